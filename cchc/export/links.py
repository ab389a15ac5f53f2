"""Tie findings to the places where they are seen. In: the resolved blocks of a report. Out: the same blocks, linked.

A finding leads to the numbers and citations on its rows; where it has none, to the headings of its sections, and these
lead back to it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from cchc.document.blocks import inline_objects

Block = dict[str, Any]
Place = tuple[str, str]  # the anchor to jump to, and the text that stands there


def link_findings(blocks: Sequence[Block]) -> Iterator[Block]:
    """Every block in its order, findings with their places, headings with the findings that only they lead to."""
    seen = _seen(blocks)
    found = [finding for block in blocks if block["block"] == "findings" for finding in block["findings"]]
    unseen = [finding for finding in found if finding["name"] not in seen]
    anchors = {block["section"]: block["anchor"] for block in blocks if block["block"] == "heading"}
    for block in blocks:
        if block["block"] == "findings":
            yield {**block, "findings": [{**f, "places": _places(f, seen, anchors)} for f in block["findings"]]}
        elif block["block"] == "heading":
            yield {**block, "findings": [f["name"] for f in unseen if block["section"] in f["sections"]]}
        else:
            yield block


def _seen(blocks: Sequence[Block]) -> dict[str, list[Place]]:
    """For each finding the numbers and citations it touches, those stated before those derived from them."""
    stated: dict[str, list[Place]] = {}
    derived: dict[str, list[Place]] = {}
    for block in blocks:
        if block["block"] == "overview":
            continue  # a finding leads to the sentence, not to the page's head
        values = block.get("values", {})
        for inline in inline_objects(block):
            for name in inline.get("findings", ()):
                places = derived if "formula" in values.get(inline.get("lineage"), ()) else stated
                places.setdefault(name, []).append((inline["anchor"], inline["text"]))
    return {name: [*stated.get(name, ()), *derived.get(name, ())] for name in {**stated, **derived}}


def _places(finding: Block, seen: dict[str, list[Place]], anchors: dict[str, str]) -> list[Place]:
    """Where to look, once for each text: the same number printed twice is one place."""
    headings = [(anchors[key], f"mục {key}") for key in finding["sections"] if key in anchors]
    first: dict[str, str] = {}
    for anchor, text in seen.get(finding["name"]) or headings:
        first.setdefault(text, anchor)
    return [(anchor, text) for text, anchor in first.items()]
