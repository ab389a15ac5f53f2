"""Print a report as one self-contained HTML file, or its findings as another. In: notebook, blocks. Out: the file's text.

The Jinja environment is made ready here for two users: `render_html`, which builders call, and the nbconvert exporter.
"""

from __future__ import annotations

import functools
import html
import shlex
from collections.abc import Iterator
from datetime import date
from typing import Any

import jinja2
from markupsafe import Markup

from cchc.document.letter import MADE_UP
from cchc.document.model import Findings, Submission, Table, finding_number
from cchc.export.names import REPORT, ROLL_UP
from cchc.export.outputs import Part
from cchc.export.page.charts import findings_on
from cchc.export.page.findings import tally
from cchc.export.page.inlines import printed_text, printed_title
from cchc.export.page.page import Page, build_page
from cchc.export.page.sources import Sources
from cchc.export.web import (
    TEMPLATES,
    Style,
    page_environment,
    page_style,
    replace_unprintable,
    source_of,
    without_comments,
)
from cchc.values.printing import print_date

TEMPLATE_NAME = "cchc_html"
_PARAMETERS = ("ma_xa", "tinh", "nam", "ky", "tinh_den", "du_lieu")


def render_html(notebook: Any, parts: list[Part] | None = None) -> str:
    """The HTML file of an executed notebook, of which the parts may have been read already.

    Raises ExportError when the notebook has not run.
    """
    return replace_unprintable(_environment().get_template("index.html.j2").render(nb=notebook, parts=parts))


def render_sheet(checks: Findings, submission: Submission) -> str:
    """The sheet with the open findings of a report, to be sent back to the commune: one HTML file as well."""
    page = Page(submission, [], Sources({}), checks=checks)
    return replace_unprintable(_environment().get_template("sheet.html.j2").render(page=page))


@functools.cache
def _environment() -> jinja2.Environment:
    return prepare_environment(page_environment(TEMPLATES / TEMPLATE_NAME, extensions=["jinja2.ext.do"]))


def prepare_environment(environment: jinja2.Environment) -> jinja2.Environment:
    """Give an environment what the templates of this exporter rely on: escaping above all."""
    environment.autoescape = True
    environment.trim_blocks = environment.lstrip_blocks = True
    environment.filters.update(
        printed=printed_text,
        printed_title=printed_title,
        hashes=lambda files: [(file.name, file.sha256) for file in files],
        made_up=_made_up,
        parameters=_parameters,
        commands=_commands,
        tally=tally,
        findings_on=findings_on,
        day=_day,
        small=lambda text: text[:1].lower() + text[1:],
        style=_style,
        script=_script,
        source_of=source_of,
        plain=lambda text: Markup(html.escape(text, quote=False)),
        number=finding_number,
    )
    environment.globals["build_page"] = _build_page
    return environment


@jinja2.pass_environment
def _build_page(environment: jinja2.Environment, notebook: Any, parts: list[Part] | None) -> Page:
    return build_page(notebook, parts, environment.get_template("inlines.html.j2").module)


def _day(text: str) -> str:
    """A day such as 2024-12-20 as an official writes it; anything else as it is."""
    try:
        return print_date(date.fromisoformat(text))
    except ValueError:
        return text


@jinja2.pass_environment
def _style(environment: jinja2.Environment, page: Page) -> Style:
    return page_style(_asset(environment, "style.css"), "".join(_page_rules(page)))


@jinja2.pass_environment
def _script(environment: jinja2.Environment, name: str) -> Markup:
    return Markup(without_comments(_asset(environment, name)))


def _asset(environment: jinja2.Environment, name: str) -> str:
    if environment.loader is None:
        raise RuntimeError("an environment without a loader has no style sheet and no script")
    return environment.loader.get_source(environment, name)[0]


def _made_up(submission: Submission) -> str:
    """The words for synthetic data; nothing for real ones."""
    return MADE_UP if submission.synthetic else ""


def _page_rules(page: Page) -> list[str]:
    """Rules that differ from page to page: widths of columns, and the words on each printed page."""
    rules = [rule for table in page.tables for rule in _column_rules(table)]
    if page.marks:
        rules.append(f'@page{{@bottom-center{{content:"{" - ".join(page.marks)}";font:bold 12pt serif}}}}\n')
    rules.append(f'@page rieng{{@bottom-center{{content:"{_made_up(page.submission)}";font:bold 12pt serif}}}}\n')
    return rules


def _column_rules(table: Table) -> Iterator[str]:
    """The columns of one table: their share of the width, and the side that they are set to."""
    whole = sum(column.width or 1 for column in table.columns)
    for number, column in enumerate(table.columns, 1):
        yield f"#{table.anchor} col:nth-child({number}){{width:{100 * (column.width or 1) / whole:.1f}%}}\n"
        if column.align != "left":
            yield f"#{table.anchor} tbody>tr>:nth-child({number}){{text-align:{column.align}}}\n"


def _parameters(submission: Submission) -> list[tuple[str, Any]]:
    """The parameters, always in one order: a notebook that was written and read again has sorted its keys."""
    given = submission.parameters.items()
    return sorted(given, key=lambda item: (_PARAMETERS.index(item[0]) if item[0] in _PARAMETERS else 9, item[0]))


def _commands(submission: Submission) -> list[str]:
    """The command lines that make a report again from its parameters."""
    options = [_option(name, value) for name, value in _parameters(submission)]
    names = ROLL_UP if submission.of_province else REPORT
    return [
        " ".join(["papermill", names.notebook, names.executed, *options]),
        f"jupyter nbconvert --to cchc_html {names.executed}",
    ]


def _option(name: str, value: Any) -> str:
    flag = "-r" if isinstance(value, str) else "-p"
    return f"{flag} {shlex.quote(name)} {shlex.quote(str(value))}"
