"""Whether words in a report speak of its own period. In: a text before a figure, the report's year and period. Out: yes or no.

"Cùng kỳ năm 2023", "quý I" in a yearly report, a window of one month: a figure behind these is another period's.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.received.found_by import fold_letters, found_by
from cchc.raw.keys import ReportKey
from cchc.values.reading import read_date

_DAY = r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\d{1,2}[/-]\d{1,2}(?![\d/])|\d{1,2} tháng \d{1,2}(?: năm \d{4})?"
_WINDOW = re.compile(
    rf"(?:(?<=từ )|(?<=từ ngày ))({_DAY}|\d{{1,2}}) ?(?:đến|-|tới)(?: hết)?(?: ngày)? ?"
    rf"({_DAY}|(?:cuối )?tháng \d{{1,2}}(?:[/-]\d{{4}})?(?!\d)|nay(?!\w)|thời điểm)"
)
_UNTIL = re.compile(
    rf"(?:(?<!\w)từ (?:đầu )?(?P<since>tháng \d{{1,2}}(?:[/-]\d{{4}})?) )?(?<!\w)đến (?:(?:hết )?(?:ngày )?(?P<day>{_DAY})"
    r"|(?(since)(?:hết |cuối )?|(?:hết|cuối) )(?P<month>tháng \d{1,2}(?:[/-]\d{4})?)(?!\d))"
)
_FROM = re.compile(rf"(?<!\w)từ (?:ngày )?({_DAY})(?! ?(?:đến|-|tới)|\d)")
_SINCE = re.compile(r"(?<!\w)từ đầu (?P<what>năm|nhiệm kỳ)(?: [12]\d{3})?")
_AFTER = re.compile(r"(?<!\w)sau (?:hơn |gần )?(?P<months>\d{1,2}|một|hai|ba|bốn|năm|sáu) tháng(?! \d)")
_FOUNDING = date(2025, 7, 1)  # of the communes of today
_SPOKEN = re.compile(
    r"(?<!\w)(?:"
    r"(?P<quarter>quý (?:[ivx]{1,3}|\d))(?:[/ ](?:năm )?(?P<y1>[12]\d{3}))?(?!\w)"
    r"|(?P<months>\d{1,2}) tháng(?: đầu(?: năm)?| năm)?(?: (?P<y2>[12]\d{3}))?(?!\w)"
    r"|tháng (?P<month>\d{1,2})(?:[/ -](?:năm )?(?P<y3>[12]\d{3}))?(?!\w)"
    r"|năm (?P<year>[12]\d{3})(?! ?[-,] ?\d)"
    r"|(?P<whole>(?:cả|trong) năm(?! [12§]))"
    r"|(?P<years>(?:(?<=^)|(?<=[.;:,] )|(?<=trong )|(?<=cả ))(?:giai đoạn|nhiệm kỳ) [12]\d{3})"
    r"|(?P<bare>trong (?:tháng|quý|tuần)|tháng đầu(?! năm))(?! \d| [ivx])"
    r")"
)
_LEADS = re.compile(
    r" *(?:trong |của |vào |ở |tại )?(?:từ |năm |quý |tháng |\d{1,2} tháng|cùng kỳ|lũy kế|kỳ trước)[^,;:()]{0,40}"
)
_SYMBOL = re.compile(
    r"(?:quyết định|kế hoạch|công văn|chỉ thị|thông báo|nghị quyết|báo cáo|nghị định|đề án|chương trình)[^.;:,]{0,160}?năm \d{4}"
)
_ONE_DAY = re.compile(rf"(?:^|[.;:,] )(?:trong |vào |chỉ )*(?:ngày|sáng|chiều) (?:{_DAY})")
_DATES = re.compile(rf"ngày (?:{_DAY})")
_BRACKETS = re.compile(r"\([^()]{0,200}\)")
# "so với cùng kỳ năm 2023," only says with what a number is compared.
_COMPARED = re.compile(
    r"so với (?:cùng kỳ|năm trước|kỳ trước|quý trước|tháng trước)?(?: của)?(?: năm (?:\d{4}|trước|ngoái))?(?= ?[,;.)]|$)"
)
_STOP = re.compile(r"(?<!:)(?<!: )\.(?= )")
_HEAD, _TELLS = re.compile(r"(?:^|[.;:] |(?<!\w)trong )$"), re.compile(r"(?: là| đạt| có|:)(?!\w)")
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


@dataclass(frozen=True)
class Speaker:
    """The report in which something is said."""

    key: ReportKey

    def own(self, before: str) -> bool:
        """Whether what follows these words is said of the report's period; words of none leave it so."""
        text = _COMPARED.sub(" ", _BRACKETS.sub(" ", fold_letters(before)))
        days = [(one.end(), False) for one in _ONE_DAY.finditer(text)]
        lengths = [*self._windows(text), *self._since(text)]
        verdicts = [*days, *lengths, *self._spoken(_without_dates(text)), *_foreign(text)]
        return max(verdicts)[1] if verdicts else True

    def goes_on(self, behind: str) -> bool:
        """Whether the words right behind a figure leave it in the report's period: "trong năm 2023" does not."""
        led = _LEADS.match(fold_letters(behind))
        return led is None or self.own(led[0])

    def _windows(self, text: str) -> list[tuple[int, bool]]:
        found = []
        for one in _WINDOW.finditer(text):
            first, last = self._days(one[1], one[2])
            if first and last:
                found.append((one.end(), self._is_window(first, last)))
        return found

    def _days(self, first: str, last: str) -> tuple[date | None, date | None]:
        """First and last day of a window in words; a year that is not said is that of the last day, or of the report."""
        ends = self._last_day(last)
        if ends is None:
            return None, None
        begins = read_date(_full(f"{first}/{ends.month}" if first.isdigit() else first, ends.year))
        if begins and begins > ends and not re.search(r"\d{4}$", first):
            begins = read_date(_full(first, ends.year - 1))
        return begins, ends

    def _last_day(self, last: str) -> date | None:
        if last in ("nay", "thời điểm"):
            return self.key.window[1]
        if month := re.search(r"tháng (\d{1,2})(?:[/-](\d{4}))?$", last) if not last[0].isdigit() else None:
            year, number = int(month[2] or self.key.year), int(month[1])
            return date(year, number, monthrange(year, number)[1]) if 1 <= number <= 12 else None
        return read_date(_full(last, self.key.year))

    def _first_day(self, month: str) -> date | None:
        number, _, year = month.removeprefix("tháng ").replace("-", "/").partition("/")
        return date(int(year or self.key.year), int(number), 1) if 1 <= int(number) <= 12 else None

    def _is_window(self, first: date, last: date) -> bool:
        """Whether a window is about the report's: it begins with the communes of today, or shares a third, and is as long."""
        start, end = self.key.window
        start = first if first == _FOUNDING and start <= first <= end else start
        shared = (min(end, last) - max(start, first)).days + 1
        asked, told = (end - start).days + 1, (last - first).days + 1
        return 3 * shared >= min(asked, told) and _is_as_long(told, asked)

    def _since(self, text: str) -> Iterator[tuple[int, bool]]:
        """Sums up to a day, or since the year began or the communes of today did ("sau ba tháng hoạt động")."""
        start, end = self.key.window
        for one in _UNTIL.finditer(_WINDOW.sub(lambda found: " " * len(found[0]), text)):
            last = self._last_day(one["day"] or one["month"])
            first = self._first_day(one["since"]) if one["since"] else start
            yield one.end(), first is not None and last is not None and self._is_window(first, last)
        sentence = max((one.end() for one in _STOP.finditer(text)), default=0)
        for one in _FROM.finditer(text, sentence):
            first = read_date(_full(one[1], self.key.year))
            yield one.end(), first is not None and self._is_window(first, end)
        for one in _SINCE.finditer(text):
            yield one.end() + 1, one["what"] == "năm" and start <= date(self.key.year, 1, 15)
        for one in _AFTER.finditer(text):
            asked = (end - max(start, _FOUNDING)).days + 1
            yield one.end(), start <= _FOUNDING <= end and _is_as_long(30 * _number(one["months"]), asked)

    def _spoken(self, text: str) -> list[tuple[int, bool]]:
        return [(one.end(), self._is_own(one)) for one in _SPOKEN.finditer(text)]

    def _is_own(self, one: re.Match[str]) -> bool:
        if one["years"]:
            return False
        year = one["y1"] or one["y2"] or one["y3"] or one["year"]
        if year and int(year) != self.key.year:
            return False
        if one["year"] or one["whole"]:
            return self.key.period == "nam" or not (one["whole"] or _is_all_year(one))
        return self.key.period == self._period(one)

    def _period(self, one: re.Match[str]) -> str:
        """The key of the period that the words name."""
        if one["bare"]:
            kind = "thang-" if "tháng" in one["bare"] else "quy-" if "quý" in one["bare"] else "-"
            return self.key.period if self.key.period.startswith(kind) else ""
        if one["quarter"]:
            number = one["quarter"].split()[-1]
            return f"quy-{_QUARTERS.get(number, number)}"
        if one["months"]:
            first = "đầu" in one[0]
            return {"12": "nam", "3": "quy-1" if first else ""}.get(one["months"], f"{one['months']}-thang")
        return f"thang-{one['month']}"


def _is_all_year(one: re.Match[str]) -> bool:
    """Whether a year is what is told of ("Năm 2025, xã ..."), and not what something else is called by."""
    return bool(_HEAD.search(one.string[: one.start()]) or _TELLS.match(one.string[one.end() :]))


def _is_as_long(told: int, asked: int) -> bool:
    """Whether so many days are about as many as asked: up to seven weeks less, since reports are sent early, or a month more."""
    return asked - told <= min(50, asked * 3 // 10) and told - asked <= min(31, asked // 3)


def _number(words: str) -> int:
    return int(words) if words.isdigit() else ("một", "hai", "ba", "bốn", "năm", "sáu").index(words) + 1


def _without_dates(text: str) -> str:
    """The text without windows, days and the titles of documents, whose years say nothing of what is counted."""
    for pattern in (_WINDOW, _UNTIL, _DATES, _SYMBOL):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


def _foreign(text: str) -> list[tuple[int, bool]]:
    """Words of other periods in the sentence that is being said, or in what leads in to it."""
    start = max((one.end() for one in _STOP.finditer(text)), default=0)
    ends = ((text.rfind(words, start) + len(words), words) for words in found_by().foreign)
    return [(end, False) for end, words in ends if end >= start + len(words)]


def _full(day: str, year: int) -> str:
    if "tháng" in day:
        return day if "năm" in day else f"{day} năm {year}"
    return day if re.search(r"\d{4}$", day) else f"{day}/{year}".replace("-", "/")
