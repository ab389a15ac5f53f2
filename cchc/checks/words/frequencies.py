"""Do stated counts agree with stated frequencies, and have small ones two digits? In: a CheckContext. Out: FREQ_X_TIME and PAD."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from cchc.catalogue.counts import count_info
from cchc.catalogue.writing.wording import Every, wording
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding
from cchc.checks.locations import finding_at
from cchc.raw.submission import STATEMENTS
from cchc.values.printing import print_number, round_half_up
from cchc.values.reading import clean, read_count

_DAYS_IN_MONTH = Decimal("30.4375")
_ONE_DIGIT = frozenset("123456789")


def check_frequencies(context: CheckContext) -> Iterator[Finding]:
    """A count agrees with the stated number of times a week, or with "hàng tháng" in its own words."""
    if _days(context) < 1:
        return
    weeks = round_half_up(Decimal(_days(context)) / 7, 0)
    for entry in wording().frequencies:
        count, per_week = context.counts.value(entry.count), context.counts.value(entry.per_week)
        if count.number is None or per_week.number is None:
            continue
        expected = per_week.number * weeks
        if abs(count.number - expected) > expected * Decimal(str(wording().frequency_tolerance)):
            cells = (*count.cells[:1], *per_week.cells[:1])
            yield finding_at(
                "FREQ_X_TIME",
                f"Nêu {print_number(per_week.number)} lần/tuần: trong kỳ {_days(context)} ngày (khoảng {weeks} tuần) "
                f"là khoảng {print_number(expected)} lần, nhưng số lần nêu là {print_number(count.number)}.",
                "Xác nhận số lần đã thực hiện và tần suất; sửa số nào chưa đúng.",
                keys=[entry.count, entry.per_week],
                where=[CellRef(cell.file, cell.row, cell.column, cell.text) for cell in cells],
                compared=(count.number, expected),
            )
    yield from _stated_in_words(context)


def _days(context: CheckContext) -> int:
    return (context.as_of - context.start).days + 1


def _stated_in_words(context: CheckContext) -> Iterator[Finding]:
    for record in context.submission.table(STATEMENTS):
        words, number = clean(record["nguyen_van"]).casefold(), read_count(record["gia_tri"])
        every = {word: entry for entry in wording().every for word in entry.words if word in words}
        unit = clean(record["don_vi"]).casefold() or count_info(clean(record["khoa"]), context.submission.form).unit
        if not every or not number or unit not in wording().occasions:
            continue
        if not any(_agrees(number, _turns(context, entry)) for entry in every.values()):
            said = min(every, key=lambda word: _turns(context, every[word]))
            turns, name = _turns(context, every[said]), every[said].name
            yield finding_at(
                "FREQ_X_TIME",
                f"Câu chữ nói «{said}» (kỳ báo cáo có khoảng {print_number(turns)} {name}) "
                f"nhưng số nêu là {print_number(number)} {unit}.",
                "Xác nhận số lần đã thực hiện; nếu chỉ một phần của các kỳ đó có nội dung này thì viết rõ.",
                keys=[clean(record["khoa"])],
                where=[CellRef(STATEMENTS, record.row, "gia_tri", record["gia_tri"])],
                compared=(number, turns),
            )


def _turns(context: CheckContext, entry: Every) -> Decimal:
    length = Decimal(7 * entry.weeks) if entry.weeks else _DAYS_IN_MONTH * entry.months
    return max(Decimal(1), round_half_up(Decimal(_days(context)) / length, 0))


def _agrees(number: Decimal, turns: Decimal) -> bool:
    """Whether the number is about one a turn, or several in every turn."""
    each = max(Decimal(1), round_half_up(number / turns, 0))
    return abs(number - each * turns) <= each * turns * Decimal(str(wording().frequency_tolerance))


def check_small_counts(context: CheckContext) -> Iterator[Finding]:
    """Small counts in sentences have two digits."""
    form = context.submission.form
    single = [
        record
        for record in context.submission.table(STATEMENTS)
        if clean(record["gia_tri"]) in _ONE_DIGIT and count_info(clean(record["khoa"]), form).kind == "count"
    ]
    if single:
        written = [clean(f"{record['gia_tri']} {record['don_vi']}") for record in single]
        yield finding_at(
            "PAD",
            f"Số đếm nhỏ hơn 10: đơn vị ghi {', '.join(dict.fromkeys(f'«{text}»' for text in written))}; "
            f"báo cáo đã in hai chữ số (0{written[0]}).",
            f"Lần sau ghi hai chữ số, ví dụ 0{written[0]}.",
            keys=[clean(record["khoa"]) for record in single],
            where=[CellRef(STATEMENTS, record.row, "gia_tri", record["gia_tri"]) for record in single],
        )


CHECKS = (check_frequencies, check_small_counts)
