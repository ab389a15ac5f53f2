"""Communes of every type and era, that give little, zeros, or what is no number. In: made-up submissions."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.counts import counts
from cchc.catalogue.form import every_row, form_for
from cchc.export.page.render import render_html
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from tests.products.printed import html_rows, html_text, pdf_text
from tests.products.synthetic import (
    DAC_KHU_2025,
    PHUONG_2025,
    THI_TRAN_2024,
    XA_2024,
    Commune,
    write_submission,
)
from tests.products.walk import walk_notebook

XA_LAST = date(2024, 12, 14)
COMMUNES = {"xã": XA_2024, "thị trấn": THI_TRAN_2024, "phường": PHUONG_2025, "đặc khu": DAC_KHU_2025}
ODD = re.compile(r"None|\bnan\b|NaN|[{}]| [,.;:)]|(?<!\.)\.\.(?!\.)|,,|;;|\( |không tính được")
# Words that follow a number; "chưa có số liệu" before one of them is a number that is not there.
UNITS = re.compile(r"chưa có số liệu (hồ sơ|TTHC|VBQPPL|nhiệm vụ|người|lần|phiếu|bài|văn bản|tổng số|so với)")

FIGURES: dict[str, dict[str, str]] = {
    "nothing": {},
    "blanks": {"": ""},
    "zeros": {"": "0"},
    "words for zero": {"": "không có"},
    "large figures": {"": "12345"},
    "no numbers": {"": "8 30"},
    "a few": {"ho_so.tiep_nhan": "12", "1.1.1": "3", "2.1": "0"},
}


def write_figures(root: Path, commune: Commune, figures: dict[str, str]) -> None:
    """The annex and the narrative with these figures, "" standing for every quantity not named."""
    every = [*(row.key for row in every_row()), *(count.key for count in counts() if count.kind != "rate_stated")]
    stated = {key: figures.get(key, figures.get("", "")) for key in every}
    sections = {count.key: count.section for count in counts()}
    rows = [(sections[key], key, text) for key, text in stated.items() if text and sections.get(key)]
    write_submission(root, commune, stated if figures else None, rows)


def read_both(root: Path, commune: Commune) -> tuple[str, str]:
    """The report as HTML, and the text of its PDF."""
    notebook = walk_notebook(root, commune).notebook
    return render_html(notebook), pdf_text(render_pdf(read_parts(notebook)))


@pytest.fixture(scope="module")
def report_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], tuple[str, str]]:
    """The report of a type of commune with certain figures; each is made once."""
    made: dict[tuple[str, str], tuple[str, str]] = {}

    def report(kind: str, figures: str) -> tuple[str, str]:
        if (kind, figures) not in made:
            root = tmp_path_factory.mktemp("sparse")
            write_figures(root, COMMUNES[kind], FIGURES[figures])
            made[kind, figures] = read_both(root, COMMUNES[kind])
        return made[kind, figures]

    return report


@pytest.mark.parametrize("figures", FIGURES)
@pytest.mark.parametrize("kind", ["xã", "phường"])
def test_a_report_of_any_figures_renders_without_odd_words(
    kind: str, figures: str, report_of: Callable[[str, str], tuple[str, str]]
) -> None:
    html, pdf = report_of(kind, figures)
    for text in (html_text(html), pdf):
        assert [text[max(0, m.start() - 60) : m.end() + 20] for m in ODD.finditer(text)] == []
        assert [text[max(0, m.start() - 60) : m.end() + 20] for m in UNITS.finditer(text)] == []


@pytest.mark.parametrize("kind", COMMUNES)
def test_a_report_names_the_commune_by_its_type(kind: str, report_of: Callable[[str, str], tuple[str, str]]) -> None:
    names = {"xã": "Hoằng Lưu", "thị trấn": "Sóc Sơn", "phường": "Ba Đình", "đặc khu": "Cô Tô"}
    others = [f"{other} {names[kind]}" for other in names if other != kind]
    html, pdf = report_of(kind, "a few")
    for text in (html_text(html), pdf):
        assert f"Ủy ban nhân dân (UBND) {kind} {names[kind]} báo cáo" in text
        assert f"{kind} {names[kind]}".upper() in text
        assert [other for other in others if other in text] == []


@pytest.mark.parametrize(
    ("kind", "superior"),
    [("xã", "UBND huyện"), ("thị trấn", "UBND huyện"), ("phường", "UBND thành phố"), ("đặc khu", "UBND tỉnh")],
)
def test_tasks_come_from_the_level_above_the_commune(kind: str, superior: str, tmp_path: Path) -> None:
    commune = COMMUNES[kind]
    write_submission(tmp_path, commune, {"1.3.1": "4"}, [("I.5.a", "1.3.1", "4")])
    sentences = list(walk_notebook(tmp_path, commune).sentences())
    told = [sentence for sentence in sentences if "giao 04 nhiệm vụ" in sentence]
    assert len(told) == 1
    assert f"được {superior}, Chủ tịch {superior} giao" in told[0]


@pytest.mark.parametrize("kind", ["phường", "đặc khu"])
def test_after_june_2025_no_district_is_named(kind: str, report_of: Callable[[str, str], tuple[str, str]]) -> None:
    html, pdf = report_of(kind, "nothing")
    assert "huyện" not in html_text(html).lower()
    assert "huyện" not in pdf.lower()


@pytest.mark.parametrize(
    ("kind", "period", "following"),
    [
        ("xã", "năm 2024", "năm 2025"),
        ("thị trấn", "6 tháng đầu năm 2024", "6 tháng cuối năm 2024"),
        ("phường", "quý III/2025", "quý IV/2025"),
        ("đặc khu", "quý IV/2025", "quý I/2026"),
    ],
)
def test_the_title_names_the_period_and_the_next_one(
    kind: str, period: str, following: str, report_of: Callable[[str, str], tuple[str, str]]
) -> None:
    title = f"Kết quả thực hiện cải cách hành chính {period}; phương hướng, nhiệm vụ {following}"
    html, pdf = report_of(kind, "nothing")
    assert title in html_text(html)
    assert title in pdf


def test_a_cell_that_is_no_number_is_printed_as_it_stands_and_counts_as_missing(
    report_of: Callable[[str, str], tuple[str, str]],
) -> None:
    html, pdf = report_of("xã", "no numbers")
    cells = {row[0]: row[3] for row in html_rows(html, 5) if row[0][:1].isdigit()}
    assert cells["3.3.1"] == cells["1.1.1"] == "8 30"
    assert "3.3.1 Số lượng hồ sơ đã tiếp nhận Số lượng hồ sơ 8 30" in pdf
    for text in (html_text(html), pdf):
        assert "Chưa có số liệu về số hồ sơ TTHC đã tiếp nhận trong năm." in text
        assert "830" not in text


def test_zeros_are_told_as_zeros_and_blanks_as_missing(report_of: Callable[[str, str], tuple[str, str]]) -> None:
    zeros, blanks = html_text(report_of("xã", "zeros")[0]), html_text(report_of("xã", "blanks")[0])
    assert "Năm 2024, UBND xã Hoằng Lưu không tiếp nhận hồ sơ TTHC nào." in zeros
    assert "Trong năm không có cán bộ, công chức bị xử lý kỷ luật." in zeros
    assert "Chưa có số liệu về số hồ sơ TTHC đã tiếp nhận trong năm." in blanks
    assert "Chưa có số liệu về cán bộ, công chức bị xử lý kỷ luật." in blanks
    assert "không tiếp nhận" not in blanks


def test_a_zero_in_words_reads_as_a_zero_in_figures(report_of: Callable[[str, str], tuple[str, str]]) -> None:
    words, figures = html_text(report_of("xã", "words for zero")[0]), html_text(report_of("xã", "zeros")[0])
    told = "không tiếp nhận hồ sơ TTHC nào"
    assert words.count(told) == figures.count(told) == 2


def test_figures_above_a_thousand_are_grouped(report_of: Callable[[str, str], tuple[str, str]]) -> None:
    html, pdf = report_of("xã", "large figures")
    assert "đã tiếp nhận 12.345 hồ sơ" in html_text(html)
    assert "đã tiếp nhận 12.345 hồ sơ" in pdf
    assert "12345" not in html_text(html)


def test_a_row_that_was_not_sent_says_so_in_the_annex(report_of: Callable[[str, str], tuple[str, str]]) -> None:
    rows = html_rows(report_of("xã", "nothing")[0], 5)
    assert len(rows) == 81
    told = [row for row in rows if row[4] == "chưa có số liệu"]
    assert len(told) == len([row for row in form_for(XA_LAST).rows if row.kind != "heading"])
    assert all(row[3] == "" for row in told)


def test_an_annex_row_that_the_form_lacks_is_printed_with_a_remark(tmp_path: Path) -> None:
    folder = write_submission(tmp_path, XA_2024, {"1.1.1": "3"})
    with (folder / "phu_luc_01b.csv").open("a", encoding="utf-8") as file:
        file.write("8,Chỉ tiêu của huyện,Cái,17,\n")
    html, pdf = read_both(tmp_path, XA_2024)
    assert ["8", "Chỉ tiêu của huyện", "Cái", "17", "không có trong biểu mẫu"] in html_rows(html, 5)
    assert "8 Chỉ tiêu của huyện Cái 17 không có trong biểu mẫu" in pdf
