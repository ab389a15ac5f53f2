"""Print what stands inside a line. In: inlines of a block. Out: markup. Every number of a page is printed here.

The markup is in inlines.html.j2; here is found what it needs: the source of a number, the finding that marks it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from html import escape
from typing import Any

from markupsafe import Markup

from cchc.checks.finding import Severity
from cchc.document.model import (
    AnnexReference,
    Block,
    Citation,
    Inline,
    Lineage,
    Number,
    Row,
    Run,
)
from cchc.export.page.sources import Sources, operand_names
from cchc.values.printing import PERIOD_NAME

_DOCUMENT_NUMBER = re.compile(r"\d+(?:/\d{4})?/[A-ZĐ][A-Za-zĐ0-9]*(?:-[A-ZĐ][A-Za-zĐ0-9]*)*")
_MARKED = ("E", "W")  # a remark on style marks no number


@dataclass(frozen=True)
class Context:
    """Where inlines stand: what a list of places calls it, and the lineages known there.

    `covered_by` names for numbers of a table's row another one of it that is derived from them: its source tells theirs too.
    """

    place: str = ""
    values: Mapping[str, Lineage] = field(default_factory=dict)
    covered_by: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, block: Block, place: str) -> Context:
        """That of the inlines of a block."""
        return cls(place, block.values)

    def in_row(self, row: Row) -> Context:
        """That of the cells of a row."""
        names = [i.lineage for cell in row.cells for i in cell if isinstance(i, Number)]
        return replace(self, covered_by={told: name for name in names for told in operand_names(name, self.values)})


class Inlines:
    """Prints inlines with the macros of inlines.html.j2.

    `annexes` gives the anchor of each annex by its name, `open_grades` severities of open findings.
    """

    def __init__(
        self, macros: Any, sources: Sources, annexes: Mapping[str, str], open_grades: Mapping[str, Severity]
    ) -> None:
        self._macros, self._sources, self._annexes, self._open = macros, sources, annexes, open_grades

    def text(self, run: Run, at: Context) -> Markup:
        """The inlines as markup."""
        return Markup("".join([_printed(i) if isinstance(i, str) else self._inline(i, at) for i in run]))

    def _inline(self, inline: Inline, at: Context) -> str:
        if isinstance(inline, Number):
            markup = self._number(inline, at)
        elif isinstance(inline, Citation):
            markup = self._macros.citation(inline, *self._mark(inline))
        elif isinstance(inline, AnnexReference):
            markup = self._macros.annex_reference(inline, self._annexes.get(inline.annex))
        else:
            markup = self._macros.gap(inline)
        return str(markup)

    def _number(self, number: Number, at: Context) -> str:
        name = at.covered_by.get(number.lineage, number.lineage)
        popover = self._sources.popover(number, name, at.values, at.place) if number.text else None
        return str(self._macros.number(number, popover, *self._mark(number)))

    def _mark(self, inline: Number | Citation) -> tuple[Severity | None, str | None]:
        """The severity that marks it, and the name of the gravest finding; none where only its style is remarked on."""
        if inline.flag not in _MARKED:
            return None, None
        gravest = (name for name in inline.findings if self._open.get(name) == inline.flag)
        return inline.flag, next(gravest, inline.findings[0])


def printed_text(text: str) -> Markup:
    """Text escaped, its line breaks kept, each document number ("5272/QĐ-UBND") held together on its line."""
    return Markup(_printed(text))


def printed_title(text: str) -> Markup:
    """Text printed as usual, and a period ("9 tháng đầu năm 2026") held together: a title is short, and breaks where it can."""
    return Markup(PERIOD_NAME.sub(lambda match: f'<span class="vb">{match[0]}</span>', _printed(text)))


def _printed(text: str) -> str:
    safe = escape(text, quote=False)
    if "/" in safe:
        safe = _DOCUMENT_NUMBER.sub(lambda match: f'<span class="vb">{match[0]}</span>', safe)
    return safe.replace("\n", "<br>") if "\n" in safe else safe
