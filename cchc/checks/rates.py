"""Stated rates. In: a Subject. Out: findings of RATE_RECALC and RATE_ONE_VALUE.

A stated rate is right, cut off instead of rounded (W), or wrong (E). It is tried against the denominator that its words
name, or against every denominator in use where they name none, before it is called wrong; the message says which
denominator fits, if one does.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import combinations
from typing import Literal

from cchc.catalogue.indicators import Indicator, indicators
from cchc.checks.finding import Finding, Place, leaves, note, places_of
from cchc.checks.subject import Subject
from cchc.checks.wording import named, shown
from cchc.indicators.rates import compute_rate
from cchc.raw.files import Record
from cchc.raw.submission import STATEMENTS
from cchc.values.printing import HUNDRED, print_as_stated, print_number, round_half_up
from cchc.values.reading import clean, read_number, stated_decimals
from cchc.values.value import Value

Verdict = Literal["right", "truncated", "wrong"]


@dataclass(frozen=True)
class StatedRate:
    """One statement of a rate: its percentage, how it is printed, where, and the denominator that its words name."""

    key: str
    number: Decimal
    text: str
    place: Place
    section: str
    of: str

    @property
    def shown(self) -> str:
        """The percentage as printed, with its sign."""
        return print_as_stated(self.text).removesuffix("%") + "%"


def judge(percent: Decimal, stated: Decimal, decimals: int) -> Verdict:
    """Whether `stated` is `percent` rounded half up at so many decimals, cut off there, or neither."""
    if round_half_up(percent, decimals) == stated:
        return "right"
    cut = percent.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)
    return "truncated" if cut == stated else "wrong"


def stated_rates(subject: Subject) -> list[StatedRate]:
    """Every rate that the narrative states with a readable number, in reading order."""
    records = subject.submission.table(STATEMENTS)
    rates = (_read(record) for record in records if clean(record["khoa"]).startswith("ty_le."))
    return [rate for rate in rates if rate is not None]


def _read(record: Record) -> StatedRate | None:
    text = record["gia_tri"]
    number = read_number(text)
    if number is None:
        return None
    place = Place(STATEMENTS, record.row, "gia_tri", text)
    return StatedRate(
        clean(record["khoa"]),
        number,
        text,
        place,
        clean(record["muc"]),
        clean(record.fields.get("mau_so", "")).replace(" ", ""),
    )


def check_rates(subject: Subject) -> Iterator[Finding]:
    """Every stated rate that the catalogue has a formula for, and whose operands were submitted."""
    for rate in stated_rates(subject):
        indicator = indicators().get(rate.key)
        if indicator is not None:
            yield from _check_rate(subject, rate, indicator)


def _check_rate(subject: Subject, rate: StatedRate, indicator: Indicator) -> Iterator[Finding]:
    tried = [_over(subject, rate, "+".join(d.keys)) for d in indicator.denominators]
    known = [value for value in tried if value.number is not None and _measured(value)]
    stated_of = [value for value in known if rate.of and _denominator(value) == rate.of]
    if rate.of and not stated_of:
        return
    verdicts = {value.of: _judge(rate, value) for value in known}
    judged = stated_of or known
    best = [value for wanted in ("right", "truncated") for value in judged if verdicts[value.of] == wanted]
    if not judged or (best and verdicts[best[0].of] == "right"):
        return
    if best:
        yield _say(rate, best[0], "đã bị cắt bỏ phần lẻ thay vì làm tròn", [], truncated=True)
    else:
        yield _say(rate, judged[0], "không đúng", [v for v in known if verdicts[v.of] != "wrong"], truncated=False)


def _over(subject: Subject, rate: StatedRate, of: str) -> Value:
    return compute_rate(subject.counts, rate.key, rate.section or None, of)


def _measured(value: Value) -> bool:
    """Whether the rate is a quotient of two counts, not a percentage taken over from the annex."""
    return value.formula is not None and len(value.formula.operands) == 2


def _denominator(value: Value) -> str:
    assert value.formula is not None
    return value.formula.operands[1].key.replace(" + ", "+")


def _judge(rate: StatedRate, value: Value) -> Verdict:
    assert value.number is not None
    return judge(value.number * HUNDRED, rate.number, stated_decimals(rate.text))


def _fits(value: Value) -> str:
    assert value.formula is not None
    return f" Con số này khớp nếu so với {value.of} ({shown(value.formula.operands[1])})."


def _say(rate: StatedRate, value: Value, how: str, fitting: list[Value], *, truncated: bool) -> Finding:
    assert value.formula is not None and value.number is not None
    above, below = value.formula.operands
    decimals = stated_decimals(rate.text)
    right = round_half_up(value.number * HUNDRED, decimals)
    printed = print_number(right, decimals) + "%"
    fits = _fits(fitting[0]) if fitting else ""
    return note(
        "RATE_RECALC",
        f"Mục {rate.section}: «{value.label}» ghi {rate.shown} {how}: {named(above)} / {named(below)} = "
        f"{printed} (so với {value.of}).{fits}",
        f"Sửa thành {printed}, hoặc nêu đúng mẫu số và các số đã dùng.",
        keys=[rate.key, *leaves([above, below])],
        where=[rate.place, *places_of([above, below])],
        operands={rate.key: rate.number, **leaves([above, below])},
        left=rate.number,
        right=right,
        severity="W" if truncated else "E",
    )


def check_one_rate(subject: Subject) -> Iterator[Finding]:
    """One rate has one value; statements that name different denominators are different rates."""
    rates = stated_rates(subject)
    for key in dict.fromkeys(rate.key for rate in rates):
        same = [rate for rate in rates if rate.key == key]
        odd = [other for one, other in combinations(same, 2) if _differ(one, other)]
        if odd:
            label = indicators()[key].label if key in indicators() else key
            yield note(
                "RATE_ONE_VALUE",
                f"«{label}» có nhiều giá trị: "
                + "; ".join(f"{r.shown} (mục {r.section}, dòng {r.place.row})" for r in same)
                + ".",
                "Tính lại từ số hồ sơ; mỗi mẫu số ghi một giá trị và nêu tên mẫu số.",
                keys=[key],
                where=[rate.place for rate in same],
                operands={key: same[0].number},
                left=same[0].number,
                right=odd[0].number,
            )


def _differ(one: StatedRate, other: StatedRate) -> bool:
    if one.of and other.of and one.of != other.of:
        return False
    coarser = min(stated_decimals(one.text), stated_decimals(other.text))
    return round_half_up(one.number, coarser) != round_half_up(other.number, coarser)


CHECKS = (check_rates, check_one_rate)
