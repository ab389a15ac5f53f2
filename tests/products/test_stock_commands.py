"""The stock commands of papermill and nbconvert make the report that `cchc build` makes. In: the sample, built."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat

from cchc.document.model import BLOCK_MIME
from tests.products.printed import html_text, pdf_pages, read_page
from tests.products.project import Built, run
from tests.products.stock import Stock

QUICK = ("--no-request-save-on-cell-execute", "--no-progress-bar")


def test_the_pdf_has_the_same_bytes(stock: Stock, sample: Built) -> None:
    assert (stock.output / "out.pdf").read_bytes() == sample.pdf


def test_the_html_has_the_same_report(stock: Stock, sample: Built) -> None:
    # What is set around the report differs: `cchc build` states du_lieu also where the parameter file leaves it out.
    html = (stock.output / "out.html").read_text(encoding="utf-8")
    assert html_text(html) == html_text(sample.html)
    assert str(read_page(html)) == str(read_page(sample.html))


def test_the_notebook_has_the_same_blocks(stock: Stock, sample: Built) -> None:
    made, built = (
        nbformat.read(path, as_version=4) for path in (stock.output / "stock.ipynb", sample.folder / "bao-cao.ipynb")
    )
    blocks = [
        [output.data[BLOCK_MIME] for cell in notebook.cells for output in cell.get("outputs", ())]
        for notebook in (made, built)
    ]
    assert blocks[0] == blocks[1] and len(blocks[0]) > 100


def test_the_pdf_has_the_pages_of_the_report(stock: Stock) -> None:
    pages = pdf_pages((stock.output / "out.pdf").read_bytes())
    assert pages[0].startswith("ỦY BAN NHÂN DÂN\r\nXÃ HOẰNG LƯU")
    annexes = [page.splitlines()[0] for page in pages if page.startswith("Phụ lục")]
    assert annexes == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]


def test_a_code_that_papermill_reads_as_a_number_ends_it_in_our_words(sample: Built, tmp_path: Path) -> None:
    out = str(tmp_path / "out.ipynb")
    options = ("-p", "ma_xa", "15976", "-p", "nam", "2024", "-p", "ky", "nam")
    result = run("papermill", "notebooks/bao_cao_xa.ipynb", out, *options, *QUICK, folder=sample.root)
    assert result.returncode != 0
    last = result.stderr.strip().splitlines()[-1]
    assert "ma_xa: cần văn bản gồm 5 chữ số, gặp 15976" in last
    assert "papermill dùng -r ma_xa" in last


def test_nbconvert_makes_the_same_files_of_the_notebook_that_cchc_has_built(sample: Built, tmp_path: Path) -> None:
    notebook = tmp_path / "bao-cao.ipynb"
    shutil.copy(sample.folder / "bao-cao.ipynb", notebook)
    result = run("jupyter", "nbconvert", "--to", "cchc_html", str(notebook), folder=sample.root)
    assert result.returncode == 0, result.stderr
    assert notebook.with_suffix(".html").read_bytes() == sample.html.encode()
