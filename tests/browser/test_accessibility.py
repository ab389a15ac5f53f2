"""axe-core on every kind of page. In: pages in the states a reader puts them in. Out: nothing; a violation fails."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.opened import NARROW, WIDE, open_details, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["seed", "synthetic", "changes", "index", "province"]
# What a source box may hold: the terms of a formula, findings, other places of the number.
BOXES = {"formula": ":has(> ul)", "findings": ":has(a[href^='#ph-'])", "places": ":has(a[href^='#so-'])"}


def violations(page: Page, only: str | None = None) -> list[str]:
    """What axe-core finds wrong with the page, or with one element of it."""
    from axe_playwright_python.sync_playwright import Axe

    found: Any = Axe().run(page, context=only, options={"runOnly": LEVEL_AA, "resultTypes": ["violations"]}).response
    assert found["passes"], "axe-core has looked at nothing"
    return [
        f"{one['id']}: {node['html'][:200]} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]


# The seed's page, the longest, in all four states; the others narrow and light, and wide and dark.
STATES = [
    (name, width, scheme)
    for name in PAGES
    for width, scheme in ((NARROW, "light"), (WIDE, "dark"), (NARROW, "dark"), (WIDE, "light"))[
        : 4 if name == "seed" else 2
    ]
]


@pytest.mark.parametrize(("name", "width", "scheme"), STATES)
def test_a_page_with_everything_unfolded_meets_wcag_2_2_aa(
    browser: Browser, project: Project, name: str, width: int, scheme: str
) -> None:
    with opened(browser, project.pages[name], width, color_scheme=scheme) as one:
        open_details(one.page)
        assert violations(one.page) == []


@pytest.mark.parametrize("name", ["seed", "changes", "index"])
def test_a_page_as_it_opens_on_a_telephone_meets_wcag_2_2_aa(browser: Browser, project: Project, name: str) -> None:
    with opened(browser, project.pages[name], NARROW, color_scheme="dark") as one:
        assert violations(one.page) == []


@pytest.mark.parametrize(("width", "scheme"), [(NARROW, "dark"), (WIDE, "light")])
@pytest.mark.parametrize("name", ["seed", "synthetic"])
def test_an_open_source_of_a_number_meets_wcag_2_2_aa(
    browser: Browser, project: Project, name: str, width: int, scheme: str
) -> None:
    with opened(browser, project.pages[name], width, color_scheme=scheme) as one:
        for kind, having in BOXES.items():
            box = one.page.locator(f"[popover]{having}").first
            anchor = box.get_attribute("id")
            one.page.locator(f"button[popovertarget={anchor}]").first.press("Enter")
            assert box.is_visible(), kind
            assert violations(one.page, f"#{anchor}") == [], kind
            one.page.keyboard.press("Escape")
