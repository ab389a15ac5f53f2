"""Bring the roll-ups of provinces up to date after their communes' reports. In: tasks of a build. Out: a task a province.

A roll-up is made from what its units' builds left, so it is up to date when the manifests of their reports, the submissions
that no report was made of, the log of arrivals, what was issued, the project's forms, its own file, notebook and program are
those that its manifest names. All of that is told from hashes; no table is read for it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from cchc.build.manifest import RollUpManifest, hashes_of, read_manifest, read_roll_up
from cchc.build.parameters import Parameters, ProvinceParameters
from cchc.build.planning.fingerprint import all_versions, roll_up_hashes
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import BuildTask, Planner, RollUpRequest, RollUpTask
from cchc.build.planning.product import hash_pictures
from cchc.catalogue.units.provinces import Province, province_of
from cchc.catalogue.units.register import unit
from cchc.errors import UnitError
from cchc.export.names import MANIFEST, ROLL_UP
from cchc.raw.form_files import FORMS, find_forms, is_form_file, place_of
from cchc.raw.keys import ProvinceKey, ReportKey
from cchc.raw.layout import Layout, Tree, path_of
from cchc.raw.submission import FILES, SOURCE

ALWAYS = ("xlsx",)  # a roll-up is worked on in a spreadsheet, whatever formats its reports have
_ARRIVALS = "tiep-nhan.csv"
_ISSUED = "da_ban_hanh"
_LISTED = 3
_LEAST = 2  # reports that can be put together


def plan_roll_ups(
    root: Path,
    tasks: Sequence[BuildTask],
    formats: Sequence[str],
    hashes: FileHashes,
    force: bool = False,
    ahead: bool = False,
) -> list[RollUpTask]:
    """A task for each province and period of these reports; none where the project has no such notebook.

    Call it when the reports are made: what is in output/ is what they are made from. `ahead`: they are not made yet, and those
    that will be count as made.
    """
    if not (root / ROLL_UP.notebook).is_file():
        return []
    outputs = (ROLL_UP.executed, *(ROLL_UP.by_format[name] for name in formats))
    to_come = _keys(task for task in tasks if ahead and task.action != "none" and not task.request.error)
    # What was issued stays, also where the submission has changed since: that is looked at.
    current = _keys(task for task in tasks if task.action == "none" and task.issued is None)
    planner = RollUpPlanner(root, hashes, outputs, force, current | to_come, to_come)
    return [planner.plan(ProvinceParameters(key, None, du_lieu)) for key, du_lieu in _provinces(tasks)]


def _keys(tasks: Iterable[BuildTask]) -> frozenset[ReportKey]:
    return frozenset(task.request.parameters.key for task in tasks if task.request.parameters is not None)


def _provinces(tasks: Iterable[BuildTask]) -> list[tuple[ProvinceKey, str]]:
    """The provinces of the reports, each with its period and raw root, in order."""
    found: dict[tuple[ProvinceKey, str], None] = {}
    for task in tasks:
        if task.request.parameters is not None:
            key = task.request.parameters.key
            province = _province(key)
            if province is not None:
                found[ProvinceKey(province, key.year, key.period), task.request.parameters.du_lieu] = None
    return sorted(found, key=lambda one: (str(one[0]), one[1]))


@functools.cache
def _province(key: ReportKey) -> Province | None:
    try:
        return province_of(unit(key.code, key.window[1]))
    except UnitError:
        return None


@dataclass
class RollUpPlanner:
    """Compares the manifests of roll-ups with what is there; lists each folder once."""

    root: Path
    hashes: FileHashes
    outputs: tuple[str, ...] = ()
    force: bool = False
    current: frozenset[ReportKey] = frozenset()  # whose reports are known to be of their submissions
    to_come: frozenset[ReportKey] = frozenset()  # whose reports are made or put back before the roll-up is
    _planner: Planner = field(init=False)
    _raws: dict[str, Tree] = field(default_factory=dict)
    _known: dict[tuple[int, str, str], dict[str, list[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._planner = Planner(self.root, self.hashes, ())
        self._layout = Layout(self.root)
        self._issued = Tree(self.root / _ISSUED)

    def plan(self, parameters: ProvinceParameters) -> RollUpTask:
        """The task of a roll-up; nothing to do where fewer than two reports of the province are built."""
        key, request = parameters.key, RollUpRequest(parameters)
        built = (code for code in self._codes(key, parameters.du_lieu) if self._is_built(key, code))
        if sum(1 for _ in islice(built, _LEAST)) < _LEAST:
            return RollUpTask(request, "none", (f"tỉnh chưa có đủ {_LEAST} báo cáo để tổng hợp",))
        inputs = self.inputs(parameters)
        folder = self._layout.output.base / key.path
        try:
            manifest = read_roll_up((folder / MANIFEST).read_bytes())
        except (OSError, ValueError, RecursionError):
            return RollUpTask(request, "all", ("chưa có bản tổng hợp",), folder if folder.is_dir() else None, inputs)
        reasons = list(self._changed(parameters, manifest, folder, inputs))
        return RollUpTask(request, "all" if reasons else "none", tuple(reasons), folder, inputs)

    def _is_built(self, key: ProvinceKey, code: str) -> bool:
        if ReportKey(code, key.year, key.period) in self.to_come:
            return True
        home, found = self._layout.output.period(key.year, key.period), self._layout.output.codes(key.year, key.period)
        return any((home / name / MANIFEST).is_file() for name in found.get(code, ()))

    def _changed(
        self, parameters: ProvinceParameters, manifest: RollUpManifest, folder: Path, inputs: Mapping[str, str]
    ) -> Iterator[str]:
        if self.force:
            yield "có yêu cầu làm lại (--force)"
        if manifest.parameters != parameters.as_dict():
            yield "tham số đã đổi"
        if awaited := self._awaited(parameters):
            yield f"sau khi lập hoặc lấy lại {awaited} báo cáo của tỉnh"
        stated = hashes_of(manifest.inputs)
        names = sorted(name for name in {*inputs, *stated} if inputs.get(name) != stated.get(name))
        if names:
            more = f" và {len(names) - _LISTED} tệp khác" if len(names) > _LISTED else ""
            yield f"đã đổi: {', '.join(names[:_LISTED])}{more}"
        if manifest.program != roll_up_hashes():
            yield "chương trình đã đổi"
        if manifest.versions != all_versions():
            yield "phiên bản thư viện đã đổi"
        made = hashes_of(manifest.outputs)
        yield from (f"chưa có {name}" for name in self.outputs if name not in made)
        yield from (
            f"{name} bị sửa hoặc thiếu"
            for name, digest in made.items()
            if self.hashes.sha256(f"{folder}/{name}") != digest
        )

    def _awaited(self, parameters: ProvinceParameters) -> int:
        """How many reports that the roll-up reads, of its period and the one before, are yet to be made or put back."""
        if not self.to_come:
            return 0
        key = parameters.key
        both = (key, ProvinceKey(key.province, *key.previous))
        codes = ((one, code) for one in both for code in self._codes(one, parameters.du_lieu))
        return sum(ReportKey(code, one.year, one.period) in self.to_come for one, code in codes)

    def inputs(self, parameters: ProvinceParameters) -> dict[str, str]:
        """The hashes of all that the roll-up reads now, by name; a submission that is gone has none."""
        key, raw = parameters.key, self._raw(parameters.du_lieu)
        found = {ROLL_UP.notebook: self.hashes.sha256(str(self.root / ROLL_UP.notebook)) or "", **self._pictures}
        found |= self._forms(raw.base / key.path)
        for name, path in ((SOURCE, raw.base / key.path / SOURCE), (_ARRIVALS, raw.base / _ARRIVALS)):
            found |= self._present(name, path)
        before = ProvinceKey(key.province, *key.previous)
        for one in (key, before):
            for code in self._codes(one, parameters.du_lieu):
                found |= self._of_unit(ReportKey(code, one.year, one.period), parameters.du_lieu)
        return found

    @functools.cached_property
    def _pictures(self) -> dict[str, str]:
        return hash_pictures(self.root, ROLL_UP.notebook, self.hashes.sha256)

    def _forms(self, folder: Path) -> dict[str, str]:
        """The files of all forms of the project: one of them says what the province totals, and by when it is due."""
        home = find_forms(folder)
        names = (f"{one.parent.name}/{one.name}" for one in sorted(home.glob("*/*.yaml"))) if home else ()
        return {
            name: digest
            for name in (f"{FORMS}/{name}" for name in names)
            if is_form_file(name) and (digest := self.hashes.sha256(str(place_of(name, folder)))) is not None
        }

    def _codes(self, key: ProvinceKey, du_lieu: str) -> Sequence[str]:
        """The units of the province that have sent something, or have a report."""
        asked = (key.year, key.period, du_lieu)
        if asked not in self._known:
            trees = (self._raw(du_lieu), self._layout.output)
            found: dict[str, list[str]] = {}
            for code in sorted({code for tree in trees for code in tree.codes(key.year, key.period)}):
                province = _province(ReportKey(code, key.year, key.period))
                found.setdefault(province.code if province else "", []).append(code)
            self._known[asked] = found
        return self._known[asked].get(key.province.code, ())

    def _of_unit(self, key: ReportKey, du_lieu: str) -> dict[str, str]:
        """The manifest of the unit's report; where that is not of the submission as it is now, the submission's files too."""
        name, home = self._name(self._layout.output, key), f"{key.year}/{key.period}"
        found = (
            self._present(f"{home}/{name}/{MANIFEST}", f"{self._layout.output.base}/{home}/{name}/{MANIFEST}")
            if name
            else {}
        )
        if issued := self._name(self._issued, key):
            found |= self._versions(self._issued.base / home / issued, f"{_ISSUED}/")
            found |= self._versions(self._layout.output.base / home / name, "") if name else {}
        if key in self.current:
            return found
        now = self._planner.submitted(Parameters(key, du_lieu))
        if not name or now != _made_from(self._layout.output.base / home / name):
            found |= {f"{key}/{file}": digest for file, digest in now.items()} or {f"{key}/{SOURCE}": ""}
        return found

    def _name(self, tree: Tree, key: ReportKey) -> str:
        """The name of the unit's folder in a tree; nothing where there is none, or more than one."""
        named = tree.codes(key.year, key.period).get(key.code, ())
        return named[0] if len(named) == 1 else ""

    def _versions(self, home: Path, place: str) -> dict[str, str]:
        """The manifests of what was issued, or of drafts of what replaces it."""
        found: dict[str, str] = {}
        for version in sorted(home.glob(f"ban-*/{MANIFEST}")):
            found |= self._present(f"{place}{path_of(home)}/{version.parent.name}/{MANIFEST}", version)
        return found

    def _present(self, name: str, path: Path | str) -> dict[str, str]:
        digest = self.hashes.sha256(str(path))
        return {} if digest is None else {name: digest}

    def _raw(self, du_lieu: str) -> Tree:
        if du_lieu not in self._raws:
            self._raws[du_lieu] = self._layout.raw(du_lieu)
        return self._raws[du_lieu]


def _made_from(folder: Path) -> dict[str, str]:
    """The files of the submission that the report was made from."""
    try:
        inputs = hashes_of(read_manifest((folder / MANIFEST).read_bytes()).inputs)
    except (OSError, ValueError, RecursionError):
        return {}
    return {name: digest for name, digest in inputs.items() if name in FILES}
