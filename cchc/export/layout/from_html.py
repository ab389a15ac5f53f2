"""Nodes of the layout from a piece of HTML that a notebook cell shows. In: HTML. Out: nodes.

Tables, pictures and text are read: a DataFrame prints as a table, anything else as the words that it holds.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser

from cchc.export.layout.cells import Cell, Rows
from cchc.export.layout.images import foreign_image_node
from cchc.export.layout.inlines import Node
from cchc.export.layout.tables import plain_table_nodes, verbatim_node
from cchc.export.pictures import NO_PICTURES, Picture, find_picture, picture_words
from cchc.export.scan import UNSEEN

_LINE = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "caption"}
_PARTS = ("thead", "tbody", "tfoot")
_MOST = 1000  # columns or rows that a cell may reach over, as in HTML
_BLANKS = re.compile(r"\s+")


@dataclass
class _OpenCell:
    """A cell as it is read."""

    head: bool
    wide: int
    high: int
    text: list[str] = field(default_factory=list)


_OpenRow = list[_OpenCell]


class _OpenTable:
    """A table as it is read: its caption, the rows of its parts, and the text that words go to now."""

    def __init__(self) -> None:
        self.caption: list[str] = []
        self.rows: dict[str, list[_OpenRow]] = {part: [] for part in _PARTS}
        self.text: list[str] | None = None  # none between the cells
        self._part = "tbody"

    def start(self, tag: str, attrs: dict[str, str | None]) -> None:
        """Begin a part, a row, a cell or the caption."""
        self.text = None
        if tag == "caption":
            self.text = self.caption
        elif tag in _PARTS:
            self._part = tag
        elif tag == "tr":
            self.rows[self._part].append([])
        else:
            wide, high = _span(attrs.get("colspan")), _span(attrs.get("rowspan"))
            self._row().append(_OpenCell(tag == "th", wide or 1, high or _MOST))
            self.text = self._row()[-1].text

    def end_part(self) -> None:
        """What follows a part without one of its own stands in the body."""
        self.text, self._part = None, "tbody"

    def _row(self) -> _OpenRow:
        rows = self.rows[self._part]
        if not rows:
            rows.append([])
        return rows[-1]

    def nodes(self, landscape: bool) -> list[Node]:
        """The table's nodes; where it marks no head, its first rows are its head."""
        head, body = self.rows["thead"], [*self.rows["tbody"], *self.rows["tfoot"]]
        if not head:
            first = _count_head(body)
            head, body = body[:first], body[first:]
        caption = " ".join("".join(self.caption).split())
        nodes = plain_table_nodes(_closed(head), _closed(body), landscape, caption)
        return nodes or ([verbatim_node(caption, landscape)] if caption else [])


class _Reader(HTMLParser):
    """Collects tables, and the text outside them, in reading order. A table inside a cell is text of that cell."""

    def __init__(self, landscape: bool, pictures: Mapping[str, Picture]) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self._landscape, self._pictures = landscape, pictures
        self._silent = 0
        self._depth = 0
        self._table = _OpenTable()
        self._text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in UNSEEN:
            self._silent += 1
        elif tag == "img":
            self._picture(dict(attrs))
        elif self._depth == 1 and tag in ("caption", "tr", "td", "th", *_PARTS):
            self._table.start(tag, dict(attrs))
        elif tag in _LINE:
            self._write("\n")
        elif tag in ("td", "th"):
            self._write(" ")
        if tag == "table":
            self._depth += 1
            if self._depth == 1:
                self._flush()

    def handle_endtag(self, tag: str) -> None:
        if tag in UNSEEN:
            self._silent = max(0, self._silent - 1)
        elif self._depth == 1 and tag in _PARTS:
            self._table.end_part()
        elif tag in _LINE:
            self._write("\n")
        if tag == "table" and self._depth:
            self._depth -= 1
            if not self._depth:
                self._flush()

    def handle_data(self, data: str) -> None:
        in_cell = self._depth and self._table.text is not None
        self._write(_BLANKS.sub(" ", data) if in_cell else data)

    def close(self) -> None:
        """Take what is left, be it in a table that was never closed."""
        super().close()
        self._flush()

    def _picture(self, attrs: dict[str, str | None]) -> None:
        """An image of its own; words for it where it stands in a table, or cannot be printed."""
        name = attrs.get("alt") or ""
        picture = None if self._depth or self._silent else find_picture(attrs.get("src") or "", self._pictures)
        image = foreign_image_node(picture, self._landscape, name) if picture else None
        if image is None:
            self._write(picture_words(name))
        else:
            self._flush()
            self.nodes.append(image)

    def _write(self, text: str) -> None:
        """Words go to the open cell; those between the cells of a table stand before it, as browsers have it."""
        cell = self._table.text if self._depth else None
        if not self._silent:
            (self._text if cell is None else cell).append(text)

    def _flush(self) -> None:
        text = _lines(self._text)
        if text:
            self.nodes.append(verbatim_node(text, self._landscape))
        self.nodes += self._table.nodes(self._landscape)
        self._text, self._table = [], _OpenTable()


def html_nodes(html: str, landscape: bool = False, pictures: Mapping[str, Picture] = NO_PICTURES) -> list[Node]:
    """Nodes of an HTML fragment: tables, pictures, all else as plain text. Broken HTML is read as far as it goes."""
    reader = _Reader(landscape, pictures)
    reader.feed(html)
    reader.close()
    return reader.nodes


def _span(text: str | None) -> int:
    """What `colspan` or `rowspan` says; 0 means all that is left."""
    return min(int(text), _MOST) if text and text.isdecimal() else 1


def _count_head(rows: list[_OpenRow]) -> int:
    """How many rows are a head that is not marked: those of heads alone, else the first, with all that they reach over."""
    count = next((y for y, row in enumerate(rows) if not all(cell.head for cell in row)), len(rows)) or min(
        1, len(rows)
    )
    for y, row in enumerate(rows):
        if y < count:
            count = max([count, *(y + cell.high for cell in row if cell.high < _MOST)])
    return min(count, len(rows))


def _closed(rows: list[_OpenRow]) -> Rows:
    return [[Cell([_lines(cell.text)], cell.wide, cell.high) for cell in row] for row in rows]


def _lines(words: list[str]) -> str:
    """The text without blank lines, and blanks at the ends of lines."""
    return "\n".join(filter(None, (line.strip() for line in "".join(words).split("\n"))))
