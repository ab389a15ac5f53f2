"""The words that sentences are filled with. In: unit, period, year. Out: a mapping from name to text."""

from __future__ import annotations

from datetime import date

from cchc.catalogue.form import Form
from cchc.catalogue.periods import Period
from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.units.register import Unit, predecessors_of
from cchc.catalogue.units.territory import name_units, went_on
from cchc.values.printing import capital, print_date


def words_of(
    unit: Unit, period: Period, year: int, form: Form, window: tuple[date, date] | None = None
) -> dict[str, str]:
    """The names that may stand in braces in a sentence, with their text for this report.

    `so_lieu` is empty, or tells the days of the data where they are not those of the period. The bodies, portals and kinds
    of service are those of the window's last day.
    """
    name, within = period.name_in(year), period.within
    kinds = {"xa": unit.level_word, "huyen": split_kind(unit.district)[0], "tinh": _province_type(unit)}
    as_of = (window or period.window(year))[1]
    return {
        **form.names_on(as_of, kinds),
        "nam": str(year),
        "nam_sau": str(year + 1),
        "ky": name,
        "Ky": capital(name),
        "ky_sau": period.next_in(year),
        "trong_ky": within,
        "Trong_ky": capital(within),
        "xa": unit.level_word,
        "ten_xa": unit.name,
        "ubnd": f"UBND {unit.level_word}",
        "don_vi": f"UBND {unit.level_word} {unit.name}",
        "huyen": kinds["huyen"],
        "tinh": kinds["tinh"],
        "so_lieu": _days(unit, window, period.window(year)) if window else "",
    }


def _days(unit: Unit, window: tuple[date, date], usual: tuple[date, date]) -> str:
    """The days of the data where they are not the usual ones, and whose data those before the unit began are."""
    said = "số liệu từ ngày {} đến ngày {}".format(*map(print_date, window)) if window != usual else ""
    begun = unit.begun
    if usual[0] < begun and window[0] <= begun and not went_on(unit):
        whose = "thuộc báo cáo của" if window[0] == begun else "là của"
        before = f"số liệu trước ngày {print_date(begun)} {whose} {_former_units(unit)}"
        said = f"{said}; {before}" if said else before
    return f" ({said})" if said else ""


def _former_units(unit: Unit) -> str:
    """The units that it was made of: "thị trấn A và các xã B, C trước khi sắp xếp"."""
    named = name_units(predecessors_of(unit))
    return f"{named} trước khi sắp xếp" if named else f"các đơn vị hành chính trước khi thành lập {unit.level_word}"


def _province_type(unit: Unit) -> str:
    return "thành phố" if unit.province.startswith("Thành phố") else "tỉnh"
