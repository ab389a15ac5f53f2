"""Rates: numerator, denominator and name, missing and no value. Shares are worked out beside each expectation."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.catalogue.indicators import Indicator, indicators, reduction
from cchc.indicators.rates import add_up, compute_all_rates, compute_rate
from cchc.indicators.reductions import read_procedures
from cchc.values.printing import print_value
from tests.indicators.made_counts import made_counts, made_records

ON_TIME = "ty_le.trong_han"
STAGES = [
    ("II.2.d", "ho_so.tiep_nhan", "600"),
    ("II.2.d", "ho_so.ky_truoc", "20"),
    ("II.2.d", "ho_so.da_giai_quyet", "585"),
    ("II.2.d", "ho_so.trong_han", "479"),
]


@pytest.mark.parametrize(
    ("of", "share", "name"),
    [
        (None, Decimal(479) / 585, "tổng số hồ sơ đã giải quyết"),
        ("ho_so.da_giai_quyet", Decimal(479) / 585, "tổng số hồ sơ đã giải quyết"),
        ("ho_so.tiep_nhan", Decimal(479) / 600, "tổng số hồ sơ tiếp nhận"),
        ("ho_so.tiep_nhan+ho_so.ky_truoc", Decimal(479) / (600 + 20), "tổng số hồ sơ tiếp nhận và kỳ trước chuyển qua"),
    ],
)
def test_the_on_time_share_depends_on_the_denominator_and_names_it(of: str | None, share: Decimal, name: str) -> None:
    value = compute_rate(made_counts({}, STAGES), ON_TIME, denominator=of)
    assert (value.number, value.denominator, value.status, value.kind) == (share, name, "derived", "share")


def test_a_rate_keeps_its_operands_and_rounds_nothing() -> None:
    value = compute_rate(made_counts({}, STAGES), ON_TIME)
    assert value.formula is not None
    assert value.formula.text == "ho_so.trong_han / ho_so.da_giai_quyet"
    assert [operand.number for operand in value.formula.operands] == [479, 585]
    assert [cell.text for cell in value.sources()] == ["479", "585"]
    assert value.number is not None
    assert abs(value.number * 585 - 479) < Decimal("1e-20")


@pytest.mark.parametrize("left_out", ["ho_so.trong_han", "ho_so.da_giai_quyet"])
def test_the_on_time_share_is_missing_when_a_part_is_missing(left_out: str) -> None:
    counts = made_counts({}, [statement for statement in STAGES if statement[1] != left_out])
    value = compute_rate(counts, ON_TIME)
    assert (value.number, value.status) == (None, "missing")


def test_the_on_time_share_has_no_value_when_nothing_was_resolved() -> None:
    stated = [("II.2.d", "ho_so.trong_han", "0"), ("II.2.d", "ho_so.da_giai_quyet", "không")]
    value = compute_rate(made_counts({}, stated), ON_TIME)
    assert (value.number, value.status) == (None, "no_value")


def test_none_of_some_is_a_share_of_zero() -> None:
    stated = [("II.2.d", "ho_so.qua_han", "0"), ("II.2.d", "ho_so.da_giai_quyet", "585")]
    assert compute_rate(made_counts({}, stated), "ty_le.qua_han").number == 0


def test_a_rate_takes_the_counts_of_its_section() -> None:
    stated = [*STAGES, ("I.5.c", "ho_so.trong_han", "480"), ("I.5.c", "ho_so.da_giai_quyet", "600")]
    counts = made_counts({}, stated)
    assert compute_rate(counts, ON_TIME, "I.5.c").number == Decimal(480) / 600
    assert compute_rate(counts, ON_TIME, "II.2.d").number == Decimal(479) / 585


def test_a_rate_never_divides_the_numbers_of_two_sections_that_contradict_each_other() -> None:
    counts = made_counts({}, [*STAGES, ("I.5.c", "ho_so.trong_han", "480")])
    assert compute_rate(counts, ON_TIME, "I.5.c").status == "missing"  # 480 is not of the 585
    assert compute_rate(counts, ON_TIME, "II.2.d").number == Decimal(479) / 585


def test_the_resolved_are_added_up_where_they_are_not_stated() -> None:
    counts = made_counts({}, [("II.2.d", "ho_so.trong_han", "479"), ("II.2.d", "ho_so.qua_han", "106")])
    assert compute_rate(counts, ON_TIME).number == Decimal(479) / (479 + 106)


def test_a_numerator_of_several_rows_is_their_sum() -> None:
    counts = made_counts({"1.3.1": "10", "1.3.2": "6", "1.3.3": "3"})
    assert compute_rate(counts, "ty_le.nhiem_vu_hoan_thanh").number == Decimal(6 + 3) / 10
    assert compute_rate(counts, "ty_le.nhiem_vu_dung_han").number == Decimal(6) / 10


def test_a_numerator_with_a_missing_row_is_missing() -> None:
    counts = made_counts({"1.3.1": "10", "1.3.2": "6"})
    assert compute_rate(counts, "ty_le.nhiem_vu_hoan_thanh").status == "missing"
    keys = ("1.3.2", "1.3.3")
    total = add_up(counts.group(keys), keys)
    assert (total.number, total.status) == (None, "missing")


def test_a_share_above_one_is_not_hidden() -> None:
    counts = made_counts({"1.1.1": "8", "1.1.2": "10"})
    assert compute_rate(counts, "ty_le.ke_hoach_hoan_thanh").number == Decimal(10) / 8


def test_electronic_documents_are_counted_where_their_number_is_known() -> None:
    counts = made_counts({"7.2.3": "200", "7.2.3.a": "98,9"}, [("II.6.d", "van_ban_di.dien_tu", "190")])
    assert compute_rate(counts, "ty_le.van_ban_dien_tu").number == Decimal(190) / 200


def test_else_the_percentage_of_the_annex_is_used_as_stated() -> None:
    value = compute_rate(made_counts({"7.2.3": "200", "7.2.3.a": "98,9"}), "ty_le.van_ban_dien_tu")
    assert (value.number, value.status, value.denominator) == (Decimal("0.989"), "derived", "tổng số văn bản đi")
    assert value.formula is not None
    assert value.formula.text == "7.2.3.a / 100"
    assert [cell.text for cell in value.sources()] == ["98,9"]


@pytest.mark.parametrize(("text", "status"), [("", "missing"), ("gần hết", "not_a_number")])
def test_a_stated_percentage_that_is_no_number_gives_no_rate(text: str, status: str) -> None:
    value = compute_rate(made_counts({"7.2.3": "200", "7.2.3.a": text}), "ty_le.van_ban_dien_tu")
    assert (value.number, value.status) == (None, status)


def test_every_rate_is_computed_over_every_denominator() -> None:
    rates = compute_all_rates(made_counts())
    assert [(rate.key, rate.denominator) for rate in rates] == [
        (entry.key, denominator.name) for entry in indicators().values() for denominator in entry.denominators
    ]
    assert {rate.status for rate in rates} == {"missing"}


@given(
    whole=st.integers(min_value=1, max_value=10**6),
    part=st.integers(min_value=0, max_value=10**6),
    factor=st.integers(min_value=2, max_value=1000),
)
def test_a_share_does_not_change_when_all_counts_grow_alike(whole: int, part: int, factor: int) -> None:
    once = compute_rate(made_counts({"1.1.1": str(whole), "1.1.2": str(part)}), "ty_le.ke_hoach_hoan_thanh")
    grown = {"1.1.1": str(whole * factor), "1.1.2": str(part * factor)}
    assert once.number is not None
    assert compute_rate(made_counts(grown), "ty_le.ke_hoach_hoan_thanh").number == once.number


@given(st.integers(min_value=1, max_value=10**6).flatmap(lambda n: st.tuples(st.just(n), st.integers(0, n))))
def test_a_share_of_a_part_lies_between_none_and_all(counts: tuple[int, int]) -> None:
    whole, part = counts
    rate = compute_rate(made_counts({"1.1.1": str(whole), "1.1.2": str(part)}), "ty_le.ke_hoach_hoan_thanh")
    assert rate.number is not None
    assert 0 <= rate.number <= 1
    assert (rate.number == 1) == (part == whole)


@pytest.mark.parametrize("indicator", [pytest.param(one, id=one.key) for one in indicators().values()])
def test_the_worked_example_of_an_indicator_is_what_is_printed(indicator: Indicator) -> None:
    example, keys = indicator.example, (*indicator.numerator, *indicator.denominators[0].keys)
    numbers = (*example.numerator, *example.denominator)
    stated = [("II.2.d", key, str(number)) for key, number in zip(keys, numbers, strict=True)]
    value = compute_rate(made_counts({}, stated), indicator.key)
    assert value.number == Decimal(sum(example.numerator)) / sum(example.denominator)
    assert print_value(value) == example.prints


def test_the_worked_example_of_time_saved_is_what_is_printed() -> None:
    example = reduction().example
    before, after = example.numerator
    (procedure,) = read_procedures(made_records((str(before), str(after), "")))
    assert example.denominator == (before,) and print_value(procedure.saved) == example.prints


def test_a_rate_of_digitisation_is_computed_where_its_counts_were_sent() -> None:
    sent = [("II.2.d", "so_hoa.ho_so", "560"), ("II.2.d", "ty_le.so_hoa_ho_so", "91,06"), *STAGES]
    value = compute_rate(made_counts({}, sent), "ty_le.so_hoa_ho_so", "II.2.d")
    assert (value.number, value.denominator, print_value(value)) == (
        Decimal(560) / 600,
        "tổng số hồ sơ tiếp nhận",
        "93,3%",
    )


@pytest.mark.parametrize("more", [[], [("II.2.d", "ho_so.tiep_nhan", "7500")], [("II.2.d", "so_hoa.ho_so", "560")]])
def test_it_is_printed_as_stated_and_marked_where_they_were_not(more: list[tuple[str, str, str]]) -> None:
    counts = made_counts({}, [("II.2.d", "ty_le.so_hoa_ho_so", "91,06"), *more])
    value = compute_rate(counts, "ty_le.so_hoa_ho_so", "II.2.d")
    assert (print_value(value), value.denominator) == ("91,06%", "theo số đơn vị nêu")
    assert [cell.text for cell in value.sources()] == ["91,06"]


def test_it_is_missing_where_nothing_was_sent_and_a_rate_of_counts_alone_is_never_printed_as_stated() -> None:
    counts = made_counts({}, [("II.2.d", ON_TIME, "97,5")])
    assert compute_rate(counts, "ty_le.so_hoa_ho_so", "II.2.d").missing
    assert compute_rate(counts, ON_TIME, "II.2.d").missing
