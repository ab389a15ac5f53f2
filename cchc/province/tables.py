"""The tables of a roll-up. In: units, totals, spreads, findings. Out: table blocks under the heads of roll_up.yaml."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import get_args

from msgspec.structs import replace

from cchc.build.standing.states import State, UnitState
from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.presentation import Column as ColumnForm
from cchc.catalogue.presentation import Table as TableForm
from cchc.catalogue.roll_up import MainIndicator, roll_up
from cchc.catalogue.rules import families, severity_names
from cchc.catalogue.units.register import Unit
from cchc.document.lineage import number_inline
from cchc.document.model import HeadCell, Inline, Row, Run, Table
from cchc.document.tables import table_block
from cchc.province.compare import Change
from cchc.province.facts import FACTS, name_units
from cchc.province.shared import ByRule, SharedCause
from cchc.province.spread import Level, Outlier, Spread, ends, ranks
from cchc.province.totals import Reason, Taken, Total, Units
from cchc.values.printing import capital, print_date, print_figure, print_number, print_share, print_value
from cchc.values.value import Formula, Value

_NAMED = 5  # units that a remark of a table names; of more it says how many
_COMMON: frozenset[Reason] = frozenset(
    {"chua_gui", "khong_doc_duoc", "chua_lap", "mo_phong"}
)  # told once, below the table
_NONE = "–"
_ADDED: Run = [
    "Mỗi dòng chỉ cộng những đơn vị có số cộng được ở dòng đó, nên các dòng khác số đơn vị không đối chiếu được với nhau. "
    "Thủ tục (TTHC) đếm theo từng đơn vị: thủ tục có ở nhiều đơn vị được tính nhiều lần. "
]
_COMPARED: Run = [
    "Mỗi dòng so ở những đơn vị có số ở cả hai kỳ, nên các dòng khác số đơn vị không đối chiếu được với nhau."
]
_READ_AS = (
    "Hạng là thứ tự trong các đơn vị cùng loại. Dấu * là số khác biệt với các đơn vị cùng loại; – là chưa có số; «lỗi» là số đang có "
    "lỗi chưa xử lý, không xếp hạng. Bảng chỉ có các đơn vị đã có báo cáo."
)


def plain(value: Value) -> str:
    """A number as it stands alone in a cell: 5, not 05."""
    if value.number is None or value.kind in ("share", "percent"):
        return print_value(value)
    return print_number(value.number)


def figure(value: Value) -> Inline:
    """A number in a cell, with its source."""
    return number_inline(value, plain(value))


def totals_table(units: Units, keys: Sequence[str], caption: str | None) -> Table:
    """Every row of the annex with its total and what the total leaves out; then `keys`, which the narratives state."""
    rows = [_annex_total(row, units) for row in units.form.rows]
    if keys:
        rows.append(_row("group", [[], ["Số liệu nêu trong lời văn"], [], [], [], []]))
        rows += [_total_row("", units.total(key)) for key in keys]
    return _table("tong_hop", rows, caption, [*_ADDED, *(_without_report(units) or ())])


def _annex_total(row: AnnexRow, units: Units) -> Row:
    kind = "sub" if row.printed_stt is not None else "row"
    if row.kind in ("heading", "reference"):
        return _row("group" if row.kind == "heading" else kind, [[row.stt], [row.label], [], [], [], []])
    total = units.total(row.key)
    if said := _why_not_added(row):
        return _not_added(row, kind, total.taken, said)
    if row.kind == "choice" and {*row.choices} != {"0", "1"}:
        return _chosen(row, kind, total.taken)
    return _total_row(row.stt, total, kind, "đơn vị có" if row.kind == "choice" else row.unit, row.label)


def _total_row(stt: str, total: Total, kind: str = "row", unit: str | None = None, label: str | None = None) -> Row:
    value, taken = total.value, total.taken
    number: Run = [figure(value)] if not value.missing else [_NONE]
    said = capital(label or value.label)
    return _row(kind, [[stt], [said], [value.unit if unit is None else unit], number, [_of(taken)], [left_out(taken)]])


def _why_not_added(row: AnnexRow) -> str:
    """What is said of a figure that is no quantity: a percentage, points, a place."""
    if row.kind == "percent":
        return "Tỷ lệ không cộng"
    return next((said for start, said in roll_up().not_added.items() if row.key.startswith(start)), "")


def _not_added(row: AnnexRow, kind: str, taken: Taken, said: str) -> Row:
    """What is not added up: its median stands in the remark."""
    sign = "%" if row.kind == "percent" else ""
    numbers = [value.known for value in taken.numbers.values()]
    told = f"{said}; trung vị {print_figure(statistics.median(numbers), 1)}{sign}" if numbers else said
    remark = "; ".join(filter(None, [told, left_out(taken)]))
    return _row(kind, [[row.stt], [row.label], [sign or row.unit], [_NONE], [_of(taken)], [remark]])


def _chosen(row: AnnexRow, kind: str, taken: Taken) -> Row:
    """How many units chose what."""
    counted = Counter(format(value.known.normalize(), "f") for value in taken.numbers.values())
    told = "; ".join(f"{row.choices.get(choice, choice)}: {times} đơn vị" for choice, times in sorted(counted.items()))
    remark = "; ".join(filter(None, [told, left_out(taken)]))
    return _row(kind, [[row.stt], [row.label], ["lựa chọn"], [_NONE], [_of(taken)], [remark]])


def _of(taken: Taken) -> str:
    return f"{len(taken.numbers)}/{taken.units}"


def left_out(taken: Taken, most: int = _NAMED) -> str:
    """Whose report has no number to take, and why: "2 chưa có số liệu (các xã A, B)"; those without report are told once.

    Where there are more than `most`, a few names would say no more than the number.
    """
    return _told({reason: units for reason, units in taken.left_out.items() if reason not in _COMMON}, most)


def _told(left_out: Mapping[Reason, Sequence[Unit]], most: int) -> str:
    words = roll_up().left_out
    listed = ((words[reason], left_out[reason]) for reason in get_args(Reason) if reason in left_out)
    return "; ".join(
        f"{len(units)} {said}{f' ({name_units(units, most)})' if len(units) <= most else ''}" for said, units in listed
    )


def _without_report(units: Units) -> Run | None:
    """The line under a table: who is in none of its numbers."""
    absent = units.without_report()
    return [f"Mọi dòng đều không có số của: {_told(absent, 0)}."] if absent else None


def units_table(states: Sequence[UnitState], caption: str | None) -> Table:
    """Every unit: when its report came, how late, where it stands and why."""
    words = roll_up().states
    rows = [
        _row("row", [[str(number)], [one.unit.full_name], [one.unit.code], [print_date(one.arrived) if one.arrived else _NONE],
                     [_late(one)], [capital(words[one.state])], [one.why]])
        for number, one in enumerate(states, 1)
    ]  # fmt: skip
    return _table("don_vi", rows, caption)


def _late(one: UnitState) -> str:
    return _NONE if one.days_late is None else str(one.days_late)


def states_table(states: Sequence[UnitState], caption: str | None) -> Table:
    """How many units of each type stand where; the last row has all."""
    kinds = sorted({one.unit.type for one in states})
    groups = {capital(kind): [one for one in states if one.unit.type == kind] for kind in kinds}
    rows = [_row("row", _state_cells(kind, group)) for kind, group in groups.items()]
    return _table("trang_thai", [*rows, _row("total", _state_cells("Cộng", states))], caption)


def _state_cells(kind: str, group: Sequence[UnitState]) -> list[Run]:
    issued = (State.DA_BAN_HANH, State.DOI_SAU_BAN_HANH)
    columns = [(State.CHUA_GUI,), (State.KHONG_DOC_DUOC,), (State.DA_GUI,), (State.DU_THAO,), (State.SACH,), issued]
    counts = [sum(one.state in states for one in group) for states in columns]
    return [[kind], *([str(number)] for number in (len(group), *counts)), [how_many_late(group)]]


def how_many_late(states: Sequence[UnitState]) -> str:
    """How many have sent late, and of how many that is not known; a dash where it is known of none."""
    sent, late, unknown = (
        sum(map(FACTS[key][1], states)) for key in ("don_vi.da_gui", "don_vi.gui_muon", "don_vi.khong_ro_ngay")
    )
    if unknown and unknown == sent:
        return _NONE
    return f"{late} (không rõ {unknown})" if unknown else str(late)


def spread_table(spreads: Iterable[Spread], units: Units, caption: str | None) -> Table:
    """Lowest, median and highest of each indicator, by type of unit."""
    rows = []
    for one in spreads:
        ends_and_middle: list[Run] = [
            [_measure(number, one.indicator)] for number in (one.lowest, one.median, one.highest)
        ]
        cells: list[Run] = [[one.indicator.label], [capital(one.type)], [str(one.units)]]
        rows.append(_row("row", [*cells, *ends_and_middle, [left_out(one.taken, 0)]]))
    return _table("phan_bo", rows, caption, _without_report(units))


def _measure(number: Decimal, indicator: MainIndicator) -> str:
    return print_share(number) if indicator.is_rate else print_figure(number, 1)


def ranking_table(spreads: Iterable[Spread], most: int, caption: str | None) -> Table:
    """The units at either end of each indicator that is ranked, by type of unit; units with one number are named together."""
    rows = []
    for one in spreads:
        high, low = ends(one.values, most)
        if one.indicator.better and low:
            said: list[Run] = [[_levels(levels, one.indicator, most)] for levels in (high, low)]
            rows.append(_row("row", [[one.indicator.label], [capital(one.type)], *said]))
    return _table("xep_hang", rows, caption)


def _levels(levels: Sequence[Level], indicator: MainIndicator, most: int) -> str:
    """Units with their numbers: "Nga Sơn, Nga An (99,9%); 18 đơn vị (100%)"."""
    parts = []
    for level in levels:
        many = len(level.units) > most
        named = f"{len(level.units)} đơn vị" if many else ", ".join(unit.name for unit in level.units)
        parts.append(f"{named} ({_measure(level.number, indicator)})")
    return "; ".join(parts)


def outlier_table(found: Sequence[Outlier], caption: str | None) -> Table:
    """The units unlike the others of their type, each with the reason."""
    rows = [
        _row(
            "row", [[str(number)], [one.unit.full_name], [one.spread.indicator.label], [figure(one.value)], [_why(one)]]
        )
        for number, one in enumerate(found, 1)
    ]
    return _table("khac_biet", rows, caption)


def _why(one: Outlier) -> str:
    """The two numbers of a rate; how far from what, and from where on that is told."""
    spread, rate = one.spread, one.spread.indicator.is_rate
    side = "thấp hơn" if one.distance < 0 else "cao hơn"
    sides = one.value.formula.operands if rate and one.value.formula else ()
    counted = f"{plain(sides[0])} trên {plain(sides[1])}; " if len(sides) == 2 else ""
    median = f"trung vị {_measure(spread.median, spread.indicator)} của {spread.units} {spread.type}"
    return f"{counted}{side} {median} là {_points(abs(one.distance), rate)}; nêu khi quá {_points(one.reach, rate)}"


def _points(distance: Decimal, rate: bool) -> str:
    return f"{print_figure(distance * 100, 1)} điểm phần trăm" if rate else print_figure(distance, 1)


def indicators_table(
    units: Units, totals: Mapping[MainIndicator, Taken], unlike: Iterable[Outlier], caption: str | None
) -> Table:
    """Every unit with its main indicators and its place among the units of its type; a star where it is unlike them."""
    starred = {(one.unit, one.spread.indicator) for one in unlike}
    places = {indicator: _places(indicator, taken) for indicator, taken in totals.items()}
    rows = []
    reported = [state.unit for state in units.states if state.unit.code in units.figures]
    for number, unit in enumerate(reported, 1):
        cells: list[Run] = []
        for indicator, taken in totals.items():
            value = taken.numbers.get(unit)
            star = "*" if (unit, indicator) in starred else ""
            cells.append([figure(value), star] if value is not None else [_short_reason(unit, taken)])
            if indicator.better:
                cells.append([str(places[indicator].get(unit, ""))])
        rows.append(_row("row", [[str(number)], [unit.full_name], *cells], absent=False))
    form, head = _indicator_form(totals)
    return replace(table_block("chi_so", form, rows, caption, [_READ_AS]), head=head)


def _places(indicator: MainIndicator, taken: Taken) -> dict[Unit, int]:
    kinds = {unit.type for unit in taken.numbers}
    found: dict[Unit, int] = {}
    for kind in kinds:
        found |= ranks({unit: value for unit, value in taken.numbers.items() if unit.type == kind}, indicator)
    return found


def _short_reason(unit: Unit, taken: Taken) -> str:
    return "lỗi" if unit in taken.left_out.get("con_loi", ()) else _NONE


def reason_of(unit: Unit, taken: Taken) -> str:
    """Why the unit takes no part, in words."""
    return next((roll_up().left_out[reason] for reason, named in taken.left_out.items() if unit in named), "")


def taking_part(key: str, taken: Taken) -> Value:
    """How many units a total or rate is of."""
    formula = Formula(f"đếm trong {taken.units} đơn vị", ())
    return Value(
        key, "đơn vị có số liệu đã cộng", "đơn vị", "count", Decimal(len(taken.numbers)), "derived", formula=formula
    )


def counted(key: str, label: str, unit: str, number: int) -> Value:
    """What the roll-up itself has counted."""
    return Value(key, label, unit, "count", Decimal(number), "derived", formula=Formula("đếm trong toàn tỉnh", ()))


def _indicator_form(totals: Iterable[MainIndicator]) -> tuple[TableForm, list[list[HeadCell]]]:
    """Number and name, then a column an indicator, two where units are ranked."""
    columns = [ColumnForm(label="STT", width=1, align="center"), ColumnForm(label="Đơn vị", width=4.2, align="left")]
    upper = [HeadCell(text="STT", rowspan=2), HeadCell(text="Đơn vị", rowspan=2)]
    lower: list[HeadCell] = []
    for one in totals:
        columns.append(ColumnForm(label=one.label, width=1.8, align="right"))
        if one.better:
            columns.append(ColumnForm(label=f"{one.label}: hạng", width=1.1, align="center"))
            upper.append(HeadCell(text=one.label, colspan=2))
            lower += [HeadCell(text="Giá trị"), HeadCell(text="Hạng")]
        else:
            upper.append(HeadCell(text=one.label, rowspan=2))
    return TableForm(columns=tuple(columns)), [upper, lower] if lower else [[HeadCell(text=c.label) for c in columns]]


def rules_table(found: Sequence[ByRule], caption: str | None) -> Table:
    """How many findings are open by rule, and in how many units."""
    known, grades = families(), severity_names()
    rows = [
        _row("row", [[capital(grades[one.severity])], [known[one.rule].name if one.rule in known else one.rule],
                     [str(one.findings)], [str(len(one.units))]])
        for one in found
    ]  # fmt: skip
    return _table("quy_tac", rows, caption)


def causes_table(found: Sequence[SharedCause], caption: str | None) -> Table:
    """The causes that several units share, with what is said of the first."""
    rows = [
        _row("row", [[str(number)], [one.example], [str(len(one.units))], [name_units(one.units, 10)]])
        for number, one in enumerate(found, 1)
    ]
    return _table("nguyen_nhan", rows, caption)


def changes_table(changes: Sequence[Change], caption: str | None) -> Table:
    """Each figure then and now over the same units, and the change of what is printed."""
    rows = [
        _row(
            "row", [[capital(one.now.label)], [figure(one.before)], [figure(one.now)], [_change(one)], [str(one.units)]]
        )
        for one in changes
    ]
    return _table("so_sanh", rows, caption, _COMPARED)


def _change(one: Change) -> Inline:
    formula = Formula(f"{one.now.key} - {one.before.key}", (one.now, one.before))
    value = Value(f"{one.now.key}.thay_doi", f"{one.now.label}: thay đổi", one.now.unit, one.now.kind, one.difference,
                  "derived", formula=formula)  # fmt: skip
    return number_inline(value, one.said)


def _table(key: str, rows: Sequence[Row], caption: str | None, note: Run | None = None) -> Table:
    return table_block(key, roll_up().tables[key], rows, caption, note)


def _row(kind: str, cells: Sequence[Run], absent: bool = False) -> Row:
    return Row(kind=kind, absent=absent, cells=[[part for part in cell if part != ""] for cell in cells])  # type: ignore[arg-type]
