"""Which words of a report changed. In: the paragraphs of two reports. Out: one change a paragraph, its words marked.

Paragraphs are compared within their section; one that changed is paired with the one it is most like.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from cchc.catalogue.outline import section_keys
from cchc.document.changes_sides import FOOT, HEAD, Paragraph
from cchc.document.model import Inline, Number, plain_text

Op = Literal["same", "old", "new"]

_WORDS = re.compile(r"\s+|\d(?:[\d.,/:-]*\d)?%?|\w+|[^\w\s]")
_ALIKE = 0.5  # below this share of common words two paragraphs are another's removal and one's addition
_MOST_PAIRS = 2_500
_MOST_WORDS = 2_000_000  # product of both lengths; a longer pair is shown whole, unmarked


@dataclass(frozen=True)
class Run:
    """A run of words: in both, in the old only, or in the new only; `number` where it is a number."""

    op: Op
    text: str
    number: bool = False


@dataclass(frozen=True)
class WordChange:
    """One paragraph that was added, removed or changed."""

    section: str
    status: Literal["changed", "new", "gone"]
    runs: tuple[Run, ...]

    def text(self, op: Op) -> str:
        """The whole paragraph as the "old" or the "new" report has it."""
        return "".join(run.text for run in self.runs if run.op in ("same", op))


Word = tuple[str, bool]


def compare_paragraphs(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> list[WordChange]:
    """The paragraphs that differ, section by section in the order of the outline."""
    order = (HEAD, *section_keys(), FOOT)
    found = dict.fromkeys(paragraph.section for paragraph in (*new, *old))
    sections = sorted(found, key=lambda key: order.index(key) if key in order else len(order))
    return [
        change
        for section in sections
        for change in _compare_section(section, _of(old, section), _of(new, section))
    ]  # fmt: skip


def compare_words(old: str, new: str) -> tuple[Run, ...]:
    """One text that stands in both reports, its changed words marked."""
    return tuple(_runs(_words([old]), _words([new])))


def count_unchanged(old: Sequence[Paragraph], changes: Iterable[WordChange]) -> int:
    """How many paragraphs stand in both reports, word for word."""
    return len(old) - sum(change.status != "new" for change in changes)


def _of(paragraphs: Sequence[Paragraph], section: str) -> list[list[Word]]:
    return [_words(p.inlines) for p in paragraphs if p.section == section and plain_text(p.inlines).strip()]


def _words(inlines: Iterable[Inline]) -> list[Word]:
    """The words of a paragraph, each a number or not; what a number inline prints is one word."""
    words: list[Word] = []
    for inline in inlines:
        if isinstance(inline, Number):
            words.append((inline.text, True))
        else:
            words += [(word, word[0].isdigit()) for word in _WORDS.findall(plain_text([inline]))]
    return words


def _text(words: Iterable[Word]) -> str:
    return "".join(word for word, _ in words)


def _compare_section(section: str, old: list[list[Word]], new: list[list[Word]]) -> Iterator[WordChange]:
    before, after = [_text(words) for words in old], [_text(words) for words in new]
    for op, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if op != "equal":
            yield from _pair(section, old[a:b], new[c:d])


def _pair(section: str, old: list[list[Word]], new: list[list[Word]]) -> Iterator[WordChange]:
    partner = _partners(old, new)
    left = [i for i in range(len(old)) if i not in partner.values()]
    for place, words in enumerate(new):
        if place not in partner:
            yield WordChange(section, "new", tuple(_runs([], words)))
            continue
        while left and left[0] < partner[place]:
            yield WordChange(section, "gone", tuple(_runs(old[left.pop(0)], [])))
        yield WordChange(section, "changed", tuple(_runs(old[partner[place]], words)))
    for place in left:
        yield WordChange(section, "gone", tuple(_runs(old[place], [])))


def _partners(old: list[list[Word]], new: list[list[Word]]) -> dict[int, int]:
    """For each new paragraph the old one it is most like, each taken once, the most alike first."""
    if len(old) * len(new) > _MOST_PAIRS:
        return {place: place for place in range(min(len(old), len(new)))}
    alike = sorted(((_likeness(a, b), -abs(i - j), j, i) for i, a in enumerate(old) for j, b in enumerate(new)),
                   reverse=True)  # fmt: skip
    partner: dict[int, int] = {}
    for share, _, j, i in alike:
        if share >= _ALIKE and j not in partner and i not in partner.values():
            partner[j] = i
    return partner


def _likeness(old: list[Word], new: list[Word]) -> float:
    """Share of words in common, 0 to 1, whatever their order; numbers count alike, for they are what changes."""
    return SequenceMatcher(None, _shape(old), _shape(new), autojunk=False).quick_ratio()


def _shape(words: list[Word]) -> list[str]:
    return ["0" if number else word for word, number in words if not word.isspace()]


def _runs(old: list[Word], new: list[Word]) -> Iterator[Run]:
    if len(old) * len(new) > _MOST_WORDS:
        opcodes = [("replace", 0, len(old), 0, len(new))]
    else:
        opcodes = list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())
    for op, a, b, c, d in _without_specks(opcodes, old):
        if op == "equal":
            yield Run("same", _text(old[a:b]))
        else:
            yield from _marked("old", old[a:b])
            yield from _marked("new", new[c:d])


def _without_specks(
    opcodes: list[tuple[str, int, int, int, int]], old: list[Word]
) -> Iterator[tuple[str, int, int, int, int]]:
    """The same steps, where a lone space or comma between two changes is part of one change."""
    merged: list[tuple[str, int, int, int, int]] = []
    for place, (op, a, b, c, d) in enumerate(opcodes):
        inside = 0 < place < len(opcodes) - 1
        speck = op == "equal" and inside and not any(character.isalnum() for character in _text(old[a:b]))
        if merged and merged[-1][0] == "change" and (speck or op != "equal"):
            merged[-1] = ("change", merged[-1][1], b, merged[-1][3], d)
        else:
            merged.append((op if op == "equal" else "change", a, b, c, d))
    yield from merged


def _marked(op: Op, words: Sequence[Word]) -> Iterator[Run]:
    """The words as runs, numbers apart from the others."""
    start = 0
    for place in range(1, len(words) + 1):
        if place == len(words) or words[place][1] != words[start][1]:
            yield Run(op, _text(words[start:place]), words[start][1])
            start = place
