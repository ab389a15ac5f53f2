"""`cchc template FILE.xlsx`. In: a path, a report's key, perhaps a submission. Out: the workbook, and what does not fit into it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from cchc.build.publish import publish_file
from cchc.errors import CchcError, shown
from cchc.intake.workbook.filling import Filling, filling_for
from cchc.intake.workbook.write import workbook
from cchc.raw.keys import ReportKey

SUFFIX = ".xlsx"


def is_workbook(path: Path) -> bool:
    """Whether a template of that name is a workbook, not a folder."""
    return path.suffix.lower() == SUFFIX


def write_workbook(path: Path, key: ReportKey, source: Path | None = None) -> list[str]:
    """Make `path` the workbook of that commune, filled from the folder `source`; what a user is told of it.

    Raises CchcError; never overwrites.
    """
    if path.exists():
        raise CchcError(f"{path}: đã có; lệnh template không ghi đè, hãy chọn tên khác hoặc chuyển tệp cũ đi.")
    filling = filling_for(path, key, source)
    publish_file(path, workbook(filling))
    where = filling.unit
    filled = f"điền sẵn từ {source}" if source else "để trống"
    told = [f"XONG {path}: sổ số liệu của {where.full_name} ({where.code}-{where.slug}), {filled}."]
    told += [f"     {line}" for line in _left_out(filling)]
    return [*told, f"     Tiếp theo: điền bằng Excel, lưu lại ở dạng .xlsx, rồi chạy cchc import {path}."]


def _left_out(filling: Filling) -> Iterator[str]:
    """What the folder holds and the workbook does not, one line each."""
    if filling.sent is None:
        return
    if filling.sent.others:
        yield f"Không nằm trong sổ: {', '.join(map(shown, filling.sent.others))} (không phải tệp của bộ số liệu)."
    moved = [one for one in filling.sent.corrections if one.cot in ("muc", "khoa", "mau_so")]
    for one in moved:
        yield f"Điều chỉnh ở {one.tep}, dòng {one.dong}, cột {one.cot} được ghi thẳng vào sổ."
