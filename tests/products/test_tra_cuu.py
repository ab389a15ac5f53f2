"""The notebook of questions is answered. In: tra_cuu.ipynb on the sample and on made-up communes. Out: tables, charts."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from nbconvert import HTMLExporter

from tests.products.project import ROOT, Built
from tests.run.tables_left import leave_tables

NOTEBOOK = ROOT / "notebooks/tra_cuu.ipynb"
QUESTIONS = 6
HOANG_LUU, HOANG_HA, SOC_SON = "15976", "15979", "00376"


def ask(root: Path, **parameters: Any) -> Any:
    """The notebook as stock papermill runs it in the folder of the project."""
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "out.ipynb"
        papermill.execute_notebook(
            str(NOTEBOOK), str(result), parameters, cwd=str(root), progress_bar=False, log_output=False
        )
        return nbformat.read(result, as_version=4)


def answers(notebook: Any) -> list[list[Any]]:
    """The outputs of the code cell below each question, in order."""
    cells = notebook.cells
    asked = [place for place, cell in enumerate(cells) if cell.source.startswith("## ") and cell.source[3].isdigit()]
    return [list(cells[place + 1].outputs) for place in asked]


def table_of(outputs: list[Any]) -> str:
    [output] = outputs
    return str(output.data["text/html"])


@pytest.fixture(scope="module")
def of_sample(sample: Built) -> Any:
    return ask(sample.root)


@pytest.fixture(scope="module")
def of_three(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Three communes of two provinces; of 100, 200 and 50 dossiers 40, 60 and 20 came online, 3 of one were late."""
    root = tmp_path_factory.mktemp("three")
    for code, received, online, late in (
        (HOANG_LUU, "100", "40", "3"),
        (HOANG_HA, "200", "60", "0"),
        (SOC_SON, "50", "20", ""),
    ):
        stated = [("II.2.d", "ho_so.tiep_nhan", received), ("II.2.d", "ho_so.truc_tuyen", online)]
        leave_tables(root, code=code, statements=[*stated, ("II.2.d", "ho_so.qua_han", late)])
    return ask(root, tinh="Thanh Hóa")


@pytest.mark.parametrize("name", ["of_sample", "of_three"])
def test_every_question_is_answered_with_one_table_or_chart(name: str, request: pytest.FixtureRequest) -> None:
    given = answers(request.getfixturevalue(name))
    assert len(given) == QUESTIONS
    kinds = [["table" if "text/html" in output.data else "chart" for output in outputs] for outputs in given]
    assert kinds == [["table"]] * 4 + [["chart"]] * 2


def test_on_the_sample_alone_the_questions_have_its_figures(of_sample: Any) -> None:
    late, online, changed, unlike, *_ = (table_of(outputs) for outputs in answers(of_sample)[:4])
    assert "Không có dòng nào." in late
    assert "71,0%" in online  # 589 of 830
    assert "Không có dòng nào." in changed
    assert ">98,9<" in unlike and ">100<" in unlike


def test_a_commune_with_late_dossiers_is_named_with_its_cell(of_three: Any) -> None:
    late = table_of(answers(of_three)[0])
    assert late.count("<tr>") == 1 + 1
    assert HOANG_LUU in late and ">3<" in late and "so_lieu_khac.csv" in late


def test_each_commune_stands_beside_the_median_of_its_province(of_three: Any) -> None:
    online = table_of(answers(of_three)[1])
    assert SOC_SON not in online
    # 40 of 100 and 60 of 200: 40% and 30%, median 35%, 5 points apart; the lowest first.
    assert online.index("30%") < online.index("40%")
    assert online.count(">35%<") == 2
    assert ">Chênh lệch (điểm phần trăm)<" in online and ">-5<" in online and ">5<" in online


def test_the_reader_is_told_of_drafts_and_of_made_up_reports(of_sample: Any) -> None:
    [said] = [cell.outputs[0].text for cell in of_sample.cells if "phat_hien = cchc.load_findings" in cell.source]
    assert said.splitlines()[1] == "1 báo cáo là dự thảo, 0 báo cáo mô phỏng."


def test_the_run_notebook_becomes_a_page_with_stock_nbconvert(of_sample: Any) -> None:
    page, _ = HTMLExporter().from_notebook_node(of_sample)
    assert "Xã nào còn hồ sơ quá hạn?" in page
    assert page.count("data:image/png;base64,") >= 2
