"""What python-docx has no words for. In: its elements. Out: the same, with the WordprocessingML that is missing.

Each function keeps the order that the schema sets for its element's children; Word repairs, or refuses, what does not.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

Element = Any  # lxml's element, as python-docx types it

TWIPS_PER_MM = 1440 / 25.4
_AFTER_PAGE_NUMBERS = (
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:bidi",
    "w:docGrid",
)
_AFTER_BORDERS = (
    "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:kinsoku", "w:wordWrap", "w:overflowPunct", "w:topLinePunct", "w:autoSpaceDE",
    "w:autoSpaceDN", "w:bidi", "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing", "w:mirrorIndents",
    "w:suppressOverlap", "w:jc", "w:textDirection", "w:textAlignment", "w:textboxTightWrap", "w:outlineLvl", "w:divId", "w:cnfStyle",
    "w:rPr", "w:sectPr", "w:pPrChange",
)  # fmt: skip
_AFTER_OUTLINE = ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange")


def twips(mm: float) -> int:
    """Twentieths of a point, of millimetres."""
    return round(mm * TWIPS_PER_MM)


def element(tag: str, attributes: Mapping[str, object] | None = None, children: Iterable[Element] = ()) -> Element:
    """An element in the namespace that its tag is written with, "w:tab"; so are its attributes."""
    made = OxmlElement(tag)
    for name, value in (attributes or {}).items():
        made.set(qn(name), str(value))
    made.extend(children)
    return made


def fonts(family: str) -> Element:
    """One font for every script; python-docx sets two of the four, and a theme's font wins over these."""
    return element("w:rFonts", {f"w:{script}": family for script in ("ascii", "hAnsi", "eastAsia", "cs")})


def field(code: str) -> list[Element]:
    """The runs of a field, such as PAGE."""
    parts: list[Element] = [element("w:fldChar", {"w:fldCharType": "begin"}), element("w:instrText")]
    parts[1].text = f" {code} "
    parts[1].set(qn("xml:space"), "preserve")
    parts.append(element("w:fldChar", {"w:fldCharType": "separate"}))
    shown = element("w:t")
    shown.text = "2"
    parts += [shown, element("w:fldChar", {"w:fldCharType": "end"})]
    return [element("w:r", children=[part]) for part in parts]


def number_pages_from(section: Element, first: int) -> None:
    """Have the pages of a section counted from that number."""
    section.insert_element_before(element("w:pgNumType", {"w:start": first}), *_AFTER_PAGE_NUMBERS)


def set_borders(properties: Element, **sides: int) -> None:
    """Lines beside a paragraph: eighths of a point by side."""
    lines = [
        element(f"w:{side}", {"w:val": "single", "w:sz": sides[side], "w:space": 4 if len(sides) > 1 else 0, "w:color": "auto"})
        for side in ("top", "left", "bottom", "right")
        if side in sides
    ]  # fmt: skip
    properties.insert_element_before(element("w:pBdr", children=lines), *_AFTER_BORDERS)


def set_outline_level(properties: Element, level: int) -> None:
    """Make a paragraph a heading of that level, 1 the highest, whatever its style says."""
    properties.insert_element_before(element("w:outlineLvl", {"w:val": level - 1}), *_AFTER_OUTLINE)


def describe_picture(picture: Element, number: int, words: str) -> None:
    """The text that stands for a picture."""
    for properties in picture.iter(qn("wp:docPr")):
        properties.set("id", str(number))
        properties.set("name", f"Hình {number}")
        properties.set("descr", words)
