"""Carry out steps on a Dask cluster. In: steps, an address. Out: an outcome each, as they come.

Every machine must see the project under the same path, as the machines of a batch system do. A chunk whose worker is
lost goes to another one: publishing a report twice does no harm.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from cchc.errors import CchcError, UsageError
from cchc.run.child import allow_processes
from cchc.run.fork import can_fork
from cchc.run.outcome import Outcome, failed
from cchc.run.plan import Step
from cchc.run.pool import Order, run_steps

_LONGEST_CHUNK = 25
_CHUNKS_A_THREAD = 4
_RETRIES = 2
_PATIENCE = 15


def run_on_cluster(steps: Sequence[Step], order: Order, address: str) -> Iterator[Outcome]:
    """Carry out the steps on the cluster's workers. Raises UsageError where there is no cluster at the address."""
    if not can_fork():
        raise UsageError("--dask cần một hệ thống có fork (Linux, macOS); hãy bỏ --dask.")
    try:
        from distributed import Client, as_completed
    except ImportError as error:
        raise UsageError('--dask cần thêm gói distributed; hãy cài: pip install "cchc[distributed]".') from error
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"--dask {address}: không kết nối được với cụm Dask ({error}); hãy xem lại địa chỉ."
        ) from error
    with client:
        threads = sum(client.nthreads().values())
        size = max(1, min(_LONGEST_CHUNK, len(steps) // max(1, _CHUNKS_A_THREAD * threads)))
        chunks = [steps[start : start + size] for start in range(0, len(steps), size)]
        run = uuid.uuid4().hex  # to Dask an equal key is the same task, whoever sent it
        sent = {
            client.submit(run_chunk, chunk, order, key=f"cchc-{run}-{place}", pure=False, retries=_RETRIES): chunk
            for place, chunk in enumerate(chunks)
        }
        for future in as_completed(sent):
            yield from _result(future, sent[future])


def _result(future: Any, chunk: Sequence[Step]) -> Sequence[Outcome]:
    if future.status == "finished":
        outcomes: Sequence[Outcome] = future.result()
        return outcomes
    reason = str(future.exception()) or future.status
    return [failed(step, CchcError(f"{step.job.name}: cụm Dask không làm được ({reason}).")) for step in chunk]


def run_chunk(steps: Sequence[Step], order: Order) -> list[Outcome]:
    """On a worker: carry out some steps, one after the other."""
    if not order.root.is_dir():
        reason = "máy của cụm Dask không thấy thư mục dự án; mọi máy phải thấy thư mục này ở cùng một đường dẫn"
        return [failed(step, CchcError(f"{step.job.name}: {reason} ({order.root}).")) for step in steps]
    allow_processes()
    return list(run_steps(steps, order, width=1))
