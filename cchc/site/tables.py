"""The tables of the site for spreadsheets. In: what its pages tell. Out: .xlsx and .csv by name, one of each beside each page.

One line a report, in a province also one a unit that has submitted nothing. A figure that is not there is a blank cell:
it is not zero.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.indicators import indicators
from cchc.catalogue.rules import severity_names
from cchc.export.names import HTML, INDEX
from cchc.export.sheets.book import write_book
from cchc.export.sheets.flat import write_csv
from cchc.export.sheets.table import Cell, Column, Line, Sheet, figure_cell, number_cell, text_cell
from cchc.site.entry import REPORT_STATES, Entry, Window, figure_columns, print_figure
from cchc.site.matrix import build_matrices
from cchc.site.nation import Nation, ProvinceLine
from cchc.site.pages import ACCEPTED, NATION_PAGE, Province, Site, synthetic_mark
from cchc.values.printing import capital

_REMARK = (
    "Ô trống là đơn vị chưa nộp số liệu này, hoặc không tính được; không phải là 0. Số có lưu ý «còn lỗi» hoặc «số cũ» "
    "không nên cộng vào đâu cả."
)

_NATION_REMARK = (
    "Chỉ tiêu của tỉnh là trung vị của các đơn vị có số liệu, của toàn quốc là trung vị của mọi đơn vị; ô trống là chưa nộp hoặc "
    "không tính được, không phải là 0. Số có lỗi chưa xử lý và báo cáo cần lập lại không tính vào trung vị."
)


@dataclass(frozen=True)
class _Told:
    """A unit in a period, and its report if there is one."""

    code: str
    name: str
    district: str
    province: str
    window: Window
    state: str
    figures: Sequence[Cell] = ()


def site_tables(site: Site) -> dict[str, tuple[bytes, Callable[[], bytes]]]:
    """By the name of a page below output/ without its ending: the table as CSV, and what makes the same a workbook."""
    day = max((window.end for window in site.windows), default=date(2024, 1, 1))
    figures = {entry.folder: _figures(entry) for entry in site.entries}
    told = (_reported(entry, REPORT_STATES[entry.state], figures) for entry in site.entries)
    tables = {INDEX: _sheet("Báo cáo cải cách hành chính cấp xã", "BaoCao", told, synthetic_mark(site.entries))}
    for province in site.provinces:
        title = f"{province.name}: báo cáo cải cách hành chính cấp xã"
        units = _units(province, site.windows, figures)
        tables[province.page] = _sheet(title, "DonVi", units, synthetic_mark(province.entries))
    if site.nation:
        tables[NATION_PAGE] = _nation(site)
    return {
        page.removesuffix(".html"): (write_csv(sheet), functools.partial(write_book, [sheet], sheet.title, day))
        for page, sheet in tables.items()
    }


def _nation(site: Site) -> Sheet:
    """The provinces in each period, as their page compares them."""
    lines = [_province_line(table, line) for table in site.nation for line in (*table.lines, table.whole)]
    title = "Các tỉnh, thành phố: báo cáo cải cách hành chính cấp xã"
    return Sheet(
        "Tỉnh", "Tinh", title, _nation_columns(), lines, [_NATION_REMARK], synthetic_mark(site.entries), landscape=True
    )


def _nation_columns() -> tuple[Column, ...]:
    counted = ["Số đơn vị", "Đã nộp", *(f"Báo cáo {label}" for label in REPORT_STATES.values()), *_severity_columns()]
    figures = [f"{label}, trung vị{' (%)' if key in indicators() else ''}" for key, label in figure_columns()]
    named = (Column("Tỉnh, thành phố", 32), Column("Kỳ", 22), Column("Mô phỏng", 16))
    return (
        *named,
        *(Column(label, 17, "right") for label in counted),
        *(Column(label, 21, "right") for label in figures),
    )


def _province_line(table: Nation, line: ProvinceLine) -> Line:
    named = (line.name, capital(table.window.label), "mô phỏng" if table.synthetic else "")
    found = (number for pair in line.found.values() for number in pair)
    medians = [Cell() if one.median is None else figure_cell(one.printed) for one in line.spreads]
    counted = (line.expected, line.sent, *line.states.values(), *found)
    return Line([*map(text_cell, named), *map(number_cell, counted), *medians])


def _severity_columns() -> list[str]:
    severities = [name.capitalize() for name in severity_names().values()]
    return [f"{name}: {what}" for name in severities for what in ("số nguyên nhân", "số chỗ")]


def _reported(entry: Entry, state: str, figures: Mapping[str, Sequence[Cell]]) -> _Told:
    head = entry.head
    return _Told(head.ma_xa, entry.name, head.huyen or "", head.tinh, entry.window, state, figures[entry.folder])


def _units(province: Province, windows: Sequence[Window], figures: Mapping[str, Sequence[Cell]]) -> Iterator[_Told]:
    """The units of a province in each period, as its page lists them."""
    reports: dict[tuple[Window, str], Entry] = {}
    for entry in province.entries:
        reports.setdefault((entry.window, entry.head.ma_xa), entry)
    for matrix in build_matrices(province.key, windows, province.entries, province.waiting):
        for place, window in enumerate(matrix.windows):
            for row in matrix.rows:
                made, state = reports.get((window, row.code)), row.states[place].label
                none = _Told(row.code, row.name, row.district, province.name, window, state)
                yield _reported(made, state, figures) if made else none


def _sheet(title: str, table: str, told: Iterable[_Told], mark: str) -> Sheet:
    lines = [_line(one) for one in told]
    nothing = Line([Cell("Chưa có báo cáo nào.") if place == 1 else Cell() for place in range(len(_columns()))])
    return Sheet("Báo cáo", table, title, _columns(), lines or [nothing], [_REMARK], mark, landscape=True)


@functools.cache
def _columns() -> tuple[Column, ...]:
    counted = [Column(label, 17, "right") for label in _severity_columns()]
    figures = [Column(label + (" (%)" if key in indicators() else ""), 21, "right") for key, label in figure_columns()]
    return (
        Column("Mã xã", 15), Column("Đơn vị", 38), Column("Huyện", 32), Column("Tỉnh", 32), Column("Kỳ", 22),
        Column("Trạng thái", 26), Column("Mô phỏng", 16), Column("Số mục có nội dung", 15, "right"),
        Column("Tổng số mục", 14, "right"), *counted, Column(ACCEPTED, 15, "right"), *figures, Column("Lưu ý", 40),
        Column("Tệp báo cáo", 40),
    )  # fmt: skip


def _line(told: _Told) -> Line:
    named = (told.code, told.name, told.district, told.province, capital(told.window.label), told.state)
    rest = told.figures or [Cell()] * (len(_columns()) - len(named))
    return Line([*map(text_cell, named), *rest])


def _figures(entry: Entry) -> list[Cell]:
    head, coverage = entry.head, entry.head.coverage
    counts = [
        number_cell(number)
        for code in severity_names()
        for number in (head.findings.causes_of(code), getattr(head.findings, code))
    ]
    figures = [_figure(key, entry) for key, _ in figure_columns()]
    doubts = [f"{label}: {entry.doubt(key)}" for key, label in figure_columns() if entry.doubt(key)]
    return [
        text_cell("mô phỏng" if head.synthetic else ""),
        *([number_cell(coverage.full), number_cell(coverage.of)] if coverage else [Cell(), Cell()]),
        *counts,
        number_cell(head.findings.accepted),
        *figures,
        text_cell("; ".join(filter(None, [entry.outdated, entry.issued, entry.changed, *doubts]))),
        text_cell(f"{entry.folder}/{HTML}" if HTML in entry.files else ""),
    ]


def _figure(key: str, entry: Entry) -> Cell:
    number = entry.figure(key)
    return Cell() if number is None else figure_cell(print_figure(key, number))
