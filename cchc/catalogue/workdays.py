"""The days on which offices are closed. In: a date. Out: why, in words.

The library `holidays` knows Tết, Giỗ Tổ, the days off for a holiday on a weekend, and the working days exchanged for a
Saturday that were announced when it was released; wording.yaml adds those that it lacks.
"""

from __future__ import annotations

import functools
from datetime import date
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

from cchc.catalogue.writing.wording import wording

_WEEKEND = {5: "thứ Bảy", 6: "Chủ nhật"}


def closed_because(day: date) -> list[str]:
    """Each reason ("thứ Bảy", "Chủ nhật", "ngày nghỉ «Quốc khánh»"); none on a working day or a Saturday worked in exchange."""
    calendar = _calendar(day.year)
    if day in calendar.weekend_workdays:
        return []
    weekend = [_WEEKEND[day.weekday()]] if day.weekday() in _WEEKEND else []
    return [*weekend, *(f"ngày nghỉ «{name}»" for name in calendar.get_list(day))]


def exchanges_known(year: int) -> bool:
    """Whether the days exchanged in that year have been announced; of a later one only its holidays are known."""
    announced: set[int] = {
        *_calendar(year).special_public_holidays,
        *(known.closed.year for known in wording().exchanged),
    }
    return year <= max(announced)


@functools.cache
def _calendar(year: int) -> Any:
    """The holidays of that year, and Saturdays worked for a day of the year before or after."""
    calendar = _vietnam()(years=range(year - 1, year + 2), language="vi")
    for known in wording().exchanged:
        calendar.append({known.closed: f"Ngày nghỉ (thay cho ngày {known.worked:%d/%m/%Y})"})
        calendar.weekend_workdays.add(known.worked)
    return calendar


@functools.cache
def _vietnam() -> Any:
    """The library's class for Vietnam, by its file: `holidays.countries` would import all 278 countries, in 120 ms."""
    import holidays

    found = spec_from_file_location("cchc_vietnam", Path(holidays.__file__).with_name("countries") / "vietnam.py")
    assert found is not None and found.loader is not None
    module = module_from_spec(found)
    found.loader.exec_module(module)
    return module.Vietnam
