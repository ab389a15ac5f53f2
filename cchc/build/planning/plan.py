"""What has to be made, and why. In: requests and what an earlier run left. Out: one task a request.

A report is up to date when everything that it was made from (raw files, those of the periods it looks back at,
notebook, program, versions, parameters) has the content that its manifest names, and so have its files.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from cchc.build.issued import Issued, find_issued, latest_version, names_in_project
from cchc.build.manifest import Manifest, hashes_of, read_manifest
from cchc.build.parameters import Parameters, ProvinceParameters
from cchc.build.planning.fingerprint import all_versions, program_hashes
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.product import hash_pictures
from cchc.build.planning.requests import ReportRequest
from cchc.errors import CchcError
from cchc.export.names import EXPORTED, MANIFEST, NOTEBOOK, TABLES
from cchc.raw.form_files import find_forms, form_names, place_of
from cchc.raw.layout import Layout, Tree, past_folders, path_of, version_of
from cchc.raw.submission import FILES, list_others

Action = Literal["none", "restore", "export", "all"]
_LISTED = 3


@dataclass(frozen=True)
class BuildTask:
    """What to do for a request, and the reasons: nothing, put back what was issued, export again what was run before, or
    everything. `issued` is the version of the report that was issued last; what is made then is a draft of the next.
    """

    request: ReportRequest
    action: Action
    reasons: tuple[str, ...] = ()
    folder: Path | None = None
    draft: bool = False
    others: tuple[Path, ...] = ()  # folders of the same report under other names
    issued: Issued | None = None


@dataclass(frozen=True)
class RollUpRequest:
    """The roll-up of a province that a build brings up to date with its reports."""

    parameters: ProvinceParameters
    error: CchcError | None = None

    @property
    def name(self) -> str:
        """What messages call it: "2026/nam/tinh-38"."""
        return str(self.parameters.key)


@dataclass(frozen=True)
class RollUpTask:
    """What to do for a roll-up, as of a report: nothing or everything; `inputs` are what its manifest will name."""

    request: RollUpRequest
    action: Literal["none", "all"]
    reasons: tuple[str, ...] = ()
    folder: Path | None = None
    inputs: Mapping[str, str] = field(default_factory=dict)
    draft: bool = False
    others: tuple[Path, ...] = ()
    issued: None = None  # a roll-up is not issued


Task = BuildTask | RollUpTask


@dataclass
class Planner:
    """Compares manifests with files; keeps the trees that it has listed, for a nation of reports has few folders of folders."""

    root: Path
    hashes: FileHashes
    outputs: tuple[str, ...]
    force: bool = False
    new_version: bool = False
    _raws: dict[str, Tree] = field(default_factory=dict)

    @functools.cached_property
    def _layout(self) -> Layout:
        return Layout(self.root)

    def plan(self, request: ReportRequest) -> BuildTask:
        """The task of that request. One that has an error, or no submission, is left to the run to fail."""
        if request.parameters is None:
            return BuildTask(request, "all", ("tệp tham số có lỗi",))
        try:
            issued = find_issued(self._layout.issued, request.parameters.key)
        except CchcError as error:
            return BuildTask(replace(request, error=error), "all")
        if issued:
            return self._plan_issued(request, request.parameters, issued)
        found = self._layout.output.folders(request.parameters.key)
        if len(found) > 1:
            named = ", ".join(folder.name for folder in found)
            return BuildTask(request, "all", (f"nhiều thư mục của một báo cáo: {named}",), None, others=tuple(found))
        folder = found[0] if found else None
        manifest = _read_manifest(folder)
        if folder is None or manifest is None:
            return BuildTask(request, "all", ("chưa có báo cáo",), folder)
        return self._compare(request, request.parameters, folder, manifest)

    def _plan_issued(self, request: ReportRequest, parameters: Parameters, issued: Issued) -> BuildTask:
        """The task of a report that was issued: none, unless its submission has changed or somebody asks for a new version."""
        home = self._layout.output.base / issued.path
        draft, changed = home / issued.next, issued.changed(self.submitted(parameters))
        if not (changed or self.new_version or draft.is_dir()):
            lost = [f"{name} bị sửa hoặc thiếu" for name in issued.lost(self.root, self.hashes.sha256)]
            told = f"đã ban hành ({issued.told})"
            return BuildTask(request, "restore" if lost else "none", (told, *lost), home, issued=issued)
        manifest = _read_manifest(draft)
        if manifest is None:
            what = f"số liệu đã đổi sau khi ban hành: {', '.join(changed)}" if changed else "có yêu cầu (--new-version)"
            return BuildTask(request, "all", (f"lập dự thảo {_say(issued.next)}; {what}",), issued=issued)
        task = self._compare(request, parameters, draft, manifest)
        kept = (f"dự thảo {_say(issued.next)} không có gì thay đổi, {_say(issued.folder.name)} đã ban hành",)
        return replace(task, issued=issued, reasons=task.reasons or kept)

    def _compare(self, request: ReportRequest, parameters: Parameters, folder: Path, manifest: Manifest) -> BuildTask:
        """The task of a request whose report was made before."""
        content = ["có yêu cầu làm lại (--force)"] if self.force else self._changed(parameters, manifest)
        damaged = self._damaged(folder, manifest)
        content += [f"{name} bị sửa hoặc thiếu" for name in damaged if name not in EXPORTED]
        content += [f"thiếu {name}" for name in self._missing_tables(parameters, folder)]
        draft = manifest.report.findings.E > 0
        if content:
            return BuildTask(request, "all", tuple(content), folder, draft)
        export = [f"{name} bị sửa hoặc thiếu" for name in damaged]
        export += [f"chưa có {name}" for name in self.outputs if name not in hashes_of(manifest.outputs)]
        export += ["cách trình bày đã đổi"] if manifest.program.get("export") != program_hashes()["export"] else []
        return BuildTask(request, "export" if export else "none", tuple(export), folder, draft)

    def _changed(self, parameters: Parameters, manifest: Manifest) -> list[str]:
        """Why what the report says may no longer hold."""
        reasons = []
        if manifest.parameters != parameters.as_dict():
            reasons.append("tham số đã đổi")
        stated = hashes_of(manifest.inputs)
        found = self.inputs(parameters, stated)
        names = sorted(name for name in {*found, *stated} if found.get(name) != stated.get(name))
        if names:
            more = f" và {len(names) - _LISTED} tệp khác" if len(names) > _LISTED else ""
            reasons.append(f"đã đổi: {', '.join(names[:_LISTED])}{more}")
        if list(manifest.others) != self._others(parameters):
            reasons.append("các tệp khác trong thư mục số liệu đã đổi")
        if manifest.program.get("content") != program_hashes()["content"]:
            reasons.append("chương trình đã đổi")
        if manifest.versions != all_versions():
            reasons.append("phiên bản thư viện đã đổi")
        return reasons

    def inputs(self, parameters: Parameters, stated: Iterable[str] = ()) -> dict[str, str]:
        """The hashes of all that the report reads now, named as in a manifest; of forms, those that it `stated` and all heads."""
        found = {
            NOTEBOOK: self.hashes.sha256(str(self.root / NOTEBOOK)) or "",
            **self._pictures,
            **self.submitted(parameters),
        }
        raw = self._raw(parameters)
        home = raw.folder(parameters.key)
        found.update(self._forms(home, "", stated) if home else {})
        for folder in past_folders(raw, parameters.key):
            prefix = f"{path_of(folder)}/"
            found.update({**self._files(folder, prefix), **self._forms(folder, prefix, stated)})
        issued = latest_version(self._layout.issued, parameters.key)
        for name, path in names_in_project(issued).items() if issued else ():
            found[name] = self.hashes.sha256(str(path)) or ""
        return found

    @functools.cached_property
    def _pictures(self) -> dict[str, str]:
        """Those that the notebook's cells show."""
        return hash_pictures(self.root, NOTEBOOK, self.hashes.sha256)

    def submitted(self, parameters: Parameters) -> dict[str, str]:
        """The hashes of the files of the submission as it is now, by name; none where there is no such folder, or two."""
        home = self._raw(parameters).folder(parameters.key)
        return self._files(home, "") if home else {}

    def _files(self, folder: Path, prefix: str) -> dict[str, str]:
        hashes = {name: self.hashes.sha256(f"{folder}/{name}") for name in FILES}
        return {prefix + name: digest for name, digest in hashes.items() if digest is not None}

    def _forms(self, folder: Path, prefix: str, stated: Iterable[str]) -> dict[str, str]:
        """The files of the project's forms that a report of the folder reads."""
        used = [name.removeprefix(prefix) for name in stated if name.startswith(prefix)]
        names = form_names(find_forms(folder), used)
        hashes = {prefix + name: self.hashes.sha256(str(place_of(name, folder))) for name in names}
        return {name: digest for name, digest in hashes.items() if digest is not None}

    def _others(self, parameters: Parameters) -> list[str]:
        """The files beside a submission that are no part of it: a remark names them."""
        home = self._raw(parameters).folder(parameters.key)
        return list_others(home) if home else []

    def _damaged(self, folder: Path, manifest: Manifest) -> list[str]:
        stated = hashes_of(manifest.outputs)
        return [name for name, digest in stated.items() if self.hashes.sha256(f"{folder}/{name}") != digest]

    def _missing_tables(self, parameters: Parameters, folder: Path) -> list[str]:
        """The tables of the report that are not there; those of a draft are made when it is issued."""
        if version_of(folder.name):
            return []
        home = self._layout.processed.period(parameters.key.year, parameters.key.period)
        names = [f"{folder.name}.{kind}.parquet" for kind in TABLES]
        return [name for name in names if not os.path.exists(f"{home}/{name}")]  # noqa: PTH110

    def _raw(self, parameters: Parameters) -> Tree:
        if parameters.du_lieu not in self._raws:
            self._raws[parameters.du_lieu] = self._layout.raw(parameters.du_lieu)
        return self._raws[parameters.du_lieu]


def _say(version: str) -> str:
    return f"bản {version_of(version)}"


def _read_manifest(folder: Path | None) -> Manifest | None:
    """The manifest of the report there; None where it is missing, broken, or of another version's making."""
    if folder is None:
        return None
    try:
        return read_manifest((folder / MANIFEST).read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
