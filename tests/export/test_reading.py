"""What an exporter reads of a report: sentences joined, charts where something is told. In: blocks. Out: nothing."""

from __future__ import annotations

from typing import Any

import nbformat
from msgspec.structs import replace

from cchc.document.model import (
    BLOCK_MIME,
    Block,
    Citation,
    CitedRow,
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


def numbered(*marks: str) -> list[str | None]:
    """The numbers that headings with these have in print; each has its text, as one that a report prints."""
    levels = {mark: 1 if mark in ("I", "II") else 2 if mark.isdigit() else 3 for mark in marks}
    heads = [Heading(section=f"{n}", level=levels[mark], number=mark, text="Mục") for n, mark in enumerate(marks)]
    told = [block for head in heads for block in (head, said("Đã làm.", "begins", head.section or ""))]
    return [block.number for block in read(*told) if isinstance(block, Heading)]


def test_numbers_and_letters_follow_on_one_another_where_items_before_are_not_printed() -> None:
    assert numbered("I", "3", "b", "đ", "5", "b", "II", "2") == ["I", "1", "a", "b", "2", "a", "II", "1"]
    assert numbered("II", "1", *"abcdđegh", "2") == ["II", "1", *"abcdđegh", "2"]


def test_the_source_of_a_chart_names_a_section_as_it_is_printed() -> None:
    heads = [Heading(section=key, level=n, number=key[-1], text="Mục") for n, key in ((2, "II.2"), (3, "II.2.d"))]
    part = Heading(section="II", level=1, number="II", text="Kết quả")
    chart = replace(CHART, section="II.2.d", source="Nguồn: Phụ lục I, mã 3.3.1; mục II.2.d.")
    (figure,) = [b for b in read(part, *heads, said("Đã nhận.", section="II.2.d"), chart) if isinstance(b, Figure)]
    assert figure.source == "Nguồn: Phụ lục I, mã 3.3.1; mục II.1.a."


LAW = "Nghị quyết số 76/NQ-CP ngày 15/7/2021 của Chính phủ"
IN_SHORT = "Nghị quyết số 76/NQ-CP"


def cited(*longs: tuple[str, bool]) -> list[str]:
    """How citations of the one document are printed one after the other; whether each is the commune's."""
    runs = [
        Citation(doc="76", long=long, short=IN_SHORT, cell=CitedRow(file="van_ban.csv", row=2) if theirs else None)
        for long, theirs in longs
    ]
    return texts(read(*(Paragraphs(section="I.1", items=[Paragraph(inlines=[run])]) for run in runs)))


def test_a_document_that_the_report_itself_has_cited_in_full_is_cited_in_short_after_that() -> None:
    own, theirs = f"{LAW} ban hành Chương trình tổng thể", f"{LAW} về việc ban hành Chương trình"
    assert cited((own, False), (theirs, True)) == [own, IN_SHORT]
    assert cited((theirs, True), (own, False)) == [theirs, IN_SHORT]
    assert cited((own, False), (theirs.replace("15/7", "15/07"), True)) == [own, IN_SHORT]


def test_a_citation_that_says_something_else_is_printed_in_full() -> None:
    own, other_day = f"{LAW} ban hành Chương trình", f"{LAW.replace('15/7', '16/7')} ban hành Chương trình"
    assert cited((own, False), (other_day, True)) == [own, other_day]
    assert cited((own, True), (f"{own} tổng thể", True)) == [own, f"{own} tổng thể"]


def test_no_chart_stands_under_a_heading_that_has_nothing_else() -> None:
    nothing = Paragraphs(section="I.1", items=[])
    assert read(CHARTED, nothing, CHART) == read(CHARTED, nothing)
    assert any(isinstance(block, Figure) for block in read(CHARTED, said("Một.", "begins"), CHART))
    assert any(isinstance(block, Figure) for block in read(CHART))
