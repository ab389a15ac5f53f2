"""Which number a sentence prints, and what stays in its lineage. Small submissions, worked by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from cchc.errors import CatalogueError
from cchc.indicators.statements import read_cell
from cchc.values.value import Value
from tests.indicators.made_counts import made_counts

RECEIVED = "ho_so.tiep_nhan"
TWICE = [("I.5.c", RECEIVED, "800"), ("II.2.d", RECEIVED, "830")]


def texts(value: Value) -> list[str]:
    return [cell.text for cell in value.cells]


def test_a_sentence_prints_what_was_stated_for_its_own_section() -> None:
    counts = made_counts({RECEIVED: "900"}, TWICE)
    assert counts.value(RECEIVED, "II.2.d").number == 830
    assert counts.value(RECEIVED, "I.5.c").number == 800


def test_else_it_prints_the_annex() -> None:
    counts = made_counts({RECEIVED: "900"}, TWICE)
    assert counts.value(RECEIVED, "III.1").number == 900
    assert counts.value(RECEIVED).number == 900


def test_else_it_prints_what_was_stated_first_elsewhere() -> None:
    assert made_counts({}, TWICE).value(RECEIVED, "III.1").number == 800


def test_else_it_prints_the_sum_of_the_parts() -> None:
    value = made_counts({"ho_so.truoc_han": "400"}, [("II.2.d", "ho_so.truoc_han", "400")]).value("ho_so.trong_han")
    assert value.missing
    stated = [("II.2.d", "ho_so.truoc_han", "400"), ("II.2.d", "ho_so.dung_han", "79")]
    value = made_counts({}, stated).value("ho_so.trong_han")
    assert (value.number, value.status) == (400 + 79, "derived")
    assert value.formula is not None
    assert value.formula.text == "ho_so.truoc_han + ho_so.dung_han"
    assert [cell.text for cell in value.sources()] == ["400", "79"]


def test_a_statement_for_the_part_above_or_an_item_below_speaks_for_a_section() -> None:
    counts = made_counts({RECEIVED: "900"}, [("II.2", RECEIVED, "830")])
    assert counts.value(RECEIVED, "II.2.d").number == 830
    assert counts.value(RECEIVED, "II").number == 830
    assert counts.value(RECEIVED, "II.20").number == 900


def test_the_very_section_comes_before_the_part_above() -> None:
    counts = made_counts({}, [("II.2", RECEIVED, "800"), ("II.2.d", RECEIVED, "830")])
    assert counts.value(RECEIVED, "II.2.d").number == 830


def test_all_statements_stay_in_the_lineage_the_printed_one_first() -> None:
    counts = made_counts({RECEIVED: "900"}, TWICE)
    assert texts(counts.value(RECEIVED, "II.2.d")) == ["830", "800", "900"]
    assert texts(counts.value(RECEIVED, "V")) == ["900", "800", "830"]


def test_a_cell_says_where_it_stands() -> None:
    annex, stated = made_counts({"1.1.1": "26", RECEIVED: "900"}, TWICE).value(RECEIVED).cells[:2]
    assert (annex.file, annex.row, annex.column, annex.section) == ("phu_luc_01b.csv", 3, "so_lieu", None)
    assert (stated.file, stated.row, stated.section, stated.words) == ("so_lieu_khac.csv", 2, "I.5.c", "có 800")


@pytest.mark.parametrize("text", ["8 30", "98,9", "khoảng 830", "-5"])
def test_a_text_that_is_no_count_counts_as_missing(text: str) -> None:
    value = made_counts({RECEIVED: text}).value(RECEIVED)
    assert (value.number, value.status) == (None, "not_a_number")
    assert texts(value) == [text]


def test_the_next_statement_is_printed_where_one_is_no_number() -> None:
    value = made_counts({RECEIVED: "900"}, [("II.2.d", RECEIVED, "8 30")]).value(RECEIVED, "II.2.d")
    assert value.number == 900
    assert texts(value) == ["900", "8 30"]


def test_a_blank_is_missing_and_the_words_for_none_are_zero() -> None:
    counts = made_counts({"3.5": "không", "2.1": "", "2.2": "0"})
    assert (counts.value("3.5").number, counts.value("3.5").status) == (0, "stated")
    assert (counts.value("2.1").number, counts.value("2.1").status) == (None, "missing")
    assert counts.value("2.2").number == 0


def test_what_was_not_submitted_is_missing_without_cells() -> None:
    value = made_counts().value("2.1")
    assert (value.number, value.status, value.cells, value.formula) == (None, "missing", (), None)


def test_a_sum_with_a_missing_part_is_missing() -> None:
    annex = {"ho_so.truc_tiep": "5", "ho_so.truc_tuyen.muc_do_3": "2", "ho_so.truc_tuyen.muc_do_4": "3"}
    assert made_counts(annex).value(RECEIVED).missing
    assert made_counts({**annex, "ho_so.bcci": ""}).value(RECEIVED).missing
    assert made_counts({**annex, "ho_so.bcci": "?"}).value(RECEIVED).missing


def test_a_sum_is_made_of_sums_where_the_parts_have_parts() -> None:
    annex = {
        "ho_so.truc_tiep": "5",
        "ho_so.bcci": "0",
        "ho_so.truc_tuyen.muc_do_3": "2",
        "ho_so.truc_tuyen.muc_do_4": "3",
    }
    value = made_counts(annex).value(RECEIVED)
    assert value.number == (2 + 3) + (5 + 0)
    assert sorted(cell.text for cell in value.sources()) == ["0", "2", "3", "5"]


def test_a_stated_total_is_not_corrected_by_its_parts() -> None:
    value = made_counts({"ho_so.truc_tiep": "5", "ho_so.bcci": "1"}, [("II.2.d", "ho_so.truc_tiep_bcci", "9")]).value(
        "ho_so.truc_tiep_bcci"
    )
    assert (value.number, value.status) == (9, "stated")


def test_a_total_that_is_no_number_is_summed_and_keeps_its_text() -> None:
    value = made_counts({"ho_so.truc_tiep": "5", "ho_so.bcci": "1"}, [("II.2.d", "ho_so.truc_tiep_bcci", "?")]).value(
        "ho_so.truc_tiep_bcci"
    )
    assert (value.number, value.status, texts(value)) == (5 + 1, "derived", ["?"])


def test_the_annex_row_3_3_2_is_early_and_on_time_together() -> None:
    counts = made_counts({"3.3.2": "479"})
    assert counts.value("ho_so.trong_han").number == 479
    assert counts.value("ho_so.dung_han").missing


def test_an_annex_row_that_matches_nothing_states_no_key() -> None:
    counts = made_counts({"Số cuộc họp": "7", "2.1": "1"})
    assert counts.all_keys() == ["2.1"]


def test_keys_stand_in_submitted_order_the_narrative_first() -> None:
    assert made_counts({"2.1": "1", RECEIVED: "9"}, TWICE).all_keys() == [RECEIVED, "2.1"]


def test_a_percentage_may_have_decimals_and_a_count_not() -> None:
    counts = made_counts({"7.2.3.a": "98,9%", "7.2.3": "98,9"})
    assert (counts.value("7.2.3.a").number, counts.value("7.2.3.a").kind) == (Decimal("98.9"), "percent")
    assert counts.value("7.2.3").missing
    assert read_cell("50,5", "measure") == Decimal("50.5")
    assert read_cell("50,5", "choice") is None


def test_a_stated_rate_is_a_percentage() -> None:
    value = made_counts({}, [("II.2.d", "ty_le.trong_han", "98,9%")]).value("ty_le.trong_han")
    assert (value.number, value.kind, value.unit) == (Decimal("98.9"), "percent", "%")


def test_a_row_is_asked_for_on_the_days_it_is_in_force() -> None:
    assert not made_counts().asks_for("so_hoa.ho_so")
    assert made_counts(as_of=date(2025, 12, 14)).asks_for("so_hoa.ho_so")
    assert not made_counts().asks_for("phieu.phat_ra")


def test_an_unknown_key_is_an_error_that_names_the_nearest() -> None:
    with pytest.raises(CatalogueError, match=r"ho_so\.tiep_nhan"):
        made_counts().value("ho_so.tiep_nhn")


WHOLE, PART = "ho_so.truc_tuyen.toan_trinh", "ho_so.truc_tuyen.mot_phan"
LEVEL_4, LEVEL_3 = "ho_so.truc_tuyen.muc_do_4", "ho_so.truc_tuyen.muc_do_3"


def test_a_level_of_before_is_a_kind_of_service_of_today_and_the_other_way_round() -> None:
    before = made_counts({LEVEL_4: "81", LEVEL_3: "350"}, [])
    today = made_counts({}, [("II.2.d", WHOLE, "81"), ("II.2.d", PART, "350")])
    for counts in (before, today):
        assert [counts.value(key).number for key in (WHOLE, LEVEL_4, PART, LEVEL_3)] == [81, 81, 350, 350]
        assert counts.value("ho_so.truc_tuyen").number == 350 + 81


def test_both_names_of_a_quantity_are_its_statements() -> None:
    counts = made_counts({LEVEL_4: "81"}, [("II.2.d", WHOLE, "80")])
    assert texts(counts.value(WHOLE, "II.2.d")) == ["80", "81"]
    assert texts(counts.value(WHOLE, "III.1")) == ["81", "80"]


def test_other_online_service_is_added_only_where_it_is_stated() -> None:
    stated = [("II.2.d", WHOLE, "81"), ("II.2.d", PART, "350")]
    assert made_counts({}, stated).value("ho_so.truc_tuyen").number == 431
    assert made_counts({}, [*stated, ("II.2.d", "ho_so.truc_tuyen.khac", "9")]).value("ho_so.truc_tuyen").number == 440


def test_kiosks_are_a_channel_where_they_are_stated() -> None:
    channels = [("II.2.d", "ho_so.truc_tuyen", "60"), ("II.2.d", "ho_so.truc_tiep_bcci", "30")]
    assert made_counts({}, [*channels, ("II.2.d", "ho_so.ki_ot", "10")]).value(RECEIVED).number == 60 + 30 + 10
