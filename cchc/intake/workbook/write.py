"""Make the workbook. In: `Filling`. Out: the bytes of an .xlsx, the same each time; nothing in it but texts and our formulas."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell

from cchc.errors import CchcError, shown
from cchc.export.glyphs import printable
from cchc.intake.workbook.beside import validation
from cchc.intake.workbook.content import Line, identity, sheet_lines, window
from cchc.intake.workbook.filling import Filling
from cchc.intake.workbook.layout import SheetForm, layout
from cchc.intake.workbook.live import CHECK, find_sums, write_shares, write_sums
from cchc.intake.workbook.looks import ONE_LINE, RIGHT, WRONG, Looks, height
from cchc.intake.workbook.page import Page, fixed

PROPERTY = "cchc_{}"  # the names of the properties that say whose workbook it is
LISTS = "Danh mục"
_OPTIONS = {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False, "strings_to_urls": False}
_ALLOWED = {"insert_rows": True, "format_cells": True, "format_columns": True, "format_rows": True}
_A4 = 9
HELPERS = 6  # hidden columns behind the others


def workbook(filling: Filling) -> bytes:
    """The workbook. Raises CchcError where a text does not fit into a cell."""
    made = io.BytesIO()
    with Workbook(made, _OPTIONS) as book:
        _Maker(book, filling).make()
    return made.getvalue()


class _Maker:
    """One workbook while it is made."""

    def __init__(self, book: Workbook, filling: Filling) -> None:
        self._book, self._filling, self._looks = book, filling, Looks(book)
        lines = sheet_lines(filling)
        self._pages = {form.key: self._page(form, lines[form.key]) for form in layout().sheets}
        self._lists = self._write_lists()
        annex, stated = self._pages["phu_luc_01b"], self._pages["so_lieu_khac"]
        self._sums = {annex: find_sums(annex, [stated]), stated: find_sums(stated, [annex])}

    def make(self) -> None:
        """Everything."""
        self._set_properties()
        for page in self._pages.values():
            self._head(page)
            for place, line in enumerate(page.lines):
                self._line(page, place, replace(line, note=self._note(page, place, line)))
            _set_up(page)
        for page, lives in self._sums.items():
            write_sums(page, lives, self._looks)
            self._colours(page)
        write_shares(self._pages["cat_giam"], self._looks)
        self._pages["bia"].sheet.activate()

    def _page(self, form: SheetForm, lines: list[Line]) -> Page:
        used = {name for line in lines for name in line.cells}
        carried = tuple(column for column in layout().carried if column.name in used)
        return Page(form, self._book.add_worksheet(form.name), (*form.columns, *carried), lines)

    def _set_properties(self) -> None:
        """Whose workbook it is; its date is that of the data, so that the same data make the same bytes."""
        for name, text in identity(self._filling).items():
            self._book.set_custom_property(PROPERTY.format(name), text, "text")
        day, cover = window(self._filling)[1], layout().sheets[0]
        made = {"title": cover.title, "subject": self._fill(cover.help), "author": "cchc"}
        self._book.set_properties({**made, "created": datetime(day.year, day.month, day.day)})

    def _fill(self, words: str) -> str:
        return words.format_map({**self._filling.words, "annex": self._filling.form.annex.title})

    def _write_lists(self) -> Mapping[str, str]:
        """The hidden sheet of the lists that cells choose from; the reference of each by the column that it is for."""
        sheet, names = self._book.add_worksheet(LISTS), self._filling.names
        counts = [names.name(key) for key in names.counts]
        lists = {"muc": [*names.sections.values()], "chi_tieu": counts, "mau_so": counts, "loai": [*layout().kinds]}
        for column, texts in enumerate(lists.values()):
            for row, text in enumerate(texts):
                sheet.write_string(row, column, printable(text)[0])
        sheet.hide()
        ends = {name: (fixed(0, n), fixed(len(texts) - 1, n)) for n, (name, texts) in enumerate(lists.items())}
        return {name: f"='{LISTS}'!{first}:{last}" for name, (first, last) in ends.items()}

    def _head(self, page: Page) -> None:
        left = 1 if page.columns[0].hidden else 0
        self._put(page, 0, left, self._fill(page.form.title), self._looks.of(bold=True, font_size=14))
        self._put(page, 1, left, self._fill(page.form.help), self._looks.of(italic=True))
        titles = {column.name: column.title for column in page.columns}
        if self._filling.earlier.name and "ky_truoc" in titles:
            titles["ky_truoc"] += f"\n({self._filling.earlier.name})"
        for place, column in enumerate(page.columns):
            self._put(page, page.first - 1, place, titles[column.name], self._looks.head())
        for row, points in enumerate((24, 18, height(titles, page.columns, bold=True) + 4)):
            page.sheet.set_row(row, points)

    def _line(self, page: Page, place: int, line: Line) -> None:
        row = page.first + place
        for number, column in enumerate(page.columns):
            is_open = column.name in line.open if line.open is not None else column.open
            look = self._looks.cell(column, is_open=is_open, group=line.group, title=line.title)
            self._put(page, row, number, line.cells.get(column.name, ""), look)
            if is_open and (rule := validation(page, column, line, xl_rowcol_to_cell(row, number), self._lists)):
                page.sheet.data_validation(row, number, row, number, rule)
        page.sheet.set_row(row, ONE_LINE if line.title else height(line.cells, page.columns, bold=line.group))

    def _note(self, page: Page, place: int, line: Line) -> str:
        """What is said of a line beside its cell; of a total, of which parts it is the sum."""
        names = self._filling.names
        made_of = [", ".join(map(names.name, live.parts)) for live in self._sums.get(page, {}).get(place, [])]
        return " ".join([*filter(None, [line.note]), *(f"{layout().sums.made_of}{parts}." for parts in made_of)])

    def _put(self, page: Page, row: int, column: int, text: str, look: Any) -> None:
        """One text. Raises CchcError where it is longer than a cell of Excel holds."""
        written = printable(text)[0]
        if not written:
            page.sheet.write_blank(row, column, None, look)
        elif page.sheet.write_string(row, column, written, look) != 0:
            raise CchcError(
                f'Trang "{page.form.name}", ô {xl_rowcol_to_cell(row, column)}: một ô chứa nhiều nhất 32.767 ký tự, gặp '
                f'{len(written)} ("{shown(written, 30)}"); hãy tách thành nhiều đoạn.'
            )

    def _colours(self, page: Page) -> None:
        check, words = page.column(CHECK), layout().sums
        wrong = (words.differs, words.lacks, words.no_number, words.own)
        looks = dict.fromkeys(wrong, WRONG) | {words.right: RIGHT}  # the first that holds wins
        for text, look in looks.items():
            rule = {
                "type": "text",
                "criteria": "containing",
                "value": text.strip(),
                "format": self._book.add_format(look),
            }
            page.sheet.conditional_format(page.first, check, page.last, check, rule)


def _set_up(page: Page) -> None:
    """Widths, hidden columns, what stays in sight, protection without a password, paper."""
    sheet, behind = page.sheet, len(page.columns)
    for place, column in enumerate(page.columns):
        sheet.set_column(place, place, column.width, None, {"hidden": column.hidden})
    sheet.set_column(behind, behind + HELPERS - 1, 9, None, {"hidden": True})
    sheet.freeze_panes(page.first, 0)
    sheet.protect("", _ALLOWED)
    sheet.ignore_errors({"number_stored_as_text": f"A1:{xl_rowcol_to_cell(page.last, behind - 1)}"})
    sheet.set_paper(_A4)
    if page.form.landscape:
        sheet.set_landscape()
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(page.first - 1)
    sheet.print_area(0, 0, page.last, behind - 1)
    sheet.set_footer(f"&L{page.form.name}&R&P/&N")
