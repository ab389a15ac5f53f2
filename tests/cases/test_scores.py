"""Case 21: scores by Quyết định 766 as a tool read them from the national portal, against the table of the package."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from cchc.catalogue.scoring.scales import package_scales
from tests.checks.examples import findings, only

CASE = Path(__file__).parent / "21-diem-766"
KEYS = {
    "CKMB": "cong_khai", "TDGQ": "tien_do", "ONLINE": "truc_tuyen", "TTTT": "thanh_toan", "MDSH": "so_hoa",
    "MDHL": "hai_long", "tong_diem": "tong",
}  # fmt: skip


def read(name: str) -> list[dict[str, str]]:
    with (CASE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def scores(**instead: str) -> list[tuple[str, str]]:
    (row,) = read("diem.csv")
    return [(f"diem_766.{KEYS[column]}", instead.get(column, row[column])) for column in KEYS]


def test_the_groups_do_not_reach_the_total_that_is_told() -> None:
    # 2,0 + 20,0 + 6,0 + 0,0 + 14,0 + 18,0 = 60,0, and the total says 79,16.
    found = only("LEVEL_SUM", statements=scores())
    assert (found.severity, found.right, found.left, found.difference) == ("E", 60, Decimal("79.16"), Decimal("19.16"))


def test_no_group_is_over_its_most_and_one_that_were_is_an_error() -> None:
    assert findings("CEILING", statements=scores()) == []
    over = only("CEILING", statements=scores(MDHL="18,1"))
    assert (over.severity, over.keys, over.right) == ("E", ("diem_766.hai_long",), 18)


def test_the_package_has_the_most_points_that_the_case_has() -> None:
    (scale,) = package_scales()
    assert {group.khoa: group.most for group in scale.groups} == {
        f"diem_766.{KEYS[row['nhom']]}": Decimal(row["toi_da"]) for row in read("diem_toi_da.csv")
    }


def test_groups_that_are_told_in_part_are_a_question() -> None:
    # 60,0 without payment, which is 0,0: the five others reach 60,0 of the 79,16.
    assert only("LEVEL_SUM", statements=[one for one in scores() if "thanh_toan" not in one[0]]).severity == "W"
