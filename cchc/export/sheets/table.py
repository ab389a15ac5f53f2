"""What stands in a table that a spreadsheet opens. In: texts and numbers. Out: the types, numbers with the look of their text.

A number is printed as its text was: 05 keeps its zero, 33,0 its decimal, 1.234 its group. What is not read as a number
stays text, and no text of anybody's begins a formula.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cchc.values.printing import capital
from cchc.values.reading import ZERO_WORDS, as_seen, read_number

Align = Literal["left", "center", "right"]

PLAIN = "0"
_FIGURE = re.compile(r"(?P<figure>\d[\d.]*(?:,\d+)?)(?P<unit> ?%| ngày(?: làm việc)?)?", re.ASCII)
_MOST_DIGITS = 15  # that a spreadsheet keeps
_MOST_ZEROS, _MOST_DECIMALS = 4, 6  # with more it is no figure of an office, and a workbook has room for some 200 looks


@dataclass(frozen=True)
class Column:
    """A column: its name, which no other has, its width in millimetres and the side that its texts are set to."""

    label: str
    width_mm: float
    align: Align = "left"


@dataclass(frozen=True)
class Cell:
    """A cell: its text, and the number that it is, with the spreadsheet's code for its look."""

    text: str = ""
    number: Decimal | None = None
    look: str = ""


@dataclass(frozen=True)
class Line:
    """A row of a table; one that is a `group` heads those below it, a `part` belongs to the row above."""

    cells: Sequence[Cell]
    kind: Literal["row", "part", "group", "total"] = "row"


@dataclass(frozen=True)
class Sheet:
    """A sheet with its one table: the name on its tab, that of its table in formulas, a title, remarks below it, an alternative text."""

    name: str
    table: str
    title: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    remarks: Sequence[str] = ()
    mark: str = ""
    landscape: bool = False
    says: str = ""


@functools.lru_cache(maxsize=1 << 12)
def text_cell(text: str) -> Cell:
    """A cell of text."""
    return Cell(text)


@functools.lru_cache(maxsize=1 << 10)
def number_cell(number: int | Decimal | None) -> Cell:
    """A cell with a whole number; blank where there is none, which is not zero."""
    return Cell() if number is None else Cell(str(number), Decimal(number), PLAIN)


@functools.lru_cache(maxsize=1 << 12)
def figure_cell(text: str) -> Cell:
    """A cell with the number that a printed figure is, a unit behind it included; else one with its text."""
    words = as_seen(text)
    if words.lower() in ZERO_WORDS and words in (words.lower(), capital(words.lower())):
        return Cell(text, Decimal(0), f'0;-0;"{words}"')
    match = _FIGURE.fullmatch(words)
    number = read_number(match["figure"]) if match else None
    look = _look(match["figure"]) if match else ""
    if match is None or number is None or not look:
        return Cell(text)
    return Cell(text, number, look + (f'"{match["unit"]}"' if match["unit"] else ""))


def _look(figure: str) -> str:
    """The code that prints a number as this figure; nothing where a spreadsheet cannot keep it."""
    whole, _, decimals = figure.partition(",")
    digits = whole.replace(".", "")
    padded = digits.startswith("0") and len(digits) > 1
    if len(digits) + len(decimals) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        return ""
    if padded and len(digits) > _MOST_ZEROS:
        return ""
    start = "0" * len(digits) if padded else "#,##0" if "." in whole else PLAIN
    return f"{start}.{'0' * len(decimals)}" if decimals else start


def distinct(labels: Sequence[str]) -> list[str]:
    """The labels with a number behind each that has come before, whatever its case: a table's columns have different names."""
    told: list[str] = []
    for label in labels:
        name, count = label, 1
        while name.casefold() in (other.casefold() for other in told):
            count += 1
            name = f"{label} ({count})"
        told.append(name)
    return told
