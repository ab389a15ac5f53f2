"""What changed between two reports. In: two sides. Out: `Comparison`: one row a number, procedure, finding and paragraph.

Findings are the same when rule and keys are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from cchc.compare.rows import Change, altered, computed, figure, figures, joined, once, status_of
from cchc.compare.sides import Side, in_order
from cchc.compare.text import Run, mark, pair_paragraphs, shorten, text_of, words_of
from cchc.indicators.reductions import ShortenedProcedure

_GRADES = ("E", "W", "S")
_ORDER = ("new", "changed", "same", "gone")  # of findings

Finding = Mapping[str, Any]


def _name(finding: Finding) -> tuple[Any, ...]:
    return finding["rule"], *sorted(finding["keys"])


# How two findings of one name may be alike, the surest first.
_ALIKE: tuple[Callable[[Finding], Any], ...] = (
    lambda finding: finding["message"],
    lambda finding: [(place["file"], place["row"], place["column"]) for place in finding["where"]],
    _name,
)


@dataclass(frozen=True)
class Comparison:
    """The rows of two reports: key_figures, counts, indicators, stated_rates, procedures, findings, sentences.

    `indicators` are the rates computed anew, `stated_rates` those that the units state. Sentences are compared where both
    reports were printed.
    """

    old: Side
    new: Side
    rows: Mapping[str, Sequence[Change]]

    @property
    def scope(self) -> Literal["builds", "periods", "units"]:
        """What is compared: two builds of one report, two periods of one commune, or two communes."""
        old, new = self.old.data, self.new.data
        if old.unit.code != new.unit.code:
            return "units"
        return "builds" if (old.year, old.period) == (new.year, new.period) else "periods"

    @property
    def worded(self) -> bool:
        """Whether both were printed."""
        return None not in (self.old.blocks, self.new.blocks)

    def listed(self, kind: str) -> list[Change]:
        """The rows of one kind as they are shown: a computed rate over one of its denominators only."""
        return once(self.rows[kind]) if kind == "indicators" else list(self.rows[kind])

    def altered(self, kind: str) -> list[Change]:
        """Those listed that are not the same on both sides."""
        return altered(self.listed(kind))

    @property
    def any(self) -> bool:
        """Whether anything changed."""
        return any(altered(rows) for kind, rows in self.rows.items() if kind != "key_figures")


def compare(old: Side, new: Side) -> Comparison:
    """What changed from the old report to the new one."""
    counts = list(figures(old.counts, new.counts))
    rows = {
        "key_figures": list(figures(old.key_figures, new.key_figures)),
        "counts": [change for change in counts if change.current.kind != "percent"],
        "indicators": [change for change in figures(old.rates, new.rates) if computed(change)],
        "stated_rates": [change for change in counts if change.current.kind == "percent"],
        "procedures": [_procedure(*pair) for pair in joined(old.procedures, new.procedures)],
        "findings": sorted(_findings(old.findings, new.findings), key=_gravity),
        "sentences": list(_sentences(old, new)),
    }
    return Comparison(old, new, rows)


def _procedure(old: ShortenedProcedure | None, new: ShortenedProcedure | None) -> Change:
    shown = new or old
    assert shown is not None
    same = all(day.status == "same" for day in days(old, new))
    return Change("procedure", shown.name, shown.name, "", "", old, new, status_of(old, new, same))


def days(old: ShortenedProcedure | None, new: ShortenedProcedure | None) -> list[Change]:
    """The time of a procedure by rule, and after shortening."""
    pairs = ((getattr(old, name, None), getattr(new, name, None)) for name in ("before", "after"))
    return [figure(before, after) for before, after in pairs]


def _findings(old: Iterable[Finding], new: Iterable[Finding]) -> Iterator[Change]:
    """Findings matched by rule and keys; of several, first those that say the same, then those in the same place."""
    left, waiting = list(old), list(new)
    for alike in _ALIKE:
        for finding in list(waiting):
            match = next((o for o in left if _name(o) == _name(finding) and alike(o) == alike(finding)), None)
            if match is not None:
                left.remove(match)
                waiting.remove(finding)
                yield _finding(match, finding)
    yield from (_finding(None, finding) for finding in waiting)
    yield from (_finding(finding, None) for finding in left)


def _finding(old: Finding | None, new: Finding | None) -> Change:
    """Changed: it speaks of other numbers, was accepted, or is open again."""
    shown = new or old
    assert shown is not None
    told = ("message", "severity", "status")
    same = all((old or {}).get(name) == (new or {}).get(name) for name in told)
    return Change("finding", ", ".join(shown["keys"]), shown["rule"], "", "", old, new, status_of(old, new, same))


def _gravity(change: Change) -> tuple[int, int]:
    return _ORDER.index(change.status), _GRADES.index(change.current["severity"])


def _sentences(old: Side, new: Side) -> Iterator[Change]:
    """The paragraphs of each section, in the order of the outline; none where one side was not printed."""
    for section in in_order((*new.paragraphs, *old.paragraphs)) if None not in (old.blocks, new.blocks) else ():
        for before, after in pair_paragraphs(*(side.paragraphs.get(section, []) for side in (old, new))):
            same = text_of(before or ()) == text_of(after or ())
            yield Change("sentence", "", "", section, "", before, after, status_of(before, after, same))


def runs(change: Change) -> list[Run]:
    """The words of a finding or a paragraph; of one that changed, those that did are marked."""
    sides = [side for side in (change.old, change.new) if side is not None]
    if change.kind == "finding":
        messages = [words_of([side["message"]]) for side in sides]
        return mark(messages[0], messages[-1])
    marked = mark(change.old or (), change.new or ())
    return shorten(marked) if change.status == "changed" else marked
