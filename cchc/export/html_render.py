"""Print a report as one self-contained HTML file. In: an executed notebook. Out: the text of the file.

The Jinja environment is made ready here for two users: `render_html`, which builders call, and the nbconvert exporter.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from cchc.document.blocks import inline_objects
from cchc.export.html_page import Page, annex_reference, build_page, label_column
from cchc.values.printing import print_number

TEMPLATES = Path(__file__).parent / "templates"
TEMPLATE_NAME = "cchc_html"

_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][A-Za-zĐ0-9]*(?:-[A-ZĐ][A-Za-zĐ0-9]*)*")
# What an HTML file may not hold: control characters, half surrogate pairs, noncharacters.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
_YEAR = re.compile(r"\bnăm \d{4}\b|\b[Qq]uý [IVX]+/\d{4}\b")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


@dataclass(frozen=True)
class Style:
    """A style sheet and the source expression that lets it, and no other, through the page's security policy."""

    css: Markup
    source: str


def render_html(notebook: Any) -> str:
    """The HTML file of an executed notebook. Raises ExportError when the notebook has not run."""
    return replace_unprintable(_environment().get_template("index.html.j2").render(nb=notebook))


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
        label_column=label_column,
        annex_reference=annex_reference,
        style=_style,
        numbers=_numbers,
        decimal=_decimal,
    )
    environment.globals["build_page"] = build_page
    return environment


def printed_text(text: str) -> Markup:
    """Text escaped, its line breaks kept, each document number ("5272/QĐ-UBND") held together on its line."""
    if "/" not in text:
        return _escaped(text)
    pieces, end = [], 0
    for match in _DOCUMENT_NUMBER.finditer(text):
        pieces += [_escaped(text[end : match.start()]), Markup('<span class="vb">%s</span>') % match[0]]
        end = match.end()
    return Markup().join([*pieces, _escaped(text[end:])])


def printed_title(text: str) -> Markup:
    """Text printed as usual, and a year ("năm 2024") held together: a title is short, and breaks where it can."""
    return Markup(_YEAR.sub(lambda match: f'<span class="vb">{match[0]}</span>', printed_text(text)))


def _numbers(part: Any) -> list[dict[str, Any]]:
    """The numbers of a block that have a popover: all that are printed."""
    return [item for item in inline_objects(part) if item["t"] == "number" and item["text"]]


def _decimal(value: str | None) -> str:
    """A number of a lineage as an official writes it."""
    return "chưa có" if value is None else print_number(Decimal(value))


def _escaped(text: str) -> Markup:
    return escape(text).replace("\n", Markup("<br>"))


@jinja2.pass_environment
def _style(environment: jinja2.Environment, page: Page) -> Style:
    css = f"{_static_css(environment)}\n{''.join(_page_rules(page))}"
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode("ascii")
    return Style(Markup(css), f"'sha256-{digest}'")


def _static_css(environment: jinja2.Environment) -> str:
    if environment.loader is None:
        raise RuntimeError("an environment without a loader has no style sheet")
    source = environment.loader.get_source(environment, "style.css")[0]
    return "\n".join(line.strip() for line in _COMMENT.sub("", source).splitlines() if line.strip())


def _page_rules(page: Page) -> list[str]:
    """Rules that differ from page to page: widths of columns, and the words on each printed page."""
    rules = []
    for table in page.tables:
        widths = [float(column.get("width") or 1) for column in table["columns"]]
        rules += [
            f"#{table['anchor']} col:nth-child({n}){{width:{100 * width / sum(widths):.1f}%}}\n"
            for n, width in enumerate(widths, 1)
        ]
    if page.marks:
        rules.append(f'@page{{@bottom-center{{content:"{" - ".join(page.marks)}";font:bold 12pt serif}}}}\n')
    return rules
