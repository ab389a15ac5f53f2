"""Which cue has which figure. In: a sentence. Out: the hits of cues in it, and of them the one that has each figure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cchc.catalogue.received.found_by import Compiled, Slot, cues_for
from cchc.intake.documents.sentences import Sentence

WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Hit:
    """A cue that fits a sentence."""

    cue: Compiled
    start: int
    end: int
    slots: tuple[tuple[Slot, int, int], ...]
    gaps: str = ""  # the words that its gaps run over

    @property
    def weight(self) -> tuple[int, int]:
        """By what hits are compared: how many numbers, how many letters."""
        return len(self.slots), self.end - self.start

    @property
    def spans(self) -> set[tuple[int, int]]:
        """Where its figures stand."""
        return {(start, end) for _, start, end in self.slots}


def hits_of(sentence: Sentence) -> list[Hit]:
    """Every cue that fits the sentence, with its figures."""
    words = set(WORD.findall(sentence.plain))
    figures = any(True for _ in sentence.figures())
    found = [
        _hit(cue, match)
        for cue in cues_for(words)
        if figures or any(slot.zero for slot in cue.slots)
        for match in cue.pattern.finditer(sentence.plain)
    ]
    return [hit for hit in found if hit.slots and sentence.plain[hit.end : hit.end + 1] != "/"]


def _hit(cue: Compiled, match: re.Match[str]) -> Hit:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    slots = tuple((slot, *match.span(slot.group)) for slot in cue.slots if match[slot.group] is not None)
    return Hit(cue, start, match.end(), slots, " ".join(match[f"g{n}"] or "" for n in range(cue.gaps)))


def best_of(hits: Sequence[Hit]) -> list[tuple[Hit | None, tuple[int, int]]]:
    """Which hit has each figure: the one with most numbers, then the longest; None where two are equal."""
    taken: dict[tuple[int, int], Hit | None] = {}
    for hit in sorted(hits, key=lambda one: one.weight, reverse=True):
        spans = [(start, end) for _, start, end in hit.slots]
        rivals = [taken[span] for span in spans if span in taken]
        if not rivals:
            taken |= dict.fromkeys(spans, hit)
        elif any(rival is not None and rival.weight == hit.weight and _says(rival) != _says(hit) for rival in rivals):
            taken |= dict.fromkeys(spans)
    return [(hit, span) for span, hit in sorted(taken.items())]


def _says(hit: Hit) -> set[tuple[str, str, int]]:
    return {(slot.key, slot.of, start) for slot, start, _ in hit.slots}
