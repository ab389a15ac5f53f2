"""Turn counts into rates. In: Counts. Out: Values of kind "share", 0 to 1, with both operands. Rounds nothing.

Missing is not zero: a rate whose numerator or denominator is missing is missing. Over a denominator of zero it has no
value. Numerator and denominator come from one scope, and from one section where the submission contradicts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from cchc.catalogue.indicators import Denominator, Indicator, indicators
from cchc.catalogue.rules import rules
from cchc.errors import CatalogueError
from cchc.indicators.carried import NEW, has_others, holds_carried, new_dossiers
from cchc.indicators.counts import Counts, Group
from cchc.values.printing import HUNDRED
from cchc.values.reading import stated_decimals
from cchc.values.value import Formula, Status, Value, known_sum, whole_sum

AS_STATED = "theo số đơn vị nêu"
USUAL = "tổng số hồ sơ tiếp nhận trực tuyến, trực tiếp và qua dịch vụ bưu chính công ích"
HELD = "gồm cả kỳ trước chuyển qua"


def compute_rate(
    counts: Counts, key: str, section: str | None = None, denominator: str | None = None, group: Group | None = None
) -> Value:
    """The rate `key` over its first denominator, or the one whose keys are `denominator`, as `section` states its counts.

    Of the numbers of `group`, where they are to go with others of a sentence.
    """
    indicator = indicators()[key]
    reading = _choose(indicator, denominator)
    group = group or counts.group(keys_of(key, denominator), section)
    above = _numerator(indicator, reading, group)
    below, name = _denominator(counts, indicator, reading, group, section, group.scope)
    rate = _rate(indicator, above, below, name)
    if not indicator.stated or rate.status != "missing" or reading != indicator.denominators[0]:
        return rate
    stated = counts.value(indicator.stated, section)
    return rate if indicator.asked_as_rate and stated.missing else _as_stated(stated, indicator, reading)


def rates_over(
    counts: Counts, indicator: Indicator, reading: Denominator, section: str | None, scope: str | None
) -> list[Value]:
    """The rate in every reading of that denominator: of a channel's share over all that is called received as well.

    And over the usual channels alone, where received holds others besides.
    """
    group = counts.group((*indicator.numerator, *reading.keys), section, scope)
    above, below = _numerator(indicator, reading, group), add_up(group, reading.keys)
    read = _rate(indicator, above, *_denominator(counts, indicator, reading, group, section, scope))
    plain = _rate(indicator, above, below, reading.name)
    if not indicator.channel:
        return [read]
    usual = add_up(counts.group(rules().balance.channels, section, scope), rules().balance.channels)
    alone = [_rate(indicator, above, usual, USUAL)] if has_others(counts, section, scope) else []
    return [read, *([] if read.number == plain.number else [plain]), *alone]


def _rate(indicator: Indicator, above: Value, below: Value, name: str) -> Value:
    text = f"{_bracketed(above)} / {_bracketed(below)}"
    return divide(above, below, indicator.key, indicator.label, name, text, indicator.decimals)


def keys_of(key: str, denominator: str | None = None) -> tuple[str, ...]:
    """The counts that the rate is made of, over its first denominator or the one whose keys are `denominator`."""
    indicator = indicators()[key]
    return (*indicator.numerator, *_choose(indicator, denominator).keys)


def _choose(indicator: Indicator, denominator: str | None) -> Denominator:
    known = {"+".join(reading.keys): reading for reading in indicator.denominators}
    if denominator is not None and denominator not in known:
        raise CatalogueError(
            f'Tỷ lệ "{indicator.key}" không có mẫu số "{denominator}"; chỉ có các mẫu số {", ".join(known)}.'
        )
    return indicator.denominators[0] if denominator is None else known[denominator]


def compute_all_rates(counts: Counts) -> list[Value]:
    """Every rate over each of its denominators, those without data too."""
    return [
        compute_rate(counts, indicator.key, denominator="+".join(reading.keys))
        for indicator in indicators().values()
        for reading in indicator.denominators
    ]


def _numerator(indicator: Indicator, reading: Denominator, group: Group) -> Value:
    first, *others = (group[key] for key in indicator.numerator)
    if indicator.within and holds_others(group[reading.keys[0]], first, others):
        return first
    return add_up(group, indicator.numerator)


def holds_others(total: Value, first: Value, others: Sequence[Value]) -> bool:
    """Whether the first part is the whole total and has room for the others, as far as they are known, and they are not 0."""
    rest = known_sum(others)
    return first.number is not None and first.number == total.number and 0 < rest <= first.number


def _denominator(
    counts: Counts, indicator: Indicator, reading: Denominator, group: Group, section: str | None, scope: str | None
) -> tuple[Value, str]:
    """The denominator and its name, as far as they depend on what "received" holds."""
    balance = rules().balance
    if indicator.channel:
        new = new_dossiers(counts, section, scope)
        return (add_up(group, reading.keys), reading.name) if new is None else (new, f"số {NEW}")
    if balance.received in reading.keys and holds_carried(counts, section, scope):
        received = group[balance.received]
        label = f"{received.label}, {HELD}"
        return replace(received, label=label), f"tổng số hồ sơ tiếp nhận, {HELD}"
    return add_up(group, reading.keys), reading.name


def _bracketed(value: Value) -> str:
    return f"({value.key})" if " " in value.key else value.key


def add_up(group: Group, keys: tuple[str, ...]) -> Value:
    """The sum of these keys; missing when one of them is."""
    values = tuple(group[key] for key in keys)
    if len(values) == 1:
        return values[0]
    number = whole_sum(values)
    text = " + ".join(keys)
    label = " + ".join(value.label for value in values)
    status: Status = "missing" if number is None else "derived"
    return Value(text, label, values[0].unit, "count", number, status, formula=Formula(text, values))


def divide(above: Value, below: Value, key: str, label: str, denominator: str, text: str, decimals: int = 1) -> Value:
    """The quotient above / below as a share of `denominator`; missing, or without value, where it cannot be computed."""
    share, status = _quotient(above.number, below.number)
    return Value(
        key,
        label,
        "%",
        "share",
        share,
        status,
        formula=Formula(text, (above, below)),
        denominator=denominator,
        decimals=decimals,
    )


def _quotient(above: Decimal | None, below: Decimal | None) -> tuple[Decimal | None, Status]:
    if above is None or below is None:
        return None, "missing"
    if below == 0:
        return None, "no_value"
    return above / below, "derived"


def _as_stated(stated: Value, indicator: Indicator, reading: Denominator) -> Value:
    number = None if stated.number is None else stated.number / HUNDRED
    status: Status = stated.status if number is None else "derived"
    text = f"{stated.key} / 100"
    denominator, decimals = reading.name, indicator.decimals
    if indicator.asked_as_rate and stated.cells:
        denominator, decimals = AS_STATED, stated_decimals(stated.cells[0].text)
    return Value(indicator.key, indicator.label, "%", "share", number, status, formula=Formula(text, (stated,)),
                 denominator=denominator, decimals=decimals)  # fmt: skip
