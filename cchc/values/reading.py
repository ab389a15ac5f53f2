"""Read numbers and dates as officials write them. In: text as printed. Out: Decimal or date, None where it is neither.

"." parts thousands and "," parts decimals (1.234; 98,9). "không", "không có" and "không phát sinh" state a zero; a
blank states nothing. A comma in a count, and one before each three digits of a measure, are not read: "2,000" may be an
English 2.000 or a 2 with decimals.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from datetime import date
from decimal import Decimal

from cchc.catalogue.writing.names import drop_unseen

ZERO_WORDS = frozenset({"không", "không có", "không phát sinh"})

# A longer figure is no number that an office counts; it stays a text, and is found.
_MOST_DIGITS, _MOST_DECIMALS = 15, 10
_NUMBER = re.compile(r"(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?", re.ASCII)
_ENGLISH_GROUPS = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+", re.ASCII)
_DAYS = re.compile(r" ngày(?: làm việc)?$")
# The day comes before the month, as everywhere in this country; year first where the year comes first.
_DATE_FORMS = (
    re.compile(r"(?P<d>\d{1,2}) ?/ ?(?P<m>\d{1,2}) ?/ ?(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<d>\d{1,2})(?P<sign>[-.])(?P<m>\d{1,2})(?P=sign)(?P<y>\d{4})", re.ASCII),
    re.compile(r"(?P<y>\d{4})(?P<sign>[-/])(?P<m>\d{1,2})(?P=sign)(?P<d>\d{1,2})", re.ASCII),
)
_MIDNIGHT = re.compile(r"[ t]0?0:00(?::00(?:\.0+)?)?$", re.ASCII)  # programs write it behind a day
DATE_ASKED = "ngày/tháng/năm, ví dụ 14/12/2024"
_NO_DATES = (
    (re.compile(r"\d{1,2}([/.-])\d{1,2}\1\d{2}", re.ASCII), "năm phải đủ bốn chữ số"),
    (re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII), "là số mà bảng tính lưu thay cho ngày; đặt ô là Văn bản rồi gõ lại"),
    (
        re.compile(r"0?[1-9]([/.-])(?:1[3-9]|2\d|3[01])\1\d{4}|1[0-2]([/.-])(?:1[3-9]|2\d|3[01])\2\d{4}", re.ASCII),
        "không có tháng lớn hơn 12; viết ngày trước, tháng sau",
    ),
    (re.compile(r"(?:tháng )?\d{1,2}(?:[/.-]| năm )\d{4}", re.ASCII), "thiếu ngày trong tháng"),
)


@functools.lru_cache(maxsize=1 << 14)
def clean(text: str) -> str:
    """The text in NFC with its white space folded."""
    return " ".join(unicodedata.normalize("NFC", text).split())


@functools.lru_cache(maxsize=1 << 14)
def as_seen(text: str) -> str:
    """The text as a reader sees it: clean, and without marks that have no width. Texts that look the same are the same."""
    return clean(text if text.isascii() else drop_unseen(text))


def is_blank(text: str) -> bool:
    """Whether nothing is stated."""
    return not text.strip()


@functools.lru_cache(maxsize=1 << 14)
def read_number(text: str) -> Decimal | None:
    """The number that the text states, 0 or more; None when it is blank or not a number. A final % is allowed."""
    words = as_seen(text).lower()
    if words in ZERO_WORDS:
        return Decimal(0)
    figure = words.removesuffix("%").rstrip()
    if not _NUMBER.fullmatch(figure):
        return None
    whole, _, decimals = figure.replace(".", "").partition(",")
    if len(whole) > _MOST_DIGITS or len(decimals) > _MOST_DECIMALS:
        return None
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def read_count(text: str) -> Decimal | None:
    """The whole number that the text states; None when it is blank, not a number, or written with a comma or %."""
    return None if "," in text or "%" in text else read_number(text)


def read_amount(text: str) -> Decimal | None:
    """The number of a measure, whole or not (2,5 days); None as well where its commas may part thousands (45,000)."""
    return None if _ENGLISH_GROUPS.fullmatch(as_seen(text)) else read_number(text)


def read_days(text: str) -> Decimal | None:
    """The days that the text states, "5", "3,5 ngày" or "05 ngày làm việc"; None as well for hours and other units."""
    return read_amount(_DAYS.sub("", as_seen(text).lower()))


def comma_readings(text: str) -> tuple[Decimal, ...]:
    """What a figure can mean whose comma may part thousands or decimals: 2,000 is 2000 or 2; 98,9 has one meaning."""
    figure = as_seen(text)
    whole, comma, decimals = figure.partition(",")
    if not comma or (decimals.strip("0") and not _ENGLISH_GROUPS.fullmatch(figure)):
        return ()
    readings = (read_number(whole + decimals.replace(",", "")), read_number(figure))
    return tuple(number for number in readings if number is not None)


def stated_decimals(text: str) -> int:
    """How many decimals a number is printed with: 1 for "98,9", 0 for "33"."""
    return len(as_seen(text).removesuffix("%").rstrip().partition(",")[2])


@functools.lru_cache(maxsize=1 << 12)
def read_date(text: str) -> date | None:
    """The date of "05/01/2024", "30-12-2023", "30.12.2023", "24 tháng 4 năm 2019" or "2024-12-14"; None where there is no such day."""
    words = _MIDNIGHT.sub("", as_seen(text).lower()).removeprefix("ngày ")
    for form in _DATE_FORMS:
        match = form.fullmatch(words)
        if match:
            try:
                return date(int(match["y"]), int(match["m"]), int(match["d"]))
            except ValueError:
                return None
    return None


def why_no_date(text: str) -> str:
    """Why a text that looks like a date is read as none, in a few words; nothing where it only is no day of the calendar."""
    words = _MIDNIGHT.sub("", as_seen(text).lower()).removeprefix("ngày ")
    return next((why for form, why in _NO_DATES if form.fullmatch(words)), "")
