"""Tables of an explorer on paper. In: HTML as pandas and people write it. Out: table nodes; a number under a wrong head fails."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest

from cchc.export.layout.from_html import html_nodes

FRAME = pd.DataFrame(
    {"xa": list("AABBB"), "loai": list("xyxyz"), "so": [11, 12, 21, 22, 23], "tien": [1.5, 2.5, 3.5, 4.5, 5.5]}
)


def laid_out(cells: list[Any], columns: int) -> list[list[str]]:
    """What stands in each place of rows of nodes, cells that reach over several in all of theirs."""
    places: dict[tuple[int, int], str] = {}
    x = y = 0
    for cell in cells:
        node = cell if isinstance(cell, dict) else {"c": cell, "colspan": 1, "rowspan": 1}
        while (y, x) in places:
            y, x = (y, x + 1) if x + 1 < columns else (y + 1, 0)
        for down in range(node["rowspan"]):
            for right in range(node["colspan"]):
                assert (y + down, x + right) not in places
                assert x + right < columns
                places[y + down, x + right] = "".join(i if isinstance(i, str) else "\n" for i in node["c"])
    rows = 1 + max((row for row, _ in places), default=-1)
    return [[places[row, column] for column in range(columns)] for row in range(rows)]


def read(html: str) -> tuple[list[list[str]], list[list[str]]]:
    """Head and body of the one table in a piece of HTML."""
    [table] = [node for node in html_nodes(html) if node["type"] == "table"]
    columns = len(table["widths"])
    return laid_out([cell for row in table["head"] for cell in row], columns), laid_out(
        [cell for row in table["rows"] for cell in row["cells"]], columns
    )


def test_each_number_of_a_grouped_frame_stands_under_its_head() -> None:
    head, body = read(FRAME.groupby(["xa", "loai"]).sum().to_html())
    assert head == [["", "", "so", "tien"], ["xa", "loai", "", ""]]
    assert body == [
        ["A", "x", "11", "1.5"],
        ["A", "y", "12", "2.5"],
        ["B", "x", "21", "3.5"],
        ["B", "y", "22", "4.5"],
        ["B", "z", "23", "5.5"],
    ]


def test_a_pivot_table_has_a_head_over_several_columns() -> None:
    made = FRAME.pivot_table(index=["xa"], columns=["loai"], values=["so", "tien"], aggfunc="sum", fill_value=0)
    head, body = read(made.to_html())
    assert head == [
        ["", "so", "so", "so", "tien", "tien", "tien"],
        ["loai", "x", "y", "z", "x", "y", "z"],
        ["xa", "", "", "", "", "", ""],
    ]
    assert body == [["A", "11", "12", "0", "1.5", "2.5", "0.0"], ["B", "21", "22", "23", "3.5", "4.5", "5.5"]]


def test_the_caption_of_a_styled_frame_is_that_of_the_table() -> None:
    styler = FRAME.groupby(["xa", "loai"]).sum().style.set_caption("Hồ sơ\n theo loại")
    [table] = html_nodes(styler.to_html())
    assert table["caption"] == ["Hồ sơ theo loại"]
    assert read(styler.to_html())[1][4] == ["B", "z", "23", "5.500000"]


def test_a_head_that_people_write_by_hand_may_have_two_rows() -> None:
    head, body = read(
        "<table><tr><th rowspan=2>Chỉ tiêu</th><th colspan=2>Kết quả</th></tr><tr><th>2023</th><th>2024</th></tr>"
        "<tr><td rowspan=2>Hồ sơ</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr>"
        "<tr><td colspan=2>Tổng</td><td>6</td></tr></table>"
    )
    assert head == [["Chỉ tiêu", "Kết quả", "Kết quả"], ["Chỉ tiêu", "2023", "2024"]]
    assert body == [["Hồ sơ", "1", "2"], ["Hồ sơ", "3", "4"], ["Tổng", "Tổng", "6"]]


def test_the_first_row_is_a_head_with_all_that_it_reaches_over() -> None:
    head, body = read("<table><tr><td rowspan=2>a<td>b<tr><td>c<tr><td>1<td>2</table>")
    assert head == [["a", "b"], ["a", "c"]]
    assert body == [["1", "2"]]


def test_rows_behind_a_head_need_no_body_and_a_foot_comes_last() -> None:
    head, body = read(
        "<table><thead><tr><th>a</th></tr></thead><tfoot><tr><td>cuối</td></tr></tfoot><tr><td>1</td></tr></table>"
    )
    assert (head, body) == ([["a"]], [["1"], ["cuối"]])


def test_a_table_inside_a_cell_is_text_of_that_cell_and_the_next_cell_stays() -> None:
    head, body = read(
        "<table><tr><th>h</th><th>i</th></tr>"
        "<tr><td>a<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>z</td><td>b</td></tr>"
        "<tr><td>c</td><td>d</td></tr></table>"
    )
    assert head == [["h", "i"]]
    assert body[1] == ["c", "d"]
    assert body[0][1] == "b"
    assert body[0][0].split("\n") == ["a", "1 2", "3", "z"]


def test_cells_of_a_table_that_meet_or_are_missing_still_fill_it() -> None:
    _, body = read(
        "<table><thead><tr><th>a</th><th>b</th><th>c</th></tr></thead>"
        "<tr><td rowspan=99>1</td><td colspan=1000>2</td></tr><tr><td colspan=0>3</td></tr><tr></tr></table>"
    )
    assert body == [["1", "2", "2"], ["1", "3", ""], ["1", "", ""]]


def test_a_head_reaches_into_no_body() -> None:
    head, body = read(
        "<table><thead><tr><th rowspan=5>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
    )
    assert (head, body) == ([["a", "b"]], [["1", "2"]])


def test_words_between_the_cells_stand_before_the_table() -> None:
    one, between, table = html_nodes("<p>một</p><table>hai<tr>ba<td>x</td></tr></table>")
    assert (one["lines"], between["lines"], table["head"][0][0]["c"]) == ([["một"]], [["haiba"]], ["x"])


def test_lines_of_the_source_are_no_lines_of_a_cell() -> None:
    _, body = read("<table><tr><th>a</th></tr><tr><td>một\n   hai<br>ba</td></tr></table>")
    assert body == [["một hai\nba"]]


@pytest.mark.parametrize("html", ["<table></table>", "<table><tr></tr></table>", "<table><thead></table>"])
def test_a_table_without_cells_is_none(html: str) -> None:
    assert html_nodes(html) == []


def test_the_caption_of_a_table_without_cells_is_not_lost() -> None:
    assert html_nodes("<table><caption>x</caption></table>") == [{"type": "verbatim", "lines": [["x"]]}]


def test_a_table_that_is_never_closed_is_read_to_its_end() -> None:
    head, body = read("<table><tr><th>a<tr><td>1")
    assert (head, body) == ([["a"]], [["1"]])
