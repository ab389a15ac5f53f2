"""What changed of units and provinces that stayed what they were. In: unit_changes.yaml. Out: their new types and names by day."""

from __future__ import annotations

import functools
from datetime import date

from pydantic import Field

from cchc.catalogue.load import Entry, read_catalogue


class Renamed(Entry):
    """A unit or province by its code, with type and name before and after: "xã Nhơn Trạch", "phường Nhơn Trạch"."""

    code: str
    was: str
    now: str


class Change(Entry):
    """What one resolution changed on the day from which it is in force."""

    day: date = Field(alias="date")
    resolution: str
    verified: bool
    units: tuple[Renamed, ...] = ()
    provinces: tuple[Renamed, ...] = ()


class UnitChanges(Entry):
    """Schema of unit_changes.yaml."""

    source: str
    changes: tuple[Change, ...]


@functools.cache
def _changes_by_code() -> dict[str, list[tuple[date, Renamed]]]:
    """Every change by the code of the unit (five digits) or province (two), the first day first."""
    found: dict[str, list[tuple[date, Renamed]]] = {}
    for change in sorted(read_catalogue("units/unit_changes.yaml", UnitChanges).changes, key=lambda one: one.day):
        for renamed in (*change.units, *change.provinces):
            found.setdefault(renamed.code, []).append((change.day, renamed))
    return found


def changes_of(code: str, province_code: str) -> dict[date, list[Renamed]]:
    """What changed of a unit and of its province, by day, the first day first."""
    every = _changes_by_code()
    if code not in every and province_code not in every:
        return {}
    found: dict[date, list[Renamed]] = {}
    for day, renamed in sorted((*every.get(code, ()), *every.get(province_code, ())), key=lambda one: one[0]):
        found.setdefault(day, []).append(renamed)
    return found
