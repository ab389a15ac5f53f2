"""Running text of the Word document. In: inline nodes of the layout. Out: runs of a paragraph, their text and width."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docx.text.paragraph import Paragraph

from cchc.catalogue.nd30 import measure, style
from cchc.export.glyphs import MM_PER_POINT, text_width

Inlines = Sequence[Any]

_GAPS = {"number": "cho_so", "day": "cho_ngay", "month": "cho_thang", "year": "cho_nam"}
_BLANK = "\u00a0"


def write(paragraph: Paragraph, inlines: Inlines) -> None:
    """Put inlines at the end of a paragraph, neighbours of one look in one run.

    Texts stand as they were typed, without the no-break signs that the PDF has: what is edited is searched and copied.
    """
    text, look = "", (False, False)
    for piece, bold, italic in _pieces(inlines, False, False):
        if (bold, italic) != look:
            _run(paragraph, text, *look)
            text, look = "", (bold, italic)
        text += piece
    _run(paragraph, text, *look)


def plain(inlines: Inlines) -> str:
    """The text of inlines, without any look."""
    return "".join(piece for piece, _, _ in _pieces(inlines, False, False))


def width_of(inlines: Inlines, key: str) -> float:
    """Millimetres of a line of text in one of the decree's styles."""
    look, text = style(key), plain(inlines)
    return text_width(text.upper() if look.upper else text, look.size)


def _run(paragraph: Paragraph, text: str, bold: bool, italic: bool) -> None:
    if text:
        run = paragraph.add_run(text)
        run.bold, run.italic = bold or None, italic or None


def _pieces(inlines: Iterable[Any], bold: bool, italic: bool) -> Iterator[tuple[str, bool, bool]]:
    for inline in inlines:
        if isinstance(inline, str):
            yield inline, bold, italic
        elif "keep" in inline:
            yield inline["keep"], bold, italic
        elif "br" in inline:
            yield "\n", bold, italic
        elif "gap" in inline:
            yield _gap(inline["gap"]), bold, italic
        elif "em" in inline or "strong" in inline:
            yield from _pieces(
                inline.get("em") or inline["strong"], bold or "strong" in inline, italic or "em" in inline
            )


def _gap(kind: str) -> str:
    """The blank that is left for something to be written by hand, about as wide as the PDF's."""
    blank = text_width(_BLANK, style("so_ky_hieu").size) or MM_PER_POINT
    return _BLANK * round(measure(_GAPS[kind]).value / blank)
