"""What a report is made of. In: text and Values. Out: blocks and inlines in their JSON form. Holds no sentence.

A block is a JSON object with "block" (its type) and "section" (an outline key, or null). Text is carried as a list of
inlines: plain strings, and objects that say by "t" what they are (number, cite, annexref, gap, em, strong).
All text is text: it holds no markup of any format, and every exporter escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from cchc.values.printing import print_value
from cchc.values.value import Value

BLOCK_MIME = "application/vnd.cchc.block+json"

Inline = str | dict[str, Any]
Block = dict[str, Any]


def number_inline(value: Value, text: str | None = None) -> Inline:
    """A printed number with its lineage; `text` where it is printed otherwise than a sentence would."""
    return {
        "t": "number",
        "text": print_value(value) if text is None else text,
        "missing": value.missing and value.kind != "text",
        "lineage": value.as_json(),
    }


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


def inline_objects(part: Any) -> Iterator[dict[str, Any]]:
    """Every inline object in a block, wherever it stands, in print order."""
    if isinstance(part, dict):
        if "t" in part:
            yield part
        else:
            for value in part.values():
                yield from inline_objects(value)
    elif isinstance(part, list):
        for value in part:
            yield from inline_objects(value)


def plain_text(inlines: Iterable[Inline]) -> str:
    """The inlines as a reader sees them, without any form; a gap is a run of dots."""
    return "".join(i if isinstance(i, str) else i.get("text") or i.get("long") or "…" for i in inlines)
