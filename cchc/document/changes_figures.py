"""Numbers that changed. In: the figures and procedures of two sides. Out: one change each, old beside new.

Missing is not zero: where one side has no number there is no difference. A percentage differs by points, never by a
percentage of itself; what a unit did not state itself is not therefore missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from cchc.checks.finding import plain_number
from cchc.document.changes_sides import Figure, Procedure
from cchc.values.printing import HUNDRED, NOT_SUBMITTED

Status = Literal["changed", "new", "gone", "same"]
NOT_STATED, NOT_COMPUTED = "không ghi", "chưa đủ số liệu"  # a rate: stated by the unit, computed anew


@dataclass(frozen=True)
class FigureChange:
    """One number in both reports; None where that report does not state it."""

    old: Figure | None
    new: Figure | None
    place: str = ""

    @property
    def shown(self) -> Figure:
        """The figure that gives label and unit: the newer one where there is one."""
        figure = self.new or self.old
        assert figure is not None
        return figure

    @property
    def texts(self) -> tuple[str, str]:
        """Both numbers as they are printed."""
        return self._text(self.old), self._text(self.new)

    def _text(self, figure: Figure | None) -> str:
        if figure is not None and figure.text != NOT_SUBMITTED:
            return figure.text
        return {"percent": NOT_STATED, "share": NOT_COMPUTED}.get(self.shown.kind, NOT_SUBMITTED)

    @property
    def computed(self) -> bool:
        """Whether a rate was computed in either report; else it only repeats what the unit states."""
        known = [side for side in (self.old, self.new) if side and side.number is not None]
        return not known or any(not side.copied for side in known)

    @property
    def status(self) -> Status:
        """Whether the number changed, came or went. Without a number on either side the texts are compared."""
        old, new = (figure.number if figure else None for figure in (self.old, self.new))
        if old is None and new is None:
            return "same" if self.texts[0] == self.texts[1] else "changed"
        if old is None or new is None:
            return "new" if old is None else "gone"
        return "same" if old == new else "changed"

    @property
    def difference(self) -> Decimal | None:
        """New - old, as the two are printed; of percentages in points. None where one is missing, and for a choice.

        What is too small to be seen in print is told by the numbers themselves.
        """
        if self.old is None or self.new is None or self.shown.kind in ("choice", "text"):
            return None
        old, new = self.old.number, self.new.number
        if old is None or new is None:
            return None
        printed = (self.new.printed or Decimal(0)) - (self.old.printed or Decimal(0))
        return printed or (new - old) * (HUNDRED if self.shown.kind == "share" else 1)

    @property
    def percent(self) -> Decimal | None:
        """The difference in percent of the old number; None for percentages, and over an old number of 0."""
        old = self.old.number if self.old else None
        if self.difference is None or not old or self.shown.kind in ("share", "percent"):
            return None
        return self.difference / old * HUNDRED

    def as_json(self) -> dict[str, Any]:
        """The form of `cchc diff --json`; numbers are JSON numbers, a missing one is null."""
        figure, (before, after) = self.shown, self.texts
        return {
            "key": figure.key,
            "label": figure.label,
            "unit": figure.unit,
            "of": figure.of,
            "place": self.place,
            "status": self.status,
            "old": plain_number(self.old.number) if self.old else None,
            "new": plain_number(self.new.number) if self.new else None,
            "old_text": before,
            "new_text": after,
            "difference": plain_number(self.difference),
            "percent": plain_number(self.percent),
        }


@dataclass(frozen=True)
class ProcedureChange:
    """One procedure in the lists of both reports; None where that list does not have it."""

    old: Procedure | None
    new: Procedure | None

    @property
    def shown(self) -> Procedure:
        """The newer of both."""
        procedure = self.new or self.old
        assert procedure is not None
        return procedure

    @property
    def days(self) -> tuple[FigureChange, FigureChange]:
        """Its time by rule, and after shortening."""
        old, new = self.old, self.new
        return (
            FigureChange(old.before if old else None, new.before if new else None),
            FigureChange(old.after if old else None, new.after if new else None),
        )

    @property
    def status(self) -> Status:
        """Whether it came into the list, left it, or has another time in it."""
        if self.old is None or self.new is None:
            return "new" if self.old is None else "gone"
        return "same" if all(change.status == "same" for change in self.days) else "changed"

    def as_json(self) -> dict[str, Any]:
        """The form of `cchc diff --json`."""
        return {
            "name": self.shown.name,
            "status": self.status,
            "old": _days_json(self.old),
            "new": _days_json(self.new),
        }


def _days_json(procedure: Procedure | None) -> dict[str, Any] | None:
    if procedure is None:
        return None
    return {"before": plain_number(procedure.before.number), "after": plain_number(procedure.after.number)}


def compare_procedures(old: Mapping[str, Procedure], new: Mapping[str, Procedure]) -> Iterator[ProcedureChange]:
    """The procedures of both lists, matched by name."""
    for name in dict.fromkeys((*new, *old)):
        yield ProcedureChange(old.get(name), new.get(name))
