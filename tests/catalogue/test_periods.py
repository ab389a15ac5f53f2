"""The reporting periods, and which of them a report compares itself with."""

from __future__ import annotations

import pytest

from cchc.catalogue.forms import forms
from cchc.catalogue.indicators import indicators
from cchc.catalogue.periods import periods


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
    ],
)
def test_the_period_before_is_the_last_one_as_long(key: str, year: int, previous: tuple[int, str]) -> None:
    assert periods()[key].previous_in(year) == previous


@pytest.mark.parametrize("key", list(periods()))
def test_the_period_before_ends_before_this_one_begins_and_is_as_long(key: str) -> None:
    year, before = periods()[key].previous_in(2024)
    first, last = periods()[before].window(year)
    own_first, own_last = periods()[key].window(2024)
    assert last < own_first
    assert abs((last - first) - (own_last - own_first)).days <= 2  # quarters have 90 to 92 days


def test_a_key_figure_that_is_a_rate_is_one_of_the_catalogue() -> None:
    rates = [figure.key for figure in forms().key_figures if figure.key.startswith("ty_le.")]
    assert rates and set(rates) <= set(indicators())
