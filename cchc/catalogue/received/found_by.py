"""By which words a count is found in a report. In: found_by.yaml. Out: cues, compiled to patterns.

A cue is a sentence with places for numbers, in a small language that officials can read; `found_by.yaml` says it. What is
compiled runs in linear time: digits, words and gaps are bounded.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

from pydantic import model_validator

from cchc.catalogue.load import Entry, read_catalogue

NUMBER = r"\d{1,12}(?:[.,]\d{1,12}){0,3}"
_FIGURE = rf"(?<![\w.,§])(?<![\d§] )(?<!mức độ ){NUMBER}(?![\w§])(?![.,]\d)(?! \d)"
# What a comma may part within one list: whom or what ("tổ chức, cá nhân"; "phản ánh, kiến nghị").
_LISTED = (
    r"(?:tổ chức|công dân|cá nhân|người|doanh nghiệp|công chức|viên chức|giấy|kiến nghị|thủ tục|ngành|lệ phí)(?!\w)"
)
_CLAUSE_ENDS = (
    rf"(?= ?(?:,(?!\d| {_LISTED})|\.(?!\d)|[;:()=]|$)| (?:(?:và|trong|tăng|giảm|so)(?!\w)|(?:đạt|chiếm) (?:tỷ lệ )?\d))"
)
_IN_WORDS = r"(?: ?\([^()\d§]{1,25}\))?"  # 05 (năm) công chức
_PIECE = re.compile(r"\{(?P<slot>[^{}]*)\}|<(?P<name>[a-z_0-9]+)>|(?P<word>\w+)|(?P<sign>[^\w\s])")
_SLOT = re.compile(r"(?P<key>[a-z0-9_.?]+)(?P<zero>:z)?(?: / (?P<of>[a-z0-9_.]+(?: \+ [a-z0-9_.]+)*))?")
NOT_TAKEN = "?"
OTHER_THAN = "!"  # before a subject: another one was named last, or none
_CLOSERS = {"(": ")", "[": "]"}
_DEEPEST = 5


class Cue(Entry):
    """One cue with what it needs around it: `about` subjects named before it, `within` sections, words `beside` it in its
    paragraph or `without` these there. `plain`: no other words than neutral ones in its sentence. Two examples.
    """

    cue: str
    about: tuple[str, ...] = ()
    within: tuple[str, ...] = ()
    beside: str = ""
    without: str = ""
    plain: bool = False
    passing: str
    failing: str


class FoundBy(Entry):
    """Schema of found_by.yaml: names of phrases, subjects by group, neutral and foreign words, bodies, the cues."""

    source: str
    verified: bool
    short: dict[str, str]
    names: dict[str, tuple[str, ...]]
    subjects: dict[str, dict[str, tuple[str, ...]]]
    neutral: tuple[str, ...]
    zero: tuple[str, ...]
    bars: tuple[str, ...]
    before: tuple[str, ...]
    behind: tuple[str, ...]
    foreign: tuple[str, ...]
    targets: tuple[str, ...]
    bodies: tuple[str, ...]
    own: tuple[str, ...]
    aims: tuple[str, ...]
    done: tuple[str, ...]
    cues: tuple[Cue, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        known = {name for group in self.subjects.values() for name in group}
        if unknown := {name.lstrip(OTHER_THAN) for cue in self.cues for name in cue.about} - known:
            raise ValueError(f"cues name unknown subjects: {', '.join(sorted(unknown))}")
        texts = [cue.cue for cue in self.cues]
        if twice := sorted({text for text in texts if texts.count(text) > 1 and not _varies(self.cues, text)}):
            raise ValueError(f"cues come twice: {'; '.join(twice)}")
        return self


def _varies(cues: tuple[Cue, ...], text: str) -> bool:
    same = [(cue.about, cue.within, cue.beside, cue.without) for cue in cues if cue.cue == text]
    return len(set(same)) == len(same)


@dataclass(frozen=True)
class Slot:
    """A place for a number: its group in the pattern, its key, whether words for zero fill it, the denominator named."""

    group: str
    key: str
    zero: bool
    of: str


@dataclass(frozen=True, eq=False)
class Compiled:
    """A cue as a pattern, its slots, and the words without which it cannot match: all of `words`, one set of each choice."""

    cue: Cue
    source: str
    slots: tuple[Slot, ...]
    words: frozenset[str]
    choices: tuple[tuple[frozenset[str], ...], ...]
    gaps: int

    def may_be_in(self, words: set[str]) -> bool:
        """Whether a text of these words can fit at all."""
        return self.words <= words and all(any(one <= words for one in choice) for choice in self.choices)

    @functools.cached_property
    def pattern(self) -> re.Pattern[str]:
        """The pattern; made when a sentence has all its words, since most reports need few of the cues."""
        return re.compile(self.source)


@functools.cache
def found_by() -> FoundBy:
    """The catalogue file."""
    catalogue: FoundBy = read_catalogue("received/found_by.yaml", FoundBy)
    return catalogue


@functools.cache
def compiled_cues() -> tuple[Compiled, ...]:
    """All cues, compiled, in the order of the file."""
    return tuple(compile_cue(cue, found_by()) for cue in found_by().cues)


@functools.cache
def _by_word() -> dict[str, list[int]]:
    """The numbers of the cues by words of which a text needs one, the rarest; "" for those that need none."""
    found: dict[str, list[int]] = {}
    often = Counter(word for cue in compiled_cues() for word in cue.words)
    for number, cue in enumerate(compiled_cues()):
        needs = [min(cue.words, key=lambda word: (often[word], word))] if cue.words else []
        needs = needs or [max(one, key=len) for choice in cue.choices[:1] for one in choice] or [""]
        for word in dict.fromkeys(needs):
            found.setdefault(word, []).append(number)
    return found


def cues_for(words: set[str]) -> list[Compiled]:
    """The cues that may fit a text of these words, in the order of the file."""
    index = _by_word()
    numbers = {number for word in (*words, "") for number in index.get(word, ())}
    return [cue for cue in map(compiled_cues().__getitem__, sorted(numbers)) if cue.may_be_in(words)]


def compile_cue(cue: Cue, words: FoundBy) -> Compiled:
    """The cue as a pattern over a text in small letters with single blanks. Raises ValueError where it cannot be read."""
    maker = _Maker(words)
    pattern = maker.pattern(fold_letters(cue.cue))
    return Compiled(cue, pattern, tuple(maker.slots), frozenset(maker.needed), tuple(maker.choices), maker.gaps)


class _Maker:
    """Makes one pattern; gathers its slots and needed words on the way."""

    def __init__(self, words: FoundBy) -> None:
        self.words = words
        self.slots: list[Slot] = []
        self.needed: set[str] = set()
        self.choices: list[tuple[frozenset[str], ...]] = []
        self.gaps = 0
        self.signs = {"¶": _CLAUSE_ENDS, "‹": r" ?\("}

    def pattern(self, text: str, depth: int = 0) -> str:
        if depth > _DEEPEST:
            raise ValueError(f"names in names: {text}")
        made, at = "", 0
        while at < len(text):
            if text[at] in _CLOSERS:
                end = _closing(text, at)
                inner = [*_split(text[at + 1 : end]), *([""] if text[at] == "(" else [])]
                made += self._one_of(inner, depth)
                at = end + 1
            elif text[at] == "…":
                made, at, self.gaps = f"{made}(?P<g{self.gaps}>{_gap(self.words)})", at + 1, self.gaps + 1
            elif text[at] in self.signs:
                made, at = made + self.signs[text[at]], at + 1
            elif found := _PIECE.match(text, at):
                made, at = made + self._piece(found, depth), found.end()
            else:
                at += 1
        return made

    def _piece(self, found: re.Match[str], depth: int) -> str:
        if found["word"]:
            if found["word"].isalpha():
                self.needed.add(found["word"])
            return rf" ?(?<!\w){re.escape(found['word'])}(?!\w)"
        if found["name"]:
            return self._one_of([fold_letters(one) for one in self.words.names[found["name"]]], depth)
        if found["sign"] == "%":
            return "(?: ?%| phần trăm)"
        if found["sign"]:
            return f" ?{re.escape(found['sign'])}"
        return self._slot(found["slot"])

    def _one_of(self, every: Iterable[str], depth: int) -> str:
        """One of these, the longest first; of the words of one of them a text needs all."""
        outer, choices, made, needs = self.needed, self.choices, list[str](), list[frozenset[str]]()
        for one in sorted(every, key=len, reverse=True):
            self.needed, self.choices = set(), []
            made.append(self.pattern(one, depth + 1))
            needs.append(frozenset(self.needed))
        self.needed, self.choices = outer, choices
        if all(needs):
            self.choices.append(tuple(dict.fromkeys(needs)))
        return "(?:" + "|".join(made) + ")"

    def _slot(self, text: str) -> str:
        found = _SLOT.fullmatch(text)
        if not found:
            raise ValueError(f"no slot: {text}")
        group = f"s{len(self.slots)}"
        self.slots.append(Slot(group, found["key"], bool(found["zero"]), found["of"] or ""))
        if found["zero"]:
            words = "|".join(re.escape(one) for one in sorted(self.words.zero, key=len, reverse=True))
            return rf" ?(?<!\w)(?P<{group}>{words})(?!\w)"
        return rf" ?\(? ?(?P<{group}>{_FIGURE}){_IN_WORDS}"


def _gap(words: FoundBy) -> str:
    """Up to eight words or days, none of which turns what is said; a comma only within a list of whom or what ("tổ chức, cá nhân")."""
    bars = "|".join(re.escape(one) for one in words.bars)
    lists = f"(?:, (?={_LISTED}))"
    return rf"(?:(?: |{lists})(?<!\w)(?!(?:{bars})(?!\w))(?:[^\W\d]{{1,15}}|§{{1,4}}(?:[/.-]§{{1,4}}){{0,2}})(?!\w)){{0,8}}?"


def _closing(text: str, start: int) -> int:
    """Where the bracket that opens at `start` is closed."""
    opener, closer, depth = text[start], _CLOSERS[text[start]], 0
    for at in range(start, len(text)):
        depth += (text[at] == opener) - (text[at] == closer)
        if not depth:
            return at
    raise ValueError(f"not closed: {text}")


def _split(text: str) -> list[str]:
    """The alternatives of "a|b", not those of brackets inside."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign in "([") - (sign in ")]")
        if sign == "|" and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return parts


_TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "uỳ": "ùy", "uý": "úy",
          "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}  # fmt: skip
_TONE = re.compile(r"(?<!q)(?:" + "|".join(_TONES) + r")(?!\w)")
_SPELLING = re.compile(r"(?<!\w)(?:tỉ(?= lệ)|lí|kì|kí|kĩ)(?!\w)")
_SPELT = {"tỉ": "tỷ", "lí": "lý", "kì": "kỳ", "kí": "ký", "kĩ": "kỹ"}


@functools.lru_cache(maxsize=1024)
def fold_letters(text: str) -> str:
    """The text in small letters with one way to set tone marks and to spell i and y; as long as it was."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    lower = _TONE.sub(lambda found: _TONES[found[0]], lower.translate(_SIGNS))
    return _SPELLING.sub(lambda found: _SPELT[found[0]], lower)


_SIGNS = str.maketrans("–—−“”‘’", "---\"\"''")
