"""Every hostile or wrong file gets one line that says what it is and what to do, before a library has looked at it."""

from __future__ import annotations

import dataclasses
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from cchc.errors import SubmissionError
from cchc.intake.audit import documents
from cchc.intake.files.grid import Cell, read_book
from cchc.intake.files.guard import open_guarded
from cchc.intake.files.limits import MIB
from cchc.intake.files.pages import read_pages
from cchc.raw.submission import list_others
from tests.intake.makers import (
    MAIN,
    SHEET,
    change_part,
    mhtml,
    old_file,
    old_workbook,
    packed,
    page_06a,
    record,
    rows_of,
    save_06a,
    sheet_xml,
    stored,
    workbook,
)

TYPES = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.%s"/></Types>'
Make = Callable[[Path], Path]
LINKS = "xl/_rels/workbook.xml.rels"


def good(folder: Path) -> Path:
    return workbook(folder / "tot.xlsx", {"A1": "1.234", "B2": 5})


def changed(part: str, content: bytes, times: int = 1) -> Make:
    return lambda folder: change_part(good(folder), folder / "xau.xlsx", part, content, times)


def holding(content: bytes, name: str = "xau.xlsx") -> Make:
    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def cut(folder: Path) -> Path:
    path = good(folder)
    path.write_bytes(path.read_bytes()[:2000])
    return path


def flipped(folder: Path) -> Path:
    """One bit of the sheet's content is another."""
    path = good(folder)
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as package:
        data[package.getinfo(SHEET).header_offset + 30 + len(SHEET) + 20] ^= 0x10
    path.write_bytes(bytes(data))
    return path


def under_password(folder: Path) -> Path:
    """A package whose parts say that they are encrypted."""
    path = good(folder)
    data = bytearray(path.read_bytes())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 4)
    path.write_bytes(bytes(data))
    return path


def lying(folder: Path) -> Path:
    """A part that unpacks to 20 MB, of which the directory says 1,000 bytes."""
    path = change_part(good(folder), folder / "xau.xlsx", SHEET, b" " * MIB, 20)
    data = path.read_bytes().replace((20 * MIB).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    path.write_bytes(data)
    return path


def of_parts(parts: dict[str, bytes]) -> Make:
    return lambda folder: packed(folder / "xau.xlsx", parts)


def elsewhere(sheet: bytes, rename: Callable[[str], str] = lambda links: links, sheets: int = 1) -> Make:
    """A workbook whose sheet lies at xl/s/s.xml, as its relationships say; so many sheets have that part."""

    def make(folder: Path) -> Path:
        parts = dict(stored(good(folder).read_bytes()))
        links, book = parts[LINKS].decode(), parts["xl/workbook.xml"].decode()
        one = book[book.index("<sheet ") : book.index("</sheets>")]
        more = "".join(one.replace('name="', f'name="{n}') for n in range(1, sheets))
        del parts[SHEET]
        parts |= {"xl/workbook.xml": book.replace(one, one + more).encode(), "xl/s/s.xml": sheet}
        parts[LINKS] = rename(links.replace("worksheets/sheet1.xml", "s/s.xml")).encode()
        return packed(folder / "xau.xlsx", parts)

    return make


def twice(name: str) -> bytes:
    """An old file of two streams of that name."""
    other = f"{name[:-1]}x"
    return old_file({name: b"", other: b""}).replace(other.encode("utf-16-le"), name.encode("utf-16-le"))


def large_sheets(sheets: int) -> Make:
    """Sheets that each reach to AA37000: 37,000 rows by 27 columns are 999,000 cells."""

    def make(folder: Path) -> Path:
        with xlsxwriter.Workbook(str(folder / "lon.xlsx")) as book:
            for _ in range(sheets):
                book.add_worksheet().write("AA37000", 1)
        return folder / "lon.xlsx"

    return make


FAR = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')
ONE = sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>')
FAR_UNNAMED = sheet_xml('<row r="1048576"><c r="A1"><v>1</v></c><c><v>2</v></c><c r="ZZ1"><v>3</v></c></row>')
ENTITIES = f'<!DOCTYPE sst [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><sst {MAIN}><si><t>&b;</t></si></sst>'.encode()
WIDE = "<table>" + "<tr><td colspan=199>1<td>2" * 1_000 + "</table>"  # 1,000 rows of 200 columns
NESTED = "<html><body>" + "<table><tr><td>" * 20_000
DEEP = "<html><body><table><tr><td>" + "<div>" * 3_000 + "x" + "</div>" * 3_000 + "</td></tr></table></body></html>"

HOSTILE: dict[str, tuple[Make, str]] = {
    "blanks, 70 MB unpacked": (changed(SHEET, b" " * MIB, 70), "giải nén ra hơn 64 MB"),
    "shared strings, 9 MB": (changed("xl/sharedStrings.xml", b"<si><t>a</t></si>" * 61_680, 9), "các phần của tệp giải nén ra hơn 8 MB"),
    "rows, 7 MB": (changed(SHEET, b"<row/>" * 174_763, 7), "trang tính có quá nhiều ô"),
    "a part that says it is small": (lying, "bị cắt cụt hoặc hỏng"),
    "a cell far away": (changed(SHEET, FAR), "bảng kéo tới ô XFD1048576"),
    "cells without names far away": (changed(SHEET, FAR_UNNAMED), "bảng kéo tới ô B1048576"),
    "a cell outside of every sheet": (changed(SHEET, sheet_xml('<row><c r="ZZZ9999999"/></row>')), "bảng kéo tới ô"),
    "a cell of no name": (changed(SHEET, sheet_xml('<row><c r="a-1"/></row>')), "bị cắt cụt hoặc hỏng"),
    "a cell far away in a sheet that lies elsewhere": (elsewhere(FAR), "bảng kéo tới ô XFD1048576"),
    "a sheet whose part is not there": (elsewhere(FAR, lambda links: links.replace("s/s.xml", "s/t.xml")), "bị cắt cụt hoặc hỏng"),
    "a sheet by a way with dots": (elsewhere(ONE, lambda links: links.replace("s/s.xml", "t/../s/s.xml")), "bị cắt cụt hoặc hỏng"),
    "a sheet without its relationship": (elsewhere(ONE, lambda links: links.replace("rId1", "rId9")), "bị cắt cụt hoặc hỏng"),
    "two sheets of one part": (elsewhere(ONE, sheets=2), "bị cắt cụt hoặc hỏng"),
    "three sheets of 999,000 cells": (large_sheets(3), "các trang cộng lại kéo tới hơn 2.000.000 ô"),
    "three sheets of 999,000 cells in an old workbook": (
        holding(old_workbook({(0, 0): 1.0, (36_999, 26): 1.0}, sheets=3)),
        "các trang cộng lại kéo tới hơn 2.000.000 ô",
    ),
    "sheets of an old workbook that share their cells": (
        holding(old_workbook({(0, 0): 1.0}, sheets=3, apart=False)),
        "bị cắt cụt hoặc hỏng",
    ),
    "entities": (changed("xl/sharedStrings.xml", ENTITIES), "DOCTYPE"),
    "entities in UTF-16": (changed("xl/sharedStrings.xml", ENTITIES.decode().encode("utf-16")), "DOCTYPE hoặc ký tự lạ"),
    "XML that ends early": (changed(SHEET, b"<worksheet><sheetData>"), "bị cắt cụt hoặc hỏng"),
    "cut off": (cut, "bị cắt cụt hoặc hỏng"),
    "a bit flipped": (flipped, "bị cắt cụt hoặc hỏng"),
    "parts under a password": (under_password, "có mật khẩu; hãy bỏ mật khẩu rồi lưu lại"),
    "3,000 parts": (of_parts({f"{n}.xml": b"" for n in range(3000)}), "hơn 2000 phần"),
    "an encrypted workbook": (holding(old_file({"EncryptionInfo": b"x", "EncryptedPackage": b"y"})), "có mật khẩu"),
    "an old workbook under a password": (holding(old_workbook({(0, 0): 1.0}, record(0x2F, b"\0\0"))), "có mật khẩu"),
    "an old workbook that reaches far": (holding(old_workbook({(0, 0): 1.0, (65535, 65535): 1.0})), "quá 2.000.000 ô"),
    "an old workbook that says it is large": (
        holding(old_workbook({(0, 0): 1.0}, record(0x0200, b"\0\0\0\0\0\0\1\0\0\0\0\1\0\0"))),
        "quá 2.000.000 ô",
    ),
    "an old workbook cut off": (holding(old_workbook({(0, 0): 1.0})[:1500]), "bị cắt cụt hoặc hỏng"),
    "an old workbook whose chain bites its tail": (
        holding(old_workbook({(0, 0): 1.0}).replace(b"\1\0\0\0\2\0\0\0\3\0\0\0", b"\1\0\0\0\1\0\0\0\3\0\0\0")),
        "bị cắt cụt hoặc hỏng",
    ),
    "two old workbooks of one name": (holding(twice("Workbook")), "bị cắt cụt hoặc hỏng"),
    "two old workbooks of one older name": (holding(twice("Book")), "bị cắt cụt hoặc hỏng"),
    "two old workbooks, the name of one with a tail": (
        holding(old_file({"Workbook": b"", "Workbook\0x": b""})),
        "bị cắt cụt hoặc hỏng",
    ),
    "old Word": (holding(old_file({"WordDocument": b"x"}), "bieu.doc"), "là tệp Word đời cũ (.doc)"),
    "old slides": (holding(old_file({"PowerPoint Document": b"x"})), "là tệp trình chiếu"),
    "another old file": (holding(old_file({"Contents": b"x"})), "không phải bảng tính Excel"),
    "Word without its text": (of_parts({"[Content_Types].xml": TYPES % b"wordprocessingml"}), "bị cắt cụt hoặc hỏng"),
    "slides": (of_parts({"[Content_Types].xml": TYPES % b"presentationml"}), "là tệp trình chiếu (.pptx)"),
    "a binary workbook": (of_parts({"xl/workbook.bin": b""}), "là tệp Excel nhị phân (.xlsb); hãy mở ra rồi lưu lại thành .xlsx"),
    "an OpenDocument workbook": (of_parts({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "(.ods)"),
    "an OpenDocument text": (of_parts({"mimetype": b"application/vnd.oasis.opendocument.text"}), "là tệp OpenDocument"),
    "a package of something": (of_parts({"a.txt": b"a"}), "là tệp nén, không phải bảng tính; hãy giải nén"),
    "a workbook without its list of types": (of_parts({"xl/workbook.xml": b"<a/>"}), "bị cắt cụt hoặc hỏng"),
    "RTF": (holding(b"{\\rtf1 ...", "bieu.doc"), "là tệp văn bản RTF"),
    "a picture": (holding(b"\x89PNG\r\n"), "là ảnh"),
    "bytes": (holding(bytes(range(256)) * 9), "không nhận ra là loại tệp nào"),
    "nothing": (holding(b""), "tệp trống"),
    "white space": (holding(b" \r\n\0" * 9), "tệp trống"),
    "17 MB": (holding(b"PK" + b"\0" * 17 * MIB), "tệp lớn hơn 16 MB"),
    "a page of 5 MB": (holding(b"<html><table>" + b" " * 5 * MIB, "bieu.xls"), "trang HTML lớn hơn 4 MB"),
    "a page without a table": (holding(b"<html><body>404</body></html>", "bieu.xls"), "không có bảng nào"),
    "XML of 2003": (
        holding(b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "bieu.xls"),
        "là bảng tính dạng XML 2003; hãy mở bằng Excel rồi lưu lại thành .xlsx",
    ),
    "20,000 nested tables": (holding(NESTED.encode(), "bieu.xls"), "quá nhiều bảng"),
    "200,000 cells": (holding(b"<table><tr>" + b"<td>" * 200_000 + b"</table>", "bieu.xls"), "quá nhiều bảng hoặc ô"),
    "elements 3,000 deep": (holding(DEEP.encode(), "bieu.xls"), "lồng quá sâu"),
    "spans that are enormous": (
        holding(b"<table>" + b"<tr><td colspan=99999999 rowspan=99999999>1<td>2" * 300 + b"</table>", "bieu.xls"),
        "bảng HTML quá rộng",
    ),
    "three tables of 200,000 cells": (holding((WIDE * 3).encode(), "bieu.xls"), "các bảng HTML quá rộng"),
    "three pages of 200,000 cells in one file": (holding(mhtml(WIDE, WIDE, WIDE), "bieu.mht"), "các bảng HTML quá rộng"),
    "a page cut off": (holding(page_06a(rows_of("Hộ tịch")).encode()[:-40], "bieu.xls"), "bị cắt cụt hoặc hỏng"),
    "a page in no encoding": (holding(b"<table><tr><td>\xd2\xff\x81\x8d</td></tr></table>", "bieu.xls"), "không đọc được chữ"),
}  # fmt: skip


def read(path: Path) -> None:
    arrived = open_guarded(path)
    (read_book if arrived.kind in ("xlsx", "xls") else read_pages)(arrived)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The hostile files, by what they are."""
    return {name: make(tmp_path_factory.mktemp("tep")) for name, (make, _) in HOSTILE.items()}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_that_is_not_taken_gets_its_one_line(files: dict[str, Path], name: str) -> None:
    with pytest.raises(SubmissionError) as refused:
        read(files[name])
    (line,) = str(refused.value).splitlines()
    assert line.startswith(f"{files[name]}") and HOSTILE[name][1] in line and "; " in line and line.endswith(".")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="không có tệp này"):
        read(tmp_path / "khong.xlsx")
    with pytest.raises(SubmissionError, match="đây là một thư mục"):
        read(tmp_path)
    with pytest.raises(SubmissionError, match="không phải một tệp thường"):
        read(Path("/dev/zero"))


MEASURE = """
import sys
from pathlib import Path
from cchc.intake.command import take
from cchc.intake.taken import Asked
from cchc.errors import CchcError

def most():
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))

before = most()
for name in sys.argv[1:]:
    try:
        take(Path(name), Asked())
    except CchcError:
        pass
print(most() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the memory of a process is read from /proc")
def test_all_of_them_together_take_less_than_50_mb(files: dict[str, Path]) -> None:
    command = [sys.executable, "-c", MEASURE, *map(str, files.values())]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert int(done.stdout) < 50 * 1024  # KiB


def test_a_kind_is_told_by_the_bytes_whatever_the_name(tmp_path: Path) -> None:
    old = holding(old_workbook({(0, 0): "a"}), "moi.xlsx")(tmp_path)
    new = good(tmp_path).rename(tmp_path / "cu.xls")
    page = save_06a(tmp_path / "bieu.doc", rows_of("Hộ tịch"))
    kept = holding(mhtml(page_06a(rows_of("Hộ tịch"))), "bieu.mht.doc")(tmp_path)
    assert [open_guarded(path).kind for path in (old, new, page, kept)] == ["xls", "xlsx", "html", "mhtml"]


def test_what_is_handed_on_is_packed_without_compression_and_hashed_as_it_came(tmp_path: Path) -> None:
    import hashlib
    import io

    path = good(tmp_path)
    arrived = open_guarded(path)
    assert arrived.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()
    with zipfile.ZipFile(io.BytesIO(arrived.data)) as package:
        assert {info.compress_type for info in package.infolist()} == {zipfile.ZIP_STORED}


def test_rows_that_are_formatted_only_do_not_count_as_far_away(tmp_path: Path) -> None:
    path = changed(SHEET, sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" hidden="1"/>'))(tmp_path)
    assert read_book(open_guarded(path)).sheets[0].cell(0, 0).text == "1"


def test_a_sheet_that_lies_elsewhere_keeps_its_errors_and_merges(tmp_path: Path) -> None:
    """A1 holds #REF!, which the reader alone does not tell; B1:B2 are merged."""
    xml = sheet_xml('<row r="1"><c r="A1" t="e"><v>#REF!</v></c></row>').replace(
        b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="B1:B2"/></mergeCells>'
    )
    (sheet,) = read_book(open_guarded(elsewhere(xml)(tmp_path))).sheets
    assert (sheet.cell(0, 0).text, sheet.cell(0, 0).made, sheet.merged(1, 1)) == ("#REF!", "error", "B1:B2")


def test_a_sheet_that_was_not_looked_at_is_not_read(tmp_path: Path) -> None:
    arrived = dataclasses.replace(open_guarded(good(tmp_path)), marks={})
    with pytest.raises(SubmissionError, match="bị cắt cụt hoặc hỏng"):
        read_book(arrived)


def test_two_sheets_that_together_are_within_the_limit_are_read(tmp_path: Path) -> None:
    """Each has 37,000 rows by 27 columns: together 1,998,000 cells of 2,000,000."""
    old = holding(old_workbook({(0, 0): 1.0, (36_999, 26): 2.0}, sheets=2), "cu.xls")(tmp_path)
    for path in (large_sheets(2)(tmp_path), old):
        assert [len(sheet.rows) for sheet in read_book(open_guarded(path)).sheets] == [37_000, 37_000]


def test_tables_that_together_are_within_the_limit_are_read(tmp_path: Path) -> None:
    """Two tables of 1,000 rows by 200 columns: 400,000 cells of 500,000."""
    for content in ((WIDE * 2).encode(), mhtml(WIDE, WIDE)):
        book = read_pages(open_guarded(holding(content, "bieu.mht")(tmp_path)))
        assert [len(sheet.rows) * len(sheet.rows[0]) for sheet in book.sheets] == [200_000, 200_000]


@pytest.mark.parametrize(
    ("value", "text"), [("NaN", "NaN"), ("inf", "Infinity"), ("-inf", "-Infinity"), ("1e999", "Infinity")]
)
def test_a_number_that_is_none_is_an_error(tmp_path: Path, value: str, text: str) -> None:
    path = changed(SHEET, sheet_xml(f'<row r="1"><c r="A1"><v>{value}</v></c></row>'))(tmp_path)
    assert read_book(open_guarded(path)).sheets[0].cell(0, 0) == Cell(text, "error")


def test_a_number_that_is_none_is_an_error_in_an_old_workbook(tmp_path: Path) -> None:
    path = holding(old_workbook({(0, 0): float("nan"), (0, 1): 5.0}), "cu.xls")(tmp_path)
    assert [cell.made for cell in read_book(open_guarded(path)).sheets[0].rows[0]] == ["error", "number"]


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (0x0205, struct.pack("<HHHBB", 2, 1, 0, 0x07, 1)),  # a value: row, column, style, which error, that it is one
        (
            0x0006,
            struct.pack("<HHHBBBBBBHHIH", 2, 1, 0, 2, 0, 0x07, 0, 0, 0, 0xFFFF, 0, 0, 0),
        ),  # the result of a formula
    ],
)
def test_an_error_that_a_cell_of_an_old_workbook_shows_is_no_blank(tmp_path: Path, kind: int, content: bytes) -> None:
    path = holding(old_workbook({(0, 0): 5.0, (2, 0): "a"}, record(kind, content)), "cu.xls")(tmp_path)
    sheet = read_book(open_guarded(path)).sheets[0]
    assert sheet.cell(2, 1) == Cell("#DIV/0!", "error")
    assert sheet.cell(2, 0).text == "a"


def test_a_truth_of_an_old_workbook_is_no_error(tmp_path: Path) -> None:
    truth = record(0x0205, struct.pack("<HHHBB", 0, 1, 0, 1, 0))
    path = holding(old_workbook({(0, 0): 5.0}, truth), "cu.xls")(tmp_path)
    assert [cell.made for cell in read_book(open_guarded(path)).sheets[0].rows[0]] == ["number", "bool"]


def test_the_file_that_excel_keeps_beside_an_open_workbook_is_named(tmp_path: Path) -> None:
    (tmp_path / "~$so.xlsx").write_bytes(b"\x05clerk" + b"\0" * 159)
    with pytest.raises(SubmissionError) as told:
        open_guarded(tmp_path / "~$so.xlsx")
    said = "là tệp tạm của Excel khi so.xlsx đang mở; hãy đóng Excel, rồi chọn tệp so.xlsx."
    assert str(told.value) == f"{tmp_path / '~$so.xlsx'}: {said}"


def test_files_of_an_open_workbook_are_no_part_of_a_folder(tmp_path: Path) -> None:
    for name in ("~$so.xlsx", "so.xlsx", "ghi-chu.txt"):
        (tmp_path / name).write_bytes(b"x")
    assert list_others(tmp_path) == ["ghi-chu.txt", "so.xlsx"]
    assert [path.name for path in documents(tmp_path)] == ["ghi-chu.txt", "so.xlsx"]
