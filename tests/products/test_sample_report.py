"""Whatever the sample's submission states is read in its report, as HTML and as PDF. In: the sample, built."""

from __future__ import annotations

import csv
import re
from datetime import date

import pytest
import yaml

from cchc.catalogue.form import form_for
from tests.products.printed import (
    find_in_order,
    fold,
    html_paragraphs,
    html_rows,
    html_text,
    pdf_pages,
    pdf_text,
    sections_by_key,
    squeeze,
)
from tests.products.project import ROOT, SAMPLE_PATH, Built

OUTLINE = form_for(date(2024, 12, 14)).outline

RAW = ROOT / "data/raw" / SAMPLE_PATH
ZERO_WORDS = ("không", "không có", "0")
# Stated in I.1 and again in II.2.g, or in II.6.c and before in II.2.d, where the report says it.
SAID_ELSEWHERE = {("I.1", "3.5"): "II.2.g", ("II.6.c", "ho_so.truc_tiep_bcci"): "II.2.d"}


def rows_of(name: str) -> list[dict[str, str]]:
    with (RAW / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def counts() -> list[dict[str, str]]:
    return [row for row in rows_of("so_lieu_khac.csv") if not row["khoa"].startswith("ty_le.")]


def as_printed(row: dict[str, str]) -> str:
    """A whole number below ten has two digits, a percentage has none added, a zero may be said in words."""
    stated = row["gia_tri"]
    if stated in ZERO_WORDS:
        return r"(?i:\bkhông\b)|\b0\b"
    if row["don_vi"] == "%":
        return rf"\b{int(stated)}%"
    return rf"\b{int(stated):02d}\b"


def free_paragraphs() -> list[tuple[str, str]]:
    texts = yaml.load((RAW / "noi_dung.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return [(key, fold(paragraph)) for key, text in texts.items() for paragraph in text.split("\n\n")]


@pytest.fixture(scope="module")
def sections(sample: Built) -> dict[str, str]:
    return sections_by_key(sample.html, date(2024, 12, 14))


def annex_row_texts(row: dict[str, str]) -> str:
    return "".join(row[name] for name in ("stt", "chi_tieu", "don_vi_tinh", "so_lieu"))


@pytest.mark.parametrize("row", counts(), ids=lambda row: f"{row['muc']}-{row['khoa']}")
def test_every_count_of_the_narrative_is_printed_in_its_section(row: dict[str, str], sections: dict[str, str]) -> None:
    key = SAID_ELSEWHERE.get((row["muc"], row["khoa"]), row["muc"])
    assert re.search(as_printed(row), sections[key]), f"{row['gia_tri']} is not in: {sections[key]}"


def test_the_pdf_has_every_paragraph_of_the_html_in_its_order(sample: Built) -> None:
    paragraphs = html_paragraphs(sample.html)
    assert len(paragraphs) > 100
    assert find_in_order(paragraphs, "\n".join(pdf_pages(sample.pdf))) == []


def test_the_annex_has_every_row_in_its_order_in_the_html(sample: Built) -> None:
    printed = html_rows(sample.html, 5)
    submitted = rows_of("phu_luc_01b.csv")
    assert len(printed) == len(submitted) == 81
    for cells, row in zip(printed, submitted, strict=True):
        expected = [fold(row[name]) for name in ("stt", "chi_tieu", "don_vi_tinh", "so_lieu")]
        assert cells[:4] == expected


def test_the_annex_has_every_row_in_its_order_in_the_pdf(sample: Built) -> None:
    pages = pdf_pages(sample.pdf)
    annex = "\n".join(pages[next(i for i, page in enumerate(pages) if page.startswith("Phụ lục I\r")) :])
    rows = [annex_row_texts(row) for row in rows_of("phu_luc_01b.csv")]
    assert find_in_order(rows, annex) == []


def test_a_mandatory_blank_cell_of_the_annex_is_said_to_be_blank(sample: Built) -> None:
    notes = {cells[0]: cells[4] for cells in html_rows(sample.html, 5)}
    assert notes["3.3.3"] == notes["3.3.5"] == "chưa có số liệu"


def test_every_shortened_procedure_is_printed_as_submitted_in_the_html(sample: Built) -> None:
    submitted = rows_of("cat_giam.csv")
    printed = html_rows(sample.html, 7)
    assert len(printed) == len(submitted) + 1 == 24
    columns = ("stt", "ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam")
    assert [cells[:4] for cells in printed[:-1]] == [[fold(row[name]) for name in columns] for row in submitted]
    for cells, row in zip(printed, submitted, strict=False):
        assert row["ty_le_cat_giam"] in cells[4]


def test_a_stated_saving_that_is_wrong_stands_beside_the_computed_one(sample: Built) -> None:
    # Procedure 4 goes from 5 days to 2: (5 - 2) / 5 = 60 %, and the commune wrote 40.
    assert html_rows(sample.html, 7)[3][4] == "60 (đơn vị ghi 40)"


def test_every_shortened_procedure_is_printed_in_the_pdf(sample: Built) -> None:
    names = [row["stt"] + row["ten_tthc"] + row["thoi_gian_quy_dinh"] for row in rows_of("cat_giam.csv")]
    assert find_in_order(names, "\n".join(pdf_pages(sample.pdf))) == []


def test_every_cited_document_is_named_in_both_formats(sample: Built) -> None:
    cited = {f"{row['loai']} số {row['so_ky_hieu']}" for row in rows_of("van_ban.csv")}
    page, pdf = html_text(sample.html), pdf_text(sample.pdf)
    assert [document for document in cited if document not in page or document not in pdf] == []


def test_every_paragraph_of_free_text_is_printed_in_its_section(sample: Built, sections: dict[str, str]) -> None:
    paragraphs = free_paragraphs()
    lost = [text for key, text in paragraphs if text not in sections.get(OUTLINE.printing_section(key) or "", "")]
    assert lost == [] and len(paragraphs) > 40


def test_every_paragraph_of_free_text_is_printed_in_the_pdf(sample: Built) -> None:
    pdf = squeeze("\n".join(pdf_pages(sample.pdf)))
    assert [text for _, text in free_paragraphs() if squeeze(text) not in pdf] == []
