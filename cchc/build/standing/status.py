"""Tell a person where the units of a province stand. In: a project and a period. Out: a table, and lists to copy into a letter."""

from __future__ import annotations

import collections
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.table import Column, Table

from cchc.build.standing.states import Round, Standings, State, UnitState, find_round, states_of
from cchc.catalogue.periods import periods
from cchc.catalogue.units.register import title, units_on
from cchc.errors import UsageError, visible
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Layout
from cchc.values.printing import capital, print_date

WORDS = {
    State.CHUA_GUI: "chưa gửi",
    State.KHONG_DOC_DUOC: "tệp không đọc được",
    State.DA_GUI: "đã gửi, chưa có báo cáo",
    State.DU_THAO: "dự thảo còn lỗi",
    State.SACH: "chưa phát hiện lỗi",
    State.DA_BAN_HANH: "đã ban hành",
    State.DOI_SAU_BAN_HANH: "số liệu đổi sau ban hành",
}
_LISTED = (State.CHUA_GUI, State.KHONG_DOC_DUOC, State.DA_GUI, State.DU_THAO, State.DOI_SAU_BAN_HANH)
Echo = Callable[[str], None]


@dataclass(frozen=True)
class ProvinceStatus:
    """A province in a period: its units with their states, and by which day they are due."""

    name: str
    period: str
    asked: Round
    states: Sequence[UnitState]

    @property
    def counts(self) -> collections.Counter[State]:
        """How many units are in each state."""
        return collections.Counter(one.state for one in self.states)

    @property
    def late(self) -> list[UnitState]:
        """Those whose submission came after the due day."""
        return [one for one in self.states if one.arrived and one.days_late and one.state is not State.KHONG_DOC_DUOC]


def find_window(root: Path, du_lieu: str, year: int | None, period: str | None) -> tuple[int, str]:
    """The period asked about: what is not given is that of the latest period that has submissions. Raises UsageError."""
    if year is not None and period is not None:
        return year, period
    tree = Layout(root).raw(du_lieu)
    found = [(y, p) for y, p in tree.periods() if p in periods() and year in (None, y) and period in (None, p)]
    found = [one for one in found if tree.codes(*one)]
    if not found:
        raise UsageError(f"{tree.base}: chưa có số liệu của kỳ nào như thế; hãy nêu cả --nam và --ky.")
    order = list(periods())
    return max(found, key=lambda one: (periods()[one[1]].window(one[0])[1], order.index(one[1])))


def tell_provinces(
    root: Path, year: int, period: str, as_of: date, du_lieu: str, province: str | None
) -> list[ProvinceStatus]:
    """The province asked for, else every one that has sent something, by code. Raises UnitError, SubmissionError."""
    last_day = ReportKey("", year, period).window[1]
    sent = Layout(root).raw(du_lieu).codes(year, period)
    named = [province] if province else sorted({u.province_code for u in units_on(last_day) if u.code in sent})
    standings, told = Standings(root), []
    for name in named:
        asked = find_round(root, year, period, name, du_lieu)
        states = states_of(standings, asked, year, period, as_of, du_lieu)
        told.append(ProvinceStatus(asked.units[0].province, periods()[period].name_in(year), asked, states))
    standings.save()
    return told


def show_provinces(told: Sequence[ProvinceStatus], console: Console, echo: Echo) -> None:
    """Print one line a province."""
    if not told:
        echo("Chưa có đơn vị nào gửi số liệu kỳ này.")
        return
    states = [state for state in WORDS if any(one.counts[state] for one in told)]
    table = Table(Column("Tỉnh", no_wrap=True), title=capital(told[0].period))
    for name in ("Số đơn vị", *(capital(WORDS[state]) for state in states), "Gửi muộn"):
        table.add_column(name, justify="right")
    for one in told:
        table.add_row(one.name, *map(str, (len(one.states), *(one.counts[state] for state in states), len(one.late))))
    console.print(table)
    echo("Từng đơn vị của một tỉnh: cchc status --tinh <tên hoặc mã>")


def show_province(told: ProvinceStatus, console: Console, echo: Echo) -> None:
    """Print every unit of the province, then who is to be asked for what, plain to be copied."""
    heads = ("Mã", "Đơn vị", "Trạng thái", Column("Ngày đến", justify="right"), Column("Trễ (ngày)", justify="right"))
    table = Table(*heads, title=f"{told.name}, {told.period}")
    for one in told.states:
        arrived = print_date(one.arrived) if one.arrived else ""
        late = "không rõ" if one.days_late is None else str(one.days_late)
        table.add_row(one.unit.code, one.unit.full_name, WORDS[one.state], arrived, late)
    console.print(table)
    echo(_due(told.asked))
    counted = [f"{told.counts[state]} {WORDS[state]}" for state in WORDS if told.counts[state]]
    echo(f"{len(told.states)} đơn vị: {', '.join(counted)}; {len(told.late)} gửi muộn.")
    for line in _lists(told):
        echo(visible(line))


def _due(asked: Round) -> str:
    if asked.due is None:
        return "Hạn gửi: không có quy định nào được biết cho kỳ này; đặt hạn của tỉnh trong bieu_mau/<id>/ky.yaml."
    checked = "" if asked.due.verified else "; chưa kiểm chứng"
    return f"Hạn gửi: {print_date(asked.due.day)} ({asked.due.source}{checked})."


def _lists(told: ProvinceStatus) -> Iterator[str]:
    """The units of each group, one a line."""
    groups = [(WORDS[state], [one for one in told.states if one.state is state]) for state in _LISTED]
    for name, units in [*groups, ("gửi muộn", told.late)]:
        if units:
            yield f"\n{capital(name)} ({len(units)}):"
            yield from map(_line, units)


def _line(one: UnitState) -> str:
    late = f"trễ {one.days_late} ngày" if one.days_late else ""
    arrived = f"đến {print_date(one.arrived)}" if one.arrived else ""
    first, *more = one.why.splitlines() or [""]
    why = f"{first} (và {len(more)} lỗi khác)" if more else first
    return "; ".join(filter(None, (title(one.unit), arrived, late, why)))
