"""Walk through what a PDF is made of. In: its objects. Out: its parts, each with the page that it belongs to.

A part is one entry of a dictionary, one name or text of an array, one operator of a page's content, or the hash of a
file that is attached or of a font. Which kind a part is of does not depend on the numbers and the compression that a
writer chose, so that two files can be held against each other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from cchc.verify.pdf_file import PdfFile, Stream
from cchc.verify.pdf_values import Name, Reader, Reference, Word

_NAMED_BY_WRITER = {"ColorSpace", "ExtGState", "Font", "Pattern", "Properties", "Shading", "XObject"}
_PASSED_OVER = {"IDTree", "Length", "Prev"}  # ways to find what is reached without them too
_SUBSET = re.compile(r"^[A-Z]{6}\+")  # a writer's name for the letters of a font that are used
_CONTENT = "Contents"


class Part(NamedTuple):
    """One entry: the page (0 for what belongs to none), what it stands in, its key there, its value."""

    page: int
    place: str
    key: str
    value: Any

    @property
    def kind(self) -> tuple[str, ...]:
        """What a writer can or cannot make: the place and the key; of a name the name, of a type the number too."""
        if isinstance(self.value, Name | Word):
            return self.place, self.key, _SUBSET.sub("", self.value)
        return (self.place, self.key, str(self.value)) if self.key.endswith("Type") else (self.place, self.key)


def walk(file: PdfFile, enter: Callable[[Part], bool] = lambda part: True) -> Iterator[Part]:
    """Every part that can be reached, each object once, page by page, then the rest; below a part if `enter` says so."""
    pages = file.pages()
    steps = _Steps(file, {*pages}, enter)
    for number, page in enumerate(pages, 1):
        yield from steps.below(number, "Page", file.resolve(page))
    yield from steps.below(0, "Trailer", file.trailer)


class _Steps:
    """The walk, with the objects that it has seen."""

    def __init__(self, file: PdfFile, seen: set[Reference], enter: Callable[[Part], bool]) -> None:
        self._file, self._seen, self._enter = file, seen, enter

    def below(self, page: int, place: str, value: Any) -> Iterator[Part]:
        """The parts of a value and of all that it leads to."""
        left = [(place, value)]
        while left:
            place, value = left.pop()
            if isinstance(value, Reference):
                if value in self._seen:
                    continue
                self._seen.add(value)
                value = self._file.resolve(value)
            if isinstance(value, list):
                left += [(place, item) for item in reversed(value)]
            elif isinstance(value, dict | Stream):
                yield from self._entries(page, place, value, left)
            elif isinstance(value, Name | bytes):
                yield Part(page, place, "", value)

    def _entries(self, page: int, place: str, value: Any, left: list[tuple[str, Any]]) -> Iterator[Part]:
        entries = self._file.entries(value)
        place = str(entries.get("Type", place))
        for key, inner in entries.items():
            found = self._file.resolve(inner)
            part = Part(page, place, key, inner if isinstance(found, dict | list | Stream) else found)
            if key in _PASSED_OVER or found == "FlateDecode":
                continue
            yield part
            if isinstance(found, dict | list | Stream) and self._enter(part):
                yield from self._inside(part, found, left)
        if isinstance(value, Stream) and ("PatternType" in entries or entries.get("Subtype") == "Form"):
            yield from self._drawn(page, value.content(), left)

    def _inside(self, part: Part, found: Any, left: list[tuple[str, Any]]) -> Iterator[Part]:
        if part.place == "Page" and part.key == _CONTENT:
            yield from self._drawn(part.page, self._joined(found), left)
        elif part.place == "Resources" and part.key in _NAMED_BY_WRITER:
            left += [(part.key, one) for one in self._file.entries(found).values()]
        else:
            left.append((part.key, part.value))
        if isinstance(found, Stream) and (part.place == "EF" or part.key.startswith("FontFile")):
            digest = hashlib.sha256(found.content()).hexdigest()
            yield part._replace(key=f"{part.key}, sha256", value=Name(digest))

    def _joined(self, content: Any) -> bytes:
        """The content of a page, whose streams may break off anywhere between two words."""
        streams = [self._file.resolve(one) for one in (content if isinstance(content, list) else [content])]
        return b"\n".join(one.content() for one in streams if isinstance(one, Stream))

    def _drawn(self, page: int, content: bytes, left: list[tuple[str, Any]]) -> Iterator[Part]:
        """The operators of a page's content, each once, and the dictionaries that stand among them."""
        reader, told = Reader(content, content=True), set[str]()
        while not reader.at_end() and "BI" not in told:  # what follows BI is a picture's bytes
            value = reader.value()
            if isinstance(value, Word) and value not in told:
                told.add(value)
                yield Part(page, _CONTENT, "", value)
            elif isinstance(value, dict):
                left.append((_CONTENT, value))
