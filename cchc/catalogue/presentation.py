"""The fixed words of every form. In: presentation.yaml. Out: letterhead, closing, table heads, charts, key figures, annexes."""

from __future__ import annotations

from datetime import date
from typing import Literal

from cchc.catalogue.load import Entry, read_catalogue


class Letterhead(Entry):
    """The words above a report: state, motto, issuing body, symbol of the kind of document."""

    state: str
    motto: str
    issuer: str
    symbol: str
    kind: str


class Closing(Entry):
    """The words below a report, and how recipients outside the issuing unit are told."""

    authority: str
    office: str
    as_above: str
    reports_to: str
    archive: str
    outside: tuple[str, ...]
    inside: tuple[str, ...]
    inside_from: dict[str, date]


class Column(Entry):
    """One column of an annex table; `width` is relative."""

    label: str
    width: float
    align: Literal["left", "center", "right"]


class Group(Entry):
    """A heading over the columns `first` to `last`, counted from 0."""

    label: str
    first: int
    last: int


class Table(Entry):
    """The head of an annex table."""

    columns: tuple[Column, ...]
    group: Group | None = None


class Series(Entry):
    """A key and its name in a chart; `late` where it counts what should not have been.

    `optional`: shown where it is stated, not missed where it is not.
    """

    key: str
    label: str
    late: bool = False
    optional: bool = False


class KeyFigure(Series):
    """A figure that stands for the whole report, on the page's head and in the index; `section` states it first."""

    section: str


class Merged(Series):
    """The series shown in place of `replaces` where only their sum is known."""

    replaces: tuple[str, ...]


class Progress(Entry):
    """One bar of a progress chart: a total and what of it is done."""

    label: str
    total: str
    parts: tuple[Series, ...]


class Chart(Entry):
    """What a chart shows: parts of a total, progress of several totals, days before and after, or a total over periods.

    `channels`: the parts are ways in which dossiers came in, so the total is what came in new.
    """

    id: str
    form: Literal["parts", "progress", "before_after", "trend"]
    section: str
    unit: str
    channels: bool = False
    total: Series | None = None
    parts: tuple[Series, ...] = ()
    merged: Merged | None = None
    gap: str = ""
    rest: str = ""
    groups: tuple[Progress, ...] = ()


class Annex(Entry):
    """One annex of the report and its Roman number."""

    key: str
    number: str
    landscape: bool


class Presentation(Entry):
    """Schema of presentation.yaml."""

    annexes: tuple[Annex, ...]
    letterhead: Letterhead
    closing: Closing
    tables: dict[str, Table]
    charts: tuple[Chart, ...]
    key_figures: tuple[KeyFigure, ...]


def presentation() -> Presentation:
    """All fixed words."""
    words: Presentation = read_catalogue("presentation.yaml", Presentation)
    return words


def annexes() -> dict[str, Annex]:
    """The annexes by key, in print order."""
    return {annex.key: annex for annex in presentation().annexes}


def chart(key: str) -> Chart | None:
    """The chart of that id."""
    return next((entry for entry in presentation().charts if entry.id == key), None)
