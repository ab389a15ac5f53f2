"""Tables for people. In: small DataFrames. Out: texts as an official would print them."""

from __future__ import annotations

import pandas as pd

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


def test_heads_are_vietnamese_and_an_unknown_one_stays() -> None:
    assert [*cchc.show_table(TABLE).texts] == ["Đơn vị", "Giá trị", "Trung vị", "Đến ngày", "rieng"]


def test_an_index_with_a_name_is_the_first_column() -> None:
    counted = pd.Series([3], index=pd.Index(["TYPE"], name="quy_tac"), name="so_phat_hien")
    assert cchc.show_table(counted).texts.to_dict("records") == [{"Quy tắc": "TYPE", "Số phát hiện": "3"}]


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
