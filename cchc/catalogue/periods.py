"""The reporting periods. In: periods.yaml. Out: a period's name, data window and due date for a year."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from itertools import groupby
from string import digits

from pydantic import Field

from cchc.catalogue.load import Entry, read_catalogue

MonthDay = tuple[int, int]

_LONG_RUN = 3


class Previous(Entry):
    """The period to compare with; `year` is counted from the report's own, 0 or -1."""

    key: str
    year: int


class Period(Entry):
    """One reporting period; `name`, `next` and `within` are words of the report."""

    key: str
    name: str
    next: str
    within: str
    start: MonthDay = Field(alias="from")
    from_year: int
    to: MonthDay
    previous: Previous
    due: MonthDay | None
    verified: bool
    note: str = ""

    def window(self, year: int) -> tuple[date, date]:
        """First and last day of the data of that reporting year."""
        month, day = self.to
        return date(year + self.from_year, *self.start), date(year, month, min(day, monthrange(year, month)[1]))

    def due_date(self, year: int) -> date | None:
        """The day on which provinces must have sent the report; None where no rule was found."""
        return date(year, *self.due) if self.due else None

    def previous_in(self, year: int) -> tuple[int, str]:
        """Year and key of the period that its report compares itself with."""
        return year + self.previous.year, self.previous.key

    def name_in(self, year: int) -> str:
        """Its name in a year: "năm 2024", "quý I/2024"."""
        return self.name.format(nam=year)

    def next_in(self, year: int) -> str:
        """The name of the period that follows: "năm 2025"."""
        return self.next.format(nam=year, nam_sau=year + 1)


class Periods(Entry):
    """Schema of periods.yaml."""

    source: str
    periods: tuple[Period, ...]


def periods() -> dict[str, Period]:
    """All periods by key, in the order of the file."""
    return {period.key: period for period in read_catalogue("periods.yaml", Periods).periods}


def period_list() -> str:
    """The keys of all periods as a message lists them, a run of numbered ones by its ends: "nam, thang-1 ... thang-12"."""
    runs = [(stem, list(run)) for stem, run in groupby(periods(), key=lambda key: key.rstrip(digits))]
    shown = [key for _, run in runs for key in (run if len(run) < _LONG_RUN else [run[0] + " ... " + run[-1]])]
    return ", ".join(shown)
