"""Say where findings of words and documents stand. In: places. Out: findings whose message names files, rows, columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TypedDict, Unpack

from cchc.checks.finding import CellRef, Finding, PlacedRef, Severity, new_finding
from cchc.raw.submission import SOURCE, TEXTS

_SHOWN = 12


def say_where(places: Iterable[CellRef]) -> str:
    """The places by file and column: van_ban.csv, cột ngay, dòng 2, 12; noi_dung.yaml, mục I.5.d."""
    groups: dict[str, list[CellRef]] = {}
    for place in dict.fromkeys(places):
        if isinstance(place, PlacedRef):
            groups.setdefault(place.within[0], []).append(place)
        elif place.file == TEXTS:
            groups.setdefault(f"{TEXTS}, mục", []).append(place)
        elif place.file == SOURCE:
            groups.setdefault(f"{SOURCE}, khóa", []).append(place)
        else:
            groups.setdefault(f"{place.file}, cột {place.column}, dòng", []).append(place)
    return "; ".join(f"{head} {_listed(group)}".rstrip() for head, group in groups.items())


def _listed(group: list[CellRef]) -> str:
    in_order = sorted(group, key=lambda place: place.row)
    names = [_name(place) for place in in_order]
    different = list(dict.fromkeys(names))
    rest = len(different) - _SHOWN
    return ", ".join(different[:_SHOWN]) + (f" và {rest} chỗ khác" if rest > 0 else "")


def _name(place: CellRef) -> str:
    if isinstance(place, PlacedRef):
        return place.within[1]
    return place.column if place.file in (TEXTS, SOURCE) else str(place.row)


class Details(TypedDict, total=False):
    """What else a finding may have."""

    keys: Iterable[str]
    operands: Mapping[str, Decimal]
    compared: tuple[Decimal | None, Decimal | None]
    severity: Severity | None


def finding_at(
    rule: str, message: str, suggestion: str, *, where: Iterable[CellRef] = (), **details: Unpack[Details]
) -> Finding:
    """A finding of the family `rule` whose message ends with where it stands."""
    places = list(where)
    ending = f" (Ở {say_where(places)}.)" if places else ""
    return new_finding(rule, message + ending, suggestion, where=places, **details)
