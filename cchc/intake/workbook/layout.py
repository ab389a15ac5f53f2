"""How the workbook looks. In: layout.yaml. Out: `Layout`: sheets, columns, messages; words, never figures."""

from __future__ import annotations

import functools
from typing import Literal, Self

from pydantic import model_validator

from cchc.catalogue.load import Entry, read_catalogue

Align = Literal["left", "center", "right"]


class Column(Entry):
    """One column: its name in the submission, its title in the head row, its width in digits; `open` for what is filled in.

    `kind` is what its cells hold where that does not depend on the row.
    """

    name: str
    title: str
    width: float
    align: Align = "left"
    open: bool = False
    hidden: bool = False
    kind: str = "text"


class SheetForm(Entry):
    """One sheet; it is known by the titles `found_by`, wherever it stands and whatever it is called."""

    key: str
    name: str
    title: str
    help: str
    found_by: tuple[str, str]
    landscape: bool
    columns: tuple[Column, ...]

    def place(self, name: str) -> int:
        """The number of a column, from 0."""
        return [column.name for column in self.columns].index(name)

    def title_of(self, name: str) -> str:
        """The title of a column."""
        return self.columns[self.place(name)].title


class Message(Entry):
    """What Excel shows beside a cell that is being filled in: at most 32 and 255 characters."""

    title: str
    text: str

    @model_validator(mode="after")
    def _check(self) -> Self:
        if len(self.title) > 32 or len(self.text) > 255:
            raise ValueError(f"message too long: {self.title}")
        return self


class SumWords(Entry):
    """What the column Kiểm tra says."""

    right: str
    differs: str
    lacks: str
    lacks_end: str
    no_number: str
    own: str
    parts: str
    made_of: str


class Step(Entry):
    """One line of the cover; names in braces are filled in."""

    ten: str
    text: str


class Info(Entry):
    """One entry of nguon.yaml: its path, its name, how many lines it may have; `mark` for those with a mark (b/c)."""

    khoa: str
    ten: str
    kind: str = "text"
    lines: int = 1
    mark: bool = False
    help: str = ""


class Previous(Entry):
    """What the cover says of the column of the period before."""

    there: str
    absent: str


class Layout(Entry):
    """Schema of layout.yaml."""

    font: str
    size: int
    head_row: int
    free: dict[str, int]
    sums: SumWords
    messages: dict[str, Message]
    wrong_number: str
    sheets: tuple[SheetForm, ...]
    carried: tuple[Column, ...]
    identity: dict[str, str]
    guide: tuple[Step, ...]
    previous: Previous
    info: tuple[Info, ...]
    kinds: tuple[str, ...]

    def sheet(self, key: str) -> SheetForm:
        """The sheet of that key."""
        return next(sheet for sheet in self.sheets if sheet.key == key)


@functools.cache
def layout() -> Layout:
    """The layout of the package."""
    read: Layout = read_catalogue("layout.yaml", Layout, "cchc.intake.workbook")
    return read
