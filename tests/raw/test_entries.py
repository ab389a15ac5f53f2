"""YAML files of a submission: every scalar is text, nothing that was written is lost, and each fault has its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.errors import SubmissionError
from cchc.raw.entries import Entries, read_yaml
from cchc.raw.files import RawFile
from cchc.raw.submission import SOURCE, Submission, read_submission
from tests.conftest import make_submission

FILE = Path("a.yaml")
OWN = "ma_xa: '15976'\nnam: 2024\nky: nam\ntu_ngay: 2023-12-15\nden_ngay: 2024-12-14\n"


def entries(text: str) -> Entries:
    return read_yaml(RawFile("a.yaml", "", text), FILE)


def refusal(text: str) -> str:
    with pytest.raises(SubmissionError) as caught:
        entries(text)
    return str(caught.value)


def submitted(root: Path, text: str) -> Submission:
    return read_submission(make_submission(root, files={SOURCE: OWN + text}))


def refused(root: Path, text: str) -> list[str]:
    with pytest.raises(SubmissionError) as caught:
        submitted(root, text)
    return [line[line.index("nguon.yaml") :] for line in str(caught.value).splitlines()]


def test_every_scalar_of_a_yaml_file_stays_text() -> None:
    text = "ma: 00010\nngay: 2024-12-14\nco: yes\nso: 1.50\nrong:\nkhong: null\n"
    found = entries(text).data
    assert found == {"ma": "00010", "ngay": "2024-12-14", "co": "yes", "so": "1.50", "rong": "", "khong": "null"}


def test_each_key_and_entry_has_its_line() -> None:
    read = entries("# chú thích\na: 1\nb:\n  - ten: x\n    ghi_chu: y\n  - z\nc: |\n  một\n\n  hai\nd: 2\n")
    assert (read.line("a"), read.line("b"), read.line("b", 0), read.line("b", 0, "ghi_chu")) == (2, 3, 4, 5)
    assert (read.line("b", 1), read.line("c"), read.line("d")) == (6, 7, 11)


def test_each_paragraph_of_a_text_block_has_its_line() -> None:
    read = entries("I.1: một dòng\nI.2: |-\n\n  một\n  hai\n\n\n  ba\nI.3: >\n  bốn\n\n  năm\n")
    assert [read.line("I.2", n) for n in (0, 1, 2)] == [4, 8, 2]
    assert (read.line("I.1", 0), read.line("I.3", 1)) == (1, 9)  # of other texts, the line of the key


def test_what_is_not_there_has_the_line_of_what_it_would_belong_to() -> None:
    read = entries("a: 1\nb:\n  - ten: x\n")
    assert (read.line("b", 0, "ghi_chu"), read.line("b", 5), read.line("x")) == (3, 2, 1)


def test_broken_yaml_names_the_line() -> None:
    assert "a.yaml, dòng 2: không đọc được như tệp YAML; khóa phải ở đầu dòng" in refusal("nam: 2024\n  ky: nam\n")


def test_a_control_character_in_yaml_is_a_refusal_too() -> None:
    assert "không đọc được như tệp YAML" in refusal("nam: \x07\n")


def test_keys_given_twice_are_told_with_both_lines() -> None:
    assert refusal("a: 1\nb: 2\na: 3\nc:\n  d: 1\n  d: 2\n").splitlines() == [
        'a.yaml, dòng 3: khóa "a" đã có ở dòng 1; hãy gộp hai chỗ làm một.',
        'a.yaml, dòng 6: khóa "d" đã có ở dòng 5; hãy gộp hai chỗ làm một.',
    ]


def test_an_alias_is_refused_with_its_line() -> None:
    assert refusal("a: &x 1\nb: *x\n").startswith("a.yaml, dòng 2: không dùng được ký hiệu & và * của YAML")
    assert "dòng 2: không dùng được ký hiệu" in refusal("a: 1\nb: *x\n")


def test_an_alias_in_itself_is_refused() -> None:
    assert "không dùng được ký hiệu & và *" in refusal("a: &x\n  - *x\n")


def test_aliases_that_stand_for_a_thousand_million_entries_are_refused_and_not_followed() -> None:
    lines = ["a: &a [x,x,x,x,x,x,x,x,x]"]
    lines += [f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]" for p, c in zip("abcdefgh", "bcdefghi", strict=True)]
    # Nine entries in each of eight lines are aliases; each line tells of them once.
    assert len(refusal("\n".join(lines)).splitlines()) == 8


def test_text_in_quotes_may_have_both_signs() -> None:
    assert entries('a: "*x & y"\nb: R&D\n').data == {"a": "*x & y", "b": "R&D"}


@pytest.mark.parametrize("name", ["\\e[31mdo", "mot\\nhai", "a\\u202Eb", "k" * 900])
def test_a_key_with_control_characters_or_without_end_is_quoted_on_one_short_line(tmp_path: Path, name: str) -> None:
    (line,) = refused(tmp_path, f'"{name}": x\n')
    assert line.isprintable() and len(line) < 250
    assert line.startswith("nguon.yaml, dòng 6: khóa ")


def test_a_recipient_may_be_one_plain_line(tmp_path: Path) -> None:
    text = 'noi_nhan:\n  - TTr HĐND xã (b/c)\n  - "Lưu: VT"\n  - {ten: Sở Nội vụ, ghi_chu: b/c}\n'
    found = submitted(tmp_path, text).source.noi_nhan
    assert [(one.ten, one.ghi_chu) for one in found] == [
        ("TTr HĐND xã (b/c)", ""),
        ("Lưu: VT", ""),
        ("Sở Nội vụ", "b/c"),
    ]


def test_a_recipient_that_a_comma_cuts_off_is_not_lost(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, "noi_nhan:\n  - {ten: TTr Đảng ủy, TTr HĐND xã, ghi_chu: b/c}\n")
    assert line == (
        'nguon.yaml, dòng 7: khóa "noi_nhan.1.TTr HĐND xã" lạ; nếu dấu phẩy thuộc giá trị, viết '
        'ten: "TTr Đảng ủy, TTr HĐND xã"; nếu là một nơi nhận nữa, viết thành dòng riêng: - "TTr HĐND xã".'
    )


def test_the_form_that_a_refusal_quotes_works(tmp_path: Path) -> None:
    together = submitted(tmp_path / "a", 'noi_nhan:\n  - {ten: "TTr Đảng ủy, TTr HĐND xã", ghi_chu: b/c}\n')
    assert together.source.noi_nhan[0].ten == "TTr Đảng ủy, TTr HĐND xã"
    apart = submitted(tmp_path / "b", 'noi_nhan:\n  - {ten: TTr Đảng ủy, ghi_chu: b/c}\n  - "TTr HĐND xã"\n')
    assert [one.ten for one in apart.source.noi_nhan] == ["TTr Đảng ủy", "TTr HĐND xã"]


def test_a_recipient_with_a_colon_is_refused_with_its_quoted_form(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, "noi_nhan:\n  - Lưu: VT\n")
    assert line == (
        'nguon.yaml, dòng 7: khóa "noi_nhan.1.Lưu" lạ; nếu cả dòng là một nơi nhận, đặt trong ngoặc kép: - "Lưu: VT".'
    )


def test_an_addressee_with_a_colon_is_refused_with_its_quoted_form(tmp_path: Path) -> None:
    (line,) = refused(tmp_path, "kinh_gui:\n  - Sở Nội vụ\n  - Sở Nội vụ: phòng CCHC\n")
    assert line.startswith('nguon.yaml, dòng 8: khóa "kinh_gui.2": ')
    assert line.endswith('nếu cả dòng là lời văn, đặt trong ngoặc kép: "Sở Nội vụ: phòng CCHC".')


@pytest.mark.parametrize(
    ("text", "place", "key"),
    [
        ("ten_inn:\n", 6, "ten_inn"),
        ("van_ban: {so: 5, kí_hiệu: }\n", 6, "van_ban.kí_hiệu"),
        ("nguoi_ky:\n  chuc_vụ:\n", 7, "nguoi_ky.chuc_vụ"),
        ("tep:\n  - ten: a\n    nguonn:\n", 8, "tep.1.nguonn"),
        ("noi_nhan:\n  - ten: a\n    ghi_chuu:\n", 8, "noi_nhan.1.ghi_chuu"),
    ],
)
def test_an_unknown_key_is_refused_with_nothing_behind_it_too(tmp_path: Path, text: str, place: int, key: str) -> None:
    (line,) = refused(tmp_path, text)
    assert line.startswith(f'nguon.yaml, dòng {place}: khóa "{key}" lạ (có phải ')


def test_a_known_key_left_blank_says_nothing(tmp_path: Path) -> None:
    text = "ten_in:\nvan_ban:\n  so:\n  ngay:\nnguoi_ky:\n  quyen_han:\n  ho_ten:\ntep:\n  - ten: a\n    nguon:\n"
    source = submitted(tmp_path, text).source
    assert (source.ten_in, source.van_ban.so, source.van_ban.ngay, source.nguoi_ky.quyen_han) == ("", "", None, ())
    assert source.tep[0].nguon == ""


def test_a_document_may_name_its_own_window_and_when_it_was_exported(tmp_path: Path) -> None:
    text = "tep:\n  - {ten: a.xls, tu_ngay: 2024-01-01, den_ngay: 2024-12-31, xuat_luc: 2025-01-02 08:30}\n"
    (found,) = submitted(tmp_path, text).source.tep
    assert (str(found.tu_ngay), str(found.den_ngay), found.xuat_luc) == ("2024-01-01", "2024-12-31", "2025-01-02 08:30")
    assert 'khóa "tep.1.tu_ngay": gặp "hôm qua"' in refused(tmp_path / "b", "tep:\n  - {ten: a, tu_ngay: hôm qua}\n")[0]


@pytest.mark.parametrize(
    "text",
    [
        "nguoi_ky:\n  quyen_han:\n    - TM. ỦY BAN NHÂN DÂN\n    - KT. CHỦ TỊCH\n",
        "nguoi_ky:\n  quyen_han: |\n    TM. ỦY BAN NHÂN DÂN\n\n    KT. CHỦ TỊCH\n",
        "nguoi_ky: {quyen_han: [TM. ỦY BAN NHÂN DÂN, KT. CHỦ TỊCH]}\n",
    ],
)
def test_the_signer_has_one_or_several_lines(tmp_path: Path, text: str) -> None:
    assert submitted(tmp_path, text).source.nguoi_ky.quyen_han == ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH")


def test_an_entry_of_the_decisions_that_a_comma_cuts_is_refused_with_its_quoted_form(tmp_path: Path) -> None:
    text = "- {quy_tac: TYPE, khoa: '2.1', gia_tri: 8 30, ly_do: đã hỏi, đã xem, nguoi: A, ngay: 2024-12-16}\n"
    with pytest.raises(SubmissionError) as caught:
        read_submission(make_submission(tmp_path, files={"chap_nhan.yaml": text}))
    assert 'nếu dấu phẩy thuộc giá trị, viết ly_do: "đã hỏi, đã xem".' in str(caught.value)
