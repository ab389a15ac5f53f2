"""Start processes that have imported everything already. In: a function and its arguments. Out: a child and its answer.

The standard library's fork server imports `cchc.run.warm` once and is forked for every child. There is none on Windows.
"""

from __future__ import annotations

import contextlib
import functools
import multiprocessing
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from types import ModuleType
from typing import Any

from cchc.errors import CchcError

_WARM = ["cchc.run.warm", "cchc.cli"]
_REHEARSED = [*_WARM, "cchc.run.rehearse"]
_MANY = 4


def can_fork() -> bool:
    """Whether this system has a fork server."""
    return "forkserver" in multiprocessing.get_all_start_methods()


@dataclass
class Child:
    """A process at work, the end of the pipe that it talks through, and when it was started."""

    process: BaseProcess
    connection: Connection
    started: float

    def kill(self) -> None:
        """End it, and whatever it has started."""
        with contextlib.suppress(ProcessLookupError, PermissionError, TypeError):
            os.killpg(self.process.pid, signal.SIGKILL)  # type: ignore[arg-type]
        self.process.kill()
        self.process.join()
        self.connection.close()


def expect(reports: int) -> None:
    """Say how many reports are coming, as soon as that is known: the server gets ready for them, while others go on.

    For many it pays to rehearse one.
    """
    if not can_fork():
        return
    _context().set_forkserver_preload(_REHEARSED if reports >= _MANY else _WARM)
    resource_tracker.ensure_running()  # see `start`
    with _undisturbed():
        forkserver.ensure_running()


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
    context.set_forkserver_preload(_WARM)
    return context


@dataclass(frozen=True)
class Limits:
    """What one process may use: seconds, and bytes of memory beyond those that it starts with."""

    seconds: float = 120
    memory: int = 2 * 2**30


def start(function: Callable[..., None], *args: Any, limits: Limits | None = None) -> Child:
    """Start `function(connection, *args)` in a fresh process. The limit of seconds is the caller's to watch."""
    resource_tracker.ensure_running()  # which lets Ctrl-C through again when it has just started
    with _undisturbed():
        here, there = _context().Pipe()
        process = _context().Process(target=_serve, args=(there, function, args, limits), daemon=True)
        with _nameless_main():
            process.start()
        there.close()
    return Child(process, here, time.monotonic())


def _serve(connection: Connection, function: Callable[..., None], args: tuple[Any, ...], limits: Limits | None) -> None:
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)  # what a cell starts is killed with it, and Ctrl-C in the terminal reaches neither
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if limits is not None:
        _restrain(limits)
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # nobody is there any more to be told
        function(connection, *args)


def _restrain(limits: Limits) -> None:
    import resource

    # Should the parent be killed, nobody is left to watch the clock: the system then ends what runs on.
    seconds = int(2 * limits.seconds) + 60
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        memory = pages * resource.getpagesize() + limits.memory
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def answer(connection: Connection, function: Callable[[], bytes]) -> None:
    """Send what `function` gives, after a header that says whether it is an answer or an error."""
    try:
        content = function()
    except MemoryError:
        header: Any = ("memory", None)
    except CchcError as error:
        header = ("error", error)
    except BaseException as error:  # whatever a cell or a library raises must not stop the others
        header = ("crash", f"{type(error).__name__}: {error}")
    else:
        header = ("done", None)
    connection.send_bytes(pickle.dumps(header))
    if header[0] == "done":
        connection.send_bytes(content)


class ChildFailed(CchcError):
    """A child that could not do its work; `alive` tells whether it can be given more."""

    def __init__(self, reason: str, alive: bool = False) -> None:
        super().__init__(reason)
        self.alive = alive


def receive(child: Child, limits: Limits) -> bytes:
    """What the child gives with `answer`. Raises the CchcError that it met; ChildFailed, without a full stop, for the rest."""
    try:
        if not child.connection.poll(limits.seconds):
            raise ChildFailed(f"quá thời hạn {limits.seconds:g} giây nên bị dừng")
        kind, error = pickle.loads(child.connection.recv_bytes())
        content = child.connection.recv_bytes() if kind == "done" else b""
    except (EOFError, OSError, pickle.UnpicklingError) as gone:
        child.process.join(1)
        raise ChildFailed(f"tiến trình bị dừng bất ngờ (mã {child.process.exitcode})") from gone
    if kind == "error":
        raise error
    if kind == "memory":
        raise ChildFailed(f"cần hơn {limits.memory // 2**20} MiB bộ nhớ nên bị dừng")
    if kind == "crash":
        raise ChildFailed(f"lỗi của chương trình, {error}", alive=True)
    return content
