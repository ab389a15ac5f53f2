"""Points by a scoring table. In: Counts, a Scale. Out: a Scored: points of each group and criterion, of how many, what lacks.

Points that the unit states come before points that a rule gives. What has neither has no points: it is not 0, and its
most points are not among those that the sum is `of`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.indicators import indicators
from cchc.catalogue.rules import Sum
from cchc.catalogue.scoring.scales import Criterion, Group, Scale, print_points
from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_rate
from cchc.values.printing import HUNDRED
from cchc.values.value import Formula, Value, known_sum

UNIT = "điểm"


@dataclass(frozen=True)
class Score:
    """The points of a group or criterion; `of`: the most of what has points; `basis`: what its rule was applied to."""

    item: Criterion
    points: Value
    of: Decimal
    missing: tuple[str, ...] = ()
    basis: Value | None = None
    parts: tuple[Score, ...] = ()

    @property
    def partial(self) -> bool:
        """Whether it has points, and something of it has none."""
        return not self.points.missing and bool(self.missing)


@dataclass(frozen=True)
class Scored:
    """A unit's points by a table. `stated`: the total as the unit states it; `reached`: the sum of what has points."""

    scale: Scale
    groups: tuple[Score, ...]
    stated: Value | None
    reached: Value
    of: Decimal
    missing: tuple[str, ...]

    @property
    def known(self) -> bool:
        """Whether anything has points, or the total is stated."""
        return self.total is not None or not self.reached.missing

    @property
    def total(self) -> Value | None:
        """The total that is stated; None where the unit states none."""
        return self.stated if self.stated is not None and not self.stated.missing else None


def score(counts: Counts, scale: Scale) -> Scored:
    """The points of every group, and their sum as far as they are known."""
    stated = counts.group(tuple(scale.keys))
    groups = tuple(score_group(counts, scale, group, stated) for group in scale.groups)
    known = [one.points for one in groups if not one.points.missing]
    missing = tuple(name for one in groups for name in one.missing)
    of = sum((one.of for one in groups), Decimal(0))
    reached = _sum(f"{scale.total.khoa or 'diem'}.co_so_lieu", f"điểm của các nhóm có số liệu: {scale.title}", known)
    return Scored(scale, groups, stated.get(scale.total.khoa), reached, of, missing)


def most_of(scale: Scale, group: Group, stated: Mapping[str, Value]) -> Decimal:
    """The most points of a group: with those of the groups that it may hold, where these are not stated apart."""
    held = (one for one in scale.groups if one.inside and one.inside == group.khoa and stated[one.khoa].missing)
    return group.most + sum((one.most for one in held), Decimal(0))


def sums_of(scale: Scale) -> tuple[Sum, ...]:
    """The sums that a table declares: the total of its groups, a group of its criteria; where all of them have keys."""
    parts = [(group.khoa, [one.khoa for one in group.criteria]) for group in scale.groups]
    pairs = [(scale.total.khoa, [key for key, _ in parts]), *parts]
    return tuple(
        Sum(family="LEVEL_SUM", total=total, parts=tuple(keys)) for total, keys in pairs if total and keys and all(keys)
    )


def score_group(counts: Counts, scale: Scale, group: Group, stated: Mapping[str, Value]) -> Score:
    """The points of a group: as `stated`, else of its criteria, else by its own rule."""
    points = stated.get(group.khoa)
    if points is not None and points.number is not None:
        whole = most_of(scale, group, stated)
        return Score(group, points, whole if points.number > group.most else group.most)
    if group.inside and _held(scale, group, stated):
        return Score(group, _nothing(group), Decimal(0))
    parts = tuple(score_criterion(counts, scale, one, stated) for one in group.criteria)
    known = [one.points for one in parts if not one.points.missing]
    if not known:
        return score_criterion(counts, scale, group, stated)
    names = tuple(name for one in parts for name in one.missing)
    of = sum((one.of for one in parts), Decimal(0))
    return Score(group, _sum(group.khoa or group.label, group.label, known), of, names, parts=parts)


def _held(scale: Scale, group: Group, stated: Mapping[str, Value]) -> bool:
    """Whether the group that may hold its points has more than it can have alone."""
    home = next(one for one in scale.groups if one.khoa == group.inside)
    number = stated[home.khoa].number
    return number is not None and number > home.most


def score_criterion(counts: Counts, scale: Scale, item: Criterion, stated: Mapping[str, Value]) -> Score:
    """The points of a criterion: as `stated`, else by its rule."""
    points = stated.get(item.khoa)
    if points is not None and points.number is not None:
        return Score(item, points, item.most)
    basis = _basis(counts, item.value) if item.value else None
    if basis is None or basis.number is None:
        return Score(item, _nothing(item), Decimal(0), (item.label,), basis)
    value = basis.number * HUNDRED if basis.kind == "share" else basis.number
    text = _formula(item, basis)
    number = item.points_for(value, scale.decimals)
    computed = Value(_key(item), item.label, UNIT, "measure", number, "derived", formula=Formula(text, (basis,)))
    return Score(item, computed, item.most, basis=basis)


def _basis(counts: Counts, key: str) -> Value:
    rate, _, of = key.partition("/")
    return compute_rate(counts, rate, None, of or None) if rate in indicators() else counts.value(key)


def _formula(item: Criterion, basis: Value) -> str:
    sign = "%" if basis.kind in ("share", "percent") else ""
    if item.full_at is None:
        steps = "; ".join(
            f"từ {print_points(step.start)}{sign}: {print_points(step.points)} điểm" for step in item.steps
        )
        return f"{basis.key} ({steps})"
    return f"{basis.key} × {print_points(item.most)} điểm / {print_points(item.full_at)}{sign}, nhiều nhất {print_points(item.most)} điểm"


def _sum(key: str, label: str, known: Sequence[Value]) -> Value:
    formula = Formula(" + ".join(one.key for one in known), tuple(known))
    if not known:
        return Value(key, label, UNIT, "measure", None, "missing")
    return Value(key, label, UNIT, "measure", known_sum(known), "derived", formula=formula)


def _nothing(item: Criterion) -> Value:
    return Value(_key(item), item.label, UNIT, "measure", None, "missing")


def _key(item: Criterion) -> str:
    return item.khoa or f"diem.{item.so or item.label}"
