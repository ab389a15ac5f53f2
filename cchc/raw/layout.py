"""Where a project keeps what. In: the root of a project, or one of its folders. Out: the folders of reports below it.

Submissions, reports, tables and parameter files all stand at <year>/<period>/<code>-<slug> below a folder of their own.
Imports little: a command that only asks whether reports are up to date needs this too.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from cchc.catalogue.units.register import unit
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
        self._listed: dict[Path, dict[str, list[str]]] = {}

    def period(self, year: int, period: str) -> Path:
        """The folder of that period."""
        return self.base / str(year) / period

    def codes(self, year: int, period: str) -> dict[str, list[str]]:
        """The names in the folder of that period by the code that they begin with; none where it cannot be read."""
        home = self.period(year, period)
        if home not in self._listed:
            found: dict[str, list[str]] = {}
            try:
                names = os.listdir(home)  # noqa: PTH208 - a nation has thousands of entries here
            except OSError:
                names = []
            for name in sorted(names):
                if matched := _FOLDER.fullmatch(name):
                    found.setdefault(matched[1], []).append(name)
            self._listed[home] = found
        return self._listed[home]

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

    def previous(self, key: ReportKey) -> Path | None:
        """The folder of the report that this one compares itself with; None where there is none, or another unit's.

        A code may have gone to another commune in between: the register must have the same unit on both last days.
        """
        folder = self.folder(key.previous)
        if folder is None:
            return None
        try:
            same = unit(key.code, key.previous.window[1]).is_same(unit(key.code, key.window[1]))
        except UnitError:
            return None
        return folder if same and (folder / SOURCE).is_file() else None

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
        return f"{home}: không đọc được thư mục ({say_why(error)})."
    listed = f"; đang có {', '.join(others[:3])}{' ...' if len(others) > 3 else ''}" if others else ""
    return f"{home}: không có thư mục số liệu của mã xã {code} (cần {code}-<tên xã>){listed}."


def _below(folder: Path) -> list[str]:
    """The folders there; a name with a dot first is not yet, or no longer, one."""
    if not folder.is_dir():
        return []
    with os.scandir(folder) as found:
        return sorted(one.name for one in found if not one.name.startswith(".") and one.is_dir())
