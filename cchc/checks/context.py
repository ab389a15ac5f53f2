"""What the checks look at. In: a submission and its counts. Out: one object that every check is handed.

Judges nothing. Numbers are read from `counts`: `value(key)` is one wherever it stands; `group(keys, scope=...)` are several that
go together, for each of `scopes`; `statements` are the places, the annex first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

from cchc.catalogue.outline import Outline
from cchc.catalogue.units.register import Unit, unit_as_of
from cchc.checks.finding import CellRef
from cchc.indicators.counts import Counts
from cchc.indicators.reductions import ShortenedProcedure, read_procedures
from cchc.raw.submission import DOCUMENTS, REDUCTIONS, SOURCE, STATEMENTS, TEXTS, Submission
from cchc.values.reading import clean

Shared = TypeVar("Shared")


@dataclass(frozen=True)
class Text:
    """A text in which words are looked for, and where it stands."""

    text: str
    place: CellRef
    section: str


class CheckContext:
    """One submission under examination; `as_of` is the last day of its data window."""

    def __init__(self, submission: Submission, counts: Counts, unit: Unit) -> None:
        self.submission, self.counts, self.unit = submission, counts, unit
        self.as_of: date = submission.source.den_ngay
        self.start: date = submission.source.tu_ngay
        self.year = int(submission.source.nam) if submission.source.nam.isdigit() else self.as_of.year
        self.period = submission.source.ky
        self._shared: dict[str, Any] = {}

    @property
    def outline(self) -> Outline:
        """The outline of the form that holds for the submission."""
        return self.submission.form.outline

    @cached_property
    def signed_on(self) -> date:
        """The day of the paper, where it is told and the unit existed on it; else the last day of the data window."""
        day = self.submission.source.van_ban.ngay
        return day if day and unit_as_of(self.unit, day).valid_on(day) else self.as_of

    @cached_property
    def as_signed(self) -> Unit:
        """The unit as letterhead and signature name it: by its type and name on the day of the paper."""
        return unit_as_of(self.unit, self.signed_on)

    @cached_property
    def procedures(self) -> list[ShortenedProcedure]:
        """The shortened procedures."""
        return read_procedures(self.submission.table(REDUCTIONS))

    @cached_property
    def texts(self) -> list[Text]:
        """All running text in reading order: free text, words of statements, subjects and issuers of documents.

        The place of a free text is the line on which its paragraph begins, or that of its section's key.
        """
        return [*self._free_texts(), *self._columns(STATEMENTS, ("nguyen_van",)),
                *self._columns(DOCUMENTS, ("co_quan", "trich_yeu"))]  # fmt: skip

    def _free_texts(self) -> Iterator[Text]:
        for section, paragraphs in self.submission.texts.items():
            for n, paragraph in enumerate(paragraphs):
                row = self.submission.line_of_text(section, n)
                yield Text(paragraph, CellRef(TEXTS, row, section, paragraph), section)

    def _columns(self, table: str, columns: Iterable[str]) -> Iterator[Text]:
        for record in self.submission.table(table):
            for column in columns:
                if record[column].strip():
                    yield Text(
                        record[column], CellRef(table, record.row, column, record[column]), record["muc"].strip()
                    )

    def keys_at(self, places: Iterable[CellRef]) -> list[str]:
        """The keys of the statements among these places."""
        rows = {place.row for place in places if place.file == STATEMENTS}
        return [clean(record["khoa"]) for record in self.submission.table(STATEMENTS) if record.row in rows]

    def in_source(self, column: str, text: str, *path: str | int) -> CellRef:
        """The place of a text of nguon.yaml, on the line of its key or entry; of `column` where no path is given."""
        return CellRef(SOURCE, self.submission.line_of(SOURCE, *(path or (column,))), column, text)

    def once(self, name: str, work_out: Callable[[CheckContext], Shared]) -> Shared:
        """What `work_out` gives, worked out for the first check that asks and kept for the others."""
        if name not in self._shared:
            self._shared[name] = work_out(self)
        shared: Shared = self._shared[name]
        return shared
