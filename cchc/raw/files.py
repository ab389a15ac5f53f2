"""Read the files of a submission as they are. In: a path. Out: text with its hash, or the records of a CSV file.

Judges no value. A file that cannot be read as its format says is a SubmissionError that names file, row and remedy,
with a line for each fault.
"""

from __future__ import annotations

import codecs
import csv
import hashlib
import io
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cchc.errors import SubmissionError, hint, say_why, shown
from cchc.raw.faults import Faults
from cchc.values.reading import clean
from cchc.values.value import Cell

# What Excel saves as "CSV" and "Unicode text", by country and format.
_SEPARATORS = (",", ";", "\t")


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
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SubmissionError(
            f"{path}, dòng {line}: cần tệp văn bản mã hóa UTF-8, gặp byte 0x{data[error.start]:02x}; "
            "hãy lưu lại tệp với mã hóa UTF-8."
        ) from error
    if "\x00" in text:
        raise SubmissionError(f"{path}: cần tệp văn bản, gặp ký tự NUL; hãy lưu lại tệp với mã hóa UTF-8.")
    return RawFile(path.name, hashlib.sha256(data).hexdigest(), text)


def as_received(text: str, sha256: str) -> bytes:
    """The bytes of a file whose text was read, as its hash tells them: UTF-8 or UTF-16, with a byte-order mark or without."""
    coded = (
        text.encode(),
        codecs.BOM_UTF8 + text.encode(),
        codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    )
    return next((data for data in coded if hashlib.sha256(data).hexdigest() == sha256), coded[0])


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
    first = text.lstrip("\r\n").partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), strict=True, delimiter=separator)
    return itertools.dropwhile(lambda cells: not cells, lines)


def _without_blank_end(header: list[str]) -> list[str]:
    """The header without the blank names that a spreadsheet leaves behind the last column."""
    return header[: max((place for place, name in enumerate(header, 1) if name), default=0)]


def _check_lengths(header: list[str], rows: list[tuple[int, list[str]]], where: Path) -> None:
    """Refuse a record longer than the header: a figure with an unquoted comma would be read as another figure.

    Blank cells under blank heads, or behind every record alike, are what a spreadsheet leaves, and are let pass.
    """
    names = _without_blank_end(header)
    extra = [fields[len(names) :] for _, fields in rows]
    blank = not any(cell.strip() for cells in extra for cell in cells)
    if blank and len({len(cells) for cells in extra}) == 1:
        return
    faults = Faults()
    for (row, fields), cells in zip(rows, extra, strict=True):
        if cells and (any(cell.strip() for cell in cells) or len(fields) > len(header)):
            faults.add(
                f"{where}, dòng {row}: cần {len(names)} cột, gặp {len(fields)}; "
                'ô có dấu phẩy phải đặt trong ngoặc kép, ví dụ "98,9".'
            )
    faults.end()


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
