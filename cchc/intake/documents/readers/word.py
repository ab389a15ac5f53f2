"""Read a Word document. In: the XML parts of a .docx. Out: blocks, each with its paragraph; what cannot be read is listed.

What a reader of the printed document sees is read: numbers that Word writes itself, changes as if accepted, a text box
once and where it stands, a merged cell once, a struck word and the mark of a note not at all. Pictures, nested tables,
hidden and struck text and marks are listed, never dropped unseen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from cchc.intake.documents.readers.blocks import Block, Blocks, Left, Paragraph, Row, Table
from cchc.intake.documents.readers.numbering import Numbering, W
from cchc.intake.files.limits import broken

DOCUMENT, NUMBERING, STYLES = "word/document.xml", "word/numbering.xml", "word/styles.xml"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BOX = f"{W}txbxContent"
_GONE = {f"{W}del", f"{W}moveFrom", f"{W}instrText", f"{W}delText", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{_MC}Fallback"}
_CHANGES = {f"{W}ins", f"{W}del", f"{W}moveFrom", f"{W}moveTo"}
_LETTERS = {f"{W}noBreakHyphen": "-", f"{W}tab": " ", f"{W}ptab": " ", f"{W}br": "\n", f"{W}cr": "\n"}
_PICTURES = {"drawing": "hình", "pict": "hình", "object": "đối tượng nhúng", "sym": "ký hiệu"}
_NOTES = {f"{W}footnoteReference": "chú thích cuối trang", f"{W}endnoteReference": "chú thích cuối văn bản"}
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath"
_OFF = ("0", "false", "off")
_HIDDEN, _STRUCK = "chữ ẩn, không in ra", "chữ gạch ngang: không đọc, như chữ đã xóa"
_NOTE_MARK = "chữ số nâng lên hoặc hạ xuống: không đọc, coi là dấu chú thích"
_MARK = re.compile(r"[\s()\[\],;*]*\d[\s\d()\[\],;*]*")  # "1", "(1)", "1, 2"
_POWER = re.compile(r"(?<![^\W\d])[kdcm]?m\s*$")  # the m of m²
_POWERS = {"2": "²", "3": "³"}
_LOST = "phần mềm chưa đọc được {}; hãy chuyển thành chữ trong văn bản"
ACCEPTED = "Văn bản có sửa đổi đang theo dõi ({} chỗ): đã đọc như khi chấp nhận hết các sửa đổi."


def read_word(parts: Mapping[str, bytes], path: Path) -> Blocks:
    """The blocks of a document. Raises SubmissionError where its XML is broken."""
    try:
        document, numbering, styles = (parse_part(parts.get(name)) for name in (DOCUMENT, NUMBERING, STYLES))
    except etree.XMLSyntaxError as error:
        raise broken(path) from error
    body = None if document is None else document.find(f"{W}body")
    if body is None:
        raise broken(path)
    walker = _Walker(Numbering(numbering, styles))
    blocks = tuple(walker.blocks(body))
    changes = sum(1 for one in body.iter(*_CHANGES))
    return Blocks(blocks, tuple(walker.left), (ACCEPTED.format(changes),) if changes else ())


def parse_part(part: bytes | None) -> etree._Element | None:
    """The root of an XML part; None where the package lacks it."""
    if not part:
        return None
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    return etree.fromstring(part, parser)


@dataclass
class _Words:
    """The text of a paragraph as it is gathered, what is left out of it and why, the text boxes that hang in it.

    `apart`: a digit that comes next stands behind raised letters, and is no digit of the number before it.
    """

    text: list[str] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    out: list[tuple[str, int, str]] = field(default_factory=list)
    apart: bool = False

    @property
    def end(self) -> str:
        """The last letters so far."""
        return "".join(self.text[-3:])[-4:]

    def add(self, text: str) -> None:
        """Go on with this text."""
        if self.apart and text[:1].isdigit() and self.end[-1:].isdigit():
            self.text.append(" ")
        self.text.append(text)
        self.apart = self.apart and not text

    def leave_out(self, text: str, why: str) -> None:
        """Leave a run out; runs that stand side by side are one."""
        at = len(self.text)
        before = self.out.pop()[2] if self.out and self.out[-1][:2] == (why, at) else ""
        self.out.append((why, at, before + text))


@dataclass
class _Walker:
    """Goes through a document once; counts its paragraphs, those in cells and boxes included."""

    numbering: Numbering
    left: list[Left] = field(default_factory=list)
    count: int = 0
    carried: str = ""  # the text of a paragraph whose end was deleted: it goes on in the next one
    in_cell: bool = False

    def blocks(self, parent: etree._Element) -> Iterator[Block]:
        """The blocks in the body, in a text box, or in whatever wraps them."""
        for one in parent:
            if one.tag == f"{W}p":
                yield from self._paragraph(one)
            elif one.tag == f"{W}tbl":
                yield from self._table(one)
            elif one.tag not in _GONE and isinstance(one.tag, str):
                yield from self.blocks(one)

    def _paragraph(self, found: etree._Element) -> Iterator[Block]:
        self.count += 1
        place, properties = f"đoạn {self.count}", found.find(f"{W}pPr")
        words = _Words()
        self._gather(found, words, place)
        text = self.carried + "".join(words.text)
        self.carried = ""
        if _mark_deleted(properties):
            self.carried = text
        else:
            yield from self._lines(text, properties, place)
        self.left += [Left(place, out.strip(), why) for why, _, out in words.out if out.strip()]
        for box in words.boxes:
            yield from self.blocks(box)

    def _lines(self, text: str, properties: etree._Element | None, place: str) -> Iterator[Block]:
        """The paragraph; where its author has broken lines by hand, one for each line."""
        marker, style = self.numbering.marker(properties), self.numbering.style_name(properties)
        for number, line in enumerate(text.split("\n")):
            if line.strip() or (marker and not number):
                yield Paragraph(line.strip(), "" if number else marker, style, place, number > 0)

    def _gather(self, parent: etree._Element, words: _Words, place: str) -> None:
        for one in parent:
            tag = one.tag
            if tag in _GONE or not isinstance(tag, str):
                continue
            if tag == f"{W}r":
                self._gather_run(one, words, place)
            elif tag == f"{W}t":
                words.add((one.text or "").replace("\t", " ").replace("\n", " "))
            elif tag in _LETTERS:
                words.add(_LETTERS[tag] if one.get(f"{W}type") in (None, "textWrapping") else " ")
            elif tag == _BOX:
                words.boxes.append(one)
            else:
                self._note_lost(one, place)
                self._gather(one, words, place)

    def _gather_run(self, run: etree._Element, words: _Words, place: str) -> None:
        """The text of a run, unless it is hidden, struck or the mark of a note; raised letters join no digits."""
        text, raised = "".join(found.text or "" for found in run.iter(f"{W}t")), _raised(run)
        if why := _why_out(run):
            words.leave_out(text, why)
            return
        words.apart = words.apart or bool(raised)
        if raised == "superscript" and text.strip() in _POWERS and _POWER.search(words.end):
            words.add(_POWERS[text.strip()])
        elif raised and _MARK.fullmatch(text) and not (raised == "subscript" and words.end[-1:].isalpha()):
            words.leave_out(text, _NOTE_MARK)
        else:
            self._gather(run, words, place)
        words.apart = words.apart or bool(raised)

    def _note_lost(self, found: etree._Element, place: str) -> None:
        """List a picture, a formula or a note that stands here."""
        name = etree.QName(found).localname
        what = _PICTURES.get(name) or _NOTES.get(str(found.tag)) or ("công thức" if found.tag == _MATH else "")
        if what and next(found.iter(_BOX), None) is None:
            named = next((one.get("descr") or one.get("name") or "" for one in found.iter("{*}docPr")), "")
            self.left.append(Left(place, named, _LOST.format(what)))

    def _table(self, found: etree._Element) -> Iterator[Block]:
        rows = list[Row]()
        place = f"đoạn {self.count + 1}"
        for row in _inside(found, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is None:
                start = self.count + 1
                cells = self._cells(row)
                rows.append(Row(tuple(cells), f"đoạn {start}"))
        if rows:
            yield Table(tuple(rows), place)

    def _cells(self, row: etree._Element) -> list[str]:
        cells = [""] * _number(row, "trPr", "gridBefore")
        for cell in _inside(row, f"{W}tc"):
            merged = cell.find(f"{W}tcPr/{W}vMerge")
            text = self._cell(cell)
            cells.append("" if merged is not None and merged.get(f"{W}val") != "restart" else text)
            cells += [""] * (max(_number(cell, "tcPr", "gridSpan"), 1) - 1)
        return cells + [""] * _number(row, "trPr", "gridAfter")

    def _cell(self, cell: etree._Element) -> str:
        lines = list[str]()
        for block in self.blocks(cell):
            if isinstance(block, Paragraph):
                lines.append(f"{block.marker} {block.text}".strip())
            else:
                text = " | ".join(cell for row in block.rows for cell in row.cells if cell)
                self.left.append(Left(block.place, text, _LOST.format("bảng lồng trong ô")))
        return " ".join(lines)


def _inside(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, in what wraps them too, not those of a table inside."""
    for one in parent:
        if one.tag == tag:
            yield one
        elif isinstance(one.tag, str) and one.tag not in (*_GONE, f"{W}tbl", f"{W}tr", f"{W}tc", f"{W}p"):
            yield from _inside(one, tag)


def _mark_deleted(properties: etree._Element | None) -> bool:
    """Whether the end of the paragraph was deleted, so that it goes on in the next one."""
    return properties is not None and any(
        properties.find(f"{W}rPr/{W}{name}") is not None for name in ("del", "moveFrom")
    )


def _why_out(run: etree._Element) -> str:
    """Why a run is not read: nobody sees it, or its author has struck it; "" where it is read."""
    if _is_on(run, "vanish"):
        return _HIDDEN
    return _STRUCK if _is_on(run, "strike") or _is_on(run, "dstrike") else ""


def _is_on(run: etree._Element, name: str) -> bool:
    found = run.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val") not in _OFF


def _raised(run: etree._Element) -> str:
    """Whether the letters of a run stand above or below the line: "superscript", "subscript"; "" where they do not."""
    found = run.find(f"{W}rPr/{W}vertAlign")
    value = "" if found is None else found.get(f"{W}val", "")
    return value if value in ("superscript", "subscript") else ""


def _number(parent: etree._Element, properties: str, name: str) -> int:
    found = parent.find(f"{W}{properties}/{W}{name}")
    value = "" if found is None else found.get(f"{W}val", "")
    return min(int(value), 63) if value.isascii() and value.isdigit() and len(value) < 4 else 0
