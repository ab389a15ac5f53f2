"""Reports made by a Dask cluster. In: a cluster of two workers on this machine, one killed on the way. Out: nothing."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cchc.build.batch import FORMATS, BuildOptions, plan_batch, run_batch
from cchc.build.progress import follow
from cchc.build.running.cluster import _places, run_on_cluster
from cchc.build.running.result import BuildContext
from cchc.demo.make import make_demo
from cchc.engine.fork import can_fork
from cchc.engine.limits import Limits
from cchc.errors import Stopped, UsageError

distributed = pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(not can_fork(), reason="workers make reports in forked processes")

REPORTS = 12


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cluster") / "demo"
    make_demo(folder, REPORTS, 2025)
    return folder


@pytest.fixture(scope="module")
def cluster() -> Iterator[Any]:
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers:
        yield workers


def products(root: Path) -> dict[str, str]:
    paths = sorted(path for path in (root / "output").glob("*/*/*/*") if path.is_file())
    return {path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_a_cluster_that_loses_a_worker_makes_every_report_with_the_same_bytes(root: Path, cluster: Any) -> None:
    options = BuildOptions((), root, force=True, dask=cluster.scheduler_address)
    results = []
    for result in run_batch(options, plan_batch(options)):
        results.append(result)
        if len(results) == 2:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    assert sorted(result.status for result in results) == ["made"] * REPORTS
    assert len({result.name for result in results}) == REPORTS
    by_cluster = products(root)
    alone = BuildOptions((), root, force=True)
    assert [result.status for result in run_batch(alone, plan_batch(alone))] == ["made"] * REPORTS
    assert products(root) == by_cluster


def test_a_project_that_the_workers_do_not_see_stops_the_run_once_with_what_to_do(
    root: Path, cluster: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc.build.running.cluster._places", lambda tasks, context: [tmp_path / "not-there"])
    tasks = plan_batch(BuildOptions((), root, force=True))
    context = BuildContext(root, FORMATS, b"", Limits(60, 2**30))
    with pytest.raises(Stopped, match="có máy không thấy .*not-there; mọi máy phải thấy dự án.*chạy lại"):
        list(run_on_cluster(tasks, context, cluster.scheduler_address))


def test_a_folder_of_raw_files_that_nobody_has_is_no_fault_of_the_cluster(root: Path) -> None:
    (task, *_) = plan_batch(BuildOptions((), root, force=True))
    assert task.request.parameters is not None
    asked = replace(task.request.parameters, du_lieu="nowhere")
    lost = replace(task, request=replace(task.request, parameters=asked))
    assert _places([lost], BuildContext(root, FORMATS, b"", Limits())) == [root / "notebooks/bao_cao_xa.ipynb"]


def test_a_cluster_that_goes_away_stops_the_run_once_and_what_it_has_not_made_is_not_done(
    root: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--port", "0", "--no-dashboard"]
    file = root / "scheduler.json"
    scheduler = subprocess.Popen([*command, "--scheduler-file", str(file)], stderr=subprocess.DEVNULL)
    try:
        address = _address(file)
        ending = threading.Timer(2, scheduler.kill)  # there is no worker: nothing is made before
        ending.start()
        options = BuildOptions((), root, force=True, dask=address)
        tasks = plan_batch(options)
        said: list[str] = []
        results, code = follow(run_batch(options, tasks), len(tasks), lambda _: None, said.append)
    finally:
        scheduler.kill()
        scheduler.wait()
    assert (results, code) == ([], 1)
    assert len(said) == 1 and f"Cụm Dask {address} không còn trả lời" in said[0] and "\n" not in said[0]
    assert capfd.readouterr().err == ""


def _address(file: Path) -> str:
    """Where the scheduler that writes this file listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError, ValueError):
            return str(json.loads(file.read_text())["address"])
        time.sleep(0.1)
    raise AssertionError("no scheduler")


def test_an_address_without_a_cluster_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.build.running.cluster._PATIENCE", 1)
    options = BuildOptions((), root, force=True, dask="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="không kết nối được với cụm Dask"):
        list(run_batch(options, plan_batch(options)))
