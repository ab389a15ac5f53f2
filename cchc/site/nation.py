"""Compare the provinces of the nation. In: the comparisons of each province, who has submitted. Out: one table a period.

Every province of the register on the period's last day has a line, with nothing submitted too: missing is not zero. A
figure of a province is the median of its units, that of the nation the median of all units, not of the provinces'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.rules import severity_names
from cchc.site.compare import Comparison, Spread, spread
from cchc.site.entry import REPORT_STATES, Entry, Window, bare_name, figure_columns, search_key
from cchc.site.matrix import Submitted, units_by_province
from cchc.values.printing import print_share

NATION = "toan-quoc"
_WHOLE = "Toàn quốc"

Group = tuple[Window, bool]  # a period, and whether its data are made up


@dataclass(frozen=True)
class ProvinceLine:
    """A province in a period: units `sent` of those `expected`, reports by state, findings open by severity, medians.

    `found`: of each severity the causes, and the places in which they show.
    """

    key: str
    name: str
    page: str | None
    expected: int
    sent: int
    states: Mapping[str, int]
    found: Mapping[str, tuple[int, int]]
    spreads: tuple[Spread, ...]

    @property
    def share(self) -> str:
        """How much of what is expected was sent, as printed; nothing where nothing is expected."""
        return print_share(self.sent / Decimal(self.expected)) if self.expected else ""


@dataclass(frozen=True)
class Nation:
    """Every province in one period, made-up data by themselves, and the nation in `whole`."""

    window: Window
    synthetic: bool
    lines: tuple[ProvinceLine, ...]
    whole: ProvinceLine

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"ky-{self.window.year}-{self.window.period}{'-mo-phong' if self.synthetic else ''}"

    @property
    def label(self) -> str:
        """Its period in words."""
        return self.window.label + (" (mô phỏng)" if self.synthetic else "")


def build_nation(
    comparisons: Mapping[str, Sequence[Comparison]], waiting: Mapping[str, Sequence[Submitted]]
) -> tuple[Nation, ...]:
    """A table for each period that something was submitted for, the newest first; both mappings are by province."""
    compared = {(one.window, one.synthetic, key): one for key, found in comparisons.items() for one in found}
    groups: set[Group] = {(window, synthetic) for window, synthetic, _ in compared}
    still = {one.window for ones in waiting.values() for one in ones}
    groups |= {(window, False) for window in still if (window, True) not in groups}
    newest_first = sorted(groups, key=lambda group: (group[0], not group[1]), reverse=True)
    return tuple(_table(group, groups, compared, waiting) for group in newest_first)


def _table(
    group: Group,
    groups: set[Group],
    compared: Mapping[tuple[Window, bool, str], Comparison],
    waiting: Mapping[str, Sequence[Submitted]],
) -> Nation:
    """Submissions without a report are told beside the real reports, beside made-up ones where there are no others."""
    window, synthetic = group
    takes = not synthetic or (window, False) not in groups
    pages = {key for _, _, key in compared} | set(waiting)
    own = {key: one for (at, kind, key), one in compared.items() if (at, kind) == group}
    late = {key: [one.code for one in ones if one.window == window and takes] for key, ones in waiting.items()}
    keys = {*units_by_province(window.end), *own, *(key for key, codes in late.items() if codes)}
    lines = [_line(key, window, own.get(key), late.get(key, ()), key in pages) for key in keys]
    ordered = tuple(sorted(lines, key=lambda line: (search_key(bare_name(line.name)), line.key)))
    return Nation(window, synthetic, ordered, _whole(ordered))


def _line(
    key: str, window: Window, compared: Comparison | None, waiting: Sequence[str], has_page: bool
) -> ProvinceLine:
    entries = [entry for entry, _ in compared.rows] if compared else []
    units = units_by_province(window.end).get(key, ())
    name = entries[0].head.tinh if entries else units[0].province if units else key
    reported = {entry.head.ma_xa for entry in entries}
    return ProvinceLine(
        key=key,
        name=name,
        page=f"{key}.html" if has_page else None,
        expected=len({unit.code for unit in units} | reported),
        sent=len(reported.union(waiting)),
        states={state: sum(entry.state == state for entry in entries) for state in REPORT_STATES},
        found={code: _found(entries, code) for code in severity_names()},
        spreads=compared.spreads if compared else tuple(spread(*column, []) for column in figure_columns()),
    )


def _found(entries: Iterable[Entry], code: str) -> tuple[int, int]:
    heads = [entry.head.findings for entry in entries if not entry.outdated]
    return sum(getattr(head.causes, code) for head in heads), sum(getattr(head, code) for head in heads)


def _whole(lines: Sequence[ProvinceLine]) -> ProvinceLine:
    """The nation: sums of what is counted, and medians over the units of all provinces."""
    found = {code: [line.found[code] for line in lines] for code in severity_names()}
    return ProvinceLine(
        key=NATION,
        name=_WHOLE,
        page=None,
        expected=sum(line.expected for line in lines),
        sent=sum(line.sent for line in lines),
        states={state: sum(line.states[state] for line in lines) for state in REPORT_STATES},
        found={
            code: (sum(causes for causes, _ in ones), sum(places for _, places in ones)) for code, ones in found.items()
        },
        spreads=tuple(map(_joined, zip(*(line.spreads for line in lines), strict=True))),
    )


def _joined(spreads: Sequence[Spread]) -> Spread:
    """One figure over the units of all provinces."""
    first = spreads[0]
    figures: list[Decimal | None] = [value for one in spreads for value in one.values]
    figures += [None] * (sum(one.reports for one in spreads) - len(figures))
    errors = [value for one in spreads for value in one.in_error]
    return spread(first.key, first.label, figures, errors, sum(one.outdated for one in spreads))
