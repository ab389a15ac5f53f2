"""A notebook run for a report, in both ways. In: small notebooks. Out: the same outputs again and again, the same failures."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from cchc.engine.execute import as_papermill, read_notebook, run_here, run_stock
from cchc.engine.executed import as_text
from cchc.engine.fork import call, can_fork
from cchc.engine.limits import Limits
from cchc.errors import CchcError, NotebookError
from tests.engine.awkward import write_notebook
from tests.products.project import ROOT

pytestmark = pytest.mark.skipif(not can_fork(), reason="the engines are held against each other")

LIMITS = Limits(60, 2**31)
Cells = Sequence[tuple[str, dict[str, Any]] | str]
Run = Callable[[Path], list[dict[str, Any]]]
RAISES = {"tags": ["raises-exception"]}

STEADY: Cells = (
    "import matplotlib.pyplot as plt, pandas as pd\npd.DataFrame({'a': [1]}).style.format('{:.1f}')",
    "plt.figure(figsize=(1, 1)); plt.plot([1, 2])",
    "%config InlineBackend.figure_formats = ['svg']\nplt.figure(figsize=(1, 1)); plt.plot([1, 2])",
    "import numpy as np, random, uuid\nnp.random.rand(), random.random(), uuid.uuid4(), uuid.uuid4()",
    "print({'một', 'hai', 'ba', 'bốn', 'năm', 'sáu'}, object())",
    "display('x', display_id=True)",
    "pd.DataFrame({'a': range(100)}).sample(5)",
    ("import json\njson.loads('{')", RAISES),
    "import warnings\nwarnings.warn('careful')",
)


def _run(notebook: bytes, folder: Path, x: int = 1) -> bytes:
    """In a fresh process: run the notebook and send its cells back."""
    return as_text(run_here(as_papermill(notebook), {"x": x}, folder))


def fast(path: Path, limits: Limits = LIMITS) -> list[dict[str, Any]]:
    """The cells of the notebook after a run in a forked process."""
    return list(json.loads(call(_run, read_notebook(path), path.parent, limits=limits))["cells"])


def stock(path: Path, seconds: float | None = None) -> list[dict[str, Any]]:
    """The cells of the notebook after a run in a kernel."""
    executed = run_stock(as_papermill(read_notebook(path)), {"x": 1}, path.parent, seconds)
    return list(json.loads(as_text(executed))["cells"])


def given(folder: Path, *cells: Any, **metadata: Any) -> Path:
    """A notebook of these cells below the parameters' cell, with other metadata if any are named."""
    path = write_notebook(folder / "small.ipynb", *cells)
    content = json.loads(path.read_text(encoding="utf-8"))
    content.update(metadata)
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def told(run: Run, path: Path) -> str:
    with pytest.raises(CchcError) as caught:
        run(path)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def outputs(cells: list[dict[str, Any]]) -> list[Any]:
    return [cell.get("outputs") for cell in cells]


def test_the_same_cells_give_the_same_outputs_in_every_run_and_with_both_engines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    notebook = given(tmp_path, *STEADY)
    first, second = fast(notebook), fast(notebook)
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # a kernel behaves differently where it knows of a running test
    monkeypatch.setenv("MPLBACKEND", "agg")
    monkeypatch.setenv("PYTHONHASHSEED", "5")
    assert outputs(first) == outputs(second)
    assert outputs(stock(notebook)) == outputs(first)
    assert [sorted(output["data"]) for output in first[4]["outputs"] if "data" in output] == [
        ["text/plain"],
        ["image/png", "text/plain"],
    ]


def test_ids_differ_within_a_report_and_from_report_to_report(tmp_path: Path) -> None:
    notebook = given(tmp_path, "import uuid\nprint(uuid.uuid4(), uuid.uuid4())")
    _, one, _, two = (*_ids(notebook, 1), *_ids(notebook, 2))
    assert one != two
    assert len(set(_ids(notebook, 1))) == 2


def _ids(notebook: Path, x: int) -> list[str]:
    executed = call(_run, notebook.read_bytes(), notebook.parent, x, limits=LIMITS)
    return str(json.loads(executed)["cells"][-1]["outputs"][0]["text"]).split()


def test_processes_that_a_cell_forks_have_ids_of_their_own(tmp_path: Path) -> None:
    source = (
        "import multiprocessing, uuid\ndef draw(_): return str(uuid.uuid4())\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool: drawn = pool.map(draw, range(8), chunksize=1)\n"
        "print(len(set(drawn)))"
    )
    assert fast(given(tmp_path, source))[-1]["outputs"][0]["text"] == "8\n"


FAILING: dict[str, tuple[Cells, str]] = {
    "an error that a magic swallows": (("%%capture\nraise ValueError('nuốt')", "1"), "Ô số 4 .* vì ValueError: nuốt"),
    "an error after one that was allowed": ((("1 / 0", RAISES), "int('x')"), "Ô số 5 .* vì ValueError: invalid"),
    "a magic that nobody knows": (("%%khong_co\nx",), "Ô số 4 .*«%%khong_co».* vì UsageError: Cell magic"),
    "an end that is no error": (("import sys; sys.exit()", "1"), r"Ô số 4 .* vì SystemExit"),
    "an end of the process": (
        ("import os; os._exit(3)",),
        r"dừng bất ngờ.*, ở ô số 4 của sổ tay \(«import os; os._exit",
    ),
    "words of many lines": (("raise ValueError('a\\nb')",), r"ValueError: a b\. Hãy"),
}
TRIED_IN_A_KERNEL = list(FAILING)[:5]  # to start one takes seconds


@pytest.mark.parametrize(
    ("run", "why"), [*((fast, why) for why in FAILING), *((stock, why) for why in TRIED_IN_A_KERNEL)]
)
def test_a_notebook_that_fails_names_the_cell_and_the_reason_in_one_line(run: Run, why: str, tmp_path: Path) -> None:
    cells, words = FAILING[why]
    said = told(run, given(tmp_path, *cells))
    assert re.search(words, said), said


@pytest.mark.parametrize("run", [partial(fast, limits=Limits(15, 2**31)), partial(stock, seconds=1)])
def test_a_cell_that_takes_too_long_is_named(run: Run, tmp_path: Path) -> None:
    said = told(run, given(tmp_path, "import time; time.sleep(300)"))
    assert "quá thời hạn" in said and "ở ô số 4 của sổ tay («import time; time.sleep(300)»)" in said


def test_a_notebook_without_metadata_needs_no_name_of_a_kernel(tmp_path: Path) -> None:
    assert fast(given(tmp_path, "print(x)", metadata={}))[-1]["outputs"][0]["text"] == "1\n"


SCRIPT = """
from cchc.engine.fork import call, configure_preload
from cchc.engine.limits import Limits
from tests.engine.test_execute import _hash_seed
configure_preload(1)
print(call(_hash_seed, limits=Limits()))
"""


def _hash_seed() -> str:
    return os.environ.get("PYTHONHASHSEED", "")


def test_a_build_that_says_early_how_much_is_coming_prints_sets_in_the_same_order_too(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "5"}
    command = [sys.executable, "-c", SCRIPT]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=120)
    assert (result.stdout, result.stderr) == ("0\n", "")


def test_the_kernel_of_another_machine_is_not_asked_for(tmp_path: Path) -> None:
    kernel = {"name": "conda-env-khac-py", "display_name": "x", "language": "python"}
    assert stock(given(tmp_path, "print(x)", metadata={"kernelspec": kernel}))[-1]["outputs"][0]["text"] == "1\n"


def ids(path: Path) -> list[str]:
    return [cell["id"] for cell in as_papermill(read_notebook(path)).cells]


def test_cells_without_ids_as_older_notebooks_have_them_are_given_the_same_ones_every_time(tmp_path: Path) -> None:
    path = given(tmp_path, "1", nbformat_minor=4)
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"]:
        del cell["id"]
    path.write_text(json.dumps(content), encoding="utf-8")
    assert ids(path) == ["cell-0", "cell-1", "cell-2"]


@pytest.mark.filterwarnings("error")
def test_cells_of_one_id_are_told_apart_and_nobody_is_warned(tmp_path: Path) -> None:
    path = given(tmp_path, "1", "2")
    content = json.loads(path.read_text(encoding="utf-8"))
    for cell in content["cells"][1:]:
        cell["id"] = "same"
    path.write_text(json.dumps(content), encoding="utf-8")
    assert ids(path) == ["c0", "same", "cell-2", "cell-3"]


def test_a_notebook_whose_parameters_have_lost_their_tag_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = given(tmp_path, "1")
    path.write_text(path.read_text(encoding="utf-8").replace('"parameters"', '"khac"'), encoding="utf-8")
    with pytest.raises(NotebookError, match="không có ô mang thẻ parameters.*hãy gắn thẻ parameters"):
        read_notebook(path)


def test_a_notebook_with_half_a_character_is_no_valid_one(tmp_path: Path) -> None:
    path = given(tmp_path, "1")
    path.write_text(path.read_text(encoding="utf-8").replace("# Title", "\\ud800"), encoding="utf-8")
    with pytest.raises(NotebookError, match="không phải sổ tay Jupyter hợp lệ"):
        read_notebook(path)


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may read everything")
def test_a_notebook_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    path = given(tmp_path, "1")
    path.chmod(stat.S_IWUSR)
    with pytest.raises(NotebookError, match="không đọc được .*quyền đọc"):
        read_notebook(path)
