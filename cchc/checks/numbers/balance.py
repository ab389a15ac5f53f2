"""What came in and what became of it. In: a CheckContext. Out: findings of BALANCE.

Carried over + received = resolved + in progress + returned; or, as in form 06a, received holds the carried-over, and
resolved may hold the returned. Where the channels tell that received holds the carried-over, it is not added. Withdrawn,
waiting, paused, phi địa giới: inside these or apart, as a report counts them. Where one of them was not submitted the rule
asks what it would have to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cchc.catalogue.rules import rules
from cchc.checks.context import CheckContext
from cchc.checks.finding import Finding, input_numbers, new_finding
from cchc.checks.numbers.sums import merge, values_at, where
from cchc.checks.wording import format_value, named, names, terms
from cchc.indicators.carried import readings, told_by_channels
from cchc.indicators.statements import Statements
from cchc.values.printing import print_number
from cchc.values.value import Value, known_sum


def check_balance(context: CheckContext) -> Iterator[Finding]:
    """The balance, wherever the dossiers received are stated."""
    found = (_check_balance(context, place) for place in context.counts.statements)
    yield from merge(finding for finding in found if finding is not None)


def _check_balance(context: CheckContext, place: Statements) -> Finding | None:
    keys = rules().balance
    if place.stated(keys.received) is None:
        return None
    wanted = (keys.carried, keys.received, keys.resolved, keys.going, keys.returned)
    carried, received, resolved, going, returned = values_at(context.counts, place, wanted).values()
    if resolved.missing:
        return None
    also, outside = (_known(context, place, some) for some in (keys.also, keys.outside))
    left, right = known_sum([carried, received]), known_sum([resolved, going, returned])
    apart = [value.number for value in also if value.number is not None]
    inside = received.number in readings(known_sum([resolved, going]), [*apart, known_sum([returned])])
    if left in readings(right, apart) or inside:
        return None
    if carried.number and told_by_channels(context.counts, place.section, place.scope):
        return _say_held(place, [carried, received, resolved, going, returned], also)
    filled = bool(outside) and any(left == one + known_sum(outside) for one in readings(right, apart))
    told = _say_apart(also, outside if filled else [])
    return _say(place, [carried, received, resolved, going, returned], also, told, certain=not filled)


def _say(place: Statements, values: list[Value], also: list[Value], told: str, *, certain: bool) -> Finding:
    stated, absent = [v for v in values if not v.missing], [v for v in values if v.missing]
    said = _say_missing(stated, absent, values) if absent else _say_gap(values)
    return new_finding(
        "BALANCE",
        f"{where(place, terms(stated))}: {said}{told}",
        "Lấy lại các số này từ phần mềm một cửa; hồ sơ kỳ trước, đang giải quyết và trả lại phải được ghi, kể cả khi bằng 0.",
        keys=[values[1].key, *input_numbers(stated), *input_numbers(also), *(value.key for value in absent)],
        numbers=[*stated, *also],
        compared=(known_sum(values[:2]), known_sum(values[2:])),
        severity="E" if certain and not absent else "W",
    )


def _say_held(place: Statements, values: list[Value], also: list[Value]) -> Finding:
    """The channels have told that received holds the carried-over: what is out or open is held to received alone."""
    carried, received, *out = values
    stated, absent = [v for v in out if not v.missing], [v for v in out if v.missing]
    gap = known_sum([received]) - known_sum(out)
    whole = f"tiếp nhận {format_value(received)} (theo các kênh thì đã gồm kỳ trước chuyển qua {format_value(carried)})"
    asked = bool(absent) and gap > 0
    said = f"{whole}, {' và '.join(map(named, stated))}; " + (
        f"chưa gửi {names(absent)}: nếu các số kia đúng thì phải là {print_number(gap)}."
        if asked
        else f"lệch {print_number(abs(gap))}."
    )
    return new_finding(
        "BALANCE",
        f"{where(place, terms([received, *stated]))}: {said}{_say_apart(also, [])}",
        "Lấy lại các số này từ phần mềm một cửa, tính đến cùng một ngày.",
        keys=[
            received.key,
            *input_numbers([carried, received, *stated]),
            *input_numbers(also),
            *(value.key for value in absent),
        ],
        numbers=[carried, received, *stated, *also],
        compared=(received.number, known_sum(out)),
        severity="W" if asked else "E",
    )


def _known(context: CheckContext, place: Statements, keys: Sequence[str]) -> list[Value]:
    return [value for value in values_at(context.counts, place, keys).values() if value.number]


def _say_apart(also: list[Value], outside: list[Value]) -> str:
    """What was counted apart and did not help either; what is in no sum and fills the gap."""
    tried = f" Cộng thêm hay không {', '.join(map(named, also))} đều không cân đối." if also else ""
    if not outside:
        return tried
    return f"{tried} Chỗ lệch đúng bằng {' + '.join(map(named, outside))}, là số không nằm trong tổng nào."


def _say_gap(values: list[Value]) -> str:
    carried, received, resolved, going, returned = values
    gap = abs(known_sum([carried, received]) - known_sum([resolved, going, returned]))
    return (
        f"kỳ trước chuyển qua ({format_value(carried)}) + tiếp nhận ({format_value(received)}) không bằng đã giải quyết "
        f"({format_value(resolved)}) + đang giải quyết ({format_value(going)}) + trả lại ({format_value(returned)}), "
        f"lệch {print_number(gap)}."
    )


def _say_missing(stated: list[Value], absent: list[Value], values: list[Value]) -> str:
    """What the missing numbers would have to be: those that went out or are open, less what was carried over."""
    carried = values[0]
    rest = known_sum(values[:2]) - known_sum(values[2:])
    told = f"tiếp nhận {format_value(values[1])}, đã giải quyết {format_value(values[2])}"
    more = [value for value in (carried, *values[3:]) if value in stated]
    told += "".join(f", {name} {format_value(value)}" for name, value in _called(values) if value in more)
    out = [value for value in absent if value is not carried]
    asked = f"{told}. Chưa gửi {names(absent)}: nếu các số kia đúng thì"
    if rest > 0 and out:
        together = " cộng lại" if len(out) > 1 else ""
        more_carried = ", cộng thêm số hồ sơ kỳ trước chuyển qua nếu có" if carried in absent else ""
        return f"{asked} {names(out)}{together} phải là {print_number(rest)}{more_carried}."
    if rest < 0 and carried in absent:
        more_out = f", cộng thêm {names(out)} nếu có" if out else ""
        return f"{asked} {names([carried])} phải là {print_number(-rest)}{more_out}."
    return f"{told}. Các số này không cân đối, dù {names(absent)} là bao nhiêu."


def _called(values: list[Value]) -> list[tuple[str, Value]]:
    carried, _, _, going, returned = values
    return [("kỳ trước chuyển qua", carried), ("đang giải quyết", going), ("trả lại", returned)]


CHECKS = (check_balance,)
