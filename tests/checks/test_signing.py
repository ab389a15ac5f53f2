"""Who signs, by decree 30/2020: forms that may follow each other, and those that cannot."""

from __future__ import annotations

import pytest

from tests.checks.examples import findings

HEAD = "TM. ỦY BAN NHÂN DÂN"


def said(lines: list[str], office: str = "", on: str = "2025-12-14") -> list[tuple[str, str]]:
    """Severity and message of each finding on the signature."""
    signer = {"quyen_han": lines, "chuc_vu": office, "ho_ten": "Lê Văn B"}
    source = {"kinh_gui": ["Sở Nội vụ"], "nguoi_ky": signer, "den_ngay": on}
    return [(found.severity, found.message) for found in findings("ND30_PART", source=source)]


@pytest.mark.parametrize(
    ("lines", "office"),
    [
        ([], ""),  # the chairman, for the committee
        ([HEAD], "CHỦ TỊCH"),
        (["TM. Ủy ban nhân dân"], "Chủ tịch"),  # printed in capitals
        (["TM. UBND XÃ HOẰNG LƯU"], "CHỦ TỊCH"),
        ([HEAD, "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH"),
        ([HEAD, "KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH THƯỜNG TRỰC"),
        ([HEAD], "Q. CHỦ TỊCH"),
        ([HEAD, "Q. CHỦ TỊCH"], ""),
        (["TL. CHỦ TỊCH"], "TRƯỞNG PHÒNG VĂN HÓA - XÃ HỘI"),
        (["TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG"),
        (["TL. CHỦ TỊCH", "KT. CHÁNH VĂN PHÒNG"], "PHÓ CHÁNH VĂN PHÒNG"),
        (["TUQ. CHỦ TỊCH"], "GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
        ([HEAD, "TUQ. CHỦ TỊCH"], "GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG"),
    ],
)
def test_the_forms_of_the_decree_are_no_finding(lines: list[str], office: str) -> None:
    assert said(lines, office) == []


@pytest.mark.parametrize(
    ("lines", "office", "message"),
    [
        ([HEAD], "PHÓ CHỦ TỊCH", "Dưới «TM. ỦY BAN NHÂN DÂN» (ký thay mặt tập thể) không thể là «PHÓ CHỦ TỊCH»"),
        ([HEAD, "KT. CHỦ TỊCH"], "CHỦ TỊCH", "Dưới «KT. CHỦ TỊCH» (ký thay người đứng đầu) không thể là «CHỦ TỊCH»"),
        ([HEAD, "KT. CHỦ TỊCH"], "", "Dưới «KT. CHỦ TỊCH» (ký thay người đứng đầu) thiếu PHÓ CHỦ TỊCH."),
        ([HEAD, "KT. CHỦ TỊCH", "TL. CHỦ TỊCH"], "CHÁNH VĂN PHÒNG", "không thể là «TL. CHỦ TỊCH»"),
        ([HEAD, "KT. ỦY BAN NHÂN DÂN"], "PHÓ CHỦ TỊCH", "KT. (ký thay người đứng đầu) phải đứng trước chức vụ"),
        (["TM. CHỦ TỊCH"], "CHỦ TỊCH", "TM. (ký thay mặt tập thể) phải đứng trước tên tập thể"),
        (["ỦY BAN NHÂN DÂN"], "", "«ỦY BAN NHÂN DÂN» thiếu chữ TM. ở trước"),
        (
            ["TUQ. CHỦ TỊCH", "KT. GIÁM ĐỐC"],
            "PHÓ GIÁM ĐỐC",
            "Dưới «TUQ. CHỦ TỊCH» (ký thừa ủy quyền) không thể là «KT. ",
        ),
        (["TL. CHỦ TỊCH"], "CHỦ TỊCH", "Dưới «TL. CHỦ TỊCH» (ký thừa lệnh) không thể là «CHỦ TỊCH»"),
        (["KT. CHỦ TỊCH", HEAD], "PHÓ CHỦ TỊCH", "Dưới «KT. CHỦ TỊCH» (ký thay người đứng đầu) không thể là «TM. "),
        ([HEAD, "Q. CHỦ TỊCH"], "CHỦ TỊCH", "Dưới «Q. CHỦ TỊCH» (được giao quyền cấp trưởng) không thể là «CHỦ TỊCH»"),
    ],
)
def test_what_the_decree_excludes_is_an_error(lines: list[str], office: str, message: str) -> None:
    errors = [text for severity, text in said(lines, office) if severity == "E"]
    assert any(message in text for text in errors), errors


@pytest.mark.parametrize(
    ("lines", "office", "message"),
    [
        (["TUQ. ỦY BAN NHÂN DÂN"], "GIÁM ĐỐC", "«TUQ. ỦY BAN NHÂN DÂN»: TUQ."),  # seen where a law delegates
        (["KT. CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "ký mà không có dòng TM. ở trên"),
        ([HEAD, "KT. CHỦ TỊCH"], "ỦY VIÊN", "Dưới «KT. CHỦ TỊCH» (ký thay người đứng đầu) là «ỦY VIÊN»"),
        (["TL. CHỦ TỊCH"], "PHÓ CHỦ TỊCH", "Dưới «TL. CHỦ TỊCH» (ký thừa lệnh) là «PHÓ CHỦ TỊCH»"),
        (["TL. CHỦ TỊCH"], "PHÓ TRƯỞNG PHÒNG", "Dưới «TL. CHỦ TỊCH» (ký thừa lệnh) là «PHÓ TRƯỞNG PHÒNG»"),
        (["TN. CHỦ TỊCH"], "", "không có chữ viết tắt như ở «TN. CHỦ TỊCH»"),
    ],
)
def test_what_is_not_certain_is_a_question(lines: list[str], office: str, message: str) -> None:
    found = said(lines, office)
    assert {severity for severity, _ in found} == {"W"}
    assert any(message in text for _, text in found), found


@pytest.mark.parametrize("line", ["T/M ỦY BAN NHÂN DÂN", "TM.ỦY BAN NHÂN DÂN", "TM ỦY BAN NHÂN DÂN"])
def test_a_misspelt_abbreviation_is_a_matter_of_style(line: str) -> None:
    assert said([line], "CHỦ TỊCH") == [("S", f"Quyền hạn của người ký viết chưa đúng: «{line}».")]


def test_a_deputy_without_kt_is_told_the_line_that_is_missing() -> None:
    source = {"kinh_gui": ["Sở Nội vụ"], "nguoi_ky": {"chuc_vu": "PHÓ CHỦ TỊCH", "ho_ten": "Lê Văn B"}}
    (found,) = findings("ND30_PART", source=source)
    assert found.suggestion == "Thêm dòng «KT. CHỦ TỊCH» ở giữa."


@pytest.mark.parametrize("office", ["GIÁM ĐỐC TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG", "TRƯỞNG PHÒNG KINH TẾ"])
def test_offices_of_a_commune_there_are_from_july_2025_on(office: str) -> None:
    assert said(["TL. CHỦ TỊCH"], office, on="2025-12-14") == []
    ((severity, message),) = said(["TL. CHỦ TỊCH"], office, on="2025-06-14")
    assert severity == "W"
    assert "Trước ngày 01/7/2025 cấp xã chưa có chức vụ" in message
