"""Points against their scoring tables. In: a CheckContext. Out: findings of CEILING and RATE_RECALC.

That groups add up to their total is a sum like the others (`sums`). Points that differ from what the table's rule gives are a
question, never an error: a rate is the unit's own division, points are often given by somebody else, on figures of another day.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalogue.scoring.scales import Criterion, Group, Scale
from cchc.checks.context import CheckContext
from cchc.checks.finding import Finding, Severity, input_numbers, new_finding
from cchc.checks.wording import bracketed, named
from cchc.indicators.points_by_rule import ByRule, points_by_rule
from cchc.indicators.rates import AS_STATED
from cchc.indicators.scores import Score, most_of
from cchc.values.printing import print_number
from cchc.values.value import Value


def check_maxima(context: CheckContext) -> Iterator[Finding]:
    """No points are over the most that their table has for them; a question where that was not read in its source."""
    for scale in context.submission.form.scales_on(context.as_of):
        for value, most, severity in _limits(context, scale):
            if value.number is not None and value.number > most:
                yield _over(scale, value, most, severity)


def _limits(context: CheckContext, scale: Scale) -> Iterator[tuple[Value, Decimal, Severity]]:
    """What is stated of the table, with the most that it can be and how grave it is to be over that."""
    stated = {key: context.counts.value(key) for key in scale.keys}
    for item in scale.items():
        if item.khoa:
            most = most_of(scale, item, stated) if isinstance(item, Group) else item.most
            yield stated[item.khoa], most, _severity(scale, item)
    if scale.total.khoa:
        yield stated[scale.total.khoa], scale.total.most, "E" if scale.verified else "W"


def _severity(scale: Scale, item: Criterion) -> Severity:
    return "E" if scale.trusted(item) else "W"


def _over(scale: Scale, value: Value, most: Decimal, severity: Severity) -> Finding:
    return new_finding(
        "CEILING",
        f"{bracketed(value)} lớn hơn điểm tối đa {print_number(most)}.",
        f"Xem lại điểm ở nơi công bố; điểm tối đa theo bảng chấm điểm «{scale.title}».",
        keys=[value.key],
        numbers=[value],
        compared=(value.number, most),
        severity=severity,
    )


def check_rules(context: CheckContext) -> Iterator[Finding]:
    """Stated points are those that the rule of their table gives for the figures of the same submission."""
    for scale in context.submission.form.scales_on(context.as_of):
        for found in points_by_rule(context.counts, scale):
            if not found.agrees:
                yield _apart(scale, found)


def _apart(scale: Scale, found: ByRule) -> Finding:
    computed, stated = found.computed, found.stated
    return new_finding(
        "RATE_RECALC",
        f"{named(stated)} điểm; theo bảng chấm điểm «{scale.title}» thì được {print_number(computed.known)} điểm: "
        f"{'; '.join(_grounds(one) for one in found.parts)}.",
        "Xem lại điểm, hoặc các số đã dùng để chấm; nếu điểm do nơi khác chấm trên số liệu của ngày khác thì ghi rõ nơi và ngày.",
        keys=[stated.key, *input_numbers([computed])],
        numbers=[stated, computed],
        compared=(stated.number, computed.number),
        severity="W",
    )


def _grounds(one: Score) -> str:
    """What the points of a criterion or group follow from."""
    if one.basis is None:
        return f"{bracketed(one.points)}"
    over = one.basis.denominator
    return named(one.basis) + (f" so với {over}" if over and over != AS_STATED else "")


CHECKS = (check_maxima, check_rules)
