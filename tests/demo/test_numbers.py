"""The numbers of synthetic reports: parts add up to totals, percentages are halves up, sizes are plausible."""

from __future__ import annotations

from statistics import median

import pytest

from cchc.demo.commune import Commune
from cchc.demo.numbers import Numbers, draw_numbers
from cchc.demo.submission import share_text
from tests.demo.projects import commune

SHORTENED = [33, 40, 60]


def numbers(of: Commune) -> Numbers:
    return draw_numbers(of, SHORTENED)


@pytest.fixture(scope="module", params=[(2024, "nam"), (2024, "quy-1"), (2025, "nam")])
def many(request: pytest.FixtureRequest) -> list[Numbers]:
    year, period = request.param
    return [numbers(commune(place, year, period)) for place in range(0, 3000, 20)]


def test_the_parts_of_dossiers_add_up_to_their_totals(many: list[Numbers]) -> None:
    for n in many:
        assert n["ho_so.truc_tiep"] + n["ho_so.bcci"] + n["ho_so.truc_tuyen"] == n["ho_so.tiep_nhan"]
        assert n["ho_so.truc_tuyen.muc_do_3"] + n["ho_so.truc_tuyen.muc_do_4"] == n["ho_so.truc_tuyen"]
        assert n["ho_so.truoc_han"] + n["ho_so.dung_han"] == n["ho_so.trong_han"]
        assert n["ho_so.trong_han"] + n["ho_so.qua_han"] == n["ho_so.da_giai_quyet"]
        assert sum(n[f"3.3.2.{way}"] for way in "abcd") == n["ho_so.trong_han"]


def test_what_came_in_went_out_is_open_or_was_returned(many: list[Numbers]) -> None:
    for n in many:
        came = n["ho_so.ky_truoc"] + n["ho_so.tiep_nhan"]
        assert came == n["ho_so.da_giai_quyet"] + n["ho_so.dang_giai_quyet"] + n["ho_so.tra_lai"]


def test_procedures_and_staff_add_up(many: list[Numbers]) -> None:
    for n in many:
        assert n["3.2.1"] + n["3.2.2"] + n["3.2.3"] == n["3.1.3"]
        assert n["can_bo.tong"] + n["cong_chuc.tong"] == n["4.1.2"]
        assert n["can_bo.tren_dai_hoc"] + n["can_bo.dai_hoc"] + n["can_bo.cao_dang"] == n["can_bo.tong"]


def test_no_count_is_negative(many: list[Numbers]) -> None:
    assert min(min(n.values()) for n in many) == 0


def test_some_communes_are_late_and_some_are_not(many: list[Numbers]) -> None:
    late = sum(n["ho_so.qua_han"] > 0 for n in many)
    assert 0 < late < len(many)


def test_wards_receive_more_than_communes_and_merged_ones_more_than_old_ones() -> None:
    received: dict[tuple[int, str], list[int]] = {}
    for year in (2024, 2025):
        for place in range(0, 3300, 15):
            one = commune(place, year)
            received.setdefault((year, one.unit.type), []).append(one.received)
    old, old_ward = (median(received[2024, kind]) for kind in ("xã", "phường"))
    new, new_ward = (median(received[2025, kind]) for kind in ("xã", "phường"))
    assert 300 < old < old_ward < new < new_ward < 48000


def test_a_longer_window_of_a_year_has_more_dossiers() -> None:
    for place in range(0, 9000, 300):
        halves = [commune(place, 2024, period).received for period in ("quy-1", "6-thang", "9-thang", "nam")]
        assert halves == sorted(halves)


def test_staff_and_procedures_stay_from_one_report_to_the_next() -> None:
    one, two = (numbers(commune(5, 2024, period)) for period in ("quy-1", "quy-2"))
    assert [one[key] for key in ("3.1.3", "4.1.2", "1.1.1")] == [two[key] for key in ("3.1.3", "4.1.2", "1.1.1")]
    assert one["ho_so.tiep_nhan"] != two["ho_so.tiep_nhan"]


@pytest.mark.parametrize(
    ("above", "below", "text"),
    [
        (2, 5, "40"),  # exactly 40%
        (1, 3, "33,3"),  # 33,333...
        (2, 3, "66,7"),  # 66,666...
        (1, 16, "6,3"),  # 6,25 is half-way: up
        (1999, 2000, "100,0"),  # 99,95 rounds to 100 and is not 100
        (0, 7, "0"),
    ],
)
def test_a_percentage_has_one_decimal_half_up(above: int, below: int, text: str) -> None:
    assert share_text(above, below) == text
