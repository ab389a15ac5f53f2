"""Are terms in force, and do stated frequencies agree with counts? In: a Subject. Out: OBSOLETE_TERM and FREQ_X_TIME."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from cchc.catalogue.counts import count_info
from cchc.catalogue.wording import Every, Term, wording
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject, Text
from cchc.raw.submission import DOCUMENTS, STATEMENTS
from cchc.values.printing import print_number, round_half_up
from cchc.values.reading import clean, read_count, read_date

_DAYS_IN_MONTH = Decimal("30.4375")


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
                keys=[term.text, *subject.keys_at(places)],
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


CHECKS = (check_terms, check_frequencies)
