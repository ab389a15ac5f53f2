"""Reports made by a Dask cluster. In: a cluster of two workers on this machine, one killed on the way. Out: nothing."""

from __future__ import annotations

import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from cchc.demo.make import make_demo
from cchc.errors import UsageError
from cchc.run.batch import FORMATS, Request, plan_batch, run_batch
from cchc.run.cluster import run_on_cluster
from cchc.run.fork import can_fork
from cchc.run.limits import Limits
from cchc.run.pool import Order

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
    request = Request((), root, force=True, dask=cluster.scheduler_address)
    outcomes = []
    for outcome in run_batch(request, plan_batch(request)):
        outcomes.append(outcome)
        if len(outcomes) == 2:
            os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)
    assert sorted(outcome.status for outcome in outcomes) == ["made"] * REPORTS
    assert len({outcome.name for outcome in outcomes}) == REPORTS
    by_cluster = products(root)
    alone = Request((), root, force=True)
    assert [outcome.status for outcome in run_batch(alone, plan_batch(alone))] == ["made"] * REPORTS
    assert products(root) == by_cluster


def test_a_project_that_the_workers_do_not_see_fails_report_by_report(root: Path, cluster: Any, tmp_path: Path) -> None:
    steps = plan_batch(Request((), root, force=True))[:2]
    order = Order(tmp_path / "not-there", FORMATS, b"", Limits(60, 2**30))
    outcomes = list(run_on_cluster(steps, order, cluster.scheduler_address))
    assert [outcome.status for outcome in outcomes] == ["failed", "failed"]
    assert all("không thấy thư mục dự án" in outcome.error for outcome in outcomes)


def test_an_address_without_a_cluster_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cchc.run.cluster._PATIENCE", 1)
    request = Request((), root, force=True, dask="tcp://127.0.0.1:9")
    with pytest.raises(UsageError, match="không kết nối được với cụm Dask"):
        list(run_batch(request, plan_batch(request)))
