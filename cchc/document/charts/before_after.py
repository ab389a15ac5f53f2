"""Days before and after: which procedures were shortened most? In: shortened procedures. Out: Drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from cchc.catalogue.presentation import Chart
from cchc.document.charts.canvas import LEFT_MM, WIDE_MM, Box, Canvas, Entry, fold_key, key_width, right_end
from cchc.document.charts.drawing import GRID, MAIN, QUIET, REST
from cchc.document.charts.drawn import Drawn, lengths, stated
from cchc.document.charts.text import line_height, shorten, text_width, wrap
from cchc.indicators.reductions import ShortenedProcedure
from cchc.values.printing import print_number

_MOST_PROCEDURES, _MOST_NARROW = 40, 12
_MOST_LINES = 100  # of all names together; where there are more, long names are cut
_SIZE, _HEAD_SIZE = 9.0, 10.0
_NAMES_MM, _LEFT = 90.0, 93.0
_HEAD, _FOOT, _APART, _UNDER = 7.0, 1.0, 1.5, 0.8
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


@dataclass(frozen=True)
class _Row:
    """Lines of a name; how far down the row begins, how high it is, where the middles of name and bars are."""

    lines: list[str]
    top: float
    height: float
    name: float
    bar: float


@dataclass(frozen=True)
class _Head:
    """What stands above the rows: a remark, the lines of the key and where they begin, how high all is."""

    remark: str
    key: list[list[Entry]]
    left: float
    height: float


def draw_before_after(chart: Chart, procedures: Sequence[ShortenedProcedure]) -> Drawn | None:
    """Two bars for each procedure, at most forty: drawn the most shortened first, told in the order of the annex."""
    both = [p for p in procedures if p.before.number is not None and p.after.number is not None]
    if not both:
        return None
    ranked = sorted(both, key=_saved_days, reverse=True)[:_MOST_PROCEDURES]
    chosen = {id(procedure) for procedure in ranked}
    shown = [procedure for procedure in both if id(procedure) in chosen]
    days = [_days(procedure) for procedure in shown]
    return Drawn(
        sheet=partial(_draw, [_days(procedure) for procedure in ranked], len(both), chart.unit),
        columns=["Thủ tục", f"Theo quy định ({chart.unit})", f"Sau cắt giảm ({chart.unit})"],
        rows=[[one.name, print_number(one.before), print_number(one.after)] for one in days],
        words=[_in_words(one, chart.unit) for one in days],
        sources=stated(value for p in shown for value in (p.before, p.after)),
    )


def _days(procedure: ShortenedProcedure) -> _Days:
    return _Days(procedure.name, procedure.before.known, procedure.after.known)


def _saved_days(procedure: ShortenedProcedure) -> tuple[Decimal, Decimal]:
    """Days saved, then days by rule."""
    days = _days(procedure)
    return days.before - days.after, days.before


def _in_words(days: _Days, unit: str) -> str:
    if days.before == days.after:
        return f"{days.name}: giữ nguyên {print_number(days.after)} {unit}"
    change = "xuống" if days.after < days.before else "lên"
    return f"{days.name}: {print_number(days.before)} {change} {print_number(days.after)} {unit}"


def _draw(ranked: Sequence[_Days], of: int, unit: str, width: float) -> Canvas:
    """Names beside the bars on a wide sheet; above them on a narrow one, which shows fewer."""
    beside = width >= WIDE_MM
    days = ranked[: _MOST_PROCEDURES if beside else _MOST_NARROW]
    head = _head(unit, f"{len(days)}/{of} thủ tục cắt giảm nhiều ngày nhất" if len(days) < of else "", width)
    rows = _rows(days, head.height, width)
    canvas = Canvas(rows[-1].top + rows[-1].height + _FOOT, width)
    _draw_head(canvas, head)
    canvas.lines([(LEFT_MM, row.top, right_end(width), row.top) for row in rows], GRID)
    for row in rows:
        canvas.lines_of_text(LEFT_MM, row.name, row.lines)
    _draw_bars(canvas, days, [row.bar for row in rows], _LEFT if beside else LEFT_MM)
    return canvas


def _rows(days: Sequence[_Days], top: float, width: float) -> list[_Row]:
    beside = width >= WIDE_MM
    rows = []
    for one in days:
        room = _NAMES_MM if beside else right_end(width) - LEFT_MM
        lines = wrap(one.name, room, _SIZE, max(2, min(5, _MOST_LINES // len(days))))
        deep = len(lines) * line_height(_SIZE)
        height = max(4.8, deep + 1.1) if beside else _UNDER + deep + _UNDER + _RULED_MM + _APART
        name, bar = (0.5, 0.5) if beside else ((_UNDER + deep / 2) / height, 1 - (_APART + _RULED_MM / 2) / height)
        rows.append(_Row(lines, top, height, top + name * height, top + bar * height))
        top += height
    return rows


def _draw_bars(canvas: Canvas, days: Sequence[_Days], middles: Sequence[float], left: float) -> None:
    right = right_end(canvas.width)
    figures = [shorten(one.text, 0.7 * (right - left), _SIZE, bold=True) for one in days]
    room = right - left - _APART - max(text_width(figure, _SIZE, bold=True) for figure in figures)
    longest = max(max(one.before, one.after) for one in days)
    ruled = lengths([one.before for one in days], longest, room)
    kept = lengths([one.after for one in days], longest, room)
    for tone, bars, thick in ((REST, ruled, _RULED_MM), (MAIN, kept, _KEPT_MM)):
        boxes = [Box(left, y - thick / 2, bar, thick) for y, bar in zip(middles, bars, strict=True) if bar > 0]
        canvas.boxes(boxes, tone)
    for middle, figure, *ends in zip(middles, figures, ruled, kept, strict=True):
        canvas.text(left + max(ends) + _APART, middle, figure, _SIZE, bold=True)


def _head(unit: str, remark: str, width: float) -> _Head:
    """The remark left of the key where there is room, else above it."""
    entries: list[Entry] = [(REST, "theo quy định"), (MAIN, f"sau cắt giảm ({unit})")]
    if width >= WIDE_MM:
        return _Head(remark, [entries], min(_LEFT, right_end(width) - key_width(entries, _HEAD_SIZE)), _HEAD)
    key = fold_key(entries, right_end(width) - LEFT_MM, _HEAD_SIZE)
    return _Head(remark, key, LEFT_MM, _HEAD + line_height(_HEAD_SIZE) * (len(key) - 1 + bool(remark)))


def _draw_head(canvas: Canvas, head: _Head) -> None:
    middle = _HEAD / 2 - 0.3
    if head.remark:
        canvas.text(LEFT_MM, middle, head.remark, _HEAD_SIZE, QUIET)
        middle += line_height(_HEAD_SIZE) if canvas.width < WIDE_MM else 0
    for place, entries in enumerate(head.key):
        canvas.key(head.left, middle + line_height(_HEAD_SIZE) * place, entries, _HEAD_SIZE)
