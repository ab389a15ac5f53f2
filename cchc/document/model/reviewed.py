"""What a reviewer is shown of a report. In: nothing. Out: the blocks of findings, key figures and raw files."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, Self

from msgspec.structs import replace

from cchc.checks.finding import Acceptance, CellRef, Severity
from cchc.document.model.blocks import Block
from cchc.document.model.inlines import Number, Piece, Run
from cchc.document.model.registers import finding_number
from cchc.raw.files import RawFile

_DIGITS_OF_PROVINCE = 2


class Found(Piece):
    """A finding as kiem-tra.json has it, without the numbers compared; `places` are anchors and the texts there."""

    name: str
    rule: str
    severity: Severity
    keys: Sequence[str]
    where: Sequence[CellRef]
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
    """The period that a report compares itself with; `made_of` names the units whose figures are added up for it."""

    year: int
    period: str
    name: str
    made_of: str = ""


class Coverage(Piece):
    """How many of the items at the ends of the outline something was submitted for."""

    full: int
    of: int


class Overview(Block):
    """The key figures; `unread` where the files of the period before cannot be read.

    `apart` says why there is no comparison with `previous`, though something was submitted then.
    """

    figures: Sequence[KeyFigure]
    previous: Earlier | None = None
    unread: bool = False
    apart: str = ""
    coverage: Coverage | None = None

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
    compared: Sequence[FileNamed] = ()
    form: FormNamed | None = None

    @property
    def of_province(self) -> bool:
        """Whether it is a province's roll-up: its code has two digits, a commune's five."""
        return len(self.unit.code) == _DIGITS_OF_PROVINCE
