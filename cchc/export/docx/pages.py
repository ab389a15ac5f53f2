"""The pages of the Word document: sections, their page numbers, the mark on each. In: python-docx's document. Out: sections."""

from __future__ import annotations

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.section import Section
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from cchc.catalogue.nd30 import measure, style
from cchc.export.docx.xml import field, number_pages_from
from cchc.export.layout.columns import text_block_width


class Pages:
    """Begins sections. One that is asked for begins with the first thing that stands in it, so that none is empty."""

    def __init__(self, document: Document, mark: str) -> None:
        self._document, self._mark = document, mark
        self._asked = False  # the orientation that the next thing asks for
        self.landscape = False
        self._begin(document.sections[0], landscape=False, numbered_anew=True, headed=True)

    def begin(self, *, landscape: bool) -> None:
        """Pages that are numbered from 1, without a number on the first of them."""
        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        self._begin(section, landscape, numbered_anew=True, headed=self.landscape != landscape)

    def turn(self, *, landscape: bool) -> None:
        """Have what comes next stand on pages of this orientation, numbered on."""
        self._asked = landscape

    def settle(self) -> None:
        """Begin the pages that were asked for; to be called before anything is added."""
        if self._asked != self.landscape:
            self._begin(self._document.add_section(WD_SECTION.NEW_PAGE), self._asked, numbered_anew=False, headed=True)

    def _begin(self, section: Section, landscape: bool, numbered_anew: bool, headed: bool) -> None:
        _set_page(section, landscape)
        section.different_first_page_header_footer = numbered_anew
        for found in section._sectPr.xpath("w:pgNumType"):
            section._sectPr.remove(found)  # add_section copies the section before
        if numbered_anew:
            number_pages_from(section._sectPr, 1)
        if headed:
            for header, counted in ((section.header, True), (section.first_page_header, False)):
                header.is_linked_to_previous = False
                self._set_header(header.paragraphs[0], text_block_width(landscape), counted)
        self.landscape = self._asked = landscape

    def _set_header(self, paragraph: Paragraph, width: float, counted: bool) -> None:
        """The page's number in the middle, the mark on the right."""
        paragraph._p.get_or_add_pPr().style = "Header"
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width / 2), WD_TAB_ALIGNMENT.CENTER)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(width), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run("\t")
        if counted:
            paragraph._p.extend(field("PAGE"))
        mark = paragraph.add_run(f"\t{self._mark}")
        look = style("dau_trang")
        mark.font.size, mark.font.bold, mark.font.all_caps = Pt(look.size), look.bold, look.upper


def _set_page(section: Section, landscape: bool) -> None:
    sides = Mm(measure("kho_rong").value), Mm(measure("kho_dai").value)
    section.page_width, section.page_height = reversed(sides) if landscape else sides
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.top_margin, section.bottom_margin = Mm(measure("le_tren").value), Mm(measure("le_duoi").value)
    section.left_margin, section.right_margin = Mm(measure("le_trai").value), Mm(measure("le_phai").value)
    section.header_distance = Mm(measure("so_trang_cach_mep").value)
