"""Print what changed as one self-contained HTML file. In: `Changes`. Out: the bytes of thay-doi.html.

All text is escaped; the page runs no script and loads nothing, and its security policy says so.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from decimal import Decimal
from pathlib import Path

import jinja2
from markupsafe import Markup

from cchc.catalogue.outline import OPENING
from cchc.catalogue.rules import families
from cchc.document.changes import Changes, FigureChange, altered, compare
from cchc.document.changes_sides import FOOT, HEAD, Side, side_of
from cchc.document.changes_words import Run, WordChange
from cchc.document.figures import Figures
from cchc.export.html_render import replace_unprintable
from cchc.values.printing import print_number

_TEMPLATES = Path(__file__).parent / "templates" / "changes"
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SECTIONS = {HEAD: "Phần đầu", OPENING: "Mở đầu", FOOT: "Phần cuối"}
_MOST_DECIMALS = 4
_AROUND = 14  # words shown on each side of a change; what is further off is left out

REPORT = "bao-cao.html"


def changes_page(changes: Changes, report: str = REPORT) -> bytes:
    """The page thay-doi.html; `report` is the address of the new report's page, no link where it is empty."""
    css = _style()
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    page = _environment().get_template("index.html.j2")
    text = page.render(changes=changes, css=Markup(css), source=f"'sha256-{digest}'", report=report)
    return replace_unprintable(text).encode()


def compared_page(previous: Figures, current: Figures) -> bytes:
    """The page of a report and the period before, from their submissions alone: what a build can always make again."""
    return changes_page(compare(side_of(previous), side_of(current)))


@functools.cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(_TEMPLATES), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters.update(
        altered=altered,
        difference=print_difference,
        shortened=shorten,
        section=section_name,
        rule=_rule,
        window=_window,
    )
    environment.globals["title"] = headline
    return environment


def _style() -> str:
    css = (_TEMPLATES / "style.css").read_text(encoding="utf-8")
    return "\n".join(line.strip() for line in _COMMENT.sub("", css).splitlines() if line.strip())


def headline(changes: Changes) -> str:
    """What is compared, as a title."""
    old, new = changes.old, changes.new
    if changes.scope == "builds":
        return f"Thay đổi giữa hai bản báo cáo {new.period_name} của {new.unit}"
    if changes.scope == "periods":
        return f"Thay đổi của {new.unit}: {new.period_name} so với {old.period_name}"
    return f"So sánh {new.unit}, {new.period_name} với {old.unit}, {old.period_name}"


def print_difference(change: FigureChange) -> str:
    """The difference as a reader sees it: "+12 (+1,4%)", "−1,2 điểm %"; a dash where there is none."""
    if change.difference is None:
        return "–"
    if not change.difference:
        return "0"
    share = change.shown.kind in ("share", "percent")
    points = _signed(change.difference, 1 if share else None) + (" điểm %" if share else "")
    return points if change.percent is None else f"{points} ({_signed(change.percent, 1)}%)"


def _signed(number: Decimal, decimals: int | None) -> str:
    """The number with its sign; more decimals where it would read as 0 and is not."""
    shown = print_number(abs(number), decimals)
    while decimals is not None and number and not shown.strip("0,") and decimals < _MOST_DECIMALS:
        decimals += 1
        shown = print_number(abs(number), decimals)
    return f"{'+' if number > 0 else '−' if number < 0 else ''}{shown}"


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
    return _SECTIONS.get(key) or changes.new.headings.get(key) or changes.old.headings.get(key) or f"Mục {key}"


def _rule(name: str) -> str:
    """The name of a rule family; its key where this version does not know it."""
    family = families().get(name)
    return family.name if family else name


def _window(side: Side) -> str:
    return " đến ".join(f"{day:%d/%m/%Y}" for day in side.window)
