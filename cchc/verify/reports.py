"""Prove reports. In: an output folder, a folder of many, or one PDF. Out: a verdict each, and what does not agree.

A folder is held against its manifest, and on demand made again and compared byte by byte; a PDF alone is proved from
the raw files that it carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.build.issued import INPUTS, RECORD
from cchc.build.manifest import Manifest, hashes_of
from cchc.build.parameters import check_parameters
from cchc.build.planning.fingerprint import all_versions, program_hashes
from cchc.build.running.rebuild import rebuild
from cchc.engine.fork import configure_preload
from cchc.errors import CchcError, UsageError, visible
from cchc.export.names import MANIFEST
from cchc.verify.differences import compare_files
from cchc.verify.folders import (
    check_agreement,
    check_inputs,
    check_issued,
    check_outputs,
    manifest_in,
    project_of,
    unread_here,
)
from cchc.verify.roll_ups import OTHER_PROGRAM, check_roll_up, is_roll_up

_REPORT = "bao-cao.*"


@dataclass(frozen=True)
class Verdict:
    """One report: every difference in plain words, and remarks that are none.

    `unmade` where it was issued by another version of the program, so that making it again here would prove nothing.
    """

    path: Path
    differences: tuple[str, ...]
    remarks: tuple[str, ...] = ()
    unmade: bool = False

    @property
    def proved(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def lines(self) -> list[str]:
        """What a terminal shows."""
        word = "SAI " if not self.proved else "GIỮ " if self.unmade else "ĐÚNG"
        head = f"{word} {self.path}"
        told = [
            *(f"     - {difference}" for difference in self.differences),
            *(f"     {note}" for note in self.remarks),
        ]
        return [visible(line) for line in (head, *told)]


def verify(path: Path, root: Path, again: bool = False) -> Iterator[Verdict]:
    """The verdict on each report there; `again` makes each once more. Raises UsageError where there is none."""
    if path.is_file() and path.suffix.lower() == ".pdf":
        yield verify_pdf(path, path.parent / INPUTS if (path.parent / RECORD).is_file() else root)
        return
    folders = find_reports(path)
    if again:
        configure_preload(len(folders))
    for folder in folders:
        yield verify_folder(folder, root, again)


def find_reports(path: Path) -> list[Path]:
    """The report folders there and below. Raises UsageError where there is none."""
    found: set[Path] = set()
    if path.is_dir():
        files = [file for name in (MANIFEST, _REPORT) for file in path.rglob(name) if file.is_file()]
        # What a version was made of may hold the notebook of the one before: that is no report of its own.
        found = {file.parent for file in files if INPUTS not in file.relative_to(path).parts}
    # A folder that a build has not yet put in its place begins with a dot.
    reports = sorted(folder for folder in found if not folder.name.startswith("."))
    if not reports:
        what = "không có báo cáo nào ở đây" if path.is_dir() else "đây là một tệp khác" if path.exists() else "không có"
        raise UsageError(
            f"{path}: cần thư mục báo cáo (có {MANIFEST}), thư mục chứa nhiều báo cáo, hoặc một tệp PDF; {what}."
        )
    return reports


def verify_folder(folder: Path, root: Path, again: bool = False) -> Verdict:
    """The verdict on one output folder."""
    if is_roll_up(folder):
        return Verdict(folder, *check_roll_up(folder, root, again))
    try:
        manifest = manifest_in(folder)
    except CchcError as error:
        return Verdict(folder, (str(error),))
    home = project_of(folder, manifest, root)
    inputs = list(check_inputs(manifest, home))
    try:
        kept = list(check_issued(folder)) if (folder / RECORD).is_file() else []
        differences = [*check_outputs(folder, manifest), *check_agreement(folder, manifest), *kept, *inputs]
    except CchcError as error:
        return Verdict(folder, (str(error),))
    remarks = [f"{len(manifest.outputs)} tệp và {len(manifest.inputs)} đầu vào so với {MANIFEST}"]
    remarks += [said for said in (unread_here(folder, manifest),) if said]
    other = _other_program(manifest)
    if again and inputs:
        remarks.append("không lập lại để so: đầu vào không còn như khi lập báo cáo")
    elif again and home != root and other:
        remarks.append(_other_version(manifest))
    elif again:
        apart = list(compare_again(folder, manifest, home))
        differences += apart
        remarks += ["đã lập lại và so từng byte", *(other if apart else ())]
    return Verdict(folder, tuple(differences), tuple(remarks), bool(again and home != root and other))


def _other_version(manifest: Manifest) -> str:
    """Which version of the program issued the report, and that this one cannot prove it."""
    named = [f"cchc {v.get('cchc', '?')} ({p.get('content', '')[:12]})" for p, v in (
        (manifest.program, manifest.versions), (program_hashes(), all_versions()),
    )]  # fmt: skip
    return (
        f"không lập lại để so được: bản này do {named[0]} lập, ở đây là {named[1]} hoặc thư viện khác; các tệp còn nguyên như "
        "khi ban hành; muốn chứng minh thì cài đúng bản chương trình ấy rồi chạy lại"
    )


def compare_again(folder: Path, manifest: Manifest, root: Path) -> Iterator[str]:
    """Where the files of the folder differ from those of the report made again from the project."""
    stated = hashes_of(manifest.outputs)
    try:
        made = rebuild(check_parameters(manifest.parameters), root, stated)
    except CchcError as error:
        yield f"không lập lại được báo cáo để so: {error}"
        return
    yield from compare_files(folder, stated, made)


def _other_program(manifest: Manifest) -> list[str]:
    """That another program made the report, which may be why it differs."""
    same = manifest.program == program_hashes() and manifest.versions == all_versions()
    return [] if same else [OTHER_PROGRAM]


def verify_pdf(path: Path, root: Path) -> Verdict:
    """The verdict on a PDF alone. Raises UsageError where it is no PDF of a report."""
    from cchc.verify.pdf_values import DamagedPdf
    from cchc.verify.verify_pdf import verify_pdf

    try:
        differences, remarks = verify_pdf(path, root)
    except UsageError:
        raise
    except DamagedPdf as error:
        return Verdict(path, (str(error),))
    except CchcError as error:
        return Verdict(path, (f"không lập lại được báo cáo từ số liệu kèm theo: {error}",))
    return Verdict(path, tuple(differences), tuple(remarks))
