"""How findings say numbers. In: Values. Out: Vietnamese text, the same in every check."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from cchc.catalogue.counts import count_info
from cchc.checks.context import CheckContext
from cchc.indicators.statements import Statements
from cchc.values.printing import print_number, print_share
from cchc.values.value import Value

IN_ANNEX = "phụ lục 01b"
_TELLING_GAP = 100  # smaller gaps equal some number of a report by chance


def place_name(place: Statements) -> str:
    """How a message names a part of the submission: "mục II.2.d", with its scope where it has one of its own."""
    name = IN_ANNEX if place.section is None else f"mục {place.section}"
    return f"{name} ({place.scope})" if place.scope else name


def named(value: Value) -> str:
    """A value with its name: «tổng số TTHC đang áp dụng» 201."""
    return f"«{value.label}» {format_value(value)}"


def bracketed(value: Value) -> str:
    """A value with its name where a sentence goes on behind it: «tổng số TTHC đang áp dụng» (201)."""
    return f"«{value.label}» ({format_value(value)})"


def format_value(value: Value) -> str:
    """The number alone, or the words for none."""
    if value.number is None:
        return "chưa có số liệu"
    if value.kind == "share":
        return print_share(value.number, value.decimals)
    return print_number(value.number) + ("%" if value.kind == "percent" else "")


def listed(values: Iterable[Value], joint: str = " + ") -> str:
    """Several numbers in one expression: 40 + 2 + 479 + 106."""
    return joint.join(format_value(value) for value in values)


def names(values: Iterable[Value]) -> str:
    """Several names in one list."""
    return ", ".join(f"«{value.label}»" for value in values)


def named_keys(keys: Iterable[str]) -> str:
    """What several keys are called, in one list."""
    return ", ".join(f"«{count_info(key).label}»" for key in keys)


def terms(values: Iterable[Value]) -> list[Value]:
    """The values with those that are sums replaced by their parts."""
    flat: list[Value] = []
    for value in values:
        flat.extend(terms(value.formula.operands) if value.formula and value.status == "derived" else [value])
    return flat


def gap_hint(context: CheckContext, gap: Decimal, but: Iterable[str]) -> str:
    """' Số chênh lệch ... đúng bằng ...' where another number of the submission is the gap; else nothing."""
    size, skip = abs(gap), set(but)
    if size < _TELLING_GAP:
        return ""
    for key in context.counts.all_keys():
        value = context.counts.value(key)
        if key not in skip and value.number == size and value.kind == "count":
            return f" Số chênh lệch {print_number(size)} đúng bằng {named(value)}; hãy xem có chép nhầm không."
    return ""
