"""Rates of numbers that are themselves wrong. In: findings and their CheckContext. Out: the same, with another advice.

Where the numerator or denominator of a stated rate is in an open error of a sum, the balance or a ceiling, nobody should
change the rate to what was computed: that rests on a number that will change. The contradiction itself stays certain. Whether
points are what such numbers give is not asked at all, before these are mended.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cchc.catalogue.rules import rules
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding
from cchc.checks.numbers.rates import StatedRate, stated_rates
from cchc.checks.wording import bracketed

RATES = "RATE_RECALC"


def advise_after_errors(findings: Iterable[Finding], context: CheckContext) -> list[Finding]:
    """The findings; those on rates of a number in error advise to mend that first. Called after acceptances, which close errors."""
    result = list(findings)
    wrong = _in_error(result)
    if not wrong or all(found.rule != RATES for found in result):
        return result
    stated = {rate.place: rate for rate in stated_rates(context)}
    kept = (found for found in result if not (found.open and _of_points(found) and _wrong_keys(found, wrong)))
    return [_doubt(found, wrong, stated, context) if found.rule == RATES else found for found in kept]


def _of_points(found: Finding) -> bool:
    """Whether the finding is about points by a scoring table; else it is about a rate."""
    return found.rule == RATES and not found.keys[0].startswith("ty_le.")


def _wrong_keys(found: Finding, wrong: set[tuple[str, object]]) -> list[str]:
    return [key for key, number in found.operands.items() if (key, number) in wrong]


def _in_error(findings: Iterable[Finding]) -> set[tuple[str, object]]:
    """The keys, each with its number, that an open error compares; one number may be wrong and another of it right."""
    families = {"BALANCE", "CEILING", *(rule.family for rule in rules().sums)}
    errors = (found for found in findings if found.rule in families and found.severity == "E" and found.open)
    return {pair for found in errors for pair in found.operands.items()}


def _doubt(
    found: Finding, wrong: set[tuple[str, object]], stated: dict[CellRef, StatedRate], context: CheckContext
) -> Finding:
    keys = _wrong_keys(found, wrong)
    if not keys or not found.open:
        return found
    values = " và ".join(bracketed(replace(context.counts.model(key), number=found.operands[key])) for key in keys)
    return replace(found, suggestion=f"Vì {values} đang có lỗi, sửa các số này trước, rồi tính lại tỷ lệ.")
