"""Do the quoted words say the number. In: a CheckContext. Out: findings of WORDS_EQ_VALUE, one a statement.

A statement of so_lieu_khac.csv holds a number and the words of the report that state it. Words that hold numbers, none
of them the stated one, contradict it; words without any number say nothing against it ("đều trong hạn").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, permutations, product

from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.wording import wording
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, Severity
from cchc.checks.locations import finding_at
from cchc.checks.words.readings import Reading, figures, nouns_of, ranges, readings
from cchc.indicators.statements import read_cell
from cchc.raw.files import Record
from cchc.raw.submission import STATEMENTS
from cchc.values.printing import print_number, round_half_up
from cchc.values.reading import ZERO_WORDS, clean, stated_decimals
from cchc.values.value import Kind, Value

_COUNTED: tuple[Kind, ...] = ("count", "measure", "percent")
_MOST = 8  # of so many numbers some always add up to any other
_NEGATION = re.compile(r"(?<!\w)(?:không|chưa)(?!\w)", re.IGNORECASE)
_NONE = re.compile(
    r"^(?:(?:vì vậy )?(?:trong|năm|quý|đến|tính|từ|qua|số) [^,;:]*,? ?|[^,;:]{0,40} )?"
    r"(?:không|chưa) (?:có|phát sinh|nhận được|tiếp nhận|ban hành|để xảy ra|xảy ra)(?: bất kỳ)? (?P<what>[^;:.]*)$",
    re.IGNORECASE,
)
_BUT = re.compile(r"(?<!\w)(?:chỉ|mà|nhưng|còn|đều|tất cả|toàn bộ)(?!\w)|\d", re.IGNORECASE)


def check_quoted_words(context: CheckContext) -> Iterator[Finding]:
    """The number of a statement is one that its words hold."""
    for record in context.submission.table(STATEMENTS):
        value = context.counts.in_row(STATEMENTS, record.row)
        if value and value.number is not None and value.kind in _COUNTED and record["nguyen_van"].strip():
            yield from _check(record, value, value.number)


def _check(record: Record, value: Value, number: Decimal) -> Iterator[Finding]:
    units = (record["don_vi"], value.unit)
    if number in figures(record["nguyen_van"], units):
        return
    found = [*readings(record["nguyen_van"], units), *_none(record["nguyen_van"], value, units)]
    sure = [one for one in found if one.sure and one.percent == (value.kind == "percent")]
    if _is_past_limit(found, number, value) and not _is_mended(record, value, found):
        yield _finding(record, value, number, found, "", "W")
    if not sure or any(_says(one, number, value) for one in (*found, *_implied(record, value, found))):
        return
    if _is_mended(record, value, found) or _is_inside(record, value, number):
        return
    other = all(one.other for one in sure)
    if other and number == 1:  # "ban hành kế hoạch với 26 nhiệm vụ" is one plan
        return
    sum_of = _worked_out(number, [one for one in found if one.percent == sure[0].percent], found)
    yield _finding(record, value, number, sure, sum_of, "W" if sum_of or other else "E")


def _is_past_limit(found: Sequence[Reading], number: Decimal, value: Value) -> bool:
    """Whether the one number of the words is a limit that the stated one does not keep: "hơn 7.500" of 7.412."""
    if len(found) != 1 or found[0].other or found[0].percent != (value.kind == "percent"):
        return False
    return bool(found[0].limit) and not found[0].allows(number)


def _is_inside(record: Record, value: Value, number: Decimal) -> bool:
    """Whether the number lies in a range that the words name."""
    named = ranges(record["nguyen_van"], percent=value.kind == "percent")
    return any(low <= number <= high for low, high in named)


def _says(one: Reading, number: Decimal, value: Value) -> bool:
    """Whether a reading is the number; a percentage may have fewer decimals, rounded or cut."""
    if one.number == number:
        return True
    if value.kind != "percent" or not one.percent:
        return False
    longer, shorter = sorted((number, one.number), key=_decimals, reverse=True)
    return abs(longer - shorter) < Decimal(1).scaleb(-_decimals(shorter)) and shorter in (
        round_half_up(longer, _decimals(shorter)),
        longer.quantize(Decimal(1).scaleb(-_decimals(shorter)), rounding="ROUND_DOWN"),
    )


def _decimals(number: Decimal) -> int:
    return stated_decimals(print_number(number))


def _implied(record: Record, value: Value, found: Sequence[Reading]) -> Iterator[Reading]:
    """What words say without the number: none by a negation or by "all of them", the rest of a hundred percent."""
    words = clean(meant(record["nguyen_van"]))
    every = _whole().search(words) or any(one.percent and one.number == 100 for one in found)
    numbers = [one.number for one in found if not one.percent]
    if _NEGATION.search(words) or every or len(numbers) > len(set(numbers)):
        yield Reading(Decimal(0), "", value.kind == "percent", False)
    if value.kind == "percent":
        yield from (Reading(100 - one.number, "", True, False) for one in found if one.percent)


@functools.cache
def _whole() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(wording().readings.whole)})(?!\w)", re.IGNORECASE)


def _none(words: str, value: Value, units: Sequence[str]) -> Iterator[Reading]:
    """The zero that words state, where they say nothing else: "không có", "không có hồ sơ quá hạn"."""
    if value.kind == "percent":
        return
    text = clean(meant(words)).rstrip(".;,").rpartition(":")[2].strip()
    if match := _NONE.match(text):
        what, counted = match["what"].casefold(), (*nouns_of(units), "trường hợp")
        if not _BUT.search(what) and (re.search(r"(?<!\w)(?:nào|gì)(?!\w)", what) or what.startswith(counted)):
            yield Reading(Decimal(0), "không", False, True)
    if text.casefold() in ZERO_WORDS:
        yield Reading(Decimal(0), "không", False, True)


def _is_mended(record: Record, value: Value, found: Sequence[Reading]) -> bool:
    """Whether a correction says that the words are wrong: they hold the number that it replaces."""
    made = record.corrected.get("gia_tri")
    before = read_cell(made.thay, value.kind) if made else None
    return before is not None and any(one.number == before for one in found)


def _worked_out(number: Decimal, same: Sequence[Reading], every: Sequence[Reading]) -> str:
    """How readings give the number: added up, the rest of one without another, a percentage of one; else nothing."""
    for size in range(2, len(same) + 1 if len(same) <= _MOST else 0):
        for chosen in combinations(same, size):
            if sum(one.number for one in chosen) == number:
                return " + ".join(one.text for one in chosen)
    for one, other in permutations(same[:_MOST], 2):
        if one.number - other.number == number:
            return f"{one.text} - {other.text}"
    shares = product((one for one in every if one.percent), (one for one in every if not one.percent))
    fitting = (f"{one.text}% × {other.text}" for one, other in shares if _is_share(number, one.number, other.number))
    return next(fitting, "")


def _is_share(number: Decimal, percent: Decimal, whole: Decimal) -> bool:
    return number > 0 and abs(percent * whole / 100 - number) < Decimal("0.5")


def _finding(
    record: Record, value: Value, number: Decimal, sure: Sequence[Reading], sum_of: str, severity: Severity
) -> Finding:
    mark = "%" if value.kind == "percent" else ""
    said = ", ".join(dict.fromkeys(f"«{one.text}{mark}»" for one in sure))
    words = clean(record["nguyen_van"])
    worked_out = f" (có phải {sum_of} = {print_number(number)}?)" if sum_of else ""
    return finding_at(
        "WORDS_EQ_VALUE",
        f"«{value.label}»: số liệu ghi {clean(record['gia_tri'])}{mark}, nhưng câu chữ ghi {said}{worked_out}: «{words}».",
        "Đối chiếu với bản gốc: sửa gia_tri hoặc nguyen_van cho cùng một số; nếu câu nói về số khác thì ghi đúng câu của "
        "số này.",
        keys=[value.key],
        where=[
            CellRef(STATEMENTS, record.row, "gia_tri", record["gia_tri"]),
            CellRef(STATEMENTS, record.row, "nguyen_van", record["nguyen_van"]),
        ],
        operands={value.key: number},
        compared=(number, sure[0].number if len(sure) == 1 else None),
        severity=severity,
    )


CHECKS = (check_quoted_words,)
