"""`cchc check`: causes first, each with one advice and its places; the sheet is a file by itself."""

from __future__ import annotations

import io
import json
import re
import shutil
from pathlib import Path

from rich.console import Console

from cchc.build.check import show_check_report
from cchc.checks.finding import Acceptance, CellRef, Finding
from cchc.checks.run import CheckReport
from tests.products.project import ROOT, SAMPLE_PATH, cchc

SAMPLE = str(ROOT / "data/raw" / SAMPLE_PATH)


def finding(message: str, severity: str = "E", cause: str = "a", **changes: object) -> Finding:
    where = (CellRef("phu_luc_01b.csv", 38, "so_lieu", "830"), CellRef("phu_luc_01b.csv", 41, "so_lieu", "479"))
    return Finding("CHANNEL_SUM", severity, message, "Lấy lại số.", ("k",), where, cause=cause, **changes)  # type: ignore[arg-type]


def shown(*found: Finding, width: int = 200) -> list[str]:
    console = Console(width=width, record=True, file=io.StringIO())
    show_check_report(CheckReport(found), console)
    return [line.rstrip() for line in console.export_text().splitlines()]


def test_findings_of_one_cause_stand_below_its_one_advice() -> None:
    accepted = Acceptance("Lê A", "2024-12-20", "đúng")
    found = [finding("Lệch 1."), finding("Có vẻ.", "W"), finding("Lệch 2.", cause="b", accepted=accepted)]
    assert shown(*found) == [
        "E 1. Lấy lại số.",
        "- Lệch 1.",
        "  Cộng theo kênh tiếp nhận (CHANNEL_SUM): phu_luc_01b.csv, dòng 38, 41",
        "- (W) Có vẻ.",
        "  Cộng theo kênh tiếp nhận (CHANNEL_SUM): phu_luc_01b.csv, dòng 38, 41",
        "",
        "E 2. Lấy lại số.",
        "- Lệch 2.",
        "  Cộng theo kênh tiếp nhận (CHANNEL_SUM): phu_luc_01b.csv, dòng 38, 41",
        "  ✓ đúng (Lê A, 2024-12-20)",
        "",
        "1 nguyên nhân, 2 chỗ: 1 lỗi (E), 1 cần xác nhận (W), 0 lỗi trình bày (S); 1 đã được chấp nhận.",
    ]


def test_on_a_narrow_terminal_lines_are_folded_and_none_is_cut() -> None:
    (first, *_) = lines = shown(finding("Một câu dài " * 20), width=40)
    assert first == "E 1. Lấy lại số."
    assert max(map(len, lines)) <= 40
    assert " ".join(" ".join(lines).split()).count("Một câu dài") == 20


def test_the_sheet_is_written_beside_what_the_terminal_shows(tmp_path: Path) -> None:
    sheet = tmp_path / "phieu.html"
    made = cchc("check", SAMPLE, "--phieu", str(sheet))
    assert made.returncode == 0, made.stderr
    text = sheet.read_text(encoding="utf-8")
    counted = re.search(r"\d+ nguyên nhân, \d+ chỗ", made.stdout)
    assert counted and f'<p class="tong">{counted[0]}: ' in text
    assert made.stdout.rstrip().endswith(f"XONG {sheet}")
    assert "Đơn vị: Xã Hoằng Lưu, huyện Hoằng Hóa, tỉnh Thanh Hóa (mã 15976)" in text


def test_with_json_the_sheet_adds_no_word_to_the_output(tmp_path: Path) -> None:
    plain, both = cchc("check", SAMPLE, "--json"), cchc("check", SAMPLE, "--json", "--phieu", str(tmp_path / "p.html"))
    assert both.stdout == plain.stdout
    assert (tmp_path / "p.html").is_file()


def test_a_sheet_that_is_no_page_is_refused_so_that_no_file_of_the_submission_is_lost(tmp_path: Path) -> None:
    made = cchc("check", SAMPLE, "--phieu", str(tmp_path / "nguon.yaml"))
    assert (made.returncode, len(made.stderr.splitlines())) == (2, 1)
    assert "cần tên tệp kết thúc bằng .html" in made.stderr
    assert not (tmp_path / "nguon.yaml").exists()


def test_a_sheet_that_cannot_be_written_is_said_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "thu-muc").write_text("đây là một tệp", encoding="utf-8")
    made = cchc("check", SAMPLE, "--phieu", str(tmp_path / "thu-muc/phieu.html"))
    assert (made.returncode, len(made.stderr.splitlines())) == (1, 1)
    assert "không ghi được" in made.stderr


def test_a_folder_that_is_called_as_another_unit_is_asked_about_and_checked_all_the_same(tmp_path: Path) -> None:
    folder = shutil.copytree(SAMPLE, tmp_path / "15976-hoang-tien")
    ran = cchc("check", str(folder), "--json")
    assert ran.returncode == 0
    assert "mã 15976 vào ngày 14/12/2024 là Xã Hoằng Lưu" in ran.stderr
    assert "hoang-tien là 15991 Xã Hoằng Tiến (từ 01/7/2025), 15988 Xã Hoằng Tiến" in ran.stderr
    assert json.loads(ran.stdout) == json.loads(cchc("check", SAMPLE, "--json").stdout)
    assert "Có đúng mã không?" in " ".join(cchc("check", str(folder)).stdout.split())


def test_a_file_that_is_not_there_is_spoken_of_as_a_file(tmp_path: Path) -> None:
    told = cchc("check", "khong-co.xlsx", folder=tmp_path)
    assert (told.returncode, told.stderr) == (
        2, "LỖI  khong-co.xlsx: không có tệp này; hãy kiểm tra tên tệp và thư mục đang đứng.\n",
    )  # fmt: skip
    assert "khong-co: không có thư mục này" in cchc("check", "khong-co", folder=tmp_path).stderr


def test_find_prints_the_code_ready_to_paste() -> None:
    ran = cchc("find", "hoang", "luu")
    assert ran.returncode == 0 and 'ma_xa: "15976"' in ran.stdout and not ran.stderr


def test_find_lists_twenty_and_says_how_many_more() -> None:
    lines = cchc("find", "Tân").stdout.splitlines()
    assert sum('ma_xa: "' in line for line in lines) == 20
    assert re.fullmatch(r"\.\.\. và \d+ đơn vị nữa; hãy gõ đủ tên, hoặc thêm tên tỉnh\.", lines[-1])


def test_find_ends_with_1_where_nothing_has_the_name() -> None:
    ran = cchc("find", "Hoằng Tiếm")
    assert ran.returncode == 1 and not ran.stdout
    assert ran.stderr.startswith('LỖI  Danh mục không có đơn vị cấp xã nào tên "Hoằng Tiếm"; tên gần giống: 15991')
