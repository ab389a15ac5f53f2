"""Words and dates that checks know. In: wording.yaml. Out: kinds of documents, issuers, exchanged days, frequencies and more.

Lists only; how a text is searched for them is the business of the checks. Conventions of writing: prose.yaml.
"""

from __future__ import annotations

from datetime import date

from cchc.catalogue.load import Entry, read_catalogue


class Kind(Entry):
    """A kind of document and its mark in a symbol; `adopts` if one such document settles a matter for a year."""

    name: str
    short: str = ""
    adopts: bool = False


class Duplicates(Entry):
    """When two procedure names are one: share of common words, and words that make a procedure another one."""

    common: float
    telling: tuple[str, ...]
    ignored: tuple[str, ...]


class Frequency(Entry):
    """A count and the stated number of times a week."""

    count: str
    per_week: str


class Every(Entry):
    """Words that state a frequency, and how long one turn is: a week, a month or a quarter (`months` 3)."""

    words: tuple[str, ...]
    name: str
    weeks: int = 0
    months: int = 0


class Readings(Entry):
    """Words around a number that tell whether it counts something, in small letters; `no_counts` are patterns."""

    no_counts: tuple[str, ...]
    names: tuple[str, ...]
    maybe_names: tuple[str, ...]
    about: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    changes: tuple[str, ...]
    times: tuple[str, ...]
    multiples: tuple[str, ...]
    each: tuple[str, ...]
    compared: tuple[str, ...]
    whole: tuple[str, ...]
    things: tuple[tuple[str, ...], ...]


class Exchange(Entry):
    """A working day on which offices are closed, and the Saturday worked for it."""

    closed: date
    worked: date
    source: str


class Wording(Entry):
    """Schema of wording.yaml. A share is 0 to 1."""

    kinds: tuple[Kind, ...]
    issuers: dict[str, tuple[str, ...]]
    duplicates: Duplicates
    exchanged: tuple[Exchange, ...]
    frequencies: tuple[Frequency, ...]
    every: tuple[Every, ...]
    occasions: tuple[str, ...]
    frequency_tolerance: float
    readings: Readings


def wording() -> Wording:
    """All words of the catalogue."""
    catalogue: Wording = read_catalogue("writing/wording.yaml", Wording)
    return catalogue
