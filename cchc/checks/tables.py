"""Findings as a tidy table. In: an check_report. Out: an Arrow table, one row a place that a finding speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cchc.checks.finding import CellRef, Finding, plain_number
from cchc.checks.run import CheckReport
from cchc.indicators.tables import INTEGER, NUMBER, TEXT, tidy_table

if TYPE_CHECKING:
    import pyarrow as pa

COLUMNS = {
    "phat_hien": INTEGER, "quy_tac": TEXT, "muc_do": TEXT, "trang_thai": TEXT, "khoa": TEXT, "tep": TEXT,
    "dong": INTEGER, "cot": TEXT, "nguyen_van": TEXT, "ve_trai": NUMBER, "ve_phai": NUMBER, "noi_dung": TEXT,
    "de_nghi": TEXT,
}  # fmt: skip


def findings_table(check_report: CheckReport, identity: Mapping[str, Any]) -> pa.Table:
    """One row a place, findings numbered from 1, gravest first; a finding without a place has one row without cell."""
    rows = [
        [number, *_row(finding, place)]
        for number, finding in enumerate(check_report.findings, 1)
        for place in finding.where or (None,)
    ]
    return tidy_table(rows, COLUMNS, identity)


def _row(finding: Finding, place: CellRef | None) -> list[Any]:
    return [
        finding.rule,
        finding.severity,
        "open" if finding.open else "accepted",
        ", ".join(finding.keys),
        place.file if place else None,
        place.row if place else None,
        place.column if place else None,
        place.text if place else None,
        plain_number(finding.left),
        plain_number(finding.right),
        finding.message,
        finding.suggestion,
    ]
