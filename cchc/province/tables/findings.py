"""What checks found in many units. In: findings by rule, shared causes. Out: their tables."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.catalogue.rules import families, severity_names
from cchc.document.model import Table
from cchc.province.facts import name_units
from cchc.province.shared import ByRule, SharedCause
from cchc.province.tables.parts import roll_up_row, roll_up_table
from cchc.values.printing import capital


def rules_table(found: Sequence[ByRule], caption: str | None) -> Table:
    """How many findings are open by rule, and in how many units."""
    known, grades = families(), severity_names()
    rows = [
        roll_up_row("row", [[capital(grades[one.severity])], [known[one.rule].name if one.rule in known else one.rule],
                     [str(one.findings)], [str(len(one.units))]])
        for one in found
    ]  # fmt: skip
    return roll_up_table("quy_tac", rows, caption)


def causes_table(found: Sequence[SharedCause], caption: str | None) -> Table:
    """The causes that several units share, with what is said of the first."""
    rows = [
        roll_up_row("row", [[str(number)], [one.example], [str(len(one.units))], [name_units(one.units, 10)]])
        for number, one in enumerate(found, 1)
    ]
    return roll_up_table("nguyen_nhan", rows, caption)
