"""The table of a one-stop export. In: a `Book`. Out: `Table`: which form it is, its columns, its rows as the file has them.

Columns are found by the row of their numbers, "(1) ... (13)", and by the words above; never by position: spreadsheets add
columns, and software leaves the first one empty.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from cchc.catalogue.received.export_forms import ExportColumn, ExportForm, export_forms
from cchc.catalogue.writing.names import normalise_label
from cchc.errors import SubmissionError, shown
from cchc.intake.files.grid import BLANK, Book, Cell, Sheet
from cchc.intake.files.limits import refuse
from cchc.raw.faults import Faults

RowKind = Literal["unit", "group", "total"]

_NUMBERED = re.compile(r"\(?\s*-?(\d{1,2})\s*\)?(?:\s*=.*)?", re.ASCII)
_LEAST_NUMBERED = 8  # columns that a row of column numbers has at least
_ROMAN = re.compile(r"[IVX]{1,5}\.?|[A-D]\.?")
_GROUPS = re.compile(
    r"(ubnd )?(cấp |các )?(xã|phường|huyện|tỉnh|bộ|sở)|(ubnd )?(các )?(sở|xã|phường|huyện)[, ]+(ban|phường|thị|đặc).*|khối .*"
)
_TOTALS = re.compile(r"(tổng|cộng)( cộng| số| toàn .*)?:?")
_ORIGINAL = "hãy dùng tệp gốc xuất từ phần mềm một cửa"


@dataclass(frozen=True)
class Found:
    """A column of the form that the file has: its number, where it stands in the grid."""

    column: ExportColumn
    number: int
    place: int


@dataclass(frozen=True)
class Row:
    """A row of the table: `number` counts the rows below the head from 1, `cells` are by id of the column."""

    number: int
    label: str
    kind: RowKind
    cells: Mapping[str, Cell]

    def __str__(self) -> str:
        return f"{self.number}: {shown(self.label)}"


@dataclass(frozen=True)
class Table:
    """The table of an export; `words` are the texts above it and around it."""

    form: ExportForm
    found: tuple[Found, ...]
    rows: tuple[Row, ...]
    words: tuple[str, ...]

    @property
    def by_id(self) -> Mapping[str, Found]:
        """The columns of the form that the file has."""
        return {one.column.id: one for one in self.found}


@dataclass(frozen=True)
class _Head:
    """The head of a table: the row of column numbers, where each number stands, where the heads begin."""

    sheet: Sheet
    row: int
    places: Mapping[int, int]
    top: int


def has_numbers_row(book: Book) -> bool:
    """Whether a sheet has a row of column numbers, as forms of statistics do and nothing else."""
    return any(_find_head(sheet) for sheet in book.sheets)


def read_table(book: Book, path: Path) -> Table:
    """The table of an export. Raises SubmissionError: no such table or two, a form that is not known, a column missing."""
    heads = [head for head in map(_find_head, book.sheets) if head]
    if not heads:
        raise refuse(
            path, 'không thấy dòng số thứ tự cột "(1) (2) (3) ..." nào như biểu của phần mềm một cửa có', _ORIGINAL
        )
    faults = Faults()
    tried = [faults.attempt(functools.partial(_read, path, book, head)) for head in heads]
    tables = [table for table in tried if table]
    if len(tables) > 1:
        raise refuse(path, f"có {len(tables)} biểu trong một tệp", "hãy xuất từng biểu ra một tệp")
    if not tables:
        faults.end()
    return tables[0]


def _read(path: Path, book: Book, head: _Head) -> Table:
    """The table below a head. Raises SubmissionError where no form has its columns."""
    words = (*book.around, *_words(head.sheet, range(head.top)))
    form, found = _choose(path, head, words)
    rows = tuple(_rows(head, found))
    below = range(head.row + 1 + len(rows), len(head.sheet.rows))
    return Table(form, found, rows, (*words, *_words(head.sheet, below)))


def _find_head(sheet: Sheet) -> _Head | None:
    for number, row in enumerate(sheet.rows):
        places = _places(row)
        if places:
            return _Head(sheet, number, places, _top(sheet, number, places.get(2, places[1])))
    return None


def _places(row: Sequence[Cell]) -> dict[int, int]:
    """Where the columns stand by their numbers, from 1 without a gap; none where the row is no row of column numbers."""
    places: dict[int, int] = {}
    for place, cell in [(place, cell) for place, cell in enumerate(row) if cell is not BLANK]:
        matched = _NUMBERED.fullmatch(cell.text.strip())
        if matched and int(matched[1]) == len(places) + 1:
            places[int(matched[1])] = place
        elif cell.text.strip():
            return {}
    return places if len(places) >= _LEAST_NUMBERED else {}


def _top(sheet: Sheet, row: int, column: int) -> int:
    """The row in which the heads begin: that of the head of the column of units."""
    above = (at for at in range(row - 1, -1, -1) if sheet.cell(at, column).text.strip())
    return next(above, max(row - 1, 0))


def _words(sheet: Sheet, rows: range) -> Iterator[str]:
    for row in rows:
        yield from (cell.text for cell in sheet.rows[row] if cell.text.strip())


def _heads(head: _Head, place: int) -> list[str]:
    """The words above a column, from the top down; of a merged head as well."""
    covering = [one for one in head.sheet.marks.merges if one[1] <= place <= one[3]]
    texts: dict[str, None] = {}
    for row in range(head.top, head.row):
        at = next((one[:2] for one in covering if one[0] <= row <= one[2]), (row, place))
        text = normalise_label(head.sheet.cell(*at).text)
        if text:
            texts[text.strip("- ")] = None
    return list(texts)


def _choose(path: Path, head: _Head, words: Sequence[str]) -> tuple[ExportForm, tuple[Found, ...]]:
    """The form that the title names, else the one whose columns are all there. Raises SubmissionError."""
    heads = {number: _heads(head, place) for number, place in head.places.items()}
    titled = normalise_label(" ".join(words))
    named = [form for form in export_forms() if any(re.search(rf"(?<!\w){word}", titled) for word in form.title)]
    tried = {form.id: (form, *_match(form, head, heads)) for form in named or export_forms()}
    fit = [(form, found) for form, found, lacking in tried.values() if not lacking]
    if len(fit) == 1:
        return fit[0]
    if named:
        raise SubmissionError(
            "\n".join(f"{path}: {line}; {_ORIGINAL}." for _, _, bad in tried.values() for line in bad)
        )
    known = " hoặc ".join(form.full_name for form in export_forms())
    raise refuse(path, f"không nhận ra biểu nào qua {len(heads)} cột; chỉ đọc được {known}", _ORIGINAL)


def _match(form: ExportForm, head: _Head, heads: Mapping[int, list[str]]) -> tuple[tuple[Found, ...], list[str]]:
    """The columns of the form by number and words, and a line for each that the file lacks or calls something else."""
    best: dict[str, tuple[int, int]] = {}
    for number, texts in heads.items():
        scored = [(score, one.id) for one in form.columns if (score := _score(one, number, texts))]
        if scored:
            score, name = max(scored)
            best[name] = max(best.get(name, (0, 0)), (score, -number))
    found = tuple(Found(one, -best[one.id][1], head.places[-best[one.id][1]]) for one in form.columns if one.id in best)
    lacking = [_say_lacking(form, one, heads) for one in form.columns if one.id not in best and not one.optional]
    return found, lacking


def _score(column: ExportColumn, number: int, heads: Sequence[str]) -> int:
    """How many letters of the column's words are above that number; 0 where they do not fit, or its number is another."""
    if not heads or (column.number or number) != number:
        return 0
    own = max((len(word) for word in column.head if word in heads[-1]), default=0)
    above = max((len(word) for word in column.under if word in " ".join(heads)), default=0)
    return own + above if own and (above or not column.under) else 0


def _say_lacking(form: ExportForm, column: ExportColumn, heads: Mapping[int, list[str]]) -> str:
    wanted = " / ".join(f"«{word}»" for word in column.head)
    under = f" dưới «{column.under[0]}»" if column.under else ""
    if column.number is None:
        return f"{form.name}: không thấy cột {wanted}{under}"
    said = " / ".join(heads.get(column.number, []))
    return f"{form.name}: cột ({column.number}) cần {wanted}{under}, gặp «{shown(said)}»"


def _rows(head: _Head, found: Sequence[Found]) -> Iterator[Row]:
    """The rows below the head that hold figures."""
    first = min(one.place for one in found)
    names = [place for place in head.places.values() if place < first]
    number = 0
    for at in range(head.row + 1, len(head.sheet.rows)):
        texts = [head.sheet.cell(at, place).text.strip() for place in names]
        label = next((text for text in reversed(texts) if text), "")
        cells = {one.column.id: head.sheet.cell(at, one.place) for one in found} if label else {}
        if label and sum(bool(cell.text.strip()) for cell in cells.values()) * 2 > len(cells):
            number += 1
            yield Row(number, label.lstrip("-–+• "), _kind(label, texts[0] if texts else ""), cells)


def _kind(label: str, mark: str) -> RowKind:
    name = normalise_label(label).lstrip("- ")
    if _TOTALS.fullmatch(name):
        return "total"
    return "group" if _ROMAN.fullmatch(mark) or _GROUPS.fullmatch(name) else "unit"
