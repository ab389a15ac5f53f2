"""A document from outside, of whatever kind. In: an arrived file. Out: `Taken`: what it carries, or what can be read in it.

Our own files carry the raw files; what somebody changed in them afterwards is listed. Scans, PDFs of others and texts in
fonts of before Unicode are refused, with what to do.
"""

from __future__ import annotations

import codecs
import io
import re
import zipfile
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


def _check_letters(found: Blocks, path: Path) -> None:
    text = " ".join(block.text for block in found.blocks if hasattr(block, "text"))
    old, plain = len(_OLD_LETTERS.findall(text)), len(_LEGAL.findall(text))
    if old >= _MANY_OLD and old > plain // 4:
        raise refuse(
            path,
            "chữ gõ bằng phông cũ (.VnTime, TCVN3), đọc ra không đúng dấu",
            "hãy chuyển mã sang Unicode (UniKey: Công cụ, chuyển mã), rồi lưu lại",
        )
