"""A figure over periods: did it grow? In: a chart's definition, the points in time order. Out: Drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from cchc.catalogue.presentation import Chart
from cchc.document.charts.canvas import LEFT_MM, WIDE_MM, Align, Box, Canvas, Entry, fold_key, right_end
from cchc.document.charts.drawing import MAIN, ON_DARK, QUIET, REST, TOTAL
from cchc.document.charts.drawn import Drawn, lengths, stated
from cchc.document.charts.text import line_height, shorten, text_width, wrap
from cchc.values.printing import capital, print_number
from cchc.values.value import Value

_SIZE, _NOTE = 10.5, 9.0
_BAR, _BETWEEN, _FOOT, _APART, _UNDER = 6.0, 3.0, 1.5, 1.5, 1.4
_LABELS_MM = 48.0


@dataclass(frozen=True)
class Point:
    """One period: its name, what is to be known of it, what changed since the one before; the total, its parts if known."""

    label: str
    note: str
    mark: str
    total: Value
    parts: tuple[Value, ...]


@dataclass(frozen=True)
class _Row:
    """A point laid out: lines of name, note and mark, from top to bottom; where its mark, name and bar stand."""

    point: Point
    name: list[str]
    note: list[str]
    mark: list[str]
    top: float
    bar: float
    bottom: float

    @property
    def marked(self) -> float:
        """Millimetres of the mark's height."""
        return len(self.mark) * line_height(_NOTE) + _UNDER if self.mark else 0.0

    @property
    def words(self) -> float:
        """Millimetres of the height of name and note."""
        return len(self.name) * line_height(_SIZE) + len(self.note) * line_height(_NOTE)


def draw_trend(chart: Chart, points: Sequence[Point]) -> Drawn | None:
    """A bar a period, the oldest first, a part of it filled; a line across where the unit changed."""
    if not points or chart.total is None:
        return None
    names = [chart.total.label, *(one.label for one in chart.parts)]
    return Drawn(
        sheet=partial(_draw, points, names),
        columns=["Kỳ", *(f"{name} ({chart.unit})" for name in names)],
        rows=[_texts(point, len(names)) for point in points],
        words=[_in_words(point, names, chart.unit) for point in points],
        sources=stated([points[-1].total, *points[-1].parts]),
    )


def _texts(point: Point, columns: int) -> list[str]:
    numbers = [print_number(value.known) for value in (point.total, *point.parts)]
    return [*_named(point), *numbers, *["" for _ in range(columns - len(numbers))]]


def _named(point: Point) -> list[str]:
    said = "; ".join(filter(None, [point.note, point.mark]))
    return [f"{capital(point.label)} ({said})" if said else capital(point.label)]


def _in_words(point: Point, names: Sequence[str], unit: str) -> str:
    values = zip(names, (point.total, *point.parts), strict=False)
    told = ", ".join(f"{name[:1].lower()}{name[1:]} {print_number(value.known)} {unit}" for name, value in values)
    return f"{_named(point)[0]}: {told}"


def _draw(points: Sequence[Point], names: Sequence[str], width: float) -> Canvas:
    """Names beside their bars on a wide sheet, above them on a narrow one."""
    beside, right = width >= WIDE_MM, right_end(width)
    entries: list[Entry] = [(REST if len(names) > 1 else MAIN, names[0]), *((MAIN, name) for name in names[1:])]
    key = fold_key(entries, right - LEFT_MM, _SIZE)
    head = len(key) * line_height(_SIZE) + _BETWEEN
    rows = _rows(points, head, width)
    left = max(_widest(row) for row in rows) + 2 * _APART if beside else LEFT_MM
    canvas = Canvas(rows[-1].bottom + _FOOT, width)
    for place, line in enumerate(key):
        canvas.key(left, line_height(_SIZE) * (place + 0.5), line, _SIZE)
    _draw_bars(canvas, rows, left)
    for row in rows:
        _write(canvas, row, left - _APART if beside else left)
    return canvas


def _rows(points: Sequence[Point], top: float, width: float) -> list[_Row]:
    beside = width >= WIDE_MM
    room = _LABELS_MM if beside else right_end(width) - LEFT_MM
    rows: list[_Row] = []
    for point in points:
        note = wrap(point.note, room, _NOTE, 3) if point.note else []
        mark = wrap(point.mark, right_end(width) - LEFT_MM, _NOTE, 2) if point.mark else []
        row = _Row(point, wrap(capital(point.label), room, _SIZE, 2), note, mark, top, 0.0, 0.0)
        high = max(row.words, _BAR) if beside else row.words + _UNDER + _BAR
        start = top + row.marked
        bar = start + high / 2 if beside else start + high - _BAR / 2
        rows.append(_Row(point, row.name, note, mark, top, bar, start + high))
        top = start + high + _BETWEEN
    return rows


def _widest(row: _Row) -> float:
    return max([text_width(line, _SIZE) for line in row.name] + [text_width(line, _NOTE) for line in row.note])


def _draw_bars(canvas: Canvas, rows: Sequence[_Row], left: float) -> None:
    right = right_end(canvas.width)
    figures = [shorten(print_number(row.point.total.known), 0.6 * (right - left), _SIZE, bold=True) for row in rows]
    room = right - left - _APART - max(text_width(figure, _SIZE, bold=True) for figure in figures)
    longest = max(row.point.total.known for row in rows)
    whole = lengths([row.point.total.known for row in rows], longest, room)
    split = any(row.point.parts for row in rows)
    canvas.boxes(
        [Box(left, row.bar - _BAR / 2, bar, _BAR) for row, bar in zip(rows, whole, strict=True)],
        REST if split else MAIN,
    )
    for row in (row for row in rows if row.point.parts):
        _fill(canvas, row, left, lengths([row.point.parts[0].known], longest, room)[0])
    for row, bar, figure in zip(rows, whole, figures, strict=True):
        canvas.text(left + bar + _APART, row.bar, figure, _SIZE, bold=True)


def _fill(canvas: Canvas, row: _Row, left: float, length: float) -> None:
    """The part of a bar that is filled, with its number where there is room."""
    number = print_number(row.point.parts[0].known)
    canvas.boxes([Box(left, row.bar - _BAR / 2, length, _BAR)] if length else [], MAIN)
    if text_width(number, _SIZE) + 2 * _APART < length:
        canvas.text(left + length / 2, row.bar, number, _SIZE, ON_DARK, "center")


def _write(canvas: Canvas, row: _Row, x: float) -> None:
    """Name and note of a row, and over it the line where the unit changed."""
    beside = canvas.width >= WIDE_MM
    align: Align = "right" if beside else "left"
    top = row.bar - row.words / 2 if beside else row.bar - _BAR / 2 - _UNDER - row.words
    for size, lines in ((_SIZE, row.name), (_NOTE, row.note)):
        for line in lines:
            canvas.text(x, top + line_height(size) / 2, line, size, align=align)
            top += line_height(size)
    if row.mark:
        over = row.top - _BETWEEN / 2
        canvas.lines([(LEFT_MM, over, right_end(canvas.width), over)], TOTAL)
        for place, line in enumerate(row.mark):
            canvas.text(LEFT_MM, row.top + line_height(_NOTE) * (place + 0.5), line, _NOTE, QUIET)
