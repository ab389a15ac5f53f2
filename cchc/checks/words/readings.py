"""Which numbers the words of a statement hold. In: words, the unit of what they count. Out: readings, each sure or not.

Dates, numbers of documents and articles, years and lengths of time are no readings. A reading is sure only where nothing
around it says that it may be something else: "hơn 30", "tổ 3", "02 buổi/tháng", "đợt 1" are not; a number in words is
sure where its unit follows ("hai hội nghị") or where it is several words long ("mười hai"). "hơn 30" and "gần 30" are
limits: what they say is true of any number on that side.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.wording import wording
from cchc.values.numerals import Numeral, numerals
from cchc.values.reading import clean, read_number

_FIGURE = re.compile(r"(?<!\w)(?<![^\W\d]-)(?<!\d[.,])\d[\d.,]*")
_SPACED = re.compile(r"(?<![\w.,])\d{1,3}(?: \d{3})+(?![\w.,]\d|\d)")
_FRACTION = re.compile(r"(?<![\d/])(\d[\d.]*) ?/ ?(\d[\d.]*)(?![\d/])")
_RANGE = re.compile(r"(\d[\d.,]*) ?(%?) ?(?:-|–|đến|tới) ?(\d[\d.,]*) ?(%|phần trăm)?")
_PERCENT = re.compile(r" ?%| phần trăm", re.IGNORECASE)
_WHOLE = re.compile(r"\d+|[1-9]\d{0,2}(?:\.\d{3})+")
_DECIMAL = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:\.\d{3})+),\d+")
_NOT_COUNTED = re.compile(r"(?:mỗi|từng|cùng|thêm|là|mọi) $", re.IGNORECASE)
_OF_YEAR = re.compile(r"(?:trong|cả|đầu|giữa|cuối|hàng|hằng|mỗi|từng|các|mấy|quý|tháng|\d) $", re.IGNORECASE)
_NO_ONE = re.compile(r" (?:số|phần|cách|vài|trong|bên|mặt|khi|lòng)(?!\w)", re.IGNORECASE)
_PER = r"(?: [^\W\d]+){1,3} ?(?:/|mỗi|một|hàng|hằng) ?(?:\d+ )?[^\W\d]"
_LISTED = re.compile(r"(?: ?, ?\d+| (?:và|&) \d+)+")
_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_RANKED = frozenset({"hạng"})  # "thứ 12" is a number of what is counted in ranks
Limit = Literal["", "above", "below"]


@dataclass(frozen=True)
class Reading:
    """A number of a text; `sure` if it can only be a count of something, `other` if of another thing than asked for.

    `limit`: the text says only that the number lies above it ("hơn 30", "trên 98%") or below it ("gần 30").
    """

    number: Decimal
    text: str
    percent: bool
    sure: bool
    other: bool = False
    limit: Limit = ""

    def allows(self, number: Decimal) -> bool:
        """Whether the number lies on the side of the limit that the words name; false where they name none."""
        return (self.limit == "above" and number >= self.number) or (self.limit == "below" and number <= self.number)


@dataclass(frozen=True)
class _Found:
    start: int
    end: int
    text: str
    number: Decimal
    percent: bool
    sure: bool


def readings(words: str, units: Iterable[str]) -> list[Reading]:
    """All numbers of the words, in figures and in words; `units` are the nouns of what is counted."""
    own = nouns_of(units)
    text = _counting(words, own)
    found = [*_figures(text), *_spaced(text), *_in_words(text, own)]
    return [
        Reading(one.number, one.text, one.percent, one.sure, _is_other(text, one, own), _limit(text[: one.start]))
        for one in sorted(found, key=lambda one: one.start)
    ]


def figures(words: str, units: Iterable[str]) -> set[Decimal]:
    """The numbers among the readings that stand there in figures, sure or not."""
    text = _counting(words, nouns_of(units))
    return {number for match in _FIGURE.finditer(text) for number, _ in _numbers(match.group().rstrip(".,"))}


def _counting(words: str, own: frozenset[str]) -> str:
    """The words without what counts nothing, for who asks about these nouns."""
    return _blot(words, lasting=own.isdisjoint(wording().readings.times), ranked=not own.isdisjoint(_RANKED))


def _is_other(text: str, one: _Found, own: frozenset[str]) -> bool:
    return not one.percent and _counts_other(text, one.end, own)


def _limit(before: str) -> Limit:
    """The limit that the words right before a number make it; none where these tell a change ("tăng hơn 30")."""
    above, below = _limits()
    return "above" if above.search(before) else "below" if below.search(before) else ""


@functools.cache
def _limits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    lists = wording().readings
    changed = rf"(?<!\w)(?<!{')(?<!'.join(f'{word} ' for word in lists.changes)})"
    above, below = (re.compile(rf"{changed}(?:{_any(some)}) $", re.IGNORECASE) for some in (lists.above, lists.below))
    return above, below


def _blot(words: str, *, lasting: bool, ranked: bool = False) -> str:
    """The words, with what holds figures but counts nothing blotted out; lengths of time only if `lasting`, ranks unless `ranked`."""
    text = _no_counts(ranked).sub(lambda match: "¦" * len(match.group()), clean(meant(words)))
    return _lengths_of_time().sub(lambda match: "¦" * len(match.group()), text) if lasting else text


@functools.cache
def _no_counts(ranked: bool) -> re.Pattern[str]:
    names = [name for name in wording().readings.names if not ranked or name != "thứ"]
    named = rf"(?:{_any(names)}) \d+[a-zđ]?(?:\.\d+)*"
    return re.compile(rf"(?<!\w)(?:{'|'.join((*wording().readings.no_counts, named))})", re.IGNORECASE)


@functools.cache
def _lengths_of_time() -> re.Pattern[str]:
    numbers = r"\d[\d.,]*|hai|ba|sáu|tám|chín|mười"
    return re.compile(rf"(?<![\w.,])(?:{numbers}) (?:{_any(wording().readings.times)})(?!\w)", re.IGNORECASE)


def ranges(words: str, *, percent: bool) -> Iterator[tuple[Decimal, Decimal]]:
    """The ranges of percentages that the words name (30-60%), or those of counts ("từ 3 đến 5 buổi")."""
    for match in _RANGE.finditer(_blot(words, lasting=False)):
        if bool(match[2] or match[4]) != percent:
            continue
        low, high = (read_number(match[place].rstrip(".,")) for place in (1, 3))
        if low is not None and high is not None and low < high:
            yield low, high


def _any(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))


def _figures(text: str) -> Iterator[_Found]:
    doubtful = _doubtful_spans(text)
    percents = {match.start(1) for match in _RANGE.finditer(text) if match[2] or match[4]}
    for match in _FIGURE.finditer(text):
        figure = match.group().rstrip(".,")
        end = match.start() + len(figure)
        percent = match.start() in percents or _PERCENT.match(text, end) is not None
        doubt = any(start <= match.start() < stop for start, stop in doubtful) or _is_doubtful(text, match.start(), end)
        for number, plain in _numbers(figure):
            yield _Found(match.start(), end, figure, number, percent, plain and not doubt)


def _numbers(figure: str) -> Iterator[tuple[Decimal, bool]]:
    """What a figure may say, and whether it can say nothing else: 1,208 is a decimal, or an English thousand."""
    plain = bool(_WHOLE.fullmatch(figure) or _DECIMAL.fullmatch(figure))
    english = re.fullmatch(r"[1-9]\d{0,2}(?:,\d{3})+", figure) is not None
    number = read_number(figure)
    if number is not None:
        year = "." not in figure and len(figure) == 4 and _FIRST_YEAR <= number <= _LAST_YEAR
        yield number, plain and not english and not year and len(figure) < 9
    if english or not plain:
        digits = re.sub(r"\D", "", figure)
        yield Decimal(digits), False


def _doubtful_spans(text: str) -> list[tuple[int, int]]:
    """Where figures stand that may be names or days: lists behind a name, fractions that may be a day."""
    listed = (_LISTED.match(text, head.end()) for head in _list_heads().finditer(text))
    spans = [match.span() for match in listed if match]
    for match in _FRACTION.finditer(text):
        above, below = (read_number(match[place].rstrip(".")) for place in (1, 2))
        if above is None or below is None or above > below or _may_be_day(text, match, below):
            spans.append(match.span())
    return spans


def _may_be_day(text: str, fraction: re.Match[str], below: Decimal) -> bool:
    """Whether a fraction may be a day or a month: 05/07 with nothing counted behind it, 3/2024."""
    return _FIRST_YEAR <= below <= _LAST_YEAR or (below <= 12 and not _noun_at(text, fraction.end(2)))


@functools.cache
def _list_heads() -> re.Pattern[str]:
    return re.compile(rf"¦|(?<!\w)(?:{_any(wording().readings.maybe_names)}) (?:số )?\d+", re.IGNORECASE)


def _is_doubtful(text: str, start: int, end: int) -> bool:
    """Whether what stands before or behind a figure makes it a name, an estimate, a rate a turn, or a part of a number."""
    before, behind = text[:start], text[end:]
    return bool(
        _doubted_by()[0].search(before)
        or _doubted_by()[1].match(behind)
        or (before.endswith("(") and behind.startswith(")"))
        or (not before.strip() and re.match(r"[.)] ", behind))
        or _SPACED.search(text, max(0, start - 8), end + 8)
    )


@functools.cache
def _doubted_by() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes a figure doubtful, before it and behind it."""
    lists = wording().readings
    names = rf"(?:{_any((*lists.about, *lists.maybe_names))}) (?:số )?"
    each = rf"(?:{_any(lists.each)})(?: [^\W\d]+){{0,4}} "
    compared = rf"(?:{_any(lists.compared)})(?!\w)[^,;.:]*"
    before = re.compile(rf"(?<!\w)(?:{names}|{each}|{compared})$", re.IGNORECASE)
    return before, re.compile(rf" ?(?:{_any(lists.multiples)}|đ)(?!\w)|{_PER}", re.IGNORECASE)


def _spaced(text: str) -> Iterator[_Found]:
    """1 208 may be one number."""
    for match in _SPACED.finditer(text):
        yield _Found(match.start(), match.end(), match.group(), Decimal(match.group().replace(" ", "")), False, False)


def _in_words(text: str, own: frozenset[str]) -> Iterator[_Found]:
    for numeral in numerals(text):
        if not _is_number(text, numeral, own):
            continue
        doubt = _is_doubtful(text, numeral.start, numeral.end) or _NOT_COUNTED.search(text[: numeral.start])
        sure = not doubt and (not numeral.single or (bool(own) and _noun_at(text, numeral.end) in own))
        percent = _PERCENT.match(text, numeral.end) is not None
        yield _Found(numeral.start, numeral.end, numeral.words, Decimal(numeral.number), percent, sure)


def _is_number(text: str, numeral: Numeral, own: frozenset[str]) -> bool:
    """Whether "một" is one (not "một số") and "năm" five (not "trong năm")."""
    word = numeral.words.casefold()
    if word == "năm":
        return not _OF_YEAR.search(text[: numeral.start]) and _noun_at(text, numeral.end) in own
    return word != "một" or not _NO_ONE.match(text, numeral.end)


def _counts_other(text: str, end: int, own: frozenset[str]) -> bool:
    noun = _noun_at(text, end)
    return bool(own) and bool(noun) and noun not in own


def _noun_at(text: str, place: int) -> str:
    """The noun of the catalogue that follows; nothing where none does."""
    match = _nouns().match(text, place)
    return match.group(1).casefold() if match else ""


@functools.cache
def _nouns() -> re.Pattern[str]:
    every = {noun for group in wording().readings.things for noun in group}
    return re.compile(rf" ?({_any(every)})(?!\w)", re.IGNORECASE)


def nouns_of(units: Iterable[str]) -> frozenset[str]:
    """All nouns that count the same things as these units; the units themselves where the catalogue does not know them."""
    return _nouns_of(tuple(units))


@functools.lru_cache(maxsize=1024)
def _nouns_of(units: tuple[str, ...]) -> frozenset[str]:
    own = {part.strip() for unit in units for part in clean(unit).casefold().split("/")} - {""}
    return frozenset(own.union(*(group for group in wording().readings.things if own & set(group))))
