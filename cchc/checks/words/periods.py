"""Do the data window and the sentences speak of the report's own period. In: a CheckContext. Out: findings of PERIOD_WORD.

"Trong quý" alone can only be the report's period. A period that is named ("quý I/2025", "năm 2024") may be a part of
it, or one that it is compared with; results of a time to come are none. What the next period will bring (part IV) and
proposals (part V) may name any period.
"""

from __future__ import annotations

import functools
import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from cchc.catalogue.periods import Period, periods
from cchc.catalogue.units.kinds import kinds_pattern
from cchc.checks.context import CheckContext, Text
from cchc.checks.finding import CellRef, Finding, Severity, new_finding
from cchc.checks.locations import finding_at
from cchc.raw.submission import STATEMENTS, TEXTS
from cchc.values.printing import capital, print_date
from cchc.values.reading import clean

_SENTENCE = re.compile(r"(?:^|(?<=[.!?;:…]) +)(?=\S)")
_OPENING = re.compile(
    r"(?:^|[.!?;:…]\s+)(?:[Tt]rong|[Qq]uý|[Nn]ăm|TRONG|QUÝ|NĂM|(?:0?[689]|10|[Ss]áu|[Tt]ám|[Cc]hín|[Mm]ười) tháng|[Tt]háng(?= \d))\s"
)
_UNNAMED = re.compile(
    r"trong (?P<span>quý|tháng|năm)(?!\w)(?! *(?:[IVX]+(?!\w)|\d|nay|qua|tới|học|vừa|sau|trước|cuối|này|đó|đầu|thứ|tiếp"
    r"|cao điểm|hành động))",
    re.IGNORECASE,
)
_GOES_ON = (
    r"[,:]| +(?:không|đã|có|chưa|UBND|(?:Ủy|Uỷ) ban|HĐND|Đảng ủy|{kinds}|đơn vị|địa phương|toàn|công tác|tổng|số"
    r"|các|cán bộ|công chức|bộ phận|trung tâm)(?!\w)"
)
_NAMED = re.compile(
    r"(?:trong )?(?:quý (?P<quarter>I{1,3}|IV|[1-4])(?!\w)|(?P<months>0?[689]|10|sáu|tám|chín|mười) tháng(?P<half> (?:đầu|cuối) năm)?"
    r"|tháng (?P<month>0?[1-9]|1[0-2])(?!\d)|năm(?= \d{4}))(?:[ /]+(?:năm )?(?P<year>\d{4}))?(?!\w)"
    r"(?! *(?:nay|qua|tới|học|vừa|sau|trước|này))",
    re.IGNORECASE,
)
_SPEAKS = r",? +(?:UBND|(?:Ủy|Uỷ) ban|{kinds}|toàn xã|đã) "
_ANY_QUARTER = re.compile(r"(?<!\w)quý (?:I{1,3}|IV|[1-4])(?!\w)", re.IGNORECASE)
_COMPARES = re.compile(
    r"so với|cùng kỳ|(?:năm|quý|kỳ) trước|từ năm|đến năm|(?<!\w)(?:tăng|giảm) (?:thêm )?\d", re.IGNORECASE
)
_DONE = re.compile(r"(?<!\w)đã(?!\w)", re.IGNORECASE)
_TO_COME = re.compile(r"(?<!\w)(?:sẽ|tiếp tục|dự kiến|phấn đấu)(?!\w)", re.IGNORECASE)
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4}
_NUMBERS = {"sáu": 6, "tám": 8, "chín": 9, "mười": 10}


@dataclass(frozen=True)
class Months:
    """The first and the last month of a period, counted from the year 0."""

    first: int
    last: int

    def within(self, other: Months) -> bool:
        """Whether all of it lies in the other."""
        return other.first <= self.first and self.last <= other.last


def check_period_words(context: CheckContext) -> Iterator[Finding]:
    """A sentence of results begins with the report's own period, a part of it, or one that it compares with."""
    period = _period_of(context)
    if period is None:
        return
    found: dict[tuple[Severity, str], list[CellRef]] = {}
    for text in _results(context):
        for sentence in _SENTENCE.split(clean(text.text)) if _OPENING.search(text.text) else ():
            if judged := _judge(context, period, sentence, text):
                severity, words = judged
                found.setdefault((severity, capital(words)), []).append(text.place)
    for (severity, words), places in found.items():
        yield _finding(context, period, severity, words, places)


def _period_of(context: CheckContext) -> Period | None:
    return context.submission.form.period(context.period) if context.period in periods() else None


def _results(context: CheckContext) -> Iterator[Text]:
    for text in context.texts:
        stated = text.place.file == STATEMENTS and text.place.column == "nguyen_van"
        if (text.place.file == TEXTS or stated) and text.section.partition(".")[0] not in ("IV", "V"):
            yield text


def _finding(context: CheckContext, period: Period, severity: Severity, words: str, places: list[CellRef]) -> Finding:
    name = period.name_in(context.year)
    if severity == "E":
        message = f"Câu bắt đầu bằng «{words}» nhưng đây là báo cáo {name}."
        within = capital(period.within)
        advice = f"Viết «{within}» hoặc ghi rõ khoảng thời gian; kiểm tra xem số liệu có đúng của kỳ này không."
    else:
        message = f"Câu bắt đầu bằng «{words}» trong báo cáo {name}: số liệu ở câu này có phải của kỳ báo cáo không?"
        advice = "Nếu để so sánh thì viết rõ «so với»; nếu là số liệu của kỳ này thì ghi đúng kỳ."
    keys = [words, *context.keys_at(places)]
    return finding_at("PERIOD_WORD", message, advice, keys=keys, where=places, severity=severity)


def _judge(context: CheckContext, period: Period, sentence: str, text: Text) -> tuple[Severity, str] | None:
    """How grave the opening of a sentence is, and its words; None where it is in order."""
    if match := _UNNAMED.match(sentence):
        if f"trong {match['span'].casefold()}" == period.within:
            return None
        return "E" if _of_unit(_GOES_ON).match(sentence, match.end()) else "W", match.group()
    match = _NAMED.match(sentence)
    if match is None or (match["quarter"] and not match["year"] and not _of_unit(_SPEAKS).match(sentence, match.end())):
        return None
    severity = _judge_named(context, period, match, sentence, text)
    return (severity, match.group()) if severity else None


@functools.cache
def _of_unit(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern.replace("{kinds}", kinds_pattern("commune")), re.IGNORECASE)


def _judge_named(
    context: CheckContext, period: Period, match: re.Match[str], sentence: str, text: Text
) -> Severity | None:
    named, own = _named(match, context.year), _own(context, period)
    if match["month"] and own.first != own.last:
        return None  # of longer periods any month is a part, or one that begins before it
    if named.within(own):
        alone = not match["year"] and named != own and not _has_companion(match, clean(text.text))
        return "W" if alone else None
    if named.last > own.last:
        return _judge_time_to_come(match, sentence, whole=own.within(named))
    earlier = own.first - 12 <= named.last < own.first
    return "W" if earlier and not _compares(context, period, sentence, text) else None


def _judge_time_to_come(match: re.Match[str], sentence: str, *, whole: bool) -> Severity | None:
    """Results of "9 tháng" in a report of six months are none; a quarter or year to come may have its plan already."""
    if not _DONE.search(sentence) or _TO_COME.search(sentence):
        return None
    if match["months"]:
        return "E"
    return None if whole else "W"


def _named(match: re.Match[str], year: int) -> Months:
    start = 12 * int(match["year"] or year)
    if match["quarter"]:
        quarter = match["quarter"].casefold()
        number = int(quarter) if quarter.isdigit() else _QUARTERS[quarter]
        return Months(start + 3 * number - 3, start + 3 * number - 1)
    if match["month"]:
        return Months(start + int(match["month"]) - 1, start + int(match["month"]) - 1)
    if match["months"]:
        count = _NUMBERS.get(match["months"].casefold()) or int(match["months"])
        late = (match["half"] or "").casefold().startswith(" cuối")
        return Months(start + 12 - count, start + 11) if late else Months(start, start + count - 1)
    return Months(start, start + 11)


def _own(context: CheckContext, period: Period) -> Months:
    """The months of the report, by its period and by its own window, whichever is longer."""
    first, last = period.window(context.year)
    return Months(
        min(_month(first), _month(context.start)),
        max(last, context.as_of).year * 12 + max(last, context.as_of).month - 1,
    )


def _month(start: date) -> int:
    """The month that begins a window: data from 15 December on are those of January."""
    begun = _first_day(start)
    return begun.year * 12 + begun.month - 1


def _has_companion(match: re.Match[str], paragraph: str) -> bool:
    """Whether a period without its year is one of several: each quarter, both halves of a year."""
    if match["quarter"]:
        return len({found.casefold() for found in _ANY_QUARTER.findall(paragraph)}) > 1
    return "tháng đầu năm" in paragraph and "tháng cuối năm" in paragraph


def _compares(context: CheckContext, period: Period, sentence: str, text: Text) -> bool:
    """Whether a sentence on an earlier period stands beside the own one: in its words, or in those of its section."""
    paragraph = clean(text.text)
    rest = paragraph.replace(sentence, "")
    if str(context.year) in rest or period.name_in(context.year).casefold() in paragraph.casefold():
        return True
    if str(context.year) in sentence and str(context.year - 1) in sentence:
        return True
    return any(other.section == text.section and _COMPARES.search(other.text) for other in context.texts)


def check_window(context: CheckContext) -> Iterator[Finding]:
    """The window is the one of the period, from the day on which the unit began, unless the province has set another."""
    period = _period_of(context)
    if period is None:
        return
    usual = period.window(context.year)
    own = (
        max(usual[0], context.unit.begun),
        usual[1],
    )  # a unit begun since has nothing to report before
    if (context.start, context.as_of) not in (usual, own, *_calendar(context, period)):
        said = f"{print_date(context.start)} đến {print_date(context.as_of)}"
        rule = _rule_of(context)
        ruled = f"theo {rule}" if rule else "thường tính (chưa thấy văn bản quy định kỳ này)"
        begun = f" (đơn vị này: từ {print_date(own[0])}, ngày thành lập)" if own != usual else ""
        yield new_finding(
            "PERIOD_WORD",
            f"Kỳ số liệu ghi từ {said}; {period.name_in(context.year)} {ruled} là từ {print_date(usual[0])}{begun} "
            f"đến {print_date(usual[1])}.",
            "Xác nhận nếu tỉnh quy định kỳ khác; nếu không, sửa tu_ngay, den_ngay.",
            keys=["tu_ngay", "den_ngay"],
            where=[
                context.in_source("tu_ngay", context.start.isoformat()),
                context.in_source("den_ngay", context.as_of.isoformat()),
            ],
            severity="W",
        )


def _calendar(context: CheckContext, period: Period) -> list[tuple[date, date]]:
    """The windows of whole months of a period that nobody rules: of 10 months, from 1/1 or the usual day to 31/10."""
    if _rule_of(context):
        return []
    first, last = period.window(context.year)
    end = date(last.year, last.month, monthrange(last.year, last.month)[1])
    begins = {max(start, context.unit.begun) for start in (first, _first_day(first))}
    return [(start, end) for start in begins]


def _first_day(start: date) -> date:
    """The first day of the month that begins a window: 1/1 of one from 15/12 on."""
    begun = start + timedelta(days=17)
    return begun.replace(day=1)


def _rule_of(context: CheckContext) -> str:
    """What gives the window: the form of a province where it sets one, else an instrument; nothing where none was read."""
    form = context.submission.form
    own = form.own_periods.of(context.period) if form.own_periods else None
    if own and own.start:
        return f"biểu mẫu {form.head.id}"
    return "quy định" if periods()[context.period].verified else ""


CHECKS = (check_period_words, check_window)
