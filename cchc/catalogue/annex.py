"""The rows of annex 01b. In: annex_01b.yaml. Out: AnnexRow, those in force on a date, in print order.

A row's code never changes; its key is the name of the quantity that it states, mostly the code itself.
Parents and children are named by code.
"""

from __future__ import annotations

import functools
from datetime import date
from itertools import combinations
from typing import Any, Literal, Self

from pydantic import model_validator

from cchc.catalogue.load import Entry, read_catalogue

RowKind = Literal["count", "percent", "choice", "reference", "heading"]


class AnnexRow(Entry):
    """One row: what it asks for, in which unit, under which row, and from which to which day it is in force.

    `choices` gives the meaning of each value of a choice row; `printed_stt` is what stands in the STT column
    where that is not the code. A key not given is the code; a row not marked is mandatory unless a heading. The heading
    of a chapter names the section of the outline that reports on it.
    """

    code: str
    key: str
    label: str
    unit: str = ""
    kind: RowKind
    choices: dict[str, str] = {}
    parent: str | None = None
    section: str = ""
    mandatory: bool
    printed_stt: str | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    source: str | None = None
    note: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        return {"key": fields.get("code"), "mandatory": fields.get("kind") != "heading", **fields}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError(f"{self.code}: a choice row, and no other, lists its choices")
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError(f"{self.code}: valid_to is before valid_from")
        return self

    @property
    def stt(self) -> str:
        """What the form prints in the STT column: the code, "Trong đó" or nothing."""
        return self.code if self.printed_stt is None else self.printed_stt

    def is_valid(self, on: date) -> bool:
        """Whether the form asks for this row on that day."""
        return (self.valid_from or date.min) <= on <= (self.valid_to or date.max)


class AnnexFile(Entry):
    """The whole catalogue file: the annex's title, the source of its rows, the rows in print order."""

    title: str
    source: str
    rows: tuple[AnnexRow, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        seen: set[str] = set()
        for row in self.rows:
            if row.parent is not None and row.parent not in seen:
                raise ValueError(f"{row.code}: its parent {row.parent} does not stand above it")
            seen.add(row.code)
        for one, other in combinations(self.rows, 2):
            if _overlap(one, other) and (one.code == other.code or one.key == other.key):
                raise ValueError(f"{other.code}: a code and a key name one row on any day")
        return self


def _overlap(one: AnnexRow, other: AnnexRow) -> bool:
    start = max(one.valid_from or date.min, other.valid_from or date.min)
    return start <= min(one.valid_to or date.max, other.valid_to or date.max)


def annex_title() -> str:
    """The title of annex 01b, without the name of the commune that ends it."""
    return _annex().title


def every_row() -> tuple[AnnexRow, ...]:
    """All rows of the catalogue, also those not in force any more, in print order."""
    return _annex().rows


@functools.cache
def annex_rows(on: date) -> tuple[AnnexRow, ...]:
    """The rows that the form asks for on that day, in print order."""
    return tuple(row for row in every_row() if row.is_valid(on))


def normalise_code(stt: str) -> str:
    """A printed STT without white space around it and without a final full stop: "7.6." is 7.6."""
    return stt.strip().rstrip(".").rstrip()


def _annex() -> AnnexFile:
    annex: AnnexFile = read_catalogue("annex_01b.yaml", AnnexFile)
    return annex
