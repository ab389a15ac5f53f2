"""What a reader sees. In: a report as HTML or PDF. Out: its texts, white space folded."""

from __future__ import annotations

import re
from datetime import date

import pypdfium2
from bs4 import BeautifulSoup, Tag

from cchc.catalogue.form import form_for
from cchc.catalogue.outline import OPENING

# Contents, findings, sources and code are for the reviewer; marks such as "DỰ THẢO" are no part of the text.
APPENDED = ".tom-tat, .kiem-tra, .nguon-goc, .so-tay, nav, head, script, style, button, [popover], .ph, .dau"
TOP_OF_PAGE = re.compile(r"\A\d* ?(?:DỰ THẢO[^\r\n]*)?\r?\n")


def fold(text: str) -> str:
    return " ".join(text.split())


def squeeze(text: str) -> str:
    """The text without white space: a PDF breaks lines also within long words."""
    return "".join(text.split())


def read_page(html: str) -> BeautifulSoup:
    """The report as a page, without what is set around it and into it for the reviewer."""
    page = BeautifulSoup(html, "html.parser")
    for part in page.select(APPENDED):
        part.decompose()
    return page


def html_text(html: str) -> str:
    return fold(read_page(html).get_text())


def html_paragraphs(html: str) -> list[str]:
    """The paragraphs of the report's running text, in print order, those under figures and tables left out."""
    page = read_page(html)
    inside = "figure, table, .dau-van-ban, .ky, .kinh-gui, .kem-theo, .ph-muc, [role=note]"
    for part in page.select(inside):
        part.decompose()
    return [fold(paragraph.get_text()) for paragraph in page.select("p")]


def sections_by_key(html: str, on: date) -> dict[str, str]:
    """The text below the heading of each section; of one whose title is run in, that of the section above it."""
    outline = form_for(on).outline
    keys = [key for key in outline.keys if key != OPENING]
    run_in = [key for key in keys if outline.section(key).run_in]
    found = dict(zip([key for key in keys if key not in run_in], html_sections(html), strict=True))
    return {**found, **{key: found[key.rpartition(".")[0]] for key in run_in}}


def html_sections(html: str) -> list[str]:
    """The text of each section of the outline, in print order, its heading and sections below it left out."""
    sections: list[str] = []
    for element in read_page(html).find_all(["h2", "h3", "h4", "p", "figure"]):
        names = element.get("class") or []
        if any(name.startswith("muc-") for name in names):
            sections.append("")
        elif element.name == "h2":
            break
        elif element.name == "p" and sections:
            sections[-1] += " " + fold(element.get_text())
    return sections


def html_rows(html: str, columns: int) -> list[list[str]]:
    """The body rows of the first table with so many columns."""
    tables = [table for table in read_page(html).find_all("table") if _width(table) == columns]
    return [[fold(cell.get_text(" ")) for cell in row.find_all(["td", "th"])] for row in tables[0].select("tbody tr")]


def pdf_pages(content: bytes) -> list[str]:
    """The text of each page, without the page number and the mark of a draft on top."""
    document = pypdfium2.PdfDocument(content)
    texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    # pdfium writes U+FFFE or U+0002 for a hyphen at the end of a line.
    return [TOP_OF_PAGE.sub("", text.replace("\ufffe", "-").replace("\x02", "-")) for text in texts]


def pdf_text(content: bytes) -> str:
    return fold("\n".join(pdf_pages(content)))


def find_in_order(phrases: list[str], text: str) -> list[str]:
    """Those of the phrases that do not follow the one before in the text, white space aside."""
    squeezed, start, absent = squeeze(text), 0, []
    for phrase in phrases:
        place = squeezed.find(squeeze(phrase), start)
        if place < 0:
            absent.append(phrase)
        else:
            start = place + len(squeeze(phrase))
    return absent


def _width(table: Tag) -> int:
    return len(table.select("colgroup col"))
