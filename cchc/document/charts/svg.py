"""matplotlib's artists as a small SVG. In: drawing calls of straight paths and lines of text. Out: an SVG document.

matplotlib's own SVG backend measures every text, names every artist and writes styles that a page's content security
policy forbids, in three times the bytes. This renderer writes presentation attributes, two decimals, and a class
where an artist has a group id. It takes nothing from settings, clock or machine.
"""

from __future__ import annotations

import re
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from matplotlib.backend_bases import GraphicsContextBase, RendererBase
from matplotlib.colors import to_hex
from matplotlib.font_manager import FontProperties
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Transform

from cchc.document.charts.drawing import FONT, INK

BASE_SIZE = 9.0
_FAMILIES = f"{FONT},Times New Roman,Tinos,serif"
_ANCHORS = {"right": "end", "center": "middle"}
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Line(Text):
    """One line of text that stands on its baseline: nothing is measured, the SVG's reader aligns it."""

    def draw(self, renderer: Any) -> None:
        """Hand the line to the renderer as it is, "$" and all."""
        x, y = self.get_transform().transform(self.get_position())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(context, x, y, self.get_text(), self.get_fontproperties(), 0.0, mtext=self)
        renderer.close_group("text")


class SmallSvg(RendererBase):
    """Writes a figure of that size in points; see `document`."""

    def __init__(self, width: float, height: float) -> None:
        super().__init__()
        self.width, self.height = width, height
        self._parts: list[str] = []
        self._class = ""

    def document(self, width_mm: float, height_mm: float) -> str:
        """The SVG of all that was drawn, to be shown at that size."""
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_short(width_mm)}mm" height="{_short(height_mm)}mm" '
            f'viewBox="0 0 {_short(self.width)} {_short(self.height)}" font-family="{_FAMILIES}" '
            f'font-size="{_short(BASE_SIZE)}" fill="{INK}">'
        )
        return "\n".join([head, *self._parts, "</svg>", ""])

    def get_canvas_width_height(self) -> tuple[float, float]:
        """The size in points."""
        return self.width, self.height

    def open_group(self, s: str, gid: str | None = None) -> None:
        """Remember the artist's id: the class of what it draws."""
        self._class = gid or ""

    def draw_path(self, gc: GraphicsContextBase, path: Path, transform: Transform, rgbFace: Any = None) -> None:
        """A path of straight lines; curves become such."""
        attributes = {"class": self._class, "d": self._directions(path, transform)}
        attributes["fill"] = to_hex(rgbFace) if rgbFace is not None else "none"
        if gc.get_linewidth() > 0:
            attributes |= {"stroke": to_hex(gc.get_rgb()), "stroke-width": _short(gc.get_linewidth())}
            dashes: Any = gc.get_dashes()[1]
            attributes["stroke-dasharray"] = " ".join(_short(float(dash)) for dash in dashes or ())
        self._parts.append(f"<path{_written(attributes)}/>")

    def draw_text(
        self, gc: GraphicsContextBase, x: float, y: float, s: str, prop: FontProperties, angle: float,
        ismath: Any = False, mtext: Text | None = None,
    ) -> None:  # fmt: skip
        """A line of upright text from its baseline."""
        color, size = to_hex(gc.get_rgb()), prop.get_size_in_points()
        attributes = {
            "class": self._class,
            "x": _short(x),
            "y": _short(self.height - y),
            "text-anchor": _ANCHORS.get(mtext.get_horizontalalignment(), "") if mtext is not None else "",
            "font-size": _short(size) if size != BASE_SIZE else "",
            "font-weight": "bold" if prop.get_weight() == "bold" else "",
            "fill": color if color != INK else "",
        }
        self._parts.append(f"<text{_written(attributes)}>{escape(_NOT_XML.sub(chr(0xFFFD), s))}</text>")

    def _directions(self, path: Path, transform: Transform) -> str:
        written, last = [], ("", "")
        for points, code in path.iter_segments(transform, simplify=False, curves=False):
            here = _short(points[-2]), _short(self.height - points[-1])
            if code == Path.CLOSEPOLY:
                written.append("z")
            elif code == Path.MOVETO:
                written.append(f"M{here[0]} {here[1]}")
            elif here[1] == last[1]:
                written.append(f"H{here[0]}")
            elif here[0] == last[0]:
                written.append(f"V{here[1]}")
            else:
                written.append(f"L{here[0]} {here[1]}")
            last = here
        return "".join(written)


def _written(attributes: dict[str, str]) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in attributes.items() if value)


def _short(number: float) -> str:
    """Two decimals at most, no needless zero."""
    text = f"{number:.2f}".rstrip("0").rstrip(".")
    return text if text != "-0" else "0"
