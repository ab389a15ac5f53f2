"""Communes against their province's median. In: made-up reports. Out: medians and marks worked out by hand."""

from __future__ import annotations

from decimal import Decimal

import pytest

from cchc.site.compare import STRIP_WIDTH, Spread, compare, spread
from cchc.site.entry import Entry
from tests.export.site_sample import FIGURES, entry

RECEIVED, ONLINE = "ho_so.tiep_nhan", "ty_le.truc_tuyen"


def spread_of(*figures: str | None, key: str = RECEIVED) -> Spread:
    return spread(key, "Chỉ tiêu", [None if figure is None else Decimal(figure) for figure in figures])


def reports(*received: str | None, **changes: object) -> list[Entry]:
    figures = [{**FIGURES, RECEIVED: number} for number in received]
    return [entry(f"1597{n}", f"Xã {n}", figures=one, **changes) for n, one in enumerate(figures)]


def test_the_median_of_an_odd_number_of_figures_is_the_middle_one() -> None:
    assert spread_of("30", "10", "20").median == 20


def test_the_median_of_an_even_number_of_figures_lies_between_the_two_in_the_middle() -> None:
    assert spread_of("10", "20", "35", "90").median == (Decimal(20) + Decimal(35)) / 2


def test_a_missing_figure_is_not_a_zero_and_takes_no_part_in_the_median() -> None:
    column = spread_of("10", None, "30", None)
    assert (column.median, column.n, column.reports) == (20, 2, 4)


def test_a_submitted_zero_takes_part_in_the_median() -> None:
    column = spread_of("0", "10", "30")
    assert (column.median, column.n) == (10, 3)


def test_without_any_figure_there_is_no_median() -> None:
    column = spread_of(None, None)
    assert (column.median, column.n, column.printed) == (None, 0, "không có")


def test_a_rate_prints_as_a_percentage_and_a_count_in_groups_of_three() -> None:
    assert spread_of("0.604", key=ONLINE).printed == "60,4%"
    assert spread_of("1234").printed == "1.234"


def test_a_figure_beyond_the_fences_is_far_and_one_on_a_fence_is_not() -> None:
    # Quartiles of 10, 20, 30, 40, 50 are 20 and 40; the fences 20 - 1.5 * 20 = -10 and 40 + 1.5 * 20 = 70.
    column = spread_of("10", "20", "30", "40", "50")
    assert column.fences == (-10, 70)
    assert [column.side(Decimal(number)) for number in ("70", "71", "-10", "-11")] == ["", "high", "", "low"]


def test_fewer_than_five_figures_mark_nobody() -> None:
    assert spread_of("1", "1", "1", "1000").side(Decimal(1000)) == ""
    assert spread_of("1", "1", "1", "1", "1000").side(Decimal(1000)) == "high"


def test_a_rate_less_than_five_points_from_the_median_is_never_far() -> None:
    column = spread_of("1", "1", "1", "1", "0.96", "0.9", key=ONLINE)
    assert column.median == 1
    assert column.side(Decimal("0.96")) == ""
    assert column.side(Decimal("0.9")) == "low"


def test_the_least_figure_stands_left_the_greatest_right_and_the_middle_in_the_middle() -> None:
    column = spread_of("0", "50", "100")
    assert [column.place(number) for number in column.values] == [5, Decimal(STRIP_WIDTH) / 2, STRIP_WIDTH - 5]


def test_figures_that_are_all_the_same_are_not_drawn() -> None:
    (found,) = compare(reports("7", "7"))
    assert not found.spreads[0].varies
    assert [cells[0].x for _, cells in found.rows] == [None, None]


def test_each_period_is_compared_by_itself_the_newest_first() -> None:
    old, new = reports("10", "20"), reports("30", year=2025, period="quy-1")
    found = compare([*old, *new])
    assert [one.window.path for one in found] == ["2025/quy-1", "2024/nam"]
    assert [one.spreads[0].median for one in found] == [30, 15]


def test_made_up_data_are_never_compared_with_real_ones() -> None:
    found = compare([*reports("10"), *reports("90", synthetic=True)])
    assert [(one.synthetic, one.spreads[0].median) for one in found] == [(False, 10), (True, 90)]


def test_every_report_has_its_row_and_one_without_the_figure_has_no_dot() -> None:
    (found,) = compare(reports("10", None, "30"))
    assert [cells[0].printed for _, cells in found.rows] == ["10", "không có", "30"]
    assert [cells[0].x is None for _, cells in found.rows] == [False, True, False]


@pytest.mark.parametrize("synthetic", [False, True])
def test_comparisons_of_a_period_have_different_anchors(synthetic: bool) -> None:
    (found,) = compare(reports("10", synthetic=synthetic))
    assert found.anchor == ("so-sanh-2024-nam-mo-phong" if synthetic else "so-sanh-2024-nam")
