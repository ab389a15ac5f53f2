"""Tie findings to the numbers they touch. In: a block, an examination. Out: the block, each number with its findings.

A finding touches a number when it speaks of a row that the number was read from, or that one of its operands was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from cchc.checks.examine import Examination
from cchc.checks.finding import SEVERITIES, Finding
from cchc.document.blocks import Block, inline_objects, split_cell_name

Row = tuple[str, int]
Position = tuple[str, int, str]
Lineage = dict[str, Any]


@dataclass(frozen=True)
class Links:
    """The findings of a report by name, and the names of those that speak of each row and of each cell."""

    named: Mapping[str, Finding]
    rows: Mapping[Row, list[str]]
    cells: Mapping[Position, list[str]]


def name_findings(examination: Examination) -> dict[str, Finding]:
    """The findings by the name that blocks and pages use: "ph-1", "ph-2" ..., those of one cause after each other."""
    found = (finding for cause in examination.causes for finding in cause.findings)
    return {f"ph-{number}": finding for number, finding in enumerate(found, 1)}


def link_findings(named: Mapping[str, Finding]) -> Links:
    """The findings, to be found by row and by cell."""
    rows: dict[Row, list[str]] = {}
    cells: dict[Position, list[str]] = {}
    for name, finding in named.items():
        for row in dict.fromkeys((place.file, place.row) for place in finding.where):
            rows.setdefault(row, []).append(name)
        for cell in dict.fromkeys((place.file, place.row, place.column) for place in finding.where):
            cells.setdefault(cell, []).append(name)
    return Links(named, rows, cells)


def register_values(block: Block) -> Block:
    """The block with the lineages of its numbers in one register, each once, operands named in place of repeated."""
    values: dict[str, Lineage] = {}
    for inline in inline_objects(block):
        if inline["t"] == "number":
            inline["lineage"] = _register(inline["lineage"], values)
    return {**block, "values": values} if values else block


def _register(lineage: Lineage, values: dict[str, Lineage]) -> str:
    """The name of the lineage in the register: its key, numbered where another lineage has the key already."""
    entry = {name: part for name, part in lineage.items() if name != "key"}
    if "formula" in lineage:
        operands = [_register(operand, values) for operand in lineage["formula"]["operands"]]
        entry["formula"] = {"text": lineage["formula"]["text"], "operands": operands}
    name, number = lineage["key"], 1
    while values.setdefault(name, entry) != entry:
        number += 1
        name = f"{lineage['key']}#{number}"
    return str(name)


def attach_findings(block: Block, links: Links) -> Block:
    """The block with the findings of each number and citation.

    A number is told all findings on its rows, and flagged with the gravest open one on the very cells that gave it; a
    citation is flagged with the gravest open one on its row.
    """
    values = block.get("values", {})
    for inline in inline_objects(block):
        if inline["t"] == "number":
            cells = list(dict.fromkeys(source_cells(inline["lineage"], values)))
            marks = [name for cell in cells for name in links.cells.get(cell, ())]
        elif inline["t"] == "cite":
            cells = [(inline["cell"]["file"], inline["cell"]["row"], "")]
            marks = links.rows.get(cells[0][:2], [])
        else:
            continue
        touching = list(dict.fromkeys(name for cell in cells for name in links.rows.get(cell[:2], ())))
        if touching:
            inline["findings"] = touching
            inline["flag"] = _gravest(links.named[name] for name in marks)
    return block


def source_cells(name: str, values: Mapping[str, Lineage]) -> Iterator[Position]:
    """The cells that gave the number: the first of a stated one, those of the operands of a derived one."""
    lineage = values[name]
    if "formula" in lineage:
        for operand in lineage["formula"]["operands"]:
            yield from source_cells(operand, values)
    elif lineage["cells"]:
        yield split_cell_name(lineage["cells"][0])


def _gravest(findings: Iterator[Finding]) -> str | None:
    """The gravest severity among those that are open; None when all are accepted."""
    severities = {finding.severity for finding in findings if finding.open}
    return next((severity for severity in SEVERITIES if severity in severities), None)
