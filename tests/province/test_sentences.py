"""What the roll-up's notebook says. In: provinces in which none, some and all have sent. Out: sentences read as an official would."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from cchc.build.standing.states import State, UnitState
from cchc.document.model import Addressees, Letterhead, Signature, plain_text
from cchc.errors import CchcError, NotebookError, ParameterError, SubmissionError, UnitError
from cchc.province.facts import name_units
from cchc.province.opening import open_province
from tests.province.reading import Read, branches, read_notebook
from tests.province.small import PHUONG, XA, YEAR, leave_report, standing, state

A, B, C, D, E, F = XA[:6]
_BEFORE: tuple[UnitState, ...] = ()


def _read(root: Path, *states: UnitState, before: Iterable[UnitState] = _BEFORE, **asked: Any) -> Read:
    (root / "data/raw").mkdir(parents=True, exist_ok=True)
    with contextlib.chdir(root), standing(*states, before=tuple(before)):
        return read_notebook(open_province("38", YEAR, "nam", **asked))


def _report(root: Path, code: str, tiep_nhan: str = "100", truc_tuyen: str = "60", year: int = YEAR) -> None:
    counts = {
        "ho_so.tiep_nhan": tiep_nhan,
        "ho_so.truc_tuyen": truc_tuyen,
        "ho_so.da_giai_quyet": "50",
        "ho_so.trong_han": "49",
    }
    statements = [("II.2.d", key, number, "hồ sơ", "") for key, number in counts.items()]
    leave_report(root, code, year, annex={"1.1.1": "10", "1.1.2": "9"}, statements=statements)


def _none(root: Path) -> Read:
    return _read(root, state(A, State.CHUA_GUI), state(B, State.CHUA_GUI))


def _all(root: Path) -> Read:
    for code in (A, B):
        _report(root, code)
    return _read(root, state(A, State.DA_BAN_HANH), state(B, State.DA_BAN_HANH))


def _some(root: Path) -> Read:
    for code in (A, B):
        _report(root, code)
        _report(root, code, "80", "40", YEAR - 1)
    states = (
        state(A, days_late=2), state(B, State.DU_THAO), state(C, State.CHUA_GUI, 5), state(D, State.KHONG_DOC_DUOC),
        state(E, State.DA_GUI, None), state(F, State.DOI_SAU_BAN_HANH), state(PHUONG, State.DA_BAN_HANH),
    )  # fmt: skip
    for code in (F, PHUONG):
        _report(root, code)
    earlier = [state(code, on=state(A).unit.valid_from or state(A).due) for code in (A, B)]  # type: ignore[arg-type]
    return _read(root, *states, before=earlier, tinh_den="2026-12-25")


def test_where_nobody_has_sent_that_is_said_and_nothing_is_added_up(tmp_path: Path) -> None:
    said = _none(tmp_path).paragraphs
    assert (
        said[1]
        == "Tính đến ngày 20/12/2026, chưa có đơn vị nào trong 02 đơn vị hành chính cấp xã gửi báo cáo năm 2026."
    )
    assert "Chưa có báo cáo nào để cộng số liệu." in said
    assert not any("chưa có số liệu" in sentence for sentence in said)


def test_where_all_have_sent_in_time(tmp_path: Path) -> None:
    said = _all(tmp_path).paragraphs
    assert said[1] == (
        "Tính đến ngày 20/12/2026, tất cả 02 đơn vị hành chính cấp xã đã gửi báo cáo năm 2026. Các báo cáo đã gửi đều đúng hạn "
        "(hạn gửi: ngày 20/12/2026)."
    )
    assert "Không có báo cáo nào còn lỗi chưa xử lý. Tất cả các đơn vị đã ban hành báo cáo." in said


def test_where_some_have_sent_it_is_said_who_has_not_and_who_was_late(tmp_path: Path) -> None:
    said = _some(tmp_path).paragraphs
    assert said[1] == (
        "Tính đến ngày 25/12/2026, 06 trên 07 đơn vị hành chính cấp xã đã gửi báo cáo năm 2026; còn 01 đơn vị chưa gửi: xã Mường Lý. "
        "Có 01 đơn vị gửi muộn so với hạn ngày 20/12/2026: xã Mường Lát. Với 01 đơn vị đã gửi, sổ tiếp nhận không ghi ngày nhận nên "
        "không rõ đúng hạn hay muộn."
    )
    assert said[2] == (
        "Có 01 đơn vị gửi tệp không đọc được, cần gửi lại: xã Trung Lý. Có 01 đơn vị đã gửi số liệu nhưng chưa lập báo cáo từ số liệu "
        "đó: xã Quang Chiểu."
    )
    assert said[3] == (
        "Có 01 đơn vị có báo cáo còn lỗi chưa xử lý, mới ở dạng dự thảo: xã Tam Chung. Đã có 02 đơn vị ban hành báo cáo. Trong đó 01 đơn "
        "vị gửi lại số liệu sau khi đã ban hành: xã Pù Nhi; bản tổng hợp này lấy số liệu của bản đã ban hành."
    )


def test_a_total_says_of_how_many_units_it_is(tmp_path: Path) -> None:
    said = _some(tmp_path).paragraphs
    assert (
        "Tổng số hồ sơ thủ tục hành chính (TTHC) đã tiếp nhận là 400 hồ sơ (cộng của 04 đơn vị). Ở 04 đơn vị tính được, hồ sơ tiếp nhận "
        "trực tuyến chiếm 60% tổng số hồ sơ tiếp nhận. Đã giải quyết 200 hồ sơ (cộng của 04 đơn vị). Ở 04 đơn vị tính được, hồ sơ giải "
        "quyết trước và đúng hạn đạt 98% tổng số hồ sơ đã giải quyết."
    ) in said


def test_the_period_before_is_told_of_in_words(tmp_path: Path) -> None:
    said = _some(tmp_path).paragraphs
    assert (
        "Ở 02 đơn vị so được, số hồ sơ tiếp nhận tăng 40 (25,0%) so với năm 2025. Tỷ lệ hồ sơ tiếp nhận trực tuyến tăng 10,0 điểm phần "
        "trăm (ở 02 đơn vị so được). Tỷ lệ giải quyết trước và đúng hạn không đổi (ở 02 đơn vị so được)."
    ) in [sentence.partition("phép so này. ")[2] for sentence in said]


def test_without_a_past_nothing_is_said_of_it(tmp_path: Path) -> None:
    assert not any("so với năm 2025" in sentence for sentence in _all(tmp_path).paragraphs)


def test_without_a_due_day_nobody_is_late(tmp_path: Path) -> None:
    free = replace(state(A, State.CHUA_GUI, None), due=None)
    said = _read(tmp_path, free).paragraphs[1]
    assert said.startswith("Tính đến thời điểm tổng hợp, chưa có đơn vị nào")
    assert said.endswith("Kỳ này không tìm thấy quy định về hạn gửi nên không tính gửi muộn.")


def test_every_branch_is_taken_somewhere(tmp_path: Path) -> None:
    reached = set()
    for number, case in enumerate((_none, _all, _some, _odd, _alike, _blank, _half)):
        reached |= case(tmp_path / str(number)).reached
    assert "\n".join(name for branch, name in branches().items() if branch not in reached) == ""


def _odd(root: Path) -> Read:
    """Ten communes far from the last, which has no dossier; nobody late, one whose day is not known."""
    for code in XA[:10]:
        _report(root, code)
    leave_report(root, XA[10], annex={"1.1.1": "10", "1.1.2": "1"})
    return _read(root, *(state(code) for code in XA[:10]), state(XA[10], days_late=None))


def _alike(root: Path) -> Read:
    """Ten communes with the same numbers and no dossier, in which nothing was found; no day by which they were due."""
    paid = [("II.6.c", "thanh_toan.truc_tuyen", "3", "hồ sơ", ""), ("II.6.c", "thanh_toan.truc_tiep", "1", "hồ sơ", "")]
    received = [("II.2.d", "ho_so.tiep_nhan", "0", "hồ sơ", "")]
    for code in XA[:10]:
        leave_report(root, code, faultless=True, annex={"1.1.1": "10", "1.1.2": "9"}, statements=[*paid, *received])
    return _read(root, *(replace(state(code, days_late=None), due=None) for code in XA[:10]))


def _half(root: Path) -> Read:
    """One that has existed since July of the year before; of another the log says that it came, and nothing is there."""
    figures = [("II.2.d", "ho_so.tiep_nhan", "80", "hồ sơ", "")]
    leave_report(root, A, YEAR - 1, source={"tu_ngay": "2025-07-01"}, annex={"1.1.1": "10"}, statements=figures)
    _report(root, A)
    came = replace(state(B, State.CHUA_GUI), arrived=date(YEAR, 12, 28))
    return _read(root, state(A), came, before=[state(A, on=date(2025, 12, 14))])


def test_half_a_year_is_not_held_against_a_whole_one(tmp_path: Path) -> None:
    said = _half(tmp_path).paragraphs
    assert said[-2] == (
        "Không so 01 đơn vị có số liệu hai kỳ dài ngắn khác nhau, như đơn vị mới hoạt động một phần của năm 2025."
    )


def test_what_came_after_the_day_asked_about_is_not_said_to_have_been_there(tmp_path: Path) -> None:
    said = _half(tmp_path).paragraphs[1]
    assert said.startswith("Tính đến thời điểm tổng hợp, 01 trên 02 đơn vị")  # not 20/12, for the file came on 28/12
    assert "sổ tiếp nhận ghi đã nhận của 01 đơn vị nhưng không có số liệu để tổng hợp: xã Tam Chung." in said


def test_one_unit_more_than_a_sentence_names_is_named_too() -> None:
    units = [state(code).unit for code in XA[:4]]
    assert name_units(units, 3) == "các xã Mường Lát, Tam Chung, Mường Lý, Trung Lý"
    assert name_units(units, 2) == "các xã Mường Lát, Tam Chung và 2 đơn vị khác"


def _blank(root: Path) -> Read:
    """One commune that states no dossiers."""
    leave_report(root, A, annex={"1.1.1": "10"})
    return _read(root, state(A), state(B, State.CHUA_GUI))


def test_blanks_are_left_where_the_province_gives_nothing(tmp_path: Path) -> None:
    read = _none(tmp_path)
    head = next(block for block in read.blocks if isinstance(block, Letterhead))
    assert head.issuer == ["…" * 12, "TỈNH THANH HÓA"]
    assert plain_text(head.number) == "Số: …/BC-………"
    assert [block.to for block in read.blocks if isinstance(block, Addressees)] == [["…" * 12]]
    (signed,) = [block for block in read.blocks if isinstance(block, Signature)]
    assert (signed.authority, signed.name, signed.recipients) == (["…" * 12], None, ["Lưu: VT."])


def _give(root: Path, **given: Any) -> None:
    folder = root / "data/raw/2026/nam/tinh-38-thanh-hoa"
    folder.mkdir(parents=True)
    source = {"ma_tinh": "38", "nam": "2026", "ky": "nam", **given}
    (folder / "nguon.yaml").write_text(yaml.safe_dump(source, allow_unicode=True), encoding="utf-8")


def test_who_sends_it_to_whom_and_who_signs_is_what_the_province_gives(tmp_path: Path) -> None:
    _give(
        tmp_path,
        co_quan=["UBND tỉnh Thanh Hóa", "Sở Nội vụ"],
        van_ban={"so": "7", "ky_hieu": "BC-SNV", "ngay": "2026-12-28"},
        kinh_gui=["UBND tỉnh Thanh Hóa"],
        noi_nhan=["Lưu: VT, CCHC"],
        nguoi_ky={"quyen_han": "KT. GIÁM ĐỐC", "chuc_vu": "PHÓ GIÁM ĐỐC", "ho_ten": "Nguyễn Văn Thử"},
    )
    read = _none(tmp_path)
    head = next(block for block in read.blocks if isinstance(block, Letterhead))
    assert head.issuer == ["UBND TỈNH THANH HÓA", "SỞ NỘI VỤ"]
    assert plain_text(head.number) == "Số: 07/BC-SNV"
    assert plain_text(head.place_date) == "Thanh Hóa, ngày 28 tháng 12 năm 2026"
    (signed,) = [block for block in read.blocks if isinstance(block, Signature)]
    assert signed.authority == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"] and signed.name == "Nguyễn Văn Thử"
    assert signed.recipients == ["Như trên;", "Lưu: VT, CCHC."]


def test_a_file_of_another_province_is_refused_with_its_line(tmp_path: Path) -> None:
    _give(tmp_path, ma_tinh="01")
    with pytest.raises(SubmissionError, match=r'nguon.yaml, dòng \d+, khóa "ma_tinh": cần "38", gặp "01"'):
        _none(tmp_path)


@pytest.mark.parametrize(
    ("asked", "error", "said"),
    [
        ({"tinh": 38}, ParameterError, "Tham số tinh: cần tên tỉnh hoặc mã hai chữ số trong ngoặc kép"),
        ({"tinh": "Thanh Hoá xx"}, UnitError, "Danh mục không có tỉnh"),
        ({"nam": "2026"}, ParameterError, "Tham số nam"),
        ({"ky": "nâm"}, ParameterError, "Tham số ky"),
        ({"tinh_den": "hôm nay"}, ParameterError, "Tham số tinh_den: cần ngày dạng năm-tháng-ngày"),
    ],
)
def test_a_wrong_parameter_is_refused_before_anything_is_read(
    tmp_path: Path, asked: dict[str, Any], error: type[CchcError], said: str
) -> None:
    with pytest.raises(error, match=said):
        open_province(**{"tinh": "38", "nam": 2026, "ky": "nam", **asked})


def test_a_name_that_nothing_answers_to_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "data/raw").mkdir(parents=True)
    with contextlib.chdir(tmp_path), standing(state(A, State.CHUA_GUI)):
        report = open_province("tỉnh Thanh Hóa", YEAR, "nam")
    with pytest.raises(NotebookError, match="ho_so.tiep_nhann"):
        report.paragraph("I", "{ho_so.tiep_nhann} hồ sơ")
    with pytest.raises(NotebookError, match='Không có bảng "tong"'):
        report.table("tong")
