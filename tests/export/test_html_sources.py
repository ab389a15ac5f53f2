"""One action from a number to its raw cell: what the popovers of a page say, and which numbers share one."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from nbformat.v4 import new_code_cell

from cchc.document.model import BLOCK_MIME
from cchc.export.page.render import render_html
from tests.export import html_sample as sample

CELLS = {
    "so_lieu_khac.csv:38:gia_tri": {"text": "830", "section": "II.2.d"},
    "phu_luc_01b.csv:38:so_lieu": "0830",
    "phu_luc_01b.csv:41:so_lieu": "479",
    "phu_luc_01b.csv:42:so_lieu": {"text": "106", "original": "1O6", "reason": "gõ nhầm (Lê A, 2024-12-20)"},
    "phu_luc_01b.csv:9:so_lieu": sample.HOSTILE,
}


def received(text: str = "830") -> dict[str, Any]:
    return sample.read_from(sample.number(text), "so_lieu_khac.csv:38:gia_tri", "phu_luc_01b.csv:38:so_lieu")


def early() -> dict[str, Any]:
    return sample.read_from(sample.number("479", "ho_so.truoc_han"), "phu_luc_01b.csv:41:so_lieu")


def in_time() -> dict[str, Any]:
    return sample.read_from(sample.number("106", "ho_so.dung_han"), "phu_luc_01b.csv:42:so_lieu")


def read(*blocks: dict[str, Any]) -> BeautifulSoup:
    return BeautifulSoup(render_html(sample.notebook([sample.submission(cells=CELLS), *blocks])), "html.parser")


def source(page: BeautifulSoup, number: str) -> Tag:
    """The popover that the first button of that number opens."""
    button = page.select(f'main button[aria-label="Nguồn của {number}"]')[0]
    (popover,) = page.select(f"[id={button['popovertarget']}]")
    assert popover.has_attr("popover")
    return popover


def test_a_source_names_file_row_and_the_text_as_printed_there() -> None:
    assert source(read(sample.paragraphs(received())), "830").text == (
        "Hồ sơso_lieu_khac.csv: dòng 38 «830» (mục II.2.d); phu_luc_01b.csv: dòng 38 «0830»"
    )


def told(words: str) -> str:
    """What the source of 830 tells where the commune's words are these."""
    there = sample.read_from(sample.number("830"), "so_lieu_khac.csv:2:gia_tri")
    cells = {"so_lieu_khac.csv:2:gia_tri": {"text": "830", "words": words}}
    blocks = [sample.submission(cells=cells), sample.paragraphs(there)]
    return source(BeautifulSoup(render_html(sample.notebook(blocks)), "html.parser"), "830").text


def test_the_words_of_the_commune_come_before_file_and_row() -> None:
    assert told("đã nhận 830 hồ sơ").startswith("Hồ sơ“đã nhận 830 hồ sơ”so_lieu_khac.csv: dòng 2")


def test_long_words_are_cut_around_the_number() -> None:
    said = told("trước đó " * 40 + "nhận 830 hồ sơ " + "sau đó " * 40).partition("”")[0].partition("“")[2]
    assert "nhận 830 hồ sơ" in said and len(said) <= 92
    assert said.startswith("…") and said.endswith("…")


def test_a_corrected_cell_tells_what_stood_there_and_why() -> None:
    said = source(read(sample.paragraphs(in_time())), "106")
    assert "dòng 42 «106» đã điều chỉnh từ «1O6»: gõ nhầm (Lê A, 2024-12-20)" in said.text


def test_a_number_printed_again_shares_its_source_which_leads_to_each_place() -> None:
    there = {**sample.paragraphs("Nhận ", received(), "."), "section": "II.6.c"}
    page = read(sample.paragraphs("Có ", received(), " hồ sơ."), there)
    targets = {button["popovertarget"] for button in page.select("main p > .so > button")}
    assert len(targets) == 1
    links = source(page, "830").select("a")
    assert [a.text for a in links] == ["mục I", "mục II.6.c"]
    assert [page.select(str(a["href"]))[0].text for a in links] == ["830", "830"]


def test_the_same_text_of_another_key_has_a_source_of_its_own() -> None:
    other = sample.read_from(sample.number("830", "ho_so.da_giai_quyet"), "phu_luc_01b.csv:41:so_lieu")
    page = read(sample.paragraphs(received(), other))
    assert len({button["popovertarget"] for button in page.select("main .so > button")}) == 2


def test_a_derived_number_shows_the_numbers_in_its_formula_and_their_cells() -> None:
    # (479 + 106) / 830 = 70,5%
    share = sample.derived(
        "70,5%", "(ho_so.truoc_han + ho_so.dung_han) / ho_so.tiep_nhan", early(), in_time(), received()
    )
    said = source(read(sample.paragraphs(share)), "70,5%")
    assert "= (479 + 106) / 830" in said.text
    assert "phu_luc_01b.csv: dòng 41 «479»" in said.text
    assert "so_lieu_khac.csv: dòng 38 «830»" in said.text


def test_in_a_row_the_source_of_a_derived_number_tells_those_of_its_operands_too() -> None:
    share = sample.derived("77,8", "ho_so.dung_han / ho_so.truoc_han", in_time(), early())
    table = sample.reduction_table()
    table["rows"] = [
        {"kind": "row", "absent": False, "cells": [["1"], ["Tên"], [early()], [in_time()], [share], [], []]}
    ]
    page = read(table)
    assert len({button["popovertarget"] for button in page.select("tbody .so > button")}) == 1
    assert "«479»" in source(page, "479").text and "«106»" in source(page, "479").text


def test_a_number_whose_lineage_is_not_known_is_plain_text() -> None:
    lost = {**sample.as_shown(sample.paragraphs(received())), "values": {}}
    cell = new_code_cell("x", outputs=[sample.display({BLOCK_MIME: lost})])
    page = BeautifulSoup(render_html(sample.notebook([sample.submission()], cell)), "html.parser")
    (number,) = page.select("main p .so")
    assert number.text == "830" and number.button is None


def test_text_of_a_cell_arrives_as_the_characters_it_is() -> None:
    odd = sample.read_from(sample.number("5"), "phu_luc_01b.csv:9:so_lieu")
    page = read(sample.paragraphs(odd))
    assert f"«{sample.HOSTILE}»" in source(page, "5").text
    assert not page.select("script, img, [onerror]")


@pytest.mark.parametrize("severity", ["E", "W"])
def test_a_flagged_number_has_a_link_to_its_finding_that_adds_no_text(severity: str) -> None:
    flagged = {**received(), "findings": ["ph-3"], "flag": severity}
    page = read(sample.paragraphs("Có ", flagged, " hồ sơ."))
    (link,) = page.select("main p > a.ph")
    assert (link["href"], link["aria-label"], link.text) == ("#ph-3", "Rà soát số 3", "")
    assert link["data-n"] == "3"  # what stands for the sign on paper
    assert page.select("main > p")[0].text == "Có 830 hồ sơ."
    assert "Rà soát số 3" in source(page, "830").text
