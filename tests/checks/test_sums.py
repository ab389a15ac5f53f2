"""Totals and their parts: what is said when they do not meet, and when nothing is said."""

from __future__ import annotations

import pytest

from tests.checks.examples import check_submission, findings, make, only

CHANNELS = {
    "ho_so.truc_tiep": "4",
    "ho_so.bcci": "1",
    "ho_so.truc_tuyen.muc_do_3": "5",
    "ho_so.truc_tuyen.muc_do_4": "2",
}  # 4 + 1 + 5 + 2 = 12


def test_a_channel_sum_that_does_not_meet_names_the_gap_and_both_sides() -> None:
    found = only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15", **CHANNELS})
    assert found.severity == "E"
    assert (found.left, found.right, found.difference) == (15, 12, 15 - 12)
    assert "lệch 3" in found.message
    assert set(found.keys) == {"ho_so.tiep_nhan", *CHANNELS}
    assert found.operands == {"ho_so.tiep_nhan": 15, **{key: int(text) for key, text in CHANNELS.items()}}
    assert [place.stt for place in found.where] == ["3.3.1", "3.3.1.c", "3.3.1.d", "3.3.1.a", "3.3.1.b"]


def test_a_total_that_is_twice_its_parts_may_have_been_added_up_twice() -> None:
    twice = only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "24", **CHANNELS})  # 2 x 12
    assert "đúng bằng 2 lần tổng các phần" in twice.message
    assert "chép nhầm" not in twice.message
    assert "2 lần" not in only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "25", **CHANNELS}).message
    without_one = [(key, text) for key, text in CHANNELS.items() if key != "ho_so.bcci"]  # 4 + 5 + 2 = 11
    assert "2 lần" not in only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "22", **dict(without_one)}).message


def test_channels_that_meet_say_nothing() -> None:
    assert findings("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "12", **CHANNELS}) == []


def test_received_may_include_what_was_carried_over() -> None:
    carried = [("ho_so.ky_truoc", "3")]  # form 06a: 12 + 3 = 15
    assert findings("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15", **CHANNELS}, statements=carried) == []


def test_received_may_leave_out_what_was_carried_over() -> None:
    carried = [("ho_so.ky_truoc", "3")]
    assert findings("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "12", **CHANNELS}, statements=carried) == []


def test_received_that_neither_reading_reaches_is_an_error() -> None:
    carried = [("ho_so.ky_truoc", "2")]  # 12, or 12 + 2 = 14, never 15
    found = only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15", **CHANNELS}, statements=carried)
    assert (found.severity, found.difference) == ("E", 15 - 12)


def test_a_missing_channel_makes_it_a_question_that_names_the_channel_and_the_gap() -> None:
    stated = {"ho_so.tiep_nhan": "15", "ho_so.truc_tiep": "4", "ho_so.bcci": "1"}
    found = only("CHANNEL_SUM", annex=stated)
    assert found.severity == "W"
    assert "lệch" not in found.message
    assert (
        "Chưa gửi «hồ sơ tiếp nhận trực tuyến»: nếu các số kia đúng thì số này là 10." in found.message
    )  # 15 - (4 + 1)
    assert "ho_so.truc_tuyen" in found.keys
    assert "ho_so.truc_tuyen" not in found.operands
    assert "ghi 10 vào" in found.suggestion


def test_a_missing_channel_is_not_asked_for_when_the_others_reach_the_total() -> None:
    stated = {"ho_so.tiep_nhan": "5", "ho_so.truc_tiep": "4", "ho_so.bcci": "1"}  # 4 + 1 = 5
    assert findings("CHANNEL_SUM", annex=stated) == []


def test_a_blank_channel_is_missing_and_not_zero() -> None:
    found = only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15", **CHANNELS, "ho_so.truc_tuyen.muc_do_4": ""})
    assert found.severity == "W"


def test_a_channel_that_is_no_number_is_missing() -> None:
    found = only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15", **CHANNELS, "ho_so.truc_tuyen.muc_do_4": "2 hồ sơ"})
    assert found.severity == "W"


def test_channels_without_a_total_say_nothing() -> None:
    assert findings("CHANNEL_SUM", annex=CHANNELS) == []


def test_a_total_without_any_channel_says_nothing() -> None:
    assert findings("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15"}) == []


def test_a_gap_that_is_another_number_of_the_report_is_named() -> None:
    annex = {"ho_so.tiep_nhan": "213", **CHANNELS, "3.1.3": "201"}  # 213 - 12 = 201
    assert "201 đúng bằng «Tổng số TTHC đang áp dụng» 201" in only("CHANNEL_SUM", annex=annex).message


def test_a_small_gap_equals_some_number_by_chance_and_is_not_explained_by_it() -> None:
    annex = {"ho_so.tiep_nhan": "15", **CHANNELS, "3.1.3": "3"}  # 15 - 12 = 3, far below 100
    assert "đúng bằng" not in only("CHANNEL_SUM", annex=annex).message


def test_the_same_words_in_two_sections_are_one_finding_with_both_places() -> None:
    numbers = [("ho_so.tiep_nhan", "12"), ("ho_so.truc_tuyen", "7"), ("ho_so.truc_tiep_bcci", "4")]  # 7 + 4 = 11
    twice = [(key, text, section) for section in ("II.2.d", "II.6.c") for key, text in numbers]
    found = only("CHANNEL_SUM", statements=twice)
    assert found.difference == 12 - 11
    assert [place.row for place in found.where] == [2, 3, 4, 5, 6, 7]


def test_different_numbers_in_two_sections_are_two_findings() -> None:
    first = [("ho_so.tiep_nhan", "12"), ("ho_so.truc_tuyen", "7"), ("ho_so.truc_tiep_bcci", "4")]
    second = [("ho_so.tiep_nhan", "13", "II.6.c"), ("ho_so.truc_tuyen", "7", "II.6.c")]
    assert len(findings("CHANNEL_SUM", statements=[*first, *second])) == 2


def test_a_section_is_added_up_with_its_own_numbers_and_not_with_those_of_the_annex() -> None:
    annex = {"ho_so.tiep_nhan": "12", **CHANNELS}
    section = [("ho_so.tiep_nhan", "20"), ("ho_so.truc_tuyen", "15"), ("ho_so.truc_tiep_bcci", "5")]  # 15 + 5 = 20
    assert findings("CHANNEL_SUM", annex=annex, statements=section) == []


def test_a_section_that_states_only_the_total_is_compared_with_the_annex_and_not_added_up() -> None:
    stated = [("ho_so.tiep_nhan", "15")]
    assert findings("CHANNEL_SUM", annex=CHANNELS, statements=stated) == []
    found = only("NARRATIVE_EQ_ANNEX", annex=CHANNELS, statements=stated)
    assert (found.left, found.right) == (15, 12)


def test_direct_and_postal_add_up_to_their_own_sum() -> None:
    stated = [("ho_so.truc_tiep_bcci", "6"), ("ho_so.truc_tiep", "4"), ("ho_so.bcci", "1")]  # 4 + 1 = 5
    assert only("CHANNEL_SUM", statements=stated).difference == 6 - 5


def test_resolved_is_on_time_and_late() -> None:
    stated = [("ho_so.da_giai_quyet", "10"), ("ho_so.trong_han", "8"), ("ho_so.qua_han", "1")]
    found = only("OUTCOME_SUM", statements=stated)
    assert (found.severity, found.difference) == ("E", 10 - (8 + 1))


def test_resolved_that_meets_says_nothing() -> None:
    stated = [("ho_so.da_giai_quyet", "9"), ("ho_so.trong_han", "8"), ("ho_so.qua_han", "1")]
    assert findings("OUTCOME_SUM", statements=stated) == []


def test_resolved_without_the_late_ones_is_a_question() -> None:
    found = only("OUTCOME_SUM", statements=[("ho_so.da_giai_quyet", "10"), ("ho_so.trong_han", "8")])
    assert (found.severity, found.difference) == ("W", 10 - 8)
    assert "Chưa gửi «hồ sơ giải quyết quá hạn»" in found.message


def test_on_time_is_the_sum_of_the_ways_of_return() -> None:
    parts = {"3.3.2.a": "40", "3.3.2.b": "2", "3.3.2.c": "479", "3.3.2.d": "106"}
    found = only("OUTCOME_SUM", annex={"ho_so.trong_han": "589", **parts})
    assert (found.left, found.right) == (589, 40 + 2 + 479 + 106)
    assert findings("OUTCOME_SUM", annex={"ho_so.trong_han": "627", **parts}) == []


def test_on_time_without_one_way_of_return_is_a_question() -> None:
    parts = {"3.3.2.a": "40", "3.3.2.c": "479", "3.3.2.d": "106"}  # 625
    found = only("OUTCOME_SUM", annex={"ho_so.trong_han": "627", **parts})
    assert (found.severity, found.difference) == ("W", 627 - 625)
    assert "«Trả qua BCCI»" in found.message


def test_dossiers_in_progress_are_in_time_or_late() -> None:
    stated = [("ho_so.dang_giai_quyet", "5"), ("ho_so.dang_trong_han", "3"), ("ho_so.dang_qua_han", "1")]
    assert only("OUTCOME_SUM", statements=stated).difference == 5 - (3 + 1)


def test_banners_are_two_sided_or_one_sided() -> None:
    stated = [("tuyen_truyen.bang_ron", "11"), ("tuyen_truyen.bang_ron.hai_mat", "09")]
    parts = [*stated, ("tuyen_truyen.bang_ron.mot_mat", "01")]  # 9 + 1 = 10
    assert only("OUTCOME_SUM", statements=parts).difference == 11 - 10


def test_procedures_are_the_sum_of_their_levels() -> None:
    parts = {"3.2.1": "122", "3.2.2": "0", "3.2.3": "79"}  # 201
    assert findings("LEVEL_SUM", annex={"3.1.3": "201", **parts}) == []
    found = only("LEVEL_SUM", annex={"3.1.3": "200", **parts})
    assert (found.severity, found.left, found.right, found.difference) == ("W", 200, 201, -1)
    assert "lệch 1" in found.message


def test_a_one_stop_centre_counts_linked_procedures_among_its_own() -> None:
    assert findings("LEVEL_SUM", annex={"3.1.3": "201", "3.2.1": "201", "3.2.2": "40", "3.2.3": "79"}) == []
    more = only("LEVEL_SUM", annex={"3.1.3": "201", "3.2.1": "201", "3.2.2": "140", "3.2.3": "79"})  # 140 + 79 > 201
    assert (more.severity, more.right) == ("W", 201 + 140 + 79)


def test_a_missing_level_is_a_question_only_when_the_others_fall_short() -> None:
    assert findings("LEVEL_SUM", annex={"3.1.3": "201", "3.2.1": "122", "3.2.3": "79"}) == []
    found = only("LEVEL_SUM", annex={"3.1.3": "201", "3.2.1": "120", "3.2.3": "79"})
    assert (found.severity, found.difference) == ("W", 201 - (120 + 79))


def test_online_dossiers_are_those_of_both_levels() -> None:
    levels = [("ho_so.truc_tuyen.muc_do_3", "479"), ("ho_so.truc_tuyen.muc_do_4", "106")]
    found = only("LEVEL_SUM", statements=[("ho_so.truc_tuyen", "589"), *levels])
    assert (found.left, found.right) == (589, 479 + 106)


def test_staff_are_officials_and_civil_servants() -> None:
    kinds = [("can_bo.tong", "10"), ("cong_chuc.tong", "8")]
    assert findings("LEVEL_SUM", annex={"4.1.2": "18"}, statements=kinds) == []
    assert only("LEVEL_SUM", annex={"4.1.2": "19"}, statements=kinds).difference == 19 - (10 + 8)


def test_officials_are_counted_once_under_each_heading() -> None:
    stated = [("can_bo.tong", "10"), ("can_bo.tren_dai_hoc", "01"), ("can_bo.dai_hoc", "9")]  # 1 + 9 = 10
    theory = [("can_bo.llct_trung_cap", "9")]
    found = only("LEVEL_SUM", statements=[*stated, *theory])
    assert (found.severity, found.difference) == ("W", 10 - 9)
    assert "cao cấp lý luận chính trị" in found.message


FLOW = {
    "ho_so.ky_truoc": "2",
    "ho_so.tiep_nhan": "10",
    "ho_so.da_giai_quyet": "9",
    "ho_so.dang_giai_quyet": "2",
    "ho_so.tra_lai": "1",
}  # 2 + 10 = 9 + 2 + 1


def flow(**other: str | None) -> list[tuple[str, str]]:
    stated = {**FLOW, **{f"ho_so.{key}": text for key, text in other.items()}}
    return [(key, text) for key, text in stated.items() if text is not None]


def test_a_balance_that_holds_says_nothing() -> None:
    assert findings("BALANCE", statements=flow()) == []


def test_a_balance_that_does_not_hold_is_an_error_with_both_sides() -> None:
    found = only("BALANCE", statements=flow(da_giai_quyet="8", dang_giai_quyet="0"))
    assert (found.severity, found.left, found.right, found.difference) == ("E", 2 + 10, 8 + 0 + 1, 3)
    assert set(found.keys) == set(FLOW)


def test_received_may_include_the_carried_over_with_the_returned_apart() -> None:
    assert findings("BALANCE", statements=flow(dang_giai_quyet="0")) == []  # 2 are among the 10: 10 = 9 + 0 + 1


def test_a_balance_of_form_06a_holds_too() -> None:
    # Received includes the 2 carried over, resolved the 1 returned: 10 = 9 + 1, though 2 + 10 is not 9 + 1 + 1.
    assert findings("BALANCE", statements=flow(dang_giai_quyet="1")) == []


HELD = [("ho_so.truc_tuyen", "5"), ("ho_so.truc_tiep_bcci", "3")]  # 5 + 3 + 2 = 10: the channels tell


def test_where_the_channels_tell_that_received_holds_the_carried_over_it_is_not_added_again() -> None:
    found = only("BALANCE", statements=[*flow(dang_giai_quyet="2", tra_lai=None), *HELD])
    assert (found.severity, found.left, found.right) == ("E", 10, 9 + 2)
    assert "đã gồm kỳ trước chuyển qua 2" in found.message and "lệch 1." in found.message


def test_what_is_missing_is_then_asked_for_without_the_carried_over() -> None:
    found = only("BALANCE", statements=[*flow(dang_giai_quyet="0", tra_lai=None), *HELD])
    assert (found.severity, found.left, found.right) == ("W", 10, 9)
    assert "nếu các số kia đúng thì phải là 1." in found.message


def test_a_balance_with_a_part_not_stated_is_a_question_that_names_it() -> None:
    found = only("BALANCE", statements=flow(ky_truoc=None))
    assert (found.severity, found.difference) == ("W", 10 - (9 + 2 + 1))
    assert "Chưa gửi «hồ sơ từ kỳ trước chuyển qua»" in found.message


def test_a_balance_without_received_or_resolved_says_nothing() -> None:
    assert findings("BALANCE", statements=flow(tiep_nhan=None)) == []
    assert findings("BALANCE", statements=flow(da_giai_quyet=None)) == []


def test_resolved_may_be_the_sum_of_on_time_and_late() -> None:
    outcomes = [("ho_so.trong_han", "7"), ("ho_so.qua_han", "4")]  # 7 + 4 = 11, where 9 would balance
    found = only("BALANCE", statements=[*flow(da_giai_quyet=None), *outcomes])
    assert (found.left, found.right) == (2 + 10, 7 + 4 + 2 + 1)
    assert {"ho_so.trong_han", "ho_so.qua_han"} <= set(found.keys)


def test_thousands_are_read_as_they_are_printed() -> None:
    annex = {"3.1.3": "1.201", "3.2.1": "1.122", "3.2.2": "không", "3.2.3": "79"}  # 1122 + 0 + 79 = 1201
    assert [f.rule for f in check_submission(make(annex=annex)).findings if f.rule in ("LEVEL_SUM", "TYPE")] == []


def test_a_further_channel_is_a_part_where_it_is_stated() -> None:
    kiosk = [("ho_so.ki_ot", "3")]
    assert findings("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "15", **CHANNELS}, statements=kiosk) == []  # 12 + 3
    assert only("CHANNEL_SUM", annex={"ho_so.tiep_nhan": "16", **CHANNELS}, statements=kiosk).difference == 16 - 15


def test_a_total_whose_words_name_a_further_channel_is_a_question() -> None:
    words = "tiếp nhận 15 hồ sơ, gồm cả hồ sơ nộp qua ki-ốt"
    stated = [("ho_so.truc_tuyen", "7"), ("ho_so.truc_tiep_bcci", "5")]
    asked = only("CHANNEL_SUM", statements=[("ho_so.tiep_nhan", "15", "II.2.d", "", words), *stated])
    assert (asked.severity, asked.left, asked.right) == ("W", 15, 7 + 5)
    assert "Chưa gửi «hồ sơ tiếp nhận qua ki-ốt»: nếu các số kia đúng thì số này là 3." in asked.message
    plain = only("CHANNEL_SUM", statements=[("ho_so.tiep_nhan", "15", "II.2.d", "", "nhận 15 hồ sơ"), *stated])
    assert plain.severity == "E"
    below = only("CHANNEL_SUM", statements=[("ho_so.tiep_nhan", "10", "II.2.d", "", words), *stated])  # 10 < 12
    assert below.severity == "E"


def test_several_missing_parts_are_asked_for_together_and_no_gap_is_claimed() -> None:
    found = only("OUTCOME_SUM", statements=[("ho_so.trong_han", "10")], annex={"3.3.2.a": "4"})
    assert found.severity == "W"
    assert "các số này cộng lại là 6" in found.message  # 10 - 4
    assert "lệch" not in found.message


def test_the_time_kept_that_was_not_sent_is_no_gap() -> None:
    stated = [("ho_so.da_giai_quyet", "2.131"), ("ho_so.qua_han", "40")]  # 2.131 - 40 = 2.091 in time
    assert findings("OUTCOME_SUM", statements=stated) == []


def test_numbers_of_different_scopes_neither_add_up_nor_contradict_each_other() -> None:
    counter, system = "tại quầy", "trên hệ thống của tỉnh"
    stated = [
        ("ho_so.tiep_nhan", "1.208", "II.2.d", "", "", counter),
        ("ho_so.da_giai_quyet", "529", "II.2.d", "", "", counter),
        ("ho_so.dang_giai_quyet", "679", "II.2.d", "", "", counter),
        ("ho_so.tiep_nhan", "259", "II.6.c", "", "", system),
        ("ho_so.truc_tuyen", "186", "II.6.c", "", "", system),
    ]
    for rule in ("NARRATIVE_EQ_ANNEX", "BALANCE", "CEILING"):
        assert findings(rule, statements=stated) == []
    asked = only("CHANNEL_SUM", statements=stated)
    assert (asked.severity, asked.left, asked.right) == ("W", 259, 186)
    assert system in asked.message
    same = [(*one[:5], counter) for one in stated]
    assert only("NARRATIVE_EQ_ANNEX", statements=same).difference == 259 - 1208


TODAY = {"ho_so.truc_tuyen": "600", "ho_so.truc_tiep": "250", "ho_so.bcci": "0"}  # 850
BESIDE = {"ho_so.ki_ot": "40", "ho_so.ban_sao_dien_tu": "60", "ho_so.phi_dia_gioi": "50", "ho_so.ky_truoc": "7"}


@pytest.mark.parametrize("total", ["850", "890", "910", "900", "857", "950", "1007"])  # 850 and any of 40, 60, 50, 7
def test_what_is_counted_apart_by_some_is_inside_the_total_or_not(total: str) -> None:
    stated = [("ho_so.tiep_nhan", total), *TODAY.items(), *BESIDE.items()]
    assert findings("CHANNEL_SUM", statements=stated) == []


def test_a_total_that_no_reading_reaches_is_an_error_still() -> None:
    stated = [("ho_so.tiep_nhan", "905"), *TODAY.items(), *BESIDE.items()]
    assert only("CHANNEL_SUM", statements=stated).severity == "E"


def test_electronic_copies_that_the_total_leaves_out_are_no_error() -> None:
    copies = [("ho_so.ban_sao_dien_tu", "3.433")]  # 3466 + 1349 = 4815, and 3433 counted apart
    parts = [("ho_so.truc_tuyen", "3.466"), ("ho_so.truc_tiep", "1.349"), ("ho_so.bcci", "0")]
    for total in ("4.815", "8.248"):
        assert findings("CHANNEL_SUM", statements=[("ho_so.tiep_nhan", total), *parts, *copies]) == []


def test_online_is_whole_part_and_other_service() -> None:
    levels = [("ho_so.truc_tuyen.toan_trinh", "81"), ("ho_so.truc_tuyen.mot_phan", "350")]  # 431
    other = [("ho_so.truc_tuyen.khac", "9")]
    assert findings("LEVEL_SUM", statements=[("ho_so.truc_tuyen", "431"), *levels]) == []
    assert findings("LEVEL_SUM", statements=[("ho_so.truc_tuyen", "440"), *levels, *other]) == []
    found = only("LEVEL_SUM", statements=[("ho_so.truc_tuyen", "441"), *levels, *other])
    assert (found.severity, found.difference) == ("E", 441 - (81 + 350 + 9))


def test_levels_of_before_and_of_today_are_parts_of_one_sum() -> None:
    mixed = [("ho_so.truc_tuyen.toan_trinh", "81"), ("ho_so.truc_tuyen.muc_do_3", "350")]
    assert findings("LEVEL_SUM", statements=[("ho_so.truc_tuyen", "431"), *mixed]) == []


def test_late_is_with_and_without_a_letter_of_apology() -> None:
    letters = [("ho_so.qua_han.da_xin_loi", "12"), ("ho_so.qua_han.chua_xin_loi", "5")]  # 17
    assert findings("OUTCOME_SUM", statements=[("ho_so.qua_han", "17"), *letters]) == []
    assert only("OUTCOME_SUM", statements=[("ho_so.qua_han", "18"), *letters]).difference == 18 - 17


@pytest.mark.parametrize("going", ["222", "231", "225"])  # 200 + 22, and 9 waiting or 3 paused apart
def test_open_dossiers_hold_those_that_wait_or_not(going: str) -> None:
    parts = [("ho_so.dang_trong_han", "200"), ("ho_so.dang_qua_han", "22")]
    apart = [("ho_so.cho_bo_sung", "9"), ("ho_so.tam_dung", "3")]
    assert findings("OUTCOME_SUM", statements=[("ho_so.dang_giai_quyet", going), *parts, *apart]) == []


def test_payments_are_online_or_direct() -> None:
    paid = [("thanh_toan.truc_tuyen", "90"), ("thanh_toan.truc_tiep", "30")]
    assert findings("LEVEL_SUM", statements=[("thanh_toan.tong", "120"), *paid]) == []
    assert only("LEVEL_SUM", statements=[("thanh_toan.tong", "119"), *paid]).severity == "E"


GROUPS = {"cong_khai": "15,34", "tien_do": "19,14", "so_hoa": "15,41", "truc_tuyen": "17,97", "hai_long": "11,1"}


def scores(total: str, **others: str) -> list[tuple[str, str]]:
    return [(f"diem_766.{key}", text) for key, text in {"tong": total, **GROUPS, **others}.items()]


def test_five_groups_of_points_meet_their_total() -> None:
    # 15,34 + 19,14 + 15,41 + 17,97 + 11,1 = 78,96, where 17,97 holds the points of payment.
    assert findings("LEVEL_SUM", statements=scores("78,96")) == []
    assert findings("LEVEL_SUM", statements=scores("79,01")) == []  # half a hundredth each, half a tenth of 11,1


def test_points_without_those_of_payment_are_a_question_and_all_six_an_error() -> None:
    assert only("LEVEL_SUM", statements=scores("86")).severity == "W"
    found = only("LEVEL_SUM", statements=scores("79,16", thanh_toan="5"))  # 83,96
    assert (found.severity, str(found.difference)) == ("E", "-4.80")


@pytest.mark.parametrize(
    "apart",
    [
        {"ho_so.rut": "3"},
        {"ho_so.cho_bo_sung": "1", "ho_so.tam_dung": "2"},
        {"ho_so.phi_dia_gioi": "3"},
        {"ho_so.gia_han": "3", "ho_so.rut": "40"},
    ],
)
def test_the_balance_holds_with_what_is_counted_apart(apart: dict[str, str]) -> None:
    # 2 + 13 = 9 + 2 + 1 and the 3 that are counted apart; or they are inside, and 2 + 10 = 9 + 2 + 1.
    assert findings("BALANCE", statements=[*flow(tiep_nhan="13"), *apart.items()]) == []
    assert findings("BALANCE", statements=[*flow(), *apart.items()]) == []


def test_a_balance_that_holds_in_no_reading_says_what_was_tried() -> None:
    found = only("BALANCE", statements=[*flow(tiep_nhan="20"), ("ho_so.rut", "3")])
    assert found.severity == "E" and "Cộng thêm hay không «hồ sơ công dân rút» 3" in found.message


def test_refused_dossiers_are_in_no_sum_and_a_gap_of_their_size_is_a_question() -> None:
    assert findings("BALANCE", statements=[*flow(), ("ho_so.tu_choi", "45")]) == []
    found = only("BALANCE", statements=[*flow(tiep_nhan="13"), ("ho_so.tu_choi", "3")])
    assert (
        found.severity == "W"
        and "«hồ sơ không được tiếp nhận (từ chối)» 3, là số không nằm trong tổng nào" in found.message
    )
