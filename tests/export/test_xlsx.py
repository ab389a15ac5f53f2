"""The workbook of a report: read back as a spreadsheet reads it, and looked into where it must not be misread."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import pytest
from lxml import etree
from python_calamine import CalamineWorkbook

from cchc.build.publish import sha256
from cchc.document.model import Number, plain_text
from cchc.export.reader import blocks_of, read_parts
from cchc.export.sheets.book import write_book
from cchc.export.sheets.table import Cell, Column, Line, Sheet, distinct, figure_cell, text_cell
from cchc.export.xlsx import CchcXlsxExporter, render_xlsx
from tests.build.several import actions, build
from tests.conftest import make_submission
from tests.products.project import ROOT, SAMPLE_PATH, copy_project
from tests.products.synthetic import XA_2024
from tests.products.walk import walk_notebook

_BUILT_IN = {"0": "General", "1": "0", "2": "0.00", "3": "#,##0", "4": "#,##0.00"}
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHEETS = ["Phụ lục I", "Phụ lục II", "Kiểm tra", "Số liệu chính"]


@dataclass(frozen=True)
class Shown:
    """A cell as its XML has it: what is stored, how it is shown, whether it starts with an apostrophe nobody sees."""

    kind: str
    value: str
    look: str
    quoted: bool


class Book:
    """A workbook, opened both ways."""

    def __init__(self, data: bytes) -> None:
        self.parts = {
            name: zipfile.ZipFile(io.BytesIO(data)).read(name) for name in zipfile.ZipFile(io.BytesIO(data)).namelist()
        }
        self.read = CalamineWorkbook.from_filelike(io.BytesIO(data))
        self.names = self.read.sheet_names

    def grid(self, name: str) -> list[list[Any]]:
        """The sheet from A1 on."""
        return self.read.get_sheet_by_name(name).to_python(skip_empty_area=False)

    def head(self, name: str) -> int:
        """The row of the table's header, from 0."""
        return int(re.search(r"\d+", self.table(name).get("ref"))[0]) - 1

    def rows(self, name: str) -> list[dict[str, Any]]:
        """The rows of the sheet's table by column."""
        grid, head = self.grid(name), self.head(name)
        return [dict(zip(grid[head], row, strict=True)) for row in grid[head + 1 :]]

    def xml(self, part: str) -> Any:
        return etree.fromstring(self.parts[part])

    def page(self, name: str) -> Any:
        return self.xml(f"xl/worksheets/sheet{self.names.index(name) + 1}.xml")

    def table(self, name: str) -> Any:
        return self.xml(f"xl/tables/table{self.names.index(name) + 1}.xml")

    def cells(self, name: str) -> dict[str, Shown]:
        """Every cell that holds something, by its address."""
        strings = ["".join(one.itertext()) for one in self.xml("xl/sharedStrings.xml")]
        styles = self.xml("xl/styles.xml")
        looks = _BUILT_IN | {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{MAIN}numFmt")}
        formats = [*styles.find(f"{MAIN}cellXfs")]
        found = {}
        for cell in self.page(name).iter(f"{MAIN}c"):
            stored = cell.findtext(f"{MAIN}v")
            if stored is not None:
                style = formats[int(cell.get("s", 0))]
                value = strings[int(stored)] if cell.get("t") == "s" else stored
                look = looks[style.get("numFmtId")]
                found[cell.get("r")] = Shown(cell.get("t", "n"), value, look, style.get("quotePrefix") == "1")
        return found

    def shown(self, name: str, text: str) -> list[Shown]:
        """The cells that hold that text or number."""
        return [cell for cell in self.cells(name).values() if cell.value == text]


def book_of(root: Path) -> Book:
    """The workbook of the submission of XA_2024 below `root`."""
    return Book(render_xlsx(read_parts(walk_notebook(root, XA_2024).notebook)))


def made(root: Path, **given: Any) -> Book:
    make_submission(root / "data/raw", **given)
    return book_of(root)


@pytest.fixture(scope="module")
def notebook() -> Any:
    return walk_notebook(ROOT, XA_2024).notebook


@pytest.fixture(scope="module")
def sample(notebook: Any) -> Book:
    return Book(render_xlsx(read_parts(notebook)))


@pytest.mark.parametrize(
    ("text", "number", "look"),
    [
        ("830", "830", "0"),
        ("05", "5", "00"),
        ("00", "0", "00"),
        ("0", "0", "0"),
        ("33,3", "33.3", "0.0"),
        ("60,00", "60", "0.00"),
        ("1.234", "1234", "#,##0"),
        ("1.234.567,5", "1234567.5", "#,##0.0"),
        ("0,05", "0.05", "0.00"),
        ("98,9%", "98.9", '0.0"%"'),
        ("100 %", "100", '0" %"'),
        ("05 ngày làm việc", "5", '00" ngày làm việc"'),
        ("không có", "0", '0;-0;"không có"'),
        ("Không phát sinh", "0", '0;-0;"Không phát sinh"'),
    ],
)
def test_a_number_is_one_and_looks_as_it_was_printed(text: str, number: str, look: str) -> None:
    assert figure_cell(text) == Cell(text, Decimal(number), look)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "12a",
        "1.23",
        "8 30",
        "-2",
        "+1",
        "1.1.1",
        "6/5/2024",
        "2 giờ",
        "00010",
        "1234567890123456",
        "0,1234567",
        "dưới 0,001%",
        "=1",
        "KHÔNG CÓ",
    ],
)
def test_what_is_no_figure_of_an_office_stays_text(text: str) -> None:
    assert figure_cell(text) == Cell(text)


def test_columns_have_different_names_whatever_their_case() -> None:
    assert distinct(["Số", "số", "Ghi chú", "Số", "Số (2)"]) == ["Số", "số (2)", "Ghi chú", "Số (3)", "Số (2) (2)"]


def test_the_sheets_are_the_annexes_the_findings_and_the_key_figures(sample: Book) -> None:
    assert sample.names == SHEETS
    titles = [sample.grid(name)[0][0] for name in SHEETS]
    assert titles[0].startswith("Phụ lục I. Thống kê số liệu về kết quả thực hiện công tác cải cách hành chính")
    assert titles[1:] == [
        "Phụ lục II. Thủ tục hành chính đã thực hiện cắt giảm thời gian giải quyết tại UBND xã Hoằng Lưu, năm 2024",
        "Kết quả kiểm tra số liệu: 42 nguyên nhân, 68 chỗ: 27 lỗi, 19 cần xác nhận, 22 lỗi trình bày",
        "Số liệu chính và các tỷ lệ nêu trong báo cáo, tính lại từ số liệu gốc",
    ]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_is_one_table_that_a_screen_reader_and_a_filter_find_their_way_in(sample: Book, name: str) -> None:
    page, table, grid, head = sample.page(name), sample.table(name), sample.grid(name), sample.head(name)
    columns = [one.get("name") for one in table.iter(f"{MAIN}tableColumn")]
    assert grid[head] == columns
    assert len({column.casefold() for column in columns}) == len(columns)
    assert "" not in columns
    last = f"{chr(ord('A') + len(columns) - 1)}{len(grid)}"
    assert table.get("ref") == f"A{head + 1}:{last}"
    assert (table.get("headerRowCount"), table.get("name")) == (
        None,
        table.get("displayName"),
    )  # one, which is the default
    assert re.fullmatch(r"[A-Z][A-Za-z]+", table.get("name"))
    assert all(any(cell != "" for cell in row) for row in grid)  # no blank row
    assert all(row[1:] == [""] * (len(columns) - 1) for row in grid[:head])  # above the table, column A only
    assert page.find(f"{MAIN}mergeCells") is None
    assert len(page.findall(f"{MAIN}tableParts/{MAIN}tablePart")) == 1
    pane = page.find(f".//{MAIN}pane")
    assert (pane.get("state"), pane.get("ySplit"), pane.get("xSplit")) == ("frozen", str(head + 1), None)
    assert page.find(f"{MAIN}pageSetup").get("paperSize") == "9"
    described = table.find(".//{*}extLst/{*}ext/{*}table")
    assert described.get("altText") == re.sub(r"\s+", " ", described.get("altText"))
    assert "Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa, năm 2024" in described.get("altTextSummary")


def test_the_file_says_its_title_its_language_and_a_day_that_is_data(sample: Book) -> None:
    core = sample.xml("docProps/core.xml")
    assert core.findtext("{*}title") == "Phụ lục và số liệu báo cáo cải cách hành chính năm 2024, Xã Hoằng Lưu"
    assert core.findtext("{*}language") == "vi-VN"
    assert core.findtext("{*}created") == core.findtext("{*}modified") == "2024-12-14T00:00:00Z"


def test_the_first_annex_is_the_one_of_the_report(sample: Book, notebook: Any) -> None:
    (table,) = [
        b for b in blocks_of(read_parts(notebook)) if getattr(b, "id", "") == "phu_luc_01b" and b.tag == "table"
    ]
    rows = sample.rows("Phụ lục I")
    assert [row["STT"] for row in rows] == [plain_text(row.cells[0]) for row in table.rows]
    assert len(rows) == 81
    by_stt = {row["STT"]: row for row in rows}
    assert (by_stt["3.3.1"]["Số liệu"], by_stt["1.1.1"]["Số liệu"]) == (830, 26)
    assert by_stt["1.1"]["Số liệu"] == "QĐ Số 139/QĐ-UBND ngày 30/12/2023"
    assert (by_stt["3.3.3"]["Số liệu"], by_stt["3.3.3"]["Ghi chú"]) == ("", "chưa có số liệu")  # missing is not zero
    numbers = [run[0] for row in table.rows for run in row.cells[3:4] if run and isinstance(run[0], Number)]
    assert sum(isinstance(row["Số liệu"], float) for row in rows) == len(
        [n for n in numbers if figure_cell(n.text).number is not None]
    )


def test_the_second_annex_keeps_the_zeros_of_its_days_and_a_remark_stands_apart(sample: Book) -> None:
    rows = sample.rows("Phụ lục II")
    days, after, share, note = [name for name in rows[0] if name.startswith(("Thời gian", "Tỷ lệ", "Ghi chú"))]
    assert [rows[0][name] for name in (days, after, share)] == [3, 2, 33.3]  # (3 - 2) / 3
    assert (rows[3][share], rows[3][note]) == (60, "đơn vị ghi 40")  # (5 - 2) / 5
    assert [rows[-1][name] for name in (days, after, share)] == [184, 98, 46.7]  # (184 - 98) / 184 = 0.4674
    cells, first = sample.cells("Phụ lục II"), sample.head("Phụ lục II") + 2
    assert cells[f"C{first}"] == Shown("n", "3", "00", False)
    assert cells[f"E{first}"] == Shown("n", "33.3", "0.0", False)
    assert cells[f"A{first}"] == Shown("s", "1", "@", True)  # a row's number is a name


def test_the_findings_are_told_with_cause_place_and_advice(sample: Book) -> None:
    rows = sample.rows("Kiểm tra")
    assert len(rows) == 68
    assert {row["Mức độ"] for row in rows} == {"lỗi", "cần xác nhận", "lỗi trình bày"}
    assert sorted(row["STT"] for row in rows) == [*range(1, 69)]
    assert len({row["Nguyên nhân số"] for row in rows}) == 42
    first = next(row for row in rows if row["STT"] == 1)
    assert first["Nội dung"].startswith("Phụ lục 01b: «hồ sơ đã tiếp nhận» 830 nhưng các phần cộng lại bằng 627")
    assert first["Nơi thấy"].startswith("phu_luc_01b.csv, cột so_lieu: dòng 38 «830»")
    assert first["Quy tắc"] == "Cộng theo kênh tiếp nhận\n(CHANNEL_SUM)"
    assert first["Trạng thái"] == "chưa xử lý"


def test_a_key_figure_has_its_formula_its_cells_and_whether_it_holds(sample: Book) -> None:
    rows = {row["Chỉ tiêu"]: row for row in reversed(sample.rows("Số liệu chính"))}
    online = rows["Trực tuyến so với hồ sơ tiếp nhận"]
    assert (online["Giá trị"], online["Đơn vị tính"]) == (71.0, "%")  # 589 / 830 = 0.7096
    assert (online["Cách tính"], online["So với"]) == ("589 / 830", "tổng số hồ sơ tiếp nhận")
    assert online["Ô số liệu gốc"].splitlines()[1] == "hồ sơ đã tiếp nhận: so_lieu_khac.csv dòng 38 «830»"
    assert online["Trạng thái"].startswith("lỗi: phát hiện 2, ")
    received = rows["Hồ sơ tiếp nhận"]
    assert (received["Giá trị"], received["Cách tính"]) == (830, "")
    assert rows["Tỷ lệ phiếu khảo sát thu về"]["Trạng thái"] == "đã tính lại"
    assert sample.shown("Số liệu chính", "71")[0].look == '0.0"%"'


def test_every_sheet_says_that_it_is_a_draft(sample: Book) -> None:
    for name in SHEETS:
        marked = [row[0] for row in sample.grid(name)[: sample.head(name)]]
        assert "DỰ THẢO – CÒN 27 LỖI" in marked
        assert "DỰ THẢO – CÒN 27 LỖI" in sample.page(name).findtext(f"{MAIN}headerFooter/{MAIN}oddHeader")


def test_made_up_data_are_told_and_what_was_not_sent_is_not_there(tmp_path: Path) -> None:
    book = made(tmp_path, source={"tep": [{"ten": "a", "nguon": "cchc demo"}]}, annex={"ho_so.tiep_nhan": "12"})
    assert book.names == SHEETS
    for name in SHEETS:
        assert any("DỮ LIỆU MÔ PHỎNG" in row[0] for row in book.grid(name)[: book.head(name)])
    (row,) = book.rows("Phụ lục II")
    assert {value for value in row.values() if value} == {"Chưa có số liệu."}
    figures = {row["Chỉ tiêu"]: row for row in book.rows("Số liệu chính")}
    assert figures["Hồ sơ tiếp nhận"]["Giá trị"] == 12
    missing = figures["Trực tuyến so với hồ sơ tiếp nhận"]
    assert (missing["Giá trị"], missing["Trạng thái"]) == ("chưa có số liệu", "chưa có số liệu")


HOSTILE = [
    '=HYPERLINK("http://x.example","a")', "=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)", "\t=1+1", "{=1}", "'=1",
    "http://x.example/", "mailto:a@b.example", "_x000D_", "\x01\x07", "</t><f>1+1</f>", "]]>", "\ufffe", "1,234", "TRUE", "#REF!",
]  # fmt: skip


def test_nobodys_text_is_a_formula_a_link_or_markup(tmp_path: Path) -> None:
    annex = {f"{text} {n}": text for n, text in enumerate(HOSTILE)}
    procedures = [(text, text, text, text, text, text) for text in HOSTILE]
    documents = [("I.1", text, text, text, text, text) for text in HOSTILE]
    book = made(tmp_path, annex=annex, procedures=procedures, documents=documents, source={"ten_in": HOSTILE[0]})
    for name in book.names:
        page = book.page(name)
        assert not [*page.iter(f"{MAIN}f"), *page.iter(f"{MAIN}hyperlink")]
        assert {cell.kind for cell in book.cells(name).values()} <= {"s", "n"}
    assert not [name for name in book.parts if "externalLink" in name or "comment" in name]
    assert b"TargetMode" not in b"".join(book.parts.values())
    rows = book.rows("Phụ lục I")
    kept = {row["Số liệu"] for row in rows if isinstance(row["Số liệu"], str)}
    for text in HOSTILE[:8]:
        assert text.strip() in kept  # the whole text, and no apostrophe before it
    for text in ("=cmd|' /C calc'!A0", "+1+2", "-2+3", "@SUM(A1)"):
        shown = [cell for name in SHEETS[:2] for cell in book.shown(name, text)]
        assert shown
        assert {(cell.look, cell.quoted) for cell in shown} == {("@", True)}


def test_a_figure_with_two_readings_stays_the_text_that_it_is(tmp_path: Path) -> None:
    book = made(
        tmp_path,
        annex={"ho_so.tiep_nhan": "1,234", "1.1.1": "12a", "1.1.2": "1.234", "1.3.1": "05", "1.3.2": "không có"},
    )
    assert [(cell.kind, cell.look) for cell in book.shown("Phụ lục I", "1,234")] == [("s", "@")]
    assert [(cell.kind, cell.look) for cell in book.shown("Phụ lục I", "12a")] == [("s", "@")]
    by_stt = {row["STT"]: row["Số liệu"] for row in book.rows("Phụ lục I")}
    assert [by_stt[stt] for stt in ("1.1.2", "1.3.1", "1.3.2")] == [1234, 5, 0]
    assert [cell.look for cell in book.shown("Phụ lục I", "1234")] == ["#,##0"]
    assert [cell.look for cell in book.shown("Phụ lục I", "5") if cell.kind == "n"] == ["00"]


def test_an_accepted_finding_says_who_accepted_it_and_why(tmp_path: Path) -> None:
    accepted = '- {quy_tac: TYPE, khoa: ["1.1.1"], gia_tri: [12a], ly_do: đã hỏi, nguoi: Bà A, ngay: 16/12/2024}\n'
    book = made(tmp_path, annex={"1.1.1": "12a"}, files={"chap_nhan.yaml": accepted})
    states = {row["Trạng thái"] for row in book.rows("Kiểm tra")}
    assert "đã chấp nhận: đã hỏi (Bà A, 16/12/2024)" in states


def sheet(*texts: str, **changes: Any) -> Sheet:
    lines = [Line([text_cell(text)]) for text in texts]
    return Sheet("Trang", "Bang", "Bảng", [Column("Chữ", 60)], lines, **changes)


def test_a_text_that_no_cell_holds_is_cut_and_says_so() -> None:
    book = Book(write_book([sheet("ă" * 40_000, "b")], "Bảng", date(2024, 12, 14)))
    first, second = (row["Chữ"] for row in book.rows("Trang"))
    assert len(first) <= 32_767
    cut = re.fullmatch(r"(ă+)… \(còn (\d+) chữ, xem báo cáo\)", first)
    assert cut
    assert len(cut[1]) + int(cut[2]) == 40_000
    assert second == "b"


def test_rows_are_tall_enough_for_their_texts_and_no_taller_than_a_row_can_be() -> None:
    book = Book(write_book([sheet("một", "một\nhai\nba", "từ " * 60, "x" * 20_000)], "Bảng", date(2024, 12, 14)))
    heights = [float(row.get("ht")) for row in book.page("Trang").iter(f"{MAIN}row")][2:]
    # A line takes 15,75 points and the row 2 more; a row is high in whole pixels of 0,75 points.
    assert heights[0] == 18
    assert heights[1] == 49.5
    # 60 words of 3 letters and a blank, some 5 mm each, in a column of 60 mm: 5 or 6 lines
    assert 5 * 15.75 <= heights[2] - 2 <= 7 * 15.75
    assert heights[3] == 408.75  # Excel gives a row no more than 409


def test_the_exporter_of_nbconvert_gives_the_same_bytes_in_every_process(notebook: Any, tmp_path: Path) -> None:
    path = tmp_path / "a.ipynb"
    nbformat.write(notebook, path)
    data, resources = CchcXlsxExporter().from_notebook_node(nbformat.read(path, as_version=4))
    assert resources["output_extension"] == ".xlsx"
    assert data == render_xlsx(read_parts(notebook))
    code = "import sys, nbformat; from cchc.export.xlsx import CchcXlsxExporter as E; " \
           "sys.stdout.buffer.write(E().from_notebook_node(nbformat.read(sys.argv[1], as_version=4))[0])"  # fmt: skip
    for sample, zone in (("1", "America/St_Johns"), ("77", "Asia/Ho_Chi_Minh")):
        environment = {**os.environ, "PYTHONHASHSEED": sample, "TZ": zone, "LC_ALL": "C"}
        run = subprocess.run([sys.executable, "-c", code, str(path)], env=environment, capture_output=True, check=True)
        assert run.stdout == data
    assert {entry.compress_type for entry in zipfile.ZipFile(io.BytesIO(data)).infolist()} == {zipfile.ZIP_STORED}


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Path]:
    copy_project(tmp_path)
    return tmp_path


def test_a_build_makes_the_office_files_where_somebody_asks_for_them(project: Path) -> None:
    params, folder = project / f"params/{SAMPLE_PATH}.yaml", project / "output" / SAMPLE_PATH
    (made,) = build(project, params, formats=("html",))
    assert not (folder / "phu-luc.xlsx").exists() and not (folder / "bao-cao.docx").exists()
    assert actions(project, params, formats=("html", "xlsx")) == {
        next(iter(actions(project, params, formats=("xlsx",)))): "export"
    }
    (outcome,) = build(project, params, formats=("html", "docx", "xlsx"))
    assert (outcome.error, outcome.status) == ("", "exported")
    assert (folder / "bao-cao.docx").read_bytes().startswith(b"PK")
    data = (folder / "phu-luc.xlsx").read_bytes()
    assert {"name": "phu-luc.xlsx", "sha256": sha256(data)} in json.loads((folder / "ho-so.json").read_bytes())[
        "outputs"
    ]
    assert actions(project, params, formats=("html", "xlsx")) == {}
    (again,) = build(project, params, formats=("html",), force=True)
    assert "Đã bỏ phu-luc.xlsx cũ vì không còn khớp; muốn có lại thì thêm xlsx vào --formats." in again.messages
    assert made.error == ""
