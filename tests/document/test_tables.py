"""The two annex tables print what was submitted. Small submissions in, table blocks out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from cchc.catalogue.form import form_for
from cchc.document.model import Table, plain_text
from cchc.document.opening import open_report
from tests.conftest import make_submission


def table(root: Path, key: str, **submitted: Any) -> Table:
    make_submission(root, **submitted)
    report = open_report("15976", 2024, "nam", root)
    block: Table = report.table(key).block
    return block


def texts(block: Table) -> list[list[str]]:
    return [[plain_text(cell) for cell in row.cells] for row in block.rows]


def test_every_row_of_the_form_is_printed_even_when_nothing_was_submitted(tmp_path: Path) -> None:
    block = table(tmp_path, "phu_luc_01b")
    assert [row[1] for row in texts(block)] == [row.label for row in form_for(date(2024, 12, 14)).rows]
    assert all(row.absent for row in block.rows)


def test_a_row_that_was_not_submitted_says_so_and_is_not_zero(tmp_path: Path) -> None:
    rows = {row[0]: row for row in texts(table(tmp_path, "phu_luc_01b"))}
    assert rows["1.1.1"][4] == "chưa có số liệu"
    assert "0" not in rows["1.1.1"][3]
    assert rows["1.2"][4] == ""  # a heading asks for nothing


def test_submitted_words_and_wrong_codes_are_printed_as_they_stand(tmp_path: Path) -> None:
    lines = "stt,chi_tieu,don_vi_tinh,so_lieu,ghi_chu\n1.1.2,SỐ VẤN ĐỀ phát hiện qua kiểm tra,vấn đề,8 30,xem lại\n"
    block = table(tmp_path, "phu_luc_01b", files={"phu_luc_01b.csv": lines})
    assert ["1.1.2", "SỐ VẤN ĐỀ phát hiện qua kiểm tra", "vấn đề", "8 30", "xem lại"] in texts(block)


def test_a_row_that_the_form_does_not_have_is_printed_and_marked(tmp_path: Path) -> None:
    block = table(tmp_path, "phu_luc_01b", annex={"Số cuộc họp": "7"})
    assert ["", "Số cuộc họp", "", "7", "không có trong biểu mẫu"] in texts(block)


def test_a_mandatory_row_left_blank_is_marked(tmp_path: Path) -> None:
    rows = {row[0]: row for row in texts(table(tmp_path, "phu_luc_01b", annex={"2.1": "", "2.2": "0"}))}
    assert rows["2.1"][3:] == ["", "chưa có số liệu"]
    assert rows["2.2"][3:] == ["0", ""]


def test_the_choices_of_a_unit_stand_on_lines_of_their_own(tmp_path: Path) -> None:
    rows = {row[0]: row for row in texts(table(tmp_path, "phu_luc_01b"))}
    assert rows["1.5"][2] == "Không\u00a0=\u00a00\nCó\u00a0=\u00a01"
    assert rows["7.1"][2] == "Chưa có\u00a0=\u00a00\n2 cấp\u00a0=\u00a01\n3 cấp\u00a0=\u00a02"


def test_a_number_of_the_annex_knows_its_cell_and_what_the_narrative_says(tmp_path: Path) -> None:
    stated = [("II.2.d", "ho_so.tiep_nhan", "830")]
    block = table(tmp_path, "phu_luc_01b", annex={"3.3.1": "1234"}, statements=stated)
    (number,) = next(row.cells[3] for row in block.rows if plain_text(row.cells[0]) == "3.3.1")
    assert number.text == "1.234"
    cells = block.values[number.lineage].cells
    # The header is record 1: the annex's only row is record 2, and so is the narrative's only statement.
    assert cells == ["phu_luc_01b.csv:2:so_lieu", "so_lieu_khac.csv:2:gia_tri"]


def test_a_saving_is_recomputed_and_a_stated_one_that_differs_stands_beside(tmp_path: Path) -> None:
    procedures = [("A", "05", "02", "40"), ("B", "03", "02", "33,3"), ("C", "03", "02", "33"), ("D", "5", "2", "60%")]
    rows = texts(table(tmp_path, "cat_giam", procedures=procedures))
    # (5 - 2) / 5 = 60%, stated as 40; (3 - 2) / 3 = 33,33%, stated as 33,3 and as 33, each right at its precision.
    assert [row[4] for row in rows[:4]] == ["60 (đơn vị ghi 40)", "33,3", "33,3", "60"]


def test_the_last_row_pools_the_days(tmp_path: Path) -> None:
    rows = texts(table(tmp_path, "cat_giam", procedures=[("A", "45", "30"), ("B", "5", "2"), ("C", "7", "")]))
    # 45 + 5 = 50 days by rule, 30 + 2 = 32 after, 18 / 50 = 36%; C has no second time.
    assert rows[-1] == ["", "Tính chung", "50", "32", "36", "", ""]


def test_without_both_times_nothing_is_computed(tmp_path: Path) -> None:
    rows = texts(table(tmp_path, "cat_giam", procedures=[("A", "5", "trong ngày", "40")]))
    assert rows == [["1", "A", "5", "trong ngày", "(đơn vị ghi 40)", "", ""]]


def test_the_head_of_the_annex_groups_unit_and_figure(tmp_path: Path) -> None:
    upper, lower = table(tmp_path, "phu_luc_01b").head
    assert [(cell.colspan, cell.rowspan) for cell in upper] == [(1, 2), (1, 2), (2, 1), (1, 2)]
    assert [cell.text for cell in lower] == ["Đơn vị tính", "Số liệu"]
