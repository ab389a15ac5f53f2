"""The one door for files from outside. In: a path. Out: `Arrived`, of a kind told by its bytes, within limits.

The name of a file says nothing: one-stop software calls a page of HTML `.xls`. What is no table that this room reads is
refused by what it is, before any library has looked at it, in one line that says what to do.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from cchc.errors import say_why
from cchc.intake.files.limits import (
    MIB,
    MOST_BYTES,
    MOST_CELLS,
    MOST_HTML,
    broken,
    refuse,
    too_far_together,
    too_many,
)
from cchc.intake.files.marks import Marks, percent_styles, read_marks
from cchc.intake.files.ole import read_old_marks
from cchc.intake.files.package import is_word, repack, unpack
from cchc.intake.files.sheets import parts_with_cells, sheet_parts

Kind = Literal["xlsx", "xls", "html", "mhtml", "docx", "text", "pdf"]

_HEAD = 2_000  # bytes in which a kind shows
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
LOCK = "~$"  # what the name of the file begins with that Office keeps beside one that is open
_SAVE_AS_XLSX = "hãy mở bằng Excel rồi lưu lại thành .xlsx"
_SIGNS = (
    (b"{\\rtf", "là tệp văn bản RTF"),
    (b"\xff\xd8\xff", "là ảnh"),
    (b"\x89PNG", "là ảnh"),
    (b"Rar!", "là tệp nén .rar"),
    (b"7z\xbc\xaf", "là tệp nén .7z"),
    (b"\x1f\x8b", "là tệp nén .gz"),
    (b"SQLite format 3", "là tệp cơ sở dữ liệu"),
)
_STYLES = re.compile(r"(?:.*/)?styles\.xml", re.IGNORECASE)


@dataclass(frozen=True)
class Arrived:
    """A file from outside that can be read safely.

    `data` are its bytes, of an .xlsx its parts packed anew without compression; `sha256` is of the file as it came.
    `marks` are those of each sheet of a workbook, by the sheet's name.
    """

    name: str
    kind: Kind
    data: bytes
    sha256: str
    path: Path
    marks: Mapping[str, Marks] = field(default_factory=dict)


def open_guarded(path: Path) -> Arrived:
    """The file, of a kind that can be read. Raises SubmissionError, in one line, for anything else."""
    if path.name.startswith(LOCK):
        real = path.name.removeprefix(LOCK)
        raise refuse(path, f"là tệp tạm của Excel khi {real} đang mở", f"hãy đóng Excel, rồi chọn tệp {real}")
    data = _read(path)
    kind = _kind(path, data)
    sha256, marks = hashlib.sha256(data).hexdigest(), {}
    if kind == "xls":
        marks = read_old_marks(path, data)
    elif kind == "xlsx":
        parts = unpack(path, data)
        if is_word(parts):
            return Arrived(_name(path), "docx", repack(parts), sha256, path)
        marks = _read_marks(path, parts)
        data = repack(parts)
    elif kind in ("html", "mhtml", "text") and len(data) > MOST_HTML:
        raise too_many(path, f"{'văn bản' if kind == 'text' else 'trang HTML'} lớn hơn {MOST_HTML // MIB} MB")
    return Arrived(_name(path), kind, data, sha256, path, marks)


def _name(path: Path) -> str:
    """The name of the file as text that can be written, whatever bytes the system has for it."""
    return os.fsencode(path.name).decode("utf-8", "replace")


def _read(path: Path) -> bytes:
    """The bytes of an ordinary file that is not too large, and not empty."""
    try:
        about = path.stat()
        if stat.S_ISDIR(about.st_mode):
            raise refuse(path, "đây là một thư mục", "hãy nêu từng tệp cần nhập")
        if not stat.S_ISREG(about.st_mode):
            raise refuse(path, "không phải một tệp thường")
        if about.st_size > MOST_BYTES:
            raise too_many(path, f"tệp lớn hơn {MOST_BYTES // MIB} MB")
        with path.open("rb") as file:
            data = file.read(about.st_size)
    except (OSError, ValueError) as error:
        why = say_why(error) if isinstance(error, OSError) else "tên tệp có ký tự NUL"
        raise refuse(path, f"không đọc được tệp ({why})", "hãy kiểm tra đường dẫn và quyền đọc") from error
    if not data.strip(b" \t\r\n\0" + codecs.BOM_UTF8):
        raise refuse(path, "tệp trống", "hãy xuất lại từ phần mềm, hoặc gửi lại tệp có số liệu")
    return data


def _kind(path: Path, data: bytes) -> Kind:
    """What the bytes are. Raises SubmissionError that names what cannot be read."""
    if data.startswith(b"PK"):
        return "xlsx"
    if data.startswith(_OLE):
        return "xls"
    if data.startswith(b"%PDF"):
        return "pdf"
    for sign, found in _SIGNS:
        if data.startswith(sign):
            raise refuse(path, f"{found}, không phải bảng tính")
    return _kind_of_text(path, data)


def _kind_of_text(path: Path, data: bytes) -> Kind:
    """HTML or MHTML by its first words, in whatever encoding; other texts are refused."""
    head = data[:_HEAD].replace(b"\0", b"").lstrip(codecs.BOM_UTF8 + b"\xff\xfe \t\r\n").lower()
    page = b"<html" in head or b"<table" in data[: 32 * _HEAD].replace(b"\0", b"").lower()
    if head.startswith(b"<") and not page:
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise refuse(path, "là bảng tính dạng XML 2003", _SAVE_AS_XLSX)
        raise refuse(path, "là trang HTML hoặc tệp XML không có bảng nào")
    if head.startswith((b"mime-version:", b"from:", b"content-type: multipart/")) and b"multipart/" in head:
        return "mhtml"
    if page:
        return "html"
    if _OLE[:4] in data[:_HEAD] or b"PK\x03\x04" in data[:_HEAD]:
        raise broken(path)
    if not _is_wide(data) and any(byte < 9 for byte in data[:_HEAD]):
        raise refuse(path, "không nhận ra là loại tệp nào")
    return "text"


def _is_wide(data: bytes) -> bool:
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))


def _read_marks(path: Path, parts: Mapping[str, bytes]) -> dict[str, Marks]:
    """The marks of every sheet by its name; whether a cell lies too far is seen on the way, in every part with cells."""
    styles = next((part for name, part in parts.items() if _STYLES.fullmatch(name)), b"")
    percents = percent_styles(styles, path) if styles else ()
    sheets = sheet_parts(path, parts)
    marks = {name: read_marks(path, Path(name).stem, parts[name], percents) for name in parts_with_cells(sheets, parts)}
    if sum(one.area for one in marks.values()) > MOST_CELLS:
        raise too_far_together(path)
    return {sheet: marks[part] for sheet, part in sheets.items()}
