"""The streams of an old office file (.xls), how far the cells of its workbook reach, which show an error. In: bytes. Out: marks.

Such a file is a small file system: a table of sectors, a directory, streams. Only the workbook's stream is walked, record
by record, so that a reader is never asked for a grid of four thousand million cells.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.intake.files.limits import MOST_CELLS, MOST_RECORDS, broken, refuse, too_far, too_far_together, too_many
from cchc.intake.files.marks import Marks

_HEADER = struct.Struct(
    "<HH10xI I4xIIIII"
)  # from byte 30: shifts, tables, directory, limit of small streams, their tables
_FREE = 0xFFFFFFFA  # a sector number from here on means none
_ENTRY, _NAME = 128, 64
_DIRECT = 109  # sectors of the table that the header itself lists
_WORKBOOKS = ("Workbook", "Book")
_OTHERS = {
    "EncryptedPackage": ("có mật khẩu", "hãy bỏ mật khẩu rồi lưu lại"),
    "WordDocument": ("là tệp Word đời cũ (.doc)", "hãy mở bằng Word rồi lưu lại thành .docx"),
    "PowerPoint Document": ("là tệp trình chiếu (.ppt), không phải bảng tính", "hãy dùng tệp bảng tính"),
}

# Records of a workbook that hold values; all begin with row and column.
_NUMBER, _RK, _MULRK, _LABELSST, _LABEL, _RSTRING, _BOOLERR, _FORMULA = (
    0x0203, 0x027E, 0x00BD, 0x00FD, 0x0204, 0x00D6, 0x0205, 0x0006,
)  # fmt: skip
_VALUES = {_NUMBER, _RK, _LABELSST, _LABEL, _RSTRING, _BOOLERR, _FORMULA, _MULRK}
_DIMENSIONS, _FILEPASS = 0x0200, 0x002F
_BEGIN, _EOF, _SHEET = 0x0809, 0x000A, 0x0085  # a sheet begins, ends; one line of the list of sheets
_ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(frozen=True)
class _Entry:
    name: str
    start: int
    size: int


def read_old_marks(path: Path, data: bytes) -> dict[str, Marks]:
    """The errors that the cells of an old workbook show, by the name of the sheet.

    Raises SubmissionError for an old office file that is no workbook, is broken, under a password or over a limit.
    """
    try:
        streams = _Streams(data)
        for name, (found, remedy) in _OTHERS.items():
            if name in streams.entries:
                raise refuse(path, found, remedy)
        books = streams.named(*_WORKBOOKS)
        if not books:
            raise refuse(path, "không phải bảng tính Excel")
        marks: dict[str, Marks] = {}
        for book in books:  # a program of 1997 wrote both, each for other readers
            marks |= _read_records(path, streams.read(book))
        return marks
    except (struct.error, IndexError, ValueError, UnicodeDecodeError) as error:
        raise broken(path) from error


class _Streams:
    """The directory of an old office file. Raises struct.error, IndexError and ValueError where the file is broken."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small, _, first, self._limit, small_table, _, more, _ = _HEADER.unpack_from(data, 30)
        if shift not in (9, 12) or small != 6:
            raise ValueError("sector size")
        self._size, self._small = 1 << shift, 1 << small
        self._table = self._numbers(list(self._table_sectors(more)))
        self._every = self._entries(self._chain(first))
        self.entries = {entry.name: entry for entry in self._every}
        self._small_table = self._numbers(list(self._links(small_table)))

    def named(self, *names: str) -> list[_Entry]:
        """The streams of these names. Raises ValueError where two have one name: no telling which one is read."""
        found = [entry for entry in self._every if entry.name in names]
        if len({entry.name for entry in found}) < len(found):
            raise ValueError("two streams of one name")
        return found

    def read(self, entry: _Entry) -> bytes:
        """The bytes of a stream; a small one lies in the stream of the root."""
        if entry.size >= self._limit:
            return self._chain(entry.start)[: entry.size]
        home = self._chain(self._every[0].start)
        pieces, sector = [], entry.start
        for _ in range(len(self._small_table) + 1):
            if sector >= _FREE:
                break
            pieces.append(home[sector * self._small : (sector + 1) * self._small])
            sector = self._small_table[sector]
        return b"".join(pieces)[: entry.size]

    def _table_sectors(self, more: int) -> Iterator[int]:
        """The sectors in which the table stands: those of the header, then those of further lists."""
        yield from (one for one in struct.unpack_from(f"<{_DIRECT}I", self._data, 76) if one < _FREE)
        many = self._size // 4 - 1
        for _ in range(len(self._data) // self._size):
            if more >= _FREE:
                return
            *listed, more = struct.unpack(f"<{many + 1}I", self._sector(more))
            yield from (one for one in listed if one < _FREE)

    def _numbers(self, sectors: list[int]) -> tuple[int, ...]:
        if len(sectors) > len(self._data) // self._size:
            raise ValueError("more sectors than bytes")
        return tuple(n for one in sectors for n in struct.unpack(f"<{self._size // 4}I", self._sector(one)))

    def _sector(self, number: int) -> bytes:
        start = (number + 1) * self._size
        return self._data[start : start + self._size]

    def _links(self, sector: int) -> Iterator[int]:
        for _ in range(len(self._data) // self._size + 1):
            if sector >= _FREE:
                return
            yield sector
            sector = self._table[sector]
        raise ValueError("a chain that bites its tail")

    def _chain(self, sector: int) -> bytes:
        return b"".join(self._sector(one) for one in self._links(sector))

    def _entries(self, directory: bytes) -> list[_Entry]:
        found = []
        for at in range(0, len(directory) - _ENTRY + 1, _ENTRY):
            name = directory[at : at + _NAME].decode("utf-16-le", "replace").partition("\0")[0]  # as the reader does
            start, size = struct.unpack_from("<II", directory, at + 116)
            found.append(_Entry(name, start, size))
        return found


class _Extent:
    """How far the cells reach: of the sheet that is walked, and of those before it together."""

    def __init__(self, path: Path) -> None:
        self._path, self._before = path, 0
        self._row = self._column = -1

    def take(self, kind: int, content: bytes) -> None:
        """One record. Raises SubmissionError where the cells reach too far."""
        if kind == _EOF:
            self._before += self._area
            self._row = self._column = -1
        elif kind in _VALUES and len(content) >= 6:
            row, column = struct.unpack_from("<HH", content)
            last = struct.unpack_from("<H", content, len(content) - 2)[0] if kind == _MULRK else 0
            self._reach(row, max(column, last))
        elif kind == _DIMENSIONS and len(content) >= 12:
            _, rows, _, columns = struct.unpack_from("<IIHH", content)
            self._reach(rows - 1, columns - 1)

    @property
    def _area(self) -> int:
        return (self._row + 1) * (self._column + 1)

    def _reach(self, row: int, column: int) -> None:
        self._row, self._column = max(self._row, row), max(self._column, column)
        if self._area > MOST_CELLS:
            raise too_far(self._path, self._row, self._column)
        if self._before + self._area > MOST_CELLS:
            raise too_far_together(self._path)


class _Sheets:
    """The sheets, as the list of sheets says, each at a record of its own, no two before one end; the errors in each."""

    def __init__(self) -> None:
        self._listed: dict[int, str] = {}
        self._found: set[int] = set()
        self._sheets = self._part = 0
        self._errors: dict[tuple[int, int], str] = {}  # of the sheet that is walked
        self.errors: dict[str, dict[tuple[int, int], str]] = {}

    def take(self, at: int, kind: int, content: bytes) -> None:
        """One record, and where it stands."""
        if kind == _SHEET:
            self._sheets += 1
            self._listed[struct.unpack_from("<I", content)[0]] = _sheet_name(content)
        elif kind == _BEGIN and at in self._listed:
            self._found.add(self._part)
            self._errors = self.errors[self._listed[at]] = {}
        elif kind == _EOF:
            self._part += 1
        elif shown := _error_shown(kind, content):
            self._errors[struct.unpack_from("<HH", content)] = shown

    def check(self) -> None:
        """Raise ValueError where a sheet does not begin where the list says, or two have the same cells."""
        if len(self._found) < self._sheets:
            raise ValueError("sheets that share their cells")


def _sheet_name(content: bytes) -> str:
    """The name in a line of the list of sheets: letters of one byte or of two."""
    length, wide = content[6], content[7] & 1
    return content[8:][: length * (1 + wide)].decode("utf-16-le" if wide else "latin-1")


def _error_shown(kind: int, content: bytes) -> str:
    """What the cell of a record shows where it is an error, as a value or as the result of a formula; "" where it is none."""
    if kind == _BOOLERR and content[7:8] == b"\1":
        return _ERRORS.get(content[6], "#")
    if kind == _FORMULA and content[6:7] == b"\2" and content[12:14] == b"\xff\xff":
        return _ERRORS.get(content[8], "#")
    return ""


def _read_records(path: Path, stream: bytes) -> dict[str, Marks]:
    """The errors by sheet; a workbook is refused under a password, with too many records, or where its cells or stated
    size reach too far.

    A reader makes a grid of every sheet that the list of sheets names, from where it begins to the next end.
    """
    at, extent, sheets = 0, _Extent(path), _Sheets()
    for _ in range(MOST_RECORDS):
        if at + 4 > len(stream):
            break
        kind, length = struct.unpack_from("<HH", stream, at)
        content = stream[at + 4 : at + 4 + length]
        if kind == _FILEPASS:
            raise refuse(path, "có mật khẩu", "hãy bỏ mật khẩu rồi lưu lại")
        extent.take(kind, content)
        sheets.take(at, kind, content)
        at += 4 + length
    else:
        raise too_many(path, "bảng tính có quá nhiều ô")
    sheets.check()
    return {name: Marks(errors) for name, errors in sheets.errors.items()}
