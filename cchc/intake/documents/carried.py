"""The raw files that our own documents carry, and what somebody changed in the text around them. In: a .docx or PDF of ours.

The files are taken as they are; a number or a sentence that was changed in Word is listed with both readings, for which of
the two is right, only its author knows.
"""

from __future__ import annotations

import base64
import binascii
import difflib
import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence

import nbformat
from lxml import etree

from cchc.errors import CchcError, SubmissionError, UsageError
from cchc.export.docx.package import NAMESPACE
from cchc.export.names import EXECUTED
from cchc.export.outputs import Part
from cchc.export.reader import read_parts
from cchc.export.reopen import reopen
from cchc.intake.documents.readers.blocks import Block, Blocks, Left, Table
from cchc.intake.documents.readers.word import parse_part, read_word
from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import refuse
from cchc.intake.taken import Asked, Taken
from cchc.raw.form_files import is_form_file
from cchc.raw.layout import find_notebooks
from cchc.raw.submission import NOT_UNDERSTOOD
from cchc.values.reading import as_seen

_CARRIER = re.compile(r"customXml/item\d*\.xml")
_FOREIGN = "hãy mở văn bản gốc (Word) và gửi bản .docx; nếu chỉ có bản giấy, nhập số liệu vào tệp mẫu của cchc template"
_CHANGED = "chỗ này trong tệp khác với số liệu kèm theo, vốn in ra «{}»; số liệu kèm theo được giữ, hãy sửa nếu chữ trong tệp mới đúng"
_GONE = "chỗ này in ra từ số liệu kèm theo, nay không còn trong tệp"
_MORE = "chỗ này không in ra từ số liệu kèm theo, được thêm vào tệp"
_MOST, _MOST_LETTERS, _PAGES = 60, 160, 3


def carried_by_pdf(arrived: Arrived) -> dict[str, bytes]:
    """The raw files that a PDF of ours carries. Raises SubmissionError for another PDF, with what to do."""
    from cchc.verify.verify_pdf import read_attachments

    try:
        return read_attachments(arrived.data, arrived.path)
    except CchcError as error:
        raise refuse(arrived.path, _what(arrived.data), _FOREIGN) from error


def _what(data: bytes) -> str:
    """What a PDF is that carries no raw files."""
    import pypdfium2  # type: ignore[import-untyped]

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = range(min(len(document), _PAGES))
            printed = any(document[page].get_textpage().count_chars() for page in pages)
    except pypdfium2.PdfiumError:
        return "là tệp PDF bị cắt cụt, hỏng hoặc có mật khẩu"
    return "là tệp PDF không do cchc lập" if printed else "là tệp PDF không có chữ (bản quét)"


def carried_by_word(parts: Mapping[str, bytes], arrived: Arrived) -> dict[str, bytes]:
    """The raw files that a Word document of ours carries; none where it is another's. Raises SubmissionError where they are broken."""
    for name, part in parts.items():
        if _CARRIER.fullmatch(name) and NAMESPACE.encode() in part:
            try:
                root = parse_part(part)
                return {} if root is None else dict(_files(root, arrived))
            except (etree.XMLSyntaxError, binascii.Error) as error:
                raise refuse(arrived.path, "số liệu gốc kèm trong tệp bị hỏng", "hãy lập lại báo cáo") from error
    return {}


def _files(root: etree._Element, arrived: Arrived) -> Iterator[tuple[str, bytes]]:
    for one in root.findall(f"{{{NAMESPACE}}}tep"):
        text = one.text or ""
        data = base64.b64decode(text, validate=True) if one.get("ma") == "base64" else text.encode()
        if hashlib.sha256(data).hexdigest() != one.get("sha256"):
            raise refuse(
                arrived.path, f"số liệu gốc kèm theo ({one.get('ten')}) không còn nguyên vẹn", "hãy lập lại báo cáo"
            )
        yield one.get("ten", ""), data


def read_carried(files: Mapping[str, bytes], arrived: Arrived, asked: Asked, found: Blocks | None = None) -> Taken:
    """The submission that a document of ours carries, with what was changed in its text. Raises SubmissionError, UsageError."""
    report = reopen(files, str(arrived.path))
    key = report.key
    for option, said, given in (
        ("--code", key.code, asked.code), ("--year", key.year, asked.year), ("--period", key.period, asked.period),
    ):  # fmt: skip
        if given is not None and given != said:
            raise UsageError(
                f'{arrived.path}: số liệu kèm theo là của "{said}", {option} là "{given}"; hãy bỏ tùy chọn này.'
            )
    changes = changed(found, dict(files), arrived) if found else []
    own = {name: data for name, data in files.items() if not is_form_file(name)}
    if changes:
        listed = [{"place": one.place, "text": one.text, "why": one.why} for one in changes]
        own[NOT_UNDERSTOOD] = (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()
    return Taken(key, own, arrived, tuple(_notes(changes)))


def _notes(changes: Sequence[Left]) -> Iterator[str]:
    yield "Tệp do cchc lập: lấy nguyên số liệu gốc kèm theo."
    if changes:
        yield f"Có {len(changes)} chỗ trong tệp đã sửa so với số liệu kèm theo:"
    yield from (f"  {one.place}: «{one.text[:_MOST_LETTERS]}»: {one.why}" for one in changes[:_MOST])


def changed(found: Blocks, files: dict[str, bytes], arrived: Arrived) -> list[Left]:
    """What the text says otherwise than a report made again of the files that it carries."""
    from cchc.export.word import render_docx
    from cchc.verify.verify_pdf import made_again

    root = find_notebooks().parent
    try:
        executed = made_again(files, arrived.path, root, EXECUTED)
        parts: list[Part] = read_parts(nbformat.reads(executed.decode(), as_version=4))
    except CchcError as error:
        raise SubmissionError(f"{arrived.path}: cần số liệu kèm theo lập lại được báo cáo, gặp lỗi: {error}") from error
    again = read_word(_unpacked(render_docx(parts)), arrived.path)
    return list(_differences(_lines(again.blocks), _lines(found.blocks)))


def _unpacked(data: bytes) -> dict[str, bytes]:
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist() if name.startswith("word/")}


def _lines(blocks: Sequence[Block]) -> list[tuple[str, str]]:
    """Every paragraph and every row as one line, with its place."""
    lines = list[tuple[str, str]]()
    for block in blocks:
        if isinstance(block, Table):
            lines += [(as_seen(" | ".join(filter(None, row.cells))), row.place) for row in block.rows]
        else:
            lines.append((as_seen(f"{block.marker} {block.text}"), block.place))
    return [(text, place) for text, place in lines if text]


def _differences(expected: Sequence[tuple[str, str]], found: Sequence[tuple[str, str]]) -> Iterator[Left]:
    before, after = [text for text, _ in expected], [text for text, _ in found]
    for kind, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal" or "".join(before[a:b]).replace(" ", "") == "".join(after[c:d]).replace(" ", ""):
            continue
        for n in range(max(b - a, d - c)):
            old, new = (lines[at] if at < end else "" for lines, at, end in ((before, a + n, b), (after, c + n, d)))
            place = found[min(c + n, len(found) - 1)][1] if found else ""
            if old != new:
                yield Left(
                    place, new or old, _CHANGED.format(_around(old, new)) if old and new else _MORE if new else _GONE
                )


def _around(old: str, new: str) -> str:
    """The part of the old line that the new one has otherwise, with some letters on both sides."""
    start = next((n for n, (one, other) in enumerate(zip(old, new, strict=False)) if one != other), 0)
    back = next(
        (n for n, (one, other) in enumerate(zip(reversed(old), reversed(new), strict=False)) if one != other), 0
    )
    low, high = max(0, start - 30), min(len(old), len(old) - back + 30)
    return f"{'…' if low else ''}{old[low : max(high, low)]}{'…' if high < len(old) else ''}"
