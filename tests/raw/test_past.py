"""Whose reports a report looks back at, as the law has it on each side of 1/7/2025. Empty folders in, units out.

Sources: Nghị quyết 1686/NQ-UBTVQH15 of 16/6/2025 (Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu are xã Hoằng Châu from
1/7/2025, whose code 15976 was Hoằng Lưu's); the register for the other units; Nghị quyết 237/NQ-UBTVQH16 and 388/NQ-UBTVQH16
(Nhơn Trạch a phường from 30/4/2026, Lạng Giang from 20/9/2026).
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.periods import alike, past_rules, periods
from cchc.catalogue.units.register import unit, units_on
from cchc.catalogue.units.territory import name_units, territory
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Tree, own_previous, past_folders, past_of
from tests.conftest import make_submission

HOANG = "15976"
OF_HOANG_CHAU = ("15949", "15973", "15976", "15979")
FOUR = "các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu"
FIVE = "các xã Phước Thiền, Long Tân, Phú Hội, Phú Thạnh và thị trấn Hiệp Phước"


@pytest.mark.parametrize(
    ("code", "year", "period", "now", "then", "whose", "same"),
    [
        # On either side of the day a report is compared with one of the same side, of the same unit.
        (HOANG, 2025, "6-thang", "Xã Hoằng Lưu", (2024, "6-thang"), "xã Hoằng Lưu", True),
        (HOANG, 2025, "thang-6", "Xã Hoằng Lưu", (2024, "thang-6"), "xã Hoằng Lưu", True),
        (HOANG, 2025, "quy-4", "Xã Hoằng Châu", (2025, "quy-3"), "xã Hoằng Châu", True),
        (HOANG, 2026, "nam", "Xã Hoằng Châu", (2025, "nam"), "xã Hoằng Châu", True),
        # Across it with the sum of what the unit was made of; never with the unit that had the code.
        (HOANG, 2025, "thang-7", "Xã Hoằng Châu", (2024, "thang-7"), FOUR, False),
        (HOANG, 2025, "quy-3", "Xã Hoằng Châu", (2025, "quy-2"), FOUR, False),
        (HOANG, 2025, "nam", "Xã Hoằng Châu", (2024, "nam"), FOUR, False),
        (HOANG, 2026, "6-thang", "Xã Hoằng Châu", (2025, "6-thang"), FOUR, False),
        (HOANG, 2026, "quy-1", "Xã Hoằng Châu", (2025, "quy-4"), "xã Hoằng Châu", True),
        # A new type is no new unit: it is called as it was called then.
        ("26485", 2026, "6-thang", "Phường Nhơn Trạch", (2025, "6-thang"), FIVE, False),
        ("26485", 2026, "quy-2", "Phường Nhơn Trạch", (2026, "quy-1"), "xã Nhơn Trạch", True),
        ("07375", 2026, "nam", "Phường Lạng Giang", (2025, "nam"), "xã Lạng Giang", True),
        # Its province merged (Hà Giang into Tuyên Quang) and its district ended; the commune stayed what it was.
        ("00859", 2025, "nam", "Xã Ngọc Long", (2024, "nam"), "xã Ngọc Long", True),
        # One unit of the same land under another name or type: its figures, and whose they are is said.
        ("14845", 2025, "nam", "Xã Mường Lát", (2024, "nam"), "thị trấn Mường Lát", False),
        # An island district that had no commune.
        ("11948", 2025, "nam", "Đặc khu Bạch Long Vĩ", (2024, "nam"), "", False),
    ],
)
def test_whose_figures_stand_for_the_unit_then(
    code: str, year: int, period: str, now: str, then: tuple[int, str], whose: str, same: bool
) -> None:
    key = ReportKey(code, year, period)
    known = unit(code, key.window[1])
    had = territory(known, key.previous.window[1])
    assert (known.full_name, (key.previous.year, key.previous.period)) == (now, then)
    assert (name_units(had.units), had.same, had.split) == (whose, same, ())


@pytest.mark.parametrize(
    ("code", "split"),
    [
        ("21997", ["xã Canh Liên"]),  # one commune into two: neither is what it was, though one kept name and code
        ("22006", ["xã Canh Liên", "xã Canh Hiệp"]),
        ("15271", ["thị trấn Hà Trung", "xã Hà Bình"]),
        ("15286", ["thị trấn Hà Trung", "xã Hà Bình"]),
    ],
)
def test_a_unit_that_was_split_between_several_is_named(code: str, split: list[str]) -> None:
    had = territory(unit(code, date(2025, 7, 1)), date(2025, 6, 30))
    assert (had.same, [name_units([one]) for one in had.split]) == (False, split)


def test_every_unit_of_today_names_what_it_was_made_of_and_none_is_left_over() -> None:
    before, after = date(2025, 6, 30), date(2025, 7, 1)
    made = [territory(known, before) for known in units_on(after)]
    assert len(made) == 3_321
    assert {one.code for had in made for one in had.units} == {known.code for known in units_on(before)}
    assert [had.unit.name for had in made if not had.units] == [
        "Bạch Long Vĩ",
        "Cồn Cỏ",
        "Hoàng Sa",
        "Lý Sơn",
        "Côn Đảo",
    ]
    split = {one.code for had in made for one in had.split}
    assert split == {known.code for known in units_on(before) if len(known.successors) > 1}


def make(root: Path, codes: tuple[str, ...], year: int, period: str = "nam") -> None:
    for code in codes:
        make_submission(root, code=code, year=year, period=period, statements=[])


def codes(root: Path, year: int, period: str = "nam") -> list[tuple[int, str, list[str], list[str]]]:
    past = past_of(Tree(root), ReportKey(HOANG, year, period))
    return [(p.year, p.period, [u.code for u, _ in p.folders], [u.code for u in p.absent]) for p in past]


def test_all_that_submitted_then_are_found_and_the_others_are_named(tmp_path: Path) -> None:
    make(tmp_path, ("15949", "15979"), 2024)
    make(tmp_path, ("15865",), 2024)  # thị trấn Bút Sơn, of another commune
    assert codes(tmp_path, 2025) == [(2024, "nam", ["15949", "15979"], ["15973", "15976"])]


def test_the_folder_of_the_code_alone_is_no_past(tmp_path: Path) -> None:
    make(tmp_path, (HOANG,), 2024)
    assert codes(tmp_path, 2025) == [(2024, "nam", [HOANG], ["15949", "15973", "15979"])]
    assert own_previous(Tree(tmp_path), ReportKey(HOANG, 2025, "nam")) is None
    make(tmp_path, (HOANG,), 2025)
    assert own_previous(Tree(tmp_path), ReportKey(HOANG, 2026, "nam")) == tmp_path / "2025/nam/15976-xa-thu"


def test_a_report_looks_back_over_as_many_periods_as_the_catalogue_says(tmp_path: Path) -> None:
    for year in range(2019, 2025):
        make(tmp_path, OF_HOANG_CHAU, year)
    assert past_rules().periods == 5
    assert [year for year, *_ in codes(tmp_path, 2025)] == [2024, 2023, 2022, 2021]
    assert len(past_folders(Tree(tmp_path), ReportKey(HOANG, 2025, "nam"))) == 4 * 4


def test_quarters_go_back_over_the_merger(tmp_path: Path) -> None:
    make(tmp_path, (HOANG,), 2025, "quy-4")
    make(tmp_path, (HOANG,), 2025, "quy-3")
    make(tmp_path, OF_HOANG_CHAU, 2025, "quy-2")
    assert [(period, len(found)) for _, period, found, _ in codes(tmp_path, 2026, "quy-1")] == [
        ("quy-4", 1),
        ("quy-3", 1),
        ("quy-2", 4),
    ]


def test_a_gap_is_no_end(tmp_path: Path) -> None:
    make(tmp_path, OF_HOANG_CHAU, 2022)
    assert [one.back for one in past_of(Tree(tmp_path), ReportKey(HOANG, 2025, "nam"))] == [3]


def test_two_folders_of_a_code_or_one_without_its_source_are_none(tmp_path: Path) -> None:
    make_submission(tmp_path, code="15949", slug="a")
    make_submission(tmp_path, code="15949", slug="b")
    (tmp_path / "2024/nam/15973-hoang-phong").mkdir()
    assert codes(tmp_path, 2025) == []


def test_a_code_that_the_register_does_not_have_has_no_past(tmp_path: Path) -> None:
    make_submission(tmp_path, code="99999")
    assert past_of(Tree(tmp_path), ReportKey("99999", 2025, "nam")) == ()


@pytest.mark.parametrize(
    ("period", "year", "named"),
    [
        ("nam", 2025, "năm 2024"),
        ("6-thang", 2026, "cùng kỳ năm 2025"),
        ("9-thang", 2025, "cùng kỳ năm 2024"),
        ("thang-7", 2026, "cùng kỳ năm 2025"),
        ("quy-3", 2025, "quý II/2025"),
        ("quy-1", 2026, "quý IV/2025"),
    ],
)
def test_what_the_period_before_is_called(period: str, year: int, named: str) -> None:
    assert periods()[period].compared_in(year) == named


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        # 1/7 to 14/9 are 76 days, 15/3 to 14/6 are 92: 16 of 92 are more than a tenth.
        (("2025-07-01", "2025-09-14"), ("2025-03-15", "2025-06-14"), False),
        # 15/12 to 14/3 are 90 days: 2 of 92.
        (("2025-12-15", "2026-03-14"), ("2025-09-15", "2025-12-14"), True),
        # 1/1 to 30/6 are 181 days, 15/12 to 14/6 are 182.
        (("2025-01-01", "2025-06-30"), ("2025-12-15", "2026-06-14"), True),
        # The year that crosses the date, from the founding on: 167 days of 366.
        (("2025-07-01", "2025-12-14"), ("2023-12-15", "2024-12-14"), False),
        # Exactly a tenth: 90 of 100 days.
        (("2025-01-01", "2025-04-10"), ("2025-01-01", "2025-03-31"), True),
        (("2025-01-01", "2025-04-10"), ("2025-01-01", "2025-03-30"), False),
    ],
)
def test_windows_are_compared_that_differ_by_no_more_than_a_tenth(
    one: tuple[str, str], other: tuple[str, str], said: bool
) -> None:
    first, second = [(date.fromisoformat(a), date.fromisoformat(b)) for a, b in (one, other)]
    assert alike(first, second) is alike(second, first) is said
