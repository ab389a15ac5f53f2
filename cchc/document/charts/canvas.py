"""A sheet in millimetres to draw a chart on, (0, 0) top left. In: boxes, lines, texts. Out: an SVG with real text.

matplotlib's figure and artists without axes: no ticks, no layout, and one path for all boxes of a tone. What it writes
takes nothing from settings, clock or machine.
"""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from matplotlib import rc_context
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from matplotlib.text import Text
from matplotlib.transforms import Affine2D

from cchc.document.charts.drawing import FONT, HALO, PAPER, TEXT, TOTAL, Tone
from cchc.document.charts.text import MM_PER_POINT, line_height, shorten, text_width

WIDE_MM, NARROW_MM = 160.0, 88.0  # the text of a page, the screen of a telephone at its own size
LEFT_MM, RIGHT_FREE_MM = 0.5, 1.0  # left free at the sides
_KEY_MM, KEY_NAME_MM, _ENTRY_GAP = 2.8, 3.8, 4.0  # an entry's sign, where its name begins, what parts it from the next
_POINTS = 72 / 25.4
_RISE = 0.32  # em from a line's baseline to its middle
BASE_SIZE = 9.0
_FAMILIES = [FONT, "Times New Roman", "Tinos", "serif"]
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_SETTINGS: Any = {"svg.fonttype": "none", "svg.hashsalt": "cchc", "svg.id": None, "font.serif": []}
_NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))


@dataclass(frozen=True)
class Box:
    """A rectangle in millimetres, (x, y) its top left corner."""

    x: float
    y: float
    width: float
    height: float


Entry = tuple[Tone, str]
Align = Literal["left", "center", "right"]


class Canvas:
    """A figure of that size in millimetres, drawn on from back to front."""

    def __init__(self, height: float, width: float = WIDE_MM) -> None:
        self.width, self.height = width, height
        size = (width / 25.4, height / 25.4)
        self._figure = Figure(figsize=size, dpi=72, frameon=False)
        self._down = Affine2D().scale(_POINTS, -_POINTS).translate(0, height * _POINTS)
        self.boxes([Box(0, 0, width, height)], PAPER)

    def boxes(self, boxes: Iterable[Box], tone: Tone) -> None:
        """Rectangles, painted as one."""
        self._paint([point for box in boxes for point in _corners(box)], _CORNERS, tone)

    def lines(self, ends: Iterable[tuple[float, float, float, float]], tone: Tone) -> None:
        """Straight lines from (x, y) to (x, y), painted as one."""
        self._paint([point for x1, y1, x2, y2 in ends for point in ((x1, y1), (x2, y2))], _ENDS, tone)

    def mark(self, x: float, top: float, bottom: float) -> None:
        """The upright line of a total, over what is drawn already."""
        for tone in (HALO, TOTAL):
            self.lines([(x, top, x, bottom)], tone)

    def text(
        self, x: float, y: float, text: str, size: float = BASE_SIZE, tone: Tone = TEXT, align: Align = "left",
        bold: bool = False,
    ) -> None:  # fmt: skip
        """One line, its middle at the height `y`."""
        line = _Line(
            x, y + _RISE * size * MM_PER_POINT, _NOT_XML.sub("\ufffd", text), color=tone.fill, horizontalalignment=align,
            fontproperties=_font(size, bold), transform=self._down, gid=tone.name or None,
        )  # fmt: skip
        self._figure.add_artist(line)

    def lines_of_text(
        self, x: float, y: float, lines: Sequence[str], size: float = BASE_SIZE, align: Align = "left"
    ) -> None:
        """Lines one below the other, the middle of all at the height `y`."""
        step = line_height(size)
        for place, line in enumerate(lines):
            self.text(x, y + step * (place - (len(lines) - 1) / 2), line, size, align=align)

    def key(self, x: float, y: float, entries: Sequence[Entry], size: float) -> None:
        """Small boxes, or upright lines, each with its name, side by side."""
        for tone, name in entries:
            if tone.fill:
                self.boxes([Box(x, y - _KEY_MM / 2, _KEY_MM, _KEY_MM)], tone)
            else:
                self.lines([(x + _KEY_MM / 2, y - _KEY_MM / 2, x + _KEY_MM / 2, y + _KEY_MM / 2)], tone)
            self.text(x + KEY_NAME_MM, y, name, size)
            x += _entry_width(name, size)

    def svg(self) -> str:
        """The drawing; equal drawings are equal text."""
        written = io.StringIO()
        with rc_context(_SETTINGS):
            FigureCanvasSVG(self._figure).print_svg(written, metadata=_NO_METADATA)
        return written.getvalue()

    def _paint(self, points: list[tuple[float, float]], codes: Sequence[np.uint8], tone: Tone) -> None:
        if not points:
            return
        shape = PathPatch(
            Path(points, list(codes) * (len(points) // len(codes))), facecolor=tone.fill or "none",
            edgecolor=tone.stroke or "none", linewidth=tone.width if tone.stroke else 0.0, hatch=None,
            linestyle=(0, tone.dash) if tone.dash else "solid", transform=self._down, gid=tone.name, path_effects=[],
            sketch_params=None,
        )  # fmt: skip
        self._figure.add_artist(shape)


class _Line(Text):
    """One line of text that stands on its baseline: nothing is measured, the SVG's reader aligns it."""

    def draw(self, renderer: Any) -> None:
        """Hand the line to the renderer as it is, "$" and all."""
        x, y = self.get_transform().transform(self.get_position())
        context = renderer.new_gc()
        context.set_foreground(self.get_color())
        renderer.open_group("text", self.get_gid())
        renderer.draw_text(context, x, renderer.height - y, self.get_text(), self.get_fontproperties(), 0.0, mtext=self)
        renderer.close_group("text")


def right_end(width: float) -> float:
    """Where, in millimetres, a drawing on a sheet of that width ends."""
    return width - RIGHT_FREE_MM


def key_width(entries: Iterable[Entry], size: float) -> float:
    """Millimetres that a line of a key takes."""
    return sum(_entry_width(name, size) for _, name in entries) - _ENTRY_GAP


def fold_key(entries: Iterable[Entry], width: float, size: float) -> list[list[Entry]]:
    """The entries of a key in lines that are no wider than `width` millimetres."""
    lines: list[list[Entry]] = []
    for tone, name in entries:
        entry = (tone, shorten(name, width - KEY_NAME_MM, size))
        if lines and key_width([*lines[-1], entry], size) <= width:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return lines


def _entry_width(name: str, size: float) -> float:
    """From one entry to the next."""
    return KEY_NAME_MM + text_width(name, size) + _ENTRY_GAP


_CORNERS = (Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY)
_ENDS = (Path.MOVETO, Path.LINETO)


def _corners(box: Box) -> list[tuple[float, float]]:
    right, bottom = box.x + box.width, box.y + box.height
    return [(box.x, box.y), (right, box.y), (right, bottom), (box.x, bottom), (box.x, box.y)]


@functools.cache
def _font(size: float, bold: bool) -> FontProperties:
    return FontProperties(family=_FAMILIES, size=size, weight="bold" if bold else "normal")
