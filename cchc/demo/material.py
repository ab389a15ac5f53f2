"""What synthetic submissions are made of. In: demo.yaml. Out: Material: sizes, statements, procedures, documents, texts."""

from __future__ import annotations

import functools
from datetime import date

from pydantic import Field

from cchc.catalogue.load import Entry, read_catalogue

Ends = tuple[int, int]


class Size(Entry):
    """Least and most dossiers a year, procedures and staff of one type of unit, before or after the mergers of 2025."""

    type: str
    merged: bool
    dossiers: Ends
    procedures: Ends
    staff: Ends


class Stated(Entry):
    """Keys that a narrative states together, and how often, in percent; in another section than usual where given."""

    keys: tuple[str, ...]
    often: int
    section: str = ""


class Procedure(Entry):
    """A procedure and the days that a rule gives for it."""

    name: str
    days: int


class OwnDocument(Entry):
    """A document that the commune issues, unless the choice row `row` says that it did not."""

    section: str
    kind: str
    subject: str
    row: str = ""


class Law(Entry):
    """A document of the centre that a report may name as in force on the last day of its window."""

    section: str
    kind: str
    symbol: str
    day: date
    body: str
    subject: str
    since: date = Field(date.min, alias="from")
    until: date = date.max

    def in_force(self, as_of: date) -> bool:
        """Whether a report of a window that ends on that day may name it."""
        return max(self.day, self.since) <= as_of <= self.until


class Material(Entry):
    """Schema of demo.yaml."""

    sizes: tuple[Size, ...]
    statements: tuple[Stated, ...]
    again: tuple[Stated, ...]
    rates: tuple[Stated, ...]
    procedures: tuple[Procedure, ...]
    plan: OwnDocument
    own_documents: tuple[OwnDocument, ...]
    laws: tuple[Law, ...]
    told_of: dict[str, str]
    names: tuple[str, ...]
    letters: tuple[str, ...]
    texts: dict[str, tuple[str, ...]]


@functools.cache
def material() -> Material:
    """The whole of demo.yaml."""
    read: Material = read_catalogue("demo.yaml", Material, "cchc.demo")
    return read
