"""Slips of the pen and characters that do not print. In: a Subject. Out: findings of TEXT, one a slip or character.

Words are looked for in running text, procedure names and notes; characters in every field of every file.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

from cchc.catalogue.wording import Slip, wording
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.raw.submission import ANNEX, REDUCTIONS, SOURCE, TEXTS
from cchc.values.reading import clean

_MARK = "\u25a1"
_FIELDS = {REDUCTIONS: ("ten_tthc", "van_ban", "ghi_chu"), ANNEX: ("ghi_chu",)}
# Two to four words and the same again, with nothing but white space between them.
_TWICE = re.compile(r"(?<!\w)(?P<words>[^\W\d_]+(?: [^\W\d_]+){1,3}) (?P=words)(?!\w)", re.IGNORECASE)


def check_repeated_words(subject: Subject) -> Iterator[Finding]:
    """No words stand twice in a row, but for those that may."""
    found: dict[str, list[Place]] = {}
    allowed = {words.casefold() for words in wording().doubled}
    for text, place in _running(subject):
        for match in (*_TWICE.finditer(text), *_short_twice().finditer(text)):
            if match["words"].casefold() not in allowed:
                found.setdefault(match.group(), []).append(place)
    for words, places in found.items():
        once = words[: len(words) // 2]
        yield note_at(
            "TEXT", f"Lặp từ: «{words}».", f"Viết «{once}» một lần.", keys=[words.casefold()], where=places
        )


def check_slips(subject: Subject) -> Iterator[Finding]:
    """No known slip of the pen."""
    running = list(_running(subject))
    for slip in wording().slips:
        places = [place for text, place in running if _stands_in(slip, text)]
        if places:
            yield note_at(
                "TEXT",
                f"«{slip.text}» có vẻ là lỗi gõ hoặc thiếu từ.",
                f"Có lẽ là «{slip.instead}».",
                keys=[slip.text],
                where=places,
            )


def _stands_in(slip: Slip, text: str) -> bool:
    words = slip.text
    if words not in text and words[:1].upper() + words[1:] not in text:
        return False
    return _slip_pattern(slip).search(text) is not None


@functools.cache
def _slip_pattern(slip: Slip) -> re.Pattern[str]:
    first = slip.text[:1]
    start = f"[{first.lower()}{first.upper()}]" if first.islower() else re.escape(first)
    unless = rf"(?! (?:{'|'.join(map(re.escape, slip.unless_before))})(?!\w))" if slip.unless_before else ""
    return re.compile(rf"(?<!\w){start}{re.escape(slip.text[1:])}(?!\w){unless}")


@functools.cache
def _short_twice() -> re.Pattern[str]:
    words = "|".join(map(re.escape, wording().never_doubled))
    return re.compile(rf"(?<!\w)(?P<words>{words}) (?P=words)(?!\w)", re.IGNORECASE)


def _running(subject: Subject) -> Iterator[tuple[str, Place]]:
    for text in subject.texts:
        yield clean(text.text), text.place
    for name, columns in _FIELDS.items():
        for record in subject.submission.table(name):
            for column in columns:
                if record[column]:
                    yield clean(record[column]), Place(name, record.row, column, record[column])


def check_characters(subject: Subject) -> Iterator[Finding]:
    """Every character prints; what the fonts lack is named by its code point."""
    found: dict[str, list[Place]] = {}
    for text, place in _fields(subject):
        for character in dict.fromkeys(_unprintable().findall(unicodedata.normalize("NFC", text))):
            found.setdefault(character, []).append(place)
    for character, places in found.items():
        code = f"U+{ord(character):04X}"
        yield note_at(
            "TEXT",
            f"Ký tự {code} ({_name(character)}) không in được; bản in thay bằng {_MARK} hoặc dấu chấm đầu dòng.",
            f"Xóa ký tự {code} hoặc gõ lại bằng chữ, dấu thông thường.",
            keys=[code],
            where=places,
        )


def _name(character: str) -> str:
    kinds = {"Cc": "ký tự điều khiển", "Co": "ký tự riêng của phông chữ, thường là dấu đầu dòng của Word"}
    return kinds.get(unicodedata.category(character)) or unicodedata.name(character, "không có tên")


def _fields(subject: Subject) -> Iterator[tuple[str, Place]]:
    """All fields of the CSV files in which something does not print, all texts, all values of nguon.yaml."""
    submission = subject.submission
    suspect = {file.name for file in submission.files if _unprintable().search(unicodedata.normalize("NFC", file.text))}
    for name, records in submission.tables.items():
        for record in records if name in suspect else ():
            for column, text in record.fields.items():
                yield text, Place(name, record.row, column, text)
    for text in subject.texts:
        if text.place.file == TEXTS:
            yield text.text, text.place
    for column, value in submission.source.model_dump(mode="json").items():
        for text in _strings(value):
            yield text, Place(SOURCE, 1, column, text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for part in value.values() for text in _strings(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _strings(part))


@functools.cache
def _unprintable() -> re.Pattern[str]:
    ranges = [span.partition("-") for span in wording().printable.split()]
    printed = "".join(
        f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last or first, 16)))}" for first, _, last in ranges
    )
    # Line ends and invisible format characters leave no mark, nor do variation selectors.
    silent = "\\n\\t\\r\\v\\u2028\\u2029\\ufe00-\\ufe0f"
    invisible = "".join(re.escape(chr(c)) for c in range(0x110000) if unicodedata.category(chr(c)) == "Cf")
    return re.compile(f"[^{silent}{printed}{invisible}]")


CHECKS = (check_repeated_words, check_slips, check_characters)
