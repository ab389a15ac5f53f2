"""A submission folder: found by its code, read as received, refused with a hint where it is not readable."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from cchc.errors import SubmissionError
from cchc.raw.submission import (
    ANNEX,
    DOCUMENTS,
    REDUCTIONS,
    SOURCE,
    STATEMENTS,
    TEXTS,
    find_submission,
    read_submission,
    split_paragraphs,
)
from tests.conftest import make_submission

OWN = "ma_xa: '15976'\nnam: 2024\nky: nam\ntu_ngay: 2023-12-15\nden_ngay: 2024-12-14\n"


def refusal(folder: Path) -> str:
    with pytest.raises(SubmissionError) as caught:
        read_submission(folder)
    return str(caught.value)


def refused_source(root: Path, text: str) -> str:
    return refusal(make_submission(root, files={SOURCE: text}))


def test_a_folder_is_found_by_its_code_whatever_its_name(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, code="15976", slug="ten-cu")
    make_submission(tmp_path, code="15979", slug="xa-khac")
    assert find_submission(tmp_path, "15976", 2024, "nam") == folder


def test_two_folders_of_one_code_are_refused_and_named(tmp_path: Path) -> None:
    make_submission(tmp_path, slug="hoang-luu")
    make_submission(tmp_path, slug="hoang-luu-2")
    with pytest.raises(SubmissionError, match="gặp 2 của mã 15976: 15976-hoang-luu, 15976-hoang-luu-2"):
        find_submission(tmp_path, "15976", 2024, "nam")


def test_a_missing_folder_names_those_that_are_there(tmp_path: Path) -> None:
    make_submission(tmp_path, code="15979")
    with pytest.raises(SubmissionError, match="mã xã 15976 .*; đang có 15979-xa-thu"):
        find_submission(tmp_path, "15976", 2024, "nam")


def test_a_file_of_that_name_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "2024/nam").mkdir(parents=True)
    (tmp_path / "2024/nam/15976-x").write_text("")
    with pytest.raises(SubmissionError, match="không có thư mục"):
        find_submission(tmp_path, "15976", 2024, "nam")


def test_the_source_alone_is_a_submission_of_nothing(tmp_path: Path) -> None:
    submission = read_submission(make_submission(tmp_path))
    assert [file.name for file in submission.files] == [SOURCE]
    assert submission.table(ANNEX) == ()
    assert not submission.submitted(ANNEX)
    assert (submission.source.tu_ngay, submission.source.den_ngay) == (date(2023, 12, 15), date(2024, 12, 14))


def test_a_file_without_records_was_submitted_all_the_same(tmp_path: Path) -> None:
    submission = read_submission(make_submission(tmp_path, procedures=[]))
    assert submission.submitted(REDUCTIONS)
    assert submission.table(REDUCTIONS) == ()


def test_a_folder_without_its_source_is_refused(tmp_path: Path) -> None:
    folder = make_submission(tmp_path)
    (folder / SOURCE).unlink()
    assert "thiếu tệp nguon.yaml; hãy thêm tệp với ma_xa, nam, ky, tu_ngay, den_ngay" in refusal(folder)


def test_the_code_of_the_source_keeps_its_zeros(tmp_path: Path) -> None:
    text = OWN.replace("'15976'", "00010")
    submission = read_submission(make_submission(tmp_path, files={SOURCE: text}))
    assert submission.source.ma_xa == "00010"


def test_an_unknown_key_of_the_source_names_the_one_probably_meant(tmp_path: Path) -> None:
    message = refused_source(tmp_path, OWN + "nguoi_ki: {}\n")
    assert f'{SOURCE}: khóa "nguoi_ki" lạ (có phải "nguoi_ky"?)' in message


def test_an_unknown_key_inside_a_list_names_its_place_counted_from_one(tmp_path: Path) -> None:
    message = refused_source(tmp_path, OWN + "noi_nhan:\n  - ten: A\n  - ten: B\n    ghi: b/c\n")
    assert 'khóa "noi_nhan.2.ghi" lạ' in message


@pytest.mark.parametrize("key", ["ma_xa", "nam", "ky", "tu_ngay", "den_ngay"])
def test_a_required_key_of_the_source_is_asked_for(tmp_path: Path, key: str) -> None:
    text = "".join(line for line in OWN.splitlines(keepends=True) if not line.startswith(key))
    assert f'thiếu khóa "{key}"' in refused_source(tmp_path, text)


@pytest.mark.parametrize("day", ["14/12/2024", "2024-02-30", "2024", "14-12-2024"])
def test_a_day_of_the_window_must_be_an_iso_date(tmp_path: Path, day: str) -> None:
    message = refused_source(tmp_path, OWN.replace("2024-12-14", day))
    assert f"khóa \"den_ngay\": gặp '{day}'; cần ngày dạng năm-tháng-ngày" in message


def test_a_source_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    assert "cần các dòng dạng 'khóa: giá trị'" in refused_source(tmp_path, "- ma_xa\n")


def test_a_broken_source_names_its_line(tmp_path: Path) -> None:
    assert f"{SOURCE}, dòng 2" in refused_source(tmp_path, "nam: 2024\n  ky: nam\n")


def test_an_unknown_count_names_file_row_column_and_the_key_probably_meant(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, statements=[("II.2.d", "ho_so.bcci", "1"), ("II.2.d", "ho_so.tiep_nhn", "8")])
    message = refusal(folder)
    assert message.startswith(f'{folder / STATEMENTS}, dòng 3, cột khoa: khóa "ho_so.tiep_nhn" lạ')
    assert '(có phải "ho_so.tiep_nhan"?)' in message


def test_a_statement_without_a_key_is_refused(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, statements=[("II.2.d", "", "1")])
    assert "dòng 2, cột khoa: cần khóa của số liệu, gặp ô trống" in refusal(folder)


def test_an_unknown_denominator_of_a_statement_is_refused(tmp_path: Path) -> None:
    statement = ("II.2.d", "ty_le.trong_han", "98,9", "%", "98,9% đúng hạn", "ho_so.da_giai_quyt")
    message = refusal(make_submission(tmp_path, statements=[statement]))
    assert 'dòng 2, cột mau_so: khóa "ho_so.da_giai_quyt" lạ (có phải "ho_so.da_giai_quyet"?)' in message


def test_any_stated_rate_is_a_key(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, statements=[("II.2.d", "ty_le.cua_rieng_xa", "98,9")])
    assert read_submission(folder).table(STATEMENTS)[0]["khoa"] == "ty_le.cua_rieng_xa"


def test_the_code_of_an_annex_row_with_a_key_of_its_own_is_no_key(tmp_path: Path) -> None:
    message = refusal(make_submission(tmp_path, statements=[("II.2.d", "3.3.2", "8")]))
    assert 'khóa "3.3.2" lạ' in message


@pytest.mark.parametrize("name", [STATEMENTS, DOCUMENTS])
def test_an_unknown_section_is_refused_with_file_row_and_column(tmp_path: Path, name: str) -> None:
    if name == STATEMENTS:
        folder = make_submission(tmp_path, statements=[("VI.1", "ho_so.bcci", "1")])
    else:
        folder = make_submission(tmp_path, documents=[("VI.1", "Quyết định", "1/QĐ-UBND")])
    message = refusal(folder)
    assert f"{name}, dòng 2, cột muc: cần khóa của mục trong đề cương" in message
    assert 'gặp "VI.1" (có phải "' in message


def test_a_letter_that_the_outline_does_not_list_is_allowed(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, texts={"II.2.k": "Việc khác."})
    assert read_submission(folder).texts == {"II.2.k": ("Việc khác.",)}


def test_a_text_for_an_unknown_section_is_refused(tmp_path: Path) -> None:
    assert 'gặp "VI"' in refusal(make_submission(tmp_path, texts={"VI": "x"}))


def test_a_list_in_place_of_a_text_is_refused(tmp_path: Path) -> None:
    message = refusal(make_submission(tmp_path, files={TEXTS: "I.1:\n  - một\n"}))
    assert f'{TEXTS}, khóa "I.1": cần văn bản, gặp list' in message


@pytest.mark.parametrize("content", ["", "# chỉ có chú thích\n", "---\n"])
def test_an_empty_text_file_gives_no_texts(tmp_path: Path, content: str) -> None:
    assert read_submission(make_submission(tmp_path, files={TEXTS: content})).texts == {}


def test_a_wrong_value_is_no_reason_to_refuse_a_submission(tmp_path: Path) -> None:
    submission = read_submission(make_submission(tmp_path, annex={"ho_so.tiep_nhan": "8 30"}))
    assert submission.table(ANNEX)[0]["so_lieu"] == "8 30"


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such names")
def test_a_file_whose_name_is_not_utf_8_is_listed_as_text(tmp_path: Path) -> None:
    folder = make_submission(tmp_path)
    # As unzip leaves "báo cáo.docx" of a Windows machine.
    Path(os.fsdecode(os.fsencode(folder) + b"/b\xe1o c\xe1o.docx")).touch()
    assert read_submission(folder).others == ("b\ufffdo c\ufffdo.docx",)


def test_a_blank_line_parts_paragraphs_and_other_line_breaks_are_folded() -> None:
    assert split_paragraphs("Một\nhai.\n \nBa.\r\n\r\n\r\nBốn.\n") == ("Một hai.", "Ba.", "Bốn.")
    assert split_paragraphs(" \n\n ") == ()
