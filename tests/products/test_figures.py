"""What the sample's report says in figures, and how its sentences are put together. In: the sample, walked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc.document.model import Heading, Paragraphs, plain_text
from cchc.export.reader import blocks_of, read_parts
from tests.products.synthetic import XA_2024
from tests.products.walk import ROOT, Walk, walk_notebook

KEPT = Path(__file__).with_name("figures_of_the_sample.txt")  # key | what a rate is of | the figure as printed
TIME_WORDS = re.compile(r"(Trong (năm|quý|\d+ tháng)|Năm \d{4}|\d+ tháng đầu năm)\b")


@pytest.fixture(scope="module")
def walk() -> Walk:
    return walk_notebook(ROOT, XA_2024)


@pytest.fixture(scope="module")
def paragraphs(walk: Walk) -> list[Paragraphs]:
    """The running text as it is printed, without what the commune wrote itself."""
    blocks = [block for block in blocks_of(read_parts(walk.notebook)) if isinstance(block, Paragraphs)]
    return [block for block in blocks if block.flow != "apart" and block.items]


def figures(walk: Walk) -> Iterator[str]:
    for block in walk.blocks:
        if block["block"] == "paragraphs":
            for number in numbers(block["items"]):
                lineage = block["values"][number["lineage"]]
                yield " | ".join((number["lineage"].partition("#")[0], lineage.get("of", ""), number["text"]))


def numbers(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for part in node:
            yield from numbers(part)
    elif isinstance(node, dict) and node.get("t") == "number":
        yield node
    elif isinstance(node, dict):
        yield from numbers(node.get("inlines", []))


def test_every_figure_that_was_ever_printed_is_still_printed(walk: Walk) -> None:
    kept = KEPT.read_text(encoding="utf-8").splitlines()
    assert len(kept) == 78
    assert sorted(set(kept) - set(figures(walk))) == []


def test_a_rate_is_stated_once(walk: Walk) -> None:
    rates = [figure for figure in figures(walk) if figure.startswith("ty_le.")]
    assert len(rates) > 10
    assert [rate for rate in rates if rates.count(rate) > 1] == []


def test_sentences_of_one_matter_stand_in_one_paragraph(paragraphs: list[Paragraphs]) -> None:
    matters = [block.section for block in paragraphs]
    assert sorted({section for section in matters if matters.count(section) > 1}) == ["II.2.d", "II.3.b"]
    assert any(plain_text(block.items[0].inlines).count(". ") >= 3 for block in paragraphs)


def test_few_paragraphs_begin_with_the_period(paragraphs: list[Paragraphs]) -> None:
    texts = [plain_text(block.items[0].inlines) for block in paragraphs]
    assert len(texts) > 25
    assert len([text for text in texts if TIME_WORDS.match(text)]) <= 5


def test_a_number_of_a_joined_paragraph_keeps_its_source(walk: Walk) -> None:
    for block in blocks_of(read_parts(walk.notebook)):
        for inline in block.all_inlines():
            if getattr(inline, "lineage", ""):
                assert inline.lineage in block.values  # type: ignore[union-attr]


def test_what_is_run_in_is_no_heading(walk: Walk) -> None:
    headings = [block.section for block in blocks_of(read_parts(walk.notebook)) if isinstance(block, Heading)]
    assert "I.3" in headings
    assert "I.3.a" not in headings
