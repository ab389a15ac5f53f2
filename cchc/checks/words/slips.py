"""Slips of the pen. In: a Subject. Out: findings of TEXT, one a slip.

Words are looked for in running text, procedure names and notes.
"""

from __future__ import annotations

import functools
import operator
import re
from collections.abc import Iterator
from itertools import compress, count

from cchc.catalogue.wording import Slip, wording
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.raw.submission import ANNEX, REDUCTIONS
from cchc.values.reading import clean

_FIELDS = {REDUCTIONS: ("ten_tthc", "van_ban", "ghi_chu"), ANNEX: ("ghi_chu",)}
_LONGEST = 4
_PUNCTUATION = ".,;:!?)\"'»”…"


def check_repeated_words(subject: Subject) -> Iterator[Finding]:
    """No words stand twice in a row, but for those that may."""
    found: dict[str, list[Place]] = {}
    for text, place in _running(subject):
        for words in repeated_words(text):
            found.setdefault(words, []).append(place)
    for words, places in found.items():
        once = words[: len(words) // 2]
        yield note_at("TEXT", f"Lặp từ: «{words}».", f"Viết «{once}» một lần.", keys=[words.casefold()], where=places)


def repeated_words(text: str) -> Iterator[str]:
    """Groups of one to four words that come again at once with nothing between: "nhiệm vụ nhiệm vụ"."""
    words = text.split()
    folded = text.casefold().split()
    for size in range(1, _LONGEST + 1):
        for start in compress(count(), map(operator.eq, folded, folded[size:])):
            end = start + 2 * size
            if _is_repeated(folded[start : start + size], folded[start + size : end]):
                yield " ".join(words[start:end]).rstrip(_PUNCTUATION)


def _is_repeated(group: list[str], again: list[str]) -> bool:
    if len(again) < len(group) or group[:-1] != again[:-1] or group[-1] != again[-1].rstrip(_PUNCTUATION):
        return False
    if len(group) == 1:
        return group[0] in _single()
    return " ".join(group) not in _allowed() and all(map(str.isalpha, group)) and len(set(group)) > 1


@functools.cache
def _allowed() -> frozenset[str]:
    return frozenset(words.casefold() for words in wording().doubled)


@functools.cache
def _single() -> frozenset[str]:
    return frozenset(wording().never_doubled)


def check_slips(subject: Subject) -> Iterator[Finding]:
    """No known slip of the pen."""
    running = _running(subject)
    everything = "\n".join(text for text, _ in running).casefold()
    for slip in wording().slips:
        if slip.text.casefold() not in everything:
            continue
        rest = slip.text[1:]
        places = [place for text, place in running if rest in text and _slip_pattern(slip).search(text)]
        if places:
            yield note_at(
                "TEXT",
                f"«{slip.text}» có vẻ là lỗi gõ hoặc thiếu từ.",
                f"Có lẽ là «{slip.instead}».",
                keys=[slip.text],
                where=places,
            )


@functools.cache
def _slip_pattern(slip: Slip) -> re.Pattern[str]:
    first = slip.text[:1]
    start = f"[{first.lower()}{first.upper()}]" if first.islower() else re.escape(first)
    unless = rf"(?! (?:{'|'.join(map(re.escape, slip.unless_before))})(?!\w))" if slip.unless_before else ""
    return re.compile(rf"(?<!\w){start}{re.escape(slip.text[1:])}(?!\w){unless}")


def _running(subject: Subject) -> tuple[tuple[str, Place], ...]:
    """The texts in which words are looked for, cleaned, with their places."""
    return subject.once("running", _run)


def _run(subject: Subject) -> tuple[tuple[str, Place], ...]:
    texts = [(clean(text.text), text.place) for text in subject.texts]
    fields = [
        (clean(record[column]), Place(name, record.row, column, record[column]))
        for name, columns in _FIELDS.items()
        for record in subject.submission.table(name)
        for column in columns
        if record[column]
    ]
    return (*texts, *fields)


CHECKS = (check_repeated_words, check_slips)
