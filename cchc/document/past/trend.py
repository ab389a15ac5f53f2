"""How figures went over the periods that a report looks back at. In: a report's figures, those of then. Out: points in time order.

A period of which a unit's figures are missing, or count something else, is left out and named. One of fewer days than usual says from
which to which, and where the unit changed since the point before, that is said too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from cchc.catalogue.periods import alike, past_rules, periods
from cchc.catalogue.presentation import Chart
from cchc.catalogue.units.register import Unit
from cchc.document.charts.trend import Point
from cchc.document.past.period import Past, window_of
from cchc.document.submission_data import SubmissionData
from cchc.raw.keys import ReportKey
from cchc.values.printing import print_date


def points_of(chart: Chart, now: SubmissionData, past: Sequence[Past]) -> list[Point]:
    """The points of the chart, the oldest first; none where too few earlier periods are known for a trend."""
    assert chart.total is not None
    known = [one for one in reversed(past) if one.same_quantity(now, chart.section, chart.total.key)]
    if len(known) < past_rules().trend_from or now.together(chart.section, [chart.total.key])[chart.total.key].missing:
        return []
    units = [*(one.found.territory.units for one in known), (now.unit,)]
    gaps = [_gap(now.key, *pair) for pair in pairwise([*(one.found.back for one in known), 0])]
    changes = [_change(then, since) for then, since in pairwise(units)]
    marks = ["", *("; ".join(filter(None, told)) for told in zip(changes, gaps, strict=True))]
    return [
        *(_past_point(chart, now, one, mark) for one, mark in zip(known, marks, strict=False)),
        _own_point(chart, now, marks[-1]),
    ]


def _own_point(chart: Chart, now: SubmissionData, mark: str) -> Point:
    assert chart.total is not None
    keys = [chart.total.key, *(one.key for one in chart.parts)]
    total, *parts = (now.together(chart.section, [key])[key] for key in keys)
    return Point(now.words["ky"], _days([now]), mark, total, tuple(part for part in parts if not part.missing))


def _past_point(chart: Chart, now: SubmissionData, past: Past, mark: str) -> Point:
    assert chart.total is not None
    keys = [one.key for one in chart.parts if past.same_quantity(now, chart.section, one.key)]
    total, *parts = (past.value(chart.section, key) for key in (chart.total.key, *keys))
    count = len(past.parts)
    note = "; ".join(filter(None, [f"cộng {count} đơn vị" if count > 1 else "", _days(past.parts)]))
    return Point(past.name, note, mark, total, tuple(parts))


def _days(parts: Iterable[SubmissionData]) -> str:
    """From which to which day, where these are fewer or more than the period has."""
    short = (part for part in parts if not alike(window_of(part), periods()[part.key.period].window(part.year)))
    return next(("số liệu từ {} đến {}".format(*map(print_date, window_of(part))) for part in short), "")


def _gap(key: ReportKey, older: int, newer: int) -> str:
    """Which periods are left out between two points, so many periods ago each; nothing where they follow on one another."""
    names = []
    for back in range(1, older):
        key = key.previous
        if back > newer:
            names.append(periods()[key.period].name_in(key.year))
    return f"chưa đủ số liệu {', '.join(reversed(names))}" if names else ""


def _change(then: Sequence[Unit], since: Sequence[Unit]) -> str:
    """What happened to the unit between two points: made of others, or called otherwise; nothing where neither."""
    one = since[-1]
    if [(unit.code, unit.full_name) for unit in then] == [(unit.code, unit.full_name) for unit in since]:
        return ""
    if len(then) == 1 and then[0].is_same(one):
        return f"từ {print_date(one.valid_from or one.begun)} là {one.level_word} {one.name}"
    made = f"lập từ {len(then)} đơn vị" if len(then) > 1 else f"trước là {then[0].level_word} {then[0].name}"
    return f"{print_date(one.begun)}: {one.level_word} {one.name} {made}"
