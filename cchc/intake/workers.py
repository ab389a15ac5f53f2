"""Do the same with many files, in as many processes as there are cores. In: work, its jobs. Out: what becomes of each, in order."""

from __future__ import annotations

import gc
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_all_start_methods, get_context
from typing import TypeVar

from cchc.errors import CchcError

_MANY = 4  # jobs from which on several processes share them
_MOST_WORKERS = 61  # that Windows can wait for
_CHUNK = 4
_GARBAGE = 50_000  # objects after which what refers to itself is looked for: a file leaves little of it

Job = TypeVar("Job")
Done = TypeVar("Done")


def in_order(work: Callable[[Job], Done], jobs: Sequence[Job]) -> Iterator[Done]:
    """What `work` makes of each job, in their order. Raises CchcError where a process was killed."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    workers = min(cores, len(jobs), _MOST_WORKERS)
    if len(jobs) < _MANY or workers < 2:
        yield from map(work, jobs)
        return
    way = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    try:
        with ProcessPoolExecutor(workers, get_context(way), _begin) as pool:
            yield from pool.map(work, jobs, chunksize=_CHUNK)
    except BrokenProcessPool as error:
        raise CchcError(
            "Một tiến trình con đã bị dừng giữa chừng, thường vì máy hết bộ nhớ; hãy đóng bớt chương trình, hoặc chạy lại "
            "với ít tệp hơn."
        ) from error


def _begin() -> None:
    """A worker leaves Ctrl-C to the command, and looks for garbage less often."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    gc.set_threshold(_GARBAGE)
