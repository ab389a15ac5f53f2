"""The processes that a report has started, its family. In: the process of the report, their head. Out: the family's end.

A cell may start processes, which may start others; none may outlive the report or take more memory than the report may.
The head leads a group, which every system can end at once. On Linux the head also adopts whoever loses their parent, so
that all are found who have left the group, and the system ends the group when the process that asked for the report is
gone.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

MARK = "CCHC_REPORT_PROCESS"  # in the environment of the head and of the programs that its family starts
_ADOPT = 36  # PR_SET_CHILD_SUBREAPER
_PATIENCE = 2.0  # seconds that processes which were killed may take to be gone
_LINUX = sys.platform == "linux"


def become_head(mark: str) -> None:
    """In the process of a report, before it starts anything."""
    with contextlib.suppress(OSError):
        os.setpgid(0, 0)  # Ctrl-C in the terminal reaches none of the family either
    os.environ[MARK] = mark
    if _LINUX:
        import ctypes

        ctypes.CDLL(None).prctl(_ADOPT, 1, 0, 0, 0)
        _end_with_parent()


def _end_with_parent() -> None:
    """Have the system kill the group when the other end of the pipe to the parent is closed: it is gone."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        fcntl.fcntl(parent.sentinel, fcntl.F_SETOWN, -os.getpid())
        fcntl.fcntl(parent.sentinel, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(parent.sentinel, fcntl.F_SETFL, fcntl.fcntl(parent.sentinel, fcntl.F_GETFL) | os.O_ASYNC)


def end_others() -> None:
    """In the head, when its work is done: end all that it has started and that runs on."""
    if not _LINUX:
        return
    with contextlib.suppress(ChildProcessError):  # there is nobody, as a rule
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
        _kill_all(lambda: members([os.getpid()])[os.getpid()] - {os.getpid()})


def end_family(head: int) -> None:
    """End the head, which is alive, and its family."""
    if _LINUX:
        with contextlib.suppress(ProcessLookupError):
            os.kill(head, signal.SIGSTOP)  # it starts nobody any more, and still adopts
        _kill_all(lambda: members([head])[head] - {head})
    end_group(head)
    _kill([head])


def end_orphans(head: int, mark: str) -> None:
    """End the family of a head that has died: its group, and whoever carries its mark."""
    end_group(head)
    if _LINUX:
        _kill_all(lambda: {process for process in _processes() if _carries(process, mark)})


def end_group(head: int) -> None:
    """End the group, where there still is one."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(head, signal.SIGKILL)


def members(heads: Iterable[int]) -> dict[int, set[int]]:
    """The living processes of each family, the head among them; on Linux alone."""
    alive = {process: told for process in _processes() if (told := _parent_and_group(process))}
    children: dict[int, set[int]] = {}
    for process, (parent, group) in alive.items():
        children.setdefault(parent, set()).add(process)
        children.setdefault(group, set()).add(process)
    return {head: _descendants(head, children) & alive.keys() for head in heads}


def _descendants(head: int, children: dict[int, set[int]]) -> set[int]:
    found: set[int] = set()
    left = {head}
    while left:
        found |= left
        left = {child for process in left for child in children.get(process, ())} - found
    return found


def memory_of(processes: Iterable[int]) -> int:
    """The bytes that these processes hold together; what several of them share counts once."""
    total = 0
    for process in processes:
        with contextlib.suppress(OSError):
            lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
            total += sum(int(line.split()[1]) for line in lines if line.startswith(("Pss:", "SwapPss:")))
    return 1024 * total


def greedy(heads: Iterable[int], memory: int) -> list[int]:
    """The heads whose families hold more than that; one without family is held to it by the system."""
    if not _LINUX:
        return []
    return [head for head, family in members(heads).items() if len(family) > 1 and memory_of(family) > memory]


def _kill_all(find: Callable[[], set[int]]) -> None:
    """Kill whom `find` finds until it finds nobody."""
    until = time.monotonic() + _PATIENCE
    while (found := find()) and time.monotonic() < until:
        _kill(found)
        time.sleep(0.001)


def _kill(processes: Iterable[int]) -> None:
    for process in processes:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.kill(process, signal.SIGKILL)


def _processes() -> Iterator[int]:
    return (int(name) for name in os.listdir("/proc") if name.isdigit())  # noqa: PTH208 - many, and often


def _parent_and_group(process: int) -> tuple[int, int] | None:
    """The parent of a process and its group; nothing where it has ended."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(errors="replace").rpartition(")")[2].split()
    except OSError:
        return None
    return None if told[0] in "ZX" else (int(told[1]), int(told[2]))


def _carries(process: int, mark: str) -> bool:
    try:
        return f"{MARK}={mark}\0".encode() in Path(f"/proc/{process}/environ").read_bytes()
    except OSError:
        return False
