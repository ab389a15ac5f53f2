"""Choose what of a notebook prints. In: a Markdown cell, or an output of a code cell. Out: parts, and what is lost.

What has no place on paper is never left out in silence: a notice stands where it would have stood.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import msgspec
from msgspec.structs import replace

from cchc.document.model import BLOCK_MIME, FIRST_MIME, SVG_MIME, AnyBlock, Figure, Notice, read_block
from cchc.errors import ExportError
from cchc.export.pictures import NO_PICTURES, Picture, as_text, attached_pictures, draw
from cchc.export.scan import Scan, markdown_as_html, scan_html

Kind = Literal["block", "markdown", "html", "image", "text", "error"]

_IMAGES = ("image/svg+xml", "image/png", "image/jpeg", "image/gif", "image/webp")
_WIDGET = "application/vnd.jupyter.widget-view+json"
_UNPRINTED = {
    _WIDGET: "tiện ích tương tác (widget)",
    "application/javascript": "mã JavaScript",
    "application/json": "dữ liệu JSON",
    "application/pdf": "hình PDF",
    "text/latex": "công thức LaTeX",
}
_TERMINAL_CODE = re.compile("\x1b(?:\\[[0-9;:?]*[ -/]*[@-~]|\\][^\x07\x1b]*(?:\x07|\x1b\\\\))")
_IN_TEXT = "hãy để tệp hình trong thư mục notebooks/, hoặc dán hình vào ô"
_IN_OUTPUT = "hãy thay bằng bảng, chữ hoặc hình (PNG, JPEG, GIF, SVG)"


@dataclass(frozen=True)
class Part:
    """One thing to print: `data` is the block, or the text of a foreign output; `mime` its MIME type.

    `pictures` are those that a Markdown cell carries.
    """

    kind: Kind
    data: AnyBlock | str
    mime: str = BLOCK_MIME
    cell: int = 0
    pictures: Mapping[str, Picture] = field(default_factory=dict)

    @property
    def block(self) -> AnyBlock | None:
        """The block, None where the part is a foreign output."""
        return None if isinstance(self.data, str) else self.data

    @property
    def text(self) -> str:
        """The text of a foreign output, nothing for a block."""
        return self.data if isinstance(self.data, str) else ""


def read_text(cell: Any, place: int) -> Iterator[Part]:
    """The parts of a Markdown cell."""
    yield from _markdown(as_text(cell["source"]), attached_pictures(cell), place)


def read_output(output: Any, place: int) -> Iterator[Part]:
    """The parts of an output of the cell at that place, counted from 0."""
    if output["output_type"] == "error":
        yield Part("error", _plain(f"{output['ename']}: {output['evalue']}"), "text/plain", place)
    elif output["output_type"] == "stream":
        if output.get("name") == "stdout":
            yield Part("text", _plain(as_text(output["text"])), "text/plain", place)
    elif mime := next((mime for mime in (BLOCK_MIME, FIRST_MIME) if mime in output["data"]), None):
        yield Part("block", _read_block(output["data"], mime), cell=place)
    else:
        yield from _read_bundle(output["data"], place)


def lost_part(what: str, place: int, advice: str = _IN_OUTPUT) -> Part:
    """A notice that something of the cell at that place is not printed."""
    text = f"Không in được {what} ở ô số {place + 1} của sổ tay; {advice}."
    return Part("block", Notice(tone="warning", inlines=[text], lost=True), cell=place)


def _read_bundle(data: Mapping[str, Any], place: int) -> Iterator[Part]:
    """The best of the forms that an output comes in."""
    images = [mime for mime in _IMAGES if mime in data]
    scan = scan_html(as_text(data["text/html"])) if "text/html" in data else None
    if scan and (scan.words or scan.pictures or scan.active or not images):
        yield from _html(as_text(data["text/html"]), scan, place)
    elif images:
        yield _image(Picture(as_text(data[images[0]]), images[0]), place)
    elif "text/markdown" in data:
        yield from _markdown(as_text(data["text/markdown"]), NO_PICTURES, place)
    else:
        yield from _rest(data, place)


def _html(html: str, scan: Scan, place: int) -> Iterator[Part]:
    if scan.words or scan.pictures:
        yield Part("html", html, "text/html", place)
    for what in scan.lost(NO_PICTURES):
        yield lost_part(what, place)
    if scan.script and not (scan.words or scan.pictures or scan.active):
        yield lost_part("nội dung cần chạy script", place)


def _image(picture: Picture, place: int) -> Part:
    if draw(picture) is None:
        return lost_part("hình", place, "dữ liệu hình không đọc được")
    return Part("image", picture.data, picture.mime, place)


def _markdown(text: str, pictures: Mapping[str, Picture], place: int) -> Iterator[Part]:
    yield Part("markdown", text, "text/markdown", place, pictures)
    if "![" in text or "<" in text:
        for what in scan_html(markdown_as_html(text)).lost(pictures):
            yield lost_part(what, place, _IN_TEXT)


def _rest(data: Mapping[str, Any], place: int) -> Iterator[Part]:
    """The words that stand for an output, unless they are but the name of an object in Python."""
    words = _plain(as_text(data.get("text/plain", "")))
    others = sorted(data.keys() - {"text/plain"}, key=lambda mime: (mime not in _UNPRINTED, mime))
    if others and (_WIDGET in others or not words.strip() or words.lstrip().startswith("<")):
        yield lost_part(_UNPRINTED.get(others[0], f"kết quả kiểu {others[0]}"), place)
    elif words:
        yield Part("text", words, "text/plain", place)


def _plain(text: str) -> str:
    """A text without the codes that give it colour in a terminal."""
    return _TERMINAL_CODE.sub("", text)


def _read_block(data: Mapping[str, Any], mime: str) -> AnyBlock:
    """The block of an output. Raises ExportError where this version knows no such block."""
    given = json.loads(data[mime]) if isinstance(data[mime], str) else data[mime]
    try:
        block = read_block(given)
    except msgspec.ValidationError as error:
        raise ExportError(
            f"Sổ tay có khối “{given.get('block')}” không đúng dạng mà phiên bản này đọc được ({error}); hãy dùng cùng một phiên bản cchc "
            "để chạy và để xuất sổ tay."
        ) from error
    return replace(block, svg=as_text(data[SVG_MIME])) if isinstance(block, Figure) and SVG_MIME in data else block
