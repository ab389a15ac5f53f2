"""A page on paper. In: pages printed by the browser. Out: nothing; a chapter or a mark that is missing fails."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.browser.opened import opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.conftest import Project

MADE_UP = "DỮ LIỆU MÔ PHỎNG"


@functools.cache
def printed(browser: Browser, path: Path) -> list[str]:
    """The text of each page of paper, its white space folded."""
    with opened(browser, path) as one:
        pdf = pypdfium2.PdfDocument(one.page.pdf(prefer_css_page_size=True))
    return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def headings(browser: Browser, path: Path) -> list[str]:
    """All headings of the report itself and of what stands after it, as they are on the screen."""
    with opened(browser, path) as one:
        found = one.page.locator("main :is(h2, h3, h4), footer :is(h2, h3)")
        return [" ".join(text.split()) for text in found.all_inner_texts()]


@pytest.mark.parametrize(
    ("name", "marks"),
    [
        ("sample", ["DỰ THẢO"]),
        ("synthetic", ["DỰ THẢO", MADE_UP]),
        ("changes", [MADE_UP]),
        ("province", [MADE_UP]),
    ],
)
def test_every_sheet_bears_the_marks_of_its_report(
    browser: Browser, project: Project, name: str, marks: list[str]
) -> None:
    # In some faces a letter's place makes the reader of the PDF see blanks inside a word.
    sheets = ["".join(text.split()) for text in printed(browser, project.pages[name])]
    wanted = ["".join(mark.split()) for mark in marks]
    assert len(sheets) > 1
    assert [number for number, text in enumerate(sheets, 1) if any(mark not in text for mark in wanted)] == []


def test_the_sample_on_paper_does_not_claim_to_be_made_up(browser: Browser, project: Project) -> None:
    assert MADE_UP not in " ".join(printed(browser, project.pages["sample"]))


def test_every_chapter_is_printed(browser: Browser, project: Project) -> None:
    names = headings(browser, project.pages["sample"])
    text = " ".join(printed(browser, project.pages["sample"])).casefold()
    assert len(names) > 30
    missing = [name for name in names if name.casefold() not in text]
    assert missing == ["Quá trình tính toán (dành cho kỹ thuật)"]  # the code is for the screen


def test_what_is_for_the_screen_alone_is_not_printed(browser: Browser, project: Project) -> None:
    text = " ".join(printed(browser, project.pages["sample"]))
    for words in ("Được in ở", "Mục lục", "Đến nội dung báo cáo", "Hiện nội dung", "Tải số liệu"):
        assert words not in text


def test_the_index_is_printed_with_all_its_reports(browser: Browser, project: Project) -> None:
    text = " ".join(printed(browser, project.pages["index"]))
    assert "Xã Hoằng Lưu" in text
    assert "Phường Giảng Võ" in text
    assert "Bỏ lọc" not in text


def test_what_a_province_has_folded_away_is_printed(browser: Browser, project: Project) -> None:
    text = " ".join(printed(browser, project.pages["province"]))
    assert text.count("Phường Giảng Võ 00025") == 3  # compared in either period, and in the list of who has sent
