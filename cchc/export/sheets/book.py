"""Write sheets as a workbook. In: sheets with their tables. Out: .xlsx bytes, the same for the same sheets.

Each sheet is a title in A1, lines of remarks and one table right below: one header row, no merged cells, no blank rows,
so that a screen reader, a filter and a pivot table all find their way. Every text is written as a text.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from typing import Any

import xlsxwriter

from cchc.errors import ExportError
from cchc.export.glyphs import text_width
from cchc.export.sheets.table import Column, Line, Sheet, distinct
from cchc.export.web import replace_unprintable

_FACE, _SIZE, _TITLE_SIZE = "Times New Roman", 12, 14
_LINE = 15.75  # points that a line of the text takes, and the least height of a row
_TALLEST = 409.0  # points that a row may have
_PAD = 2.2  # millimetres of a column that no text uses
_REGULAR = 0.95  # of the widest face, which is what widths are measured in, letters that are not bold take no more
_ROOM = 0.92  # of the table's width that a line above it takes, so that it ends above the table on every machine
_PIXELS = 96 / 25.4  # a millimetre
_A4 = 9
_LONGEST = 32_767  # letters that a cell holds
_CUT = "… (còn {left} chữ, xem báo cáo)"
_LANGUAGE = b"<dc:language>vi-VN</dc:language>"
_CORE, _CORE_END = "docProps/core.xml", b"</cp:coreProperties>"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_FILLS = {"group": "#EEF2F6", "total": "#EEF2F6"}
_READ_OTHERWISE = tuple(
    "=+-@'0123456789\t\r\n/\\"
)  # as what a spreadsheet takes a text that begins so, once it is typed again


def write_book(sheets: Sequence[Sheet], title: str, day: date) -> bytes:
    """The workbook; `day` is the one that it says it was made on, which is data. Raises ExportError where a cell was not written."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, _options())
    book.set_properties({"title": title, "created": datetime.combine(day, time()), "author": "cchc"})
    styles = _Styles(book)
    for sheet in sheets:
        _SheetWriter(book.add_worksheet(sheet.name), styles).write(sheet)
    book.close()
    return _in_vietnamese(content)


def _options() -> dict[str, Any]:
    """How XlsxWriter writes; made anew for each workbook, since it changes what it is given.

    Column widths are told in digits of the default face: with one that every machine has, or its like, they are the same
    everywhere.
    """
    face = {"font_name": _FACE, "font_size": _SIZE, "font_scheme": False}
    return {
        "in_memory": True,
        "default_format_properties": face,
        "default_column_width": 72,
        "default_row_height": 21,
    }


def _in_vietnamese(content: io.BytesIO) -> bytes:
    """The workbook with its language said, which XlsxWriter has no word for; stored, so that no machine's zlib shows in its bytes."""
    whole = io.BytesIO()
    with zipfile.ZipFile(content) as given, zipfile.ZipFile(whole, "w") as made:
        for entry in given.infolist():
            data = given.read(entry)
            if entry.filename == _CORE:
                data = data.replace(_CORE_END, _LANGUAGE + _CORE_END)
            named = zipfile.ZipInfo(entry.filename, _LONG_AGO)
            named.create_system, named.external_attr = 0, 0
            made.writestr(named, data)
    return whole.getvalue()


class _Styles:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **looks: Any) -> Any:
        """The format with these properties, in the workbook's face."""
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"font_scheme": False, "valign": "top", **looks})
        return self._made[key]


class _SheetWriter:
    """Writes one sheet."""

    def __init__(self, page: Any, styles: _Styles) -> None:
        self._page, self._styles = page, styles

    def write(self, sheet: Sheet) -> None:
        """Title, remarks and table, and how the sheet is printed."""
        width = sum(column.width_mm for column in sheet.columns)
        head = self._write_head(sheet, width)
        for place, column in enumerate(sheet.columns):
            self._page.set_column_pixels(place, place, round(column.width_mm * _PIXELS))
        self._write_table(sheet, head)
        self._set_up_print(sheet, head)

    def _write_head(self, sheet: Sheet, width: float) -> int:
        """The title and what is below it, line by line; returns the row of the table's header, from 0."""
        lines = [(text, _TITLE_SIZE, True) for text in _wrapped(sheet.title, width, _TITLE_SIZE)]
        marked = [sheet.mark] if sheet.mark else []
        for text in [*marked, *sheet.remarks]:
            lines += [(part, _SIZE, text == sheet.mark) for part in _wrapped(text, width, _SIZE)]
        for row, (text, size, bold) in enumerate(lines):
            color = {"font_color": "#A61B1B"} if text in marked else {}
            self._put(row, 0, text, self._styles.of(font_size=size, bold=bold, **color))
            self._page.set_row(row, _LINE * size / _SIZE + 2)
        return len(lines)

    def _write_table(self, sheet: Sheet, head: int) -> None:
        labels = distinct([column.label for column in sheet.columns])
        named = self._styles.of(
            bold=True, text_wrap=True, align="center", valign="vcenter", border=1, bg_color="#D9E2EC"
        )
        self._page.add_table(
            head, 0, head + max(len(sheet.lines), 1), len(labels) - 1,
            {
                "name": sheet.table, "style": None, "title": sheet.title, "description": sheet.says or sheet.title,
                "columns": [{"header": label, "header_format": named} for label in labels],
            },
        )  # fmt: skip
        self._page.set_row(head, _height(labels, sheet.columns, bold=True) + 4)
        for row, line in enumerate(sheet.lines, head + 1):
            self._write_line(row, line, sheet.columns)

    def _write_line(self, row: int, line: Line, columns: Sequence[Column]) -> None:
        strong = line.kind in _FILLS
        looks = {"bold": True, "bg_color": _FILLS[line.kind]} if strong else {}
        for place, (cell, column) in enumerate(zip(line.cells, columns, strict=True)):
            style = {"text_wrap": True, "border": 1, "align": column.align, **looks}
            if line.kind == "part" and column.align == "left" and place <= 1:
                style["indent"] = 1
            if cell.number is not None:
                self._page.write_number(row, place, float(cell.number), self._styles.of(**style, num_format=cell.look))
            elif cell.text:
                safe = {"num_format": "@", "quote_prefix": True} if cell.text.startswith(_READ_OTHERWISE) else {}
                self._put(row, place, cell.text, self._styles.of(**style, **safe))
            else:
                self._page.write_blank(row, place, None, self._styles.of(**style))
        self._page.set_row(row, _height([cell.text for cell in line.cells], columns, bold=strong))

    def _put(self, row: int, column: int, text: str, style: Any) -> None:
        """A text as a text, cut where a cell holds no more, with a word of it. Raises ExportError where it was not written."""
        text = replace_unprintable(text)
        if len(text) > _LONGEST:
            kept = _LONGEST - len(_CUT) - 8
            text = text[:kept] + _CUT.format(left=len(text) - kept)
        if self._page.write_string(row, column, text, style) != 0:
            raise ExportError(
                f"Không ghi được ô ở dòng {row + 1}, cột {column + 1} của trang tính; hãy xem lại nội dung ô."
            )

    def _set_up_print(self, sheet: Sheet, head: int) -> None:
        page = self._page
        page.set_paper(_A4)
        page.set_margins(left=0.6, right=0.6, top=0.75, bottom=0.75)
        if sheet.landscape:
            page.set_landscape()
        page.fit_to_pages(1, 0)
        page.center_horizontally()
        page.repeat_rows(head)
        page.freeze_panes(head + 1, 0)
        page.hide_gridlines(1)
        page.set_header(f"&R&10{sheet.mark}" if sheet.mark else "")
        page.set_footer(f"&L&10{sheet.name}&R&10Trang &P/&N")


def _wrapped(text: str, width: float, size: float) -> list[str]:
    """The text in lines of that width in millimetres: a title reaches over cells to its right, which are not merged."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and text_width(longer, size) > width * _ROOM:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _height(texts: Sequence[str], columns: Sequence[Column], *, bold: bool) -> float:
    """Points that a row needs for its longest cell."""
    size = _SIZE * (1 if bold else _REGULAR)
    most = max(
        (
            sum(1 for _ in _lines(text, column.width_mm - _PAD, size))
            for text, column in zip(texts, columns, strict=True)
        ),
        default=1,
    )
    return min(_TALLEST, max(1, most) * _LINE + 2)


def _lines(text: str, width: float, size: float) -> Iterator[None]:
    """One for each line that a text takes in a column, its own line breaks included; a long word is broken."""
    for paragraph in text.split("\n"):
        used, blank = 0.0, text_width(" ", size)
        yield None
        for word in paragraph.split(" "):
            needed = text_width(word, size)
            if used and used + blank + needed > width:
                yield None
                used = 0.0
            else:
                used += blank if used else 0
            for _ in range(int((used + needed) / width) if needed > width else 0):
                yield None
            used = (used + needed) % width if needed > width else used + needed
