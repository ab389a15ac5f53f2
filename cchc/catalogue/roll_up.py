"""What a province's roll-up shows. In: roll_up.yaml. Out: limits, main indicators, annexes, heads of tables, words of states."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from cchc.catalogue.load import Entry, read_catalogue
from cchc.catalogue.presentation import Annex, Table


class Limits(Entry):
    """From where on a figure is unlike the others of its type of unit, and how much a sentence or a drawing holds.

    `deviations` are median absolute deviations; what is nearer to the median than `least_share` (of rates) or `least_count`
    (of counts) is never unlike the others.
    """

    least_units: int
    deviations: Decimal
    least_share: Decimal
    least_count: Decimal
    most_named: int
    ranked: int
    shared_by: int
    heat_rows: int


class MainIndicator(Entry):
    """A count or rate that units are compared by; ranked where one end is `better`."""

    key: str
    label: str
    better: Literal["high", "low", ""] = ""

    @property
    def is_rate(self) -> bool:
        """Whether it is a share, 0 to 1."""
        return self.key.startswith("ty_le.")


class RollUp(Entry):
    """Schema of roll_up.yaml."""

    limits: Limits
    indicators: tuple[MainIndicator, ...]
    heat_steps: tuple[Decimal, ...]
    annexes: tuple[Annex, ...]
    not_added: dict[str, str]
    left_out: dict[str, str]
    states: dict[str, str]
    tables: dict[str, Table]
    compared: tuple[str, ...]


def roll_up() -> RollUp:
    """All of it."""
    words: RollUp = read_catalogue("roll_up.yaml", RollUp)
    return words
