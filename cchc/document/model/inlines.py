"""What running text is made of. In: nothing. Out: the types of inlines, and how a run of them reads.

A run is a sequence of plain strings and of objects that say by "t" what they are. All text is text: it holds no markup of
any format, and every writer escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal, dataclass_transform

import msgspec

from cchc.checks.finding import Severity


class _Frozen(msgspec.StructMeta):
    """Types that never change, whose fields are given by name; what has its default is left out of their JSON."""

    def __new__(mcls, *args: Any, **options: Any) -> Any:
        return super().__new__(mcls, *args, **{"frozen": True, "kw_only": True, "omit_defaults": True, **options})


@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Piece(msgspec.Struct, frozen=True, metaclass=_Frozen):
    """What blocks and inlines are made of."""


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
