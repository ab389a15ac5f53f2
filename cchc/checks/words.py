"""Do the words fit the report. In: a Subject. Out: PERIOD_WORD, OBSOLETE_TERM, FREQ_X_TIME, and those of style, slips
and characters.

What the next period will bring (part IV) and proposals (part V) may name any period.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from cchc.catalogue.counts import count_info
from cchc.catalogue.wording import Every, Term, wording
from cchc.checks import characters, slips, style
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject, Text
from cchc.raw.submission import DOCUMENTS, STATEMENTS, TEXTS
from cchc.values.printing import print_number, round_half_up
from cchc.values.reading import clean, read_count, read_date

_SENTENCE = re.compile(r"(?:^|(?<=[.!?;:…]) +)(?=\S)")
_OPENING = re.compile(r"(?:^|[.!?;:…]\s+)(?:[Tt]rong|[Qq]uý|[Nn]ăm|TRONG|QUÝ|NĂM)\s")
_START = re.compile(
    r"trong (?P<span>(?:quý|tháng|năm)(?!\w)(?! *(?:[IVX]+(?!\w)|\d))|(?:6|sáu|9|chín) tháng(?: (?:đầu|cuối) năm)?)"
    r"(?!\w)(?! *(?:nay|qua|tới|học|vừa|sau|trước|cuối|này))",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"quý (?P<quarter>I{1,3}|IV|[1-4])(?:[ /]*(?:năm )?(?P<year>\d{4}))?,? +(?=(?:UBND|Ủy ban|xã|toàn xã|đã) )",
    re.IGNORECASE,
)
_ANY_QUARTER = re.compile(r"(?<!\w)quý (?:I{1,3}|IV|[1-4])(?!\w)", re.IGNORECASE)
_EARLIER = re.compile(
    r"(?:(?:trong )?năm|(?:trong )?(?:6|9) tháng đầu năm|(?:trong )?quý \w+(?:/| năm )) ?(?P<year>\d{4})(?!\d)",
    re.IGNORECASE,
)
_COMPARES = re.compile(r"so với|cùng kỳ|từ năm|đến năm", re.IGNORECASE)
_SPANS = {"6 tháng": "6-thang", "sáu tháng": "6-thang", "9 tháng": "9-thang", "chín tháng": "9-thang", "năm": "nam"}
_ROMAN = {"i": "quy-1", "ii": "quy-2", "iii": "quy-3", "iv": "quy-4"}
_DAYS_IN_MONTH = Decimal("30.4375")


def check_period_words(subject: Subject) -> Iterator[Finding]:
    """A sentence of results begins with the report's own period."""
    found: dict[str, list[Place]] = {}
    for text in _results(subject):
        for sentence in _SENTENCE.split(clean(text.text)) if _OPENING.search(text.text) else ():
            wrong = _wrong_period(subject, sentence, text.text)
            if wrong:
                found.setdefault(wrong[:1].upper() + wrong[1:], []).append(text.place)
    for words, places in found.items():
        yield note_at(
            "PERIOD_WORD",
            f"Câu bắt đầu bằng «{words}» nhưng đây là báo cáo {_period_name(subject)}.",
            f"Viết «Trong {_own_span(subject)}» hoặc ghi rõ khoảng thời gian; kiểm tra xem số liệu có đúng của kỳ này không.",
            keys=[words, *_keys_at(subject, places)],
            where=places,
        )


def _results(subject: Subject) -> Iterator[Text]:
    for text in subject.texts:
        stated = text.place.file == STATEMENTS and text.place.column == "nguyen_van"
        if (text.place.file == TEXTS or stated) and text.section.partition(".")[0] not in ("IV", "V"):
            yield text


def _wrong_period(subject: Subject, sentence: str, paragraph: str) -> str:
    if match := _START.match(sentence):
        return "" if _fits(subject, match["span"].casefold(), paragraph) else match.group()
    if match := _QUARTER.match(sentence):
        quarters = {found.casefold() for found in _ANY_QUARTER.findall(paragraph)}
        name = match["quarter"].casefold()
        own = (f"quy-{name}" if name.isdigit() else _ROMAN[name]) == subject.period
        if not own and len(quarters) == 1:
            return match.group().rstrip(", ")
    if (match := _EARLIER.match(sentence)) and int(match["year"]) == subject.year - 1:
        compared = str(subject.year) in sentence or _COMPARES.search(sentence)
        return "" if compared else match.group()
    return ""


def _fits(subject: Subject, span: str, paragraph: str) -> bool:
    """Whether a span is the report's own; the two halves of a year told one after the other are."""
    if subject.period.startswith("quy-"):
        return span == "quý"
    halves = span.endswith(" năm") and "tháng đầu năm" in paragraph and "tháng cuối năm" in paragraph
    return halves or _SPANS.get(re.sub(r" (?:đầu|cuối) năm$", "", span)) == subject.period


def _own_span(subject: Subject) -> str:
    if subject.period.startswith("quy-"):
        return "quý"
    return {"6-thang": "6 tháng đầu năm", "9-thang": "9 tháng đầu năm"}.get(subject.period, "năm")


def _period_name(subject: Subject) -> str:
    romans = {period: roman.upper() for roman, period in _ROMAN.items()}
    if subject.period in romans:
        return f"quý {romans[subject.period]}/{subject.year}"
    return f"{_own_span(subject)} {subject.year}"


def _keys_at(subject: Subject, places: Iterable[Place]) -> list[str]:
    """The keys of the statements among these places."""
    rows = {place.row for place in places if place.file == STATEMENTS}
    return [clean(record["khoa"]) for record in subject.submission.table(STATEMENTS) if record.row in rows]


def check_terms(subject: Subject) -> Iterator[Finding]:
    """No term out of force on the last day of the window, in texts and in subjects of later documents."""
    for term in wording().terms:
        if not term.obsolete_from <= subject.on <= (term.obsolete_to or date.max):
            continue
        places = [text.place for text in _current(subject, term) if _uses(term, text.text)]
        if places:
            since = f"{term.obsolete_from.day}/{term.obsolete_from.month}/{term.obsolete_from.year}"
            yield note_at(
                "OBSOLETE_TERM",
                f"Thuật ngữ «{term.text}» của dịch vụ công trực tuyến không còn dùng từ {since} ({term.source}); "
                f"từ thay thế: «{term.instead}».",
                f"Viết «{term.instead}», hoặc đúng mức độ thực tế của dịch vụ (toàn trình, một phần).",
                keys=[term.text, *_keys_at(subject, places)],
                where=places,
                severity=None if term.verified else "W",
            )


def _current(subject: Subject, term: Term) -> Iterator[Text]:
    days = {record.row: read_date(record["ngay"]) for record in subject.submission.table(DOCUMENTS)}
    for text in subject.texts:
        day = days.get(text.place.row) if text.place.file == DOCUMENTS else None
        quoted = text.place.file == DOCUMENTS and (day is None or day < term.obsolete_from)
        if not quoted and text.place.column != "co_quan":
            yield text


def _uses(term: Term, text: str) -> bool:
    if term.text not in text.casefold():
        return False
    sentences = (sentence.casefold() for sentence in re.split(r"(?<=[.!?]) +", text))
    used = [sentence for sentence in sentences if _pattern(term.text).search(sentence)]
    return not term.context or any(word in sentence for sentence in used for word in term.context)


@functools.cache
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)", re.IGNORECASE)


def check_frequencies(subject: Subject) -> Iterator[Finding]:
    """A count agrees with the stated number of times a week, or with "hàng tháng" in its own words."""
    if _days(subject) < 1:
        return
    weeks = round_half_up(Decimal(_days(subject)) / 7, 0)
    for entry in wording().frequencies:
        count, per_week = subject.counts.value(entry.count), subject.counts.value(entry.per_week)
        if count.number is None or per_week.number is None:
            continue
        expected = per_week.number * weeks
        if abs(count.number - expected) > expected * Decimal(str(wording().frequency_tolerance)):
            cells = (*count.cells[:1], *per_week.cells[:1])
            yield note_at(
                "FREQ_X_TIME",
                f"Nêu {print_number(per_week.number)} lần/tuần: trong kỳ {_days(subject)} ngày (khoảng {weeks} tuần) "
                f"là khoảng {print_number(expected)} lần, nhưng số lần nêu là {print_number(count.number)}.",
                "Xác nhận số lần đã thực hiện và tần suất; sửa số nào chưa đúng.",
                keys=[entry.count, entry.per_week],
                where=[Place(cell.file, cell.row, cell.column, cell.text) for cell in cells],
                left=count.number,
                right=expected,
            )
    yield from _stated_in_words(subject)


def _days(subject: Subject) -> int:
    return (subject.on - subject.start).days + 1


def _stated_in_words(subject: Subject) -> Iterator[Finding]:
    for record in subject.submission.table(STATEMENTS):
        words, number = clean(record["nguyen_van"]).casefold(), read_count(record["gia_tri"])
        every = {word: entry for entry in wording().every for word in entry.words if word in words}
        unit = clean(record["don_vi"]).casefold() or count_info(clean(record["khoa"])).unit
        if not every or not number or unit not in wording().occasions:
            continue
        if not any(_agrees(number, _turns(subject, entry)) for entry in every.values()):
            said = min(every, key=lambda word: _turns(subject, every[word]))
            turns, name = _turns(subject, every[said]), every[said].name
            yield note_at(
                "FREQ_X_TIME",
                f"Câu chữ nói «{said}» (kỳ báo cáo có khoảng {print_number(turns)} {name}) "
                f"nhưng số nêu là {print_number(number)} {unit}.",
                "Xác nhận số lần đã thực hiện; nếu chỉ một phần của các kỳ đó có nội dung này thì viết rõ.",
                keys=[clean(record["khoa"])],
                where=[Place(STATEMENTS, record.row, "gia_tri", record["gia_tri"])],
                left=number,
                right=turns,
            )


def _turns(subject: Subject, entry: Every) -> Decimal:
    length = Decimal(7 * entry.weeks) if entry.weeks else _DAYS_IN_MONTH * entry.months
    return max(Decimal(1), round_half_up(Decimal(_days(subject)) / length, 0))


def _agrees(number: Decimal, turns: Decimal) -> bool:
    """Whether the number is about one a turn, or several in every turn."""
    each = max(Decimal(1), round_half_up(number / turns, 0))
    return abs(number - each * turns) <= each * turns * Decimal(str(wording().frequency_tolerance))


CHECKS = (check_period_words, check_terms, check_frequencies, *slips.CHECKS, *characters.CHECKS, *style.CHECKS)
