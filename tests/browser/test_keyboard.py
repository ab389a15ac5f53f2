"""From a number to its source, from a finding to its place, without a mouse and with one. In: reports. Out: nothing."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

from tests.browser.opened import NARROW, WIDE, focused, in_sight, opened, tab_to
from tests.products.project import ROOT, SAMPLE_PATH

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

NUMBER = "main .so > button"


def received_row() -> tuple[int, str]:
    """Row and text of the cell in the sample's annex that states how many dossiers were received; the header is row 1."""
    with (ROOT / "data/raw" / SAMPLE_PATH / "phu_luc_01b.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = enumerate(csv.DictReader(file), 2)
        return next((n, row["so_lieu"]) for n, row in rows if row["so_lieu"] == "830")


def hash_of(page: Page) -> str:
    return str(page.evaluate("location.hash"))


def places_of_findings(page: Page) -> list[str]:
    """The anchors that findings lead to, each once."""
    links = page.locator(".kiem-tra .cho a").evaluate_all("links => links.map(one => one.hash.slice(1))")
    return list(dict.fromkeys(links))


def test_a_number_is_reached_by_tab_opened_by_enter_and_left_by_escape(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"], NARROW) as one:
        tab_to(one.page, NUMBER)
        name = one.page.evaluate("document.activeElement.getAttribute('popovertarget')")
        source = one.page.locator(f"#{name}")
        one.page.keyboard.press("Enter")
        assert source.is_visible()
        one.page.keyboard.press("Escape")
        assert not source.is_visible()
        assert focused(one.page, f"{NUMBER}[popovertarget={name}]")


def test_inside_an_open_source_tab_leads_to_its_links_first(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        one.page.locator("[popover]:has(a)").first.evaluate(
            "box => document.querySelector(`main button[popovertarget=${box.id}]`).focus()"
        )
        one.page.keyboard.press("Enter")
        one.page.keyboard.press("Tab")
        assert focused(one.page, ":popover-open a")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_number_shows_its_raw_cell_in_one_action(browser: Browser, project: Project, width: int, by: str) -> None:
    row, text = received_row()
    with opened(browser, project.pages["sample"], width) as one:
        button = one.page.locator(f"{NUMBER}[aria-label='Nguồn của {text}']").first
        button.click() if by == "mouse" else button.press("Enter")
        source = one.page.locator(":popover-open")
        assert f"phu_luc_01b.csv: dòng {row} «{text}»" in source.inner_text()
        box = source.bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_a_finding_leads_to_its_place_and_the_place_back_to_it(
    browser: Browser, project: Project, width: int, by: str
) -> None:
    with opened(browser, project.pages["sample"], width) as one:
        there = one.page.locator("#ph-1 .cho a").first
        there.click() if by == "mouse" else there.press("Enter")
        place = hash_of(one.page).removeprefix("#")
        assert place.startswith("so-")
        assert in_sight(one.page, place)
        back = one.page.locator(f"#{place} + a.ph")
        sign = back.bounding_box()
        assert sign is not None
        assert sign["x"] + sign["width"] <= width - 16  # the margin of the sheet
        back.click() if by == "mouse" else back.press("Enter")
        assert hash_of(one.page) == "#ph-1"
        assert in_sight(one.page, "ph-1")


def test_going_back_in_the_browser_leads_from_a_place_to_its_finding(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        one.page.locator("#ph-9 .cho a").first.click()
        assert not in_sight(one.page, "ph-9")
        one.page.go_back()
        assert hash_of(one.page) == ""
        assert in_sight(one.page, "ph-9")


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_no_mark_and_no_head_of_a_table_covers_the_place_that_a_finding_leads_to(
    browser: Browser, project: Project, width: int
) -> None:
    with opened(browser, project.pages["sample"], width) as one:
        places = places_of_findings(one.page)
        covered = []
        for place in places:
            one.page.evaluate("place => { location.hash = place; }", place)
            if not in_sight(one.page, place):
                covered.append(place)
        assert len(places) > 20
        assert covered == []


def test_on_a_telephone_the_contents_unfold_and_lead_to_a_heading_by_keyboard(
    browser: Browser, project: Project
) -> None:
    with opened(browser, project.pages["sample"], NARROW) as one:
        tab_to(one.page, "nav summary")
        link = one.page.locator("nav a[href='#heading-3']")
        assert not link.is_visible()
        one.page.keyboard.press("Enter")
        assert link.is_visible()
        tab_to(one.page, "nav a[href='#heading-3']")
        one.page.keyboard.press("Enter")
        assert hash_of(one.page) == "#heading-3"
        assert in_sight(one.page, "heading-3")


def test_on_a_wide_screen_the_contents_are_open_and_follow_the_reader(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        current = "() => Array.from(document.querySelectorAll('nav a:target-current'), one => one.hash)"
        listed = one.page.evaluate("Array.from(document.querySelectorAll('nav a'), one => one.hash.slice(1))")
        for heading in (listed[2], listed[9], "ket-qua-kiem-tra"):
            one.page.locator(f"nav a[href='#{heading}']").press("Enter")
            one.page.wait_for_timeout(100)
            assert one.page.evaluate(current) == [f"#{heading}"]


def test_the_first_tab_offers_a_way_past_the_contents(browser: Browser, project: Project) -> None:
    for name in ("sample", "changes", "index", "province"):
        with opened(browser, project.pages[name]) as one:
            one.page.keyboard.press("Tab")
            assert focused(one.page, "a.bo-qua[href='#noi-dung']"), name
            assert one.page.locator("a.bo-qua").bounding_box()["x"] >= 0, name
            one.page.keyboard.press("Enter")
            one.page.keyboard.press("Tab")
            assert focused(one.page, "main *, main ~ * *"), name


def test_the_focus_is_always_seen(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"], NARROW) as one:
        for _ in range(60):
            one.page.keyboard.press("Tab")
            outline = one.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
            assert outline != "none", one.page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
