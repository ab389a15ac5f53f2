"""Read numbers that are written in words. In: text. Out: where they stand, and which numbers, up to 999.

"năm" is five or year, "tư" four only behind tens ("hai mươi tư"); what a word alone means, the reader of the sentence
decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ONES = {"một": 1, "hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9}
_LAST = {**_ONES, "mốt": 1, "tư": 4, "lăm": 5, "nhăm": 5}
_TENTH = "|".join(_ONES)
_BEHIND_TENS = "|".join(word for word in _LAST if word != "năm")
_TENS = rf"(?:(?:{_TENTH}) mươi|mười)(?: (?:{_BEHIND_TENS})(?!\w))?"
_HUNDREDS = rf"(?:{_TENTH}) trăm(?: (?:(?:linh|lẻ) (?:{'|'.join(_LAST)})(?!\w)|{_TENS}))?"
_NUMERAL = re.compile(rf"(?<!\w)(?:{_HUNDREDS}|{_TENS}|{_TENTH})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Numeral:
    """A number in words, from `start` to `end` of the text."""

    start: int
    end: int
    number: int
    words: str

    @property
    def single(self) -> bool:
        """Whether it is one word, which may mean something else ("một cửa", "trong năm")."""
        return " " not in self.words


def numerals(text: str) -> Iterator[Numeral]:
    """The numbers in words of a text in NFC with single blanks: "mười hai hội nghị" has 12."""
    for match in _NUMERAL.finditer(text):
        yield Numeral(match.start(), match.end(), _value(match.group().casefold().split()), match.group())


def _value(words: list[str]) -> int:
    """The number of a numeral in its words: the last one counts itself, "mươi" and "trăm" what stands before them."""
    if "trăm" in words:
        place = words.index("trăm")
        return 100 * _LAST[words[place - 1]] + _value(
            [word for word in words[place + 1 :] if word not in ("linh", "lẻ")]
        )
    if words[:1] == ["mười"]:
        return 10 + _value(words[1:])
    if words[1:2] == ["mươi"]:
        return 10 * _LAST[words[0]] + _value(words[2:])
    return _LAST[words[0]] if words else 0
