"""How cells look and how tall rows are. In: texts, columns of the layout. Out: formats of XlsxWriter, heights in points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format

from cchc.export.glyphs import text_width
from cchc.intake.workbook.layout import Column, layout

_MM_PER_DIGIT = 7 * 25.4 / 96  # a column's width counts digits of 7 pixels
_PADDING = 3.4  # millimetres of a cell that no letter may use, with the indent
_REGULAR = 1.03  # how much less room ordinary letters take than the widest face, which widths are measured in
_LINE = 1.36  # from one line to the next, in letter sizes
_TEXT = 49  # the format by which a cell keeps what is typed
_TALLEST = 409.0  # points that a row of Excel can be

OPEN, LOCKED, GROUP, HEAD = "#FFFBE0", "#F4F4F4", "#E3EAF4", "#C9D8EE"
_BORDER = "#A6A6A6"
RIGHT, WRONG = {"font_color": "#1B6E2D"}, {"font_color": "#9C0006", "bg_color": "#FFDCDC", "bold": True}


class Looks:
    """The formats of one workbook, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Format] = {}

    def of(self, **properties: Any) -> Format:
        """A format in the face of the workbook."""
        whole = {"font_name": layout().font, "font_size": layout().size, "valign": "top", **properties}
        known = tuple(sorted(whole.items()))
        if known not in self._made:
            self._made[known] = self._book.add_format(whole)
        return self._made[known]

    def cell(self, column: Column, *, is_open: bool, group: bool = False, title: bool = False) -> Format:
        """A cell of the table: what is filled in is text, open and yellow, what is not is locked and grey."""
        fill = OPEN if is_open else GROUP if group else LOCKED
        return self.of(
            text_wrap=not title,
            align="left" if title else column.align,
            indent=0 if column.align == "center" else 1,
            border=1,
            border_color=_BORDER,
            bg_color=fill,
            locked=not is_open,
            num_format=_TEXT if is_open or column.name == "khoa" else 0,
            bold=group and not is_open,
        )

    def head(self) -> Format:
        """A cell of the head row."""
        return self.of(
            bold=True, text_wrap=True, align="center", valign="vcenter", border=1, border_color=_BORDER, bg_color=HEAD
        )


ONE_LINE = layout().size * _LINE + 3


def height(texts: Mapping[str, str], columns: Iterable[Column], *, bold: bool = False) -> float:
    """The height in points of a row in which every text of a column that is shown has room."""
    size = layout().size
    shown = (column for column in columns if not column.hidden and texts.get(column.name))
    most = max((_lines(texts[column.name], column.width, bold=bold) for column in shown), default=1)
    return min(most * size * _LINE + 3, _TALLEST)


def _lines(text: str, width: float, *, bold: bool) -> int:
    """How many lines a text takes in a column of so many digits."""
    room = (width * _MM_PER_DIGIT - _PADDING) * (1 if bold else _REGULAR)
    return sum(_wrapped(line, room) for line in text.split("\n"))


def _wrapped(text: str, room: float) -> int:
    size = layout().size
    space, lines, used = text_width(" ", size), 1, 0.0
    for word in text.split(" "):
        width = text_width(word, size)
        if used and used + space + width > room:
            lines, used = lines + 1, 0.0
        lines += int(width // room) if width > room else 0
        used += (space if used else 0.0) + min(width, room)
    return lines
