"""A report with a workbook alone. In: the commands of the guide. Out: a folder whose findings are those of the sample."""

from __future__ import annotations

from pathlib import Path

from tests.products.project import ROOT, cchc

SAMPLE = ROOT / "data/raw/2024/nam/15976-hoang-luu"
OPTIONS = ("--code", "15976", "--year", "2024", "--period", "nam")


def test_the_sample_goes_through_a_workbook_and_has_the_same_findings(tmp_path: Path) -> None:
    path, raw = str(tmp_path / "so.xlsx"), tmp_path / "data/raw"
    made = cchc("template", path, *OPTIONS, "--from", str(SAMPLE))
    assert made.returncode == 0, made.stderr
    assert f"rồi chạy cchc import {path}." in made.stdout
    taken = cchc("import", path, "--to", str(raw))
    assert taken.returncode == 0, taken.stderr
    folder = raw / "2024/nam/15976-hoang-luu"
    assert (tmp_path / "params/2024/nam/15976-hoang-luu.yaml").is_file()
    found, expected = cchc("check", str(folder), "--json"), cchc("check", str(SAMPLE), "--json")
    assert found.stdout == expected.stdout
    assert len(expected.stdout) > 10_000


def test_a_folder_cannot_be_filled_from_a_submission(tmp_path: Path) -> None:
    made = cchc("template", str(tmp_path / "moi"), *OPTIONS, "--from", str(SAMPLE))
    assert made.returncode == 2
    assert "--from chỉ dùng khi tạo sổ Excel" in made.stderr
    assert not (tmp_path / "moi").exists()


def test_a_code_that_nobody_has_is_a_wrong_command(tmp_path: Path) -> None:
    made = cchc("template", str(tmp_path / "so.xlsx"), "--code", "99999", "--year", "2024", "--period", "nam")
    assert made.returncode == 2
    assert "99999" in made.stderr
    assert not (tmp_path / "so.xlsx").exists()
