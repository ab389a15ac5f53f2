"""Tie findings to the numbers they touch. In: a block, an examination. Out: the block, each number with its findings.

A finding touches a number when it speaks of a row that the number was read from, or that one of its operands was.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cchc.checks.examine import Examination
from cchc.checks.finding import SEVERITIES, Finding
from cchc.document.blocks import Block

Row = tuple[str, int]


def name_findings(examination: Examination) -> dict[str, Finding]:
    """The findings by the name that blocks and pages use: "ph-1", "ph-2" ..., gravest first."""
    return {f"ph-{number}": finding for number, finding in enumerate(examination.findings, 1)}


def findings_by_row(named: Mapping[str, Finding]) -> dict[Row, list[str]]:
    """The names of the findings that speak of each row."""
    rows: dict[Row, list[str]] = {}
    for name, finding in named.items():
        for row in dict.fromkeys((place.file, place.row) for place in finding.where):
            rows.setdefault(row, []).append(name)
    return rows


def attach_findings(block: Block, named: Mapping[str, Finding], by_row: Mapping[Row, list[str]]) -> Block:
    """The block with, for each number, the names of its findings and the gravest severity that is open."""
    for inline in _objects(block):
        if inline.get("t") == "number":
            rows = dict.fromkeys(_rows(inline["lineage"]))
        elif inline.get("t") == "cite":
            rows = {(inline["cell"]["file"], inline["cell"]["row"]): None}
        else:
            continue
        touching = list(dict.fromkeys(name for row in rows for name in by_row.get(row, ())))
        if touching:
            inline["findings"] = touching
            inline["flag"] = _gravest(named[name] for name in touching)
    return block


def _objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every inline object in the block, wherever it stands."""
    if isinstance(part, dict):
        if "t" in part:
            yield part
        else:
            for value in part.values():
                yield from _objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from _objects(value)


def _rows(lineage: Mapping[str, Any]) -> Iterator[Row]:
    """The rows that gave the number: the first cell of a stated one, those of the operands of a derived one."""
    cells = lineage.get("cells") or []
    operands = (lineage.get("formula") or {}).get("operands", [])
    if cells and not operands:
        yield cells[0]["file"], cells[0]["row"]
    for operand in operands:
        yield from _rows(operand)


def _gravest(findings: Iterator[Finding]) -> str | None:
    """The gravest severity among those that are open; None when all are accepted."""
    severities = {finding.severity for finding in findings if finding.open}
    return next((severity for severity in SEVERITIES if severity in severities), None)
