"""The house style of charts. In: labels and numbers. Out: an SVG with real text, the same bytes every time.

matplotlib's object API, no pyplot: nothing is shared between charts. Colours stay apart for colour-blind readers and
in grey print; what a colour says, a label or a hatch says too.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Sequence
from importlib.resources import files
from typing import Any

import matplotlib
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager

FONT = "Liberation Serif"
INK, GRID = "#222222", "#d9d9d9"
BLUE, ORANGE, LIGHT, PALE = "#1f4e79", "#c55a11", "#9dc3e6", "#f2f2f2"
HEAD_MM = 8.0  # above the bars, for a total or a legend
_MM = 1 / 25.4
_STYLE: Any = {
    "font.family": FONT,
    "font.size": 11,
    "svg.fonttype": "none",
    "axes.edgecolor": GRID,
    "text.color": INK,
    "axes.labelcolor": INK,
    "xtick.color": INK,
    "ytick.color": INK,
    "hatch.linewidth": 0.6,
}


@functools.cache
def _load_fonts() -> None:
    # A machine may have an older family of the same name without the Vietnamese letters: only ours may be found.
    fontManager.ttflist = [font for font in fontManager.ttflist if font.name != FONT]
    for face in ("Regular", "Bold", "Italic", "BoldItalic"):
        fontManager.addfont(str(files("cchc").joinpath(f"export/fonts/LiberationSerif-{face}.ttf")))


def new_figure(width_mm: float, height_mm: float, left_mm: float) -> tuple[Figure, Any]:
    """A figure of that size with one pair of axes that leaves `left_mm` for the labels of its bars."""
    _load_fonts()
    with matplotlib.rc_context(_STYLE):
        figure = Figure(figsize=(width_mm * _MM, height_mm * _MM))
        axes = figure.add_axes(
            (left_mm / width_mm, 2 / height_mm, 1 - (left_mm + 3) / width_mm, 1 - (4 + HEAD_MM) / height_mm)
        )
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)
    axes.set_xticks([])
    return figure, axes


def write_head(axes: Any, x: float, text: str, color: str = INK, align: str = "left") -> None:
    """A line of text above the bars, at `x` in the axes' numbers."""
    axes.text(x, 1.0, text, transform=axes.get_xaxis_transform(), ha=align, va="bottom", color=color, fontsize=10.5)


def label_bars(axes: Any, labels: Sequence[str]) -> None:
    """Name the bars, the first on top."""
    axes.set_yticks(range(len(labels)), labels, parse_math=False)  # "$" in a name is a dollar sign
    axes.set_ylim(len(labels) - 0.4, -0.6)


def as_svg(figure: Figure, name: str) -> str:
    """The figure as SVG; `name` seeds its ids, so that equal figures are equal text."""
    canvas, page = FigureCanvasSVG(figure), io.StringIO()
    with matplotlib.rc_context({**_STYLE, "svg.hashsalt": name, "svg.id": name}):
        canvas.print_svg(page, metadata={"Date": None, "Creator": None, "Format": None, "Type": None})
    text = page.getvalue()
    return text[text.index("<svg") :].strip() + "\n"
