"""Lay out a report as one web page. In: an executed notebook. Out: a Page, which the HTML template prints.

Here is decided what stands where: the head, the body, each annex, the table of contents, the provenance and the code.
How it looks is the template's business.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from markupsafe import Markup

from cchc.errors import ExportError
from cchc.export.frame import MADE_UP, enclosure, page_marks
from cchc.export.page.charts import findings_on, printable_figure
from cchc.export.page.findings import Grade, graded, tally
from cchc.export.page.foreign import clean_html, image_uri, markdown_html
from cchc.export.page.inlines import Inlines
from cchc.export.page.provenance import code_cells, command_lines, ordered_parameters
from cchc.export.page.sources import Sources
from cchc.export.page.tables import body_rows
from cchc.export.reader import Block, Part, cells_of, read_parts, submission_of
from cchc.values.printing import print_date

_HEAD = ("letterhead", "title", "overview")
_BODY = ("addressees", "paragraphs", "table", "signature", "notice")
_CONTENTS_DEPTH = 3
_DEEPEST = 6


@dataclass(frozen=True)
class Item:
    """One thing to print: the name of a macro in blocks.html.j2 and what to call it with."""

    macro: str
    data: Any


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents; `level` is that of the heading it leads to (2 or 3)."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Annex:
    """An annex: its block and what stands in it."""

    block: Block
    items: list[Item] = field(default_factory=list)


@dataclass
class Page:
    """All that the template prints. `marks` are words that stand on every page, printed ones included."""

    submission: Block
    code: list[str]
    sources: Sources
    letterhead: Block | None = None
    title: Block | None = None
    overview: Block | None = None
    items: list[Item] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    checks: Block | None = None

    @functools.cached_property
    def inlines(self) -> Inlines:
        """Prints inlines, and remembers which sources they need."""
        found = self.checks["findings"] if self.checks else []
        grades = {finding["name"]: finding["severity"] for finding in found if finding["status"] == "open"}
        return Inlines(self.sources, {annex.block["id"]: annex.block["anchor"] for annex in self.annexes}, grades)

    def text(self, items: list[Any], block: Block | None = None) -> Markup:
        """Inlines of a block as markup."""
        return self.inlines.text(items, block)

    def rows(self, table: Block) -> Markup:
        """The body of a table block as markup."""
        return body_rows(table, self.inlines)

    @property
    def made_up(self) -> str:
        """The words for synthetic data; nothing for real ones."""
        return MADE_UP if self.submission.get("synthetic") else ""

    @property
    def window(self) -> list[str]:
        """First and last day of the data, as an official writes them: 14/12/2024."""
        return [print_date(date.fromisoformat(day)) for day in self.submission["window"]]

    @property
    def files(self) -> list[tuple[str, str]]:
        """Name and sha256 of each raw file."""
        return [(file["name"], file["sha256"]) for file in self.submission["files"]]

    @property
    def compared(self) -> list[tuple[str, str]]:
        """Name and sha256 of each file of the period that the report compares itself with."""
        return [(file["name"], file["sha256"]) for file in self.submission.get("compared", ())]

    @property
    def parameters(self) -> list[tuple[str, Any]]:
        """The parameters, always in one order."""
        return ordered_parameters(self.submission)

    @property
    def commands(self) -> list[str]:
        """The command lines that make this report again."""
        return command_lines(self.submission)

    @functools.cached_property
    def graded(self) -> list[Grade]:
        """The causes of the findings by severity, gravest first."""
        return graded(self.checks)

    @property
    def tally(self) -> str:
        """The open causes and findings, in words."""
        return tally(self.checks)

    @property
    def rules(self) -> list[tuple[str, Any]]:
        """The rules that findings are of, each with its name and sentence, as the alphabet has the names."""
        known = self.checks["rules"].items() if self.checks else ()
        return sorted(known, key=lambda rule: (rule[1]["name"], rule[0]))

    def findings_on(self, figure: Block) -> list[str]:
        """The names of the open findings that touch a number of a chart."""
        return findings_on(figure, self.checks)

    @property
    def tables(self) -> Iterator[Block]:
        """Every table block, in print order."""
        for items in (self.items, *(annex.items for annex in self.annexes)):
            yield from (item.data for item in items if item.macro == "table")


def build_page(notebook: Any, parts: list[Part] | None = None) -> Page:
    """The page of an executed notebook, of which the parts may have been read already.

    Raises ExportError when it has not run, or holds an unknown block.
    """
    parts = read_parts(notebook) if parts is None else parts
    submission = submission_of(parts)
    page = Page(submission, code_cells(notebook), Sources(cells_of(parts)))
    page.marks.extend(page_marks(page.submission))
    layout = _Layout(page)
    for part in parts:
        layout.add(part)
    return page


class _Layout:
    """Puts one part after the other into a page; remembers the annex it is in and the last heading's level."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.items = page.items
        self.level = 1

    def add(self, part: Part) -> None:
        if part.kind == "block":
            self._add_block(part.data)
        else:
            self.items.append(self._foreign(part))

    def _add_block(self, block: Block) -> None:
        kind = block["block"]
        if kind in _HEAD:
            self._add_head(kind, block)
        elif kind == "heading":
            self.items.append(self._heading(block))
        elif kind == "figure":
            self.items.append(Item("figure", printable_figure(block)))
        elif kind == "annex":
            self._begin_annex(block)
        elif kind == "findings":
            self.page.checks = block
        elif kind in _BODY:
            self.items.append(Item(kind, {**block, "place": self._named_place(block.get("section"))}))
        elif kind != "submission":
            raise ExportError(
                f"Sổ tay có khối “{kind}” mà bản HTML chưa biết in; các khối in được: "
                f"{', '.join((*_HEAD, *_BODY, 'heading', 'figure', 'annex'))}. Hãy dùng cùng một phiên bản cchc "
                "để chạy và để xuất sổ tay."
            )

    def _named_place(self, section: str | None) -> str:
        """How a list of places names a block: by its annex, else by its section."""
        if self.page.annexes:
            return str(self.page.annexes[-1].block["named"])
        return f"mục {section}" if section and section[0].isupper() else "phần mở đầu"

    def _add_head(self, kind: str, block: Block) -> None:
        if getattr(self.page, kind) is not None:
            raise ExportError(f"Sổ tay có hai khối “{kind}”, mỗi báo cáo chỉ có một; hãy bỏ ô gọi thừa rồi chạy lại.")
        setattr(self.page, kind, _without_second_signs(block) if kind == "overview" else block)

    def _heading(self, block: Block) -> Item:
        mark = ")" if block["level"] == 3 else "."
        number = f"{block['number']}{mark} " if block.get("number") else ""
        level = self._place(block["level"], number + block["text"], block["anchor"])
        return Item("heading", {**block, "rank": level, "printed": number + block["text"]})

    def _place(self, level: int, text: str, anchor: str) -> int:
        """The page's level of a heading: below the annex it is in, and never more than one below the last."""
        wanted = level + (2 if self.page.annexes else 1)
        self.level = min(wanted, self.level + 1, _DEEPEST)
        if self.level <= _CONTENTS_DEPTH:
            self.page.contents.append(Entry(self.level, anchor, text))
        return self.level

    def _place_foreign(self, level: int, text: str) -> tuple[int, str]:
        anchor = f"muc-{len(self.page.contents) + 1}"
        return self._place(level, text, anchor), anchor

    def _begin_annex(self, block: Block) -> None:
        annex = Annex({**block, "named": " ".join(filter(None, ["Phụ lục", block.get("number")]))})
        self.page.annexes.append(annex)
        self.page.contents.append(Entry(2, block["anchor"], f"{annex.block['named']}. {block['title']}"))
        self.items = annex.items
        self.level = 2

    def _foreign(self, part: Part) -> Item:
        if part.kind == "markdown":
            return Item("prose", markdown_html(_text(part.data), self._place_foreign, part.pictures))
        if part.kind == "html":
            return Item("output_html", clean_html(_text(part.data), self._place_foreign))
        if part.kind == "image":
            return Item("output_image", image_uri(_text(part.data), part.mime))
        return Item("output_error" if part.kind == "error" else "output_text", _text(part.data))


def _without_second_signs(overview: Block) -> Block:
    """The overview with the sign of a finding at each figure only, and not again at its change."""
    figures = [
        {**figure, "change": figure["change"] and {**figure["change"], "flag": None}} for figure in overview["figures"]
    ]
    return {**overview, "figures": figures, "place": "đầu trang"}


def _text(data: Any) -> str:
    """Output data as one text: the notebook format also allows a list of lines."""
    return "".join(data) if isinstance(data, list) else str(data)


def annex_reference(page: Page) -> list[Any]:
    """The line under an annex's title, which decree 30 asks for: the report it belongs to."""
    return enclosure(page.letterhead, page.title, page.submission)
