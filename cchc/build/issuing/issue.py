"""Issue a report. In: its folder below output/, number and date. Out: da_ban_hanh/<year>/<period>/<code>-<slug>/ban-1/.

The report is made once more from a copy of its inputs alone: what is issued is known to follow from what is kept with it.
A refusal, a failure or Ctrl-C leaves everything as it was.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.build.issued import (
    INPUTS,
    RECORD,
    TABLES_KEPT,
    Issued,
    IssueRecord,
    put_in_place,
    read_issued,
    write_record,
)
from cchc.build.issuing.inputs import place_of_input
from cchc.build.issuing.letter import LETTER, with_letter
from cchc.build.manifest import Manifest, hashes_of, list_files, read_manifest, read_roll_up
from cchc.build.parameters import Parameters, check_parameters, check_province_parameters
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import BuildTask, Planner
from cchc.build.planning.requests import ReportRequest
from cchc.build.publish import locked, publish_file, publish_folder, sha256
from cchc.build.running.rebuild import remake
from cchc.catalogue.units.register import print_day
from cchc.errors import CchcError, UsageError, say_why, shown
from cchc.export.names import FINDINGS, MANIFEST
from cchc.raw.layout import Layout, path_of, version_name, version_of
from cchc.raw.source import Letter
from cchc.raw.submission import FILES, SOURCE, list_others, read_submission

_NUMBER = re.compile(r"[0-9]{1,6}[A-Za-zĐđ]{0,2}")
_LOCK = "output/.cchc/lock"  # that of builds: none is under way while a report is issued
_FEW = 3
_BUILD = "chạy cchc build, xem lại báo cáo, rồi ban hành"


def check_number(text: str) -> str:
    """The number of a report as the official writes it. Raises UsageError."""
    if not _NUMBER.fullmatch(text.strip()):
        raise UsageError(f'--number: cần số của báo cáo, không kèm ký hiệu, ví dụ 118; gặp "{shown(text)}".')
    return text.strip()


@dataclass(frozen=True)
class _Candidate:
    """A report that may be issued: where it lies, what it was made of, and the submission that it is of."""

    folder: Path
    manifest: Manifest
    parameters: Parameters
    issued: Issued | None
    submission: Path

    @property
    def version(self) -> int:
        """Which version it becomes."""
        return self.issued.number + 1 if self.issued else 1


def issue(folder: Path, number: str, day: date, root: Path) -> Issued:
    """Issue the report in that folder; of a report that was issued before, the draft of its next version.

    Raises UsageError where the folder is none below output/, CchcError with the reason where the report is refused.
    """
    manifest = _manifest_in(folder, root)
    with locked(root / _LOCK):
        candidate = _check(folder, manifest, root)
        letter = read_submission(candidate.submission).source.van_ban
        _check_letter(letter, number, day, candidate.submission / SOURCE)
        before = (candidate.submission / SOURCE).read_bytes()
        blank = not letter.so or letter.ngay is None
        source = with_letter(before, number, day, candidate.submission / SOURCE) if blank else before
        inputs = _gather(candidate, root, source)
        files = _make(candidate, inputs, blank, root)
        record = _record(letter.so or number, letter.ngay or day, files, candidate, inputs)
        return _commit(candidate, {**files, RECORD: write_record(record)}, source, before, root)


def _manifest_in(folder: Path, root: Path) -> Manifest:
    output, given = (root / "output").resolve(), folder.resolve()
    if not given.is_relative_to(output) or len(given.relative_to(output).parts) not in (3, 4):
        raise UsageError(f"{folder}: cần thư mục của một báo cáo trong output/, ví dụ output/2024/nam/15976-hoang-luu.")
    try:
        content = (folder / MANIFEST).read_bytes()
        _refuse_roll_up(folder, content)
        return read_manifest(content)
    except OSError as error:
        raise UsageError(f"{folder}: không có báo cáo nào ở đây (không đọc được {MANIFEST}); hãy {_BUILD}.") from error
    except (ValueError, RecursionError) as error:
        raise CchcError(f"{folder / MANIFEST}: không đúng dạng của một hồ sơ báo cáo; hãy {_BUILD}.") from error


def _refuse_roll_up(folder: Path, content: bytes) -> None:
    """Raises UsageError where the manifest is that of a province's roll-up, which no version is kept of."""
    try:
        parameters = check_province_parameters(read_roll_up(content).parameters)
    except (ValueError, RecursionError, CchcError):
        return
    source = f"{parameters.du_lieu}/{parameters.key.path}/{SOURCE}"
    raise UsageError(
        f"{folder}: đây là bản tổng hợp của tỉnh, cchc issue chỉ ban hành báo cáo của xã; bản tổng hợp được lập lại mỗi khi "
        f"báo cáo của một xã đổi. Hãy ghi số và ngày vào {LETTER} trong {source}, chạy cchc build, ký bản PDF, rồi chép cả thư "
        "mục này ra ngoài output/ để lưu."
    )


def _check(folder: Path, manifest: Manifest, root: Path) -> _Candidate:
    """The report that is to be issued. Raises CchcError: it is issued already, a draft, or not up to date."""
    parameters = check_parameters(manifest.parameters)
    task = Planner(root, FileHashes(), ()).plan(ReportRequest(folder, parameters))
    if task.request.error:
        raise task.request.error
    if task.issued and task.folder and not version_of(task.folder.name):
        raise CchcError(
            f"{folder}: báo cáo đã ban hành ({task.issued.told}); muốn có bản {task.issued.number + 1} thì sửa số liệu rồi "
            "chạy cchc build, hoặc chạy cchc build --new-version."
        )
    target = _up_to_date(folder, task)
    if errors := read_manifest((target / MANIFEST).read_bytes()).report.findings.E:
        raise CchcError(f"{target}: báo cáo là dự thảo, còn {errors} lỗi (E) chưa xử lý; hãy sửa số liệu, {_BUILD}.")
    submission = Layout(root).raw(parameters.du_lieu).find(parameters.key)
    if Path(parameters.du_lieu).is_absolute() or ".." in Path(parameters.du_lieu).parts:
        raise CchcError(
            f"{folder}: du_lieu là {shown(parameters.du_lieu)}, ngoài dự án; cần số liệu nằm trong dự án (ví dụ data/raw) để lưu "
            "cùng báo cáo; hãy chuyển số liệu, sửa du_lieu rồi chạy cchc build."
        )
    stated = read_manifest((target / MANIFEST).read_bytes())
    return _Candidate(target, stated, parameters, task.issued, submission)


def _up_to_date(folder: Path, task: BuildTask) -> Path:
    """The folder of the report, where it is what its inputs and this program make."""
    if task.folder is None or task.action != "none":
        raise CchcError(f"{folder}: báo cáo cần lập lại trước khi ban hành ({'; '.join(task.reasons)}); hãy {_BUILD}.")
    homes = {task.folder.resolve(), *([task.folder.resolve().parent] if task.issued else [])}
    if folder.resolve() not in homes:
        raise CchcError(f"{folder}: báo cáo này nay ở {task.folder}; hãy ban hành thư mục đó.")
    return task.folder


def _check_letter(letter: Letter, number: str, day: date, where: Path) -> None:
    """Refuse a number or a date other than what stands in nguon.yaml: the paper carries that one."""
    told = f"sửa {LETTER} trong tệp rồi chạy cchc build, hoặc sửa dòng lệnh"
    if letter.so and _bare(letter.so) != _bare(number):
        raise CchcError(f'{where}: {LETTER}.so là "{shown(letter.so)}", --number là "{number}"; hãy {told}.')
    if letter.ngay and letter.ngay != day:
        raise CchcError(f"{where}: {LETTER}.ngay là {print_day(letter.ngay)}, --date là {print_day(day)}; hãy {told}.")


def _bare(number: str) -> str:
    """The number without the zeros that the decree puts before one below 10."""
    return number.strip().lstrip("0").upper()


def _gather(candidate: _Candidate, root: Path, source: bytes) -> dict[str, bytes]:
    """Everything that the report was made of, by its path in the project; of files beside the submission, these too."""
    inputs, home = dict[str, bytes](), candidate.submission
    for name, digest in hashes_of(candidate.manifest.inputs).items():
        path = place_of_input(name, root, candidate.parameters, home)
        content = _read(path) if path else b""
        if path is None or sha256(content) != digest:
            raise CchcError(f"{name}: đã đổi trong khi ban hành; hãy {_BUILD}.")
        inputs[_in_project(path, root)] = content
    for one in list_others(home):
        path = home / one
        inputs[_in_project(path / ".giu" if path.is_dir() else path, root)] = b"" if path.is_dir() else _read(path)
    return {**inputs, _in_project(home / SOURCE, root): source}


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise CchcError(f"{path}: không đọc được ({say_why(error)}); hãy kiểm tra tên tệp và quyền đọc.") from error


def _in_project(path: Path, root: Path) -> str:
    try:
        return path.absolute().relative_to(root.absolute()).as_posix()
    except ValueError as error:
        raise CchcError(
            f"{path}: ở ngoài dự án {root}; cần mọi đầu vào của báo cáo nằm trong dự án để lưu lại."
        ) from error


def _make(candidate: _Candidate, inputs: Mapping[str, bytes], blank: bool, root: Path) -> dict[str, bytes]:
    """All files of the version but its record, the report made from the inputs alone. Raises CchcError where it is refused."""
    outputs = hashes_of(candidate.manifest.outputs)
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch:
        for name, content in inputs.items():
            (Path(scratch) / name).parent.mkdir(parents=True, exist_ok=True)
            (Path(scratch) / name).write_bytes(content)
        try:
            content_made, files = remake(candidate.parameters, Path(scratch), outputs)
        except CchcError as error:
            raise type(error)(str(error).replace(f"{scratch}{os.sep}", "")) from error
    if content_made.draft:
        raise CchcError(f"Ghi số và ngày này thì báo cáo có lỗi: {_errors(files)}; hãy kiểm tra số, ngày hoặc số liệu.")
    given = {path.name: path for path in candidate.folder.iterdir() if path.is_file()}
    apart = [name for name in {*outputs, MANIFEST} if not blank and _read(given[name]) != files.get(name)]
    if apart:
        raise CchcError(
            f"{candidate.folder}: {', '.join(sorted(apart))} khác bản lập lại từ số liệu; hãy chạy cchc build --force, xem lại "
            "báo cáo, rồi ban hành."
        )
    beside = {name: _read(path) for name, path in given.items() if name not in {*outputs, MANIFEST}}
    tables = {f"{TABLES_KEPT}/{suffix}.parquet": table for suffix, table in content_made.tables.items()}
    return {**beside, **files, **tables, **{f"{INPUTS}/{name}": content for name, content in inputs.items()}}


def _errors(files: Mapping[str, bytes]) -> str:
    found = [f["message"] for f in json.loads(files[FINDINGS]) if f["severity"] == "E" and f["status"] == "open"]
    return " ".join(found[:_FEW])


def _record(
    number: str, day: date, files: Mapping[str, bytes], candidate: _Candidate, inputs: Mapping[str, bytes]
) -> IssueRecord:
    start = f"{Path(candidate.parameters.du_lieu).as_posix()}/{path_of(candidate.submission)}/"
    own = dict(_below(inputs, start))
    submitted = {name: sha256(content) for name, content in own.items() if name in FILES}
    return IssueRecord(number, day, list_files({n: sha256(c) for n, c in files.items()}), list_files(submitted))


def _below(files: Mapping[str, bytes], start: str) -> Iterator[tuple[str, bytes]]:
    yield from ((name.removeprefix(start), content) for name, content in files.items() if name.startswith(start))


def _commit(candidate: _Candidate, files: Mapping[str, bytes], source: bytes, before: bytes, root: Path) -> Issued:
    """Put the version in its place, then the report. Where the first cannot be done, nguon.yaml is what it was."""
    layout, key = Layout(root), candidate.parameters.key
    name = candidate.issued.folder.parent.name if candidate.issued else candidate.folder.name
    home = layout.issued.period(key.year, key.period) / name / version_name(candidate.version)
    if home.exists():
        raise CchcError(f"{home}: đã có; bản đã ban hành không bị ghi đè. Hãy xem trong đó là bản nào.")
    if source != before:
        publish_file(candidate.submission / SOURCE, source)
    try:
        publish_folder(home, files)
    except BaseException:
        if not home.is_dir() and source != before:
            publish_file(candidate.submission / SOURCE, before)
        raise
    issued = read_issued(home)
    put_in_place(issued, root)
    return issued
