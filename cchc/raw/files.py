"""Read the files of a submission as they are. In: a path. Out: text with its hash, or the records of a CSV file.

Judges no value. A file that cannot be read as its format says is a SubmissionError that names file, row and remedy,
with a line for each fault.
"""

from __future__ import annotations

import csv
import hashlib
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc.errors import SubmissionError, hint, say_why, shown
from cchc.raw.encodings import decode
from cchc.raw.faults import Faults
from cchc.values.reading import clean
from cchc.values.value import Cell

# What Excel saves as "CSV" and "Unicode text", by country and format.
_SEPARATORS = (",", ";", "\t")
_SAYS_SEPARATOR = re.compile(
    r'\A[\r\n]*"?sep=.?"?[,;\t ]*(?:\r\n?|\n)', re.IGNORECASE
)  # a line that programs put before the header
_BLOCK = 16  # rows that Excel gives as many cells as the longest of them needs


@dataclass(frozen=True)
class RawFile:
    """One file as received: `name` in the submission folder, sha256 of its bytes, its text without byte-order mark."""

    name: str
    sha256: str
    text: str


@dataclass(frozen=True)
class Record:
    """One record of a CSV file: `row` counts records, the header being 1; `corrected` holds corrections by column."""

    row: int
    fields: dict[str, str]
    corrected: Mapping[str, Any] = field(default_factory=dict)

    def __getitem__(self, column: str) -> str:
        return self.fields[column]

    def cell(self, file: str, column: str, section: str | None = None, words: str = "") -> Cell:
        """The cell of that column, with its correction if one was made."""
        made = self.corrected.get(column)
        original = made.thay if made else None
        reason = f"{made.ly_do} ({made.nguoi}, {made.ngay})" if made else ""
        scope = clean(self.fields.get("pham_vi", ""))
        return Cell(file, self.row, column, self.fields[column], section, words, scope, original, reason)


def read_file(path: Path) -> RawFile:
    """The file's text and hash. Raises SubmissionError where it cannot be read or is neither UTF-8 nor UTF-16."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SubmissionError(
            f"{path}: không đọc được tệp ({say_why(error)}); hãy kiểm tra tệp và quyền đọc."
        ) from error
    return RawFile(path.name, hashlib.sha256(data).hexdigest(), decode(data, path))


def read_records(file: RawFile, where: Path, columns: Sequence[str], optional: Sequence[str] = ()) -> list[Record]:
    """The records of a CSV file with these columns. A short record ends in blanks; a record of blanks is skipped."""
    lines = split_lines(file.text)
    row = 0
    try:
        header = [name.strip() for name in next(lines, [])]
        _check_header(header, where, columns, optional)
        rows = []
        for row, fields in enumerate(lines, start=2):
            if any(field.strip() for field in fields):
                rows.append((row, fields))
    except csv.Error as error:
        raise SubmissionError(
            f"{where}, sau dòng {max(row, 1)}: không đọc được như tệp CSV ({error}); "
            'ô có dấu phẩy hoặc xuống dòng phải đặt trong ngoặc kép "...", ngoặc kép trong ô viết hai lần.'
        ) from error
    _check_lengths(header, rows, where)
    names = _without_blank_end(header)
    return [Record(row, _named(names, fields)) for row, fields in rows]


def split_lines(text: str) -> Iterator[list[str]]:
    """The header and then the records of a CSV text as lists of cells; parted by commas, semicolons or tabs."""
    text = _SAYS_SEPARATOR.sub("", text)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=_separator(text))
    return itertools.dropwhile(lambda cells: not cells, lines)


def _separator(text: str) -> str:
    """What parts the columns: the header alone decides, whose names hold none of these marks."""
    header = text.lstrip("\r\n").partition("\n")[0].partition("\r")[0]
    return max(_SEPARATORS, key=header.count)


def _without_blank_end(header: list[str]) -> list[str]:
    """The header without the blank names that a spreadsheet leaves behind the last column."""
    return header[: max((place for place, name in enumerate(header, 1) if name), default=0)]


def _check_lengths(header: list[str], rows: list[tuple[int, list[str]]], where: Path) -> None:
    """Refuse a record whose cells may stand in columns that are not theirs.

    One that is longer than the header: a figure with an unquoted comma would be read as another figure. Let pass are
    blank cells under blank heads, and those that a spreadsheet leaves behind every record alike, or behind every one of
    a block of 16, by which Excel writes. One that is a single cell with all the separators in it was never parted.
    """
    names = _without_blank_end(header)
    faults = Faults()
    left = _left_blank(rows, len(names), len(header))
    for row, fields in rows:
        if len(fields) > len(names) and row not in left:
            faults.add(
                f"{where}, dòng {row}: cần {len(names)} cột, gặp {len(fields)}; "
                'ô có dấu phẩy phải đặt trong ngoặc kép, ví dụ "98,9".'
            )
        elif len(fields) == 1 and max(map(fields[0].count, _SEPARATORS[1:])) >= len(names) - 1 > 0:
            faults.add(
                f"{where}, dòng {row}: cần {len(names)} cột, gặp cả dòng trong một ô; tệp đã được lưu lại khi chưa tách "
                "cột, hãy lấy tệp gốc, hoặc tách cột rồi lưu lại."
            )
    faults.end()


def _left_blank(rows: list[tuple[int, list[str]]], named: int, heads: int) -> set[int]:
    """The rows whose cells behind the named columns are blank, and as many as a spreadsheet leaves there."""
    blocks: dict[int, set[int]] = {}
    for row, fields in rows:
        blocks.setdefault(_block(row), set()).add(len(fields))
    sizes = Counter(_block(row) for row, _ in rows)
    alike = len({len(fields) for _, fields in rows}) == 1
    return {
        row
        for row, fields in rows
        if not any(cell.strip() for cell in fields[named:])
        and (len(fields) == heads or alike or (sizes[_block(row)] > 1 and len(blocks[_block(row)]) == 1))
    }


def _block(row: int) -> int:
    return (row - 1) // _BLOCK


def _check_header(header: list[str], where: Path, columns: Sequence[str], optional: Sequence[str]) -> None:
    expected = ",".join(columns)
    names = _without_blank_end(header)
    faults = Faults()
    missing = [name for name in columns if name not in names]
    if missing:
        found = shown(",".join(names)) or "tệp trống"
        faults.add(f"{where}, dòng 1: thiếu cột {', '.join(missing)}; cần {expected}, gặp {found}.")
    for place, name in enumerate(names, 1):
        if not name:
            faults.add(f"{where}, dòng 1: cột thứ {place} không có tên; cần {expected}.")
        elif names.count(name) > 1:
            faults.add(f'{where}, dòng 1: cột "{shown(name)}" lặp lại; cần {expected}, mỗi cột một lần.')
        elif (
            name not in (*columns, *optional) and len(names) > 1
        ):  # one name alone is told above, with other marks in it
            meant = hint(name, [*columns, *optional])
            faults.add(f'{where}, dòng 1: cột "{shown(name)}" lạ{meant}; cần {expected}.')
    faults.end()


def _named(header: list[str], fields: list[str]) -> dict[str, str]:
    return dict(zip(header, fields + [""] * (len(header) - len(fields)), strict=False))
