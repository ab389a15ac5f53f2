"""Check a report's folder against its manifest. In: the folder, the project. Out: each thing that does not agree.

What the manifest says of the inputs, the outputs and the findings is held against the files themselves, so that an
edit of any of them shows. Who edits a file and its hash alike is found by making the report again.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from cchc.build.issued import INPUTS, RECORD, find_issued, read_issued
from cchc.build.issuing.inputs import NOTEBOOKS, place_of_input
from cchc.build.manifest import FindingCounts, Manifest, RollUpManifest, hashes_of, read_manifest
from cchc.build.parameters import check_parameters
from cchc.build.planning.fingerprint import program_hashes
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import Planner
from cchc.build.publish import sha256
from cchc.checks.finding import SEVERITIES
from cchc.errors import CchcError
from cchc.export.names import EXECUTED, FINDINGS, MANIFEST
from cchc.export.reopen import read_notebook
from cchc.raw.form_files import is_form_file
from cchc.raw.keys import IN_FILES
from cchc.raw.layout import ISSUED, Layout, version_of
from cchc.raw.submission import FILES

_MAKE = "lập lại báo cáo bằng cchc build"


def manifest_in(folder: Path) -> Manifest:
    """The manifest of a report. Raises CchcError where it is missing or not in its form."""
    path = folder / MANIFEST
    try:
        manifest = read_manifest(path.read_bytes())
        check_parameters(manifest.parameters)
    except OSError as error:
        raise CchcError(
            f"{MANIFEST}: không có hoặc không đọc được; không biết báo cáo làm từ gì, hãy {_MAKE}."
        ) from error
    except (ValueError, RecursionError, CchcError) as error:
        raise CchcError(f"{MANIFEST}: không đúng dạng của một hồ sơ báo cáo; tệp đã bị sửa, hãy {_MAKE}.") from error
    return manifest


def check_outputs(folder: Path, manifest: Manifest | RollUpManifest) -> Iterator[str]:
    """The files of the report: each as its manifest names it, and no other."""
    stated = hashes_of(manifest.outputs)
    for name, digest in sorted(stated.items()):
        if PurePosixPath(name).name != name or name == MANIFEST:
            yield f'{MANIFEST}: tên tệp "{name}" không thể là một tệp của báo cáo; hồ sơ đã bị sửa, hãy {_MAKE}.'
        else:
            yield from _check(folder / name, name, digest, "tệp đã bị sửa sau khi lập")
    present = {path.name for path in folder.iterdir() if not path.name.startswith(".") and not version_of(path.name)}
    beside = _beside(folder)
    for name in sorted(present - stated.keys() - {MANIFEST, *beside}):
        yield f"{name}: không có trong hồ sơ; tệp này không thuộc báo cáo, hãy chuyển đi nơi khác."


def _beside(folder: Path) -> set[str]:
    """What an issued version has beside its report, as its record names it: what it was made of, its tables, a signed scan."""
    if not (folder / RECORD).is_file():
        return set()
    return {RECORD, *(file.name.partition("/")[0] for file in read_issued(folder).record.files)}


def check_issued(folder: Path) -> Iterator[str]:
    """The files of an issued version: each as it was issued, and none added since. Raises CchcError without its record."""
    stated = hashes_of(read_issued(folder).record.files)
    again = "bản đã ban hành phải còn nguyên, hãy lấy lại từ bản lưu"
    for name, digest in sorted(stated.items()):
        try:
            same = not {"", ".", ".."} & {*name.split("/")} and sha256((folder / name).read_bytes()) == digest
        except OSError:
            same = False
        if not same:
            yield f"{name}: không còn như khi ban hành ({RECORD}); {again}."
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for name in sorted(present - stated.keys() - {RECORD}):
        yield f"{name}: không có khi ban hành ({RECORD}); {again}."


def project_of(folder: Path, manifest: Manifest, root: Path) -> Path:
    """The project that a report was made from: of a version that was issued the one that is kept with it, else `root`."""
    if (folder / RECORD).is_file():
        return folder / INPUTS
    with contextlib.suppress(CchcError, OSError):
        issued = find_issued(Layout(root).issued, check_parameters(manifest.parameters).key)
        if issued and issued.report_files.get(MANIFEST) == sha256((folder / MANIFEST).read_bytes()):
            return issued.inputs
    return root


def check_inputs(manifest: Manifest, root: Path) -> Iterator[str]:
    """The notebook and the raw files of the project: each as it was when the report was made, and none added since."""
    parameters = check_parameters(manifest.parameters)
    stated = hashes_of(manifest.inputs)
    try:
        home = Layout(root).raw(parameters.du_lieu).find(parameters.key)
    except CchcError as error:
        yield f"số liệu gốc: {error} Không so được đầu vào; hãy chỉ đúng dự án bằng --root."
        home = None
    for name, digest in sorted(stated.items()):
        path = place_of_input(name, root, parameters, home)
        if not _names_an_input(name):
            yield f'{MANIFEST}: tên tệp "{name}" không thể là một đầu vào của báo cáo; hồ sơ đã bị sửa, hãy {_MAKE}.'
        elif path is not None:
            yield from _check(path, str(path), digest, "đầu vào đã đổi sau khi lập báo cáo")
    present = Planner(root, FileHashes(), ()).inputs(parameters)
    for name in sorted(present.keys() - stated.keys()):
        yield f"{place_of_input(name, root, parameters, home)}: tệp mới, chưa có khi lập báo cáo; hãy {_MAKE}."


def _names_an_input(name: str) -> bool:
    """Whether it is the notebook or a picture of it, a file of the submission, or "<year>/<period>/<folder>/<file>" of one before."""
    *folders, file = name.split("/")
    if is_form_file(name) or is_form_file("/".join([*folders[3:], file])):
        return not {"", ".", ".."} & {*folders}
    if folders[:1] == [ISSUED]:
        return len(folders) == 5 and version_of(folders[4]) > 0 and file in (EXECUTED, RECORD)
    if folders[:1] == [NOTEBOOKS]:
        return not {"", ".", ".."} & {*folders, file}
    return bool(file in FILES and len(folders) in (0, 3) and not {"", ".", ".."} & {*folders})


def _check(path: Path, name: str, expected: str, why: str) -> Iterator[str]:
    try:
        found = sha256(path.read_bytes())
    except OSError:
        yield f"{name}: hồ sơ có tệp này nhưng không thấy hoặc không đọc được; hãy lấy lại tệp, hoặc {_MAKE}."
        return
    if found != expected:
        yield f"{name}: {why} (sha256 cần {expected}, gặp {found}); hãy lấy lại tệp cũ, hoặc {_MAKE}."


def check_agreement(folder: Path, manifest: Manifest) -> Iterator[str]:
    """What the manifest says of the report: the same as its parameters, its notebook and its findings say."""
    report, parameters = manifest.report, manifest.parameters
    edited = f"hồ sơ đã bị sửa, hãy {_MAKE}."
    for name in IN_FILES:
        if (stated := getattr(report, name)) != parameters[name]:
            yield f"{MANIFEST}: report.{name} là {stated!r}, tham số {name} là {parameters[name]!r}; {edited}"
    home = folder.resolve().parent if version_of(folder.resolve().name) else folder.resolve()
    if not home.name.startswith(f"{parameters['ma_xa']}-"):
        yield f"{MANIFEST}: tham số ma_xa là {parameters['ma_xa']}, thư mục tên {home.name}; {edited}"
    if (folder / FINDINGS).is_file():
        yield from _check_findings(folder / FINDINGS, report.findings, edited)
    if (folder / EXECUTED).is_file() and not unread_here(folder, manifest):
        yield from _check_carried(folder / EXECUTED, hashes_of(manifest.inputs), edited)


def unread_here(folder: Path, manifest: Manifest) -> str:
    """Why this version cannot read the notebook that another version of the program has written; "" where it can."""
    if manifest.program == program_hashes() or not (folder / EXECUTED).is_file():
        return ""
    try:
        read_notebook(folder / EXECUTED)
    except CchcError:
        return f"{EXECUTED} do một bản khác của chương trình lập, bản này không đọc được; chỉ so mã băm của tệp"
    return ""


def _check_findings(path: Path, stated: FindingCounts, edited: str) -> Iterator[str]:
    try:
        listed = json.loads(path.read_bytes())
        counted = [f["severity"] if f["status"] == "open" else "accepted" for f in listed]
        found = {name: counted.count(name) for name in (*SEVERITIES, "accepted")}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        yield f"{path.name}: không đọc được danh sách phát hiện ({type(error).__name__}); tệp đã bị sửa, hãy {_MAKE}."
        return
    for name, number in found.items():
        if (told := getattr(stated, name)) != number:
            yield f"{MANIFEST}: report.findings.{name} là {told}, {path.name} có {number}; {edited}"


def _check_carried(path: Path, inputs: Mapping[str, str], edited: str) -> Iterator[str]:
    """The raw files that the notebook carries are those that the manifest names."""
    from cchc.export.reader import submission_of

    try:
        hashes = {file.name: file.sha256 for file in submission_of(read_notebook(path)).files}
    except CchcError as error:
        yield f"{path.name}: {error}"
        return
    own = {name: digest for name, digest in inputs.items() if "/" not in name or is_form_file(name)}
    for name in sorted({*hashes, *own}):
        if hashes.get(name) != own.get(name):
            there, here = hashes.get(name, "không có"), own.get(name, "không có")
            yield f"{MANIFEST}: {name} có sha256 {here}, {path.name} mang {there}; {edited}"
