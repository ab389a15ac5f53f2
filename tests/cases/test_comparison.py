"""What a report says of its past, in the notebook's own words, on each side of 1/7/2025. Submissions in, sentences out.

Usage of communes' reports of 2025: "So với 6 tháng đầu năm 2024, ...", "điểm phần trăm" for the difference of two rates.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from cchc.checks.run import CheckReport
from tests.products.synthetic import XA_2024, Commune, write_submission
from tests.products.walk import walk_notebook

XA_2023 = replace(XA_2024, year=2023, first="2022-12-15", last="2023-12-14")
HOANG_CHAU_2025 = Commune("15976", "hoang-chau", 2025, "nam", "2024-12-15", "2025-12-14")
HOANG_CHAU_2026 = Commune("15976", "hoang-chau", 2026, "6-thang", "2025-12-15", "2026-06-14")
OF_2024 = [
    replace(XA_2024, code=code, slug=slug)
    for code, slug in (
        ("15949", "hoang-thang"),
        ("15973", "hoang-phong"),
        ("15976", "hoang-luu"),
        ("15979", "hoang-chau"),
    )
]
KEYS = ("ho_so.tiep_nhan", "ho_so.da_giai_quyet", "ho_so.qua_han", "ho_so.truc_tuyen")
FOUR = "các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu"


def submit(root: Path, commune: Commune, *figures: str) -> None:
    """Received, resolved, late, online."""
    write_submission(root, commune, statements=[("II.2.d", key, text) for key, text in zip(KEYS, figures, strict=True)])


def compared(root: Path, commune: Commune) -> list[str]:
    """The sentences of the report that speak of the period before."""
    sentences = walk_notebook(root, commune, only_branches=True).sentences()
    return [sentence for sentence in sentences if "So với " in sentence or "so sánh" in sentence]


@pytest.mark.parametrize(
    ("then", "now", "said"),
    [
        (
            ("790", "780", "10", "474"),
            ("830", "800", "12", "415"),
            # 40/790 = 5,06%; 20/780 = 2,56%; 474/790 = 60%, 415/830 = 50%
            "số hồ sơ tiếp nhận tăng từ 790 lên 830 hồ sơ (tăng 5,1%); "
            "số hồ sơ đã giải quyết tăng từ 780 lên 800 hồ sơ (tăng 2,6%); "
            "số hồ sơ giải quyết quá hạn tăng từ 10 lên 12 hồ sơ (tăng 02 hồ sơ); "
            "tỷ lệ hồ sơ tiếp nhận trực tuyến giảm từ 60% xuống 50% (giảm 10,0 điểm phần trăm)",
        ),
        (
            ("830", "800", "12", "415"),
            ("790", "780", "10", "474"),
            # 40/830 = 4,82%; 20/800 = 2,5%
            "số hồ sơ tiếp nhận giảm từ 830 xuống 790 hồ sơ (giảm 4,8%); "
            "số hồ sơ đã giải quyết giảm từ 800 xuống 780 hồ sơ (giảm 2,5%); "
            "số hồ sơ giải quyết quá hạn giảm từ 12 xuống 10 hồ sơ (giảm 02 hồ sơ); "
            "tỷ lệ hồ sơ tiếp nhận trực tuyến tăng từ 50% lên 60% (tăng 10,0 điểm phần trăm)",
        ),
        (
            ("830", "800", "12", "415"),
            ("830", "800", "12", "415"),
            "số hồ sơ tiếp nhận không đổi (830 hồ sơ); số hồ sơ đã giải quyết không đổi (800 hồ sơ); "
            "số hồ sơ giải quyết quá hạn không đổi (12 hồ sơ); tỷ lệ hồ sơ tiếp nhận trực tuyến không đổi (50%)",
        ),
        (
            ("830", "0", "0", "0"),
            ("830", "800", "12", "415"),
            "số hồ sơ tiếp nhận không đổi (830 hồ sơ); "
            "số hồ sơ đã giải quyết là 800 hồ sơ, kỳ trước chưa giải quyết hồ sơ nào; "
            "có 12 hồ sơ giải quyết quá hạn, kỳ trước không có; "
            "tỷ lệ hồ sơ tiếp nhận trực tuyến là 50%, kỳ trước không có hồ sơ trực tuyến",
        ),
        (
            ("830", "800", "12", "415"),
            ("830", "0", "0", "0"),
            "số hồ sơ tiếp nhận không đổi (830 hồ sơ); chưa giải quyết hồ sơ nào, kỳ trước giải quyết 800 hồ sơ; "
            "không còn hồ sơ giải quyết quá hạn, kỳ trước có 12 hồ sơ; "
            "không có hồ sơ tiếp nhận trực tuyến, kỳ trước tỷ lệ là 50%",
        ),
        (
            ("830", "0", "0", "0"),
            ("830", "0", "0", "0"),
            "số hồ sơ tiếp nhận không đổi (830 hồ sơ); cả hai kỳ đều chưa giải quyết hồ sơ nào; "
            "cả hai kỳ đều không có hồ sơ giải quyết quá hạn; cả hai kỳ đều không có hồ sơ tiếp nhận trực tuyến",
        ),
        # Over no dossiers there is no rate, so that nothing is said of it.
        (
            ("0", "0", "0", "0"),
            ("830", "800", "0", "415"),
            "số hồ sơ tiếp nhận là 830 hồ sơ, kỳ trước không tiếp nhận hồ sơ nào; "
            "số hồ sơ đã giải quyết là 800 hồ sơ, kỳ trước chưa giải quyết hồ sơ nào; "
            "cả hai kỳ đều không có hồ sơ giải quyết quá hạn",
        ),
        (
            ("830", "800", "0", "415"),
            ("0", "0", "0", "0"),
            "không tiếp nhận hồ sơ nào, kỳ trước tiếp nhận 830 hồ sơ; "
            "chưa giải quyết hồ sơ nào, kỳ trước giải quyết 800 hồ sơ; "
            "cả hai kỳ đều không có hồ sơ giải quyết quá hạn",
        ),
    ],
)
def test_the_main_figures_are_set_beside_those_of_the_year_before(
    then: tuple[str, ...], now: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    submit(tmp_path, XA_2023, *then)
    submit(tmp_path, XA_2024, *now)
    assert compared(tmp_path, XA_2024) == [f"So với năm 2023: {said}."]


def test_a_report_without_a_past_says_nothing_of_one(tmp_path: Path) -> None:
    submit(tmp_path, XA_2024, "830", "800", "12", "415")
    assert compared(tmp_path, XA_2024) == []


def test_a_new_commune_is_compared_with_the_sum_of_those_that_it_was_made_of(tmp_path: Path) -> None:
    for number, commune in enumerate(OF_2024, start=1):
        submit(tmp_path, commune, f"{number}00", f"{number}00", "0", f"{number}0")
    submit(tmp_path, HOANG_CHAU_2025, "1500", "1500", "0", "300")
    # 100 + 200 + 300 + 400 = 1.000, 500/1.000 = 50%; 10 + 20 + 30 + 40 = 100, 100/1.000 = 10%, 300/1.500 = 20%
    assert compared(tmp_path, HOANG_CHAU_2025) == [
        f"So với năm 2024 (cộng số liệu của 4 đơn vị trước khi sắp xếp: {FOUR}): "
        "số hồ sơ tiếp nhận tăng từ 1.000 lên 1.500 hồ sơ (tăng 50%); "
        "số hồ sơ đã giải quyết tăng từ 1.000 lên 1.500 hồ sơ (tăng 50%); "
        "cả hai kỳ đều không có hồ sơ giải quyết quá hạn; "
        "tỷ lệ hồ sơ tiếp nhận trực tuyến tăng từ 10% lên 20% (tăng 10,0 điểm phần trăm)."
    ]


def test_half_a_year_of_the_new_commune_is_compared_with_the_same_half_of_those_before(tmp_path: Path) -> None:
    for commune in OF_2024:
        half = replace(commune, year=2025, period="6-thang", first="2024-12-15", last="2025-06-14")
        submit(tmp_path, half, "100", "100", "0", "10")
    submit(tmp_path, HOANG_CHAU_2026, "400", "400", "0", "40")
    (said,) = compared(tmp_path, HOANG_CHAU_2026)
    assert said.startswith("So với cùng kỳ năm 2025 (cộng số liệu của 4 đơn vị trước khi sắp xếp: ")
    assert "số hồ sơ tiếp nhận không đổi (400 hồ sơ)" in said


def test_a_draft_says_whose_figures_are_missing_and_a_report_to_be_signed_does_not(tmp_path: Path) -> None:
    for commune in OF_2024[1:]:
        submit(tmp_path, commune, "100", "100", "0", "10")
    submit(tmp_path, HOANG_CHAU_2025, "1500", "1500", "0", "300")
    why = "chưa có số liệu năm 2024 của xã Hoằng Thắng (1 trong 4 đơn vị hợp thành)"
    assert compared(tmp_path, HOANG_CHAU_2025) == [f"Chưa so sánh được với năm 2024: {why}."]
    with patch.object(CheckReport, "draft", False):
        assert compared(tmp_path, HOANG_CHAU_2025) == []


def test_a_year_that_begins_on_the_day_of_founding_is_not_compared_with_whole_ones(tmp_path: Path) -> None:
    for commune in OF_2024:
        submit(tmp_path, commune, "100", "100", "0", "10")
    submit(tmp_path, replace(HOANG_CHAU_2025, first="2025-07-01"), "300", "300", "0", "30")
    assert compared(tmp_path, HOANG_CHAU_2025) == [
        "Chưa so sánh được với năm 2024: hai kỳ số liệu dài ngắn khác nhau (từ 01/7/2025 đến 14/12/2025; năm 2024 từ "
        "15/12/2023 đến 14/12/2024)."
    ]
    whole = replace(HOANG_CHAU_2025, year=2026, first="2025-12-15", last="2026-12-14")
    submit(tmp_path, whole, "700", "700", "0", "70")
    assert compared(tmp_path, whole) == [
        "Chưa so sánh được với năm 2025: hai kỳ số liệu dài ngắn khác nhau (từ 15/12/2025 đến 14/12/2026; năm 2025 từ "
        "01/7/2025 đến 14/12/2025)."
    ]
