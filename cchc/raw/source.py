"""The schema of nguon.yaml: whose submission this is, for which window, and what the letterhead and closing need."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from cchc.raw.files import Form
from cchc.values.reading import read_date


def _iso_day(text: object) -> date:
    day = read_date(text) if isinstance(text, str) and text.count("-") == 2 else None
    if day is None:
        raise ValueError("cần ngày dạng năm-tháng-ngày, ví dụ 2024-12-14")
    return day


# What the helper that makes up projects names as its own in `tep`.
DEMO = "cchc demo"

Day = Annotated[date, BeforeValidator(_iso_day)]


def _blank_is_unknown(data: Any) -> Any:
    """A key with nothing behind it is as if it were not there."""
    if not isinstance(data, dict):
        return data
    return {key: value for key, value in data.items() if value not in ("", None)}


class Part(Form):
    """A part of nguon.yaml, in which a blank says nothing."""

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, data: Any) -> Any:
        return _blank_is_unknown(data)


class SourceFile(Part):
    """A document that the files of the submission were made from."""

    ten: str
    nguon: str = ""
    sha256: str = ""


class Letter(Part):
    """Number, symbol, date and place of the report, where they are already known."""

    so: str = ""
    ky_hieu: str = ""
    ngay: Day | None = None
    dia_danh: str = ""


class Recipient(Part):
    """One line of "Nơi nhận" with its mark ("b/c", "t/h")."""

    ten: str
    ghi_chu: str = ""


class Signer(Part):
    """Who signs: on whose behalf ("TM. ỦY BAN NHÂN DÂN"), office and name."""

    quyen_han: str = ""
    chuc_vu: str = ""
    ho_ten: str = ""


class Source(Part):
    """nguon.yaml."""

    ma_xa: str
    nam: str
    ky: str
    tu_ngay: Day
    den_ngay: Day
    ten_in: str = ""
    tep: tuple[SourceFile, ...] = ()
    van_ban: Letter = Letter()
    kinh_gui: tuple[str, ...] = ()
    noi_nhan: tuple[Recipient, ...] = ()
    nguoi_ky: Signer = Signer()

    @property
    def synthetic(self) -> bool:
        """Whether the files were made up by `cchc demo`, as one entry of `tep` says."""
        return any(file.nguon.strip().startswith(DEMO) for file in self.tep)
