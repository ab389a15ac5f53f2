"""What a reader of this room hands on. In: what it read from one file. Out: `Taken`, the files of one submission.

A reader collects every fault of its file in `cchc.raw.faults.Faults` and raises them at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from cchc.checks.finding import CellRef
from cchc.intake.files.guard import Arrived
from cchc.raw.keys import ReportKey
from cchc.raw.layout import RAW


@dataclass(frozen=True)
class Asked:
    """What the command line says of the files: which report, and of an export which row; None where it says nothing.

    `raw` is where they go: a project that it lies in may have a form of its own.
    """

    code: str | None = None
    year: int | None = None
    period: str | None = None
    row: int | None = None
    raw: Path = Path(RAW)


class WorkbookPlaces(Protocol):
    """Where in a workbook the places of its folder stand."""

    def stands_at(self, place: CellRef) -> str:
        """Sheet and cell of a place of the files."""

    def in_words(self, text: str) -> str:
        """A text with the names of sheets in place of those of files."""


@dataclass(frozen=True)
class Taken:
    """One file as a submission: whose and of which period, and the files of its folder by name (`nguon.yaml` always).

    `only_counts`: an export of one-stop software, whose counts may go into a folder that exists (`--add`). `notes` are
    lines for whoever runs the command: what was read where, what was left out and why. `told_at`: where in a document each
    paragraph of each section of noi_dung.yaml stands; `places`: where everything stands in a workbook.
    """

    key: ReportKey
    files: Mapping[str, bytes]
    arrived: Arrived
    notes: tuple[str, ...] = ()
    only_counts: bool = False
    told_at: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    places: WorkbookPlaces | None = None
