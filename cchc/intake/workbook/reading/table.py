"""Find the sheets of a workbook again. In: a `Book`, the layout. Out: tables: the rows below a head row, columns by their titles.

A sheet is known by its head row, wherever it stands and whatever it is called. Rows and columns may have been moved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from cchc.catalogue.writing.names import normalise_label
from cchc.intake.files.grid import Book, Cell, Sheet
from cchc.intake.files.limits import reference
from cchc.intake.workbook.layout import SheetForm, layout
from cchc.raw.faults import Faults

_FARTHEST = 200  # rows in which a head row is looked for


@dataclass(frozen=True)
class Row:
    """One row of a table; a column that the sheet has no more is blank."""

    sheet: Sheet
    number: int
    columns: Mapping[str, int]

    def cell(self, name: str) -> Cell:
        """The cell of a column."""
        return self.sheet.cell(self.number, self.columns.get(name, -1))

    def text(self, name: str) -> str:
        """Its text, without the ' that some programs leave before a text, and without blanks around it."""
        return self.cell(name).text.removeprefix("'").strip()

    def name(self, name: str) -> str:
        """The name of the cell of a column: "E12"."""
        return reference(self.number, self.columns.get(name, 0))

    def place(self, name: str) -> str:
        """Where it is: 'trang "Phụ lục 01b", ô E12'."""
        return self.sheet.place(self.number, self.columns.get(name, 0))


@dataclass(frozen=True)
class Table:
    """A sheet of the workbook as it was found: its rows, blank ones as well."""

    form: SheetForm
    sheet: Sheet
    head: int
    columns: Mapping[str, int]

    @property
    def rows(self) -> Sequence[Row]:
        """The rows below the head row."""
        return [Row(self.sheet, number, self.columns) for number in range(self.head + 1, len(self.sheet.rows))]


def is_workbook(book: Book) -> bool:
    """Whether the book is a workbook of ours: it has the head row of the annex, or says so."""
    annex = layout().sheet("phu_luc_01b")
    named = any(name.startswith("cchc_") for name in book.properties)
    return named or any(_heads(_titles(sheet), annex) for sheet in book.sheets)


def find_tables(book: Book, faults: Faults, name: str) -> dict[str, Table]:
    """The tables by the keys of their sheets; a fault for a sheet that is there twice, and for an annex that is not there."""
    titles = [(sheet, _titles(sheet)) for sheet in book.sheets]
    found: dict[str, Table] = {}
    for form in layout().sheets:
        places = [(sheet, head) for sheet, rows in titles for head in _heads(rows, form)]
        if len(places) > 1:
            where = " và ".join(sheet.place(head, _column(sheet, head, form)) for sheet, head in places[:2])
            faults.add(f"{name}, {where}: bảng {form.name} có hai lần; hãy gộp làm một, xóa bảng thừa.")
        elif places:
            sheet, head = places[0]
            found[form.key] = Table(form, sheet, head, _columns(sheet, head, form))
    if not found.get("phu_luc_01b") and not faults:
        first, second = layout().sheet("phu_luc_01b").found_by
        faults.add(
            f'{name}: không thấy dòng tiêu đề có "{first}" và "{second}"; hãy giữ dòng tiêu đề của trang Phụ lục 01b '
            "như trong tệp mẫu."
        )
    return found


def _titles(sheet: Sheet) -> list[frozenset[str]]:
    """What stands in each of the first rows, as titles are compared."""
    return [frozenset(_title(cell) for cell in row if cell.text) for row in sheet.rows[:_FARTHEST]]


def _heads(rows: Sequence[frozenset[str]], form: SheetForm) -> list[int]:
    """The rows that have both titles by which the sheet is known."""
    wanted = {normalise_label(title) for title in form.found_by}
    return [number for number, titles in enumerate(rows) if wanted <= titles]


def _column(sheet: Sheet, head: int, form: SheetForm) -> int:
    first = normalise_label(form.found_by[0])
    return next(number for number, cell in enumerate(sheet.rows[head]) if _title(cell) == first)


def _columns(sheet: Sheet, head: int, form: SheetForm) -> dict[str, int]:
    """The number of each column whose title stands in the head row; of two the first."""
    titles = {normalise_label(column.title): column.name for column in (*form.columns, *layout().carried)}
    found: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[head]):
        name = titles.get(_title(cell))
        if name:
            found.setdefault(name, number)
    return found


def _title(cell: Cell) -> str:
    return normalise_label(cell.text)
