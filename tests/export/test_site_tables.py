"""The site's tables for spreadsheets: what a page tells, as numbers; texts are texts; same in, same out."""

from __future__ import annotations

import csv
import io
import random
import re
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from cchc.export.sheets.flat import write_csv
from cchc.export.sheets.table import Column, Line, Sheet, figure_cell, number_cell, text_cell
from cchc.raw.files import split_lines
from cchc.site.entry import Entry, window_of
from cchc.site.matrix import Submitted
from cchc.site.pages import gather
from cchc.site.tables import site_tables
from tests.export.site_sample import entry

NAMED = ["Mã xã", "Đơn vị", "Huyện", "Tỉnh", "Kỳ", "Trạng thái", "Mô phỏng"]
FIGURES = ["Hồ sơ tiếp nhận", "Trực tuyến so với hồ sơ tiếp nhận (%)"]


def tables(*entries: Entry, waiting: tuple[Submitted, ...] = ()) -> dict[str, tuple[bytes, bytes]]:
    """Each table as CSV and as a workbook."""
    return {name: (plain, make()) for name, (plain, make) in site_tables(gather(entries, waiting)).items()}


def csv_rows(data: bytes) -> list[dict[str, str]]:
    header, *lines = split_lines(data.decode("utf-8-sig"))
    return [dict(zip(header, line, strict=True)) for line in lines]


def book_rows(data: bytes) -> list[dict[str, Any]]:
    (name,) = CalamineWorkbook.from_filelike(io.BytesIO(data)).sheet_names
    grid = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name(name).to_python(skip_empty_area=False)
    head = next(place for place, row in enumerate(grid) if row[0] == "Mã xã")
    return [dict(zip(grid[head], row, strict=True)) for row in grid[head + 1 :]]


def test_a_line_of_the_index_is_a_report_with_its_numbers() -> None:
    wrong = entry(open_findings=(7, 3, 0), causes=(2, 3, 0), accepted=5, in_error=["ho_so.tiep_nhan"])
    plain, book = tables(wrong)["index"]
    (row,), (line,) = csv_rows(plain), book_rows(book)
    named = ["15976", "Xã Hoằng Lưu", "Huyện Hoằng Hóa", "Tỉnh Thanh Hóa", "Năm 2024", "dự thảo", ""]
    assert [row[name] for name in NAMED] == [line[name] for name in NAMED] == named
    assert [row[name] for name in FIGURES] == ["830", "60,4"]
    assert [line[name] for name in FIGURES] == [830, 60.4]
    counts = [
        "Lỗi: số nguyên nhân",
        "Lỗi: số chỗ",
        "Cần xác nhận: số nguyên nhân",
        "Cần xác nhận: số chỗ",
        "Đã chấp nhận",
    ]
    assert [line[name] for name in counts] == [2, 7, 3, 3, 5]
    assert [row[name] for name in counts] == ["2", "7", "3", "3", "5"]
    assert row["Lưu ý"] == line["Lưu ý"] == "Hồ sơ tiếp nhận: còn lỗi"
    assert row["Tệp báo cáo"] == "2024/nam/15976-xa/bao-cao.html"


def test_a_figure_that_is_not_there_is_blank_and_not_zero() -> None:
    plain, book = tables(entry(figures={"ho_so.tiep_nhan": None, "ty_le.truc_tuyen": "0"}))["index"]
    assert [csv_rows(plain)[0][name] for name in FIGURES] == ["", "0"]
    assert [book_rows(book)[0][name] for name in FIGURES] == ["", 0]


def test_a_province_tells_of_every_unit_whether_it_has_submitted() -> None:
    waiting = (Submitted(window_of(2024, "nam"), "14791", "14791-dong-tho"),)
    plain, book = tables(entry(), waiting=waiting)["tinh/thanh-hoa"]
    rows = csv_rows(plain)
    assert [row["Mã xã"] for row in rows] == [row["Mã xã"] for row in book_rows(book)]
    told = {row["Mã xã"]: row for row in rows}
    assert (told["15976"]["Trạng thái"], told["15976"][FIGURES[0]]) == ("có báo cáo", "830")
    assert (told["14791"]["Trạng thái"], told["14791"][FIGURES[0]]) == ("chưa lập báo cáo", "")
    states = [row["Trạng thái"] for row in rows]
    assert states.count("chưa nộp") == len(rows) - 2 > 500


def test_a_site_without_reports_says_so() -> None:
    (row,) = csv_rows(tables()["index"][0])
    assert row["Đơn vị"] == "Chưa có báo cáo nào."


def test_made_up_data_are_told_above_the_table_and_in_each_line() -> None:
    plain, book = tables(entry(), entry("20194", "Phường Hải Châu", province="Thành phố Đà Nẵng", synthetic=True))[
        "index"
    ]
    grid = CalamineWorkbook.from_filelike(io.BytesIO(book)).get_sheet_by_index(0).to_python()
    assert grid[1][0] == "CÓ DỮ LIỆU MÔ PHỎNG: 1 TRÊN 2 BÁO CÁO"
    assert [row["Mô phỏng"] for row in csv_rows(plain)] == ["mô phỏng", ""]  # Đà Nẵng, Thanh Hóa


def test_the_same_reports_in_any_order_give_the_same_bytes() -> None:
    entries = [entry(str(code), f"Xã {code}", open_findings=(code % 3, 0, 0)) for code in range(15900, 15920)]
    expected = tables(*entries)
    random.Random(7).shuffle(entries)
    assert tables(*entries) == expected


def sheet(*cells: Any) -> Sheet:
    return Sheet("T", "T", "T", [Column("A", 20)], [Line([cell]) for cell in cells])


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝"])
def test_a_text_that_starts_a_formula_has_an_apostrophe_before_it(start: str) -> None:
    text = f"{start}cmd|' /C calc'!A0"
    written = write_csv(sheet(text_cell(text), text_cell("Xã A"))).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(written, newline=""), delimiter=";"))[1:] == [[f"'{text}"], ["Xã A"]]


def test_a_csv_opens_right_by_a_double_click_in_a_vietnamese_excel() -> None:
    data = write_csv(
        sheet(figure_cell("1.234"), figure_cell("98,9%"), number_cell(5), text_cell("a;b"), text_cell('"a"'))
    )
    assert data.decode() == '\ufeffA\r\n1234\r\n98,9\r\n5\r\n"a;b"\r\n"""a"""\r\n'


def test_a_name_of_a_unit_cannot_start_a_formula_in_either_table() -> None:
    plain, book = tables(entry(name='=HYPERLINK("http://x.example","a")'))["index"]
    assert csv_rows(plain)[0]["Đơn vị"] == '\'=HYPERLINK("http://x.example","a")'
    assert book_rows(book)[0]["Đơn vị"] == '=HYPERLINK("http://x.example","a")'
    assert not re.search(rb"<f[ >]|<hyperlink", book)  # the workbook is stored, not deflated
