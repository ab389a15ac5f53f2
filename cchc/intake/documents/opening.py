"""A document from outside, of whatever kind. In: an arrived file. Out: `Taken`: what it carries, or what can be read in it.

Our own files carry the raw files; what somebody changed in them afterwards is listed. Scans, PDFs of others and texts in
fonts of before Unicode are refused, with what to do.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

from cchc.intake.documents.carried import carried_by_pdf, carried_by_word, read_carried
from cchc.intake.documents.readers.blocks import Blocks
from cchc.intake.documents.readers.plain import read_plain
from cchc.intake.documents.readers.word import read_word
from cchc.intake.documents.report import read_report
from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import refuse
from cchc.intake.taken import Asked, Taken

DOCUMENTS = frozenset({"docx", "text", "pdf"})

# Letters of TCVN3 (.VnTime) as they look in Unicode, beside letters: "B¸o c¸o kÕt qu¶"; none that Vietnamese has as well.
_OLD_LETTERS = re.compile("[A-Za-z][¸µ¶·¹¨»¾¼½Æ©ÇË®ÐÎÏÑªÖ×ØÜÞßä«åæç¬ëîïñ­øö÷ûüþ¦§¡¢£¤¥]")
_MANY_OLD = 12
_SEPARATORS = {";": "dấu chấm phẩy", ",": "dấu phẩy", "\t": "dấu tab"}
_FEWEST_LINES, _FEWEST_COLUMNS = 4, 3  # of a sheet saved as text
_LEGAL = re.compile("[àáãăâđèéêìíĩòóõôơùúũưýạ-ỹ]", re.IGNORECASE)


def read_document(arrived: Arrived, asked: Asked, near: bool = False) -> Taken:
    """The submission in a document. Raises SubmissionError and UsageError, each with what to do."""
    if arrived.kind == "pdf":
        return read_carried(carried_by_pdf(arrived), arrived, asked)
    parts = _parts(arrived) if arrived.kind == "docx" else {}
    if files := carried_by_word(parts, arrived):
        return read_carried(files, arrived, asked, read_word(parts, arrived.path))
    return read_report(read_blocks(arrived, parts), arrived, asked, near)


def read_blocks(arrived: Arrived, parts: Mapping[str, bytes]) -> Blocks:
    """The blocks of a Word document or a text. Raises SubmissionError where its letters are of before Unicode."""
    found = read_word(parts, arrived.path) if arrived.kind == "docx" else read_plain(_text(arrived))
    _check_letters(found, arrived.path)
    return found


def _parts(arrived: Arrived) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(arrived.data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _text(arrived: Arrived) -> str:
    wide = arrived.data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    _check_no_table(arrived.data.decode("utf-16" if wide else "utf-8", "replace"), arrived.path)
    try:
        text = arrived.data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = arrived.data[: error.start].count(b"\n") + 1
        raise refuse(
            arrived.path,
            f"dòng {line} không phải mã UTF-8",
            "hãy lưu lại tệp văn bản với mã hóa UTF-8, hoặc gửi bản .docx",
        ) from error
    return text.replace("\0", "")


def _check_no_table(text: str, path: Path) -> None:
    """Refuse one sheet of a spreadsheet that was saved as text: in no line of it does anybody write a sentence."""
    for separator, named in _SEPARATORS.items():
        if _is_table(text, separator):
            raise refuse(
                path,
                f"là bảng tính lưu ở dạng CSV (các cột cách nhau bằng {named}), chỉ giữ được một trang",
                "hãy mở lại sổ, lưu ở dạng Excel (.xlsx) đủ các trang, rồi nhập tệp .xlsx",
            )


def _is_table(text: str, separator: str) -> bool:
    """Whether every line has columns, and most have the same number of them."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        widths = Counter(len(cells) for cells in lines if cells and not cells[0].lower().startswith("sep="))
    except csv.Error:
        return False
    number, most = sum(widths.values()), max(widths.values(), default=0)
    return number >= _FEWEST_LINES and min(widths) >= _FEWEST_COLUMNS and 2 * most >= number


def _check_letters(found: Blocks, path: Path) -> None:
    text = " ".join(block.text for block in found.blocks if hasattr(block, "text"))
    old, plain = len(_OLD_LETTERS.findall(text)), len(_LEGAL.findall(text))
    if old >= _MANY_OLD and old > plain // 4:
        raise refuse(
            path,
            "chữ gõ bằng phông cũ (.VnTime, TCVN3), đọc ra không đúng dấu",
            "hãy chuyển mã sang Unicode (UniKey: Công cụ, chuyển mã), rồi lưu lại",
        )
