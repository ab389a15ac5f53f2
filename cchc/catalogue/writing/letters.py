"""Letters that only look like Vietnamese ones. In: text, letters.yaml. Out: the text as it was meant; odd letters.

A word is mended only where all of it is then Latin: a Russian name keeps its letters.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator

from cchc.catalogue.load import Entry, read_catalogue

_CLUSTER = re.compile(r"[^\W\d_][\u0300-\u036f]*")
_WORD = re.compile(rf"(?:{_CLUSTER.pattern})+")
# Breve, circumflex and horn belong to the letter and stand before the mark of its tone.
_OF_LETTER = "\u0302\u0306\u031b"
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LATIN_ENDS = 0x250, 0x1E00, 0x1F00


class Mark(Entry):
    """A combining mark that is typed for another, on any letter or only on `letters`."""

    right: str
    odd: str
    letters: str = ""


class Letters(Entry):
    """Schema of letters.yaml: the letters that stand for a right one, in one string."""

    letters: dict[str, str]
    marks: tuple[Mark, ...]
    invisible: str


def meant(text: str) -> str:
    """The text in NFC with odd letters mended and without invisible characters: what texts are compared by."""
    plain = unicodedata.normalize("NFC", text)
    if not _suspect().search(plain):
        return plain
    return _WORD.sub(lambda match: _mend(match.group()), _invisible().sub("", plain))


def odd_letters(text: str) -> Iterator[tuple[str, str, str]]:
    """Each odd letter of a text, the right one, and the word in which it stands, mended."""
    plain = unicodedata.normalize("NFC", text)
    for word in _WORD.findall(plain) if _suspect().search(plain) else ():
        mended = _mend(word)
        if mended != word:
            yield from ((one, right, mended) for one in _CLUSTER.findall(word) if (right := _right(one)) != one)


def _mend(word: str) -> str:
    mended = "".join(map(_right, _CLUSTER.findall(word)))
    return mended if all(map(_is_latin, mended)) else word


@functools.lru_cache(maxsize=4096)
def _right(cluster: str) -> str:
    """A letter with its marks as it was meant."""
    typed, *marks = [*unicodedata.normalize("NFD", cluster)]
    letter, *own = [*unicodedata.normalize("NFD", _right_letters().get(typed, typed))]
    every = [*own, *(_right_mark(letter, mark) for mark in marks)]
    in_order = sorted(every, key=lambda mark: mark in _TONES) if set(every) <= {*_OF_LETTER, *_TONES} else every
    return unicodedata.normalize("NFC", letter + "".join(in_order))


def _right_mark(letter: str, mark: str) -> str:
    fitting = (entry.right for entry in _catalogue().marks if mark == entry.odd and letter in (entry.letters or letter))
    return next(fitting, mark)


def _is_latin(character: str) -> bool:
    code, (end, start, last) = ord(character), _LATIN_ENDS
    return code < end or start <= code < last or unicodedata.combining(character) > 0


def _catalogue() -> Letters:
    catalogue: Letters = read_catalogue("writing/letters.yaml", Letters)
    return catalogue


@functools.cache
def _right_letters() -> dict[str, str]:
    return {one: right for right, odd in _catalogue().letters.items() for one in odd}


@functools.cache
def _suspect() -> re.Pattern[str]:
    """What a text must hold for any of it to be odd: a listed letter, a letter with a caron, a mark left by NFC."""
    marked = [unicodedata.normalize("NFC", on + entry.odd) for entry in _catalogue().marks for on in entry.letters]
    listed = {*_right_letters(), *marked, *_catalogue().invisible}
    return re.compile(f"[\u0300-\u036f{''.join(one for one in listed if len(one) == 1)}]")


@functools.cache
def _invisible() -> re.Pattern[str]:
    return re.compile(f"[{_catalogue().invisible}]")
