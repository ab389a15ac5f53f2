"""The house style of charts. In: nothing, or an axis number. Out: colours, and settings for an explorer's own charts.

Colours stay apart for colour-blind readers and in grey print; what a colour says, a label or an outline says too.
A tone's name is the id of its group in the SVG, and a class in a page.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib.resources import as_file, files
from itertools import product
from pathlib import Path
from typing import Any

from cchc.values.printing import exact, print_figure

FONT = "Liberation Serif"
INK, GREY, BLUE, ORANGE = "#222222", "#595959", "#1f4e79", "#b84d0b"
_WHITE, _PALE, _LINE, _OUTLINE = "#ffffff", "#e8eef5", "#d9d9d9", "#6b6b6b"
_CYCLE = (BLUE, ORANGE, "#4f8a5b", "#8a5fa8", "#7a6a2f", _OUTLINE)


@dataclass(frozen=True)
class Tone:
    """How a shape or a text is painted; widths and dashes in points (dashes at width 1: settings may scale them by it)."""

    name: str
    fill: str | None
    stroke: str | None = None
    width: float = 0.0
    dash: tuple[float, float] | None = None


PAPER = Tone("bd-nen", _WHITE)
MAIN = Tone("bd-chinh", BLUE)
LATE = Tone("bd-qua-han", ORANGE)
REST = Tone("bd-con-lai", _PALE, _OUTLINE, 0.6)
UNKNOWN = Tone("bd-chua-ro", _WHITE, _OUTLINE, 1.0, (3, 2))
GRID = Tone("bd-luoi", None, _LINE, 0.6)
HALO = Tone("bd-vien", None, _WHITE, 3.0)  # keeps a line apart from the bars it crosses
# Steps of a heat map, the least first; the last two carry white text.
HEAT = tuple(
    Tone(f"bd-nac-{name}", fill, _OUTLINE, 0.3)
    for name, fill in zip("abcde", ("#f7e3d4", "#eef2f7", "#c3d3e6", "#5b87b5", BLUE), strict=True)
)
TOTAL = Tone("bd-tong", None, INK, 1.0, (4, 2))
TEXT = Tone("", INK)
QUIET = Tone("bd-mo", GREY)
ON_DARK = Tone("bd-tren-mau", _WHITE)


@functools.cache
def font_file(bold: bool = False, italic: bool = False) -> Path:
    """The face of Liberation Serif that travels with the package."""
    face = ("Bold" if bold else "") + ("Italic" if italic else "") or "Regular"
    with as_file(files("cchc").joinpath(f"export/fonts/LiberationSerif-{face}.ttf")) as path:
        return path


def house_style() -> dict[str, Any]:
    """The settings that give your own charts the look of the report's: `plt.rcParams.update(cchc.house_style())`.

    Makes the package's fonts known to matplotlib. Numbers on an axis print in the Vietnamese form with
    `axes.xaxis.set_major_formatter(cchc.axis_number)`.
    """
    from cycler import cycler

    _register_fonts()
    return {
        "font.family": FONT,
        "font.size": 11,
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": _OUTLINE,
        "axes.prop_cycle": cycler(color=_CYCLE),
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "axes.titlelocation": "left",
        "axes.titleweight": "bold",
        "axes.titlesize": 12,
        "axes.formatter.use_locale": False,
        "axes.unicode_minus": False,
        "xtick.color": INK,
        "ytick.color": INK,
        "grid.color": _LINE,
        "figure.figsize": (6.3, 3.5),
        "figure.constrained_layout.use": True,
        "legend.frameon": False,
        "svg.fonttype": "none",
        "text.parse_math": False,
    }


def axis_number(number: float, position: int | None = None) -> str:
    """A number of an axis in the Vietnamese form: 1234.5 as "1.234,5". Usable as a matplotlib formatter."""
    shown = exact(number)
    return "" if shown is None else print_figure(shown)


@functools.cache
def _register_fonts() -> None:
    from matplotlib.font_manager import fontManager

    # A machine may have an older family of the same name without the Vietnamese letters: only ours may be found.
    fontManager.ttflist = [font for font in fontManager.ttflist if font.name != FONT]
    for bold, italic in product((False, True), repeat=2):
        fontManager.addfont(font_file(bold, italic))
