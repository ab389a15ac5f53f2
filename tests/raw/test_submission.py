"""A submission folder: found by its code, read as received, refused with a hint where it is not readable."""

from __future__ import annotations

import errno
import os
import sys
from datetime import date
from pathlib import Path

import pytest

from cchc.errors import SubmissionError
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Tree
from cchc.raw.submission import (
    ANNEX,
    COLUMNS,
    DOCUMENTS,
    REDUCTIONS,
    SOURCE,
    STATEMENTS,
    TEXTS,
    read_submission,
    unknown_key,
)
from cchc.raw.texts import split_paragraphs
from tests.conftest import make_submission

KEY = ReportKey("15976", 2024, "nam")
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
    assert Tree(tmp_path).find(KEY) == folder


def test_two_folders_of_one_code_are_refused_and_named(tmp_path: Path) -> None:
    make_submission(tmp_path, slug="hoang-luu")
    make_submission(tmp_path, slug="hoang-luu-2")
    with pytest.raises(SubmissionError, match="gặp 2 của mã 15976: 15976-hoang-luu, 15976-hoang-luu-2"):
        Tree(tmp_path).find(KEY)


def test_a_missing_folder_names_those_that_are_there(tmp_path: Path) -> None:
    make_submission(tmp_path, code="15979")
    with pytest.raises(SubmissionError, match="mã xã 15976 .*; đang có 15979-xa-thu"):
        Tree(tmp_path).find(KEY)


def test_a_file_of_that_name_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "2024/nam").mkdir(parents=True)
    (tmp_path / "2024/nam/15976-x").write_text("")
    with pytest.raises(SubmissionError, match="không có thư mục"):
        Tree(tmp_path).find(KEY)


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
    assert f'{SOURCE}, dòng 6: khóa "nguoi_ki" lạ (có phải "nguoi_ky"?)' in message


def test_an_unknown_key_inside_a_list_names_its_place_counted_from_one(tmp_path: Path) -> None:
    message = refused_source(tmp_path, OWN + "noi_nhan:\n  - ten: A\n  - ten: B\n    ghi: b/c\n")
    assert f'{SOURCE}, dòng 9: khóa "noi_nhan.2.ghi" lạ' in message


@pytest.mark.parametrize("key", ["ma_xa", "nam", "ky", "tu_ngay", "den_ngay"])
def test_a_required_key_of_the_source_is_asked_for(tmp_path: Path, key: str) -> None:
    text = "".join(line for line in OWN.splitlines(keepends=True) if not line.startswith(key))
    assert f'thiếu khóa "{key}"' in refused_source(tmp_path, text)


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("2024-02-30", "."),
        ("2024", "."),
        ("14/12/24", " (năm phải đủ bốn chữ số)."),
        ("45640", " (là số mà bảng tính lưu thay cho ngày; đặt ô là Văn bản rồi gõ lại)."),
        ("12/14/2024", " (không có tháng lớn hơn 12; viết ngày trước, tháng sau)."),
        ("12/2024", " (thiếu ngày trong tháng)."),
    ],
)
def test_a_day_of_the_window_must_be_a_date_that_has_one_reading(tmp_path: Path, day: str, why: str) -> None:
    message = refused_source(tmp_path, OWN.replace("2024-12-14", day))
    wanted = f"cần ngày dạng ngày/tháng/năm, ví dụ 14/12/2024{why}"
    assert message.endswith(f'{SOURCE}, dòng 5: khóa "den_ngay": gặp "{day}"; {wanted}')


@pytest.mark.parametrize(
    "day", ["14/12/2024", "14-12-2024", "ngày 14 tháng 12 năm 2024", "2024-12-14", '"14/12/2024 00:00"']
)
def test_a_day_of_the_window_may_be_written_in_every_style(tmp_path: Path, day: str) -> None:
    folder = make_submission(tmp_path, files={SOURCE: OWN.replace("2024-12-14", day)})
    assert read_submission(folder).source.den_ngay == date(2024, 12, 14)


@pytest.mark.parametrize("name", ["dieu_chinh.yaml", "chap_nhan.yaml"])
@pytest.mark.parametrize(
    ("day", "right"), [("16/12/2024", True), ("chiều 16/12", True), ("16/12/24", False), ("45642", False)]
)
def test_a_decision_has_a_day_that_can_be_read(tmp_path: Path, name: str, day: str, right: bool) -> None:
    correction = "tep: phu_luc_01b.csv, dong: 2, cot: so_lieu, thay: a, bang: b"
    what = correction if name.startswith("dieu") else "quy_tac: TYPE, khoa: '2.1', gia_tri: 8 30"
    annex = "stt,chi_tieu,don_vi_tinh,so_lieu,ghi_chu\n1,x,y,a,\n"
    entry = f"- {{{what}, ly_do: đã hỏi, nguoi: A, ngay: {day}}}\n"
    folder = make_submission(tmp_path, files={SOURCE: OWN, ANNEX: annex, name: entry})
    if right:
        read = read_submission(folder)
        assert [one.ngay for one in (*read.corrections, *read.acceptances)] == [day]  # as it was written
    else:
        assert f'{name}, dòng 1: khóa "ngay": gặp "{day}"; cần ngày dạng ngày/tháng/năm' in refusal(folder)


def test_a_source_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    assert "cần các dòng dạng 'khóa: giá trị'" in refused_source(tmp_path, "- ma_xa\n")


def test_a_broken_source_names_its_line(tmp_path: Path) -> None:
    assert f"{SOURCE}, dòng 2" in refused_source(tmp_path, "nam: 2024\n  ky: nam\n")


@pytest.mark.parametrize(
    ("statement", "column"),
    [
        (("II.2.d", "ho_so.tiep_nhn", "8"), "khoa"),
        (("II.2.d", "", "8"), "khoa"),
        (("II.2.d", "3.3.2", "8"), "khoa"),  # the code of a row that has a key of its own
        (("II.2.d", "ty_le.trong_han", "98,9", "%", "98,9% đúng hạn", "ho_so.da_giai_quyt"), "mau_so"),
        (("II.2.d", "ty_le.trong_han", "98,9", "%", "", "ho_so.tiep_nhan + ho_so.ki_truoc"), "mau_so"),
    ],
)
def test_a_statement_of_an_unknown_key_is_kept_apart_and_the_others_are_read(
    tmp_path: Path, statement: tuple[str, ...], column: str
) -> None:
    submission = read_submission(make_submission(tmp_path, statements=[("II.2.d", "ho_so.bcci", "1"), statement]))
    assert [record["khoa"] for record in submission.table(STATEMENTS)] == ["ho_so.bcci"]
    assert [(record.row, record["gia_tri"]) for record in submission.refused] == [(3, statement[2])]
    assert unknown_key(submission.refused[0], submission.form) == column


def test_a_denominator_may_be_a_sum_of_known_keys(tmp_path: Path) -> None:
    statement = ("II.2.d", "ty_le.trong_han", "98,9", "%", "", "ho_so.tiep_nhan + ho_so.ky_truoc")
    assert read_submission(make_submission(tmp_path, statements=[statement])).refused == ()


def test_any_stated_rate_is_a_key(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, statements=[("II.2.d", "ty_le.cua_rieng_xa", "98,9")])
    assert read_submission(folder).table(STATEMENTS)[0]["khoa"] == "ty_le.cua_rieng_xa"


@pytest.mark.parametrize("name", [STATEMENTS, DOCUMENTS])
def test_an_unknown_section_is_refused_with_file_row_and_column(tmp_path: Path, name: str) -> None:
    if name == STATEMENTS:
        folder = make_submission(tmp_path, statements=[("VI.1", "ho_so.bcci", "1")])
    else:
        folder = make_submission(tmp_path, documents=[("VI.1", "Quyết định", "1/QĐ-UBND")])
    message = refusal(folder)
    assert f"{name}, dòng 2, cột muc: cần khóa của mục trong đề cương" in message
    assert 'gặp "VI.1".' in message


def test_a_letter_that_the_outline_does_not_list_is_allowed(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, texts={"II.2.k": "Việc khác."})
    assert read_submission(folder).texts == {"II.2.k": ("Việc khác.",)}


def test_a_text_for_an_unknown_section_is_refused(tmp_path: Path) -> None:
    assert 'gặp "VI"' in refusal(make_submission(tmp_path, texts={"VI": "x"}))


def test_a_list_in_place_of_a_text_is_refused(tmp_path: Path) -> None:
    message = refusal(make_submission(tmp_path, files={TEXTS: "I.1:\n  - một\n"}))
    assert f'{TEXTS}, dòng 1, khóa "I.1": cần văn bản, gặp một danh sách' in message


@pytest.mark.parametrize("content", ["", "# chỉ có chú thích\n", "---\n"])
def test_an_empty_text_file_gives_no_texts(tmp_path: Path, content: str) -> None:
    assert read_submission(make_submission(tmp_path, files={TEXTS: content})).texts == {}


@pytest.mark.parametrize("name", COLUMNS)
def test_any_table_may_say_where_a_reader_found_a_row(tmp_path: Path, name: str) -> None:
    text = ",".join([*COLUMNS[name], "vi_tri"]) + "\n"
    assert read_submission(make_submission(tmp_path, files={name: text})).submitted(name)


def test_a_statement_may_name_its_scope(tmp_path: Path) -> None:
    text = "muc,khoa,gia_tri,don_vi,nguyen_van,pham_vi\nII.2.d,ho_so.tiep_nhan,8,hồ sơ,,tại quầy\n"
    folder = make_submission(tmp_path, files={STATEMENTS: text})
    assert read_submission(folder).table(STATEMENTS)[0]["pham_vi"] == "tại quầy"


@pytest.mark.parametrize("name", [ANNEX, REDUCTIONS, DOCUMENTS])
def test_only_a_statement_has_a_scope_of_its_own(tmp_path: Path, name: str) -> None:
    text = ",".join([*COLUMNS[name], "pham_vi"]) + "\n"
    assert 'cột "pham_vi" lạ' in refusal(make_submission(tmp_path, files={name: text}))


def test_everything_that_cannot_be_read_is_told_at_once(tmp_path: Path) -> None:
    folder = make_submission(
        tmp_path,
        statements=[("VI.1", "ho_so.bcci", "1"), ("IX", "ho_so.bcci", "1")],
        files={
            SOURCE: OWN.replace("ky: nam", "kyy: nam").replace("tu_ngay: 2023-12-15\n", "") + "nguoi_ky:\n  ten: A\n",
            ANNEX: "stt,chi_tieu\n",
            DOCUMENTS: b"\xc3\n",
            TEXTS: "VI: x\nI.1:\n  - một\n",
            "chap_nhan.yaml": "- quy_tac: TYPE\n",
        },
    )
    lines = [line.removeprefix(f"{folder}/") for line in refusal(folder).splitlines()]
    assert [line.partition(":")[0] for line in lines] == [
        "van_ban.csv, dòng 1",  # no UTF-8
        "nguon.yaml",  # tu_ngay is missing
        "nguon.yaml, dòng 3",  # kyy, so that ky is not missing
        "nguon.yaml, dòng 6",  # nguoi_ky.ten
        "noi_dung.yaml, dòng 1",
        'noi_dung.yaml, dòng 2, khóa "I.1"',
        "phu_luc_01b.csv, dòng 1",
        *["chap_nhan.yaml, dòng 1"] * 5,  # khoa, gia_tri, ly_do, nguoi, ngay
        "so_lieu_khac.csv, dòng 2, cột muc",
        "so_lieu_khac.csv, dòng 3, cột muc",
    ]


def test_of_very_many_faults_the_first_fifty_are_told(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, statements=[("VI.1", "ho_so.bcci", "1")] * 60)
    lines = refusal(folder).splitlines()
    assert len(lines) == 51
    assert lines[-1] == "Còn 10 lỗi nữa; hãy sửa các lỗi trên rồi chạy lại."


def test_a_correction_of_a_file_that_cannot_be_read_is_no_fault_of_its_own(tmp_path: Path) -> None:
    correction = "- {tep: phu_luc_01b.csv, dong: 2, cot: so_lieu, thay: a, bang: b, ly_do: c, nguoi: d, ngay: e}\n"
    folder = make_submission(tmp_path, files={ANNEX: "stt,chi_tieu\n", "dieu_chinh.yaml": correction})
    (line,) = refusal(folder).splitlines()
    assert f"{ANNEX}, dòng 1: thiếu cột" in line


def test_a_folder_or_a_lost_link_in_place_of_a_file_is_not_a_file_that_was_not_submitted(tmp_path: Path) -> None:
    folder = make_submission(tmp_path)
    (folder / ANNEX).mkdir()
    (folder / TEXTS).symlink_to(tmp_path / "gone.yaml")
    annex, texts = refusal(folder).splitlines()
    assert f"{ANNEX}: không đọc được tệp (đây là một thư mục" in annex
    assert f"{TEXTS}: không đọc được tệp (không có tệp này, hoặc liên kết trỏ tới tệp không còn" in texts


def test_a_folder_that_nobody_may_read_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = make_submission(tmp_path)

    def deny(path: Path) -> list[str]:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(os, "listdir", deny)
    assert (
        refusal(folder)
        == f"{folder}: không đọc được thư mục số liệu (không có quyền truy cập); hãy kiểm tra đường dẫn và quyền đọc."
    )


def test_what_an_import_did_not_understand_is_a_known_file_that_nobody_reads(tmp_path: Path) -> None:
    submission = read_submission(make_submission(tmp_path, files={"nhap.json": "{"}))
    assert submission.others == ()
    assert [file.name for file in submission.files] == [SOURCE]


def test_a_submission_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    header = "stt;chi_tieu;don_vi_tinh;so_lieu;ghi_chu;;\r\n"
    text = header + "3.2.4;Tỷ lệ;%;98,9;;;\r\n"
    folder = make_submission(tmp_path, files={ANNEX: text.encode("utf-16")})
    assert read_submission(folder).table(ANNEX)[0]["so_lieu"] == "98,9"


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
