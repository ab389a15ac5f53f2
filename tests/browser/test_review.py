"""A reviewer at the findings: filter, walk, tick as seen, write the sheet. In: reports. Out: nothing; a lost finding fails."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.opened import NARROW, WIDE, focused, in_sight, opened
from tests.browser.test_accessibility import violations
from tests.products.project import SAMPLE_PATH, cchc

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

FINDINGS = ".kiem-tra li[data-q]"
TEXT = """() => {
    for (const one of document.querySelectorAll(".ma")) one.remove();
    return document.body.textContent.split(/\\s+/).join(" ").trim();
}"""


def stated(project: Project) -> list[dict[str, Any]]:
    """The findings of the sample, as its kiem-tra.json has them."""
    found: list[dict[str, Any]] = json.loads(project.report("sample", "kiem-tra.json").read_bytes())
    return found


def choose(page: Page, label: str, value: str) -> None:
    page.get_by_role("combobox", name=label, exact=True).select_option(value)


def shown(page: Page) -> list[str]:
    """The findings that are seen, by name."""
    names = page.locator(FINDINGS).evaluate_all("all => all.filter(one => one.checkVisibility()).map(one => one.id)")
    return list(names)


def current(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('li')?.id ?? ''"))


def test_a_rule_is_filtered_and_empty_causes_and_severities_go_with_the_others(
    browser: Browser, project: Project
) -> None:
    wanted = [one for one in stated(project) if one["rule"] == "NAME_IN_REGISTRY"]
    with opened(browser, project.pages["sample"]) as one:
        assert len(shown(one.page)) == len(stated(project))
        choose(one.page, "Quy tắc", "NAME_IN_REGISTRY")
        assert len(shown(one.page)) == len(wanted) > 0
        heads = one.page.locator(".nn h4").evaluate_all("all => all.filter(one => one.checkVisibility()).length")
        assert heads == len({finding["cause"] for finding in wanted})
        assert (
            one.page.locator("[role=status]").inner_text().startswith(f"{len(wanted)} trên {len(stated(project))} chỗ")
        )


def test_filters_add_up(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        choose(one.page, "Mục", "phu_luc_01b.csv")
        by_file = set(shown(one.page))
        choose(one.page, "Quy tắc", "CHANNEL_SUM")
        both = set(shown(one.page))
        choose(one.page, "Mục", "")
        by_rule = set(shown(one.page))
        assert both == by_file & by_rule
        assert set() < both < by_rule


def test_a_section_is_filtered_with_the_items_below_it_and_no_other(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        choose(one.page, "Mục", "II.6.a")
        within = one.page.locator(FINDINGS).evaluate_all(
            "all => all.filter(one => one.checkVisibility()).map(one => one.dataset.m)"
        )
        assert within
        assert all("II.6.a" in sections.split() for sections in within)


def test_a_cause_is_filtered(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        choose(one.page, "Nguyên nhân", "nn-2")
        inside = one.page.locator(".nn:has(#nn-2) li").evaluate_all("all => all.map(one => one.id)")
        assert shown(one.page) == inside


@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_n_and_p_walk_through_what_is_shown_and_bring_it_into_sight(
    browser: Browser, project: Project, width: int
) -> None:
    with opened(browser, project.pages["sample"], width) as one:
        choose(one.page, "Quy tắc", "NAME_IN_REGISTRY")
        names = shown(one.page)
        one.page.evaluate("document.activeElement.blur()")
        walked = []
        for key in ("n", "n", "p"):
            one.page.keyboard.press(key)
            walked.append(current(one.page))
            assert in_sight(one.page, walked[-1])
        assert walked == [names[0], names[1], names[0]]
        one.page.keyboard.press("p")  # there is none before the first
        assert current(one.page) == names[0]


def test_from_a_finding_that_a_number_has_led_to_one_walks_on(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        one.page.evaluate("location.hash = 'ph-9'")
        one.page.keyboard.press("n")
        assert current(one.page) == "ph-10"


def test_buttons_walk_too_and_the_keys_can_be_turned_off(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"], NARROW) as one:
        one.page.get_by_role("button", name="Sau (n)").click()
        assert current(one.page) == "ph-1"
        one.page.get_by_label("Phím tắt n, p").uncheck()
        one.page.keyboard.press("n")
        assert current(one.page) == ""  # the focus stays on the box
        one.page.get_by_role("button", name="Sau (n)").click()
        assert current(one.page) == "ph-2"


def test_a_letter_chosen_in_a_list_or_pressed_with_a_modifier_walks_nowhere(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        one.page.get_by_role("combobox", name="Quy tắc").focus()
        one.page.keyboard.press("n")
        assert focused(one.page, "select")
        one.page.evaluate("document.activeElement.blur()")
        one.page.keyboard.press("Control+n")
        assert current(one.page) == ""


def test_a_tick_is_set_by_the_keyboard_and_kept_until_the_page_is_opened_again(
    browser: Browser, project: Project
) -> None:
    with opened(browser, project.pages["sample"]) as one:
        one.page.keyboard.press("n")
        one.page.keyboard.press("n")
        one.page.keyboard.press("Space")
        one.page.reload()
        assert one.page.get_by_label("Đã xem số 2", exact=True).is_checked()
        assert not one.page.get_by_label("Đã xem số 1", exact=True).is_checked()
        assert one.page.locator("[role=status]").inner_text().endswith("đã xem 1.")
        choose(one.page, "Trạng thái", "roi")
        assert shown(one.page) == ["ph-2"]
        choose(one.page, "Trạng thái", "chua")
        assert "ph-2" not in shown(one.page)
        assert len(shown(one.page)) == len(stated(project)) - 1


def test_a_tick_ends_where_the_words_of_the_finding_change(browser: Browser, project: Project, tmp_path: Path) -> None:
    content = project.pages["sample"].read_text(encoding="utf-8")
    words = str(stated(project)[0]["message"])
    assert content.count(words) >= 1
    copy = tmp_path / "bao-cao.html"
    copy.write_text(content, encoding="utf-8")
    with opened(browser, copy) as one:
        name = one.page.locator(FINDINGS, has_text=words[:60]).first.get_attribute("id") or ""
        others = "ph-2" if name == "ph-1" else "ph-1"
        for finding in (name, others):
            one.page.get_by_label(f"Đã xem số {finding[3:]}", exact=True).check()
        copy.write_text(content.replace(words, words + " Lệch thêm 1."), encoding="utf-8")
        one.page.reload()
        assert not one.page.get_by_label(f"Đã xem số {name[3:]}", exact=True).is_checked()
        assert one.page.get_by_label(f"Đã xem số {others[3:]}", exact=True).is_checked()


def test_ticks_of_one_report_are_not_those_of_another(browser: Browser, project: Project, tmp_path: Path) -> None:
    content = project.pages["sample"].read_text(encoding="utf-8")
    page = tmp_path / "bao-cao.html"
    page.write_text(content, encoding="utf-8")
    with opened(browser, page) as one:
        one.page.get_by_label("Đã xem số 1", exact=True).check()
        page.write_text(
            content.replace('data-bao-cao="2024/nam/15976"', 'data-bao-cao="2024/nam/15979"'), encoding="utf-8"
        )
        one.page.reload()
        assert one.page.locator("[role=status]").inner_text().endswith("đã xem 0.")


def test_a_browser_that_keeps_nothing_still_filters_and_walks(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        one.page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });")
        one.page.reload()
        one.page.get_by_label("Đã xem số 1", exact=True).check()
        choose(one.page, "Trạng thái", "roi")
        assert shown(one.page) == ["ph-1"]
        assert one.unasked == []


def test_the_sheet_of_the_button_is_that_of_the_command(browser: Browser, project: Project, tmp_path: Path) -> None:
    made = cchc("check", str(project.root / "data/raw" / SAMPLE_PATH), "--phieu", str(tmp_path / "lenh.html"))
    assert made.returncode == 0, made.stderr
    with opened(browser, project.pages["sample"]) as one:
        choose(one.page, "Quy tắc", "NAME_IN_REGISTRY")  # what is shown does not decide what is sent
        with one.page.expect_download() as download:
            one.page.get_by_role("button", name="Tải phiếu gửi đơn vị").click()
        assert download.value.suggested_filename == "phieu-ra-soat-2024-nam-15976.html"
        download.value.save_as(tmp_path / "nut.html")
        assert one.unasked == []
    texts = []
    for name in ("nut.html", "lenh.html"):
        with opened(browser, tmp_path / name) as sheet:
            texts.append(sheet.page.evaluate(TEXT))
            assert sheet.unasked == []
    assert texts[0] == texts[1]
    assert len(texts[0]) > 5000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sheet_meets_wcag_2_2_aa(browser: Browser, project: Project, tmp_path: Path, scheme: str) -> None:
    cchc("check", str(project.root / "data/raw" / SAMPLE_PATH), "--phieu", str(tmp_path / "phieu.html"))
    with opened(browser, tmp_path / "phieu.html", NARROW, color_scheme=scheme) as one:
        assert violations(one.page) == []
        assert one.page.evaluate("document.documentElement.scrollWidth") <= NARROW


def test_an_error_inside_a_citation_is_marked_as_an_error(browser: Browser, project: Project) -> None:
    style = "one => getComputedStyle(one).textDecorationStyle"
    sign = "one => getComputedStyle(one, '::after').content"
    with opened(browser, project.pages["sample"]) as one:
        wrong = one.page.locator("main span.co-E[id^=vb-]").first
        assert wrong.evaluate(style) == "wavy"
        assert one.page.locator("main span.co-E[id^=vb-] + .ph").first.evaluate(sign) == '"!"'
        doubtful = one.page.locator("main span.co-W[id^=vb-]").first
        assert doubtful.evaluate(style) == "dotted"
        assert one.page.locator("main span.co-W[id^=vb-] + .ph").first.evaluate(sign) == '"?"'
