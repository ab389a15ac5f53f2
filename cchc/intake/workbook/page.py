"""One sheet while it is made: its columns, its lines, and in which cell of it each thing stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from cchc.intake.workbook.content import Line
from cchc.intake.workbook.layout import Column, SheetForm, layout

_VALUES = {"phu_luc_01b": "so_lieu", "so_lieu_khac": "gia_tri"}
NUMBERS = ("count", "measure", "percent", "rate_stated")  # kinds of values that are numbers
DECIMALS = ("measure", "percent", "rate_stated")


def fixed(row: int, column: int) -> str:
    """A reference that stays where it is when it is copied: "$L$12"."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


@dataclass(frozen=True, eq=False)
class Page:
    """A sheet with its columns, the carried ones included, and its lines. Behind the columns stand hidden helpers."""

    form: SheetForm
    sheet: Worksheet
    columns: tuple[Column, ...]
    lines: Sequence[Line]

    @property
    def first(self) -> int:
        """The row of the first line, from 0."""
        return layout().head_row

    @property
    def last(self) -> int:
        """The row of the last line."""
        return self.first + len(self.lines) - 1

    @property
    def value(self) -> str:
        """The column of the values that sums are made of; "" for a sheet without."""
        return _VALUES.get(self.form.key, "")

    def column(self, name: str) -> int:
        """The number of a column, from 0."""
        return [one.name for one in self.columns].index(name)

    def helper(self, place: int, number: int) -> str:
        """One of the hidden cells behind a line, from 0."""
        return fixed(self.first + place, len(self.columns) + number)

    def number(self, place: int) -> str:
        """The cell that holds the value of a line as a number."""
        return self.helper(place, 1)

    def numbers(self) -> dict[str, str]:
        """Those cells by key; of a key stated twice the first."""
        found: dict[str, str] = {}
        for place, line in enumerate(self.lines):
            if line.quantity:
                found.setdefault(line.quantity, self.number(place))
        return found

    def elsewhere(self) -> dict[str, str]:
        """The same, as another sheet names them."""
        return {key: f"'{self.form.name}'!{cell}" for key, cell in self.numbers().items()}
