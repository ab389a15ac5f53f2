"""Numbers that are used together come from one scope, and from one section where the submission contradicts itself."""

from __future__ import annotations

from decimal import Decimal

from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_rate
from tests.indicators.made_counts import made_counts

RECEIVED, ONLINE, RESOLVED = "ho_so.tiep_nhan", "ho_so.truc_tuyen", "ho_so.da_giai_quyet"
COUNTER, SYSTEM = "tại quầy", "trên hệ thống của tỉnh"
TWO_SECTIONS = [("II.2.d", RECEIVED, "1.208"), ("II.6.c", RECEIVED, "259"), ("II.6.c", ONLINE, "186")]
TWO_SCOPES = [
    ("II.2.d", RECEIVED, "1.208", COUNTER),
    ("II.6.c", RECEIVED, "259", SYSTEM),
    ("II.6.c", ONLINE, "186", SYSTEM),
]


def numbers(counts: Counts, *keys: str, section: str | None = None) -> list[Decimal | None]:
    return [value.number for value in counts.group(keys, section).values()]


def test_a_group_of_a_contradicted_key_takes_the_numbers_of_its_own_section_only() -> None:
    counts = made_counts({}, TWO_SECTIONS)
    assert numbers(counts, RECEIVED, ONLINE, section="II.2.d") == [1208, None]
    assert numbers(counts, RECEIVED, ONLINE, section="II.6.c") == [259, 186]


def test_a_group_of_a_section_that_states_none_of_it_takes_one_that_states_all() -> None:
    assert numbers(made_counts({}, TWO_SECTIONS), RECEIVED, ONLINE, section="I.5.b") == [259, 186]


def test_a_rate_is_never_made_of_two_scopes() -> None:
    for statements in (TWO_SECTIONS, TWO_SCOPES):
        counts = made_counts({}, statements)
        assert compute_rate(counts, "ty_le.truc_tuyen", "II.6.c").number == Decimal(186) / 259
        assert compute_rate(counts, "ty_le.truc_tuyen", "II.2.d").number != Decimal(186) / 1208
    assert compute_rate(made_counts({}, TWO_SECTIONS), "ty_le.truc_tuyen", "II.2.d").missing


def test_the_reports_own_scope_comes_before_others() -> None:
    counts = made_counts({}, [("II.2.d", RECEIVED, "10", COUNTER), ("II.2.d", RECEIVED, "30")])
    assert counts.value(RECEIVED, "II.2.d").number == 30
    assert counts.scopes == ("", COUNTER)
    assert not counts.contested(RECEIVED)


def test_a_scope_that_has_all_numbers_comes_before_one_that_has_some() -> None:
    mixed = [("II.2.d", RECEIVED, "1.000"), *((*one[:3], SYSTEM) for one in TWO_SECTIONS[1:])]
    counts = made_counts({}, mixed)
    assert numbers(counts, RECEIVED, ONLINE, section="II.2.d") == [259, 186]
    assert numbers(counts, RECEIVED, section="II.2.d") == [1000]


def test_sections_that_agree_lend_each_other_their_numbers() -> None:
    agreeing = [("II.2.d", RECEIVED, "259"), *TWO_SECTIONS[1:]]
    assert compute_rate(made_counts({}, agreeing), "ty_le.truc_tuyen", "II.2.d").number == Decimal(186) / 259


def test_a_total_and_parts_that_contradict_each_other_are_contested() -> None:
    annex = {"ho_so.truc_tuyen.muc_do_3": "100", "ho_so.truc_tuyen.muc_do_4": "80"}  # 100 + 80 = 180, not 186
    counts = made_counts(annex, TWO_SECTIONS[1:])
    assert counts.contested(ONLINE)
    assert numbers(counts, ONLINE, section="II.6.c") == [186]


def test_time_kept_is_what_is_left_of_the_resolved() -> None:
    counts = made_counts({}, [("II.2.d", RESOLVED, "2.131"), ("II.2.d", "ho_so.qua_han", "40")])
    value = counts.value("ho_so.trong_han", "II.2.d")
    assert (value.number, value.status) == (2131 - 40, "remainder")
    assert value.formula is not None
    assert value.formula.text == "ho_so.da_giai_quyet - ho_so.qua_han"
    assert compute_rate(counts, "ty_le.trong_han", "II.2.d").number == Decimal(2091) / 2131


def test_what_came_on_the_day_is_what_is_left_of_the_time_kept() -> None:
    stated = [("II.2.d", RESOLVED, "10"), ("II.2.d", "ho_so.qua_han", "2"), ("II.2.d", "ho_so.truoc_han", "5")]
    assert made_counts({}, stated).value("ho_so.dung_han").number == 10 - 2 - 5


def test_late_overdue_open_and_returned_are_never_made_up() -> None:
    stated = [("II.2.d", RESOLVED, "10"), ("II.2.d", "ho_so.trong_han", "8"), ("II.2.d", RECEIVED, "12"),
              ("II.2.d", "ho_so.dang_trong_han", "1"), ("II.2.d", ONLINE, "4")]  # fmt: skip
    counts = made_counts({}, stated)
    for key in ("qua_han", "dang_giai_quyet", "dang_qua_han", "tra_lai", "truc_tiep_bcci", "truc_tiep", "ky_truoc"):
        assert counts.value(f"ho_so.{key}").missing


def test_more_late_than_resolved_leaves_nothing() -> None:
    counts = made_counts({}, [("II.2.d", RESOLVED, "10"), ("II.2.d", "ho_so.qua_han", "12")])
    assert counts.value("ho_so.trong_han").missing
