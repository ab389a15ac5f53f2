"""Carry out many steps at once. In: steps. Out: an outcome each, as they end; one bad report stops no other.

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

from cchc.build.planning.plan import Step
from cchc.build.running.outcome import Order, Outcome, failed, finish, up_to_date
from cchc.engine.failure import name_wordiest
from cchc.engine.family import greedy
from cchc.engine.fork import LOOK, Child, ChildFailed, at_cell, start
from cchc.errors import CchcError
from cchc.export.names import EXECUTED

if TYPE_CHECKING:
    from cchc.build.report import Content

logger = logging.getLogger(__name__)
_EXPORTS = 400  # an export process is replaced after so many: Typst's memory of what it has set only grows


def run_steps(steps: Iterable[Step], order: Order, width: int) -> Iterator[Outcome]:
    """Carry out the steps, `width` at a time, and yield each outcome as it comes. Closing the iterator ends all."""
    pool = _Pool(order, width)
    try:
        yield from pool.run(iter(steps))
    finally:
        pool.close()


@dataclass
class _Task:
    """A step under way: the process that works on it, and when it must have ended; `given` is what it exports."""

    step: Step
    child: Child
    deadline: float
    began: float
    given: bytes = b""

    @property
    def exporting(self) -> bool:
        """Whether the notebook has run already."""
        return bool(self.given)


class _Pool:
    def __init__(self, order: Order, width: int) -> None:
        self.order = order
        self.width = width
        self.tasks: dict[Connection, _Task] = {}
        self.idle: list[tuple[Child, int]] = []  # export processes, and how many reports each has exported
        self.counts: dict[Connection, int] = {}
        self.looked = 0.0

    def run(self, steps: Iterator[Step]) -> Iterator[Outcome]:
        waiting = True
        while waiting or self.tasks:
            while waiting and len(self.tasks) < self.width:
                step = next(steps, None)
                waiting = step is not None
                if step is not None:
                    yield from self._begin(step)
            yield from self._advance()

    def close(self) -> None:
        for child in [*(task.child for task in self.tasks.values()), *(child for child, _ in self.idle)]:
            child.kill()
        self.tasks.clear()
        self.idle.clear()

    def _begin(self, step: Step) -> Iterator[Outcome]:
        if step.job.error is not None:
            yield failed(step, step.job.error)
        elif step.action == "none":
            yield up_to_date(step)
        elif step.action == "export":
            self._export(step, pickle.dumps((step, None, 0.0)), time.monotonic())
        else:
            logger.info("%s: chạy sổ tay", step.job.name)
            child = start(run_content, step, self.order, limits=self.order.limits)
            self._watch(_Task(step, child, 0, time.monotonic()))

    def _watch(self, task: _Task) -> None:
        task.deadline = time.monotonic() + self.order.limits.seconds
        self.tasks[task.child.connection] = task

    def _advance(self) -> Iterator[Outcome]:
        """Wait for the next process that has something to say, has had its time, or takes too much memory."""
        if not self.tasks:
            return
        patience = min(min(task.deadline for task in self.tasks.values()) - time.monotonic(), LOOK)
        # A process that has died may have left others that hold its pipe open.
        ends = {task.child.process.sentinel: task for task in self.tasks.values()}
        ready = set(wait([*self.tasks, *ends], max(patience, 0)))
        for end, task in ends.items():
            if ready & {end, task.child.connection}:
                del self.tasks[task.child.connection]
                yield from self._hear(task)
        now = time.monotonic()
        yield from self._stop([task for task in self.tasks.values() if task.deadline <= now], self._time_words)
        if now - self.looked >= LOOK:
            self.looked = now
            running = [task for task in self.tasks.values() if not task.exporting and now - task.began >= LOOK]
            yield from self._stop(
                self._greedy(running), lambda task: at_cell(task.child, self.order.limits.memory_words)
            )

    def _greedy(self, tasks: list[_Task]) -> list[_Task]:
        heads = greedy([task.child.process.pid or 0 for task in tasks], self.order.limits.memory) if tasks else []
        return [task for task in tasks if task.child.process.pid in heads]

    def _stop(self, tasks: list[_Task], why: Callable[[_Task], str]) -> Iterator[Outcome]:
        for task in tasks:
            del self.tasks[task.child.connection]
            reason = why(task)
            task.child.kill()
            yield self._failed(task, reason)

    def _time_words(self, task: _Task) -> str:
        words = self.order.limits.time_words
        return f"{words}, khi xuất báo cáo{_wordiest(task.given)}" if task.exporting else at_cell(task.child, words)

    def _hear(self, task: _Task) -> Iterator[Outcome]:
        try:
            content = task.child.answer(self.order.limits)
        except ChildFailed as error:
            self._leave(task, alive=error.alive)
            yield self._failed(task, str(error))
        except CchcError as error:
            self._leave(task, alive=True)
            yield failed(task.step, error, time.monotonic() - task.began)
        else:
            self._leave(task, alive=True)
            seconds = time.monotonic() - task.began
            if task.exporting:
                logger.info("%s: đã xuất và ghi, sau %.1f giây", task.step.job.name, seconds)
                yield replace(pickle.loads(content), seconds=seconds)
            else:
                logger.info("%s: sổ tay chạy xong sau %.1f giây, xuất các tệp", task.step.job.name, seconds)
                self._export(task.step, content, task.began)

    def _leave(self, task: _Task, alive: bool) -> None:
        """Be done with the task's process: one that exports waits for more, the others end."""
        count = self.counts.pop(task.child.connection, 0)
        if task.exporting and alive:
            self.idle.append((task.child, count + 1))
        else:
            task.child.process.join(1)
            task.child.kill()

    def _failed(self, task: _Task, reason: str) -> Outcome:
        error = CchcError(f"{task.step.job.name}: {reason}.")
        return failed(task.step, error, time.monotonic() - task.began)

    def _export(self, step: Step, content: bytes, began: float) -> None:
        """Hand the content to an export process that has nothing to do, or to a new one."""
        while True:
            child, count = self.idle.pop() if self.idle else (start(finish, self.order, lasting=True), 0)
            try:
                if count < _EXPORTS:
                    child.give(content)
                    break
            except OSError:  # it has died since
                if count == 0:
                    raise
            child.kill()
        self.counts[child.connection] = count
        self._watch(_Task(step, child, 0, began, content))


def _wordiest(given: bytes) -> str:
    """What is said of the cell whose text may take so long to set; nothing where a stored report is exported again."""
    _, content, _ = pickle.loads(given)
    cells = orjson.loads(content.files[EXECUTED])["cells"] if content is not None else []
    wordy = name_wordiest(cells)
    return f"; {wordy}" if wordy else ""


def run_content(step: Step, order: Order) -> tuple[Step, Content, float]:
    """In a fresh process: run the notebook; what `finish` is to be given."""
    from cchc.build.report import make_content_here

    assert step.job.parameters is not None
    made = make_content_here(step.job.parameters, order.root, order.notebook)
    return step, made, time.process_time()
