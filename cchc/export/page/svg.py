"""Make a chart fit to stand inline in a page. In: a complete SVG document. Out: safe `<svg>` markup.

Only drawing elements and attributes pass. `style` attributes become presentation attributes, because the page's
content security policy forbids inline styles, and ids get a prefix, because a page holds several charts. A tone of the
house style becomes a class. What the image shows, the page says beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from markupsafe import Markup

from cchc.errors import ExportError

_ELEMENTS = re.compile(
    "svg|g|path|rect|circle|ellipse|line|polyline|polygon|text|tspan|defs|use|clipPath|image|linearGradient|"
    "radialGradient|stop|pattern"
)
_PRESENTATION = re.compile(
    "fill|fill-(?:opacity|rule)|stroke|stroke-(?:width|opacity|linejoin|linecap|dasharray|dashoffset|miterlimit)|"
    "opacity|color|clip-(?:path|rule)|stop-(?:color|opacity)|font-(?:size|style|weight)|text-anchor|"
    "dominant-baseline|letter-spacing|visibility|display"
)
_GEOMETRY = re.compile(
    "id|d|x|y|x1|y1|x2|y2|dx|dy|cx|cy|r|rx|ry|fx|fy|width|height|points|transform|viewBox|offset|rotate|"
    "textLength|lengthAdjust|preserveAspectRatio|clipPathUnits|gradientUnits|gradientTransform|patternUnits|patternTransform"
)
_TONE = re.compile("bd(?:-[a-z]+)+")
_REFERENCE = re.compile(r"url\(\s*#([^)\s]+)\s*\)")
_RASTER = re.compile(r"data:image/(?:png|jpeg);base64,[A-Za-z0-9+/=\s]*")
_NEEDLESS = re.compile(r"rotate\(-?0 [^)]*\)|start")  # said although it is so anyway
_DECIMALS = re.compile(r"(\.\d{2})\d+")  # more than a screen can show
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def inline_svg(source: str, prefix: str, label: str) -> Markup:
    """The drawing of `source`, its ids starting with `prefix`; errors call it `label`.

    Raises ExportError when `source` is not well-formed XML or not an SVG.
    """
    root = _parse(source, label)
    _clean(root)
    _rename(root, prefix)
    # matplotlib asks for these in a style sheet for "*", which would reach the whole page.
    root.attrib = {"stroke-linejoin": "round", **root.attrib}
    return Markup(ElementTree.tostring(root, encoding="unicode"))


def _parse(source: str, label: str) -> ElementTree.Element:
    try:
        root = ElementTree.fromstring(_FORBIDDEN.sub("\ufffd", source))
    except ElementTree.ParseError as error:
        raise ExportError(
            f"Biểu đồ “{label}”: cần một hình SVG viết đúng cú pháp XML, gặp lỗi “{error}”; hãy vẽ lại biểu đồ."
        ) from error
    if _local(root.tag) != "svg":
        raise ExportError(f"Biểu đồ “{label}”: cần phần tử gốc <svg>, gặp <{_local(root.tag)}>; hãy vẽ lại biểu đồ.")
    return root


def _local(name: str) -> str:
    return name.rpartition("}")[2]


def _clean(element: ElementTree.Element) -> None:
    element.tag = _local(element.tag)
    element.attrib = {
        name: _DECIMALS.sub(r"\1", said) for name, said in _attributes(element) if not _NEEDLESS.fullmatch(said)
    }
    if element.tag not in ("text", "tspan"):
        element.text = None
    for child in list(element):
        if _ELEMENTS.fullmatch(_local(child.tag)):
            _clean(child)
            child.tail = child.tail if element.tag in ("text", "tspan") else None
        else:
            element.remove(child)


def _attributes(element: ElementTree.Element) -> Iterator[tuple[str, str]]:
    for name, value in element.attrib.items():
        local = _local(name)
        if local == "style":
            for declaration in value.split(";"):
                prop, _, setting = (piece.strip() for piece in declaration.partition(":"))
                if _PRESENTATION.fullmatch(prop) and _is_local(setting):
                    yield prop, setting
        elif local == "href":
            if value.startswith("#") or (element.tag == "image" and _RASTER.fullmatch(value)):
                yield "href", value
        elif local == "id" and _TONE.fullmatch(value):
            yield "class", value
        elif _GEOMETRY.fullmatch(local) or (_PRESENTATION.fullmatch(local) and _is_local(value)):
            yield local, " ".join(value.split())


def _is_local(value: str) -> bool:
    return "url(" not in value.lower() or _REFERENCE.fullmatch(value.strip()) is not None


def _rename(root: ElementTree.Element, prefix: str) -> None:
    """Prefix the ids that something refers to and drop the others."""
    used = set(_references(root))
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            if name == "id":
                if value in used:
                    element.set("id", f"{prefix}-{value}")
                else:
                    del element.attrib["id"]
            elif name == "href" and value.startswith("#"):
                element.set("href", f"#{prefix}-{value[1:]}")
            elif "url(" in value:
                element.set(name, _REFERENCE.sub(rf"url(#{prefix}-\1)", value))


def _references(root: ElementTree.Element) -> Iterator[str]:
    for element in root.iter():
        for name, value in element.attrib.items():
            if name == "href" and value.startswith("#"):
                yield value[1:]
            else:
                yield from _REFERENCE.findall(value)
