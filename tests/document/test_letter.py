"""Letterhead, "Nơi nhận" and signature. A source made by hand in, blocks out. Decree 30/2020/NĐ-CP."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from cchc.catalogue.units.register import unit
from cchc.document.letter import date_inlines, issuer_in_text, letterhead, recipients, signature
from cchc.document.model import Gap, plain_text
from cchc.raw.source import Source

HOANG_LUU = unit("15976", date(2024, 12, 14))


def source(*noi_nhan: tuple[str, str], **fields: Any) -> Source:
    own = {"ma_xa": "15976", "nam": "2024", "ky": "nam", "tu_ngay": "2023-12-15", "den_ngay": "2024-12-14"}
    listed = [{"ten": name, "ghi_chu": mark} for name, mark in noi_nhan]
    return Source.model_validate({**own, "noi_nhan": listed, **fields})


def test_the_letterhead_leaves_gaps_for_number_and_date() -> None:
    block = letterhead(HOANG_LUU, source())
    assert block.issuer == ["ỦY BAN NHÂN DÂN", "XÃ HOẰNG LƯU"]
    assert block.number == ["Số: ", Gap(width="number"), "/BC-UBND"]
    assert block.place_date == [
        "Hoằng Lưu, ",
        "ngày ",
        Gap(width="day"),
        " tháng ",
        Gap(width="month"),
        " năm ",
        Gap(width="year"),
    ]


def test_the_letterhead_prints_what_is_known() -> None:
    letter = {"so": "5", "ky_hieu": "BC-VHXH", "ngay": "2024-12-10", "dia_danh": "Hoằng Hóa"}
    block = letterhead(HOANG_LUU, source(van_ban=letter))
    assert plain_text(block.number) == "Số: 05/BC-VHXH"
    assert plain_text(block.place_date) == "Hoằng Hóa, ngày 10 tháng 12 năm 2024"


def test_a_name_printed_otherwise_does_not_change_the_registered_one() -> None:
    assert letterhead(HOANG_LUU, source(ten_in="xã Hoàng Lưu")).issuer[1] == "XÃ HOẰNG LƯU"


@pytest.mark.parametrize(
    ("code", "window_end", "signed", "issuer"),
    [
        # Nhơn Trạch became a ward on 30 April 2026.
        ("26485", date(2026, 3, 14), "2026-03-16", "XÃ NHƠN TRẠCH"),
        ("26485", date(2026, 3, 14), "2026-04-29", "XÃ NHƠN TRẠCH"),
        ("26485", date(2026, 3, 14), "2026-04-30", "PHƯỜNG NHƠN TRẠCH"),
        ("26485", date(2026, 6, 14), "2026-06-16", "PHƯỜNG NHƠN TRẠCH"),
        # Hiệp Hòa became one on 20 September 2026, six days after the data of nine months end.
        ("07840", date(2026, 9, 14), "2026-09-19", "XÃ HIỆP HÒA"),
        ("07840", date(2026, 9, 14), "2026-09-20", "PHƯỜNG HIỆP HÒA"),
        ("07840", date(2026, 9, 14), None, "XÃ HIỆP HÒA"),
        # Hoằng Lưu ended on 30 June 2025: its code is another commune's on a later paper.
        ("15976", date(2025, 6, 14), "2025-07-04", "XÃ HOẰNG LƯU"),
    ],
)
def test_the_issuer_is_called_as_on_the_day_of_the_paper(
    code: str, window_end: date, signed: str | None, issuer: str
) -> None:
    letter = {"ngay": signed} if signed else {}
    assert letterhead(unit(code, window_end), source(van_ban=letter)).issuer[1] == issuer


@pytest.mark.parametrize(
    ("issuer", "name", "said"),
    [
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG HIỆP HÒA"], "Xã Hiệp Hòa", "Ủy ban nhân dân phường Hiệp Hòa"),
        (["ỦY BAN NHÂN DÂN", "XÃ EA H'LEO"], "Xã Ea H'Leo", "Ủy ban nhân dân xã Ea H'Leo"),
        (["UBND", "PHƯỜNG 5"], "Phường 5", "UBND Phường 5"),
        (["ỦY BAN NHÂN DÂN", "XÃ HOÀNG LƯU"], "Xã Hoằng Lưu", "Ủy ban nhân dân xã Hoàng Lưu"),
    ],
)
def test_the_enclosure_names_the_issuer_as_the_letterhead_does(issuer: list[str], name: str, said: str) -> None:
    assert issuer_in_text(issuer, name) == said


def test_january_and_february_have_a_leading_zero_in_words_too() -> None:
    assert date_inlines(date(2024, 1, 5)) == ["ngày 05 tháng 01 năm 2024"]
    assert date_inlines(date(2024, 9, 5)) == ["ngày 05 tháng 9 năm 2024"]


def test_addressees_stand_as_above_and_the_archive_last() -> None:
    made = source(("Phòng Nội vụ", "b/c"), ("Lưu: VT, VHXH", ""), ("CT, PCT.UBND xã", "b/c"), ("Các công chức", ""))
    assert recipients(made) == ["Như trên;", "CT, PCT.UBND xã (b/c);", "Các công chức;", "Lưu: VT, VHXH."]


def test_without_addressees_there_is_nothing_above() -> None:
    assert recipients(source(("CT, PCT.UBND xã", "b/c"))) == ["CT, PCT.UBND xã (b/c);", "Lưu: VT."]
    assert recipients(source()) == ["Lưu: VT."]


def test_the_archive_ends_in_one_full_stop() -> None:
    assert recipients(source(("Lưu: VT.", ""))) == ["Lưu: VT."]


def test_the_chairman_signs_on_behalf_of_the_committee() -> None:
    block = signature(source())
    assert (block.authority, block.name) == (["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"], None)


def test_another_may_sign_for_him() -> None:
    signer = {"quyen_han": "KT. CHỦ TỊCH", "chuc_vu": "PHÓ CHỦ TỊCH", "ho_ten": " Lê Ngọc Hạnh "}
    block = signature(source(nguoi_ky=signer))
    assert (block.authority, block.name) == (["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"], "Lê Ngọc Hạnh")


@pytest.mark.parametrize("given", [["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"], "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\n"])
def test_the_authority_may_have_several_lines(given: object) -> None:
    block = signature(source(nguoi_ky={"quyen_han": given, "chuc_vu": "PHÓ CHỦ TỊCH"}))
    assert block.authority == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]


def test_no_office_is_made_up_below_another_authority() -> None:
    assert signature(source(nguoi_ky={"quyen_han": ["TM. ỦY BAN NHÂN DÂN", "Q. CHỦ TỊCH"]})).authority == [
        "TM. ỦY BAN NHÂN DÂN",
        "Q. CHỦ TỊCH",
    ]


def test_a_recipient_given_as_one_line_keeps_its_mark() -> None:
    made = source(noi_nhan=["UBND tỉnh (b/c)", "TTr HĐND xã (b/c)", "Lưu: VT"])
    assert recipients(made) == ["Như trên;", "TTr HĐND xã (b/c);", "Lưu: VT."]
