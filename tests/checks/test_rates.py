"""Stated rates: right, cut off, wrong; over which denominator; one value in one report."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc.checks.numbers.rates import judge
from tests.checks.examples import findings, only

THIRDS = [("ho_so.tiep_nhan", "3"), ("ho_so.truc_tuyen", "2")]  # 2 / 3 = 66,666...%
ON_TIME = [("ho_so.tiep_nhan", "830"), ("ho_so.da_giai_quyet", "600"), ("ho_so.trong_han", "589")]
# 589 / 830 = 70,96...%; 589 / 600 = 98,16...%


def online(text: str, of: str = "ho_so.tiep_nhan") -> list[tuple[str, ...]]:
    return [*THIRDS, ("ty_le.truc_tuyen", text, "II.2.d", of)]


def on_time(text: str, of: str = "") -> list[tuple[str, ...]]:
    return [*ON_TIME, ("ty_le.trong_han", text, "II.2.d", of)]


@pytest.mark.parametrize("text", ["66,7", "66,67", "67", "66,7%", "66,667"])
def test_a_rate_is_right_at_the_precision_that_it_is_printed_with(text: str) -> None:
    assert findings("RATE_RECALC", statements=online(text)) == []


@pytest.mark.parametrize(("text", "right"), [("66,6", "66,7%"), ("66", "67%"), ("66,66", "66,67%")])
def test_a_rate_that_is_cut_off_is_told_apart_from_a_wrong_one(text: str, right: str) -> None:
    found = only("RATE_RECALC", statements=online(text))
    assert found.severity == "W"
    assert "cắt bỏ" in found.message
    assert right in found.message
    assert right in found.suggestion


HIDING = [("ho_so.da_giai_quyet", "10.000"), ("ho_so.trong_han", "9.997"), ("ho_so.qua_han", "3")]


@pytest.mark.parametrize(
    ("key", "text", "right"),
    [("ty_le.trong_han", "100", "99,97%"), ("ty_le.trong_han", "100,0", "99,97%"), ("ty_le.qua_han", "0", "0,03%")],
)
def test_a_rate_that_is_rounded_to_all_or_none_hides_the_rest(key: str, text: str, right: str) -> None:
    # 9.997 / 10.000 = 99,97%, 3 / 10.000 = 0,03%
    found = only("RATE_RECALC", statements=[*HIDING, (key, text, "II.2.d", "ho_so.da_giai_quyet")])
    assert found.severity == "W"
    assert "số làm tròn" in found.message and right in found.message


def test_all_is_right_where_it_is_exact_over_one_denominator() -> None:
    # 589 / 589 = 100%; 589 / 590 = 99,8%
    counts = [("ho_so.tiep_nhan", "590"), ("ho_so.da_giai_quyet", "589"), ("ho_so.trong_han", "589")]
    assert findings("RATE_RECALC", statements=[*counts, ("ty_le.trong_han", "100")]) == []


LIMITED = [("ho_so.tiep_nhan", "2.000"), ("ho_so.da_giai_quyet", "1.981"), ("ho_so.qua_han", "58")]
# 1.981 / 2.000 = 99,05%; 58 / 1.981 = 2,93%


@pytest.mark.parametrize(
    ("key", "text", "words"),
    [
        ("ty_le.giai_quyet", "99", "đạt trên 99%"),
        ("ty_le.giai_quyet", "98", "đạt trên 98%"),
        ("ty_le.qua_han", "3", "chỉ chiếm dưới 3%"),
        ("ty_le.qua_han", "3", "gần 3%"),
    ],
)
def test_a_rate_on_the_side_of_the_limit_that_its_words_name_is_right(key: str, text: str, words: str) -> None:
    assert findings("RATE_RECALC", statements=[*LIMITED, (key, text, "II.2.d", "", words)]) == []


def test_a_rate_beyond_the_limit_that_its_words_name_is_wrong() -> None:
    stated = ("ty_le.qua_han", "2", "II.2.d", "ho_so.da_giai_quyet", "chiếm dưới 2%")
    assert only("RATE_RECALC", statements=[*LIMITED, stated]).severity == "E"


def test_a_wrong_rate_names_its_operands_and_the_right_value() -> None:
    found = only("RATE_RECALC", statements=online("70,0"))
    assert (found.severity, found.left, found.right) == ("E", 70, Decimal("66.7"))
    assert found.keys == ("ty_le.truc_tuyen", "ho_so.truc_tuyen", "ho_so.tiep_nhan")
    assert found.operands == {"ty_le.truc_tuyen": 70, "ho_so.truc_tuyen": 2, "ho_so.tiep_nhan": 3}
    assert [place.row for place in found.where] == [4, 3, 2]


@pytest.mark.parametrize(
    ("above", "below", "decimals", "stated", "verdict"),
    [
        (1333, 2000, 1, "66.7", "right"),  # 66,65 is rounded up, not to the even 66,6
        (1333, 2000, 1, "66.6", "truncated"),
        (1333, 2000, 2, "66.65", "right"),
        (1, 8, 0, "13", "right"),  # 12,5
        (1, 8, 0, "12", "truncated"),
        (1, 8, 1, "12.5", "right"),
        (13329, 20000, 1, "66.6", "right"),  # 66,645 is below the half
        (13329, 20000, 1, "66.7", "wrong"),
        (1999, 2000, 1, "100.0", "right"),  # 99,95
        (1999, 2000, 1, "99.9", "truncated"),
        (1, 3, 1, "33.4", "wrong"),
    ],
)
def test_halves_are_rounded_up(above: int, below: int, decimals: int, stated: str, verdict: str) -> None:
    percent = Decimal(above) / Decimal(below) * 100
    assert judge(percent, Decimal(stated), decimals) == verdict


def test_a_half_is_rounded_up_in_a_report_too() -> None:
    half = [("ho_so.tiep_nhan", "2000"), ("ho_so.truc_tuyen", "1333")]  # 66,65%
    assert findings("RATE_RECALC", statements=[*half, ("ty_le.truc_tuyen", "66,7")]) == []
    assert only("RATE_RECALC", statements=[*half, ("ty_le.truc_tuyen", "66,6")]).severity == "W"


@pytest.mark.parametrize("text", ["98,2", "71,0"])
def test_a_rate_that_names_no_denominator_may_be_over_any_in_use(text: str) -> None:
    assert findings("RATE_RECALC", statements=on_time(text)) == []


def test_a_rate_over_received_and_carried_over_is_in_use_too() -> None:
    carried = ("ho_so.ky_truoc", "170")  # 589 / (830 + 170) = 58,9%
    assert findings("RATE_RECALC", statements=[*on_time("58,9"), carried]) == []


def test_a_rate_is_held_to_the_denominator_that_it_names() -> None:
    assert findings("RATE_RECALC", statements=on_time("71,0", "ho_so.tiep_nhan")) == []
    assert only("RATE_RECALC", statements=on_time("98,2", "ho_so.tiep_nhan")).right == Decimal("71.0")


def test_a_denominator_that_fits_instead_is_named() -> None:
    message = only("RATE_RECALC", statements=on_time("98,2", "ho_so.tiep_nhan")).message
    assert "khớp nếu so với tổng số hồ sơ đã giải quyết (600)" in message


def test_no_denominator_is_named_when_none_fits() -> None:
    assert "khớp" not in only("RATE_RECALC", statements=on_time("90,0", "ho_so.tiep_nhan")).message


def test_a_rate_without_its_operands_says_nothing() -> None:
    assert findings("RATE_RECALC", statements=[("ty_le.truc_tuyen", "70")]) == []
    assert findings("RATE_RECALC", statements=[("ho_so.tiep_nhan", "3"), ("ty_le.truc_tuyen", "70")]) == []


def test_a_rate_of_zero_has_no_value_and_says_nothing() -> None:
    zero = [("ho_so.tiep_nhan", "0"), ("ho_so.truc_tuyen", "0"), ("ty_le.truc_tuyen", "100")]
    assert findings("RATE_RECALC", statements=zero) == []


def test_a_rate_that_the_catalogue_has_no_formula_for_is_not_checked() -> None:
    assert findings("RATE_RECALC", statements=[("ty_le.cai_dat_ung_dung", "80")]) == []


def test_a_percentage_of_the_annex_is_not_recomputed_from_itself() -> None:
    # Without the number of documents, ty_le.van_ban_dien_tu is what annex row 7.2.3.a says.
    stated = [("ty_le.van_ban_dien_tu", "90")]
    assert findings("RATE_RECALC", annex={"7.2.3": "368", "7.2.3.a": "100"}, statements=stated) == []
    with_count = [*stated, ("van_ban_di.dien_tu", "368")]
    assert only("RATE_RECALC", annex={"7.2.3": "368"}, statements=with_count).right == 100


def test_a_numerator_of_several_rows_is_added_up() -> None:
    annex = {"1.3.1": "41", "1.3.2": "38", "1.3.3": "3"}  # (38 + 3) / 41 = 100%
    found = only("RATE_RECALC", annex=annex, statements=[("ty_le.nhiem_vu_hoan_thanh", "92,7")])  # 38 / 41
    assert found.right == 100
    assert {"1.3.1", "1.3.2", "1.3.3"} <= set(found.keys)


def test_a_rate_is_computed_from_the_numbers_of_its_own_section() -> None:
    annex = {"ho_so.tiep_nhan": "100"}
    section = [("ho_so.tiep_nhan", "4"), ("ho_so.truc_tuyen", "2"), ("ty_le.truc_tuyen", "50")]  # 2 / 4
    assert findings("RATE_RECALC", annex=annex, statements=section) == []


OVERDRAWN = [("ho_so.tiep_nhan", "10"), ("ho_so.truc_tuyen", "12"), ("ty_le.truc_tuyen", "70")]  # 12 of 10 online


def test_a_rate_of_numbers_that_are_wrong_themselves_is_not_to_be_changed_before_them() -> None:
    found = only("RATE_RECALC", statements=OVERDRAWN)
    assert found.severity == "E"  # 12 / 10 is not 70%, whichever of the three is wrong
    assert "«hồ sơ tiếp nhận trực tuyến» (12) và «hồ sơ đã tiếp nhận» (10) đang có lỗi" in found.suggestion
    assert "120" not in found.suggestion
    assert found.operands == {"ty_le.truc_tuyen": 70, "ho_so.truc_tuyen": 12, "ho_so.tiep_nhan": 10}


def test_a_right_rate_of_numbers_that_are_wrong_says_nothing() -> None:
    assert findings("RATE_RECALC", statements=[*OVERDRAWN[:2], ("ty_le.truc_tuyen", "120")]) == []


def test_a_rate_of_numbers_that_are_only_doubted_is_still_wrong() -> None:
    # 9 in, 8 out, what is carried over is not stated: a question about 9 and 8, not an error.
    stated = [("ho_so.tiep_nhan", "9"), ("ho_so.da_giai_quyet", "8"), ("ho_so.trong_han", "8")]
    rate = ("ty_le.trong_han", "50", "II.2.d", "ho_so.tiep_nhan")  # 8 / 9 = 89%
    assert only("BALANCE", statements=[*stated, rate]).severity == "W"
    assert only("RATE_RECALC", statements=[*stated, rate]).severity == "E"


def test_a_rate_of_its_sections_own_numbers_is_wrong_though_those_of_the_annex_are_in_error() -> None:
    annex = {"ho_so.tiep_nhan": "6", "ho_so.truc_tiep": "7"}
    stated = [("ho_so.tiep_nhan", "10"), ("ho_so.truc_tuyen", "5"), ("ty_le.truc_tuyen", "70")]  # 5 / 10 = 50%
    assert only("CEILING", annex=annex, statements=stated).severity == "E"
    found = only("RATE_RECALC", annex=annex, statements=stated)
    assert (found.severity, found.right) == ("E", 50)


def test_one_rate_has_one_value() -> None:
    twice = [("ty_le.hai_long", "98,5", "I.5.d"), ("ty_le.hai_long", "100", "II.2.h")]
    found = only("RATE_ONE_VALUE", statements=twice)
    assert (found.severity, found.keys, found.left, found.right) == ("E", ("ty_le.hai_long",), Decimal("98.5"), 100)
    assert "98,5% (mục I.5.d, dòng 2); 100% (mục II.2.h, dòng 3)" in found.message
    assert [place.row for place in found.where] == [2, 3]


@pytest.mark.parametrize(("one", "other"), [("98,5", "98,5"), ("98,5", "98,5%"), ("98,5", "99"), ("98,45", "98,5")])
def test_one_value_may_be_printed_with_more_or_fewer_decimals(one: str, other: str) -> None:
    # 98,5 without decimals is 99; 98,45 with one is 98,5 (half up).
    assert findings("RATE_ONE_VALUE", statements=[("ty_le.hai_long", one), ("ty_le.hai_long", other)]) == []


def test_rates_over_different_named_denominators_are_different_rates() -> None:
    stated = [("ty_le.trong_han", "71,0", "I.5.b", "ho_so.tiep_nhan")]
    other = ("ty_le.trong_han", "98,2", "II.2.d", "ho_so.da_giai_quyet")
    assert findings("RATE_ONE_VALUE", statements=[*stated, other]) == []


def test_a_rate_that_names_no_denominator_is_compared_with_one_that_does() -> None:
    stated = [("ty_le.trong_han", "71,0", "I.5.b", "ho_so.tiep_nhan"), ("ty_le.trong_han", "98,2")]
    assert only("RATE_ONE_VALUE", statements=stated).severity == "E"


FLOW = [("ho_so.tiep_nhan", "2.896"), ("ho_so.da_giai_quyet", "2.131"), ("ho_so.qua_han", "40")]


def test_a_rate_of_the_resolved_is_known() -> None:
    assert findings("RATE_RECALC", statements=[*FLOW, ("ty_le.giai_quyet", "73,58")]) == []  # 2.131 / 2.896
    wrong = only("RATE_RECALC", statements=[*FLOW, ("ty_le.giai_quyet", "78,53", "II.2.d", "ho_so.tiep_nhan")])
    assert (wrong.severity, str(wrong.right)) == ("E", "73.58")


def test_late_ones_are_stated_over_the_resolved_and_over_the_received() -> None:
    for right in ("1,88", "1,38"):  # 40 / 2.131 = 1,877...%; 40 / 2.896 = 1,381...%
        assert findings("RATE_RECALC", statements=[*FLOW, ("ty_le.qua_han", right)]) == []
    assert only("RATE_RECALC", statements=[*FLOW, ("ty_le.qua_han", "2,38")]).severity == "E"


def test_a_rate_that_is_another_ones_percentage_is_told_which() -> None:
    stated = [*FLOW, ("ho_so.truoc_han", "1.000"), ("ty_le.truoc_han", "73,58")]  # 1.000 / 2.131 = 46,93%
    found = only("RATE_RECALC", statements=stated)
    assert found.severity == "E"
    assert "73,58% là «Tỷ lệ hồ sơ đã giải quyết» so với tổng số hồ sơ tiếp nhận (2.131 / 2.896)" in found.message


def test_a_rate_whose_counts_were_not_sent_is_asked_about_where_one_other_rate_fits() -> None:
    asked = only("RATE_RECALC", statements=[*FLOW, ("ty_le.truoc_han", "73,58")])
    assert asked.severity == "W"
    assert "không phải «Tỷ lệ hồ sơ giải quyết trước hạn»" in asked.message
    assert findings("RATE_RECALC", statements=[*FLOW, ("ty_le.truoc_han", "50,12")]) == []


def test_a_hundred_percent_is_never_taken_for_another_rate() -> None:
    all_resolved = [("ho_so.tiep_nhan", "10"), ("ho_so.da_giai_quyet", "10"), ("ty_le.truoc_han", "100")]
    assert findings("RATE_RECALC", statements=all_resolved) == []


def test_a_rate_that_the_catalogue_does_not_list_is_said_to_be_unknown() -> None:
    found = only("RATE_RECALC", statements=[("ty_le.khong_co_ten", "80")])
    assert (found.severity, found.keys) == ("W", ("ty_le.khong_co_ten",))


def test_a_denominator_that_no_form_has_is_divided_by_all_the_same() -> None:
    named = [("ho_so.tiep_nhan", "200"), ("ho_so.ky_truoc", "50"), ("ho_so.truoc_han", "100")]
    over = "ho_so.ky_truoc+ho_so.tiep_nhan"
    assert findings("RATE_RECALC", statements=[*named, ("ty_le.truoc_han", "40", "II.2.d", over)]) == []  # 100 / 250
    assert only("RATE_RECALC", statements=[*named, ("ty_le.truoc_han", "44", "II.2.d", over)]).right == 40


def test_a_total_that_holds_the_carried_over_is_not_added_to_it() -> None:
    form_06a = [("ho_so.ky_truoc", "20"), ("ho_so.tiep_nhan", "120"), ("ho_so.da_giai_quyet", "95"),
                ("ho_so.dang_giai_quyet", "25"), ("ho_so.trong_han", "90")]  # fmt: skip
    over = "ho_so.tiep_nhan+ho_so.ky_truoc"
    assert findings("RATE_RECALC", statements=[*form_06a, ("ty_le.trong_han", "75", "II.2.d", over)]) == []  # 90 / 120
    wrong = only("RATE_RECALC", statements=[*form_06a, ("ty_le.trong_han", "64,3", "II.2.d", over)])  # 90 / 140
    assert wrong.right == 75


def test_two_rates_that_are_right_over_different_denominators_are_a_question_that_says_which() -> None:
    stated = [("ho_so.tiep_nhan", "3.334"), ("ho_so.da_giai_quyet", "3.179"), ("ho_so.trong_han", "3.179")]
    rates = [("ty_le.trong_han", "95,35"), ("ty_le.trong_han", "100", "II.6.c", "ho_so.da_giai_quyet")]
    found = only("RATE_ONE_VALUE", statements=[*stated, *rates])
    assert found.severity == "W"
    assert "đúng nếu so với tổng số hồ sơ tiếp nhận (3.334)" in found.message
    wrong = [("ty_le.trong_han", "96"), rates[1]]
    assert only("RATE_ONE_VALUE", statements=[*stated, *wrong]).severity == "E"


def test_a_doubted_rate_names_the_number_of_its_own_scope() -> None:
    scope = ("II.2.d", "", "", "tại quầy")
    own = [("ho_so.tiep_nhan", "500")]
    counter = [(key, text, *scope) for key, text in OVERDRAWN]  # at the counter 12 of 10, of which 70% is wrong as well
    found = only("RATE_RECALC", statements=[*own, *counter])
    assert "«hồ sơ đã tiếp nhận» (10)" in found.suggestion
    assert "500" not in found.suggestion


def test_a_rate_of_digitisation_is_never_taken_for_another_one() -> None:
    done = [
        ("ho_so.tiep_nhan", "600"),
        ("ho_so.da_giai_quyet", "585"),
        ("ho_so.trong_han", "570"),
        ("ho_so.qua_han", "15"),
    ]
    for key in ("ty_le.so_hoa_ho_so", "ty_le.so_hoa_ket_qua", "ty_le.tai_su_dung"):
        assert findings("RATE_RECALC", statements=[*done, (key, "97,4")]) == []  # 570 / 585, on time by chance
    digitised = [("so_hoa.ho_so", "480"), ("ty_le.trong_han", "80")]  # 480 / 600
    assert "số hóa" not in only("RATE_RECALC", statements=[*done, *digitised]).message


def test_a_rate_of_digitisation_that_its_counts_do_not_give_is_a_question() -> None:
    counts = [("ho_so.tiep_nhan", "600"), ("so_hoa.ho_so", "560")]  # 93,3%
    assert findings("RATE_RECALC", statements=[*counts, ("ty_le.so_hoa_ho_so", "93,3")]) == []
    assert only("RATE_RECALC", statements=[*counts, ("ty_le.so_hoa_ho_so", "91,06")]).severity == "W"


def test_a_rate_of_digitisation_under_a_key_of_ones_own_is_named_as_no_other_either() -> None:
    done = [("ho_so.da_giai_quyet", "671"), ("ho_so.trong_han", "654"), ("ho_so.qua_han", "17")]
    message = only("RATE_RECALC", statements=[*done, ("ty_le.so_hoa", "97,47")]).message  # 654 / 671
    assert "không có trong danh mục" in message and "trước hạn" not in message


def test_the_share_of_a_channel_may_leave_out_what_is_counted_apart() -> None:
    channels = [("ho_so.truc_tuyen", "900"), ("ho_so.truc_tiep_bcci", "100"), ("ho_so.phi_dia_gioi", "300")]
    for text in ("69,2", "90"):  # 900 / 1300, 900 / 1000
        stated = [("ho_so.tiep_nhan", "1.300"), *channels, ("ty_le.truc_tuyen", text)]
        assert findings("RATE_RECALC", statements=stated) == []
    assert (
        only("RATE_RECALC", statements=[("ho_so.tiep_nhan", "1.300"), *channels, ("ty_le.truc_tuyen", "80")]).severity
        == "E"
    )
