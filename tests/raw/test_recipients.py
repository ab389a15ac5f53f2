"""To whom a report goes ("Kính gửi"). A source made by hand in, names out."""

from __future__ import annotations

from typing import Any

import pytest

from cchc.raw.recipients import addressees
from cchc.raw.source import Source


def source(*noi_nhan: tuple[str, str], **fields: Any) -> Source:
    own = {"ma_xa": "15976", "nam": "2024", "ky": "nam", "tu_ngay": "2023-12-15", "den_ngay": "2024-12-14"}
    listed = [{"ten": name, "ghi_chu": mark} for name, mark in noi_nhan]
    return Source.model_validate({**own, "noi_nhan": listed, **fields})


@pytest.mark.parametrize(
    "name",
    [
        "Phòng Nội vụ",
        "UBND huyện",
        "UBND thị xã Bỉm Sơn",
        "UBND thành phố",
        "Sở Nội vụ",
        "UBND tỉnh",
        "Thường trực Huyện ủy",
    ],
)
def test_a_recipient_above_the_commune_is_addressed(name: str) -> None:
    assert addressees(source((name, "b/c"))) == [name]


@pytest.mark.parametrize(
    "name",
    [
        "CT, PCT.UBND xã",
        "UBND xã",
        "UBND phường",
        "TT Đảng ủy, HĐND",
        "Văn phòng Đảng ủy",
        "Phòng họp thị trấn",
        "Lưu: VT, sở",
    ],
)
def test_a_recipient_inside_the_commune_is_not(name: str) -> None:
    assert addressees(source((name, "b/c"))) == []


def test_only_those_to_whom_is_reported_are_addressed() -> None:
    assert addressees(source(("Phòng Nội vụ", "t/h"), ("Sở Nội vụ", ""), ("UBND huyện", "B/C"))) == ["UBND huyện"]


def test_stated_addressees_come_first_and_alone() -> None:
    assert addressees(source(("Sở Nội vụ", "b/c"), kinh_gui=["  UBND  tỉnh"])) == ["UBND tỉnh"]
