"""`cchc build` makes a province's roll-up. In: a demo province of a few communes. Out: its files, and when they are made."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.products.project import cchc, start_cchc
from tests.shared import made_once

HOME = "output/2026/nam/tinh-38-thanh-hoa"
FILES = ["ho-so.json", "tong-hop.html", "tong-hop.ipynb", "tong-hop.pdf", "tong-hop.xlsx"]


def _make(folder: Path) -> None:
    root = folder / "project"
    asked = ("--communes", "5", "--year", "2026", "--province", "38", "--errors", "0.4")
    assert cchc("demo", str(root), *asked).returncode == 0
    built = start_cchc("build", "--root", str(root), "--workers", "1")
    (folder / "said").write_text(built.stdout, encoding="utf-8")
    assert built.returncode == 0, built.stderr


@pytest.fixture(scope="session")
def province(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo project of five communes, built by one worker. Leave its files as they are."""
    return made_once(tmp_path_factory, "province", _make) / "project"


def _files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / HOME).iterdir())}


def test_the_roll_up_stands_beside_the_reports_with_its_workbook(province: Path) -> None:
    assert [*_files(province)] == FILES
    said = (province.parent / "said").read_text(encoding="utf-8")
    assert (
        "XONG Tổng hợp Tỉnh Thanh Hóa, năm 2026:" in said and "5 trên 166 đơn vị đã gửi; tổng hợp từ 5 báo cáo" in said
    )


def test_two_workers_the_last_report_first_elsewhere_make_the_same_bytes(
    province: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = tmp_path / "chỗ khác"
    shutil.copytree(province, again, ignore=shutil.ignore_patterns("output", "processed"))
    for name, value in {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "America/St_Johns"}.items():
        monkeypatch.setenv(name, value)
    named = sorted(map(str, (again / "params").rglob("*.yaml")), reverse=True)
    assert start_cchc("build", "--root", str(again), "--workers", "2", *named).returncode == 0
    assert _files(again) == _files(province)


def test_the_stock_engine_makes_the_same_bytes(province: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(province, tmp_path / "again"))
    shutil.rmtree(again / HOME)
    built = cchc("build", "--root", str(again), "--engine", "papermill")
    assert built.returncode == 0, built.stderr
    assert "0 lập mới, 0 xuất lại, 5 không đổi" in built.stdout, "only the roll-up is made"
    assert _files(again) == _files(province)


def test_nothing_changed_makes_nothing_one_commune_changed_makes_it_again(province: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(province, tmp_path / "again"))
    before = _files(again)
    assert "Tổng hợp" not in start_cchc("build", "--root", str(again)).stdout
    assert _files(again) == before
    assert _said_ahead(again)[-1] == "Sẽ lập 0 bản tổng hợp của tỉnh, giữ nguyên 1."
    (again / "data/raw/2026/nam").joinpath(_first(again), "noi_dung.yaml").write_text(
        "I.4: Không có.\n", encoding="utf-8"
    )
    told = _said_ahead(again)
    assert told[-1] == "Sẽ lập 1 bản tổng hợp của tỉnh, giữ nguyên 0."
    assert told[-2] == "LẬP  tổng hợp 2026/nam/tinh-38: sau khi lập hoặc lấy lại 1 báo cáo của tỉnh"
    assert "tổng hợp" not in "".join(_said_ahead(again, "--no-rollup"))
    assert _files(again) == before
    left_out = start_cchc("build", "--root", str(again), "--no-rollup")
    assert "Tổng hợp" not in left_out.stdout and _files(again) == before
    assert "XONG Tổng hợp Tỉnh Thanh Hóa" in start_cchc("build", "--root", str(again)).stdout
    assert _files(again)["ho-so.json"] != before["ho-so.json"]


def test_verify_makes_a_roll_up_again_and_names_one_that_other_figures_make(province: Path, tmp_path: Path) -> None:
    again = Path(shutil.copytree(province, tmp_path / "again"))
    proved = cchc("verify", str(again / HOME), "--rebuild")
    assert proved.returncode == 0, proved.stdout
    head, told, made, total = proved.stdout.splitlines()
    assert head.startswith("ĐÚNG ") and made.strip() == "đã lập lại và so từng byte"
    assert told.strip().startswith(f"{len(FILES) - 1} tệp và 6 đầu vào")  # the notebook, five manifests
    assert total == "Đã kiểm tra 1 báo cáo, 0 báo cáo có chỗ không khớp."
    tables = sorted((again / "data/processed/2026/nam").glob("*.so-lieu.parquet"))
    shutil.copyfile(tables[0], tables[1])
    wrong = cchc("verify", str(again / HOME), "--rebuild")
    assert wrong.returncode == 1 and "tong-hop.ipynb: khác bản lập lại, ô thứ" in wrong.stdout


def _said_ahead(root: Path, *options: str) -> list[str]:
    return cchc("build", "--root", str(root), "--dry-run", *options).stdout.splitlines()


def _first(root: Path) -> str:
    return min(path.name for path in (root / "data/raw/2026/nam").iterdir())
