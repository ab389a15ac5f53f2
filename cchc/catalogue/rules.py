"""The rules that numbers, documents and words are held to. In: rules.yaml. Out: families and declared rules.

A family has a sentence, a severity and examples; sums, ceilings, shares and lists are declared under it. Severities: E
certain error, W needs confirmation, S style. All families are valid for reports whose window ends between
`valid_from` and `valid_to` (blank: open).
"""

from __future__ import annotations

import functools
from datetime import date
from typing import Any, Literal

from cchc.catalogue.load import Entry, read_catalogue

SeverityCode = Literal["E", "W", "S"]


class Example(Entry):
    """A submission in small.

    `annex`: texts by key, in rows of the form; `rows`: rows as submitted (code, label, unit, text); `whole_form`: all
    other rows of the form with the value 0 or their first choice, and what else a complete report has; `procedures`: name,
    days before, days after, percent.
    """

    annex: dict[str, str] = {}
    rows: tuple[tuple[str, str, str, str], ...] = ()
    whole_form: bool = False
    statements: tuple[dict[str, str], ...] = ()
    documents: tuple[dict[str, str], ...] = ()
    procedures: tuple[tuple[str, str, str, str], ...] = ()
    texts: dict[str, str] = {}
    source: dict[str, Any] = {}


class Family(Entry):
    """One rule family: what holds, how grave a breach is, where it comes from, and two examples that are also tests.

    `tolerance`: how far apart numbers may lie that should be equal; of a family that compares none, nothing.
    """

    key: str
    name: str
    severity: SeverityCode
    softer: SeverityCode | None = None
    softer_when: str = ""
    sentence: str
    tolerance: str = ""
    source: str
    valid_from: date | None = None
    valid_to: date | None = None
    passing: Example
    failing: Example
    says: str


class Further(Entry):
    """A part that a total may have besides the usual ones, and the words by which a report names it."""

    key: str
    named: tuple[str, ...]


class Sum(Entry):
    """A total equals its parts. `also`: parts that another reading of the total adds where they are stated.

    `further`: parts that count where they are stated, unless the total is reached without them. `within`: the first part
    may be the total and hold the others. `severity` where it is not the family's.
    """

    family: str
    total: str
    parts: tuple[str, ...]
    also: tuple[str, ...] = ()
    further: tuple[Further, ...] = ()
    within: bool = False
    severity: SeverityCode | None = None


class Balance(Entry):
    """The keys of what came in and what became of it.

    `also`: what may have become of it besides, inside the others or apart. `outside`: what is in no sum; a gap of just
    its size is a question.
    """

    received: str
    carried: str
    channels: tuple[str, ...]
    resolved: str
    going: str
    returned: str
    also: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Those that every report has."""
        return (self.received, self.carried, *self.channels, self.resolved, self.going, self.returned)


class Ceiling(Entry):
    """The parts together cannot exceed the whole; `severity` where it is not the family's."""

    parts: tuple[str, ...]
    whole: str
    severity: SeverityCode | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    def in_force(self, as_of: date) -> bool:
        """Whether it holds for a window that ends on that day."""
        return (self.valid_from or as_of) <= as_of <= (self.valid_to or as_of)


class Same(Entry):
    """Two names of one quantity: both sums are equal where both are stated."""

    left: tuple[str, ...]
    right: tuple[str, ...]


class Unrelated(Entry):
    """A breakdown, and others that have nothing to do with it."""

    one: tuple[str, ...]
    others: tuple[tuple[str, ...], ...]


class Grouping(Entry):
    """Families whose findings may have one cause, by what they share; and one advice for several of them."""

    name: str
    families: tuple[str, ...]
    link: Literal["numbers", "keys", "rows", "values", "all"]
    advice: str = ""


class Rules(Entry):
    """Schema of rules.yaml."""

    severities: dict[SeverityCode, str]
    families: tuple[Family, ...]
    sums: tuple[Sum, ...]
    balance: Balance
    ceilings: tuple[Ceiling, ...]
    same: tuple[Same, ...]
    shares: tuple[tuple[str, ...], ...]
    copied_parts: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...]
    copied_totals: tuple[tuple[str, str, str], ...]
    unrelated: tuple[Unrelated, ...]
    form_gaps: tuple[str, ...]
    causes: tuple[Grouping, ...]


def rules() -> Rules:
    """All rules of the catalogue."""
    catalogue: Rules = read_catalogue("rules.yaml", Rules)
    return catalogue


def severity_names() -> dict[SeverityCode, str]:
    """What a breach of each severity is called, gravest first."""
    return rules().severities


@functools.cache
def families() -> dict[str, Family]:
    """The families by key, in the order of the file."""
    return {family.key: family for family in rules().families}
