"""`cchc import` as somebody types it: what it says, what it leaves, its exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.intake.makers import rows_of, save_06a
from tests.products.project import cchc

OPTIONS = ("--code", "15976", "--year", "2024", "--period", "nam")
HOME = "data/raw/2024/nam/15976-hoang-luu"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder in which the command is typed, with an export in it."""
    save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"))
    return tmp_path


def test_what_was_taken_where_it_stands_and_what_is_next_are_told(project: Path) -> None:
    done = cchc("import", "bieu.xls", *OPTIONS, folder=project)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [
        f"XONG {HOME}: Xã Hoằng Lưu (15976), từ bieu.xls.",
        "Biểu 06a/VPCP/KSTT, dòng «Hộ tịch», từ 15/12/2023 đến 14/12/2024: lấy 8 số liệu.",
        f"Tiếp theo: cchc check {HOME}, rồi cchc build params/2024/nam/15976-hoang-luu.yaml.",
    ]


def test_a_folder_that_is_there_ends_with_1_and_the_way_on(project: Path) -> None:
    cchc("import", "bieu.xls", *OPTIONS, folder=project)
    save_06a(
        project / "bieu.xls",
        rows_of("Hộ tịch", counts=("831", "701", "100", "30", "590", "401", "180", "9", "241", "200", "41")),
    )
    again = cchc("import", "bieu.xls", *OPTIONS, "--add", "--replace", "--dry-run", folder=project)
    assert again.returncode == 0 and f"SẼ GHI {HOME}" in again.stdout and "ho_so.truc_tuyen" in again.stdout
    again = cchc("import", "bieu.xls", *OPTIONS, folder=project)
    assert again.returncode == 1
    assert "ho_so.truc_tuyen ở mục II.2.d đang là 700, biểu ghi 701" in again.stderr
    assert cchc("import", "bieu.xls", *OPTIONS, "--add", "--replace", folder=project).returncode == 0
    assert "II.2.d,ho_so.truc_tuyen,701," in (project / HOME / "so_lieu_khac.csv").read_text(encoding="utf-8")


def test_a_bad_file_is_one_line_and_the_good_one_is_taken(project: Path) -> None:
    (project / "anh.xlsx").write_bytes(b"\x89PNG")
    done = cchc("import", "anh.xlsx", "bieu.xls", *OPTIONS, folder=project)
    assert done.returncode == 1 and done.stdout.startswith("XONG ")
    (line,) = done.stderr.splitlines()
    assert line.startswith("LỖI  anh.xlsx: là ảnh, không phải bảng tính; ")


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (("--code", "8"), "Tham số --code: cần văn bản gồm 5 chữ số"),
        (("--year", "1999"), "Tham số --year"),
        (("--period", "6thang"), 'có phải "6-thang"?'),
        (("--dong", "0"), "--dong"),
    ],
)
def test_options_that_cannot_be_are_refused_before_any_file_is_opened(
    project: Path, options: tuple[str, str], says: str
) -> None:
    done = cchc("import", "khong-co.xls", *options, folder=project)
    assert done.returncode == 2 and says in done.stderr
    assert not (project / "data").exists()


def test_a_code_that_no_unit_has_on_that_day_makes_nothing(project: Path) -> None:
    done = cchc("import", "bieu.xls", "--code", "99999", "--year", "2024", "--period", "nam", folder=project)
    assert done.returncode == 1 and 'không có đơn vị mã "99999"' in done.stderr
    assert [path.name for path in project.iterdir()] == ["bieu.xls"]
