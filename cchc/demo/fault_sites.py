"""Cells of a synthetic submission. In: SyntheticSubmission. Out: where a key, statement, document or text stands; its text, to change.

A finder gives None where its table was not sent, or has no such row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cchc.demo.submission import SyntheticSubmission
from cchc.raw.submission import ANNEX, COLUMNS, SOURCE, STATEMENTS, TEXTS

Row = list[str]


@dataclass(frozen=True)
class FaultSite:
    """A cell: file, record (the header is 1; 1 also where a file has none), column, section or key."""

    file: str
    row: int
    column: str


Finder = Callable[[SyntheticSubmission], FaultSite | None]


def _cell(submission: SyntheticSubmission, site: FaultSite) -> tuple[Row, int]:
    return submission.tables[site.file][site.row - 2], COLUMNS[site.file].index(site.column)


def read(submission: SyntheticSubmission, site: FaultSite) -> str:
    """The text that stands there."""
    if site.file == TEXTS:
        return submission.texts[site.column]
    if site.file == SOURCE:
        found = submission.source[site.column]
        return str(found["ho_ten"] if isinstance(found, dict) else found)
    row, column = _cell(submission, site)
    return row[column]


def write(submission: SyntheticSubmission, site: FaultSite, text: str) -> None:
    """Put that text there."""
    if site.file == TEXTS:
        submission.texts[site.column] = text
    elif site.file == SOURCE:
        found = submission.source[site.column]
        submission.source[site.column] = {**found, "ho_ten": text} if isinstance(found, dict) else text
    else:
        row, column = _cell(submission, site)
        row[column] = text


def in_annex(key: str, column: str = "so_lieu") -> Finder:
    """The row of the annex that states this key."""

    def find(submission: SyntheticSubmission) -> FaultSite | None:
        keys = [row.key for row in submission.commune.form.rows]
        return FaultSite(ANNEX, keys.index(key) + 2, column) if key in keys else None

    return find


def in_table(file: str, column: str, wanted: Callable[[Row], bool], *, last: bool = False) -> Finder:
    """The first or last record that is wanted."""

    def find(submission: SyntheticSubmission) -> FaultSite | None:
        rows = [number for number, row in enumerate(submission.tables[file], start=2) if wanted(row)]
        return FaultSite(file, rows[-1 if last else 0], column) if rows else None

    return find


def stated(key: str, beside: str = "") -> Finder:
    """The first statement of a key, where the key beside it is stated too."""
    find = in_table(STATEMENTS, "gia_tri", lambda row: row[1] == key)

    def found(submission: SyntheticSubmission) -> FaultSite | None:
        told = {row[1] for row in submission.tables[STATEMENTS]}
        return find(submission) if not beside or beside in told else None

    return found


def in_texts(submission: SyntheticSubmission) -> FaultSite | None:
    """The first text that tells of results."""
    sections = [section for section in submission.texts if section.startswith("II.")]
    return FaultSite(TEXTS, 1, sections[0]) if sections else None


def in_source(key: str) -> Finder:
    """An entry of nguon.yaml."""
    return lambda submission: FaultSite(SOURCE, 1, key)


def in_any_count(submission: SyntheticSubmission) -> FaultSite | None:
    """Some row of the annex that must hold a number or a choice."""
    rows = [
        number
        for number, row in enumerate(submission.commune.form.rows, start=2)
        if row.mandatory and row.kind in ("count", "choice")
    ]
    return FaultSite(ANNEX, submission.commune.rng.choice(rows), "so_lieu")
