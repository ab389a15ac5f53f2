"""Look through a piece of HTML for what a report cannot hold. In: HTML, or Markdown. Out: its pictures, its active parts."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

import mistune

from cchc.export.pictures import Picture, draw, find_picture

_ACTIVE = {
    "iframe": "khung nhúng (iframe)",
    "video": "phim (video)",
    "audio": "âm thanh (audio)",
    "canvas": "hình vẽ bằng script (canvas)",
    "object": "tệp nhúng (object)",
    "embed": "tệp nhúng (embed)",
    "svg": "hình SVG viết trong HTML",
}
UNSEEN = frozenset({"style", "script", "template", "title", "noscript", *_ACTIVE} - {"embed"})
"""Elements of which nothing is printed, words neither; an <embed> holds none."""
_LONGEST = 60  # letters of an address that are told


@dataclass
class Scan:
    """What stands in HTML: whether words do, or a script; pictures by address and name; the tags of active parts."""

    words: bool = False
    script: bool = False
    pictures: list[tuple[str, str]] = field(default_factory=list)
    active: list[str] = field(default_factory=list)

    def lost(self, attached: Mapping[str, Picture]) -> Iterator[str]:
        """What of it cannot be printed, as a notice names it."""
        for url, name in self.pictures:
            picture = find_picture(url, attached)
            if picture is None or draw(picture) is None:
                yield " ".join(filter(None, ("hình", name and f"«{name}»", _shown(url))))
        for tag in self.active:
            yield _ACTIVE[tag]


def scan_html(html: str) -> Scan:
    """What stands in a piece of HTML."""
    scanner = _Scanner()
    scanner.feed(html)
    scanner.close()
    return scanner.found


class _Scanner(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found = Scan()
        self._unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        stated = dict(attrs)
        if tag == "img":
            self.found.pictures.append((stated.get("src") or "", (stated.get("alt") or "").strip()))
        elif tag in _ACTIVE and not self._unseen:
            self.found.active.append(tag)
        if tag == "script":
            self.found.script = True
        if tag in UNSEEN:
            self._unseen.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._unseen:
            del self._unseen[self._unseen.index(tag) :]

    def handle_data(self, data: str) -> None:
        if data.strip() and not self._unseen:
            self.found.words = True


def markdown_as_html(text: str) -> str:
    """The HTML that a Markdown text stands for, nothing taken away."""
    return str(_markdown()(text))


@functools.cache
def _markdown() -> Callable[[str], Any]:
    # What is harmful is nh3's to judge, for Markdown and HTML alike.
    renderer = mistune.HTMLRenderer(escape=False, allow_harmful_protocols=True)
    return mistune.create_markdown(renderer=renderer, plugins=["table", "strikethrough"])


def _shown(url: str) -> str:
    """An address in brackets, nothing where the picture itself is the address."""
    if not url or url.startswith("data:"):
        return ""
    return f"({url if len(url) <= _LONGEST else url[: _LONGEST - 1] + '…'})"
