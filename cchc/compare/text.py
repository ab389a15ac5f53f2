"""Which words changed. In: the paragraphs of one section in two reports. Out: pairs of paragraphs, and their words marked.

A paragraph that changed is paired with the one it is most like.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

from cchc.document.model import Inline, Number, plain_text

_WORDS = re.compile(r"\s+|\d(?:[\d.,/:-]*\d)?%?|\w+|[^\w\s]")
_ALIKE = 0.5  # below this share of common words: one paragraph removed, one added
_MOST_PAIRS = 2_500
_MOST_WORDS = 2_000_000  # product of both lengths; a longer pair is shown whole, unmarked
_AROUND = 14  # words shown on each side of a change; what is further off is left out

Word = tuple[str, bool]  # a word, and whether it is a number
Words = tuple[Word, ...]
Pair = tuple[Words | None, Words | None]


class Run(NamedTuple):
    """A run of words: in both, in the old only, or in the new only; `number` where it is a number."""

    op: Literal["same", "old", "new"]
    text: str
    number: bool = False


def words_of(inlines: Iterable[Inline]) -> Words:
    """The words of a paragraph; what a number inline prints is one word."""
    words: list[Word] = []
    for inline in inlines:
        if isinstance(inline, Number):
            words.append((inline.text, True))
        else:
            words += [(word, word[0].isdigit()) for word in _WORDS.findall(plain_text([inline]))]
    return tuple(words)


def text_of(words: Iterable[Word]) -> str:
    """The words as a reader sees them."""
    return "".join(word for word, _ in words)


def pair_paragraphs(old: Sequence[Words], new: Sequence[Words]) -> Iterator[Pair]:
    """Each paragraph of both reports once, beside the one it has become; None where there is none."""
    before, after = [text_of(words) for words in old], [text_of(words) for words in new]
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op == "equal":
            yield from zip(old[a:b], new[c:d], strict=True)
        else:
            yield from _pair_changed(old[a:b], new[c:d])


def _pair_changed(old: Sequence[Words], new: Sequence[Words]) -> Iterator[Pair]:
    """In the order of the new report; an old paragraph that has no partner comes before the next one that has."""
    partner = _partners(old, new)
    left = [i for i in range(len(old)) if i not in partner.values()]
    for j, words in enumerate(new):
        while left and left[0] < partner.get(j, 0):
            yield old[left.pop(0)], None
        yield old[partner[j]] if j in partner else None, words
    yield from ((old[i], None) for i in left)


def _partners(old: Sequence[Words], new: Sequence[Words]) -> dict[int, int]:
    """For each new paragraph the old one it is most like, each taken once, the most alike first."""
    if len(old) * len(new) > _MOST_PAIRS:
        return {place: place for place in range(min(len(old), len(new)))}
    shapes = list(map(_shape, new))
    alike = (
        (SequenceMatcher(None, _shape(words), shape, autojunk=False).quick_ratio(), -abs(i - j), j, i)
        for i, words in enumerate(old)
        for j, shape in enumerate(shapes)
    )
    partner: dict[int, int] = {}
    for share, _, j, i in sorted(alike, reverse=True):
        if share >= _ALIKE and j not in partner and i not in partner.values():
            partner[j] = i
    return partner


def _shape(words: Words) -> list[str]:
    """The words that two paragraphs have in common or not; numbers count alike, for they are what changes."""
    return ["0" if number else word for word, number in words if not word.isspace()]


def mark(old: Words, new: Words) -> list[Run]:
    """The words of both as runs; a lone space or comma between two changes is part of one change."""
    runs: list[Run] = []
    gone, come = list[Word](), list[Word]()
    for op, a, b, c, d in _steps(old, new):
        between = (gone or come) and (b < len(old) or d < len(new)) and not any(map(str.isalnum, text_of(old[a:b])))
        if op != "equal" or between:
            gone += old[a:b]
            come += new[c:d]
        else:
            runs += [*_runs("old", gone), *_runs("new", come), Run("same", text_of(old[a:b]))]
            gone, come = [], []
    return [*runs, *_runs("old", gone), *_runs("new", come)]


def _steps(old: Words, new: Words) -> Sequence[tuple[str, int, int, int, int]]:
    if len(old) * len(new) > _MOST_WORDS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _runs(op: Literal["old", "new"], words: Iterable[Word]) -> Iterator[Run]:
    """The words as runs, numbers apart from the others."""
    for number, group in itertools.groupby(words, key=lambda word: word[1]):
        yield Run(op, text_of(group), number)


def shorten(runs: Sequence[Run]) -> list[Run]:
    """The runs of a changed paragraph, what is far from any change left out."""
    last = len(runs) - 1
    return [_shorten(run, i > 0, i < last) if run.op == "same" else run for i, run in enumerate(runs)]


def _shorten(run: Run, after: bool, before: bool) -> Run:
    words = re.findall(r"\S+\s*|\s+", run.text)
    if len(words) <= _AROUND * (after + before + 1):
        return run
    head, tail = words[: _AROUND * after], words[len(words) - _AROUND * before :]
    return run._replace(text=f"{''.join(head)} […] {''.join(tail)}")
