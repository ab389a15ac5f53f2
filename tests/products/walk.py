"""Run a notebook's cells without a kernel. In: the notebook, parameters. Out: what each cell has shown, and branches.

The cells run as they stand; only the front end that they show their blocks to is replaced. A branch is the body of an
`if`, `elif` or `else` of a cell, named by its cell and its condition.
"""

from __future__ import annotations

import ast
import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch

import nbformat

from cchc.document.model import BLOCK_MIME
from tests.products.synthetic import Commune

ROOT = Path(__file__).parents[2]
NOTEBOOK = ROOT / "notebooks/bao_cao_xa.ipynb"


@dataclass
class Walk:
    """An executed notebook, and the branches that were taken: (cell, line)."""

    notebook: Any
    reached: set[tuple[int, int]] = field(default_factory=set)

    @property
    def blocks(self) -> list[dict[str, Any]]:
        outputs = [output for cell in self.notebook.cells for output in cell.get("outputs", ())]
        return [output.data[BLOCK_MIME] for output in outputs]

    def sentences(self) -> Iterator[str]:
        """The running text, notices and tables' cells that this report prints."""
        for block in self.blocks:
            for inlines in inlines_of(block):
                yield "".join(text_of(inline) for inline in inlines)


def walk_notebook(root: Path, commune: Commune, *, only_branches: bool = False) -> Walk:
    """Run all cells, or only the first ones and those with branches, for a commune's submission below `root`."""
    before = _read_notebook()
    cells = [
        nbformat.NotebookNode({**cell, "outputs": []} if cell.cell_type == "code" else cell) for cell in before.cells
    ]
    walk = Walk(nbformat.NotebookNode({**before, "cells": cells}))
    names: dict[str, Any] = {"reach": walk.reached.add}
    front_end = _FrontEnd()
    with patch.multiple("cchc.document.display", get_ipython=lambda: front_end, publish_display_data=front_end.publish):
        for place, cell in enumerate(walk.notebook.cells):
            if cell.cell_type != "code" or (only_branches and place not in _always() and not branches_of(place)):
                continue
            cell.execution_count, front_end.cell = place, cell
            exec(_code(place), names)
            if "parameters" in cell.metadata.get("tags", []):
                names.update(commune.parameters, du_lieu=str(root / "data/raw"))
    return walk


def all_branches() -> dict[tuple[int, int], str]:
    """Every branch of the notebook with its name."""
    return {
        (place, line): f"cell {place}: {name}"
        for place, cell in enumerate(_read_notebook().cells)
        if cell.cell_type == "code"
        for line, name in branches_of(place).items()
    }


@functools.cache
def branches_of(place: int) -> dict[int, str]:
    """The branches of a cell: first line of the body, and condition."""
    found: dict[int, str] = {}
    for node in ast.walk(ast.parse(_read_notebook().cells[place].source)):
        if isinstance(node, ast.If):
            found[node.body[0].lineno] = ast.unparse(node.test)
            if node.orelse and not isinstance(node.orelse[0], ast.If):
                found[node.orelse[0].lineno] = f"else of {ast.unparse(node.test)}"
    return found


def inlines_of(block: dict[str, Any]) -> Iterator[list[Any]]:
    """The lists of inlines that a block prints."""
    for item in block.get("items", ()):
        yield item["inlines"]
    for row in block.get("rows", ()):
        yield from row["cells"]
    if "inlines" in block:
        yield block["inlines"]


def text_of(inline: Any) -> str:
    return inline if isinstance(inline, str) else str(inline.get("text", inline.get("long", "")))


class _Marked(ast.NodeTransformer):
    """Put a call that notes the branch at the start of every branch."""

    def __init__(self, place: int) -> None:
        self.place = place

    def visit_If(self, node: ast.If) -> ast.If:
        self.generic_visit(node)
        node.body.insert(0, self._note(node.body[0]))
        if node.orelse and not isinstance(node.orelse[0], ast.If):
            node.orelse.insert(0, self._note(node.orelse[0]))
        return node

    def _note(self, first: ast.stmt) -> ast.stmt:
        return ast.copy_location(ast.parse(f"reach(({self.place}, {first.lineno}))").body[0], first)


@functools.cache
def _code(place: int) -> Any:
    tree = _Marked(place).visit(ast.parse(_read_notebook().cells[place].source))
    return compile(ast.fix_missing_locations(tree), f"cell {place}", "exec")


@functools.cache
def _read_notebook() -> Any:
    return nbformat.read(NOTEBOOK, as_version=4)


@functools.cache
def _always() -> frozenset[int]:
    """The cells that the others build on: parameters, and the one that opens the report."""
    cells = enumerate(_read_notebook().cells)
    code = [place for place, cell in cells if cell.cell_type == "code"]
    return frozenset(code[:2])


class _FrontEnd:
    """Stands for the shell and its front end: what is shown becomes an output of the cell that runs."""

    cell: Any = None

    @property
    def execution_count(self) -> int:
        return int(self.cell.execution_count)

    def publish(self, data: dict[str, Any], **_: Any) -> None:
        # What a front end stores has been JSON. (nbformat's own new_output would validate each of them.)
        stored = {"output_type": "display_data", "data": json.loads(json.dumps(data)), "metadata": {}}
        self.cell.outputs.append(nbformat.from_dict(stored))
