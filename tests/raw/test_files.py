"""Single files of a submission: what is read, and what each refusal says."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from cchc.errors import SubmissionError
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
