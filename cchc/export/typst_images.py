"""Images as SVG that the Typst template can place. In: an SVG text or a PNG in base64. Out: an image node, or None."""

from __future__ import annotations

import base64
import binascii
import io
import re
import xml.etree.ElementTree as ET

from cchc.catalogue.nd30 import measure
from cchc.document.chart_widths import free_widths
from cchc.export.glyphs import printable, printable_xml
from cchc.export.typst_inlines import Node
from cchc.export.typst_tables import text_block_width

FOREIGN_ALT = "Hình do người phân tích thêm"
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96, "": 25.4 / 96}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*([a-z]*)\s*")
_CAPTION_ROOM = 60  # mm left free on a page for an annex's title and a caption


def svg_node(svg: str, alt: str, size: tuple[float, float], landscape: bool = False) -> Node:
    """An image node of that width and height in millimetres, made smaller where it would not fit the page."""
    paper = measure("kho_rong" if landscape else "kho_dai").value
    room = paper - measure("le_tren").value - measure("le_duoi").value - _CAPTION_ROOM
    scale = min(1.0, text_block_width(landscape) / size[0], room / size[1])
    return {
        "type": "image",
        "svg": printable_xml(free_widths(svg)),
        "alt": printable(alt)[0],
        "width": round(size[0] * scale, 3),
        "height": round(size[1] * scale, 3),
    }


def foreign_image_node(data: str | list[str], mime: str, landscape: bool = False) -> Node | None:
    """An image that a cell has put out. None where the data are not an image that can be printed."""
    text = data if isinstance(data, str) else "".join(data)
    wrapped = text if mime == "image/svg+xml" else _wrap_png(text)
    size = svg_size(wrapped) if wrapped else None
    if wrapped is None or size is None:
        return None
    return {**svg_node(wrapped, FOREIGN_ALT, size, landscape), "foreign": True}


def svg_size(svg: str) -> tuple[float, float] | None:
    """Width and height in millimetres, from its attributes or its view box. None where it is no SVG, or has no size."""
    try:
        root = ET.fromstring(printable_xml(svg))
    except ET.ParseError:
        return None
    box = root.get("viewBox", "").replace(",", " ").split()
    stated = (root.get("width"), root.get("height"))
    lengths = [_millimetres(text) for text in (stated if all(stated) else tuple(box[2:4])) if text]
    if len(lengths) != 2 or not all(lengths):
        return None
    return lengths[0], lengths[1]


def _millimetres(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    number = match[1] if match and match[1].count(".") <= 1 and match[1] != "." else "0"
    return float(number) * _MM.get(match[2] if match else "", 0.0)


def _wrap_png(text: str) -> str | None:
    """The picture inside an SVG, so that one way leads to the page; drawn at 96 dots an inch."""
    from PIL import Image

    try:
        data = base64.b64decode(text)
        with Image.open(io.BytesIO(data), formats=["PNG"]) as picture:
            picture.load()
            width, height = picture.size
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    link = "data:image/png;base64," + base64.b64encode(data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="{link}"/></svg>'
    )
