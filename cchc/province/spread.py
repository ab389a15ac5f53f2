"""Compare the units of a province by a main indicator. In: numbers by unit. Out: spreads by type of unit, ranks, outliers.

A unit is only held against those of its own type: xã, phường, đặc khu. The limits are in cchc/catalogue/roll_up.yaml.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.roll_up import Limits, MainIndicator
from cchc.catalogue.units.register import Unit
from cchc.province.totals import Taken
from cchc.values.value import Value


@dataclass(frozen=True)
class Spread:
    """An indicator over the units of one type: `deviation` is the median absolute one, None where too few are compared.

    Where more than half of the units have one and the same number, that deviation is 0 whatever the others have: then it is
    the mean absolute one.
    """

    indicator: MainIndicator
    type: str
    values: Mapping[Unit, Value]
    taken: Taken
    lowest: Decimal
    median: Decimal
    highest: Decimal
    deviation: Decimal | None

    @property
    def units(self) -> int:
        """How many units are compared."""
        return len(self.values)

    @property
    def judged(self) -> bool:
        """Whether there are enough units to call one unlike the others."""
        return self.deviation is not None


@dataclass(frozen=True)
class Outlier:
    """A unit whose number is farther from the median of its type than `reach`."""

    unit: Unit
    value: Value
    spread: Spread
    reach: Decimal

    @property
    def distance(self) -> Decimal:
        """How far from the median, in the unit of the value; below it negative."""
        return self.value.known - self.spread.median


def spreads(indicator: MainIndicator, taken: Taken, limits: Limits) -> Iterator[Spread]:
    """One a type of unit that has a number, in the order in which the types come."""
    kinds = dict.fromkeys(unit.type for unit in taken.numbers)
    for kind in sorted(kinds):
        own = taken.of_type(kind)
        values = own.numbers
        numbers = [value.known for value in values.values()]
        median = statistics.median(numbers)
        apart = [abs(number - median) for number in numbers]
        deviation = statistics.median(apart) or statistics.mean(apart)
        judged = len(numbers) >= limits.least_units
        yield Spread(indicator, kind, values, own, min(numbers), median, max(numbers), deviation if judged else None)


def outliers(spread: Spread, limits: Limits) -> list[Outlier]:
    """The units beyond the limit, the farthest first; none where too few units are compared."""
    if spread.deviation is None:
        return []
    least = limits.least_share if spread.indicator.is_rate else limits.least_count
    reach = max(spread.deviation * limits.deviations, least)
    far = [Outlier(unit, value, spread, reach) for unit, value in spread.values.items()]
    beyond = [one for one in far if abs(one.distance) > reach]
    return sorted(beyond, key=lambda one: (-abs(one.distance), one.unit.code))


def ranks(values: Mapping[Unit, Value], indicator: MainIndicator) -> dict[Unit, int]:
    """The place of each unit, 1 the best; equal numbers share a place and the next one is left out. None for an unranked one."""
    if not indicator.better:
        return {}
    best_first = indicator.better == "high"
    ordered = sorted(values, key=lambda unit: (_signed(values[unit], best_first), unit.code))
    places: dict[Unit, int] = {}
    for place, unit in enumerate(ordered, 1):
        before = ordered[place - 2] if place > 1 else None
        tied = before is not None and values[before].known == values[unit].known
        places[unit] = places[before] if tied and before else place
    return places


@dataclass(frozen=True)
class Level:
    """Units with one and the same number."""

    number: Decimal
    units: Sequence[Unit]


def ends(values: Mapping[Unit, Value], most: int) -> tuple[list[Level], list[Level]]:
    """The highest and the lowest numbers with the units that have them, at most so many units named at either end.

    Units with one number stay together, however many they are; no number stands at both ends.
    """
    levels: dict[Decimal, list[Unit]] = {}
    for unit in sorted(values, key=lambda unit: (-values[unit].known, unit.code)):
        levels.setdefault(values[unit].known, []).append(unit)
    falling = [Level(number, units) for number, units in levels.items()]
    shown = min(most, max(1, len(values) // 2))
    high = _first(falling, shown)
    return high, _first(list(reversed(falling[len(high) :])), shown)


def _first(levels: Sequence[Level], most: int) -> list[Level]:
    """The first of them, until so many units are reached."""
    taken: list[Level] = []
    for level in levels:
        if sum(len(one.units) for one in taken) >= most:
            break
        taken.append(level)
    return taken


def _signed(value: Value, best_first: bool) -> Decimal:
    return -value.known if best_first else value.known
