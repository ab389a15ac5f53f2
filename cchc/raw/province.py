"""What a province gives for its roll-up. In: its nguon.yaml, if there is one. Out: issuer, number, addressees, signer.

The folder stands beside those of the communes: data/raw/<year>/<period>/tinh-<code>-<slug>/.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.catalogue.periods import periods
from cchc.catalogue.units.provinces import Province, find_province
from cchc.errors import ParameterError, shown
from cchc.raw.entries import read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, read_file
from cchc.raw.keys import check_period, check_year, show_value
from cchc.raw.schema import Day, check_form
from cchc.raw.source import Letter, Lines, Part, Recipient, Signer
from cchc.raw.submission import SOURCE
from cchc.values.reading import read_date


class ProvinceSource(Part):
    """nguon.yaml of a province: as a commune's, with `co_quan`, one or several lines, and `ma_tinh`."""

    ma_tinh: str
    nam: str
    ky: str
    co_quan: Lines = ()
    tu_ngay: Day | None = None
    den_ngay: Day | None = None
    van_ban: Letter = Letter()
    kinh_gui: tuple[str, ...] = ()
    noi_nhan: tuple[Recipient, ...] = ()
    nguoi_ky: Signer = Signer()


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


def read_province(folder: Path, key: ProvinceKey) -> tuple[ProvinceSource, tuple[RawFile, ...]]:
    """What the province gives, and the file as received; blanks where it gives none. Raises SubmissionError."""
    path = folder / SOURCE
    if not path.is_file():
        return ProvinceSource(ma_tinh=key.province.code, nam=str(key.year), ky=key.period), ()
    file = read_file(path)
    entries = read_yaml(file, path)
    source = check_form(entries, ProvinceSource, path)
    faults = Faults()
    wanted = {"ma_tinh": key.province.code, "nam": str(key.year), "ky": key.period}
    for name, value in wanted.items():
        if (stated := getattr(source, name)) != value:
            faults.add(
                f'{path}, dòng {entries.line(name)}, khóa "{name}": cần "{value}", gặp "{shown(stated)}"; hãy sửa tệp.'
            )
    faults.end()
    return source, (RawFile(SOURCE, file.sha256, file.text),)
