"""`papermill --engine cchc` gives what papermill gives. In: notebooks run both ways. Out: the same cells and endings."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import papermill as library
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from cchc.build.engine import Refused
from tests.engine.awkward import AWKWARD, differences, gone, papermill, run_with, write_notebook
from tests.products.project import ROOT, Built

QUICK = ("--no-request-save-on-cell-execute",)  # save once, at the end
DEAD = 138  # how papermill's command ends where the kernel has died

Ran = tuple[subprocess.CompletedProcess[str], dict[str, Any]]


@pytest.fixture(scope="module")
def awkward(tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Ran]:
    """The awkward notebook, run with papermill's own engine and with this one."""
    notebook = write_notebook(tmp_path_factory.mktemp("awkward") / "awkward.ipynb", *AWKWARD)
    (notebook.parent / "awkward.txt").touch()  # a cell writes it: both runs find it there
    return run_with("", notebook, *QUICK), run_with("cchc", notebook, *QUICK)


@pytest.fixture(autouse=True)
def no_test_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel leaves the streams of programs alone where it knows of a running test."""
    monkeypatch.delenv("PYTEST_CURRENT_TEST", raising=False)


def execute(
    engine: str, notebook: Path, given: dict[str, Any] | None = None, folder: Path | None = None, **more: Any
) -> Any:
    """The notebook executed by papermill as a library; "" is its own engine."""
    where = str(folder or notebook.parent)
    options = {"request_save_on_cell_execute": False, "progress_bar": False, "engine_name": engine or None}
    return library.execute_notebook(str(notebook), None, given or {}, cwd=where, **options, **more)


def last_line(result: subprocess.CompletedProcess[str]) -> str:
    return result.stderr.strip().splitlines()[-1]


def printed(cell: dict[str, Any]) -> str:
    return "".join("".join(output.get("text", "")) for output in cell["outputs"])


def test_awkward_cells_have_the_same_outputs_as_under_a_kernel(awkward: tuple[Ran, Ran]) -> None:
    (_, stock), (_, fast) = awkward
    assert differences(stock, fast) == []


def test_the_comparison_of_cells_sees_a_difference(awkward: tuple[Ran, Ran]) -> None:
    (_, stock), _ = awkward
    changed = json.loads(json.dumps(stock))
    place = next(n for n, cell in enumerate(changed["cells"]) if cell["source"] == ["1 + 1"])
    changed["cells"][place]["outputs"][0]["data"]["text/plain"] = ["3"]
    assert len(differences(stock, changed)) == 1


def test_a_failing_cell_ends_the_command_in_the_same_way(awkward: tuple[Ran, Ran]) -> None:
    (stock, _), (fast, _) = awkward
    assert fast.returncode == stock.returncode == 1
    assert last_line(fast) == last_line(stock) == "KeyError: 'k'"


def test_a_failing_cell_is_marked_and_what_follows_it_was_not_run(awkward: tuple[Ran, Ran]) -> None:
    _, (_, fast) = awkward
    states = [cell["metadata"]["papermill"]["status"] for cell in fast["cells"] if "papermill" in cell["metadata"]]
    assert states[-2:] == ["failed", "pending"] and set(states[:-2]) == {"completed"}
    marks = [cell for cell in fast["cells"] if "papermill-error-cell" in "".join(cell["source"])]
    assert len(marks) == 2  # one at the top, one before the cell


@pytest.fixture(scope="module")
def project(sample: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample's project, with this tree's notebooks and the tables that a build has left."""
    root = tmp_path_factory.mktemp("engines") / "project"
    return Path(shutil.copytree(sample.root, root, ignore=shutil.ignore_patterns("output")))


def both_ways(name: str, request: pytest.FixtureRequest) -> Iterator[Any]:
    """A notebook of the product as papermill's own engine leaves it, and as this one does."""
    if name == "bao_cao_xa.ipynb":
        output = request.getfixturevalue("stock").output
        return (nbformat.read(output / run, as_version=4) for run in ("stock.ipynb", "out.ipynb"))
    project = request.getfixturevalue("project")
    given = {"tinh": "38", "nam": 2024, "ky": "nam"} if name == "tong_hop_tinh.ipynb" else {}
    return (execute(engine, project / "notebooks" / name, given, project) for engine in ("", "cchc"))


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb")))
def test_a_notebook_of_the_product_has_the_same_outputs_with_both_engines(
    name: str, request: pytest.FixtureRequest
) -> None:
    stock, fast = both_ways(name, request)
    assert differences(stock, fast) == []
    assert sum(bool(cell.get("outputs")) for cell in fast["cells"]) > 5


def test_metadata_of_the_notebook_are_those_that_papermill_leaves(awkward: tuple[Ran, Ran]) -> None:
    (_, stock), (_, fast) = awkward
    assert fast["metadata"].keys() == stock["metadata"].keys()
    assert fast["metadata"]["language_info"] == stock["metadata"]["language_info"]
    assert fast["metadata"]["kernelspec"] == stock["metadata"]["kernelspec"]
    assert fast["metadata"]["papermill"]["exception"] is True


GOOD = {"ma_xa": "15976", "nam": 2024, "ky": "nam"}
REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "an unknown name": ({**GOOD, "mau": "xanh"}, '"mau"'),
    "a misspelt name": ({**GOOD, "ma_xaa": "15976"}, 'có phải "ma_xa"'),
    "a code that is a number": ({**GOOD, "ma_xa": 15976}, "5 chữ số"),
    "an unknown period": ({**GOOD, "ky": "quy1"}, "quy1"),
    "parameters left out": ({}, "ma_xa"),
}


@pytest.mark.parametrize("wrong", REFUSED)
def test_parameters_that_cannot_be_right_are_refused_before_a_cell_runs(wrong: str, tmp_path: Path) -> None:
    given, told = REFUSED[wrong]
    out = tmp_path / "out.ipynb"
    with pytest.raises(Refused, match=told):
        library.execute_notebook(ROOT / "notebooks/bao_cao_xa.ipynb", out, given, engine_name="cchc")
    assert list(tmp_path.iterdir()) == []


def test_the_command_tells_of_what_it_refuses_in_one_line_and_leaves_no_file(tmp_path: Path) -> None:
    out = tmp_path / "out.ipynb"
    result = papermill("--engine", "cchc", "notebooks/bao_cao_xa.ipynb", out, "-r", "ma_xaa", "15976", folder=ROOT)
    assert result.returncode != 0
    assert last_line(result).startswith("LỖI") and 'có phải "ma_xa"?' in last_line(result)
    assert result.stderr.count("LỖI") == 1 and "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_paths_that_papermill_injects_by_itself_are_no_unknown_names(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "paths.ipynb", "print(PAPERMILL_INPUT_PATH, x)")
    # What `papermill --inject-input-path` adds.
    assert printed(execute("cchc", notebook, {"PAPERMILL_INPUT_PATH": "paths.ipynb"}).cells[-1]) == "paths.ipynb 1\n"


def test_parameters_that_are_declared_with_a_type_are_no_unknown_names(tmp_path: Path) -> None:
    # papermill finds no name in the last line, and only warns.
    declared = "x: int = 1\ny: str | None = None"
    notebook = write_notebook(tmp_path / "typed.ipynb", "print(x, y)", parameters=declared)
    assert printed(execute("cchc", notebook, {"x": 2, "y": "hai"}).cells[-1]) == "2 hai\n"
    with pytest.raises(Refused, match='"z" lạ; sổ tay có các tham số: x, y'):
        execute("cchc", notebook, {"z": 1})


def test_half_a_character_is_printed_as_one_that_stands_for_it(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "half.ipynb", "print('a\\ud800b')")
    result, ran = run_with("cchc", notebook)
    assert result.returncode == 0, result.stderr
    assert printed(ran["cells"][-1]) == "a\ufffdb\n"


def test_a_notebook_without_a_parameter_cell_takes_any_parameter(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "free.ipynb", "print(y)", parameters="x = 1")
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"][1]["metadata"]["tags"] = []
    notebook.write_text(json.dumps(content), encoding="utf-8")
    assert printed(execute("cchc", notebook, {"y": 7})["cells"][-1]) == "7\n"


@pytest.mark.parametrize("language", ["R", "a language that papermill does not know"])
def test_a_notebook_in_another_language_is_left_to_papermills_own_engine(
    language: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    notebook = write_notebook(tmp_path / "other.ipynb", "print(1)", language=language)
    # There is no kernel for R here: that one for Python answers shows who was asked.
    assert printed(execute("cchc", notebook)["cells"][-1]) == "1\n"
    assert f"leaves this notebook to papermill's own engine: the notebook is in {language}" in caplog.text


def test_where_nothing_can_be_forked_a_kernel_runs_the_cells_and_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    notebook = write_notebook(tmp_path / "small.ipynb", "import sys\nprint(x, 'ipykernel_launcher' in sys.argv[0])")
    monkeypatch.setattr("cchc.engine.fork.can_fork", lambda: False)
    ran = execute("cchc", notebook, {"x": 5})
    assert printed(ran.cells[-1]) == "5 True\n"
    assert "this system cannot fork processes" in caplog.text


def test_a_process_that_ends_at_once_ends_the_command_as_a_dead_kernel_does(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "dying.ipynb", "print('before')", "import os; os._exit(3)", "print('never')")
    result, ran = run_with("cchc", notebook)
    assert result.returncode == DEAD
    assert "DeadKernelError" in last_line(result)
    assert printed(ran["cells"][-3]) == "before\n"
    assert ran["cells"][-1]["execution_count"] is None


def test_a_process_that_is_killed_is_a_dead_kernel_too(tmp_path: Path) -> None:
    notebook = write_notebook(tmp_path / "killed.ipynb", "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(DeadKernelError, match="exit code -9"):
        execute("cchc", notebook)


def test_a_cell_that_takes_too_long_is_stopped_and_named_with_all_that_it_started(tmp_path: Path) -> None:
    started = "import subprocess, sys, time\nopen('number', 'w').write(str(subprocess.Popen(['sleep', '300']).pid))"
    notebook = write_notebook(tmp_path / "slow.ipynb", started, "time.sleep(300)", "print('never')")
    out = tmp_path / "out.ipynb"
    with pytest.raises(CellTimeoutError, match=r"after 1 seconds(.|\n)*time\.sleep\(300\)"):
        library.execute_notebook(
            notebook, out, engine_name="cchc", cwd=str(tmp_path), progress_bar=False, execution_timeout=1
        )
    ran = json.loads(out.read_text(encoding="utf-8"))
    assert [cell["metadata"]["papermill"]["status"] for cell in ran["cells"][-2:]] == ["failed", "pending"]
    assert gone(int((tmp_path / "number").read_text()))


SCRIPT = """
import multiprocessing, os, sys
import papermill
print("the script runs")
os.environ["CCHC_SET_BY_SCRIPT"] = "set"
for folder in ("one", "other"):
    ran = papermill.execute_notebook("small.ipynb", None, {"x": 2}, engine_name="cchc", cwd=folder, progress_bar=False)
    print(ran.cells[-1].outputs[0].text, end="")
"""


def test_a_script_may_call_papermill_without_a_guard_in_any_folder_and_environment(tmp_path: Path) -> None:
    write_notebook(tmp_path / "small.ipynb", "import os\nprint(os.getcwd(), x, os.environ.get('CCHC_SET_BY_SCRIPT'))")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    (tmp_path / "one").mkdir(), (tmp_path / "other").mkdir()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "script.py"]
    result = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=60)
    assert result.returncode == 0, result.stderr
    lines = [f"{tmp_path / folder} 2 set" for folder in ("one", "other")]
    assert result.stdout.splitlines() == ["the script runs", *lines]


def test_what_cells_print_can_be_logged_and_copied_into_files(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    notebook = write_notebook(tmp_path / "log.ipynb", "import sys\nprint('out')\nprint('err', file=sys.stderr)\n41 + 1")
    out, err = io.StringIO(), io.StringIO()
    with caplog.at_level("INFO", logger="papermill"):
        execute("cchc", notebook, log_output=True, stdout_file=out, stderr_file=err)
    assert (out.getvalue(), err.getvalue()) == ("out\n", "err\n")
    assert {"out\n", "err\n", "42"} <= {record.getMessage() for record in caplog.records}
