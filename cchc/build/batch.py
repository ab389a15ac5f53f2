"""Make many reports. In: what is asked for. Out: an outcome each, the log, the tables' description and the index page."""

from __future__ import annotations

import contextlib
import json
import logging
import os
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

from cchc.build.planning.hashes import HASHES, FileHashes
from cchc.build.planning.jobs import choose_shard, find_jobs
from cchc.build.planning.plan import Planner, Step
from cchc.build.publish import clean_staging
from cchc.build.running.outcome import Order, Outcome, failed, finish, up_to_date
from cchc.engine.fork import can_fork, expect
from cchc.engine.limits import Limits
from cchc.errors import CchcError, UsageError
from cchc.export.names import BY_DEFAULT, BY_FORMAT, EXECUTED, INDEX

FORMATS = tuple(BY_FORMAT)
CHANGED = ("made", "exported")
logger = logging.getLogger(__name__)
STOCK = "papermill"
ENGINES = ("cchc", STOCK)
_STALE = "index-stale"
LOG = "nhat-ky.jsonl"
_MEMORY = ".cchc"  # below output/: what is remembered from one run to the next, and can be deleted at any time


@dataclass(frozen=True)
class Request:
    """What somebody asked for on the command line."""

    params: Sequence[Path]
    root: Path
    formats: tuple[str, ...] = BY_DEFAULT
    force: bool = False
    shard: str = ""
    workers: int = 0
    engine: str = ENGINES[0]
    dask: str = ""
    limits: Limits = field(default_factory=Limits)


def check_formats(text: str) -> tuple[str, ...]:
    """The formats named in "html,pdf". Raises UsageError."""
    wanted = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in wanted if name not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f'--formats: cần {", ".join(FORMATS)}, gặp "{text}".')
    return wanted


def check_engine(name: str) -> str:
    """The engine of that name; papermill's own where this system cannot fork. Raises UsageError."""
    if name not in ENGINES:
        raise UsageError(f'--engine: cần {" hoặc ".join(ENGINES)}, gặp "{name}".')
    return name if can_fork() else STOCK


def plan_batch(request: Request) -> list[Step]:
    """What would be made for each report asked for, and why. Raises UsageError where nothing usable is named."""
    jobs = find_jobs(request.params, request.root)
    if request.shard:
        jobs = choose_shard(jobs, request.shard)
    hashes = FileHashes(request.root / "output" / HASHES)
    outputs = (EXECUTED, *(BY_FORMAT[name] for name in request.formats))
    planner = Planner(request.root, hashes, outputs, request.force)
    steps = [planner.plan(job) for job in jobs]
    hashes.save()
    logger.info(
        "đã so %d báo cáo với tệp của chúng: %d cần lập", len(steps), sum(step.action != "none" for step in steps)
    )
    return steps


def run_batch(request: Request, steps: Sequence[Step]) -> Generator[Outcome, None, None]:
    """Carry out the steps, yield each outcome as it comes, and log it. Closing the iterator stops cleanly."""
    todo = [step for step in steps if step.action != "none"]
    stale = request.root / "output" / _MEMORY / _STALE
    for step in steps:
        if step.action == "none":
            yield up_to_date(step)
    if todo:
        with _at_work(request.root), _log(request.root / "output" / LOG) as write:
            was_stale = stale.exists()
            stale.touch()  # until the index is written again, also should this run be killed before
            changed = False
            for outcome in _carry_out(request, todo):
                changed |= outcome.status in CHANGED or outcome.older is not None
                write(outcome)
                yield outcome
            if not (changed or was_stale):
                stale.unlink(missing_ok=True)


def write_index(request: Request, outcomes: Sequence[Outcome]) -> Path | None:
    """Bring what shows all reports together up to date where this run changed one, or where it is missing."""
    from cchc.build.refresh import write_overall

    changed = any(outcome.status in CHANGED for outcome in outcomes)
    index = request.root / "output" / INDEX
    made = any(outcome.status != "failed" for outcome in outcomes)
    stale = request.root / "output" / _MEMORY / _STALE
    if not (changed or stale.exists() or (made and not index.is_file())):
        return None
    logger.info("cập nhật danh sách báo cáo và các bảng chung")
    written, outdated = write_overall(request.root.resolve())
    if not outdated:  # else the next run looks again whether it still is
        stale.unlink(missing_ok=True)
    return written


def _carry_out(request: Request, steps: Sequence[Step]) -> Iterator[Outcome]:
    from cchc.build.planning.product import read_product
    from cchc.build.running.pool import run_steps

    if request.engine == ENGINES[0] and not request.dask:
        expect(len(steps))
    order = Order(request.root.resolve(), request.formats, read_product(request.root), request.limits)
    if request.dask:
        from cchc.build.running.cluster import run_on_cluster

        yield from run_on_cluster(steps, order, request.dask)
    elif request.engine == "cchc":
        width = min(request.workers or usable_cores(), len(steps))
        yield from run_steps(steps, order, width)
    else:
        for step in steps:
            yield _with_stock_engine(step, order)


def _with_stock_engine(step: Step, order: Order) -> Outcome:
    from cchc.build.report import make_content
    from cchc.engine.execute import run_stock
    from cchc.engine.failure import one_line

    start = time.monotonic()
    run = partial(run_stock, seconds=order.limits.seconds)
    try:
        if step.job.error is not None:
            raise step.job.error
        content = None
        if step.action == "all":
            assert step.job.parameters is not None
            content = make_content(step.job.parameters, order.root, order.notebook, run)
        return replace(finish(step, content, 0.0, order), seconds=time.monotonic() - start)
    except CchcError as error:
        return failed(step, error, time.monotonic() - start)
    except Exception as error:  # one report must never stop the others, whatever is wrong with it
        reason = f"{step.job.name}: lỗi của chương trình, {one_line(f'{type(error).__name__}: {error}')}"
        return failed(step, CchcError(reason), time.monotonic() - start)


def usable_cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextlib.contextmanager
def _at_work(root: Path) -> Iterator[None]:
    """Let other runs know of this one; the first one clears away what a killed run left half-made."""
    lock = root / "output" / _MEMORY / "lock"
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = lock.open("a")
    except OSError as error:
        raise CchcError(f"{lock}: không ghi được ({error.strerror}); hãy kiểm tra quyền và chỗ trống.") from error
    with file:
        if fcntl is not None:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                clean_staging(root)
            except OSError:  # another run is at work here
                pass
            fcntl.flock(file, fcntl.LOCK_SH)
        yield


@contextlib.contextmanager
def _log(path: Path) -> Iterator[Callable[[Outcome], None]]:
    """The log of the project: one line of JSON a report, added at the end."""
    with path.open("a", encoding="utf-8", errors="replace") as file:

        def write(outcome: Outcome) -> None:
            file.write(json.dumps(outcome.as_log(), ensure_ascii=False) + "\n")
            file.flush()

        yield write
