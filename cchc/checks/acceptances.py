"""Accept findings. In: findings, the entries of chap_nhan.yaml. Out: the same findings, some accepted; void entries.

An entry names a finding by its rule and keys, and seals it with every number that it states: whoever accepts 18 against
0 has not accepted 19. Where a number has changed since, or one is left out, the acceptance is void and its finding open;
a line says so, and what to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal

from cchc.catalogue.rules import families
from cchc.checks.finding import Acceptance, Finding
from cchc.errors import hint
from cchc.raw.decisions import ACCEPTANCES, AcceptanceEntry
from cchc.raw.entries import quote
from cchc.values.printing import print_number
from cchc.values.reading import clean, read_amount

_LONGEST = 400  # letters of what an entry says, in a line about it
_JSON = re.compile(r"\d{1,15}\.\d{1,15}", re.ASCII)


def apply_acceptances(
    findings: Iterable[Finding], entries: Iterable[AcceptanceEntry]
) -> tuple[list[Finding], list[str]]:
    """The findings with those accepted that an entry fits, and a line for each entry that fits none."""
    result, void = list(findings), []
    for entry in entries:
        named = [i for i, finding in enumerate(result) if _names(entry, finding)]
        fitting = [i for i in named if _seals(entry, result[i])]
        for i in fitting:
            result[i] = result[i].accept(Acceptance(entry.nguoi, entry.ngay, entry.ly_do))
        if not fitting:
            void.append(_say_void(entry, [result[i] for i in named]))
    return result, void


def _names(entry: AcceptanceEntry, finding: Finding) -> bool:
    return finding.rule == entry.quy_tac and set(entry.khoa) <= {*finding.keys, *finding.operands}


def _seals(entry: AcceptanceEntry, finding: Finding) -> bool:
    """Whether the entry gives every number of the finding, each as it is now."""
    return set(finding.operands) <= set(entry.khoa) and _agree(entry.gia_tri, sealed_values(finding, entry.khoa))


def sealed_values(finding: Finding, keys: Iterable[str]) -> list[str]:
    """What `gia_tri` must give: the numbers of the keys in their order, then what else the finding compares or quotes.

    That is its two sides and the texts of its places, as far as they are not told yet. A finding without numbers by key
    is sealed with the texts of all its places.
    """
    if finding.operands:
        values = [print_number(finding.operands[key]) for key in keys if key in finding.operands]
        quoted = [clean(place.text) for place in finding.where if place.text.strip()]
    else:
        values, quoted = [clean(place.text) for place in finding.where], []
    sides = [print_number(side) for side in (finding.left, finding.right) if side is not None]
    for value in (*sides, *quoted):
        if not any(_same(value, told) for told in values):
            values.append(value)
    return values


def _agree(given: Sequence[str], now: Sequence[str]) -> bool:
    return len(given) == len(now) and all(map(_same, given, now))


def _same(given: str, now: str) -> bool:
    """Whether a value of an entry is the value of now: the same text, or the same number (98,9 or as JSON has it, 98.9)."""
    number = read_amount(now)
    return clean(given) == clean(now) or (number is not None and number == _number(given))


def _number(text: str) -> Decimal | None:
    number = read_amount(text)
    return Decimal(text) if number is None and _JSON.fullmatch(text) else number


def _say_void(entry: AcceptanceEntry, named: list[Finding]) -> str:
    what = f"{ACCEPTANCES}, dòng {entry.line} ({_cut(entry.quy_tac)}, {_cut(', '.join(entry.khoa))})"
    if entry.quy_tac not in families():
        return f"{what}: không có quy tắc này{hint(entry.quy_tac, families())}; chấp nhận này không có hiệu lực."
    if not named:
        return f"{what}: không còn phát hiện nào như vậy; chấp nhận này hết hiệu lực, có thể bỏ."
    now = named[0]
    keys = list(now.operands) or list(now.keys)
    write = f"ghi khoa: {_as_yaml(keys)}, gia_tri: {_as_yaml(sealed_values(now, keys))}"
    values = sealed_values(now, entry.khoa)
    if _agree(entry.gia_tri, values[: len(entry.gia_tri)]):
        return f"{what}: chấp nhận phải nêu mọi số của phát hiện nên chưa có hiệu lực; hãy {write}."
    return (
        f"{what}: đã chấp nhận với giá trị {_cut(', '.join(entry.gia_tri))}, nay là {_cut(', '.join(values))}; chấp nhận này "
        f"hết hiệu lực và phát hiện mở lại. Nếu vẫn chấp nhận, {write}."
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _as_yaml(texts: Iterable[str]) -> str:
    return f"[{', '.join(map(quote, texts))}]"
