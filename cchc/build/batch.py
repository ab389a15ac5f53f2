"""Make many reports. In: what is asked for. Out: a result each, the log, the tables' description and the index page."""

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
from cchc.build.planning.plan import BuildTask, Planner, RollUpTask, Task
from cchc.build.planning.requests import choose_shard, find_requests
from cchc.build.publish import clean_staging
from cchc.build.running.result import BuildContext, BuildResult, failed, finish, restore, up_to_date
from cchc.engine.fork import can_fork, configure_preload
from cchc.engine.limits import Limits
from cchc.errors import CchcError, UsageError
from cchc.export.names import BY_DEFAULT, BY_FORMAT, EXECUTED, INDEX, REPORT, ROLL_UP, Names

FORMATS = tuple(BY_FORMAT)
CHANGED = ("made", "exported", "restored")
logger = logging.getLogger(__name__)
STOCK = "papermill"
ENGINES = ("cchc", STOCK)
_STALE = "index-stale"
LOG = "nhat-ky.jsonl"
_MEMORY = ".cchc"  # below output/: what is remembered from one run to the next, and can be deleted at any time


@dataclass(frozen=True)
class BuildOptions:
    """What somebody asked for on the command line."""

    params: Sequence[Path]
    root: Path
    formats: tuple[str, ...] = BY_DEFAULT
    force: bool = False
    new_version: bool = False
    shard: str = ""
    workers: int = 0
    engine: str = ENGINES[0]
    dask: str = ""
    limits: Limits = field(default_factory=Limits)
    roll_ups: bool = True


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


def plan_batch(options: BuildOptions) -> list[BuildTask]:
    """What would be made for each report asked for, and why. Raises UsageError where nothing usable is named."""
    requests = find_requests(options.params, options.root)
    if options.shard:
        requests = choose_shard(requests, options.shard)
    hashes = FileHashes(options.root / "output" / HASHES)
    outputs = (EXECUTED, *(BY_FORMAT[name] for name in options.formats))
    planner = Planner(options.root, hashes, outputs, options.force, options.new_version)
    tasks = [planner.plan(request) for request in requests]
    hashes.save()
    logger.info(
        "đã so %d báo cáo với tệp của chúng: %d cần lập", len(tasks), sum(task.action != "none" for task in tasks)
    )
    return tasks


def run_batch(options: BuildOptions, tasks: Sequence[BuildTask]) -> Generator[BuildResult, None, None]:
    """Carry out the tasks, yield each result as it comes, and log it. Closing the iterator stops cleanly."""
    todo = [task for task in tasks if task.action != "none"]
    stale = options.root / "output" / _MEMORY / _STALE
    for task in tasks:
        if task.action == "none":
            yield up_to_date(task)
    if todo:
        with _at_work(options.root), _log(options.root / "output" / LOG) as write:
            was_stale = stale.exists()
            stale.touch()  # until the index is written again, also should this run be killed before
            changed = False
            for result in _carry_out(options, todo):
                changed |= result.status in CHANGED or result.older is not None
                write(result)
                yield result
            if not (changed or was_stale):
                stale.unlink(missing_ok=True)


def plan_roll_up_tasks(options: BuildOptions, tasks: Sequence[BuildTask], *, ahead: bool = False) -> list[RollUpTask]:
    """What would be made of the provinces of these reports, which are made by now, unless it is asked `ahead` of that.

    Nothing where roll-ups are left out, or only a part is built.
    """
    if not options.roll_ups or options.shard:
        return []
    from cchc.build.planning.roll_ups import ALWAYS, plan_roll_ups

    hashes = FileHashes(options.root / "output" / HASHES)
    formats = tuple(dict.fromkeys((*options.formats, *ALWAYS)))
    planned = plan_roll_ups(options.root, tasks, formats, hashes, options.force, ahead)
    hashes.save()
    return planned


def run_roll_ups(options: BuildOptions, tasks: Sequence[RollUpTask]) -> Generator[BuildResult, None, None]:
    """Carry out the tasks of the provinces, yield each result as it comes, and log it; of what is up to date nothing is said."""
    from cchc.build.planning.roll_ups import ALWAYS

    todo = [task for task in tasks if task.action != "none"]
    if not todo:
        return
    formats = tuple(dict.fromkeys((*options.formats, *ALWAYS)))
    with _at_work(options.root), _log(options.root / "output" / LOG) as write:
        for result in _carry_out(replace(options, formats=formats, dask=""), todo, ROLL_UP):
            write(result)
            yield result


def write_index(options: BuildOptions, results: Sequence[BuildResult]) -> Path | None:
    """Bring what shows all reports together up to date where this run changed one, or where it is missing."""
    from cchc.build.refresh import write_overall

    changed = any(result.status in CHANGED for result in results)
    index = options.root / "output" / INDEX
    made = any(result.status != "failed" for result in results)
    stale = options.root / "output" / _MEMORY / _STALE
    if not (changed or stale.exists() or (made and not index.is_file())):
        return None
    logger.info("cập nhật danh sách báo cáo và các bảng chung")
    written, outdated = write_overall(options.root.resolve())
    if not outdated:  # else the next run looks again whether it still is
        stale.unlink(missing_ok=True)
    return written


def _carry_out(options: BuildOptions, todo: Sequence[Task], names: Names = REPORT) -> Iterator[BuildResult]:
    yield from (_put_back(task, options.root.resolve()) for task in todo if task.action == "restore")
    if tasks := [task for task in todo if task.action != "restore"]:
        yield from _make(options, tasks, names)


def _put_back(task: Task, root: Path) -> BuildResult:
    try:
        return restore(task, root)
    except CchcError as error:
        return failed(task, error)


def _make(options: BuildOptions, tasks: Sequence[Task], names: Names) -> Iterator[BuildResult]:
    from cchc.build.planning.product import read_product
    from cchc.build.running.pool import run_tasks

    if options.engine == ENGINES[0] and not options.dask:
        configure_preload(len(tasks))
    context = BuildContext(options.root.resolve(), options.formats, read_product(options.root, names), options.limits)
    if options.dask:
        from cchc.build.running.cluster import run_on_cluster

        reports = [task for task in tasks if isinstance(task, BuildTask)]  # a cluster makes no roll-up
        yield from run_on_cluster(reports, context, options.dask)
    elif options.engine == "cchc":
        width = min(options.workers or usable_cores(), len(tasks))
        yield from run_tasks(tasks, context, width)
    else:
        for task in tasks:
            yield _with_stock_engine(task, context)


def _with_stock_engine(task: Task, context: BuildContext) -> BuildResult:
    from cchc.build.report import make_content
    from cchc.engine.execute import run_stock
    from cchc.engine.failure import one_line

    start = time.monotonic()
    run = partial(run_stock, seconds=context.limits.seconds)
    try:
        if task.request.error is not None:
            raise task.request.error
        content = None
        if isinstance(task, RollUpTask):
            from cchc.build.roll_up import make_roll_up

            content = make_roll_up(task, context.root, context.notebook, run)
        elif task.action == "all":
            assert task.request.parameters is not None
            content = make_content(task.request.parameters, context.root, context.notebook, run)
        return replace(finish(task, content, 0.0, context), seconds=time.monotonic() - start)
    except CchcError as error:
        return failed(task, error, time.monotonic() - start)
    except Exception as error:  # one report must never stop the others, whatever is wrong with it
        reason = f"{task.request.name}: lỗi của chương trình, {one_line(f'{type(error).__name__}: {error}')}"
        return failed(task, CchcError(reason), time.monotonic() - start)


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
def _log(path: Path) -> Iterator[Callable[[BuildResult], None]]:
    """The log of the project: one line of JSON a report, added at the end."""
    with path.open("a", encoding="utf-8", errors="replace") as file:

        def write(result: BuildResult) -> None:
            file.write(json.dumps(result.as_log(), ensure_ascii=False) + "\n")
            file.flush()

        yield write
