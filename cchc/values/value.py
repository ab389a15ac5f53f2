"""What a number is: its value, and where it came from. In: nothing. Out: the types that every later room passes on.

A `Value` that was stated knows its raw cells; one that was derived knows its formula and the operands, each again a
`Value`. Missing is not zero: `number` is None when nothing was submitted, when the text is not a number, and when a
division has no value; `status` says which.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["count", "measure", "percent", "share", "days", "choice", "text"]
Status = Literal["stated", "text", "derived", "remainder", "missing", "not_a_number", "no_value"]


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a text stands: file, record number (the header is 1), column, the text as printed, and its section.

    `words` are the words around it. `scope` says what the number covers where it is not all that the report covers
    ("tại quầy"). Where a correction was made `text` is the corrected text, `original` the one found, and `reason` says
    why, who and when.
    """

    file: str
    row: int
    column: str
    text: str
    section: str | None = None
    words: str = ""
    scope: str = ""
    original: str | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Formula:
    """How a value was derived: a readable text ("ho_so.truoc_han + ho_so.dung_han") and the operands in its order."""

    text: str
    operands: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Value:
    """One number with its lineage.

    `number` is in `unit`; a share is 0 to 1. `cells` are all statements of the key, the one that gave `number` first.
    What stands where no number belongs is a "text".
    A sum of parts is "derived"; what is left of a total without its other part is a "remainder": it serves rates and
    checks, and no sentence prints it as if it had been stated. `denominator` is the name of a rate's denominator, `code` the
    annex row's code where the number stands there.
    """

    key: str
    label: str
    unit: str
    kind: Kind
    number: Decimal | None
    status: Status
    cells: tuple[Cell, ...] = ()
    formula: Formula | None = None
    denominator: str = ""
    decimals: int = 1
    code: str = ""

    @property
    def missing(self) -> bool:
        """Whether there is no number to print."""
        return self.number is None

    @property
    def known(self) -> Decimal:
        """The number, for whoever has looked that there is one. Raises ValueError where there is none."""
        if self.number is None:
            raise ValueError(f"{self.key} has no number: {self.status}")
        return self.number

    def sources(self) -> Iterator[Cell]:
        """All raw cells that this value rests on, operands included."""
        yield from self.cells
        for operand in self.formula.operands if self.formula else ():
            yield from operand.sources()


def known_sum(values: Iterable[Value]) -> Decimal:
    """The sum of the numbers that are known."""
    return sum((value.number for value in values if value.number is not None), Decimal(0))


def whole_sum(values: Iterable[Value]) -> Decimal | None:
    """The sum of all of their numbers; None where one is missing."""
    listed = list(values)
    return None if any(value.missing for value in listed) else known_sum(listed)
