"""Where a project keeps what. In: the root of a project, or one of its folders. Out: the folders of reports below it.

Submissions, reports, tables and parameter files all stand at <year>/<period>/<code>-<slug> below a folder of their own. Which of
them are of a report's past is told by the register, not by the code, which may have gone to another unit in between.
Imports little: a command that only asks whether reports are up to date needs this too.
"""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.catalogue.periods import past_rules
from cchc.catalogue.units.register import Unit, unit
from cchc.catalogue.units.territory import Territory, territory
from cchc.errors import CchcError, SubmissionError, UnitError, say_why, shown
from cchc.raw.keys import ReportKey
from cchc.raw.submission import SOURCE

RAW, PROCESSED = "data/raw", "data/processed"
ISSUED = "da_ban_hanh"
_YEAR = re.compile(r"(?:19|20|21)[0-9]{2}")
_PACKAGE = Path(__file__).parents[1]
_FOLDER = re.compile(r"([0-9]{5})-.+")
_VERSION = re.compile(r"ban-([1-9][0-9]{0,3})")


class Tree:
    """One of the folders with <year>/<period>/<code>-<slug> below it; what it has listed once it does not list again."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self._listed: dict[tuple[int, str], dict[str, list[str]]] = {}
        self._homes: dict[tuple[int, str], Path] = {}

    def period(self, year: int, period: str) -> Path:
        """The folder of that period."""
        if (year, period) not in self._homes:
            self._homes[year, period] = self.base / str(year) / period
        return self._homes[year, period]

    def codes(self, year: int, period: str) -> dict[str, list[str]]:
        """The names in the folder of that period by the code that they begin with; none where it cannot be read."""
        if (year, period) not in self._listed:
            found: dict[str, list[str]] = {}
            try:
                names = os.listdir(self.period(year, period))  # noqa: PTH208 - a nation has thousands of entries here
            except OSError:
                names = []
            for name in sorted(names):
                if matched := _FOLDER.fullmatch(name):
                    found.setdefault(matched[1], []).append(name)
            self._listed[year, period] = found
        return self._listed[year, period]

    def folders(self, key: ReportKey) -> list[Path]:
        """The folders of that report: one, none, or more that a change of the slug has left."""
        home = self.period(key.year, key.period)
        return [home / name for name in self.codes(key.year, key.period).get(key.code, ()) if (home / name).is_dir()]

    def folder(self, key: ReportKey) -> Path | None:
        """The folder of that report; None where there is none, or more than one."""
        found = self.folders(key)
        return found[0] if len(found) == 1 else None

    def find(self, key: ReportKey) -> Path:
        """The folder of that report. Raises SubmissionError where there is none, or more than one."""
        found = self.folders(key)
        if len(found) != 1:
            raise SubmissionError(_not_one(self.period(key.year, key.period), key.code, found))
        return found[0]

    def periods(self) -> Iterator[tuple[int, str]]:
        """Year and period of each folder <year>/<period>, in order."""
        for year in _below(self.base):
            if _YEAR.fullmatch(year):
                yield from ((int(year), period) for period in _below(self.base / year))

    def reports(self) -> Iterator[tuple[ReportKey, Path]]:
        """Every folder of a report, in order; of a period that no catalogue knows too."""
        for year, period in self.periods():
            home = self.period(year, period)
            for name in _below(home):
                if matched := _FOLDER.fullmatch(name):
                    yield ReportKey(matched[1], year, period), home / name


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
    known = None
    for back, year, period, last_day in _periods_before(key.year, key.period):
        if not tree.codes(year, period):
            continue
        try:
            known = known or unit(key.code, key.window[1])
            had = territory(known, last_day)
        except UnitError:  # a code that the register does not have on that day
            return
        folders = tuple((one, folder) for one in had.units if (folder := _submitted(tree, year, period, one.code)))
        if folders:
            yield PastFolders(year, period, back, had, folders)


@functools.lru_cache(maxsize=256)
def _periods_before(year: int, period: str) -> tuple[tuple[int, int, str, date], ...]:
    """The periods that a report looks back at, each with how many periods ago it was, and its last day."""
    found, key = [], ReportKey("", year, period)
    for back in range(1, past_rules().periods):
        key = key.previous
        found.append((back, key.year, key.period, key.window[1]))
    return tuple(found)


def _submitted(tree: Tree, year: int, period: str, code: str) -> Path | None:
    """The folder of that submission; None where there is none, or more than one."""
    names = tree.codes(year, period).get(code, ())
    if len(names) > 1:
        return _with_source(tree.folder(ReportKey(code, year, period)))
    return _with_source(tree.period(year, period) / names[0]) if names else None


def _with_source(folder: Path | None) -> Path | None:
    return folder if folder is not None and os.path.isfile(f"{folder}/{SOURCE}") else None  # noqa: PTH113


class Layout:
    """The folders of a project."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.output, self.processed = Tree(root / "output"), Tree(root / PROCESSED)
        self.issued = Tree(root / ISSUED)  # below each folder of a report one a version: ban-1, ban-2
        self.params = root / "params"

    def raw(self, du_lieu: str = RAW) -> Tree:
        """The submissions; an absolute `du_lieu` stays what it is."""
        return Tree(self.root / du_lieu)


def find_notebooks() -> Path:
    """The notebooks that come with this package: inside it where it was installed, beside it in a checkout."""
    homes = [_PACKAGE / "notebooks", _PACKAGE.parent / "notebooks"]
    found = next((home for home in homes if (home / "bao_cao_xa.ipynb").is_file()), None)
    if found is None:
        raise CchcError("Không tìm thấy sổ tay bao_cao_xa.ipynb của gói cchc; hãy cài lại gói.")
    return found


def path_of(folder: Path) -> str:
    """The path of a report's folder in its tree, "2024/nam/15976-hoang-luu"; of a version with "/ban-2" behind it."""
    return "/".join(folder.parts[-4:] if version_of(folder.name) else folder.parts[-3:])


def version_of(name: str) -> int:
    """Which version of a report the folder of that name holds: 2 for "ban-2"; 0 for any other name."""
    found = _VERSION.fullmatch(name)
    return int(found[1]) if found else 0


def version_name(number: int) -> str:
    """The name of the folder of that version: "ban-2"."""
    return f"ban-{number}"


def _not_one(home: Path, code: str, found: Sequence[Path]) -> str:
    """What is said where a code has no folder, or several."""
    if found:
        names = ", ".join(shown(path.name) for path in found)
        return f"{home}: mỗi mã xã chỉ có một thư mục, gặp {len(found)} của mã {code}: {names}."
    try:
        others = sorted(shown(path.name) for path in home.iterdir() if "-" in path.name and path.is_dir())
    except FileNotFoundError:
        others = []
    except OSError as error:
        return f"{home}: không đọc được thư mục ({say_why(error)}); hãy kiểm tra quyền đọc."
    listed = f"; đang có {', '.join(others[:3])}{' ...' if len(others) > 3 else ''}" if others else ""
    return f"{home}: không có thư mục số liệu của mã xã {code} (cần {code}-<tên xã>){listed}."


def _below(folder: Path) -> list[str]:
    """The folders there; a name with a dot first is not yet, or no longer, one."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        return sorted(one.name for one in found if not one.name.startswith(".") and one.is_dir())
