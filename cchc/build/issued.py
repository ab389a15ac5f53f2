"""Reports that were issued, da_ban_hanh/<year>/<period>/<code>-<slug>/ban-1/. In: a project. Out: what was issued of a report.

A version is a report's folder as it was signed, with what it was made from (`dau-vao/`, laid out as a project), its tables
(`bang/`), and `ban-hanh.json`, which names every file of it. Nothing here is ever changed or deleted by a program.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import msgspec

from cchc.build.manifest import NamedFile, hashes_of, read_outputs
from cchc.build.publish import as_json, publish_file, publish_folder
from cchc.catalogue.units.register import print_day
from cchc.errors import CchcError, say_why
from cchc.export.names import EXECUTED, MANIFEST
from cchc.raw.keys import ReportKey
from cchc.raw.layout import ISSUED, Layout, Tree, path_of, version_name, version_of

RECORD, INPUTS, TABLES_KEPT = "ban-hanh.json", "dau-vao", "bang"
VERSION = "cchc_ban"  # what the metadata of a notebook call the version that it is


class IssueRecord(msgspec.Struct, frozen=True):
    """ban-hanh.json: number and date of issue, every file of the version, and of them those that the unit had submitted."""

    so: str
    ngay: date
    files: Sequence[NamedFile]
    submitted: Sequence[NamedFile]


@dataclass(frozen=True)
class Issued:
    """The version of a report that was issued last: its folder, its number, its record."""

    folder: Path
    number: int
    record: IssueRecord

    @property
    def path(self) -> str:
        """Where the report stands below output/: "2024/nam/15976-hoang-luu"."""
        return path_of(self.folder.parent)

    @property
    def told(self) -> str:
        """The version as messages name it: "bản 1, số 118, ngày 12/12/2024"."""
        return f"bản {self.number}, số {self.record.so}, ngày {print_day(self.record.ngay)}"

    @property
    def as_metadata(self) -> dict[str, str]:
        """What the notebook of the version after it says of itself, and its page."""
        return {"ban": f"bản {self.number + 1}", "truoc": f"bản {self.number}", "thay": self.told}

    @property
    def inputs(self) -> Path:
        """The project that the version can be made again from."""
        return self.folder / INPUTS

    @property
    def next(self) -> str:
        """The name of the folder of the version after it."""
        return version_name(self.number + 1)

    def changed(self, now: Mapping[str, str]) -> list[str]:
        """The files of the submission that are not what was issued, from their hashes of now; none where nothing is there now."""
        then = hashes_of(self.record.submitted)
        return sorted(name for name in {*now, *then} if now.get(name) != then.get(name)) if now else []

    @property
    def report_files(self) -> dict[str, str]:
        """The hashes of what lies in output/ of it: the report's own files."""
        files = hashes_of(self.record.files)
        return {name: digest for name, digest in files.items() if "/" not in name}

    @property
    def tables(self) -> dict[str, str]:
        """The hashes of its tables, by the end of their names: "so-lieu.parquet"."""
        files, start = hashes_of(self.record.files), f"{TABLES_KEPT}/"
        return {name.removeprefix(start): digest for name, digest in files.items() if name.startswith(start)}

    def lost(self, root: Path, sha256: Callable[[str], str | None]) -> list[str]:
        """The files of it, below output/ and data/processed/, that are not there as they were issued."""
        layout = Layout(root)
        home, table = layout.output.base / self.path, layout.processed.base / self.path
        wanted = {f"{home}/{name}": digest for name, digest in self.report_files.items()}
        wanted |= {f"{table}.{name}": digest for name, digest in self.tables.items()}
        return [path.rpartition("/")[2] for path, digest in wanted.items() if sha256(path) != digest]


def find_issued(tree: Tree, key: ReportKey) -> Issued | None:
    """The version issued last of that report; None where none was. Raises CchcError where its record cannot be read."""
    latest = latest_version(tree, key)
    return read_issued(latest) if latest else None


def latest_version(tree: Tree, key: ReportKey) -> Path | None:
    """The folder of the version of that report that was issued last; None where none was."""
    home = tree.period(key.year, key.period)
    names = tree.codes(key.year, key.period).get(key.code, ())
    found = [home / name / one for name in names for one in _versions(home / name)]
    return max(found, key=lambda folder: version_of(folder.name), default=None)


def _versions(home: Path) -> list[str]:
    try:
        return [one for one in os.listdir(home) if version_of(one)]  # noqa: PTH208
    except OSError:
        return []


def read_issued(folder: Path) -> Issued:
    """The version in that folder. Raises CchcError where its record is missing or not in its form."""
    path = folder / RECORD
    try:
        return Issued(folder, version_of(folder.name), msgspec.json.decode(path.read_bytes(), type=IssueRecord))
    except OSError as error:
        raise CchcError(
            f"{path}: không đọc được ({say_why(error)}); bản đã ban hành phải còn nguyên, hãy lấy lại thư mục này từ bản lưu."
        ) from error
    except (ValueError, RecursionError) as error:
        raise CchcError(
            f"{path}: không đúng dạng của {RECORD}; tệp đã bị sửa, hãy lấy lại thư mục này từ bản lưu."
        ) from error


def write_record(record: IssueRecord) -> bytes:
    """The bytes of ban-hanh.json."""
    return as_json(msgspec.to_builtins(record))


def put_in_place(issued: Issued, root: Path) -> None:
    """Have output/ and data/processed/ hold the report as it was issued. Raises CchcError.

    A newer draft below it stays, and so do files that somebody has put beside the report, such as a signed scan.
    """
    layout = Layout(root)
    for name in issued.tables:
        publish_file(layout.processed.base / f"{issued.path}.{name}", _kept(issued.folder / TABLES_KEPT / name))
    home = layout.output.base / issued.path
    report = {name: _kept(issued.folder / name) for name in issued.report_files}
    publish_folder(home, {**unmanaged_files(home), **report}, _to_stay(home, issued.number))


def _to_stay(home: Path, number: int) -> list[Path]:
    """The folders in a report's folder but for drafts of a version up to that one."""
    found = [one for one in home.iterdir() if one.is_dir()] if home.is_dir() else []
    return [one for one in found if not 0 < version_of(one.name) <= number]


def unmanaged_files(folder: Path) -> dict[str, bytes]:
    """Files in a report's folder that no build made, such as a signed scan: they stay where somebody has put them."""
    try:
        made = {MANIFEST, *read_outputs((folder / MANIFEST).read_bytes())}
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in made and path.is_file()}
    except (OSError, ValueError):
        return {}


def _kept(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CchcError(
            f"{path}: không đọc được ({say_why(error)}); bản đã ban hành phải còn nguyên, hãy lấy lại tệp từ bản lưu."
        ) from error


def names_in_project(version: Path) -> dict[str, Path]:
    """What a new version is made with of the one before it, its notebook and its record, as manifests call them.

    "da_ban_hanh/2024/nam/15976-hoang-luu/ban-1/bao-cao.ipynb".
    """
    return {f"{ISSUED}/{path_of(version)}/{name}": version / name for name in (EXECUTED, RECORD)}
