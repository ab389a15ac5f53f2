"""The page of changes on the screen and on paper. In: two small submissions. Out: nothing; what paper lacks fails."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from cchc.compare.comparison import compare
from cchc.compare.page import changes_page
from cchc.compare.sides import Side
from cchc.document.opening import open_submission
from tests.browser.opened import opened
from tests.conftest import make_submission

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MADE_UP = {"tep": [{"ten": "x.csv", "nguon": "cchc demo"}]}


def side(root: Path, **given: Any) -> Side:
    folder = make_submission(root, **given)
    made = Side(open_submission(folder))
    shutil.rmtree(folder)
    return made


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """Long enough for several sheets; one finding stands in both reports."""
    lists = [[(f"Thủ tục {number}", "5", days) for number in range(60)] for days in ("3", "2")]
    old, new = (
        side(tmp_path, year=year, annex={"2.1": "8 30"}, procedures=listed, source=MADE_UP)
        for year, listed in zip((2023, 2024), lists, strict=True)
    )
    path = tmp_path / "thay-doi.html"
    path.write_bytes(changes_page(compare(old, new)))
    return path


def test_what_still_stands_is_folded_on_the_screen_and_printed(browser: Browser, page: Path) -> None:
    with opened(browser, page) as one:
        listed = one.page.locator("ul.nhu-truoc")
        assert listed.count() == 1
        assert not listed.is_visible()
        one.page.get_by_label("Hiện danh sách").press("Space")
        assert listed.is_visible()
        one.page.get_by_label("Hiện danh sách").press("Space")
        one.page.emulate_media(media="print")
        assert listed.is_visible()


def test_the_mark_on_paper_stands_above_everything_on_each_sheet(browser: Browser, page: Path) -> None:
    with opened(browser, page) as one:
        pdf = pypdfium2.PdfDocument(one.page.pdf(prefer_css_page_size=True))
    assert len(pdf) > 2
    for sheet in pdf:
        text = sheet.get_textpage()
        mark = text.search("DỮ LIỆU MÔ PHỎNG").get_next()
        assert mark is not None
        bottom = min(text.get_charbox(mark[0] + place)[1] for place in range(mark[1]))
        others = [place for place in range(text.count_chars()) if not mark[0] <= place < sum(mark)]
        shown = [place for place in others if text.get_text_range(place, 1).strip()]
        assert max(text.get_charbox(place)[3] for place in shown) <= bottom
