"""Many units by several rates at one look: who is low in what? In: rows of shares. Out: Drawn.

A colour says which step a rate is in; the rate itself stands in its field, so that nobody depends on the colour.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import pairwise

from cchc.document.charts.canvas import LEFT_MM, WIDE_MM, Box, Canvas, Entry, fold_key, right_end
from cchc.document.charts.drawing import HEAT, ON_DARK, TEXT, UNKNOWN, Tone
from cchc.document.charts.drawn import Drawn
from cchc.document.charts.text import line_height, shorten, wrap
from cchc.values.printing import print_share

_ROW, _SEAM, _KEY_ROW = 4.6, 0.4, 4.6
_NAMES_WIDE, _NAMES_NARROW = 40.0, 25.0
_LINES = 5  # of a column's head
_DARK = 3  # steps from here on carry white text


@dataclass(frozen=True)
class HeatRow:
    """A unit and its rates, None where there is none to show; `words` say why, in the order of the rates."""

    name: str
    shares: Sequence[Decimal | None]
    words: Sequence[str]


def draw_heat(columns: Sequence[str], rows: Sequence[HeatRow], steps: Sequence[Decimal], unit: str) -> Drawn:
    """A field a unit and rate, coloured by the step that the rate is in."""
    return Drawn(
        sheet=partial(_draw, columns, rows, steps),
        columns=[unit, *columns],
        rows=[[row.name, *map(_printed, row.shares, row.words)] for row in rows],
        words=_in_words(columns, rows, steps),
        sources=[],
    )


def _printed(share: Decimal | None, words: str) -> str:
    return words if share is None else print_share(share)


def _step(share: Decimal, steps: Sequence[Decimal]) -> int:
    return sum(share >= step for step in steps)


def _in_words(columns: Sequence[str], rows: Sequence[HeatRow], steps: Sequence[Decimal]) -> list[str]:
    """For each rate how many units are in the lowest step, and how many have none."""
    words = []
    for place, column in enumerate(columns):
        shares = [row.shares[place] for row in rows]
        low = sum(share is not None and share < steps[0] for share in shares)
        missing = sum(share is None for share in shares)
        told = f"{column}: {low} đơn vị dưới {print_share(steps[0])}"
        words.append(told + (f", {missing} đơn vị không có số để tô" if missing else ""))
    return words


def _draw(columns: Sequence[str], rows: Sequence[HeatRow], steps: Sequence[Decimal], width: float) -> Canvas:
    wide = width >= WIDE_MM
    size = 7.5 if wide else 6.2
    left = _NAMES_WIDE if wide else _NAMES_NARROW
    field = (right_end(width) - left) / max(1, len(columns))
    heads = [wrap(column, field - 1, size, _LINES) for column in columns]
    key = fold_key(_key(steps), right_end(width) - LEFT_MM, size)
    top = _KEY_ROW * len(key) + 1 + max(map(len, heads), default=0) * line_height(size) + 1
    canvas = Canvas(top + _ROW * len(rows) + 1, width)
    for place, entries in enumerate(key):
        canvas.key(LEFT_MM, _KEY_ROW * (place + 0.5), entries, size)
    for place, lines in enumerate(heads):
        middle = top - 1 - len(lines) * line_height(size) / 2
        canvas.lines_of_text(left + (place + 0.5) * field, middle, lines, size, align="center")
    _fill(canvas, rows, steps, (left, top, field, size))
    return canvas


def _fill(
    canvas: Canvas, rows: Sequence[HeatRow], steps: Sequence[Decimal], place: tuple[float, float, float, float]
) -> None:
    """The fields, all of a colour as one, then what stands in them."""
    left, top, field, size = place
    boxes: dict[Tone, list[Box]] = {}
    for line, row in enumerate(rows):
        for column, share in enumerate(row.shares):
            tone = UNKNOWN if share is None else HEAT[_step(share, steps)]
            box = Box(left + column * field, top + line * _ROW, field - _SEAM, _ROW - _SEAM)
            boxes.setdefault(tone, []).append(box)
    for tone in (*HEAT, UNKNOWN):
        canvas.boxes(boxes.get(tone, ()), tone)
    for line, row in enumerate(rows):
        middle = top + (line + 0.5) * _ROW - _SEAM / 2
        canvas.text(LEFT_MM, middle, shorten(row.name, left - 1.5, size), size)
        for column, share in enumerate(row.shares):
            dark = share is not None and _step(share, steps) >= _DARK
            text = "–" if share is None else print_share(share)
            canvas.text(left + (column + 0.5) * field, middle, text, size, ON_DARK if dark else TEXT, "center")


def _key(steps: Sequence[Decimal]) -> list[Entry]:
    first = (HEAT[0], f"dưới {print_share(steps[0])}")
    between = [
        (tone, f"từ {print_share(low)} đến dưới {print_share(high)}")
        for tone, (low, high) in zip(HEAT[1:], pairwise(steps), strict=False)
    ]
    return [first, *between, (HEAT[-1], f"từ {print_share(steps[-1])}"), (UNKNOWN, "không có số để tô")]
