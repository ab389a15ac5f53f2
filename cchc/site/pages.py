"""The site over all reports. In: what their manifests say, and who has submitted. Out: pages by name, as bytes.

index.html lists every report; tinh/<province>.html compares the communes of a province and shows who has submitted
what; tinh/toan-quoc.html compares the provinces. The same manifests give the same bytes; nothing on a page asks for
anything outside output/.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from cchc.catalogue.rules import severity_names
from cchc.export.names import CHANGES, DOCX, HTML, INDEX, PDF, ROLL_UP, XLSX
from cchc.export.web import page_environment, page_style, replace_unprintable, source_of, without_comments
from cchc.site.compare import FEWEST_TO_JUDGE, LEAST_DISTANCE, STRIP_WIDTH, Comparison, compare
from cchc.site.entry import (
    NO_FIGURE,
    REPORT_STATES,
    Entry,
    Window,
    bare_name,
    figure_columns,
    in_order,
    print_figure,
)
from cchc.site.matrix import STATES, Submitted, build_matrices, province_of, unit_codes
from cchc.site.nation import NATION, Nation, build_nation
from cchc.values.printing import capital, print_date, print_number, print_share

PROVINCES = "tinh"
NATION_PAGE = f"{PROVINCES}/{NATION}.html"

ACCEPTED = "Đã chấp nhận"

_TEMPLATES = Path(__file__).parent / "templates"
_FIRST_NAMED = 5  # of the cells in a row of the index: before it stand unit, province, period and state


@dataclass(frozen=True, order=True)
class RollUp:
    """A province's roll-up of one period: its folder, from output/, and the files there."""

    window: Window
    folder: str
    files: tuple[str, ...]

    @property
    def province(self) -> str:
        """The key of its province: its folder is tinh-<code>-<key>."""
        return self.folder.rpartition("/")[2].split("-", 2)[2]

    @property
    def links(self) -> list[tuple[str, str]]:
        """Each format that it was made in, with its address from output/."""
        named = {"html": "HTML", "pdf": "PDF", "docx": "Word", "xlsx": "Excel"}
        made = ((named[key], name) for key, name in ROLL_UP.by_format.items() if name in self.files)
        return [(label, quote(f"{self.folder}/{name}")) for label, name in made]


@dataclass(frozen=True)
class Province:
    """A province's reports, and the submissions of its units that no report was made of."""

    key: str
    name: str
    entries: tuple[Entry, ...]
    waiting: tuple[Submitted, ...]
    roll_ups: tuple[RollUp, ...] = ()

    @property
    def page(self) -> str:
        """Where its page stands, from output/."""
        return f"{PROVINCES}/{self.key}.html"

    @property
    def kind(self) -> str:
        """What it is, in a sentence: "tỉnh" or "thành phố"."""
        return "thành phố" if self.name.startswith("Thành phố ") else "tỉnh"

    @functools.cached_property
    def comparisons(self) -> list[Comparison]:
        """Its units against each other, a period after the other."""
        return compare(self.entries)

    def count(self, state: str) -> int:
        """How many of its reports are in that state."""
        return sum(entry.state == state for entry in self.entries)

    @property
    def renewed(self) -> list[Entry]:
        """The issued reports that the unit has submitted something newer for, or that have a newer draft."""
        return _renewed(self.entries)


@dataclass(frozen=True)
class Site:
    """All that the pages tell: reports in print order, submissions without a report, manifests that say nothing."""

    entries: tuple[Entry, ...]
    waiting: tuple[Submitted, ...]
    unread: tuple[str, ...]
    roll_ups: tuple[RollUp, ...] = ()

    @functools.cached_property
    def windows(self) -> list[Window]:
        """Every period that something was submitted for, the newest first."""
        reported = {entry.window for entry in self.entries}
        return sorted(reported | {one.window for one in self.waiting}, reverse=True)

    @property
    def outdated(self) -> list[Entry]:
        """The reports that must be made again, for their submission is not what they were made from."""
        return [entry for entry in self.entries if entry.outdated]

    @property
    def renewed(self) -> list[Entry]:
        """The issued reports that the unit has submitted something newer for, or that have a newer draft."""
        return _renewed(self.entries)

    def count(self, state: str) -> int:
        """How many reports are in that state."""
        return sum(entry.state == state for entry in self.entries)

    @property
    def communes(self) -> int:
        """How many units have a report; a unit that got another's code is another, one that became a ward is not."""
        return len({_whose(entry) for entry in self.entries})

    @functools.cached_property
    def provinces(self) -> tuple[Province, ...]:
        """Every province that a report or a submission is from, as the alphabet has them."""
        reports: dict[str, list[Entry]] = {}
        waiting: dict[str, list[Submitted]] = {}
        for entry in self.entries:
            reports.setdefault(entry.province, []).append(entry)
        for one in self.waiting:
            key = province_of(one)
            if key is not None:
                waiting.setdefault(key, []).append(one)
        made = sorted(self.roll_ups, reverse=True)
        return tuple(
            replace(
                _province(key, reports.get(key, ()), waiting.get(key, ())),
                roll_ups=tuple(one for one in made if one.province == key),
            )
            for key in sorted({*reports, *waiting})
        )

    @functools.cached_property
    def nation(self) -> tuple[Nation, ...]:
        """The provinces side by side in each period; nothing where all is of one province."""
        if len(self.provinces) < 2:
            return ()
        compared = {province.key: province.comparisons for province in self.provinces}
        return build_nation(compared, {province.key: province.waiting for province in self.provinces})


def gather(
    entries: Iterable[Entry],
    submitted: Iterable[Submitted],
    unread: Iterable[str] = (),
    roll_ups: Iterable[RollUp] = (),
) -> Site:
    """What the site tells, in order; a submission that a report was made of is told by its report."""
    ordered = in_order(list(entries))
    made = {(entry.window, entry.head.ma_xa) for entry in ordered}
    waiting = sorted({one for one in submitted if (one.window, one.code) not in made}, reverse=True)
    return Site(tuple(ordered), tuple(waiting), tuple(sorted(unread)), tuple(roll_ups))


def site_pages(site: Site) -> dict[str, bytes]:
    """Every page by its name below output/."""
    nation = NATION_PAGE if site.nation else ""
    pages = {INDEX: _print("index.html.j2", site.entries, _cell_names(), site=site, table="index", nation=nation)}
    for province in site.provinces:
        matrices = build_matrices(province.key, site.windows, province.entries, province.waiting)
        pages[province.page] = _print(
            "province.html.j2", province.entries, province=province, matrices=matrices, table=province.key,
            comparisons=province.comparisons, nation=nation,
        )  # fmt: skip
    if nation:
        pages[nation] = _print("nation.html.j2", site.entries, tables=site.nation, table=NATION)
    return pages


def synthetic_mark(entries: Sequence[Entry]) -> str:
    """The words for made-up data, which stand on every page that shows any; nothing where all are real."""
    made_up = sum(entry.head.synthetic for entry in entries)
    if made_up == len(entries):
        return "DỮ LIỆU MÔ PHỎNG" if entries else ""
    return f"CÓ DỮ LIỆU MÔ PHỎNG: {_count(made_up)} TRÊN {_count(len(entries))} BÁO CÁO" if made_up else ""


def _renewed(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if entry.changed or entry.newer]


def _whose(entry: Entry) -> tuple[str, object]:
    """The unit of a report, whatever its type was; by its printed name where the register does not know it."""
    known = unit_codes(entry.window.end).get(entry.head.ma_xa)
    return entry.head.ma_xa, known.begun if known else (entry.head.tinh, entry.name)


def _province(key: str, entries: Sequence[Entry], waiting: Sequence[Submitted]) -> Province:
    if entries:
        name = max(entries, key=lambda entry: entry.window).head.tinh
    else:
        name = unit_codes(waiting[0].window.end)[waiting[0].code].province
    return Province(key, name, tuple(entries), tuple(waiting))


def _cell_names() -> str:
    """Rules that name the cells of a report where a narrow screen has no columns; the head of the table has the names."""
    names = [
        *(name.capitalize() for name in severity_names().values()),
        ACCEPTED,
        *(label for _, label in figure_columns()),
    ]
    rules = (
        f'.dai td:nth-child({place})::before{{content:"{name}: "}}' for place, name in enumerate(names, _FIRST_NAMED)
    )
    return f"@media(max-width:640px){{{''.join(rules)}}}"


def _print(template: str, entries: Sequence[Entry], rules: str = "", **content: Any) -> bytes:
    mark = synthetic_mark(entries)
    rules += f'@page{{@bottom-center{{content:"{mark}";font:bold 12pt serif}}}}' if mark else ""
    style = page_style(_asset("site.css"), rules)
    text = _environment().get_template(template).render(mark=mark, style=style, **content)
    return replace_unprintable(text).encode()


@functools.cache
def _environment() -> jinja2.Environment:
    environment = page_environment(_TEMPLATES, undefined=jinja2.StrictUndefined)
    environment.filters.update(
        row=_row, capital=capital, bare=bare_name, source=source_of, count=_count, day=print_date
    )
    environment.globals.update(
        script=Markup(without_comments(_asset("site.js"))),
        figures=figure_columns(),
        states=STATES,
        report_states=REPORT_STATES,
        severities=list(severity_names().values()),
        accepted=ACCEPTED,
        fewest=FEWEST_TO_JUDGE,
        none_word=NO_FIGURE,
        distance=print_share(LEAST_DISTANCE).removesuffix("%"),
        strip_width=STRIP_WIDTH,
    )
    return environment


@functools.cache
def _asset(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


def _row(entry: Entry) -> Mapping[str, Any]:
    """What a line of the index prints, looked up once."""
    head, window = entry.head, entry.window
    return {
        "states": f"{entry.state} {'mo-phong' if head.synthetic else 'that'}",
        "state": REPORT_STATES[entry.state].capitalize(),
        "html": entry.link(HTML), "pdf": entry.link(PDF), "changes": entry.link(CHANGES),
        "docx": entry.link(DOCX),
        "xlsx": entry.link(XLSX),
        "window": window, "search": "|".join(entry.names), "province": entry.province,
        "named": f"{entry.name}, {window.label}",
        "figures": [(print_figure(key, entry.figure(key)), entry.doubt(key)) for key, _ in figure_columns()],
        "counts": [(head.findings.causes_of(code), getattr(head.findings, code)) for code in severity_names()],
    }  # fmt: skip


def _count(number: int) -> str:
    """A count of reports or units: 3321 as "3.321"."""
    return print_number(Decimal(number))
