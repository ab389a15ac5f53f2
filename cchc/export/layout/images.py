"""Images as SVG that the paper can hold. In: an SVG text, or a picture from a cell. Out: an image node, or None."""

from __future__ import annotations

from cchc.document.charts.widths import free_widths
from cchc.export.glyphs import printable, printable_xml
from cchc.export.layout.columns import text_block_height, text_block_width
from cchc.export.layout.inlines import Node
from cchc.export.pictures import Picture, draw

FOREIGN_ALT = "Hình do người phân tích thêm"
_CAPTION_ROOM = 60  # mm left free on a page for an annex's title and a caption


def svg_node(svg: str, alt: str, size: tuple[float, float], landscape: bool = False) -> Node:
    """An image node of that width and height in millimetres, made smaller where it would not fit the page."""
    room = text_block_height(landscape) - _CAPTION_ROOM
    scale = min(1.0, text_block_width(landscape) / size[0], room / size[1])
    return {
        "type": "image",
        "svg": printable_xml(free_widths(svg)),
        "alt": printable(alt)[0],
        "width": round(size[0] * scale, 3),
        "height": round(size[1] * scale, 3),
    }


def foreign_image_node(picture: Picture, landscape: bool = False, alt: str = "") -> Node | None:
    """An image from a cell. None where the data are not an image that can be printed."""
    drawing = draw(picture)
    if drawing is None:
        return None
    return svg_node(drawing.svg, alt.strip() or FOREIGN_ALT, drawing.size, landscape)
