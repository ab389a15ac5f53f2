"""The rows of annex 01b: codes, headings, choices, units; and cells that should be numbers."""

from __future__ import annotations

from datetime import date

import pytest

from cchc.catalogue.form import form_for
from cchc.indicators.counts import Counts
from tests.checks.examples import COMPLETE, ON, check_submission, findings, make, only, whole_form

TASKS = ["1.1.1", "Số nhiệm vụ đề ra trong kế hoạch", "Nhiệm vụ", "26"]
DONE = ["1.1.2", "Số nhiệm vụ đã hoàn thành", "Nhiệm vụ", "26"]
LETTERS = ["1.1.3", "Số văn bản chỉ đạo CCHC đã ban hành", "Văn bản", "2"]
CHECKED = ["1.2", "Kiểm tra CCHC", "", ""]
PROBLEMS = ["1.2.2", "Số vấn đề phát hiện qua kiểm tra", "Vấn đề", "0"]


def recoded(row: list[str], code: str) -> list[str]:
    return [code, *row[1:]]


def test_a_code_is_used_once() -> None:
    found = only("CODE_UNIQUE", rows=[TASKS, recoded(DONE, "1.1.1"), LETTERS])
    assert (found.severity, found.keys) == ("S", ("1.1.1",))
    assert "dòng 2, 3" in found.message
    assert [(place.row, place.column, place.text) for place in found.where] == [
        (2, "stt", "1.1.1"),
        (3, "stt", "1.1.1"),
    ]
    assert findings("CODE_UNIQUE", rows=[TASKS, DONE, LETTERS]) == []


def test_rows_without_a_code_do_not_share_one() -> None:
    annex = {"ho_so.tiep_nhan": "0", "ho_so.truc_tiep": "0", "ho_so.bcci": "0", "ho_so.truc_tuyen.muc_do_3": "0"}
    with_parts = {**annex, "ho_so.trong_han": "0", "3.3.2.a": "0", "3.3.2.b": "0"}
    assert findings("CODE_UNIQUE", annex=with_parts) == []
    assert findings("CODE_FORMAT", annex=with_parts) == []


def test_a_row_under_another_rows_code_is_a_slip_of_numbering() -> None:
    found = only("CODE_PARENT", rows=[TASKS, CHECKED, recoded(PROBLEMS, "1.1.2")])
    assert (found.severity, found.keys) == ("S", ("1.2.2",))
    assert "thuộc mục 1.2 nhưng mang mã 1.1.2" in found.message
    assert found.suggestion == "Sửa mã thành 1.2.2."
    assert findings("CODE_PARENT", rows=[TASKS, CHECKED, PROBLEMS]) == []


def test_a_wrong_code_of_the_right_parent_is_a_matter_of_sequence() -> None:
    assert findings("CODE_PARENT", rows=[TASKS, recoded(DONE, "1.1.4")]) == []
    found = only("CODE_SEQUENCE", rows=[TASKS, recoded(DONE, "1.1.4")])
    assert (found.severity, found.keys) == ("S", ("1.1.2",))


@pytest.mark.parametrize("code", ["1.1.1.", "1. 1.1", "1,1,1", "1.1.1)"])
def test_a_code_is_numbers_with_full_stops_between(code: str) -> None:
    found = only("CODE_FORMAT", rows=[recoded(TASKS, code)])
    assert found.severity == "S"
    assert f'"{code}"' in found.message
    assert found.suggestion == "Viết 1.1.1."


def test_white_space_around_a_code_is_no_matter() -> None:
    assert findings("CODE_FORMAT", rows=[recoded(TASKS, " 1.1.1 ")]) == []


def test_a_missing_code_is_named() -> None:
    found = only("CODE_SEQUENCE", rows=[TASKS, LETTERS])
    assert (found.severity, found.keys) == ("W", ("1.1.2",))
    assert "Trước mã 1.1.3 (dòng 3) thiếu 1.1.2" in found.message
    assert [place.row for place in found.where] == [2, 3]
    assert findings("CODE_SEQUENCE", rows=[TASKS, DONE, LETTERS]) == []


def test_a_gap_of_the_communes_own_form_is_not_told() -> None:
    in_order = ("ho_so.tiep_nhan", "ho_so.trong_han", "3.3.3", "3.3.5")
    assert findings("CODE_SEQUENCE", annex=dict.fromkeys(in_order, "0")) == []


def test_a_gap_that_is_partly_the_forms_own_names_only_the_other_codes() -> None:
    # Between 7.1 and 7.4 stand 7.2 and 7.3; no form has 7.3.
    found = only("CODE_SEQUENCE", annex={"7.1": "1", "7.4": ""})
    assert found.keys == ("7.2",) and "7.3" not in found.message


def test_a_row_that_the_form_does_not_have_is_named() -> None:
    found = only("CODE_SEQUENCE", rows=[TASKS, ["1.1.2", "Số nhiệm vụ tự nghĩ ra", "Nhiệm vụ", "1"]])
    assert found.severity == "W"
    assert "Dòng 3 «Số nhiệm vụ tự nghĩ ra» không có trong biểu mẫu" in found.message
    assert [(place.row, place.column) for place in found.where] == [(3, "chi_tieu")]


def test_a_heading_holds_no_value() -> None:
    found = only("HEADER_VALUE", annex={"3.1": "201"})
    assert (found.severity, found.keys, found.where[0].text) == ("E", ("3.1",), "201")
    assert findings("HEADER_VALUE", annex={"3.1": " "}) == []


def test_a_heading_that_repeats_the_figure_of_a_row_below_it_is_a_matter_of_form() -> None:
    found = only("HEADER_VALUE", annex={"3.1": "1.201", "3.1.3": "1201", "3.2.1": "1201"})
    assert (found.severity, [place.stt for place in found.where]) == ("S", ["3.1", "3.1.3"])
    assert "đã ghi ở dòng 3 «Tổng số TTHC đang áp dụng»" in found.message
    assert only("HEADER_VALUE", annex={"3.1": "201", "3.2.1": "201"}).severity == "E"


def test_a_dash_beside_a_heading_is_a_matter_of_form() -> None:
    assert only("HEADER_VALUE", annex={"3.1": "-"}).severity == "S"


def test_a_row_that_cites_a_plan_is_no_heading() -> None:
    assert findings("HEADER_VALUE", annex={"1.1": "QĐ số 139/QĐ-UBND ngày 29/12/2023"}) == []


def test_a_mandatory_row_is_not_blank() -> None:
    found = only("REQUIRED_VALUE", annex=whole_form({"3.3.3": " "}), **COMPLETE)
    assert (found.severity, found.keys) == ("W", ("3.3.3",))
    assert "mã 3.3.3) để trống" in found.message
    assert findings("REQUIRED_VALUE", annex=whole_form({}), **COMPLETE) == []


def test_rows_that_were_left_out_are_named_once() -> None:
    form = whole_form({})
    del form["3.3.3"], form["2.1"]
    found = only("REQUIRED_VALUE", annex=form, **COMPLETE)
    assert (found.severity, found.keys) == ("W", ("2.1", "3.3.3"))
    assert "thiếu 2 dòng bắt buộc" in found.message


def test_an_annex_that_was_not_submitted_is_one_finding() -> None:
    statements = [("ho_so.tiep_nhan", "0"), ("ho_so.trong_han", "0"), *COMPLETE["statements"]]
    found = only("REQUIRED_VALUE", statements=statements, texts=COMPLETE["texts"])
    assert found.severity == "E"
    assert "Chưa gửi phu_luc_01b.csv" in found.message


def test_mandatory_counts_that_are_missing_are_one_error() -> None:
    annex = {**whole_form({}), "ho_so.trong_han": ""}
    found = findings("REQUIRED_VALUE", annex=annex, texts=COMPLETE["texts"])
    (error,) = [one for one in found if one.severity == "E"]
    # Received is 0 in the annex; what was resolved, in time and is open was not stated.
    assert error.keys == ("ho_so.da_giai_quyet", "ho_so.trong_han", "ho_so.dang_giai_quyet")


def test_a_mandatory_count_may_follow_from_others() -> None:
    stated = [("ho_so.trong_han", "8"), ("ho_so.qua_han", "1"), ("ho_so.dang_giai_quyet", "0")]  # 8 + 1 resolved
    assert findings("REQUIRED_VALUE", annex=whole_form({}), statements=stated, texts=COMPLETE["texts"]) == []


@pytest.mark.parametrize("part", ["III", "IV"])
def test_a_part_that_only_a_person_can_write_is_an_error_where_it_has_no_text(part: str) -> None:
    texts = {key: text for key, text in COMPLETE["texts"].items() if not key.startswith(f"{part}.")}
    found = only("REQUIRED_VALUE", annex=whole_form({}), statements=COMPLETE["statements"], texts=texts)
    assert (found.severity, found.keys) == ("E", (part,))
    some = {**texts, f"{part}.1": "Tốt."}
    assert findings("REQUIRED_VALUE", annex=whole_form({}), statements=COMPLETE["statements"], texts=some) == []


def test_lettered_items_without_content_are_one_question() -> None:
    texts = {key: text for key, text in COMPLETE["texts"].items() if key not in ("I.3.a", "II.1.c", "II.1.a")}
    found = only("REQUIRED_VALUE", annex=whole_form({}), statements=COMPLETE["statements"], texts=texts)
    assert (found.severity, found.keys) == ("W", ("I.3.a", "II.1.c"))  # II.1.a is told by annex row 2.1


@pytest.mark.parametrize("text", ["0", "1", "2", "01", "00", " 2 "])
def test_a_choice_may_be_padded(text: str) -> None:
    assert findings("ENUM", annex={"1.4.2": text}) == []


@pytest.mark.parametrize("text", ["3", "10", "1,5", "Phát phiếu", "-1"])
def test_another_choice_than_those_of_the_row_is_an_error(text: str) -> None:
    found = only("ENUM", annex={"1.4.2": text})
    assert (found.severity, found.keys) == ("E", ("1.4.2",))
    assert f"cần một trong 0, 1, 2, gặp {text}" in found.message
    assert "1 = Phát phiếu" in found.suggestion


def test_a_unit_is_that_of_the_form_whatever_its_case() -> None:
    assert findings("UNIT_VOCAB", rows=[["1.1.1", TASKS[1], "NHIỆM  vụ", "26"]]) == []
    found = only("UNIT_VOCAB", rows=[["1.1.1", TASKS[1], "Văn bản", "26"]])
    assert (found.severity, found.where[0].column, found.where[0].text) == ("W", "don_vi_tinh", "Văn bản")
    assert "«Nhiệm vụ», gặp «Văn bản»" in found.message


def test_a_value_without_unit_is_found_and_a_row_without_value_is_not() -> None:
    assert "ô trống" in only("UNIT_VOCAB", rows=[["1.1.1", TASKS[1], "", "26"]]).message
    assert findings("UNIT_VOCAB", rows=[["1.1.1", TASKS[1], "", ""]]) == []
    assert findings("UNIT_VOCAB", annex={"3.3.2.a": "40", "3.5": "0"}) == []  # the form gives these no unit


@pytest.mark.parametrize("text", ["8 30", "-1", "1,5", "8.30", "khoảng 30", "12%", "½"])
def test_a_count_is_a_whole_number_from_0_on(text: str) -> None:
    found = only("TYPE", annex={"2.1": text})
    assert (found.severity, found.keys) == ("E", ("2.1",))
    assert found.message.startswith("phu_luc_01b.csv, dòng 2, cột so_lieu")
    assert f'cần số nguyên không âm, gặp "{text}"' in found.message


def test_digits_parted_by_a_space_suggest_the_number_meant() -> None:
    assert "Nếu là 830" in only("TYPE", annex={"2.1": "8 30"}).suggestion


@pytest.mark.parametrize(
    ("text", "readings"),
    [("2,000", "2.000 hoặc 2"), ("34,000", "34.000 hoặc 34"), ("60,00", "6.000 hoặc 60"), ("1,234", "1.234")],
)
def test_a_count_with_a_comma_is_no_number_and_its_readings_are_named(text: str, readings: str) -> None:
    submission = make(annex={"2.1": text})
    (found,) = [f for f in check_submission(submission).findings if f.rule == "TYPE"]
    assert found.severity == "E"
    assert f'gặp "{text}"; dấu phẩy làm con số không rõ, có thể là {readings}.' in found.message
    assert Counts(submission, ON).value("2.1").status == "not_a_number"
    (stated,) = findings("TYPE", statements=[("phieu.thu_ve", text)])
    assert (stated.severity, readings in stated.message) == ("E", True)


def test_a_comma_for_thousands_is_mended_in_the_file_or_by_a_correction() -> None:
    assert only("TYPE", annex={"2.1": "2,000"}).suggestion == (
        "Ghi lại cho rõ: 2.000 hoặc 2; sửa tệp hoặc thêm vào dieu_chinh.yaml."
    )
    assert only("TYPE", annex={"2.1": "1,234"}).suggestion.startswith("Nếu là 1.234, sửa tệp")


def test_a_rate_in_place_of_a_count_gets_no_wrong_guess() -> None:
    assert "989" not in only("TYPE", annex={"2.1": "98,9"}).suggestion


def test_a_measure_may_have_decimals_but_no_english_thousands() -> None:
    assert findings("TYPE", statements=[("mot_cua.dien_tich", "42,5")]) == []
    assert "có thể là 1.250 hoặc 1,25." in only("TYPE", statements=[("mot_cua.dien_tich", "1,250")]).message


def test_a_rate_may_end_in_zeros() -> None:
    assert findings("TYPE", annex={"3.2.4": "60,00%"}, statements=[("ty_le.hai_long", "60,00")]) == []


@pytest.mark.parametrize("text", ["0", "01", "830", "1.830", "không", "Không có", " 7 "])
def test_numbers_as_officials_write_them_are_numbers(text: str) -> None:
    assert findings("TYPE", annex={"2.1": text}) == []


def test_a_percentage_may_have_decimals_and_a_count_may_not() -> None:
    assert findings("TYPE", annex={"3.2.4": "99,5", "3.2.5": "100%"}) == []
    assert only("TYPE", annex={"3.2.4": "99.5"}).suggestion.startswith("Nếu là 99,5")


def test_a_statement_of_the_narrative_is_a_number_too() -> None:
    found = only("TYPE", statements=[("phieu.thu_ve", "sáu mươi")])
    assert found.message.startswith("so_lieu_khac.csv, dòng 2, cột gia_tri")
    assert only("TYPE", statements=[("ty_le.hai_long", "rất cao")]).severity == "E"
    assert only("TYPE", statements=[("phieu.thu_ve", "")]).keys == ("phieu.thu_ve",)


def test_choices_and_headings_are_not_held_to_be_numbers() -> None:
    assert findings("TYPE", annex={"1.4.2": "Phát phiếu", "1.1": "QĐ số 139/QĐ-UBND ngày 29/12/2023"}) == []


TODAY = {"den_ngay": "2025-11-30", "nam": "2025"}


def test_a_word_that_the_law_has_ended_is_a_question_in_a_label_that_is_not_the_forms() -> None:
    row = ("7.5.1", "Tổng số TTHC cung cấp trực tuyến mức độ 3", "TTHC", "350")
    finding = only("OBSOLETE_TERM", rows=[row], source=TODAY)
    assert (finding.severity, list(finding.keys)) == ("W", ["7.5.1"])
    assert "«mức độ 3» không còn dùng sau ngày 14/8/2022" in finding.message
    assert "«một phần»" in finding.suggestion


@pytest.mark.parametrize("last", ["2024-12-14", "2026-09-14"])
def test_the_forms_own_words_are_never_a_finding(last: str) -> None:
    given = whole_form_on(last)
    assert findings("OBSOLETE_TERM", rows=given, source={"den_ngay": last, "nam": last[:4]}) == []


def test_a_word_before_its_law_is_a_question_too() -> None:
    row = ("7.5.1", "Tổng số TTHC cung cấp trực tuyến một phần", "TTHC", "350")
    (finding,) = findings("OBSOLETE_TERM", rows=[row], source={"den_ngay": "2022-03-14", "nam": "2022"})
    assert "«một phần» chỉ dùng sau ngày 14/8/2022" in finding.message


def test_a_word_of_today_in_the_form_of_2024_is_understood_and_no_finding() -> None:
    given = {"rows": [("7.5.1", "Tổng số TTHC cung cấp trực tuyến một phần", "TTHC", "350")]}
    assert findings("OBSOLETE_TERM", **given) == []
    assert Counts(make(**given), ON).value("7.5.1").number == 350


def whole_form_on(last: str) -> list[tuple[str, str, str, str]]:
    return [(row.stt, row.label, row.unit, "") for row in form_for(date.fromisoformat(last)).rows]
