"""Characters that do not print, and letters that only look right. In: a Subject. Out: findings of TEXT, one a character.

Every field of every file is looked through.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

from cchc.catalogue.letters import odd_letters
from cchc.catalogue.wording import wording
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.raw.submission import TEXTS

_MARK = "\u25a1"


def check_characters(subject: Subject) -> Iterator[Finding]:
    """Every character prints; what the fonts lack is named by its code point."""
    found: dict[str, list[Place]] = {}
    for text, place in _fields(subject, unprintable):
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


def check_letters(subject: Subject) -> Iterator[Finding]:
    """Every letter is one of the Vietnamese alphabet where it looks like one: a text with others is never found."""
    found: dict[tuple[str, str], tuple[str, list[Place]]] = {}
    for text, place in _fields(subject, lambda text: any(odd_letters(text))):
        for odd, right, word in odd_letters(text):
            found.setdefault((odd, right), (word, []))[1].append(place)
    for (odd, right), (word, places) in found.items():
        yield note_at(
            "TEXT",
            f"Ký tự {odd} ({_codes(odd)}) thay cho {right} ({_codes(right)}), ví dụ trong từ «{word}»: nhìn giống nhau "
            "nhưng tìm không thấy.",
            f"Gõ lại bằng chữ {right} của bảng mã Unicode tiếng Việt.",
            keys=[_codes(odd)],
            where=places,
        )


def _codes(letters: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in letters)


def _fields(subject: Subject, holds: Callable[[str], object]) -> Iterator[tuple[str, Place]]:
    """The fields of the records that hold something of it, all free text, all values of nguon.yaml."""
    submission = subject.submission
    for name, records in submission.tables.items():
        for record in records:
            if holds("\n".join(record.fields.values())):
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


CHECKS = (check_characters, check_letters)
