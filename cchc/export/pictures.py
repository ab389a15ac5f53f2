"""Pictures that people put into a notebook. In: base64 or SVG text, names in Markdown. Out: drawings, or None.

A picture is the output of a cell, or stands in the text of a cell: as a data: URI, or as an attachment of the cell
under the name that the text calls it by (builds take in the files below notebooks/ as such).
"""

from __future__ import annotations

import base64
import binascii
import io
import posixpath
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any
from urllib.parse import unquote

from cchc.export.glyphs import printable_xml

SVG = "image/svg+xml"
MIME_BY_SUFFIX = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "svg": SVG,
}
PICTURES = frozenset(MIME_BY_SUFFIX.values())
_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96, "": 25.4 / 96}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*([a-z]*)\s*")
_DATA = re.compile(r"data:(image/[a-z+]+);base64,", re.IGNORECASE)
_ORIENTATION = 0x0112  # the EXIF tag of a photograph that has to be turned before it is shown; 1 is upright


@dataclass(frozen=True)
class Picture:
    """A picture: base64, or the text of an SVG."""

    data: str
    mime: str


NO_PICTURES: Mapping[str, Picture] = MappingProxyType({})


@dataclass(frozen=True)
class Drawing:
    """A picture as SVG, with its width and height in millimetres."""

    svg: str
    size: tuple[float, float]


def attached_pictures(cell: Any) -> dict[str, Picture]:
    """The pictures that a Markdown cell carries, by name."""
    found = {}
    for name, bundle in cell.get("attachments", {}).items():
        for mime in sorted(PICTURES & bundle.keys()):
            found[name] = Picture(as_text(bundle[mime]), mime)
    return found


def find_picture(url: str, attached: Mapping[str, Picture]) -> Picture | None:
    """The picture that a text calls so. None where it is neither attached nor in the address itself."""
    stated = _DATA.match(url)
    if stated:
        mime = stated[1].lower()
        return _decoded(Picture(unquote(url[stated.end() :]), mime)) if mime in PICTURES else None
    picture = attached.get(picture_name(url))
    return _decoded(picture) if picture else None


def picture_name(url: str) -> str:
    """The name that a text calls a picture by, or the path to its file: "so%20do.png" is "so do.png"."""
    return posixpath.normpath(unquote(url.removeprefix("attachment:")))


def picture_words(name: str) -> str:
    """What stands in place of a picture that cannot be printed, or not in that place."""
    return f"[Hình: {name.strip()}]" if name.strip() else "[Hình]"


def as_text(data: Any) -> str:
    """Output data as one text: the notebook format also allows a list of lines."""
    return "".join(data) if isinstance(data, list) else str(data)


def draw(picture: Picture) -> Drawing | None:
    """The picture as SVG. None where its data are no picture that can be printed."""
    svg = picture.data if picture.mime == SVG else _wrapped(picture.data)
    size = svg_size(svg) if svg else None
    return Drawing(svg, size) if svg and size else None


def svg_size(svg: str) -> tuple[float, float] | None:
    """Width and height in millimetres, from its attributes or its view box. None where it is no SVG, or has no size."""
    try:
        root = ET.fromstring(printable_xml(svg))
    except ET.ParseError:
        return None
    box = root.get("viewBox", "").replace(",", " ").split()
    stated = (root.get("width"), root.get("height"))
    lengths = [_millimetres(text) for text in (stated if all(stated) else tuple(box[2:4])) if text]
    if len(lengths) != 2 or not all(lengths):
        return None
    return lengths[0], lengths[1]


def _decoded(picture: Picture) -> Picture | None:
    """An SVG that is in base64, as in addresses and attachments, as text; anything else as it is."""
    if picture.mime != SVG or picture.data.lstrip().startswith("<"):
        return picture
    try:
        return Picture(base64.b64decode(picture.data).decode(), SVG)
    except ValueError:
        return None


def _millimetres(text: str) -> float:
    match = _LENGTH.fullmatch(text)
    number = match[1] if match and match[1].count(".") <= 1 and match[1] != "." else "0"
    return float(number) * _MM.get(match[2] if match else "", 0.0)


def _wrapped(text: str) -> str | None:
    """The picture inside an SVG, so that one way leads to the page; drawn at 96 dots an inch."""
    from PIL import Image

    try:
        data = base64.b64decode(text)
        with Image.open(io.BytesIO(data), formats=["PNG", "JPEG", "GIF", "WEBP"]) as picture:
            picture.load()
            kind, (width, height) = str(picture.format).lower(), picture.size
            if kind != "png" and not _plain_jpeg(picture):
                kind, data, (width, height) = _made_plain(picture)
    except (binascii.Error, OSError, SyntaxError, ValueError, Image.DecompressionBombError):
        return None
    link = f"data:image/{kind};base64," + base64.b64encode(data).decode("ascii")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="{link}"/></svg>'
    )


def _plain_jpeg(picture: Any) -> bool:
    return picture.format == "JPEG" and picture.mode in ("L", "RGB") and picture.getexif().get(_ORIENTATION, 1) == 1


def _made_plain(picture: Any) -> tuple[str, bytes, tuple[int, int]]:
    """Kind, bytes and size of the first frame, upright, in a form and in colours that Typst draws."""
    from PIL import ImageOps

    kind = "jpeg" if picture.format == "JPEG" else "png"
    clear = "A" in picture.mode or "transparency" in picture.info
    upright = ImageOps.exif_transpose(picture).convert("RGBA" if clear and kind == "png" else "RGB")
    target = io.BytesIO()
    upright.save(target, kind, **({"quality": 95} if kind == "jpeg" else {}))
    return kind, target.getvalue(), upright.size
