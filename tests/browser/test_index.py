"""The index over all communes of the country. In: 3.322 reports. Out: nothing; a report not found or misplaced fails."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from cchc.catalogue.units.register import units_on
from cchc.site import pages as site
from cchc.site.entry import figure_columns, search_key
from tests.browser.opened import NARROW, opened
from tests.export.site_sample import entry

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SEARCH = "input[type=search]"
TYPED = [
    "hoang luu", "Hoằng Lưu", "HOẰNG LƯU", "  hoằng   luu ", "Hoa\u0306\u0300ng Lu\u031bu", "15976 hoang luu",
    "xã hoằng lưu 15976", "hoằng lưu huyện hoằng hóa", "Hoằng Lưu, Thanh Hóa", "hoang luu thanh hoa 2024", "hoang luu hoang h",
]  # fmt: skip


def status(page: Page) -> str:
    return page.locator("[role=status]").inner_text()


def names(page: Page) -> list[str]:
    """The communes in the table, in order, as far as it has been filled."""
    return page.locator("table.dai tbody th").evaluate_all("cells => cells.map(one => one.dataset.v)")


@pytest.fixture(scope="module")
def searched(browser: Browser, every_commune: Path) -> Iterator[Page]:
    """The index for the tests that only type into its search, and empty it again."""
    with opened(browser, every_commune) as one:
        yield one.page


def type_anew(page: Page, text: str) -> None:
    """Empty the search, which shows all reports, and type the text."""
    page.locator(SEARCH).fill("")
    assert status(page) == "3.322 báo cáo"
    page.locator(SEARCH).fill(text)


@pytest.mark.parametrize("typed", TYPED)
def test_a_commune_is_found_with_accents_or_without_in_any_case_and_order(searched: Page, typed: str) -> None:
    type_anew(searched, typed)
    assert names(searched) == ["Hoằng Lưu"]
    assert status(searched) == "1 trên 3.322 báo cáo"


def test_a_search_that_finds_nothing_says_so(searched: Page) -> None:
    type_anew(searched, "không có xã này")
    assert names(searched) == []
    assert status(searched).startswith("Không có báo cáo nào như vậy")


def test_filters_add_up_and_one_button_takes_them_off(browser: Browser, every_commune: Path) -> None:
    here = [unit for unit in units_on(date(2025, 12, 14)) if unit.province == "Tỉnh Thanh Hóa"]
    with opened(browser, every_commune) as one:
        one.page.locator("select[name=tinh]").select_option("thanh-hoa")
        assert status(one.page) == f"{len(here) + 1} trên 3.322 báo cáo"  # and the sample
        one.page.locator("select[name=ky]").select_option("2025/nam")
        assert status(one.page) == f"{len(here)} trên 3.322 báo cáo"
        one.page.get_by_role("button", name="Bỏ lọc").press("Enter")
        one.page.locator("[role=status]", has_text=re.compile(r"^3\.322 báo cáo$")).wait_for()


def test_the_address_keeps_search_and_filter(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        one.page.locator(SEARCH).fill("hoằng lưu")
        one.page.locator("select[name=ky]").select_option("2024/nam")
        one.page.wait_for_url("**#q=*")
        one.page.reload()
        assert one.page.locator(SEARCH).input_value() == "hoằng lưu"
        assert one.page.locator("select[name=ky]").input_value() == "2024/nam"
        assert names(one.page) == ["Hoằng Lưu"]


def test_a_name_is_sorted_as_the_vietnamese_alphabet_has_it(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        head = one.page.get_by_role("button", name="Đơn vị")
        one.page.locator(SEARCH).fill("cao bang")
        head.press("Enter")
        shown = names(one.page)
        assert one.page.locator("th[aria-sort=ascending]").inner_text().startswith("Đơn vị")
        # After "d" comes "đ", and both stand before "e".
        letters = [name[0] for name in shown]
        assert letters == sorted(letters, key="ABCDĐEGHIKLMNOPQRSTUVXY".index)
        head.press("Enter")
        assert one.page.locator("th[aria-sort=descending]").count() == 1
        assert names(one.page)[0][0] >= "T"


def first_words(texts: list[str]) -> set[str]:
    return {text.split()[0] for text in texts}


def test_the_first_click_on_a_column_of_findings_puts_the_worst_first(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        column = one.page.locator("table.dai tbody tr td:nth-child(6)")
        one.page.get_by_role("button", name="Cần xác nhận").click()
        assert first_words(column.all_inner_texts()) == {"4"}  # every fifth has four
        one.page.get_by_role("button", name="Cần xác nhận").click()
        assert first_words(column.all_inner_texts()) == {"0"}


def test_causes_are_sorted_and_their_findings_stand_in_brackets(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        one.page.get_by_role("button", name="Lỗi", exact=False).first.click()
        column = one.page.locator("table.dai tbody tr td:nth-child(5)")
        assert set(column.all_inner_texts()) == {"2 (6)"}  # every third has two causes, each seen three times


def test_a_figure_is_sorted_as_a_number_the_least_first(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        one.page.locator(SEARCH).fill("hoang luu")
        one.page.get_by_role("button", name="Hồ sơ tiếp nhận", exact=False).first.click()
        assert one.page.locator("th[aria-sort=ascending]").inner_text().startswith("Hồ sơ tiếp nhận")


@pytest.mark.parametrize("typed", ["phu thuong", "Phú Thượng", "phường phú thượng", "phu thuong ha noi"])
def test_words_are_whole_words_of_one_name_side_by_side(searched: Page, typed: str) -> None:
    type_anew(searched, typed)
    assert names(searched) == ["Phú Thượng"]  # and neither Phường Thượng Cát nor Thượng Long in Phú Thọ


def test_the_last_word_may_be_unfinished(searched: Page) -> None:
    units = units_on(date(2025, 12, 14))
    wanted = [u for u in units if any(" phu th" in f" {search_key(name)}" for name in (u.full_name, u.province))]
    type_anew(searched, "phu th")
    assert status(searched) == f"{len(wanted)} trên 3.322 báo cáo"
    assert "Thượng Cát" not in names(searched)


def test_a_year_finds_its_reports_and_no_code_that_begins_like_it(searched: Page) -> None:
    for typed, count in (("2024", "1"), ("năm 2024", "1"), ("2025", "3.321")):
        type_anew(searched, typed)
        assert status(searched) == f"{count} trên 3.322 báo cáo", typed


SEEN = "rows => rows.filter(row => row.getBoundingClientRect().bottom <= innerHeight).length"


def test_a_screen_shows_eighteen_reports_and_more(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        assert one.page.locator("table.dai tbody tr").evaluate_all(SEEN) >= 18


def test_reports_with_all_that_a_row_can_tell_leave_room_for_as_many(browser: Browser, tmp_path: Path) -> None:
    units = [unit for unit in units_on(date(2024, 12, 14)) if unit.province == "Tỉnh Thanh Hóa"]
    entries = [
        entry(unit.code, unit.full_name[:1].upper() + unit.full_name[1:], district=unit.district, synthetic=place % 2 > 0,
              province=unit.province, items={"full": 31, "of": 43}, in_error=["ho_so.tiep_nhan"] if place % 3 else [],
              open_findings=(place % 3, 1, 1))
        for place, unit in enumerate(units)
    ]  # fmt: skip
    path = tmp_path / "index.html"
    path.write_bytes(site.site_pages(site.gather(entries, []))["index.html"])
    with opened(browser, path) as one:
        assert one.page.locator("table.dai tbody tr").evaluate_all(SEEN) >= 18


@pytest.mark.parametrize("script", [True, False])
def test_on_a_telephone_all_that_a_report_tells_is_on_the_screen(
    browser: Browser, every_commune: Path, script: bool
) -> None:
    with opened(browser, every_commune, NARROW, java_script_enabled=script) as one:
        boxes = (
            one.page.locator("table.dai tbody tr")
            .first.locator("th, td")
            .evaluate_all(
                "cells => cells.map(cell => { const box = cell.getBoundingClientRect(); return [box.left, box.right]; })"
            )
        )
        assert len(boxes) == 13
        assert all(left >= 0 and right <= NARROW for left, right in boxes)
        named = (
            one.page.locator("table.dai tbody tr")
            .first.locator("td")
            .evaluate_all("cells => cells.map(cell => getComputedStyle(cell, '::before').content)")
        )
        heads = [text for text in named if text != "none"]
        assert [head.strip('"') for head in heads] == [
            "Lỗi: ", "Cần xác nhận: ", "Lỗi trình bày: ", "Đã chấp nhận: ", *(f"{label}: " for _, label in figure_columns()),
        ]  # fmt: skip


def test_on_a_telephone_one_sorts_by_the_strip_of_heads(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune, NARROW) as one:
        one.page.get_by_role("button", name="Cần xác nhận").click()
        column = one.page.locator("table.dai tbody tr td:nth-child(6)")
        assert first_words(column.all_inner_texts()) == {"4"}


def test_more_rows_come_as_one_scrolls_and_all_of_them_by_the_button(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        rows = one.page.locator("table.dai tbody tr")
        before = rows.count()
        assert 0 < before < 200
        one.page.locator(".them button").press("Enter")
        assert rows.count() > before


def test_the_page_folds_what_is_typed_as_the_program_folded_the_names(browser: Browser, every_commune: Path) -> None:
    source = (site._TEMPLATES / "site.js").read_text(encoding="utf-8")
    [fold] = re.findall(r"const fold = (text => .*);", source)
    texts = sorted({text for unit in units_on(date(2025, 12, 14)) for text in (unit.full_name, unit.province)})
    texts += ["Đắk R'Măng", "Ea H'leo", "Thuỷ Nguyên THỦY NGUYÊN", "Quy\u0309 Hơ\u0323p", "ĐÀ NẴNG"]
    with opened(browser, every_commune) as one:
        folded = one.page.evaluate(f"texts => {{ const fold = {fold}; return texts.map(fold); }}", texts)
    assert len(texts) > 2500
    assert [text for text, key in zip(texts, folded, strict=True) if key != search_key(text)] == []


def test_the_page_of_all_communes_asks_for_nothing(browser: Browser, every_commune: Path) -> None:
    with opened(browser, every_commune) as one:
        one.page.locator(SEARCH).fill("ha noi")
        assert one.unasked == []
