"""Compare the communes of a province. In: their reports for one period. Out: medians, who is far off, dots to draw.

A figure that is missing takes no part: it is not zero; nor does one that an open error touches, or one of a report whose
submission has changed since.
Made-up data and real ones are never compared with each other.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.indicators import indicators
from cchc.site.entry import Entry, Window, figure_columns, print_figure
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

    What takes no part: the figures `in_error`, and `outdated` figures, of which nobody knows what they are now.
    """

    key: str
    label: str
    reports: int
    values: tuple[Decimal, ...]
    median: Decimal | None
    fences: tuple[Decimal, Decimal] | None
    in_error: tuple[Decimal, ...] = ()
    outdated: int = 0

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
        """The sum as printed, without figures in error; None where there is nothing to add up, as with rates."""
        return self._sum(self.values)

    @property
    def total_with_errors(self) -> str | None:
        """The sum as printed, figures in error included."""
        return self._sum((*self.values, *self.in_error))

    @property
    def total_in_error(self) -> str | None:
        """What the figures in error add up to, as printed."""
        return self._sum(self.in_error)

    def _sum(self, numbers: Sequence[Decimal]) -> str | None:
        if self.key in indicators() or not numbers:
            return None
        return print_figure(self.key, sum(numbers, Decimal(0)))

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
    """A commune's figure as printed, which side of the median it is far on, and where its dot stands, if anywhere.

    `doubt` says why it takes no part, if it does not.
    """

    printed: str
    side: str
    x: Decimal | None
    doubt: str = ""


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


def spread(
    key: str, label: str, figures: Sequence[Decimal | None], in_error: Sequence[Decimal] = (), outdated: int = 0
) -> Spread:
    """Median and fences of the figures that are there. Quartiles are those of `statistics`, both ends included."""
    values = tuple(sorted(figure for figure in figures if figure is not None))
    median = statistics.median(values) if values else None
    fences = None
    if len(values) >= FEWEST_TO_JUDGE:
        first, _, third = statistics.quantiles(values, n=4, method="inclusive")
        fences = first - REACH * (third - first), third + REACH * (third - first)
    return Spread(key, label, len(figures), values, median, fences, tuple(in_error), outdated)


def _comparison(window: Window, synthetic: bool, entries: Sequence[Entry]) -> Comparison:
    spreads = tuple(_spread(key, label, entries) for key, label in figure_columns())
    rows = tuple((entry, tuple(_cell(entry, column) for column in spreads)) for entry in entries)
    return Comparison(window, synthetic, spreads, rows)


def _spread(key: str, label: str, entries: Sequence[Entry]) -> Spread:
    current = [entry for entry in entries if not entry.outdated]
    judged = [entry.figure(key) for entry in current if not entry.doubt(key)]
    in_error = [number for entry in current if entry.doubt(key) and (number := entry.figure(key)) is not None]
    return spread(key, label, judged, in_error, len(entries) - len(current))


def _cell(entry: Entry, column: Spread) -> Cell:
    number, doubt = entry.figure(column.key), entry.doubt(column.key)
    printed = print_figure(column.key, number)
    if number is None or doubt:
        return Cell(printed, "", None, doubt)
    return Cell(printed, column.side(number), column.place(number) if column.varies else None)
