"""Who has submitted what. In: reports, submission folders, the register. Out: matrices of units by period.

Units are those of the register on the last day of a period. Where the register changed between two periods, as on
1 July 2025, each set of units has a matrix of its own: a code may be another commune in the next. A unit that changed
its type or name is the same one, and called as in the newest of its periods.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.units.register import OLD_UNITS_LISTED_AS_OF, Unit, units_on
from cchc.export.names import HTML
from cchc.site.entry import Entry, Window, bare_name, province_key, search_key

# From what is done to what is still to be done.
STATES = {
    "issued": "đã ban hành",
    "changed": "đã ban hành, số liệu đã đổi",
    "clean": "có báo cáo",
    "draft": "dự thảo",
    "outdated": "cần lập lại báo cáo",
    "waiting": "chưa lập báo cáo",
    "none": "chưa nộp",
}


@dataclass(frozen=True, order=True)
class Submitted:
    """A submission folder below a raw root: whose it is, by code, and its name."""

    window: Window
    code: str
    folder: str


@dataclass(frozen=True)
class State:
    """What there is of a unit for a period, and the address of its report, from output/."""

    key: str
    link: str | None = None

    @property
    def label(self) -> str:
        """In words."""
        return STATES[self.key]


@dataclass(frozen=True)
class MatrixRow:
    """A unit and its state in each period; `listed` where the register has it."""

    code: str
    name: str
    district: str
    states: tuple[State, ...]
    listed: bool = True


@dataclass(frozen=True)
class Matrix:
    """Units by period, the newest period first."""

    windows: tuple[Window, ...]
    rows: tuple[MatrixRow, ...]

    @property
    def totals(self) -> list[dict[str, int]]:
        """For each period, how many units are in each state."""
        columns = range(len(self.windows))
        return [{key: sum(row.states[i].key == key for row in self.rows) for key in STATES} for i in columns]

    @property
    def older_than_register(self) -> bool:
        """Whether a period is older than the register, which then answers with the first units that it has."""
        return self.windows[-1].end < OLD_UNITS_LISTED_AS_OF

    @property
    def unlisted(self) -> bool:
        """Whether some of the units are not in the register."""
        return any(not row.listed for row in self.rows)


@functools.lru_cache(maxsize=8)
def units_by_province(as_of: date) -> dict[str, tuple[Unit, ...]]:
    """The units of that day by the key of their province."""
    found: dict[str, list[Unit]] = {}
    for unit in units_on(as_of):
        found.setdefault(province_key(unit.province), []).append(unit)
    return {province: tuple(units) for province, units in found.items()}


@functools.lru_cache(maxsize=8)
def unit_codes(as_of: date) -> dict[str, Unit]:
    """The units of that day by code."""
    return {unit.code: unit for units in units_by_province(as_of).values() for unit in units}


def province_of(submitted: Submitted) -> str | None:
    """The key of the province that the register has the unit in; None where it does not know the code."""
    unit = unit_codes(submitted.window.end).get(submitted.code)
    return province_key(unit.province) if unit else None


def build_matrices(
    province: str, windows: Iterable[Window], entries: Sequence[Entry], submitted: Iterable[Submitted]
) -> list[Matrix]:
    """The matrices of a province, the newest first: its own reports and submissions, in the periods of all provinces."""
    reports: dict[tuple[Window, str], Entry] = {}
    for entry in entries:
        reports.setdefault((entry.window, entry.head.ma_xa), entry)
    waiting = {(one.window, one.code) for one in submitted}
    own = {window for window, _ in (*reports, *waiting)}
    groups: dict[tuple[tuple[str, date], ...], list[Window]] = {}
    for window in sorted(windows, reverse=True):
        units = units_by_province(window.end).get(province, ())
        if units or window in own:
            groups.setdefault(tuple((unit.code, unit.begun) for unit in units), []).append(window)
    return [_matrix(tuple(columns), province, reports, waiting) for columns in groups.values()]


def _matrix(
    windows: tuple[Window, ...],
    province: str,
    reports: Mapping[tuple[Window, str], Entry],
    waiting: set[tuple[Window, str]],
) -> Matrix:
    def states(code: str) -> tuple[State, ...]:
        return tuple(_state(reports.get((window, code)), (window, code) in waiting) for window in windows)

    units = units_by_province(windows[0].end).get(province, ())
    rows = [MatrixRow(unit.code, unit.full_name, unit.district, states(unit.code)) for unit in units]
    known = {unit.code for unit in units}
    others = {code: entry for (window, code), entry in reports.items() if window in windows and code not in known}
    rows += [
        MatrixRow(code, entry.name, entry.head.huyen or "", states(code), listed=False)
        for code, entry in others.items()
    ]
    return Matrix(windows, tuple(sorted(rows, key=_alphabetical)))


def _state(entry: Entry | None, waiting: bool) -> State:
    if entry is not None:
        return State(entry.state, entry.link(HTML))
    return State("waiting" if waiting else "none")


def _alphabetical(row: MatrixRow) -> tuple[str, ...]:
    return search_key(row.district), search_key(bare_name(row.name)), row.district, row.name, row.code
