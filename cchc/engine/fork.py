"""Start processes that have imported everything already. In: a function and its arguments. Out: a child and its answer.

The standard library's fork server imports `cchc.build.running.preload` once and is forked for every child. There is none on Windows.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import pickle
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from types import ModuleType
from typing import IO, Any

from cchc.engine.child import NOTE, Origin, serve
from cchc.engine.failure import name_noted_cell
from cchc.engine.family import end_family, end_group, end_orphans, greedy
from cchc.engine.limits import Limits
from cchc.engine.steady import steady_hashes, variables
from cchc.errors import CchcError

_IMPORTED = ["cchc.build.running.preload", "cchc.cli"]
_WARMED_UP = [*_IMPORTED, "cchc.build.running.warm_up"]
_MANY = 4
LOOK = 0.5  # seconds between two looks at how much memory families hold


def can_fork() -> bool:
    """Whether this system has a fork server."""
    return "forkserver" in multiprocessing.get_all_start_methods()


class ChildFailed(CchcError):
    """A child that could not do its work; `alive` tells whether it can be given more."""

    def __init__(self, reason: str, alive: bool = False) -> None:
        super().__init__(reason)
        self.alive = alive


@dataclass
class Child:
    """A process at work, the head of a family; the end of the pipe that it talks through, and when it was started."""

    process: BaseProcess
    connection: Connection
    started: float
    mark: str
    notes: IO[bytes]
    lost: bool = False

    def note(self) -> str:
        """What it said last of what it is doing; "" where it said nothing."""
        return os.pread(self.notes.fileno(), NOTE, 0).rstrip(b"\0").decode(errors="ignore")

    def give(self, content: bytes) -> None:
        """Hand the next thing to one that lasts: its arguments, pickled. Raises OSError where it has died."""
        self.connection.send_bytes(content)

    def hear(self, seconds: float | None) -> tuple[str, Any] | None:
        """What it says next: ("told", what it tells on the way), ("done", its answer, pickled), or in which way it failed.

        Nothing where that takes longer. Raises ChildFailed, without a full stop, where it has died.
        """
        # Those that a cell has forked may hold the pipe open: that it has died must be learnt in another way.
        if not wait([self.connection, self.process.sentinel], seconds):
            return None
        try:
            if not self.connection.poll(0):
                raise EOFError
            kind, said = pickle.loads(self.connection.recv_bytes())
            return kind, self.connection.recv_bytes() if kind == "done" else said
        except (EOFError, OSError, pickle.UnpicklingError) as gone:
            self.lost = True
            self.process.join(1)
            raise ChildFailed(at_cell(self, f"tiến trình bị dừng bất ngờ (mã {self.process.exitcode})")) from gone

    def receive_result(self, limits: Limits) -> bytes:
        """Its answer, pickled, within its limits of time and memory.

        Raises the CchcError that it met; ChildFailed, without a full stop, for the rest.
        """
        until = self.started + limits.seconds
        while True:
            said = self.hear(max(0, min(LOOK, until - time.monotonic())))
            if said is not None and said[0] != "told":
                return self._content(*said)
            if time.monotonic() >= until:
                raise ChildFailed(at_cell(self, limits.time_words))
            if greedy([self.process.pid or 0], limits.memory_bytes):
                raise ChildFailed(at_cell(self, limits.memory_words))

    def _content(self, kind: str, said: Any) -> bytes:
        if kind == "error":
            raise said
        if kind == "memory":
            raise ChildFailed(at_cell(self, said))
        if kind == "crash":
            raise ChildFailed(f"lỗi của chương trình, {said}", alive=True)
        return bytes(said)

    def kill(self) -> None:
        """End it, and whatever it has started."""
        head = self.process.pid
        assert head is not None
        if self.process.is_alive():
            end_family(head)
        elif self.lost:
            end_orphans(head, self.mark)
        else:
            end_group(head)
        self.process.join()
        self.connection.close()
        self.notes.close()


def configure_preload(reports: int) -> None:
    """Say how many reports are coming, as soon as that is known: the server gets ready for them, while others go on.

    For many it pays to make one first.
    """
    if not can_fork():
        return
    _context().set_forkserver_preload(_WARMED_UP if reports >= _MANY else _IMPORTED)
    _start_servers()


@contextlib.contextmanager
def _undisturbed() -> Iterator[None]:
    """Ctrl-C waits: the fork server, which inherits this, never hears of it, and no child is started by halves."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _nameless_main() -> Iterator[None]:
    """Keep multiprocessing from running the caller's script once more in the child, which needs nothing of it."""
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = main


@functools.cache
def _context() -> Any:
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(_IMPORTED)
    return context


@functools.cache
def _start_servers() -> None:
    """Start what the standard library forks from, and what clears away after processes that were killed."""
    from multiprocessing import forkserver

    _context()  # which says what is to be imported
    with variables(PYTHONWARNINGS="ignore:resource_tracker"):  # that it clears away is no news to the user
        resource_tracker.ensure_running()
    with _undisturbed(), _nameless_main(), steady_hashes():
        forkserver.ensure_running()


def start(function: Callable[..., Any], *args: Any, limits: Limits | None = None, lasting: bool = False) -> Child:
    """Start `function(*args)` in a fresh process. The limit of seconds is the caller's to watch.

    One that is `lasting` answers everything that it is given, with `function(*given, *args)`.
    """
    _start_servers()
    resource_tracker.ensure_running()  # which lets Ctrl-C through again when it has just started
    notes, mark = tempfile.TemporaryFile(buffering=0), os.urandom(8).hex()  # noqa: SIM115 - the child has it longer
    with _undisturbed():
        here, there = _context().Pipe()
        noted = Connection(os.dup(notes.fileno()), readable=False)  # so that a file can be handed on, too
        origin = Origin(mark, noted, limits, lasting)
        process = _context().Process(target=serve, args=(there, function, args, origin), daemon=True)
        with _nameless_main():
            process.start()
        there.close()
        noted.close()
    return Child(process, here, time.monotonic(), mark, notes)


def call(function: Callable[..., Any], *args: Any, limits: Limits) -> Any:
    """What the function gives in a fresh process. Raises as `Child.receive_result` does."""
    child = start(function, *args, limits=limits)
    try:
        return pickle.loads(child.receive_result(limits))
    finally:
        child.kill()


def at_cell(child: Child, reason: str) -> str:
    """The reason for which a child has failed, and the cell that it was at."""
    cell = name_noted_cell(child.note())
    return f"{reason}, ở {cell}" if cell else reason
