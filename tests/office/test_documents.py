"""What LibreOffice makes of the Word document. In: the document of a made-up report. Out: pages as the PDF's, raw files kept."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from lxml import etree

from cchc.export.pdf import render_pdf
from cchc.export.word import render_docx
from tests.export import pdf_sample as sample
from tests.office.libreoffice import find_soffice, saved_again

PDF = "pdf"
DOCX = "docx:MS Word 2007 XML"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The document, and what LibreOffice saves of it as PDF and as a document again."""
    soffice = find_soffice()
    if soffice is None:
        if os.environ.get("CI"):
            pytest.fail("no LibreOffice: install libreoffice-writer (make office)")
        pytest.skip("no LibreOffice")
    folder = tmp_path_factory.mktemp("docx")
    path = folder / "bao-cao.docx"
    path.write_bytes(render_docx(sample.parts_of(sample.sample_blocks())))
    for kind in (PDF, DOCX):
        saved_again(soffice, [path], folder / kind.partition(":")[0], kind)
    return folder


@pytest.fixture(scope="module")
def pages(folder: Path) -> list[str]:
    with pypdfium2.PdfDocument(folder / "pdf/bao-cao.pdf") as pdf:
        return [page.get_textpage().get_text_range() for page in pdf]


def test_it_has_about_as_many_pages_as_the_pdf_and_the_same_words(pages: list[str]) -> None:
    with pypdfium2.PdfDocument(render_pdf(sample.parts_of(sample.sample_blocks()))) as pdf:
        ours = [page.get_textpage().get_text_range() for page in pdf]
    assert abs(len(pages) - len(ours)) <= 3
    words = [sorted(" ".join(each).replace("-\r\n", "-").casefold().split()) for each in (pages, ours)]
    missing = {word for word in set(words[1]) - set(words[0]) if not word.isdigit()}
    drawn = " ".join(etree.fromstring(sample.chart("").encode()).itertext()).casefold().split()
    assert missing <= {*drawn}  # in Word a chart is a picture


def test_pages_are_numbered_in_the_middle_but_the_first_of_the_report_and_of_each_annex(pages: list[str]) -> None:
    firsts = [0, *(n for n, text in enumerate(pages) if text.lstrip().startswith("PHỤ LỤC"))]
    assert len(firsts) == 4
    for place, text in enumerate(pages):
        first = max(n for n in firsts if n <= place)
        begun = text.lstrip().split()[0]
        assert (begun == str(place - first + 1)) == (place not in firsts), (place, begun)


def test_the_annex_on_its_side_lies_so_and_pictures_have_their_words(folder: Path) -> None:
    with pikepdf.open(folder / "pdf/bao-cao.pdf") as pdf:
        turned = [page.mediabox[2] > page.mediabox[3] for page in pdf.pages]
        assert any(turned) and not turned[0] and not turned[-1]
        assert str(pdf.Root.Lang) == "vi-VN"


def test_the_raw_files_stay_when_the_document_is_saved_again(folder: Path) -> None:
    parts = []
    for path in (folder / "bao-cao.docx", folder / "docx/bao-cao.docx"):
        with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as package:
            parts.append(etree.canonicalize(package.read("customXml/item1.xml").decode()))
    assert parts[0] == parts[1]
