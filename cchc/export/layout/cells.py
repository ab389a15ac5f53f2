"""Place the cells of a table, spans included. In: rows of cells as HTML and blocks give them. Out: cells in their columns.

A table that leaves places free, or whose spans meet, is repaired: each place belongs to one cell, as Typst asks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from cchc.document.model import Inline


@dataclass(frozen=True)
class Cell:
    """A cell with its inlines: its first column, and over how many columns and rows it reaches."""

    inlines: Sequence[Inline] = ()
    wide: int = 1
    high: int = 1
    column: int = 0

    def within(self, columns: Sequence[int]) -> Cell | None:
        """The cell in a table of these columns alone, None where it has no place there."""
        places = [place for place, column in enumerate(columns) if self.column <= column < self.column + self.wide]
        return replace(self, column=places[0], wide=len(places)) if places else None


Rows = Sequence[Sequence[Cell]]


def plain_row(cells: Sequence[Sequence[Inline]], columns: int) -> list[Cell]:
    """A row without spans, cut or filled to that many columns."""
    full = [*cells, *([()] * columns)][:columns]
    return [Cell(inlines, column=column) for column, inlines in enumerate(full)]


def exact_cells(rows: Rows, columns: int) -> Rows | None:
    """The cells in their columns, None where their spans do not fill a rectangle of that many columns."""
    placed = _placed(rows)
    areas = [sum(cell.wide * cell.high for row in table for cell in row) for table in (rows, placed)]
    fits = all(cell.column + cell.wide <= columns for row in placed for cell in row)
    return placed if fits and areas == [columns * len(rows)] * 2 else None


def gather_cells(head: Rows, body: Rows) -> tuple[int, Rows, Rows]:
    """Head and body in as many columns as cells begin in, which is the number; blanks where a row has no cell."""
    head, body = _placed(head), _placed(body)
    columns = sorted({cell.column for row in [*head, *body] for cell in row})
    head, body = (_filled(take_columns(rows, columns), len(columns)) for rows in (head, body))
    return len(columns), head, body


def take_columns(rows: Rows, columns: Sequence[int]) -> Rows:
    """The part of a table that stands in these columns."""
    return [[part for cell in row if (part := cell.within(columns))] for row in rows]


def _placed(rows: Rows) -> Rows:
    """Each cell where those before it, and those above that reach down, leave it room."""
    taken: set[tuple[int, int]] = set()
    return [_place_row(y, row, len(rows), taken) for y, row in enumerate(rows)]


def _place_row(y: int, row: Sequence[Cell], rows: int, taken: set[tuple[int, int]]) -> list[Cell]:
    placed, x = [], 0
    for cell in row:
        while (y, x) in taken:
            x += 1
        wide = next((n for n in range(1, cell.wide) if (y, x + n) in taken), cell.wide)
        placed.append(replace(cell, column=x, wide=wide, high=min(cell.high, rows - y)))
        taken |= _covered(placed[-1], y)
        x += wide
    return placed


def _covered(cell: Cell, y: int) -> set[tuple[int, int]]:
    return {(y + down, cell.column + right) for down in range(cell.high) for right in range(cell.wide)}


def _filled(rows: Rows, columns: int) -> Rows:
    taken = {place for y, row in enumerate(rows) for cell in row for place in _covered(cell, y)}
    return [
        sorted([*row, *(Cell(column=x) for x in range(columns) if (y, x) not in taken)], key=lambda cell: cell.column)
        for y, row in enumerate(rows)
    ]
