"""A project whose reports are to be issued. In: a folder. Out: three made-up wards, built; the first of them is issued."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

from cchc.build.issuing.issue import issue
from cchc.demo.make import make_demo
from tests.build.several import build

HAM_RONG, HAC_THANH, BIM_SON = "2025/nam/14758-ham-rong", "2025/nam/14797-hac-thanh", "2025/nam/14812-bim-son"
NUMBER, DAY = "199", date(2025, 12, 18)


def source_of(root: Path, report: str) -> Path:
    """The file nguon.yaml of a report."""
    return root / "data/raw" / report / "nguon.yaml"


def set_letter(root: Path, report: str, line: str) -> None:
    """Have that line in place of `van_ban` in nguon.yaml."""
    path = source_of(root, report)
    path.write_text(re.sub(r"^van_ban: .*\n", line, path.read_text(encoding="utf-8"), flags=re.M), encoding="utf-8")


def edit(path: Path, old: str, new: str) -> None:
    """The file with another text in one place."""
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def make_issued(root: Path) -> None:
    """Hàm Rồng has number and date and is issued, Hạc Thành has none yet, Bỉm Sơn states a sum that is none: an E."""
    make_demo(root, 3, 2025, seed=1, errors=0, sparse=0, province="38")
    set_letter(root, HAM_RONG, f'van_ban: {{"so": "{NUMBER}", "ngay": "{DAY}", "dia_danh": "Hàm Rồng"}}\n')
    set_letter(root, HAC_THANH, "van_ban:  # chờ văn thư cấp số\n  dia_danh: Hạc Thành\n")
    statements = root / "data/raw" / BIM_SON / "so_lieu_khac.csv"
    found = re.search(r"^II\.2\.d,ho_so\.tiep_nhan,([0-9.]+),", statements.read_text(encoding="utf-8"), re.M)
    assert found is not None
    edit(statements, found[0], "II.2.d,ho_so.tiep_nhan,1,")
    assert [result.error for result in build(root, formats=("html",)) if result.error] == []
    issue(root / "output" / HAM_RONG, NUMBER, DAY, root)
