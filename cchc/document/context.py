"""The words that sentences are filled with. In: unit, period, year. Out: a mapping from name to text."""

from __future__ import annotations

from datetime import date

from cchc.catalogue.form import Form
from cchc.catalogue.periods import Period
from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.units.register import Unit, predecessors_of, same_unit
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
    if usual[0] < begun and window[0] <= begun and not _went_on(unit):
        whose = "thuộc báo cáo của" if window[0] == begun else "là của"
        before = f"số liệu trước ngày {print_date(begun)} {whose} {_former_units(unit)}"
        said = f"{said}; {before}" if said else before
    return f" ({said})" if said else ""


def _went_on(unit: Unit) -> bool:
    """Whether the unit was only taken out of its district: the one before it had its code, type and name."""
    return [(one.code, one.full_name) for one in predecessors_of(unit)] == [(unit.code, same_unit(unit)[0].full_name)]


def _former_units(unit: Unit) -> str:
    """The units that it was made of, those of one type together: "thị trấn A và các xã B, C trước khi sắp xếp"."""
    names: dict[str, list[str]] = {}
    for one in predecessors_of(unit):
        names.setdefault(one.level_word, []).append(one.name)
    if not names:
        return f"các đơn vị hành chính trước khi thành lập {unit.level_word}"
    *first, last = (f"{'các ' if len(named) > 1 else ''}{kind} {', '.join(named)}" for kind, named in names.items())
    return f"{' và '.join(filter(None, [', '.join(first), last]))} trước khi sắp xếp"


def _province_type(unit: Unit) -> str:
    return "thành phố" if unit.province.startswith("Thành phố") else "tỉnh"
