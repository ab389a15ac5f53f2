"""What the packaged fonts can print. In: any text. Out: text that prints, the characters it lost, widths.

PDF/A and PDF/UA refuse a document with a character that its font lacks, so every text passes here before it is set.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

FAMILY = "Liberation Serif"
MARK = "\u25a1"  # □, printed for what the fonts lack
MM_PER_POINT = 25.4 / 72

# Word keeps its list bullets in the private use area, at Symbol's and Wingdings' code points.
_BULLETS = dict.fromkeys((0xF076, 0xF0A7, 0xF0B7, 0xF0D8), "\u2022")
_LINE_ENDS = re.compile("\r\n|[\r\v\u2028\u2029]")
# Controls, invisible format characters, surrogates, private use and unassigned code points.
_NEVER = {"Cc", "Cf", "Cs", "Co", "Cn"}
_CHARACTER_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));")


def font_folder() -> Path:
    """The folder of the four faces of Liberation Serif that travel with the package."""
    with as_file(files("cchc.export").joinpath("fonts")) as folder:
        return folder


def printable(text: str) -> tuple[str, list[int]]:
    """The text as the PDF can print it, in NFC, and the code points that became □.

    Word's private bullets become •, line ends become one newline, invisible format characters (zero-width spaces,
    directions, byte-order marks) go without a mark.
    """
    plain = unicodedata.normalize("NFC", _LINE_ENDS.sub("\n", text)).translate(_BULLETS)
    lost: list[int] = []

    def mark(match: re.Match[str]) -> str:
        character = match.group()
        if unicodedata.category(character) == "Cf" or 0xFE00 <= ord(character) <= 0xFE0F:
            return ""
        lost.append(ord(character))
        return MARK

    return _unprintable().sub(mark, plain), lost


def printable_xml(xml: str) -> str:
    """An XML text, such as an SVG image, in which every character prints, also those written as references."""
    return printable(_CHARACTER_REFERENCE.sub(_spell_out, xml))[0]


def text_width(text: str, size: float) -> float:
    """Width in millimetres of a line of text at a size in points, each letter in the face where it is widest."""
    return text_ems(text) * size * MM_PER_POINT


def text_ems(text: str) -> float:
    """The same width in letter sizes."""
    advances, units = _advances()
    return sum([advances.get(letter, units) for letter in text]) / units


def _spell_out(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else int(match[2])
    return escape(chr(code), {'"': "&quot;", "'": "&apos;"}) if code <= 0x10FFFF else MARK


@functools.cache
def _faces() -> list[Any]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    return [TTFont(path, lazy=True) for path in sorted(font_folder().glob("*.ttf"))]


@functools.cache
def _unprintable() -> re.Pattern[str]:
    shared = set.intersection(*(set(face.getBestCmap()) for face in _faces()))
    allowed = sorted(code for code in shared if unicodedata.category(chr(code)) not in _NEVER)
    return re.compile("[^\n\t" + "".join(re.escape(chr(code)) for code in allowed) + "]")


@functools.cache
def _advances() -> tuple[dict[str, int], int]:
    widest: dict[str, int] = {}
    for face in _faces():
        metrics = face["hmtx"].metrics
        for code, name in face.getBestCmap().items():
            widest[chr(code)] = max(widest.get(chr(code), 0), metrics[name][0])
    return widest, _faces()[0]["head"].unitsPerEm
