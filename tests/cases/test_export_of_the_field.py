"""An export from the field, form 07a/BTP of three communes: what each unit's row gives, against answers worked by hand."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from cchc.build.check import check_folder
from cchc.intake.command import import_files
from cchc.intake.exports.read import find_export
from cchc.intake.files.guard import open_guarded
from cchc.intake.files.pages import read_pages
from cchc.intake.place import Ways
from cchc.intake.taken import Asked

CASE = Path(__file__).parent / "17-bieu-07a-btp"
EXPECTED = json.loads((CASE / "expected.json").read_text(encoding="utf-8"))
EXPORT = CASE / "bieu-07a-btp.xls"
UNITS = {"UBND xã Thanh Oai": "10114", "UBND phường Phan Đình Phùng": "05443", "UBND xã Tuần Giáo": "03253"}
COLUMNS = {
    "recv_total": ["tiep_nhan"],
    "direct": ["truc_tiep"],
    "online_full": ["toan_trinh"],
    "online_partial": ["mot_phan"],
    "online_other": ["hinh_thuc_khac"],
    "non_local": ["phi_dia_gioi"],
    "carried": ["ky_truoc"],
    "resolved": ["da_giai_quyet"],
    "in_time": ["trong_han"],
    "late_apology": ["qua_han_da_xin_loi"],
    "late_no_apology": ["qua_han_chua_xin_loi"],
    "open": ["dang_giai_quyet"],
    "open_in_time": ["dang_trong_han"],
    "open_late": ["dang_qua_han_da_xin_loi", "dang_qua_han_chua_xin_loi"],
    "stopped": ["dung_xu_ly"],
    "waiting": ["cho_tiep_nhan_dung_han", "cho_tiep_nhan_qua_han"],
    "refused": ["tu_choi"],
}


@pytest.mark.parametrize("name", UNITS)
def test_the_row_of_each_unit_gives_what_was_worked_out_by_hand(name: str) -> None:
    arrived = open_guarded(EXPORT)
    export = find_export(arrived, read_pages(arrived), Asked(UNITS[name], 2025, "nam"))
    wanted = {key: value for key, value in EXPECTED[name].items() if key in COLUMNS}
    given = {key: [export.row.cells[column].text.replace(".", "") for column in COLUMNS[key]] for key in wanted}
    assert {key: sum(map(int, texts)) for key, texts in given.items()} == wanted
    assert len(wanted) == {"10114": 17, "05443": 9, "03253": 7}[UNITS[name]]


@pytest.mark.parametrize(
    ("name", "found"), [("UBND xã Thanh Oai", 0), ("UBND phường Phan Đình Phùng", 1), ("UBND xã Tuần Giáo", 0)]
)
def test_what_does_not_add_up_in_the_export_is_taken_and_found(tmp_path: Path, name: str, found: int) -> None:
    """671 resolved and 222 open are 893, one more than the 892 received; the other sums of the three units hold."""
    asked = Asked(UNITS[name], 2025, "nam")
    (outcome,) = import_files([EXPORT], tmp_path / "raw", asked, Ways(), date(2025, 12, 20))
    assert outcome.placed is not None and outcome.placed.written
    findings = check_folder(outcome.placed.folder).check_report.findings
    sums = [one for one in findings if one.rule in ("BALANCE", "CHANNEL_SUM", "OUTCOME_SUM", "LEVEL_SUM", "TYPE")]
    assert [one.rule for one in sums] == ["BALANCE"] * found
    assert [one.message for one in findings if one.rule == "EXPORT_WINDOW"] == [
        "«bieu-07a-btp.xls» có số liệu của 01/7/2025 - 30/11/2025, kỳ số liệu của báo cáo là 01/7/2025 - 14/12/2025. "
        "(Ở nguon.yaml, khóa den_ngay, tep.)"
    ]
