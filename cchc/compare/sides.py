"""One side of a comparison. In: the figures of a submission, the blocks of its report. Out: values by key, findings, paragraphs.

A count that the narrative and the annex state differently has one value a place. What was not submitted has no number,
and is no zero.
"""

from __future__ import annotations

import contextlib
import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from cchc.catalogue.counts import counts as catalogue_counts
from cchc.catalogue.counts import parts_of
from cchc.catalogue.form import section_keys
from cchc.catalogue.presentation import annexes, presentation
from cchc.compare.text import Words, words_of
from cchc.document import model
from cchc.document.display import LineWriter
from cchc.document.model import as_json, plain_text
from cchc.document.submission_data import SubmissionData
from cchc.errors import CatalogueError, ExportError
from cchc.export.outputs import Part
from cchc.export.reopen import files_of, printed_blocks, reopen
from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_all_rates
from cchc.indicators.reductions import ShortenedProcedure, pooled_saving, read_procedures
from cchc.raw.submission import ANNEX, REDUCTIONS
from cchc.values.value import Cell, Value

HEAD, FOOT = "dau", "cuoi"  # what stands before the first section, and after the last

Statements = Mapping[str, Mapping[str, Value]]  # by key, then by place; one that nobody states has the place ""


@dataclass(frozen=True)
class Side:
    """One report: its figures, and the blocks that were printed; None where only the submission is known."""

    data: SubmissionData
    blocks: Sequence[model.Block] | None = None

    @functools.cached_property
    def counts(self) -> Statements:
        """Every count and stated rate, and the sums that nobody states but that follow, by what forms call it in common."""
        quantity = self.data.raw.form.quantity
        counts = Counts(self.data.raw, self.data.as_of)
        sums = (counts.value(count.key) for count in catalogue_counts() if parts_of(count.key))
        stated = {quantity(key): _stated(counts, key) for key in counts.all_keys()}
        return stated | {one.key: {"": one} for one in sums if not one.missing and quantity(one.key) not in stated}

    @functools.cached_property
    def rates(self) -> Statements:
        """Every computed rate over each denominator, and the time saved over all procedures; by name and denominator."""
        pooled = pooled_saving(read_procedures(self.data.raw.table(REDUCTIONS)))
        rates = (*compute_all_rates(Counts(self.data.raw, self.data.as_of)), pooled)
        return {f"{value.key} / {value.denominator}": {"": value} for value in rates}

    @functools.cached_property
    def key_figures(self) -> Statements:
        """The figures that stand for the whole report."""
        named = {one.key: (self.data.value(one.section, one.key), one.label) for one in presentation().key_figures}
        return {key: {"": replace(value, label=label)} for key, (value, label) in named.items()}

    @functools.cached_property
    def procedures(self) -> Mapping[str, ShortenedProcedure]:
        """The shortened procedures by name, whatever its case; a name that comes again is numbered."""
        found: dict[str, ShortenedProcedure] = {}
        for procedure in read_procedures(self.data.raw.table(REDUCTIONS)):
            name = next(n for n in _numbered(procedure.name, " ({})") if n.casefold() not in found)
            found[name.casefold()] = replace(procedure, name=name)
        return found

    @functools.cached_property
    def findings(self) -> Sequence[Mapping[str, Any]]:
        """Findings in the form of kiem-tra.json: as that build printed them, whatever today's rules find."""
        printed = [block.findings for block in self.blocks or () if isinstance(block, model.Findings)]
        return (
            [as_json(one) for one in printed[-1]]
            if printed
            else [finding.as_json() for finding in self.data.check_report.findings]
        )

    @property
    def open_errors(self) -> int:
        """How many certain errors nobody has accepted: with any, the report is a draft."""
        return sum(f["severity"] == "E" and f.get("status") != "accepted" for f in self.findings)

    @functools.cached_property
    def paragraphs(self) -> Mapping[str, list[Words]]:
        """The words of every printed paragraph by section, in print order."""
        found: dict[str, list[Words]] = {}
        for section, inlines in printed_paragraphs(self.blocks or ()):
            if plain_text(inlines).strip():
                found.setdefault(section, []).append(words_of(inlines))
        return found

    def heading(self, key: str) -> str:
        """The heading of a section on the report's date, "" where the outline of that date has none."""
        with contextlib.suppress(CatalogueError):
            title = self.data.raw.form.outline.section(key).title.format_map(self.data.words)
            return title and f"{key}. {title}"
        return ""


def printed_side(parts: Sequence[Part], carrier: str) -> Side:
    """The side of an executed notebook's parts; `carrier` names it in errors. Raises SubmissionError, ExportError."""
    return Side(reopen(files_of(parts), carrier), list(printed_blocks(parts)))


@contextlib.contextmanager
def said_of(where: str) -> Iterator[None]:
    """Have what is wrong inside a notebook be an ExportError: what one carries is whatever somebody has put there."""
    try:
        yield
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ExportError(
            f"{where}: cần báo cáo do cchc lập, gặp khối không đúng dạng trong sổ tay ({type(error).__name__}: {error}); "
            "sổ tay đã bị sửa hoặc do bản chương trình khác lập, hãy lập lại báo cáo."
        ) from error


def in_order(sections: Iterable[str]) -> list[str]:
    """Each section once, as the outline orders them; those that it lacks come last."""
    order = (HEAD, *section_keys(), FOOT)
    return sorted(dict.fromkeys(sections), key=lambda key: order.index(key) if key in order else len(order))


def _stated(counts: Counts, key: str) -> dict[str, Value]:
    """One value a cell, the annex's last; what is stated again in the same place has a number behind it."""
    found: dict[str, Value] = {}
    for value in sorted(counts.statements_of(key), key=lambda one: (one.cells[0].file == ANNEX, one.cells[0].row)):
        place = next(name for name in _numbered(_place(value.cells[0]), ", lần {}") if name not in found)
        found[place] = value
    return found


def _place(cell: Cell) -> str:
    if cell.file == ANNEX:
        return f"Phụ lục {annexes()['phu_luc_01b'].number}"
    return f"mục {cell.section}" if cell.section else cell.file


def _numbered(name: str, again: str) -> Iterator[str]:
    """The name, then the name with 2, 3 ... behind it."""
    return itertools.chain([name], (name + again.format(number) for number in itertools.count(2)))


def printed_paragraphs(blocks: Iterable[model.Block]) -> Iterator[tuple[str, model.Run]]:
    """The running text of a report by section: title, paragraphs and remarks, recipients and signature."""
    section = HEAD
    for block in blocks:
        if isinstance(block, model.Heading | model.Paragraphs | model.Notice):
            section = block.section or (FOOT if section != HEAD else HEAD)
        if isinstance(block, model.Paragraphs):
            yield from ((section, item.inlines) for item in block.items)
        elif isinstance(block, model.Notice):
            yield section, block.inlines
        elif isinstance(block, model.Letterhead | model.Title | model.Addressees):
            yield from ((HEAD, [line]) for line in LineWriter().write(block))
        elif isinstance(block, model.Annex | model.Signature):
            section = FOOT
            yield from ((FOOT, [line]) for line in LineWriter().write(block))
