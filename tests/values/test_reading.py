"""Numbers and dates as officials write them, read. Text in, Decimal or date out."""

from __future__ import annotations

import unicodedata
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.values.printing import print_number
from cchc.values.reading import (
    as_seen,
    clean,
    comma_readings,
    is_blank,
    read_amount,
    read_count,
    read_date,
    read_days,
    read_number,
    stated_decimals,
    why_no_date,
)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("830", "830"),
        ("1.234", "1234"),
        ("1.234.567", "1234567"),
        ("98,9", "98.9"),
        ("1.234,5", "1234.5"),
        ("05", "5"),
        ("0", "0"),
        ("  26\u00a0", "26"),
        ("98,9%", "98.9"),
        ("100 %", "100"),
    ],
)
def test_a_number_is_read_as_officials_write_it(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


@pytest.mark.parametrize(
    "text", ["8 30", "-5", "+5", "98.9", "12.34", "1234.567", "1,2,3", "5 hồ sơ", "%", "1/2", "１２"]
)
def test_what_only_looks_like_a_number_is_none(text: str) -> None:
    assert read_number(text) is None


@pytest.mark.parametrize("text", ["không", "Không", "không có", " Không  phát sinh "])
def test_the_words_for_none_at_all_are_zero(text: str) -> None:
    assert read_number(text) == 0
    assert read_number(unicodedata.normalize("NFD", text)) == 0


@pytest.mark.parametrize("text", ["", "  ", "\t\n", "\u00a0"])
def test_a_blank_states_nothing(text: str) -> None:
    assert is_blank(text)
    assert read_number(text) is None
    assert read_count(text) is None


def test_a_zero_is_not_blank() -> None:
    assert not is_blank("0")
    assert not is_blank("không")


@pytest.mark.parametrize(("text", "count"), [("05", 5), ("1.234", 1234), ("không có", 0)])
def test_a_count_is_a_whole_number(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize("text", ["98,9", "100%", "8 30", "12 TTHC"])
def test_a_fraction_or_percentage_is_no_count(text: str) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize("text", ["2,000", "34,000", "60,00", "5,0", "1,234", "1.234,00", "5,"])
def test_a_count_has_no_comma(text: str) -> None:
    assert read_count(text) is None


@pytest.mark.parametrize(
    ("text", "amount"), [("0,5", "0.5"), ("2,5", "2.5"), ("45", "45"), ("1.234,5", "1234.5"), ("0,125", "0.125")]
)
def test_a_measure_may_have_decimals(text: str, amount: str) -> None:
    assert read_amount(text) == Decimal(amount)


@pytest.mark.parametrize("text", ["45,000", "2,500", "1,234,567"])
def test_a_measure_whose_commas_may_part_thousands_is_none(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("2,000", [2000, 2]),
        ("60,00", [6000, 60]),
        ("2,500", [2500, Decimal("2.5")]),
        ("1,234,567", [1234567]),
        ("1.234,00", [1234]),
        ("98,9", []),
        ("0,125", []),
        ("830", []),
    ],
)
def test_a_figure_with_a_doubtful_comma_has_two_readings(text: str, numbers: list[object]) -> None:
    assert list(comma_readings(text)) == numbers


@pytest.mark.parametrize("text", ["60,00%", "60,00", "98,900"])
def test_a_rate_may_end_in_zeros(text: str) -> None:
    assert read_number(text) == Decimal(text.removesuffix("%").replace(",", "."))


@pytest.mark.parametrize(("text", "decimals"), [("33", 0), ("98,9", 1), ("98,90 %", 2), ("1.234", 0)])
def test_the_decimals_that_a_number_is_stated_with_are_counted(text: str, decimals: int) -> None:
    assert stated_decimals(text) == decimals


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("05/01/2024", date(2024, 1, 5)),
        ("15/7/2021", date(2021, 7, 15)),
        ("24 tháng 4 năm 2019", date(2019, 4, 24)),
        ("Ngày 05  tháng 01 năm 2024", date(2024, 1, 5)),
        ("2024-12-14", date(2024, 12, 14)),
        ("2024/5/6", date(2024, 5, 6)),
        ("6 / 5 / 2024", date(2024, 5, 6)),  # the sixth of May: the day comes first
        ("06/05/2024 0:00", date(2024, 5, 6)),
        ("2024-05-06T00:00:00.000", date(2024, 5, 6)),
        ("30-12-2023", date(2023, 12, 30)),
        ("29/02/2024", date(2024, 2, 29)),
    ],
)
def test_a_date_is_read_in_any_of_its_forms(text: str, day: date) -> None:
    assert read_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "31/02/2024",
        "29/02/2023",
        "5/13/2024",
        "31-02-2024",
        "45290",
        "30/12/23",
        "0/1/2024",
        "05/01/24",
        "tháng 4 năm 2019",
        "06/05/2024 08:30",
    ],
)
def test_a_day_that_does_not_exist_is_none(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("05/01/24", "năm phải đủ bốn chữ số"),
        ("45290", "là số mà bảng tính lưu thay cho ngày; đặt ô là Văn bản rồi gõ lại"),
        ("45290,5", "là số mà bảng tính lưu thay cho ngày; đặt ô là Văn bản rồi gõ lại"),
        ("5/13/2024", "không có tháng lớn hơn 12; viết ngày trước, tháng sau"),
        ("12/31/2024 0:00", "không có tháng lớn hơn 12; viết ngày trước, tháng sau"),
        ("tháng 4 năm 2019", "thiếu ngày trong tháng"),
        ("5/2024", "thiếu ngày trong tháng"),
        ("13/13/2024", ""),
        ("31/02/2024", ""),
        ("hôm qua", ""),
    ],
)
def test_what_looks_like_a_date_and_is_none_says_why(text: str, why: str) -> None:
    assert read_date(text) is None
    assert why_no_date(text) == why


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("5", "5"),
        ("05", "5"),
        ("5 ngày", "5"),
        ("05 ngày làm việc", "5"),
        ("3,5 Ngày", "3.5"),
        ("1.000 ngày", "1000"),
        ("2,500 ngày", None),  # 2.500 or 2,5
        ("2 giờ", None),
        ("1 tháng", None),
        ("5 ngày 4 giờ", None),
        ("không quá 5 ngày", None),
        ("ngày", None),
        ("5-7 ngày", None),
    ],
)
def test_days_may_carry_their_unit_and_no_other(text: str, days: str | None) -> None:
    assert read_days(text) == (None if days is None else Decimal(days))


def test_clean_text_is_composed_and_has_single_spaces() -> None:
    assert clean(unicodedata.normalize("NFD", " Hoằng \n\u00a0 Lưu ")) == "Hoằng Lưu"


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad", "\u2060"])
def test_marks_without_a_width_are_no_part_of_what_is_seen(unseen: str) -> None:
    assert as_seen(f"Hoằng{unseen} Lưu{unseen}") == "Hoằng Lưu"
    assert clean(f"Hoằng{unseen} Lưu") == f"Hoằng{unseen} Lưu"  # what is printed is what was sent
    assert read_count(f"60{unseen}") == 60


def test_a_mark_that_turns_the_text_round_is_not_passed_over() -> None:
    assert read_count("\u202e06") is None


@given(st.decimals(min_value=0, max_value=10**12, places=2))
def test_what_is_printed_is_read_as_the_same_number(number: Decimal) -> None:
    assert read_number(print_number(number)) == number
