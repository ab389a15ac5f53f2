"""A province of a few units. In: what each has submitted and where it stands. Out: a project, as builds would have left it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pyarrow.parquet as pq

from cchc.build.handover import _summary
from cchc.build.manifest import Manifest, list_files, write_manifest
from cchc.build.planning.fingerprint import all_versions, program_hashes
from cchc.build.publish import as_json
from cchc.build.standing.states import State, UnitState
from cchc.catalogue.units.register import unit
from cchc.document.opening import open_submission
from cchc.export.names import FINDINGS, MANIFEST
from tests.conftest import make_submission

YEAR, PERIOD = 2026, "nam"
LAST_DAY, DUE = date(2026, 12, 14), date(2026, 12, 20)
MADE_UP = {"tep": [{"ten": "phu_luc_01b.csv", "nguon": "cchc demo, số liệu mô phỏng"}]}  # in nguon.yaml
# Xã of Thanh Hóa in the order of codes, and a phường.
XA = ("14845", "14848", "14854", "14857", "14860", "14863", "14864", "14866", "14869", "14872", "14875", "14878")
PHUONG = "14758"

StatesOf = Callable[..., list[UnitState]]


def leave_report(root: Path, code: str, year: int = YEAR, *, faultless: bool = False, **given: Any) -> None:
    """Submit what is given for the unit, and leave its tables, findings and manifest as a build of its report does.

    `faultless`: as if nothing had been found in it; else what these few numbers lack is found.
    """
    leave_report_of(root, make_submission(root / "data/raw", code=code, year=year, period=PERIOD, **given), faultless)


def leave_report_of(root: Path, folder: Path, faultless: bool = False) -> None:
    """The same of a submission that lies there."""
    report = open_submission(folder)
    tables, output = root / "data/processed" / report.path, root / "output" / report.path
    tables.parent.mkdir(parents=True, exist_ok=True)
    output.mkdir(parents=True)
    for kind, table in report.tables.items():
        pq.write_table(table, tables.with_name(f"{tables.name}.{kind}.parquet"))
    found = [] if faultless else report.check_report.findings
    (output / FINDINGS).write_bytes(as_json([one.as_json() for one in found]))
    raw = list_files({file.name: file.sha256 for file in report.raw.files})
    made = Manifest(_summary(report), report.key.as_parameters(), raw, (), program_hashes(), all_versions())
    (output / MANIFEST).write_bytes(write_manifest(made))


def state(code: str, what: State = State.SACH, days_late: int | None = 0, on: date = LAST_DAY) -> UnitState:
    """Where the unit stands; what has been sent came so many days after it was due."""
    sent = what is not State.CHUA_GUI and days_late is not None
    arrived = date.fromordinal(DUE.toordinal() + (days_late or 0)) if sent else None
    return UnitState(unit(code, on), what, arrived, DUE, days_late, "")


def standing(*states: UnitState, before: tuple[UnitState, ...] = ()) -> AbstractContextManager[Any]:
    """Have the province consist of these units, and of others in the year before."""
    years: Mapping[int, tuple[UnitState, ...]] = {YEAR: states, YEAR - 1: before}

    def told(root: Path, year: int, *_: Any) -> list[UnitState]:
        return list(years[year])

    return patch("cchc.province.opening.unit_states", told)
