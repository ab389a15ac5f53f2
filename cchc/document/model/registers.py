"""Where printed numbers come from. In: nothing. Out: the types of lineages and raw cells, the names that refer to them.

A number names its lineage in the register `values` of its block, where operands are named too, and a lineage names its
raw cells ("so_lieu_khac.csv:38:gia_tri"); what stands in these is said once, in the register `cells` of the block that
carries the raw files, or of the block itself for cells of another submission.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cchc.document.model.inlines import Piece


class Terms(Piece):
    """A formula as text, and the names of its operands in the register."""

    text: str
    operands: Sequence[str]


class Lineage(Piece):
    """Where a number came from: its cells by name, the one that gave it first, or its formula and operands.

    `status` says why there is no number, `of` names the denominator of a rate.
    """

    label: str
    unit: str
    value: str | None
    cells: Sequence[str]
    status: str = ""
    of: str = ""
    formula: Terms | None = None


class RawCell(Piece):
    """What stands in a raw cell, its section, the commune's words around it, and the correction that was made."""

    text: str
    section: str = ""
    words: str = ""
    original: str | None = None
    reason: str = ""


Cells = Mapping[str, str | RawCell]  # a cell of which only the text is known is a text


def cell_name(file: str, row: int, column: str) -> str:
    """File, record number and column in one word."""
    return f"{file}:{row}:{column}"


def split_cell_name(name: str) -> tuple[str, int, str]:
    """The file, the record number and the column that a cell's name says."""
    file, row, column = name.rsplit(":", 2)
    return file, int(row), column


def finding_name(number: int) -> str:
    """What blocks and pages call a finding."""
    return f"ph-{number}"


def finding_number(name: str) -> int:
    """The number of a finding in its list."""
    return int(name.removeprefix("ph-"))
