"""The workbook that is handed out. In: a unit and a period. Out: cells that keep what is typed, names, values of last period."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from lxml import etree

from cchc.catalogue.counts import count_info
from cchc.catalogue.form import form_for
from cchc.errors import CchcError, ParameterError
from cchc.intake.workbook.content import sheet_lines
from cchc.intake.workbook.filling import Filling, filling_for
from cchc.intake.workbook.names import Names
from cchc.intake.workbook.page import DECIMALS
from cchc.intake.workbook.template import write_workbook
from cchc.intake.workbook.write import workbook
from cchc.raw.keys import ReportKey
from cchc.raw.submission import TEXTS
from tests.conftest import make_submission
from tests.intake.workbooks import NEW, SAMPLE, Sheets, book, new_workbook, opened

ANNEX_SHEET, STATED = "Phụ lục 01b", "Số liệu khác"
NAMES = ["Hướng dẫn", ANNEX_SHEET, "Cắt giảm", STATED, "Văn bản", "Nội dung", "Thông tin", "Danh mục"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank workbook. Leave it as it is."""
    return new_workbook(tmp_path_factory.mktemp("so") / "so.xlsx")


@pytest.fixture(scope="module")
def sheets(made: Path) -> Sheets:
    """Its texts. Leave them as they are."""
    return opened(made)


@pytest.fixture(scope="module")
def filling(tmp_path_factory: pytest.TempPathFactory) -> Filling:
    """What the workbook is made from."""
    return filling_for(tmp_path_factory.mktemp("x") / "so.xlsx", NEW)


def test_the_same_submission_makes_the_same_bytes(made: Path, filling: Filling) -> None:
    assert workbook(filling) == made.read_bytes()


def test_the_sheets_stand_in_order_with_their_head_in_row_3(sheets: Sheets) -> None:
    assert [*sheets.cells] == NAMES
    assert [row[4] for row in sheets.cells[ANNEX_SHEET][:3]] == ["", "", "Số liệu"]


def test_no_cell_is_merged(made: Path) -> None:
    assert [sheet.marks.merges for sheet in book(made).sheets] == [()] * len(NAMES)


def test_cover_and_properties_say_whose_it_is(sheets: Sheets) -> None:
    assert [row[2] for row in sheets.cells["Hướng dẫn"][3:7]] == ["15976", "2026", "9-thang", "hai-cap"]
    assert sheets.properties == {
        "cchc_ma_xa": "15976",
        "cchc_nam": "2026",
        "cchc_ky": "9-thang",
        "cchc_bieu_mau": "hai-cap",
    }


def test_every_row_of_the_form_in_force_is_asked_for(sheets: Sheets) -> None:
    form = form_for(NEW.window[1])
    found = [row[0] for row in sheets.cells[ANNEX_SHEET][3:]]
    assert found == [row.code for row in form.rows]


def test_every_count_has_its_section_its_name_and_its_unit(sheets: Sheets, filling: Filling) -> None:
    rows = {row[0]: row for row in sheets.cells[STATED]}
    asked = filling.form.asked_on(NEW.window[1])
    assert len(asked) > 70
    for section, key in asked:
        row = rows[f"{section} {key}"]
        assert row[1] == section
        assert row[3] == count_info(key).unit
        assert row[2] != key
    assert rows["II.2.d ho_so.ky_truoc"][2] == "Hồ sơ từ kỳ trước chuyển qua"


def test_no_two_counts_have_one_name(filling: Filling) -> None:
    names = Names(filling.form, filling.words)
    assert all(names.key_of(name) == key for key, name in names.counts.items())
    assert all(names.section_of(name) == key for key, name in names.sections.items())


def _parts(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


def test_input_cells_are_text_and_open_and_labels_are_locked(made: Path) -> None:
    styles, sheet = _parts(made, "xl/styles.xml"), _parts(made, "xl/worksheets/sheet2.xml")
    formats = styles.findall("{*}cellXfs/{*}xf")
    cells = {cell.get("r"): formats[int(cell.get("s", "0"))] for cell in sheet.iterfind(".//{*}c")}
    for name in ("E4", "E6", "H6"):  # E4 is beside a heading
        protection = cells[name].find("{*}protection")
        assert cells[name].get("numFmtId") == "49"
        assert protection is not None
        assert protection.get("locked") == "0"
    assert cells["C6"].find("{*}protection") is None
    assert sheet.find("{*}sheetProtection") is not None
    assert sheet.find("{*}sheetProtection").get("password") is None


def test_a_formula_has_no_result_before_a_program_computes_it(made: Path) -> None:
    for number in (2, 3, 4):
        cells = _parts(made, f"xl/worksheets/sheet{number}.xml").iterfind(".//{*}c")
        results = [cell.findtext("{*}v") for cell in cells if cell.find("{*}f") is not None]
        assert len(results) > 50
        assert not any(results)


def test_no_message_is_longer_than_excel_shows(made: Path) -> None:
    for number in range(1, 8):
        for rule in _parts(made, f"xl/worksheets/sheet{number}.xml").iterfind(".//{*}dataValidation"):
            assert len(rule.get("promptTitle", "")) <= 32
            assert len(rule.get("prompt", "")) <= 255
            assert len(rule.findtext("{*}formula1") or "") <= 255


def test_nobodys_text_starts_a_formula(tmp_path: Path) -> None:
    hostile = '=HYPERLINK("http://x","y")'
    folder = make_submission(
        tmp_path, annex={"1.1.1": hostile}, texts={"I.1": hostile}, statements=[("I.1", "3.5", "+1", "", "@SUM(1)")]
    )
    path = tmp_path / "so.xlsx"
    path.write_bytes(workbook(filling_for(path, ReportKey("15976", 2024, "nam"), folder)))
    for number in (2, 4, 6):
        formulas = [one.text or "" for one in _parts(path, f"xl/worksheets/sheet{number}.xml").iterfind(".//{*}f")]
        assert not any("HYPERLINK" in one or "@SUM" in one for one in formulas)
    assert hostile in [row[4] for row in opened(path).cells[ANNEX_SHEET]]


def test_a_paragraph_that_no_cell_holds_is_told(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, texts={"I.1": "dài " * 9_000})
    with pytest.raises(CchcError, match=r'Trang "Nội dung", ô D\d+: một ô chứa nhiều nhất 32.767 ký tự, gặp 35999'):
        write_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2024, "nam"), folder)
    assert not (tmp_path / "so.xlsx").exists()


# The period before


def _beside(path: Path, sheet: str, key: str, column: int) -> str:
    return next(str(row[column]) for row in opened(path).cells[sheet] if row[0] == key)


def test_last_periods_values_stand_beside_the_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = tmp_path / "data/raw"
    make_submission(
        raw, year=2023, annex={"1.1.1": "21", "1.3.1": "1.204"}, statements=[("II.2.d", "ho_so.qua_han", "05", "hồ sơ")]
    )
    monkeypatch.chdir(tmp_path)
    path = new_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2024, "nam"))
    assert _beside(path, ANNEX_SHEET, "1.1.1", 5) == "21"
    assert _beside(path, ANNEX_SHEET, "1.3.1", 5) == "1.204"
    assert _beside(path, STATED, "II.2.d ho_so.qua_han", 5) == "05"
    assert opened(path).cells[ANNEX_SHEET][2][5] == "Kỳ trước\n(năm 2023)"


def test_nothing_crosses_a_merger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """15976 was Xã Hoằng Lưu until 30 June 2025 and has been Xã Hoằng Châu since."""
    make_submission(tmp_path / "data/raw", year=2024, annex={"1.1.1": "21"})
    monkeypatch.chdir(tmp_path)
    path = new_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2025, "nam"))
    assert {row[5] for row in opened(path).cells[ANNEX_SHEET][3:]} == {""}


def test_the_new_units_next_year_sees_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_submission(tmp_path / "data/raw", year=2025, annex={"1.1.1": "33"})
    monkeypatch.chdir(tmp_path)
    path = new_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2026, "nam"))
    assert _beside(path, ANNEX_SHEET, "1.1.1", 5) == "33"


# The command


def test_a_workbook_that_is_there_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "so.xlsx"
    path.write_text("của ai đó", encoding="utf-8")
    with pytest.raises(CchcError, match="đã có"):
        write_workbook(path, NEW)
    assert path.read_text(encoding="utf-8") == "của ai đó"


def test_a_submission_of_another_period_does_not_fill_it(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="gặp mã 15976, năm 2024, kỳ nam"):
        write_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2023, "nam"), SAMPLE)


def test_what_stays_behind_is_told(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, files={"ghi-chu.docx": "x", TEXTS: "I.1: Một.\n"})
    told = write_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2024, "nam"), folder)
    assert told[1:] == [
        "     Không nằm trong sổ: ghi-chu.docx (không phải tệp của bộ số liệu).",
        f"     Tiếp theo: điền bằng Excel, lưu lại ở dạng .xlsx, rồi chạy cchc import {tmp_path / 'so.xlsx'}.",
    ]


def test_a_number_with_a_fraction_may_be_typed_into_a_free_row(filling: Filling) -> None:
    """87,2 points: whatever count is chosen there, nothing calls it no number while it is typed."""
    free = sheet_lines(filling)["so_lieu_khac"][-1]
    assert free.cells == {} and free.kind in DECIMALS
