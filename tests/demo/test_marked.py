"""The report of a synthetic submission says so: on the screen, and on every page of the PDF."""

from __future__ import annotations

import pypdfium2
import pytest
from bs4 import BeautifulSoup

from cchc.demo.make import make_demo
from cchc.export.html import CchcHtmlExporter
from cchc.export.pdf import CchcPdfExporter
from tests.products.synthetic import Commune
from tests.products.walk import Walk, walk_notebook

MARK = "DỮ LIỆU MÔ PHỎNG"


@pytest.fixture(scope="module")
def walked(tmp_path_factory: pytest.TempPathFactory) -> Walk:
    """The notebook, run over one synthetic submission."""
    root = make_demo(tmp_path_factory.mktemp("demo") / "x", 1, 2025, wanted=("quy-4",), errors=0).root
    assert (root / "data/raw/2025/quy-4/00004-ba-dinh").is_dir()
    return walk_notebook(root, Commune("00004", "ba-dinh", 2025, "quy-4", "2025-09-15", "2025-12-14"))


def test_the_page_says_that_its_data_are_made_up(walked: Walk) -> None:
    page = BeautifulSoup(CchcHtmlExporter().from_notebook_node(walked.notebook)[0], "html.parser")
    assert MARK in [mark.text for mark in page.select("p.dau")]


def test_every_page_of_the_pdf_says_that_its_data_are_made_up(walked: Walk) -> None:
    with pypdfium2.PdfDocument(CchcPdfExporter().from_notebook_node(walked.notebook)[0]) as document:
        texts = [document[number].get_textpage().get_text_bounded() for number in range(len(document))]
    assert len(texts) > 5
    assert [number for number, text in enumerate(texts, start=1) if MARK not in text] == []
