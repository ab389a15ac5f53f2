"""Add up a province from its raw files. In: submissions as they lie there. Out: numbers by unit. Nothing of the program is used."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from statistics import mean, median

Numbers = Mapping[str, Decimal]
_ZERO = ("không có", "không phát sinh")


@dataclass(frozen=True)
class Sent:
    """What a unit has sent: the rows of its annex from the top, and by key its first statement in the narrative."""

    annex: list[dict[str, str]]
    stated: dict[str, dict[str, str]]


def read_sent(folder: Path, annex: Path | None = None) -> Sent:
    """A submission; its annex from another file where one is given."""
    stated: dict[str, dict[str, str]] = {}
    for row in _rows(folder / "so_lieu_khac.csv"):
        stated.setdefault(row["khoa"], row)
    return Sent(_rows(annex or folder / "phu_luc_01b.csv"), stated)


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal | None:
    """The number that is written: 41.971 and 05 and 33,3 and "không có"; None where none is."""
    if text in _ZERO:
        return Decimal(0)
    plain = text.replace(".", "").replace(",", ".")
    return Decimal(plain) if re.fullmatch(r"\d+(\.\d+)?", plain) else None


def known(texts: Mapping[str, str], without: Iterable[str] = ()) -> dict[str, Decimal]:
    """The numbers of the units that have one, but for some units."""
    found = {code: number(text) for code, text in texts.items() if code not in set(without)}
    return {code: one for code, one in found.items() if one is not None}


def shares(above: Numbers, below: Numbers) -> dict[str, Decimal]:
    """The quotient of each unit that has both."""
    return {code: above[code] / below[code] for code in above if below.get(code)}


def pooled(above: Numbers, below: Numbers) -> Decimal:
    """All numerators over all denominators, of the units that have both."""
    both = [code for code in above if below.get(code)]
    return sum(above[code] for code in both) / sum((below[code] for code in both), Decimal(0))


def printed(share: Decimal, decimals: int = 1) -> str:
    """A share in percent as Vietnamese write it: 66,7%; a whole one without decimals."""
    percent = share * 100
    if percent == int(percent):
        return f"{int(percent)}%"
    return f"{percent.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)}%".replace(".", ",")


def grouped(count: Decimal) -> str:
    """A count with its thousands parted: 41.971."""
    whole, _, rest = f"{count:,f}".partition(".")
    rest = rest.rstrip("0")
    return whole.replace(",", ".") + (f",{rest}" if rest else "")


def far(numbers: Numbers, least: Decimal) -> set[str]:
    """The units more than three median deviations from the median, and more than `least`; mean ones where the median is 0."""
    middle = median(numbers.values())
    apart = {code: abs(one - middle) for code, one in numbers.items()}
    reach = max(3 * (median(apart.values()) or mean(apart.values())), least)
    return {code for code, one in apart.items() if one > reach}
