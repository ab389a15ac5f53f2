"""One report that goes wrong stops no other, and says why. In: notebooks that hang, die, or eat memory. Out: results."""

from __future__ import annotations

import json
import os
import pickle
import re
from datetime import date
from pathlib import Path

import nbformat
import pytest

from cchc.build.batch import LOG, BuildOptions, plan_batch, run_batch
from cchc.build.progress import follow
from cchc.build.report import ReportContent
from cchc.build.running.pool import _wordiest
from cchc.build.running.result import BuildResult
from cchc.catalogue.units.register import units_on
from cchc.engine.limits import Limits
from cchc.export.names import EXECUTED
from tests.build.several import NAMES, build, by_name, make_several
from tests.engine.awkward import gone
from tests.products.project import snapshot
from tests.products.synthetic import THI_TRAN_2024, Commune, write_parameters, write_submission

BAD = "2024/6-thang/00376"
PLENTY = Limits(60, 2 * 2**30)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project of a few reports, nothing built."""
    return make_several(tmp_path / "project")


def add_cell(root: Path, source: str, *, only: str = THI_TRAN_2024.code) -> None:
    """Add a cell to the notebook that does something in the report of one commune."""
    path = root / "notebooks/bao_cao_xa.ipynb"
    notebook = nbformat.read(path, as_version=4)
    body = "\n".join(f"    {line}" for line in source.splitlines())
    notebook.cells.insert(6, nbformat.v4.new_code_cell(f'if ma_xa == "{only}":\n{body}', id=f"added-{only}"))
    nbformat.write(notebook, path)


def build_html(root: Path, limits: Limits = PLENTY, **options: bool) -> dict[str, BuildResult]:
    return by_name(build(root, formats=("html",), limits=limits, workers=2, **options))


def log(root: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (root / "output" / LOG).read_text(encoding="utf-8").splitlines()]


_CELL = r"\d+ của sổ tay \(«if ma_xa == .*»\)"
# What the notebook does in the report of one commune; what is said of it.
WRONG: dict[str, tuple[str, str]] = {
    "fails": ("1 / 0", rf"Ô số {_CELL} dừng vì ZeroDivisionError: division by zero"),
    "hangs": ("import time; time.sleep(300)", rf"quá thời hạn 15 giây .*, ở ô số {_CELL}"),
    "turns in a loop": ("while True:\n    pass", rf"quá thời hạn 15 giây .*, ở ô số {_CELL}"),
    "cannot be interrupted": (
        "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True:\n    signal.pause()",
        r"quá thời hạn 15 giây",
    ),
    "eats memory": ("held = [bytearray(2**26) for _ in range(32)]", rf"cần hơn 512 MiB bộ nhớ .*, ở ô số {_CELL}"),
    "eats memory as NumPy does": ("import numpy; numpy.ones(2**27)", rf"cần hơn 512 MiB bộ nhớ .*, ở ô số {_CELL}"),
    "eats memory with others": (
        "import multiprocessing, time\n"
        "def eat(): held = b'x' * (200 * 2**20); time.sleep(300)\n"
        "for _ in range(4): multiprocessing.get_context('fork').Process(target=eat).start()\n"
        "time.sleep(300)",
        rf"cần hơn 512 MiB bộ nhớ .*, ở ô số {_CELL}",
    ),
    "leaves at once": ("import os; os._exit(3)", rf"dừng bất ngờ \(mã 3\), ở ô số {_CELL}"),
    "leaves others behind": (
        "import multiprocessing, os, time\n"
        "multiprocessing.get_context('fork').Process(target=time.sleep, args=(300,)).start()\nos._exit(4)",
        rf"dừng bất ngờ \(mã 4\), ở ô số {_CELL}",
    ),
    "is killed": ("import os; os.kill(os.getpid(), 9)", r"dừng bất ngờ \(mã -9\)"),
    "crashes": ("import ctypes; ctypes.string_at(0)", rf"dừng bất ngờ \(mã -11\), ở ô số {_CELL}"),
    "closes every file": ("import os; os.closerange(3, 200); os._exit(0)", r"dừng bất ngờ"),
    "leaves in its words": ("import sys; sys.exit('thôi')", r"SystemExit: thôi"),
}  # fmt: skip
COMMUNES = [
    Commune(unit.code, unit.slug, 2024, "nam", "2023-12-15", "2024-12-14")
    for unit in units_on(date(2024, 12, 14))[: len(WRONG)]
]


@pytest.fixture(scope="module")
def together(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, BuildResult]]:
    """A build in which each of these reports goes wrong in its own way, beside the good ones."""
    root = make_several(tmp_path_factory.mktemp("wrong") / "project")
    for commune, (source, _) in zip(COMMUNES, WRONG.values(), strict=True):
        write_submission(root, commune)
        write_parameters(root, commune)
        add_cell(root, source, only=commune.code)
    return root, by_name(build(root, formats=("html",), limits=Limits(15, 512 * 2**20), workers=8))


@pytest.mark.parametrize("wrong", WRONG)
def test_a_report_that_goes_wrong_is_named_with_the_reason(
    wrong: str, together: tuple[Path, dict[str, BuildResult]]
) -> None:
    root, found = together
    commune = COMMUNES[list(WRONG).index(wrong)]
    result = found[f"2024/nam/{commune.code}"]
    assert result.status == "failed"
    assert re.search(WRONG[wrong][1], result.error), result.error
    assert "Traceback" not in result.error
    assert not (root / "output" / commune.path).exists()


def test_reports_that_go_wrong_stop_no_other_and_leave_nothing_half_made(
    together: tuple[Path, dict[str, BuildResult]],
) -> None:
    root, found = together
    assert {name: found[name].status for name in NAMES} == dict.fromkeys(NAMES, "made")
    assert len(found) == len(NAMES) + len(WRONG)
    assert list((root / "output").rglob(".?????-*")) == []


def test_a_page_that_cannot_be_made_fails_its_report_alone(root: Path) -> None:
    # A block of a kind that no exporter knows, as another version of the program may have left it.
    mime = "from cchc.document.model import BLOCK_MIME"
    add_cell(root, f"{mime}\ndisplay({{BLOCK_MIME: {{'block': 'no such block'}}, 'text/plain': ''}}, raw=True)")
    found = build_html(root)
    assert [name for name in NAMES if found[name].status == "failed"] == [BAD]
    assert found[BAD].error and "Traceback" not in found[BAD].error


def test_much_text_takes_no_report_beyond_its_time(root: Path) -> None:
    # Joined one by one, the four writes of each line took minutes; so did a search tried anew at each letter of a word.
    add_cell(
        root, "import sys\nfor i in range(100_000): print('cảnh báo số', i, file=sys.stderr)\nprint('x' * 300_000)"
    )
    assert build_html(root)[BAD].status == "made"


def test_where_the_export_takes_too_long_the_cell_that_prints_most_is_named() -> None:
    output = {"output_type": "stream", "name": "stdout", "text": "x" * 20_000}
    cell = {"cell_type": "code", "source": "print(x)", "metadata": {}, "outputs": [output]}
    content = ReportContent("", {EXECUTED: json.dumps({"cells": [cell]}).encode()}, {})
    assert _wordiest(pickle.dumps((None, content, 0.0))) == "; ô số 1 của sổ tay («print(x)») in ra 20.000 chữ"
    assert _wordiest(pickle.dumps((None, None, 0.0))) == ""


def test_the_log_has_a_line_of_json_a_report_with_status_and_reasons(root: Path) -> None:
    add_cell(root, "1 / 0")
    build_html(root)
    lines = log(root)
    assert {str(line["report"]): line["status"] for line in lines} == {
        name: "failed" if name == BAD else "made" for name in NAMES
    }
    assert {str(line["reasons"]) for line in lines} == {"['chưa có báo cáo']"}
    assert ["ZeroDivisionError" in str(line["error"]) for line in lines if "error" in line] == [True]
    assert all(float(str(line["cpu"])) > 0 for line in lines if line["status"] == "made")


def test_the_log_is_added_to_and_says_nothing_of_what_was_up_to_date(root: Path) -> None:
    build_html(root)
    build_html(root)
    assert len(log(root)) == len(NAMES)
    (root / "output" / THI_TRAN_2024.path / "bao-cao.html").unlink()
    build_html(root)
    assert [(line["report"], line["status"]) for line in log(root)[len(NAMES) :]] == [(BAD, "exported")]


def test_a_failure_leaves_the_older_report_and_names_it(root: Path) -> None:
    build_html(root)
    before = snapshot(root / "output" / THI_TRAN_2024.path)
    add_cell(root, "import os; os._exit(3)")
    found = build_html(root)
    assert found[BAD].older == root / "output" / THI_TRAN_2024.path
    assert snapshot(root / "output" / THI_TRAN_2024.path) == before
    assert {found[name].older for name in NAMES if name != BAD} == {None}


def test_a_build_that_nobody_listens_to_any_more_ends_its_processes(root: Path) -> None:
    add_cell(root, f"import os, time\nopen({str(root / 'number')!r}, 'w').write(str(os.getpid()))\ntime.sleep(300)")
    options = BuildOptions((), root, formats=("html",), workers=2, limits=PLENTY)
    results = run_batch(options, plan_batch(options))
    made = [next(results) for _ in range(3)]
    results.close()
    assert BAD not in {result.name for result in made}
    assert gone(int((root / "number").read_text()))


def test_a_notebook_finds_the_project_as_its_folder_and_nothing_to_read_from(root: Path) -> None:
    add_cell(
        root,
        f"import os, sys\nopen({str(root / 'found')!r}, 'w').write(f'{{os.getcwd()}}\\n{{sys.stdin.read()!r}}')\nNone",
    )
    assert build_html(root)[BAD].status == "made"
    assert (root / "found").read_text().splitlines() == [os.path.realpath(root), "''"]


def test_what_is_said_of_a_failure_names_its_report(root: Path) -> None:
    add_cell(root, "1 / 0")
    options = BuildOptions((), root, formats=("html",), workers=2, limits=PLENTY)
    complaints: list[str] = []
    follow(run_batch(options, plan_batch(options)), len(NAMES), lambda _: None, complaints.append)
    assert len(complaints) == 1
    assert complaints[0].startswith("LỖI") and complaints[0].count(BAD) == 1 and "ZeroDivisionError" in complaints[0]
