"""Carry out many tasks at once. In: tasks. Out: a result each, as they end; one bad report stops no other.

The notebook of each report runs in a fresh process, forked from a warm one; exports run in processes that live on,
because Typst is several times faster the second time. A process that hangs, dies or takes too much memory is ended, and
its report fails with the reason.
"""

from __future__ import annotations

import logging
import pickle
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING

import orjson

from cchc.build.planning.plan import RollUpTask, Task
from cchc.build.running.result import BuildContext, BuildResult, failed, finish, up_to_date
from cchc.engine.failure import name_wordiest
from cchc.engine.family import greedy
from cchc.engine.fork import LOOK, Child, ChildFailed, at_cell, start
from cchc.errors import CchcError

if TYPE_CHECKING:
    from cchc.build.report import ReportContent

logger = logging.getLogger(__name__)
_EXPORTS = 400  # an export process is replaced after so many: Typst's memory of what it has set only grows


def run_tasks(tasks: Iterable[Task], context: BuildContext, width: int) -> Iterator[BuildResult]:
    """Carry out the tasks, `width` at a time, and yield each result as it comes. Closing the iterator ends all."""
    pool = _Pool(context, width)
    try:
        yield from pool.run(iter(tasks))
    finally:
        pool.close()


@dataclass
class _Worker:
    """A task under way: the process that works on it, and when it must have ended; `given` is what it exports."""

    task: Task
    child: Child
    deadline: float
    began: float
    given: bytes = b""

    @property
    def exporting(self) -> bool:
        """Whether the notebook has run already."""
        return bool(self.given)


class _Pool:
    def __init__(self, context: BuildContext, width: int) -> None:
        self.context = context
        self.width = width
        self.workers: dict[Connection, _Worker] = {}
        self.idle: list[tuple[Child, int]] = []  # export processes, and how many reports each has exported
        self.counts: dict[Connection, int] = {}
        self.looked = 0.0

    def run(self, tasks: Iterator[Task]) -> Iterator[BuildResult]:
        waiting = True
        while waiting or self.workers:
            while waiting and len(self.workers) < self.width:
                task = next(tasks, None)
                waiting = task is not None
                if task is not None:
                    yield from self._begin(task)
            yield from self._advance()

    def close(self) -> None:
        for child in [*(worker.child for worker in self.workers.values()), *(child for child, _ in self.idle)]:
            child.kill()
        self.workers.clear()
        self.idle.clear()

    def _begin(self, task: Task) -> Iterator[BuildResult]:
        if task.request.error is not None:
            yield failed(task, task.request.error)
        elif task.action == "none":
            yield up_to_date(task)
        elif task.action == "export":
            self._export(task, pickle.dumps((task, None, 0.0)), time.monotonic())
        else:
            logger.info("%s: chạy sổ tay", task.request.name)
            child = start(run_content, task, self.context, limits=self.context.limits)
            self._watch(_Worker(task, child, 0, time.monotonic()))

    def _watch(self, worker: _Worker) -> None:
        worker.deadline = time.monotonic() + self.context.limits.seconds
        self.workers[worker.child.connection] = worker

    def _advance(self) -> Iterator[BuildResult]:
        """Wait for the next process that has something to say, has had its time, or takes too much memory."""
        if not self.workers:
            return
        patience = min(min(worker.deadline for worker in self.workers.values()) - time.monotonic(), LOOK)
        # A process that has died may have left others that hold its pipe open.
        ends = {worker.child.process.sentinel: worker for worker in self.workers.values()}
        ready = set(wait([*self.workers, *ends], max(patience, 0)))
        for end, worker in ends.items():
            if ready & {end, worker.child.connection}:
                del self.workers[worker.child.connection]
                yield from self._hear(worker)
        now = time.monotonic()
        yield from self._stop([worker for worker in self.workers.values() if worker.deadline <= now], self._time_words)
        if now - self.looked >= LOOK:
            self.looked = now
            running = [
                worker for worker in self.workers.values() if not worker.exporting and now - worker.began >= LOOK
            ]
            yield from self._stop(
                self._greedy(running), lambda worker: at_cell(worker.child, self.context.limits.memory_words)
            )

    def _greedy(self, workers: list[_Worker]) -> list[_Worker]:
        heads = (
            greedy([worker.child.process.pid or 0 for worker in workers], self.context.limits.memory_bytes)
            if workers
            else []
        )
        return [worker for worker in workers if worker.child.process.pid in heads]

    def _stop(self, workers: list[_Worker], why: Callable[[_Worker], str]) -> Iterator[BuildResult]:
        for worker in workers:
            del self.workers[worker.child.connection]
            reason = why(worker)
            worker.child.kill()
            yield self._failed(worker, reason)

    def _time_words(self, worker: _Worker) -> str:
        words = self.context.limits.time_words
        return (
            f"{words}, khi xuất báo cáo{_wordiest(worker.given)}" if worker.exporting else at_cell(worker.child, words)
        )

    def _hear(self, worker: _Worker) -> Iterator[BuildResult]:
        try:
            content = worker.child.receive_result(self.context.limits)
        except ChildFailed as error:
            self._leave(worker, alive=error.alive)
            yield self._failed(worker, str(error))
        except CchcError as error:
            self._leave(worker, alive=True)
            yield failed(worker.task, error, time.monotonic() - worker.began)
        else:
            self._leave(worker, alive=True)
            seconds = time.monotonic() - worker.began
            if worker.exporting:
                logger.info("%s: đã xuất và ghi, sau %.1f giây", worker.task.request.name, seconds)
                yield replace(pickle.loads(content), seconds=seconds)
            else:
                logger.info("%s: sổ tay chạy xong sau %.1f giây, xuất các tệp", worker.task.request.name, seconds)
                self._export(worker.task, content, worker.began)

    def _leave(self, worker: _Worker, alive: bool) -> None:
        """Be done with the task's process: one that exports waits for more, the others end."""
        count = self.counts.pop(worker.child.connection, 0)
        if worker.exporting and alive:
            self.idle.append((worker.child, count + 1))
        else:
            worker.child.process.join(1)
            worker.child.kill()

    def _failed(self, worker: _Worker, reason: str) -> BuildResult:
        error = CchcError(f"{worker.task.request.name}: {reason}.")
        return failed(worker.task, error, time.monotonic() - worker.began)

    def _export(self, task: Task, content: bytes, began: float) -> None:
        """Hand the content to an export process that has nothing to do, or to a new one."""
        while True:
            child, count = self.idle.pop() if self.idle else (start(finish, self.context, lasting=True), 0)
            try:
                if count < _EXPORTS:
                    child.give(content)
                    break
            except OSError:  # it has died since
                if count == 0:
                    raise
            child.kill()
        self.counts[child.connection] = count
        self._watch(_Worker(task, child, 0, began, content))


def _wordiest(given: bytes) -> str:
    """What is said of the cell whose text may take so long to set; nothing where a stored report is exported again."""
    _, content, _ = pickle.loads(given)
    cells = orjson.loads(content.files[content.names.executed])["cells"] if content is not None else []
    wordy = name_wordiest(cells)
    return f"; {wordy}" if wordy else ""


def run_content(task: Task, context: BuildContext) -> tuple[Task, ReportContent, float]:
    """In a fresh process: run the notebook; what `finish` is to be given, last the seconds that it took."""
    from cchc.build.report import make_content

    if isinstance(task, RollUpTask):
        from cchc.build.roll_up import make_roll_up

        return task, make_roll_up(task, context.root, context.notebook), time.process_time()
    assert task.request.parameters is not None
    made = make_content(task.request.parameters, context.root, context.notebook)
    return task, made, time.process_time()
