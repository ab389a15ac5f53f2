"""Read a plain text or Markdown. In: its text. Out: blocks, each with its line.

A line with tabs is a row of a table, and so is one between pipes; everything else is a paragraph a line. Tables that are
only set out with blanks are paragraphs: which number belongs to which column cannot be known.
"""

from __future__ import annotations

import re
from itertools import groupby

from cchc.intake.documents.readers.blocks import Block, Blocks, Paragraph, Row, Table

_PIPES = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[\s|:=-]*-[\s|:=-]*")  # the line below the head of a Markdown table
_PIPE = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r"\s{0,3}(#{1,6})\s+")


def read_plain(text: str) -> Blocks:
    """The blocks of a text."""
    lines = [(number, line) for number, line in enumerate(text.splitlines(), 1)]
    blocks: list[Block] = []
    for is_table, run in groupby(lines, key=lambda line: _is_row(line[1])):
        found = list(run)
        blocks += [_table(found)] if is_table else _paragraphs(found)
    return Blocks(tuple(blocks))


def _is_row(line: str) -> bool:
    return ("\t" in line.strip(" \n") and bool(line.strip())) or bool(_PIPES.fullmatch(line))


def _table(lines: list[tuple[int, str]]) -> Table:
    rows = [Row(_cells(line), _place(number)) for number, line in lines if not _is_rule(line)]
    return Table(tuple(rows), rows[0].place if rows else _place(lines[0][0]))


def _cells(line: str) -> tuple[str, ...]:
    if "\t" in line:
        return tuple(cell.strip() for cell in line.split("\t"))
    return tuple(cell.strip().replace(r"\|", "|") for cell in _PIPE.split(line.strip()[1:-1]))


def _is_rule(line: str) -> bool:
    return "|" in line and bool(_RULE.fullmatch(line))


def _paragraphs(lines: list[tuple[int, str]]) -> list[Block]:
    found: list[Block] = []
    close = False
    for number, line in lines:
        if line.strip():
            heading = _HEADING.match(line)
            style = f"heading {len(heading[1])}" if heading else ""
            text = line[heading.end() :] if heading else line
            found.append(Paragraph(text.strip(), "", style, _place(number), close and not heading))
        close = bool(line.strip()) and not _HEADING.match(line)
    return found


def _place(number: int) -> str:
    return f"dòng {number}"
