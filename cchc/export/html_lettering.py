"""Text in a drawing keeps its width, whatever font a reader has. In: an SVG. Out: the same, each line with its length.

A drawing is laid out with the package's face, which a page does not bring along. `textLength` makes any other face take
just the room that was left for the line: Times New Roman as it is, a wider one narrowed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from xml.parsers import expat

from cchc.document.chart_text import MM_PER_POINT, text_width
from cchc.document.drawing import FONT

_SIZE = re.compile(r"([0-9.]+)(?:px)?")


def keep_widths(svg: str) -> str:
    """The drawing with the length of each line of text that it sets in the package's face; one that is no XML, unchanged.

    A text that says its length, or places its letters one by one, is left alone.
    """
    data = svg.encode("utf-8", "replace")
    pieces, last = [], 0
    for place, length in _Lines().read(data):
        pieces += [data[last:place], f' textLength="{length:.1f}" lengthAdjust="spacingAndGlyphs"'.encode()]
        last = place
    return b"".join([*pieces, data[last:]]).decode("utf-8") if pieces else svg


@dataclass(frozen=True)
class _Font:
    """What a text is set in: the first family named, the size in units of the drawing."""

    family: str = ""
    size: float = 0.0
    bold: bool = False
    italic: bool = False

    def within(self, attributes: Mapping[str, str]) -> _Font:
        """What it is inside an element with these attributes."""
        pairs = (declaration.partition(":") for declaration in attributes.get("style", "").split(";"))
        said = {**attributes, **{name.strip(): setting.strip() for name, _, setting in pairs}}
        font = self
        if family := said.get("font-family"):
            font = replace(font, family=family.split(",")[0].strip(" '\""))
        if size := said.get("font-size"):
            number = _SIZE.fullmatch(size)
            font = replace(font, size=float(number[1]) if number and number[1].count(".") < 2 else 0.0)
        if weight := said.get("font-weight"):
            font = replace(font, bold=weight == "bold" or (weight.isdecimal() and int(weight) >= 600))
        if style := said.get("font-style"):
            font = replace(font, italic=style == "italic")
        return font


@dataclass
class _Line:
    """A text as far as it has been read: where its tag can take an attribute, and whether it is one plain line."""

    place: int
    font: _Font
    plain: bool
    text: str = ""

    @property
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
        """Places in the data, in their order, each with the length that belongs there; none where it is no XML."""
        parser = expat.ParserCreate("utf-8")

        def start(name: str, attributes: dict[str, str]) -> None:
            self._fonts.append(self._fonts[-1].within(attributes))
            if self._line is not None:
                self._line.plain = False
            elif name == "text":
                begin = parser.CurrentByteIndex
                # Not so for an element out of an entity, which stands nowhere in the data.
                written = data[begin : begin + 5] == b"<text"
                plain = (
                    written and not {"textLength", "rotate"} & set(attributes) and " " not in attributes.get("x", "")
                )
                self._line = _Line(begin + 5, self._fonts[-1], plain)

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
            if self._line.length > 0:
                self._marks.append((self._line.place, self._line.length))
            self._line = None
