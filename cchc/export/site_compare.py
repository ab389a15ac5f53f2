"""Compare the communes of a province. In: their reports for one period. Out: medians, who is far off, dots to draw.

A figure that is missing takes no part: it is not zero; nor does one of a report with an open error.
Made-up data and real ones are never compared with each other.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.indicators import indicators
from cchc.export.site_entry import Entry, Window, figure_columns, print_figure
from cchc.values.printing import round_half_up

# A convention of presentation, told on the page: Tukey's fences, for at least so many figures; and rates crowd
# at 100%, where fences without a least distance would mark 99,8%.
FEWEST_TO_JUDGE = 5
REACH = Decimal("1.5")
LEAST_DISTANCE = Decimal("0.05")

STRIP_WIDTH = 96
_MARGIN = Decimal(5)
_TENTH = Decimal("0.1")


@dataclass(frozen=True)
class Spread:
    """One key figure over the communes of a province: `n` of `reports` have it; fences only where n allows.

    `left_out` reports have an open error and take no part.
    """

    key: str
    label: str
    reports: int
    values: tuple[Decimal, ...]
    median: Decimal | None
    fences: tuple[Decimal, Decimal] | None
    left_out: int = 0

    @property
    def n(self) -> int:
        """How many reports have the figure."""
        return len(self.values)

    @property
    def printed(self) -> str:
        """The median as printed; of counts a whole number."""
        if self.median is None or self.key in indicators():
            return print_figure(self.key, self.median)
        return print_figure(self.key, round_half_up(self.median, 0))

    @property
    def total(self) -> str | None:
        """The sum as printed; None where there is nothing to add up, as with rates."""
        return (
            None
            if self.key in indicators() or not self.values
            else print_figure(self.key, sum(self.values, Decimal(0)))
        )

    @property
    def varies(self) -> bool:
        """Whether there are different figures, so that there is something to draw."""
        return len(set(self.values)) > 1

    @property
    def ends(self) -> tuple[str, str]:
        """The least and the greatest figure as printed."""
        return print_figure(self.key, self.values[0]), print_figure(self.key, self.values[-1])

    def place(self, number: Decimal) -> Decimal:
        """Where the number stands on a strip, in its units from the left; of figures that vary."""
        low, high = self.values[0], self.values[-1]
        width = STRIP_WIDTH - 2 * _MARGIN
        return (_MARGIN + (number - low) / (high - low) * width).quantize(_TENTH)

    @property
    def dots(self) -> list[tuple[Decimal, str]]:
        """Where each different number stands on a strip, and on which side it is far."""
        return [(self.place(number), self.side(number)) for number in dict.fromkeys(self.values)]

    def side(self, number: Decimal) -> str:
        """Which side a number far from the median is on, "high" or "low"; nothing for one that is not."""
        if self.fences is None or self.median is None:
            return ""
        least = LEAST_DISTANCE if self.key in indicators() else Decimal(0)
        if abs(number - self.median) < least or self.fences[0] <= number <= self.fences[1]:
            return ""
        return "high" if number > self.median else "low"


@dataclass(frozen=True)
class Cell:
    """A commune's figure as printed, which side of the median it is far on, and where its dot stands, if anywhere."""

    printed: str
    side: str
    x: Decimal | None


@dataclass(frozen=True)
class Comparison:
    """The communes of a province in one period, each figure against the province's median."""

    window: Window
    synthetic: bool
    spreads: tuple[Spread, ...]
    rows: tuple[tuple[Entry, tuple[Cell, ...]], ...]

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"so-sanh-{self.window.year}-{self.window.period}{'-mo-phong' if self.synthetic else ''}"


def compare(entries: Sequence[Entry]) -> list[Comparison]:
    """A comparison for each period that the reports are of, the newest first; made-up data by themselves."""
    groups: dict[tuple[Window, bool], list[Entry]] = {}
    for entry in entries:
        groups.setdefault((entry.window, entry.head.synthetic), []).append(entry)
    newest_first = sorted(groups, key=lambda group: (group[0], not group[1]), reverse=True)
    return [_comparison(window, synthetic, groups[window, synthetic]) for window, synthetic in newest_first]


def spread(key: str, label: str, figures: Sequence[Decimal | None], left_out: int = 0) -> Spread:
    """Median and fences of the figures that are there. Quartiles are those of `statistics`, both ends included."""
    values = tuple(sorted(figure for figure in figures if figure is not None))
    median = statistics.median(values) if values else None
    fences = None
    if len(values) >= FEWEST_TO_JUDGE:
        first, _, third = statistics.quantiles(values, n=4, method="inclusive")
        fences = first - REACH * (third - first), third + REACH * (third - first)
    return Spread(key, label, len(figures), values, median, fences, left_out)


def _comparison(window: Window, synthetic: bool, entries: Sequence[Entry]) -> Comparison:
    judged = [entry for entry in entries if not entry.draft]
    left_out = len(entries) - len(judged)
    spreads = tuple(
        spread(key, label, [entry.figure(key) for entry in judged], left_out) for key, label in figure_columns()
    )
    rows = tuple((entry, tuple(_cell(entry, column) for column in spreads)) for entry in entries)
    return Comparison(window, synthetic, spreads, rows)


def _cell(entry: Entry, column: Spread) -> Cell:
    number = entry.figure(column.key)
    printed = print_figure(column.key, number)
    if number is None or entry.draft:
        return Cell(printed, "", None)
    return Cell(printed, column.side(number), column.place(number) if column.varies else None)
