"""Which units had a unit's territory on an earlier day. In: a unit and a day. Out: a Territory: it, or what it was made of.

A report of 2026 is fairly compared with the sum of the reports of 2024 of all units that the unit was made of: never with
that of the unit which had its code then. A unit that was split between several gives no part of a sum: nobody knows
which of its figures went where.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.units.register import Unit, predecessors_of, same_unit, unit_as_of


@dataclass(frozen=True)
class Territory:
    """The units that had the territory of `unit` on a day, in the order of codes; none where the register names none.

    `split` are those of them that several units were made of. `same`: the one there is is the unit itself.
    """

    unit: Unit
    units: tuple[Unit, ...]
    split: tuple[Unit, ...] = ()
    same: bool = False


def territory(known: Unit, day: date) -> Territory:
    """The units that had its territory on the day: itself where it existed, else those that it was made of."""
    if known.begun <= day:
        return Territory(known, (unit_as_of(known, day),), same=True)
    found = [territory(one, day) for one in predecessors_of(known)]
    units = dict.fromkeys(unit for one in found for unit in one.units)
    here = (one for one in predecessors_of(known) if len(one.successors) > 1)
    split = dict.fromkeys([*here, *(unit for one in found for unit in one.split)])
    same = went_on(known) and not split and all(one.same for one in found)
    return Territory(known, tuple(sorted(units, key=lambda one: one.code)), tuple(split), same)


def went_on(known: Unit) -> bool:
    """Whether the unit was only taken out of its district: the one before it had its code, type and name."""
    return [(one.code, one.full_name) for one in predecessors_of(known)] == [
        (known.code, same_unit(known)[0].full_name)
    ]


def name_units(units: Iterable[Unit]) -> str:
    """The units, those of one type together: "thị trấn A và các xã B, C"; nothing of none."""
    names: dict[str, list[str]] = {}
    for one in units:
        names.setdefault(one.level_word, []).append(one.name)
    listed = [f"{'các ' if len(named) > 1 else ''}{kind} {', '.join(named)}" for kind, named in names.items()]
    return " và ".join(filter(None, [", ".join(listed[:-1]), *listed[-1:]]))
