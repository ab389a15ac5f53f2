"""What changed between two reports. In: two sides. Out: `Changes`: figures, findings and paragraphs, old beside new.

Missing is not zero: where one side has no number there is no difference. A percentage differs by points, never by a
percentage of itself. Findings are the same when rule and keys are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cchc.catalogue.outline import section_keys
from cchc.document.changes_figures import FigureChange, ProcedureChange, Status, compare_procedures
from cchc.document.changes_sides import Figure, Side, Statements
from cchc.document.changes_words import Run, WordChange, compare_paragraphs, compare_words, count_unchanged
from cchc.values.printing import NOT_SUBMITTED

_GRADES = ("E", "W", "S")


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
    """All that was compared: counts, rates computed anew, rates that the units state themselves, and the rest.

    `sentences` is None where one side was not printed.
    """

    old: Side
    new: Side
    key_figures: tuple[FigureChange, ...]
    counts: tuple[FigureChange, ...]
    indicators: tuple[FigureChange, ...]
    stated_rates: tuple[FigureChange, ...]
    procedures: tuple[ProcedureChange, ...]
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
        figures = (*self.counts, *self.indicators, *self.stated_rates, *self.procedures)
        return bool(altered(figures) or altered(self.findings) or self.sentences)


def altered(changes: Iterable[Any]) -> list[Any]:
    """Those that are not the same on both sides."""
    return [change for change in changes if change.status != "same"]


def once(rates: Iterable[FigureChange]) -> list[FigureChange]:
    """Each rate once: over the first of its denominators that changed it, else over the first."""
    found: dict[str, FigureChange] = {}
    for change in rates:
        kept = found.setdefault(change.shown.key, change)
        if kept.status == "same" != change.status:
            found[change.shown.key] = change
    return list(found.values())


def by_section(figures: Iterable[FigureChange]) -> list[tuple[str, list[FigureChange]]]:
    """The figures of each part of the outline ("I", "II.2"), in its order; in each the greatest difference first."""
    order = section_keys()
    groups: dict[str, list[FigureChange]] = {}
    for change in figures:
        groups.setdefault(".".join(change.shown.section.split(".")[:2]), []).append(change)
    known = sorted(groups, key=lambda key: order.index(key) if key in order else len(order))
    return [(key, sorted(groups[key], key=_size)) for key in known]


def _size(change: FigureChange) -> tuple[bool, Decimal]:
    return change.difference is None, -abs(change.difference or Decimal(0))


def compare(old: Side, new: Side) -> Changes:
    """What changed from the old report to the new one. Sentences are compared where both were printed."""
    printed = old.paragraphs is not None and new.paragraphs is not None
    sentences = compare_paragraphs(old.paragraphs or (), new.paragraphs or ()) if printed else None
    stated = list(_figures(old.counts, new.counts))
    return Changes(
        old,
        new,
        tuple(_figures(old.key_figures, new.key_figures)),
        tuple(change for change in stated if change.shown.kind != "percent"),
        tuple(change for change in _figures(old.indicators, new.indicators) if change.computed),
        tuple(change for change in stated if change.shown.kind == "percent"),
        tuple(compare_procedures(old.procedures, new.procedures)),
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
        yield FigureChange(_said(old), _said(new))
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
