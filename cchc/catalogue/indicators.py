"""The rates that the report computes. In: indicators.yaml. Out: each with numerator, denominators and their names."""

from __future__ import annotations

import functools

from pydantic import Field

from cchc.catalogue.load import Entry, read_catalogue


class Denominator(Entry):
    """What a rate is a share of: the keys added up, and the name that officials use for it."""

    keys: tuple[str, ...]
    name: str


class WorkedExample(Entry):
    """Counts in the order of the keys of numerator and first denominator, and the percentage that is printed."""

    numerator: tuple[int, ...]
    denominator: tuple[int, ...]
    prints: str


class Indicator(Entry):
    """One rate. `stated` is the key of the percentage itself, used where counts are not submitted: an annex row's or its own.

    `channel`: the share of a channel, over what came in new. `within`: the first count of the numerator may hold the
    others. `verified`: whether its denominators were read in the source itself.
    """

    key: str
    label: str
    numerator: tuple[str, ...]
    denominators: tuple[Denominator, ...] = Field(min_length=1)
    stated: str | None = None
    channel: bool = False
    within: bool = False
    decimals: int = 1
    example: WorkedExample
    source: str
    verified: bool = True
    note: str = ""

    @property
    def asked_as_rate(self) -> bool:
        """Whether forms ask for the percentage itself, so that it is printed as stated where its counts were not sent."""
        return self.stated == self.key


class Reduction(Entry):
    """The share of time saved by shortened procedures, and the section that reports on it."""

    key: str
    label: str
    pooled: str
    name: str
    unit: str
    section: str
    decimals: int
    example: WorkedExample
    source: str


class Indicators(Entry):
    """Schema of indicators.yaml; `same_units` has the usual word for a unit that goes by two."""

    same_units: dict[str, str]
    indicators: tuple[Indicator, ...]
    reduction: Reduction


@functools.cache
def indicators() -> dict[str, Indicator]:
    """All indicators by key, in the order of the file."""
    return {entry.key: entry for entry in read_catalogue("indicators.yaml", Indicators).indicators}


def same_units() -> dict[str, str]:
    """The usual word for each unit that goes by another one too, both in small letters."""
    rules: Indicators = read_catalogue("indicators.yaml", Indicators)
    return rules.same_units


def reduction() -> Reduction:
    """The indicator of time saved."""
    rule: Reduction = read_catalogue("indicators.yaml", Indicators).reduction
    return rule
