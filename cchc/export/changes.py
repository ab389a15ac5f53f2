"""Print what changed as one self-contained HTML file. In: `Changes`. Out: the bytes of thay-doi.html.

All text is escaped; the page runs no script and loads nothing, and its security policy says so.
"""

from __future__ import annotations

import functools
import re
from decimal import Decimal

import jinja2

from cchc.catalogue.outline import OPENING
from cchc.catalogue.rules import families, severity_names
from cchc.document.changes import Changes, altered, by_section, compare, once
from cchc.document.changes_figures import FigureChange
from cchc.document.changes_sides import FOOT, HEAD, Side, side_of
from cchc.document.changes_words import Run, WordChange
from cchc.document.figures import Figures
from cchc.export.names import HTML
from cchc.export.web import TEMPLATES, page_environment, page_style, replace_unprintable
from cchc.values.printing import capital, print_date, print_number, round_half_up

_TEMPLATES = TEMPLATES / "changes"
_SECTIONS = {HEAD: "Phần đầu", OPENING: "Mở đầu", FOOT: "Phần cuối"}
_MOST_DECIMALS = 4
_AROUND = 14  # words shown on each side of a change; what is further off is left out

_AMOUNT = re.compile(r"^Số( lượng)?( |$)")

PROCEDURE_LISTS = (
    ("new", "Bổ sung vào danh mục"),
    ("gone", "Đưa ra khỏi danh mục"),
    ("changed", "Thay đổi thời gian giải quyết"),
)


def changes_page(changes: Changes, report: str = HTML) -> bytes:
    """The page thay-doi.html; `report` is the address of the new report's page, no link where it is empty."""
    style = page_style((_TEMPLATES / "style.css").read_text(encoding="utf-8"))
    text = _environment().get_template("index.html.j2").render(changes=changes, style=style, report=report)
    return replace_unprintable(text).encode()


def compared_page(previous: Figures, current: Figures) -> bytes:
    """The page of a report and the period before, from their submissions alone: what a build can always make again."""
    return changes_page(compare(side_of(previous), side_of(current)))


@functools.cache
def _environment() -> jinja2.Environment:
    environment = page_environment(_TEMPLATES)
    environment.filters.update(
        altered=altered,
        difference=print_difference,
        shortened=shorten,
        section=section_name,
        rule=rule_name,
        window=_window,
        once=once,
        by_section=by_section,
        label=print_label,
        days=print_days,
    )
    environment.globals.update(
        title=headline, names=names, severities=severity_names(), procedure_lists=PROCEDURE_LISTS
    )
    return environment


def headline(changes: Changes) -> str:
    """What is compared, as a title."""
    old, new = changes.old, changes.new
    if changes.scope == "builds":
        return f"Thay đổi giữa hai bản báo cáo {new.period_name} của {new.unit}"
    if changes.scope == "periods":
        return f"Thay đổi của {new.unit}: {new.period_name} so với {old.period_name}"
    return f"So sánh {new.unit}, {new.period_name} với {old.unit}, {old.period_name}"


def names(changes: Changes) -> tuple[str, str]:
    """What the two columns are called."""
    if changes.scope == "builds":
        return "Bản trước", "Bản này"
    old, new = changes.old, changes.new
    told = (old.unit, new.unit) if changes.scope == "units" else (old.period_name, new.period_name)
    return capital(told[0]), capital(told[1])


def print_label(change: FigureChange) -> str:
    """The name of the number, its unit behind it where neither the name nor the difference says it."""
    shown = change.shown
    unit = unit_word(shown.unit)
    said = change.difference or shown.kind in ("share", "percent") or unit.casefold() in shown.label.casefold()
    return capital(shown.label) + ("" if said else f" ({unit})")


def unit_word(unit: str) -> str:
    """The unit as it stands behind a number: "hồ sơ" for "Số lượng hồ sơ", nothing for "Số lượng"."""
    word = _AMOUNT.sub("", unit)
    return word if word[1:2].isupper() else word[:1].lower() + word[1:]


def print_difference(change: FigureChange) -> str:
    """The difference as a reader says it: "tăng 12 hồ sơ (1,4%)", "giảm 1,2 điểm phần trăm"; a dash where there is none."""
    if change.difference is None:
        return "–"
    if not change.difference:
        return "không đổi"
    way = "tăng" if change.difference > 0 else "giảm"
    size = abs(change.difference)
    if change.shown.kind in ("share", "percent"):
        return f"{way} {_visible(size)} điểm phần trăm"
    told = f"{way} {print_number(size)} {unit_word(change.shown.unit)}".rstrip()
    return told if change.percent is None else f"{told} ({_visible(abs(change.percent), 1)}%)"


def print_days(change: FigureChange) -> str:
    """The days of a procedure: one number where both reports have the same, else "5 → 4 (giảm 1)"."""
    old, new = change.texts
    if change.status == "same":
        return new
    size = change.difference
    told = f" ({'tăng' if size > 0 else 'giảm'} {print_number(abs(size))})" if size else ""
    return f"{old} → {new}{told}"


def _visible(number: Decimal, decimals: int = 2) -> str:
    """The number with as many decimals as it has up to these; more where it would read as 0 and is not."""
    while decimals < _MOST_DECIMALS and number and not round_half_up(number, decimals):
        decimals += 1
    return print_number(round_half_up(number, decimals).normalize())


def shorten(change: WordChange) -> list[Run]:
    """The runs of a changed paragraph, what is far from any change left out."""
    runs = change.runs
    if change.status != "changed":
        return list(runs)
    last = len(runs) - 1
    return [_shorten(run, i > 0, i < last) if run.op == "same" else run for i, run in enumerate(runs)]


def _shorten(run: Run, after: bool, before: bool) -> Run:
    words = re.findall(r"\S+\s*|\s+", run.text)
    kept = _AROUND * (after + before)
    if len(words) <= kept + _AROUND:
        return run
    head, tail = words[: _AROUND * after], words[len(words) - _AROUND * before :]
    return Run("same", "".join(head) + " […] " + "".join(tail))


def section_name(key: str, changes: Changes) -> str:
    """The heading of a section in either report."""
    return (
        _SECTIONS.get(key)
        or changes.new.headings.get(key)
        or changes.old.headings.get(key)
        or (f"Mục {key}" if key else "Số liệu khác")
    )


def rule_name(name: str) -> str:
    """The name of a rule family; its key where this version does not know it."""
    family = families().get(name)
    return family.name if family else name


def _window(side: Side) -> str:
    return " đến ".join(print_date(day) for day in side.window)
