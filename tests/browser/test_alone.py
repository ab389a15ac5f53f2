"""A page needs nothing and lets nothing in. In: pages opened from the disk, network cut. Out: nothing; a request fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.opened import NARROW, WIDE, open_details, opened

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

PAGES = ["sample", "synthetic", "changes", "index", "province", "nation"]

ADD_SCRIPT = """() => {
    const one = document.createElement("script");
    one.textContent = "window.ran = true";
    document.body.append(one);
    return window.ran ?? false;
}"""
ADD_HANDLER = """() => {
    document.body.insertAdjacentHTML("beforeend", "<button onclick='window.ran = true'>x</button>");
    document.body.lastElementChild.click();
    return window.ran ?? false;
}"""
ADD_STYLE = """() => {
    document.body.insertAdjacentHTML("beforeend", "<style>h1 { opacity: 0.5 }</style><p style='opacity: 0.5'>x</p>");
    return [document.querySelector("h1"), document.body.lastElementChild].map(one => getComputedStyle(one).opacity);
}"""
ADD_IMAGE = """() => new Promise(done => {
    const one = new Image();
    one.onerror = () => done("refused");
    one.onload = () => done("loaded");
    one.src = "https://tan-cong.invalid/a.png";
})"""
ASK = "() => fetch('https://tan-cong.invalid/').then(() => 'asked', () => 'refused')"


def text_of(page: Page) -> str:
    """What one reads on the page, without the tools that its script adds."""
    page.evaluate("document.querySelectorAll('.cong-cu').forEach(one => one.remove())")
    return str(page.evaluate("document.body.innerText"))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_asks_for_nothing_and_complains_of_nothing(browser: Browser, project: Project, name: str) -> None:
    with opened(browser, project.pages[name]) as one:
        open_details(one.page)
        one.page.mouse.wheel(0, 5000)
        one.page.wait_for_load_state("networkidle")
        assert one.unasked == []


@pytest.mark.parametrize("name", PAGES)
def test_the_policy_of_a_page_refuses_what_somebody_puts_into_it(browser: Browser, project: Project, name: str) -> None:
    with opened(browser, project.pages[name]) as one:
        assert one.page.evaluate(ADD_SCRIPT) is False
        assert one.page.evaluate(ADD_HANDLER) is False
        assert one.page.evaluate(ADD_STYLE) == ["1", "1"]
        assert one.page.evaluate(ADD_IMAGE) == "refused"
        assert one.page.evaluate(ASK) == "refused"
        assert one.asked == []  # refused by the page, before anybody else could
        assert sum("Content Security Policy" in line for line in one.console) >= 5


@pytest.mark.parametrize("name", ["sample", "synthetic", "changes"])
def test_a_report_reads_the_same_with_scripts_off(browser: Browser, project: Project, name: str) -> None:
    texts = []
    for on in (True, False):
        with opened(browser, project.pages[name], java_script_enabled=on) as one:
            texts.append(text_of(one.page))
    assert len(texts[0]) > 5000
    assert texts[0] == texts[1]


def test_with_scripts_off_a_number_still_opens_its_source_and_a_chart_its_data(
    browser: Browser, project: Project
) -> None:
    with opened(browser, project.pages["sample"], java_script_enabled=False) as one:
        number = one.page.locator("main .so > button").first
        source = one.page.locator(f"#{number.get_attribute('popovertarget')}")
        assert not source.is_visible()
        number.click()
        assert source.is_visible()
        one.page.keyboard.press("Escape")
        data = one.page.locator("figure details").first
        data.locator("summary").click()
        assert data.locator("table").is_visible()


def test_with_scripts_off_the_boxes_above_the_findings_still_choose(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"], java_script_enabled=False) as one:
        finding = one.page.locator("#ph-1")
        assert finding.is_visible()
        one.page.locator("#loc-E").uncheck()
        assert not finding.is_visible()


def test_with_scripts_off_the_index_shows_every_report_and_no_tool_that_does_nothing(
    browser: Browser, every_commune: Path
) -> None:
    with opened(browser, every_commune, java_script_enabled=False) as one:
        rows = one.page.locator("table.dai tbody tr")
        assert rows.count() == 3322
        assert rows.last.is_visible()
        assert not one.page.locator("form").is_visible()
        assert one.page.locator("thead button").count() == 0


@pytest.mark.parametrize("width", [NARROW, WIDE])
@pytest.mark.parametrize("name", PAGES)
def test_a_page_never_scrolls_sideways(browser: Browser, project: Project, name: str, width: int) -> None:
    with opened(browser, project.pages[name], width) as one:
        folded = one.page.evaluate("document.documentElement.scrollWidth")
        open_details(one.page)
        unfolded = one.page.evaluate("document.documentElement.scrollWidth")
        assert max(folded, unfolded) <= width


@pytest.mark.parametrize(
    ("name", "table"),
    [("sample", ".phu-luc .cuon > table"), ("province", "table.so-sanh")],
)
def test_on_a_telephone_a_wide_table_scrolls_inside_itself_and_keeps_its_head(
    browser: Browser, project: Project, name: str, table: str
) -> None:
    with opened(browser, project.pages[name], NARROW) as one:
        inside = one.page.locator(table).first.evaluate(
            """table => {
                const box = table.closest(".cuon");
                box.scrollTo(300, 400);
                const shift = box.scrollLeft && table.tHead.rows[0].cells[0].getBoundingClientRect().top - box.getBoundingClientRect().top;
                return {wider: table.scrollWidth - box.clientWidth, longer: table.scrollHeight - box.clientHeight, shift};
            }"""
        )
        assert inside["wider"] > 0
        assert abs(inside["shift"]) <= 2
