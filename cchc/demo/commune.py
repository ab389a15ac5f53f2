"""One commune that reports for one period. In: unit, year, period, seed. Out: who it is, how large, and its random numbers.

The random numbers depend on seed, code, year and period alone, so that a commune is the same among ten as among all.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date
from random import Random

from cchc.catalogue.form import Form, form_for
from cchc.catalogue.periods import Period
from cchc.catalogue.units.register import Unit
from cchc.demo.material import Size, material
from cchc.raw.keys import ReportKey

MERGED_FROM = date(2025, 7, 1)
BASE_YEAR = 2024
DAYS_A_YEAR = 365
GROWTH = 0.03  # more dossiers a year than the year before
_LEAST_FACTOR = 0.4


@dataclass(frozen=True)
class Commune:
    """A unit, a period, and the seed of everything made up about it."""

    unit: Unit
    year: int
    period: Period
    seed: int

    @property
    def window(self) -> tuple[date, date]:
        """First and last day of its data."""
        return self.period.window(self.year)

    @functools.cached_property
    def form(self) -> Form:
        """The form of its date."""
        return form_for(self.window[1], self.unit)

    @property
    def path(self) -> str:
        """Where its submission stands below data/raw, and its parameters below params."""
        return ReportKey(self.unit.code, self.year, self.period.key).path(self.unit.slug)

    @functools.cached_property
    def rng(self) -> Random:
        """The random numbers of this report."""
        return self._dice("report", self.year, self.period.key)

    def stable_rng(self, matter: str) -> Random:
        """The random numbers of what a commune keeps from one report to the next, rolled from the start at each call."""
        return self._dice("commune", matter)

    @functools.cached_property
    def size(self) -> Size:
        """The ends between which a unit of its type lies."""
        merged = self.unit.begun >= MERGED_FROM
        sizes = [size for size in material().sizes if size.type == self.unit.type]
        return next((size for size in sizes if size.merged == merged), sizes[0])

    @property
    def share_of_year(self) -> float:
        """The length of the window, 1 for a year."""
        first, last = self.window
        return ((last - first).days + 1) / DAYS_A_YEAR

    @functools.cached_property
    def received(self) -> int:
        """Dossiers received in the window: many small communes and few large ones, a little more every year."""
        smallest, largest = self.size.dossiers
        a_year = smallest + (largest - smallest) * self._dice("size").random() ** 2
        of_year = self._dice("year", self.year).uniform(0.94, 1.06)
        grown = max(_LEAST_FACTOR, 1 + GROWTH * (self.year - BASE_YEAR))
        return round(a_year * grown * of_year * self.share_of_year * self.rng.uniform(0.985, 1.015))

    def _dice(self, *what: object) -> Random:
        return Random("/".join(map(str, (self.seed, self.unit.code, *what))))


def between(rng: Random, ends: tuple[int, int]) -> int:
    """A whole number between both ends, ends included."""
    return rng.randint(*ends)


def with_probability(rng: Random, percent: int) -> bool:
    """True in so many of a hundred cases."""
    return rng.randrange(100) < percent


def part(rng: Random, whole: int, percent: tuple[int, int]) -> int:
    """So many percent of a whole, at least the lower and at most the upper, in whole numbers."""
    return whole * rng.randint(percent[0] * 10, percent[1] * 10) // 1000


def split(rng: Random, whole: int, weights: list[int]) -> list[int]:
    """A whole in parts of about these weights."""
    rolled = [weight * rng.randint(85, 115) for weight in weights]
    total = sum(rolled) or 1
    parts = [whole * weight // total for weight in rolled]
    parts[max(range(len(parts)), key=rolled.__getitem__)] += whole - sum(parts)
    return parts
