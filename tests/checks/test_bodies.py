"""Who issued a document: bodies that began with their unit, councils and committees, numbers that begin again.

21409 is xã Long Phụng of the province Quảng Ngãi, made of Thắng Lợi, Đức Nhuận and Đức Hiệp on 1/7/2025, when Quảng
Ngãi took in Kon Tum. 15976 is then xã Hoằng Châu of Thanh Hóa, a province that stayed as it was; 00859 is xã Ngọc Long,
made of one commune alone.
"""

from __future__ import annotations

import pytest

from cchc.checks.documents import CHECKS
from cchc.checks.finding import Finding
from tests.checks.examined import findings

PLAN = "về ban hành Kế hoạch cải cách hành chính năm 2025"
Row = tuple[str, ...]


def decree(number: str, day: str, body: str = "UBND xã", title: str = PLAN, kind: str = "Quyết định") -> Row:
    return ("I.1", kind, number, day, body, title)


def found(rule: str, *rows: Row, code: str = "21409") -> list[Finding]:
    return findings(CHECKS, rule, code=code, year=2025, documents=rows)


NEW = decree("119/QĐ-UBND", "18/7/2025", "UBND xã Long Phụng")


@pytest.mark.parametrize("body", ["UBND xã", "UBND xã Đức Nhuận", "Chủ tịch UBND xã Thắng Lợi", ""])
def test_the_plan_of_a_former_commune_and_that_of_the_new_one_are_both_right(body: str) -> None:
    assert not found("SUBJECT_ONE_DOC", NEW, decree("07/QĐ-UBND", "15/01/2025", body))


def test_two_plans_of_the_new_commune_are_still_found() -> None:
    assert len(found("SUBJECT_ONE_DOC", NEW, decree("131/QĐ-UBND", "22/7/2025"))) == 1


def test_two_plans_of_one_former_commune_are_still_found() -> None:
    rows = [
        decree("07/QĐ-UBND", "15/01/2025", "UBND xã Đức Nhuận"),
        decree("9/QĐ-UBND", "20/01/2025", "UBND xã Đức Nhuận"),
    ]
    assert len(found("SUBJECT_ONE_DOC", *rows)) == 1
    alone = [decree("07/QĐ-UBND", "15/01/2025"), decree("9/QĐ-UBND", "20/01/2025")]
    assert len(found("SUBJECT_ONE_DOC", *alone, code="00859")) == 1  # only one commune can be meant
    assert not found("SUBJECT_ONE_DOC", *alone)  # each may be another one of three


def test_numbers_begin_again_with_the_new_commune() -> None:
    rows = [NEW, decree("119/QĐ-UBND", "20/3/2025", "UBND xã", "về quản lý tài sản công")]
    assert not found("DOC_ONE_DATE", *rows) and not found("DOC_ONE_SUBJECT", *rows)
    assert len(found("DOC_ONE_DATE", NEW, decree("119/QĐ-UBND", "19/7/2025"))) == 1


def test_a_citation_without_a_day_is_of_the_body_that_the_others_tell() -> None:
    former = decree("07/QĐ-UBND", "15/01/2025", "UBND xã Đức Hiệp")
    assert not found("DOC_HAS_DATE", former, decree("07/QĐ-UBND", "", "UBND xã"))
    assert len(found("DOC_ONE_SUBJECT", former, decree("07/QĐ-UBND", "", "UBND xã", "về tài sản công"))) == 1


def test_a_province_that_was_merged_has_two_plans_and_one_that_was_not_has_one() -> None:
    rows = [decree("7/QĐ-UBND", "15/01/2025", "UBND tỉnh"), decree("90/QĐ-UBND", "18/8/2025", "UBND tỉnh")]
    assert not found("SUBJECT_ONE_DOC", *rows)
    assert len(found("SUBJECT_ONE_DOC", *rows, code="15976")) == 1


def test_a_former_communes_plan_does_not_rest_on_that_of_the_new_province() -> None:
    province = decree("90/QĐ-UBND", "18/8/2025", "UBND tỉnh Quảng Ngãi")
    assert not found("DOC_ORDER", province, decree("07/QĐ-UBND", "15/01/2025", "UBND xã Đức Hiệp"))
    assert len(found("DOC_ORDER", province, NEW)) == 1


def test_a_council_and_a_committee_may_adopt_one_subject_and_so_may_two_ministries() -> None:
    title = "về Chương trình cải cách hành chính năm 2025"
    local = [decree("5/NQ-HĐND", "08/01/2025", "HĐND xã Đức Hiệp", title, "Nghị quyết"),
             decree("9/QĐ-UBND", "15/01/2025", "UBND xã Đức Hiệp", title)]  # fmt: skip
    central = [
        decree("5/QĐ-BNV", "08/01/2025", "Bộ Nội vụ", title),
        decree("9/QĐ-BTP", "15/01/2025", "Bộ Tư pháp", title),
    ]
    assert not found("SUBJECT_ONE_DOC", *local, *central)


def test_a_number_of_another_year_with_another_subject_is_another_document() -> None:
    rows = [decree("5/QĐ-UBND", f"08/01/{year}", "UBND tỉnh", f"về Kế hoạch CCHC năm {year}") for year in (2023, 2024)]
    assert not found("DOC_ONE_DATE", *rows, code="15976") and not found("DOC_ONE_SUBJECT", *rows, code="15976")


def test_a_number_of_another_year_is_an_error_only_where_the_subject_is_the_same() -> None:
    days = ("08/01/2023", "08/01/2024")
    (same,) = found("DOC_ONE_DATE", *(decree("5/QĐ-UBND", day, "UBND tỉnh") for day in days), code="15976")
    (untold,) = found("DOC_ONE_DATE", *(decree("5/QĐ-UBND", day, "UBND tỉnh", "") for day in days), code="15976")
    assert (same.severity, untold.severity) == ("E", "W")


def test_a_decree_whose_number_names_its_year_has_one_date_whatever_is_said_of_it() -> None:
    rows = [decree("61/2018/NĐ-CP", day, "Chính phủ", "", "Nghị định") for day in ("23/4/2018", "23/4/2019")]
    assert "E" in {finding.severity for finding in found("DOC_ONE_DATE", *rows)}
