"""A raw cell is read once: finding, tidy table, annex and sentence say the same of it. In: one annex cell. Out: nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.document.model import as_json
from cchc.document.opening import open_submission
from cchc.values.reading import clean
from tests.conftest import make_submission


@pytest.mark.parametrize(
    ("text", "number", "status", "rules"),
    [("8,5", None, "not_a_number", ["TYPE"]), ("8", "8", "stated", []), ("", None, "missing", ["REQUIRED_VALUE"])],
)
def test_a_count_is_the_same_number_with_the_same_status_wherever_it_is_asked_for(
    text: str, number: str | None, status: str, rules: list[str], tmp_path: Path
) -> None:
    report = open_submission(make_submission(tmp_path, annex={"2.1": text}))
    found = [f.rule for f in report.check_report.findings if clean(text) == f.where[0].text and "2.1" in f.keys]
    assert [rule for rule in found if rule in ("TYPE", "REQUIRED_VALUE")] == rules

    (row,) = report.tables["so-lieu"].to_pylist()
    assert (row["khoa"], row["gia_tri"], row["trang_thai"]) == ("2.1", number and float(number), status)

    lineage = as_json(report.table("phu_luc_01b").block)["values"]["2.1"]
    assert (lineage["value"], lineage.get("status", "stated")) == (number, status)

    value = report.value(None, "2.1")
    assert (value.number, value.status) == (number and int(number), status)
