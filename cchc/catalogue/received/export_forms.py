"""The forms that one-stop software exports. In: exports/*.yaml. Out: `ExportForm`: columns, the counts in them, identities."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from cchc.catalogue.counts import is_known_key
from cchc.catalogue.load import Entry, read_catalogue


class ExportColumn(Entry):
    """One column; exports/06a.yaml says what the fields mean."""

    id: str
    head: tuple[str, ...]
    key: str = ""
    number: int | None = None
    under: tuple[str, ...] = ()
    checks: bool = False
    optional: bool = False
    note: str = ""


class Identity(Entry):
    """`total` is the sum of `parts`, and of those in `also` that the software adds. Ids of columns."""

    total: str
    parts: tuple[str, ...]
    also: tuple[str, ...] = ()
    verified: bool = True


class ExportForm(Entry):
    """One form. `title`: words of a file's title that name it; `verified`: whether the form's own text was read."""

    id: str
    name: str
    full_name: str
    title: tuple[str, ...]
    source: str
    verified: bool
    columns: tuple[ExportColumn, ...]
    identities: tuple[Identity, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        ids = [column.id for column in self.columns]
        if len(set(ids)) < len(ids):
            raise ValueError("an id comes twice")
        named = {name for one in self.identities for name in (one.total, *one.parts, *one.also)}
        if unknown := sorted(named - set(ids)):
            raise ValueError(f"identities name unknown columns: {', '.join(unknown)}")
        if unknown := [column.key for column in self.columns if column.key and not is_known_key(column.key)]:
            raise ValueError(f"unknown counts: {', '.join(unknown)}")
        return self


def export_forms() -> tuple[ExportForm, ...]:
    """All forms, in the order in which they are tried."""
    return (
        read_catalogue("received/exports/06a.yaml", ExportForm),
        read_catalogue("received/exports/07a.yaml", ExportForm),
    )
