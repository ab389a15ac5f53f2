"""Print numbers and dates as officials write them. In: Decimal, date, Value. Out: text. The only room that rounds.

Conventions: 1.234; 98,9%; small counts with two digits (05 công chức); 05/01/2024 but 15/7/2021 (the month is padded
only for 1 and 2, decree 30/2020/NĐ-CP, appendix I). A percentage that is exactly whole is printed without decimals. One that
is not 0 never prints as 0, nor one that is not 100 as 100: it takes more decimals until the truth shows, up to three,
and beyond these it is said to be "dưới 0,001%" or "trên 99,999%".
"""

from __future__ import annotations

import math
import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal
from numbers import Integral
from typing import Any

from cchc.values.reading import clean, read_number
from cchc.values.value import Value

NOT_SUBMITTED = "chưa có số liệu"
NO_VALUE = "không tính được"
# "năm 2024", "tháng 7 năm 2026", "9 tháng đầu năm 2026", "quý III/2025": a title keeps these words together.
PERIOD_NAME = re.compile(
    r"(?:\b\d{1,2} tháng (?:đầu |cuối )?|\btháng \d{1,2} )?\bnăm \d{4}(?![\w/])|\bquý [IVX]+/\d{4}", re.IGNORECASE
)
HUNDRED = Decimal(100)
MOST_DECIMALS = 3  # of a percentage that fewer would show as 0 or 100
_BOUNDS = (Decimal(0), HUNDRED)
_ALL_DIGITS = Context(prec=400)  # more than any float has: a number too long to round would be an error
_LARGE = 1_000_000


def round_half_up(number: Decimal, decimals: int) -> Decimal:
    """The number at so many decimals, halves away from zero."""
    return number.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP, context=_ALL_DIGITS)


def print_number(number: Decimal, decimals: int | None = None) -> str:
    """1234.5 as "1.234,5"; without `decimals` as many as the number has."""
    shown = number if decimals is None else round_half_up(number, decimals)
    whole, _, rest = format(shown if shown else abs(shown), ",f").partition(".")
    rest = rest.rstrip("0") if decimals is None else rest
    return whole.replace(",", ".") + ("," + rest if rest else "")


def print_rounded(number: Decimal) -> str:
    """A number that was rounded before, with the decimals that it was rounded to: 99.90 as "99,90"."""
    return print_number(number, max(0, -int(number.as_tuple().exponent)))


def exact(number: Any) -> Decimal | None:
    """A computed number without what binary arithmetic leaves behind: 0.3 - 0.35 is -0.05; a whole one keeps every digit.

    None where it is infinite or no number.
    """
    if isinstance(number, Integral):
        return Decimal(int(number))
    value = number if isinstance(number, Decimal) else float(number)
    if isinstance(value, Decimal) or not math.isfinite(value):
        return value if isinstance(value, Decimal) and value.is_finite() else None
    if value.is_integer():
        return Decimal(repr(value))
    return Decimal(f"{value:.12g}" if abs(value) < _LARGE else repr(round(value, 3)))


def print_figure(number: Decimal, decimals: int | None = None) -> str:
    """A computed number: a whole one without decimals, however long it is."""
    return print_number(number, 0 if number == number.to_integral_value() else decimals)


def print_count(number: Decimal) -> str:
    """A count in a sentence: 5 as "05", 5.0 too, 0 as "0", 1234 as "1.234"."""
    return f"0{number:.0f}" if 0 < number < 10 and number == number.to_integral_value() else print_number(number)


def round_percent(percent: Decimal, decimals: int = 1) -> Decimal:
    """The percentage as it is printed: 99.974 at two decimals as 99.97, at one too, since 100.0 would hide the rest."""
    places = decimals
    while places < MOST_DECIMALS and _hides(percent, places):
        places += 1
    return round_half_up(percent, places)


def _hides(percent: Decimal, decimals: int) -> bool:
    """Whether so many decimals would show a percentage that is not 0 or 100 as one of them."""
    return percent not in _BOUNDS and round_half_up(percent, decimals) in _BOUNDS


def print_percent(percent: Decimal, decimals: int = 1) -> str:
    """98.9 as "98,9%", exactly 100 as "100%", 99.974 as "99,97%", 0.0002 as "dưới 0,001%"."""
    if percent == percent.to_integral_value():
        return print_number(percent, 0) + "%"
    if _hides(percent, MOST_DECIMALS):
        bound = round_half_up(percent, MOST_DECIMALS)
        edge = bound + Decimal(1).scaleb(-MOST_DECIMALS).copy_sign(percent - bound)
        return f"{'dưới' if percent < edge else 'trên'} {print_number(edge, MOST_DECIMALS)}%"
    return print_rounded(round_percent(percent, decimals)) + "%"


def print_share(share: Decimal, decimals: int = 1) -> str:
    """0.989 as "98,9%"."""
    return print_percent(share * HUNDRED, decimals)


def capital(text: str) -> str:
    """The text with a capital letter first, the others as they are."""
    return text[:1].upper() + text[1:]


def print_value(value: Value) -> str:
    """The value as a sentence prints it; the words for "no number" where there is none."""
    if value.number is None:
        return NO_VALUE if value.status == "no_value" else NOT_SUBMITTED
    if value.kind == "share":
        return print_share(value.number, value.decimals)
    if value.kind == "percent":
        return print_percent(value.number, value.decimals)
    if value.kind in ("count", "measure"):
        return print_count(value.number)
    return print_number(value.number)


def print_as_stated(text: str) -> str:
    """A cell of a table: the text as it stands, long plain figures in groups of three ("1234" as "1.234")."""
    stated = clean(text)
    if stated.isascii() and stated.isdigit() and len(stated) > 3 and not stated.startswith("0"):
        number = read_number(stated)
        return print_number(number) if number is not None else stated
    return stated


def print_date(day: date) -> str:
    """05/01/2024 and 15/7/2021."""
    return f"{day.day:02d}/{_month(day)}/{day.year}"


def print_date_in_words(day: date) -> str:
    """The date of a letterhead: 05 tháng 01 năm 2024."""
    return f"{day.day:02d} tháng {_month(day)} năm {day.year}"


def _month(day: date) -> str:
    """The month, padded only for 1 and 2."""
    return f"{day.month:02d}" if day.month < 3 else str(day.month)
