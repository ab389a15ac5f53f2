"""Carry out tasks on a Dask cluster. In: tasks, an address. Out: a result each, as they come.

Every machine must see the project under the same path, as the machines of a batch system do. A chunk whose worker is
lost goes to another one: publishing a report twice does no harm. Where the cluster itself fails, the run stops, and
what it has not made is left as it was.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import logging
import time
import uuid
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from cchc.build.planning.plan import BuildTask
from cchc.build.running.pool import run_tasks
from cchc.build.running.result import BuildContext, BuildResult, failed
from cchc.engine.child import allow_processes
from cchc.engine.failure import one_line
from cchc.engine.fork import can_fork
from cchc.errors import CchcError, Stopped, UsageError
from cchc.export.names import NOTEBOOK

_LONGEST_CHUNK = 25
_CHUNKS_A_THREAD = 4
_RETRIES = 2
_PATIENCE = 15  # seconds for an answer
_ALONE = 600  # seconds without any worker: a batch system may take its time to start one
_GONE = (asyncio.CancelledError, concurrent.futures.CancelledError, OSError)
_NEXT = "các báo cáo đã lập vẫn giữ nguyên. Hãy xem lại cụm rồi chạy lại, phần còn lại sẽ được làm tiếp."


def run_on_cluster(tasks: Sequence[BuildTask], context: BuildContext, address: str) -> Iterator[BuildResult]:
    """Carry out the tasks on the cluster's workers. Raises UsageError where there is no cluster at the address, and
    Stopped where it fails on the way.
    """
    if not can_fork():
        raise UsageError("--dask cần một hệ thống có fork (Linux, macOS); hãy bỏ --dask.")
    try:
        from distributed import Client
    except ImportError as error:
        raise UsageError('--dask cần thêm gói distributed; hãy cài: pip install "cchc[distributed]".') from error
    with _silent():
        try:
            client = Client(address, timeout=_PATIENCE)
        except (OSError, ValueError) as error:
            raise UsageError(
                f"--dask {address}: không kết nối được với cụm Dask ({one_line(str(error))}); hãy xem lại địa chỉ."
            ) from error
        with client:
            yield from _carry_out(client, tasks, context, address)


def _carry_out(client: Any, tasks: Sequence[BuildTask], context: BuildContext, address: str) -> Iterator[BuildResult]:
    threads = sum(client.nthreads().values())
    size = max(1, min(_LONGEST_CHUNK, len(tasks) // max(1, _CHUNKS_A_THREAD * threads)))
    chunks = [tasks[start : start + size] for start in range(0, len(tasks), size)]
    places = _places(tasks, context)
    run = uuid.uuid4().hex  # to Dask an equal key is the same task, whoever sent it
    left = {
        client.submit(run_chunk, chunk, context, places, key=f"cchc-{run}-{place}", pure=False, retries=_RETRIES): chunk
        for place, chunk in enumerate(chunks)
    }
    while left:
        try:
            done = [(future, _result(future, left[future])) for future in _some_done(client, left)]
        except _GONE as error:
            raise Stopped(f"Cụm Dask {address} không còn trả lời nên phải dừng; {_NEXT}") from error
        except _Failed as error:
            raise Stopped(
                f"Cụm Dask {address} không làm được ({one_line(str(error))}) nên phải dừng; {_NEXT}"
            ) from error
        for future, results in done:
            del left[future]
            yield from results


def _some_done(client: Any, futures: Collection[Any]) -> Collection[Any]:
    """The futures that are done, once there are any. Raises _Failed where nobody works on them, and what _GONE names."""
    from distributed import wait

    seen = time.monotonic()
    while True:
        try:
            done: Collection[Any] = wait(list(futures), timeout=_PATIENCE, return_when="FIRST_COMPLETED").done
            return done
        except TimeoutError:
            seen = time.monotonic() if client.nthreads() else seen
            if time.monotonic() - seen > _ALONE:
                raise _Failed(f"{_ALONE // 60} phút không có máy nào") from None


def _result(future: Any, chunk: Sequence[BuildTask]) -> Sequence[BuildResult]:
    """What came of a chunk. Raises _Failed where it is the cluster that fails, whatever the report."""
    from distributed import KilledWorker

    if future.status == "finished":
        results: Sequence[BuildResult] = future.result(timeout=_PATIENCE)
        return results
    if future.status != "error":  # cancelled, or lost
        raise asyncio.CancelledError
    error = future.exception(timeout=_PATIENCE)
    if not isinstance(error, KilledWorker):
        raise _Failed(str(error) or type(error).__name__)
    reason = f"máy của cụm Dask làm báo cáo này đều bị dừng ({one_line(str(error))})"
    return [failed(task, CchcError(f"{task.request.name}: {reason}.")) for task in chunk]


class _Failed(Exception):
    """Why the cluster cannot do its work."""


def _places(tasks: Sequence[BuildTask], context: BuildContext) -> list[Path]:
    """What this machine sees of the project, and every worker must see too."""
    raw = {context.root / task.request.parameters.du_lieu for task in tasks if task.request.parameters}
    return sorted(place for place in {context.root / NOTEBOOK, *raw} if place.exists())


def run_chunk(tasks: Sequence[BuildTask], context: BuildContext, places: Sequence[Path]) -> list[BuildResult]:
    """On a worker: carry out some tasks, one after the other. Raises _Failed where it does not see the project."""
    unseen = [place for place in places if not place.exists()]
    if unseen:
        raise _Failed(f"có máy không thấy {unseen[0]}; mọi máy phải thấy dự án ở cùng một đường dẫn")
    allow_processes()
    return list(run_tasks(tasks, context, width=1))


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """Without Dask's own log lines and tracebacks: what a user must know is in our errors."""
    named = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] == "distributed"]
    loud = [logger for logger in map(logging.getLogger, named) if not logger.disabled]
    for logger in loud:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loud:
            logger.disabled = False
