"""Which report: unit code, year and period. In: what somebody asked for. Out: a `ReportKey`, or an error.

An error calls a parameter what whoever typed it calls it: `ma_xa` in a parameter file, `code` in the library, `--code`
on the command line. Imports little, so that a command that only looks at parameters starts at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from cchc.catalogue.periods import period_list, periods
from cchc.catalogue.units.provinces import Province, find_province
from cchc.errors import ParameterError, nearest, shown
from cchc.values.reading import read_date

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


@dataclass(frozen=True, order=True)
class ProvinceKey:
    """The roll-up of one province for one period."""

    province: Province
    year: int
    period: str

    @classmethod
    def checked(cls, tinh: object, nam: object, ky: object) -> ProvinceKey:
        """The key of what was asked for. Raises ParameterError, UnitError."""
        year, period = check_year(nam), check_period(ky)
        if not isinstance(tinh, str) or not tinh.strip():
            raise ParameterError(
                f'Tham số tinh: cần tên tỉnh hoặc mã hai chữ số trong ngoặc kép, ví dụ tinh: "38", gặp {show_value(tinh)}.'
            )
        return cls(find_province(tinh.strip(), periods()[period].window(year)[1]), year, period)

    def __str__(self) -> str:
        """What messages call the roll-up: "2026/nam/tinh-38"."""
        return f"{self.year}/{self.period}/tinh-{self.province.code}"

    @property
    def path(self) -> str:
        """Where it stands in a folder of the project: "2026/nam/tinh-38-thanh-hoa"."""
        return f"{self.year}/{self.period}/{self.province.folder}"

    @property
    def window(self) -> tuple[date, date]:
        """First and last day of the data that the period asks for."""
        return periods()[self.period].window(self.year)

    @property
    def previous(self) -> tuple[int, str]:
        """Year and period that it compares itself with."""
        return periods()[self.period].previous_in(self.year)


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


def check_day(tinh_den: object) -> date | None:
    """The day as of which lateness is told; None where it is left to the due day. Raises ParameterError."""
    if tinh_den is None or tinh_den == "" or type(tinh_den) is date:
        return tinh_den or None  # type: ignore[return-value]
    day = read_date(tinh_den) if isinstance(tinh_den, str) else None
    if day is None:
        raise ParameterError(
            f'Tham số tinh_den: cần ngày dạng năm-tháng-ngày, ví dụ tinh_den: "2026-12-20", gặp {show_value(tinh_den)}.'
        )
    return day


def _typed(name: str, value: str) -> str:
    """How the parameter is written where it is called that: `nam: 2024`, `--year 2024`, `year=2024`."""
    if name.startswith("--"):
        return f"{name} {value}".replace('"', "")
    return f"{name}: {value}" if name in IN_FILES else f"{name}={value}"


def show_value(value: object) -> str:
    """The value as a message quotes it, with its type where it is no text."""
    return f'"{shown(value)}"' if isinstance(value, str) else f"{shown(repr(value))} (kiểu {type(value).__name__})"
