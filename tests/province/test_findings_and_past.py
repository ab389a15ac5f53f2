"""Causes that units share, and the period before. In: a few submissions. Out: counts and changes worked by hand."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from cchc.catalogue.units.register import unit
from cchc.document.model import plain_text
from cchc.province.compare import _in_both, changes
from cchc.province.opening import open_province
from cchc.province.report import ProvinceReport
from cchc.province.shared import by_rule, shared_causes
from cchc.province.totals import Taken, Units
from cchc.values.value import Value
from tests.province.small import XA, YEAR, leave_report, standing, state

A, B, C, D = XA[:4]
LAST_DAY_BEFORE = date(2025, 12, 14)


def _open(root: Path) -> ProvinceReport:
    with contextlib.chdir(root):
        return open_province("Thanh Hóa", YEAR, "nam")


def test_a_mistake_of_several_units_is_one_cause_with_their_names(tmp_path: Path) -> None:
    for code in (A, B):
        leave_report(tmp_path, code, annex={"1.1.1": "30", "1.1.2": "31"})  # more done than there was
    leave_report(tmp_path, C, annex={"1.1.1": "30", "1.1.2": "29"})
    with standing(state(A), state(B), state(C)):
        figures = _open(tmp_path).units.figures.values()
    (ceiling,) = [one for one in by_rule(figures) if one.rule == "CEILING"]
    assert (ceiling.findings, [one.code for one in ceiling.units]) == (2, [A, B])
    (shared,) = [one for one in shared_causes(figures, 2) if one.cause == "CEILING:1.1.2"]
    assert [one.code for one in shared.units] == [A, B]
    assert shared_causes(figures, 4) == []


@pytest.fixture
def compared(tmp_path: Path) -> ProvinceReport:
    """Received now and the year before: A 110 of 100, B 50 of 60, C 40 of none; D reported the year before only."""
    received = {A: ("110", "100"), B: ("50", "60"), C: ("40", None), D: (None, "500")}
    for code, (now, before) in received.items():
        for year, number in ((YEAR, now), (YEAR - 1, before)):
            if number:
                stated = [
                    ("II.2.d", "ho_so.tiep_nhan", number, "hồ sơ", ""),
                    ("II.2.d", "ho_so.truc_tuyen", "30", "hồ sơ", ""),
                ]
                leave_report(tmp_path, code, year, annex={"1.1.1": "1"}, statements=stated)
    before = tuple(state(code, on=LAST_DAY_BEFORE) for code in (A, B, D))
    with standing(state(A), state(B), state(C), before=before):
        report = _open(tmp_path)
        assert report.changes
    return report


def test_only_units_that_have_the_number_in_both_periods_are_compared(compared: ProvinceReport) -> None:
    (received,) = [one for one in compared.changes if one.now.key == "ho_so.tiep_nhan"]
    assert (received.now.number, received.before.number, received.units) == (110 + 50, 100 + 60, 2)
    assert received.said == "không đổi"


def test_a_rate_changes_by_percentage_points(compared: ProvinceReport) -> None:
    (online,) = [one for one in compared.changes if one.now.key == "ty_le.truc_tuyen"]
    assert online.now.number == Decimal(60) / Decimal(160)
    assert online.said == "không đổi"


def test_a_count_changes_by_so_many_and_by_a_share(compared: ProvinceReport) -> None:
    before = compared.previous
    assert before is not None
    figures = compared.units.figures
    only_a = Units([state(A)], {A: figures[A]}, compared.units.form)
    (received,) = changes(only_a, before, ["ho_so.tiep_nhan"])
    assert received.said == "tăng 10 (10,0%)"
    (online,) = changes(only_a, before, ["ty_le.truc_tuyen"])
    assert online.said == "giảm 2,7 điểm phần trăm"  # of what is printed: 27,3% (30 of 110) and 30%


def test_the_table_has_then_and_now(compared: ProvinceReport) -> None:
    rows = [[plain_text(cell) for cell in row.cells] for row in compared.table("so_sanh").block.rows]
    assert ["160", "160", "không đổi", "2"] in [row[1:] for row in rows]


def test_made_up_figures_are_not_compared_with_real_ones(compared: ProvinceReport) -> None:
    before = compared.previous
    assert before is not None
    of_demo = {code: replace(one, synthetic=True) for code, one in before.figures.items()}
    made_up = Units(before.states, of_demo, before.form)
    assert [*changes(compared.units, before, ["ho_so.tiep_nhan"])]
    assert not [*changes(compared.units, made_up, ["ho_so.tiep_nhan"])]


def test_a_code_that_passed_to_another_unit_is_not_compared() -> None:
    """15976 was Xã Hoằng Lưu until June 2025 and has been Xã Hoằng Châu since."""
    value = Value("1.1.1", "", "", "count", Decimal(5), "stated")
    old, new = unit("15976", date(2024, 12, 14)), unit("15976", date(2025, 12, 14))
    assert [*_in_both(Taken({new: value}, {}), Taken({old: value}, {}))[0].numbers] == []
    assert [*_in_both(Taken({new: value}, {}), Taken({new: value}, {}))[0].numbers] == [new]
