"""`cchc build -v` tells of each stage of each report. In: the sample's project. Out: lines on standard error."""

from __future__ import annotations

from pathlib import Path

from tests.products.project import copy_project, start_cchc


def test_each_stage_has_a_line_and_without_the_option_there_is_none(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    told = start_cchc("build", "--no-rollup", "--root", str(root), "--formats", "html", "-v")
    quiet = start_cchc("build", "--root", str(root), "--formats", "html", "--force")
    assert (told.returncode, quiet.returncode) == (0, 0)
    stages = ("chạy sổ tay", "sổ tay chạy xong sau", "đã xuất và ghi, sau", "cập nhật danh sách báo cáo")
    assert [[stage in line for line in told.stderr.splitlines()].count(True) for stage in stages] == [1, 1, 1, 1]
    assert not any(stage in quiet.stderr for stage in stages)
