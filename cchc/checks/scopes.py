"""Which numbers belong together. In: a submission's counts. Out: scopes: the annex, and each section of the narrative.

A sum is checked where its total is stated, with the parts stated beside it; a part that is not stated there is taken
from elsewhere in the submission, and is missing only if it was not submitted at all.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalogue.counts import count_info, parts_of
from cchc.checks.subject import Subject
from cchc.indicators.counts import Counts, read_cell
from cchc.raw.submission import ANNEX
from cchc.values.value import Cell, Formula, Value

IN_ANNEX = "phụ lục 01b"


class Scope:
    """The statements of the annex (`section` None) or of one section of the narrative."""

    def __init__(self, counts: Counts, section: str | None, cells: dict[str, list[Cell]]) -> None:
        self.counts, self.section, self._cells = counts, section, cells
        self._stated: dict[str, Value | None] = {}

    @property
    def name(self) -> str:
        """How a message names the scope."""
        return IN_ANNEX if self.section is None else f"mục {self.section}"

    def stated(self, key: str) -> Value | None:
        """The number that the scope itself states; None where it states none."""
        if key not in self._stated:
            self._stated[key] = self._read(key)
        return self._stated[key]

    def _read(self, key: str) -> Value | None:
        return next(iter(self.all_stated(key)), None)

    def all_stated(self, key: str) -> list[Value]:
        """Every number that the scope states for the key, in reading order."""
        cells = self._cells.get(key)
        if not cells:
            return []
        model = self.counts.value(key)
        code = self.counts.code_of(key) if self.section is None else ""
        numbers = ((cell, read_cell(cell.text, model.kind)) for cell in cells)
        return [
            Value(key, model.label, model.unit, model.kind, number, "stated", (cell,), code=code)
            for cell, number in numbers
            if number is not None
        ]

    def own(self, key: str) -> Value | None:
        """The number that the scope states, or the sum of parts that it states."""
        value = self.stated(key)
        if value is not None:
            return value
        parts = [self.own(part) for part in parts_of(key)]
        known = [part for part in parts if part is not None and part.number is not None]
        if not parts or len(known) < len(parts):
            return None
        info = count_info(key)
        number = sum((part.number for part in known if part.number is not None), Decimal(0))
        formula = Formula(" + ".join(part.key for part in known), tuple(known))
        return Value(key, info.label, info.unit, "count", number, "derived", formula=formula)

    def value(self, key: str) -> Value:
        """The scope's own number, else that of the whole submission, which may be missing."""
        return self.own(key) or self.counts.value(key, self.section)

    def stated_keys(self) -> Iterator[str]:
        """The keys stated in the scope."""
        return iter(self._cells)


def scopes(subject: Subject) -> list[Scope]:
    """The annex first, then the sections of the narrative in reading order; made once a submission."""
    return subject.once("scopes", lambda one: _scopes(one.counts))


def _scopes(counts: Counts) -> list[Scope]:
    sections: dict[str | None, dict[str, list[Cell]]] = {None: {}}
    for key in counts.all_keys():
        for cell in counts.cells(key):
            place = None if cell.file == ANNEX else cell.section or ""
            sections.setdefault(place, {}).setdefault(key, []).append(cell)
    return [Scope(counts, section, cells) for section, cells in sections.items()]
