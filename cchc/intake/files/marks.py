"""What a reader of workbooks does not tell. In: the XML of one sheet, the styles. Out: `Marks`, within limits.

Cells that show an error or a percentage, and cells that are merged; how far the cells reach is checked on the way.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.parsers import expat

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
    """Of one sheet, by row and column from 0: the errors shown, the cells shown in percent, the merged ranges, the cells
    that hold a formula.

    `area` is how many cells its grid has, which reaches to the last row and column.
    """

    errors: Mapping[tuple[int, int], str] = field(default_factory=dict)
    percents: frozenset[tuple[int, int]] = frozenset()
    merges: tuple[tuple[int, int, int, int], ...] = ()
    formulas: frozenset[tuple[int, int]] = frozenset()
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
    try:
        seen.parser.Parse(sheet, True)
    except (expat.ExpatError, ValueError) as error:
        raise broken(path) from error
    return Marks(seen.errors, frozenset(seen.percents), tuple(seen.merges), frozenset(seen.formulas), seen.area)


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
    """What was met so far in a sheet; a row or cell without a name of its own follows the one before.

    expat calls it with each element as it begins, and with the text of those cells alone that show an error: a form has
    thousands of cells, and a tree of them takes four times as long.
    """

    def __init__(self, path: Path, part: str, percents: Sequence[bool]) -> None:
        self._path, self._part = path, part
        self._percent = {str(style): shown for style, shown in enumerate(percents)}  # by the style as a cell names it
        self._row = self._column = -1
        self._last_row = self._last_column = -1
        self._at = (-1, -1)  # the cell that was met last
        self.errors: dict[tuple[int, int], str] = {}
        self.percents: set[tuple[int, int]] = set()
        self.formulas: set[tuple[int, int]] = set()
        self.merges: list[tuple[int, int, int, int]] = []
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._begin

    @property
    def area(self) -> int:
        """The cells of a grid that reaches to the last row and column."""
        return (self._last_row + 1) * (self._last_column + 1)

    def _begin(self, name: str, attributes: Mapping[str, str]) -> None:
        """One element. Raises SubmissionError where a cell lies too far, ValueError where it has no proper name."""
        tag = name.rpartition(":")[2] if ":" in name else name
        if tag == "c":
            self._cell(attributes)
        elif tag == "row":
            self._row, self._column = int(attributes.get("r") or self._row + 2) - 1, -1
        elif tag == "f":
            self.formulas.add(self._at)
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "").partition(":")
            self.merges.append((*_place(first), *_place(last or first)))

    def _cell(self, attributes: Mapping[str, str]) -> None:
        name, style = attributes.get("r"), attributes.get("s", "")
        row, column = _place(name) if name else (self._row, self._column + 1)
        self._column, self._at = column, (row, column)
        if row > self._last_row or column > self._last_column or self._row > self._last_row:
            self._reach(max(row, self._row), column)
        if attributes.get("t") == "e":
            self._listen((row, column))
        if self._shows_percent(style):
            self.percents.add((row, column))

    def _shows_percent(self, style: str) -> bool:
        if style not in self._percent:  # none at all, or written in a way of its own: " 03"
            self._percent[style] = style.strip().isdecimal() and self._percent.get(str(int(style)), False)
        return self._percent[style]

    def _reach(self, row: int, column: int) -> None:
        """Note how far the cells reach. Raises SubmissionError where that is too far."""
        self._last_row, self._last_column = max(self._last_row, row), max(self._last_column, column)
        if not _within(self._last_row, self._last_column):
            raise too_far(self._path, self._last_row, self._last_column, self._part)

    def _listen(self, place: tuple[int, int]) -> None:
        """Take the text of the cell that begins here, but for its formula, as the error that it shows."""
        said: list[str] = []

        def end(name: str) -> None:
            tag = name.rpartition(":")[2]
            if tag == "f":
                said.clear()
            elif tag == "c":
                self.errors[place] = "".join(said).strip() or "#"
                self.parser.CharacterDataHandler = self.parser.EndElementHandler = None

        self.parser.CharacterDataHandler, self.parser.EndElementHandler = said.append, end


def _within(row: int, column: int) -> bool:
    return 0 <= row < LAST_ROW and 0 <= column < LAST_COLUMN and (row + 1) * (column + 1) <= MOST_CELLS


def _place(name: str) -> tuple[int, int]:
    """Row and column from 0 of a cell's name. Raises ValueError."""
    found = _NAME.fullmatch(name)
    if found is None:
        raise ValueError(name)
    return int(found[2]) - 1, _column(found[1])


@functools.lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1
