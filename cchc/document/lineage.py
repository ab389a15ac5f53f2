"""Say where numbers come from, and which findings touch them. In: Values, an check_report. Out: blocks with their registers.

A finding touches a number when it speaks of a row that the number was read from, or that one of its operands was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from msgspec.structs import replace

from cchc.checks.finding import SEVERITIES, Finding, Severity
from cchc.checks.run import CheckReport
from cchc.document.model import (
    Block,
    Citation,
    Inline,
    Lineage,
    Number,
    RawCell,
    Terms,
    cell_name,
    finding_name,
)
from cchc.values.printing import print_value
from cchc.values.value import Cell, Value

B = TypeVar("B", bound=Block)
Position = tuple[str, int, str | None]  # file, row, and column; None stands for all columns of the row


@dataclass(frozen=True)
class Links:
    """The findings of a report by name, and the names of those that speak of each row and of each cell."""

    named: Mapping[str, Finding]
    places: Mapping[Position, list[str]]

    def touching(self, cells: Sequence[Position]) -> tuple[tuple[str, ...], Severity | None]:
        """All findings on the rows of these cells, and the gravest open one on the very cells."""
        found = dict.fromkeys(name for file, row, _ in cells for name in self.places.get((file, row, None), ()))
        marks = (self.named[name] for cell in cells for name in self.places.get(cell, ()))
        severities = {finding.severity for finding in marks if finding.open}
        return tuple(found), next((severity for severity in SEVERITIES if severity in severities), None)


def name_findings(check_report: CheckReport) -> dict[str, Finding]:
    """The findings by the name that blocks and pages use: "ph-1", "ph-2" ..., those of one cause after each other."""
    found = (finding for cause in check_report.causes for finding in cause.findings)
    return {finding_name(number): finding for number, finding in enumerate(found, 1)}


def link_findings(named: Mapping[str, Finding]) -> Links:
    """The findings, to be found by row and by cell."""
    places: dict[Position, list[str]] = {}
    for name, finding in named.items():
        for place in finding.where:
            for position in ((place.file, place.row, None), (place.file, place.row, place.column)):
                names = places.setdefault(position, [])
                if name not in names[-1:]:
                    names.append(name)
    return Links(named, places)


class PrintedValue(Number):
    """A number that is printed, until `register` gives its lineage a name in the register of its block."""

    value: Value


def number_inline(value: Value, text: str | None = None) -> PrintedValue:
    """A printed number with its lineage; `text` where it is printed otherwise than a sentence would."""
    missing = value.missing and value.kind != "text"
    return PrintedValue(
        text=print_value(value) if text is None else text, missing=missing, lineage=value.key, value=value
    )


def values_in(block: Block) -> Iterator[Value]:
    """The values of the numbers that a block prints, before it is registered."""
    return (inline.value for inline in block.all_inlines() if isinstance(inline, PrintedValue) and not inline.missing)


def scope_of(value: Value) -> str:
    """What the value covers, as its operands say, or its first cell; nothing where that is all that the report covers."""
    if value.formula:
        return next((scope for one in value.formula.operands if (scope := scope_of(one))), "")
    return value.cells[0].scope if value.cells else ""


def register_cells(cells: Iterable[Cell]) -> dict[str, str | RawCell]:
    """What stands in each cell, by its name."""
    return {_name(cell): _registered(cell) for cell in cells}


def _name(cell: Cell) -> str:
    return cell_name(cell.file, cell.row, cell.column)


def _registered(cell: Cell) -> str | RawCell:
    words = " ".join(cell.words.split())
    entry = RawCell(text=cell.text, section=cell.section or "", words=words, original=cell.original, reason=cell.reason)
    return entry if entry != RawCell(text=cell.text) else cell.text


def register(block: B, links: Links) -> B:
    """The block with the lineages of its numbers in its register, and the findings of each number and citation.

    What stands in a cell of another submission is registered too: the block of raw files has only this report's.
    """
    values = LineageRegister()
    cells: dict[str, str | RawCell] = dict(block.cells)

    def finish(inline: Inline) -> Inline:
        if isinstance(inline, PrintedValue):
            cells.update(register_cells(cell for cell in inline.value.sources() if "/" in cell.file))
            findings, flag = links.touching(_sources(inline.value))
            lineage = _register(inline.value, values)
            return Number(text=inline.text, missing=inline.missing, lineage=lineage, findings=findings, flag=flag)
        if isinstance(inline, Citation) and inline.cell:
            findings, flag = links.touching([(inline.cell.file, inline.cell.row, None)])
            return replace(inline, findings=findings, flag=flag)
        return inline

    finished = block.map_runs(lambda run: [finish(inline) for inline in run])
    return replace(finished, values=values.entries, cells=cells)


def _register(value: Value, values: LineageRegister) -> str:
    """The name of the lineage in the register: its key, numbered where another lineage has the key already."""
    formula = None
    if value.formula:
        operands = [_register(operand, values) for operand in value.formula.operands]
        formula = Terms(text=value.formula.text, operands=operands)
    entry = Lineage(
        label=value.label,
        unit=value.unit,
        value=None if value.number is None else format(value.number, "f"),
        cells=[_name(cell) for cell in value.cells],
        status=value.status if value.number is None else "",
        of=value.denominator,
        formula=formula,
    )
    return values.name(value.key, entry)


class LineageRegister:
    """Lineages by name: the key of the value, numbered from the second lineage of a key on."""

    def __init__(self, entries: Mapping[str, Lineage] | None = None) -> None:
        self.entries = dict(entries or {})
        self._names: dict[str, list[str]] = {}
        for name in self.entries:
            self._names.setdefault(key_of_lineage(name), []).append(name)

    def name(self, key: str, entry: Lineage) -> str:
        """The name of a lineage, which is put in where it is not there."""
        names = self._names.setdefault(key, [])
        for name in names:
            if self.entries[name] == entry:
                return name
        name, number = key, max(1, len(names))
        while name in self.entries:
            number += 1
            name = f"{key}#{number}"
        names.append(name)
        self.entries[name] = entry
        return name


def key_of_lineage(name: str) -> str:
    """The key of the value whose lineage has that name in a register."""
    return name.partition("#")[0]


def _sources(value: Value) -> list[Position]:
    """The cells that gave the number: the first of a stated one, those of the operands of a derived one."""
    if value.formula:
        return list(dict.fromkeys(cell for operand in value.formula.operands for cell in _sources(operand)))
    return [(cell.file, cell.row, cell.column) for cell in value.cells[:1]]
