"""The sheets of a file as grids of cells. In: `Arrived`. Out: a `Book`: of each cell its text and what it was made.

A spreadsheet changes what is typed: 1.204 becomes a number with a fraction, 30/12 a date, 12,5 % an eighth. The text of a
cell is what was typed only where the cell is text; what else it is stands beside it, so that nobody has to guess.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import os
import sys
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from lxml import etree
from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, SheetTypeEnum

from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import broken, reference
from cchc.intake.files.marks import Marks
from cchc.values.printing import print_date

_DAMAGE = (CalamineError, OSError, ValueError, KeyError, OverflowError, etree.XMLSyntaxError)
_PANIC = "PanicException"  # what the reader raises where it did not foresee how a file is broken; no module offers it

Made = Literal["blank", "text", "number", "percent", "date", "error", "bool"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its text in NFC, what it is, and its number where a spreadsheet made it one.

    A number's text has a decimal comma ("1,204"), an error's is what it shows ("#REF!").
    """

    text: str = ""
    made: Made = "blank"
    number: Decimal | None = None


BLANK = Cell()


@dataclass(frozen=True)
class Sheet:
    """A grid of cells from A1 on, rows of one length; cells that others cover in a merge are blank."""

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    marks: Marks = field(default_factory=Marks)

    def cell(self, row: int, column: int) -> Cell:
        """The cell at that row and column, both from 0; a blank one beyond the last."""
        within = 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row])
        return self.rows[row][column] if within else BLANK

    def merged(self, row: int, column: int) -> str:
        """The range, "E12:E13", of the merge that the cell belongs to; "" where it belongs to none."""
        return self.marks.merged(row, column)

    def place(self, row: int, column: int) -> str:
        """Where a cell is, as messages say it: 'trang "Phụ lục 01b", ô E12'."""
        return f'trang "{self.name}", ô {reference(row, column)}'


@dataclass(frozen=True)
class Book:
    """The sheets of a file in their order.

    `properties`: what whoever made it gave it by name; `around`: the words of a page outside its tables.
    """

    sheets: tuple[Sheet, ...]
    properties: Mapping[str, str] = field(default_factory=dict)
    around: tuple[str, ...] = ()


def read_book(arrived: Arrived) -> Book:
    """The sheets of a workbook. Raises SubmissionError where it cannot be read to its end."""
    try:
        with _in_silence(), CalamineWorkbook.from_filelike(io.BytesIO(arrived.data)) as book:
            names = [one.name for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet]
            sheets = tuple(_sheet(book.get_sheet_by_name(name), _marks(arrived, name)) for name in names)
    except _DAMAGE as error:
        raise broken(arrived.path) from error
    except BaseException as error:
        if type(error).__name__ != _PANIC:
            raise
        raise broken(arrived.path) from None
    return Book(sheets, _properties(arrived))


@contextlib.contextmanager
def _in_silence() -> Iterator[None]:
    """Have the reader, which is no Python, write nothing to standard error when a broken file makes it give up."""
    sys.stderr.flush()
    kept, nowhere = os.dup(2), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)


def _sheet(sheet: CalamineSheet, marks: Marks) -> Sheet:
    if not marks.merges:
        ranges = sheet.merged_cell_ranges or ()
        marks = replace(marks, merges=tuple((*first, *last) for first, last in ranges))
    grid = [_row(row) for row in sheet.to_python(skip_empty_area=False)]
    for (row, column), shown in marks.errors.items():
        _put(grid, row, column, Cell(shown, "error"))
    for row, column in marks.percents:
        if row < len(grid) and column < len(grid[row]) and grid[row][column].made == "number":
            grid[row][column] = Cell(grid[row][column].text, "percent", grid[row][column].number)
    width = max(map(len, grid), default=0)
    return Sheet(sheet.name, tuple((*row, *[BLANK] * (width - len(row))) for row in grid), marks)


def _row(values: list[Any]) -> list[Cell]:
    """The cells of a row; most rows of a sheet that reaches far are blank."""
    if values.count("") == len(values):
        return [BLANK] * len(values)
    return [BLANK if value == "" else _cell(value) for value in values]


def _put(grid: list[list[Cell]], row: int, column: int, cell: Cell) -> None:
    """Set one cell, also where the reader saw nothing so far out."""
    grid.extend([] for _ in range(row + 1 - len(grid)))
    grid[row].extend([BLANK] * (column + 1 - len(grid[row])))
    grid[row][column] = cell


def _cell(value: Any) -> Cell:
    """A cell from what the reader made of it."""
    if isinstance(value, str):
        return Cell(unicodedata.normalize("NFC", value), "text") if value else BLANK
    if isinstance(value, bool):
        return Cell("TRUE" if value else "FALSE", "bool")
    if isinstance(value, int | float):
        return _number(value)
    day = value.date() if isinstance(value, dt.datetime) else value
    return Cell(print_date(day) if isinstance(day, dt.date) else str(value), "date")


def _number(value: float) -> Cell:
    """A finite number; any other (NaN, inf) is none that anybody typed."""
    number = Decimal(repr(value)) if isinstance(value, float) else Decimal(value)
    if not number.is_finite():
        return Cell(str(number), "error")
    if number == number.to_integral_value():
        number = number.quantize(Decimal(1)) if abs(number) < 10**20 else number
    return Cell(f"{number:f}".replace(".", ","), "number", number)


def _marks(arrived: Arrived, name: str) -> Marks:
    """The marks of a sheet. Raises KeyError for a sheet of an .xlsx that was not looked at."""
    return arrived.marks[name] if arrived.kind == "xlsx" else arrived.marks.get(name, Marks())


def _properties(arrived: Arrived) -> dict[str, str]:
    """The custom properties of an .xlsx."""
    if arrived.kind != "xlsx":
        return {}
    with zipfile.ZipFile(io.BytesIO(arrived.data)) as package:
        if "docProps/custom.xml" not in package.namelist():
            return {}
        try:
            root = etree.fromstring(package.read("docProps/custom.xml"), _safe())
        except etree.XMLSyntaxError as error:
            raise broken(arrived.path) from error
    return {one.get("name", ""): "".join(one.itertext()).strip() for one in root}


def _safe() -> Any:
    return etree.XMLParser(resolve_entities=False, no_network=True)
