"""Parts of a total: how large is each, and do they add up? In: a chart's definition and the Values. Out: Drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from cchc.catalogue.presentation import Chart, Merged, Series
from cchc.document.charts.canvas import KEY_NAME_MM, LEFT_MM, WIDE_MM, Box, Canvas, right_end
from cchc.document.charts.drawing import GRID, LATE, MAIN, TOTAL, UNKNOWN, Tone
from cchc.document.charts.drawn import Drawn, GroupOf, add_up, lengths, stated
from cchc.document.charts.text import line_height, name_number, shorten, text_width, wrap
from cchc.indicators.counts import Group
from cchc.values.printing import capital, print_number
from cchc.values.value import Value

_SIZE = 10.5
_BAR, _PITCH, _HEAD, _FOOT = 6.0, 9.0, 7.5, 1.5
_LABELS_MM, _APART = 48.0, 1.5
_UNDER, _BETWEEN = 1.4, 3.0  # from a name to the bar below it, from that to the next name
_OVER = 1.0  # by how much the line of a total is longer than the bars


@dataclass(frozen=True)
class _Part:
    """A bar: its name, its number, its tone."""

    label: str
    number: Decimal
    tone: Tone


@dataclass(frozen=True)
class _Row:
    """Lines of a name, and the heights at which their middle, the middle of the bar and the end of both are."""

    lines: list[str]
    name: float
    bar: float
    bottom: float


@dataclass(frozen=True)
class _Place:
    """Where things stand on a sheet: the rows, where names are aligned and bars begin, and the first row's top."""

    rows: list[_Row]
    names: float
    left: float
    head: float
    beside: bool

    @property
    def spans(self) -> list[tuple[float, float]]:
        """From where to where, in millimetres, upright lines go: along all bars, or along each where names stand between them."""
        if self.beside:
            return [(self.head, self.rows[-1].bottom)]
        return [(row.bar - _BAR / 2, row.bar + _BAR / 2 + _OVER / 2) for row in self.rows]


def draw_parts(chart: Chart, group_of: GroupOf) -> Drawn | None:
    """A bar for each part, one for what no part accounts for, and a line at the total."""
    assert chart.total is not None
    chosen, group = _choose(chart, group_of)
    total = group[chart.total.key]
    name = chart.total.label if total.key == chart.total.key else capital(total.label)
    series = [(one, group[one.key]) for one in chosen if not (one.optional and group[one.key].missing)]
    parts = [_Part(s.label, v.number, LATE if s.late else MAIN) for s, v in series if v.number is not None]
    if not parts:
        return None
    if total.number is not None and len(parts) == len(series):
        gap = total.number - add_up(part.number for part in parts)
        parts += [_Part(chart.gap, gap, UNKNOWN)] if gap > 0 else []
    rows = [[part.label, print_number(part.number)] for part in parts]
    rows += [[name, print_number(total.number)]] if total.number is not None else []
    return Drawn(
        sheet=partial(_draw, parts, (name, total.number) if total.number is not None else None),
        columns=["Nội dung", f"Số {chart.unit}"],
        rows=rows,
        words=[f"{label}: {number} {chart.unit}" for label, number in rows],
        sources=stated([*(value for _, value in series if value.number is not None), total]),
        scope=group.scope,
    )


def _choose(chart: Chart, group_of: GroupOf) -> tuple[list[Series], Group]:
    """The parts with their numbers, those of which only the sum is known replaced by it."""
    assert chart.total is not None
    parts = list(chart.parts)
    apart = group_of(chart, [chart.total.key, *(series.key for series in parts)])
    if chart.merged is None:
        return parts, apart
    merged = _merge(parts, chart.merged)
    together = group_of(chart, [chart.total.key, *(series.key for series in merged)])
    replaced = [apart[key] for key in chart.merged.replaces]
    known = all(value.number is not None for value in replaced)
    if together[chart.merged.key].missing or (known and not _narrated(together[chart.merged.key], replaced)):
        return parts, apart
    return merged, together


def _merge(parts: Sequence[Series], merged: Merged) -> list[Series]:
    kept = [series for series in parts if series.key not in merged.replaces]
    place = min(i for i, series in enumerate(parts) if series.key in merged.replaces)
    return [*kept[:place], merged, *kept[place:]]


def _narrated(merged: Value, apart: Sequence[Value]) -> bool:
    """Whether the narrative states the sum, and the parts are known from elsewhere only: the chart goes with the text."""

    def section(value: Value) -> str | None:
        return value.cells[0].section if value.status == "stated" else None

    return section(merged) is not None and all(section(value) is None for value in apart)


def _draw(parts: Sequence[_Part], total: tuple[str, Decimal] | None, width: float) -> Canvas:
    place = _place(parts, total is not None, width)
    canvas = Canvas(place.rows[-1].bottom + _FOOT, width)
    for row in place.rows:
        canvas.lines_of_text(place.names, row.name, row.lines, _SIZE, "right" if place.beside else "left")

    left, right = place.left, right_end(width)
    figures = [shorten(print_number(part.number), 0.6 * (right - left), _SIZE, bold=True) for part in parts]
    room = right - left - _APART - max(text_width(figure, _SIZE, bold=True) for figure in figures)
    longest = max([part.number for part in parts] + ([total[1]] if total else []))
    bars = lengths([part.number for part in parts], longest, room)
    _draw_bars(canvas, parts, place, bars)
    canvas.lines([(left, top, left, bottom) for top, bottom in place.spans], GRID)
    mark = left + lengths([total[1]], longest, room)[0] if total else None
    if total and mark is not None:
        for top, bottom in place.spans:
            canvas.mark(mark, top - _OVER, bottom)
        _name_total(canvas, place, mark, total)
    for row, bar, figure in zip(place.rows, bars, figures, strict=True):
        canvas.text(_beside(left + bar, mark, figure), row.bar, figure, _SIZE, bold=True)
    return canvas


def _place(parts: Sequence[_Part], totalled: bool, width: float) -> _Place:
    """Names beside their bars on a wide sheet, above them on a narrow one."""
    beside = width >= WIDE_MM
    labels = [wrap(part.label, _LABELS_MM if beside else right_end(width) - LEFT_MM, _SIZE, 3) for part in parts]
    deep = max(map(len, labels)) * line_height(_SIZE)
    pitch = max(_PITCH, deep + _APART) if beside else deep + _UNDER + _BAR + _BETWEEN
    head = _HEAD if totalled else _FOOT
    rows = []
    for place, lines in enumerate(labels):
        top, bottom = head + pitch * place, head + pitch * (place + 1)
        middle = (top + bottom) / 2
        name, bar = (middle, middle) if beside else (top + deep / 2, top + deep + _UNDER + _BAR / 2)
        rows.append(_Row(lines, name, bar, bottom))
    left = max(text_width(line, _SIZE) for lines in labels for line in lines) + 2 * _APART if beside else LEFT_MM
    return _Place(rows, left - _APART if beside else left, left, head, beside)


def _draw_bars(canvas: Canvas, parts: Sequence[_Part], place: _Place, bars: Sequence[float]) -> None:
    for tone in dict.fromkeys(part.tone for part in parts):
        shown = [i for i, part in enumerate(parts) if part.tone == tone and bars[i] > 0]
        canvas.boxes([Box(place.left, place.rows[i].bar - _BAR / 2, bars[i], _BAR) for i in shown], tone)


def _name_total(canvas: Canvas, place: _Place, mark: float, total: tuple[str, Decimal]) -> None:
    """Over the line, to its left where there is room; where the line is one of pieces, in a key."""
    room, middle = right_end(canvas.width) - 1.0, _HEAD / 2 - 0.6
    label, number = total[0], print_number(total[1])
    if place.beside:
        name = name_number(label, number, room, _SIZE)
        canvas.text(max(1.0, mark - text_width(name, _SIZE)), middle, name, _SIZE)
    else:
        canvas.key(LEFT_MM, middle, [(TOTAL, name_number(label, number, room - KEY_NAME_MM, _SIZE))], _SIZE)


def _beside(end: float, mark: float | None, figure: str) -> float:
    """Where a number stands that belongs to a bar: after it, and never across the total's line."""
    start = end + _APART
    crosses = mark is not None and start - _APART < mark < start + text_width(figure, _SIZE, bold=True) + _APART
    return mark + _APART if crosses and mark is not None else start
