"""Which place names exist. In: a unit and the days of its data window. Out: names by level, exact or without accents.

Two names are one if only the place of the tone mark differs (Hoá, Hóa), an apostrophe or hyphen (K'Nớ, K’Nớ, KNớ), or a
letter that only looks different to a machine. Communes are those that existed between two days,
districts and provinces those of any time: a report may well speak of a district that is no more.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from cchc.catalogue.units.kinds import Level, kinds_pattern, split_kind
from cchc.catalogue.units.register import Unit, read_register, same_unit
from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.names import APOSTROPHES, HYPHENS, fold_accents

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_LATIN = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00)) if chr(code).isalpha()]
CAPITALS = "".join(letter for letter in _LATIN if letter.isupper())
_CONSONANTS = "[bcdđghklmnpqrstvx]{1,3}"
_NEXT_WORD = re.compile(rf" +((?:(?i:{_CONSONANTS})[{HYPHENS}])?[^\W\d_]+(?:[{APOSTROPHES}][^\W\d_]+)*|\d+(?!\w))")
_PARTED = re.compile(rf"(?:^| )({_CONSONANTS}) (?=\w)")
_HYPHENED = re.compile(rf"(?<!\w)({_CONSONANTS})[{HYPHENS}](?=\w)", re.IGNORECASE)
_DROPPED = str.maketrans("", "", APOSTROPHES)
_WITHIN = str.maketrans({**dict.fromkeys(HYPHENS, " "), **dict.fromkeys(APOSTROPHES)})
_LONGEST = 5

OwnNames = Mapping[Level, tuple[str, ...]]


@functools.lru_cache(maxsize=8192)
def name_key(name: str) -> str:
    """A name as it is compared: in plain words, tone marks at the end of their word, "01" as "1"."""
    words = _plain(name).split()
    return " ".join(word.lstrip("0") if word.isdigit() else _tone_last(word) for word in words)


def _plain(name: str) -> str:
    """A name in folded case, without apostrophes and hyphens: "K'Nớ", "K-Nớ" and "K Nớ" are "knớ", as no word of
    Vietnamese is consonants alone.
    """
    plain = " ".join(meant(name).casefold().translate(_WITHIN).split())
    return _PARTED.sub(lambda match: match.group()[:-1], plain) if _PARTED.search(plain) else plain


def joined(text: str) -> str:
    """A text without apostrophes, and without the hyphen of K-Nớ."""
    return _HYPHENED.sub(r"\1", text.translate(_DROPPED))


def _tone_last(word: str) -> str:
    letters = unicodedata.normalize("NFD", word)
    tones = "".join(letter for letter in letters if letter in _TONES)
    return unicodedata.normalize("NFC", "".join(letter for letter in letters if letter not in _TONES)) + tones


@functools.lru_cache(maxsize=8192)
def bare_key(name: str) -> str:
    """A name in plain words without accents: "hoang hoa"."""
    return fold_accents(_plain(name))


@functools.cache
def typed_name() -> re.Pattern[str]:
    """A word for the kind of unit where a name follows."""
    kinds = kinds_pattern()
    first = "".join({kind[0] + kind[0].upper() for kind in kinds.split("|")})
    return re.compile(rf"(?<!\w)(?=[{first}])((?i:{kinds}))(?= +[\d{CAPITALS}])")


def capitals_after(text: str, position: int) -> tuple[list[str], int]:
    """The words with a capital that follow, at most five, and where they end; a figure can only be the first."""
    words: list[str] = []
    while len(words) < _LONGEST and (match := _NEXT_WORD.match(text, position)):
        word = match.group(1)
        if not (word[0].isupper() or (word.isdigit() and not words)):
            break
        words.append(word)
        position = match.end()
    return words, position


@functools.lru_cache(maxsize=1024)
def own_names(unit: Unit) -> OwnNames:
    """The names of a unit, its district and province, and of those that it was made of, the unit's own first."""
    family = [unit, *same_unit(unit), *predecessors(unit)]
    return {
        "commune": tuple(dict.fromkeys(one.name for one in family)),
        "district": tuple(dict.fromkeys(split_kind(one.district)[1] for one in family if one.district)),
        "province": tuple(dict.fromkeys(split_kind(one.province)[1] for one in family)),
    }


def every_own_name(unit: Unit) -> tuple[str, ...]:
    """All of them, each once."""
    return tuple(dict.fromkeys(name for names in own_names(unit).values() for name in names))


@functools.lru_cache(maxsize=1024)
def predecessors(unit: Unit) -> tuple[Unit, ...]:
    """The units that a unit was made of, as they were on the day before it began."""
    if not unit.predecessors:
        return ()
    before = unit.begun - timedelta(days=1)
    every = (old for code in unit.predecessors for old in read_register().versions(code))
    return tuple(old for old in every if old.valid_on(before))


def _names(level: Level, start: date, as_of: date, province: str | None) -> Iterator[str]:
    for unit in read_register().units:
        if province is not None and level != "province" and unit.province_code != province:
            continue
        if level == "province":
            yield split_kind(unit.province)[1]
        elif level == "district":
            yield split_kind(unit.district)[1]
        elif (unit.valid_from or date.min) <= as_of and start <= (unit.valid_to or date.max):
            yield unit.name


@functools.lru_cache(maxsize=256)
def known_names(level: Level, start: date, as_of: date, province: str | None = None) -> frozenset[str]:
    """The keys of all names of a level, of one province if its code is given. "Bà Rịa" stands for "Bà Rịa - Vũng Tàu"."""
    names = dict.fromkeys(_names(level, start, as_of, province))
    return frozenset(name_key(form) for name in names for form in (name, re.split(r"\s*-\s*", name)[0]) if form)


@functools.lru_cache(maxsize=256)
def names_without_accents(level: Level, start: date, as_of: date, province: str) -> dict[str, tuple[str, ...]]:
    """The names of a level in a province by their form without accents."""
    found: dict[str, tuple[str, ...]] = {}
    for name in dict.fromkeys(_names(level, start, as_of, province)):
        if name:
            found[bare_key(name)] = (*found.get(bare_key(name), ()), name)
    return found


def bare_letters(text: str) -> str:
    """The text with every accented letter bare, letter by letter: the same length, case kept."""
    return text.translate(_bare_table())


@functools.cache
def _bare_table() -> dict[int, str]:
    return {ord(accented): fold_accents(accented) for accented in _LATIN}


def bare_pattern(names: Iterable[str]) -> str:
    """A pattern that matches these names in bare letters, each word with a capital, with or without an apostrophe."""
    return "|".join(r" +".join(map(_bare_word, name.split())) for name in names)


def _bare_word(word: str) -> str:
    """A word's pattern. Inside K'Nớ and KNớ any letter may be a capital and an apostrophe may stand anywhere."""
    bare = bare_letters(word)
    letters = "".join(letter for letter in bare if letter not in APOSTROPHES)
    if bare == bare.capitalize():
        return re.escape(bare)
    return letters[:1].upper() + "".join(f"[{APOSTROPHES}]?(?i:{re.escape(letter)})" for letter in letters[1:])
