"""Check the folder of a province's roll-up. In: the folder, the project. Out: each thing that does not agree, a remark.

Its files are held against its manifest, and what it was put together from against what stands in the project now.
"""

from __future__ import annotations

import re
from pathlib import Path

from cchc.build.manifest import hashes_of, read_roll_up
from cchc.build.parameters import check_province_parameters
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.roll_ups import RollUpPlanner
from cchc.errors import CchcError
from cchc.export.names import MANIFEST
from cchc.verify.folders import check_outputs

_FOLDER = re.compile(r"tinh-\d\d-.+")
_AGAIN = "hãy chạy cchc build"


def is_roll_up(folder: Path) -> bool:
    """Whether it is the folder of a roll-up, by its name."""
    return _FOLDER.fullmatch(folder.absolute().name) is not None


def check_roll_up(folder: Path, root: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What does not agree, and what was looked at."""
    try:
        manifest = read_roll_up((folder / MANIFEST).read_bytes())
        parameters = check_province_parameters(manifest.parameters)
    except OSError:
        return (f"{MANIFEST}: không có hoặc không đọc được; không biết bản tổng hợp làm từ gì, {_AGAIN}.",), ()
    except (ValueError, RecursionError, CchcError):
        return (f"{MANIFEST}: không đúng dạng của một hồ sơ; tệp đã bị sửa, {_AGAIN}.",), ()
    stated, present = hashes_of(manifest.inputs), RollUpPlanner(root, FileHashes()).inputs(parameters)
    changed = sorted(name for name in {*stated, *present} if stated.get(name) != present.get(name))
    differences = [f"{name}: đã đổi sau khi tổng hợp; {_AGAIN}." for name in changed]
    remark = (
        f"{len(manifest.outputs)} tệp và {len(stated)} đầu vào so với {MANIFEST}; bản tổng hợp không được lập lại để so"
    )
    return (*check_outputs(folder, manifest), *differences), (remark,)
