"""Tables as nodes for the Typst template. In: a table block, or rows read from HTML. Out: a JSON-ready table node."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cchc.catalogue.nd30 import TextStyle, measure, style
from cchc.export.typst_inlines import Node, Room, inline_nodes, kept_width, plain_lines, text_nodes

Block = dict[str, Any]
WIDE_FROM = 8  # columns: a wide table is set smaller
CELL_PADDING = 1.4  # mm, left and right
LEAST_SHRINK = 0.6  # how far columns make room for a document number in another
KEEP_BELOW = 600  # a row with fewer letters than this in each cell is never split between two pages
BOLD_ROWS = ("group", "total")


def text_block_width(landscape: bool) -> float:
    """Millimetres between the left and the right margin."""
    paper = measure("kho_dai" if landscape else "kho_rong").value
    return paper - measure("le_trai").value - measure("le_phai").value


def table_node(block: Block, landscape: bool) -> Node:
    """The node of a table block, on a page of that orientation."""
    columns = block["columns"]
    look = table_style(len(columns))
    widths = _column_widths(block, look, text_block_width(landscape))
    rooms = [Room(max(width - 2 * CELL_PADDING, 2), look.size) for width in widths]
    line = Room(text_block_width(landscape), style("ten_bang").size)
    return {
        "type": "table",
        "caption": text_nodes(block.get("caption") or "", line),
        "size": look.size,
        "widths": widths,
        "align": [column["align"] for column in columns],
        "head": _head(block, rooms),
        "rows": [_row(row, rooms) for row in block["rows"]],
        "note": inline_nodes(block.get("note") or [], line),
    }


def verbatim_node(text: str, landscape: bool) -> Node:
    """The node of a text whose line breaks and blanks are its own."""
    room = Room(text_block_width(landscape), style("nguyen_van").size)
    return {"type": "verbatim", "lines": plain_lines(text, room)}


def table_style(columns: int) -> TextStyle:
    """The style of a table with that many columns."""
    return style("bang_rong" if columns >= WIDE_FROM else "bang")


def plain_table_node(head: Sequence[str], rows: Sequence[Sequence[str]], landscape: bool) -> Node:
    """The node of a table of plain texts, its columns as wide as their longest text asks, within reason."""
    longest = [max([4, *(len(row[i]) for row in [head, *rows])]) for i in range(len(head))]
    columns = [
        {"label": label, "unit": None, "width": min(letters, 40), "align": "left" if i == 0 else "center"}
        for i, (label, letters) in enumerate(zip(head, longest, strict=True))
    ]
    body = [{"kind": "row", "absent": False, "cells": [[text] for text in row]} for row in rows]
    return table_node({"columns": columns, "head": [], "rows": body}, landscape)


def _column_widths(block: Block, look: TextStyle, total: float) -> list[float]:
    """Millimetres of each column: as the block shares them out, but wide enough for its document numbers if possible."""
    asked = [max(float(column["width"]), 0.01) for column in block["columns"]]
    widths = [width * total / sum(asked) for width in asked]
    needs = [0.0] * len(widths)
    for row in block["rows"]:
        for i, cell in enumerate(row["cells"][: len(widths)]):
            if text := cell_text(cell):
                needs[i] = max(needs[i], kept_width(text, look.size) + 2 * CELL_PADDING + 0.1)
    narrow = {i for i, need in enumerate(needs) if need > widths[i]}
    others = sum(width for i, width in enumerate(widths) if i not in narrow)
    left = total - sum(needs[i] for i in narrow)
    if left < others * LEAST_SHRINK:
        return widths
    return [needs[i] if i in narrow else width * left / others for i, width in enumerate(widths)]


def cell_text(cell: Sequence[Any]) -> str:
    """The words of a list of inlines."""
    return "".join(inline if isinstance(inline, str) else inline.get("text", "") for inline in cell)


def _row(row: Block, rooms: Sequence[Room]) -> Node:
    cells = [*row["cells"], *([[]] * len(rooms))][: len(rooms)]
    nodes = [inline_nodes(cell, room) for cell, room in zip(cells, rooms, strict=True)]
    longest = max(len(cell_text(cell)) for cell in cells)
    return {"bold": row["kind"] in BOLD_ROWS, "keep": longest < KEEP_BELOW, "cells": nodes}


def _head(block: Block, rooms: Sequence[Room]) -> Node:
    placed = _place_head(block["head"], rooms)
    if placed is not None:
        return placed
    labels = [f"{c['label']} ({c['unit']})" if c.get("unit") else c["label"] for c in block["columns"]]
    return [_head_cell(label, 1, 1, room) for label, room in zip(labels, rooms, strict=True)]


def _place_head(head: Sequence[Sequence[Block]], rooms: Sequence[Room]) -> list[Node] | None:
    """The head's cells in order, or None where its spans do not fill a rectangle of this many columns."""
    taken: set[tuple[int, int]] = set()
    cells: list[Node] = []
    for y, row in enumerate(head):
        for cell in row:
            x = next((x for x in range(len(rooms)) if (y, x) not in taken), len(rooms))
            wide, high = int(cell.get("colspan") or 1), int(cell.get("rowspan") or 1)
            covered = {(y + dy, x + dx) for dy in range(high) for dx in range(wide)}
            if x + wide > len(rooms) or covered & taken:
                return None
            taken |= covered
            room = Room(sum(r.width for r in rooms[x : x + wide]), rooms[x].size)
            cells.append(_head_cell(cell["text"], wide, high, room))
    whole = {(y, x) for y in range(len(head)) for x in range(len(rooms))}
    return cells if cells and taken == whole else None


def _head_cell(text: str, colspan: int, rowspan: int, room: Room) -> Node:
    return {"c": text_nodes(text, room), "colspan": colspan, "rowspan": rowspan}
