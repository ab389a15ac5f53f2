"""The words of a report stay words. In: the sample's page. Out: nothing; a sentence that is not found or copied fails."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.browser.opened import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.conftest import Project

# Numbers under an open finding, with their buttons and signs, stand in the middle of it.
SENTENCE = "830 hồ sơ"
SELECT = """() => {
    const range = document.createRange();
    range.selectNodeContents(document.querySelector("main p:has([aria-label='Nguồn của 830'])"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return getSelection().toString();
}"""


def test_a_sentence_is_found_across_its_numbers(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        assert one.page.evaluate("text => window.find(text)", SENTENCE)
        assert one.page.evaluate("getSelection().toString()") == SENTENCE


def test_a_sentence_is_copied_as_it_reads(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["sample"]) as one:
        selected = one.page.evaluate(SELECT)
        one.page.keyboard.press("Control+c")
        one.page.evaluate(
            "document.body.append(document.createElement('textarea')); document.querySelector('textarea').focus()"
        )
        one.page.keyboard.press("Control+v")
        pasted = one.page.locator("textarea").input_value()
        assert pasted.strip() == selected.strip()
        assert SENTENCE in pasted
        assert not any(sign in pasted for sign in ("Nguồn của", "Rà soát", "!", "?"))
