"""The reporting periods, and which of them a report compares itself with."""

from __future__ import annotations

from datetime import date

import pytest

from cchc.catalogue.indicators import indicators
from cchc.catalogue.periods import period_list, periods
from cchc.catalogue.presentation import presentation


@pytest.mark.parametrize(
    ("key", "year", "previous"),
    [
        ("quy-1", 2024, (2023, "quy-4")),
        ("quy-2", 2024, (2024, "quy-1")),
        ("quy-3", 2024, (2024, "quy-2")),
        ("quy-4", 2024, (2024, "quy-3")),
        ("6-thang", 2024, (2023, "6-thang")),
        ("9-thang", 2024, (2023, "9-thang")),
        ("nam", 2024, (2023, "nam")),
        ("thang-7", 2024, (2023, "thang-7")),
        ("8-thang", 2024, (2023, "8-thang")),
    ],
)
def test_the_period_that_a_report_compares_itself_with(key: str, year: int, previous: tuple[int, str]) -> None:
    assert periods()[key].previous_in(year) == previous


@pytest.mark.parametrize("key", list(periods()))
def test_the_period_before_ends_before_this_one_begins_and_is_as_long(key: str) -> None:
    year, before = periods()[key].previous_in(2024)
    first, last = periods()[before].window(year)
    own_first, own_last = periods()[key].window(2024)
    assert last < own_first
    assert abs((last - first) - (own_last - own_first)).days <= 2  # quarters have 90 to 92 days


@pytest.mark.parametrize(
    ("key", "first", "last", "name", "following"),
    [
        ("thang-7", date(2026, 7, 1), date(2026, 7, 31), "tháng 7 năm 2026", "tháng 8 năm 2026"),
        ("thang-2", date(2026, 2, 1), date(2026, 2, 28), "tháng 2 năm 2026", "tháng 3 năm 2026"),
        ("thang-12", date(2026, 12, 1), date(2026, 12, 31), "tháng 12 năm 2026", "tháng 1 năm 2027"),
        ("8-thang", date(2025, 12, 15), date(2026, 8, 14), "8 tháng đầu năm 2026", "4 tháng cuối năm 2026"),
        ("10-thang", date(2025, 12, 15), date(2026, 10, 14), "10 tháng đầu năm 2026", "2 tháng cuối năm 2026"),
    ],
)
def test_months_and_eight_and_ten_months(key: str, first: date, last: date, name: str, following: str) -> None:
    period = periods()[key]
    assert period.window(2026) == (first, last)
    assert (period.name_in(2026), period.next_in(2026)) == (name, following)
    assert not period.verified and period.due_date(2026) is None


def test_a_list_of_the_periods_shortens_runs() -> None:
    assert period_list() == "quy-1, quy-2, 6-thang, quy-3, 9-thang, quy-4, nam, thang-1 ... thang-12, 8-thang, 10-thang"


def test_a_key_figure_that_is_a_rate_is_one_of_the_catalogue() -> None:
    rates = [figure.key for figure in presentation().key_figures if figure.key.startswith("ty_le.")]
    assert rates and set(rates) <= set(indicators())
