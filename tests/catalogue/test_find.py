"""Codes by name: what `cchc find` prints, and what is asked of a folder's name."""

from __future__ import annotations

from datetime import date

import pytest

from cchc.catalogue.units.find import doubt_folder, find_units, tell
from cchc.errors import UnitError


def codes(text: str) -> list[str]:
    return [known.code for known in find_units(text)]


@pytest.mark.parametrize(
    "text", ["Hoằng Tiến", "hoằng tiến", "  HOẰNG  TIẾN ", "xã Hoằng Tiến", "Hoằng Tiến, Thanh Hóa", "15991"]
)
def test_a_unit_is_found_by_its_name_type_and_province_being_optional(text: str) -> None:
    assert codes(text)[0] == "15991"


@pytest.mark.parametrize("text", ["hoang tien", "xa hoang tien", "Hoang Tien Thanh Hoa", "hoang-tien"])
def test_accents_may_be_left_out(text: str) -> None:
    assert "15991" in codes(text)


def test_accents_that_are_given_count() -> None:
    assert codes("Hoằng Quỳ") == ["15886"]
    assert codes("hoang quy") == ["15886", "15916"]


def test_a_type_that_is_given_narrows_and_may_be_the_former_one() -> None:
    assert codes("phường Nhơn Trạch") == codes("xã Nhơn Trạch") == ["26485"]
    assert {known.type for known in find_units("phường Tân Phú")} == {"phường"}


def test_a_province_behind_the_name_tells_namesakes_apart() -> None:
    assert len(find_units("Tân Phú")) > 2
    assert {known.province_code for known in find_units("tan phu dong nai")} == {"75"}


def test_part_of_a_name_finds_all_that_have_it() -> None:
    assert {"15976", "15991"} <= set(codes("Hoằng"))
    assert all("Hoằng" in known.name for known in find_units("Hoằng"))


def test_units_of_today_come_before_those_that_ended() -> None:
    assert [(known.code, known.valid_to) for known in find_units("Hoằng Tiến")] == [
        ("15991", None),
        ("15988", date(2025, 6, 30)),
    ]


def test_a_unit_that_changed_its_type_is_told_with_what_it_was() -> None:
    (known,) = find_units("nhon trach")
    assert list(tell(known)) == [
        "26485  Phường Nhơn Trạch, Thành phố Đồng Nai (từ 30/4/2026)",
        "       đến hết 29/4/2026: Xã Nhơn Trạch, Tỉnh Đồng Nai",
        "       lập ngày 01/7/2025 từ: 26470 Xã Phước Thiền, 26473 Xã Long Tân, 26479 Thị trấn Hiệp Phước, "
        "26485 Xã Phú Hội, 26488 Xã Phú Thạnh",
        '       ma_xa: "26485"  # kỳ có ngày cuối từ 01/7/2025',
    ]


def test_a_unit_that_ended_is_told_with_what_it_became() -> None:
    (known,) = find_units("Hoằng Lưu")
    assert list(tell(known)) == [
        "15976  Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa (đến hết 30/6/2025)",
        "       nay thuộc: 15976 Xã Hoằng Châu",
        '       ma_xa: "15976"  # kỳ có ngày cuối đến 30/6/2025',
    ]


def test_a_misspelt_name_gets_the_nearest_ones() -> None:
    with pytest.raises(UnitError) as refused:
        find_units("Hoằng Tiếm")
    assert str(refused.value).startswith(
        'Danh mục không có đơn vị cấp xã nào tên "Hoằng Tiếm"; tên gần giống: 15991 Xã Hoằng Tiến, Tỉnh Thanh Hóa; '
    )


@pytest.mark.parametrize("text", ["zzzz", "", "Không Có Xã Này Đâu"])
def test_a_name_that_is_near_none_gets_no_guess(text: str) -> None:
    with pytest.raises(UnitError, match=rf'nào tên "{text}"; hãy kiểm tra tên'):
        find_units(text)


END_OF_2024, END_OF_2025 = date(2024, 12, 14), date(2025, 12, 14)


@pytest.mark.parametrize(
    ("folder", "on"),
    [
        ("15976-hoang-luu", END_OF_2024),
        ("15976-hoang-chau", END_OF_2025),
        ("15976-xa-hoang-luu", END_OF_2024),
        ("15976-Hoằng Lưu", END_OF_2024),
        ("15976-hoang-luu-ban-2", END_OF_2024),
        ("15976-xa", END_OF_2024),
        ("26485-phuong-nhon-trach", date(2026, 6, 14)),
        ("19333-1", END_OF_2024),
        ("so-lieu", END_OF_2024),
    ],
)
def test_nothing_is_asked_of_a_folder_that_is_called_as_its_unit(folder: str, on: date) -> None:
    assert doubt_folder(folder, on) == ()


def test_a_folder_called_as_another_unit_is_asked_about() -> None:
    (asked,) = doubt_folder("15976-hoang-tien", END_OF_2025)
    assert asked.startswith(
        "Thư mục 15976-hoang-tien: mã 15976 vào ngày 14/12/2025 là Xã Hoằng Châu, Tỉnh Thanh Hóa; "
        "hoang-tien là 15991 Xã Hoằng Tiến (từ 01/7/2025), 15988 Xã Hoằng Tiến (đến hết 30/6/2025)."
    )
    assert "Có đúng mã không?" in asked


def test_a_code_that_passed_to_another_unit_is_asked_about_under_its_old_name() -> None:
    (asked,) = doubt_folder("15976-hoang-luu", END_OF_2025)
    assert "là Xã Hoằng Châu" in asked and "hoang-luu là 15976 Xã Hoằng Lưu (đến hết 30/6/2025)" in asked


def test_a_folder_called_as_no_unit_is_asked_about_without_a_guess() -> None:
    (asked,) = doubt_folder("15976-ban-sao", END_OF_2024)
    assert "là Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa. Có đúng mã không?" in asked
