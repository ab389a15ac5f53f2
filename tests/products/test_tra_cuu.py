"""The notebook of questions is answered. In: tra_cuu.ipynb on the sample and on made-up communes. Out: tables, charts."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest
from bs4 import BeautifulSoup
from nbconvert import HTMLExporter

from cchc.catalogue.units.register import units_on
from tests.library.tables_left import leave_tables
from tests.products.project import ROOT, Built

NOTEBOOK = ROOT / "notebooks/tra_cuu.ipynb"
QUESTIONS = 12
HOANG_LUU, HOANG_HA, SOC_SON = "15976", "15979", "00376"


def ask(root: Path, engine: str | None = None, **parameters: Any) -> Any:
    """The notebook as papermill runs it in the folder of the project, by its own engine unless told otherwise."""
    with tempfile.TemporaryDirectory() as scratch:
        result = Path(scratch) / "out.ipynb"
        papermill.execute_notebook(
            str(NOTEBOOK), str(result), parameters, engine, cwd=str(root), progress_bar=False, log_output=False
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


def cells(outputs: list[Any]) -> list[list[str]]:
    """The texts of the rows of a table."""
    rows = BeautifulSoup(table_of(outputs), "html.parser").select("tbody tr")
    return [[cell.text for cell in row.select("td")] for row in rows]


@pytest.fixture(scope="module")
def of_sample(sample: Built) -> Any:
    return ask(sample.root)


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three communes of two provinces; of 100, 200 and 50 dossiers 40, 60 and 20 came online, 3 of one were late."""
    root = tmp_path_factory.mktemp("three")
    for code, received, online, late in (
        (HOANG_LUU, "100", "40", "3"),
        (HOANG_HA, "200", "60", "0"),
        (SOC_SON, "50", "20", ""),
    ):
        stated = [("II.2.d", "ho_so.tiep_nhan", received), ("II.2.d", "ho_so.truc_tuyen", online)]
        leave_tables(root, code=code, statements=[*stated, ("II.2.d", "ho_so.qua_han", late)])
    return root


@pytest.fixture(scope="module")
def of_three(three: Path) -> Any:
    return ask(three, tinh="Thanh Hóa")


@pytest.mark.parametrize("name", ["of_sample", "of_three"])
def test_every_question_is_answered_with_one_table_or_chart(name: str, request: pytest.FixtureRequest) -> None:
    given = answers(request.getfixturevalue(name))
    assert len(given) == QUESTIONS
    kinds = [["table" if "text/html" in output.data else "chart" for output in outputs] for outputs in given]
    assert kinds == [["table"]] * 4 + [["chart"]] * 2 + [["table"]] * 6


def test_the_fast_engine_gives_the_same_outputs(of_three: Any, three: Path) -> None:
    fast = ask(three, "cchc", tinh="Thanh Hóa")
    stock, ours = ([(cell.source, cell.get("outputs")) for cell in one.cells] for one in (of_three, fast))
    assert stock == ours


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


def test_a_province_has_its_reports_counted_and_its_drafts(of_sample: Any, of_three: Any) -> None:
    assert cells(answers(of_sample)[6]) == [["Tỉnh Thanh Hóa", "1", "1", "27"]]  # 27 certain errors
    (row,) = cells(answers(of_three)[6])
    assert row[:2] == ["Tỉnh Thanh Hóa", "2"]


def test_a_sum_of_a_province_says_of_how_many_units_it_is_and_how_many_lack(
    of_three: Any, tmp_path_factory: pytest.TempPathFactory
) -> None:
    assert cells(answers(of_three)[7]) == [["Tỉnh Thanh Hóa", "300", "2", "0"]]  # 100 + 200
    root = tmp_path_factory.mktemp("lacking")
    for code, received in ((HOANG_LUU, "100"), (HOANG_HA, ""), (SOC_SON, "")):
        stated = [("II.2.d", "ho_so.tiep_nhan", received), ("II.2.d", "ho_so.truc_tuyen", "1")]
        leave_tables(root, code=code, statements=stated)
    found = cells(answers(ask(root))[7])
    assert found == [["Tỉnh Thanh Hóa", "100", "1", "1"], ["Thành phố Hà Nội", "–", "0", "1"]]


def test_a_unit_far_from_those_of_its_kind_is_named_from_ten_units_on(tmp_path_factory: pytest.TempPathFactory) -> None:
    # Nine units at 50% to 54%, one at 10%: median 51,5%; they lie 0,5 to 2,5 and 41,5 points from it, in the median 1,5:
    # three of these are 4,5, and 5 points are the least. Without the tenth there are too few to judge.
    found = {}
    codes = [one.code for one in units_on(date(2024, 12, 14), "38") if one.type == "xã" and one.name != "Hoằng Lưu"]
    for name, several in (("ten", codes[:9]), ("nine", codes[:8])):
        root = tmp_path_factory.mktemp(name)
        for code, online in ((HOANG_LUU, 10), *zip(several, (50, 50, 51, 51, 52, 53, 53, 54, 54), strict=False)):
            stated = [("II.2.d", "ho_so.tiep_nhan", "100"), ("II.2.d", "ho_so.truc_tuyen", str(online))]
            leave_tables(root, code=code, statements=stated)
        found[name] = cells(answers(ask(root))[8])
    assert [row[0] for row in found["ten"] if "trực tuyến" in row[1]] == ["Xã Hoằng Lưu"]
    assert found["nine"] == []


def test_what_several_units_have_done_wrong_alike_stands_once(of_three: Any) -> None:
    shared = cells(answers(of_three)[9])
    assert shared and all(int(row[2]) > 1 for row in shared)
    assert len({(row[0], row[1]) for row in shared}) == len(shared)


def test_dossiers_are_compared_across_the_merger_where_all_that_were_merged_stated_them(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    (new,) = (one for one in units_on(date(2025, 12, 14), "04") if one.name == "Đông Khê")
    found = {}
    for name, stating in (("all", new.predecessors), ("first", new.predecessors[:1])):
        root = tmp_path_factory.mktemp(name)
        for code in stating:
            leave_tables(root, code=code, statements=[("II.2.d", "ho_so.tiep_nhan", "100")])
        leave_tables(root, code=new.code, year=2025, statements=[("II.2.d", "ho_so.tiep_nhan", "350")])
        found[name] = [cells(outputs) for outputs in answers(ask(root, nam=2025, ky="nam"))[10:]]
    # Thị trấn Đông Khê and the communes Trọng Con and Đức Xuân: 3 x 100, and 350 now.
    assert found["all"][0] == [[new.code, "Xã Đông Khê", "Tỉnh Cao Bằng", "300", "350", "50", ""]]
    assert found["first"][0][0][3:6] == ["–", "350", "–"]
    assert sorted(found["all"][1][0][3].split(", ")) == ["Thị trấn Đông Khê", "Xã Trọng Con", "Xã Đức Xuân"]


def test_a_unit_of_before_the_merger_leads_to_that_of_today_and_to_whose_numbers_lack(of_sample: Any) -> None:
    across, made = (cells(outputs) for outputs in answers(of_sample)[10:])
    assert across[0][3:6] == ["–", "–", "–"] and across[0][6] != ""
    assert made[0][:2] == [HOANG_LUU, "Xã Hoằng Lưu"] and made[0][4] == across[0][1]


def test_the_reader_is_told_of_drafts_and_of_made_up_reports(of_sample: Any) -> None:
    [said] = [cell.outputs[0].text for cell in of_sample.cells if "phat_hien = cchc.load_findings" in cell.source]
    assert said.splitlines()[1] == "1 báo cáo là dự thảo, 0 báo cáo mô phỏng."


def test_the_run_notebook_becomes_a_page_with_stock_nbconvert(of_sample: Any) -> None:
    page, _ = HTMLExporter().from_notebook_node(of_sample)
    assert "Xã nào còn hồ sơ quá hạn?" in page
    assert page.count("data:image/png;base64,") >= 2
