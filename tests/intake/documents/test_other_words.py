"""Sentences that no cue was made from: what is taken is right, what is not taken is listed, and most is taken."""

from __future__ import annotations

import time

import pytest

from tests.intake.documents.other_words import CASES, Case
from tests.intake.documents.test_found_by import counted


def found_in(case: Case) -> dict[str, str]:
    section, leads, text, _ = case
    return {one.key: one.value.lower() for one in counted(text, section, *leads).statements}


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case[2])[:70])
def test_nothing_wrong_is_taken(case: Case) -> None:
    assert found_in(case).items() <= {key: value.lower() for key, value in case[3].items()}.items()


def test_nine_of_ten_are_taken() -> None:
    stated = sum(len(case[3]) for case in CASES)
    assert sum(len(found_in(case)) for case in CASES) >= 0.9 * stated


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        ("Lĩnh vực đất đai tiếp nhận 45 hồ sơ.", "45"),
        ("Trong năm đã trồng 200 cây xanh.", "200"),
        ("Tiếp nhận hơn 800 hồ sơ.", "800"),
        ("Tiếp nhận 589 hồ sơ, tiếp nhận 590 hồ sơ.", "589, 590"),
    ],
)
def test_a_figure_that_is_not_taken_is_listed_with_its_sentence(text: str, listed: str) -> None:
    found = counted(text)
    assert found.statements == []
    assert [(one.place, one.text, one.why.partition(":")[0]) for one in found.left] == [("đoạn 1", text, listed)]


@pytest.mark.parametrize(
    "text",
    [
        "Quyết định số 139/QĐ-UBND ngày 30/12/2024; Nghị định 61/2018/NĐ-CP; ISO 9001:2015; giai đoạn 2021 - 2025.",
        "Tại bộ phận 1 cửa, quý IV/2024, 6 tháng đầu năm, lúc 8h30; Đề án 06, khoản 2 Điều 5; xem http://x.vn/a?b=12.",
    ],
)
def test_a_number_that_counts_nothing_is_neither_taken_nor_listed(text: str) -> None:
    found = counted(text)
    assert found.statements == [] and found.left == []


@pytest.mark.parametrize(
    "text", ["1" * 100_000, "12 " * 50_000, "tiếp nhận 5 hồ sơ, " * 2_000, "hồ sơ " * 20_000 + "5"]
)
def test_long_lines_end(text: str) -> None:
    started = time.process_time()
    counted(text)
    assert time.process_time() - started < 20
