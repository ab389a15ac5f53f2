"""Numbers that must agree, and numbers that must not."""

from __future__ import annotations

import pytest

from cchc.checks.numbers import equalities
from tests.checks import examined
from tests.checks.examples import findings, make, only

PROCEDURE = ("Đăng ký khai tử", "5", "3", "40")


def test_a_count_of_the_narrative_is_that_of_the_annex() -> None:
    found = only("NARRATIVE_EQ_ANNEX", annex={"2.1": "2"}, statements=[("2.1", "01", "II.1.a")])
    assert (found.severity, found.keys, found.left, found.right) == ("E", ("2.1",), 1, 2)
    assert "mục II.1.a" in found.message
    assert "phụ lục 01b ghi 2" in found.message
    assert [(place.file, place.row) for place in found.where] == [("so_lieu_khac.csv", 2), ("phu_luc_01b.csv", 2)]


def test_a_count_is_the_same_however_it_is_written() -> None:
    assert findings("NARRATIVE_EQ_ANNEX", annex={"2.1": "1", "3.5": "0"}, statements=[("2.1", "01")]) == []
    assert findings("NARRATIVE_EQ_ANNEX", annex={"3.5": "0"}, statements=[("3.5", "không có")]) == []
    assert findings("NARRATIVE_EQ_ANNEX", annex={"7.2.3": "1368"}, statements=[("7.2.3", "1.368")]) == []


def test_a_gap_of_just_what_was_carried_over_is_a_question() -> None:
    # 342 + 5.000 = 5.342: one of the two counts the carried-over, the other does not.
    stated = [("ho_so.tiep_nhan", "5.342"), ("ho_so.ky_truoc", "342")]
    found = only("NARRATIVE_EQ_ANNEX", annex={"ho_so.tiep_nhan": "5.000"}, statements=stated)
    assert (found.severity, found.left, found.right) == ("W", 5342, 5000)
    other = only("NARRATIVE_EQ_ANNEX", annex={"ho_so.tiep_nhan": "5.001"}, statements=stated)
    assert other.severity == "E"


GROUPS = {"cong_khai": "18", "tien_do": "20", "so_hoa": "22", "hai_long": "18"}


def scores(**given: str) -> list[tuple[str, str]]:
    return [(f"diem_766.{key}", text) for key, text in (GROUPS | given).items()]


@pytest.mark.parametrize(
    ("given", "most"),
    [
        ({"cong_khai": "18,5"}, "18"),
        ({"truc_tuyen": "22,1"}, "22"),
        ({"truc_tuyen": "12,5", "thanh_toan": "9"}, "12"),
        ({"tong": "101"}, "100"),
    ],
)
def test_a_score_over_the_most_of_its_scale_is_an_error(given: dict[str, str], most: str) -> None:
    found = only("CEILING", statements=scores(**given))
    assert found.severity == "E" and f"lớn hơn điểm tối đa {most}." in found.message


@pytest.mark.parametrize("given", [{"truc_tuyen": "19,8"}, {"truc_tuyen": "12", "thanh_toan": "10", "tong": "100"}])
def test_a_score_of_the_most_is_none(given: dict[str, str]) -> None:
    # 12 + 10 = 22: online services with payment, where payment has no score of its own
    assert findings("CEILING", statements=scores(**given)) == []


def test_a_blank_annex_row_contradicts_nothing() -> None:
    assert findings("NARRATIVE_EQ_ANNEX", annex={"2.1": ""}, statements=[("2.1", "01")]) == []


def test_a_count_of_the_narrative_is_compared_with_the_sum_of_the_annex_rows() -> None:
    annex = {"ho_so.truc_tiep": "40", "ho_so.bcci": "2"}
    found = only("NARRATIVE_EQ_ANNEX", annex=annex, statements=[("ho_so.truc_tiep_bcci", "40")])
    assert (found.left, found.right) == (40, 40 + 2)
    assert "42 (40 + 2)" in found.message
    assert set(found.keys) == {"ho_so.truc_tiep_bcci", *annex}


def test_sections_that_say_the_same_wrong_number_are_one_finding() -> None:
    twice = [("2.1", "01", "II.1.a"), ("2.1", "1", "II.1.b")]
    found = only("NARRATIVE_EQ_ANNEX", annex={"2.1": "2"}, statements=twice)
    assert "II.1.a, II.1.b" in found.message
    assert len(found.where) == 3


def test_sections_that_say_different_wrong_numbers_are_two_findings() -> None:
    twice = [("2.1", "01", "II.1.a"), ("2.1", "3", "II.1.b")]
    assert sorted(
        found.left or 0 for found in findings("NARRATIVE_EQ_ANNEX", annex={"2.1": "2"}, statements=twice)
    ) == [
        1,
        3,
    ]


def test_two_sections_are_compared_where_the_annex_says_nothing() -> None:
    found = only("NARRATIVE_EQ_ANNEX", statements=[("phieu.thu_ve", "60", "I.5.d"), ("phieu.thu_ve", "59", "II.2.h")])
    assert (found.left, found.right) == (59, 60)
    assert "mục I.5.d" in found.message


def test_a_gap_that_is_another_number_is_named() -> None:
    annex = {"2.1": "146", "3.1.2": "145"}  # 146 - 1 = 145
    found = only("NARRATIVE_EQ_ANNEX", annex=annex, statements=[("2.1", "1")])
    assert "145 đúng bằng" in found.message
    assert "thay thế" in found.message  # the label of row 3.1.2


def test_two_names_of_one_quantity_have_one_value() -> None:
    found = only("NARRATIVE_EQ_ANNEX", annex={"1.4.1": "60"}, statements=[("phieu.phat_ra", "50")])
    assert (found.left, found.right, found.keys) == (50, 60, ("phieu.phat_ra", "1.4.1"))
    assert findings("NARRATIVE_EQ_ANNEX", annex={"1.4.1": "60"}, statements=[("phieu.phat_ra", "60")]) == []


def test_disciplined_staff_are_leaders_and_civil_servants_together() -> None:
    annex = {"5.4.5": "1", "5.4.6": "2"}
    assert findings("NARRATIVE_EQ_ANNEX", annex=annex, statements=[("ky_luat.cbcc", "03")]) == []
    assert only("NARRATIVE_EQ_ANNEX", annex=annex, statements=[("ky_luat.cbcc", "02")]).difference == 2 - (1 + 2)
    one_missing = {"5.4.5": "1", "5.4.6": ""}
    assert findings("NARRATIVE_EQ_ANNEX", annex=one_missing, statements=[("ky_luat.cbcc", "02")]) == []


def test_the_shortened_procedures_are_as_many_as_the_list_has_rows() -> None:
    claimed = [("cat_giam.so_tthc", "2")]
    found = only("NARRATIVE_EQ_ANNEX", procedures=[PROCEDURE], statements=claimed)
    assert (found.left, found.right) == (2, 1)
    other = ("Đăng ký kết hôn", "5", "3", "40")
    assert findings("NARRATIVE_EQ_ANNEX", procedures=[PROCEDURE, other], statements=claimed) == []


def test_a_list_that_was_not_submitted_is_not_counted() -> None:
    assert findings("NARRATIVE_EQ_ANNEX", statements=[("cat_giam.so_tthc", "2")]) == []


def test_a_part_is_never_more_than_the_whole() -> None:
    found = only("CEILING", annex={"3.1.3": "201", "3.4.3": "214"})
    assert (found.severity, found.keys, found.difference) == ("E", ("3.4.3", "3.1.3"), 214 - 201)
    assert "lớn hơn" in found.message
    assert "13" in found.message
    assert findings("CEILING", annex={"3.1.3": "201", "3.4.3": "201"}) == []


def test_parts_that_exclude_each_other_are_added_up() -> None:
    annex = {"1.3.1": "41", "1.3.2": "38", "1.3.3": "3"}  # 38 + 3 = 41
    assert findings("CEILING", annex=annex) == []
    found = only("CEILING", annex={**annex, "1.3.3": "4"})
    assert (found.left, found.right) == (38 + 4, 41)


def test_the_stated_parts_alone_may_already_be_too_many() -> None:
    assert only("CEILING", annex={"1.3.1": "41", "1.3.2": "42"}).difference == 42 - 41


def test_more_staff_than_posts_asks_for_confirmation() -> None:
    found = only("CEILING", annex={"4.1.1": "17", "4.1.2": "18"})
    assert (found.severity, found.difference) == ("W", 18 - 17)


@pytest.mark.parametrize(("year", "period", "count"), [(2024, "nam", 1), (2025, "6-thang", 1), (2025, "quy-3", 0)])
def test_procedures_of_other_places_may_be_more_than_the_communes_own_since_july_2025(
    year: int, period: str, count: int
) -> None:
    annex = {"3.1.3": "398", "3.2.6": "1.908"}
    assert len(examined.findings(equalities.CHECKS, "CEILING", year=year, period=period, annex=annex)) == count


@pytest.mark.parametrize(
    ("whole", "part"), [("2.3", "2.4"), ("4.1.2", "mot_cua.cong_chuc"), ("phan_anh.tiep_nhan", "phan_anh.da_xu_ly")]
)
def test_a_part_that_may_come_from_elsewhere_asks_for_confirmation(whole: str, part: str) -> None:
    assert only("CEILING", statements=[(whole, "2"), (part, "3")]).severity == "W"


def test_a_part_without_its_whole_says_nothing() -> None:
    assert findings("CEILING", annex={"3.4.3": "214"}) == []
    assert findings("CEILING", annex={"3.4.3": "214", "3.1.3": ""}) == []


def test_a_whole_may_be_the_sum_of_its_parts() -> None:
    stated = [("ho_so.trong_han", "8"), ("ho_so.qua_han", "1")]
    found = only("CEILING", annex={"3.4.1": "10"}, statements=stated)  # resolved is 8 + 1 = 9
    assert (found.left, found.right) == (10, 8 + 1)


def test_a_percentage_over_100_is_an_error() -> None:
    found = only("SHARES_LE_100", annex={"3.2.4": "100,5"})
    assert (found.severity, found.keys, found.left, found.right) == ("E", ("3.2.4",), found.operands["3.2.4"], 100)
    assert findings("SHARES_LE_100", annex={"3.2.4": "100"}) == []


def test_exclusive_shares_add_up_to_100_at_most() -> None:
    found = only("SHARES_LE_100", annex={"7.2.3.a": "100", "7.2.3.b": "32"})
    assert (found.left, found.keys) == (100 + 32, ("7.2.3.a", "7.2.3.b"))
    assert findings("SHARES_LE_100", annex={"7.2.3.a": "68", "7.2.3.b": "32"}) == []


def test_a_share_over_100_is_said_once_and_not_again_in_its_sum() -> None:
    assert only("SHARES_LE_100", annex={"7.2.3.a": "120", "7.2.3.b": "32"}).keys == ("7.2.3.a",)


def test_shares_may_pass_100_by_what_rounding_adds() -> None:
    # 2/3 and 1/3 of which one was rounded up from ,05: each may be 0,05 too high, 66,7 + 33,4 = 100,1.
    assert findings("SHARES_LE_100", annex={"7.2.3.a": "66,7", "7.2.3.b": "33,4"}) == []
    assert only("SHARES_LE_100", annex={"7.2.3.a": "66,7", "7.2.3.b": "33,5"}).right == 100


RECEIVED = {
    "ho_so.truc_tiep": "10",
    "ho_so.bcci": "2",
    "ho_so.truc_tuyen.muc_do_3": "11",
    "ho_so.truc_tuyen.muc_do_4": "7",
}
RETURNED = {"3.3.2.a": "10", "3.3.2.b": "2", "3.3.2.c": "11", "3.3.2.d": "7"}


def test_two_totals_with_the_same_parts_ask_for_confirmation() -> None:
    found = only("COPY_PASTE", annex={"ho_so.tiep_nhan": "30", **RECEIVED, "ho_so.trong_han": "28", **RETURNED})
    assert found.severity == "W"
    assert set(found.keys) == {*RECEIVED, *RETURNED}
    assert "10, 2, 11, 7" in found.message


def test_the_same_parts_of_the_same_total_are_no_copy() -> None:
    # Everything received was resolved in time: 10 + 2 + 11 + 7 = 30 both times.
    assert (
        findings("COPY_PASTE", annex={"ho_so.tiep_nhan": "30", **RECEIVED, "ho_so.trong_han": "30", **RETURNED}) == []
    )


def test_parts_that_are_all_zero_are_no_copy() -> None:
    zeros = dict.fromkeys([*RECEIVED, *RETURNED], "0")
    assert findings("COPY_PASTE", annex={"ho_so.tiep_nhan": "30", "ho_so.trong_han": "28", **zeros}) == []


def test_parts_of_which_one_is_missing_are_no_copy() -> None:
    annex = {"ho_so.tiep_nhan": "30", **RECEIVED, "ho_so.trong_han": "28", **RETURNED, "3.3.2.d": ""}
    assert findings("COPY_PASTE", annex=annex) == []


def test_a_total_that_is_another_quantity_of_the_report_asks_for_confirmation() -> None:
    stated = [("ho_so.tiep_nhan", "830"), ("ho_so.truc_tuyen", "589"), ("ho_so.trong_han", "589")]
    found = only("COPY_PASTE", statements=stated)
    assert (found.severity, found.left, found.right) == ("W", 589, 589)
    everything_online = [(key, "830") for key, _ in stated]
    assert findings("COPY_PASTE", statements=everything_online) == []
    nothing = [("ho_so.tiep_nhan", "830"), ("ho_so.truc_tuyen", "0"), ("ho_so.trong_han", "0")]
    assert findings("COPY_PASTE", statements=nothing) == []


def test_the_same_values_under_two_unrelated_breakdowns_are_an_error() -> None:
    early = [("ho_so.truoc_han", "479"), ("ho_so.dung_han", "106")]
    levels = {"ho_so.truc_tuyen.muc_do_3": "479", "ho_so.truc_tuyen.muc_do_4": "106"}
    found = only("LABEL_COLLISION", annex=levels, statements=early)
    assert (found.severity, set(found.keys)) == ("E", {"ho_so.truoc_han", "ho_so.dung_han", *levels})
    assert only("LABEL_COLLISION", annex={"3.3.2.c": "479", "3.3.2.d": "106"}, statements=early).severity == "E"


def test_one_equal_value_or_equal_halves_are_no_collision() -> None:
    levels = {"ho_so.truc_tuyen.muc_do_3": "479", "ho_so.truc_tuyen.muc_do_4": "107"}
    assert (
        findings("LABEL_COLLISION", annex=levels, statements=[("ho_so.truoc_han", "479"), ("ho_so.dung_han", "106")])
        == []
    )
    halves = {"ho_so.truc_tuyen.muc_do_3": "5", "ho_so.truc_tuyen.muc_do_4": "5"}
    assert (
        findings("LABEL_COLLISION", annex=halves, statements=[("ho_so.truoc_han", "5"), ("ho_so.dung_han", "5")]) == []
    )


def test_a_report_needs_an_addressee_and_a_signer() -> None:
    both = {"kinh_gui": ["Phòng Nội vụ"], "nguoi_ky": {"ho_ten": "Lê Văn A"}}
    assert findings("ND30_PART", source=both) == []
    assert [found.keys for found in findings("ND30_PART")] == [("kinh_gui",), ("nguoi_ky",)]
    assert only("ND30_PART", source={**both, "nguoi_ky": {}}).keys == ("nguoi_ky",)
    recipient = {**both, "kinh_gui": [], "noi_nhan": [{"ten": "Phòng Nội vụ", "ghi_chu": "b/c"}]}
    assert make(source=recipient).source.kinh_gui == ()
    assert findings("ND30_PART", source=recipient) == []
