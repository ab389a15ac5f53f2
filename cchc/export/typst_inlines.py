"""Inlines as the nodes that the Typst template prints. In: inlines of a block, or plain text. Out: JSON-ready nodes.

A node is a string, printed as it stands and never read as markup, or an object with one key: `keep` (a text that stays
on one line), `cut` (a place where a long word may break), `br`, `gap`, `em` or `strong`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cchc.export.glyphs import printable, text_width

Node = Any  # JSON

# "5272/QĐ-UBND", "61/2018/NĐ-CP", "số 76/NQ-CP", "30/12/2023"; and "năm 2024"
_KEPT = re.compile(
    r"(\b[Ss]ố )?(?<![\w/.])\d{1,6}(?:/\w{1,12}){1,2}(?:-\w{1,12}){0,4}(?![\w/])|\bnăm \d{4}(?![\w/])|\b[Qq]uý [IVX]+/\d{4}"
)
_LONG_WORD = re.compile(r"\S{8,}")
_SEGMENT = re.compile(r"[^/\-?.&=]*[/\-?.&=]*")
_TERMINAL_CODE = re.compile("\x1b\\[[0-9;]*[A-Za-z]")
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class Room:
    """The line that a text has to fit on: its width in millimetres and the size of its letters in points."""

    width: float
    size: float


def inline_nodes(inlines: Iterable[Any], room: Room) -> list[Node]:
    """Nodes of a list of inlines. What is only for the screen (lineage, links) is left behind."""
    nodes: list[Node] = []
    for inline in inlines:
        if isinstance(inline, str):
            nodes += text_nodes(inline, room)
        elif inline["t"] == "gap":
            nodes.append({"gap": inline["width"]})
        elif inline["t"] in ("em", "strong"):
            nodes.append({inline["t"]: text_nodes(inline["text"], room)})
        else:
            nodes += text_nodes(inline["text"], room)
    return nodes


def text_nodes(text: str, room: Room) -> list[Node]:
    """Nodes of a plain text: document numbers and years kept whole, words wider than the line made breakable."""
    return list(_text_nodes(str(text), room))


@functools.lru_cache(8192)  # labels and units come again in every report
def _text_nodes(text: str, room: Room) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for index, line in enumerate(printable(text)[0].split("\n")):
        if index:
            nodes.append({"br": True})
        nodes += _line_nodes(_BLANKS.sub(" ", line), room)
    return tuple(nodes)


def kept_width(text: str, size: float) -> float:
    """Width in millimetres of the widest thing in the text that has to stay on one line, 0 where there is none."""
    kept = (text[max(match.start(), match.end(1)) : match.end()] for match in _KEPT.finditer(text))
    return max((text_width(part, size) for part in kept), default=0.0)


def plain_lines(text: str, room: Room) -> list[list[Node]]:
    """The lines of a preformatted text, blanks kept, tabs of eight, without a terminal's colour codes."""
    plain = printable(_TERMINAL_CODE.sub("", text))[0].expandtabs(8).rstrip("\n")
    return [list(_breakable(line, room)) for line in plain.split("\n")]


def _line_nodes(line: str, room: Room) -> Iterator[Node]:
    start = 0
    for match in _KEPT.finditer(line):
        kept_from = match.start() if _fits(match.group(), room) else match.end(1) if match[1] else match.start()
        if _fits(line[kept_from : match.end()], room):
            yield from _breakable(line[start:kept_from], room)
            yield {"keep": line[kept_from : match.end()]}
            start = match.end()
    yield from _breakable(line[start:], room)


def _breakable(text: str, room: Room) -> Iterator[Node]:
    start = 0
    for word in _LONG_WORD.finditer(text):
        pieces = list(_pieces(word.group(), room))
        if len(pieces) > 1:
            yield from filter(None, (text[start : word.start()], pieces[0]))
            for piece in pieces[1:]:
                yield {"cut": True}
                yield piece
            start = word.end()
    if text[start:]:
        yield text[start:]


def _pieces(word: str, room: Room) -> Iterator[str]:
    """The word cut after its slashes, dots and hyphens where it is too wide, and anywhere if that is not enough."""
    if _fits(word, room):
        yield word
        return
    for segment in filter(None, _SEGMENT.findall(word)):
        letters = len(segment)
        if not _fits(segment, room):
            letters = max(1, int(letters * room.width / text_width(segment, room.size)) - 1)
        yield from (segment[i : i + letters] for i in range(0, len(segment), letters))


def _fits(text: str, room: Room) -> bool:
    return text_width(text, room.size) <= room.width
