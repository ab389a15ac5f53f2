"""Check the folder of a province's roll-up. In: the folder, the project. Out: each thing that does not agree, a remark.

Its files are held against its manifest, what it was put together from against what stands in the project now; on demand it is
made again and compared byte by byte.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from cchc.build.manifest import RollUpManifest, hashes_of, read_roll_up
from cchc.build.parameters import ProvinceParameters, check_province_parameters
from cchc.build.planning.fingerprint import all_versions, roll_up_hashes
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.roll_ups import RollUpPlanner
from cchc.build.running.rebuild import rebuild_roll_up
from cchc.errors import CchcError
from cchc.export.names import MANIFEST
from cchc.verify.differences import compare_files
from cchc.verify.folders import check_outputs

_FOLDER = re.compile(r"tinh-\d\d-.+")
OTHER_PROGRAM = "báo cáo do một bản khác của chương trình hoặc thư viện lập; chỗ khác có thể vì thế"
_AGAIN = "hãy chạy cchc build"


def is_roll_up(folder: Path) -> bool:
    """Whether it is the folder of a roll-up, by its name."""
    return _FOLDER.fullmatch(folder.absolute().name) is not None


def check_roll_up(folder: Path, root: Path, again: bool = False) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What does not agree, and what was looked at; with `again` it is put together once more and compared byte by byte."""
    try:
        manifest = read_roll_up((folder / MANIFEST).read_bytes())
        parameters = check_province_parameters(manifest.parameters)
    except OSError:
        return (f"{MANIFEST}: không có hoặc không đọc được; không biết bản tổng hợp làm từ gì, {_AGAIN}.",), ()
    except (ValueError, RecursionError, CchcError):
        return (f"{MANIFEST}: không đúng dạng của một hồ sơ; tệp đã bị sửa, {_AGAIN}.",), ()
    stated, present = hashes_of(manifest.inputs), RollUpPlanner(root, FileHashes()).inputs(parameters)
    changed = sorted(name for name in {*stated, *present} if stated.get(name) != present.get(name))
    differences = [*check_outputs(folder, manifest), *_check_agreement(folder, manifest)]
    differences += [f"{name}: đã đổi sau khi tổng hợp; {_AGAIN}." for name in changed]
    remarks = [f"{len(manifest.outputs)} tệp và {len(stated)} đầu vào so với {MANIFEST}"]
    if again and changed:
        remarks.append("không lập lại để so: đầu vào không còn như khi tổng hợp")
    elif again:
        apart = _compare_again(folder, manifest, parameters, root)
        differences += apart
        same = manifest.program == roll_up_hashes() and manifest.versions == all_versions()
        remarks += ["đã lập lại và so từng byte", *([OTHER_PROGRAM] if apart and not same else [])]
    return tuple(differences), tuple(remarks)


def _check_agreement(folder: Path, manifest: RollUpManifest) -> Iterator[str]:
    """What the manifest says of the roll-up: the same as its parameters and its folder say."""
    report, parameters = manifest.report, manifest.parameters
    edited = f"hồ sơ đã bị sửa, {_AGAIN}."
    for name, stated in (("tinh", report.ma_tinh), ("nam", report.nam), ("ky", report.ky)):
        if stated != parameters[name]:
            yield f"{MANIFEST}: report có {name} là {stated!r}, tham số {name} là {parameters[name]!r}; {edited}"
    if not folder.absolute().name.startswith(f"tinh-{report.ma_tinh}-"):
        yield f"{MANIFEST}: report.ma_tinh là {report.ma_tinh}, thư mục tên {folder.absolute().name}; {edited}"


def _compare_again(folder: Path, manifest: RollUpManifest, parameters: ProvinceParameters, root: Path) -> list[str]:
    """Where its files differ from those made again from the same inputs."""
    stated, inputs = hashes_of(manifest.outputs), hashes_of(manifest.inputs)
    try:
        return list(compare_files(folder, stated, rebuild_roll_up(parameters, inputs, root, stated)))
    except CchcError as error:
        return [f"không lập lại được bản tổng hợp để so: {error}"]
