"""Lay out a report as one web page. In: an executed notebook. Out: a Page, which the HTML template prints.

Here is decided what stands where: the head, the body, each annex, the table of contents, the provenance and the code.
How it looks is the template's business.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from markupsafe import Markup
from msgspec.structs import replace

from cchc.document import model
from cchc.document.letter import enclosure, page_marks
from cchc.errors import ExportError
from cchc.export.outputs import Part
from cchc.export.page.charts import alternative, csv_uri, drawings
from cchc.export.page.findings import SeverityGroup, by_severity
from cchc.export.page.foreign import clean_html, image_uri, markdown_html
from cchc.export.page.inlines import Context, Inlines
from cchc.export.page.sources import Sources
from cchc.export.reader import cells_of, read_parts, submission_of
from cchc.values.printing import print_date

_CONTENTS_DEPTH = 3
_PARAMETER_TAGS = {"parameters", "injected-parameters"}
_DEEPEST = 6

B = TypeVar("B", bound=model.Block)


@dataclass(frozen=True)
class Item:
    """One thing to print: a macro of blocks.html.j2, and what it is called with."""

    macro: str
    args: tuple[Any, ...]


@dataclass(frozen=True)
class FigureMarkup:
    """What a chart is in the page: its words, its drawings, its data as a link."""

    label: str
    drawings: list[Markup]
    csv: str | None


@dataclass(frozen=True)
class Entry:
    """A line of the table of contents; `level` is that of the heading it leads to (2 or 3)."""

    level: int
    anchor: str
    text: str


@dataclass(frozen=True)
class Annex:
    """An annex: its block and what stands in it."""

    block: model.Annex
    items: list[Item] = field(default_factory=list)


@dataclass
class Page:
    """All that the template prints. `marks` are words that stand on every page, printed ones included."""

    submission: model.Submission
    code: list[str]
    sources: Sources
    macros: Any = None
    letterhead: model.Letterhead | None = None
    title: model.Title | None = None
    overview: model.Overview | None = None
    items: list[Item] = field(default_factory=list)
    annexes: list[Annex] = field(default_factory=list)
    contents: list[Entry] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    checks: model.Findings | None = None

    @functools.cached_property
    def inlines(self) -> Inlines:
        """Prints inlines, and remembers which sources they need."""
        found = self.checks.findings if self.checks else []
        grades = {finding.name: finding.severity for finding in found if finding.status == "open"}
        annexes = {annex.block.id: annex.block.anchor for annex in self.annexes}
        return Inlines(self.macros, self.sources, annexes, grades)

    @property
    def enclosure(self) -> list[model.Inline]:
        """The line under an annex's title, which decree 30 asks for: the report it belongs to."""
        return enclosure(self.letterhead, self.title, self.submission)

    @property
    def head(self) -> Context:
        """Where the key figures stand."""
        return Context.of(self.overview, "đầu trang") if self.overview else Context()

    def text(self, run: model.Run, at: Context | None = None) -> Markup:
        """Inlines as markup; where it is not said where they stand, numbers have no source."""
        return self.inlines.text(run, at or Context())

    @property
    def window(self) -> list[str]:
        """First and last day of the data, as an official writes them: 14/12/2024."""
        return [print_date(date.fromisoformat(day)) for day in self.submission.window]

    @functools.cached_property
    def by_severity(self) -> list[SeverityGroup]:
        """The causes of the findings by severity, gravest first."""
        return by_severity(self.checks)

    @property
    def rules(self) -> list[tuple[str, model.RuleNamed]]:
        """The rules that findings are of, each with its name and sentence, as the alphabet has the names."""
        known = self.checks.rules.items() if self.checks else ()
        return sorted(known, key=lambda rule: (rule[1].name, rule[0]))

    @property
    def tables(self) -> Iterator[model.Table]:
        """Every table block, in print order."""
        for items in (self.items, *(annex.items for annex in self.annexes)):
            yield from (item.args[0] for item in items if item.macro == "table")


def build_page(notebook: Any, parts: list[Part] | None, macros: Any) -> Page:
    """The page of an executed notebook, of which the parts may have been read already; `macros` print inlines.

    Raises ExportError when it has not run, or holds an unknown block.
    """
    parts = read_parts(notebook) if parts is None else parts
    submission = submission_of(parts)
    page = Page(submission, _code_cells(notebook), Sources(cells_of(parts)), macros)
    page.marks.extend(page_marks(page.submission))
    writer = HtmlWriter(page)
    for part in parts:
        if part.block is None:
            writer.foreign(part)
        else:
            writer.write(part.block)
    return page


class HtmlWriter(model.Writer[None]):
    """Puts one part after the other into a page; remembers the annex it is in and the last heading's level."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.items = page.items
        self.level = 1

    def letterhead(self, block: model.Letterhead) -> None:
        self.page.letterhead = self._only(block, self.page.letterhead)

    def title(self, block: model.Title) -> None:
        self.page.title = self._only(block, self.page.title)

    def overview(self, block: model.Overview) -> None:
        self.page.overview = self._only(_without_second_signs(block), self.page.overview)

    def _only(self, block: B, given: B | None) -> B:
        if given is not None:
            raise ExportError(
                f"Sổ tay có hai khối “{block.tag}”, mỗi báo cáo chỉ có một; hãy bỏ ô gọi thừa rồi chạy lại."
            )
        return block

    def submission(self, block: model.Submission) -> None:
        """Known from the start."""

    def findings(self, block: model.Findings) -> None:
        self.page.checks = block

    def heading(self, block: model.Heading) -> None:
        self.items.append(Item("heading", (block, self._place(block.level, block.printed, block.anchor))))

    def figure(self, block: model.Figure) -> None:
        self.items.append(
            Item("figure", (block, FigureMarkup(alternative(block), drawings(block), csv_uri(block.data))))
        )

    def annex(self, block: model.Annex) -> None:
        annex = Annex(block)
        self.page.annexes.append(annex)
        self.page.contents.append(Entry(2, block.anchor, f"{block.named}. {block.title}"))
        self.items = annex.items
        self.level = 2

    def other(self, block: model.Block) -> None:
        """Any other block is printed by the macro of its name."""
        self.items.append(Item(block.tag, (block, Context.of(block, self._named_place(block.section)))))

    def foreign(self, part: Part) -> None:
        """What is no block of the report."""
        macro, content = f"output_{part.kind}", part.text
        if part.kind == "markdown":
            content = markdown_html(part.text, self._place_foreign, part.pictures)
        elif part.kind == "html":
            content = clean_html(part.text, self._place_foreign)
        elif part.kind == "image":
            content = image_uri(part.text, part.mime)
        self.items.append(Item(macro, (content,)))

    def _named_place(self, section: str | None) -> str:
        """How a list of places names a block: by its annex, else by its section."""
        if self.page.annexes:
            return self.page.annexes[-1].block.named
        return f"mục {section}" if section and section[0].isupper() else "phần mở đầu"

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


def _without_second_signs(overview: model.Overview) -> model.Overview:
    """The overview with the sign of a finding at each figure only, and not again at its change."""
    plain = [replace(figure, change=figure.change and replace(figure.change, flag=None)) for figure in overview.figures]
    return replace(overview, figures=plain)


def _code_cells(notebook: Any) -> list[str]:
    """The code that has run, parameters first."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return [c.source for c in sorted(cells, key=lambda c: _PARAMETER_TAGS.isdisjoint(c.metadata.get("tags", ())))]
