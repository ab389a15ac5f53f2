"""A build that is stopped at any moment leaves whole reports only. In: builds, killed. Out: folders, the next build."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.units.register import units_on
from tests.products.project import ROOT, copy_project
from tests.products.synthetic import Commune, write_parameters, write_submission

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")

COMMUNES = 11
MARK = "CCHC_TEST_INTERRUPTED"
PATIENCE = 30.0
COMMAND = (sys.executable, "-m", "cchc", "build", "--no-rollup", "--workers", "3")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project of the sample and made-up communes, built once, so that each build that follows replaces reports."""
    root = copy_project(tmp_path_factory.mktemp("interrupted") / "project")
    for unit in units_on(date(2024, 12, 14))[:COMMUNES]:
        commune = Commune(unit.code, unit.slug, 2024, "nam", "2023-12-15", "2024-12-14")
        write_submission(root, commune, {"ho_so.tiep_nhan": "30"})
        write_parameters(root, commune)
    return root


@contextlib.contextmanager
def started(root: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """A build under way, in a process group of its own; nothing of it is left afterwards."""
    environment = {**os.environ, MARK: str(root), "PYTHONPATH": str(ROOT)}
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background jobs, and theirs, ignore Ctrl-C
    command = [*COMMAND, "--root", str(root), *options]
    process = subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, process_group=0
    )
    try:
        yield process
    finally:
        for number in relatives(root):
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        process.communicate()


def relatives(root: Path) -> list[int]:
    """The processes that were started by a build of that project and have not ended."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"{MARK}={root}\0".encode() in (folder / "environ").read_bytes():
                found.append(int(folder.name))
    return found


def all_gone(root: Path) -> bool:
    """Whether all processes of that project end within a few seconds."""
    until = time.monotonic() + PATIENCE / 3
    while relatives(root) and time.monotonic() < until:
        time.sleep(0.05)
    return relatives(root) == []


def logged(root: Path) -> int:
    log = root / "output/nhat-ky.jsonl"
    return log.read_bytes().count(b"\n") if log.is_file() else 0


def wait_for_reports(root: Path, process: subprocess.Popen[str], number: int) -> None:
    """Wait until the log has so many lines more than now, or the build has ended."""
    goal, until = logged(root) + number, time.monotonic() + PATIENCE
    while logged(root) < goal and process.poll() is None:
        assert time.monotonic() < until, "the build makes no reports"
        time.sleep(0.01)


def half_written(root: Path) -> list[str]:
    """The visible report folders whose files are not those that their manifest names."""
    return [folder.name for folder in (root / "output").glob("*/*/[!.]*") if not whole(folder)]


def whole(folder: Path) -> bool:
    try:
        manifest = json.loads((folder / "ho-so.json").read_bytes())
    except (OSError, ValueError):
        return False
    stated = {entry["name"]: entry["sha256"] for entry in manifest["outputs"]}
    found = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}
    found.pop("ho-so.json")
    return found == stated


def leftovers(root: Path) -> list[str]:
    """Hidden files and folders, but for the memory of the program."""
    places = (root / "output", root / "data/processed")
    return [path.name for place in places for path in place.rglob(".*") if path.name != ".cchc"]


def test_a_folder_that_lacks_a_file_or_has_another_one_is_seen_to_be_half_written(tmp_path: Path) -> None:
    folder = tmp_path / "output/2024/nam/00001-x"
    folder.mkdir(parents=True)
    assert half_written(tmp_path) == ["00001-x"]
    outputs = [{"name": "a", "sha256": hashlib.sha256(b"a").hexdigest()}]
    (folder / "ho-so.json").write_text(json.dumps({"outputs": outputs}))
    assert half_written(tmp_path) == ["00001-x"]
    (folder / "a").write_bytes(b"a")
    assert half_written(tmp_path) == []
    (folder / "b").write_bytes(b"")
    assert half_written(tmp_path) == ["00001-x"]


def test_a_build_killed_at_random_moments_leaves_whole_reports_and_nothing_running(root: Path) -> None:
    chance = random.Random(4)
    for number in range(6):
        with started(root, "--force") as process:
            wait_for_reports(root, process, chance.randrange(0, 6))
            time.sleep(chance.uniform(0, 0.3))
            # A closed terminal ends the whole group; the system, short of memory, ends one process.
            (os.killpg if number % 2 else os.kill)(process.pid, signal.SIGKILL)
            process.wait()
            assert half_written(root) == []
            assert all_gone(root), relatives(root)
            assert half_written(root) == []


def test_what_the_cells_of_a_killed_build_have_started_ends_with_it(root: Path, tmp_path: Path) -> None:
    notebook = root / "notebooks/bao_cao_xa.ipynb"
    before, begun = notebook.read_bytes(), tmp_path / "begun"
    content = json.loads(before)
    # Those that wait for work would never learn that nobody is left to give them any.
    source = (
        "import multiprocessing, time\npool = multiprocessing.get_context('fork').Pool(2)\npool.map(abs, [1])\n"
        f"open({str(begun)!r}, 'w').close(); time.sleep(300)"
    )
    content["cells"].insert(3, {"cell_type": "code", "id": "x", "metadata": {}, "source": source, "outputs": [],
                                "execution_count": None})  # fmt: skip
    notebook.write_text(json.dumps(content), encoding="utf-8")
    try:
        with started(root, "--force") as process:
            until = time.monotonic() + PATIENCE
            while not begun.exists() and time.monotonic() < until:
                time.sleep(0.05)
            assert begun.exists()
            process.kill()
            process.wait()
            assert all_gone(root), relatives(root)
    finally:
        notebook.write_bytes(before)


def test_the_build_after_a_killed_one_completes_and_leaves_nothing_hidden(root: Path) -> None:
    with started(root, "--force") as process:
        wait_for_reports(root, process, 2)
        process.kill()
        process.wait()
        assert all_gone(root)
    with started(root) as process:
        printed, errors = process.communicate(timeout=PATIENCE)
    assert (process.returncode, errors) == (0, "")
    assert "0 không lập được" in printed
    assert len(list((root / "output/2024/nam").iterdir())) == COMMUNES + 1
    assert (half_written(root), leftovers(root)) == ([], [])


@pytest.mark.parametrize(("reports", "delay"), [(0, 0.3), (0, 1.2), (1, 0), (4, 0)])
def test_ctrl_c_stops_cleanly_and_the_next_build_goes_on(reports: int, delay: float, root: Path) -> None:
    with started(root, "--force") as process:
        wait_for_reports(root, process, reports)
        time.sleep(delay)
        os.killpg(process.pid, signal.SIGINT)
        printed, errors = process.communicate(timeout=PATIENCE)
        assert all_gone(root)
    assert process.returncode not in (0, -signal.SIGKILL)
    assert "Traceback" not in errors and "KeyboardInterrupt" not in errors
    if reports:
        assert "chưa làm" in printed
    assert (half_written(root), leftovers(root)) == ([], [])
