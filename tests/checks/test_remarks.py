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


def test_sections_that_only_a_person_can_write_are_named_when_empty(tmp_path: Path) -> None:
    folder = make_submission(tmp_path, texts={"III.1": "Tốt.", "IV.2": "Tiếp tục."})
    [line] = [line for line in remarks(read_submission(folder)) if "chưa có nội dung" in line]
    assert line.startswith("Các mục III.2, IV.1, IV.3, IV.4, IV.5, IV.6 trong noi_dung.yaml")
