"""Inlines as nodes of the layout. In: inlines of a block, or plain text. Out: JSON-ready nodes.

A node is a string, printed as it stands and never read as markup, or an object with one key: `keep` (a text that stays
on one line), `cut` (a place where a long word may break), `br`, `gap`, `em` or `strong`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cchc.document.model import Gap, Inline, text_of
from cchc.export.glyphs import MM_PER_POINT, printable, text_ems
from cchc.values.printing import PERIOD_NAME

Node = Any  # JSON

# "5272/QĐ-UBND", "61/2018/NĐ-CP", "số 76/NQ-CP", "30/12/2023"; and "năm 2024"
_KEPT = re.compile(
    r"(\b[Ss]ố )?(?<![\w/.])\d{1,6}(?:/\w{1,12}){1,2}(?:-\w{1,12}){0,4}(?![\w/])|\bnăm \d{4}(?![\w/])|\b[Qq]uý [IVX]+/\d{4}"
)
# Typst breaks a line at these blanks alone; a no-break space is part of its word.
_WORD = re.compile(r"[^ \t\n]+")
_LONG = 8  # letters; a shorter word is never cut, and a column is wide enough for it
_LONG_WORD = re.compile(rf"[^ \t\n]{{{_LONG},}}")
# Where a long word is cut first: behind these signs, but not between two digits.
_CUT = re.compile(r"(?<=[/\-?.&=_\u00a0])(?![/\-?.&=_\u00a0]|(?<=\d.)\d)")
_NUMBER = re.compile(r"[^\w\s]*\d[\d.,:/+\-–eET\u00a0\u202f]*[^\w\s]*\w{0,3}")
_LONGEST_NUMBER = 24  # characters; what has more is no number that anybody reads
_LEAST_PIECE = 6.0  # em; a word that is longer may be cut anywhere
_TERMINAL_CODE = re.compile("\x1b\\[[0-9;]*[A-Za-z]")
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True)
class LineBox:
    """The line that a text has to fit on: its width in millimetres and the size of its letters in points."""

    width: float
    size: float

    @property
    def ems(self) -> float:
        """The width in letter sizes."""
        return self.width / (self.size * MM_PER_POINT)


@dataclass(frozen=True)
class Extent:
    """What a text takes, in letter sizes: its widest piece that stays whole, and its `lines` set behind each other."""

    piece: float
    whole: float
    lines: int

    def lines_in(self, room: LineBox) -> float:
        """No fewer lines than it takes there: one is left when the next word no longer fits, two hold more than one."""
        return self.lines + self.whole / (room.ems - min(self.piece, room.ems / 2))


def inline_nodes(inlines: Iterable[Inline], room: LineBox) -> list[Node]:
    """Nodes of a list of inlines. What is only for the screen (lineage, links) is left behind."""
    nodes: list[Node] = []
    for inline in inlines:
        if isinstance(inline, str):
            nodes += text_nodes(inline, room)
        elif isinstance(inline, Gap):
            nodes.append({"gap": inline.width})
        else:
            nodes += text_nodes(text_of(inline), room)
    return nodes


def text_nodes(text: str, room: LineBox) -> list[Node]:
    """Nodes of a plain text: document numbers and years kept whole, words wider than the line made breakable."""
    return list(_text_nodes(str(text), room))


def title_nodes(text: str, room: LineBox) -> list[Node]:
    """Nodes of a title, in which the name of a period stays on one line."""
    nodes: list[Node] = []
    start = 0
    for match in PERIOD_NAME.finditer(text):
        nodes += [*text_nodes(text[start : match.start()], room), {"keep": match[0]}]
        start = match.end()
    return [*nodes, *text_nodes(text[start:], room)]


def has_words(nodes: Iterable[Node]) -> bool:
    """Whether anything of these nodes is seen on paper."""
    return any(
        bool(node.strip())
        if isinstance(node, str)
        else "keep" in node or has_words(node.get("em") or node.get("strong") or [])
        for node in nodes
    )


@functools.lru_cache(8192)  # labels and units come again in every report
def _text_nodes(text: str, room: LineBox) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for index, line in enumerate(printable(text)[0].split("\n")):
        if index:
            nodes.append({"br": True})
        nodes += _line_nodes(_BLANKS.sub(" ", line), room)
    return tuple(nodes)


@functools.lru_cache(8192)
def extent(text: str) -> Extent:
    """What a plain text takes."""
    plain = printable(text)[0]
    words = _WORD.findall(plain)
    pieces = [_piece(word) for word in words]
    if len(words) > 1 or len(plain) >= _LONG:
        pieces += [text_ems(plain[max(m.start(), m.end(1)) : m.end()]) for m in _KEPT.finditer(plain)]
    return Extent(max(pieces, default=0.0), text_ems(plain.replace("\n", "")), plain.count("\n") + 1)


def _piece(word: str) -> float:
    """The widest part of a word that stays whole."""
    if len(word) < _LONG or (len(word) <= _LONGEST_NUMBER and _NUMBER.fullmatch(word)):
        return text_ems(word)
    return max(min(text_ems(part), _LEAST_PIECE) for part in _CUT.split(word))


def plain_lines(text: str, room: LineBox) -> list[list[Node]]:
    """The lines of a preformatted text, blanks kept, tabs of eight, without a terminal's colour codes."""
    plain = printable(_TERMINAL_CODE.sub("", text))[0].expandtabs(8).rstrip("\n")
    return [list(_breakable(line, room)) for line in plain.split("\n")]


def _line_nodes(line: str, room: LineBox) -> Iterator[Node]:
    start = 0
    for match in _KEPT.finditer(line):
        kept_from = match.start() if _fits(match.group(), room) else match.end(1) if match[1] else match.start()
        if _fits(line[kept_from : match.end()], room):
            yield from _breakable(line[start:kept_from], room)
            yield {"keep": line[kept_from : match.end()]}
            start = match.end()
    yield from _breakable(line[start:], room)


def _breakable(text: str, room: LineBox) -> Iterator[Node]:
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


def _pieces(word: str, room: LineBox) -> Iterator[str]:
    """The word cut after its slashes, dots and hyphens where it is too wide, and anywhere if that is not enough."""
    if _fits(word, room):
        yield word
        return
    for part in filter(None, _CUT.split(word)):
        start, used = 0, 0.0
        for place, letter in enumerate(part):
            used += text_ems(letter)
            if used > room.ems and place > start:
                yield part[start:place]
                start, used = place, text_ems(letter)
        yield part[start:]


def _fits(text: str, room: LineBox) -> bool:
    return text_ems(text) <= room.ems
