"""Nodes for the Typst template from a piece of HTML that a notebook cell shows. In: HTML. Out: table and text nodes.

Only tables and text are read: a DataFrame prints as a table, anything else as the words that it holds.
"""

from __future__ import annotations

from html.parser import HTMLParser

from cchc.export.typst_inlines import Node
from cchc.export.typst_tables import plain_table_node, verbatim_node

_SILENT = {"style", "script", "template", "title"}
_LINE = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "table", "caption"}
_MAX_SPAN = 100


class _Reader(HTMLParser):
    """Collects tables as rows of texts, spans filled with blanks, and the text outside them, in reading order."""

    def __init__(self, landscape: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self._landscape = landscape
        self._silent = 0
        self._tables = 0
        self._text: list[str] = []
        self._head: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._in_head = False
        self._cell = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "table":
            self.flush()
            self._tables += 1
        elif tag in ("thead", "tbody"):
            self._in_head = tag == "thead"
        elif tag == "tr" and self._tables:
            (self._head if self._in_head else self._rows).append([])
        elif tag in ("td", "th") and self._tables:
            self._start_cell(dict(attrs))
        elif tag in _LINE:
            self.handle_data("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "thead":
            self._in_head = False
        elif tag == "table" and self._tables:
            self._tables -= 1
            self.flush()
        elif tag in _LINE:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        row = self._open_row()
        if self._silent:
            return
        if not self._tables:
            self._text.append(data)
        elif row:
            row[self._cell] += data

    def flush(self) -> None:
        """Turn what was read so far into nodes."""
        text = "\n".join(filter(None, (line.strip() for line in "".join(self._text).split("\n"))))
        if text:
            self.nodes.append(verbatim_node(text, self._landscape))
        if self._head or self._rows:
            self.nodes.append(self._table())
        self._text, self._head, self._rows, self._in_head = [], [], [], False

    def _open_row(self) -> list[str] | None:
        rows = self._head if self._in_head else self._rows
        return rows[-1] if rows else None

    def _start_cell(self, attrs: dict[str, str | None]) -> None:
        row = self._open_row()
        if row is None:
            return
        span = attrs.get("colspan") or "1"
        self._cell = len(row)
        row += [""] * (max(1, min(int(span), _MAX_SPAN)) if span.isdecimal() else 1)

    def _table(self) -> Node:
        rows = [[cell.strip() for cell in row] for row in [*self._head, *self._rows]]
        width = max(1, *(len(row) for row in rows))
        full = [row + [""] * (width - len(row)) for row in rows]
        return plain_table_node(full[0], full[1:], self._landscape)


def html_nodes(html: str, landscape: bool = False) -> list[Node]:
    """Nodes of an HTML fragment, tables as tables, all else as plain text. Broken HTML is read as far as it goes."""
    reader = _Reader(landscape)
    reader.feed(html)
    reader.close()
    reader.flush()
    return reader.nodes
