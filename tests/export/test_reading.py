"""What an exporter reads of a report: sentences joined, charts where something is told. In: blocks. Out: nothing."""

from __future__ import annotations

from typing import Any

import nbformat

from cchc.document.model import (
    BLOCK_MIME,
    Block,
    Figure,
    Heading,
    Lineage,
    Number,
    Paragraph,
    Paragraphs,
    Terms,
    as_json,
    plain_text,
)
from cchc.export.reader import blocks_of, read_parts

CHART = Figure(section="I.1", id="a", caption="b", alt="c", source=None, width_mm=1, height_mm=1)
CHARTED = Heading(section="I.1", level=2, number="1", text="Chỉ đạo")


def read(*blocks: Block) -> list[Any]:
    cell = nbformat.v4.new_code_cell("")
    cell.outputs = [nbformat.v4.new_output("display_data", {BLOCK_MIME: as_json(block)}) for block in blocks]
    return blocks_of(read_parts(nbformat.v4.new_notebook(cells=[cell])))


def said(text: str, flow: Any = "goes_on", section: str = "I.1", **values: Lineage) -> Paragraphs:
    numbers = [Number(text="7", missing=False, lineage=name) for name in values]
    return Paragraphs(section=section, items=[Paragraph(inlines=[text, *numbers])], flow=flow, values=values)


def texts(blocks: list[Any]) -> list[str]:
    return [plain_text(item.inlines) for block in blocks if isinstance(block, Paragraphs) for item in block.items]


def lineage(label: str, *operands: str) -> Lineage:
    formula = Terms(text="", operands=operands) if operands else None
    return Lineage(label=label, unit="", value="7", cells=[], formula=formula)


def test_a_sentence_goes_on_with_the_paragraph_before_it() -> None:
    assert texts(read(said("Một.", "begins"), said("Hai."), said("Ba.", "begins"))) == ["Một. Hai.", "Ba."]


def test_a_sentence_does_not_go_on_with_what_the_commune_wrote_or_with_another_section() -> None:
    blocks = read(said("Của xã.", "apart"), said("Một."), said("Hai.", section="I.2"))
    assert texts(blocks) == ["Của xã.", "Một.", "Hai."]


def test_a_paragraph_that_says_nothing_is_begun_by_the_sentence_after_it() -> None:
    nothing = Paragraphs(section="I.1", items=[], flow="begins")
    assert texts(read(said("Một.", "begins"), nothing, said("Hai."))) == ["Một.", "Hai."]


def test_numbers_of_one_key_and_two_sources_keep_theirs() -> None:
    first = said("Một ", "begins", **{"x": lineage("đầu")})
    second = said("Hai ", **{"x": lineage("sau"), "y": lineage("tổng", "x")})
    (block,) = read(first, second)
    names = [inline.lineage for inline in block.all_inlines() if isinstance(inline, Number)]
    assert [block.values[name].label for name in names] == ["đầu", "sau", "tổng"]
    operands = block.values["y"].formula
    assert operands is not None
    assert [block.values[name].label for name in operands.operands] == ["sau"]


def test_a_title_that_is_run_in_stands_before_its_text_and_sentences_follow() -> None:
    heading = Heading(section="I.3.a", level=3, number="a", text="Qua băng rôn", run_in=True)
    blocks = read(heading, said("Của xã.", "apart", "I.3.a"), said("Đã treo.", section="I.3.a"))
    assert texts(blocks) == ["- Qua băng rôn: Của xã. Đã treo."]
    assert not any(isinstance(block, Heading) for block in blocks)


def test_no_chart_stands_under_a_heading_that_has_nothing_else() -> None:
    nothing = Paragraphs(section="I.1", items=[])
    assert read(CHARTED, nothing, CHART) == read(CHARTED, nothing)
    assert any(isinstance(block, Figure) for block in read(CHARTED, said("Một.", "begins"), CHART))
    assert any(isinstance(block, Figure) for block in read(CHART))
