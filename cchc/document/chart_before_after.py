"""Days before and after: which procedures were shortened most? In: shortened procedures. Out: Drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.forms import Chart
from cchc.document.chart_canvas import Box, Canvas, Entry, key_width
from cchc.document.chart_drawn import RIGHT_MM, Drawn, lengths, stated
from cchc.document.chart_text import line_height, shorten, text_width, wrap
from cchc.document.drawing import GRID, MAIN, QUIET, REST
from cchc.indicators.reductions import ShortenedProcedure
from cchc.values.printing import print_number

_MOST_PROCEDURES = 40
_MOST_LINES = 100  # of all names together; where there are more, long names are cut
_SIZE, _HEAD_SIZE = 9.0, 10.0
_NAMES_MM, _LEFT = 90.0, 93.0
_HEAD, _FOOT, _APART = 7.0, 1.0, 1.5
_RULED_MM, _KEPT_MM = 3.4, 1.9


@dataclass(frozen=True)
class _Days:
    """One procedure: its name, days by rule, days after shortening."""

    name: str
    before: Decimal
    after: Decimal

    @property
    def text(self) -> str:
        return f"{print_number(self.before)} → {print_number(self.after)}"


def draw_before_after(chart: Chart, procedures: Sequence[ShortenedProcedure]) -> Drawn | None:
    """Two bars for each procedure, at most forty: drawn the most shortened first, told in the order of the annex."""
    both = [p for p in procedures if p.before.number is not None and p.after.number is not None]
    if not both:
        return None
    ranked = sorted(both, key=_saved_days, reverse=True)[:_MOST_PROCEDURES]
    chosen = {id(procedure) for procedure in ranked}
    shown = [procedure for procedure in both if id(procedure) in chosen]
    days = [_days(procedure) for procedure in shown]
    remark = f"{len(shown)}/{len(both)} thủ tục cắt giảm nhiều ngày nhất" if len(shown) < len(both) else ""
    return Drawn(
        canvas=_draw([_days(procedure) for procedure in ranked], chart.unit, remark),
        columns=["Thủ tục", f"Theo quy định ({chart.unit})", f"Sau cắt giảm ({chart.unit})"],
        rows=[[one.name, print_number(one.before), print_number(one.after)] for one in days],
        words=[_in_words(one, chart.unit) for one in days],
        sources=stated(value for p in shown for value in (p.before, p.after)),
    )


def _days(procedure: ShortenedProcedure) -> _Days:
    return _Days(procedure.name, procedure.before.number or Decimal(0), procedure.after.number or Decimal(0))


def _saved_days(procedure: ShortenedProcedure) -> tuple[Decimal, Decimal]:
    """Days saved, then days by rule."""
    days = _days(procedure)
    return days.before - days.after, days.before


def _in_words(days: _Days, unit: str) -> str:
    if days.before == days.after:
        return f"{days.name}: giữ nguyên {print_number(days.after)} {unit}"
    change = "xuống" if days.after < days.before else "lên"
    return f"{days.name}: {print_number(days.before)} {change} {print_number(days.after)} {unit}"


def _draw(days: Sequence[_Days], unit: str, remark: str) -> Canvas:
    names = [wrap(one.name, _NAMES_MM, _SIZE, max(2, min(5, _MOST_LINES // len(days)))) for one in days]
    heights = [max(4.8, len(lines) * line_height(_SIZE) + 1.1) for lines in names]
    canvas = Canvas(_HEAD + sum(heights) + _FOOT)
    tops = [_HEAD + sum(heights[:place]) for place in range(len(days))]
    middles = [top + height / 2 for top, height in zip(tops, heights, strict=True)]
    _draw_head(canvas, unit, remark)
    canvas.lines([(0.5, top, RIGHT_MM, top) for top in tops], GRID)
    for middle, lines in zip(middles, names, strict=True):
        canvas.lines_of_text(0.5, middle, lines)

    figures = [shorten(one.text, 0.7 * (RIGHT_MM - _LEFT), _SIZE, bold=True) for one in days]
    room = RIGHT_MM - _LEFT - _APART - max(text_width(figure, _SIZE, bold=True) for figure in figures)
    longest = max(max(one.before, one.after) for one in days)
    ruled = lengths([one.before for one in days], longest, room)
    kept = lengths([one.after for one in days], longest, room)
    for tone, bars, thick in ((REST, ruled, _RULED_MM), (MAIN, kept, _KEPT_MM)):
        boxes = [Box(_LEFT, y - thick / 2, bar, thick) for y, bar in zip(middles, bars, strict=True) if bar > 0]
        canvas.boxes(boxes, tone)
    for middle, figure, *ends in zip(middles, figures, ruled, kept, strict=True):
        canvas.text(_LEFT + max(ends) + _APART, middle, figure, _SIZE, bold=True)
    return canvas


def _draw_head(canvas: Canvas, unit: str, remark: str) -> None:
    entries: list[Entry] = [(REST, "theo quy định"), (MAIN, f"sau cắt giảm ({unit})")]
    canvas.key(min(_LEFT, RIGHT_MM - key_width(entries, _HEAD_SIZE)), _HEAD / 2 - 0.3, entries, _HEAD_SIZE)
    if remark:
        canvas.text(0.5, _HEAD / 2 - 0.3, remark, _HEAD_SIZE, QUIET)
