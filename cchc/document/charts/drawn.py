"""What every chart hands over. In: Values. Out: Drawn, the drawing with its data, words and sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.presentation import Chart
from cchc.document.charts.canvas import Canvas
from cchc.indicators.counts import Group
from cchc.values.value import Value

GroupOf = Callable[[Chart, Iterable[str]], Group]
_LEAST_MM = 0.5  # what is not zero can be seen


@dataclass(frozen=True)
class Drawn:
    """A drawing, the data it shows in rows of texts under `columns`, the same in words, and the values it rests on.

    `sheet` draws it on a sheet of a width in millimetres: names beside the bars where it is wide, above them where not.
    """

    sheet: Callable[[float], Canvas]
    columns: list[str]
    rows: list[list[str]]
    words: list[str]
    sources: list[Value]
    scope: str = ""


def stated(values: Iterable[Value]) -> list[Value]:
    """The values that were stated, in place of those derived from them."""
    found: list[Value] = []
    for value in values:
        if value.status == "stated" and value.cells:
            found.append(value)
        elif value.formula:
            found.extend(stated(value.formula.operands))
    return found


def add_up(numbers: Iterable[Decimal]) -> Decimal:
    """The sum of the numbers, in their unit; of nothing, zero."""
    return sum(numbers, Decimal(0))


def lengths(numbers: Sequence[Decimal], longest: Decimal, room: float) -> list[float]:
    """Bars in millimetres where `longest` takes all of `room`; none below zero, what is above it never invisible."""
    return [min(room, max(room * float(n / longest), _LEAST_MM)) if n > 0 and longest > 0 else 0.0 for n in numbers]
