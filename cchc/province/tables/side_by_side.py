"""Units beside each other. In: main indicators over units. Out: the tables of their spread, ends, those unlike the others, and all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from msgspec.structs import replace

from cchc.catalogue.presentation import Column as ColumnForm
from cchc.catalogue.presentation import Table as TableForm
from cchc.catalogue.roll_up import MainIndicator
from cchc.catalogue.units.register import Unit
from cchc.document.model import HeadCell, Run, Table
from cchc.document.tables import table_block
from cchc.province.spread import Level, Outlier, Spread, ends, ranks
from cchc.province.tables.parts import (
    NONE,
    figure,
    left_out,
    measure,
    plain,
    roll_up_row,
    roll_up_table,
    without_report,
)
from cchc.province.totals import Taken, Units
from cchc.values.printing import capital, print_figure

_READ_AS = (
    "Hạng là thứ tự trong các đơn vị cùng loại. Dấu * là số khác biệt với các đơn vị cùng loại; – là chưa có số; «lỗi» là số đang có "
    "lỗi chưa xử lý, không xếp hạng. Bảng chỉ có các đơn vị đã có báo cáo."
)


def spread_table(spreads: Iterable[Spread], units: Units, caption: str | None) -> Table:
    """Lowest, median and highest of each indicator, by type of unit."""
    rows = []
    for one in spreads:
        ends_and_middle: list[Run] = [
            [measure(number, one.indicator)] for number in (one.lowest, one.median, one.highest)
        ]
        cells: list[Run] = [[one.indicator.label], [capital(one.type)], [str(one.units)]]
        rows.append(roll_up_row("row", [*cells, *ends_and_middle, [left_out(one.taken, 0)]]))
    return roll_up_table("phan_bo", rows, caption, without_report(units))


def ranking_table(spreads: Iterable[Spread], most: int, caption: str | None) -> Table:
    """The units at either end of each indicator that is ranked, by type of unit; units with one number are named together."""
    rows = []
    for one in spreads:
        high, low = ends(one.values, most)
        if one.indicator.better and low:
            said: list[Run] = [[_levels(levels, one.indicator, most)] for levels in (high, low)]
            rows.append(roll_up_row("row", [[one.indicator.label], [capital(one.type)], *said]))
    return roll_up_table("xep_hang", rows, caption)


def _levels(levels: Sequence[Level], indicator: MainIndicator, most: int) -> str:
    """Units with their numbers: "Nga Sơn, Nga An (99,9%); 18 đơn vị (100%)"."""
    parts = []
    for level in levels:
        many = len(level.units) > most
        named = f"{len(level.units)} đơn vị" if many else ", ".join(unit.name for unit in level.units)
        parts.append(f"{named} ({measure(level.number, indicator)})")
    return "; ".join(parts)


def outlier_table(found: Sequence[Outlier], caption: str | None) -> Table:
    """The units unlike the others of their type, each with the reason."""
    rows = [
        roll_up_row(
            "row", [[str(number)], [one.unit.full_name], [one.spread.indicator.label], [figure(one.value)], [_why(one)]]
        )
        for number, one in enumerate(found, 1)
    ]
    return roll_up_table("khac_biet", rows, caption)


def _why(one: Outlier) -> str:
    """The two numbers of a rate; how far from what, and from where on that is told."""
    spread, rate = one.spread, one.spread.indicator.is_rate
    side = "thấp hơn" if one.distance < 0 else "cao hơn"
    sides = one.value.formula.operands if rate and one.value.formula else ()
    counted = f"{plain(sides[0])} trên {plain(sides[1])}; " if len(sides) == 2 else ""
    median = f"trung vị {measure(spread.median, spread.indicator)} của {spread.units} {spread.type}"
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
        rows.append(roll_up_row("row", [[str(number)], [unit.full_name], *cells], absent=False))
    form, head = _indicator_form(totals)
    return replace(table_block("chi_so", form, rows, caption, [_READ_AS]), head=head)


def _places(indicator: MainIndicator, taken: Taken) -> dict[Unit, int]:
    kinds = {unit.type for unit in taken.numbers}
    found: dict[Unit, int] = {}
    for kind in kinds:
        found |= ranks({unit: value for unit, value in taken.numbers.items() if unit.type == kind}, indicator)
    return found


def _short_reason(unit: Unit, taken: Taken) -> str:
    return "lỗi" if unit in taken.left_out.get("con_loi", ()) else NONE


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
