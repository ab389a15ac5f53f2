"""What a roll-up is handed over as. In: a small province. Out: its page, its paper's layout, its workbook, its drawings."""

from __future__ import annotations

import contextlib
from decimal import Decimal
from typing import Any

import nbformat
import pytest

from cchc.build.standing.states import State
from cchc.document.charts.heat import HeatRow, draw_heat
from cchc.document.display import bundle
from cchc.document.model import Block, Figure
from cchc.engine.executed import as_node
from cchc.export.layout.document import report_document
from cchc.export.outputs import Part
from cchc.export.page.render import render_html
from cchc.export.reader import read_parts
from cchc.export.sheets.report import report_sheets
from cchc.province.opening import open_province
from tests.province.reading import read_notebook
from tests.province.small import PHUONG, XA, YEAR, leave_report, standing, state

STEPS = (Decimal("0.5"), Decimal("0.7"), Decimal("0.9"), Decimal("0.98"))
MADE_UP = {"tep": [{"ten": "phu_luc_01b.csv", "nguon": "cchc demo, số liệu mô phỏng"}]}


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The executed notebook of three units, one of which has sent nothing, all made up."""
    root = tmp_path_factory.mktemp("tinh")
    for code, done in ((XA[0], "8"), (PHUONG, "10")):
        leave_report(root, code, annex={"1.1.1": "10", "1.1.2": done}, source=MADE_UP)
    with contextlib.chdir(root), standing(state(XA[0]), state(PHUONG), state(XA[1], State.CHUA_GUI)):
        report = open_province("38", YEAR, "nam")
        blocks: list[Block] = [report.submission().block, *read_notebook(report).blocks]
    cells = [nbformat.v4.new_code_cell(outputs=[_shown(block)]) for block in blocks]
    return nbformat.from_dict(nbformat.v4.new_notebook(cells=cells))


def _shown(block: Block) -> Any:
    return nbformat.v4.new_output("display_data", data=bundle(block))


@pytest.fixture(scope="module")
def parts(notebook: Any) -> list[Part]:
    return read_parts(notebook)


def test_the_page_says_that_its_data_are_made_up_and_how_it_is_made_again(notebook: Any) -> None:
    page = render_html(notebook)
    assert "DỮ LIỆU MÔ PHỎNG" in page and "Dự thảo" not in page.partition("<main")[0]
    assert "papermill notebooks/tong_hop_tinh.ipynb tong-hop.ipynb -r tinh 38 -p nam 2026 -r ky nam" in page
    assert "bao-cao.ipynb" not in page and "Tệp đã nhận" not in page


def test_a_number_of_a_unit_leads_to_its_own_cell(notebook: Any) -> None:
    page = render_html(notebook)
    assert "2026/nam/14845-muong-lat/phu_luc_01b.csv" in page
    assert "cộng của 2 đơn vị" in page


def test_the_paper_has_the_body_and_an_annex_each_for_totals_units_and_indicators(parts: list[Part]) -> None:
    document = report_document(parts)
    assert document["mark"] == "DỮ LIỆU MÔ PHỎNG"
    assert len(document["annexes"]) == 4  # and one of the drawing
    assert [annex["landscape"] for annex in document["annexes"]] == [False, False, True, False]


def test_the_workbook_has_every_table_and_numbers_are_numbers(parts: list[Part]) -> None:
    sheets = report_sheets(parts)
    assert [sheet.name for sheet in sheets][:3] == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    assert sheets[-1].name == "Số liệu chính"
    assert "Kiểm tra" not in [sheet.name for sheet in sheets], "findings are those of the communes"
    totals = {line.cells[0].text: line for line in sheets[0].lines}
    assert totals["1.1.2"].cells[3].number == 18
    assert any(remark.endswith("Mọi dòng đều không có số của: 1 chưa gửi báo cáo.") for remark in sheets[0].remarks)


def test_a_field_of_the_heat_map_says_its_number_and_its_step() -> None:
    rows = [
        HeatRow("Xã A", [Decimal("0.4"), Decimal("0.98")], ["", ""]),
        HeatRow("Xã B", [None, Decimal(1)], ["chưa có số liệu", ""]),
    ]
    drawn = draw_heat(["Trực tuyến", "Đúng hạn"], rows, STEPS, "Đơn vị")
    assert drawn.columns == ["Đơn vị", "Trực tuyến", "Đúng hạn"]
    assert drawn.rows == [["Xã A", "40%", "98%"], ["Xã B", "chưa có số liệu", "100%"]]
    assert drawn.words == [
        "Trực tuyến: 1 đơn vị dưới 50%, 1 đơn vị không có số để tô",
        "Đúng hạn: 0 đơn vị dưới 50%",
    ]
    wide, narrow = drawn.sheet(160.0).svg(), drawn.sheet(88.0).svg()
    for svg in (wide, narrow):
        assert 'id="bd-nac-a"' in svg and 'id="bd-nac-e"' in svg and 'id="bd-chua-ro"' in svg
        assert all(f">{text}<" in svg for text in ("40%", "98%", "100%", "Xã A"))
    assert drawn.sheet(160.0).svg() == wide, "equal drawings are equal text"


def test_the_heat_map_is_parted_where_a_page_ends(parts: list[Part]) -> None:
    figures = [part.block for part in parts if isinstance(part.block, Figure)]
    assert [figure.id for figure in figures] == ["ban_do_nhiet_1"]
    assert figures[0].data is not None
    assert [row[0] for row in figures[0].data.rows] == ["Phường Hàm Rồng", "Xã Mường Lát"]
    assert figures[0].alt is not None and "Hoàn thành kế hoạch: 0 đơn vị dưới 50%" in figures[0].alt


def test_the_notebook_travels_as_text_and_comes_back_the_same(notebook: Any) -> None:
    again = as_node(nbformat.writes(notebook).encode())
    assert [part.block for part in read_parts(again)] == [part.block for part in read_parts(notebook)]
