"""The heat map of a province. In: its units, the main rates by unit. Out: figure blocks, one a page of units."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cchc.build.standing.states import UnitState
from cchc.catalogue.roll_up import MainIndicator, roll_up
from cchc.document.charts.draw import as_figure
from cchc.document.charts.heat import HeatRow, draw_heat
from cchc.document.model import Figure
from cchc.province.totals import Taken, Units, reason_of

_SOURCE = "Nguồn: Phụ lục III."


def heat_figures(units: Units, taken: Mapping[MainIndicator, Taken], caption: str) -> Iterator[Figure]:
    """The units that have a rate, by type and code, so many a drawing."""
    rates = {one: found for one, found in taken.items() if one.is_rate}
    most = roll_up().limits.heat_rows
    shown = [state for state in units.states if any(state.unit in found.numbers for found in rates.values())]
    ordered = sorted(shown, key=lambda state: (state.unit.type, state.unit.code))
    pages = [ordered[start : start + most] for start in range(0, len(ordered), most)]
    for number, page in enumerate(pages, 1):
        said = f"{caption} (phần {number}/{len(pages)})" if len(pages) > 1 else caption
        drawn = draw_heat([one.label for one in rates], _rows(page, rates), roll_up().heat_steps, "Đơn vị")
        yield as_figure(drawn, f"ban_do_nhiet_{number}", None, said, _SOURCE)


def _rows(page: Sequence[UnitState], rates: Mapping[MainIndicator, Taken]) -> list[HeatRow]:
    rows = []
    for state in page:
        values = [found.numbers.get(state.unit) for found in rates.values()]
        words = [
            "" if value else reason_of(state.unit, found) for value, found in zip(values, rates.values(), strict=True)
        ]
        rows.append(HeatRow(state.unit.full_name, [value.known if value else None for value in values], words))
    return rows
