"""What a build leaves behind: the files of 3.3 and nothing of the machine, always the same. In: the sample, built."""

from __future__ import annotations

import getpass
import hashlib
import json
import platform
import re
import shutil
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import nbformat
import pandas as pd
import pytest

from cchc.document.opening import open_report
from tests.build.several import products
from tests.products.project import ROOT, SAMPLE_PATH, Built, cchc, start_cchc
from tests.products.synthetic import THI_TRAN_2024

FILES = ["bao-cao.html", "bao-cao.ipynb", "bao-cao.pdf", "ho-so.json", "kiem-tra.json"]
TEXTS = [name for name in FILES if name != "bao-cao.pdf"]


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def reports(root: Path) -> dict[str, bytes]:
    """The files of all reports."""
    return {name: data for name, data in products(root).items() if name.startswith("output/")}


@pytest.fixture(scope="module")
def manifest(sample: Built) -> dict[str, Any]:
    content = json.loads((sample.folder / "ho-so.json").read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


@pytest.fixture(scope="module")
def again(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's project moved elsewhere and built once more, from another folder."""
    root = tmp_path_factory.mktemp("again") / "du an"
    shutil.copytree(sample.root, root, ignore=shutil.ignore_patterns("output", "processed"))
    result = start_cchc("build", "--no-rollup", str(root / "params"), "--root", str(root), folder=root.parent)
    assert result.returncode == 0, result.stderr
    return root


def test_a_report_is_a_folder_of_these_files(sample: Built) -> None:
    assert sorted(path.name for path in sample.folder.iterdir()) == FILES
    assert [name for name in products(sample.root) if name.startswith("output/")] == [
        f"output/{SAMPLE_PATH}/{name}" for name in FILES
    ]


def test_a_build_leaves_tidy_tables_and_nothing_else(sample: Built) -> None:
    tables = [f"{SAMPLE_PATH}.{kind}.parquet" for kind in ("chi-so", "diem", "kiem-tra", "so-lieu")]
    assert [name for name in products(sample.root) if name.startswith("data/")] == [
        f"data/processed/{table}" for table in tables
    ]
    assert sorted(path.name for path in sample.root.iterdir()) == ["data", "notebooks", "output", "params"]


def test_files_can_be_read_by_everybody(sample: Built) -> None:
    assert sample.folder.stat().st_mode & 0o777 == 0o755
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in sample.folder.iterdir())
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in sample.folder.parents[3].rglob("*.parquet"))


def test_the_manifest_has_the_hash_of_every_output(sample: Built, manifest: dict[str, Any]) -> None:
    stated = {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}
    assert stated == {name: sha256((sample.folder / name).read_bytes()) for name in FILES if name != "ho-so.json"}


def test_the_manifest_has_the_hash_of_every_input(sample: Built, manifest: dict[str, Any]) -> None:
    stated = {entry["name"]: entry["sha256"] for entry in manifest["inputs"]}
    submitted = {path.name: sha256(path.read_bytes()) for path in sample.raw.iterdir()}
    notebook = {"notebooks/bao_cao_xa.ipynb": sha256((sample.root / "notebooks/bao_cao_xa.ipynb").read_bytes())}
    assert stated == submitted | notebook


def test_the_manifest_says_which_report_and_which_parameters(manifest: dict[str, Any]) -> None:
    assert manifest["parameters"] == {"ma_xa": "15976", "nam": 2024, "ky": "nam", "du_lieu": "data/raw"}
    window = {"tu_ngay": "2023-12-15", "den_ngay": "2024-12-14"}
    unit = {"ma_xa": "15976", "ten_xa": "Xã Hoằng Lưu", "nam": 2024, "ky": "nam"}
    place = {"huyen": "Huyện Hoằng Hóa", "tinh": "Tỉnh Thanh Hóa", "synthetic": False}
    stated = {name: manifest["report"][name] for name in unit | window | place}
    assert stated == unit | window | place
    assert manifest["report"].keys() - stated.keys() == {"findings", "figures", "figures_in_error", "coverage"}
    assert {"python", "cchc", "papermill", "typst"} <= manifest["versions"].keys()


def test_the_manifest_counts_the_findings_that_are_open_and_accepted(sample: Built, manifest: dict[str, Any]) -> None:
    findings = json.loads((sample.folder / "kiem-tra.json").read_text(encoding="utf-8"))
    counted = Counter(found["severity"] if found["status"] == "open" else "accepted" for found in findings)
    told = dict(manifest["report"]["findings"])
    causes = {(found["cause"]): found["severity"] for found in reversed(findings)}  # gravest first, so the gravest last
    assert told.pop("causes") == {name: [*causes.values()].count(name) for name in ("E", "W", "S")}
    assert told == {name: counted[name] for name in ("E", "W", "S", "accepted")}
    assert counted["E"] > 0


def test_the_manifest_has_the_figures_that_stand_for_the_report(manifest: dict[str, Any]) -> None:
    figures = manifest["report"]["figures"]
    assert figures["ho_so.tiep_nhan"] == "830"
    assert Decimal(figures["ty_le.truc_tuyen"]) == pytest.approx(Decimal(589) / 830)


def test_an_empty_figure_is_none_in_the_manifest(several: Path) -> None:
    content = json.loads((several / f"output/{THI_TRAN_2024.path}/ho-so.json").read_text(encoding="utf-8"))
    # 4101 were received and nothing is said of how.
    assert content["report"]["figures"]["ho_so.tiep_nhan"] == "4101"
    assert content["report"]["figures"]["ty_le.truc_tuyen"] is None


def words_of_the_machine(root: Path) -> list[str]:
    """Paths of this machine; its name and user's, where they are long enough not to be part of a word."""
    names = [name for name in (platform.node(), getpass.getuser()) if len(name) > 5]
    return [str(root), str(ROOT), str(Path.home()) + "/", "/tmp/", "/home/", "file://", "site-packages", *names]


@pytest.mark.parametrize("name", TEXTS)
def test_no_output_tells_of_the_machine_it_was_made_on(name: str, sample: Built) -> None:
    text = (sample.folder / name).read_text(encoding="utf-8")
    assert [word for word in words_of_the_machine(sample.root) if word in text] == []


@pytest.mark.parametrize("name", TEXTS)
def test_no_output_tells_when_it_was_made(name: str, sample: Built) -> None:
    text = (sample.folder / name).read_text(encoding="utf-8")
    assert re.findall(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text) == []
    assert re.findall(r'"(?:start_time|end_time|duration|iopub[.\w]*)"', text) == []


def test_the_pdf_tells_neither_machine_nor_time(sample: Built) -> None:
    assert [word for word in words_of_the_machine(sample.root) if word.encode() in sample.pdf] == []
    # The last day of the data window stands for the time of making.
    assert set(re.findall(rb"D:(\d{8})", sample.pdf)) == {b"20241214"}


def test_another_build_elsewhere_gives_the_same_bytes_of_every_file(sample: Built, again: Path) -> None:
    made, before = products(again), products(sample.root)
    assert list(made) == list(before)
    assert [name for name in made if made[name] != before[name]] == []


def test_a_failing_build_leaves_the_report_before_it_as_it_was(again: Path) -> None:
    before = products(again)
    cells = again / "notebooks/bao_cao_xa.ipynb"
    stopped = nbformat.read(cells, as_version=4)
    stopped.cells[-1].source = "1 / 0"
    nbformat.write(stopped, cells)
    result = cchc("build", "--root", str(again))
    told = [line for line in result.stderr.splitlines() if line.startswith("LỖI")]
    assert result.returncode == 1
    assert len(told) == 1 and "ZeroDivisionError" in told[0]
    assert "Traceback" not in result.stderr
    assert products(again) == before
    assert [path.name for path in (again / "output").rglob(".*")] == [".cchc"]


def test_the_executed_notebook_is_valid_and_without_errors(sample: Built) -> None:
    notebook = nbformat.read(sample.folder / "bao-cao.ipynb", as_version=4)
    nbformat.validate(notebook)
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert {output.output_type for output in outputs} == {"display_data"}
    assert len({cell.id for cell in notebook.cells}) == len(notebook.cells)


def table(sample: Built, kind: str) -> pd.DataFrame:
    return pd.read_parquet(sample.root / "data/processed" / f"{SAMPLE_PATH}.{kind}.parquet")


def test_the_tidy_tables_are_those_of_an_open_report(sample: Built) -> None:
    report = open_report("15976", 2024, "nam", sample.root / "data/raw")
    for kind, opened in (("so-lieu", report.counts), ("chi-so", report.indicators)):
        # A missing figure may be read as another kind of nothing than it was written as.
        read, kept = (frame.astype(object).where(frame.notna(), None) for frame in (table(sample, kind), opened))
        pd.testing.assert_frame_equal(read, kept)


def test_a_count_in_the_tidy_table_keeps_its_cell(sample: Built) -> None:
    counts = table(sample, "so-lieu").query("khoa == 'ho_so.tiep_nhan'")
    # Stated in II.2.d, again in II.6.c, and in row 3.3.1 of the annex.
    assert list(counts["gia_tri"]) == [830.0, 830.0, 830.0]
    assert list(counts["tep"]) == ["so_lieu_khac.csv", "so_lieu_khac.csv", "phu_luc_01b.csv"]
    assert set(counts["nguyen_van"]) == {"830"}
    assert set(counts["ma_xa"]) == {"15976"}


def test_a_blank_cell_in_the_tidy_table_is_missing_and_not_zero(sample: Built) -> None:
    blank = table(sample, "so-lieu").query("khoa == '3.3.3'")
    assert blank["gia_tri"].isna().all() and list(blank["trang_thai"]) == ["missing"]


def test_a_rate_in_the_tidy_table_has_both_operands(sample: Built) -> None:
    rate = table(sample, "chi-so").query("khoa == 'ty_le.truc_tuyen'").iloc[0]
    assert (rate["tu_so"], rate["mau_so"]) == (589.0, 830.0)
    assert rate["gia_tri"] == pytest.approx(589 / 830)


def test_a_build_that_goes_well_prints_nothing_on_stderr(sample: Built) -> None:
    assert sample.stderr == ""


def test_tables_that_cannot_be_written_fail_the_report_in_one_line(again: Path) -> None:
    before = reports(again)
    shutil.rmtree(again / "data/processed")
    (again / "data/processed").write_text("no folder")
    result = cchc("build", "--root", str(again))
    assert result.returncode == 1
    assert result.stderr.startswith("LỖI") and "Traceback" not in result.stderr
    assert reports(again) == before


def test_a_failure_says_that_an_older_report_still_stands(again: Path) -> None:
    (again / "data/raw" / SAMPLE_PATH / "cat_giam.csv").write_bytes(b"\xff")
    result = cchc("build", "--root", str(again))
    assert result.returncode == 1
    assert f"Báo cáo cũ ở {again / 'output' / SAMPLE_PATH} vẫn còn, không theo số liệu mới." in result.stderr


def test_the_page_of_the_sample_stays_small_enough_for_a_slow_line(sample: Built) -> None:
    assert (sample.folder / "bao-cao.html").stat().st_size < 310_000
