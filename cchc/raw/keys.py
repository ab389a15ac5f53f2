"""Which report: unit code, year and period. In: what somebody asked for. Out: a `ReportKey`, or an error.

An error calls a parameter what whoever typed it calls it: `ma_xa` in a parameter file, `code` in the library, `--code`
on the command line. Imports little, so that a command that only looks at parameters starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc.catalogue.periods import period_list, periods
from cchc.errors import ParameterError, nearest, shown

FIRST_YEAR, LAST_YEAR = 2011, 2099
IN_FILES = ("ma_xa", "nam", "ky")


@dataclass(frozen=True, order=True)
class ReportKey:
    """The report of one unit for one period: its code, the reporting year, the key of the period."""

    code: str
    year: int
    period: str

    @classmethod
    def checked(cls, code: object, year: object, period: object, names: tuple[str, str, str] = IN_FILES) -> ReportKey:
        """The key of what was asked for; `names` is what the three are called there. Raises ParameterError."""
        return cls(check_code(code, names[0]), check_year(year, names[1]), check_period(period, names[2]))

    def __str__(self) -> str:
        """What messages call the report: "2024/nam/15976"."""
        return f"{self.year}/{self.period}/{self.code}"

    @property
    def previous(self) -> ReportKey:
        """The report that this one compares itself with: the code's last period that is as long."""
        return ReportKey(self.code, *periods()[self.period].previous_in(self.year))

    @property
    def window(self) -> tuple[date, date]:
        """First and last day of the data that the period asks for."""
        return periods()[self.period].window(self.year)

    def path(self, slug: str) -> str:
        """Where it stands in each folder of a project: "2024/nam/15976-hoang-luu"."""
        return f"{self}-{slug}"

    def as_parameters(self) -> dict[str, Any]:
        """As parameter files and tables name it."""
        return dict(zip(IN_FILES, (self.code, self.year, self.period), strict=True))


def check_code(ma_xa: object, name: str = "ma_xa") -> str:
    """The unit code as text of 5 digits. Raises ParameterError; a code is never padded."""
    example = _typed(name, '"00010"')
    if ma_xa is None:
        raise ParameterError(f"Thiếu tham số {name}: cần mã xã gồm 5 chữ số trong ngoặc kép, ví dụ {example}.")
    if isinstance(ma_xa, str) and len(ma_xa) == 5 and ma_xa.isascii() and ma_xa.isdigit():
        return ma_xa
    octal = " (không có ngoặc kép, 00010 bị hiểu thành số 8)" if name in IN_FILES else ""
    papermill = "; trên dòng lệnh papermill dùng -r ma_xa 00010" if name in IN_FILES else ""
    raise ParameterError(
        f"Tham số {name}: cần văn bản gồm 5 chữ số, gặp {show_value(ma_xa)}. Hãy đặt mã trong ngoặc kép, "
        f"ví dụ {example}{octal}{papermill}."
    )


def check_year(nam: object, name: str = "nam") -> int:
    """The reporting year. Raises ParameterError."""
    if nam is None:
        raise ParameterError(f"Thiếu tham số {name}: cần năm báo cáo, ví dụ {_typed(name, '2024')}.")
    if isinstance(nam, int) and not isinstance(nam, bool) and FIRST_YEAR <= nam <= LAST_YEAR:
        return nam
    raise ParameterError(
        f"Tham số {name}: cần số nguyên từ {FIRST_YEAR} đến {LAST_YEAR}, gặp {show_value(nam)}; "
        f"hãy sửa, ví dụ {_typed(name, '2024')}."
    )


def check_period(ky: object, name: str = "ky") -> str:
    """The key of the period. Raises ParameterError naming the one probably meant."""
    known = list(periods())
    if isinstance(ky, str) and ky in known:
        return ky
    if ky is None:
        raise ParameterError(f"Thiếu tham số {name}: cần một trong {period_list()}.")
    near = nearest(ky, known) if isinstance(ky, str) else None
    meant = f'; có phải "{near}"?' if near else "."
    raise ParameterError(f"Tham số {name}: cần một trong {period_list()}, gặp {show_value(ky)}{meant}")


def _typed(name: str, value: str) -> str:
    """How the parameter is written where it is called that: `nam: 2024`, `--year 2024`, `year=2024`."""
    if name.startswith("--"):
        return f"{name} {value}".replace('"', "")
    return f"{name}: {value}" if name in IN_FILES else f"{name}={value}"


def show_value(value: object) -> str:
    """The value as a message quotes it, with its type where it is no text."""
    return f'"{shown(value)}"' if isinstance(value, str) else f"{shown(repr(value))} (kiểu {type(value).__name__})"
