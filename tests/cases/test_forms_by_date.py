"""Reports of the second half of 2025 are read with the form of their day, and print nothing of the form before."""

from __future__ import annotations

import pytest

from tests.cases.test_cases import CASES, found, is_of, printed

NAMES = ["05-thanh-oai-a", "09-dong-khe-b"]


@pytest.mark.parametrize("name", NAMES)
def test_the_paper_has_the_words_of_its_day(name: str) -> None:
    case, text = CASES[name], printed(name)
    assert [string for string in case["pdf"] if string not in text] == []
    assert [string for string in case["pdf_not"] if string in text] == []


@pytest.mark.parametrize("name", NAMES)
def test_nobody_is_accused_falsely(name: str) -> None:
    for forbidden in CASES[name].get("must_not", []):
        assert [finding["message"] for finding in found(name) if is_of(finding, forbidden)] == []


def test_tasks_from_the_province_are_told_in_the_report() -> None:
    said = "được UBND tỉnh, Chủ tịch UBND tỉnh giao 41 nhiệm vụ; hoàn thành đúng hạn 31 nhiệm vụ"
    assert said in printed("09-dong-khe-b")
