"""Stated points against the rule that gives them. In: Counts, a Scale. Out: what the rule gives, and how near is near enough.

Only where nothing is open: the table was compared with its source, every figure that the rule takes is stated, for the whole
report, and nowhere contradicted. A rate may have been taken over any denominator that the rule leaves open, and as printed or
as stated instead of exact; points may be rounded or cut off. What lies within all of that is the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.indicators import indicators
from cchc.catalogue.scoring.scales import Criterion, Group, Scale
from cchc.indicators.counts import Counts
from cchc.indicators.rates import rates_over
from cchc.indicators.scores import Score, score, score_criterion, score_group
from cchc.values.printing import HUNDRED, round_percent
from cchc.values.reading import stated_decimals
from cchc.values.value import Value


@dataclass(frozen=True)
class ByRule:
    """Points that are stated, and in their place those that follow from rules: of a criterion, or of the `parts` of a sum."""

    stated: Value
    computed: Value
    parts: tuple[Score, ...]
    lowest: Decimal
    highest: Decimal

    @property
    def agrees(self) -> bool:
        """Whether the stated points are what the rule gives, rounded or cut off, however its figures were."""
        return self.lowest < self.stated.known <= self.highest


def points_by_rule(counts: Counts, scale: Scale) -> Iterator[ByRule]:
    """The stated points of criteria, groups and the total that rules give completely from other figures of the submission."""
    stated = counts.group(tuple(scale.keys))
    shared = {key for group in scale.groups if group.inside for key in (group.inside, group.khoa)}
    for item in scale.items():
        value = stated.get(item.khoa)
        if value is not None and not value.missing and item.khoa not in shared:
            rest = {key: one for key, one in stated.items() if key != item.khoa}
            found = _score(counts, scale, item, rest)
            yield from _complete(counts, scale, value, found.points, found.parts or (found,))
    whole = score(counts, scale)
    if whole.total is not None and scale.verified and not whole.missing:
        known = tuple(one for one in whole.groups if not one.points.missing)
        yield from _complete(counts, scale, whole.total, whole.reached, known)


def _score(counts: Counts, scale: Scale, item: Criterion, stated: Mapping[str, Value]) -> Score:
    if isinstance(item, Group):
        return score_group(counts, scale, item, stated)
    return score_criterion(counts, scale, item, stated)


def _complete(
    counts: Counts, scale: Scale, stated: Value, computed: Value, parts: tuple[Score, ...]
) -> Iterator[ByRule]:
    """The pair, where every part has points that can be relied on and at least one of them is given by a rule."""
    ends = [end for part in parts for end in _ends(part)]
    ruled = [one.basis for one in ends if one.basis is not None]
    sound = all(scale.trusted(one.item) and not one.points.missing for one in ends)
    if not ruled or not sound or counts.contested(stated.key) or not all(_relied_on(counts, one) for one in ends):
        return
    lowest, highest = (sum(side, Decimal(0)) for side in zip(*(_bounds(counts, one) for one in ends), strict=True))
    unit = max(_unit(scale, stated), Decimal(1).scaleb(-scale.decimals))
    more = sum((_unit(scale, one.points) for one in ends), Decimal(0)) if len(ends) > 1 else Decimal(0)
    yield ByRule(stated, computed, parts, lowest - unit - more, highest + unit / 2 + more)


def _ends(one: Score) -> Iterator[Score]:
    """The score, or those that it is the sum of; a part of it without points too."""
    if one.parts:
        yield from one.parts
    else:
        yield one


def _relied_on(counts: Counts, one: Score) -> bool:
    """Whether what the points rest on is stated for the whole report, and nowhere otherwise."""
    values = list(_rests_on([one.basis or one.points]))
    stated = [value for value in values if not value.formula]
    return all(value.cells and not value.cells[0].scope for value in stated) and not any(
        counts.contested(value.key) for value in values
    )


def _rests_on(values: Iterable[Value]) -> Iterator[Value]:
    """These values and all that they were computed from."""
    for value in values:
        yield value
        yield from _rests_on(value.formula.operands if value.formula else ())


def _unit(scale: Scale, points: Value) -> Decimal:
    """A unit of the last place that the points are printed with."""
    return Decimal(1).scaleb(-(stated_decimals(points.cells[0].text) if points.cells else scale.decimals))


def _bounds(counts: Counts, one: Score) -> tuple[Decimal, Decimal]:
    """The least and the most points that the rule gives, over what its figure may have been taken as."""
    if one.basis is None:
        return one.points.known, one.points.known
    points = [one.item.exact_points(value) for value in _taken_as(counts, one.item, one.basis)]
    return min(points), max(points)


def _taken_as(counts: Counts, item: Criterion, basis: Value) -> Iterator[Decimal]:
    """The figure, in percent for a share: exact, as it is printed, as the unit states it, over every denominator left open."""
    if basis.kind != "share":
        yield basis.known
        return
    rate, _, of = item.value.partition("/")
    indicator = indicators()[rate]
    open_ones = [one for one in indicator.denominators if of in ("", "+".join(one.keys))]
    read = [basis, *(value for one in open_ones for value in rates_over(counts, indicator, one, None, None))]
    for value in read:
        if value.number is not None:
            yield value.number * HUNDRED
            yield round_percent(value.number * HUNDRED, value.decimals)
    yield from (value.number for value in counts.statements_of(rate) if value.number is not None)
