"""Join what reads as one paragraph. In: parts in print order. Out: the same, a sentence that goes on in the paragraph before it.

A cell of the notebook says one sentence; those of one matter stand in one paragraph. A heading that is run in becomes
the first words of its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace as replace_part

from msgspec.structs import replace

from cchc.document.lineage import LineageRegister, key_of_lineage
from cchc.document.model import Heading, Inline, Lineage, Number, Paragraph, Paragraphs
from cchc.document.sentences import merge_text
from cchc.export.outputs import Part


def join_parts(parts: Iterable[Part]) -> list[Part]:
    """The parts, of which no text is lost; a heading that is run in stays one where no text follows it."""
    joined: list[Part] = []
    for part in parts:
        block, before = part.block, joined[-1].block if joined else None
        if isinstance(block, Paragraphs) and isinstance(before, Heading) and before.run_in and block.items:
            joined[-1] = replace_part(part, data=_headed(before, block))
        elif isinstance(block, Paragraphs) and isinstance(before, Paragraphs) and _goes_on(before, block):
            joined[-1] = replace_part(joined[-1], data=_joined(before, block))
        elif not (isinstance(before, Heading) and before.run_in and block and block.is_empty):
            joined.append(part)
    return joined


def _goes_on(before: Paragraphs, block: Paragraphs) -> bool:
    return block.flow == "goes_on" and before.flow != "apart" and before.section == block.section


def _headed(heading: Heading, block: Paragraphs) -> Paragraphs:
    """The text with its heading as first words. What is said of the section goes on with it if it is one paragraph."""
    first, *rest = block.items
    lead = Paragraph(style="item", inlines=merge_text([f"- {heading.text}: ", *first.inlines]))
    return replace(block, items=[lead, *rest], flow="apart" if rest else "begins")


def _joined(before: Paragraphs, block: Paragraphs) -> Paragraphs:
    """One block of both; the first paragraph of the second follows the last of the first."""
    values = LineageRegister(before.values)
    names: dict[str, str] = {}
    for name in block.values:
        _take(name, block.values, values, names)
    items = block.map_runs(lambda run: [_renamed(inline, names) for inline in run]).items
    if before.items and items:
        last = before.items[-1]
        one = replace(last, inlines=merge_text([*last.inlines, " ", *items[0].inlines]))
        items = [*before.items[:-1], one, *items[1:]]
    return replace(before, items=items or before.items, values=values.entries)


def _take(name: str, given: Mapping[str, Lineage], values: LineageRegister, names: dict[str, str]) -> str:
    """Put a lineage of one register into another, its operands first; the name that it has there."""
    if name not in names:
        entry = given[name]
        if entry.formula:
            operands = [_take(operand, given, values, names) for operand in entry.formula.operands]
            entry = replace(entry, formula=replace(entry.formula, operands=operands))
        names[name] = values.name(key_of_lineage(name), entry)
    return names[name]


def _renamed(inline: Inline, names: Mapping[str, str]) -> Inline:
    return replace(inline, lineage=names.get(inline.lineage, inline.lineage)) if isinstance(inline, Number) else inline
