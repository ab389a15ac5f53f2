"""Text in a drawing keeps its width, whatever face shows it. In: an SVG, of any writer. Out: it, with lengths of lines.

A drawing is laid out with the package's face, which neither a page nor a notebook brings along. `textLength` makes any
other face take just the room that was left for the line: Times New Roman as it is, a wider one narrowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat

from cchc.document.charts.drawing import FONT
from cchc.document.charts.text import MM_PER_POINT, text_width

_SAID = {"style", "font-family", "font-size", "font-weight", "font-style"}
_BOLD = {"bold", "600", "700", "800", "900"}
_SIZE = re.compile(r"([0-9]+(?:\.[0-9]+)?)(?:px)?")
_LENGTH = ' textLength="%.1f" lengthAdjust="spacingAndGlyphs"'
_LENGTHS = re.compile(_LENGTH.replace("%.1f", "[0-9.]+"))


def keep_widths(svg: str) -> str:
    """The drawing with the length of each line of text that it sets in the package's face; one that is no XML, unchanged.

    A text that says its length already, or holds elements that place its letters, is left alone.
    """
    data = svg.encode("utf-8", "replace")
    pieces, last = [], 0
    for place, length in _Lines().read(data):
        pieces += [data[last:place], (_LENGTH % length).encode()]
        last = place
    return b"".join([*pieces, data[last:]]).decode("utf-8") if pieces else svg


def free_widths(svg: str) -> str:
    """The drawing without these lengths, for a reader that has the face itself."""
    return _LENGTHS.sub("", svg)


@dataclass(frozen=True)
class _Font:
    """What a text is set in: the first family named, the size in units of the drawing."""

    family: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False

    def within(self, attributes: Mapping[str, str]) -> _Font:
        """What it is inside an element with these attributes."""
        if _SAID.isdisjoint(attributes):
            return self
        pairs = (declaration.partition(":") for declaration in attributes.get("style", "").split(";"))
        said = {**attributes, **{name.strip(): setting.strip() for name, _, setting in pairs}}
        return _Font(
            said["font-family"].split(",")[0].strip(" '\"") if "font-family" in said else self.family,
            _units(said["font-size"]) if "font-size" in said else self.size,
            said["font-weight"] in _BOLD if "font-weight" in said else self.bold,
            said["font-style"] == "italic" if "font-style" in said else self.italic,
        )


def _units(size: str) -> float:
    """A size in units of the drawing; 0 where it is said otherwise."""
    number = _SIZE.fullmatch(size)
    return float(number[1]) if number else 0.0


@dataclass
class _Line:
    """A text as far as it has been read: where its tag can take an attribute, and whether it is one plain line."""

    place: int
    font: _Font
    plain: bool
    text: str = ""

    def length(self) -> float:
        """In units of the drawing; 0 where it is not known."""
        if not self.plain or self.font.family != FONT:
            return 0.0
        text = " ".join(self.text.split())
        return text_width(text, self.font.size, self.font.bold, self.font.italic) / MM_PER_POINT


class _Lines:
    """Reads a drawing once, for the places where lengths belong."""

    def __init__(self) -> None:
        self._fonts = [_Font()]
        self._line: _Line | None = None
        self._marks: list[tuple[int, float]] = []

    def read(self, data: bytes) -> list[tuple[int, float]]:
        """Places in the data, in their order, each with the length in units of the drawing that belongs there; none where it is no XML."""
        parser = expat.ParserCreate("utf-8")

        def start(name: str, attributes: dict[str, str]) -> None:
            self._fonts.append(self._fonts[-1].within(attributes))
            if self._line is not None:
                self._line.plain = False
            elif name == "text":
                end = parser.CurrentByteIndex + len("<text")
                # An element that comes out of an entity stands nowhere in the data.
                plain = data.endswith(b"<text", 0, end) and "textLength" not in attributes
                self._line = _Line(end, self._fonts[-1], plain)

        parser.StartElementHandler = start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._read_text
        try:
            parser.Parse(data, True)
        except expat.ExpatError:
            return []
        return self._marks

    def _read_text(self, text: str) -> None:
        if self._line is not None:
            self._line.text += text

    def _end(self, name: str) -> None:
        self._fonts.pop()
        if name == "text" and self._line is not None:
            length = self._line.length()
            self._marks += [(self._line.place, length)] if length > 0 else []
            self._line = None
