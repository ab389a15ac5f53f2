"""Nothing outlives its report, and nothing is held by wider limits. In: cells that start processes. Out: processes, gone."""

from __future__ import annotations

import contextlib
import os
import resource
import sys
from pathlib import Path

import pytest

from cchc.engine.fork import ChildFailed, call
from cchc.engine.limits import Limits, restrain
from tests.engine.awkward import gone
from tests.engine.test_shell import code

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

# Ways to start a process, each of which leaves its number in `numbers`.
STARTS = """
import multiprocessing as m, os, subprocess, time
shell = lambda line: int(subprocess.run(line, shell=True, capture_output=True, text=True).stdout)
numbers = [
    subprocess.Popen(["sleep", "300"]).pid,
    subprocess.Popen(["sleep", "300"], start_new_session=True).pid,
    subprocess.Popen("sleep 300 & sleep 299 & wait", shell=True).pid,
    shell("sleep 300 >/dev/null 2>&1 & echo $!"),
    shell("setsid sleep 300 >/dev/null 2>&1 & echo $!"),
]
for way in ("fork", "spawn", "forkserver"):
    process = m.get_context(way).Process(target=time.sleep, args=(300,))
    process.start()
    numbers.append(process.pid)
open("numbers", "w").write(" ".join(map(str, numbers)))
"""
ENDS = {
    "ends well": "None",
    "fails": "1 / 0",
    "takes too long": "time.sleep(300)",
    "dies": "os._exit(3)",
    "is killed": "os.kill(os.getpid(), 9)",
}


def run(folder: Path, *sources: str) -> int | None:
    """In a fresh process: run the cells in that folder."""
    from cchc.engine.shell import run_cells

    os.chdir(folder)
    return run_cells([code(source) for source in sources])


@pytest.mark.parametrize("end", ENDS)
def test_whatever_a_report_has_started_is_gone_however_it_ends(end: str, tmp_path: Path) -> None:
    limits = Limits(30 if end == "takes too long" else 120, 2**32)
    with contextlib.suppress(ChildFailed):
        call(run, tmp_path, STARTS, ENDS[end], limits=limits)
    numbers = [int(number) for number in (tmp_path / "numbers").read_text().split()]
    assert len(numbers) == 5 + 3
    assert [number for number in numbers if not gone(number)] == []


def test_processes_of_a_report_give_their_results_to_the_cell_and_their_words_to_its_outputs(tmp_path: Path) -> None:
    source = (
        "import multiprocessing as m\nfrom concurrent.futures import ProcessPoolExecutor\n"
        "with m.get_context('fork').Pool(2) as pool: squares = pool.map(abs, [-1, -2])\n"
        "with ProcessPoolExecutor(2, m.get_context('fork')) as pool: more = list(pool.map(print, ['a word']))\n"
        "open('found', 'w').write(str([squares, more]))\nNone"
    )
    assert call(_run_and_show, tmp_path, source, limits=Limits()) == "a word\n"
    assert (tmp_path / "found").read_text() == "[[1, 2], [None]]"


def _run_and_show(folder: Path, source: str) -> str:
    from cchc.engine.shell import run_cells

    os.chdir(folder)
    cell = code(source)
    assert run_cells([cell]) is None, cell["outputs"]
    return "".join(output["text"] for output in cell["outputs"])


def _restrained(kind: int, limit: int) -> tuple[int, str]:
    """In a fresh process: what is said where the system has set that limit before, and which one holds."""
    held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    limit += held if kind == resource.RLIMIT_AS else 0
    resource.setrlimit(kind, (limit, limit))
    words = restrain(Limits(60, 2**31))
    return resource.getrlimit(kind)[1] - limit, words


@pytest.mark.parametrize(
    ("kind", "limit", "words"),
    [
        (resource.RLIMIT_AS, 200 * 2**20, "cần hơn 200 MiB bộ nhớ, là giới hạn mà hệ thống đặt (ulimit -v)"),
        (resource.RLIMIT_CPU, 30, "cần hơn 2048 MiB bộ nhớ (--memory-limit)"),
    ],
)
def test_a_limit_that_the_system_has_set_before_is_kept_where_it_is_narrower(kind: int, limit: int, words: str) -> None:
    left, said = call(_restrained, kind, limit, limits=Limits())
    assert left == 0
    assert said.startswith(words)
