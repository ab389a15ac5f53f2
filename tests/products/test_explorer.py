"""A notebook in the hands of somebody who explores. In: small notebooks, run by a kernel. Out: what they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from cchc.document.model import BLOCK_MIME
from cchc.export.page.render import render_html
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from tests.products.printed import html_text, pdf_text, read_page
from tests.products.project import Built

CELLS = {
    "open": 'import cchc\nreport = cchc.open_report("15976", 2024, "nam")\nreport.submission()',
    "title": 'report.title("Tra cứu")',
    "in an if": 'if report.has("II.2.d", "ho_so.tiep_nhan"):\n    '
    'report.paragraph("II.2.d", "Trong if: {ho_so.tiep_nhan} hồ sơ.")',
    "last": 'report.paragraph("II.2.d", "Cuối ô: {ho_so.truc_tuyen} hồ sơ.")',
    "kept": 'kept = report.paragraph("II.2.d", "Giữ lại: {ho_so.qua_han} hồ sơ.")',
    "kept, shown": 'other = report.paragraph("II.2.d", "Giữ và hiện: {ho_so.dung_han} hồ sơ.")\nother',
    "in a loop": 'for name in ("một", "hai"):\n    report.paragraph("II.2.d", f"Vòng {name}.")',
    "silent": 'report.paragraph("II.2.d", "Có chấm phẩy.");',
    "frame": 'report.counts.query("khoa == \'ho_so.tiep_nhan\'")[["khoa", "gia_tri", "tep"]]',
    "figure": (
        "import matplotlib.pyplot as plt\n"
        "figure, axes = plt.subplots()\n"
        'axes.bar(["a", "b"], [1, 2])\n'
        "plt.show()"
    ),
    "text": 'print("Một dòng in ra.")',
    "value": "1 + 1",
    "again": "kept",
}  # fmt: skip
SHOWN_ONCE = [
    "Trong if: 830 hồ sơ.",
    "Cuối ô: 589 hồ sơ.",
    "Giữ và hiện: 106 hồ sơ.",
    "Vòng một.",
    "Vòng hai.",
    "Có chấm phẩy.",
]


@pytest.fixture(scope="module")
def notebook(sample: Built) -> Any:
    """The cells, run in the folder of the notebooks, as JupyterLab does."""
    cells = [new_markdown_cell("## Câu hỏi\n\nBao nhiêu **hồ sơ**?"), *map(new_code_cell, CELLS.values())]
    made = new_notebook(cells=cells)
    made.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    folder = {"metadata": {"path": str(sample.root / "notebooks")}}
    NotebookClient(made, timeout=120, resources=folder).execute()
    return made


@pytest.fixture(scope="module")
def html(notebook: Any) -> str:
    return render_html(notebook)


@pytest.fixture(scope="module")
def pdf(notebook: Any) -> bytes:
    return render_pdf(read_parts(notebook))


def outputs_of(notebook: Any, name: str) -> list[Any]:
    place = [*CELLS].index(name) + 1
    return list(notebook.cells[place].outputs)


def test_a_relative_data_root_is_found_from_the_folder_of_the_notebook(notebook: Any) -> None:
    assert outputs_of(notebook, "open")[0].data[BLOCK_MIME]["unit"]["code"] == "15976"


@pytest.mark.parametrize("name", ["in an if", "last", "kept", "kept, shown", "silent", "again"])
def test_a_block_is_put_out_once_in_a_cell(name: str, notebook: Any) -> None:
    outputs = outputs_of(notebook, name)
    assert len(outputs) == 1 and BLOCK_MIME in outputs[0].data


def test_each_round_of_a_loop_puts_out_its_block(notebook: Any) -> None:
    assert len(outputs_of(notebook, "in a loop")) == 2


@pytest.mark.parametrize("sentence", SHOWN_ONCE)
def test_a_sentence_is_printed_once(sentence: str, html: str, pdf: bytes) -> None:
    assert html_text(html).count(sentence) == 1
    assert pdf_text(pdf).count(sentence) == 1


def test_a_block_named_again_in_another_cell_is_printed_again(html: str, pdf: bytes) -> None:
    assert html_text(html).count("Giữ lại: 0 hồ sơ.") == 2
    assert pdf_text(pdf).count("Giữ lại: 0 hồ sơ.") == 2


def test_a_data_frame_is_printed_in_both_formats(html: str, pdf: bytes) -> None:
    tables = read_page(html).select(".ket-qua table")
    assert [cell.get_text() for cell in tables[0].select("tbody tr")[0].select("td")] == [
        "ho_so.tiep_nhan",
        "830.0",
        "so_lieu_khac.csv",
    ]
    assert "ho_so.tiep_nhan 830.0 so_lieu_khac.csv" in pdf_text(pdf)


def test_a_figure_of_matplotlib_is_printed_in_both_formats(html: str, pdf: bytes) -> None:
    images = read_page(html).select(".ket-qua img")
    assert len(images) == 1 and images[0]["src"].startswith("data:image/png;base64,")
    assert pdf.count(b"/Subtype/Image") + pdf.count(b"/Subtype /Image") >= 1


def test_printed_text_and_markdown_are_printed_in_both_formats(html: str, pdf: bytes) -> None:
    for text in (html_text(html), pdf_text(pdf)):
        assert "Một dòng in ra." in text
        assert "Bao nhiêu hồ sơ?" in text


def test_a_value_of_a_cell_is_printed(html: str) -> None:
    assert [text.get_text(strip=True) for text in read_page(html).select("pre.ket-qua")] == ["Một dòng in ra.", "2"]


def test_a_notebook_of_an_explorer_can_be_written_and_read_again(notebook: Any, html: str, tmp_path: Path) -> None:
    nbformat.write(notebook, tmp_path / "tra-cuu.ipynb")
    again = nbformat.read(tmp_path / "tra-cuu.ipynb", as_version=4)
    assert html_text(render_html(again)) == html_text(html)
