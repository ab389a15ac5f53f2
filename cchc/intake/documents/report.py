"""A report that is a document, as a submission. In: blocks, what was asked. Out: the files of its folder, with places.

Every value says where it was found; what was not understood is listed in nhap.json and never guessed.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc.catalogue.form import Form
from cchc.errors import SubmissionError
from cchc.intake.documents.annexes import Annexes, read_annexes
from cchc.intake.documents.cited import Citations, cite
from cchc.intake.documents.counting import Counted, count
from cchc.intake.documents.identity import Identity, identify, letter_left, letter_lines
from cchc.intake.documents.readers.blocks import Block, Blocks, Left, Paragraph, Table
from cchc.intake.documents.readers.passes import mend
from cchc.intake.documents.sections import Parts, in_parts
from cchc.intake.documents.telling import TAKEN, as_yaml, tell
from cchc.intake.exports.read import write_table
from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import too_many
from cchc.intake.source_file import describe, new_source
from cchc.intake.taken import Asked, Taken
from cchc.raw.entries import quote
from cchc.raw.form_files import form_of
from cchc.raw.submission import ANNEX, COLUMNS, DOCUMENTS, NOT_UNDERSTOOD, PLACE, REDUCTIONS, SOURCE, STATEMENTS, TEXTS

_MOST_BLOCKS, _MOST_TEXT = 20_000, 1_000_000
_SOURCE = "Báo cáo của đơn vị, đọc từ văn bản"
_IN_TABLE = "bảng trong phần lời của báo cáo; số liệu trong bảng chưa được đọc"


@dataclass(frozen=True)
class Read:
    """What was read from a document."""

    identity: Identity
    parts: Parts
    annexes: Annexes
    counted: Counted
    cited: Citations
    texts: dict[str, list[Paragraph]]
    left: tuple[Left, ...]


def read_report(found: Blocks, arrived: Arrived, asked: Asked, near: bool = False) -> Taken:
    """The submission in a document. Raises SubmissionError where it is no report, UsageError where it is not plain whose."""
    read = understand(found, arrived, asked, near)
    files = {
        SOURCE: _source(read, arrived),
        **{name: _annex(name, read.annexes) for name in (ANNEX, REDUCTIONS) if name in read.annexes.rows},
        STATEMENTS: _statements(read.counted),
        DOCUMENTS: _documents(read.cited),
        TEXTS: as_yaml(read.texts).encode(),
        NOT_UNDERSTOOD: _not_understood(read.left),
    }
    told_at = {key: tuple(one.place for one in paragraphs) for key, paragraphs in read.texts.items()}
    return Taken(read.identity.key, files, arrived, tuple(_notes(read, found)), told_at=told_at)


def understand(found: Blocks, arrived: Arrived, asked: Asked, near: bool = False) -> Read:
    """Everything that the document says, in its parts."""
    texts = sum(len(one.text) for one in found.blocks if isinstance(one, Paragraph))
    if len(found.blocks) > _MOST_BLOCKS or texts > _MOST_TEXT:
        raise too_many(arrived.path, "văn bản dài hơn mọi báo cáo (quá 20.000 đoạn hoặc một triệu chữ cái)")
    blocks = mend(found.blocks)
    if not _is_report(blocks):
        raise SubmissionError(
            f"{arrived.path}: không thấy tiêu đề BÁO CÁO, mục nào hay phụ lục nào của báo cáo cải cách hành chính; "
            "hãy kiểm tra có đúng tệp không."
        )
    identity = identify(blocks, asked, arrived.path, near)
    form = form_of(identity.key.code, identity.key.window[1], None)
    parts = in_parts(blocks, form.outline)
    annexes = read_annexes([one for one in parts.annexes if isinstance(one, Table)], form, identity.key)
    return _understood(found, identity, form, parts, annexes)


def _understood(found: Blocks, identity: Identity, form: Form, parts: Parts, annexes: Annexes) -> Read:
    counted, cited = count(parts.told, identity.key, form), cite(parts.told)
    texts, untold = tell(parts.told, counted, cited, form.outline)
    tables = [Left(table.place, " | ".join(filter(None, table.rows[0].cells)), _IN_TABLE) for table, _ in parts.tables]
    left = (*letter_left(parts), *counted.left, *annexes.left, *tables, *found.left, *untold)
    return Read(identity, parts, annexes, counted, cited, texts, left)


def _is_report(blocks: Sequence[Block]) -> bool:
    words = " ".join(block.text.casefold() for block in blocks if not isinstance(block, Table))[:20_000]
    tables = " ".join(cell.casefold() for block in blocks if isinstance(block, Table) for cell in block.rows[0].cells)
    return ("báo cáo" in words and ("cải cách" in words or "cchc" in words)) or "chỉ tiêu thống kê" in tables


def _source(read: Read, arrived: Arrived) -> bytes:
    made = new_source(read.identity.key, describe(arrived, _SOURCE)).decode()
    printed = [f"ten_in: {quote(read.identity.printed)}"] if read.identity.printed else []
    return (made + "".join(f"{line}\n" for line in (*printed, *letter_lines(read.parts)))).encode()


def _annex(name: str, annexes: Annexes) -> bytes:
    rows = [[*(fields[column] for column in COLUMNS[name]), place] for fields, place in annexes.rows[name]]
    return write_table((*COLUMNS[name], PLACE), rows)


def _statements(counted: Counted) -> bytes:
    rows = [[s.section, s.key, s.value, s.unit, s.words, s.of, s.place] for s in counted.statements]
    return write_table((*COLUMNS[STATEMENTS], "mau_so", PLACE), rows)


def _documents(cited: Citations) -> bytes:
    rows = [[c.section, c.kind, c.symbol, c.day, c.body, c.title, c.place] for c in cited.rows]
    return write_table((*COLUMNS[DOCUMENTS], PLACE), rows)


def _not_understood(left: Iterable[Left]) -> bytes:
    listed = [{"place": one.place, "text": one.text, "why": one.why} for one in left]
    return (json.dumps(listed, ensure_ascii=False, indent=1) + "\n").encode()


def _notes(read: Read, found: Blocks) -> Iterable[str]:
    yield from (*read.identity.notes, *found.remarks)
    rows = {name: len(rows) for name, rows in read.annexes.rows.items()}
    yield (
        f"Đã đọc {rows.get(ANNEX, 0)} dòng phụ lục, {rows.get(REDUCTIONS, 0)} thủ tục cắt giảm, "
        f"{len(read.counted.statements)} số liệu trong lời văn, {len(read.cited.rows)} văn bản, {len(read.texts)} mục lời văn."
    )
    open_left = [one for one in read.left if one.why != TAKEN]
    if told := len(read.left) - len(open_left):
        yield f"{told} câu đã lấy số liệu hoặc văn bản; phần lời còn lại của các câu này ở {NOT_UNDERSTOOD}."
    if open_left:
        yield f"Chưa hiểu {len(open_left)} chỗ, xem {NOT_UNDERSTOOD}:"
    yield from (f"  {one.place}: «{_short(one.text)}»: {one.why}" for one in open_left[:_MOST_SHOWN])
    if len(open_left) > _MOST_SHOWN:
        yield f"  và {len(open_left) - _MOST_SHOWN} chỗ khác."


_MOST_SHOWN, _MOST_LETTERS = 30, 90


def _short(text: str) -> str:
    return text if len(text) <= _MOST_LETTERS else f"{text[:_MOST_LETTERS]}…"
