"""A report of a merged commune, built beside the submissions of those it was made of. A project in, files and plans out."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from cchc.build.parameters import read_parameters
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import Planner
from cchc.build.planning.requests import ReportRequest
from tests.cases.test_comparison import HOANG_CHAU_2025, OF_2024, submit
from tests.products.project import ROOT, cchc
from tests.products.synthetic import write_parameters
from tests.shared import made_once

REPORT = "2025/nam/15976-hoang-chau"
FOLDERS = ["15949-hoang-thang", "15973-hoang-phong", "15976-hoang-luu", "15979-hoang-chau"]


def build_merged(root: Path) -> None:
    """Xã Hoằng Châu for 2025, and 2024 and 2023 of the four communes that it was made of."""
    (root / "notebooks").mkdir(parents=True)
    notebook = (ROOT / "notebooks/bao_cao_xa.ipynb").read_bytes()
    (root / "notebooks/bao_cao_xa.ipynb").write_bytes(notebook)
    for number, commune in enumerate(OF_2024, start=1):
        before = replace(commune, year=2023, first="2022-12-15", last="2023-12-14")
        for one in (commune, before):
            submit(root, one, f"{number}00", f"{number}00", "0", f"{number}0")
    submit(root, HOANG_CHAU_2025, "1500", "1500", "0", "300")
    write_parameters(root, HOANG_CHAU_2025)
    result = cchc("build", "--root", str(root))
    assert result.returncode == 0, result.stderr


@pytest.fixture(scope="module")
def merged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "merged", build_merged)


def reasons(root: Path) -> tuple[str, ...]:
    """Why a build would make the report again."""
    path = root / f"params/{HOANG_CHAU_2025.path}.yaml"
    return Planner(root, FileHashes(), ()).plan(ReportRequest(path, read_parameters(path))).reasons


def test_the_manifest_names_the_files_of_all_that_the_report_looks_back_at(merged: Path) -> None:
    manifest = json.loads((merged / "output" / REPORT / "ho-so.json").read_bytes())
    names = [file["name"] for file in manifest["inputs"]]
    assert [name for name in names if name.startswith("20")] == [
        f"{year}/nam/{folder}/{file}"
        for year in (2023, 2024)
        for folder in FOLDERS
        for file in ("nguon.yaml", "so_lieu_khac.csv")
    ]
    # The page that compares two reports of one unit is not made of a sum.
    assert "thay-doi.html" not in [file["name"] for file in manifest["outputs"]]


def test_the_page_has_the_sum_with_every_cell_that_it_rests_on_and_no_dead_link(merged: Path) -> None:
    page = (merged / "output" / REPORT / "bao-cao.html").read_text(encoding="utf-8")
    text = re.sub(r"<[^>]+>", "", page)
    assert "1.000 = 100 + 200 + 300 + 400" in text
    assert all(f"2024/nam/{folder}/so_lieu_khac.csv" in text for folder in FOLDERS)
    assert (
        "Số liệu năm 2024 để so sánh lấy từ các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu trước khi sắp xếp."
        in text
    )
    assert "Hồ sơ tiếp nhận qua các kỳ đến năm 2025" in text
    assert 'href="thay-doi.html"' not in page


def test_a_submission_of_then_that_changed_or_came_makes_the_report_anew(merged: Path) -> None:
    assert reasons(merged) == ()
    path = merged / "data/raw/2024/nam/15979-hoang-chau/so_lieu_khac.csv"
    content = path.read_bytes()
    path.write_bytes(content.replace(b"400", b"401"))
    assert reasons(merged) == ("đã đổi: 2024/nam/15979-hoang-chau/so_lieu_khac.csv",)
    path.write_bytes(content)
    submit(merged, replace(OF_2024[0], year=2022, first="2021-12-15", last="2022-12-14"), "1", "1", "0", "1")
    added = merged / "data/raw/2022/nam/15949-hoang-thang"
    assert reasons(merged) == (
        "đã đổi: 2022/nam/15949-hoang-thang/nguon.yaml, 2022/nam/15949-hoang-thang/so_lieu_khac.csv",
    )
    for file in added.iterdir():
        file.unlink()
    added.rmdir()
    assert reasons(merged) == ()


def test_whoever_makes_it_again_gets_the_same(merged: Path) -> None:
    folder = merged / "output" / REPORT
    for arguments in ((str(folder), "--rebuild"), (str(folder / "bao-cao.pdf"),)):
        result = cchc("verify", *arguments, "--root", str(merged))
        assert result.returncode == 0, result.stdout + result.stderr
