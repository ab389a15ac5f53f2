"""What is printed of a report. In: nothing. Out: the types of its blocks.

A block is one thing that stands in a report, of the outline's `section` or of none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Literal, Self

from msgspec.structs import replace

from cchc.document.model.inlines import Inline, Piece, Run
from cchc.document.model.registers import Cells, Lineage

Style = Literal["body", "basis", "item", "closing"]
Flow = Literal["apart", "begins", "goes_on"]


class Block(Piece, tag_field="block", tag=str.lower):
    """One thing that stands in a report. `anchor` is its place in a page, known when the report is put together.

    `cells` are those of other submissions that its numbers came from; of the block of raw files, those of its own.
    """

    section: str | None = None
    values: Mapping[str, Lineage] = {}
    cells: Cells = {}
    anchor: str = ""

    def map_runs(self, change: Callable[[Run], Run]) -> Self:
        """The block with each of its runs changed, in print order."""
        return self

    def all_inlines(self) -> Iterator[Inline]:
        """All its inlines, in print order."""
        found: list[Inline] = []

        def note(run: Run) -> Run:
            found.extend(run)
            return run

        self.map_runs(note)
        return iter(found)

    @property
    def is_empty(self) -> bool:
        """Whether it is there and nothing of it is printed."""
        return False

    @property
    def tag(self) -> str:
        """What "block" says in JSON."""
        return str(self.__struct_config__.tag)


class Heading(Block):
    """The heading of a section; `findings` are those that only it leads to.

    One that is `run_in` is printed as the first words of the text that follows it.
    """

    level: int
    number: str | None
    text: str
    run_in: bool = False
    findings: Sequence[str] = ()

    @property
    def printed(self) -> str:
        """Number and text: "II. Kết quả", "a) Tình hình"."""
        return f"{self.number}{')' if self.level > 2 else '.'} {self.text}" if self.number else self.text


class Paragraph(Piece):
    """One paragraph."""

    style: Style = "body"
    inlines: Run


class Paragraphs(Block):
    """Running text; whether it stands apart, begins a paragraph, or goes on with the one before it."""

    items: Sequence[Paragraph]
    flow: Flow = "apart"

    def map_runs(self, change: Callable[[Run], Run]) -> Self:
        """See Block."""
        items = [Paragraph(style=item.style, inlines=change(item.inlines)) for item in self.items]
        return replace(self, items=items)

    @property
    def is_empty(self) -> bool:
        """See Block."""
        return not self.items


class Notice(Block):
    """A short remark set apart from the text; `screen` is not for paper, `lost` says what of a notebook is not printed."""

    tone: Literal["info", "warning"]
    inlines: Run
    screen: bool = False
    lost: bool = False

    def map_runs(self, change: Callable[[Run], Run]) -> Self:
        """See Block."""
        return replace(self, inlines=change(self.inlines))


class Column(Piece):
    """A column of a table: its share of the width, and the side that its texts are set to."""

    label: str
    unit: str | None = None
    width: float = 1
    align: Literal["left", "center", "right"] = "left"


class HeadCell(Piece):
    """A cell of a table's head, over so many columns and rows."""

    text: str
    colspan: int = 1
    rowspan: int = 1


class Row(Piece):
    """A row of a table; `absent` where the form asks for it and nothing was submitted."""

    kind: Literal["row", "sub", "group", "total"]
    absent: bool
    cells: Sequence[Run]


class Table(Block):
    """A table."""

    id: str
    caption: str | None
    columns: Sequence[Column]
    head: Sequence[Sequence[HeadCell]]
    rows: Sequence[Row]
    landscape: bool = False
    note: Run | None = None

    def map_runs(self, change: Callable[[Run], Run]) -> Self:
        """See Block."""
        note = change(self.note) if self.note else None
        rows = [replace(row, cells=[change(cell) for cell in row.cells]) for row in self.rows]
        return replace(self, note=note, rows=rows)

    @property
    def is_empty(self) -> bool:
        """See Block."""
        return not self.rows


class ChartData(Piece):
    """What a chart shows, as a table of texts."""

    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


class Figure(Block):
    """A chart, drawn for a page and `narrow` for a telephone; `alt` says in words what it shows."""

    id: str
    caption: str
    alt: str | None
    source: str | None
    width_mm: float
    height_mm: float
    number: int | None = None
    svg: str = ""
    narrow: str = ""
    data: ChartData | None = None

    @property
    def named(self) -> str:
        """What the report calls it."""
        return f"Biểu đồ {self.number}"


class Annex(Block):
    """The beginning of an annex."""

    id: str
    number: str | None
    title: str
    landscape: bool

    @property
    def named(self) -> str:
        """What the report calls it; the only annex has no number."""
        return f"Phụ lục {self.number or ''}".strip()


class Letterhead(Block):
    """State and motto, the issuing body, number, place and date; `date` is that of `place_date` by itself.

    `named` is what a sentence calls the body, "" where that follows from `issuer`, which is in capitals.
    """

    issuer: Sequence[str]
    state: str
    motto: str
    number: Run
    place_date: Run
    date: Run
    named: str = ""


class Title(Block):
    """The kind of document and what it is about."""

    kind: str
    subject: str


class Addressees(Block):
    """The bodies that the report is sent to."""

    to: Sequence[str]


class Signature(Block):
    """The list "Nơi nhận"; on whose behalf, office and name."""

    recipients: Sequence[str]
    authority: Sequence[str]
    name: str | None
