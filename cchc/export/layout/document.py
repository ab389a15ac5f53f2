"""What of a report stands where on paper. In: the parts of a notebook. Out: body, annexes, files, as one JSON object.

The body and each annex are lists of nodes, one list a run of pages that is numbered by itself. Figures leave the body
for an annex of their own at the end, numbered after the others; a line in italics says where each one is.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cchc.catalogue.nd30 import nd30, style
from cchc.document import model
from cchc.document.letter import enclosure, page_marks
from cchc.document.model import plain_text
from cchc.export.glyphs import FAMILY, printable
from cchc.export.layout.attachments import attached_files
from cchc.export.layout.columns import text_block_width
from cchc.export.layout.from_html import html_nodes
from cchc.export.layout.from_markdown import markdown_nodes
from cchc.export.layout.images import FOREIGN_ALT, foreign_image_node, svg_node
from cchc.export.layout.inlines import LineBox, Node, extent, has_words, inline_nodes, text_nodes, title_nodes
from cchc.export.layout.tables import table_nodes, verbatim_node
from cchc.export.outputs import Part
from cchc.export.pictures import Picture
from cchc.export.reader import blocks_of, submission_of

_FIGURES_TITLE = "Biểu đồ"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_KEPT_RECIPIENTS = 40  # lines of a list of recipients that stands whole on a page
_NO_IMAGE = "Không in được hình: dữ liệu hình không đọc được."


class LayoutWriter(model.Writer[None]):
    """Sorts what is printed into the body, the annexes and the figures, in the order in which the parts come."""

    def __init__(self, annexes: int) -> None:
        self.body: list[Node] = []
        self.annexes: list[Node] = []
        self.figures: list[Node] = []
        # Roman numerals are for two annexes or more; a lone one is just "Phụ lục".
        self.figures_number = _roman(annexes + 1) if annexes else ""
        self._level = 0

    @property
    def landscape(self) -> bool:
        return bool(self.annexes and self.annexes[-1]["landscape"])

    @property
    def run(self) -> list[Node]:
        """The list that nodes go to now."""
        nodes: list[Node] = self.annexes[-1]["nodes"] if self.annexes else self.body
        return nodes

    def add(self, nodes: Iterable[Node]) -> None:
        """Append nodes, headings at a level that follows the one before (PDF/UA allows no leap, and none without words)."""
        for node in nodes:
            if node["type"] == "heading":
                if has_words(node["c"]):
                    self._level = min(node["style"] + (1 if self.annexes else 0), self._level + 1)
                    self.run.append({**node, "level": self._level})
            elif node["type"] == "turned":
                self.run.append({**node, "nodes": [*self._take_headings(), *node["nodes"]]})
            else:
                self.run.append(node)

    def _take_headings(self) -> list[Node]:
        """The headings at the end, taken away: they go with what they head to a page on its side."""
        taken: list[Node] = []
        while self.run and self.run[-1]["type"] == "heading":
            taken.insert(0, self.run.pop())
        return taken

    def annex(self, block: model.Annex) -> None:
        self.annexes.append(_annex(block.named, block.title, block.landscape))
        self._level = 1

    def figure(self, block: model.Figure) -> None:
        """Send a figure to the figures' annex and leave a line that says so."""
        self.figures.append(_figure(block))
        last = self.run[-1] if self.run else {}
        if last.get("type") == "reference":
            last["numbers"].append(block.number)
        else:
            self.run.append({"type": "reference", "numbers": [block.number], "annex": self.figures_number})

    def letterhead(self, block: model.Letterhead) -> None:
        narrow, wide = LineBox(65, style("co_quan").size), LineBox(100, style("dia_danh").size)
        node = {
            "type": "letterhead",
            "issuer": [text_nodes(line, narrow) for line in block.issuer],
            "state": text_nodes(block.state, wide),
            "motto": text_nodes(block.motto, wide),
            "number": inline_nodes(block.number, narrow),
            "place_date": inline_nodes(block.place_date, wide),
        }
        self.add([node])

    def title(self, block: model.Title) -> None:
        line = _line("trich_yeu")
        self.add([{"type": "title", "kind": text_nodes(block.kind, line), "subject": title_nodes(block.subject, line)}])

    def addressees(self, block: model.Addressees) -> None:
        if block.to:
            self.add([{"type": "addressees", "to": [text_nodes(to, LineBox(110, 14)) for to in block.to]}])

    def heading(self, block: model.Heading) -> None:
        self.add([{"type": "heading", "style": block.level, "c": text_nodes(block.printed, _line("muc_1"))}])

    def paragraphs(self, block: model.Paragraphs) -> None:
        room = _line("loi_van")
        items = [(item, inline_nodes(item.inlines, room)) for item in block.items]
        printed = [(item, nodes) for item, nodes in items if nodes]
        for place, (item, nodes) in enumerate(printed):
            # A line that leads in a list stays with the first entry of it.
            leads = place + 1 < len(printed) and plain_text(item.inlines[-1:]).endswith(":")
            self.add([{"type": "paragraph", "style": item.style, "c": nodes, **({"sticky": True} if leads else {})}])

    def table(self, block: model.Table) -> None:
        self.add(table_nodes(block, self.landscape))

    def signature(self, block: model.Signature) -> None:
        """The signature, tied to the last paragraph, so that it never stands without a line of text."""
        if self.run and self.run[-1]["type"] == "paragraph":
            self.run[-1]["sticky"] = True
        half = LineBox(78, 14)
        node = {
            "type": "signature",
            "keep": sum(extent(line).lines_in(half) for line in block.recipients) < _KEPT_RECIPIENTS,
            "recipients": [text_nodes(line, half) for line in block.recipients],
            "authority": [text_nodes(line, half) for line in block.authority],
            "name": text_nodes(block.name or "", half),
        }
        self.add([node])

    def notice(self, block: model.Notice) -> None:
        """A remark, unless it is for the reviewer at the screen, not for the signed paper."""
        if not block.screen:
            self.add([notice_node(block.inlines, block.tone)])

    def other(self, block: model.Block) -> None:
        """A block that has no place on paper."""

    def foreign(self, part: Part) -> None:
        """What is no block of the report."""
        text, landscape = part.text, self.landscape
        if part.kind == "markdown":
            self.add(markdown_nodes(text, landscape, part.pictures))
        elif part.kind == "html":
            self.add(html_nodes(text, landscape))
        elif part.kind == "image":
            self.add([foreign_image_node(Picture(text, part.mime), landscape) or notice_node([_NO_IMAGE])])
        elif part.kind == "text":
            self.add([verbatim_node(text, landscape)])
        else:
            self.add([notice_node([f"Ô số {part.cell + 1} của sổ tay dừng vì lỗi: {text}"], "warning")])

    def all_annexes(self) -> list[Node]:
        if not self.figures:
            return self.annexes
        return [
            *self.annexes,
            {**_annex(f"Phụ lục {self.figures_number}".strip(), _FIGURES_TITLE, False), "nodes": self.figures},
        ]


def report_document(parts: list[Part]) -> dict[str, Any]:
    """What the template prints.

    Raises ExportError where no submission block is among the parts.
    """
    submission, blocks = submission_of(parts), blocks_of(parts)
    letterhead = next((block for block in blocks if isinstance(block, model.Letterhead)), None)
    title = next((block for block in blocks if isinstance(block, model.Title)), None)
    writer = LayoutWriter(sum(isinstance(block, model.Annex) for block in blocks))
    for part in parts:
        if part.block is None:
            writer.foreign(part)
        else:
            writer.write(part.block)
    subject = f"{title.kind.capitalize()} {title.subject}" if title else "Báo cáo"
    return {
        "title": printable(subject.replace("\n", " "))[0],
        "author": printable(" ".join(letterhead.issuer))[0] if letterhead else None,
        "mark": printable(" – ".join(page_marks(submission)))[0],
        "files": attached_files(submission),
        "body": writer.body,
        "annexes": writer.all_annexes(),
        "enclosure": inline_nodes(enclosure(letterhead, title, submission), _line("kem_theo")),
    }


def report_look() -> dict[str, Any]:
    """The measures and text styles that the template prints every report with."""
    return {
        "font": FAMILY,
        "measure": {m.key: m.value for m in nd30().measures},
        "style": {s.key: s.model_dump(include={"size", "upper", "bold", "italic"}) for s in nd30().styles},
    }


def notice_node(inlines: model.Run, tone: str = "info") -> Node:
    """A short boxed remark."""
    return {"type": "notice", "tone": tone, "c": inline_nodes(inlines, _line("loi_van"))}


def _annex(name: str, title: str, landscape: bool) -> Node:
    line = _line("ten_phu_luc")
    return {"name": text_nodes(name, line), "title": title_nodes(title, line), "landscape": landscape, "nodes": []}


def _figure(block: model.Figure) -> Node:
    line = _line("ten_bang")
    alt = (block.alt or "").strip() or block.caption.strip() or FOREIGN_ALT
    return {
        "type": "figure",
        "image": svg_node(block.svg, alt, (block.width_mm, block.height_mm)),
        "caption": title_nodes(f"{block.named}. {block.caption}", line),
        "source": text_nodes(_source(block.source or ""), line),
    }


def _source(text: str) -> str:
    return text if not text or text.lower().startswith("nguồn") else f"Nguồn: {text}"


def _line(key: str) -> LineBox:
    return LineBox(text_block_width(landscape=False), style(key).size)


def _roman(number: int) -> str:
    return _ROMAN[number - 1] if number <= len(_ROMAN) else str(number)
