"""Stated rates. In: a CheckContext. Out: findings of RATE_RECALC and RATE_ONE_VALUE.

A stated rate is right, cut off instead of rounded (W), or wrong (E). It is tried against the denominator that its words
name, or against every denominator in use where they name none, before it is called wrong. One that is wrong, or cannot be
computed because its own counts were not sent, is tried against every known rate of the same things: if one alone fits,
the finding names it. "trên 98%" is right of any rate above. 0% and 100% are exact: rounded to these, a rate hides the
late dossier that it is about (W).
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal
from itertools import combinations
from typing import Literal

from cchc.catalogue.counts import count_info, is_listed
from cchc.catalogue.indicators import Denominator, Indicator, indicators, same_units
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding, Severity, cell_ref, cell_refs, input_numbers, new_finding
from cchc.checks.wording import format_value, named
from cchc.checks.words.readings import Reading, readings
from cchc.indicators.counts import Counts
from cchc.indicators.rates import rates_over
from cchc.raw.files import Record
from cchc.raw.submission import STATEMENTS
from cchc.values.printing import HUNDRED, print_as_stated, print_rounded, round_half_up, round_percent
from cchc.values.reading import clean, stated_decimals
from cchc.values.value import Value

Verdict = Literal["right", "truncated", "wrong"]
_PLAIN = (Decimal(0), HUNDRED)  # percentages that many rates have


@dataclass(frozen=True)
class StatedRate:
    """One statement of a rate: its percentage, how it is printed, where, in which scope, and the denominator it names."""

    key: str
    number: Decimal
    text: str
    place: CellRef
    section: str
    denominator: str
    scope: str = ""
    words: str = ""

    @property
    def printed(self) -> str:
        """The percentage as printed, with its sign."""
        return print_as_stated(self.text).removesuffix("%") + "%"

    @property
    def label(self) -> str:
        """What the rate is called."""
        return indicators()[self.key].label if self.key in indicators() else count_info(self.key).label


def judge(percent: Decimal, stated: Decimal, decimals: int) -> Verdict:
    """Whether `stated` is `percent` rounded half up at so many decimals, cut off there, or neither."""
    if round_half_up(percent, decimals) == stated:
        return "right"
    cut = percent.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_DOWN)
    return "truncated" if cut == stated else "wrong"


def stated_rates(context: CheckContext) -> list[StatedRate]:
    """Every rate that the narrative states with a readable number, in reading order."""
    records = context.submission.table(STATEMENTS)
    rates = (_read(record, context.counts) for record in records if clean(record["khoa"]).startswith("ty_le."))
    return [rate for rate in rates if rate is not None]


def _read(record: Record, counts: Counts) -> StatedRate | None:
    value = counts.in_row(STATEMENTS, record.row)
    if value is None or value.number is None:
        return None
    cell = value.cells[0]
    of = clean(record.fields.get("mau_so", "")).replace(" ", "")
    section, words = clean(record["muc"]), record.fields.get("nguyen_van", "")
    return StatedRate(value.key, value.number, cell.text, cell_ref(cell), section, of, cell.scope, words)


def check_rates(context: CheckContext) -> Iterator[Finding]:
    """Every stated rate, against its own counts and against those of other rates of the same things."""
    for rate in stated_rates(context):
        found = _check_known(context, rate) if rate.key in indicators() else _check_unknown(context, rate)
        if found is not None:
            yield found


def _check_known(context: CheckContext, rate: StatedRate) -> Finding | None:
    known, judged = _computed(context, rate, rate.key), _judged(context, rate)
    verdicts = [_judge(rate, value) for value in judged]
    if "right" in verdicts:
        return _check_hidden(rate, [value for value, one in zip(judged, verdicts, strict=True) if one == "right"])
    if "truncated" in verdicts:
        return _say(rate, judged[verdicts.index("truncated")], "đã bị cắt bỏ phần lẻ thay vì làm tròn", "", "W")
    fits = _name_fit(context, rate, known)
    if judged:
        return _say(rate, judged[0], "không đúng", fits, "E" if indicators()[rate.key].verified else "W")
    uncomputed = f"«{rate.label}» ghi {rate.printed} nhưng chưa gửi đủ số liệu để tính lại."
    advice = "Gửi các số đã dùng để tính tỷ lệ này, hoặc ghi đúng tên tỷ lệ và mẫu số."
    return _ask(rate, uncomputed, fits, advice) if fits else None


def _check_hidden(rate: StatedRate, right: list[Value]) -> Finding | None:
    """A rate rounded to 0% or 100% that is exactly so over no denominator."""
    exact = [value for value in right if value.number is not None and value.number * HUNDRED == rate.number]
    if rate.number not in _PLAIN or exact or _limit(rate):
        return None
    return _say(rate, right[0], "là số làm tròn, che mất phần còn lại", "", "W")


def _limit(rate: StatedRate) -> Reading | None:
    """The limit that the words of the rate say it is: "trên 98%"."""
    found = (one for one in readings(rate.words, ("%",)) if one.percent and one.number == rate.number)
    return next((one for one in found if one.limit), None)


def _check_unknown(context: CheckContext, rate: StatedRate) -> Finding | None:
    """A rate that the catalogue lists without a formula is only read; one that it does not list is a finding."""
    if is_listed(rate.key):
        return None
    return _ask(
        rate,
        f"tỷ lệ «{rate.key}» ({rate.printed}) không có trong danh mục tỷ lệ nên không tính lại được.",
        _name_fit(context, rate, []),
        "Dùng khóa của một tỷ lệ trong docs/chi-tieu.md; nếu danh mục chưa có tỷ lệ này, giữ nguyên và tự kiểm tra.",
    )


def _computed(context: CheckContext, rate: StatedRate, key: str) -> list[Value]:
    """The rate `key` over each of its denominators, as far as it is a quotient of two counts that are known."""
    return [value for one in indicators()[key].denominators for value in _over(context, rate, key, one)]


def _over(context: CheckContext, rate: StatedRate, key: str, denominator: Denominator) -> list[Value]:
    values = rates_over(context.counts, indicators()[key], denominator, rate.section or None, rate.scope)
    return [
        value for value in values if value.number is not None and value.formula and len(value.formula.operands) == 2
    ]


def _judged(context: CheckContext, rate: StatedRate) -> list[Value]:
    """What the rate may be: over the denominator that its words name, else over each that is in use."""
    if not rate.denominator:
        return _computed(context, rate, rate.key)
    keys = tuple(rate.denominator.split("+"))
    known = (one for one in indicators()[rate.key].denominators if set(one.keys) == set(keys))
    named_by_words = Denominator(
        keys=keys, name=" + ".join(f"«{count_info(key, context.submission.form).label}»" for key in keys)
    )
    return _over(context, rate, rate.key, next(known, named_by_words))


def _judge(rate: StatedRate, value: Value) -> Verdict:
    assert value.number is not None
    percent, limit = value.number * HUNDRED, _limit(rate)
    if limit and limit.allows(percent):
        return "right"
    verdict = judge(percent, rate.number, stated_decimals(rate.text))
    return "wrong" if limit and verdict == "truncated" else verdict


def _name_fit(context: CheckContext, rate: StatedRate, own: list[Value]) -> str:
    """A sentence that names the one rate of the same things which the percentage is right for; "" if not one alone is."""
    if rate.number in _PLAIN:
        return ""
    same = [value for value in own if _judge(rate, value) != "wrong"]
    others = (key for key in _of_same_things(rate.key) if key != rate.key)
    fitting = same or [v for key in others for v in _computed(context, rate, key) if _judge(rate, v) == "right"]
    quotients = {_quotient(value) for value in fitting}
    return _say_fit(rate, fitting[0]) if len(quotients) == 1 else ""


def _quotient(value: Value) -> tuple[Decimal | None, ...]:
    assert value.formula is not None
    return tuple(operand.number for operand in value.formula.operands)


@functools.cache
def _of_same_things(key: str) -> tuple[str, ...]:
    """The rates whose denominators count the same things; all of them for a rate that is not known.

    Those that are asked for as rates are never taken for another, nor another for them.
    """
    known = {other: one for other, one in indicators().items() if not one.asked_as_rate}
    if key not in known and _stem(key) in {_stem(other) for other in indicators() if other not in known}:
        return ()
    if key not in known:
        return tuple(known)
    return tuple(other for other, one in known.items() if _things(one) == _things(known[key]))


def _stem(key: str) -> str:
    """The first two words of a rate's name: "so_hoa" of ty_le.so_hoa_ho_so."""
    return "_".join(key.removeprefix("ty_le.").split("_")[:2])


def _things(indicator: Indicator) -> str:
    unit = count_info(indicator.denominators[0].keys[0]).unit.casefold()
    return same_units().get(unit, unit)


def _say_fit(rate: StatedRate, value: Value) -> str:
    assert value.formula is not None
    above, below = value.formula.operands
    if value.key == rate.key:
        return f" Con số này khớp nếu so với {value.denominator} ({format_value(below)})."
    wanted = f", không phải «{rate.label}»" if rate.key in indicators() else ""
    return f" {rate.printed} là «{value.label}» so với {value.denominator} ({format_value(above)} / {format_value(below)}){wanted}."


def _say(rate: StatedRate, value: Value, how: str, fits: str, severity: Severity) -> Finding:
    assert value.formula is not None and value.number is not None
    above, below = value.formula.operands
    right = round_percent(value.number * HUNDRED, stated_decimals(rate.text))
    printed = print_rounded(right) + "%"
    return new_finding(
        "RATE_RECALC",
        f"Mục {rate.section}: «{value.label}» ghi {rate.printed} {how}: {named(above)} / {named(below)} = "
        f"{printed} (so với {value.denominator}).{fits}",
        f"Sửa thành {printed}, hoặc nêu đúng mẫu số và các số đã dùng.",
        keys=[rate.key, *input_numbers([above, below])],
        where=[rate.place, *cell_refs([above, below])],
        operands={rate.key: rate.number, **input_numbers([above, below])},
        compared=(rate.number, right),
        severity=severity,
    )


def _ask(rate: StatedRate, what: str, fits: str, advice: str) -> Finding:
    """A question about a rate that its own counts do not tell."""
    return new_finding(
        "RATE_RECALC",
        f"Mục {rate.section}: {what}{fits}",
        advice,
        keys=[rate.key],
        where=[rate.place],
        operands={rate.key: rate.number},
        severity="W",
    )


def check_one_rate(context: CheckContext) -> Iterator[Finding]:
    """One rate has one value in each scope; statements that name different denominators are different rates."""
    rates = stated_rates(context)
    for key, scope in dict.fromkeys((rate.key, rate.scope) for rate in rates):
        same = [rate for rate in rates if (rate.key, rate.scope) == (key, scope)]
        odd = [pair for pair in combinations(same, 2) if _differ(*pair)]
        if odd:
            yield _say_values(context, same, odd)


def _say_values(context: CheckContext, same: list[StatedRate], odd: list[tuple[StatedRate, StatedRate]]) -> Finding:
    """An error; a question where each value is right over a denominator of its own, which the finding names."""
    over = {rate.place: _right_over(context, rate) for rate in same}
    explained = all(over[rate.place] for rate in same)
    said = [
        f"{rate.printed} (mục {rate.section}, dòng {rate.place.row}"
        + (f", đúng nếu so với {over[rate.place]})" if explained else ")")
        for rate in same
    ]
    advice = (
        "Ghi tên mẫu số bên cạnh mỗi tỷ lệ (cột mau_so), để người đọc không hiểu là mâu thuẫn."
        if explained
        else "Tính lại từ số hồ sơ; mỗi mẫu số ghi một giá trị và nêu tên mẫu số."
    )
    return new_finding(
        "RATE_ONE_VALUE",
        f"«{same[0].label}» có nhiều giá trị: {'; '.join(said)}.",
        advice,
        keys=[same[0].key],
        where=[rate.place for rate in same],
        operands={same[0].key: same[0].number},
        compared=(odd[0][0].number, odd[0][1].number),
        severity="W" if explained else None,
    )


def _right_over(context: CheckContext, rate: StatedRate) -> str:
    """The name of the denominator over which the rate is right; "" where there is none."""
    judged = _judged(context, rate) if rate.key in indicators() else []
    return next(
        (
            f"{v.denominator} ({format_value(v.formula.operands[1])})"
            for v in judged
            if v.formula and _judge(rate, v) == "right"
        ),
        "",
    )


def _differ(one: StatedRate, other: StatedRate) -> bool:
    if one.denominator and other.denominator and one.denominator != other.denominator:
        return False
    coarser = min(stated_decimals(one.text), stated_decimals(other.text))
    return round_half_up(one.number, coarser) != round_half_up(other.number, coarser)


CHECKS = (check_rates, check_one_rate)
