"""Read an executed notebook as a list of parts. In: a notebook node. Out: parts in print order, resolved.

A part is a block of the report, a Markdown cell, or whatever else a cell has put out (a DataFrame, a figure, plain
text), so that what an explorer adds is exported too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from cchc.document.model import (
    Annex,
    AnyBlock,
    Figure,
    Heading,
    Notice,
    Paragraphs,
    RawCell,
    Submission,
    plain_text,
)
from cchc.errors import ExportError
from cchc.export.joining import join_parts
from cchc.export.outputs import Part, read_output, read_text
from cchc.export.resolve import resolve

# A cell so tagged speaks to the person at the notebook and is not printed; nbconvert's own tag for that is the second.
_UNPRINTED = {"note", "remove-output"}


def read_parts(notebook: Any) -> list[Part]:
    """All printable parts of an executed notebook, resolved, in print order; of headings those that something follows."""
    parts = _in_order(list(_walk(notebook)))
    draft = any(part.block.draft for part in parts if isinstance(part.block, Submission))
    parts = [part for place, part in enumerate(parts) if _is_told(part.block, parts, place)]
    filled = (part for place, part in enumerate(parts) if draft or _is_filled(part.block, parts[place + 1 :]))
    return resolve(join_parts(filled))


def blocks_of(parts: Iterable[Part]) -> list[AnyBlock]:
    """The blocks among the parts."""
    return [part.block for part in parts if part.block is not None]


def submission_of(parts: Iterable[Part]) -> Submission:
    """The block that carries the raw files. Raises ExportError when the notebook has not run, or made none."""
    for block in blocks_of(parts):
        if isinstance(block, Submission):
            return block
    raise ExportError(
        "Sổ tay này không có khối số liệu gốc nên không xuất được báo cáo: "
        "cần một sổ tay đã chạy và có ô gọi report.submission(); hãy chạy bằng papermill rồi xuất lại."
    )


def cells_of(parts: Iterable[Part]) -> dict[str, RawCell]:
    """What stands in each raw cell that a number of these parts comes from, by the cell's name."""
    registers = (block.cells for block in blocks_of(parts))
    known = (entry for register in registers for entry in register.items())
    return {name: RawCell(text=cell) if isinstance(cell, str) else cell for name, cell in known}


def lost_notices(notebook: Any) -> list[str]:
    """What of an executed notebook is not printed, in the words of the notices that stand in its place."""
    notices = (block for block in blocks_of(_walk(notebook)) if isinstance(block, Notice) and block.lost)
    return list(dict.fromkeys(plain_text(notice.inlines) for notice in notices))


def _walk(notebook: Any) -> Iterator[Part]:
    for place, cell in enumerate(notebook.cells):
        if _UNPRINTED.intersection(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "markdown":
            yield from read_text(cell, place)
        elif cell.cell_type == "code":
            for output in cell["outputs"]:
                yield from read_output(output, place)


def _in_order(parts: list[Part]) -> list[Part]:
    """The sections in the order of the form, where it is a project's; each keeps what stands below its heading."""
    form = next((part.block.form for part in parts if isinstance(part.block, Submission)), None)
    first = next((n for n, part in enumerate(parts) if isinstance(part.block, Heading)), len(parts))
    last = next((n for n, part in enumerate(parts) if n > first and _is_closing(part.block)), len(parts))
    if form is None or not form.sections:
        return parts
    groups: dict[str, list[Part]] = {}
    key = ""
    for part in parts[first:last]:
        key = part.block.section or "" if isinstance(part.block, Heading) else key
        groups.setdefault(key, []).append(part)
    place = {section: n for n, section in enumerate(form.sections)}
    ordered = sorted(groups, key=lambda section: place.get(section, len(place)))
    return [*parts[:first], *(part for section in ordered for part in groups[section]), *parts[last:]]


def _is_closing(block: AnyBlock | None) -> bool:
    return isinstance(block, Paragraphs) and any(item.style == "closing" for item in block.items)


def _is_told(block: AnyBlock | None, parts: Sequence[Part], place: int) -> bool:
    """Whether it is no chart of a section, or something else stands under the same heading."""
    if not isinstance(block, Figure) or block.section is None:
        return True
    around = (reversed(parts[:place]), iter(parts[place + 1 :]))
    nearby = [list(itertools.takewhile(lambda part: not _begins(part.block), side)) for side in around]
    headed = len(nearby[0]) < place and isinstance(parts[place - len(nearby[0]) - 1].block, Heading)
    return not headed or any(_prints(part.block) for side in nearby for part in side)


def _begins(block: AnyBlock | None) -> bool:
    return isinstance(block, Heading | Annex)


def _prints(block: AnyBlock | None) -> bool:
    """Whether it is something to read: no chart, no empty text, no table without rows."""
    return block is None or not (isinstance(block, Figure) or block.is_empty)


def _is_filled(block: AnyBlock | None, following: Sequence[Part]) -> bool:
    """Whether it is no heading, or something stands between it and the next one of its level, or the end of the sections.

    A draft keeps the others, and says what is missing; a report that is to be signed names no section that it has
    nothing to say in.
    """
    if not isinstance(block, Heading):
        return True
    for other in (part.block for part in following):
        if other is None:
            return True
        if isinstance(other, Heading):
            if other.level <= block.level:
                return False
        elif other.section is None:
            return False
        elif not other.is_empty:
            return True
    return False
