"""Single files of a submission: what is read, and what each refusal says."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.errors import SubmissionError
from cchc.raw.encodings import as_received
from cchc.raw.files import RawFile, Record, read_file, read_records

TABLE = Path("data/raw/so_lieu.csv")


def records(text: str, columns: Sequence[str] = ("stt", "ten"), optional: Sequence[str] = ()) -> list[Record]:
    return read_records(RawFile(TABLE.name, "", text), TABLE, columns, optional)


def refusal(text: str, columns: Sequence[str] = ("stt", "ten"), optional: Sequence[str] = ()) -> str:
    with pytest.raises(SubmissionError) as caught:
        records(text, columns, optional)
    return str(caught.value)


def test_a_byte_order_mark_is_no_part_of_the_text_but_of_the_hash(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"\xef\xbb\xbfstt,ten\n")
    file = read_file(path)
    assert (file.name, file.text) == ("a.csv", "stt,ten\n")
    assert file.sha256 == hashlib.sha256(b"\xef\xbb\xbfstt,ten\n").hexdigest()


def test_a_file_that_is_not_utf_8_names_the_line_and_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("stt,ten\n1,x\n2,Hoàng\n".encode("latin-1"))
    with pytest.raises(SubmissionError, match=r"a\.csv, dòng 3: cần .* UTF-8, gặp byte 0xe0; hãy lưu lại"):
        read_file(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_a_text_in_utf_16_is_read_by_its_byte_order_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.csv"
    data = "\ufeffstt\tten\r\n1\tHoằng Lưu\r\n".encode("utf-16-be" if encoding == "utf-16-be" else "utf-16-le")
    path.write_bytes(data)
    file = read_file(path)
    assert (file.text, file.sha256) == ("stt\tten\r\n1\tHoằng Lưu\r\n", hashlib.sha256(data).hexdigest())


def test_utf_16_without_its_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("stt,ten\n".encode("utf-16-le"))
    with pytest.raises(SubmissionError, match="NUL"):
        read_file(path)


def test_a_file_with_a_nul_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"stt,ten\n1,\x00\n")
    with pytest.raises(SubmissionError, match="NUL"):
        read_file(path)


def test_a_folder_in_place_of_a_file_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SubmissionError, match="không đọc được tệp .đây là một thư mục"):
        read_file(tmp_path)


def test_a_link_to_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    link = tmp_path / "a.csv"
    link.symlink_to(tmp_path / "gone.csv")
    with pytest.raises(SubmissionError, match="liên kết trỏ tới tệp không còn"):
        read_file(link)


def test_a_file_that_nobody_may_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def deny(path: Path) -> bytes:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "read_bytes", deny)
    with pytest.raises(SubmissionError, match=r"a\.csv: không đọc được tệp .không có quyền truy cập"):
        read_file(tmp_path / "a.csv")


def test_a_cell_keeps_its_text_as_printed() -> None:
    assert records('stt,ten\n05,"  8 30 "\n')[0].fields == {"stt": "05", "ten": "  8 30 "}


def test_rows_are_counted_in_records_not_in_lines() -> None:
    # Record 2 stands on lines 2 to 4 of the file.
    found = records('stt,ten\n1,"một\nhai\nba"\n2,bốn\n')
    assert [(record.row, record["ten"]) for record in found] == [(2, "một\nhai\nba"), (3, "bốn")]


def test_a_record_of_blanks_is_skipped_and_counted() -> None:
    assert [(r.row, r["stt"]) for r in records("stt,ten\n1,a\n , \n3,c\n")] == [(2, "1"), (4, "3")]


def test_a_short_record_ends_in_blanks() -> None:
    assert records("stt,ten\n1\n")[0].fields == {"stt": "1", "ten": ""}


def test_blank_cells_beyond_the_last_column_are_harmless() -> None:
    assert records("stt,ten\n1,a,,\n")[0].fields == {"stt": "1", "ten": "a"}


def test_columns_may_stand_in_any_order_and_optional_ones_be_absent() -> None:
    assert records("ten,stt\na,1\n", optional=["mau_so"])[0].fields == {"ten": "a", "stt": "1"}
    assert records("stt,ten,mau_so\n1,a,m\n", optional=["mau_so"])[0]["mau_so"] == "m"


def test_lines_may_end_as_windows_ends_them() -> None:
    assert [record["ten"] for record in records("stt,ten\r\n1,a\r\n2,b\r\n")] == ["a", "b"]


def test_a_table_with_a_head_only_has_no_records() -> None:
    assert records("stt,ten\n") == []


def test_a_missing_column_is_named_with_what_was_found() -> None:
    assert refusal("stt\n") == f"{TABLE}, dòng 1: thiếu cột ten; cần stt,ten, gặp stt."


def test_an_empty_file_lacks_all_columns() -> None:
    assert "thiếu cột stt, ten" in refusal("")
    assert "gặp tệp trống" in refusal("")


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_columns_are_parted_as_a_spreadsheet_parts_them(separator: str) -> None:
    text = "stt,ten,ghi_chu\n1,a,\n2,b,c\n".replace(",", separator)
    assert [record.fields for record in records(text, ("stt", "ten", "ghi_chu"))] == [
        {"stt": "1", "ten": "a", "ghi_chu": ""},
        {"stt": "2", "ten": "b", "ghi_chu": "c"},
    ]


def test_between_semicolons_a_decimal_comma_needs_no_quotes() -> None:
    assert records("stt;ten\n1;98,9\n")[0]["ten"] == "98,9"


def test_other_marks_between_columns_are_a_missing_column() -> None:
    assert "thiếu cột stt, ten; cần stt,ten, gặp stt|ten." in refusal("stt|ten\n1|a\n")


def test_an_unknown_column_names_the_one_probably_meant() -> None:
    message = refusal("stt,ten,mau_soo\n", optional=["mau_so"])
    assert f'{TABLE}, dòng 1: cột "mau_soo" lạ' in message
    assert '(có phải "mau_so"?)' in message


def test_a_column_that_comes_twice_is_refused() -> None:
    assert refusal("stt,ten,ten\n") == f'{TABLE}, dòng 1: cột "ten" lặp lại; cần stt,ten, mỗi cột một lần.'


def test_a_column_without_a_name_is_named_by_its_place() -> None:
    assert refusal("stt,,ten\n") == f"{TABLE}, dòng 1: cột thứ 2 không có tên; cần stt,ten."


def test_blank_heads_that_a_spreadsheet_leaves_at_the_end_are_let_pass() -> None:
    assert [record.fields for record in records("stt,ten,,,\n1,a,,,\n2,b\n")] == [
        {"stt": "1", "ten": "a"},
        {"stt": "2", "ten": "b"},
    ]


def test_what_stands_under_a_blank_head_is_not_lost() -> None:
    assert "dòng 2: cần 2 cột, gặp 3" in refusal("stt,ten,\n1,98,9\n")


def test_all_faults_of_a_file_are_told_at_once() -> None:
    assert refusal("stt,tenn,ghi_chuu\n").splitlines() == [
        f"{TABLE}, dòng 1: thiếu cột ten; cần stt,ten, gặp stt,tenn,ghi_chuu.",
        f'{TABLE}, dòng 1: cột "tenn" lạ (có phải "ten"?); cần stt,ten.',
        f'{TABLE}, dòng 1: cột "ghi_chuu" lạ; cần stt,ten.',
    ]
    assert [line.partition(":")[0] for line in refusal("stt,ten\n1,98,9\n2,a\n3,1,860\n").splitlines()] == [
        f"{TABLE}, dòng 2",
        f"{TABLE}, dòng 4",
    ]


def test_an_unquoted_comma_is_an_extra_field() -> None:
    assert refusal("stt,ten\n1,98,9\n") == (
        f'{TABLE}, dòng 2: cần 2 cột, gặp 3; ô có dấu phẩy phải đặt trong ngoặc kép, ví dụ "98,9".'
    )


@pytest.mark.parametrize("text", ['stt,ten\n1,a\n2,"không đóng\n', 'stt,ten\n1,a\n2,"a"b\n'])
def test_broken_quotes_name_the_last_good_record(text: str) -> None:
    assert f"{TABLE}, sau dòng 2: không đọc được như tệp CSV" in refusal(text)


def test_a_figure_with_an_unquoted_comma_is_refused_even_where_the_rest_of_the_row_is_blank(tmp_path: Path) -> None:
    path = tmp_path / "phu_luc_01b.csv"
    path.write_text("stt,so_lieu,ghi_chu\n1,12,\n2,1,860,\n", encoding="utf-8")
    with pytest.raises(SubmissionError, match=r"dòng 3: cần 3 cột, gặp 4"):
        read_records(read_file(path), path, ("stt", "so_lieu", "ghi_chu"))


def test_blank_columns_that_a_spreadsheet_leaves_behind_every_row_are_let_pass(tmp_path: Path) -> None:
    path = tmp_path / "phu_luc_01b.csv"
    path.write_text("stt,so_lieu\n1,12,,\n2,13,,\n", encoding="utf-8")
    assert [record["so_lieu"] for record in read_records(read_file(path), path, ("stt", "so_lieu"))] == ["12", "13"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("said", ["sep=;", '"sep=;"', "SEP=;"])
def test_the_line_that_names_the_separator_is_no_record(said: str, end: str) -> None:
    found = records(end.join([said, "stt;ten", "1;98,9", ""]))
    assert [(record.row, record.fields) for record in found] == [(2, {"stt": "1", "ten": "98,9"})]


def test_lines_may_end_as_an_old_macintosh_ended_them() -> None:
    # Four semicolons in the header, more commas below: the header alone decides.
    text = "stt;ten;ghi_chu\r1;a, b, c, d;98,9\r2;e;\r"
    found = records(text, ("stt", "ten", "ghi_chu"))
    assert [(record.row, record["ten"], record["ghi_chu"]) for record in found] == [
        (2, "a, b, c, d", "98,9"),
        (3, "e", ""),
    ]


def blocks(first: str, second: str) -> str:
    """A header and 15 records, which are the first block of 16 rows, then two records of the second."""
    return "\n".join(["stt,ten", *[f"{n},a{first}" for n in range(1, 16)], *[f"{n},b{second}" for n in (16, 17)], ""])


@pytest.mark.parametrize(("first", "second"), [("", ",,,"), (",,", ""), (",", ",,,")])
def test_blank_cells_that_excel_leaves_behind_a_block_of_rows_are_let_pass(first: str, second: str) -> None:
    assert [record["ten"] for record in records(blocks(first, second))] == ["a"] * 15 + ["b"] * 2


def test_a_shifted_record_among_those_with_blank_cells_behind_them_is_refused() -> None:
    assert "dòng 3: cần 3 cột, gặp 4; ô có dấu phẩy" in refusal(
        "stt,ten,ghi_chu,,\n1,a,,,\n2,98,9,\n3,c,,,\n", ("stt", "ten", "ghi_chu")
    )


def test_a_table_that_was_saved_before_its_columns_were_parted_is_refused() -> None:
    assert refusal('stt;ten\n"1;Kết hôn, khai sinh"\n2;b\n') == (
        f"{TABLE}, dòng 2: cần 2 cột, gặp cả dòng trong một ô; tệp đã được lưu lại khi chưa tách cột, "
        "hãy lấy tệp gốc, hoặc tách cột rồi lưu lại."
    )


WAY_OUT = 'kiểu "CSV UTF-8 (phân cách bằng dấu phẩy)"'
WORDS = "1,Tỷ lệ hồ sơ được giải quyết đúng hạn\n"
TCVN3 = {
    "ỷ": 0xFB, "ệ": 0xD6, "ồ": 0xE5, "ơ": 0xAC, "đ": 0xAE, "ư": 0xAD, "ợ": 0xEE, "ả": 0xB6, "ế": 0xD5, "ú": 0xF3, "ạ": 0xB9,
}  # fmt: skip
VNI = {
    "ỷ": "yû", "ệ": "eä", "ồ": "oà", "ơ": "ô", "đ": "ñ", "ư": "ö", "ợ": "ôï", "ả": "aû", "ế": "eá", "ú": "uù", "ạ": "aï",
}  # fmt: skip
TONES = {
    "ỷ": "y\u0309", "ệ": "ê\u0323", "ồ": "ô\u0300", "ợ": "ơ\u0323", "ả": "a\u0309", "ế": "ê\u0301", "ạ": "a\u0323",
}  # fmt: skip
LEGACY = {
    "Windows-1258": "".join(TONES.get(letter, letter) for letter in WORDS).encode("cp1258"),
    "TCVN3": bytes(TCVN3.get(letter, ord(letter) & 0xFF) for letter in WORDS),
    "VNI": "".join(VNI.get(letter, letter) for letter in WORDS).encode("latin-1"),
}


@pytest.mark.parametrize("name", LEGACY)
def test_a_table_in_an_old_encoding_is_refused_by_its_name_with_the_way_out(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"stt,ten\n" + LEGACY[name])
    with pytest.raises(SubmissionError) as caught:
        read_file(path)
    assert f"{path}, dòng 2: cần tệp văn bản mã hóa UTF-8" in str(caught.value)
    assert f"có vẻ là bảng mã {name}" in str(caught.value)
    assert WAY_OUT in str(caught.value)
    assert ("UniKey" in str(caught.value)) == (name != "Windows-1258")


def test_letters_that_are_lost_already_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("stt,ten\n1,T? l? h? so du?c gi?i quy?t đúng h?n\n".encode("cp1252", "replace"))
    with pytest.raises(SubmissionError, match=r'có chữ đã mất thành dấu "\?"; .*không lưu lại từ chính tệp này'):
        read_file(path)


@pytest.mark.parametrize(
    ("start", "kind"), [(b"PK\x03\x04", "Excel (.xlsx) đổi tên"), (b"\xd0\xcf\x11\xe0", "đời cũ (.xls) đổi tên")]
)
def test_a_workbook_under_the_name_of_a_table_is_named(tmp_path: Path, start: bytes, kind: str) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(start + b"\xa1\xb1\x1a\xe1")
    with pytest.raises(SubmissionError) as caught:
        read_file(path)
    assert kind in str(caught.value)
    assert WAY_OUT in str(caught.value)


def test_only_a_table_is_saved_again_by_excel(tmp_path: Path) -> None:
    path = tmp_path / "noi_dung.yaml"
    path.write_bytes(LEGACY["Windows-1258"])
    with pytest.raises(SubmissionError, match=r"có vẻ là bảng mã Windows-1258 .*; hãy lưu lại tệp với mã hóa UTF-8\.$"):
        read_file(path)


DIALECTS = [
    (separator, end, encoding, blank, said)
    for separator in ",;\t"
    for end in ("\n", "\r\n", "\r")
    for encoding in ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be")
    for blank in (0, 3)
    for said in ("", "sep=")
]
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)


@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=40), dialect=st.sampled_from(DIALECTS))
def test_a_table_reads_the_same_in_every_dialect(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, str, str]], dialect: tuple[str, str, str, int, str]
) -> None:
    separator, end, encoding, blank, said = dialect
    lines = io.StringIO()
    breaks = any(mark in cell for cells in rows for cell in cells for mark in "\r\n")  # Excel puts these in quotes
    quoting = csv.QUOTE_ALL if breaks else csv.QUOTE_MINIMAL
    writer = csv.writer(lines, delimiter=separator, lineterminator=end, quoting=quoting)
    writer.writerows([*cells, *[""] * blank] for cells in [("stt", "ten", "ghi_chu"), *rows])
    text = (f"{said}{separator}{end}" if said else "") + lines.getvalue()
    path = tmp_path_factory.mktemp("bang") / "a.csv"
    path.write_bytes((("\ufeff" if encoding.startswith("utf-16") else "") + text).encode(encoding))
    file = read_file(path)
    found = read_records(file, path, ("stt", "ten", "ghi_chu"))
    expected = [(n, cells) for n, cells in enumerate(rows, 2) if any(cell.strip() for cell in cells)]
    assert [(record.row, tuple(record.fields.values())) for record in found] == expected
    assert as_received(file.text, file.sha256) == path.read_bytes()
