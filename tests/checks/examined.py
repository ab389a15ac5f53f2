"""A made-up submission of Xã Hoằng Lưu under examination. In: what is submitted. Out: the findings of some checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from cchc.catalogue.units.register import unit
from cchc.checks.context import CheckContext
from cchc.checks.finding import Finding
from cchc.indicators.counts import Counts
from cchc.raw.submission import read_submission
from tests.conftest import make_submission

SAMPLE = Path(__file__).parents[2] / "data/raw/2024/nam/15976-hoang-luu"
Checks = Iterable[Callable[[CheckContext], Iterator[Finding]]]


def context_of(folder: Path) -> CheckContext:
    submission = read_submission(folder)
    on = submission.source.den_ngay
    return CheckContext(submission, Counts(submission, on), unit(submission.source.ma_xa, on))


def findings(checks: Checks, rule: str, **submitted: Any) -> list[Finding]:
    """The findings of one family on a submission of these tables, texts and sources."""
    with TemporaryDirectory() as root:
        context = context_of(make_submission(Path(root), **submitted))
    return [finding for check in checks for finding in check(context) if finding.rule == rule]


def on_sample(checks: Checks, rule: str) -> list[Finding]:
    """The findings of one family on the report of 2024 of Xã Hoằng Lưu."""
    context = context_of(SAMPLE)
    return [finding for check in checks for finding in check(context) if finding.rule == rule]


def rows_of(finding: Finding) -> list[tuple[str, int]]:
    return [(place.file, place.row) for place in finding.where]
