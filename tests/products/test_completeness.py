"""Whatever a commune gives for a section is printed, and under it. In: a submission that fills every section."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.form import form_for
from cchc.export.page.render import render_html
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from tests.products.printed import html_text, pdf_text, sections_by_key
from tests.products.synthetic import XA_2024, write_submission
from tests.products.walk import walk_notebook

OUTLINE = form_for(date(2024, 12, 14)).outline
KEYS = OUTLINE.keys
# Sections whose title stands at the head of their text, below the heading of the one above.
RUN_IN = [key for key in KEYS if OUTLINE.section(key).run_in]
# Items that the outline does not list, with the section that prints them.
ELSEWHERE = {"II.2.k": "II.2", "I.3.e": "I.3", "I.1.a": "I.1"}
# What is given for a whole part stands in its first section.
WHOLE_PARTS = {"I": "I.1", "II": "II.1", "III": "III.1", "IV": "IV.1"}


def mark(key: str) -> str:
    """A sentence that stands nowhere else."""
    return f"Nội dung riêng của mục ({key})."


def symbol(key: str) -> str:
    """The symbol of a document that is cited nowhere else."""
    place = [*KEYS, *ELSEWHERE].index(key)
    return f"{900 + place}/QĐ-UBND"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, bytes]:
    """The report of a commune that gives a text and a document for every section, as HTML and PDF."""
    root = tmp_path_factory.mktemp("full")
    keys = [*KEYS, *ELSEWHERE]
    documents = [(key, "Quyết định", symbol(key), "15/7/2024", "UBND xã", "về một việc") for key in keys]
    write_submission(root, XA_2024, {}, documents=documents, texts={key: mark(key) for key in keys})
    notebook = walk_notebook(root, XA_2024).notebook
    return render_html(notebook), render_pdf(read_parts(notebook))


@pytest.fixture(scope="module")
def sections(full: tuple[str, bytes]) -> dict[str, str]:
    return sections_by_key(full[0], date(2024, 12, 14))


@pytest.fixture(scope="module")
def texts(full: tuple[str, bytes]) -> tuple[str, str]:
    return html_text(full[0]), pdf_text(full[1])


@pytest.mark.parametrize("key", [*KEYS, *ELSEWHERE])
def test_a_text_and_a_document_of_any_section_are_printed_once(key: str, texts: tuple[str, str]) -> None:
    for text in texts:
        assert text.count(mark(key)) == 1
        assert text.count(f"số {symbol(key)} ") == 1


@pytest.mark.parametrize("key", [key for key in KEYS if "." in key or key == "V"])
def test_a_text_and_a_document_are_printed_under_their_heading(key: str, sections: dict[str, str]) -> None:
    assert mark(key) in sections[key]
    assert symbol(key) in sections[key]


@pytest.mark.parametrize(("key", "printing"), (ELSEWHERE | WHOLE_PARTS).items())
def test_what_has_no_heading_of_its_own_is_printed_in_the_nearest_section(
    key: str, printing: str, sections: dict[str, str]
) -> None:
    assert mark(key) in sections[printing]
    assert symbol(key) in sections[printing]


def test_a_title_that_is_run_in_stands_once_before_its_text(texts: tuple[str, str]) -> None:
    assert len(RUN_IN) == 4
    titles = [f"- {OUTLINE.section(key).title}: " for key in RUN_IN]
    assert [text.count(title) for text in texts for title in titles] == [1] * 8


def test_paragraphs_of_one_text_stay_apart_and_keep_their_order(tmp_path: Path) -> None:
    write_submission(tmp_path, XA_2024, texts={"I.4": "Đoạn một,\ncòn tiếp.\n\nĐoạn hai.\n"})
    sentences = list(walk_notebook(tmp_path, XA_2024).sentences())
    first = sentences.index("Đoạn một, còn tiếp.")
    assert sentences[first + 1] == "Đoạn hai."


def test_a_text_is_printed_as_it_stands_whatever_marks_it_holds(tmp_path: Path) -> None:
    odd = "Dùng <b>{don_vi}</b> *sao* #thẻ $a$ @b [c](d) \\n và & cùng `mã`."
    write_submission(tmp_path, XA_2024, texts={"III.1": odd})
    notebook = walk_notebook(tmp_path, XA_2024).notebook
    assert odd in html_text(render_html(notebook))
    assert odd in pdf_text(render_pdf(read_parts(notebook)))
