"""The days on which offices were closed, as announced for 2024, 2025 and 2026, and a year of which little is known yet."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from holidays import country_holidays

from cchc.catalogue.workdays import closed_because, exchanges_known
from cchc.catalogue.writing.wording import wording

# From Monday to Friday, written down from what was announced: 10/02/2024, 29/01/2025 and 17/02/2026 are the first of
# the lunar year; the tenth of its third month is 18/4/2024, 07/4/2025 and Sunday 26/4/2026, so that Monday is off.
CLOSED = {
    2024: "1/1  8/2 9/2 12/2 13/2 14/2  18/4  29/4 30/4 1/5  2/9 3/9",
    2025: "1/1  27/1 28/1 29/1 30/1 31/1  7/4  30/4 1/5 2/5  1/9 2/9",
    2026: "1/1 2/1  16/2 17/2 18/2 19/2 20/2  27/4 30/4 1/5  31/8 1/9 2/9  24/11",
}
# Saturdays worked for 29/4/2024 (2450/VPCP-KGVX), 02/5/2025 (6150/TB-BLĐTBXH), 02/01/2026 (12729/VPCP-KGVX), 31/8/2026.
WORKED = {2024: "4/5", 2025: "26/4", 2026: "10/1 22/8"}


def days(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=number) for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


def named(days: list[date]) -> list[str]:
    return [f"{day.day}/{day.month}" for day in days]


@pytest.mark.parametrize("year", CLOSED)
def test_the_days_off_of_a_year_are_those_announced(year: int) -> None:
    week = [day for day in days(year) if day.weekday() < 5]
    assert named([day for day in week if closed_because(day)]) == CLOSED[year].split()


@pytest.mark.parametrize("year", WORKED)
def test_every_day_of_a_weekend_is_off_but_for_those_worked_in_exchange(year: int) -> None:
    weekend = [day for day in days(year) if day.weekday() >= 5]
    assert named([day for day in weekend if not closed_because(day)]) == WORKED[year].split()


def test_a_day_off_is_named() -> None:
    assert closed_because(date(2025, 1, 29)) == ["ngày nghỉ «Tết Nguyên Đán»"]
    assert closed_because(date(2026, 4, 26)) == ["Chủ nhật", "ngày nghỉ «Ngày Giỗ Tổ Hùng Vương»"]
    assert closed_because(date(2026, 4, 27)) == ["ngày nghỉ «Ngày Giỗ Tổ Hùng Vương (nghỉ bù)»"]
    assert closed_because(date(2024, 4, 29)) == ["ngày nghỉ «Ngày nghỉ (thay cho ngày 04/05/2024)»"]


def test_a_saturday_can_be_worked_for_a_day_of_the_year_after_or_before() -> None:
    assert not closed_because(date(2014, 12, 27)) and closed_because(date(2015, 1, 2))
    assert not closed_because(date(2019, 1, 5)) and closed_because(date(2018, 12, 31))


def test_of_a_year_to_come_holidays_are_known_and_exchanged_days_are_not() -> None:
    # The first of the lunar year is 06/02/2027; whatever Saturday will be worked in 2027, it counts as one off.
    assert closed_because(date(2027, 2, 8)) and closed_because(date(2027, 5, 3))
    assert exchanges_known(2026) and not exchanges_known(2027)


@pytest.mark.parametrize("day", [date(1, 1, 2), date(9999, 12, 30)])
def test_no_year_is_too_far_for_a_weekday(day: date) -> None:
    assert closed_because(day) == []


def test_the_catalogue_adds_only_what_the_library_lacks() -> None:
    library = country_holidays("VN")
    assert not [added for added in wording().exchanged if added.closed in library]
