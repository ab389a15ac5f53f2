"""Who has sent, when, and what state it is in. In: the states of units. Out: the table of each and that of their numbers."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.build.standing.states import State, UnitState
from cchc.catalogue.roll_up import roll_up
from cchc.document.model import Run, Table
from cchc.province.facts import FACTS
from cchc.province.tables.parts import NONE, roll_up_row, roll_up_table
from cchc.values.printing import capital, print_date


def units_table(states: Sequence[UnitState], caption: str | None) -> Table:
    """Every unit: when its report came, how late, where it stands and why."""
    words = roll_up().states
    rows = [
        roll_up_row("row", [[str(number)], [one.unit.full_name], [one.unit.code], [print_date(one.arrived) if one.arrived else NONE],
                     [_late(one)], [capital(words[one.state])], [one.why]])
        for number, one in enumerate(states, 1)
    ]  # fmt: skip
    return roll_up_table("don_vi", rows, caption)


def _late(one: UnitState) -> str:
    return NONE if one.days_late is None else str(one.days_late)


def states_table(states: Sequence[UnitState], caption: str | None) -> Table:
    """How many units of each type stand where; the last row has all."""
    kinds = sorted({one.unit.type for one in states})
    groups = {capital(kind): [one for one in states if one.unit.type == kind] for kind in kinds}
    rows = [roll_up_row("row", _state_cells(kind, group)) for kind, group in groups.items()]
    return roll_up_table("trang_thai", [*rows, roll_up_row("total", _state_cells("Cộng", states))], caption)


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
        return NONE
    return f"{late} (không rõ {unknown})" if unknown else str(late)
