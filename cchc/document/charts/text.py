"""Room that text takes in a chart. In: text, a size in points. Out: widths in millimetres, lines that fit a width.

Measured with the package's own font, so that a chart is the same on every machine.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator

from matplotlib.ft2font import FT2Font, LoadFlags

from cchc.document.charts.drawing import font_file

MM_PER_POINT = 25.4 / 72
_WIDEST = 1.3  # em; for a letter that the font lacks and another will stand in for


def text_width(text: str, size: float, bold: bool = False, italic: bool = False) -> float:
    """Width in millimetres of one line."""
    return sum(_advance(letter, bold, italic) for letter in text) * size * MM_PER_POINT


def line_height(size: float) -> float:
    """Millimetres from one line to the next."""
    return 1.18 * size * MM_PER_POINT


def shorten(text: str, width: float, size: float, bold: bool = False) -> str:
    """The text, cut with "…" where it is wider than `width` millimetres."""
    if text_width(text, size, bold) <= width:
        return text
    room = width - text_width("…", size, bold)
    return _fitting(text, room, size, bold).rstrip(" ,;:(-") + "…"


def name_number(name: str, number: str, width: float, size: float) -> str:
    """Both as "name: number"; where that is wider than `width` millimetres the name is cut, never the number."""
    return shorten(name, width - text_width(f": {number}", size), size) + f": {number}"


def wrap(text: str, width: float, size: float, most: int) -> list[str]:
    """The text in lines no wider than `width` millimetres; what does not fit the `most` lines is cut with "…"."""
    lines, used, space = [""], 0.0, text_width(" ", size)
    for piece in _pieces(text, width, size):
        needed = text_width(piece, size)
        if not lines[-1] or used + space + needed > width:
            lines, used = [*(line for line in lines if line), piece], needed
        else:
            lines[-1] += f" {piece}"
            used += space + needed
    if len(lines) <= most:
        return _balance(lines, width, size)
    return [*lines[: most - 1], shorten(" ".join(lines[most - 1 :]), width, size)]


def _balance(lines: list[str], width: float, size: float) -> list[str]:
    """The same lines, the last no longer a lone word where the line before can spare one."""
    if len(lines) < 2:
        return lines
    *head, first, last = lines
    while " " in first:
        rest, _, word = first.rpartition(" ")
        moved = f"{word} {last}"
        if text_width(moved, size) > min(width, text_width(rest, size)):
            break
        first, last = rest, moved
    return [*head, first, last]


def _pieces(text: str, width: float, size: float) -> Iterator[str]:
    """The words, those wider than a line in parts."""
    for word in text.split():
        rest = word
        while text_width(rest, size) > width:
            part = _fitting(rest, width, size) or rest[0]
            yield part
            rest = rest[len(part) :]
        if rest:
            yield rest


def _fitting(text: str, width: float, size: float, bold: bool = False) -> str:
    """As much of the text's beginning as fits."""
    used, room = 0, width / (size * MM_PER_POINT)
    for letter in text:
        room -= _advance(letter, bold)
        if room < 0:
            break
        used += 1
    return text[:used]


@functools.cache
def _advance(letter: str, bold: bool, italic: bool = False) -> float:
    """Width of a letter in em."""
    font = _font(bold, italic)
    if not font.get_char_index(ord(letter)):
        return _WIDEST
    return float(font.load_char(ord(letter), flags=LoadFlags.NO_SCALE).horiAdvance) / font.units_per_EM


@functools.cache
def _font(bold: bool, italic: bool) -> FT2Font:
    # Read at once: an open file would be shared by all processes forked later, each moving the others' place in it.
    return FT2Font(io.BytesIO(font_file(bold, italic).read_bytes()))
