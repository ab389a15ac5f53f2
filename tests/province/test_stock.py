"""Stock papermill and the fast engine make one roll-up. In: a small province, the notebook. Out: the same outputs and files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import nbformat
import pytest

from cchc.export.page.render import render_html
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from cchc.export.xlsx import render_xlsx
from tests.products.project import ROOT, run
from tests.products.stock import QUICK
from tests.province.small import PHUONG, XA, leave_report

_ASKED = ("-r", "tinh", "38", "-p", "nam", "2026", "-p", "ky", "nam", "-p", "tinh_den", "2026-12-31")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eleven communes and a ward, one of which has an error, and what both engines have made of them."""
    root = tmp_path_factory.mktemp("hai-cach")
    shutil.copytree(ROOT / "notebooks", root / "notebooks", ignore=shutil.ignore_patterns(".*"))
    for number, code in enumerate((*XA[:11], PHUONG)):
        done = "31" if number == 3 else str(20 + number)  # of 30
        leave_report(root, code, annex={"1.1.1": "30", "1.1.2": done}, faultless=number % 2 == 0)
    for name, engine in (("stock", ()), ("fast", ("--engine", "cchc"))):
        made = run(
            "papermill", *engine, "notebooks/tong_hop_tinh.ipynb", f"{name}.ipynb", *_ASKED, *QUICK.split(), folder=root
        )
        assert made.returncode == 0, made.stderr
    return root


def _outputs(root: Path, name: str) -> list[Any]:
    cells = json.loads((root / f"{name}.ipynb").read_text(encoding="utf-8"))["cells"]
    return [(cell["source"], cell.get("outputs")) for cell in cells]


def test_every_cell_has_the_same_outputs(project: Path) -> None:
    stock, fast = _outputs(project, "stock"), _outputs(project, "fast")
    assert len(stock) > 50
    assert stock == fast


def test_page_paper_and_workbook_have_the_same_bytes(project: Path) -> None:
    made = []
    for name in ("stock", "fast"):
        notebook = nbformat.read(project / f"{name}.ipynb", as_version=4)
        parts = read_parts(notebook)
        made.append((render_html(notebook), render_pdf(parts), render_xlsx(parts)))
    assert made[0] == made[1]
    assert "-r tinh_den 2026-12-31" in made[0][0]


def test_stock_nbconvert_finds_the_exporters(project: Path) -> None:
    for exporter, name in (("cchc_html", "html"), ("cchc_pdf", "pdf"), ("cchc_xlsx", "xlsx")):
        made = run("jupyter", "nbconvert", "--to", exporter, "fast.ipynb", folder=project)
        assert made.returncode == 0, made.stderr
        assert (project / f"fast.{name}").stat().st_size > 10_000


def test_the_fast_engine_refuses_a_province_that_there_is_not_before_any_cell_runs(project: Path) -> None:
    asked = ("-r", "tinh", "Thanh Hoas", "-p", "nam", "2026", "-p", "ky", "nam")
    refused = run(
        "papermill", "--engine", "cchc", "notebooks/tong_hop_tinh.ipynb", "none.ipynb", *asked, folder=project
    )
    assert refused.returncode == 1 and "Danh mục không có tỉnh" in refused.stderr
    assert not (project / "none.ipynb").exists()
