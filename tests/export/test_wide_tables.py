"""Tables that are too wide or too high for the page. In: tables as people add them. Out: paper; nothing on it is lost."""

from __future__ import annotations

import io
import re
from typing import Any

import pandas as pd
import pikepdf
import pytest

from cchc.export.outputs import Part
from cchc.export.pdf import render_pdf
from cchc.library.display_table import show_table
from tests.export import pdf_sample as sample
from tests.export.paper import all_words, misplaced, page_texts, sides, words

SENTENCE = "Do trong kỳ có văn bản mới nên phải làm lại từ đầu "


def frame(rows: int, columns: int, first: float = 1234567) -> pd.DataFrame:
    return pd.DataFrame([[first + 100 * row + column for column in range(columns)] for row in range(rows)])


def render(*extra: Part, blocks: tuple[dict[str, Any], ...] = ()) -> bytes:
    return render_pdf([*sample.parts_of([sample.submission(), *blocks]), *extra])


def html(text: str) -> Part:
    return Part("html", text, "text/html")


def numbers_in(pdf: bytes) -> list[str]:
    return re.findall(r"[\d.,]{7,}", all_words(pdf))


@pytest.mark.parametrize("columns", [8, 10, 11, 12, 13, 16, 17, 19, 20, 30, 60])
def test_numbers_in_many_columns_stand_apart_and_whole(columns: int) -> None:
    made = render(html(frame(3, columns).to_html()))
    assert misplaced(made) == []
    assert sorted(numbers_in(made)) == sorted(
        str(1234567 + 100 * row + column) for row in range(3) for column in range(columns)
    )


def test_the_width_that_pandas_shows_by_itself_fits_a_page_on_its_side() -> None:
    made = render(html(frame(5, 20, 12345.6).to_html()))
    assert sides(made) == [True]
    assert misplaced(made) == []
    assert words(page_texts(made)[0]).count("12345.6") == 1


def test_a_turned_page_takes_the_heading_along_and_text_goes_on_upright() -> None:
    cells = [Part("markdown", "Lời trước.\n\n## Đầu đề"), html(frame(2, 14).to_html()), Part("markdown", "Lời sau.")]
    made = render(*cells)
    assert sides(made) == [False, True, False]
    first, second, third = map(words, page_texts(made))
    assert first == "Lời trước."
    assert "Đầu đề 0 1 2 3" in second
    assert "Lời sau." in third
    assert [str(page.label) for page in pikepdf.open(io.BytesIO(made)).pages] == ["1", "2", "3"]


def test_a_turned_page_in_an_annex_counts_on() -> None:
    blocks = (sample.paragraphs("x"), sample.annex("I", "y"))
    made = render(html(frame(2, 14).to_html()), Part("markdown", "z"), blocks=blocks)
    assert sides(made) == [False, False, True, False]
    assert [str(page.label) for page in pikepdf.open(io.BytesIO(made)).pages] == ["1", "1", "2", "3"]


def test_a_table_in_parts_says_so_and_repeats_its_first_column() -> None:
    wide = frame(2, 40).assign(ten=["Đông", "Tây"]).set_index("ten").rename_axis(None)
    text = all_words(render(html(wide.to_html())))
    parts = [int(number) for number in re.findall(r"Bảng nhiều cột, in thành \d+ phần: phần (\d+)", text)]
    assert parts == [*range(1, len(parts) + 1)]
    assert len(parts) > 2
    assert text.count("Đông") == text.count("Tây") == len(parts)


def test_the_parts_of_a_table_with_a_caption_are_numbered_behind_it() -> None:
    text = all_words(render(html(frame(2, 40).to_html().replace("<thead>", "<caption>Tên bảng</caption><thead>", 1))))
    assert "Tên bảng (phần 1/" in text


def test_a_wide_markdown_table_is_fitted_too() -> None:
    row = "|".join(str(1234567 + column) for column in range(15))
    table = f"|{'|'.join('abcdefghijklmno')}|\n|{'---|' * 15}\n|{row}|"
    made = render(Part("markdown", table))
    assert misplaced(made) == []
    assert len(numbers_in(made)) == 15


def test_a_table_for_people_breaks_no_number_after_its_dots() -> None:
    made = render(html(show_table(frame(2, 13))._repr_html_()))
    assert misplaced(made) == []
    assert sorted(numbers_in(made)) == sorted(
        f"1.234.{567 + column + 100 * row}" for row in range(2) for column in range(13)
    )


def test_short_words_and_long_ones_stand_apart_in_narrow_columns() -> None:
    heads = ["Mã xã", "Đơn vị", "Huyện", "Phường", "ty_le.dung_han", "mã băm", "https://example.org/a/b", "WWWWWWW"]
    cells = ["15976", "Hoằng Lưu", "Hoằng Hóa", "nghiêng", "0,98", "3f2a9b" * 10, "x" * 80, "WWWWWWW"]
    made = render(html(pd.DataFrame([cells * 2], columns=[f"{h} {i}" for i in (1, 2) for h in heads]).to_html()))
    assert misplaced(made) == []
    text = all_words(made).replace(" ", "")
    assert text.count("WWWWWWW") == 4
    assert text.count("x" * 80) == 0 or text.count("x" * 80) <= 2  # lines of other cells may come between


def test_many_columns_of_long_texts_lose_nothing() -> None:
    cells = [[f"{(SENTENCE * 12)[:560]} CUOI{row}x{column}." for column in range(14)] for row in range(2)]
    made = render(html(pd.DataFrame(cells).to_html()))
    assert misplaced(made) == []
    text = all_words(made)
    assert all(f"CUOI{row}x{column}." in text for row in range(2) for column in range(14))


@pytest.mark.parametrize("letters", [300, 450, 500, 595, 620, 1500, 6000])
@pytest.mark.parametrize("table", ["phu_luc_01b", "cat_giam"])
def test_a_row_of_an_annex_is_printed_to_its_end_however_high(table: str, letters: int) -> None:
    block = sample.statistics(20) if table == "phu_luc_01b" else sample.reductions(9)
    block["rows"][7]["cells"][-1] = [(SENTENCE * 200)[:letters] + " CUOI."]
    block["rows"][7]["cells"][0] = ["STT7"]
    block["rows"][2]["cells"][-1] = []  # a document number would make the column wider
    made = render(blocks=(sample.annex("I", "x", landscape=table == "cat_giam"), block))
    assert misplaced(made) == []
    pages = [words(page) for page in page_texts(made)]
    begun = next(place for place, page in enumerate(pages) if "Do trong kỳ" in page)
    assert "STT7" in pages[begun], "the number of a row that is split stands where the row begins"
    assert any("CUOI." in page for page in pages)


def test_a_row_of_less_than_half_a_page_is_not_split() -> None:
    # 30 rows of one line fill a page and a half; each of these rows takes 15 lines or so, three to a page.
    text = (SENTENCE * 40)[:600]
    rows = "".join(f"<tr><td>{n}</td><td>DAU{n} {text} CUOI{n}.</td></tr>" for n in range(12))
    pages = page_texts(render(html(f"<table><tr><th>a</th><th>b</th></tr>{rows}</table>")))
    assert len(pages) > 1
    for number in range(12):
        [page] = [page for page in pages if f"DAU{number} " in words(page)]
        assert f"CUOI{number}." in words(page)


def test_a_head_that_would_take_a_third_of_a_page_is_printed_once_and_whole() -> None:
    head = " ".join(f"h{number}h" for number in range(900))
    rows = "".join(f"<tr><td>{n}</td><td>r{n}r</td></tr>" for n in range(60))
    made = render(html(f"<table><thead><tr><th>{head}</th><th>b</th></tr></thead>{rows}</table>"))
    text = all_words(made)
    assert all(text.count(f"h{number}h") == 1 for number in range(900))
    assert misplaced(made) == []


def test_a_usual_head_is_repeated_on_every_page() -> None:
    rows = "".join(f"<tr><td>{n}</td><td>r{n}r</td></tr>" for n in range(120))
    pages = page_texts(render(html(f"<table><thead><tr><th>đầu</th><th>b</th></tr></thead>{rows}</table>")))
    assert len(pages) > 2
    assert all("đầu" in page for page in pages)


@pytest.mark.parametrize("rows", [3, 80, 160])
def test_a_cell_over_several_rows_goes_on_behind_its_page(rows: int) -> None:
    body = "".join(
        f"<tr>{f'<th rowspan={rows}>nhóm</th>' if n == 0 else ''}<td>r{n}r</td><td>{n}</td></tr>" for n in range(rows)
    )
    made = render(html(f"<table><thead><tr><th>a</th><th>b</th><th>c</th></tr></thead>{body}</table>"))
    text = all_words(made)
    assert all(f"r{n}r" in text for n in range(rows))
    assert misplaced(made) == []


def test_a_cell_over_several_rows_that_is_higher_than_a_page_is_printed_to_its_end() -> None:
    tall = " ".join(f"w{number}w" for number in range(900))
    body = f"<tr><td rowspan=3>{tall}</td><td>1</td></tr><tr><td>2</td></tr><tr><td>3</td></tr>"
    made = render(html(f"<table><tr><th>a</th><th>b</th></tr>{body}</table>"))
    text = all_words(made)
    assert all(f"w{number}w" in text for number in range(900))
    assert misplaced(made) == []


def test_a_cell_over_several_columns_keeps_its_number_whole_in_each_part() -> None:
    head = "".join(f"<th>{1000000 + n}</th>" for n in range(30))
    body = f"<tr><td>a</td><td colspan=29>1.234.567.890</td></tr><tr>{''.join(f'<td>{n}</td>' for n in range(30))}</tr>"
    made = render(html(f"<table><tr>{head}</tr>{body}</table>"))
    assert "1.234.567.890" in numbers_in(made)
    assert not {"1.234.567.", "1.234.", "567.890"} & {*numbers_in(made)}
    assert misplaced(made) == []


@pytest.mark.parametrize("recipients", [30, 60, 100])
def test_a_long_list_of_recipients_is_printed_to_its_end(recipients: int) -> None:
    lines = [f"Đơn vị nhận số {number}n;" for number in range(recipients)]
    made = render(blocks=(sample.paragraphs("x"), {**sample.signature(), "recipients": lines}))
    text = all_words(made)
    assert all(f"số {number}n;" in text for number in range(recipients))
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in text


@pytest.mark.parametrize("heads", [1, 2, 3])
def test_rows_that_head_a_group_are_never_the_last_of_a_page(heads: int) -> None:
    table = sample.statistics(0)
    for group in range(60):
        table["rows"] += [_row(f"{group}.", f"Nhóm {group} cấp {head}", "group") for head in range(heads)]
        table["rows"] += [_row(f"{group}.{row}", f"Dòng {row}", "row") for row in range(1 + group % 4)]
    pages = page_texts(render(blocks=(table,)))
    assert len(pages) > 3
    last = [[line for line in page.splitlines() if "Nhóm" in line or "Dòng" in line][-1] for page in pages]
    assert [line for line in last if "Nhóm" in line] == []


def _row(number: str, label: str, kind: str) -> dict[str, Any]:
    return {"kind": kind, "absent": False, "cells": [[number], [label], [], ["7"], []]}
