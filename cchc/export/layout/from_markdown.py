"""Nodes of the layout from a Markdown cell. In: Markdown text. Out: JSON-ready nodes, as blocks give them."""

from __future__ import annotations

import functools
import html
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from cchc.catalogue.nd30 import style
from cchc.export.layout.cells import Cell
from cchc.export.layout.columns import text_block_width
from cchc.export.layout.from_html import html_nodes
from cchc.export.layout.images import foreign_image_node
from cchc.export.layout.inlines import LineBox, Node, has_words, text_nodes
from cchc.export.layout.tables import plain_table_nodes, verbatim_node
from cchc.export.pictures import NO_PICTURES, Picture, find_picture, picture_words
from cchc.export.scan import scan_html

Token = dict[str, Any]
_BULLETS = ("- ", "+ ")  # as Vietnamese administrative texts mark items and items of items


@functools.cache
def _parser() -> Callable[[str], Any]:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def markdown_nodes(text: str, landscape: bool = False, pictures: Mapping[str, Picture] = NO_PICTURES) -> list[Node]:
    """Nodes of a Markdown text: headings, paragraphs, lists as marked paragraphs, tables, code as it stands, pictures.

    `pictures` are those that the cell carries; a picture that stands in a line of text comes between its halves.
    """
    return _Reader(landscape, pictures).blocks(_parser()(text))


class _Reader:
    def __init__(self, landscape: bool, pictures: Mapping[str, Picture]) -> None:
        self._landscape, self._pictures = landscape, pictures
        self._line = LineBox(text_block_width(landscape), style("loi_van").size)

    def blocks(self, tokens: Iterable[Token], depth: int = 0) -> list[Node]:
        """The nodes of blocks; `depth` is that of the list that they stand in."""
        return [node for token in tokens for node in self._block(token, depth)]

    def _block(self, token: Token, depth: int) -> list[Node]:
        kind = token["type"]
        if kind == "heading":
            level = min(token["attrs"]["level"], 3)
            return [{"type": "heading", "style": level, "c": _inlines(token["children"], self._line)}]
        if kind in ("paragraph", "block_text"):
            return self._paragraph(token["children"])
        if kind == "list":
            return self._list(token, depth)
        if kind == "table":
            return _table(token, self._landscape)
        if kind == "block_code":
            return [verbatim_node(token["raw"], self._landscape)]
        if kind == "block_html":
            return html_nodes(token["raw"], self._landscape, self._pictures)
        return self.blocks(token.get("children", []), depth)

    def _paragraph(self, tokens: Iterable[Token]) -> list[Node]:
        nodes: list[Node] = []
        words: list[Token] = []
        for token in _out_of_links(tokens):
            image = self._image(token)
            if image is None:
                words.append(token)
            else:
                nodes += [*self._words(words), image]
                words = []
        return [*nodes, *self._words(words)]

    def _words(self, tokens: list[Token]) -> list[Node]:
        inlines = _inlines(tokens, self._line)
        return [{"type": "paragraph", "style": "body", "c": inlines}] if has_words(inlines) else []

    def _image(self, token: Token) -> Node | None:
        """The image of a token that is one and can be printed."""
        if token["type"] == "image":
            url, name = token["attrs"]["url"], _plain(token["children"])
        elif token["type"] == "inline_html" and (found := scan_html(token["raw"]).pictures):
            url, name = found[0]
        else:
            return None
        picture = find_picture(url, self._pictures)
        return foreign_image_node(picture, self._landscape, name) if picture else None

    def _list(self, token: Token, depth: int) -> list[Node]:
        nodes: list[Node] = []
        for index, item in enumerate(token["children"]):
            start = int(token["attrs"].get("start") or 1)
            mark = f"{start + index}. " if token["attrs"]["ordered"] else _BULLETS[min(depth, len(_BULLETS) - 1)]
            inner = self.blocks(item["children"], depth + 1)
            if inner and inner[0]["type"] == "paragraph":
                inner[0] = {**inner[0], "c": [mark, *inner[0]["c"]]}
            nodes += inner
        return nodes


def _out_of_links(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, those inside links among them: paper has no links."""
    for token in tokens:
        if token["type"] == "link":
            yield from _out_of_links(token["children"])
        else:
            yield token


def _table(token: Token, landscape: bool) -> list[Node]:
    head: list[list[Cell]] = []
    rows: list[list[Cell]] = []
    for part in token["children"]:
        if part["type"] == "table_head":
            head.append(_cells(part))
        else:
            rows += [_cells(line) for line in part["children"]]
    return plain_table_nodes(head, rows, landscape)


def _cells(line: Token) -> list[Cell]:
    return [Cell([_plain(cell.get("children", []))]) for cell in line["children"]]


def _inlines(tokens: Iterable[Token], room: LineBox) -> list[Node]:
    nodes: list[Node] = []
    for token in tokens:
        kind = token["type"]
        if kind in ("emphasis", "strong"):
            nodes.append({"em" if kind == "emphasis" else "strong": _inlines(token["children"], room)})
        elif kind == "linebreak":
            nodes.append({"br": True})
        elif kind in ("link", "strikethrough"):
            nodes += _inlines(token["children"], room)
        else:
            nodes += text_nodes(_plain([token]), room)
    return nodes


def _plain(tokens: Iterable[Token]) -> str:
    """The words of inline tokens; a picture gives its alternative text, an HTML tag nothing but a line break."""
    words = []
    for token in tokens:
        kind = token["type"]
        if kind == "softbreak":
            words.append(" ")
        elif kind == "linebreak" or (kind == "inline_html" and token["raw"].lower().startswith("<br")):
            words.append("\n")
        elif kind == "image":
            words.append(picture_words(_plain(token["children"])))
        elif kind == "inline_html":
            words += [picture_words(name) for _, name in scan_html(token["raw"]).pictures]
        elif kind == "text":
            words.append(html.unescape(token["raw"]))
        else:
            words.append(token["raw"] if "raw" in token else _plain(token.get("children", [])))
    return "".join(words)
