"""Attacks in every text of a submission, on paper. In: the PDF made of them. Out: nothing; a text that changed fails.

Typst has set the PDF: code that it had run would be gone from the text, or would have ended the report.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.browser.hostile import named
from tests.browser.payloads import PAYLOADS

if TYPE_CHECKING:
    from tests.browser.conftest import Project

# What the font or the standard does not allow is □, Word's bullet is •, and what has no look leaves nothing.
LOST = {ord(character): "□" for character in "\x01\x08\U0001f600✓＜＞"}
BULLETS = {0xF0B7: "•"}
UNSEEN = dict.fromkeys(map(ord, "\u202e\u202c\u2066\u2069\u200b\ufeff"))
# What pdfium tells of the end of a line: a place where a long word may break, and a hyphen that stands last.
LINE_ENDS = {0x200B: None, 0xFFFE: "-"}
PAGE_HEAD = re.compile(r"\d*DỰTHẢO–CÒN\d+LỖI")

PRINTED = [
    "kinh_gui", "noi_nhan.ten", "noi_nhan.ghi_chu", "noi_dung", "nguoi_ky.ho_ten", "dieu_chinh.bang",
    *(f"van_ban.{key}" for key in ("so", "ky_hieu", "dia_danh")),
    *(f"cat_giam.{column}" for column in ("stt", "ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam",
                                          "ty_le_cat_giam", "van_ban", "ghi_chu")),
    *(f"phu_luc.{column}" for column in ("stt", "chi_tieu", "don_vi_tinh", "so_lieu", "ghi_chu")),
    *(f"van_ban.{column}" for column in ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")),
]  # fmt: skip
IN_CAPITALS = ["nguoi_ky.quyen_han", "nguoi_ky.chuc_vu"]


@pytest.fixture(scope="module")
def words(project: Project) -> list[str]:
    """The characters of each page of the PDF in their order, without white space and without the page's head."""
    pdf = pypdfium2.PdfDocument(project.report("hostile", "bao-cao.pdf"))
    pages = (page.get_textpage().get_text_range().translate(LINE_ENDS) for page in pdf)
    return [PAGE_HEAD.sub("", "".join(page.split())) for page in pages]


def is_printed(text: str, pages: list[str]) -> bool:
    """Whether the text stands on a page, or on two that follow each other: a tall row goes on over the page, cell by cell."""
    if text in "".join(pages):
        return True
    return any(goes_on(text, one, after) for one, after in pairwise(pages))


def goes_on(text: str, one: str, after: str) -> bool:
    """Whether the text begins on one page and ends on the next, whose share is least where the first has most."""
    most = bisect_right(range(1, len(text)), False, key=lambda cut: text[:cut] not in one)
    return most > 0 and text[most:] in after


def set_in_type(text: str) -> str:
    """The characters of a text as the PDF has them."""
    composed = unicodedata.normalize("NFC", text).translate(LOST | BULLETS | UNSEEN)
    return "".join(composed.split())


def test_every_text_is_set_as_the_characters_that_it_is(words: list[str]) -> None:
    wanted = [named(payload, field) for field in PRINTED for payload in PAYLOADS]
    assert [text for text in wanted if not is_printed(set_in_type(text), words)] == []


def test_a_text_set_in_capitals_keeps_its_characters_too(words: list[str]) -> None:
    capitals = [page.upper() for page in words]
    wanted = [named(payload, field) for field in IN_CAPITALS for payload in PAYLOADS]
    assert [text for text in wanted if not is_printed(set_in_type(text).upper(), capitals)] == []


def test_the_pdf_leads_nowhere_and_runs_nothing(project: Project) -> None:
    import pikepdf

    with pikepdf.open(project.report("hostile", "bao-cao.pdf")) as pdf:
        kinds = {str(one.get("/S")) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one}
        assert "/OpenAction" not in pdf.Root
        assert not kinds & {"/URI", "/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/ImportData"}
