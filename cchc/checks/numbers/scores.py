"""Points against their scoring tables. In: a CheckContext. Out: findings of CEILING.

That groups add up to their total is a sum like the others (`sums`).
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalogue.scoring.scales import Criterion, Group, Scale
from cchc.checks.context import CheckContext
from cchc.checks.finding import Finding, Severity, new_finding
from cchc.checks.wording import bracketed
from cchc.indicators.scores import most_of
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


CHECKS = (check_maxima,)
