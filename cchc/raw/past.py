"""The periods before that a report looks back at. In: a Tree, a report's key. Out: which units' submissions there are of each.

A code alone finds nothing: it may have gone to another unit in between. The register says which units had the territory of
the report's unit on the last day of each period. Imports little: a command that only looks for changes needs this too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.catalogue.periods import past_rules
from cchc.catalogue.units.register import Unit, unit
from cchc.catalogue.units.territory import Territory, territory
from cchc.errors import UnitError
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Tree
from cchc.raw.submission import SOURCE


@dataclass(frozen=True)
class PastFolders:
    """One earlier period: whose data stand for the report's unit, and the folders of those units that submitted."""

    year: int
    period: str
    back: int  # how many periods ago; 1 is the one that the report compares itself with
    territory: Territory
    folders: tuple[tuple[Unit, Path], ...]

    def key_of(self, one: Unit) -> ReportKey:
        """The report of a unit for that period."""
        return ReportKey(one.code, self.year, self.period)

    @property
    def absent(self) -> tuple[Unit, ...]:
        """The units that submitted nothing."""
        present = {one.code for one, _ in self.folders}
        return tuple(one for one in self.territory.units if one.code not in present)


def past_of(tree: Tree, key: ReportKey) -> tuple[PastFolders, ...]:
    """The periods that the report looks back at and of which something was submitted, the latest first."""
    return tuple(_looked_back(tree, key))


def past_folders(tree: Tree, key: ReportKey) -> list[Path]:
    """Every folder that the report reads besides its own, the latest period's first."""
    return [folder for one in past_of(tree, key) for _, folder in one.folders]


def own_previous(tree: Tree, key: ReportKey) -> Path | None:
    """The folder of the unit's own report of the period before; None where there is none, or it was other units then."""
    before = next((one for one in past_of(tree, key) if one.back == 1 and one.territory.same), None)
    return before.folders[0][1] if before else None


def _looked_back(tree: Tree, key: ReportKey) -> Iterator[PastFolders]:
    known, then = None, key
    for back in range(1, past_rules().periods):
        then = then.previous
        if not tree.codes(then.year, then.period):
            continue
        try:
            known = known or unit(key.code, key.window[1])
            had = territory(known, then.window[1])
        except UnitError:  # a code that the register does not have on that day
            return
        folders = tuple((one, folder) for one in had.units if (folder := _folder(tree, one, then)))
        if folders:
            yield PastFolders(then.year, then.period, back, had, folders)


def _folder(tree: Tree, one: Unit, then: ReportKey) -> Path | None:
    """The folder of the unit's submission of then; None where there is none, or more than one."""
    folder = tree.folder(ReportKey(one.code, then.year, then.period))
    return folder if folder is not None and (folder / SOURCE).is_file() else None
