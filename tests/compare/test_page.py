"""The page thay-doi.html: what it says, and that nothing typed by anyone becomes markup. In: two small submissions."""

from __future__ import annotations

import base64
import hashlib
import html
import re
import shutil
from pathlib import Path
from typing import Any

import pytest

from cchc.compare.comparison import Comparison, compare
from cchc.compare.page import changes_page, compared_page
from cchc.compare.sides import Side
from cchc.compare.wording import headline, print_difference, unit_word
from cchc.document.model import Paragraph, Paragraphs
from cchc.document.opening import open_submission
from tests.conftest import make_submission

EVIL = "<script>alert(1)</script><img src=x onerror=alert(1)>{{ 7*7 }}"
OLD = {"year": 2023, "annex": {"2.1": "40", "2.2": "7"}, "procedures": [("Khai sinh", "5", "3")]}
NEW = {"year": 2024, "annex": {"2.1": "50", "2.2": "7"}, "procedures": [("Khai sinh", "5", "2")]}


def changes(root: Path, old: dict[str, Any], new: dict[str, Any], words: tuple[str, str] | None = None) -> Comparison:
    sides = []
    for place, given in enumerate((old, new)):
        folder = make_submission(root, **given)
        blocks = None if words is None else [Paragraphs(section="I.1", items=[Paragraph(inlines=[words[place]])])]
        sides.append(Side(open_submission(folder), blocks))
        shutil.rmtree(folder)
    return compare(*sides)


def page(*given: Any, **named: Any) -> str:
    return changes_page(changes(*given), **named).decode()


def visible(text: str) -> str:
    """What a reader sees, on one line."""
    body = re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", body)).split())


def test_the_page_says_which_two_periods_it_compares(tmp_path: Path) -> None:
    text = visible(page(tmp_path, OLD, NEW))
    assert "Thay đổi của Xã Hoằng Lưu: năm 2024 so với năm 2023" in text
    assert "15/12/2022 đến 14/12/2023 15/12/2023 đến 14/12/2024" in text


def test_a_changed_count_stands_with_old_new_and_difference(tmp_path: Path) -> None:
    row = re.search(r'<tr><th[^>]* title="2\.1">.*?</tr>', page(tmp_path, OLD, NEW), re.DOTALL)
    assert row is not None
    assert visible(row[0]).endswith(" 40 50 tăng 10 văn bản (25%)")  # 50 - 40, 10/40


def test_codes_are_not_among_the_words_of_the_page(tmp_path: Path) -> None:
    def given(received: str, stated: str) -> dict[str, Any]:
        rows = {"ho_so.tiep_nhan": received, "ho_so.truc_tuyen": "50", "ty_le.truc_tuyen": stated}
        return {"statements": [("II.2.d", key, text) for key, text in rows.items()]}

    text = page(tmp_path, given("100", "50%"), given("80", "70%"))
    assert 'title="ho_so.tiep_nhan"' in text and 'title="RATE_RECALC"' in text
    assert not re.search(r"ho_so\.|ty_le\.|RATE_RECALC", visible(text))


def test_what_did_not_change_is_counted_and_not_listed(tmp_path: Path) -> None:
    text = page(tmp_path, OLD, NEW)
    assert "1 số liệu không đổi." in text
    assert 'title="2.2"' not in text


def test_a_procedure_stands_with_its_days(tmp_path: Path) -> None:
    text = visible(page(tmp_path, OLD, NEW))
    assert "Thay đổi thời gian giải quyết: 1 " in text
    assert "Khai sinh 5 3 → 2 (giảm 1)" in text
    assert "danh mục:" not in text


def test_procedures_that_came_and_went_stand_in_lists_of_their_own(tmp_path: Path) -> None:
    text = visible(page(tmp_path, OLD, {**NEW, "procedures": [("Kết hôn", "10", "")]}))
    came, gone = text.index("Bổ sung vào danh mục: 1"), text.index("Đưa ra khỏi danh mục: 1")
    assert came < text.index("Kết hôn 10 chưa có số liệu") < gone < text.index("Khai sinh 5 3")
    assert "Thay đổi thời gian giải quyết:" not in text


def test_what_still_stands_can_be_unfolded_without_a_script(tmp_path: Path) -> None:
    text = page(tmp_path, NEW, NEW)
    assert '<input type="checkbox" id="hien-nhu-truoc"> <label for="hien-nhu-truoc">' in text
    assert "<details" not in text  # which stays folded on paper


def test_changed_words_are_marked_as_removed_and_added(tmp_path: Path) -> None:
    text = page(tmp_path, OLD, NEW, ("Đã treo 8 băng rôn.", "Đã treo 9 băng rôn."))
    assert 'Đã treo <del class="so">8</del><ins class="so">9</ins> băng rôn.' in text


def test_without_a_printed_report_the_page_says_that_words_were_not_compared(tmp_path: Path) -> None:
    assert "Không so sánh: chỉ có số liệu" in page(tmp_path, OLD, NEW)


def test_nothing_changed_is_said_in_so_many_words(tmp_path: Path) -> None:
    assert "Không có thay đổi nào về số liệu, chỉ tiêu, nội dung cần rà soát." in visible(page(tmp_path, NEW, NEW))


def test_the_page_leads_back_to_the_report_where_there_is_one(tmp_path: Path) -> None:
    compared = changes(tmp_path, OLD, NEW)
    assert '<a href="bao-cao.html">' in changes_page(compared).decode()
    assert "bao-cao.html" not in changes_page(compared, report="").decode()


def test_texts_of_a_commune_stay_texts(tmp_path: Path) -> None:
    old = {**OLD, "annex": {"2.1": EVIL}, "procedures": [(EVIL, "5", "3")]}
    new = {**NEW, "annex": {"2.1": EVIL + "!"}, "procedures": [(EVIL, "5", "2")]}
    text = page(tmp_path, old, new, (EVIL + " một", EVIL + " hai"))
    assert "<script" not in text and "<img" not in text
    assert "&lt;script&gt;" in text and "{{ 7*7 }}" in text


def test_the_security_policy_allows_this_style_sheet_and_nothing_else(tmp_path: Path) -> None:
    text = page(tmp_path, OLD, NEW)
    (style,) = re.findall(r"<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in text
    assert not re.search(r"<[^>]* style=|<script|https?://|@import|url\(", text)


def test_a_made_up_submission_is_marked_on_the_page(tmp_path: Path) -> None:
    made_up = {**NEW, "source": {"tep": [{"ten": "x.csv", "nguon": "cchc demo"}]}}
    assert "DỮ LIỆU MÔ PHỎNG" in page(tmp_path, OLD, made_up)
    assert "DỮ LIỆU MÔ PHỎNG" not in page(tmp_path, OLD, NEW)


def test_characters_that_no_page_may_hold_are_replaced(tmp_path: Path) -> None:
    text = page(tmp_path, OLD, {**NEW, "annex": {"2.1": "5\u202e0"}})
    assert "\u202e" not in text and "\ufffd" in text


def test_the_same_sides_give_the_same_bytes(tmp_path: Path) -> None:
    assert changes_page(changes(tmp_path, OLD, NEW)) == changes_page(changes(tmp_path, OLD, NEW))


def test_a_report_and_the_period_before_give_the_page_from_their_submissions(tmp_path: Path) -> None:
    previous, current = (open_submission(make_submission(tmp_path, **given)) for given in (OLD, NEW))
    assert compared_page(previous, current) == changes_page(compare(Side(previous), Side(current)))


def test_a_small_change_of_a_rate_never_reads_as_none(tmp_path: Path) -> None:
    def rate(part: str) -> dict[str, Any]:
        return {"statements": [("II.2.d", "ho_so.tiep_nhan", "10000"), ("II.2.d", "ho_so.truc_tuyen", part)]}

    (change,) = [
        c for c in changes(tmp_path, rate("5000"), rate("5001")).rows["indicators"] if c.key == "ty_le.truc_tuyen"
    ]
    assert print_difference(change) == "tăng 0,01 điểm phần trăm"  # 1/10000


@pytest.mark.parametrize(
    ("unit", "word"),
    [("Số lượng hồ sơ", "hồ sơ"), ("Số lượng", ""), ("Số hồ sơ đã giải quyết", "hồ sơ đã giải quyết"),
     ("Nhiệm vụ", "nhiệm vụ"), ("TTHC", "TTHC"), ("lần/tuần", "lần/tuần"), ("", "")],
)  # fmt: skip
def test_a_unit_is_said_as_it_stands_behind_a_number(unit: str, word: str) -> None:
    assert unit_word(unit) == word


@pytest.mark.parametrize(
    ("old", "words"),
    [
        (NEW, "Thay đổi giữa hai bản báo cáo năm 2024 của Xã Hoằng Lưu"),
        ({**OLD, "code": "15979"}, "So sánh Xã Hoằng Lưu, năm 2024 với "),
    ],
)
def test_the_title_tells_builds_and_communes_apart(tmp_path: Path, old: dict[str, Any], words: str) -> None:
    assert headline(changes(tmp_path, old, NEW)).startswith(words)
