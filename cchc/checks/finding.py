"""What a check says. In: cells and numbers. Out: findings, in the form that kiem-tra.json prints.

A finding names the rule (a family), every place that it speaks of with the text as printed, the numbers on both sides,
and what would make it right. It is open until a named person accepts it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, Literal

from cchc.catalogue.rules import families
from cchc.values.value import Cell, Value

Severity = Literal["E", "W", "S"]
SEVERITIES: tuple[Severity, ...] = ("E", "W", "S")


@dataclass(frozen=True)
class CellRef:
    """One cell that a finding speaks of: file, record number (header 1), column, annex code if any, text as printed."""

    file: str
    row: int
    column: str
    text: str
    stt: str | None = None

    def as_json(self) -> dict[str, Any]:
        """The form of kiem-tra.json."""
        return {"file": self.file, "row": self.row, "column": self.column, "stt": self.stt, "text": self.text}


@dataclass(frozen=True)
class PlacedRef(CellRef):
    """A cell of a file that was made from a document or workbook, with where it stands there: "dòng 95"."""

    place: str = ""

    def as_json(self) -> dict[str, Any]:
        """The form of kiem-tra.json, with the place."""
        return {**super().as_json(), "place": self.place}

    @property
    def within(self) -> tuple[str, str]:
        """The place in two parts: 'trang "Phụ lục 01b", ô' and "E12"; a sheet alone is of one."""
        what, _, number = self.place.rpartition(" ")
        return (self.place, "") if '"' in number else (what, number)


@dataclass(frozen=True)
class Acceptance:
    """Who accepted a finding, when and why."""

    person: str
    day: str
    reason: str


@dataclass(frozen=True)
class Finding:
    """One contradiction, gap or slip. `operands` are numbers by key; left, right and difference compare them.

    `cause` is the id of what is probably behind it, the same for all findings of one slip.
    """

    rule: str
    severity: Severity
    message: str
    suggestion: str
    keys: tuple[str, ...] = ()
    where: tuple[CellRef, ...] = ()
    operands: Mapping[str, Decimal] = field(default_factory=dict)
    left: Decimal | None = None
    right: Decimal | None = None
    accepted: Acceptance | None = None
    cause: str = ""

    @property
    def open(self) -> bool:
        """Whether nobody has accepted it."""
        return self.accepted is None

    @property
    def difference(self) -> Decimal | None:
        """Left - right, in their unit, where both numbers are known."""
        return None if self.left is None or self.right is None else self.left - self.right

    def accept(self, acceptance: Acceptance) -> Finding:
        """The same finding, accepted."""
        return replace(self, accepted=acceptance)

    def as_json(self) -> dict[str, Any]:
        """The form of kiem-tra.json; numbers are JSON numbers."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "keys": list(self.keys),
            "where": [place.as_json() for place in self.where],
            "values": {
                "operands": {key: plain_number(number) for key, number in self.operands.items()},
                "left": plain_number(self.left),
                "right": plain_number(self.right),
                "difference": plain_number(self.difference),
            },
            "message": self.message,
            "suggestion": self.suggestion,
            "status": "open" if self.open else "accepted",
            "cause": self.cause,
        }


def plain_number(number: Decimal | None) -> int | float | None:
    """A whole number as int, another as float."""
    if number is None:
        return None
    return int(number) if number == number.to_integral_value() else float(number)


def cell_ref(cell: Cell, stt: str | None = None) -> CellRef:
    """The place of a raw cell."""
    return CellRef(cell.file, cell.row, cell.column, cell.text, stt)


def cell_refs(values: Iterable[Value]) -> tuple[CellRef, ...]:
    """Where the numbers of these values were read, each place once: the stated cell, or those of the operands."""
    places: dict[CellRef, None] = {}
    for value in values:
        if value.status == "stated" and value.cells:
            places[cell_ref(value.cells[0], value.code or None)] = None
        elif value.formula:
            places.update(dict.fromkeys(cell_refs(value.formula.operands)))
        elif value.cells:
            places[cell_ref(value.cells[0], value.code or None)] = None
    return tuple(places)


def input_numbers(values: Iterable[Value]) -> dict[str, Decimal]:
    """The stated numbers that these values rest on, by key."""
    numbers: dict[str, Decimal] = {}
    for value in values:
        if value.formula and value.number is not None:
            numbers.update(input_numbers(value.formula.operands))
        elif value.number is not None:
            numbers[value.key] = value.number
    return numbers


def new_finding(
    rule: str,
    message: str,
    suggestion: str,
    *,
    keys: Iterable[str] = (),
    numbers: Sequence[Value] = (),
    where: Iterable[CellRef] = (),
    operands: Mapping[str, Decimal] | None = None,
    compared: tuple[Decimal | None, Decimal | None] = (None, None),
    severity: Severity | None = None,
) -> Finding:
    """A finding of the family `rule`, as grave as its family says unless `severity` is given.

    `numbers` are what it is about: it stands where they were read, and rests on them, unless told otherwise. `compared`
    are the numbers on both sides.
    """
    grave: Severity = severity or families()[rule].severity
    places = dict.fromkeys(where or cell_refs(numbers))
    rest_on = input_numbers(numbers) if operands is None else dict(operands)
    return Finding(rule, grave, message, suggestion, tuple(dict.fromkeys(keys)), tuple(places), rest_on, *compared)
