"""Findings as a tidy table. In: an examination. Out: a DataFrame, one row a place that a finding speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from cchc.checks.examine import Examination
from cchc.checks.finding import Finding, Place, plain_number

COLUMNS = (
    "phat_hien",
    "quy_tac",
    "muc_do",
    "trang_thai",
    "khoa",
    "tep",
    "dong",
    "cot",
    "nguyen_van",
    "ve_trai",
    "ve_phai",
    "noi_dung",
    "de_nghi",
)


def findings_table(examination: Examination, identity: Mapping[str, Any]) -> pd.DataFrame:
    """One row a place, findings numbered from 1, gravest first; a finding without a place has one row without cell."""
    rows = [
        [number, *_row(finding, place)]
        for number, finding in enumerate(examination.findings, 1)
        for place in finding.where or (None,)
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    table = table.astype(
        {name: "string" for name in COLUMNS if name not in ("phat_hien", "dong", "ve_trai", "ve_phai")}
    )
    for name, kind in (("dong", "Int64"), ("ve_trai", "Float64"), ("ve_phai", "Float64")):
        table[name] = table[name].astype(pd.api.types.pandas_dtype(kind))
    for place, (name, value) in enumerate(identity.items()):
        table.insert(place, name, value)
    return table


def _row(finding: Finding, place: Place | None) -> list[Any]:
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
