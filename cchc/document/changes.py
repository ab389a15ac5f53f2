"""What changed between two reports. In: two sides. Out: `Changes`: figures, findings and paragraphs, old beside new.

Missing is not zero: where one side has no number there is no difference. A percentage differs by points, never by a
percentage of itself. Findings are the same when rule and keys are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cchc.checks.finding import plain_number
from cchc.document.changes_sides import Figure, Side, Statements
from cchc.document.changes_words import Run, WordChange, compare_paragraphs, compare_words, count_unchanged
from cchc.values.printing import HUNDRED, NOT_SUBMITTED

Status = Literal["changed", "new", "gone", "same"]
_GRADES = ("E", "W", "S")


@dataclass(frozen=True)
class FigureChange:
    """One number in both reports; None where that report does not state it."""

    old: Figure | None
    new: Figure | None
    place: str = ""

    @property
    def shown(self) -> Figure:
        """The figure that gives label and unit: the newer one where there is one."""
        figure = self.new or self.old
        assert figure is not None
        return figure

    @property
    def texts(self) -> tuple[str, str]:
        """Both numbers as they are printed."""
        old, new = (figure.text if figure else NOT_SUBMITTED for figure in (self.old, self.new))
        return old, new

    @property
    def status(self) -> Status:
        """Whether the number changed, came or went. Without a number on either side the texts are compared."""
        old, new = (figure.number if figure else None for figure in (self.old, self.new))
        if old is None and new is None:
            return "same" if self.texts[0] == self.texts[1] else "changed"
        if old is None or new is None:
            return "new" if old is None else "gone"
        return "same" if old == new else "changed"

    @property
    def difference(self) -> Decimal | None:
        """New - old, of shares in percentage points; None where one is missing, and for a choice, which has no size."""
        old, new = (figure.number if figure else None for figure in (self.old, self.new))
        if old is None or new is None or self.shown.kind in ("choice", "text"):
            return None
        return (new - old) * (HUNDRED if self.shown.kind == "share" else 1)

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the old number; None for percentages, and over an old number of 0."""
        old = self.old.number if self.old else None
        if self.difference is None or not old or self.shown.kind in ("share", "percent"):
            return None
        return self.difference / old * HUNDRED

    def as_json(self) -> dict[str, Any]:
        """The form of `cchc diff --json`; numbers are JSON numbers, a missing one is null."""
        figure, (before, after) = self.shown, self.texts
        return {
            "key": figure.key,
            "label": figure.label,
            "unit": figure.unit,
            "of": figure.of,
            "place": self.place,
            "status": self.status,
            "old": plain_number(self.old.number) if self.old else None,
            "new": plain_number(self.new.number) if self.new else None,
            "old_text": before,
            "new_text": after,
            "difference": plain_number(self.difference),
            "percent": plain_number(self.percent),
        }


@dataclass(frozen=True)
class FindingChange:
    """A finding that came, went, or stands in both reports."""

    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    @property
    def shown(self) -> Mapping[str, Any]:
        """The newer of both."""
        finding = self.new or self.old
        assert finding is not None
        return finding

    @property
    def status(self) -> Status:
        """Whether it came, went or stays; changed: it speaks of other numbers, was accepted, or is open again."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        told = ("message", "severity", "status")
        return "same" if all(self.old.get(name) == self.new.get(name) for name in told) else "changed"

    @property
    def runs(self) -> tuple[Run, ...]:
        """Its message; where both reports have it, the words that changed are marked."""
        before, after = (str(finding["message"]) if finding else None for finding in (self.old, self.new))
        if before is None or after is None:
            return (Run("same", str(self.shown["message"])),)
        return compare_words(before, after)

    def as_json(self) -> dict[str, Any]:
        """The form of `cchc diff --json`."""
        named = ("rule", "severity", "keys", "message", "suggestion", "status", "where", "values")
        old, new = ({name: f.get(name) for name in named} if f else None for f in (self.old, self.new))
        return {"status": self.status, "old": old, "new": new}


@dataclass(frozen=True)
class Changes:
    """All that was compared. `sentences` is None where one side was not printed."""

    old: Side
    new: Side
    key_figures: tuple[FigureChange, ...]
    counts: tuple[FigureChange, ...]
    indicators: tuple[FigureChange, ...]
    procedures: tuple[FigureChange, ...]
    findings: tuple[FindingChange, ...]
    sentences: tuple[WordChange, ...] | None = None
    unchanged_sentences: int = 0

    @property
    def scope(self) -> Literal["builds", "periods", "units"]:
        """What is compared: two builds of one report, two periods of one commune, or two communes."""
        if self.old.code != self.new.code:
            return "units"
        same = (self.old.year, self.old.period) == (self.new.year, self.new.period)
        return "builds" if same else "periods"

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        figures = (*self.counts, *self.indicators, *self.procedures)
        return bool(altered(figures) or altered(self.findings) or self.sentences)


def altered(changes: Iterable[Any]) -> list[Any]:
    """Those that are not the same on both sides."""
    return [change for change in changes if change.status != "same"]


def compare(old: Side, new: Side) -> Changes:
    """What changed from the old report to the new one. Sentences are compared where both were printed."""
    printed = old.paragraphs is not None and new.paragraphs is not None
    sentences = compare_paragraphs(old.paragraphs or (), new.paragraphs or ()) if printed else None
    return Changes(
        old,
        new,
        tuple(_figures(old.key_figures, new.key_figures)),
        tuple(_figures(old.counts, new.counts)),
        tuple(_figures(old.indicators, new.indicators)),
        tuple(_figures(old.procedures, new.procedures)),
        tuple(_findings(old.findings, new.findings)),
        None if sentences is None else tuple(sentences),
        0 if sentences is None else count_unchanged(old.paragraphs or (), sentences),
    )


def _figures(old: Statements, new: Statements) -> Iterator[FigureChange]:
    for key in dict.fromkeys((*new, *old)):
        yield from _statements(old.get(key, ()), new.get(key, ()))


def _statements(old: tuple[Figure, ...], new: tuple[Figure, ...]) -> Iterator[FigureChange]:
    """One change where each report agrees with itself, else one a place."""
    if _agree(old) and _agree(new):
        shown = (new or old)[0]
        place = shown.place if shown.kind == "days" else ""
        yield FigureChange(_said(old), _said(new), place)
        return
    for place in dict.fromkeys(figure.place for figure in (*new, *old)):
        before, after = _at(old, place), _at(new, place)
        if before or after:
            yield FigureChange(before, after, place)


def _agree(figures: tuple[Figure, ...]) -> bool:
    return len({figure.text for figure in figures if figure.text != NOT_SUBMITTED}) <= 1


def _said(figures: tuple[Figure, ...]) -> Figure | None:
    """The first statement that says something."""
    return next((figure for figure in figures if figure.text != NOT_SUBMITTED), figures[0] if figures else None)


def _at(figures: tuple[Figure, ...], place: str) -> Figure | None:
    """What is stated there; a sum that nobody stated, which has no place, stands for every one."""
    return next((figure for figure in figures if figure.place in (place, "")), None)


def _findings(old: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> list[FindingChange]:
    """Findings matched by rule and keys; of several, first those that say the same, then those in the same place."""
    left = list(old)
    pairs: list[FindingChange] = []
    waiting = list(new)
    for same in (_message, _places, _nothing):
        still = []
        for finding in waiting:
            match = next((o for o in left if _name(o) == _name(finding) and same(o) == same(finding)), None)
            if match is None:
                still.append(finding)
            else:
                left.remove(match)
                pairs.append(FindingChange(match, finding))
        waiting = still
    changes = [*pairs, *(FindingChange(None, f) for f in waiting), *(FindingChange(f, None) for f in left)]
    return sorted(changes, key=_order)


def _order(change: FindingChange) -> tuple[int, int]:
    order = ("new", "changed", "same", "gone")
    return order.index(change.status), _GRADES.index(change.shown["severity"])


def _name(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    return finding["rule"], *sorted(finding["keys"])


def _message(finding: Mapping[str, Any]) -> Any:
    return finding["message"]


def _places(finding: Mapping[str, Any]) -> Any:
    return [(place["file"], place["row"], place["column"]) for place in finding["where"]]


def _nothing(finding: Mapping[str, Any]) -> Any:
    return None
