"""The report as one JSON object for the Typst template. In: the parts of a notebook. Out: body, annexes, files.

The body and each annex are lists of nodes, one list a run of pages that is numbered by itself. Figures leave the body
for an annex of their own at the end, numbered after the others; a line in italics says where each one is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from cchc.catalogue.nd30 import nd30, style
from cchc.export.frame import enclosure, page_marks
from cchc.export.pictures import Picture
from cchc.export.reader import Block, Part, submission_of
from cchc.export.typst.columns import text_block_width
from cchc.export.typst.frame import attached_files
from cchc.export.typst.from_html import html_nodes
from cchc.export.typst.from_markdown import markdown_nodes
from cchc.export.typst.glyphs import FAMILY, printable
from cchc.export.typst.images import FOREIGN_ALT, foreign_image_node, svg_node
from cchc.export.typst.inlines import Node, Room, extent, has_words, inline_nodes, text_nodes
from cchc.export.typst.tables import table_nodes, verbatim_node

_FIGURES_TITLE = "Biểu đồ"
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_KEPT_RECIPIENTS = 40  # lines of a list of recipients that stands whole on a page
_NO_IMAGE = "Không in được hình: dữ liệu hình không đọc được."


class _Story:
    """Sorts nodes into the body, the annexes and the figures, in the order in which the parts come."""

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

    def open_annex(self, block: Block) -> None:
        self.annexes.append(_annex(block["number"] or "", block["title"], bool(block["landscape"])))
        self._level = 1

    def add_figure(self, block: Block) -> None:
        """Send a figure to the figures' annex and leave a line that says so."""
        self.figures.append(_figure(block))
        last = self.run[-1] if self.run else {}
        if last.get("type") == "reference":
            last["numbers"].append(block["number"])
        else:
            self.run.append({"type": "reference", "numbers": [block["number"]], "annex": self.figures_number})

    def keep_with_next(self) -> None:
        """Tie the last paragraph to what follows, so that a signature never stands without a line of text."""
        if self.run and self.run[-1]["type"] == "paragraph":
            self.run[-1]["sticky"] = True

    def all_annexes(self) -> list[Node]:
        if not self.figures:
            return self.annexes
        return [*self.annexes, {**_annex(self.figures_number, _FIGURES_TITLE, False), "nodes": self.figures}]


def report_document(parts: list[Part]) -> dict[str, Any]:
    """What the template prints.

    Raises ExportError where no submission block is among the parts.
    """
    submission = submission_of(parts)
    blocks = [part.data for part in parts if part.kind == "block"]
    letterhead = next((b for b in blocks if b["block"] == "letterhead"), None)
    title = next((b for b in blocks if b["block"] == "title"), None)
    story = _Story(sum(b["block"] == "annex" for b in blocks))
    for part in parts:
        _tell(part, story)
    subject = f"{title['kind'].capitalize()} {title['subject']}" if title else "Báo cáo"
    return {
        "title": printable(subject.replace("\n", " "))[0],
        "author": printable(" ".join(letterhead["issuer"]))[0] if letterhead else None,
        "mark": printable(" – ".join(page_marks(submission)))[0],
        "files": attached_files(submission),
        "body": story.body,
        "annexes": story.all_annexes(),
        "enclosure": inline_nodes(enclosure(letterhead, title, submission), _line("kem_theo")),
    }


def report_look() -> dict[str, Any]:
    """The measures and text styles that the template prints every report with."""
    return {
        "font": FAMILY,
        "measure": {m.key: m.value for m in nd30().measures},
        "style": {s.key: s.model_dump(include={"size", "upper", "bold", "italic"}) for s in nd30().styles},
    }


def _tell(part: Part, story: _Story) -> None:
    """Add what one part prints."""
    if part.kind == "block":
        _BLOCKS.get(part.data["block"], _skip)(part.data, story)
    elif part.kind == "markdown":
        story.add(markdown_nodes(part.data, story.landscape, part.pictures))
    elif part.kind == "html":
        story.add(html_nodes(part.data, story.landscape))
    elif part.kind == "image":
        story.add([foreign_image_node(Picture(part.data, part.mime), story.landscape) or notice_node([_NO_IMAGE])])
    elif part.kind == "text":
        story.add([verbatim_node(part.data, story.landscape)])
    else:
        story.add([notice_node([f"Ô số {part.cell + 1} của sổ tay dừng vì lỗi: {part.data}"], "warning")])


def notice_node(inlines: list[Any], tone: str = "info") -> Node:
    """A short boxed remark."""
    return {"type": "notice", "tone": tone, "c": inline_nodes(inlines, _line("loi_van"))}


def _letterhead(block: Block, story: _Story) -> None:
    narrow, wide = Room(65, style("co_quan").size), Room(100, style("dia_danh").size)
    node = {
        "type": "letterhead",
        "issuer": [text_nodes(line, narrow) for line in block["issuer"]],
        "state": text_nodes(block["state"], wide),
        "motto": text_nodes(block["motto"], wide),
        "number": inline_nodes(block["number"], narrow),
        "place_date": inline_nodes(block["place_date"], wide),
    }
    story.add([node])


def _title(block: Block, story: _Story) -> None:
    line = _line("trich_yeu")
    node = {"type": "title", "kind": text_nodes(block["kind"], line), "subject": text_nodes(block["subject"], line)}
    story.add([node])


def _addressees(block: Block, story: _Story) -> None:
    if block["to"]:
        story.add([{"type": "addressees", "to": [text_nodes(to, Room(110, 14)) for to in block["to"]]}])


def _heading(block: Block, story: _Story) -> None:
    mark = {1: ". ", 2: ". "}.get(block["level"], ") ")
    text = f"{block['number']}{mark}{block['text']}" if block["number"] else block["text"]
    story.add([{"type": "heading", "style": block["level"], "c": text_nodes(text, _line("muc_1"))}])


def _paragraphs(block: Block, story: _Story) -> None:
    room = _line("loi_van")
    items = [(item, inline_nodes(item["inlines"], room)) for item in block["items"]]
    printed = [(item, nodes) for item, nodes in items if nodes]
    for place, (item, nodes) in enumerate(printed):
        # A line that leads in a list stays with the first entry of it.
        leads = place + 1 < len(printed) and str(item["inlines"][-1]).endswith(":")
        story.add([{"type": "paragraph", "style": item["style"], "c": nodes, **({"sticky": True} if leads else {})}])


def _table(block: Block, story: _Story) -> None:
    story.add(table_nodes(block, story.landscape))


def _signature(block: Block, story: _Story) -> None:
    story.keep_with_next()
    half = Room(78, 14)
    node = {
        "type": "signature",
        "keep": sum(extent(line).lines_in(half) for line in block["recipients"]) < _KEPT_RECIPIENTS,
        "recipients": [text_nodes(line, half) for line in block["recipients"]],
        "authority": [text_nodes(line, half) for line in block["authority"]],
        "name": text_nodes(block["name"] or "", half),
    }
    story.add([node])


def _notice(block: Block, story: _Story) -> None:
    if block.get("screen"):
        return  # a remark for the reviewer at the screen, not for the signed paper
    story.add([notice_node(block["inlines"], block["tone"])])


def _skip(block: Block, story: _Story) -> None:
    """A block that has no place on paper."""


_BLOCKS: dict[str, Callable[[Block, _Story], None]] = {
    "letterhead": _letterhead,
    "title": _title,
    "addressees": _addressees,
    "heading": _heading,
    "paragraphs": _paragraphs,
    "table": _table,
    "figure": lambda block, story: story.add_figure(block),
    "annex": lambda block, story: story.open_annex(block),
    "signature": _signature,
    "notice": _notice,
}


def _annex(number: str, title: str, landscape: bool) -> Node:
    line = _line("ten_phu_luc")
    name = f"Phụ lục {number}".strip()
    return {"name": text_nodes(name, line), "title": text_nodes(title, line), "landscape": landscape, "nodes": []}


def _figure(block: Block) -> Node:
    line = _line("ten_bang")
    alt = (block["alt"] or "").strip() or (block["caption"] or "").strip() or FOREIGN_ALT
    return {
        "type": "figure",
        "image": svg_node(block["svg"], alt, (float(block["width_mm"]), float(block["height_mm"]))),
        "caption": text_nodes(f"Biểu đồ {block['number']}. {block['caption']}", line),
        "source": text_nodes(_source(block["source"] or ""), line),
    }


def _source(text: str) -> str:
    return text if not text or text.lower().startswith("nguồn") else f"Nguồn: {text}"


def _line(key: str) -> Room:
    return Room(text_block_width(landscape=False), style(key).size)


def _roman(number: int) -> str:
    return _ROMAN[number - 1] if number <= len(_ROMAN) else str(number)
