"""What a report is made of. In: text and Values. Out: blocks and inlines in their JSON form. Holds no sentence.

A block is a JSON object with "block" (its type) and "section" (an outline key, or null). Text is carried as a list of
inlines: plain strings, and objects that say by "t" what they are (number, cite, annexref, gap, em, strong).
All text is text: it holds no markup of any format, and every exporter escapes it.

A number names its lineage in the register "values" of its block, where operands are named too, and a lineage names its
raw cells ("so_lieu_khac.csv:38:gia_tri"); what stands in these is said once, in the register "cells" of the block that
carries the raw files, or of the block itself for cells of another submission.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cchc.values.printing import print_value
from cchc.values.value import Cell, Value

BLOCK_MIME = "application/vnd.cchc.block+json"
SVG_MIME = "image/svg+xml"

Inline = str | dict[str, Any]
Block = dict[str, Any]


def number_inline(value: Value, text: str | None = None) -> Inline:
    """A printed number with its lineage, in full until `register_values` puts it into the register of the block.

    `text` is for a number that is printed otherwise than a sentence would.
    """
    return {
        "t": "number",
        "text": print_value(value) if text is None else text,
        "missing": value.missing and value.kind != "text",
        "lineage": lineage_of(value),
    }


def lineage_of(value: Value) -> dict[str, Any]:
    """Where a number came from: its cells by name, the one that gave it first, or its formula and operands.

    `status` says why there is no number, `of` names the denominator of a rate.
    """
    lineage: dict[str, Any] = {
        "key": value.key,
        "label": value.label,
        "unit": value.unit,
        "value": None if value.number is None else format(value.number, "f"),
        "cells": [cell_name(cell) for cell in value.cells],
    }
    if value.number is None:
        lineage["status"] = value.status
    if value.of:
        lineage["of"] = value.of
    if value.formula is not None:
        lineage["formula"] = {"text": value.formula.text, "operands": [lineage_of(v) for v in value.formula.operands]}
    return lineage


def cell_name(cell: Cell) -> str:
    """File, record number and column in one word."""
    return f"{cell.file}:{cell.row}:{cell.column}"


def split_cell_name(name: str) -> tuple[str, int, str]:
    """The file, the record number and the column that a cell's name says."""
    file, row, column = name.rsplit(":", 2)
    return file, int(row), column


def register_cells(cells: Iterable[Cell]) -> dict[str, Any]:
    """What stands in each cell, by its name: the text, or an object where more is known of it."""
    return {cell_name(cell): _registered(cell) for cell in cells}


def _registered(cell: Cell) -> Any:
    entry = {"text": cell.text}
    if cell.section:
        entry["section"] = cell.section
    if cell.words:
        entry["words"] = " ".join(cell.words.split())
    if cell.original is not None:
        entry.update(original=cell.original, reason=cell.reason)
    return entry if len(entry) > 1 else cell.text


def strong(text: str) -> Inline:
    """Bold text."""
    return {"t": "strong", "text": text}


def em(text: str) -> Inline:
    """Italic text."""
    return {"t": "em", "text": text}


def gap(width: str) -> Inline:
    """The blank that is left for a "number", "day", "month" or "year" to be written in."""
    return {"t": "gap", "width": width}


def annex_reference(annex: str, number: str) -> Inline:
    """A reference such as "Phụ lục I", a link where the format has links."""
    return {"t": "annexref", "annex": annex, "text": f"Phụ lục {number}"}


def paragraphs(section: str | None, items: Iterable[list[Inline]], style: str = "body") -> Block:
    """Running text: one item a paragraph. Styles: body, basis, item, closing."""
    return {
        "block": "paragraphs",
        "section": section,
        "items": [{"style": style, "inlines": inlines} for inlines in items],
    }


# Parts of a block that hold no inlines: what numbers and findings refer to, raw files, drawings.
REGISTERS = frozenset({"values", "cells", "files", "findings", "data", "svg", "narrow"})


def inline_objects(block: Block) -> Iterator[dict[str, Any]]:
    """Every inline object in a block, wherever it stands, in print order."""
    for name, part in block.items():
        if name not in REGISTERS:
            yield from _objects_in(part)


def _objects_in(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if "t" in part:
            yield part
        else:
            for value in part.values():
                yield from _objects_in(value)
    elif isinstance(part, list):
        for value in part:
            if not isinstance(value, str):
                yield from _objects_in(value)


def plain_text(inlines: Iterable[Inline]) -> str:
    """The inlines as a reader sees them, without any form; a gap is a run of dots."""
    return "".join(i if isinstance(i, str) else i.get("text") or i.get("long") or "…" for i in inlines)
