"""Slips of the pen and characters that do not print. In: a Subject. Out: findings of TEXT, one a slip or character.

Words are looked for in running text, procedure names and notes; characters in every field of every file.
"""

from __future__ import annotations

import functools
import operator
import re
import unicodedata
from collections.abc import Iterator
from itertools import compress, count
from typing import Any

from cchc.catalogue.wording import Slip, wording
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.raw.submission import ANNEX, REDUCTIONS, TEXTS
from cchc.values.reading import clean

_MARK = "\u25a1"
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


def check_characters(subject: Subject) -> Iterator[Finding]:
    """Every character prints; what the fonts lack is named by its code point."""
    found: dict[str, list[Place]] = {}
    for text, place in _fields(subject):
        for character in unprintable(text):
            found.setdefault(character, []).append(place)
    for character, places in found.items():
        code = f"U+{ord(character):04X}"
        yield note_at(
            "TEXT",
            f"Ký tự {code} ({_name(character)}) không in được; bản in {_instead(character)}.",
            f"Xóa ký tự {code} hoặc gõ lại bằng chữ, dấu thông thường.",
            keys=[code],
            where=places,
        )


def _instead(character: str) -> str:
    return "bỏ ký tự này" if character in _TURNING else f"thay bằng {_MARK} hoặc dấu chấm đầu dòng"


def _name(character: str) -> str:
    kinds = {"Cc": "ký tự điều khiển", "Co": "ký tự riêng của phông chữ, thường là dấu đầu dòng của Word"}
    category: str = unicodedata.category(character)
    return kinds.get(category) or str(unicodedata.name(character, "không có tên"))


def _fields(subject: Subject) -> Iterator[tuple[str, Place]]:
    """All fields of the records in which something does not print, all free text, all values of nguon.yaml."""
    submission = subject.submission
    for name, records in submission.tables.items():
        for record in records:
            if _unprintable().search(unicodedata.normalize("NFC", "\n".join(record.fields.values()))):
                for column, text in record.fields.items():
                    yield text, Place(name, record.row, column, text)
    for found in subject.texts:
        if found.place.file == TEXTS:
            yield found.text, found.place
    for column, value in submission.source.model_dump(mode="json").items():
        for string in _strings(value):
            yield string, subject.in_source(column, string)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _strings(part))


# Marks that turn the direction of text: what is read on the page is then not what was sent.
_TURNING = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def unprintable(text: str) -> list[str]:
    """The characters of a text that leave a mark instead of themselves, each once; invisible ones leave none."""
    found = dict.fromkeys(_unprintable().findall(unicodedata.normalize("NFC", text)))
    return [character for character in found if unicodedata.category(character) != "Cf" or character in _TURNING]


@functools.cache
def _unprintable() -> re.Pattern[str]:
    ranges = [span.partition("-") for span in wording().printable.split()]
    printed = "".join(
        f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last or first, 16)))}" for first, _, last in ranges
    )
    # Line ends and variation selectors leave no mark.
    return re.compile(f"[^\\n\\t\\r\\v\\u2028\\u2029\\ufe00-\\ufe0f{printed}]")


CHECKS = (check_repeated_words, check_slips, check_characters)
