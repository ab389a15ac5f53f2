"""axe-core on every kind of page. In: pages in the states a reader puts them in. Out: nothing; a violation fails."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from cchc.export.web import TEMPLATES
from tests.browser.opened import NARROW, WIDE, open_details, opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

LEVEL_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = ["sample", "synthetic", "changes", "index", "province", "nation"]
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


# Each kind of page narrow and light, and wide and dark; of the two reports the made-up one in one of them. The other two
# pairs have nothing that these lack: what a colour scheme sets and what a width sets stay apart, which a test holds.
STATES = [
    (name, width, scheme)
    for name in PAGES
    for width, scheme in ((WIDE, "dark"), (NARROW, "light"))[: 1 if name == "synthetic" else 2]
]


def media(style: str, feature: str) -> str:
    """All that stands in the style's blocks for that feature of the medium."""
    blocks = re.findall(r"@media ([^{]*)\{((?:[^{}]|\{[^{}]*\})*)\}", style)
    return "".join(block for condition, block in blocks if feature in condition)


def test_a_colour_scheme_sets_colours_alone_and_a_width_sets_none_of_them() -> None:
    style = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.rglob("*.css")))
    dark, by_width = media(style, "prefers-color-scheme"), media(style, "width")
    selectors = set(re.findall(r"([^{}]*)\{", dark))
    assert {selector.strip() for selector in selectors} == {":root"}
    colours = dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]{3,8})[;\s]", dark))
    assert len(colours) == dark.count(":") - dark.count(":root") > 0  # nothing else is set
    assert "{" in by_width
    assert [name for name in colours if f"{name}:" in by_width] == []


@pytest.mark.parametrize(("name", "width", "scheme"), STATES)
def test_a_page_with_everything_unfolded_meets_wcag_2_2_aa(
    browser: Browser, project: Project, name: str, width: int, scheme: str
) -> None:
    with opened(browser, project.pages[name], width, color_scheme=scheme) as one:
        open_details(one.page)
        assert violations(one.page) == []


@pytest.mark.parametrize("name", ["sample", "changes", "index"])
def test_a_page_as_it_opens_on_a_telephone_meets_wcag_2_2_aa(browser: Browser, project: Project, name: str) -> None:
    with opened(browser, project.pages[name], NARROW, color_scheme="dark") as one:
        assert violations(one.page) == []


@pytest.mark.parametrize(("width", "scheme"), [(NARROW, "dark"), (WIDE, "light")])
def test_an_open_source_of_a_number_meets_wcag_2_2_aa(
    browser: Browser, project: Project, width: int, scheme: str
) -> None:
    with opened(browser, project.pages["sample"], width, color_scheme=scheme) as one:
        for kind, having in BOXES.items():
            box = one.page.locator(f"[popover]{having}").first
            anchor = box.get_attribute("id")
            one.page.locator(f"button[popovertarget={anchor}]").first.press("Enter")
            assert box.is_visible(), kind
            assert violations(one.page, f"#{anchor}") == [], kind
            one.page.keyboard.press("Escape")
