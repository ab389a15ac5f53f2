"""Nodes for the Typst template from a Markdown cell. In: Markdown text. Out: JSON-ready nodes, as blocks give them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from typing import Any

from cchc.catalogue.nd30 import style
from cchc.export.html_typst import html_nodes
from cchc.export.typst_cells import Cell
from cchc.export.typst_columns import text_block_width
from cchc.export.typst_inlines import Node, Room, text_nodes
from cchc.export.typst_tables import plain_table_nodes, verbatim_node

Token = dict[str, Any]
_BULLETS = ("- ", "+ ")  # as Vietnamese administrative texts mark items and items of items


@functools.cache
def _parser() -> Callable[[str], Any]:
    import mistune

    return mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])


def markdown_nodes(text: str, landscape: bool = False) -> list[Node]:
    """Nodes of a Markdown text: headings, paragraphs, lists as marked paragraphs, tables, code as it stands."""
    return _blocks(_parser()(text), landscape, depth=0)


def _blocks(tokens: Iterable[Token], landscape: bool, depth: int) -> list[Node]:
    nodes: list[Node] = []
    for token in tokens:
        nodes += _block(token, landscape, depth)
    return nodes


def _block(token: Token, landscape: bool, depth: int) -> list[Node]:
    kind = token["type"]
    room = _line(landscape)
    if kind == "heading":
        level = min(token["attrs"]["level"], 3)
        return [{"type": "heading", "style": level, "c": _inlines(token["children"], room)}]
    if kind in ("paragraph", "block_text"):
        return [{"type": "paragraph", "style": "body", "c": _inlines(token["children"], room)}]
    if kind == "list":
        return _list(token, landscape, depth)
    if kind == "table":
        return _table(token, landscape)
    if kind == "block_code":
        return [verbatim_node(token["raw"], landscape)]
    if kind == "block_html":
        return html_nodes(token["raw"], landscape)
    return _blocks(token.get("children", []), landscape, depth)


def _list(token: Token, landscape: bool, depth: int) -> list[Node]:
    nodes: list[Node] = []
    for index, item in enumerate(token["children"]):
        start = int(token["attrs"].get("start") or 1)
        mark = f"{start + index}. " if token["attrs"]["ordered"] else _BULLETS[min(depth, len(_BULLETS) - 1)]
        inner = _blocks(item["children"], landscape, depth + 1)
        if inner and inner[0]["type"] == "paragraph":
            inner[0] = {**inner[0], "c": [mark, *inner[0]["c"]]}
        nodes += inner
    return nodes


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


def _inlines(tokens: Iterable[Token], room: Room) -> list[Node]:
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
            words.append(f"[Hình: {_plain(token['children'])}]")
        elif kind != "inline_html":
            words.append(token["raw"] if "raw" in token else _plain(token.get("children", [])))
    return "".join(words)


def _line(landscape: bool) -> Room:
    return Room(text_block_width(landscape), style("loi_van").size)
