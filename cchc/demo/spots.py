"""Cells of a synthetic submission. In: Content. Out: where a key, statement, document or text stands; its text, to change.

A finder gives None where its table was not sent, or has no such row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cchc.demo.content import Content
from cchc.raw.submission import ANNEX, COLUMNS, SOURCE, STATEMENTS, TEXTS

Row = list[str]


@dataclass(frozen=True)
class Spot:
    """A cell: file, record (the header is 1; 1 also where a file has none), column, section or key."""

    file: str
    row: int
    column: str


Finder = Callable[[Content], Spot | None]


def _cell(content: Content, spot: Spot) -> tuple[Row, int]:
    return content.tables[spot.file][spot.row - 2], COLUMNS[spot.file].index(spot.column)


def read(content: Content, spot: Spot) -> str:
    """The text that stands there."""
    if spot.file == TEXTS:
        return content.texts[spot.column]
    if spot.file == SOURCE:
        found = content.source[spot.column]
        return str(found["ho_ten"] if isinstance(found, dict) else found)
    row, column = _cell(content, spot)
    return row[column]


def write(content: Content, spot: Spot, text: str) -> None:
    """Put that text there."""
    if spot.file == TEXTS:
        content.texts[spot.column] = text
    elif spot.file == SOURCE:
        found = content.source[spot.column]
        content.source[spot.column] = {**found, "ho_ten": text} if isinstance(found, dict) else text
    else:
        row, column = _cell(content, spot)
        row[column] = text


def in_annex(key: str, column: str = "so_lieu") -> Finder:
    """The row of the annex that states this key."""

    def find(content: Content) -> Spot | None:
        keys = [row.key for row in content.commune.form.rows]
        return Spot(ANNEX, keys.index(key) + 2, column) if key in keys else None

    return find


def in_table(file: str, column: str, wanted: Callable[[Row], bool], *, last: bool = False) -> Finder:
    """The first or last record that is wanted."""

    def find(content: Content) -> Spot | None:
        rows = [number for number, row in enumerate(content.tables[file], start=2) if wanted(row)]
        return Spot(file, rows[-1 if last else 0], column) if rows else None

    return find


def stated(key: str, beside: str = "") -> Finder:
    """The first statement of a key, where the key beside it is stated too."""
    find = in_table(STATEMENTS, "gia_tri", lambda row: row[1] == key)

    def found(content: Content) -> Spot | None:
        told = {row[1] for row in content.tables[STATEMENTS]}
        return find(content) if not beside or beside in told else None

    return found


def in_texts(content: Content) -> Spot | None:
    """The first text that tells of results."""
    sections = [section for section in content.texts if section.startswith("II.")]
    return Spot(TEXTS, 1, sections[0]) if sections else None


def in_source(key: str) -> Finder:
    """An entry of nguon.yaml."""
    return lambda content: Spot(SOURCE, 1, key)


def in_any_count(content: Content) -> Spot | None:
    """Some row of the annex that must hold a number or a choice."""
    rows = [
        number
        for number, row in enumerate(content.commune.form.rows, start=2)
        if row.mandatory and row.kind in ("count", "choice")
    ]
    return Spot(ANNEX, content.commune.chance.choice(rows), "so_lieu")
