"""Carry out many steps at once. In: steps. Out: an outcome each, as they end; one bad report stops no other.

The notebook of each report runs in a fresh process, forked from a warm one; exports run in processes that live on,
because Typst is several times faster the second time. A process that hangs, dies or takes too much memory is ended, and
its report fails with the reason.
"""

from __future__ import annotations

import pickle
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

from cchc.errors import CchcError
from cchc.run.fork import Child, ChildFailed, Limits, answer, receive, start
from cchc.run.outcome import Outcome, failed, up_to_date
from cchc.run.plan import Step

_EXPORTS = 400  # an export process is replaced after so many: Typst's memory of what it has set only grows


@dataclass(frozen=True)
class Order:
    """What every report of a run has in common; `notebook` is the notebook file as it stands."""

    root: Path
    formats: tuple[str, ...]
    notebook: bytes
    limits: Limits


def run_steps(steps: Iterable[Step], order: Order, width: int) -> Iterator[Outcome]:
    """Carry out the steps, `width` at a time, and yield each outcome as it comes. Closing the iterator ends all."""
    pool = _Pool(order, width)
    try:
        yield from pool.run(iter(steps))
    finally:
        pool.close()


@dataclass
class _Task:
    """A step under way: the process that works on it, and when it must have ended."""

    step: Step
    child: Child
    deadline: float
    began: float
    exporting: bool


class _Pool:
    def __init__(self, order: Order, width: int) -> None:
        self.order = order
        self.width = width
        self.tasks: dict[Connection, _Task] = {}
        self.idle: list[tuple[Child, int]] = []  # export processes, and how many reports each has exported
        self.counts: dict[Connection, int] = {}

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
            self._export(step, pickle.dumps((step, None)), time.monotonic())
        else:
            child = start(run_content, step, self.order, limits=self.order.limits)
            self._watch(_Task(step, child, 0, time.monotonic(), exporting=False))

    def _watch(self, task: _Task) -> None:
        task.deadline = time.monotonic() + self.order.limits.seconds
        self.tasks[task.child.connection] = task

    def _advance(self) -> Iterator[Outcome]:
        """Wait for the next process that has something to say, or has had its time."""
        if not self.tasks:
            return
        patience = min(task.deadline for task in self.tasks.values()) - time.monotonic()
        for connection in wait(list(self.tasks), max(patience, 0)):
            task = self.tasks.pop(connection)  # type: ignore[call-overload]
            yield from self._hear(task)
        now = time.monotonic()
        for connection, task in list(self.tasks.items()):
            if task.deadline <= now:
                del self.tasks[connection]
                task.child.kill()
                yield self._failed(task, f"quá thời hạn {self.order.limits.seconds:g} giây nên bị dừng")

    def _hear(self, task: _Task) -> Iterator[Outcome]:
        try:
            content = receive(task.child, self.order.limits)
        except ChildFailed as error:
            self._leave(task, alive=error.alive)
            yield self._failed(task, str(error))
        except CchcError as error:
            self._leave(task, alive=True)
            yield failed(task.step, error, time.monotonic() - task.began)
        else:
            self._leave(task, alive=True)
            if task.exporting:
                yield replace(pickle.loads(content), seconds=time.monotonic() - task.began)
            else:
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
            child, count = self.idle.pop() if self.idle else (start(export_many, self.order), 0)
            try:
                if count < _EXPORTS:
                    child.connection.send_bytes(content)
                    break
            except OSError:  # it has died since
                if count == 0:
                    raise
            child.kill()
        self.counts[child.connection] = count
        self._watch(_Task(step, child, 0, began, exporting=True))


def run_content(connection: Connection, step: Step, order: Order) -> None:
    """In a fresh process: run the notebook and send back (step, content), pickled."""
    from cchc.run.build import make_content
    from cchc.run.execute import run_here

    def content() -> bytes:
        assert step.job.parameters is not None
        made = make_content(step.job.parameters, order.root, order.notebook, run_here)
        return pickle.dumps((step, made, time.process_time()))

    answer(connection, content)


def export_many(connection: Connection, order: Order) -> None:
    """In a process that lives on: export and publish one content after another, until nobody sends any more."""
    from cchc.run.outcome import finish

    while True:
        try:
            given: tuple[Any, ...] = pickle.loads(connection.recv_bytes())
        except (EOFError, OSError):  # whoever sent is gone
            return
        answer(connection, lambda given=given: pickle.dumps(finish(*given, order=order)))  # type: ignore[misc]
