"""Turn counts into rates. In: Counts. Out: Values of kind "share", 0 to 1, with both operands. Rounds nothing.

Missing is not zero: a rate whose numerator or denominator is missing is missing. Over a denominator of zero it has no
value.
"""

from __future__ import annotations

from decimal import Decimal

from cchc.catalogue.indicators import Denominator, Indicator, indicators
from cchc.errors import CatalogueError
from cchc.indicators.counts import Counts
from cchc.values.printing import HUNDRED
from cchc.values.value import Formula, Status, Value


def compute_rate(counts: Counts, key: str, section: str | None = None, of: str | None = None) -> Value:
    """The rate `key` over its first denominator, or the one whose keys are `of`, as `section` states its counts."""
    indicator = indicators()[key]
    denominator = _choose(indicator, of)
    above = add_up(counts, indicator.numerator, section)
    if above.missing and indicator.stated:
        return _as_stated(counts, indicator, denominator, section)
    below = add_up(counts, denominator.keys, section)
    text = f"{_bracketed(above)} / {_bracketed(below)}"
    return divide(above, below, key, indicator.label, denominator.name, text, indicator.decimals)


def _choose(indicator: Indicator, of: str | None) -> Denominator:
    known = {"+".join(denominator.keys): denominator for denominator in indicator.denominators}
    if of is not None and of not in known:
        raise CatalogueError(f'Tỷ lệ "{indicator.key}" không có mẫu số "{of}"; các mẫu số: {", ".join(known)}.')
    return indicator.denominators[0] if of is None else known[of]


def compute_all_rates(counts: Counts) -> list[Value]:
    """Every rate over each of its denominators, those without data too."""
    return [
        compute_rate(counts, indicator.key, of="+".join(denominator.keys))
        for indicator in indicators().values()
        for denominator in indicator.denominators
    ]


def _bracketed(value: Value) -> str:
    return f"({value.key})" if " + " in value.key else value.key


def add_up(counts: Counts, keys: tuple[str, ...], section: str | None) -> Value:
    """The sum of these keys; missing when one of them is."""
    values = tuple(counts.value(key, section) for key in keys)
    if len(values) == 1:
        return values[0]
    numbers = [value.number for value in values if value.number is not None]
    whole = len(numbers) == len(values)
    number = sum(numbers, Decimal(0)) if whole else None
    text = " + ".join(keys)
    label = " + ".join(value.label for value in values)
    status: Status = "derived" if whole else "missing"
    return Value(text, label, values[0].unit, "count", number, status, formula=Formula(text, values))


def divide(above: Value, below: Value, key: str, label: str, of: str, text: str, decimals: int = 1) -> Value:
    """The quotient above / below as a share of `of`; missing, or without value, where it cannot be computed."""
    share, status = _quotient(above.number, below.number)
    return Value(
        key, label, "%", "share", share, status, formula=Formula(text, (above, below)), of=of, decimals=decimals
    )


def _quotient(above: Decimal | None, below: Decimal | None) -> tuple[Decimal | None, Status]:
    if above is None or below is None:
        return None, "missing"
    if below == 0:
        return None, "no_value"
    return above / below, "derived"


def _as_stated(counts: Counts, indicator: Indicator, denominator: Denominator, section: str | None) -> Value:
    stated = counts.value(str(indicator.stated), section)
    number = None if stated.number is None else stated.number / HUNDRED
    status: Status = stated.status if number is None else "derived"
    text = f"{stated.key} / 100"
    return Value(
        indicator.key,
        indicator.label,
        "%",
        "share",
        number,
        status,
        formula=Formula(text, (stated,)),
        of=denominator.name,
        decimals=indicator.decimals,
    )
