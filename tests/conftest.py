"""Small made-up submissions, and reports of the sample made once. In: what a test wants submitted. Out: a folder below a raw root."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import settings

from cchc.catalogue.form import form_for
from cchc.catalogue.periods import periods
from cchc.engine.imports import without_grammar
from cchc.raw.submission import ANNEX, COLUMNS, DOCUMENTS, REDUCTIONS, SOURCE, STATEMENTS, TEXTS
from tests.products.project import Built, build_sample
from tests.products.stock import Stock, run_stock_lines
from tests.shared import made_once

with without_grammar():
    import nbformat  # noqa: F401  # the tests start as the program does

# The same examples on every machine, however slow it is: all of them, and for `make quick` the first few.
settings.register_profile("cchc", deadline=None, derandomize=True, max_examples=150)
settings.register_profile("quick", settings.get_profile("cchc"), max_examples=10)
settings.load_profile("cchc")

Rows = Iterable[Sequence[str]]


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample's report, built by `cchc build` in a project of its own. Leave its files as they are."""
    return Built(made_once(tmp_path_factory, "sample", build_sample) / "project")


@pytest.fixture(scope="session")
def stock(tmp_path_factory: pytest.TempPathFactory) -> Stock:
    """What README's lines for stock papermill and nbconvert have made of the sample. Leave its files as they are."""
    if shutil.which("bash") is None:
        pytest.skip("the lines are for a POSIX shell, which is not here")
    return Stock(made_once(tmp_path_factory, "stock", run_stock_lines) / "project")


def make_submission(
    root: Path,
    *,
    code: str = "15976",
    year: int = 2024,
    period: str = "nam",
    slug: str = "xa-thu",
    source: Mapping[str, Any] | None = None,
    annex: Mapping[str, str] | None = None,
    statements: Rows | None = None,
    procedures: Rows | None = None,
    documents: Rows | None = None,
    texts: Mapping[str, str] | None = None,
    files: Mapping[str, str | bytes] | None = None,
) -> Path:
    """Write root/<year>/<period>/<code>-<slug>/ and return it. A file that nothing is given for is not written.

    `source`: fields of nguon.yaml beside or instead of those that follow from code, year and period.
    `annex`: {code, key or label: so_lieu}, one row each; what is neither code nor key is taken for a label.
    `statements`: (muc, khoa, gia_tri, don_vi, nguyen_van, mau_so, perhaps pham_vi); `procedures`: (ten_tthc, before, after, stated,
    van_ban, ghi_chu); `documents`: (muc, loai, so_ky_hieu, ngay, co_quan, trich_yeu); ends may be left off.
    `texts`: {outline key: text}. `files`: {name: content as it stands}, written last, over any of the others.
    """
    folder = root / str(year) / period / f"{code}-{slug}"
    folder.mkdir(parents=True)
    first, last = periods()[period].window(year)
    named = {"ma_xa": code, "nam": str(year), "ky": period, "tu_ngay": str(first), "den_ngay": str(last)}
    _write_yaml(folder / SOURCE, {**named, **(source or {})})
    if annex is not None:
        _write_table(folder / ANNEX, COLUMNS[ANNEX], annex_records(annex, last))
    if statements is not None:
        rows = [tuple(row) for row in statements]
        more = ("mau_so", "pham_vi")[: max([1, *(len(row) - len(COLUMNS[STATEMENTS]) for row in rows)])]
        _write_table(folder / STATEMENTS, (*COLUMNS[STATEMENTS], *more), rows)
    if procedures is not None:
        _write_table(folder / REDUCTIONS, COLUMNS[REDUCTIONS], ([str(n), *p] for n, p in enumerate(procedures, 1)))
    if documents is not None:
        _write_table(folder / DOCUMENTS, COLUMNS[DOCUMENTS], documents)
    if texts is not None:
        _write_yaml(folder / TEXTS, texts)
    for name, content in (files or {}).items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    return folder


def annex_records(annex: Mapping[str, str], on: date) -> list[list[str]]:
    """The records (stt, chi_tieu, don_vi_tinh, so_lieu) that state these figures on that day's form."""
    form = {name: row for row in form_for(on).rows for name in (row.code, row.key)}
    found = ((form.get(name), name, text) for name, text in annex.items())
    return [[row.stt, row.label, row.unit, text] if row else ["", name, "", text] for row, name, text in found]


def _write_yaml(path: Path, data: Mapping[str, Any]) -> None:
    path.write_text(yaml.safe_dump(dict(data), allow_unicode=True, sort_keys=False), encoding="utf-8")


def _write_table(path: Path, columns: Sequence[str], rows: Rows) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file, lineterminator="\n")
        lines.writerow(columns)
        lines.writerows([*row, *[""] * (len(columns) - len(row))] for row in rows)


@pytest.fixture(scope="session")
def several(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of a few reports, built. Leave its files as they are; `copy` gives one to change."""
    from tests.build.several import build_several  # the builds import nbformat, which the lines above import first

    return made_once(tmp_path_factory, "several", build_several)
