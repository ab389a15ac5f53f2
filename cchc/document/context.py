"""The words that sentences are filled with. In: unit, period, year. Out: a mapping from name to text."""

from __future__ import annotations

from datetime import date

from cchc.catalogue.form_words import form_words
from cchc.catalogue.periods import Period
from cchc.catalogue.register import Unit
from cchc.catalogue.unit_kinds import split_kind
from cchc.values.printing import capital, print_date


def words_of(unit: Unit, period: Period, year: int, window: tuple[date, date] | None = None) -> dict[str, str]:
    """The names that may stand in braces in a sentence, with their text for this report.

    `so_lieu` is empty, or tells the days of the data where they are not those of the period. The bodies, portals and kinds
    of service are those of the window's last day.
    """
    name, within = period.name_in(year), period.within
    kinds = {"xa": unit.level_word, "huyen": split_kind(unit.district)[0], "tinh": _province_type(unit)}
    on = (window or period.window(year))[1]
    return {
        **form_words(on, kinds),
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
        "tinh": kinds["tinh"],
        "so_lieu": _other_days(window) if window and window != period.window(year) else "",
    }


def _province_type(unit: Unit) -> str:
    return "thành phố" if unit.province.startswith("Thành phố") else "tỉnh"


def _other_days(window: tuple[date, date]) -> str:
    first, last = map(print_date, window)
    return f" (số liệu từ ngày {first} đến ngày {last})"
