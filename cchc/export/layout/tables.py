"""Tables as nodes of the layout. In: a table block, or rows read elsewhere. Out: JSON-ready table nodes."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue.nd30 import style
from cchc.document.model import Inline, Table, plain_text
from cchc.export.layout.cells import Cell, Rows, exact_cells, gather_cells, plain_row, take_columns
from cchc.export.layout.columns import (
    Fit,
    cell_height,
    cell_room,
    fit_parts,
    fit_whole,
    least_ems,
    needed_ems,
    text_block_height,
    text_block_width,
)
from cchc.export.layout.inlines import Extent, LineBox, Node, extent, inline_nodes, plain_lines, text_nodes

_LONG_TEXT = 40  # letters; a column of plain texts asks for no more width, and is set flush left
_PLAIN_LINES = 20  # that such a text may take before its column is widened all the same
BOLD_ROWS = ("group", "total")
_KEPT_ROW = 1 / 2  # of the page's height: a row that may be higher is split between pages
_KEPT_HEAD = 1 / 3  # of the page's height: a head that may be higher is printed once, as rows that can be split


@dataclass(frozen=True)
class _Table:
    """A table with its cells in their columns; `shares` are those of the width that the columns ask for."""

    shares: Sequence[float]
    align: Sequence[str]
    head: Rows
    rows: Rows
    bold: Sequence[bool]
    groups: Sequence[bool]  # rows that head those below them, and stand on the same page as the first of these
    caption: str = ""
    note: Sequence[Inline] = ()
    lines: int = 40  # that its texts may take before their columns are widened: about a page, the widths are the form's

    def cells(self) -> Iterator[Cell]:
        """All of them, row by row."""
        for row in [*self.head, *self.rows]:
            yield from row


def table_nodes(block: Table, landscape: bool) -> list[Node]:
    """The nodes of a table block on a page of that orientation: one, or one for each part that the page has room for."""
    columns, rows = block.columns, block.rows
    labels = [f"{column.label} ({column.unit})" if column.unit else column.label for column in columns]
    stated = [[Cell([cell.text], cell.colspan, cell.rowspan) for cell in row] for row in block.head]
    table = _Table(
        [max(column.width, 0.01) for column in columns],
        [column.align for column in columns],
        exact_cells(stated, len(columns)) or [plain_row([[label] for label in labels], len(columns))],
        [plain_row(row.cells, len(columns)) for row in rows],
        [row.kind in BOLD_ROWS for row in rows],
        [row.kind == "group" for row in rows],
        block.caption or "",
        block.note or [],
    )
    return _nodes(table, landscape)


def plain_table_nodes(head: Rows, rows: Rows, landscape: bool, caption: str = "") -> list[Node]:
    """The nodes of a table of plain texts, its columns as wide as their longest text asks, within reason."""
    columns, head, rows = gather_cells(head, rows)
    if not columns:
        return []
    longest = [4] * columns
    for cell in (cell for row in [*head, *rows] for cell in row if cell.wide == 1):
        longest[cell.column] = max(longest[cell.column], len(plain_text(cell.inlines)))
    align = ["center" if column and letters < _LONG_TEXT else "left" for column, letters in enumerate(longest)]
    shares = [min(letters, _LONG_TEXT) for letters in longest]
    plain = [False] * len(rows)
    return _nodes(_Table(shares, align, head, rows, plain, plain, caption, lines=_PLAIN_LINES), landscape)


def verbatim_node(text: str, landscape: bool) -> Node:
    """The node of a text whose line breaks and blanks are its own."""
    room = LineBox(text_block_width(landscape), style("nguyen_van").size)
    return {"type": "verbatim", "lines": plain_lines(text, room)}


def _nodes(table: _Table, landscape: bool) -> list[Node]:
    fit = fit_whole(_needs(table), table.shares, landscape) or fit_parts(_needs_apart(table), table.shares, landscape)
    nodes = [_part_node(table, fit, number, landscape or fit.turned) for number in range(len(fit.parts))]
    return [{"type": "turned", "nodes": nodes}] if fit.turned else nodes


def _needs(table: _Table) -> list[float]:
    """The letter sizes that each column needs; what reaches over several leaves it to the last to make up the rest."""
    needs = [0.0] * len(table.shares)
    spanning = []
    for cell in table.cells():
        need = needed_ems(_extent(cell), table.lines)
        if cell.wide > 1:
            spanning.append((cell, need))
        elif need > needs[cell.column]:
            needs[cell.column] = need
    for cell, need in spanning:
        last = cell.column + cell.wide - 1
        needs[last] += max(0.0, need - sum(needs[cell.column : last + 1]))
    return needs


def _needs_apart(table: _Table) -> list[float]:
    """The same where a cell that reaches over several columns may have but one of them in a part."""
    needs = [0.0] * len(table.shares)
    for cell in table.cells():
        need = needed_ems(_extent(cell), table.lines) if cell.wide == 1 else least_ems(_extent(cell))
        for column in range(cell.column, cell.column + cell.wide):
            needs[column] = max(needs[column], need)
    return needs


def _extent(cell: Cell) -> Extent:
    return extent(plain_text(cell.inlines))


def _part_node(table: _Table, fit: Fit, number: int, landscape: bool) -> Node:
    part, page = fit.parts[number], text_block_height(landscape)
    line = LineBox(text_block_width(landscape), style("ten_bang").size)
    setting = _Setting(part.widths, fit.size)
    whole = len(fit.parts) == 1
    head, rows = (t if whole else take_columns(t, part.columns) for t in (table.head, table.rows))
    bold, groups, repeated = table.bold, table.groups, sum(setting.heights(head)) <= page * _KEPT_HEAD
    if not repeated:
        rows, bold, groups = [*head, *rows], [*[True] * len(head), *bold], [*[False] * len(head), *groups]
    return {
        "type": "table",
        "caption": text_nodes(
            table.caption if whole else _part_caption(table.caption, number + 1, len(fit.parts)), line
        ),
        "size": fit.size,
        "widths": part.widths,
        "align": [table.align[column] for column in part.columns],
        "head": [[setting.spanned(cell) for cell in row] for row in head] if repeated else [],
        "head_heights": setting.least_heights(head) if repeated else [],
        "rows": [
            {
                "bold": strong,
                "group": group and height <= page * _KEPT_HEAD,
                "keep": height <= page * _KEPT_ROW,
                "cells": [setting.cell(cell) for cell in row],
            }
            for row, strong, group, height in zip(rows, bold, groups, setting.heights(rows), strict=True)
        ],
        "note": inline_nodes(table.note, line) if number + 1 == len(fit.parts) else [],
    }


def _part_caption(caption: str, number: int, parts: int) -> str:
    return f"{caption} (phần {number}/{parts})" if caption else f"Bảng nhiều cột, in thành {parts} phần: phần {number}"


class _Setting:
    """How the cells of one part are set: in columns of these widths, in letters of that size."""

    def __init__(self, widths: Sequence[float], size: float) -> None:
        self._widths, self._size = widths, size
        self._rooms = [cell_room(width, size) for width in widths]

    def spanned(self, cell: Cell) -> Node:
        """The node of a cell that reaches over several columns or rows, or might."""
        return {"c": inline_nodes(cell.inlines, self._room(cell)), "colspan": cell.wide, "rowspan": cell.high}

    def cell(self, cell: Cell) -> Node:
        """The node of a cell of the body: mostly its inlines alone."""
        simple = cell.wide == cell.high == 1
        return inline_nodes(cell.inlines, self._rooms[cell.column]) if simple else self.spanned(cell)

    def heights(self, rows: Rows) -> list[float]:
        """Millimetres that each row takes at most; what reaches over several may take all of its height in the last."""
        heights = [0.0] * len(rows)
        for y, row in enumerate(rows):
            for cell in row:
                last = y + cell.high - 1
                heights[last] = max(heights[last], _extent(cell).lines_in(self._room(cell)))
        return [cell_height(lines, self._size) for lines in heights]

    def least_heights(self, rows: Rows) -> list[float]:
        """Millimetres that each row has to have, so that what reaches over several has its lines."""
        heights = [0.0] * len(rows)
        placed = [(cell.high, y, cell) for y, row in enumerate(rows) for cell in row]
        for high, y, cell in sorted(placed, key=lambda entry: entry[0]):
            last = y + high - 1
            room, taken = self._room(cell), _extent(cell)
            lines = taken.lines if taken.whole <= room.ems else math.ceil(taken.lines_in(room))
            heights[last] = max(heights[last], cell_height(lines, self._size) - sum(heights[y:last]))
        return [round(height, 3) for height in heights]

    def _room(self, cell: Cell) -> LineBox:
        first = cell.column
        if cell.wide == 1:
            return self._rooms[first]
        return cell_room(sum(self._widths[first : first + cell.wide]), self._size)
