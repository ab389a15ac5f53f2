"""The data window of a report, and its own date."""

from __future__ import annotations

import pytest

from cchc.checks import documents
from cchc.checks.finding import Finding
from cchc.checks.words import periods
from tests.checks.examined import findings

# 21409 is xã Long Phụng from 1/7/2025 on; the year 2025 is 15/12/2024 to 14/12/2025.
FOUNDED = {"code": "21409", "year": 2025, "period": "nam"}


def window(start: str, end: str, **of: object) -> list[Finding]:
    return findings(periods.CHECKS, "PERIOD_WORD", source={"tu_ngay": start, "den_ngay": end}, **of)


def test_a_unit_that_began_inside_the_window_starts_on_that_day() -> None:
    assert not window("2025-07-01", "2025-12-14", **FOUNDED)
    assert not window("2024-12-15", "2025-12-14", **FOUNDED)


def test_another_start_or_end_of_such_a_unit_is_a_question_that_names_its_first_day() -> None:
    for start, end in [("2025-07-02", "2025-12-14"), ("2025-07-01", "2025-11-30")]:
        (finding,) = window(start, end, **FOUNDED)
        assert finding.severity == "W" and "từ 01/7/2025, ngày thành lập" in finding.message


TEN_MONTHS = {**FOUNDED, "period": "10-thang"}


@pytest.mark.parametrize(
    ("period", "code", "start", "end"),
    [
        ("10-thang", "21409", "2025-07-01", "2025-10-31"),
        ("10-thang", "21409", "2025-07-01", "2025-10-14"),
        ("quy-4", "21409", "2025-10-01", "2025-12-31"),
        ("thang-7", "21409", "2025-07-01", "2025-07-31"),
    ],
)
def test_a_period_that_no_instrument_rules_may_be_one_of_whole_months(
    period: str, code: str, start: str, end: str
) -> None:
    assert not window(start, end, code=code, year=2025, period=period)


def test_of_such_a_period_nobody_says_that_it_is_ruled() -> None:
    (finding,) = window("2025-07-01", "2025-10-20", **TEN_MONTHS)
    assert "thường tính (chưa thấy văn bản quy định kỳ này)" in finding.message
    (ruled,) = window("2025-07-01", "2025-11-30", **FOUNDED)
    assert "theo quy định là từ" in ruled.message


def test_a_unit_that_is_older_than_the_window_has_no_other_start() -> None:
    (finding,) = window("2024-01-01", "2024-12-14")
    assert finding.severity == "W" and "thành lập" not in finding.message
    assert not window("2023-12-15", "2024-12-14")


@pytest.mark.parametrize(("day", "count"), [("2024-12-13", 1), ("2024-12-14", 0), ("2025-01-06", 0)])
def test_a_report_dated_before_the_last_day_of_its_window_is_a_question(day: str, count: int) -> None:
    found = findings(documents.CHECKS, "REPORT_DATE", source={"van_ban": {"ngay": day}})
    assert [finding.severity for finding in found] == ["W"] * count


def test_the_date_of_a_report_and_the_end_of_its_window_are_written_as_officials_do() -> None:
    (finding,) = findings(
        documents.CHECKS, "REPORT_DATE", year=2025, period="quy-1", source={"van_ban": {"ngay": "2025-03-07"}}
    )
    assert "07/3/2025" in finding.message and "14/3/2025" in finding.message


def test_a_report_that_has_no_date_yet_is_in_order() -> None:
    assert not findings(documents.CHECKS, "REPORT_DATE")


def exported(start: str, end: str, window: tuple[str, str] | None = None, **of: object) -> list[Finding]:
    file = {"ten": "bieu-06a.xls", **{name: day for name, day in (("tu_ngay", start), ("den_ngay", end)) if day}}
    own = {"tu_ngay": window[0], "den_ngay": window[1]} if window else {}
    return findings(documents.CHECKS, "EXPORT_WINDOW", source={"tep": [{"ten": "cu.docx"}, file], **own}, **of)


@pytest.mark.parametrize(
    ("start", "end", "wrong"),
    [
        ("2023-12-15", "2024-12-14", 0),
        ("", "", 0),
        ("2023-12-15", "", 0),
        ("2024-01-01", "2024-12-31", 1),
        ("2023-12-15", "2024-12-13", 1),
        ("", "2024-12-31", 1),
    ],
)
def test_an_export_of_other_days_than_the_report_is_an_error(start: str, end: str, wrong: int) -> None:
    found = exported(start, end)
    assert [finding.severity for finding in found] == ["E"] * wrong
    assert all("bieu-06a.xls" in finding.message and "15/12/2023 - 14/12/2024" in finding.message for finding in found)


def test_what_an_export_has_of_the_time_before_the_unit_began_is_no_other_window() -> None:
    for start in ("2024-12-15", "2025-07-01"):
        for own in (("2024-12-15", "2025-12-14"), ("2025-07-01", "2025-12-14")):
            assert not exported(start, "2025-12-14", own, **FOUNDED)
    assert len(exported("2025-07-15", "2025-12-14", ("2025-07-01", "2025-12-14"), **FOUNDED)) == 1
