"""A process that was forked to do one thing. In: what it is to do. Out: its answer, or at least what it was doing.

All of this runs in the child; `cchc.engine.fork` is the other side.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

from cchc.engine.failure import one_line
from cchc.engine.family import become_head, end_others
from cchc.engine.limits import Limits, restrain
from cchc.errors import CchcError

NOTE = 1024  # bytes


@dataclass(frozen=True)
class Origin:
    """What a child is given by whoever started it, besides its work."""

    mark: str
    noted: Connection
    limits: Limits | None
    lasting: bool


def serve(connection: Connection, function: Callable[..., Any], args: tuple[Any, ...], origin: Origin) -> None:
    """Do the work, as the head of a family, within the limits; leave nobody behind."""
    become_head(origin.mark)
    allow_processes()
    _forget_forkserver()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _given.update(connection=connection, noted=origin.noted)
    if origin.limits is not None:
        _given["memory"] = restrain(origin.limits)
    try:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # nobody is there any more to be told
            if origin.lasting:
                _answer_all(connection, function, args)
            else:
                _answer(connection, lambda: function(*args))
    finally:
        end_others()


_given: dict[
    str, Any
] = {}  # what this process talks through, where it notes what it is doing, its limit of memory in words


def tell(*said: Any) -> None:
    """In a child: send word of its work before the answer."""
    _given["connection"].send_bytes(pickle.dumps(("told", said)))


def note(text: str) -> None:
    """In a child: leave a word on what it is doing, which is still there should it die. In another process: nothing."""
    if "noted" in _given:
        os.pwrite(_given["noted"].fileno(), text.encode(errors="replace")[:NOTE].ljust(NOTE, b"\0"), 0)


def allow_processes() -> None:
    """Let this process start others: the standard library forbids it to one that ends with its parent, for fear of orphans."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]


def _forget_forkserver() -> None:
    """Be no client of the server that this process was forked from: what a cell starts there would not be its child."""
    from multiprocessing import forkserver

    server: Any = forkserver._forkserver
    if server._forkserver_alive_fd is not None:
        os.close(server._forkserver_alive_fd)
        server.__init__()


def _answer_all(connection: Connection, function: Callable[..., Any], args: tuple[Any, ...]) -> None:
    """Answer one thing given after another, until nobody gives any more."""
    while True:
        try:
            given: tuple[Any, ...] = pickle.loads(connection.recv_bytes())
        except (EOFError, OSError):
            return
        _answer(connection, lambda given=given: function(*given, *args))  # type: ignore[misc]


def _answer(connection: Connection, function: Callable[[], Any]) -> None:
    """Send what `function` gives, after a header that says whether it is an answer or an error."""
    try:
        content = pickle.dumps(function())
    except MemoryError:
        header: Any = ("memory", _given.get("memory", Limits().memory_words))
    except CchcError as error:
        header = ("error", error)
    except BaseException as error:  # whatever a cell or a library raises must not stop the others
        header = ("crash", one_line(f"{type(error).__name__}: {error}"))
    else:
        header = ("done", None)
    connection.send_bytes(pickle.dumps(header))
    if header[0] == "done":
        connection.send_bytes(content)
