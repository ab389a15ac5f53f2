"""A report with a workbook alone. In: the commands of the guide. Out: a folder whose findings are those of the sample."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from tests.intake.workbooks import opened
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


def test_findings_of_a_workbook_name_its_sheets_and_cells(tmp_path: Path) -> None:
    """The sample's row 3.3.1 is the 40th of its sheet; I.1 cites in the first row of its own."""
    cchc("template", str(tmp_path / "so.xlsx"), *OPTIONS, "--from", str(SAMPLE))
    told = cchc("check", "so.xlsx", "--phieu", "p.html", folder=tmp_path)
    assert 'trang "Phụ lục 01b", ô E40, E43, E44' in " ".join(told.stdout.split())
    assert ".csv" not in told.stdout and ".yaml" not in told.stdout
    sheet = re.sub("<[^>]*>", "", html.unescape((tmp_path / "p.html").read_text(encoding="utf-8")))
    assert 'trang "Phụ lục 01b", ô E40 «830», E43 «479»' in sheet and ".csv" not in sheet
    found = json.loads(cchc("check", "so.xlsx", "--json", folder=tmp_path).stdout)
    places = {(one["file"], one["place"]) for finding in found for one in finding["where"]}
    cells = opened(tmp_path / "so.xlsx").cells
    assert cells["Phụ lục 01b"][39][1] == "3.3.1"
    assert ("phu_luc_01b.csv", 'trang "Phụ lục 01b", ô E40') in places
    assert {file: place.partition(",")[0] for file, place in places} == {
        "phu_luc_01b.csv": 'trang "Phụ lục 01b"', "cat_giam.csv": 'trang "Cắt giảm"', "van_ban.csv": 'trang "Văn bản"',
        "so_lieu_khac.csv": 'trang "Số liệu khác"', "noi_dung.yaml": 'trang "Nội dung"', "nguon.yaml": 'trang "Thông tin"',
    }  # fmt: skip


def test_the_cell_named_holds_the_text_of_the_finding(tmp_path: Path) -> None:
    cchc("template", str(tmp_path / "so.xlsx"), *OPTIONS, "--from", str(SAMPLE))
    cells = opened(tmp_path / "so.xlsx").cells
    found = json.loads(cchc("check", "so.xlsx", "--json", folder=tmp_path).stdout)
    seen = 0
    for one in (one for finding in found for one in finding["where"] if one["text"] and ", ô " in one["place"]):
        name, letter, number = re.fullmatch('trang "(.*)", ô ([A-Z])([0-9]+)', one["place"]).groups()
        shown = cells[name][int(number) - 1][ord(letter) - 65]
        if one["column"] not in ("tu_ngay", "den_ngay", "muc", "khoa", "ngay"):
            assert one["text"] in shown, one
            seen += 1
    assert seen > 50


def test_after_an_import_the_workbook_is_what_is_checked(tmp_path: Path) -> None:
    cchc("template", str(tmp_path / "so.xlsx"), *OPTIONS, "--from", str(SAMPLE))
    taken = cchc("import", "so.xlsx", folder=tmp_path)
    last = "Tiếp theo: cchc check so.xlsx, rồi cchc build params/2024/nam/15976-hoang-luu.yaml."
    assert taken.stdout.splitlines()[-1] == last


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
