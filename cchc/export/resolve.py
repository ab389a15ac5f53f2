"""Give what a report prints its place. In: parts in print order. Out: the same, with anchors, numbers and links.

Headings, figures, numbers and citations get their anchors, figures their number, headings below a part numbers and letters that
follow on one another where some are left out, and citations their form: the first one
of a document in full, a later one short unless it says something else. A finding leads to the numbers and citations on
its rows; where it has none, to the headings of its sections, and these lead back to it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace as replace_part
from itertools import count

from msgspec.structs import replace

from cchc.document.model import (
    AnyBlock,
    Citation,
    Figure,
    Findings,
    Found,
    Heading,
    Inline,
    Number,
    Overview,
    Submission,
)
from cchc.export.outputs import Part

_LETTERS = "abcdđeghiklmnopqrstuvxy"  # of lettered items, as decree 30 orders them
_SECTION = re.compile(r"(?<!\w)[IVX]+(?:\.\w+)+")
_DATED = re.compile(r".*? ngày \d+/\d+/\d+")
Place = tuple[str, str]  # the anchor to jump to, and the text that stands there


def resolve(parts: Iterable[Part]) -> list[Part]:
    """The parts with every anchor, number and link."""
    placing = _Placing()
    placed = [replace_part(part, data=placing.place(part.block)) if part.block else part for part in parts]
    linking = _Linking([part.block for part in placed if part.block], placing.printed)
    return [replace_part(part, data=linking.link(part.block)) if part.block else part for part in placed]


class _Placing:
    """Counts blocks, numbers and citations as they come."""

    def __init__(self) -> None:
        self._cited: dict[str, Citation] = {}
        self._counts: Counter[str] = Counter()
        self._marks: dict[int, Iterator[str]] = {}  # of a level, those that are to come
        self._own_numbers = False
        self._above: list[str] = []
        self.printed: dict[str, str] = {}  # what a reader calls a section: "II.3.a", by its key

    def place(self, block: AnyBlock) -> AnyBlock:
        """The block and its inlines with their anchors."""
        if isinstance(block, Submission) and block.form and block.form.sections:
            self._own_numbers = True  # the form of a project says what stands before a title
        elif isinstance(block, Heading) and not self._own_numbers:
            block = self._numbered(block)
        placed = replace(block.map_runs(lambda run: [self._inline(i) for i in run]), anchor=self._next(block.tag))
        return replace(placed, number=self._counts["figure"]) if isinstance(placed, Figure) else placed

    def _numbered(self, heading: Heading) -> Heading:
        """The heading; where it has a letter, or a number below a part, with the next one of its kind."""
        if heading.level == 1:
            self._marks = {2: iter(map(str, count(1)))}
        elif heading.level == 2:
            self._marks[3] = iter(_LETTERS)
        marks = self._marks.get(heading.level)
        number = heading.number
        if number and marks and not heading.run_in:
            number = next(marks, number)
        self._above = [*self._above[: heading.level - 1], number or ""]
        if heading.section and not heading.run_in:
            self.printed[heading.section] = ".".join(self._above)
        return replace(heading, number=number)

    def _inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Number):
            return replace(inline, anchor=self._next("so"))
        if isinstance(inline, Citation):
            first = self._cited.setdefault(inline.doc, inline)
            again = first is not inline and _is_again(first, inline)
            return replace(inline, anchor=self._next("vb"), text=inline.short if again else inline.long)
        return inline

    def _next(self, kind: str) -> str:
        self._counts[kind] += 1
        return f"{kind}-{self._counts[kind]}"


def _is_again(first: Citation, later: Citation) -> bool:
    """Whether the later one says nothing else: the same words or, where the report itself cites one, the same day."""
    if first.cell is None or later.cell is None:
        return _dated(first.long) == _dated(later.long)
    return first.long == later.long


def _dated(long: str) -> str:
    """Kind, number and day of a citation in full, the day without zeros in front; all of it where it tells no day."""
    found = _DATED.match(long)
    return re.sub(r"(?<!\d)0", "", found[0] if found else long)


class _Linking:
    """Knows where each finding is seen: `seen` has the places of those that touch a number or a citation."""

    def __init__(self, blocks: list[AnyBlock], printed: Mapping[str, str]) -> None:
        self._printed = printed
        found = [finding for block in blocks if isinstance(block, Findings) for finding in block.findings]
        self._seen = _seen(blocks)
        self._unseen = [finding for finding in found if finding.name not in self._seen]
        self._anchors = {block.section or "": block.anchor for block in blocks if isinstance(block, Heading)}

    def link(self, block: AnyBlock) -> AnyBlock:
        """Findings with their places, headings with the findings that only they lead to, sources with sections as printed."""
        if isinstance(block, Findings):
            return replace(block, findings=[replace(found, places=self._places(found)) for found in block.findings])
        if isinstance(block, Heading):
            sections = ((f.name, {*map(self._headed, f.sections)}) for f in self._unseen)
            return replace(block, findings=[name for name, headed in sections if (block.section or "") in headed])
        if isinstance(block, Figure) and block.source:
            return replace(block, source=_SECTION.sub(lambda key: self._printed.get(key[0], key[0]), block.source))
        return block

    def _headed(self, section: str) -> str:
        """The section whose heading a text of this section stands under: its own, or that of the one above it."""
        above = section.rpartition(".")[0]
        return above if section not in self._anchors and above in self._anchors else section

    def _places(self, found: Found) -> list[Place]:
        """Where to look, once for each text: the same number printed twice is one place."""
        headed = ((self._anchors.get(self._headed(key)), f"mục {key}") for key in found.sections)
        headings = [(anchor, text) for anchor, text in headed if anchor]
        first: dict[str, str] = {}
        for anchor, text in self._seen.get(found.name) or headings:
            first.setdefault(text, anchor)
        return [(anchor, text) for text, anchor in first.items()]


def _seen(blocks: Iterable[AnyBlock]) -> Mapping[str, list[Place]]:
    """For each finding the numbers and citations it touches, those stated before those derived from them."""
    stated: dict[str, list[Place]] = {}
    derived: dict[str, list[Place]] = {}
    for block in blocks:
        if isinstance(block, Overview):
            continue  # a finding leads to the sentence, not to the page's head
        for inline in block.all_inlines():
            if isinstance(inline, Number | Citation):
                lineage = block.values.get(inline.lineage) if isinstance(inline, Number) else None
                places = derived if lineage and lineage.formula else stated
                for name in inline.findings:
                    places.setdefault(name, []).append((inline.anchor, inline.text))
    return {name: [*stated.get(name, ()), *derived.get(name, ())] for name in {**stated, **derived}}
