"""A submission that changed or broke after its report was made. In: builds, one after the other. Out: what the index says."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from bs4 import BeautifulSoup

from tests.products.project import SAMPLE_PATH, Built, cchc


def states(root: Path) -> list[str]:
    page = BeautifulSoup((root / "output/index.html").read_bytes(), "html.parser")
    return [str(row["data-s"]).split()[0] for row in page.select("table.dai tbody tr")]


def test_the_index_tells_of_a_submission_that_broke_and_that_it_was_mended(sample: Built, tmp_path: Path) -> None:
    root = tmp_path / "du-an"
    shutil.copytree(sample.root, root)
    source = root / "data/raw" / SAMPLE_PATH / "nguon.yaml"
    good = source.read_bytes()
    assert states(root) == ["draft"]

    source.write_bytes(b"ma_xa: [\n")
    assert cchc("build", "--root", str(root)).returncode == 1
    assert states(root) == ["outdated"]

    # As it was again: nothing is made, and yet the index says so.
    source.write_bytes(good)
    assert cchc("build", "--root", str(root)).returncode == 0
    assert states(root) == ["draft"]


def test_a_build_of_another_commune_tells_of_a_submission_that_changed(sample: Built, tmp_path: Path) -> None:
    root = tmp_path / "du-an"
    shutil.copytree(sample.root, root)
    texts = root / "data/raw" / SAMPLE_PATH / "noi_dung.yaml"
    texts.write_bytes(texts.read_bytes() + b"\nV.1: them\n")
    made = cchc("template", str(root / "data/raw/2024/nam/15979-hoang-chau"), "--code", "15979", "--year", "2024",
                "--period", "nam")  # fmt: skip
    assert made.returncode == 0, made.stderr
    other = root / "params/2024/nam/15979-hoang-chau.yaml"
    other.write_text('ma_xa: "15979"\nnam: 2024\nky: nam\n', encoding="utf-8")
    assert cchc("build", "--root", str(root), str(other), "--formats", "html").returncode == 0
    assert "outdated" in states(root) and len(states(root)) == 2


def test_the_manifest_counts_causes_and_names_the_figures_that_an_open_error_touches(sample: Built) -> None:
    report = json.loads((sample.folder / "ho-so.json").read_bytes())["report"]
    found = json.loads((sample.folder / "kiem-tra.json").read_bytes())
    causes = {finding["cause"] for finding in found if finding["status"] == "open"}
    assert sum(report["findings"]["causes"].values()) == len(causes)
    # 830 received is in CHANNEL_SUM; 589 of 589 in time and the rate of online dossiers rest on numbers in error too.
    assert {"ho_so.tiep_nhan", "ty_le.truc_tuyen"} <= set(report["figures_in_error"])
    assert "ty_le.ke_hoach_hoan_thanh" not in report["figures_in_error"]
