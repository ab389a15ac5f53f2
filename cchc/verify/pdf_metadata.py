"""What a PDF's metadata say (XMP). In: the metadata of a PDF, and of the one made again. Out: what differs, in words.

What depends on the version of the writer is left out: its name, and the marks that it computes from the content.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree

WRITER = re.compile(r"\ATypst \d+(\.\d+)*\Z")
_SEAL = re.compile(rb"<xmpMM:InstanceID>([^<]*)")
_MARKS = ("InstanceID", "instanceID", "DocumentID")
# What the metadata say of themselves and of the standard that they follow.
_OF_THE_FORM = ("/pdfa/ns/", "/pdfua/ns/")
_LIST = "/22-rdf-syntax-ns#}"
_PLAIN_ATTRIBUTES = ("about", "parseType", "lang")

Said = tuple[str, str]


def seal_of(metadata: bytes) -> tuple[bytes, ...]:
    """The marks that a writer computed from all that it has written."""
    return tuple(mark.strip() for mark in _SEAL.findall(metadata))


def compare_metadata(found: bytes, expected: bytes) -> Iterator[str]:
    """Every property that is stated otherwise."""
    ours, theirs = (_said(metadata) for metadata in (found, expected))
    if ours is None or theirs is None:
        yield "siêu dữ liệu (XMP) không có hoặc không đọc được"
        return
    for sign, told in (("thêm", ours - theirs), ("thiếu", theirs - ours)):
        for name, text in sorted(told.elements()):
            yield f"siêu dữ liệu (XMP) {sign} {name.rpartition('}')[2]}: «{text}»"


def _said(metadata: bytes) -> Counter[Said] | None:
    """The properties by name, with their values; None where these are no metadata."""
    if b"<!" in metadata:  # no entities: what is read is what is written
        return None
    try:
        return Counter(_properties(ElementTree.fromstring(metadata)))
    except (ElementTree.ParseError, RecursionError):
        return None


def _properties(element: ElementTree.Element, name: str = "") -> Iterator[Said]:
    """What stands in an element and below; entries of a list bear the name of the property that has the list."""
    name = name if _LIST in element.tag else element.tag
    stated = [(key, value) for key, value in element.attrib.items() if not key.endswith(_PLAIN_ATTRIBUTES)]
    for key, value in [(name, (element.text or "").strip()), *stated]:
        if value and not any(form in key for form in _OF_THE_FORM) and not key.endswith(_MARKS):
            yield key, WRITER.sub("", value)
    for inner in element:
        yield from _properties(inner, name)
