"""The rows of a form's annex, and what people call them. In: phu_luc.yaml of a form. Out: AnnexRow, in print order.

A row's code never changes; its key is the name of the quantity that it states, mostly the code itself.
Parents and children are named by code. Field names are those of the file, which people write: docs/bieu-mau.md.
"""

from __future__ import annotations

from datetime import date
from itertools import combinations
from typing import Any, Literal, Self

from pydantic import model_validator

from cchc.catalogue.load import Entry

RowKind = Literal["count", "measure", "percent", "choice", "reference", "heading"]


class AnnexRow(Entry):
    """One row: what it asks for, in which unit, under which row.

    `choices` gives the meaning of each value of a choice row; `printed_stt` is what stands in the STT column
    where that is not the code. `khoa`, where not given, is the code; `dai_luong`, where not given, the key: rows of two
    forms state the same quantity where it is the same. `con_goi` are other names of the row, taken for its label. A row
    is mandatory (`need`) unless a heading or said otherwise. The heading of a chapter names the section of the outline
    that reports on it.
    """

    code: str
    khoa: str
    dai_luong: str
    label: str
    con_goi: tuple[str, ...] = ()
    unit: str = ""
    kind: RowKind
    choices: dict[str, str] = {}
    parent: str | None = None
    section: str = ""
    need: bool
    printed_stt: str | None = None
    source: str | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        key = fields.get("khoa") or fields.get("code")
        return {"khoa": key, "dai_luong": key, "need": fields.get("kind") != "heading", **fields}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError(f"dòng {self.code}: cần choices ở dòng kind: choice, và chỉ ở dòng đó")
        return self

    @property
    def key(self) -> str:
        """The name of the quantity in this form."""
        return self.khoa

    @property
    def mandatory(self) -> bool:
        """Whether a report is asked for the row where it is blank."""
        return self.need

    @property
    def stt(self) -> str:
        """What the form prints in the STT column: the code, "Trong đó" or nothing."""
        return self.code if self.printed_stt is None else self.printed_stt


class OtherWords(Entry):
    """Words that are read as `tu` in a label. Until the day `den` they were right and `tu` was not; without it both are."""

    tu: str
    con_goi: tuple[str, ...]
    den: date | None = None
    nguon: str = ""


class AnnexFile(Entry):
    """Schema of phu_luc.yaml: the annex's title, the source of its rows, words that are read as others, the rows."""

    title: str
    source: str
    tu_cu: tuple[OtherWords, ...] = ()
    rows: tuple[AnnexRow, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        seen: set[str] = set()
        for row in self.rows:
            if row.parent is not None and row.parent not in seen:
                raise ValueError(f"dòng {row.code}: cần dòng {row.parent} (parent) đứng phía trên, không thấy")
            seen.add(row.code)
        for one, other in combinations(self.rows, 2):
            if one.code == other.code or one.khoa == other.khoa:
                raise ValueError(f"dòng {other.code}: mã hoặc khóa {other.khoa} đã có ở dòng {one.code} phía trên")
        return self


def normalise_code(stt: str) -> str:
    """A printed STT without white space around it and without a final full stop: "7.6." is 7.6."""
    return stt.strip().rstrip(".").rstrip()
