"""What a province adds up and leaves out. In: a few units whose every number is seen here. Out: totals worked by hand."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from cchc.build.standing.states import State
from cchc.catalogue.form import form_for
from cchc.document.model import Table, plain_text
from cchc.province.opening import open_province
from cchc.province.report import ProvinceReport
from cchc.province.tables.standing import how_many_late
from cchc.province.totals import Units
from cchc.values.value import Value
from tests.province.small import LAST_DAY, MADE_UP, XA, leave_report, standing, state

A, B, C, D, E, F, G, H = XA[:8]
STATES = (
    state(A),
    state(B),
    state(C),
    state(D, State.DU_THAO),
    state(E, State.DU_THAO),
    state(F, State.CHUA_GUI, 3),
    state(G, State.KHONG_DOC_DUOC),
    state(H, State.DA_GUI),
)


@pytest.fixture
def report(tmp_path: Path) -> ProvinceReport:
    """Tasks of the plan set and done: A 10 and 8, B 20 and 20, C 5 and none told, D one that is no number, E 30 and 31."""
    leave_report(tmp_path, A, annex={"1.1.1": "10", "1.1.2": "8", "1.4.2": "1", "1.5": "1", "3.2.4": "100"})
    leave_report(tmp_path, B, annex={"1.1.1": "20", "1.1.2": "20", "1.4.2": "2", "1.5": "0", "3.2.4": "90"})
    leave_report(tmp_path, C, annex={"1.1.1": "5", "1.4.2": "1", "1.5": "1", "3.2.4": "40"})
    leave_report(tmp_path, D, annex={"1.1.1": "mười", "1.1.2": "3"})
    leave_report(tmp_path, E, annex={"1.1.1": "30", "1.1.2": "31"})
    with standing(*STATES):
        return _open(tmp_path)


def _open(root: Path) -> ProvinceReport:
    with contextlib.chdir(root):
        return open_province("38", 2026, "nam")


def _row(report: ProvinceReport, stt: str) -> list[str]:
    table = report.table("tong_hop").block
    assert isinstance(table, Table)
    return next(texts for row in table.rows if (texts := [plain_text(cell) for cell in row.cells])[0] == stt)


def test_a_total_is_of_the_units_whose_number_is_sure_and_says_who_is_left_out_and_why(report: ProvinceReport) -> None:
    total = report.units.total("1.1.1")
    assert total.value.number == 10 + 20 + 5
    left_out = {reason: [unit.code for unit in units] for reason, units in total.taken.left_out.items()}
    assert left_out == {
        "khong_la_so": [D],
        "con_loi": [E],  # 31 done of 30
        "chua_gui": [F],
        "khong_doc_duoc": [G],
        "chua_lap": [H],
    }


def test_a_figure_that_a_unit_does_not_state_is_not_zero(report: ProvinceReport) -> None:
    total = report.units.total("1.1.2")
    assert total.value.number == 8 + 20 + 3
    assert [unit.code for unit in total.taken.left_out["khong_co"]] == [C]


def test_the_row_prints_the_total_the_units_in_it_and_those_that_are_not(report: ProvinceReport) -> None:
    assert _row(report, "1.1.1")[3:] == [
        "35",
        "3/8",
        "1 ghi không phải là số (xã Trung Lý); 1 số liệu đang có lỗi chưa xử lý (xã Quang Chiểu)",
    ]


def test_what_no_row_has_is_told_once_below_the_table(report: ProvinceReport) -> None:
    note = report.table("tong_hop").block.note
    assert plain_text(note) == (
        "Mỗi dòng chỉ cộng những đơn vị có số cộng được ở dòng đó, nên các dòng khác số đơn vị không đối chiếu được với nhau. Thủ tục "
        "(TTHC) đếm theo từng đơn vị: thủ tục có ở nhiều đơn vị được tính nhiều lần. "
        "Mọi dòng đều không có số của: 1 chưa gửi báo cáo; 1 tệp không đọc được; 1 chưa lập báo cáo từ số liệu đã gửi."
    )


def test_of_yes_and_no_those_are_counted_that_have_it(report: ProvinceReport) -> None:
    assert _row(report, "1.5")[2:5] == ["đơn vị có", "2", "3/8"]


def test_of_a_choice_it_is_counted_who_chose_what(report: ProvinceReport) -> None:
    number, taking_part, remark = _row(report, "1.4.2")[3:]
    assert (number, taking_part) == ("–", "3/8")
    assert remark.startswith("Phát phiếu: 2 đơn vị; Kết hợp: 1 đơn vị")


def test_percentages_are_not_added_up(report: ProvinceReport) -> None:
    number, taking_part, remark = _row(report, "3.2.4")[3:]
    assert (number, taking_part) == ("–", "3/8")
    assert remark.startswith("Tỷ lệ không cộng; trung vị 90%")  # of 100, 90 and 40


def test_points_are_not_added_up_nor_are_places(tmp_path: Path) -> None:
    for code, points, place in ((A, "70", "3"), (B, "81", "1"), (C, "90", "2")):
        leave_report(tmp_path, code, annex={"3.8.6": points, "3.8.7": place})
    with standing(state(A), state(B), state(C)):
        report = _open(tmp_path)
    assert _row(report, "3.8.6")[2:] == ["Điểm", "–", "3/3", "Điểm, thứ hạng không cộng; trung vị 81"]
    assert _row(report, "3.8.7")[2:] == ["", "–", "3/3", "Điểm, thứ hạng không cộng; trung vị 2"]


def test_a_rate_of_the_province_is_all_numerators_over_all_denominators_of_the_units_that_have_both(
    report: ProvinceReport,
) -> None:
    value = report.value("ty_le.ke_hoach_hoan_thanh")
    assert value.number == Decimal(8 + 20) / Decimal(10 + 20)  # not the mean of 80% and 100%
    assert report.value("tham_gia.ty_le.ke_hoach_hoan_thanh").number == 2


def test_a_number_says_what_it_was_added_up_from(report: ProvinceReport) -> None:
    value = report.value("1.1.1")
    assert value.formula is not None and value.formula.text == "cộng của 3 đơn vị"


def test_a_row_of_another_form_is_another_quantity(tmp_path: Path) -> None:
    """1.3.1 were the tasks that the district gave, since July 2025 those that the province gives."""
    leave_report(tmp_path, A, annex={"1.3.1": "7", "1.1.1": "4"})
    with standing(state(A)):
        units = _open(tmp_path).units
    figures = units.figures[A]
    older = Units(units.states, {A: replace(figures, form=form_for(LAST_DAY.replace(year=2024)))}, units.form)
    assert units.total("1.3.1").value.number == 7
    assert [*older.take("1.3.1").left_out] == ["bieu_mau_khac"]
    assert older.total("1.1.1").value.number == 4


def test_made_up_figures_are_not_added_to_real_ones(tmp_path: Path) -> None:
    leave_report(tmp_path, A, annex={"1.1.1": "10"})
    leave_report(tmp_path, B, annex={"1.1.1": "20"}, source=MADE_UP)
    with standing(state(A), state(B)):
        report = _open(tmp_path)
    total = report.units.total("1.1.1")
    assert (total.value.number, [*total.taken.left_out]) == (10, ["mo_phong"])
    assert report.submission().block.synthetic, "a page that tells of a made-up report says so"


def test_a_made_up_report_that_states_no_count_is_made_up_all_the_same(tmp_path: Path) -> None:
    leave_report(tmp_path, A, source=MADE_UP)
    with standing(state(A)):
        report = _open(tmp_path)
    assert [*report.units.figures[A].stated] == []
    assert report.submission().block.synthetic


def test_a_sum_that_a_unit_has_only_the_parts_of_is_the_sum_of_its_parts_as_in_its_own_report(tmp_path: Path) -> None:
    stated = [("II.2.d", "ho_so.truoc_han", "70", "hồ sơ", ""), ("II.2.d", "ho_so.dung_han", "20", "hồ sơ", "")]
    leave_report(tmp_path, A, annex={"1.1.1": "1"}, statements=stated)
    with standing(state(A)):
        value: Value = _open(tmp_path).value("ho_so.trong_han")
    assert value.number == 90


def test_a_unit_that_states_no_number_is_left_out_of_every_total(tmp_path: Path) -> None:
    leave_report(tmp_path, A, annex={"1.1.1": "10"})
    leave_report(tmp_path, B, annex={})
    with standing(state(A), state(B)):
        report = _open(tmp_path)
    total = report.units.total("1.1.1")
    assert total.value.number == 10
    assert [unit.code for units in total.taken.left_out.values() for unit in units][:1] == [B]


def test_lateness_is_told_of_how_many_it_is_not_known_and_of_none_it_is_a_dash() -> None:
    unknown = [state(A, State.SACH, None), state(B, State.DU_THAO, None)]
    assert how_many_late([state(A), state(B, State.SACH, 3)]) == "1"
    assert how_many_late([state(C, State.SACH, 3), *unknown, state(F, State.CHUA_GUI, 3)]) == "1 (không rõ 2)"
    assert how_many_late([*unknown, state(F, State.CHUA_GUI, 3)]) == "–"
    assert how_many_late([state(F, State.CHUA_GUI, 3)]) == "0"
