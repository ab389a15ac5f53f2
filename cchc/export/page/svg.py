"""Make a chart fit to stand inline in a page. In: a complete SVG document. Out: safe `<svg>` markup.

Only what cchc/document/charts draws with passes: shapes and texts, their geometry and colours. `style` attributes become
presentation attributes, because the page's content security policy forbids inline styles; nothing refers to anything. A
tone of the house style becomes a class, for a page to recolour. What the image shows, the page says beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markupsafe import Markup

from cchc.errors import ExportError

_ELEMENTS = {"svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
_ATTRIBUTES = re.compile(
    "d|x|y|x1|y1|x2|y2|dx|dy|cx|cy|r|rx|ry|width|height|points|transform|viewBox|rotate|textLength|lengthAdjust|"
    "fill|fill-(?:opacity|rule)|stroke|stroke-(?:width|opacity|linejoin|linecap|dasharray|dashoffset|miterlimit)|"
    "opacity|font-(?:size|style|weight)|text-anchor|dominant-baseline|letter-spacing"
)
_TONE = re.compile("bd(?:-[a-z]+)+")
# What is said although it is so anyway.
_NEEDLESS = re.compile(r"transform=rotate\(-?0 [^)]*\)|text-anchor=start|stroke-dashoffset=0")
_DECIMALS = re.compile(r"(\.\d{2})\d+")  # more than a screen can show
_BESIDE_LETTER = re.compile(r" ?([A-Za-z]) ?")  # "M 0 0 L 1 1" is "M0 0L1 1"
_PAIRS = re.compile(r"#(\w)\1(\w)\2(\w)\3\b")  # #ffffff is #fff
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def inline_svg(source: str, label: str) -> Markup:
    """The drawing of `source`; errors call it `label`. Raises ExportError when it is not well-formed XML or not an SVG."""
    try:
        root = ElementTree.fromstring(_FORBIDDEN.sub("\ufffd", source))
    except ElementTree.ParseError as error:
        raise ExportError(
            f"Biểu đồ “{label}”: cần một hình SVG viết đúng cú pháp XML, gặp lỗi “{error}”; hãy vẽ lại biểu đồ."
        ) from error
    if _local(root.tag) != "svg":
        raise ExportError(f"Biểu đồ “{label}”: cần phần tử gốc <svg>, gặp <{_local(root.tag)}>; hãy vẽ lại biểu đồ.")
    _clean(root)
    root.attrib = {"stroke-linejoin": "round", **root.attrib}
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _clean(element: ElementTree.Element) -> None:
    element.tag = _local(element.tag)
    told = [(name, value) for name, value in _attributes(element) if not _NEEDLESS.fullmatch(f"{name}={value}")]
    element.attrib = {name: _shortened(name, value) for name, value in told}
    holds_text = element.tag in ("text", "tspan")
    element.text = element.text if holds_text else None
    for child in list(element):
        if _local(child.tag) in _ELEMENTS:
            _clean(child)
            child.tail = child.tail if holds_text else None
        else:
            element.remove(child)


def _shortened(name: str, value: str) -> str:
    """The same geometry or colour in fewer letters: a page for a slow line holds thousands of them."""
    cut = _DECIMALS.sub(r"\1", value) if "." in value else value
    if name == "d":
        return _BESIDE_LETTER.sub(r"\1", cut)
    return _PAIRS.sub(r"#\1\2\3", cut) if "#" in cut else cut


def _attributes(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        if name == "style":
            for declaration in value.split(";"):
                prop, _, setting = (piece.strip() for piece in declaration.partition(":"))
                yield from _passing(prop, setting)
        elif name in ("id", "class") and _TONE.fullmatch(value):
            yield "class", value
        else:
            yield from _passing(_local(name), " ".join(value.split()))


def _passing(name: str, value: str) -> Iterator[tuple[str, str]]:
    if _ATTRIBUTES.fullmatch(name) and "url(" not in value.lower():
        yield name, value
