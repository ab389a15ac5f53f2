"""Where each unit of a province stands with its report. In: a project, a period, a province. Out: a UnitState a unit.

Who has not sent, whose file cannot be read, whose report is a draft, whose submission changed after it was issued; and how
late. Tells everything from hashes of files, manifests and the log of arrivals: opens no report, runs no notebook.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from cchc.build.manifest import read_manifest
from cchc.catalogue.periods import usual_due
from cchc.catalogue.units.register import Unit, units_on
from cchc.export.names import MANIFEST
from cchc.raw.keys import ReportKey
from cchc.raw.layout import RAW, Layout, Tree


class State(StrEnum):
    """Where a unit stands, from nothing to done; `DOI_SAU_BAN_HANH` asks for a new version."""

    CHUA_GUI = "chua-gui"  # no submission
    KHONG_DOC_DUOC = "khong-doc-duoc"  # a submission that is refused
    DA_GUI = "da-gui"  # a readable submission; no report was made of it, or one that is out of date
    DU_THAO = "du-thao"  # a report with an open E
    SACH = "sach"  # a report without an open E
    DA_BAN_HANH = "da-ban-hanh"  # the report is issued
    DOI_SAU_BAN_HANH = "doi-sau-ban-hanh"  # the submission is not what the issued report was made of


@dataclass(frozen=True)
class UnitState:
    """A unit's state for one period; `why` says what is wrong or open, in a sentence, and is empty where nothing is.

    `arrived` is the day of the first arrival that the log knows, `due` the day by which the report is due, `days_late` how
    many days past it the submission arrived, or `as_of` is where nothing has; 0 where nothing is late, None where no due
    day is known, or something was sent and the log does not know when.
    """

    unit: Unit
    state: State
    arrived: date | None
    due: date | None
    days_late: int | None
    why: str


def unit_states(
    root: Path, year: int, period: str, province: str, as_of: date | None = None, du_lieu: str = RAW
) -> list[UnitState]:
    """The state of each unit that the province (code or name) has on the last day of the period's window, by code.

    `as_of` is the day as of which lateness is told, the due day where it is not given. Raises UnitError for a province that
    the register does not know on that day, SubmissionError where the log of arrivals cannot be read.
    """
    layout, days = Layout(root), usual_due(period, year)
    due = days.day if days else None
    raw, key = layout.raw(du_lieu), ReportKey("", year, period)
    return [
        _state(layout, raw, ReportKey(unit.code, year, period), unit, due, as_of or due)
        for unit in units_on(key.window[1], province)
    ]


def _state(layout: Layout, raw: Tree, key: ReportKey, unit: Unit, due: date | None, as_of: date | None) -> UnitState:
    """What the folders tell: the log of arrivals and what was issued are not looked at."""
    folder = layout.output.folder(key)
    if raw.folder(key) is None:
        late = max((as_of - due).days, 0) if as_of and due else None
        return UnitState(unit, State.CHUA_GUI, None, due, late, "")
    if folder is None or not (folder / MANIFEST).is_file():
        return UnitState(unit, State.DA_GUI, None, due, None, "chưa lập báo cáo")
    errors = read_manifest((folder / MANIFEST).read_bytes()).report.findings.E
    state, why = (State.DU_THAO, f"còn {errors} lỗi") if errors else (State.SACH, "")
    return UnitState(unit, state, None, due, None, why)
