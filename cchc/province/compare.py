"""A province against the period before. In: its units now and then. Out: changes over the units that have both numbers.

Only the same unit is compared, of whatever type or name: a code that passed to another unit in between is another unit. As in
its own report its figures are held against those of a window of about the same length only, and made-up ones against none but
made-up ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.catalogue.periods import alike
from cchc.catalogue.units.register import Unit
from cchc.province.totals import Taken, Total, Units, add_up
from cchc.province.units import UnitFigures
from cchc.values.printing import HUNDRED, print_number, print_rounded, round_percent
from cchc.values.value import Value


@dataclass(frozen=True)
class Change:
    """A figure now and before, over so many units that have it in both periods."""

    now: Value
    before: Value
    units: int

    @property
    def difference(self) -> Decimal:
        """Now less before, of what is printed; of rates in percentage points."""
        return _as_printed(self.now) - _as_printed(self.before)

    @property
    def said(self) -> str:
        """In words: "tăng 40 (4,2%)", "giảm 1,2 điểm phần trăm", "không đổi"."""
        change = self.difference
        if not change:
            return "không đổi"
        text = f"{'tăng' if change > 0 else 'giảm'} {print_rounded(abs(change))}"
        if self.now.kind == "share":
            return f"{text} điểm phần trăm"
        share = abs(change) / self.before.known * HUNDRED if self.before.number else None
        return text if share is None else f"{text} ({print_number(share, 1)}%)"


def changes(now: Units, before: Units, keys: Iterable[str]) -> Iterator[Change]:
    """The figures that at least one unit has in both periods, of those that can be compared."""
    apart = {unit.code for unit in unlike(now, before)} | _of_another_world(now, before)
    for key in keys:
        if now.form.quantity(key) != before.form.quantity(key):
            continue
        here, then = _in_both(now.take(key), _without(apart, before.take(key)))
        if here.numbers:
            told = add_up(key, here, now.form), add_up(key, then, before.form)
            if not any(total.value.missing for total in told):
                yield Change(told[0].value, _marked(told[1]), len(here.numbers))


def unlike(now: Units, before: Units) -> list[Unit]:
    """The units whose data are of more days in one of the periods than in the other, as of one that did not exist throughout."""
    return [
        one.unit
        for one, then in _pairs(now, before)
        if one.window and then.window and not alike(one.window, then.window)
    ]


def _of_another_world(now: Units, before: Units) -> set[str]:
    return {one.unit.code for one, then in _pairs(now, before) if one.synthetic != then.synthetic}


def _pairs(now: Units, before: Units) -> Iterator[tuple[UnitFigures, UnitFigures]]:
    """The figures now and then of the units that are the same."""
    both = ((one, before.figures[code]) for code, one in now.figures.items() if code in before.figures)
    return ((one, then) for one, then in both if one.unit.is_same(then.unit))


def _without(codes: Set[str], taken: Taken) -> Taken:
    return Taken({unit: value for unit, value in taken.numbers.items() if unit.code not in codes}, taken.left_out)


def _in_both(now: Taken, before: Taken) -> tuple[Taken, Taken]:
    """What takes part in both, of the same units."""
    then = {unit.code: unit for unit in before.numbers}
    same = [unit for unit in now.numbers if unit.code in then and unit.is_same(then[unit.code])]
    return (
        Taken({unit: now.numbers[unit] for unit in same}, {}),
        Taken({then[unit.code]: before.numbers[then[unit.code]] for unit in same}, {}),
    )


def _marked(total: Total) -> Value:
    """The value of the period before, which no register may take for this period's."""
    return replace(total.value, key=f"{total.value.key}@truoc", label=f"{total.value.label} (kỳ trước)")


def _as_printed(value: Value) -> Decimal:
    if value.kind != "share":
        return value.known
    return round_percent(value.known * HUNDRED, value.decimals)
