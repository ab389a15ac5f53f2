"""What builds leave behind, without the reports. In: submissions. Out: their tables below data/processed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc.document.opening import open_submission
from cchc.indicators.tables import as_frame
from tests.conftest import make_submission


def leave_tables(root: Path, **submission: Any) -> Path:
    """Make a submission below root/data/raw, write its tables, and return the stem of their names."""
    report = open_submission(make_submission(root / "data/raw", **submission))
    home = root / "data/processed" / str(report.year) / report.period.key
    home.mkdir(parents=True, exist_ok=True)
    stem = home / f"{report.unit.code}-{report.unit.slug}"
    for kind, table in report.tables.items():
        as_frame(table).to_parquet(f"{stem}.{kind}.parquet", index=False)
    return stem
