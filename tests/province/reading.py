"""Run the cells of the roll-up's notebook on a report. In: a ProvinceReport. Out: its paragraphs, and the branches taken."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

import nbformat

from cchc.document.display import DisplayedBlock
from cchc.document.model import Block, Paragraphs, plain_text
from cchc.export.joining import join_parts
from cchc.export.outputs import Part
from cchc.province.report import ProvinceReport
from tests.products.project import ROOT
from tests.products.walk import _Marked

NOTEBOOK = ROOT / "notebooks/tong_hop_tinh.ipynb"
CELLS = [cell for cell in nbformat.read(NOTEBOOK, as_version=4).cells if cell.cell_type == "code"][2:]


@dataclass
class Read:
    """The blocks that were shown, in order, and the branches that were taken: (cell, line)."""

    blocks: list[Block] = field(default_factory=list)
    reached: set[tuple[int, int]] = field(default_factory=set)

    @property
    def paragraphs(self) -> list[str]:
        """The running text as a reader has it."""
        joined = join_parts(Part("block", block) for block in self.blocks)  # type: ignore[arg-type]
        texts = (one.block for one in joined if isinstance(one.block, Paragraphs))
        return [plain_text(item.inlines) for block in texts for item in block.items]


def read_notebook(report: ProvinceReport) -> Read:
    """Run the cells behind the one that opens the report."""
    read = Read()

    def show(block: DisplayedBlock) -> DisplayedBlock:
        read.blocks.append(block.block)
        return block

    names: dict[str, Any] = {"report": report, "reach": read.reached.add}
    with patch.object(DisplayedBlock, "show", show):
        for place, cell in enumerate(CELLS):
            tree = ast.fix_missing_locations(_Marked(place).visit(ast.parse(cell.source)))
            exec(compile(tree, f"cell {place}", "exec"), names)
    return read


def branches() -> dict[tuple[int, int], str]:
    """Every branch of the notebook, with its condition."""
    found = {}
    for place, cell in enumerate(CELLS):
        for node in ast.walk(ast.parse(cell.source)):
            if isinstance(node, ast.If):
                found[place, node.body[0].lineno] = ast.unparse(node.test)
                if node.orelse and not isinstance(node.orelse[0], ast.If):
                    found[place, node.orelse[0].lineno] = f"else of {ast.unparse(node.test)}"
    return found
