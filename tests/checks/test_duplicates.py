"""A procedure listed twice. Made-up names, the sample."""

from __future__ import annotations

import pytest

from cchc.checks.numbers.duplicates import CHECKS
from tests.checks.examined import findings, on_sample, rows_of


def found(*names: str) -> int:
    return len(findings(CHECKS, "DUPLICATE_ROW", procedures=[(name, "5", "3", "40") for name in names]))


@pytest.mark.parametrize(
    "names",
    [
        # 8 common words of 10.
        ("Cấp đổi, cấp lại Giấy xác nhận Mức độ khuyết tật", "Đổi, cấp lại Giấy xác nhận khuyết tật"),
        ("Thủ tục công nhận hòa giải viên", "Công nhận hoà giải viên (cấp xã)"),
        ("Cấp xấy xác nhận tình trạng hôn nhân", "Cấp giấy xác nhận tình trạng hôn nhân"),
    ],
)
def test_near_identical_names_are_one_procedure(names: tuple[str, str]) -> None:
    assert found(*names) == 1


@pytest.mark.parametrize(
    "names",
    [
        ("Đăng ký khai sinh", "Đăng ký lại khai sinh"),
        ("Đăng ký lại khai sinh", "Đăng ký lại khai tử"),
        ("Đăng ký kết hôn", "Đăng ký kết hôn (có yếu tố nước ngoài)"),
        ("Công nhận hòa giải viên", "Thôi làm hòa giải viên"),
        ("Xét tặng danh hiệu gia đình văn hóa hàng năm", "Xét tặng danh hiệu thôn văn hóa hàng năm"),
        ("", ""),
    ],
)
def test_a_telling_word_makes_another_procedure(names: tuple[str, str]) -> None:
    assert found(*names) == 0


def test_three_rows_of_one_procedure_are_one_finding() -> None:
    assert (
        found("Hòa giải tranh chấp đất đai", "Thủ tục hòa giải tranh chấp đất đai", "Hoà giải tranh chấp đất đai") == 1
    )


def test_the_sample_lists_one_procedure_twice() -> None:
    (finding,) = on_sample(CHECKS, "DUPLICATE_ROW")
    # Numbers 2 and 23 of the table stand in records 3 and 24.
    assert rows_of(finding) == [("cat_giam.csv", 3), ("cat_giam.csv", 24)]
    assert "cùng một thủ tục" in finding.message and finding.severity == "W"
