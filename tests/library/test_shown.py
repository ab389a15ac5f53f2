"""Tables for people. In: small DataFrames. Out: texts as an official would print them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

import cchc

TABLE = pd.DataFrame(
    {
        "ten_xa": ["Xã A", "Xã <b>B</b>"],
        "gia_tri": [1234.0, None],
        "trung_vi": [589 / 830, 1.0],
        "den_ngay": pd.to_datetime(["2024-12-14", "2024-06-05"]),
        "rieng": [12.345, 0.0],
    }
)


def test_numbers_shares_and_days_are_printed_as_officials_do() -> None:
    texts = cchc.show_table(TABLE, percent="trung_vi").texts
    assert texts.to_numpy().tolist() == [
        ["Xã A", "1.234", "71,0%", "14/12/2024", "12,3"],
        ["Xã <b>B</b>", "–", "100%", "05/6/2024", "0"],
    ]


def test_what_binary_arithmetic_leaves_behind_is_not_printed() -> None:
    assert cchc.show_table(pd.DataFrame({"x": [0.3 - 0.35]}), percent="x").texts["x"].tolist() == ["-5%"]


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1234567890123, "1.234.567.890.123"),
        (1234567890123.0, "1.234.567.890.123"),
        (10**18 + 1, "1.000.000.000.000.000.001"),
        (10**30 + 1, "1.000.000.000.000.000.000.000.000.000.001"),
        (1e28, "10.000.000.000.000.000.000.000.000.000"),
        (9876543210.25, "9.876.543.210,3"),
        (Decimal("2.5"), "2,5"),
        (float("inf"), "không tính được"),
        (float("-inf"), "không tính được"),
        (float("nan"), "–"),
        (1 + 2j, "(1+2j)"),
        (True, "có"),
        ([1, 2], "[1, 2]"),
        (None, "–"),
    ],
)
def test_what_a_cell_holds_is_printed_to_its_last_digit_or_named(number: Any, text: str) -> None:
    assert cchc.show_table(pd.DataFrame({"x": pd.Series([number], dtype="object")})).texts["x"].tolist() == [text]


def test_a_change_from_nothing_does_not_cost_the_table() -> None:
    changed = pd.DataFrame({"truoc": [0.0, 2.0], "nay": [3.0, 3.0]})
    shown = cchc.show_table(changed.assign(lan=changed["nay"] / changed["truoc"]))
    assert shown.texts["lan"].tolist() == ["không tính được", "1,5"]


@pytest.mark.parametrize("name", ["nam", "Năm"])
def test_a_year_is_no_quantity(name: str) -> None:
    table = pd.DataFrame({name: [2023, 2024], "gia_tri": [2023, 2024]})
    assert cchc.show_table(table).texts.to_numpy().tolist() == [["2023", "2.023"], ["2024", "2.024"]]
    assert cchc.show_table(table.set_index(name)).texts["Năm"].tolist() == ["2023", "2024"]


def test_a_difference_of_shares_is_in_percentage_points() -> None:
    table = pd.DataFrame({"gia_tri": [0.55], "thay_doi": [0.15], "chenh_lech": [-0.025], "rieng": [0.001]})
    shown = cchc.show_table(table, percent=["gia_tri", "thay_doi", "chenh_lech"], points="rieng").texts
    assert [*shown] == [
        "Giá trị",
        "Thay đổi (điểm phần trăm)",
        "Chênh lệch (điểm phần trăm)",
        "rieng (điểm phần trăm)",
    ]
    assert shown.to_numpy().tolist() == [["55%", "15", "-2,5", "0,1"]]


def test_a_small_difference_of_shares_does_not_read_as_none() -> None:
    table = pd.DataFrame({"thay_doi": [0.0004, -0.00001, 0.0, 0.0000001]})
    assert cchc.show_table(table, percent="thay_doi").texts.iloc[:, 0].tolist() == ["0,04", "-0,001", "0", "0,0"]


def test_a_difference_of_counts_is_none_of_shares() -> None:
    assert [*cchc.show_table(pd.DataFrame({"thay_doi": [15]})).texts] == ["Thay đổi"]


def test_heads_are_vietnamese_and_an_unknown_one_stays() -> None:
    assert [*cchc.show_table(TABLE).texts] == ["Đơn vị", "Giá trị", "Trung vị", "Đến ngày", "rieng"]


def test_an_index_with_a_name_is_the_first_column() -> None:
    counted = pd.Series([3], index=pd.Index(["TYPE"], name="quy_tac"), name="so_phat_hien")
    assert cchc.show_table(counted).texts.to_dict("records") == [{"Quy tắc": "TYPE", "Số phát hiện": "3"}]


SPREAD = pd.DataFrame({"a": [1.0, 3.0], "b": [2, 4]})


@pytest.mark.parametrize(
    ("table", "first"),
    [
        (SPREAD.describe(), ["count", "mean", "std", "min", "25%", "50%", "75%", "max"]),
        (SPREAD.T, ["a", "b"]),
        (SPREAD.corr(), ["a", "b"]),
        (SPREAD.agg(["sum", "mean"]), ["sum", "mean"]),
        (pd.Series(["x", "y", "x"]).value_counts(), ["x", "y"]),
        (pd.Series([7, 9, 7]).value_counts(), ["7", "9"]),
        (pd.DataFrame({"so": [1, 2]}, index=[2023, 2024]), ["2023", "2024"]),
        (pd.DataFrame({"a": [1, 2]}, index=pd.Index(["x", "y"], name="a")), ["x", "y"]),
    ],
)
def test_an_index_that_says_something_is_kept_though_it_has_no_name(table: Any, first: list[str]) -> None:
    assert cchc.show_table(table).texts.iloc[:, 0].tolist() == first


def test_the_numbers_of_rows_are_no_column() -> None:
    assert [*cchc.show_table(SPREAD).texts] == ["a", "b"]
    assert [*cchc.show_table(SPREAD.query("a > 1").sort_values("b")).texts] == ["a", "b"]


def test_each_level_of_an_index_and_of_heads_is_shown() -> None:
    table = pd.DataFrame({"ten_xa": list("AAB"), "ky": ["nam", "quy-1", "nam"], "gia_tri": [1, 2, 4]})
    shown = cchc.show_table(table.groupby(["ten_xa", "ky"]).agg({"gia_tri": ["sum", "max"]})).texts
    assert [*shown] == ["Đơn vị", "Kỳ", "Giá trị – sum", "Giá trị – max"]
    assert shown.to_numpy().tolist() == [["A", "nam", "1", "1"], ["A", "quy-1", "2", "2"], ["B", "nam", "4", "4"]]


def test_two_columns_of_one_name_are_two_columns() -> None:
    shown = cchc.show_table(pd.DataFrame([[1, "hai"]], columns=["a", "a"]))
    assert shown.texts.to_numpy().tolist() == [["1", "hai"]]
    assert '<td style="text-align:right">1</td><td style="text-align:left">hai</td>' in shown._repr_html_()


def test_words_stand_left_numbers_right_and_markup_is_text() -> None:
    html = cchc.show_table(TABLE)._repr_html_()
    assert '<td style="text-align:left">Xã &lt;b&gt;B&lt;/b&gt;</td>' in html
    assert '<td style="text-align:right">1.234</td>' in html


def test_a_long_table_says_that_it_goes_on_and_an_empty_one_that_it_is_empty() -> None:
    long = pd.DataFrame({"gia_tri": range(1500)})
    assert len(cchc.show_table(long, rows=2).texts) == 2
    assert "<p>2 dòng đầu trong 1.500 dòng.</p>" in cchc.show_table(long, rows=2)._repr_html_()
    assert "Không có dòng nào." in repr(cchc.show_table(long.head(0)))
    assert cchc.show_table(long.head(2)).remark == ""
