"""Parts of a total: how large is each, and do they add up? In: a chart's definition and the Values. Out: Drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.forms import Chart, Merged, Series
from cchc.document.chart_canvas import WIDTH_MM, Box, Canvas
from cchc.document.chart_drawn import RIGHT_MM, Drawn, GroupOf, add_up, lengths, stated
from cchc.document.chart_text import line_height, shorten, text_width, wrap
from cchc.document.drawing import GRID, LATE, MAIN, UNKNOWN, Tone
from cchc.indicators.counts import Group
from cchc.values.printing import print_number
from cchc.values.value import Value

_SIZE = 10.5
_BAR, _PITCH, _HEAD, _FOOT = 6.0, 9.0, 7.5, 1.5
_LABELS_MM, _APART = 48.0, 1.5


@dataclass(frozen=True)
class _Part:
    """A bar: its name, its number, its tone."""

    label: str
    number: Decimal
    tone: Tone


def draw_parts(chart: Chart, group_of: GroupOf) -> Drawn | None:
    """A bar for each part, one for what no part accounts for, and a line at the total."""
    assert chart.total is not None
    chosen, group = _choose(chart, group_of)
    total = group[chart.total.key]
    name = chart.total.label if total.key == chart.total.key else _capital(total.label)
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
        canvas=_draw(parts, total.number, name),
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


def _draw(parts: Sequence[_Part], total: Decimal | None, total_label: str) -> Canvas:
    labels = [wrap(part.label, _LABELS_MM, _SIZE, 3) for part in parts]
    pitch = max(_PITCH, max(map(len, labels)) * line_height(_SIZE) + _APART)
    head = _HEAD if total is not None else _FOOT
    canvas = Canvas(head + pitch * len(parts) + _FOOT)
    left = max(text_width(line, _SIZE) for lines in labels for line in lines) + 2 * _APART
    middles = [head + pitch * (place + 0.5) for place in range(len(parts))]
    for middle, lines in zip(middles, labels, strict=True):
        canvas.lines_of_text(left - _APART, middle, lines, _SIZE, "right")

    figures = [shorten(print_number(part.number), 0.6 * (RIGHT_MM - left), _SIZE, bold=True) for part in parts]
    room = RIGHT_MM - left - _APART - max(text_width(figure, _SIZE, bold=True) for figure in figures)
    longest = max([part.number for part in parts] + [total or Decimal(0)])
    bars = lengths([part.number for part in parts], longest, room)
    _draw_bars(canvas, parts, left, middles, bars)
    canvas.lines([(left, head, left, head + pitch * len(parts))], GRID)
    mark = None
    if total is not None:
        mark = left + lengths([total], longest, room)[0]
        canvas.mark(mark, head - 1, head + pitch * len(parts))
        _name_total(canvas, mark, f"{total_label}: {print_number(total)}")
    for middle, bar, figure in zip(middles, bars, figures, strict=True):
        canvas.text(_beside(left + bar, mark, figure), middle, figure, _SIZE, bold=True)
    return canvas


def _draw_bars(
    canvas: Canvas, parts: Sequence[_Part], left: float, middles: Sequence[float], bars: Sequence[float]
) -> None:
    for tone in dict.fromkeys(part.tone for part in parts):
        shown = [i for i, part in enumerate(parts) if part.tone == tone and bars[i] > 0]
        canvas.boxes([Box(left, middles[i] - _BAR / 2, bars[i], _BAR) for i in shown], tone)


def _name_total(canvas: Canvas, mark: float, text: str) -> None:
    """Over the line, to its left where there is room."""
    name = shorten(text, WIDTH_MM - 2, _SIZE)
    canvas.text(max(1.0, mark - text_width(name, _SIZE)), _HEAD / 2 - 0.6, name, _SIZE)


def _beside(end: float, mark: float | None, figure: str) -> float:
    """Where a number stands that belongs to a bar: after it, and never across the total's line."""
    start = end + _APART
    crosses = mark is not None and start - _APART < mark < start + text_width(figure, _SIZE, bold=True) + _APART
    return mark + _APART if crosses and mark is not None else start


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
