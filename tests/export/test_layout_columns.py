"""How a table is fitted to the page. In: what its columns need and ask for. Out: letters, page, widths.

A point is 25.4 / 72 mm. An upright page has 210 - 30 - 15 = 165 mm between its margins, one on its side 297 - 45 = 252.
A column needs its letters, 2 × 1.4 mm of padding and 0.1 mm more.
"""

from __future__ import annotations

import pytest

from cchc.export.layout.columns import cell_height, fit_parts, fit_whole, needed_ems, text_block_height
from cchc.export.layout.inlines import Extent, LineBox, extent

POINT = 25.4 / 72
SEVEN_DIGITS = 7 * 0.5  # letter sizes


@pytest.mark.parametrize(
    ("columns", "size", "turned"),
    [
        (3, 12, False),
        (7, 12, False),  # 7 × (3,5 × 12 points + 2,9 mm) = 7 × 17,72 = 124,0
        (10, 10, False),  # 10 × (3,5 × 10 points + 2,9 mm) = 10 × 15,25 = 152,5
        (11, 9, False),  # 11 × 15,25 = 167,7 is too wide, 11 × (11,11 + 2,9) = 154,1 is not
        (12, 10, True),  # 12 × 14,01 = 168,2 is too wide in the smallest upright letters
        (16, 10, True),  # 16 × 15,25 = 244,0
        (17, 9, True),  # 17 × 15,25 = 259,2; 17 × 14,01 = 238,2
        (19, 8, True),  # 19 × 14,01 = 266,2; 19 × (9,88 + 2,9) = 242,8
    ],
)
def test_letters_get_smaller_then_the_page_turns(columns: int, size: int, turned: bool) -> None:
    fit = fit_whole([SEVEN_DIGITS] * columns, [1] * columns, landscape=False)
    assert fit is not None
    assert (fit.size, fit.turned) == (size, turned)
    assert sum(fit.parts[0].widths) == pytest.approx(252 if turned else 165)


def test_what_no_page_has_room_for_comes_in_even_parts_with_the_first_column_in_each() -> None:
    # In letters of 10 points a column takes 15,25 mm. Beside the first there is room for 149,75 / 15,25 = 9 others, so
    # 19 others need three parts: 7, 6 and 6 of them, and not 9, 9 and 1.
    needs = [SEVEN_DIGITS] * 20
    assert fit_whole(needs, [1] * 20, landscape=False) is None
    fit = fit_parts(needs, [1] * 20, landscape=False)
    assert (fit.size, fit.turned) == (10, False)
    assert [part.columns for part in fit.parts] == [[0, *range(1, 8)], [0, *range(8, 15)], [0, *range(15, 20)]]
    assert all(sum(part.widths) == pytest.approx(165) for part in fit.parts)


def test_a_table_on_a_page_on_its_side_is_turned_no_further() -> None:
    fit = fit_whole([SEVEN_DIGITS] * 19, [1] * 19, landscape=True)
    assert fit is not None
    assert (fit.size, fit.turned) == (8, False)


def test_a_column_that_asks_for_too_little_takes_from_the_others_in_proportion() -> None:
    # The third needs 10 letter sizes: 10 × 12 points + 2,9 mm = 45,23 mm. The others share the rest 2 : 1.
    fit = fit_whole([1, 1, 10], [60, 30, 10], landscape=False)
    assert fit is not None
    third = 10 * 12 * POINT + 2.9
    assert fit.parts[0].widths == pytest.approx([(165 - third) * 2 / 3, (165 - third) / 3, third])


def test_a_long_text_asks_for_width_and_not_for_all_of_it() -> None:
    assert needed_ems(Extent(2, 100, 1), lines=20) == 100 / 20
    assert needed_ems(Extent(2, 5000, 1), lines=20) == 20
    assert needed_ems(Extent(7, 100, 1), lines=20) == 7
    assert needed_ems(Extent(70, 100, 1), lines=20) == 20


def test_the_least_lines_that_a_text_is_reckoned_with_are_never_too_few() -> None:
    # Three words of 4 letter sizes in a line of 10: two on the first line (8 and a blank), one on the second.
    room = LineBox(10 * 12 * POINT, 12)
    assert extent("0" * 8 + " " + "0" * 8 + " " + "0" * 8).lines_in(room) >= 2
    assert extent("a\nb\nc").lines_in(room) >= 3


def test_the_height_of_a_cell_is_that_of_its_lines_and_its_padding() -> None:
    # A line is 1,15 letters high, set 1,05 apart; 1,1 mm above and below.
    assert cell_height(10, 12) == pytest.approx(10 * 12 * POINT * 1.15 * 1.05 + 2.2)
    assert (text_block_height(False), text_block_height(True)) == (297 - 40, 210 - 40)


@pytest.mark.parametrize(
    ("text", "piece"),
    [
        ("1.234.567", 7 * 0.5 + 2 * 0.25),
        ("30/12/2023", 8 * 0.5 + 2 * 0.278),
        ("-1.234.567,89", 0.333 + 9 * 0.5 + 3 * 0.25),
        ("0 12 345", 3 * 0.5),
        ("", 0),
    ],
)
def test_a_number_stays_whole(text: str, piece: float) -> None:
    assert extent(text).piece == pytest.approx(piece, abs=0.07)


def test_a_long_word_may_be_cut_and_a_short_one_may_not() -> None:
    assert extent("a" * 200).piece == 6
    assert extent("nghiêng").piece == extent("nghiêng").whole
    assert extent("ty_le.dung_han").piece < extent("ty_le.dung_han").whole
    assert extent("1" * 200).piece == 6
