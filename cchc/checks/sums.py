"""Totals and their parts. In: a Subject. Out: findings of CHANNEL_SUM, OUTCOME_SUM, LEVEL_SUM and BALANCE.

A part that was not submitted is unknown, not zero: if the stated numbers do not meet, the rule speaks, as E when every
part is stated and as W otherwise. It is silent when the total or all parts are missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from cchc.catalogue.counts import parts_of
from cchc.catalogue.rules import Sum, rules
from cchc.checks.finding import Finding, Severity, leaves, note, places_of
from cchc.checks.scopes import IN_ANNEX, Scope, scopes
from cchc.checks.subject import Subject
from cchc.checks.wording import gap_hint, listed, named, names, shown, terms
from cchc.values.printing import print_number
from cchc.values.value import Value


def check_sums(subject: Subject) -> Iterator[Finding]:
    """Every declared sum, wherever its total is stated."""
    places = scopes(subject)
    found = (_check_sum(subject, scope, places[0], rule) for scope in places for rule in rules().sums)
    yield from _merge(finding for finding in found if finding is not None)


def _told_elsewhere(scope: Scope, annex: Scope, rule: Sum) -> bool:
    """Whether a section states only the total and the annex the rest: NARRATIVE_EQ_ANNEX compares these two."""
    alone = scope.section is not None and not any(scope.own(key) for key in rule.parts)
    return alone and annex.own(rule.total) is not None


def _check_sum(subject: Subject, scope: Scope, annex: Scope, rule: Sum) -> Finding | None:
    total = scope.stated(rule.total)
    if total is None:
        return None
    known, absent = _known_and_absent(scope, rule.parts)
    if total.number is None or not known or _told_elsewhere(scope, annex, rule):
        return None
    reached = _sum(known)
    also = [value for value in (scope.value(key) for key in rule.also) if not value.missing]
    if total.number in (reached, reached + _sum(also)):
        return None
    return _say_sum(subject, scope, rule, total, known, absent)


def _known_and_absent(scope: Scope, keys: Iterable[str]) -> tuple[list[Value], list[Value]]:
    """The parts that have a number and those that have none; of a part that is itself a sum, what of it is known."""
    known: list[Value] = []
    absent: list[Value] = []
    for key in keys:
        value = scope.value(key)
        inner = _known_and_absent(scope, parts_of(key)) if value.missing else ([], [])
        known += inner[0] if value.missing else [value]
        absent += [] if not value.missing else inner[1] if inner[0] else [value]
    return known, absent


def _say_sum(
    subject: Subject, scope: Scope, rule: Sum, total: Value, known: list[Value], absent: list[Value]
) -> Finding:
    assert total.number is not None
    reached = _sum(known)
    gap = total.number - reached
    flat = terms(known)
    message = (
        f"{_where(scope, flat)}: {named(total)} nhưng các phần cộng lại bằng {print_number(reached)} "
        f"({listed(flat)}), lệch {print_number(abs(gap))}."
    )
    if absent:
        message += f" Chưa gửi: {names(absent)}."
    if not absent and total.number == 2 * reached:
        message += " Số ghi đúng bằng 2 lần tổng các phần, có thể đã cộng hai lần."
    else:
        message += gap_hint(subject, gap, [total.key, *(value.key for value in flat)])
    suggestion = f"Kiểm tra lại tổng số và các phần: {', '.join(named(value) for value in flat)}."
    if absent:
        suggestion += f" Nếu {names(absent)} là {print_number(abs(gap))}, hãy ghi vào." if len(absent) == 1 else ""
    return note(
        rule.family,
        message,
        suggestion,
        keys=[total.key, *leaves(known), *(part.key for part in absent)],
        where=places_of([total, *known]),
        operands=leaves([total, *known]),
        left=total.number,
        right=reached,
        severity=_severity(absent),
    )


def check_balance(subject: Subject) -> Iterator[Finding]:
    """Carried over + received = resolved + in progress + returned; or received = resolved + in progress (form 06a)."""
    found = (_check_balance(scope) for scope in scopes(subject))
    yield from _merge(finding for finding in found if finding is not None)


def _check_balance(scope: Scope) -> Finding | None:
    received = scope.stated("ho_so.tiep_nhan")
    if received is None or received.number is None:
        return None
    resolved = scope.value("ho_so.da_giai_quyet")
    if resolved.number is None:
        return None
    carried, going, returned = (scope.value(f"ho_so.{key}") for key in ("ky_truoc", "dang_giai_quyet", "tra_lai"))
    left, right = _sum([carried, received]), _sum([resolved, going, returned])
    if left == right or received.number == _sum([resolved, going]):
        return None
    absent = [value for value in (carried, going, returned) if value.missing]
    stated = [value for value in (carried, received, resolved, going, returned) if not value.missing]
    message = (
        f"{_where(scope, terms(stated))}: kỳ trước chuyển qua ({shown(carried)}) + tiếp nhận "
        f"({shown(received)}) không bằng đã giải quyết ({shown(resolved)}) + đang giải quyết ({shown(going)}) + "
        f"trả lại ({shown(returned)}), lệch {print_number(abs(left - right))}."
    )
    if absent:
        message += f" Chưa gửi: {names(absent)}."
    return note(
        "BALANCE",
        message,
        "Kiểm tra lại các số trên; hồ sơ kỳ trước, đang giải quyết và trả lại phải được ghi, kể cả khi bằng 0.",
        keys=["ho_so.tiep_nhan", *leaves(stated), *(value.key for value in absent)],
        where=places_of(stated),
        operands=leaves(stated),
        left=left,
        right=right,
        severity=_severity(absent),
    )


def _sum(values: Iterable[Value]) -> Decimal:
    """The sum of the numbers that are known."""
    return sum((value.number for value in values if value.number is not None), Decimal(0))


def _where(scope: Scope, values: Iterable[Value]) -> str:
    """The scope, and the other parts of the submission that the numbers were taken from: "Phụ lục 01b và mục II.2.d"."""
    sections = [value.cells[0].section for value in values if value.status == "stated" and value.cells]
    others = {IN_ANNEX if section is None else f"mục {section}": None for section in sections}
    places = [scope.name, *(name for name in others if name != scope.name)]
    text = " và ".join(places)
    return text[:1].upper() + text[1:]


def _severity(absent: list[Value]) -> Severity:
    return "W" if absent else "E"


def _merge(findings: Iterable[Finding]) -> Iterator[Finding]:
    """The same numbers stated in two sections are one finding with both places."""
    merged: dict[tuple[str, tuple[str, ...], tuple[tuple[str, Decimal], ...]], Finding] = {}
    for finding in findings:
        mark = (finding.rule, finding.keys, tuple(finding.operands.items()))
        first = merged.get(mark)
        where = tuple(dict.fromkeys([*first.where, *finding.where])) if first else finding.where
        merged[mark] = replace(first or finding, where=where)
    yield from merged.values()


CHECKS = (check_sums, check_balance)
