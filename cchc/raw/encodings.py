"""Decode a file as received. In: its bytes. Out: its text; or a refusal that names the encoding that it seems to have.

Only what Unicode says without doubt is read: UTF-8, and UTF-16 with its mark. Everything else would be a guess at the
letters of somebody's report.
"""

from __future__ import annotations

import codecs
import hashlib
import re
from pathlib import Path

from cchc.errors import SubmissionError

_WORKBOOKS = {b"PK\x03\x04": "bảng tính Excel (.xlsx)", b"\xd0\xcf\x11\xe0": "bảng tính Excel đời cũ (.xls)"}
_LOST = re.compile(rb"[A-Za-z\x80-\xff]\?[A-Za-z\x80-\xff]|\s\?[A-Za-z\x80-\xff]")
_FEWEST = 2  # bytes that speak for an encoding, before it is named
# Bytes that stand for frequent letters or tones in one encoding, and for hardly any letter in the others.
_SPEAKING = {
    "Windows-1258 (kiểu CSV thường của Excel)": bytes.fromhex("f0d0fddddefdf5d5ccecd2f2"),
    "TCVN3 (phông .VnTime)": bytes([*range(0xA1, 0xAF), *range(0xB5, 0xBF)]),
    "VNI (phông VNI-Times)": bytes.fromhex("f1d1f6d6f8d8efcffb"),
}
_AGAIN = "hãy lưu lại tệp với mã hóa UTF-8"
_AGAIN_AS_CSV = (
    f'{_AGAIN}: mở bảng gốc bằng Excel, chọn Lưu thành (Save As), kiểu "CSV UTF-8 (phân cách bằng dấu phẩy)"'
)
_FROM_FONT = "; chữ gõ bằng phông cũ thì chuyển bảng mã sang Unicode trước (ví dụ bằng UniKey)"


def decode(data: bytes, path: Path) -> str:
    """The text without byte-order mark. Raises SubmissionError: neither UTF-8 nor UTF-16 with its mark, or no text."""
    kind = next((kind for start, kind in _WORKBOOKS.items() if data.startswith(start)), "")
    if kind:
        raise SubmissionError(f"{path}: cần tệp văn bản mã hóa UTF-8, gặp {kind} đổi tên; {_remedy(path)}.")
    wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        seems, more = ("", "") if wide else _seems(data)
        raise SubmissionError(
            f"{path}, dòng {line}: cần tệp văn bản mã hóa UTF-8, gặp byte 0x{data[error.start]:02x}{seems}; "
            f"{_remedy(path)}{more}."
        ) from error
    if "\x00" in text:
        raise SubmissionError(f"{path}: cần tệp văn bản, gặp ký tự NUL; {_remedy(path)}.")
    return text


def as_received(text: str, sha256: str) -> bytes:
    """The bytes of a file whose text was read, as its hash tells them: UTF-8 or UTF-16, with a byte-order mark or without."""
    coded = (
        text.encode(),
        codecs.BOM_UTF8 + text.encode(),
        codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + text.encode("utf-16-be"),
    )
    return next((data for data in coded if hashlib.sha256(data).hexdigest() == sha256), coded[0])


def _remedy(path: Path) -> str:
    return _AGAIN_AS_CSV if path.suffix == ".csv" else _AGAIN


def _seems(data: bytes) -> tuple[str, str]:
    """Which encoding the bytes seem to be of, and what to do besides; nothing where they do not say."""
    if len(_LOST.findall(data)) >= _FEWEST:
        return ', và có chữ đã mất thành dấu "?"', "; không lưu lại từ chính tệp này"
    counts = {name: sum(data.count(byte) for byte in speaking) for name, speaking in _SPEAKING.items()}
    name = max(counts, key=counts.__getitem__)
    if counts[name] < _FEWEST:
        return "", ""
    return f", có vẻ là bảng mã {name}", "" if name.startswith("Windows") else _FROM_FONT
