"""Rows of a comparison, above all those of numbers. In: values of two reports by key and place. Out: `Change`s, old beside new.

Missing is not zero: where one side has no number there is no difference. A percentage differs by points, never by a
percentage of itself; what a unit did not state itself is not therefore missing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cchc.catalogue.counts import count_info, is_known_key
from cchc.catalogue.indicators import reduction
from cchc.compare.sides import Statements
from cchc.values.printing import (
    HUNDRED,
    NO_VALUE,
    NOT_SUBMITTED,
    print_number,
    print_percent,
    print_share,
    round_percent,
)
from cchc.values.reading import clean
from cchc.values.value import Value

Kind = Literal["figure", "procedure", "finding", "sentence"]
Status = Literal["changed", "new", "gone", "same"]
NOT_STATED, NOT_COMPUTED = "không ghi", "chưa đủ số liệu"  # a rate: stated by the unit, computed anew
SHARES = ("share", "percent")


@dataclass(frozen=True)
class Change:
    """One thing that two reports state, `old` beside `new`; None where that report does not state it.

    By `kind` both are Values, ShortenedProcedures, findings in the form of kiem-tra.json, or the words of a paragraph.
    `section` is where the outline has it, `place` says where a number stands that is stated differently in several.
    """

    kind: Kind
    key: str
    label: str
    section: str
    place: str
    old: Any
    new: Any
    status: Status

    @property
    def current(self) -> Any:
        """The newer of both."""
        return self.old if self.new is None else self.new


def altered(changes: Iterable[Change]) -> list[Change]:
    """Those that are not the same on both sides."""
    return [change for change in changes if change.status != "same"]


def joined(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """The outer join by key, in the order of the newer."""
    return ((old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old)))


def status_of(old: Any, new: Any, same: bool) -> Status:
    """`same` says whether two that are there, or two that are not, are alike."""
    if (old is None) != (new is None):
        return "new" if old is None else "gone"
    return "same" if same else "changed"


def figures(old: Statements, new: Statements) -> Iterator[Change]:
    """One row a key where each report agrees with itself, else one a place."""
    for before, after in joined(old, new):
        stated, again = before or {}, after or {}
        if _agree(stated) and _agree(again):
            yield figure(_said(stated), _said(again))
        else:
            yield from _by_place(stated, again)


def _agree(values: Mapping[str, Value]) -> bool:
    return len({statement_text(value) for value in values.values()} - {""}) <= 1


def _said(values: Mapping[str, Value]) -> Value | None:
    """The first statement that says something."""
    return next(filter(statement_text, values.values()), next(iter(values.values()), None))


def _by_place(old: Mapping[str, Value], new: Mapping[str, Value]) -> Iterator[Change]:
    """A sum that nobody stated, which has no place, is compared with what is stated in every one."""
    for place in filter(None, dict.fromkeys((*new, *old))):
        yield figure(old.get(place, old.get("")), new.get(place, new.get("")), place)


def figure(old: Value | None, new: Value | None, place: str = "") -> Change:
    """The row of one number. Without a number on either side the texts are compared."""
    shown = new or old
    assert shown is not None
    before, after = (value.number if value else None for value in (old, new))
    same = before == after if before is not None else statement_text(old) == statement_text(new)
    part = ".".join(section_of(shown).split(".")[:2])
    return Change("figure", shown.key, shown.label, part, place, old, new, status_of(before, after, same))


def section_of(value: Value) -> str:
    """The section that the number belongs to, of a rate that of its numerator; nothing where none is known."""
    if value.kind == "days":
        return reduction().section
    usual = count_info(value.key).section if value.kind != "share" and is_known_key(value.key) else ""
    if value.formula and not usual:
        return section_of(value.formula.operands[0])
    return usual or next((cell.section for cell in value.cells if cell.section), "")


def statement_text(value: Value | None) -> str:
    """The number as it is printed, or what stands in its cell; "" where nothing is stated."""
    if value is None:
        return ""
    if value.number is None:
        found = clean(value.cells[0].text) if value.cells else ""
        return NO_VALUE if value.status == "no_value" else found and (found if value.kind == "text" else f"«{found}»")
    if value.kind == "share":
        return print_share(value.number, value.decimals)
    return print_percent(value.number, value.decimals) if value.kind == "percent" else print_number(value.number)


def texts(change: Change) -> tuple[str, str]:
    """What the old and the new report state; where one states nothing, the words for that."""
    nothing = {"percent": NOT_STATED, "share": NOT_COMPUTED}.get(change.current.kind, NOT_SUBMITTED)
    return statement_text(change.old) or nothing, statement_text(change.new) or nothing


def difference(change: Change) -> Decimal | None:
    """New - old, as the two are printed; of percentages in points. None where one is missing, and for a choice.

    What is too small to be seen in print is told by the numbers themselves.
    """
    old, new = change.old, change.new
    if not isinstance(old, Value) or not isinstance(new, Value) or new.kind in ("choice", "text"):
        return None
    if old.number is None or new.number is None:
        return None
    scale = HUNDRED if new.kind == "share" else Decimal(1)
    before, after = old.number * scale, new.number * scale
    if new.kind not in SHARES:
        return after - before
    return round_percent(after, new.decimals) - round_percent(before, old.decimals) or after - before


def percent(change: Change) -> Decimal | None:
    """The difference in percent of the old number; None for percentages, and over an old number of 0."""
    size, whole = difference(change), change.old.number if change.old else None
    return size / whole * HUNDRED if size is not None and whole and change.current.kind not in SHARES else None


def computed(change: Change) -> bool:
    """Whether a rate was computed in either report; else it only repeats what the unit states."""
    known = [value for value in (change.old, change.new) if value and value.number is not None]
    return not known or any(value.formula is None or len(value.formula.operands) != 1 for value in known)


def once(rates: Iterable[Change]) -> list[Change]:
    """Each rate once: over the first of its denominators that changed it, else over the first."""
    found: dict[str, Change] = {}
    for change in sorted(rates, key=lambda change: change.status == "same"):
        found.setdefault(change.key, change)
    return list(found.values())
