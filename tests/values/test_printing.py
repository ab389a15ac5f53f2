"""Numbers and dates as officials write them, printed. Expected texts are those of the decree and of form 01b."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.values.printing import (
    print_as_stated,
    print_count,
    print_date,
    print_number,
    print_percent,
    print_share,
    print_value,
    round_half_up,
)
from cchc.values.value import Value


def make_value(number: str | None, **fields: Any) -> Value:
    stated: dict[str, Any] = {"key": "k", "label": "l", "unit": "u", "kind": "count", "status": "stated"}
    return Value(number=None if number is None else Decimal(number), **{**stated, **fields})


@pytest.mark.parametrize(
    ("number", "decimals", "rounded"),
    [
        ("0.125", 2, "0.13"),
        ("0.135", 2, "0.14"),
        ("2.5", 0, "3"),
        ("3.5", 0, "4"),
        ("66.65", 1, "66.7"),
        ("66.649", 1, "66.6"),
        ("-0.125", 2, "-0.13"),
    ],
)
def test_a_half_is_rounded_up_and_never_to_the_even_neighbour(number: str, decimals: int, rounded: str) -> None:
    assert round_half_up(Decimal(number), decimals) == Decimal(rounded)


@given(st.decimals(min_value=-(10**6), max_value=10**6, places=4), st.integers(min_value=0, max_value=3))
def test_rounding_moves_a_number_by_half_a_digit_at_most(number: Decimal, decimals: int) -> None:
    assert abs(round_half_up(number, decimals) - number) <= Decimal("0.5").scaleb(-decimals)


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("999", "999"), ("1234", "1.234"), ("1234567", "1.234.567"), ("98.9", "98,9"), ("1234.50", "1.234,5")],
)
def test_a_full_stop_parts_thousands_and_a_comma_decimals(number: str, text: str) -> None:
    assert print_number(Decimal(number)) == text


def test_a_number_is_rounded_only_where_decimals_are_asked_for() -> None:
    third = Decimal(1) / Decimal(8)
    assert print_number(third) == "0,125"
    assert print_number(third, 2) == "0,13"
    assert print_number(Decimal(50), 2) == "50,00"


@pytest.mark.parametrize(
    ("number", "text"), [("0", "0"), ("1", "01"), ("9", "09"), ("9.0", "09"), ("10", "10"), ("1234", "1.234")]
)
def test_a_small_count_has_two_digits(number: str, text: str) -> None:
    assert print_count(Decimal(number)) == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [("98.9", "98,9%"), ("100", "100%"), ("100.0", "100%"), ("0", "0%"), ("33.3333", "33,3%"), ("66.66", "66,7%")],
)
def test_a_percentage_has_one_decimal_unless_it_is_exactly_whole(percent: str, text: str) -> None:
    assert print_percent(Decimal(percent)) == text


@pytest.mark.parametrize(
    ("percent", "text"),
    [
        ("99.974", "99,97%"),  # one decimal would read 100,0%
        ("99.9996", "trên 99,999%"),  # so would three
        ("0.0259", "0,03%"),
        ("0.0006", "0,001%"),
        ("0.0004", "dưới 0,001%"),
        ("100.04", "100,04%"),
        ("100.0001", "dưới 100,001%"),
        ("99.95", "99,95%"),  # 99,95 rounds to 100,0
        ("98.96", "99,0%"),
        ("0", "0%"),
        ("100", "100%"),
    ],
)
def test_a_percentage_never_reads_as_none_or_all_unless_it_is(percent: str, text: str) -> None:
    assert print_percent(Decimal(percent)) == text


def test_a_share_is_printed_as_a_percentage() -> None:
    assert print_share(Decimal(479) / Decimal(479 + 106)) == "81,9%"  # 479 / 585 = 0,81880...


@pytest.mark.parametrize(
    ("kind", "number", "text"),
    [
        ("count", "5", "05"),
        ("share", "0.989", "98,9%"),
        ("percent", "98.9", "98,9%"),
        ("measure", "5", "05"),
        ("measure", "2.5", "2,5"),
        ("days", "2.5", "2,5"),
    ],
)
def test_a_value_is_printed_after_its_kind(kind: str, number: str, text: str) -> None:
    assert print_value(make_value(number, kind=kind)) == text


def test_a_value_has_as_many_decimals_as_its_indicator_asks_for() -> None:
    assert print_value(make_value("0.33333", kind="share", decimals=2)) == "33,33%"


@pytest.mark.parametrize("status", ["missing", "not_a_number"])
def test_a_missing_number_is_said_to_be_missing(status: str) -> None:
    assert print_value(make_value(None, status=status)) == "chưa có số liệu"


def test_a_division_by_zero_is_said_to_have_no_value() -> None:
    assert print_value(make_value(None, kind="share", status="no_value")) == "không tính được"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("1234", "1.234"),
        ("1.234", "1.234"),
        ("830", "830"),
        ("05", "05"),
        ("0123", "0123"),
        ("8 30", "8 30"),
        ("33,3", "33,3"),
        (" QĐ Số  139/QĐ-UBND ", "QĐ Số 139/QĐ-UBND"),
    ],
)
def test_a_cell_of_a_table_is_printed_as_it_stands(text: str, printed: str) -> None:
    assert print_as_stated(text) == printed


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2024, 1, 5), "05/01/2024"),
        (date(2024, 2, 29), "29/02/2024"),
        (date(2021, 7, 15), "15/7/2021"),
        (date(2023, 12, 30), "30/12/2023"),
        (date(2024, 3, 1), "01/3/2024"),
    ],
)
def test_only_january_and_february_have_a_leading_zero(day: date, text: str) -> None:
    assert print_date(day) == text
