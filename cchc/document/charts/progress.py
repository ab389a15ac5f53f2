"""Progress of several totals: how much is done, late, left? In: a chart's definition and the Values. Out: Drawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from itertools import accumulate

from cchc.catalogue.presentation import Chart, Progress
from cchc.document.charts.canvas import (
    KEY_NAME_MM,
    LEFT_MM,
    WIDE_MM,
    Box,
    Canvas,
    Entry,
    fold_key,
    key_width,
    right_end,
)
from cchc.document.charts.drawing import LATE, MAIN, ON_DARK, REST, TEXT, TOTAL, UNKNOWN, Tone
from cchc.document.charts.drawn import Drawn, GroupOf, add_up, lengths, stated
from cchc.document.charts.text import line_height, name_number, text_width, wrap
from cchc.indicators.counts import Group
from cchc.values.printing import NOT_SUBMITTED, print_number

_SIZE = 10.5
_BAR, _APART, _BETWEEN, _SEAM = 7.0, 1.5, 4.0, 0.5
_LABELS_MM, _KEY_APART, _UNDER = 48.0, 0.8, 1.6


@dataclass(frozen=True)
class _Piece:
    """What a part of a bar stands for."""

    label: str
    number: Decimal
    tone: Tone

    @property
    def text(self) -> str:
        return f"{self.label}: {print_number(self.number)}"


@dataclass(frozen=True)
class _Bar:
    """A total and its pieces; `missing` names the parts not submitted."""

    label: str
    total: Decimal
    pieces: list[_Piece]
    missing: list[str]

    @property
    def whole(self) -> Decimal:
        """The number that the bar's full length stands for: pieces may exceed the total."""
        return max(self.total, add_up(piece.number for piece in self.pieces))


@dataclass(frozen=True)
class _Row:
    """A bar laid out: lines of its label and whether they stand beside it or above, lengths and inner names of its pieces,
    lines of the key below it.
    """

    bar: _Bar
    label: list[str]
    beside: bool
    lengths: list[float]
    inside: list[bool]
    key: list[list[Entry]]

    @property
    def label_height(self) -> float:
        """Millimetres that the name takes."""
        return len(self.label) * line_height(_SIZE)

    @property
    def height(self) -> float:
        """Millimetres of name, bar and key."""
        return max(self.label_height, self.depth) if self.beside else self.label_height + _UNDER + self.depth

    @property
    def depth(self) -> float:
        """Millimetres of the bar and the key below it."""
        return _BAR + (len(self.key) * line_height(_SIZE) + _KEY_APART if self.key else 0)


def draw_progress(chart: Chart, group_of: GroupOf) -> Drawn | None:
    """A bar for each total that is not zero and of which a part is known, filled by what is done."""
    found = [(one, group_of(chart, [one.total, *(series.key for series in one.parts)])) for one in chart.groups]
    bars = [bar for one, group in found if (bar := _read(chart, one, group))]
    if not bars:
        return None
    rows = [row for bar in bars for row in _data(bar)]
    return Drawn(
        sheet=partial(_draw, bars, chart.unit),
        columns=["Nội dung", f"Số {chart.unit}"],
        rows=rows,
        words=[f"{label}: {number} {chart.unit}" for label, number in rows],
        sources=stated(value for one, group in found if _read(chart, one, group) for value in group.values()),
    )


def _read(chart: Chart, one: Progress, group: Group) -> _Bar | None:
    total = group[one.total].number
    if not total or total < 0:
        return None
    parts = [(series, group[series.key].number) for series in one.parts]
    pieces = [_Piece(s.label, number, LATE if s.late else MAIN) for s, number in parts if number is not None]
    if not pieces:
        return None  # a total of which nothing is known shows no progress
    missing = [series.label for series, number in parts if number is None]
    rest = total - add_up(piece.number for piece in pieces)
    if not missing and rest > 0:
        pieces.append(_Piece(chart.rest, rest, REST))
    return _Bar(one.label, total, pieces, missing)


def _data(bar: _Bar) -> list[list[str]]:
    named = [(f"{bar.label}, {p.label[:1].lower()}{p.label[1:]}", print_number(p.number)) for p in bar.pieces]
    return [[f"{bar.label}, tổng số", print_number(bar.total)], *map(list, named)]


def _draw(bars: Sequence[_Bar], unit: str, width: float) -> Canvas:
    """Labels beside the bars on a wide sheet, above them on a narrow one."""
    beside, right = width >= WIDE_MM, right_end(width)
    labels = [_label(bar, unit, beside, right - LEFT_MM) for bar in bars]
    left = max(text_width(line, _SIZE) for lines in labels for line in lines) + 2 * _APART if beside else LEFT_MM
    rows = [_lay_out(bar, label, right - left, beside) for bar, label in zip(bars, labels, strict=True)]
    canvas = Canvas(sum(row.height + _BETWEEN for row in rows), width)
    top = _BETWEEN / 2
    for row in rows:
        _draw_row(canvas, row, left, top)
        top += row.height + _BETWEEN
    return canvas


def _label(bar: _Bar, unit: str, beside: bool, room: float) -> list[str]:
    size = f"({print_number(bar.total)} {unit})"
    if beside:
        return [*wrap(bar.label, _LABELS_MM, _SIZE, 3), *wrap(size, _LABELS_MM, _SIZE, 2)]
    return wrap(f"{bar.label} {size}", room, _SIZE, 4)


def _lay_out(bar: _Bar, label: list[str], room: float, beside: bool) -> _Row:
    """Name a piece inside it where there is room, else in a key below the bar."""
    wide = lengths([piece.number for piece in bar.pieces], bar.whole, room)
    wide = [length * min(1.0, room / sum(wide)) for length in wide] if any(wide) else wide
    exceeds = bar.whole > bar.total  # the mark of the total would cross a name
    inside = [
        not exceeds and text_width(p.text, _SIZE) + 3 < length for p, length in zip(bar.pieces, wide, strict=True)
    ]
    named = [
        (p.tone, p.label, print_number(p.number)) for p, within in zip(bar.pieces, inside, strict=True) if not within
    ]
    named += [(UNKNOWN, name, NOT_SUBMITTED) for name in bar.missing]
    if exceeds:
        named.append((TOTAL, "Tổng số", print_number(bar.total)))
    key = [(tone, name_number(name, number, room - KEY_NAME_MM, _SIZE)) for tone, name, number in named]
    return _Row(bar, label, beside, wide, inside, fold_key(key, room, _SIZE))


def _draw_row(canvas: Canvas, row: _Row, left: float, top: float) -> None:
    right = right_end(canvas.width)
    if row.beside:
        canvas.lines_of_text(left - _APART, top + row.height / 2, row.label, _SIZE, "right")
        top += (row.height - row.depth) / 2
    else:
        canvas.lines_of_text(left, top + row.label_height / 2, row.label, _SIZE)
        top += row.height - row.depth
    room = right - left
    known = sum(row.lengths)
    if row.bar.missing and known < room - _SEAM:
        canvas.boxes([Box(left + known, top, room - known, _BAR)], UNKNOWN)
    _draw_pieces(canvas, row, left, top)
    if row.bar.whole > row.bar.total:
        canvas.mark(left + room * float(row.bar.total / row.bar.whole), top - 1, top + _BAR + 0.4)
    for place, entries in enumerate(row.key):
        middle = top + _BAR + _KEY_APART + line_height(_SIZE) * (place + 0.5)
        canvas.key(right - key_width(entries, _SIZE) if row.beside else left, middle, entries, _SIZE)


def _draw_pieces(canvas: Canvas, row: _Row, left: float, top: float) -> None:
    starts, right = accumulate(row.lengths, initial=left), right_end(canvas.width)
    for piece, start, length, named in zip(row.bar.pieces, starts, row.lengths, row.inside, strict=False):
        if length > 0:
            seam = _SEAM if start + length < right - _SEAM and length > 2 * _SEAM else 0
            canvas.boxes([Box(start, top, length - seam, _BAR)], piece.tone)
        if named:
            tone = TEXT if piece.tone == REST else ON_DARK
            canvas.text(start + length / 2, top + _BAR / 2, piece.text, _SIZE, tone, "center")
