"""Totals over the units of a province, by row of the annex. In: units with their states and figures. Out: Totals.

A unit whose number is not sure takes no part, and the total says which and why: missing is not zero, and what an open
error speaks of is not a number to add up.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from cchc.build.standing.states import State, UnitState
from cchc.catalogue.counts import counts
from cchc.catalogue.form import Form
from cchc.catalogue.indicators import indicators
from cchc.catalogue.roll_up import roll_up
from cchc.catalogue.units.register import Unit
from cchc.province.units import UnitFigures
from cchc.values.value import Formula, Value, known_sum

Reason = Literal["chua_gui", "khong_doc_duoc", "chua_lap", "mo_phong", "bieu_mau_khac", "khong_co", "khong_la_so",
                 "mau_so_khac", "con_loi"]  # fmt: skip
ADDED_UP = ("count", "measure", "choice")
_NO_REPORT: Mapping[State, Reason] = {
    State.CHUA_GUI: "chua_gui",
    State.KHONG_DOC_DUOC: "khong_doc_duoc",
    State.DA_GUI: "chua_lap",
}


@dataclass(frozen=True)
class Taken:
    """The numbers that take part, by unit, and the units that do not, by reason, each in the order of codes."""

    numbers: Mapping[Unit, Value]
    left_out: Mapping[Reason, Sequence[Unit]]

    @property
    def units(self) -> int:
        """How many units there are, taking part or not."""
        return len(self.numbers) + sum(map(len, self.left_out.values()))

    def of_type(self, kind: str) -> Taken:
        """The same of the units of one type."""
        left_out = {reason: [unit for unit in units if unit.type == kind] for reason, units in self.left_out.items()}
        numbers = {unit: value for unit, value in self.numbers.items() if unit.type == kind}
        return Taken(numbers, {reason: units for reason, units in left_out.items() if units})


@dataclass(frozen=True)
class Total:
    """What a figure adds up to, None where no unit takes part: of a choice how many units have it, of a rate over both sums."""

    value: Value
    taken: Taken


class Units:
    """The units of a province on a day: where each stands, and the figures of those whose report was built."""

    def __init__(self, states: Sequence[UnitState], figures: Mapping[str, UnitFigures], form: Form) -> None:
        self.states, self.figures, self.form = states, figures, form
        made_up = [one.synthetic for one in figures.values()]
        self.synthetic = bool(made_up) and all(made_up)
        self._mixed = any(made_up) and not self.synthetic

    def without_report(self) -> dict[Reason, list[Unit]]:
        """The units that no number can be taken of, whatever the figure, by reason."""
        found: dict[Reason, list[Unit]] = {}
        for state in self.states:
            reason = self._without_report(state, self.figures.get(state.unit.code))
            if reason is not None:
                found.setdefault(reason, []).append(state.unit)
        return found

    @property
    def some_made_up(self) -> bool:
        """Whether a figure of any unit was made up by `cchc demo`."""
        return self.synthetic or self._mixed

    def take(self, key: str) -> Taken:
        """The numbers of the key that take part, and why the others do not."""
        numbers: dict[Unit, Value] = {}
        left_out: dict[Reason, list[Unit]] = {}
        for state in self.states:
            figures = self.figures.get(state.unit.code)
            reason = self._without_report(state, figures)
            if reason is None and figures is not None:
                reason, value = _judged(figures, key, self.form)
                if reason is None:
                    numbers[state.unit] = value
            if reason is not None:
                left_out.setdefault(reason, []).append(state.unit)
        return Taken(numbers, left_out)

    def _without_report(self, state: UnitState, figures: UnitFigures | None) -> Reason | None:
        if (reason := _NO_REPORT.get(state.state)) is not None:
            return reason
        if figures is None:
            return "chua_lap"
        return "mo_phong" if figures.synthetic and self._mixed else None

    def total(self, key: str) -> Total:
        """What the figure adds up to, or for a rate: all numerators over all denominators."""
        return add_up(key, self.take(key), self.form)


def add_up(key: str, taken: Taken, form: Form) -> Total:
    """What the numbers add up to; of a rate, all numerators over all denominators."""
    return Total(_pooled(key, taken) if key in indicators() else _sum(key, taken, form), taken)


def asked_for(form: Form, units: Iterable[UnitFigures]) -> Iterator[str]:
    """The counts that narratives state and the annex has no row for, in the order of the catalogue; no rates."""
    stated = {key for one in units for key in one.stated}
    known = (count for count in counts() if count.key in stated and count.key not in form.by_key)
    yield from (count.key for count in known if count.kind == "count")


def _judged(figures: UnitFigures, key: str, form: Form) -> tuple[Reason | None, Value]:
    """Why the unit's number of the key takes no part; None where it does."""
    value = figures.value(key)
    if figures.form.quantity(key) != form.quantity(key):
        return "bieu_mau_khac", value
    if value.missing and key in figures.other_denominators:
        return "mau_so_khac", value
    if value.missing:
        return "khong_la_so" if value.status in ("not_a_number", "text") else "khong_co", value
    return ("con_loi" if figures.in_error(value) else None), value


def _sum(key: str, taken: Taken, form: Form) -> Value:
    row = form.by_key.get(key)
    first = next(iter(taken.numbers.values()), None)
    label, unit = (row.label, row.unit) if row else (first.label, first.unit) if first else (key, "")
    kind = row.kind if row else "count"
    number: Decimal | None = None
    if taken.numbers and (kind in ADDED_UP):
        number = known_sum(taken.numbers.values())
    said = f"cộng của {len(taken.numbers)} đơn vị"
    status = "missing" if number is None else "derived"
    return Value(key, label, unit, "count", number, status, formula=Formula(said, ()))  # type: ignore[arg-type]


def _pooled(key: str, taken: Taken) -> Value:
    """All numerators over all denominators of the units that take part."""
    sides = [
        value.formula.operands for value in taken.numbers.values() if value.formula and len(value.formula.operands) == 2
    ]
    above, below = known_sum(one for one, _ in sides), known_sum(one for _, one in sides)
    first = next(iter(taken.numbers.values()), None)
    known = bool(sides) and below > 0
    if first is None:
        return Value(key, key, "%", "share", None, "missing")
    parts = (_side(first, 0, above, len(sides)), _side(first, 1, below, len(sides))) if sides else ()
    text = first.formula.text if first.formula else ""
    return Value(key, first.label, "%", "share", above / below if known else None, "derived" if known else "missing",
                 formula=Formula(text, parts), denominator=first.denominator, decimals=first.decimals)  # fmt: skip


def _side(first: Value, place: int, number: Decimal, units: int) -> Value:
    assert first.formula is not None
    key = first.formula.text.split(" / ")[place]
    label = f"{first.formula.operands[place].label}, cộng của {units} đơn vị"
    return Value(key, label, "", "count", number, "derived", formula=Formula(f"cộng của {units} đơn vị", ()))


def reason_of(unit: Unit, taken: Taken) -> str:
    """Why the unit takes no part, in words."""
    return next((roll_up().left_out[reason] for reason, named in taken.left_out.items() if unit in named), "")


def taking_part(key: str, taken: Taken) -> Value:
    """How many units a total or rate is of."""
    formula = Formula(f"đếm trong {taken.units} đơn vị", ())
    return Value(
        key, "đơn vị có số liệu đã cộng", "đơn vị", "count", Decimal(len(taken.numbers)), "derived", formula=formula
    )
