"""The list of shortened procedures: percentages, ranges, precision, days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checks.examples import findings, only

RANGE = [("cat_giam.tu", "30", "I.5.b"), ("cat_giam.den", "60", "I.5.b")]


@pytest.mark.parametrize(
    ("before", "after", "stated"),
    [
        ("5", "3", "40"),  # 2 / 5
        ("03", "01", "66,7"),  # 2 / 3 = 66,666...
        ("03", "01", "67"),
        ("03", "02", "33"),  # 1 / 3
        ("8", "5", "37,5"),  # 3 / 8
        ("8", "5", "38"),  # 37,5 rounded half up
        ("16", "8", "50%"),
        ("7", "7", "0"),
        ("2,5", "2", "20"),  # 0,5 / 2,5
    ],
)
def test_a_percentage_is_right_at_the_precision_that_it_is_printed_with(before: str, after: str, stated: str) -> None:
    assert findings("REDUCTION_RECALC", procedures=[("Thủ tục A", before, after, stated)]) == []


def test_a_wrong_percentage_is_an_error_that_gives_the_right_one() -> None:
    found = only("REDUCTION_RECALC", procedures=[("Thủ tục A", "5", "3", "33")])  # 2 / 5 = 40%
    assert (found.severity, found.left, found.right) == ("E", 33, 40)
    assert "STT 1 «Thủ tục A»" in found.message
    assert "33%" in found.message
    assert "40%" in found.suggestion
    assert found.where[0].text == "33"
    assert list(found.operands.values()) == [33, 5, 3]


def test_a_percentage_cut_off_instead_of_rounded_asks_for_confirmation() -> None:
    found = only("REDUCTION_RECALC", procedures=[("Thủ tục A", "3", "1", "66")])  # 66,666... is 67
    assert found.severity == "W"
    assert "cắt bỏ" in found.message
    assert only("REDUCTION_RECALC", procedures=[("Thủ tục A", "8", "5", "37")]).severity == "W"  # 37,5 is 38


@pytest.mark.parametrize("row", [("A", "", "1", "66"), ("A", "3", "", "66"), ("A", "3", "1", ""), ("A", "0", "0", "5")])
def test_a_row_that_cannot_be_computed_says_nothing(row: tuple[str, ...]) -> None:
    assert findings("REDUCTION_RECALC", procedures=[row]) == []


def test_a_range_covers_every_row() -> None:
    inside = [("Thủ tục A", "5", "3", "40"), ("Thủ tục B", "10", "4", "60")]  # 40% and 60%
    assert findings("RANGE_RECALC", procedures=inside, statements=RANGE) == []


def test_a_row_above_the_range_is_named_with_its_share() -> None:
    rows = [("Thủ tục A", "5", "3", "40"), ("Thủ tục B", "3", "1", "66,7")]
    found = only("RANGE_RECALC", procedures=rows, statements=RANGE)
    assert (found.severity, found.keys) == ("E", ("cat_giam.tu", "cat_giam.den"))
    assert "STT 2 «Thủ tục B» 66,7%" in found.message
    assert "Thủ tục A" not in found.message
    assert "từ 40% đến 66,7%" in found.suggestion


def test_a_row_below_the_range_is_named() -> None:
    rows = [("Thủ tục A", "10", "8", "20")]
    assert "20%" in only("RANGE_RECALC", procedures=rows, statements=RANGE).message


def test_a_row_that_rounds_into_the_range_is_inside() -> None:
    # 1 / 3 is 33% and 2 / 3 is 67% without decimals, as the range is printed.
    stated = [("cat_giam.tu", "33"), ("cat_giam.den", "67")]
    rows = [("Thủ tục A", "3", "2", "33,3"), ("Thủ tục B", "3", "1", "66,7")]
    assert findings("RANGE_RECALC", procedures=rows, statements=stated) == []


def test_a_range_stated_in_two_sections_is_found_in_each() -> None:
    rows = [("Thủ tục B", "3", "1", "66,7")]
    again = [(key, text, "II.2.a") for key, text, _ in RANGE]
    messages = [found.message for found in findings("RANGE_RECALC", procedures=rows, statements=[*RANGE, *again])]
    assert [message.partition(":")[0] for message in messages] == ["Mục I.5.b", "Mục II.2.a"]


def test_a_range_with_one_end_or_without_rows_says_nothing() -> None:
    assert findings("RANGE_RECALC", statements=RANGE) == []
    assert findings("RANGE_RECALC", procedures=[("A", "3", "1", "66,7")], statements=RANGE[:1]) == []


def test_one_value_has_one_precision_in_one_table() -> None:
    rows = [("Thủ tục A", "3", "2", "33,3"), ("Thủ tục B", "45", "30", "33,3"), ("Thủ tục C", "03", "02", "33")]
    found = only("PRECISION_UNIFORM", procedures=rows)  # all three are 1 / 3
    assert found.severity == "W"
    assert "33,3 và 33" in found.message
    assert [place.row for place in found.where] == [2, 3, 4]
    assert findings("PRECISION_UNIFORM", procedures=rows[:2]) == []


def test_different_values_may_have_different_precision() -> None:
    assert findings("PRECISION_UNIFORM", procedures=[("A", "3", "2", "33,3"), ("B", "5", "3", "40")]) == []


def test_a_wrong_percentage_is_no_matter_of_precision() -> None:
    assert findings("PRECISION_UNIFORM", procedures=[("A", "3", "2", "33,3"), ("B", "3", "2", "40")]) == []


def test_days_after_shortening_are_not_more_than_before() -> None:
    found = only("CEILING", procedures=[("Thủ tục A", "3", "5", "")])
    assert (found.severity, found.left, found.right, found.difference) == ("E", 5, 3, Decimal(2))
    assert findings("CEILING", procedures=[("Thủ tục A", "3", "3", "0")]) == []


def test_days_are_numbers() -> None:
    found = only("TYPE", procedures=[("Thủ tục A", "2 giờ", "1", "50")])
    assert found.severity == "E"
    assert 'cat_giam.csv, dòng 2, cột thoi_gian_quy_dinh: cần số ngày, gặp "2 giờ"' in found.message
    assert findings("TYPE", procedures=[("Thủ tục A", "", "", "")]) == []


def test_days_may_carry_their_unit() -> None:
    # (5 - 3) / 5 = 40 %; (3.5 - 2) / 3.5 = 42.857 %
    procedures = [("Thủ tục A", "05 ngày làm việc", "3 ngày", "40"), ("Thủ tục B", "3,5 ngày", "2", "42,9")]
    assert findings("TYPE", procedures=procedures) == []
    assert findings("REDUCTION_RECALC", procedures=procedures) == []
    assert only("REDUCTION_RECALC", procedures=[("Thủ tục A", "5 ngày", "3 ngày", "45")]).right == 40


@pytest.mark.parametrize(("text", "readings"), [("45,000", "45.000 hoặc 45"), ("2,500", "2.500 hoặc 2,5")])
def test_days_whose_comma_may_part_thousands_are_no_number_and_both_readings_are_named(
    text: str, readings: str
) -> None:
    procedures = [("Thủ tục A", text, "1", "40")]
    found = only("TYPE", procedures=procedures)
    assert (found.severity, f"có thể là {readings}." in found.message) == ("E", True)
    assert findings("REDUCTION_RECALC", procedures=procedures) == []


@pytest.mark.parametrize("text", ["0,5", "2,5", "05"])
def test_half_days_are_days(text: str) -> None:
    assert findings("TYPE", procedures=[("Thủ tục A", text, "0,5", "")]) == []
