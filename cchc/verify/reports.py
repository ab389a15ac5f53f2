"""Prove reports. In: an output folder, a folder of many, or one PDF. Out: a verdict each, and what does not agree.

A folder is held against its manifest, and on demand made again and compared byte by byte; a PDF alone is proved from
the raw files that it carries.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cchc.build.manifest import Manifest, hashes_of
from cchc.build.parameters import check_parameters
from cchc.build.planning.fingerprint import all_versions, program_hashes
from cchc.build.running.rebuild import rebuild
from cchc.engine.fork import configure_preload
from cchc.errors import CchcError, UsageError, visible
from cchc.export.names import MANIFEST
from cchc.verify.differences import first_difference
from cchc.verify.folders import check_agreement, check_inputs, check_outputs, manifest_in
from cchc.verify.roll_ups import check_roll_up, is_roll_up

_REPORT = "bao-cao.*"


@dataclass(frozen=True)
class Verdict:
    """One report: every difference in plain words, and remarks that are none."""

    path: Path
    differences: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def proved(self) -> bool:
        """Whether nothing differs."""
        return not self.differences

    def lines(self) -> list[str]:
        """What a terminal shows."""
        head = f"{'ĐÚNG' if self.proved else 'SAI '} {self.path}"
        told = [
            *(f"     - {difference}" for difference in self.differences),
            *(f"     {note}" for note in self.remarks),
        ]
        return [visible(line) for line in (head, *told)]


def verify(path: Path, root: Path, again: bool = False) -> Iterator[Verdict]:
    """The verdict on each report there; `again` makes each once more. Raises UsageError where there is none."""
    if path.is_file() and path.suffix.lower() == ".pdf":
        yield verify_pdf(path, root)
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
        found = {file.parent for name in (MANIFEST, _REPORT) for file in path.rglob(name) if file.is_file()}
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
        return Verdict(folder, *check_roll_up(folder, root))
    try:
        manifest = manifest_in(folder)
    except CchcError as error:
        return Verdict(folder, (str(error),))
    inputs = list(check_inputs(manifest, root))
    differences = [*check_outputs(folder, manifest), *check_agreement(folder, manifest), *inputs]
    remarks = [f"{len(manifest.outputs)} tệp và {len(manifest.inputs)} đầu vào so với {MANIFEST}"]
    if again and inputs:
        remarks.append("không lập lại để so: đầu vào không còn như khi lập báo cáo")
    elif again:
        apart = list(compare_again(folder, manifest, root))
        differences += apart
        remarks += ["đã lập lại và so từng byte", *(_other_program(manifest) if apart else ())]
    return Verdict(folder, tuple(differences), tuple(remarks))


def compare_again(folder: Path, manifest: Manifest, root: Path) -> Iterator[str]:
    """Where the files of the folder differ from those of the report made again from the project."""
    stated = hashes_of(manifest.outputs)
    try:
        made = rebuild(check_parameters(manifest.parameters), root, stated)
    except CchcError as error:
        yield f"không lập lại được báo cáo để so: {error}"
        return
    for name in sorted({*stated, *made, MANIFEST}):
        found = (folder / name).read_bytes() if (folder / name).is_file() else None
        if name not in made:
            yield f"{name}: bản lập lại không có tệp này."
        elif found is not None and found != made[name]:
            yield f"{name}: khác bản lập lại, {_where(name, found, made[name])}."


def _where(name: str, found: bytes, expected: bytes) -> str:
    if not name.endswith(".pdf"):
        return first_difference(name, found, expected)
    from cchc.verify.verify_pdf import compare_papers, read_attachments

    try:
        ours, theirs = (read_attachments(content, Path(name)) for content in (found, expected))
        files = [f"tệp kèm theo {key}" for key in sorted({*ours, *theirs}) if ours.get(key) != theirs.get(key)]
        return "; ".join([*files, *compare_papers(found, expected)]) or first_difference(name, found, expected)
    except CchcError as error:
        return str(error)


def _other_program(manifest: Manifest) -> list[str]:
    """That another program made the report, which may be why it differs."""
    same = manifest.program == program_hashes() and manifest.versions == all_versions()
    told = "báo cáo do một bản khác của chương trình hoặc thư viện lập; chỗ khác có thể vì thế"
    return [] if same else [told]


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
