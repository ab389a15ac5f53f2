"""The same inputs give the same bytes. In: a project built under other circumstances. Out: which part differs, if any."""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from cchc.build.batch import LOG
from tests.build.several import NAMES, build, copy, products
from tests.products.project import ROOT, SAMPLE_PATH, snapshot
from tests.products.synthetic import THI_TRAN_2024

FAR_AWAY = {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "America/St_Johns", "USER": "somebody", "COLUMNS": "20"}
AT_HOME = {"PYTHONHASHSEED": "77", "LC_ALL": "vi_VN.UTF-8", "LANG": "vi_VN.UTF-8", "TZ": "Asia/Ho_Chi_Minh"}


def build_elsewhere(several: Path, root: Path, environment: Mapping[str, str], *options: str) -> Path:
    """A copy of the project without what was built, built by the command in another folder and environment."""
    shutil.copytree(several, root, ignore=shutil.ignore_patterns("output", "processed"))
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    command = [sys.executable, "-m", "cchc", "build", "--no-rollup", "--root", str(root), *options]
    result = subprocess.run(command, cwd=root.parent, env=variables, capture_output=True, timeout=120)
    assert result.returncode == 0, result.stderr.decode()
    return root


def different(made: Mapping[str, bytes], before: Mapping[str, bytes]) -> list[str]:
    """The files whose SHA-256 differs, each with the first part of it that does."""
    hashes = [{name: hashlib.sha256(data).hexdigest() for name, data in files.items()} for files in (made, before)]
    names = sorted(name for name in {*made, *before} if hashes[0].get(name) != hashes[1].get(name))
    return [f"{name}: {_first_difference(name, made.get(name), before.get(name))}" for name in names]


def _first_difference(name: str, made: bytes | None, before: bytes | None) -> str:
    if made is None or before is None:
        return "there is none" if made is None else "there was none"
    if name.endswith((".json", ".ipynb")):
        return _in_json(json.loads(made), json.loads(before), "") or "white space, or the order of keys"
    if name.endswith(".pdf"):
        return _in_pdf(made, before)
    if name.endswith(".html"):
        return _in_lines(made.decode().splitlines(), before.decode().splitlines())
    return f"byte {next(n for n, (a, b) in enumerate(zip_longest(made, before)) if a != b)}"


def _in_json(made: Any, before: Any, path: str) -> str:
    """The first path at which two JSON documents differ, and both values; nothing where they do not."""
    if type(made) is type(before) and isinstance(made, dict | list):
        found, former = (x if isinstance(x, dict) else dict(enumerate(x)) for x in (made, before))
        if found.keys() != former.keys():
            return f"{path}: keys {sorted(map(str, found.keys() ^ former.keys()))}"
        parts = (_in_json(found[key], former[key], f"{path}/{key}") for key in found)
        return next((part for part in parts if part), "")
    return "" if made == before else f"{path}: {_around(str(made), str(before))}"


def _in_lines(made: list[str], before: list[str]) -> str:
    pairs = enumerate(zip_longest(made, before, fillvalue=""), 1)
    return next((f"line {n}: {_around(a, b)}" for n, (a, b) in pairs if a != b), "line breaks")


def _in_pdf(made: bytes, before: bytes) -> str:
    with pikepdf.open(io.BytesIO(made)) as one, pikepdf.open(io.BytesIO(before)) as other:
        for number, (a, b) in enumerate(zip_longest(one.objects, other.objects), 1):
            written = [
                repr(x) + (x.read_bytes().decode("latin-1") if isinstance(x, pikepdf.Stream) else "") for x in (a, b)
            ]
            if written[0] != written[1]:
                return f"object {number}: {_around(*written)}"
    return "outside of its objects"


def _around(made: str, before: str) -> str:
    """Both texts, from a little before the first character that differs."""
    place = next((n for n, (a, b) in enumerate(zip_longest(made, before)) if a != b), 0)
    start = max(place - 20, 0)
    return f"{made[start : place + 60]!r}, was {before[start : place + 60]!r}"


@pytest.fixture(scope="module")
def far(several: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project built in another folder and environment, by one worker, the last report first."""
    names = sorted((path.relative_to(several) for path in (several / "params").rglob("*.yaml")), reverse=True)
    root = tmp_path_factory.mktemp("far") / "chỗ khác" / "dự án"
    named = [str(root / name) for name in names]
    root.parent.mkdir()
    return build_elsewhere(several, root, FAR_AWAY, "--workers", "1", *named)


@pytest.fixture(scope="module")
def wide(several: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project built by more workers than there are cores."""
    return build_elsewhere(several, tmp_path_factory.mktemp("wide") / "project", AT_HOME, "--workers", "3")


def test_another_folder_hash_sample_locale_and_time_zone_and_one_worker_in_reverse_give_the_same_bytes(
    far: Path, several: Path
) -> None:
    assert len(products(far)) >= len(NAMES) * (5 + 4)  # five files and four tables each
    assert different(products(far), products(several)) == []


def test_more_workers_than_cores_give_the_same_bytes(wide: Path, several: Path) -> None:
    assert different(products(wide), products(several)) == []


def test_the_pages_over_all_reports_have_the_same_bytes_too(far: Path, wide: Path) -> None:
    made, before = (
        {name: data for name, data in snapshot(root / "output").items() if "/" not in name} for root in (far, wide)
    )
    assert different(*({name: data for name, data in files.items() if name != LOG} for files in (made, before))) == []
    assert "index.html" in made


def test_the_stock_engine_gives_the_same_bytes(several: Path, tmp_path: Path) -> None:
    paths = (SAMPLE_PATH, THI_TRAN_2024.path)
    root = tmp_path / "stock"
    named = [str(root / f"params/{path}.yaml") for path in paths]
    built = build_elsewhere(several, root, FAR_AWAY, "--engine", "papermill", *named)
    before = {name: data for name, data in products(several).items() if any(path in name for path in paths)}
    assert len(before) >= len(paths) * (5 + 4)
    assert different(products(built), before) == []


def test_building_again_over_what_was_built_gives_the_same_bytes(several: Path, tmp_path: Path) -> None:
    again = copy(several, tmp_path / "again")
    assert {result.status for result in build(again, force=True)} == {"made"}
    assert different(products(again), products(several)) == []


# What is said when bytes differ.


@pytest.mark.parametrize(
    ("name", "made", "before", "told"),
    [
        ("a.json", b'{"a": [1, {"b": 2}]}', b'{"a": [1, {"b": 3}]}', "a.json: /a/1/b: '2', was '3'"),
        ("a.json", b'{"a": 1, "b": 2}', b'{"a": 1}', "a.json: : keys ['b']"),
        ("a.json", b'{"a":1}', b'{"a": 1}', "a.json: white space, or the order of keys"),
        ("a.html", b"<p>\n<b>1</b>", b"<p>\n<b>2</b>", "a.html: line 2: '<b>1</b>', was '<b>2</b>'"),
        ("a.parquet", b"abc", b"abd", "a.parquet: byte 2"),
    ],
)
def test_a_difference_names_the_part_that_differs(name: str, made: bytes, before: bytes, told: str) -> None:
    assert different({name: made}, {name: before}) == [told]
    assert different({name: made}, {name: made}) == []
    assert different({}, {name: before}) == [f"{name}: there is none"]


def test_a_difference_in_a_pdf_names_the_object(several: Path) -> None:
    before = (several / "output" / SAMPLE_PATH / "bao-cao.pdf").read_bytes()
    with pikepdf.open(io.BytesIO(before)) as pdf:
        pdf.pages[0].MediaBox[2] = 100
        changed = io.BytesIO()
        pdf.save(changed, static_id=True)
    (told,) = different({"a.pdf": changed.getvalue()}, {"a.pdf": before})
    assert told.startswith("a.pdf: object ")
