"""What every web page of the project needs. In: templates, style sheets, texts. Out: environments, styles, safe texts.

A page is one file that asks for nothing: its style stands in it, and its security policy lets that style through by hash
and no other.
"""

from __future__ import annotations

import base64
import functools
import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

TEMPLATES = Path(__file__).parent / "templates"

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
    source: Markup


def page_style(sheet: str, rules: str = "") -> Style:
    """The style of a page: what all pages have, then its own sheet, then rules of this one page."""
    css = f"{_shortened(_base() + sheet)}\n{rules}"
    return Style(Markup(css), source_of(css))


def source_of(text: str) -> Markup:
    """The source expression that lets this style or script, and no other, through a page's security policy."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return Markup(f"'sha256-{digest}'")


def without_comments(text: str) -> str:
    """A style sheet or script without comments, indents and blank lines."""
    return "\n".join(line.strip() for line in _COMMENT.sub("", text).splitlines() if line.strip())


def replace_unprintable(text: str) -> str:
    """The text with U+FFFD for each character that no HTML file may hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def page_environment(folder: Path, **options: Any) -> jinja2.Environment:
    """The Jinja environment of the templates in a folder; everything is escaped."""
    loader = jinja2.FileSystemLoader(folder)
    return jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True, **options)


@functools.cache
def _base() -> str:
    return (TEMPLATES / "common/base.css").read_text(encoding="utf-8")


@functools.lru_cache(8)
def _shortened(sheet: str) -> str:
    return _AROUND_SIGN.sub(lambda match: match[1] or "", without_comments(sheet)).replace(";}", "}")
