"""Pages of HTML in every encoding and sloppiness that one-stop software has been seen to write."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from cchc.intake.files.guard import open_guarded
from cchc.intake.files.pages import read_pages
from tests.intake.makers import mhtml, page_06a, rows_of

PAGE = page_06a(rows_of("Hộ tịch, chứng thực"))


def cells(tmp_path: Path, data: bytes) -> list[list[str]]:
    (tmp_path / "bieu.xls").write_bytes(data)
    (sheet,) = read_pages(open_guarded(tmp_path / "bieu.xls")).sheets
    return [[cell.text for cell in row] for row in sheet.rows]


def as_1258(page: str) -> bytes:
    """As Windows-1258 has it: tones apart from their letters."""
    letters = "".join(c if c in "âăêôơưđÂĂÊÔƠƯĐ" else unicodedata.normalize("NFD", c) for c in _split(page))
    return letters.encode("windows-1258")


def _split(text: str) -> str:
    """Letters with a tone as the letter and the tone, which keeps â, ê, ô ... whole."""
    found = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        tones = [mark for mark in parts if mark in "\u0300\u0301\u0303\u0309\u0323"]
        found.append(unicodedata.normalize("NFC", "".join(m for m in parts if m not in tones)) + "".join(tones))
    return "".join(found)


ENCODED = {
    "UTF-8": PAGE.encode(),
    "UTF-8 with mark": PAGE.encode("utf-8-sig"),
    "UTF-8 that says nothing": PAGE.replace("charset=utf-8", "").encode(),
    "UTF-8 that says it is 1252": page_06a(rows_of("Hộ tịch, chứng thực"), meta="windows-1252").encode(),
    "UTF-16 with mark": PAGE.encode("utf-16"),
    "UTF-16, small end first": PAGE.encode("utf-16-le"),
    "UTF-16, big end first": PAGE.encode("utf-16-be"),
    "windows-1258": as_1258(page_06a(rows_of("Hộ tịch, chứng thực"), meta="windows-1258")),
    "windows-1258 that says it is UTF-8": as_1258(PAGE),
    "letters and tones apart": unicodedata.normalize("NFD", PAGE).encode(),
    "letters by number": PAGE.encode("ascii", "xmlcharrefreplace"),
    "in one file with its pictures": mhtml(PAGE),
    "behind an XML line": ('<?xml version="1.0" encoding="utf-16"?>' + PAGE).encode(),
    "with a kind of document": ("<!DOCTYPE html>\n" + PAGE).encode(),
}


@pytest.mark.parametrize("name", ENCODED)
def test_a_page_reads_the_same_in_every_encoding(tmp_path: Path, name: str) -> None:
    rows = cells(tmp_path, ENCODED[name])
    assert rows[-1][:4] == ["1", "Hộ tịch, chứng thực", "830", "700"]
    assert rows[2][2] == "Số hồ sơ tiếp nhận" and rows[-2][-1] == "(13)"


def test_cells_that_are_not_closed_and_spans_written_carelessly_are_read_as_browsers_do(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan='2;'>A<td colspan=' 2 '>B<tr><td>C<td>D<tr><td colspan='0'>E<td rowspan=x>F</table>"
    assert cells(tmp_path, page.encode()) == [["A", "B", ""], ["", "C", "D"], ["E", "F", ""]]


def test_spans_reach_no_further_than_the_table(tmp_path: Path) -> None:
    (tmp_path / "bieu.xls").write_bytes(b"<table><tr><td rowspan=99999999>A<td>B<tr><td colspan=3>C</table>")
    (sheet,) = read_pages(open_guarded(tmp_path / "bieu.xls")).sheets
    assert sheet.marks.merges == ((0, 0, 1, 0), (1, 1, 1, 3))


def test_a_title_that_spans_more_than_there_is_room_for_is_cut_to_it(tmp_path: Path) -> None:
    assert cells(tmp_path, b"<table><tr><td>1<td colspan=9999>A<tr><td>2<td>3</table>") == [["1", "A"], ["2", "3"]]


def test_what_nobody_sees_is_no_text(tmp_path: Path) -> None:
    page = "<table><tr><td>A<script>alert(1)</script><style>b</style><!-- c --> &nbsp;B<br>C</td></tr></table>"
    assert cells(tmp_path, page.encode()) == [["A B C"]]


def test_a_table_in_a_cell_is_a_table_of_its_own(tmp_path: Path) -> None:
    page = b"<html><p>Ti\xc3\xaau \xc4\x91\xe1\xbb\x81</p><table><tr><td>A<table><tr><td>1</td></tr></table>B</td></tr></table></html>"
    (tmp_path / "bieu.xls").write_bytes(page)
    book = read_pages(open_guarded(tmp_path / "bieu.xls"))
    assert [[[c.text for c in row] for row in sheet.rows] for sheet in book.sheets] == [[["A B"]], [["1"]]]
    assert book.around == ("Tiêu đề",)
