"""A PDF as it lies on the table. In: its bytes. Out: the words of its pages, and letters that stand where none should."""

from __future__ import annotations

import ctypes
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4
LEFT, RIGHT, EDGE = 30 * MM, 15 * MM, 20 * MM  # the margins of the decree; EDGE is the upper and the lower
_APART = 0.15  # of the narrower of two neighbours, which their boxes may share from kerning
_UNSEEN = {"\x00", "\n", "\r", " ", "\u00a0", "\u200b"}
_MESH = 6  # points


@dataclass(frozen=True)
class Letter:
    text: str
    page: int
    left: float
    bottom: float
    right: float
    top: float

    def lies_on(self, other: Letter) -> bool:
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.top, other.top) - max(self.bottom, other.bottom)
        narrower = min(self.right - self.left, other.right - other.left)
        return wide > _APART * narrower and high > 1


def page_texts(pdf: bytes) -> list[str]:
    """The words of each page, as they are read."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words(text: str) -> str:
    """The text on one line, whatever the page did to its lines."""
    return " ".join(text.replace("\u200b", "").split())


def all_words(pdf: bytes) -> str:
    return words(" ".join(page_texts(pdf)))


def sides(pdf: bytes) -> list[bool]:
    """For each page, whether it lies on its side."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_width() > page.get_height() for page in document]


def misplaced(pdf: bytes) -> list[str]:
    """Letters that lie on one another, or outside the margins."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for number, page in enumerate(document, 1):
            letters = list(_letters(page, number))
            found += [f"{a.text} on {b.text}, page {number}" for a, b in _collisions(letters)]
            found += [f"{a.text} outside, page {number}" for a in letters if _outside(a, *page.get_size())]
        return found


def _outside(letter: Letter, width: float, height: float) -> bool:
    if letter.top > height - EDGE:  # the header
        return False
    return letter.left < LEFT - 1 or letter.right > width - RIGHT + 1 or letter.bottom < EDGE - 3


def _letters(page: pypdfium2.PdfPage, number: int) -> Iterator[Letter]:
    text = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    for place in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text.raw, place))
        raw.FPDFText_GetCharBox(text.raw, place, left, right, bottom, top)
        if sign not in _UNSEEN and right.value > left.value:
            yield Letter(sign, number, left.value, bottom.value, right.value, top.value)


def _collisions(letters: list[Letter]) -> set[tuple[Letter, Letter]]:
    near = defaultdict(list)
    for letter in letters:
        columns = range(int(letter.left // _MESH), int(letter.right // _MESH) + 1)
        rows = range(int(letter.bottom // _MESH), int(letter.top // _MESH) + 1)
        for square in itertools.product(columns, rows):
            near[square].append(letter)
    pairs = (pair for found in near.values() for pair in itertools.combinations(found, 2))
    return {(one, other) for one, other in pairs if one.lies_on(other)}
