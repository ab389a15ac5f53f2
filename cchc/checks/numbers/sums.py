"""Totals and their parts. In: a CheckContext. Out: findings of CHANNEL_SUM, OUTCOME_SUM and LEVEL_SUM.

Where every part is stated and they do not reach the total, the gap is an error. A part that was not submitted is unknown,
not zero and no gap: the rule then asks what it would have to be. It is silent when the total or all parts are missing.
A total and its parts are compared where they are stated together; a part from elsewhere in the submission goes with them
only as long as the submission does not contradict itself about one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.catalogue.counts import parts_of
from cchc.catalogue.rules import Further, Sum, rules
from cchc.checks.context import CheckContext
from cchc.checks.finding import Finding, Severity, input_numbers, new_finding
from cchc.checks.wording import IN_ANNEX, gap_hint, listed, named, names, place_name, terms
from cchc.indicators.carried import readings
from cchc.indicators.counts import Counts
from cchc.indicators.rates import holds_others
from cchc.indicators.scores import sums_of
from cchc.indicators.statements import Statements
from cchc.values.printing import capital, print_number
from cchc.values.reading import stated_decimals
from cchc.values.value import Value, known_sum


@dataclass(frozen=True)
class Compared:
    """A total, its parts that have a number, those that have none, and further parts that the total's words name.

    `optional`: of the known parts and of others, those that the total may hold or not.
    """

    place: Statements
    rule: Sum
    total: Value
    known: list[Value]
    absent: list[Value]
    named: list[Value]
    optional: list[Value]

    @property
    def number(self) -> Decimal:
        """The number of the total."""
        assert self.total.number is not None
        return self.total.number

    @property
    def reached(self) -> Decimal:
        """The sum of the parts that have a number."""
        return known_sum(self.known)


def values_at(counts: Counts, place: Statements, keys: Iterable[str]) -> dict[str, Value]:
    """The numbers of these keys as they are stated at the place, else as they are elsewhere in its scope."""
    wanted = tuple(keys)
    elsewhere = counts.group(wanted, place.section, place.scope)
    return {key: place.own(key) or elsewhere[key] for key in wanted}


def check_sums(context: CheckContext) -> Iterator[Finding]:
    """Every declared sum, wherever its total is stated; those of the scoring tables too."""
    places = context.counts.statements
    scored = [rule for scale in context.submission.form.scales_on(context.as_of) for rule in sums_of(scale)]
    found = (_check_sum(context, place, places[0], rule) for place in places for rule in (*rules().sums, *scored))
    yield from merge(finding for finding in found if finding is not None)


def _told_elsewhere(place: Statements, annex: Statements, rule: Sum) -> bool:
    """Whether a section states only the total and the annex the rest: NARRATIVE_EQ_ANNEX compares these two."""
    alone = place.section is not None and not any(place.own(key) for key in rule.parts)
    return alone and place.scope == annex.scope and annex.own(rule.total) is not None


def _check_sum(context: CheckContext, place: Statements, annex: Statements, rule: Sum) -> Finding | None:
    total = place.stated(rule.total)
    if total is None or _told_elsewhere(place, annex, rule):
        return None
    compared = _compare(context, place, rule, total)
    if not compared.known or _agrees(compared):
        return None
    return _say_sum(context, compared)


def _compare(context: CheckContext, place: Statements, rule: Sum, total: Value) -> Compared:
    keys = [rule.total, *rule.parts, *_inner(rule.parts), *rule.also, *(part.key for part in rule.further)]
    values = values_at(context.counts, place, keys)
    known, absent = known_and_absent(values, rule.parts)
    further = [values[part.key] for part in rule.further if not values[part.key].missing]
    also = [values[key] for key in rule.also if not values[key].missing]
    hinted = [values[part.key] for part in rule.further if values[part.key].missing and _names(total, part)]
    return Compared(place, rule, total, known + further, absent, hinted, [*further, *also])


def _inner(keys: Iterable[str]) -> list[str]:
    """The parts of these parts, all the way down."""
    return [inner for key in keys for part in parts_of(key) for inner in (part, *_inner([part]))]


def _names(total: Value, part: Further) -> bool:
    words = total.cells[0].words.casefold()
    return any(word in words for word in part.named)


def known_and_absent(values: dict[str, Value], keys: Iterable[str]) -> tuple[list[Value], list[Value]]:
    """The parts that have a number and those that have none; of a part that is itself a sum, what of it is known."""
    known: list[Value] = []
    absent: list[Value] = []
    for key in keys:
        value = values[key]
        inner = known_and_absent(values, parts_of(key)) if value.missing else ([], [])
        known += inner[0] if value.missing else [value]
        absent += [] if not value.missing else inner[1] if inner[0] else [value]
    return known, absent


def _agrees(compared: Compared) -> bool:
    """Whether the numbers meet in one of the readings that the total may have; measures, as far as they are rounded."""
    rule, optional = compared.rule, compared.optional
    base = known_sum(value for value in compared.known if value not in optional)
    sums = readings(base, (value.number for value in optional if value.number is not None))
    slack = sum(map(rounding, [compared.total, *compared.known]), Decimal(0)) if compared.total.kind == "measure" else 0
    if any(abs(compared.number - one) <= slack for one in sums):
        return True
    if rule.within and compared.known[0].key == rule.parts[0]:
        first, *others = compared.known
        return holds_others(compared.total, first, others)
    return False


def rounding(value: Value) -> Decimal:
    """Half a unit of the last printed place."""
    decimals = stated_decimals(value.cells[0].text) if value.cells else 0
    return Decimal(5).scaleb(-decimals - 1)


def _say_sum(context: CheckContext, compared: Compared) -> Finding:
    missing = [*compared.absent, *compared.named]
    message = _say_gap(context, compared) if not missing else _say_missing(compared, missing)
    return new_finding(
        compared.rule.family,
        message,
        _advise(compared, missing),
        keys=[compared.total.key, *input_numbers(compared.known), *(part.key for part in missing)],
        numbers=[compared.total, *compared.known],
        compared=(compared.number, compared.reached),
        severity=_severity(compared, missing),
    )


def _severity(compared: Compared, missing: Sequence[Value]) -> Severity | None:
    """An error where every part is stated; a question where one is missing. None for what the family or the rule says."""
    below = compared.number < compared.reached and not compared.absent
    if missing and not below:
        return "W"
    return compared.rule.severity


def _say_gap(context: CheckContext, compared: Compared) -> str:
    flat, gap = terms(compared.known), compared.number - compared.reached
    message = (
        f"{where(compared.place, flat)}: {named(compared.total)} nhưng các phần cộng lại bằng "
        f"{print_number(compared.reached)} ({listed(flat)}), lệch {print_number(abs(gap))}."
    )
    if compared.number == 2 * compared.reached:
        return message + " Số ghi đúng bằng 2 lần tổng các phần, có thể đã cộng hai lần."
    return message + gap_hint(context, gap, [compared.total.key, *(value.key for value in flat)])


def _say_missing(compared: Compared, missing: Sequence[Value]) -> str:
    flat, rest = terms(compared.known), compared.number - compared.reached
    sent = f"{names(flat)} ({listed(flat)} = {print_number(compared.reached)})" if len(flat) > 1 else named(flat[0])
    stated = f"{where(compared.place, flat)}: {named(compared.total)}; phần đã gửi: {sent}."
    if rest < 0:
        return f"{stated} Các phần này đã lớn hơn tổng số, dù chưa gửi {names(missing)}."
    if len(missing) == 1:
        return f"{stated} Chưa gửi {names(missing)}: nếu các số kia đúng thì số này là {print_number(rest)}."
    return f"{stated} Chưa gửi {names(missing)}: nếu các số kia đúng thì các số này cộng lại là {print_number(rest)}."


def _advise(compared: Compared, missing: Sequence[Value]) -> str:
    rest = compared.number - compared.reached
    if not missing:
        return (
            f"Đối chiếu tổng số và các phần với sổ theo dõi, sửa số nào sai: {', '.join(map(named, compared.known))}."
        )
    if rest < 0:
        return "Sửa tổng số hoặc các phần đã gửi, rồi gửi đủ các phần còn thiếu."
    asked = f" {print_number(rest)}" if len(missing) == 1 else " số đúng của từng phần"
    return f"Xác nhận và ghi{asked} vào {names(missing)}; nếu không phải, sửa tổng số hoặc các phần đã gửi."


def where(place: Statements, values: Iterable[Value]) -> str:
    """The place, and the other parts of the submission that the numbers were taken from: "Phụ lục 01b và mục II.2.d"."""
    sections = [value.cells[0].section for value in values if value.status == "stated" and value.cells]
    others = {IN_ANNEX if section is None else f"mục {section}": None for section in sections}
    own = place_name(place)
    text = " và ".join([own, *(name for name in others if not own.startswith(name))])
    return capital(text)


def merge(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same numbers stated in two sections are one finding with both places."""
    merged: dict[tuple[str, tuple[str, ...], tuple[tuple[str, Decimal], ...]], Finding] = {}
    for finding in findings:
        mark = (finding.rule, finding.keys, tuple(finding.operands.items()))
        first = merged.get(mark)
        places = tuple(dict.fromkeys([*first.where, *finding.where])) if first else finding.where
        merged[mark] = replace(first or finding, where=places)
    yield from merged.values()


CHECKS = (check_sums,)
