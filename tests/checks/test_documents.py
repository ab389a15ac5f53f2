"""Cited documents: one date, one subject, one document; dates that can be. Made-up citations and the sample."""

from __future__ import annotations

from typing import Any

import pytest

from cchc.checks.documents import CHECKS
from cchc.checks.finding import Finding
from cchc.checks.words.prose import CHECKS as STYLE
from tests.checks.examined import findings, on_sample, rows_of

Row = tuple[str, ...]
PLAN = "về ban hành Kế hoạch CCHC năm 2024"


def decree(number: str, day: str, body: str = "UBND xã", title: str = PLAN, kind: str = "Quyết định") -> Row:
    return ("I.1", kind, number, day, body, title)


def found(rule: str, *rows: Row, **others: Any) -> list[Finding]:
    return findings(CHECKS, rule, documents=rows, **others)


def test_a_document_with_two_dates_names_both_dates_and_all_places() -> None:
    rows = [decree("5/QĐ-UBND", "03/01/2024"), decree("05/QĐ-UBND", "04/01/2024", "Chủ tịch UBND xã")]
    (finding,) = found("DOC_ONE_DATE", *rows)
    assert finding.severity == "E"
    assert finding.keys == ("5/QĐ-UBND",)
    assert "03/01/2024" in finding.message and "04/01/2024" in finding.message
    assert "van_ban.csv, cột ngay, dòng 2, 3" in finding.message
    assert rows_of(finding) == [("van_ban.csv", 2), ("van_ban.csv", 3)]


BOARD = "về việc kiện toàn Ban Chỉ đạo cải cách hành chính"


def test_the_unit_at_the_end_of_a_subject_makes_no_other_subject() -> None:
    rows = [decree("15/QĐ-UBND", "03/01/2024", title=BOARD), decree("51/QĐ-UBND", "03/01/2024", title=f"{BOARD} xã")]
    (finding,) = found("SUBJECT_ONE_DOC", *rows)
    assert finding.severity == "E" and "51/QĐ-UBND" in finding.message
    longer = decree("51/QĐ-UBND", "03/01/2024", title=f"{BOARD} của xã Hoằng Lưu")
    assert found("SUBJECT_ONE_DOC", rows[0], longer)


def test_what_a_body_does_again_on_another_day_of_the_year_is_a_question() -> None:
    rows = [decree("15/QĐ-UBND", "03/01/2024", title=BOARD), decree("88/QĐ-UBND", "05/8/2024", title=BOARD)]
    (finding,) = found("SUBJECT_ONE_DOC", *rows)
    assert finding.severity == "W"


def test_the_same_number_of_a_district_or_of_another_commune_is_another_document() -> None:
    bodies = ["UBND xã", "UBND huyện", "UBND tỉnh Thanh Hóa", "UBND xã Hoằng Phong"]
    rows = [decree("5/QĐ-UBND", f"0{day}/01/2024", body) for day, body in enumerate(bodies, 2)]
    assert not found("DOC_ONE_DATE", *rows)
    assert not found("SUBJECT_ONE_DOC", *rows)


def test_a_document_without_issuer_is_the_one_cited_elsewhere() -> None:
    rows = [decree("9/QĐ-UBND", "03/01/2024", "UBND huyện"), decree("9/QĐ-UBND", "04/01/2024", "")]
    assert len(found("DOC_ONE_DATE", *rows)) == 1


def test_a_document_without_issuer_agrees_with_either_when_two_bodies_have_the_number() -> None:
    rows = [
        decree("9/QĐ-UBND", "03/01/2024", "UBND huyện"),
        decree("9/QĐ-UBND", "04/01/2024", "UBND xã", "về A"),
        decree("9/QĐ-UBND", "05/01/2024", "", "về B"),
    ]
    assert not found("DOC_ONE_DATE", *rows)


def test_the_reference_in_the_annex_is_a_citation() -> None:
    (finding,) = found(
        "DOC_ONE_DATE", decree("139/QĐ-UBND", "02/01/2024"), annex={"1.1": "QĐ Số 139/QĐ-UBND ngày 03/01/2024"}
    )
    assert rows_of(finding) == [("van_ban.csv", 2), ("phu_luc_01b.csv", 2)]


def test_a_dated_citation_in_free_text_is_a_citation() -> None:
    text = {"I.4": "Thực hiện Quyết định số 5/QĐ-UBND ngày 04/01/2024 của Chủ tịch UBND xã, toàn xã đã vào cuộc."}
    (finding,) = found("DOC_ONE_DATE", decree("5/QĐ-UBND", "03/01/2024"), texts=text)
    assert rows_of(finding) == [("van_ban.csv", 2), ("noi_dung.yaml", 1)]  # made without a file: no lines


def test_the_year_in_a_number_is_the_year_of_its_date() -> None:
    assert not found("DOC_ONE_DATE", decree("61/2018/NĐ-CP", "23/4/2018", "Chính phủ", "", "Nghị định"))
    (finding,) = found("DOC_ONE_DATE", decree("61/2018/NĐ-CP", "23/4/2019", "Chính phủ", "", "Nghị định"))
    assert "2018" in finding.message and "23/4/2019" in finding.message


def test_one_document_with_two_subjects_names_both() -> None:
    rows = [
        decree("5/QĐ-UBND", "03/01/2024"),
        decree("5/QĐ-UBND", "03/01/2024", title="về quản lý tài sản công năm 2024"),
    ]
    (finding,) = found("DOC_ONE_SUBJECT", *rows)
    assert "tài sản công" in finding.message and finding.keys == ("5/QĐ-UBND",)


def test_one_subject_may_be_written_in_many_ways() -> None:
    titles = [
        "về ban Kế hoạch cải cách hành chính (CCHC) năm 2024",
        "về việc ban hành Kế hoạch CCHC năm 2024.",
        "Ban hành kế hoạch Cải cách hành chính trên địa bàn xã Hoằng Lưu, năm 2024",
        "Kế hoạch CCHC",
        "",
    ]
    rows = [decree("5/QĐ-UBND", "03/01/2024", title=title) for title in titles]
    assert not found("DOC_ONE_SUBJECT", *rows)


def test_letters_apostrophes_and_hyphens_make_no_other_subject_and_no_other_number() -> None:
    titles = ["Kế hoạch CCHC năm 2024 tại Đưng K'Nớ", "Kế hoạch CCHC n\u01cem 2024 tại Đưng KNớ",
              "Kế hoạch CCHC năm 2024 tại Đưng K-Nớ"]  # fmt: skip
    rows = [decree("5/Q\u00d0-UBND", "03/01/2024", title=titles[0]), decree("5/QĐ\u2013UBND", "03/01/2024", title=titles[1]),
            decree("05/QĐ-UBND", "03/01/2024", title=titles[2])]  # fmt: skip
    assert not found("DOC_ONE_SUBJECT", *rows)
    assert not found("SUBJECT_ONE_DOC", *rows)
    assert len(found("DOC_ONE_DATE", rows[0], decree("5/QĐ\u2013UBND", "04/01/2024"))) == 1


def test_another_year_is_another_subject() -> None:
    rows = [decree("5/QĐ-UBND", "03/01/2024", title=f"Kế hoạch CCHC năm {year}") for year in (2023, 2024)]
    assert len(found("DOC_ONE_SUBJECT", *rows)) == 1


def test_one_subject_adopted_by_two_decisions_of_one_body_names_both() -> None:
    rows = [decree("5/QĐ-UBND", "03/01/2024"), decree("9/QĐ-UBND", "04/01/2024", "Chủ tịch UBND xã")]
    (finding,) = found("SUBJECT_ONE_DOC", *rows)
    assert finding.keys == ("5/QĐ-UBND", "9/QĐ-UBND")


def test_letters_and_plans_of_other_years_may_repeat_a_subject() -> None:
    letters = [decree(f"{n}/UBND-NV", "03/01/2024", kind="Công văn", title="về tăng cường kỷ luật") for n in (5, 9)]
    yearly = [decree(f"{n}/KH-UBND", f"03/01/{2014 + n}", kind="Kế hoạch", title="về tự kiểm tra") for n in (5, 9)]
    assert not found("SUBJECT_ONE_DOC", *letters, *yearly)


def test_a_citation_lacks_its_date() -> None:
    (finding,) = found("DOC_HAS_DATE", decree("5/QĐ-UBND", ""))
    assert finding.severity == "W" and finding.keys == ("5/QĐ-UBND",)


def test_a_citation_lacks_its_number() -> None:
    (finding,) = found("DOC_HAS_DATE", decree("", "03/01/2024"))
    assert "số, ký hiệu" in finding.message


def test_a_short_citation_may_follow_a_full_one() -> None:
    assert not found("DOC_HAS_DATE", decree("5/QĐ-UBND", "03/01/2024"), decree("5/QĐ-UBND", "", "", ""))


def test_a_decision_named_in_free_text_has_a_number() -> None:
    (finding,) = found("DOC_HAS_DATE", texts={"I.4": "Xã được công nhận theo Quyết định của UBND tỉnh Thanh Hóa."})
    assert "Quyết định của UBND tỉnh" in finding.message
    assert not found(
        "DOC_HAS_DATE", texts={"I.4": "Xã chấp hành các Quyết định của UBND tỉnh, quy định của Chính phủ."}
    )


def test_a_document_dated_after_the_window_is_found_and_one_of_the_last_day_is_not() -> None:
    (finding,) = found("DOC_IN_PERIOD", decree("5/QĐ-UBND", "30/12/2024"))
    assert "30/12/2024" in finding.message and "14/12/2024" in finding.message
    assert not found("DOC_IN_PERIOD", decree("5/QĐ-UBND", "14/12/2024"))


def test_a_document_between_the_window_and_the_reports_own_date_is_a_question() -> None:
    letter = decree("5/SNV-CCHC", "16/12/2024", "Sở Nội vụ", "về báo cáo CCHC năm 2024", "Công văn")
    for day, severity in [("2024-12-16", "W"), ("2024-12-15", "E")]:
        (finding,) = found("DOC_IN_PERIOD", letter, source={"van_ban": {"ngay": day}})
        assert finding.severity == severity


def test_the_plan_of_the_next_year_may_be_younger_where_only_tasks_to_come_cite_it() -> None:
    plan = ("IV.1", "Quyết định", "90/QĐ-UBND", "18/12/2024", "UBND xã", "về ban hành Kế hoạch CCHC năm 2025")
    assert found("DOC_IN_PERIOD", plan)[0].severity == "W"
    assert found("DOC_IN_PERIOD", plan, ("I.1", *plan[1:]))[0].severity == "E"


def test_a_plan_is_not_older_than_the_plan_of_the_district() -> None:
    district = decree("9/QĐ-UBND", "29/12/2023", "UBND huyện")
    (finding,) = found("DOC_ORDER", district, decree("5/QĐ-UBND", "27/12/2023"))
    assert finding.severity == "W" and finding.keys == ("5/QĐ-UBND", "9/QĐ-UBND")
    assert not found("DOC_ORDER", district, decree("5/QĐ-UBND", "29/12/2023"))


def test_a_document_is_not_older_than_the_one_that_its_subject_names() -> None:
    base = decree("61/2018/NĐ-CP", "23/4/2018", "Chính phủ", "về một cửa", "Nghị định")
    title = "về sửa đổi Nghị định số 61/2018/NĐ-CP"
    early = decree("107/2017/NĐ-CP", "06/12/2017", "Chính phủ", title, "Nghị định")
    later = decree("107/2021/NĐ-CP", "06/12/2021", "Chính phủ", title, "Nghị định")
    assert len(found("DOC_ORDER", base, early)) == 1
    assert not found("DOC_ORDER", base, later)


def test_days_on_which_offices_are_closed_ask_for_a_look() -> None:
    # 30/12/2023 was a Saturday, 29/12/2023 a Friday, 02/9/2024 a Monday, 12/02/2024 the third day of Tết.
    (saturday,) = found("DOC_WORKDAY", decree("5/QĐ-UBND", "30/12/2023"), decree("5/QĐ-UBND", "30/12/2023"))
    assert "thứ Bảy" in saturday.message and len(saturday.where) == 2
    (holiday,) = found("DOC_WORKDAY", decree("5/QĐ-UBND", "02/9/2024"))
    assert holiday.severity == "W" and "là ngày nghỉ «Quốc khánh»" in holiday.message
    (tet,) = found("DOC_WORKDAY", decree("5/QĐ-UBND", "12/02/2024"))
    assert "Mùng ba Tết Nguyên Đán" in tet.message
    assert not found("DOC_WORKDAY", decree("5/QĐ-UBND", "29/12/2023"))


def test_a_saturday_worked_in_exchange_is_no_finding_and_the_day_off_for_it_is() -> None:
    assert not found("DOC_WORKDAY", decree("5/QĐ-UBND", "04/5/2024"))
    (off,) = found("DOC_WORKDAY", decree("5/QĐ-UBND", "29/4/2024"))
    assert "thay cho ngày 04/05/2024" in off.message


def test_what_is_not_known_of_a_year_is_said() -> None:
    (known,) = found("DOC_WORKDAY", decree("5/QĐ-UBND", "11/5/2024"))
    assert "làm bù" not in known.suggestion
    (unknown,) = found("DOC_WORKDAY", decree("5/QĐ-UBND", "08/5/2027"))
    assert "năm 2027 chưa biết làm bù ngày nào" in unknown.suggestion


def test_a_day_that_is_in_no_calendar_is_found() -> None:
    (finding,) = found("TYPE", decree("5/QĐ-UBND", "31/02/2024"))
    assert finding.severity == "E" and "31/02/2024" in finding.message
    assert len(found("TYPE", texts={"I.4": "Ngày 30/02/2024 xã họp."})) == 1
    assert not found("TYPE", decree("5/QĐ-UBND", "29/02/2024"), decree("6/QĐ-UBND", ""))


def test_a_day_with_dots_or_hyphens_is_a_matter_of_style() -> None:
    rows = [decree("5/QĐ-UBND", "05-01-2024"), decree("6/QĐ-UBND", "5.1.2024", title="về A")]
    (style,) = findings(STYLE, "DATE_STYLE", documents=rows)
    assert "05-01-2024 → 05/01/2024; 5.1.2024 → 05/01/2024" in style.message
    assert not found("TYPE", *rows)
    assert len(found("TYPE", decree("5/QĐ-UBND", "31.02.2024"))) == 1


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("05/01/24", ": năm phải đủ bốn chữ số."),
        ("45296", ": là số mà bảng tính lưu thay cho ngày; đặt ô là Văn bản rồi gõ lại."),
        ("1/15/2024", ": không có tháng lớn hơn 12; viết ngày trước, tháng sau."),
        ("31/02/2024", "."),
    ],
)
def test_a_date_that_can_be_misread_says_why_it_is_none(day: str, why: str) -> None:
    (finding,) = found("TYPE", decree("5/QĐ-UBND", day))
    assert f"với năm bốn chữ số{why} (Ở van_ban.csv" in finding.message


def test_the_sample_cites_two_decisions_with_two_dates() -> None:
    by_key = {finding.keys[0]: rows_of(finding) for finding in on_sample(CHECKS, "DOC_ONE_DATE")}
    assert {key: sorted(rows) for key, rows in by_key.items()} == {
        "5272/QĐ-UBND": [("van_ban.csv", 2), ("van_ban.csv", 4), ("van_ban.csv", 12)],
        "139/QĐ-UBND": [("phu_luc_01b.csv", 3), ("van_ban.csv", 5), ("van_ban.csv", 13)],
    }


def test_the_sample_gives_number_1_to_two_subjects_and_the_plan_to_two_numbers() -> None:
    assert [finding.keys for finding in on_sample(CHECKS, "DOC_ONE_SUBJECT")] == [("01/QĐ-UBND",)]
    assert [finding.keys for finding in on_sample(CHECKS, "SUBJECT_ONE_DOC")] == [("01/QĐ-UBND", "139/QĐ-UBND")]


def test_the_sample_has_these_doubtful_dates_and_no_others() -> None:
    assert [finding.keys for finding in on_sample(CHECKS, "DOC_IN_PERIOD")] == [("139/QĐ-UBND",)]
    days = [finding.keys[0] for finding in on_sample(CHECKS, "DOC_WORKDAY")]
    assert days == ["5272/QĐ-UBND", "139/QĐ-UBND", "01/CT-UBND"]
    lacking = [finding.keys[0] for finding in on_sample(CHECKS, "DOC_HAS_DATE")]
    assert lacking == ["01/QĐ-UBND", "Kế hoạch của UBND xã", "Quyết định của UBND tỉnh"]
    assert not on_sample(CHECKS, "DOC_ORDER") and not on_sample(CHECKS, "TYPE")
