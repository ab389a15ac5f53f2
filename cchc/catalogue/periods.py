"""The reporting periods. In: periods.yaml, ky.yaml of a form. Out: a period's name, data window and due date for a year."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from string import digits
from typing import Annotated, Self

from pydantic import BeforeValidator, Field, model_validator

from cchc.catalogue.load import Entry, FilledIn, read_catalogue

_LONG_RUN = 3


@dataclass(frozen=True, order=True)
class DayOfYear:
    """A day of any year; one that its month does not have is the month's last."""

    month: int
    day: int

    def of(self, year: int) -> date:
        """That day of the year."""
        return date(year, self.month, min(self.day, monthrange(year, self.month)[1]))


def _read_day(text: object) -> object:
    found = re.fullmatch(r"(\d{1,2})/(\d{1,2})", text.strip()) if isinstance(text, str) else None
    if found and 1 <= int(found[1]) <= 31 and 1 <= int(found[2]) <= 12:
        return DayOfYear(int(found[2]), int(found[1]))
    if text is None:
        return text
    raise ValueError("cần ngày/tháng như 15/12")


Day = Annotated[DayOfYear, BeforeValidator(_read_day)]
OptionalDay = Annotated[DayOfYear | None, BeforeValidator(_read_day)]


class Previous(Entry):
    """The period to compare with; `year` is counted from the report's own, 0 or -1."""

    key: str
    year: int


@dataclass(frozen=True)
class Due:
    """By which day a report is due, who says so, and whether that was read there."""

    day: date
    source: str
    verified: bool


class Period(Entry):
    """One reporting period; `name`, `next` and `within` are words of the report. `to` lies in the report's year."""

    key: str
    name: str
    next: str
    within: str
    start: Day = Field(alias="from")
    to: Day
    previous: Previous
    due: OptionalDay
    verified: bool
    note: str = ""

    def window(self, year: int) -> tuple[date, date]:
        """First and last day of the data of that reporting year."""
        return self.start.of(year if self.start < self.to else year - 1), self.to.of(year)

    def due_date(self, year: int) -> date | None:
        """The due day that is nearest to the end of the window; None where no rule was found."""
        if self.due is None:
            return None
        end = self.window(year)[1]
        return min((self.due.of(year + shift) for shift in (-1, 0, 1)), key=lambda day: abs((day - end).days))

    def previous_in(self, year: int) -> tuple[int, str]:
        """Year and key of the period that its report compares itself with."""
        return year + self.previous.year, self.previous.key

    def compared_in(self, year: int) -> str:
        """What that period is called where it is compared with: "năm 2023", "cùng kỳ năm 2023", "quý II/2024"."""
        before, key = self.previous_in(year)
        name = periods()[key].name_in(before)
        return f"cùng kỳ năm {before}" if key == self.key and name != f"năm {before}" else name

    def name_in(self, year: int) -> str:
        """Its name in a year: "năm 2024", "quý I/2024"."""
        return self.name.format(nam=year)

    def next_in(self, year: int) -> str:
        """The name of the period that follows: "năm 2025"."""
        return self.next.format(nam=year, nam_sau=year + 1)


class PastRules(Entry):
    """How far a report looks back, and which windows it compares: percent of the longer one by which they may differ."""

    periods: int
    trend_from: int
    windows_apart: int


class Periods(Entry):
    """Schema of periods.yaml. `due_source`: who says on which day a report is due, and whose report."""

    past: PastRules
    source: str
    due_source: str
    periods: tuple[Period, ...]


class OwnPeriod(FilledIn):
    """The days of a period that a province has set: its window, its due day, or both; `source` where it is not the file's."""

    ky: str
    start: OptionalDay = Field(None, alias="from")
    to: OptionalDay = None
    due: OptionalDay = None
    source: str = ""
    verified: bool | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.ky not in periods():
            raise ValueError(f'ky: cần một trong {period_list()}, gặp "{self.ky}"')
        if (self.start is None) != (self.to is None):
            raise ValueError("from và to đi cùng nhau: cần cả hai hoặc bỏ cả hai")
        if self.start is None and self.due is None:
            raise ValueError("cần from và to (kỳ số liệu), due (hạn gửi), hoặc cả ba")
        return self


class OwnPeriods(Entry):
    """Schema of ky.yaml: the windows and due dates of a province's own; a period that is not named is as usual."""

    source: str
    verified: bool
    periods: tuple[OwnPeriod, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        keys = [one.ky for one in self.periods]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"kỳ {', '.join(repeated)} có hai lần")
        return self

    def of(self, key: str) -> OwnPeriod | None:
        """What it says of the period; None where that is as usual."""
        return next((one for one in self.periods if one.ky == key), None)

    def period(self, key: str) -> Period:
        """The period with the days of the province; of a window of its own the usual due day is none."""
        usual, own = periods()[key], self.of(key)
        if own is None:
            return usual
        told = self.verified if own.verified is None else own.verified
        if own.start is None:
            return usual.model_copy(update={"due": own.due, "verified": told})
        return usual.model_copy(update={"start": own.start, "to": own.to, "due": own.due, "verified": told, "note": ""})

    def due(self, key: str, year: int) -> Due | None:
        """When the report is due by the province's rule; None where that gives no day."""
        own, day = self.of(key), self.period(key).due_date(year)
        if own is None or day is None:
            return None
        return Due(day, own.source or self.source, self.verified if own.verified is None else own.verified)


def periods() -> dict[str, Period]:
    """All periods by key, in the order of the file, with their usual days."""
    return {period.key: period for period in read_catalogue("periods.yaml", Periods).periods}


def past_rules() -> PastRules:
    """How far a report looks back."""
    file: Periods = read_catalogue("periods.yaml", Periods)
    return file.past


def alike(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two windows are of about the same length, so that their figures may be compared."""
    days = sorted((last - first).days + 1 for first, last in (one, other))
    return (days[1] - days[0]) * 100 <= past_rules().windows_apart * days[1]


def usual_due(key: str, year: int) -> Due | None:
    """When the report is due by the letter that ministries and provinces follow; None where it gives no day."""
    period, file = periods()[key], read_catalogue("periods.yaml", Periods)
    day = period.due_date(year)
    return Due(day, file.due_source, period.verified) if day else None


def period_list() -> str:
    """The keys of all periods as a message lists them, a run of numbered ones by its ends: "nam, thang-1 ... thang-12"."""
    runs = [(stem, list(run)) for stem, run in groupby(periods(), key=lambda key: key.rstrip(digits))]
    shown = [key for _, run in runs for key in (run if len(run) < _LONG_RUN else [run[0] + " ... " + run[-1]])]
    return ", ".join(shown)
