"""Does "received" hold what was carried over? In: counts. Out: yes or no, and what came in new.

Form 06a adds the dossiers of the period before to those received; most reports do not. Which of the two a report does
is told by its channels and by its balance. Where neither tells, received is what came in new. What some reports count
apart and others do not (withdrawn, waiting for supplements, phi địa giới, kiosks) may be added or not.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from cchc.catalogue.rules import rules
from cchc.indicators.counts import Counts, Group
from cchc.values.value import Formula, Value, whole_sum

NEW = "hồ sơ mới tiếp nhận trong kỳ"


def readings(base: Decimal, optional: Iterable[Decimal]) -> set[Decimal]:
    """What `base` and any of the optional numbers add up to."""
    sums = {base}
    for number in optional:
        sums |= {one + number for one in sums}
    return sums


def balance_holds_carried(group: Group, also: Sequence[Decimal] = ()) -> bool | None:
    """Whether received = resolved + in progress holds only with the carried-over inside; None where neither reading does."""
    keys = rules().balance
    flow = (keys.received, keys.carried, keys.resolved, keys.going)
    received, carried, resolved, going = (group[key].number for key in flow)
    if received is None or resolved is None or going is None or not carried:
        return None
    returned = group[keys.returned].number or Decimal(0)
    if carried + received in readings(resolved + going + returned, also):
        return False
    return True if received in readings(resolved + going, [returned, *also]) else None


def channels_hold_carried(group: Group, further: Sequence[Decimal] = ()) -> bool | None:
    """Whether the channels reach received only together with the carried-over; None where neither reading does."""
    keys = rules().balance
    received, carried = group[keys.received].number, group[keys.carried].number
    channels = whole_sum(group[key] for key in keys.channels)
    if received is None or channels is None or not carried:
        return None
    if received in readings(channels, further):
        return False
    return True if received in readings(channels + carried, further) else None


def holds_carried(counts: Counts, section: str | None, scope: str | None = None) -> bool:
    """Whether the received dossiers that a sentence of the section speaks of hold those carried over."""
    group = counts.group(rules().balance.keys, section, scope)
    told = balance_holds_carried(group, _known(counts, rules().balance.also, section, group))
    return bool(channels_hold_carried(group, _further(counts, section, group)) if told is None else told)


def told_by_channels(counts: Counts, section: str | None, scope: str | None = None) -> bool:
    """Whether the channels alone say that received holds the carried-over."""
    group = counts.group(rules().balance.keys, section, scope)
    return bool(channels_hold_carried(group, _further(counts, section, group)))


def new_dossiers(counts: Counts, section: str | None, scope: str | None = None) -> Value | None:
    """What came in new, where received holds the carried-over and the channels do not; else None."""
    keys = rules().balance
    group = counts.group(keys.keys, section, scope)
    told = channels_hold_carried(group, _further(counts, section, group))
    received, carried = group[keys.received], group[keys.carried]
    if told is None:
        told = balance_holds_carried(group, _known(counts, keys.also, section, group))
    if not told:
        return None
    assert received.number is not None and carried.number is not None
    formula = Formula(f"{received.key} - {carried.key}", (received, carried))
    number = received.number - carried.number
    return Value(formula.text, NEW, received.unit, received.kind, number, "remainder", formula=formula)


def has_others(counts: Counts, section: str | None, scope: str | None = None) -> bool:
    """Whether received holds, beside its usual channels, some that are stated apart: e-copies, phi địa giới."""
    keys = rules().balance
    group = counts.group(keys.keys, section, scope)
    received, channels = group[keys.received].number, whole_sum(group[key] for key in keys.channels)
    if received is None or channels is None or received == channels:
        return False
    return received in readings(channels, _further(counts, section, group))


def _further(counts: Counts, section: str | None, group: Group) -> list[Decimal]:
    """The numbers that the total of received may hold besides its channels, but for the carried-over."""
    keys = rules().balance
    sums = [rule for rule in rules().sums if rule.total == keys.received]
    more = [key for rule in sums for key in (*(part.key for part in rule.further), *rule.also)]
    return _known(counts, [key for key in more if key != keys.carried], section, group)


def _known(counts: Counts, keys: Iterable[str], section: str | None, group: Group) -> list[Decimal]:
    """The numbers of these keys in the scope of the group, as far as they are known."""
    found = counts.group(keys, section, group.scope).values()
    return [value.number for value in found if value.number is not None]
