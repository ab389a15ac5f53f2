"""What a reader of workbooks does not tell. In: the XML of one sheet, the styles. Out: `Marks`, within limits.

Cells that show an error or a percentage, and cells that are merged; how far the cells reach is checked on the way.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from cchc.intake.files.limits import (
    LAST_COLUMN,
    LAST_ROW,
    MOST_CELLS,
    MOST_TAGS,
    broken,
    reference,
    too_far,
    too_many,
)

_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_PERCENT = {9, 10}  # formats that every workbook has
_QUOTED = re.compile(r'"[^"]*"|\\.')


@dataclass(frozen=True)
class Marks:
    """Of one sheet, by row and column from 0: the errors shown, the cells shown in percent, the merged ranges.

    `area` is how many cells its grid has, which reaches to the last row and column.
    """

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    percents: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    area: int = 0

    def merged(self, row: int, column: int) -> str:
        """The range, "E12:E13", that covers the cell together with others; "" where none does."""
        for top, left, bottom, right in self.merges:
            if top <= row <= bottom and left <= column <= right:
                return f"{reference(top, left)}:{reference(bottom, right)}"
        return ""


def read_marks(path: Path, part: str, sheet: bytes, percents: Sequence[bool]) -> Marks:
    """The marks of a sheet; `percents` tells of each style whether it shows a percentage. Raises SubmissionError."""
    if sheet.count(b"<") > MOST_TAGS:
        raise too_many(path, "trang tính có quá nhiều ô")
    seen = _Seen(path, part, percents)
    tags = ("{*}row", "{*}c", "{*}mergeCell")
    try:
        for event, element in etree.iterparse(
            io.BytesIO(sheet), events=("start", "end"), tag=tags, resolve_entities=False, no_network=True
        ):
            seen.take(element, event)
            if event == "end":
                element.clear(keep_tail=False)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(path) from error
    return Marks(seen.errors, frozenset(seen.percents), tuple(seen.merges), seen.area)


def percent_styles(styles: bytes, path: Path) -> tuple[bool, ...]:
    """Of each cell style of a workbook, by its number, whether it shows a percentage. Raises SubmissionError."""
    try:
        root = etree.fromstring(styles, etree.XMLParser(resolve_entities=False, no_network=True))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise broken(path) from error
    codes = {one.get("numFmtId"): one.get("formatCode", "") for one in root.iterfind(".//{*}numFmt")}
    own = {number for number, code in codes.items() if "%" in _QUOTED.sub("", code)}
    shown = own | {str(number) for number in _PERCENT}
    return tuple(one.get("numFmtId") in shown for one in root.iterfind(".//{*}cellXfs/{*}xf"))


class _Seen:
    """What was met so far in a sheet; a row or cell without a name of its own follows the one before."""

    def __init__(self, path: Path, part: str, percents: Sequence[bool]) -> None:
        self._path, self._part, self._styles = path, part, percents
        self._row = self._column = -1
        self._last_row = self._last_column = -1
        self.errors: dict[tuple[int, int], str] = {}
        self.percents: set[tuple[int, int]] = set()
        self.merges: list[tuple[int, int, int, int]] = []

    @property
    def area(self) -> int:
        """The cells of a grid that reaches to the last row and column."""
        return (self._last_row + 1) * (self._last_column + 1)

    def take(self, element: Any, event: str) -> None:
        """One row as it begins, a cell or merged range as it ends. Raises SubmissionError where it lies too far, ValueError."""
        tag = etree.QName(element).localname
        if tag == "row":
            if event == "start":
                self._row, self._column = int(element.get("r") or self._row + 2) - 1, -1
        elif event == "end":
            if tag == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                self.merges.append((*_place(first), *_place(last or first)))
            else:
                self._cell(element)

    def _cell(self, element: Any) -> None:
        name, style = element.get("r"), element.get("s", "")
        row, self._column = _place(name) if name else (self._row, self._column + 1)
        self._last_row, self._last_column = max(self._last_row, row, self._row), max(self._last_column, self._column)
        if not _within(self._last_row, self._last_column):
            raise too_far(self._path, self._last_row, self._last_column, self._part)
        if element.get("t") == "e":
            self.errors[row, self._column] = element.findtext("{*}v") or "#"
        if style.isdecimal() and int(style) < len(self._styles) and self._styles[int(style)]:
            self.percents.add((row, self._column))


def _within(row: int, column: int) -> bool:
    return 0 <= row < LAST_ROW and 0 <= column < LAST_COLUMN and (row + 1) * (column + 1) <= MOST_CELLS


def _place(name: str) -> tuple[int, int]:
    """Row and column from 0 of a cell's name. Raises ValueError."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1
