"""Which section of the outline each paragraph belongs to. In: blocks, an outline. Out: the document in its parts.

Headings and lettered items are aligned with the outline's titles in their order, by the words that they share, rare ones
counting more. Where no title is clearly better than the next one, the section above is named.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from cchc.catalogue.outline import OPENING, Outline
from cchc.catalogue.received.found_by import fold_letters, found_by
from cchc.intake.documents.readers.blocks import Block, Paragraph, Table

_ROMAN = re.compile(r"(?:(?:phần|mục) (?:thứ )?)?([ivx]{1,6})[.:)]?", re.IGNORECASE)
_ARABIC = re.compile(r"(\d{1,2})[.)]?")
_LETTER = re.compile(r"([a-zđ])[.)]")
_WORD = re.compile(r"[^\W\d_]+")
_BRACED = re.compile(r"\{[^{}]*\}")
_CLOSING = re.compile(r"(?:trên đây là|nơi nhận\s*:?$|nơi nhận:)", re.IGNORECASE)
_ANNEX = re.compile(r"(?:phụ lục|biểu mẫu|mẫu số)(?:\s+(?:số\s*)?[ivx\d]+[a-z]?)?\W*$", re.IGNORECASE)
_LONGEST_HEADING, _LONGEST_NAME = 260, 12  # letters; words
_HEAD_WORDS, _MOST_WORDS, _FURTHER = 45, 150, 0.7

_HEADING_NEEDS, _SAME_NUMBER = 0.35, 0.25
_ITEM_NEEDS, _UNMARKED_NEEDS, _CLEARLY = 0.34, 0.5, 0.12
_OF_ITS_OWN = 0.6  # what it is worth that a heading says nothing but words of the title


@dataclass(frozen=True)
class Told:
    """A paragraph of the narrative: its section, "" where the outline has none; what leads in to it, outermost first."""

    paragraph: Paragraph
    section: str
    leads: tuple[str, ...] = ()


@dataclass
class Parts:
    """A document in its parts: letterhead and title, narrative, closing, annexes; tables that stand in the narrative."""

    head: list[Block] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    tables: list[tuple[Table, str]] = field(default_factory=list)
    closing: list[Block] = field(default_factory=list)
    annexes: list[Block] = field(default_factory=list)


def in_parts(blocks: Sequence[Block], outline: Outline) -> Parts:
    """The document in its parts, each paragraph of the narrative with its section."""
    start, end, annexes = _bounds(blocks)
    opening = _opening(blocks, start)
    parts = Parts(head=list(blocks[:opening]), closing=list(blocks[end:annexes]), annexes=list(blocks[annexes:]))
    for block in blocks[opening:start]:
        _tell(parts, block, OPENING)
    for key, body in _by_heading(blocks[start:end], outline):
        paragraphs = [block for block in body if isinstance(block, Paragraph)]
        items = _items(key, paragraphs, outline)
        leads = _leads(paragraphs)
        parts.told += [Told(*one) for one in zip(paragraphs, items, leads, strict=True)]
        parts.tables += [(block, key) for block in body if isinstance(block, Table)]
    return parts


def _tell(parts: Parts, block: Block, key: str) -> None:
    if isinstance(block, Table):
        parts.tables.append((block, key))
    else:
        parts.told.append(Told(block, key))


def _bounds(blocks: Sequence[Block]) -> tuple[int, int, int]:
    """Where the narrative begins, where it ends, where the annexes begin."""
    start = next((n for n, one in enumerate(blocks) if _is_roman(one)), None)
    if start is None:
        start = next((n for n, one in enumerate(blocks) if isinstance(one, Paragraph) and _number(one)), 0)
    ends = range(start, len(blocks))
    end = next((n for n in ends if _closes(blocks[n])), None)
    annexes = next((n for n in ends if _begins_annex(blocks, n)), len(blocks))
    return start, annexes if end is None or end > annexes else end, annexes


def _is_roman(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_ROMAN.fullmatch(block.marker)) and len(block.text) < _LONGEST_HEADING


def _number(block: Paragraph) -> str:
    found = _ARABIC.fullmatch(block.marker)
    return found[1] if found and len(block.text) < _LONGEST_HEADING else ""


def _closes(block: Block) -> bool:
    if isinstance(block, Table):
        return any(fold_letters(cell).startswith("nơi nhận") for row in block.rows for cell in row.cells)
    return bool(_CLOSING.match(block.text))


def _begins_annex(blocks: Sequence[Block], at: int) -> bool:
    """Whether an annex begins here: its title, or a table with the annex's columns that follows no title."""
    block = blocks[at]
    if isinstance(block, Paragraph):
        return bool(_ANNEX.match(block.text)) and not block.marker
    head = fold_letters(" ".join(cell for row in block.rows[:2] for cell in row.cells))
    return "chỉ tiêu" in head and "số liệu" in head


def _opening(blocks: Sequence[Block], start: int) -> int:
    """Where the opening begins: behind the title, with the first paragraph that is a sentence."""
    title = next((n for n in range(start) if _text(blocks[n]).strip().casefold() == "báo cáo"), -1)
    for n in range(title + 1, start):
        text = _text(blocks[n])
        if isinstance(blocks[n], Paragraph) and re.match(r"(?:Thực hiện|Căn cứ|Theo|Ủy ban|Uỷ ban|UBND|Năm)\b", text):
            return n
    return start


def _text(block: Block) -> str:
    return block.text if isinstance(block, Paragraph) else ""


def _by_heading(blocks: Sequence[Block], outline: Outline) -> list[tuple[str, list[Block]]]:
    """The blocks below each heading with the heading's key; what a heading says behind its colon is its first paragraph."""
    tops = [n for n, one in enumerate(blocks) if _is_roman(one)]
    if not tops:
        return _below("", blocks, outline)
    titles = [section for section in outline.sections if section.level == 1 and section.key != OPENING]
    names = _aligned([blocks[n] for n in tops], [(one.number, one.title) for one in titles])
    found: list[tuple[str, list[Block]]] = []
    for at, (top, name) in enumerate(zip(tops, names, strict=True)):
        part = "" if name is None else titles[name].key
        until = tops[at + 1] if at + 1 < len(tops) else len(blocks)
        found.append((part, _run_in(blocks[top])))
        found += _below(part, blocks[top + 1 : until], outline) if part else [("", list(blocks[top + 1 : until]))]
    return found


def _below(part: str, blocks: Sequence[Block], outline: Outline) -> list[tuple[str, list[Block]]]:
    """The blocks of a part by its numbered sections; of a document without parts, by those of all parts."""
    titles = [one for one in outline.sections if one.level == 2 and one.key.startswith(f"{part}." if part else "")]
    tops = [n for n, one in enumerate(blocks) if isinstance(one, Paragraph) and _number(one)]
    names = _aligned([blocks[n] for n in tops], [(one.number, one.title) for one in titles])
    found: list[tuple[str, list[Block]]] = [(part, [])]
    headings = dict(zip(tops, names, strict=True))
    for n, block in enumerate(blocks):
        name = headings.get(n)
        if name is not None:
            found.append((titles[name].key, _run_in(block)))
        elif n in headings and len(_text(block)) < _LONGEST_HEADING // 2 and not _text(block).endswith((".", ";", ":")):
            found.append((part, _run_in(block)))
        else:
            found[-1][1].append(block)
    return found


def _run_in(block: Block) -> list[Block]:
    """What a heading says behind its colon: "V. KIẾN NGHỊ: Không có"."""
    text = _text(block)
    said = text.partition(":")[2].strip()
    return [Paragraph(said, "", "", block.place)] if said else []


def _aligned(headings: Sequence[Block], titles: Sequence[tuple[str, str]]) -> list[int | None]:
    """For each heading the title that it is, in order; None where it is none of them."""
    weights = _Weights([title for _, title in titles])
    scores = []
    for heading in headings:
        assert isinstance(heading, Paragraph)
        number = heading.marker.strip(".:) ").upper().rpartition(" ")[2]
        scores.append(
            [
                score + _SAME_NUMBER * (number == titles[n][0]) - _HEADING_NEEDS
                for n, score in enumerate(weights.of_heading(heading.text))
            ]
        )
    return best_path(scores)


def best_path(scores: Sequence[Sequence[float]], again: bool = False) -> list[int | None]:
    """The columns, each greater than the one before (or, with `again`, no less), one a row or none, with the highest sum."""
    step = 0 if again else 1
    width = len(scores[0]) if scores else 0
    best = [0.0] * (width + 1)  # of the rows below, by the first column that they may take
    chosen: list[list[int | None]] = []
    for line in reversed(scores):
        takes = [_best_from(line, best, column, step) for column in range(width + 1)]
        chosen.append([column for _, column in takes])
        best = [worth for worth, _ in takes]
    path: list[int | None] = []
    column = 0
    for choices in reversed(chosen):
        path.append(choices[column])
        column = column if choices[column] is None else (choices[column] or 0) + step
    return path


def _best_from(line: Sequence[float], below: Sequence[float], first: int, step: int) -> tuple[float, int | None]:
    """What a row and those below it are worth at most from a column on, and the column that the row takes for it."""
    worth, taken = below[first], None
    for column in range(first, len(line)):
        if line[column] > 0 and line[column] + below[column + step] > worth:
            worth, taken = line[column] + below[column + step], column
    return worth, taken


class _Weights:
    """Words and pairs of words of titles, each worth more the fewer titles have it."""

    def __init__(self, titles: Sequence[str]) -> None:
        self.bags = [bag(title) for title in titles]
        self.count = Counter(word for one in self.bags for word in one)
        self.wholes = [sum(1 / self.count[word] for word in one) for one in self.bags]

    def scores(self, text: str) -> list[float]:
        """How much of each title the first words of the text have, 0 to 1; what more the words behind have counts less."""
        words = text.split()
        head, further = bag(" ".join(words[:_HEAD_WORDS])), bag(" ".join(words[:_MOST_WORDS]))
        return [max(self._share(head, n), _FURTHER * self._share(further, n)) for n in range(len(self.bags))]

    def of_heading(self, text: str) -> list[float]:
        """How much of each title a heading has, 0 to 1; a short one that has no other words is a title cut short."""
        own = bag(text.partition(":")[0])
        whole = sum(1 / self.count.get(word, 1) for word in own)
        shared = [sum(1 / self.count[word] for word in one & own) / whole if whole else 0.0 for one in self.bags]
        return [max(score, _OF_ITS_OWN * part) for score, part in zip(self.scores(text), shared, strict=True)]

    def _share(self, said: frozenset[str], title: int) -> float:
        shared = sum(1 / self.count[word] for word in self.bags[title] & said)
        return shared / self.wholes[title] if shared else 0.0


@functools.lru_cache(maxsize=1024)
def bag(text: str) -> frozenset[str]:
    """The words of a text and its pairs of neighbours, abbreviations spelled out."""
    words = _WORD.findall(fold_letters(_BRACED.sub(" ", text)))
    spelled = [word for one in words for word in found_by().short.get(one, one).split()]
    return frozenset(spelled) | {f"{one} {other}" for one, other in pairwise(spelled)}


def _items(key: str, paragraphs: Sequence[Paragraph], outline: Outline) -> list[str]:
    """The section of each paragraph below a heading: a lettered item of it, or itself."""
    letters = [one for one in outline.sections if one.key.startswith(f"{key}.") and one.level == 3] if key else []
    if not letters:
        return [key] * len(paragraphs)
    weights = _Weights([one.title for one in letters])
    scores = [weights.scores(one.text) for one in paragraphs]
    gains = [[_gain(one, row, n, letters[n].number) for n in range(len(letters))]
             for one, row in zip(paragraphs, scores, strict=True)]  # fmt: skip
    path = best_path(gains, again=True)
    return list(_spread(key, paragraphs, [None if n is None else letters[n].key for n in path], _leads(paragraphs)))


def _gain(paragraph: Paragraph, scores: Sequence[float], letter: int, number: str) -> float:
    """What it is worth to say that the paragraph begins that item; nothing where another one fits about as well."""
    found = _LETTER.fullmatch(paragraph.marker)
    score = scores[letter] + (0.1 if found and found[1] == number else 0)
    others = max((one for n, one in enumerate(scores) if n != letter), default=0.0)
    needs = _ITEM_NEEDS if paragraph.marker else _UNMARKED_NEEDS
    return score - needs if score - others >= _CLEARLY else 0.0


def _spread(
    key: str, paragraphs: Sequence[Paragraph], begins: Sequence[str | None], leads: Sequence[tuple[str, ...]]
) -> Iterable[str]:
    """The item of each paragraph: the one that it begins; that of the one before it, where it stands below that."""
    item, marker, head = key, "", ""
    for paragraph, begun, above in zip(paragraphs, begins, leads, strict=True):
        if begun is not None:
            head = head if begun == item else paragraph.text
            item, marker = begun, marker if begun == item else _kind(paragraph.marker)
        elif paragraph.marker and _kind(paragraph.marker) in (marker, "-") and item != key and head not in above:
            item, marker = key, _kind(paragraph.marker)
        yield item


def _kind(marker: str) -> str:
    """Markers of one kind stand on one level: all letters, all numbers, each bullet for itself."""
    if _LETTER.fullmatch(marker):
        return "a)"
    return "1." if marker[:1].isdigit() else marker


def _leads_in(kind: str, text: str, to: str) -> bool:
    """Whether a paragraph leads in to the next one, of another kind: it ends with a colon, or is a line that names it."""
    named = not kind and len(text.split()) <= _LONGEST_NAME and not text.endswith((".", ";"))
    return (bool(to) and named) or (text.endswith(":") and not (kind and to))


def _leads(paragraphs: Sequence[Paragraph]) -> list[tuple[str, ...]]:
    """What leads in to each paragraph: those above it on other levels, back to the last one on its own."""
    stack: list[tuple[str, str]] = []
    found: list[tuple[str, ...]] = []
    for paragraph in paragraphs:
        kind = _kind(paragraph.marker)
        led = bool(stack) and stack[-1][0] != kind and _leads_in(*stack[-1], to=kind)
        same = [n for n, (other, _) in enumerate(stack) if other == kind]
        if same and not led:
            del stack[same[-1] :]
        found.append(tuple(text for _, text in stack))
        stack.append((kind, paragraph.text))
    return found
