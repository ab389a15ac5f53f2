"""Check what a report is asked for: unit code, year and period. In: the parameters' values. Out: the same, or an error.

Imports little, so that a command that only looks at parameters starts at once.
"""

from __future__ import annotations

import difflib

from cchc.catalogue.periods import periods
from cchc.errors import ParameterError

DEFAULT_ROOT = "data/raw"
FIRST_YEAR, LAST_YEAR = 2011, 2099


def check_code(ma_xa: object) -> str:
    """The unit code as text of 5 digits. Raises ParameterError; a code is never padded."""
    if ma_xa is None:
        raise ParameterError('Thiếu tham số ma_xa: cần mã xã gồm 5 chữ số trong ngoặc kép, ví dụ ma_xa: "00010".')
    if isinstance(ma_xa, str) and len(ma_xa) == 5 and ma_xa.isascii() and ma_xa.isdigit():
        return ma_xa
    raise ParameterError(
        f"Tham số ma_xa: cần văn bản gồm 5 chữ số, gặp {show_value(ma_xa)}. Hãy đặt mã trong ngoặc kép, "
        'ví dụ ma_xa: "00010" (không có ngoặc kép, 00010 bị hiểu thành số 8); '
        "trên dòng lệnh papermill dùng -r ma_xa 00010."
    )


def check_year(nam: object) -> int:
    """The reporting year. Raises ParameterError."""
    if nam is None:
        raise ParameterError("Thiếu tham số nam: cần năm báo cáo, ví dụ nam: 2024.")
    if isinstance(nam, int) and not isinstance(nam, bool) and FIRST_YEAR <= nam <= LAST_YEAR:
        return nam
    raise ParameterError(
        f"Tham số nam: cần số nguyên từ {FIRST_YEAR} đến {LAST_YEAR}, gặp {show_value(nam)}; hãy sửa, ví dụ nam: 2024."
    )


def check_period(ky: object) -> str:
    """The key of the period. Raises ParameterError naming the one probably meant."""
    known = list(periods())
    if isinstance(ky, str) and ky in known:
        return ky
    if ky is None:
        raise ParameterError(f"Thiếu tham số ky: cần một trong {', '.join(known)}.")
    near = difflib.get_close_matches(str(ky), known, n=1)
    meant = f'; có phải "{near[0]}"?' if near else ""
    raise ParameterError(f"Tham số ky: cần một trong {', '.join(known)}, gặp {show_value(ky)}{meant}")


def show_value(value: object) -> str:
    """The value as a message quotes it, with its type where it is no text."""
    return f'"{value}"' if isinstance(value, str) else f"{value!r} (kiểu {type(value).__name__})"
