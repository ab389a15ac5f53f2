"""Workbooks for tests. In: a submission, or a workbook. Out: the workbook, its cells to work on as a clerk does, the folder again.

What a clerk does is done to the texts of the cells, and these are saved by a program that knows nothing of ours.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from cchc.errors import SubmissionError
from cchc.intake.files.grid import Book, read_book
from cchc.intake.files.guard import open_guarded
from cchc.intake.taken import Asked, Taken
from cchc.intake.workbook.filling import filling_for
from cchc.intake.workbook.reading.read import read_workbook
from cchc.intake.workbook.write import workbook
from cchc.raw.keys import ReportKey
from cchc.raw.submission import COLUMNS, Submission, read_submission
from cchc.values.reading import clean

SAMPLE = Path("data/raw/2024/nam/15976-hoang-luu")
NEW = ReportKey("15976", 2026, "9-thang")

Grid = list[list[Any]]


@dataclass(frozen=True)
class Percent:
    """A number in a cell whose format shows a percentage."""

    number: float


@dataclass(frozen=True)
class Shown:
    """An error that a cell shows: "#REF!"."""

    error: str


@dataclass
class Sheets:
    """The cells of a workbook by sheet, as texts that a test may change; merged ranges as (row, column, row, column)."""

    cells: dict[str, Grid]
    properties: dict[str, str] = field(default_factory=dict)
    merges: dict[str, list[tuple[int, int, int, int]]] = field(default_factory=dict)

    def find(self, sheet: str, text: str, column: int = 2) -> int:
        """The row, from 0, in which the text stands."""
        return next(place for place, row in enumerate(self.cells[sheet]) if row[column] == text)

    def put(self, sheet: str, text: str, column: int, value: Any, by: int = 2) -> None:
        """A value into the row in whose column `by` the text stands."""
        self.cells[sheet][self.find(sheet, text, by)][column] = value

    def save(self, path: Path) -> Path:
        """The cells as a workbook without formats of ours."""
        with Workbook(
            path, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        ) as book:
            formats = {
                "percent": book.add_format({"num_format": "0.0%"}),
                "day": book.add_format({"num_format": "d/m/yyyy"}),
            }
            for name, grid in self.cells.items():
                sheet = book.add_worksheet(name)
                for row, column, value in _filled(grid):
                    _write(sheet, row, column, value, formats)
                for top, left, low, right in self.merges.get(name, []):
                    sheet.merge_range(top, left, low, right, grid[top][left])
            for name, text in self.properties.items():
                book.set_custom_property(name, text, "text")
        return path


def _filled(grid: Grid) -> Iterator[tuple[int, int, Any]]:
    return ((r, c, value) for r, row in enumerate(grid) for c, value in enumerate(row) if value not in ("", None))


def _write(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if isinstance(value, Percent):
        sheet.write_number(row, column, value.number, formats["percent"])
    elif isinstance(value, Shown):
        sheet.write_formula(row, column, "=1/0", None, value.error)
    elif isinstance(value, dt.date):
        sheet.write_datetime(row, column, value, formats["day"])
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value)
    else:
        assert sheet.write_string(row, column, value) == 0


def new_workbook(path: Path, key: ReportKey = NEW) -> Path:
    """A blank workbook."""
    path.write_bytes(workbook(filling_for(path, key)))
    return path


def workbook_of(folder: Path, path: Path) -> Path:
    """The workbook filled from a submission."""
    source = read_submission(folder).source
    key = ReportKey(source.ma_xa, int(source.nam), source.ky)
    path.write_bytes(workbook(filling_for(path, key, folder)))
    return path


def book(path: Path) -> Book:
    """The workbook behind the guard."""
    return read_book(open_guarded(path))


def opened(path: Path) -> Sheets:
    """The cells of a workbook, as texts."""
    read = book(path)
    cells = {sheet.name: [[cell.text for cell in row] for row in sheet.rows] for sheet in read.sheets}
    return Sheets(cells, dict(read.properties))


def taken(path: Path, asked: Asked | None = None) -> Taken:
    """What is read from the workbook."""
    arrived = open_guarded(path)
    return read_workbook(arrived, read_book(arrived), asked or Asked())


def faults(path: Path) -> list[str]:
    """What is wrong with the workbook, without its path."""
    try:
        taken(path)
    except SubmissionError as error:
        return [line.removeprefix(f"{path}, ").removeprefix(f"{path}: ") for line in str(error).splitlines()]
    return []


def folder_of(path: Path, folder: Path) -> Submission:
    """The submission that the workbook becomes, written to a folder and read again."""
    folder.mkdir()
    for name, data in taken(path).files.items():
        (folder / name).write_bytes(data)
    return read_submission(folder)


def said(submission: Submission) -> dict[str, Any]:
    """Everything that a submission says, in a form that can be compared; the documents it was made from aside."""
    tables = {
        name: [{column: clean(text) for column, text in record.fields.items() if text.strip()} for record in records]
        for name in COLUMNS
        if (records := submission.tables.get(name))
    }
    return {
        **tables,
        "texts": {key: text for key, text in submission.texts.items() if text or key in submission.in_place},
        "in_place": submission.in_place,
        "source": submission.source.model_dump(exclude={"tep"}),
        "documents": [one for one in submission.source.tep if not one.nguon.startswith("Sổ số liệu")],
        "corrections": [one.model_dump() for one in submission.corrections],
        "acceptances": [one.model_dump() for one in submission.acceptances],
    }
