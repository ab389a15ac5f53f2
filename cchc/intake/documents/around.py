"""The words around a figure: what they speak of, and what they make of it. In: texts as they are compared. Out: subjects, doubts."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from cchc.catalogue.form import Form
from cchc.catalogue.received.found_by import fold_letters, found_by
from cchc.checks.words.gazetteer import bare_letters
from cchc.intake.documents.hits import WORD, Hit
from cchc.intake.documents.sentences import MASK
from cchc.values.numerals import numerals

_OFFICE = re.compile(r"tiếp nhận(?: hồ sơ)?(?:,| và| &)? trả kết quả")
_FIELD = re.compile(r"(?<![\d%§] )(?<!các )(?<!mọi )(?<!nhiều )(?<!số )(?<!ở các )lĩnh vực(?! thuộc| như)(?= [^\W\d])")
CLAUSE_END = re.compile(r"[,;:()]|\.(?!\d)| và (?=\d)")


def subjects(before: str) -> set[str]:
    """The subject named last of each group."""
    text, named = _OFFICE.sub(" ", fold_letters(before)), set[str]()
    for pattern, names in _phrases():
        found = pattern.findall(text)
        if found:
            named.add(names[found[-1]])
    return named


@functools.cache
def _phrases() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """Of each group of subjects a pattern of all its phrases, and which phrase names which subject."""
    made = []
    for group in found_by().subjects.values():
        names = {phrase: name for name, phrases in group.items() for phrase in phrases}
        longest = sorted(names, key=len, reverse=True)
        made.append((re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), names))
    return made


def is_near(text: str, hit: Hit, start: int, end: int) -> bool:
    """Whether a figure is one end of a range, about so much, or a change; or is told again in words that say another number."""
    before, behind = text[:start].rstrip(" ("), text[end:].lstrip()
    if re.search(r"\d ?[-/]$", before) and start == hit.slots[0][1]:
        return True
    if re.match(r"[-/] ?\d", behind) and end == hit.slots[-1][2]:
        return True
    words, led = found_by(), text[: hit.start].rstrip(" (")
    if any(led.endswith(one) and re.search(rf"(?<!\w){re.escape(one)}$", led) for one in words.before):
        return True
    follows = text[hit.end :].lstrip()
    if any(follows.startswith(one) and re.match(rf"{re.escape(one)}(?!\w)", follows) for one in words.behind):
        return True
    told = re.match(r"\(([^()\d§]{1,25})\)", behind)
    again = list(numerals(told[1])) if told else []
    return bool(again) and str(again[0].number) != text[start:end].replace(".", "").lstrip("0")


def is_of_others(before: str, clause: str, behind: str) -> bool:
    """Whether the words around a figure name another place, a field of work, or what is only aimed at."""
    said = f"{re.split(r'[.;](?= )', before)[-1].rstrip()} {clause}"
    if any(re.search(one, said) for one in found_by().targets) or _is_aimed_at(_STOP.split(before)[-1]):
        return True
    return bool(_FIELD.search(before) or _FIELD.search(behind))


def _is_aimed_at(sentence: str) -> bool:
    """Whether a sentence, as far as it goes, begins with an aim and has not said yet what was done."""
    words = found_by()
    aim = next((one for one in words.aims if sentence.lstrip().startswith(one)), "")
    return bool(aim) and not any(re.search(rf"(?<!\w){one}(?!\w)", sentence.partition(aim)[2]) for one in words.done)


def is_of_another_body(before: str, clause: str, own: str) -> bool:
    """Whether another body than the unit was named last: in this sentence, or in one before it that gave its figures."""
    start = max((one.end() for one in _STOP.finditer(before)), default=0)
    text = f"{before.rstrip()} {clause}"
    others = [end for end in (*_ends(_bodies(), text), *_other_units(text, own)) if _governs(text, end, start)]
    return bool(others) and max(others) >= max(_own_ends(text, own), default=-1)


_ANEW = re.compile(r"(?<!\w)(?:tổng|tất cả|toàn bộ|trong (?:năm|kỳ|quý|tháng)|năm §|quý §|§ tháng|từ ngày)")
_STOP = re.compile(r"\.(?= )")
_COUNTED = re.compile(
    r"\d ?(?:%|hồ sơ|hs|phiếu|lượt|người|phản ánh|văn bản|tin|bài|tthc|thủ tục|hội nghị|trường hợp|nhiệm vụ|băng rôn)",
    re.IGNORECASE,
)
_UNIT = re.compile(r"(?<!\w)(?:xã|phường|thị trấn|đặc khu|huyện|quận) (?=[^\W\d])", re.IGNORECASE)


def says_whose(text: str) -> bool:
    """Whether a sentence says anew what it counts: the unit's, all of them, those of a time."""
    return bool(_own_bodies().search(text) or _ANEW.search(text))


def _governs(text: str, end: int, start: int) -> bool:
    return end > start or bool(_COUNTED.search(text, end, start))


def _ends(pattern: re.Pattern[str], text: str) -> list[int]:
    return [one.end() for one in pattern.finditer(fold_letters(text))]


def _own_ends(text: str, own: str) -> list[int]:
    named = [one.end() for one in _UNIT.finditer(text) if own and _is_called(text, one.end(), own)]
    return [*_ends(_own_bodies(), text), *named]


def _other_units(text: str, own: str) -> list[int]:
    """Where units with another name than the own one are named: "phường Thuận Hóa" in a report of phường Phú Xuân."""
    found = (one.end() for one in _UNIT.finditer(text)) if own else ()
    return [end for end in found if text[end : end + 2].istitle() and not _is_called(text, end, own)]


def _is_called(text: str, at: int, own: str) -> bool:
    return bare_letters(text[at : at + len(own)]).lower() == own


@functools.cache
def _bodies() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(found_by().bodies)})(?!\w)")


@functools.cache
def _own_bodies() -> re.Pattern[str]:
    return re.compile("|".join(found_by().own))


def without(text: str, covered: Iterable[tuple[int, int]], start: int, end: int) -> str:
    """A piece of a text, blanks where it is covered by these spans."""
    letters = list(text[start:end])
    for first, last in covered:
        for at in range(max(first, start), min(last, end)):
            letters[at - start] = " "
    return "".join(letters)


def is_neutral(text: str) -> bool:
    """Whether every word is one that makes no part of what is counted."""
    text = re.sub(r"\d", MASK, text)
    for phrase in _neutral_phrases():
        text = text.replace(phrase, " ")
    return all(word in _neutral_words() for word in WORD.findall(text))


@functools.cache
def _neutral_words() -> frozenset[str]:
    return frozenset(one for one in found_by().neutral if " " not in one)


@functools.cache
def _neutral_phrases() -> list[str]:
    return sorted((one for one in found_by().neutral if " " in one), key=len, reverse=True)


def last_sentence(lead: str) -> str:
    """The last sentence of a paragraph that leads in."""
    return re.split(r"[.;] ", lead)[-1]


def without_title(text: str, section: str, form: Form) -> str:
    """The words that lead in to a paragraph, without those of the title of its section and of those above."""
    keys = [section[: len(section) - n] for n in range(len(section))]
    known = {word for one in form.outline.sections if one.key in keys for word in WORD.findall(fold_letters(one.title))}
    for pattern, _ in _phrases():
        text = pattern.sub(" ", text)
    return " ".join(word for word in WORD.findall(text) if word not in known)


def clause_start(text: str, at: int) -> int:
    """Where the clause begins that a place is in."""
    found = [one.end() for one in re.finditer(r"[,;()]|[.:](?!\d)", text[:at])]
    return found[-1] if found else 0


def clause_end(text: str, at: int) -> int:
    """Where it ends."""
    found = re.search(r"[,;()](?!\d)|\.(?!\d)", text[at:])
    return at + found.start() if found else len(text)
