"""Accept findings. In: findings, the entries of chap_nhan.yaml. Out: the same findings, some accepted; void entries.

An entry fits a finding of its rule that has all its keys and, for these keys, the very values it was accepted with. When
a value has changed since, the acceptance is void and its finding open again; a line says so.
"""

from __future__ import annotations

from collections.abc import Iterable

from cchc.catalogue.rules import families
from cchc.checks.finding import Acceptance, Finding
from cchc.errors import hint
from cchc.raw.decisions import ACCEPTANCES, AcceptanceEntry
from cchc.values.printing import print_number
from cchc.values.reading import clean, read_number


def apply_acceptances(
    findings: Iterable[Finding], entries: Iterable[AcceptanceEntry]
) -> tuple[list[Finding], list[str]]:
    """The findings with those accepted that an entry fits, and a line for each entry that fits none."""
    result, void = list(findings), []
    for number, entry in enumerate(entries, 1):
        named = [i for i, finding in enumerate(result) if _names(entry, finding)]
        fitting = [i for i in named if _values_agree(entry, result[i])]
        for i in fitting:
            result[i] = result[i].accept(Acceptance(entry.nguoi, entry.ngay, entry.ly_do))
        if not fitting:
            void.append(_say_void(number, entry, [result[i] for i in named]))
    return result, void


def _names(entry: AcceptanceEntry, finding: Finding) -> bool:
    return finding.rule == entry.quy_tac and set(entry.khoa) <= set(finding.keys)


def accepted_values(finding: Finding, keys: Iterable[str]) -> list[str]:
    """The values that an acceptance of the finding must give: the numbers of the keys, else the texts of its places."""
    chosen = list(keys)
    if chosen and all(key in finding.operands for key in chosen):
        return [print_number(finding.operands[key]) for key in chosen]
    return [clean(place.text) for place in finding.where]


def _values_agree(entry: AcceptanceEntry, finding: Finding) -> bool:
    return [_comparable(text) for text in entry.gia_tri] == [
        _comparable(text) for text in accepted_values(finding, entry.khoa)
    ]


def _comparable(text: str) -> str:
    number = read_number(text)
    return print_number(number) if number is not None else clean(text)


def _say_void(number: int, entry: AcceptanceEntry, named: list[Finding]) -> str:
    what = f"{ACCEPTANCES}, mục thứ {number} ({entry.quy_tac}, {', '.join(entry.khoa)})"
    if entry.quy_tac not in families():
        return f"{what}: không có quy tắc này{hint(entry.quy_tac, families())}; chấp nhận này không có hiệu lực."
    if not named:
        return f"{what}: không còn phát hiện nào như vậy; chấp nhận này hết hiệu lực, có thể bỏ."
    now = ", ".join(accepted_values(named[0], entry.khoa))
    return (
        f"{what}: đã chấp nhận với giá trị {', '.join(entry.gia_tri)}, nay là {now}; chấp nhận này hết hiệu lực và phát "
        "hiện mở lại."
    )
