"""Read an executed notebook as a list of parts. In: a notebook node. Out: parts in print order, resolved.

A part is a block of the report, a Markdown cell, or whatever else a cell has put out (a DataFrame, a figure, plain
text), so that what an explorer adds is exported too. Resolving gives headings and figures their ids and citations
their form: the first citation of a document in full, a later one short unless it says something else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from cchc.document.blocks import REGISTERS
from cchc.errors import ExportError
from cchc.export.filled import keep_filled
from cchc.export.links import link_findings
from cchc.export.outputs import Block, Part, read_output, read_text

__all__ = ["Block", "Part", "cells_of", "lost_notices", "read_parts", "resolve", "submission_of"]

# A cell so tagged speaks to the person at the notebook and is not printed; nbconvert's own tag for that is the second.
_UNPRINTED = {"note", "remove-output"}


def read_parts(notebook: Any) -> list[Part]:
    """All printable parts of an executed notebook, resolved, in print order; of headings those that something follows."""
    parts = list(_walk(notebook))
    kept = keep_filled([part.data if part.kind == "block" else None for part in parts])
    return resolve(part for part, keep in zip(parts, kept, strict=True) if keep)


def submission_of(parts: Iterable[Part]) -> Block:
    """The block that carries the raw files. Raises ExportError when the notebook has not run, or made none."""
    for part in parts:
        if part.kind == "block" and part.data["block"] == "submission":
            return dict(part.data)
    raise ExportError(
        "Sổ tay này không có khối số liệu gốc nên không xuất được báo cáo: "
        "cần một sổ tay đã chạy và có ô gọi report.submission(); hãy chạy bằng papermill rồi xuất lại."
    )


def cells_of(parts: Iterable[Part]) -> dict[str, Any]:
    """What stands in each raw cell that a number of these parts comes from, by the cell's name."""
    cells: dict[str, Any] = {}
    for part in parts:
        if part.kind == "block":
            cells.update(part.data.get("cells", {}))
    return cells


def lost_notices(notebook: Any) -> list[str]:
    """What of an executed notebook is not printed, in the words of the notices that stand in its place."""
    lost = (part.data["inlines"][0] for part in _walk(notebook) if part.kind == "block" and part.data.get("lost"))
    return list(dict.fromkeys(lost))


def _walk(notebook: Any) -> Iterator[Part]:
    for place, cell in enumerate(notebook.cells):
        if _UNPRINTED.intersection(cell.metadata.get("tags", [])):
            continue
        if cell.cell_type == "markdown":
            yield from read_text(cell, place)
        elif cell.cell_type == "code":
            for output in cell["outputs"]:
                yield from read_output(output, place)


def resolve(parts: Iterable[Part]) -> list[Part]:
    """Number figures, headings and printed numbers, choose the form of each citation, and link findings to places."""
    cited: dict[str, str] = {}
    counts: dict[str, int] = {}
    resolved = [replace(p, data=_resolve_block(p.data, cited, counts)) if p.kind == "block" else p for p in parts]
    blocks = link_findings([part.data for part in resolved if part.kind == "block"])
    return [replace(part, data=next(blocks)) if part.kind == "block" else part for part in resolved]


def _resolve_block(block: Block, cited: dict[str, str], counts: dict[str, int]) -> Block:
    kind = block["block"]
    counts[kind] = counts.get(kind, 0) + 1
    resolved = {
        name: part if name in REGISTERS else _resolve_inlines(part, cited, counts)
        for name, part in sorted(block.items())
    }
    resolved["anchor"] = f"{kind}-{counts[kind]}"
    if kind == "figure":
        resolved["number"] = counts[kind]
    return resolved


def _resolve_inlines(part: Any, cited: dict[str, str], counts: dict[str, int]) -> Any:
    """A copy of the part in which every number and citation has its place, and every citation its form."""
    if isinstance(part, list):
        return [i if isinstance(i, str) else _resolve_inlines(i, cited, counts) for i in part]
    if not isinstance(part, dict):
        return part
    if part.get("t") == "number":
        counts["so"] = counts.get("so", 0) + 1
        return {**part, "anchor": f"so-{counts['so']}"}
    if part.get("t") == "cite":
        counts["vb"] = counts.get("vb", 0) + 1
        return {**_resolve_cite(part, cited), "anchor": f"vb-{counts['vb']}"}
    # In the order that a notebook has when it was written and read again: its keys are sorted.
    return {key: _resolve_inlines(value, cited, counts) for key, value in sorted(part.items())}


def _resolve_cite(inline: dict[str, Any], cited: dict[str, str]) -> dict[str, Any]:
    again = cited.get(inline["doc"]) == inline["long"]
    cited.setdefault(inline["doc"], inline["long"])
    marks: dict[str, Any] = {key: inline[key] for key in ("findings", "flag") if key in inline}
    return {"t": "cite", "doc": inline["doc"], "text": inline["short"] if again else inline["long"], **marks}
