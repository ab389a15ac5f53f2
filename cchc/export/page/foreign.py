"""Turn what is not a block into safe HTML. In: Markdown, HTML, images of an explorer's cells. Out: markup.

Nothing of it is trusted: no script, no style, no request to another machine when the page is opened.
"""

from __future__ import annotations

import base64
import functools
import html
import re
from collections.abc import Callable, Mapping

import nh3
from markupsafe import Markup

from cchc.document.charts.widths import keep_widths
from cchc.export.glyphs import printable
from cchc.export.pictures import NO_PICTURES, Picture, find_picture, picture_words
from cchc.export.scan import UNSEEN, markdown_as_html

_TAG_NAMES = (
    "p br hr h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption colgroup col thead tbody tfoot tr th td em strong b i u "
    "s del ins sub sup small code pre kbd samp var blockquote q abbr a span div img figure figcaption"
)
_TAGS = set(_TAG_NAMES.split())
_CELL = {"colspan", "rowspan"}
_ATTRIBUTES = {"a": {"href"}, "img": {"src", "alt"}, "th": _CELL, "td": _CELL, "ol": {"start"}, "abbr": {"title"}}
_LINK = re.compile(r"(?:https?:|mailto:|#)", re.IGNORECASE)
_IMAGE = re.compile(r'<img((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HEADING = re.compile(r"<h([1-6])>(.*?)</h\1>", re.DOTALL)
_TABLE_PART = re.compile(r"<(thead|tbody|th)\b")

PlaceHeading = Callable[[int, str], tuple[int, str]]
"""Takes a heading's level and text, gives the level it has in the page and its id."""


def markdown_html(text: str, place: PlaceHeading, pictures: Mapping[str, Picture] = NO_PICTURES) -> Markup:
    """Sanitised HTML of a Markdown cell, its headings where `place` puts them; `pictures` are those that it carries."""
    return clean_html(markdown_as_html(text), place, pictures)


def clean_html(source: str, place: PlaceHeading, pictures: Mapping[str, Picture] = NO_PICTURES) -> Markup:
    """Sanitised HTML of an output: tables, lists and emphasis stay; their header cells say what they head."""
    safe = nh3.clean(
        source,
        tags=_TAGS,
        clean_content_tags=set(UNSEEN),
        attributes=_ATTRIBUTES,
        attribute_filter=functools.partial(_keep_attribute, pictures),
        url_schemes={"http", "https", "mailto", "data", "attachment"},
    )
    return Markup(_place_headings(_scope_headers(_IMAGE.sub(_with_picture, safe)), place))


def image_uri(data: str, mime: str) -> str:
    """An image output as a data: URI. An SVG inside `<img>` runs no script and loads nothing, no font either."""
    svg = mime == "image/svg+xml"
    encoded = base64.b64encode(keep_widths(data).encode("utf-8", "replace")).decode("ascii") if svg else data
    return f"data:{mime};base64,{''.join(encoded.split())}"


def _keep_attribute(pictures: Mapping[str, Picture], tag: str, name: str, value: str) -> str | None:
    if name == "href":
        return value if _LINK.match(value) else None
    if tag == "img" and name == "src":
        picture = find_picture(value, pictures)
        return image_uri(picture.data, picture.mime) if picture else None
    return value


def _with_picture(match: re.Match[str]) -> str:
    """An image without a picture as the words that stand for it, as on paper."""
    attributes = dict(_ATTRIBUTE.findall(match[1]))
    return match[0] if "src" in attributes else picture_words(attributes.get("alt", ""))


def _scope_headers(safe: str) -> str:
    """Give `<th>` its scope: a column in a head, a row elsewhere. `<` is never raw in nh3's text and attributes."""
    scope = "row"

    def mark(match: re.Match[str]) -> str:
        nonlocal scope
        if match[1] == "th":
            return f'<th scope="{scope}"'
        scope = "col" if match[1] == "thead" else "row"
        return match[0]

    return _TABLE_PART.sub(mark, safe)


def _place_headings(safe: str, place: PlaceHeading) -> str:
    """Headings where `place` puts them; one without words is none, what stands in it stays."""

    def move(match: re.Match[str]) -> str:
        words = _plain(match[2])
        if not printable(words)[0].strip():
            return match[2]
        level, anchor = place(int(match[1]), words)
        return f'<h{level} id="{anchor}">{match[2]}</h{level}>'

    return _HEADING.sub(move, safe)


def _plain(fragment: str) -> str:
    return html.unescape(nh3.clean(fragment, tags=set())).strip()
