"""Text in charts is measured with the package's own font. Text and widths in, lines out."""

from __future__ import annotations

import pytest

from cchc.document.charts.text import name_number, shorten, text_width, wrap

# In Liberation Serif, as in Times New Roman, a digit is half an em wide, a space a quarter.
DIGIT = 0.5 * 10 * 25.4 / 72  # mm at 10 points
SPACE = DIGIT / 2


@pytest.mark.parametrize("bold", [False, True])
def test_a_digit_is_half_as_wide_as_high(bold: bool) -> None:
    assert text_width("1234", 10, bold) == pytest.approx(4 * DIGIT)


def test_a_letter_that_the_font_lacks_takes_more_than_a_square() -> None:
    assert text_width("文", 10) == pytest.approx(1.3 * 10 * 25.4 / 72)


def test_words_fill_a_line_and_go_on_in_the_next() -> None:
    # "11 22" is four digits and a space; "33" does not fit beside it.
    assert wrap("11 22 33 44", 4 * DIGIT + SPACE, 10, 5) == ["11 22", "33 44"]


def test_a_text_that_fits_is_one_line() -> None:
    assert wrap("11 22", 4 * DIGIT + SPACE, 10, 1) == ["11 22"]


def test_no_text_is_one_empty_line() -> None:
    assert wrap("", 10, 10, 2) == [""]


def test_a_lone_last_word_gets_company_from_the_line_before() -> None:
    # Five words fit in the first line; four and two are more alike than five and one.
    assert wrap("11 22 33 44 55 66", 10 * DIGIT + 4 * SPACE, 10, 5) == ["11 22 33", "44 55 66"]


def test_a_word_wider_than_the_line_is_broken() -> None:
    assert wrap("1" * 9, 4 * DIGIT, 10, 5) == ["1111", "1111", "1"]


def test_more_lines_than_wanted_end_in_an_ellipsis() -> None:
    lines = wrap("11 22 33 44 55 66", 4 * DIGIT + SPACE, 10, 2)
    assert lines == [
        "11 22",
        "33…",
    ]  # an ellipsis is a whole em: "33 4…" would be 3 digits, a space and two digits wide
    assert all(text_width(line, 10) <= 4 * DIGIT + SPACE for line in lines)


def test_a_line_is_cut_only_where_it_is_too_long() -> None:
    assert shorten("1234", 4 * DIGIT, 10) == "1234"
    assert shorten("12345", 4 * DIGIT, 10) == "12…"


def test_of_a_name_with_its_number_the_name_alone_is_cut() -> None:
    # ": 83" is 1.53 em, a colon of 0.28, a space of 0.25 and two digits; the ellipsis is 1 em: in 4.1 em three digits more.
    assert name_number("1111111", "83", 8.2 * DIGIT, 10) == "111…: 83"
    assert name_number("11", "83", 6 * DIGIT, 10) == "11: 83"


def test_a_width_below_one_letter_still_ends() -> None:
    assert wrap("123", 0.1, 10, 5) == ["1", "2", "3"]
