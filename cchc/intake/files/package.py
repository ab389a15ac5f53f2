"""The parts of a file that is a ZIP package (.xlsx). In: its bytes. Out: what it is, and its parts unpacked within limits.

Nothing is inflated beyond the size that its directory names, and that is checked first; what a reader of workbooks does
not need (pictures, printers, macros) is never inflated.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from cchc.errors import SubmissionError
from cchc.intake.files.limits import MIB, MOST_PARTS, MOST_READ, MOST_UNPACKED, broken, refuse, too_many

_ENTRY = b"PK\x01\x02"  # begins each line of a package's directory
_TYPES = "[Content_Types].xml"
_WORD = "word/document.xml"
_SECRET = 0x1  # the flag of a part under a password
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, OverflowError)
_SAVE_AS_XLSX = "hãy mở ra rồi lưu lại thành .xlsx"


def unpack(path: Path, data: bytes) -> Mapping[str, bytes]:
    """The XML parts of a workbook by name. Raises SubmissionError: no workbook, broken, under a password, over a limit."""
    if data.count(_ENTRY) > MOST_PARTS:
        raise too_many(path, f"tệp nén có hơn {MOST_PARTS} phần")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            wanted = _wanted(path, package)
            return {info.filename: _read(path, package, info) for info in wanted}
    except SubmissionError:
        raise
    except _DAMAGE as error:
        raise broken(path) from error


def is_word(parts: Mapping[str, bytes]) -> bool:
    """Whether a package is a Word document."""
    return _WORD in parts


def repack(parts: Mapping[str, bytes]) -> bytes:
    """The parts as a package in which nothing is compressed, so that whoever reads it inflates nothing."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as package:
        for name, part in parts.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return whole.getvalue()


def _wanted(path: Path, package: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The parts that a reader of workbooks needs."""
    every = package.infolist()
    names = [info.filename for info in every]
    if len({name.lower() for name in names}) < len(names):  # the reader takes capitals for small letters
        raise broken(path)
    if sum(info.file_size for info in every) > MOST_UNPACKED:
        raise too_many(path, f"giải nén ra hơn {MOST_UNPACKED // MIB} MB")
    if any(info.flag_bits & _SECRET for info in every):
        raise refuse(path, "có mật khẩu", "hãy bỏ mật khẩu rồi lưu lại")
    _check_kind(path, package, set(names))
    wanted = [info for info in every if info.filename.lower().endswith((".xml", ".rels"))]
    if sum(info.file_size for info in wanted) > MOST_READ:
        raise too_many(path, f"các phần của tệp giải nén ra hơn {MOST_READ // MIB} MB")
    return wanted


def _check_kind(path: Path, package: zipfile.ZipFile, names: set[str]) -> None:
    """Raise SubmissionError where the package is no workbook of .xlsx."""
    if "xl/workbook.bin" in names:
        raise refuse(path, "là tệp Excel nhị phân (.xlsb)", _SAVE_AS_XLSX)
    if "mimetype" in names:
        kind = _read(path, package, package.getinfo("mimetype"))[:80]
        if b"spreadsheet" in kind:
            raise refuse(path, "là bảng tính OpenDocument (.ods)", _SAVE_AS_XLSX)
        raise refuse(path, "là tệp OpenDocument (.odt)", "hãy mở ra rồi lưu lại thành .docx")
    types = _read(path, package, package.getinfo(_TYPES)) if _TYPES in names else b""
    if b"presentationml" in types:
        raise refuse(path, "là tệp trình chiếu (.pptx), không phải bảng tính")
    if b"spreadsheetml" not in types and _WORD not in names:
        if b"wordprocessingml" in types or any(name.startswith("xl/") for name in names):
            raise broken(path)
        raise refuse(path, "là tệp nén, không phải bảng tính", "hãy giải nén rồi nhập từng tệp bên trong")


def _read(path: Path, package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """One part, of the size that the directory names and no more. Raises SubmissionError; errors of zipfile pass."""
    if info.file_size > MOST_READ:
        raise too_many(path, f"các phần của tệp giải nén ra hơn {MOST_READ // MIB} MB")
    if info.compress_type not in _METHODS:
        raise broken(path)
    with package.open(info) as part:
        content = part.read(info.file_size + 1)
    if len(content) != info.file_size:
        raise broken(path)
    if b"<!DOCTYPE" in content or b"\0" in content:
        raise refuse(path, f"phần {info.filename} có khai báo DOCTYPE hoặc ký tự lạ mà Excel, Word không ghi bao giờ",
                     "hãy mở bằng Excel hoặc Word rồi lưu lại thành .xlsx, .docx")  # fmt: skip
    return content
