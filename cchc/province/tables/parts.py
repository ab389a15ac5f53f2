"""The parts that tables of a roll-up are made of. In: values, units left out. Out: cells, rows, a table under its heads in roll_up.yaml."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import get_args

from cchc.catalogue.roll_up import MainIndicator, roll_up
from cchc.catalogue.units.register import Unit
from cchc.document.lineage import number_inline
from cchc.document.model import Inline, Row, Run, Table
from cchc.document.tables import table_block
from cchc.province.facts import name_units
from cchc.province.totals import Reason, Taken, Units
from cchc.values.printing import print_figure, print_number, print_share, print_value
from cchc.values.value import Value

_NAMED = 5  # units that a remark of a table names; of more it says how many
_COMMON: frozenset[Reason] = frozenset(
    {"chua_gui", "khong_doc_duoc", "chua_lap", "mo_phong"}
)  # told once, below the table
NONE = "–"


def plain(value: Value) -> str:
    """A number as it stands alone in a cell: 5, not 05."""
    if value.number is None or value.kind in ("share", "percent"):
        return print_value(value)
    return print_number(value.number)


def figure(value: Value) -> Inline:
    """A number in a cell, with its source."""
    return number_inline(value, plain(value))


def measure(number: Decimal, indicator: MainIndicator) -> str:
    """A number of an indicator as printed: a share 0 to 1 as a percentage, others in their unit."""
    return print_share(number) if indicator.is_rate else print_figure(number, 1)


def left_out(taken: Taken, most: int = _NAMED) -> str:
    """Whose report has no number to take, and why: "2 chưa có số liệu (các xã A, B)"; those without report are told once.

    Where there are more than `most`, a few names would say no more than the number.
    """
    return _told({reason: units for reason, units in taken.left_out.items() if reason not in _COMMON}, most)


def _told(left_out: Mapping[Reason, Sequence[Unit]], most: int) -> str:
    words = roll_up().left_out
    listed = ((words[reason], left_out[reason]) for reason in get_args(Reason) if reason in left_out)
    return "; ".join(
        f"{len(units)} {said}{f' ({name_units(units, most)})' if len(units) <= most else ''}" for said, units in listed
    )


def without_report(units: Units) -> Run | None:
    """The line under a table: who is in none of its numbers."""
    absent = units.without_report()
    return [f"Mọi dòng đều không có số của: {_told(absent, 0)}."] if absent else None


def roll_up_table(key: str, rows: Sequence[Row], caption: str | None, note: Run | None = None) -> Table:
    """A table under the head that roll_up.yaml has for it."""
    return table_block(key, roll_up().tables[key], rows, caption, note)


def roll_up_row(kind: str, cells: Sequence[Run], absent: bool = False) -> Row:
    """A row of these cells; parts that are blank are left out."""
    return Row(kind=kind, absent=absent, cells=[[part for part in cell if part != ""] for cell in cells])  # type: ignore[arg-type]
