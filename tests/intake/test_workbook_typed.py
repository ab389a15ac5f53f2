"""A clerk types a whole report into a blank workbook. In: a synthetic submission of 2026. Out: the same, with its errors only."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from cchc.demo.make import make_demo
from cchc.document.opening import open_submission
from cchc.intake.workbook.filling import filling_for
from cchc.intake.workbook.names import Names
from cchc.raw.keys import ReportKey
from cchc.raw.submission import ANNEX, DOCUMENTS, REDUCTIONS, STATEMENTS, Submission, read_submission
from cchc.values.printing import print_date
from tests.intake.workbooks import Sheets, folder_of, new_workbook, opened, said

SHEETS = {ANNEX: "Phụ lục 01b", REDUCTIONS: "Cắt giảm", STATEMENTS: "Số liệu khác", DOCUMENTS: "Văn bản"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A submission for nine months of 2026 in which one error was planted."""
    root = tmp_path_factory.mktemp("demo") / "p"
    make_demo(root, 1, 2026, wanted=["9-thang"], errors=1, sparse=0, seed=3)
    return next(root.glob("data/raw/*/*/*"))


def _type_all(sheets: Sheets, sent: Submission, names: Names) -> None:
    for record in sent.table(ANNEX):
        sheets.put(SHEETS[ANNEX], record["chi_tieu"], 4, record["so_lieu"])
        sheets.put(SHEETS[ANNEX], record["chi_tieu"], 7, record["ghi_chu"])
    for record in sent.table(STATEMENTS):
        _state(sheets.cells[SHEETS[STATEMENTS]], record.fields, names)
    for record in sent.table(REDUCTIONS):
        number, name, before, after, share, document, note = record.fields.values()
        sheets.cells[SHEETS[REDUCTIONS]].append([number, name, before, after, share, "", document, note])
    for record in sent.table(DOCUMENTS):
        sheets.cells[SHEETS[DOCUMENTS]].append([names.section(record["muc"]), *[*record.fields.values()][1:]])
    for key, paragraphs in sent.texts.items():
        at = sheets.find("Nội dung", key, 0)
        sheets.cells["Nội dung"][at + 1 : at + 1] = [["", "", "", text, ""] for text in paragraphs]
    _close(sheets, sent)


def _state(grid: list[list[Any]], fields: dict[str, str], names: Names) -> None:
    """Into the row that asks for it; into a new one at the end where that is taken, or there is none."""
    asked = (row for row in grid if row[0] == f"{fields['muc']} {fields['khoa']}" and not row[4])
    row = next(asked, None)
    if row is None:
        row = ["", fields["muc"], names.name(fields["khoa"]), fields["don_vi"], *[""] * 6]
        grid.append(row)
    row[4], row[7], row[9] = fields["gia_tri"], fields["nguyen_van"], fields.get("pham_vi", "")
    row[8] = names.whole(fields.get("mau_so", ""))


def _close(sheets: Sheets, sent: Submission) -> None:
    """Letterhead, recipients and signer."""
    source, grid = sent.source, sheets.cells["Thông tin"]
    single = {
        "Tên đơn vị khi in": source.ten_in,
        "Số của báo cáo": source.van_ban.so,
        "Địa danh": source.van_ban.dia_danh,
    }
    single |= {
        "Họ tên người ký": source.nguoi_ky.ho_ten,
        "Ngày ký báo cáo": print_date(source.van_ban.ngay) if source.van_ban.ngay else "",
    }
    for title, text in single.items():
        sheets.put("Thông tin", title, 2, text, by=1)
    for title, lines in (
        ("Kính gửi", [(name, "") for name in source.kinh_gui]),
        ("Nơi nhận", [(one.ten, one.ghi_chu) for one in source.noi_nhan]),
    ):
        rows = [row for row in grid if row[1] == title]
        for row, (text, mark) in zip(rows, lines, strict=False):
            row[2] = text
            row[3] = mark or row[3]


def _findings(folder: Path) -> list[tuple[str, str]]:
    return sorted((found.rule, found.severity) for found in open_submission(folder).check_report.findings)


def test_what_is_typed_into_a_blank_workbook_is_the_submission(sent: Path, tmp_path: Path) -> None:
    expected, key = read_submission(sent), ReportKey(sent.name[:5], 2026, "9-thang")
    sheets = opened(new_workbook(tmp_path / "so.xlsx", key))
    filling = filling_for(tmp_path / "so.xlsx", key)
    _type_all(sheets, expected, filling.names)
    found = said(folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai"))
    wanted = said(expected)
    wanted.pop("documents")
    found.pop("documents")
    assert sorted(map(str, found.pop(STATEMENTS))) == sorted(map(str, wanted.pop(STATEMENTS)))
    assert found == wanted


def test_its_findings_are_those_of_the_planted_error(sent: Path, tmp_path: Path) -> None:
    key = ReportKey(sent.name[:5], 2026, "9-thang")
    sheets = opened(new_workbook(tmp_path / "so.xlsx", key))
    _type_all(sheets, read_submission(sent), filling_for(tmp_path / "so.xlsx", key).names)
    folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    found = _findings(tmp_path / "lai")
    assert found == _findings(sent)
    assert [severity for _, severity in found].count("E") >= 1
