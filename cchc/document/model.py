"""What a report is made of. In: nothing. Out: the types of its blocks and inlines, their JSON, a writer to print them.

A block is one thing that stands in a report, of the outline's `section` or of none. Text is a run of inlines: plain
strings, and objects that say by "t" what they are. All text is text: it holds no markup of any format, and every writer
escapes it. In JSON a block says by "block" what it is; fields that have their default are left out. docs/schema/
has the schema.

A number names its lineage in the register `values` of its block, where operands are named too, and a lineage names its
raw cells ("so_lieu_khac.csv:38:gia_tri"); what stands in these is said once, in the register `cells` of the block that
carries the raw files, or of the block itself for cells of another submission.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Generic, Literal, Self, TypeVar, dataclass_transform

import msgspec
from msgspec.structs import replace

from cchc.checks.finding import Acceptance, Place, Severity
from cchc.raw.files import RawFile

BLOCK_MIME = "application/vnd.cchc.block.v1+json"
FIRST_MIME = "application/vnd.cchc.block+json"  # of notebooks that were run before the type had a version
SVG_MIME = "image/svg+xml"

Style = Literal["body", "basis", "item", "closing"]
Flow = Literal["apart", "begins", "goes_on"]


class _Frozen(msgspec.StructMeta):
    """Types that never change, whose fields are given by name; what has its default is left out of their JSON."""

    def __new__(mcls, *args: Any, **options: Any) -> Any:
        return super().__new__(mcls, *args, **{"frozen": True, "kw_only": True, "omit_defaults": True, **options})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Piece(msgspec.Struct, frozen=True, metaclass=_Frozen):
    """What blocks and inlines are made of."""


# Inlines.


class Number(Piece, tag_field="t", tag="number"):
    """A printed number. `missing` where words stand for it; `flag` is the severity that marks it where it stands."""

    text: str
    missing: bool
    lineage: str
    findings: Sequence[str] = ()
    flag: Severity | None = None
    anchor: str = ""


class CitedRow(Piece):
    """The record that a citation was made of."""

    file: str
    row: int


class Citation(Piece, tag_field="t", tag="cite"):
    """A cited document: in full, and short for when it was cited before; `text` is the form that its place asks for."""

    doc: str
    long: str
    short: str
    cell: CitedRow | None = None
    text: str = ""
    findings: Sequence[str] = ()
    flag: Severity | None = None
    anchor: str = ""


class AnnexReference(Piece, tag_field="t", tag="annexref"):
    """A reference such as "Phụ lục I", a link where the format has links."""

    annex: str
    text: str


class Gap(Piece, tag_field="t", tag="gap"):
    """The blank that is left for something to be written in by hand."""

    width: Literal["number", "day", "month", "year"]


Inline = str | Number | Citation | AnnexReference | Gap
Run = Sequence[Inline]


def plain_text(inlines: Iterable[Inline]) -> str:
    """The inlines as a reader sees them, without any form; a gap is a run of dots."""
    return "".join(i if isinstance(i, str) else "…" if isinstance(i, Gap) else text_of(i) for i in inlines)


def text_of(inline: Number | Citation | AnnexReference) -> str:
    """The text of an inline; of a citation whose place is not known yet, the full one."""
    return inline.text or inline.long if isinstance(inline, Citation) else inline.text


# Registers.


class Terms(Piece):
    """A formula as text, and the names of its operands in the register."""

    text: str
    operands: Sequence[str]


class Lineage(Piece):
    """Where a number came from: its cells by name, the one that gave it first, or its formula and operands.

    `status` says why there is no number, `of` names the denominator of a rate.
    """

    label: str
    unit: str
    value: str | None
    cells: Sequence[str]
    status: str = ""
    of: str = ""
    formula: Terms | None = None


class RawCell(Piece):
    """What stands in a raw cell, its section, the commune's words around it, and the correction that was made."""

    text: str
    section: str = ""
    words: str = ""
    original: str | None = None
    reason: str = ""


Cells = Mapping[str, str | RawCell]  # a cell of which only the text is known is a text


def cell_name(file: str, row: int, column: str) -> str:
    """File, record number and column in one word."""
    return f"{file}:{row}:{column}"


def split_cell_name(name: str) -> tuple[str, int, str]:
    """The file, the record number and the column that a cell's name says."""
    file, row, column = name.rsplit(":", 2)
    return file, int(row), column


def finding_name(number: int) -> str:
    """What blocks and pages call a finding."""
    return f"ph-{number}"


def finding_number(name: str) -> int:
    """The number of a finding in its list."""
    return int(name.removeprefix("ph-"))


# Blocks.


class Block(Piece, tag_field="block", tag=str.lower):
    """One thing that stands in a report. `anchor` is its place in a page, known when the report is put together."""

    section: str | None = None
    values: Mapping[str, Lineage] = {}
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
    """State and motto, the issuing body, number, place and date; `date` is that of `place_date` by itself."""

    issuer: Sequence[str]
    state: str
    motto: str
    number: Run
    place_date: Run
    date: Run


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


class Found(Piece):
    """A finding as kiem-tra.json has it, without the numbers compared; `places` are anchors and the texts there."""

    name: str
    rule: str
    severity: Severity
    keys: Sequence[str]
    where: Sequence[Place]
    message: str
    suggestion: str
    status: Literal["open", "accepted"]
    cause: str
    sections: Sequence[str]
    accepted: Acceptance | None = None
    places: Sequence[tuple[str, str]] = ()

    @property
    def number(self) -> int:
        """Its number in the list."""
        return finding_number(self.name)


class CauseFound(Piece):
    """What is probably behind some findings, and one advice for all of them."""

    severity: Severity
    advice: str
    findings: Sequence[str]


class RuleNamed(Piece):
    """The name of a rule and what it says."""

    name: str
    sentence: str


class Findings(Block):
    """What the checks found, the worst causes first; `corrections` are entries of dieu_chinh.yaml."""

    findings: Sequence[Found]
    causes: Sequence[CauseFound]
    rules: Mapping[str, RuleNamed]
    void: Sequence[str] = ()
    remarks: Sequence[str] = ()
    corrections: Sequence[Mapping[str, Any]] = ()


class KeyFigure(Piece):
    """A figure that stands for the report, and its change on the period before."""

    key: str
    label: str
    now: Number
    before: Number | None = None
    change: Number | None = None


class Earlier(Piece):
    """The period that a report compares itself with."""

    year: int
    period: str
    name: str


class Coverage(Piece):
    """How many of the items at the ends of the outline something was submitted for."""

    full: int
    of: int


class Overview(Block):
    """The key figures; `unread` where the files of the period before cannot be read."""

    figures: Sequence[KeyFigure]
    previous: Earlier | None = None
    unread: bool = False
    coverage: Coverage | None = None
    cells: Cells = {}

    def map_runs(self, change: Callable[[Run], Run]) -> Self:
        """See Block."""
        return replace(self, figures=[_map_figure(figure, change) for figure in self.figures])


def _map_figure(figure: KeyFigure, change: Callable[[Run], Run]) -> KeyFigure:
    parts = {name: getattr(figure, name) for name in ("before", "change", "now")}
    return replace(figure, **{name: change([part])[0] for name, part in parts.items() if part is not None})


class UnitNamed(Piece):
    """The unit that reports, as the register names it."""

    code: str
    name: str
    type: str
    full_name: str
    district: str
    province: str
    slug: str = ""


class FileNamed(Piece):
    """A file and its hash."""

    name: str
    sha256: str


class Unused(Piece):
    """A row of the statements that nothing could be made of: where it stands, and what it says."""

    place: str
    text: str


class FormNamed(Piece):
    """The form of the report, and whether it was compared with its source; `sections` in the order of a project's form."""

    id: str
    title: str
    source: str
    verified: bool
    sections: Sequence[str] = ()


class Submission(Block):
    """Whose report it is, and the raw files; `draft` is how many errors are open, `compared` the files of the period before."""

    unit: UnitNamed
    year: int
    period: str
    period_name: str
    window: tuple[str, str]
    files: Sequence[RawFile]
    parameters: Mapping[str, str | int]
    versions: Mapping[str, str]
    synthetic: bool
    draft: int | None = None
    unused: Sequence[Unused] = ()
    cells: Cells = {}
    compared: Sequence[FileNamed] = ()
    form: FormNamed | None = None


AnyBlock = (
    Heading | Paragraphs | Notice | Table | Figure | Annex | Letterhead | Title | Addressees | Signature | Findings
    | Overview | Submission
)  # fmt: skip


def as_json(piece: Piece) -> dict[str, Any]:
    """A block, or a part of one, as JSON."""
    data: dict[str, Any] = msgspec.to_builtins(piece)
    return data


def read_block(data: Any) -> AnyBlock:
    """The block of its JSON. Raises msgspec.ValidationError where it is none."""
    block: AnyBlock = msgspec.convert(data, AnyBlock)
    return block


T = TypeVar("T")


class Writer(Generic[T]):
    """Prints blocks in one format: one method a type. What a format has no method for is `other`."""

    def write(self, block: Block) -> T:
        """The block in this format."""
        method: Callable[[Any], T] = getattr(self, block.tag, self.other)
        return method(block)

    def other(self, block: Block) -> T:
        """A block of a type that the format has no method for."""
        raise NotImplementedError
