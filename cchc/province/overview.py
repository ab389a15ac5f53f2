"""The figures that stand for a province. In: its units and values. Out: the block for the page's head.

A figure that some units have no part in says so: 1.910.937 of 161 units is not that of all 166.
"""

from __future__ import annotations

from collections.abc import Callable

from cchc.catalogue.presentation import presentation
from cchc.document.lineage import number_inline
from cchc.document.model import KeyFigure, Overview
from cchc.province.tables.parts import plain
from cchc.province.tables.standing import how_many_late
from cchc.province.totals import Taken, Units
from cchc.values.value import Value

_FACTS = (("don_vi.da_gui", "Đơn vị đã gửi báo cáo"), ("don_vi.gui_muon", "Đơn vị gửi muộn"))


def overview_block(value: Callable[[str], Value], units: Units) -> Overview:
    """How many units have sent, how many late, and the key figures of the communes over all of them."""
    every = f"/{len(units.states)}"
    totals = [(one.key, f"{one.label}{_of(units.take(one.key), every)}") for one in presentation().key_figures]
    values = [(key, label, value(key)) for key, label in [*_FACTS, *totals]]
    told = {"don_vi.da_gui": f"{plain(value('don_vi.da_gui'))}{every}", "don_vi.gui_muon": how_many_late(units.states)}
    return Overview(
        figures=[
            KeyFigure(key=key, label=label, now=number_inline(one, told.get(key) or plain(one)))
            for key, label, one in values
        ]
    )


def _of(taken: Taken, every: str) -> str:
    """Of how many units a total is, where not of all."""
    return f" ({len(taken.numbers)}{every} đơn vị)" if taken.numbers and taken.left_out else ""
