"""The Word document of a report. In: the laid-out report, as the PDF prints it. Out: python-docx's document.

What stands where is decided in the layout; here is only how Word says it.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from cchc.catalogue.nd30 import measure
from cchc.errors import ExportError
from cchc.export.docx.pages import Pages
from cchc.export.docx.styles import ALIGNMENTS, LANGUAGE, set_styles, table_style
from cchc.export.docx.tables import plain_table, plain_table_row, table_element
from cchc.export.docx.text import Inlines, plain, width_of, write
from cchc.export.docx.xml import Element, describe_picture, element, set_borders, set_outline_level
from cchc.export.layout.columns import text_block_width

Node = Mapping[str, Any]
Draw = Callable[[Node], bytes]  # an image node: PNG

_LEFT = 0.42  # of the text's width: the left column of the letterhead and beside the signature
_PAGE = text_block_width(landscape=False)


def word_document(report: Mapping[str, Any], draw: Draw, day: datetime) -> WordDocument:
    """The document of a report, dated with a day that is data."""
    document = Document()
    set_styles(document)
    writer = _Writer(document, report["mark"], draw)
    writer.print(report["body"])
    for annex in report["annexes"]:
        writer.annex(annex, report["enclosure"])
    _set_properties(document, report, day)
    return document


class _Writer:
    """Appends the nodes of the layout, each by the method of its type."""

    def __init__(self, document: WordDocument, mark: str, draw: Draw) -> None:
        self._document, self._draw = document, draw
        self._pages = Pages(document, mark)
        self._pictures = 0

    def print(self, nodes: Iterable[Node]) -> None:
        """Append nodes."""
        for node in nodes:
            getattr(self, node["type"])(node)

    def annex(self, annex: Node, enclosure: Inlines) -> None:
        """An annex, on pages of its own."""
        self._pages.begin(landscape=annex["landscape"])
        name = self._add("cchc-ten-phu-luc", [*annex["name"], {"br": True}, *annex["title"]])
        set_outline_level(name._p.get_or_add_pPr(), 1)
        if enclosure:
            self._add("cchc-kem-theo", enclosure)
        self.print(annex["nodes"])

    def turned(self, node: Node) -> None:
        before = self._pages.landscape
        self._pages.turn(landscape=True)
        self.print(node["nodes"])
        self._pages.turn(landscape=before)

    def letterhead(self, node: Node) -> None:
        left, right = _PAGE * _LEFT, _PAGE * (1 - _LEFT)
        issuer = [self._loose("cchc-co-quan", line) for line in node["issuer"]]
        under_issuer = self._rule(width_of(node["issuer"][-1], "co_quan") * measure("duong_ke").value, left)
        state = [self._loose("cchc-quoc-hieu", node["state"]), self._loose("cchc-tieu-ngu", node["motto"])]
        under_motto = self._rule(width_of(node["motto"], "tieu_ngu"), right)
        number, dated = self._loose("cchc-so-ky-hieu", node["number"]), self._loose("cchc-dia-danh", node["place_date"])
        for paragraph in (number, dated):
            paragraph.paragraph_format.space_before = Pt(8)
        table = plain_table([left, right], [[*issuer, under_issuer], [*state, under_motto]])
        table.append(plain_table_row([left, right], [[number], [dated]]))
        self._append(table)

    def title(self, node: Node) -> None:
        kind = self._add("cchc-ten-loai", node["kind"])
        kind.paragraph_format.space_before = Mm(9)
        width = width_of(node["subject"], "trich_yeu")
        lines = max(1, -(-width // _PAGE))
        room = _PAGE if lines == 1 else min(_PAGE, width / lines * 1.1)  # lines of about one length
        subject = self._add("cchc-trich-yeu", node["subject"])
        _indent(subject, (_PAGE - room) / 2)
        rule = self._rule(min(room, width) * measure("duong_ke").value, _PAGE)
        rule.paragraph_format.space_after = Mm(7)
        self._append(rule._p)

    def addressees(self, node: Node) -> None:
        to = node["to"]
        if len(to) == 1:
            last = self._add("cchc-kinh-gui", ["Kính gửi: ", *to[0]])
            last.alignment = ALIGNMENTS["center"]
        else:
            last = self._several(to)
        last.paragraph_format.space_after = Mm(7)

    def _several(self, to: Sequence[Inlines]) -> Paragraph:
        """Addressees below each other, their dashes behind the colon, all in the middle of the page; the last one."""
        lead = width_of(["Kính gửi: "], "kinh_gui")
        widest = max(width_of(["- ", *line, ";"], "kinh_gui") for line in to)
        left = max(_PAGE - lead - widest, 0) / 2 + lead
        for place, line in enumerate(to):
            end = "." if place + 1 == len(to) else ";"
            paragraph = self._add("cchc-kinh-gui", [("" if place else "Kính gửi:") + "\t- ", *line, end])
            lines = paragraph.paragraph_format
            lines.left_indent, lines.first_line_indent = Mm(left), Mm(-lead)
            lines.tab_stops.add_tab_stop(Mm(left))
        return paragraph

    def heading(self, node: Node) -> None:
        paragraph = self._add(f"Heading{node['style']}", node["c"])
        if node["level"] != node["style"]:
            set_outline_level(paragraph._p.get_or_add_pPr(), node["level"])

    def paragraph(self, node: Node) -> None:
        paragraph = self._add("cchc-can-cu" if node["style"] == "basis" else "cchc-loi-van", node["c"])
        if {"cut": True} in node["c"]:  # Word does not break what is longer than its room; stretched lines are worse
            paragraph.alignment = ALIGNMENTS["left"]
        if node.get("sticky"):
            paragraph.paragraph_format.keep_with_next = True

    def reference(self, node: Node) -> None:
        numbers, annex = ", ".join(map(str, node["numbers"])), f"Phụ lục {node['annex']}".strip()
        self._add("cchc-loi-van", [{"em": [f"(Biểu đồ {numbers} tại {annex})"]}])

    def notice(self, node: Node) -> None:
        paragraph = self._add("cchc-thong-bao", node["c"])
        weight = 10 if node["tone"] == "warning" else 4
        set_borders(paragraph._p.get_or_add_pPr(), top=weight, left=weight, bottom=weight, right=weight)

    def verbatim(self, node: Node) -> None:
        lines = [[*line, {"br": True}] for line in node["lines"]]
        self._add("cchc-nguyen-van", [part for line in lines for part in line][:-1])

    def table(self, node: Node) -> None:
        if node["caption"]:
            self._add("Caption", node["caption"])
        look = table_style(self._document, node["size"])

        def fill(inlines: Inlines, side: str, bold: bool, sticky: bool) -> Element:
            paragraph = self._loose(look, [{"strong": inlines}] if bold else inlines)
            if side != "left":
                paragraph.alignment = ALIGNMENTS[side]
            if sticky:
                paragraph.paragraph_format.keep_with_next = True
            return paragraph._p

        self._pages.settle()
        room = text_block_width(self._pages.landscape)
        self._append(table_element(node, fill, room, plain(node["caption"])))
        # Word joins two tables that nothing stands between.
        self._add("cchc-chu-thich" if node["note"] else "cchc-ke", node["note"])

    def image(self, node: Node) -> None:
        """A picture, or its words where it cannot be drawn."""
        try:
            png = io.BytesIO(self._draw(node))
        except ExportError:
            self.notice({"c": [f"Không in được hình: {node['alt']}"], "tone": "warning"})
            return
        self._pictures += 1
        paragraph = self._add("cchc-hinh", [])
        picture = paragraph.add_run().add_picture(png, Mm(node["width"]), Mm(node["height"]))
        describe_picture(picture._inline, self._pictures, node["alt"])

    def figure(self, node: Node) -> None:
        self.image(node["image"])
        caption = self._add("Caption", node["caption"])
        caption.paragraph_format.keep_with_next = bool(node["source"])
        last = self._add("cchc-chu-thich", node["source"]) if node["source"] else caption
        last.alignment, last.paragraph_format.space_after = ALIGNMENTS["center"], Mm(8)

    def signature(self, node: Node) -> None:
        left = [self._loose("cchc-noi-nhan", ["Nơi nhận:"])]
        left += [self._loose("cchc-noi-nhan-liet-ke", ["- ", *line]) for line in node["recipients"]]
        right = [self._loose("cchc-quyen-han", line) for line in node["authority"]]
        right.append(self._loose("cchc-ho-ten", node["name"]))
        right[-1].paragraph_format.space_before = Mm(measure("cho_ky").value)
        self._append(plain_table([_PAGE * _LEFT, _PAGE * (1 - _LEFT)], [left, right], whole=node["keep"]))
        self._add("cchc-ke", [])

    def _add(self, look: str, inlines: Inlines) -> Paragraph:
        """A paragraph at the end of the document."""
        self._pages.settle()
        return self._filled(self._document.add_paragraph(), look, inlines)

    def _loose(self, look: str, inlines: Inlines) -> Paragraph:
        """A paragraph that stands nowhere yet."""
        return self._filled(Paragraph(element("w:p"), self._document._body), look, inlines)

    def _filled(self, paragraph: Paragraph, look: str, inlines: Inlines) -> Paragraph:
        paragraph._p.get_or_add_pPr().style = look
        write(paragraph, inlines)
        return paragraph

    def _append(self, made: Element) -> None:
        self._pages.settle()
        self._document.element.body.insert_element_before(made, "w:sectPr")

    def _rule(self, length: float, room: float) -> Paragraph:
        """A paragraph that is but a line of that length, in the middle of its room; both in millimetres."""
        rule = self._loose("cchc-ke", [])
        _indent(rule, max(room - length, 0) / 2)
        set_borders(rule._p.get_or_add_pPr(), bottom=6)
        return rule


def _indent(paragraph: Paragraph, space: float) -> None:
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(space)


def _set_properties(document: WordDocument, report: Mapping[str, Any], day: datetime) -> None:
    core = document.core_properties
    core.title, core.author, core.last_modified_by = report["title"][:255], (report["author"] or "")[:255], ""
    core.created = core.modified = day
    core.revision, core.language, core.comments, core.keywords, core.subject = 1, LANGUAGE, report["mark"], "", ""
