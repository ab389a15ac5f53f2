"""Counts put on the units of today, and the register as a table. Tables of small made-up reports in, DataFrames out.

15976 is xã Hoằng Châu from 1/7/2025, made of Hoằng Thắng (15949), Hoằng Phong (15973), Hoằng Lưu (15976), Hoằng Châu (15979).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import cchc
from cchc.catalogue.tables import tidy_tables
from cchc.errors import ParameterError, UnitError
from tests.library.tables_left import leave_tables

HOANG, OF_IT = "15976", ("15949", "15973", "15976", "15979")


def stated(received: str, late: str = "", scope: str = "") -> list[tuple[str, ...]]:
    row = ("II.2.d", "ho_so.tiep_nhan", received, "hồ sơ", "", "", scope)
    return [row, *([("II.2.d", "ho_so.qua_han", late)] if late else [])]


def leave(root: Path, figures: dict[str, str], year: int = 2024, **more: Any) -> None:
    for code, received in figures.items():
        leave_tables(root, code=code, year=year, statements=stated(received), **more)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """2024 of the four communes, 2026 of the one that they became: 100 + 200 + 300 + 400 = 1.000, and 1.200."""
    leave(tmp_path, dict(zip(OF_IT, ("100", "200", "300", "400"), strict=True)))
    leave(tmp_path, {HOANG: "1200"}, 2026)
    return tmp_path


def rows(table: pd.DataFrame, *columns: str) -> list[list[Any]]:
    return table[list(columns)].to_numpy().tolist()


def test_the_counts_of_then_stand_on_the_unit_of_today(root: Path) -> None:
    table = cchc.load_counts(along="predecessors", root=root)
    assert rows(table, "ma_xa", "ten_xa", "nam", "gia_tri", "trang_thai", "cong_tu", "thieu") == [
        [HOANG, "Xã Hoằng Châu", 2024, 1000, "derived", "15949;15973;15976;15979", ""],
        [HOANG, "Xã Hoằng Châu", 2026, 1200, "stated", HOANG, ""],
    ]
    assert table["tep"].isna().tolist() == [True, False]  # a sum stands in no cell
    assert [*table.columns][-2:] == [field.name for field in tidy_tables().summed]


def test_the_sum_stands_beside_the_year_after(root: Path) -> None:
    leave(root, {HOANG: "1100"}, 2025)
    table = cchc.load_counts(year=2025, along="predecessors", previous=True, root=root)
    # 1.100 - 1.000 = 100; by code alone it would be 1.100 - 300.
    assert rows(table, "gia_tri", "gia_tri_truoc", "thay_doi") == [[1100, 1000, 100]]


def test_where_a_unit_is_missing_there_is_no_sum_and_it_is_named(tmp_path: Path) -> None:
    leave(tmp_path, {"15949": "100", "15976": "300"})
    leave_tables(tmp_path, code="15979", statements=stated("x"))
    [row] = cchc.load_counts(along="predecessors", root=tmp_path).to_dict("records")
    assert pd.isna(row["gia_tri"])
    assert (row["trang_thai"], row["cong_tu"]) == ("missing", "15949;15976")
    assert row["thieu"] == "15973 Xã Hoằng Phong; 15979 Xã Hoằng Châu"


def test_what_was_split_is_part_of_no_sum(tmp_path: Path) -> None:
    # Thị trấn Hà Trung and xã Hà Bình are parts of 15271 and 15286 both; the latter has another one besides.
    leave(tmp_path, {"15271": "100", "15328": "200"})
    table = cchc.load_counts(along="predecessors", root=tmp_path)
    assert table["ma_xa"].tolist() == ["15271", "15286"]
    assert table["gia_tri"].isna().all()
    assert all("15271 Thị trấn Hà Trung (chia cho nhiều đơn vị)" in text for text in table["thieu"])


def test_a_unit_that_stayed_is_called_as_today(tmp_path: Path) -> None:
    leave(tmp_path, {"26485": "70"}, 2025)  # xã Nhơn Trạch then, phường since 30/4/2026
    leave(tmp_path, {"00859": "50"})  # xã Ngọc Long of Hà Giang then
    table = cchc.load_counts(along="predecessors", root=tmp_path)
    assert rows(table, "ten_xa", "tinh", "gia_tri", "thieu") == [
        ["Xã Ngọc Long", "Tỉnh Tuyên Quang", 50, ""],
        ["Phường Nhơn Trạch", "Thành phố Đồng Nai", 70, ""],
    ]


def test_windows_of_different_length_have_no_difference(root: Path) -> None:
    leave(root, {HOANG: "500"}, 2025, source={"tu_ngay": "2025-07-01"})  # 167 days beside 366
    table = cchc.load_counts(year=2025, along="predecessors", previous=True, root=root)
    assert rows(table.fillna({"thay_doi": -1}), "gia_tri", "gia_tri_truoc", "thay_doi") == [[500, 1000, -1]]


def test_a_commune_that_only_lost_its_district_is_compared_with_itself(tmp_path: Path) -> None:
    for year, annex in ((2024, {"1.1.1": "10", "1.1.2": "5"}), (2025, {"1.1.1": "12", "1.1.2": "6"})):
        leave_tables(tmp_path, code="00859", year=year, annex=annex)
    counts = cchc.load_counts(year=2025, previous=True, root=tmp_path)
    assert dict(rows(counts, "khoa", "thay_doi")) == {"1.1.1": 2, "1.1.2": 1}
    assert cchc.load_indicators(year=2025, previous=True, root=tmp_path)["thay_doi"].isna().all()


def test_another_quantity_of_one_key_is_not_compared(tmp_path: Path) -> None:
    # 1.3.1: tasks from the district in 2024, from the province in 2025; 1.1.1 is the same in both forms.
    for year in (2024, 2025):
        leave_tables(tmp_path, code="00859", year=year, annex={"1.1.1": "10", "1.3.1": "5"})
    table = cchc.load_counts(year=2025, along="predecessors", previous=True, root=tmp_path)
    assert dict(rows(table.fillna({"gia_tri_truoc": -1}), "khoa", "gia_tri_truoc")) == {"1.1.1": 10, "1.3.1": -1}


def test_a_count_of_the_counter_is_no_part_of_a_sum_of_wholes(root: Path) -> None:
    leave_tables(root, code="15949", slug="hoang-thang", year=2023, statements=stated("90", scope="tại quầy"))
    leave(root, dict(zip(OF_IT[1:], ("200", "300", "400"), strict=True)), 2023)
    table = cchc.load_counts(year=2023, along="predecessors", root=root)
    assert table["gia_tri"].isna().tolist() == [True, True]
    assert set(table["pham_vi"].fillna("")) == {"", "tại quầy"}


def test_code_and_province_mean_the_units_of_today(root: Path) -> None:
    assert len(cchc.load_counts(year=2024, code=HOANG, along="predecessors", root=root)) == 1
    assert len(cchc.load_counts(year=2024, province="Thanh Hóa", along="predecessors", root=root)) == 1
    with pytest.raises(UnitError, match="không có báo cáo của đơn vị mã 15949"):
        cchc.load_counts(year=2024, code="15949", along="predecessors", root=root)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"along": "successors"}, 'Tham số along: cần "predecessors", gặp "successors"'),
        ({"along": "predecessors", "every_statement": True}, "hãy bỏ along hoặc every_statement"),
    ],
)
def test_what_cannot_be_asked_for_is_refused(more: dict[str, Any], words: str, root: Path) -> None:
    with pytest.raises(ParameterError, match=words):
        cchc.load_counts(root=root, **more)


def test_the_register_of_a_day_is_a_table() -> None:
    table = cchc.load_units(on="2025-07-01", province="Thanh Hóa")
    assert (len(table), [*table.columns]) == (166, [field.name for field in tidy_tables().units])
    [row] = table[table["ma_xa"] == HOANG].to_dict("records")
    assert (row["ten_xa"], row["loai"], row["tinh"], row["ma_tinh"]) == ("Xã Hoằng Châu", "xã", "Tỉnh Thanh Hóa", "38")
    assert (row["don_vi_truoc"], row["don_vi_sau"]) == (OF_IT, ())
    assert (row["hieu_luc_tu"], pd.isna(row["hieu_luc_den"])) == (pd.Timestamp("2025-07-01"), True)


def test_the_day_before_had_other_units() -> None:
    before = cchc.load_units(on=date(2025, 6, 30))
    assert len(before) == 10_035
    [row] = before[before["ma_xa"] == HOANG].to_dict("records")
    assert (row["ten_xa"], row["huyen"], row["don_vi_sau"]) == ("Xã Hoằng Lưu", "Huyện Hoằng Hóa", (HOANG,))
    assert row["hieu_luc_den"] == pd.Timestamp("2025-06-30")


def test_without_a_day_every_unit_of_every_time_is_there_by_each_of_its_types() -> None:
    table = cchc.load_units()
    assert table[table["ma_xa"] == "26485"]["ten_xa"].tolist() == ["Xã Phú Hội", "Xã Nhơn Trạch", "Phường Nhơn Trạch"]


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"on": "1/7/2025"}, ParameterError, 'Tham số on: cần ngày như "2025-07-01", gặp "1/7/2025"'),
        ({"on": 2025}, ParameterError, "gặp 2025"),
        (
            {"on": "2025-07-01", "province": "Hà Giang"},
            UnitError,
            'không có tỉnh "Hà Giang"; hãy chọn một trong: .*Tỉnh Tuyên Quang',
        ),
    ],
)
def test_a_day_or_province_that_there_is_not_is_refused(
    arguments: dict[str, Any], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        cchc.load_units(**arguments)


def test_codes_of_predecessors_print_as_a_list() -> None:
    table = cchc.load_units(on="2025-07-01", province="38").query("ma_xa == '15976'")
    shown = cchc.show_table(table[["ma_xa", "don_vi_truoc"]])
    assert rows(shown.texts, "Mã xã", "Lập từ") == [[HOANG, "15949, 15973, 15976, 15979"]]
