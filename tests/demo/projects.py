"""Synthetic projects for the tests. In: a folder and what `make_demo` takes. Out: what was made, read again and examined."""

from __future__ import annotations

import csv
from pathlib import Path

from cchc.catalogue.periods import periods
from cchc.catalogue.units.register import unit, units_on
from cchc.checks.run import CheckReport, run_checks
from cchc.demo.commune import Commune
from cchc.demo.make import PLANTED
from cchc.indicators.counts import Counts
from cchc.raw.submission import Submission, read_submission

Listed = dict[str, str]


def commune(place: int, year: int = 2024, period: str = "nam", seed: int = 1) -> Commune:
    """The unit at that place of the register on the last day of the window."""
    chosen = periods()[period]
    return Commune(units_on(chosen.window(year)[1])[place], year, chosen, seed)


def submissions(root: Path) -> dict[str, Submission]:
    """Every submission of a project by its path below data/raw."""
    raw = root / "data/raw"
    return {path.relative_to(raw).as_posix(): read_submission(path) for path in sorted(raw.glob("*/*/*"))}


def examined(submission: Submission) -> CheckReport:
    """All findings on a submission."""
    on = submission.source.den_ngay
    return run_checks(submission, Counts(submission, on), unit(submission.source.ma_xa, on))


def listed(root: Path) -> list[Listed]:
    """The planted errors, as the project's own list names them."""
    with (root / PLANTED).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def is_of(error: Listed, path: str) -> bool:
    """Whether a planted error stands in the submission of that path."""
    return path.startswith(f"{error['nam']}/{error['ky']}/{error['ma_xa']}-")


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder by relative name."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
