"""Conventions of writing. In: a Subject. Out: findings of PAD, DATE_STYLE and ABBR, one a convention or abbreviation.

Small counts have two digits in sentences (05 công chức); a day has two digits, a month only for 1 and 2; an
abbreviation is explained once.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from cchc.catalogue.counts import count_info
from cchc.catalogue.wording import wording
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.raw.files import Record
from cchc.raw.submission import DOCUMENTS, REDUCTIONS, STATEMENTS, TEXTS
from cchc.values.printing import print_date, print_date_in_words
from cchc.values.reading import clean, read_date

_ONE_DIGIT = re.compile(r"[1-9]", re.ASCII)
_PADDED = re.compile(r"0[1-9]", re.ASCII)
_SHORT_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])", re.ASCII)
_LONG_DATE = re.compile(r"(?<!\d)\d{1,2} tháng \d{1,2} năm \d{4}(?!\d)", re.ASCII)
_ARABIC_QUARTER = re.compile(r"(?<!\w)quý ([1-4])(?=/\d{4}| năm \d{4})", re.IGNORECASE)
_OPENS = re.compile(r"\((?:sau đây )?(?:viết tắt |gọi tắt |gọi )?(?:là )?:? ?$")
_ROMAN = {"1": "I", "2": "II", "3": "III", "4": "IV"}


def check_small_counts(subject: Subject) -> Iterator[Finding]:
    """Small counts in sentences have two digits, and those of one table look alike."""
    single = [
        record
        for record in subject.submission.table(STATEMENTS)
        if _ONE_DIGIT.fullmatch(clean(record["gia_tri"])) and count_info(clean(record["khoa"])).kind == "count"
    ]
    if single:
        listed = ", ".join(dict.fromkeys(f"«{_as_written(record)}»" for record in single))
        yield note_at(
            "PAD",
            f"Số đếm nhỏ hơn 10: đơn vị ghi {listed}; báo cáo đã in hai chữ số (0{_as_written(single[0])}).",
            f"Lần sau ghi hai chữ số, ví dụ 0{_as_written(single[0])}.",
            keys=[clean(record["khoa"]) for record in single],
            where=[Place(STATEMENTS, record.row, "gia_tri", record["gia_tri"]) for record in single],
        )
    yield from _mixed_days(subject)


def _as_written(record: Record) -> str:
    return f"{clean(record['gia_tri'])} {clean(record['don_vi'])}".strip()


def _mixed_days(subject: Subject) -> Iterator[Finding]:
    cells = [
        Place(REDUCTIONS, record.row, column, record[column])
        for record in subject.submission.table(REDUCTIONS)
        for column in ("thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam")
    ]
    single = [place for place in cells if _ONE_DIGIT.fullmatch(clean(place.text))]
    padded = [place for place in cells if _PADDED.fullmatch(clean(place.text))]
    if single and padded:
        yield note_at(
            "PAD",
            f"Số ngày trong bảng viết hai kiểu: {len(padded)} ô hai chữ số (như {clean(padded[0].text)}), "
            f"{len(single)} ô một chữ số (như {clean(single[0].text)}).",
            "Viết mọi ô của bảng theo một kiểu.",
            keys=["cat_giam"],
            where=padded if len(padded) <= len(single) else single,
        )


def check_dates(subject: Subject) -> Iterator[Finding]:
    """Days have two digits, months only for 1 and 2; one style of dates in one report; quarters in Roman figures."""
    dates = list(_dates(subject))
    wrong = [(text, place) for text, place in dates if _right(text) not in ("", text)]
    if wrong:
        listed = "; ".join(dict.fromkeys(f"{text} → {_right(text)}" for text, _ in wrong))
        yield note_at(
            "DATE_STYLE",
            f"Ngày tháng viết chưa theo quy ước (ngày hai chữ số, tháng thêm số 0 chỉ với tháng 1 và 2): {listed}.",
            "Viết lại các ngày như trên.",
            keys=[text for text, _ in wrong],
            where=[place for _, place in wrong],
        )
    short = [place for text, place in dates if "/" in text]
    long = [(text, place) for text, place in dates if "tháng" in text]
    if short and long:
        yield note_at(
            "DATE_STYLE",
            f"Báo cáo viết ngày tháng hai kiểu: {len(short)} chỗ dạng số, {len(long)} chỗ dạng chữ (như «{long[0][0]}»).",
            "Viết mọi ngày theo một kiểu, ví dụ " + _short(long[0][0]) + ".",
            keys=[text for text, _ in long],
            where=[place for _, place in long],
        )
    yield from _quarters(subject)


def _dates(subject: Subject) -> Iterator[tuple[str, Place]]:
    for record in subject.submission.table(DOCUMENTS):
        text = clean(record["ngay"]).removeprefix("ngày ")
        if read_date(text):
            yield text, Place(DOCUMENTS, record.row, "ngay", record["ngay"])
    for found in subject.texts:
        for pattern, sign in ((_SHORT_DATE, "/"), (_LONG_DATE, " tháng ")):
            for text in pattern.findall(found.text) if sign in found.text else ():
                if read_date(text):
                    yield text, found.place


def _short(text: str) -> str:
    day = read_date(text)
    return print_date(day) if day else text


def _right(text: str) -> str:
    """The date as it should be written, in its own style."""
    day = read_date(text)
    if day is None or "tháng" not in text:
        return print_date(day) if day else ""
    return print_date_in_words(day)


def _quarters(subject: Subject) -> Iterator[Finding]:
    found = [
        (match.group(), match.group(1), text.place)
        for text in subject.texts
        for match in _ARABIC_QUARTER.finditer(text.text)
        if text.place.file != DOCUMENTS
    ]
    if found:
        listed = "; ".join(dict.fromkeys(f"{text} → quý {_ROMAN[figure]}" for text, figure, _ in found))
        yield note_at(
            "DATE_STYLE",
            f"Quý viết bằng chữ số thường: {listed}.",
            "Viết quý bằng chữ số La Mã, ví dụ quý IV/2024.",
            keys=[text for text, _, _ in found],
            where=[place for _, _, place in found],
        )


def check_abbreviations(subject: Subject) -> Iterator[Finding]:
    """An abbreviation is explained, and only once."""
    used: dict[str, list[Place]] = {}
    defined: dict[str, list[Place]] = {}
    for text in subject.texts:
        if text.place.file != TEXTS and text.place.column == "co_quan":
            continue
        for match in _abbreviations().finditer(text.text):
            (defined if _explains(text.text, match) else used).setdefault(match.group(), []).append(text.place)
    for entry in wording().abbreviations:
        if entry.short in used and entry.short not in defined and not entry.defined:
            yield note_at(
                "ABBR",
                f"Chữ viết tắt {entry.short} được dùng mà không được giải thích.",
                f"Ở lần dùng đầu tiên viết «{entry.full} ({entry.short})», hoặc viết đủ chữ.",
                keys=[entry.short],
                where=used[entry.short],
            )
        if len(defined.get(entry.short, ())) > 1:
            yield note_at(
                "ABBR",
                f"Chữ viết tắt {entry.short} được giải thích {len(defined[entry.short])} lần.",
                f"Chỉ giải thích ({entry.short}) ở lần dùng đầu tiên.",
                keys=[entry.short],
                where=defined[entry.short],
            )


def _explains(text: str, match: re.Match[str]) -> bool:
    """Whether the abbreviation stands in brackets after its full words, or its full words in brackets after it."""
    if text[match.end() :].startswith(")"):
        return _OPENS.search(text[: match.start()]) is not None
    return text[match.end() :].casefold().startswith(f" ({_full_words()[match.group()]}".casefold())


@functools.cache
def _full_words() -> dict[str, str]:
    return {entry.short: entry.full for entry in wording().abbreviations}


@functools.cache
def _abbreviations() -> re.Pattern[str]:
    shorts = sorted((entry.short for entry in wording().abbreviations), key=len, reverse=True)
    return re.compile(rf"(?<![\w/-])(?=[A-ZĐ]{{3}})(?:{'|'.join(map(re.escape, shorts))})(?![\w/-])")


CHECKS = (check_small_counts, check_dates, check_abbreviations)
