"""Put the formulas of sums into the sheets. In: pages with their lines. Out: hidden helpers, and the column Kiểm tra."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from cchc.intake.workbook import sums
from cchc.intake.workbook.looks import Looks
from cchc.intake.workbook.page import DECIMALS, NUMBERS, Page

CHECK = "kiem_tra"
_HELPERS = 2  # before those of the sums: the folded text, the number


def find_sums(page: Page, others: Iterable[Page]) -> dict[int, list[sums.LiveSum]]:
    """The sums that are told of, by the place of the line that is their total."""
    own = page.numbers()
    elsewhere = {key: cell for other in others for key, cell in other.elsewhere().items()}
    places = ((place, line.quantity) for place, line in enumerate(page.lines) if line.quantity)
    firsts = ((place, key) for place, key in places if own[key] == page.number(place))
    return {place: sums.live_sums(key, own, elsewhere) for place, key in firsts}


def write_sums(page: Page, lives: Mapping[int, list[sums.LiveSum]], looks: Looks) -> None:
    """Beside every number of the page whether it is one, and whether the sums hold of which it is the total."""
    for place, line in enumerate(page.lines):
        if line.kind in NUMBERS and not line.group:
            _number(page, place, page.value, 0, decimals=line.kind in DECIMALS)
            _say(page, place, lives.get(place, []), looks)


def write_shares(page: Page, looks: Looks) -> None:
    """The time saved in percent, beside every shortened procedure."""
    for place in range(len(page.lines)):
        for number, name in enumerate(("thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam")):
            _number(page, place, name, 2 * number, decimals=True)
        share = sums.share_saved(page.helper(place, 1), page.helper(place, 3))
        _formula(page, place, page.column(CHECK), share, looks)


def _number(page: Page, place: int, column: str, helper: int, *, decimals: bool) -> None:
    """Two hidden cells: the folded text of an input cell, and its number."""
    typed = sums.reference(page.first + place, page.column(column))
    _formula(page, place, len(page.columns) + helper, sums.folded(typed))
    text = page.helper(place, helper)
    _formula(page, place, len(page.columns) + helper + 1, sums.number(text, decimals=decimals))


def _say(page: Page, place: int, lives: list[sums.LiveSum], looks: Looks) -> None:
    told = []
    for number, live in enumerate(lives):
        gap, message = _HELPERS + 2 * number, _HELPERS + 2 * number + 1
        _formula(page, place, len(page.columns) + gap, live.gap)
        _formula(page, place, len(page.columns) + message, live.message(page.helper(place, gap)))
        told.append(page.helper(place, message))
    _formula(page, place, page.column(CHECK), sums.own_message(page.number(place), told), looks)


def _formula(page: Page, place: int, column: int, formula: str, looks: Looks | None = None) -> None:
    """One formula, with nothing as its result until a program computes it."""
    look = looks.cell(page.columns[column], is_open=False) if looks else None
    page.sheet.write_formula(page.first + place, column, formula, look, "")
