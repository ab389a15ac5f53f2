"""One side of a comparison. In: the figures of a submission, the paragraphs of its report. Out: a `Side`, flat and in order.

A figure is a statement: a count that the narrative and the annex state differently has one figure a place. What was
not submitted has no number, and is no zero.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from cchc.catalogue import outline
from cchc.catalogue.counts import counts as catalogue_counts
from cchc.catalogue.counts import parts_of
from cchc.catalogue.forms import forms
from cchc.catalogue.indicators import indicators, reduction
from cchc.document import model
from cchc.document.changes_sections import headings_of, section_of
from cchc.document.display import LineWriter
from cchc.document.figures import Figures
from cchc.document.model import as_json
from cchc.indicators.counts import Counts
from cchc.indicators.reductions import ShortenedProcedure, read_procedures
from cchc.indicators.statements import read_cell
from cchc.raw.submission import ANNEX, REDUCTIONS
from cchc.values.printing import (
    HUNDRED,
    NO_VALUE,
    NOT_SUBMITTED,
    print_number,
    print_percent,
    print_share,
    round_percent,
)
from cchc.values.reading import clean
from cchc.values.value import Cell, Kind, Value

HEAD, FOOT = "dau", "cuoi"  # what stands before the first section, and after the last


@dataclass(frozen=True)
class Figure:
    """One number as a report states it: `place` says where when the same key is stated in several.

    A rate has the name of its denominator in `of`, and both its operands in `basis` ("589/830"); it is `copied` where
    nothing was computed: what the unit states stands for it. `section` is the section of the outline that it belongs to.
    """

    key: str
    label: str
    unit: str
    kind: Kind
    number: Decimal | None
    text: str
    place: str = ""
    of: str = ""
    basis: str = ""
    section: str = ""
    decimals: int = 1
    copied: bool = False

    @property
    def printed(self) -> Decimal | None:
        """The number as it is printed: percentages in percent and rounded, so that a reader can subtract them."""
        if self.number is None or self.kind not in ("share", "percent"):
            return self.number
        return round_percent(self.number * (HUNDRED if self.kind == "share" else 1), self.decimals)


@dataclass(frozen=True)
class Procedure:
    """One procedure in the list of those that were shortened: its days by rule, and after shortening."""

    name: str
    before: Figure
    after: Figure


@dataclass(frozen=True)
class Paragraph:
    """One printed paragraph of a section."""

    section: str
    inlines: tuple[model.Inline, ...]


Statements = Mapping[str, tuple[Figure, ...]]


@dataclass(frozen=True)
class Side:
    """What one report states: counts, rates and procedures by key, findings in the form of kiem-tra.json.

    `paragraphs` is None where only the submission is known, and not what was printed of it.
    """

    code: str
    unit: str
    year: int
    period: str
    period_name: str
    window: tuple[date, date]
    synthetic: bool
    counts: Statements
    indicators: Statements
    procedures: Mapping[str, Procedure]
    key_figures: Statements
    findings: tuple[Mapping[str, Any], ...]
    paragraphs: tuple[Paragraph, ...] | None = None
    headings: Mapping[str, str] = field(default_factory=dict)

    @property
    def open_errors(self) -> int:
        """How many certain errors nobody has accepted: with any, the report is a draft."""
        return sum(f["severity"] == "E" and f.get("status") != "accepted" for f in self.findings)


def side_of(figures: Figures, blocks: Iterable[model.Block] | None = None) -> Side:
    """The side of a submission; with the blocks of its executed notebook also what was printed."""
    listed = None if blocks is None else list(blocks)
    source = figures.raw.source
    found: list[Mapping[str, Any]] = [finding.as_json() for finding in figures.examination.findings]
    for block in listed or ():
        if isinstance(block, model.Findings):
            found = [as_json(one) for one in block.findings]  # as that build found them, whatever today's rules find
    return Side(
        figures.unit.code,
        figures.unit.full_name,
        figures.year,
        figures.period.key,
        figures.words["ky"],
        (source.tu_ngay, source.den_ngay),
        source.synthetic,
        dict(_counts(Counts(figures.raw, figures.on))),
        {f"{v.key} / {v.of}": (_figure(v),) for v in _rates(figures)},
        dict(_procedures(read_procedures(figures.raw.table(REDUCTIONS)))),
        {k.key: (_figure(figures.value(k.section, k.key), label=k.label),) for k in forms().key_figures},
        tuple(found),
        None if listed is None else tuple(printed_paragraphs(listed)),
        {**headings_of(figures), **{str(b.section): _heading(b) for b in listed or () if isinstance(b, model.Heading)}},
    )


def _counts(counts: Counts) -> Iterator[tuple[str, tuple[Figure, ...]]]:
    stated = counts.all_keys()
    for key in stated:
        yield key, tuple(_statements(counts.value(key)))
    for count in catalogue_counts():
        if count.key not in stated and parts_of(count.key):
            total = counts.value(count.key)
            if not total.missing:
                yield count.key, (_figure(total),)


def _statements(value: Value) -> Iterator[Figure]:
    """One figure a cell, in submitted order; what is stated again in the same place has a number behind it."""
    seen: dict[str, int] = {}
    for cell in sorted(value.cells, key=lambda cell: (cell.file == ANNEX, cell.row)):
        place = _place(cell)
        seen[place] = seen.get(place, 0) + 1
        named = place if seen[place] == 1 else f"{place}, lần {seen[place]}"
        number = None if value.kind == "text" else read_cell(cell.text, value.kind)
        text = _printed(number, value) if number is not None else _as_found(cell.text, value.kind)
        yield Figure(value.key, value.label, value.unit, value.kind, number, text, named, section=section_of(value))


def _place(cell: Cell) -> str:
    if cell.file == ANNEX:
        return f"Phụ lục {outline.annexes()['phu_luc_01b'].number}"
    return f"mục {cell.section}" if cell.section else cell.file


def _as_found(text: str, kind: Kind) -> str:
    found = clean(text)
    if not found:
        return NOT_SUBMITTED
    return found if kind == "text" else f"«{found}»"


def _rates(figures: Figures) -> Iterator[Value]:
    for indicator in indicators().values():
        for denominator in indicator.denominators:
            yield figures.value(None, f"{indicator.key}/{'+'.join(denominator.keys)}")
    yield figures.value(None, f"{reduction().key}.chung")


def _procedures(procedures: Iterable[ShortenedProcedure]) -> Iterator[tuple[str, Procedure]]:
    """Each procedure by its name; a name that comes again is numbered."""
    seen: dict[str, int] = {}
    for procedure in procedures:
        named = procedure.name.casefold()
        seen[named] = seen.get(named, 0) + 1
        again = f" ({seen[named]})" if seen[named] > 1 else ""
        before, after = _figure(procedure.before), _figure(procedure.after)
        yield f"{named}{again}", Procedure(f"{procedure.name}{again}", before, after)


def _figure(value: Value, *, label: str = "") -> Figure:
    if value.number is not None:
        text = _printed(value.number, value)
    elif value.status == "no_value":
        text = NO_VALUE
    else:
        text = _as_found(value.cells[0].text, value.kind) if value.cells else NOT_SUBMITTED
    name = label or value.label
    copied = value.kind == "share" and value.formula is not None and len(value.formula.operands) == 1
    return Figure(value.key, name, value.unit, value.kind, value.number, text, "", value.of, _basis(value),
                  section_of(value), value.decimals, copied)  # fmt: skip


def _basis(value: Value) -> str:
    """Numerator and denominator of a rate that has both."""
    numbers = [operand.number for operand in value.formula.operands] if value.kind == "share" and value.formula else []
    known = [print_number(number) for number in numbers if number is not None]
    return "/".join(known) if len(known) == 2 else ""


def _printed(number: Decimal, value: Value) -> str:
    if value.kind == "share":
        return print_share(number, value.decimals)
    return print_percent(number, value.decimals) if value.kind == "percent" else print_number(number)


def printed_paragraphs(blocks: Iterable[model.Block]) -> Iterator[Paragraph]:
    """The running text of a report: title, paragraphs and remarks of each section, recipients and signature."""
    section = HEAD
    for block in blocks:
        if isinstance(block, model.Heading | model.Paragraphs | model.Notice):
            section = block.section or (FOOT if section != HEAD else HEAD)
        if isinstance(block, model.Paragraphs):
            yield from (Paragraph(section, tuple(item.inlines)) for item in block.items)
        elif isinstance(block, model.Notice):
            yield Paragraph(section, tuple(block.inlines))
        elif isinstance(block, model.Letterhead | model.Title | model.Addressees):
            yield from (Paragraph(HEAD, (line,)) for line in LineWriter().write(block) if line)
        elif isinstance(block, model.Annex | model.Signature):
            section = FOOT
            yield from (Paragraph(FOOT, (line,)) for line in LineWriter().write(block) if line)


def _heading(block: model.Heading) -> str:
    return f"{block.section}. {block.text}"
