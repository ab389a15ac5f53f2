"""What a chart is in a page. In: a figure block, the findings of the checks. Out: its drawing, data, open findings.

A finding touches a chart when it is open, an error or to be confirmed, and speaks of a number that the chart draws.
"""

from __future__ import annotations

from collections.abc import Iterator

from cchc.catalogue.forms import Chart, chart
from cchc.export.page.data import csv_uri
from cchc.export.page.svg import inline_svg
from cchc.export.reader import Block
from cchc.raw.submission import REDUCTIONS

_LONGEST_ALTERNATIVE = 600  # letters; nobody listens to more, and the data stand below as a table
_NUMBERS = {"so_lieu", "gia_tri"}
_DAYS = {"thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam"}


def printable_figure(block: Block) -> Block:
    """The figure block with all that the page prints of it, but for the findings: its drawing, and that for a telephone."""
    named = f"Biểu đồ {block['number']}"
    label = block.get("alt") or block["caption"]
    if len(label) > _LONGEST_ALTERNATIVE:
        label = f"{block['caption']}. Các số liệu ở trong bảng dưới biểu đồ."
    drawings = [inline_svg(block["svg"], block["anchor"], label)]
    if block.get("narrow"):
        drawings.append(inline_svg(block["narrow"], f"{block['anchor']}-hep", label))
    return {**block, "named": named, "label": label, "drawings": drawings, "csv": csv_uri(block.get("data"))}


def findings_on(figure: Block, checks: Block | None) -> list[str]:
    """The names of the findings that touch a number of the chart; none for a drawing that is not of the catalogue."""
    known = chart(str(figure.get("id")))
    if known is None or checks is None:
        return []
    return [found["name"] for found in checks["findings"] if _questions(found) and _touches(found, known)]


def _questions(found: Block) -> bool:
    return found["severity"] in ("E", "W") and found["status"] == "open"


def _touches(found: Block, known: Chart) -> bool:
    if known.form == "before_after":
        return any(place["file"] == REDUCTIONS and place["column"] in _DAYS for place in found["where"])
    speaks_of_numbers = any(place["column"] in _NUMBERS for place in found["where"])
    return speaks_of_numbers and not set(_keys(known)).isdisjoint(found.get("keys", ()))


def _keys(known: Chart) -> Iterator[str]:
    """The keys of all numbers that the chart can draw."""
    if known.total:
        yield known.total.key
    yield from (part.key for part in known.parts)
    if known.merged:
        yield known.merged.key
    for group in known.groups:
        yield group.total
        yield from (part.key for part in group.parts)
