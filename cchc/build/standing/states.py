"""Where each unit of a province stands with its report. In: a project, a period, a province. Out: a UnitState a unit.

Who has not sent, whose file cannot be read, whose report is a draft, whose submission changed after it was issued; and how
late. Tells everything from hashes of files, manifests and the log of arrivals: opens no report, runs no notebook.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from pathlib import Path

from cchc.build.issued import Issued, find_issued
from cchc.build.manifest import Manifest, hashes_of, read_manifest
from cchc.build.parameters import Parameters
from cchc.build.planning.hashes import HASHES, FileHashes
from cchc.build.planning.plan import Planner
from cchc.build.standing.arrivals import read_arrivals
from cchc.catalogue.form import Form
from cchc.catalogue.periods import Due
from cchc.catalogue.units.register import Unit, units_on
from cchc.errors import CchcError
from cchc.export.names import MANIFEST
from cchc.raw.form_files import form_for_key
from cchc.raw.keys import ReportKey
from cchc.raw.layout import RAW, Layout, Tree
from cchc.raw.submission import FILES


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


@dataclass
class Standings:
    """Tells where reports of a project stand; hashes each file once, and no file that has not changed since the last time."""

    root: Path
    _planner: Planner = field(init=False)
    _layout: Layout = field(init=False)
    _raws: dict[str, Tree] = field(default_factory=dict)
    _arrivals: dict[str, Mapping[ReportKey, date]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._layout = Layout(self.root)
        self._hashes = FileHashes(self._layout.output.base / HASHES)
        self._planner = Planner(self.root, self._hashes, ())

    def save(self) -> None:
        """Remember the hashes for the next time."""
        self._hashes.save()

    def arrivals(self, du_lieu: str) -> Mapping[ReportKey, date]:
        """The first day of arrival of each report that the log names. Raises SubmissionError where it cannot be read."""
        if du_lieu not in self._arrivals:
            self._arrivals[du_lieu] = read_arrivals(self._raw(du_lieu).base)
        return self._arrivals[du_lieu]

    def issued(self, key: ReportKey) -> Issued | None:
        """The version of the report that was issued last. Raises CchcError where its record cannot be read."""
        return find_issued(self._layout.issued, key)

    def of(self, key: ReportKey, du_lieu: str = RAW) -> tuple[State, str]:
        """The state of a report, and what is wrong or open."""
        try:
            issued = self.issued(key)
        except CchcError as error:
            return State.DA_BAN_HANH, self.in_project(str(error), du_lieu)
        if issued:
            why = self.why_changed(key, du_lieu, issued)
            return (State.DOI_SAU_BAN_HANH if why else State.DA_BAN_HANH), "; ".join(
                filter(None, (why, self._told_draft(issued)))
            )
        if not self._raw(du_lieu).codes(key.year, key.period).get(key.code):
            return State.CHUA_GUI, ""
        manifest = self._manifest(key)
        if manifest is None:
            fault = self._why_unreadable(key, du_lieu)
            return (State.KHONG_DOC_DUOC, fault) if fault else (State.DA_GUI, "chưa lập báo cáo")
        return self._of_made(key, du_lieu, manifest)

    def _of_made(self, key: ReportKey, du_lieu: str, manifest: Manifest) -> tuple[State, str]:
        outdated = self._outdated(key, du_lieu, hashes_of(manifest.inputs))
        errors = manifest.report.findings.E
        return outdated or ((State.DU_THAO, f"còn {errors} lỗi") if errors else (State.SACH, ""))

    def why_outdated(self, key: ReportKey, du_lieu: str, inputs: Mapping[str, str]) -> str:
        """Why a report made of these inputs is no longer that of its submission, in words; nothing where it is."""
        state, why = self._outdated(key, du_lieu, inputs) or (None, "")
        return f"không đọc được số liệu: {why}" if state is State.KHONG_DOC_DUOC else why

    def _outdated(self, key: ReportKey, du_lieu: str, inputs: Mapping[str, str]) -> tuple[State, str] | None:
        """What there is in place of what the report was made of, if not that: something unreadable, or something else."""
        now = self._planner.submitted(Parameters(key, du_lieu))
        then = {name: digest for name, digest in inputs.items() if name in FILES}
        if now == then:
            return None
        if fault := self._why_unreadable(key, du_lieu):
            return State.KHONG_DOC_DUOC, fault
        names = sorted(name for name in {*now, *then} if now.get(name) != then.get(name))
        return State.DA_GUI, f"số liệu đã đổi sau khi lập báo cáo: {', '.join(names)}"

    def why_changed(self, key: ReportKey, du_lieu: str, issued: Issued) -> str:
        """Why the submission is no longer that of the version that was issued last, in words; nothing where it is."""
        names = issued.changed(self._planner.submitted(Parameters(key, du_lieu)))
        return f"số liệu đã đổi sau khi ban hành bản {issued.number}: {', '.join(names)}" if names else ""

    def _told_draft(self, issued: Issued) -> str:
        made = (self._layout.output.base / issued.path / issued.next / MANIFEST).is_file()
        return f"bản {issued.number + 1} đang là dự thảo" if made else ""

    def _why_unreadable(self, key: ReportKey, du_lieu: str) -> str:
        """Why the submission is refused, in a sentence; nothing where it is read."""
        from cchc.document.opening import open_submission  # takes a while, and is seldom needed

        try:
            open_submission(self._raw(du_lieu).find(key), key)
        except CchcError as error:
            return self.in_project(str(error), du_lieu)
        return ""

    def _manifest(self, key: ReportKey) -> Manifest | None:
        folder = self._layout.output.folder(key)
        try:
            return read_manifest((folder / MANIFEST).read_bytes()) if folder else None
        except (OSError, ValueError, RecursionError):
            return None

    def _raw(self, du_lieu: str) -> Tree:
        return self._raws.setdefault(du_lieu, self._layout.raw(du_lieu))

    def in_project(self, message: str, du_lieu: str) -> str:
        """The message with paths from the project on, or from the raw root where that lies outside: others read it."""
        outside = (self.root, *([du_lieu] if Path(du_lieu).is_absolute() else []))
        for folder in outside:
            message = message.replace(f"{folder}{os.sep}", "")
        return message


@dataclass(frozen=True)
class Round:
    """A period of a province: its units on the last day of its window, and by which day their reports are due."""

    units: tuple[Unit, ...]
    due: Due | None


def find_round(root: Path, year: int, period: str, province: str, du_lieu: str = RAW) -> Round:
    """The units and the due day of a province for a period, by the form that it has. Raises UnitError, SubmissionError."""
    some = units_on(ReportKey("", year, period).window[1], province)[0]
    form: Form = form_for_key(Layout(root).raw(du_lieu).base, ReportKey(some.code, year, period))
    last_day = form.period(period).window(year)[1]
    return Round(units_on(last_day, some.province_code), form.due(period, year))


def unit_states(
    root: Path, year: int, period: str, province: str, as_of: date | None = None, du_lieu: str = RAW
) -> list[UnitState]:
    """The state of each unit that the province (code or name) has on the last day of the period's window, by code.

    `as_of` is the day as of which lateness is told, the due day where it is not given. Raises UnitError for a province that
    the register does not know on that day, SubmissionError where the log of arrivals cannot be read.
    """
    standings = Standings(root)
    told = states_of(standings, find_round(root, year, period, province, du_lieu), year, period, as_of, du_lieu)
    standings.save()
    return told


def states_of(
    standings: Standings, asked: Round, year: int, period: str, as_of: date | None = None, du_lieu: str = RAW
) -> list[UnitState]:
    """The same of the units of a round, where several provinces are told of at once."""
    arrivals, due = standings.arrivals(du_lieu), asked.due.day if asked.due else None
    states = []
    for unit in asked.units:
        key = ReportKey(unit.code, year, period)
        state, why = standings.of(key, du_lieu)
        arrived = arrivals.get(key)
        if state is State.CHUA_GUI and arrived:
            why = "sổ tiếp nhận ghi đã nhận, chưa có số liệu trong dự án"
        states.append(UnitState(unit, state, arrived, due, _days_late(state, arrived, due, as_of or due), why))
    return states


def _days_late(state: State, arrived: date | None, due: date | None, as_of: date | None) -> int | None:
    """How many days late: by the first arrival; of what has not arrived, or cannot be read, by the day asked about."""
    nothing = state is State.KHONG_DOC_DUOC or (state is State.CHUA_GUI and arrived is None)
    day = as_of if nothing else arrived
    return None if due is None or day is None else max((day - due).days, 0)
