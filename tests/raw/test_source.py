"""Whether a submission was made up. An entry of nguon.yaml in, yes or no out."""

from __future__ import annotations

import pytest

from cchc.raw.source import Source

OWN = {"ma_xa": "15976", "nam": "2024", "ky": "nam", "tu_ngay": "2023-12-15", "den_ngay": "2024-12-14"}


def source(*origins: str) -> Source:
    return Source.model_validate({**OWN, "tep": [{"ten": "a.csv", "nguon": origin} for origin in origins]})


@pytest.mark.parametrize("origins", [["cchc demo, seed 1"], ["Báo cáo năm 2024", " cchc demo"]])
def test_one_file_made_up_by_the_demo_makes_a_submission_synthetic(origins: list[str]) -> None:
    assert source(*origins).synthetic


@pytest.mark.parametrize("origins", [[], ["Báo cáo năm 2024 của UBND xã"], ["đối chiếu với cchc demo"]])
def test_a_submission_of_a_commune_is_not_synthetic(origins: list[str]) -> None:
    assert not source(*origins).synthetic
