"""The schema of nguon.yaml: whose submission this is, for which window, and what the letterhead and closing need.

A province has one as well, for its roll-up.
"""

from __future__ import annotations

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, model_validator

from cchc.raw.schema import Day, Form
from cchc.values.reading import clean

# What the helper that makes up projects names as its own in `tep`.
DEMO = "cchc demo"


def _lines(value: Any) -> Any:
    """One or several lines: a list, or a text with line breaks; blank lines say nothing."""
    if isinstance(value, str):
        value = value.splitlines()
    if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
        return value
    return [clean(line) for line in value if line.strip()]


Lines = Annotated[tuple[str, ...], BeforeValidator(_lines)]


class Part(Form):
    """A part of nguon.yaml, in which a known key with nothing behind it is as if it were not there."""

    @model_validator(mode="before")
    @classmethod
    def _drop_blanks(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        return {key: value for key, value in data.items() if value not in ("", None) or key not in cls.model_fields}


class SourceFile(Part):
    """A document that the files of the submission were made from; its own window and when it was exported, if known."""

    ten: str
    nguon: str = ""
    sha256: str = ""
    tu_ngay: Day | None = None
    den_ngay: Day | None = None
    xuat_luc: str = ""


class Letter(Part):
    """Number, symbol, date and place of the report, where they are already known."""

    so: str = ""
    ky_hieu: str = ""
    ngay: Day | None = None
    dia_danh: str = ""


class Recipient(Part):
    """One line of "Nơi nhận" with its mark ("b/c", "t/h"); may be one plain line, "UBND tỉnh (b/c)"."""

    one_line: ClassVar[str] = "nơi nhận"

    ten: str
    ghi_chu: str = ""

    @model_validator(mode="before")
    @classmethod
    def _plain_line(cls, data: Any) -> Any:
        return {"ten": data} if isinstance(data, str) and data.strip() else data


class Signer(Part):
    """Who signs: on whose behalf, in one or several lines ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"), office and name."""

    quyen_han: Lines = ()
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
