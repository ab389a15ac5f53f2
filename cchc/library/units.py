"""The register of communes as a table. In: a day, a province. Out: a DataFrame, one row a unit by each type and name."""

from __future__ import annotations

from datetime import date, datetime

import pandas as pd

from cchc.catalogue.tables import tidy_tables
from cchc.catalogue.units.register import Unit, read_register, units_on
from cchc.errors import ParameterError, UnitError, shown
from cchc.library.load import is_in_province
from cchc.raw.keys import show_value


def load_units(on: date | str | None = None, province: str | None = None) -> pd.DataFrame:
    """The units that existed on the day `on` (a date, or "2025-07-01"); without one those of every time.

    One row a unit by each type and name that it had, with the codes of the units that it was made of and of those that
    it became. `province` is a name or a two-digit code. Raises ParameterError, UnitError.
    """
    day = _as_day(on)
    every = units_on(day) if day else read_register().units
    units = [one for one in every if province is None or is_in_province(one, province)]
    if not units:
        had = ", ".join(sorted({one.province for one in every}))
        raise UnitError(
            f'Tham số province: danh mục không có tỉnh "{shown(str(province))}"; hãy chọn một trong: {had}.'
        )
    names = [field.name for field in tidy_tables().units]
    frame = pd.DataFrame([_row(one) for one in units], columns=names)
    return frame.astype({"hieu_luc_tu": "datetime64[s]", "hieu_luc_den": "datetime64[s]"})


def _row(one: Unit) -> tuple[object, ...]:
    place = (one.code, one.full_name, one.type, one.district, one.province, one.province_code)
    return (*place, one.valid_from, one.valid_to, one.predecessors, one.successors)


def _as_day(on: date | str | None) -> date | None:
    if on is None or (isinstance(on, date) and not isinstance(on, datetime)):
        return on
    try:
        return date.fromisoformat(on) if isinstance(on, str) else on.date()
    except (ValueError, AttributeError) as error:
        raise ParameterError(f'Tham số on: cần ngày như "2025-07-01", gặp {show_value(on)}.') from error
