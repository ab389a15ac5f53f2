"""What a submission leaves out is said, and is no finding."""

from __future__ import annotations

from pathlib import Path

from cchc.checks.remarks import remarks
from cchc.raw.submission import read_submission
from tests.conftest import make_submission


def test_a_misnamed_file_is_named_with_the_name_that_was_meant(tmp_path: Path) -> None:
    folder = make_submission(tmp_path)
    (folder / "vanban.csv").write_text("x", encoding="utf-8")
    lines = remarks(read_submission(folder))
    assert "Chưa gửi van_ban.csv. Có phải tệp vanban.csv?" in lines
    assert any(line.startswith("Tệp vanban.csv không thuộc bộ số liệu") for line in lines)
