"""Print a report as one self-contained HTML file. In: an executed notebook. Out: the text of the file.

The Jinja environment is made ready here for two users: `render_html`, which builders call, and the nbconvert exporter.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import html
import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from cchc.export.html_inlines import printed_text, printed_title
from cchc.export.html_page import Page, annex_reference, build_page
from cchc.export.html_tables import column_rules
from cchc.export.reader import Part
from cchc.values.printing import print_date

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE_NAME = "cchc_html"

# What an HTML file may not hold: control characters, half surrogate pairs, noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_AROUND_SIGN = re.compile(r" *([{};]) *|(?<=[:,]) +")  # blanks that a style sheet can do without
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Style:
    """A style sheet and the source expression that lets it, and no other, through the page's security policy."""

    css: Markup
    source: str


def render_html(notebook: Any, parts: list[Part] | None = None) -> str:
    """The HTML file of an executed notebook, of which the parts may have been read already.

    Raises ExportError when the notebook has not run.
    """
    return replace_unprintable(_environment().get_template("index.html.j2").render(nb=notebook, parts=parts))


def replace_unprintable(text: str) -> str:
    """The text with U+FFFD for each character that no HTML file may hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


@functools.cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(TEMPLATES / TEMPLATE_NAME)
    return prepare_environment(jinja2.Environment(loader=loader, autoescape=True, extensions=["jinja2.ext.do"]))


def prepare_environment(environment: jinja2.Environment) -> jinja2.Environment:
    """Give an environment what the templates of this exporter rely on: escaping above all."""
    environment.autoescape = True
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.filters.update(
        printed=printed_text,
        printed_title=printed_title,
        annex_reference=annex_reference,
        day=_day,
        small=lambda text: text[:1].lower() + text[1:],
        style=_style,
        source=lambda text: Markup(html.escape(text, quote=False)),
    )
    environment.globals["build_page"] = build_page
    return environment


def _day(text: str) -> str:
    """A day such as 2024-12-20 as an official writes it; anything else as it is."""
    try:
        return print_date(date.fromisoformat(text))
    except ValueError:
        return text


@jinja2.pass_environment
def _style(environment: jinja2.Environment, page: Page) -> Style:
    css = f"{_static_css(environment)}\n{''.join(_page_rules(page))}"
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return Style(Markup(css), f"'sha256-{digest}'")


def _static_css(environment: jinja2.Environment) -> str:
    if environment.loader is None:
        raise RuntimeError("an environment without a loader has no style sheet")
    return _shortened(environment.loader.get_source(environment, "style.css")[0])


@functools.lru_cache(maxsize=4)
def _shortened(source: str) -> str:
    lines = "\n".join(line.strip() for line in _COMMENT.sub("", source).splitlines() if line.strip())
    return _AROUND_SIGN.sub(lambda match: match[1] or "", lines).replace(";}", "}")


def _page_rules(page: Page) -> list[str]:
    """Rules that differ from page to page: widths of columns, and the words on each printed page."""
    rules = [rule for table in page.tables for rule in column_rules(table)]
    if page.marks:
        rules.append(f'@page{{@bottom-center{{content:"{" - ".join(page.marks)}";font:bold 12pt serif}}}}\n')
    return rules
