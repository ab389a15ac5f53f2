"""The sample as a Word document. In: its text. Out: a .docx whose headings, items and rows are numbered by Word alone.

Heads of tables are merged cells, tables go on over pages as in the text, with rows that a page has split.
    python -m tests.intake.documents.seed_word FILE.docx
"""

from __future__ import annotations

import re
import sys
from itertools import groupby
from pathlib import Path
from xml.sax.saxutils import escape

from tests.intake.documents.word_file import level, listed, p, packed, span, table
from tests.sample.sample_text import SAMPLE

_HEADING, _BULLETS, _ROWS = 1, 2, 3
_LISTS = (
    f'<w:abstractNum w:abstractNumId="1">{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%2.")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="2">{level(0, "bullet", "-")}{level(1, "bullet", "+")}</w:abstractNum>'
    f'<w:abstractNum w:abstractNumId="3">{level(0, "decimal", "%1")}</w:abstractNum>'
    + "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in (_HEADING, _BULLETS, _ROWS))
)
_DOWN, _ON = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
_KINDS = (
    (re.compile(r"[IVX]+\. "), _HEADING, 0),
    (re.compile(r"\d\. "), _HEADING, 1),
    (re.compile(r"- "), _BULLETS, 0),
    (re.compile(r"\+ "), _BULLETS, 1),
)


def seed_docx() -> bytes:
    """The bytes of the document."""
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    body = ""
    for is_table, run in groupby((line for line in lines if line.strip()), key=lambda line: "\t" in line):
        found = list(run)
        body += _tables(found) if is_table else "".join(_paragraph(line) for line in found)
    return packed(body, _LISTS)


def _paragraph(line: str) -> str:
    text = escape(re.sub(r"\*\*+", "", line).strip())
    for pattern, number, depth in _KINDS:
        if found := pattern.match(text):
            return listed(text[found.end() :], number, depth)
    return p(text)


def _tables(lines: list[str]) -> str:
    """A table for each head among the lines, as the pages have them."""
    made: list[list[list[str]]] = []
    for line in lines:
        cells = line.split("\t")
        if cells[0] in ("STT", "ST T") or not made:
            made.append([])
        made[-1].append(cells)
    return "".join(table(*map(_cells, rows)) + p("") for rows in made)


def _cells(cells: list[str]) -> list[str]:
    texts = [p(escape(re.sub(r"</?i>", "", cell))) for cell in cells]
    if "Kết quả thống kê" in cells:
        return [_DOWN + texts[0], _DOWN + texts[1], span(2) + texts[2], _DOWN + texts[4]]
    if "Đơn vị tính" in cells:
        return [_ON + p(""), _ON + p(""), texts[2], texts[3], _ON + p("")]
    if len(cells) == 7 and cells[0].isdigit():
        return [listed("", _ROWS), *texts[1:]]
    return texts


if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(seed_docx())
