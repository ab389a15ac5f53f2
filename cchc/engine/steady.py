"""Let the same cells give the same outputs in every run. In: a seed. Out: this process, without what chance decides.

Tables and figures of other libraries carry random ids and today's date, samples are drawn, a set is printed in an order
that the hash seed decides. A report is made again to prove it, byte for byte, so none of these may differ. Imports
nothing of this package: a kernel calls it before its first cell.
"""

from __future__ import annotations

import contextlib
import os
import random
import uuid
import zlib
from collections.abc import Iterator
from types import ModuleType
from typing import Any

INLINE = "module://matplotlib_inline.backend_inline"
_FIXED = {
    "MPLBACKEND": INLINE,  # another one, as servers have it, would make figures vanish
    "SOURCE_DATE_EPOCH": "315532800",  # 1980-01-01, what the date of a file is where it has none
}


def make_steady(seed: str) -> None:
    """Fix ids, dates and chance for the rest of this process; another seed gives other ids."""
    import numpy as np

    number = zlib.crc32(seed.encode())
    os.environ.update(_FIXED)
    random.seed(number)
    np.random.seed(number)
    _fix_ids(number)


def steady_from_first_cell(shell: Any, seed: str) -> None:
    """The same for a kernel's shell: what draws numbers while the kernel starts comes before."""

    def at_first_cell(*_: Any) -> None:
        shell.events.unregister("pre_run_cell", at_first_cell)
        make_steady(seed)

    shell.events.register("pre_run_cell", at_first_cell)


def _fix_ids(number: int) -> None:
    """Have `uuid4` give the same ids again, also to those who have imported it by name; secrets stay secret."""
    ids, process = random.Random(number), os.getpid()
    steady_os = ModuleType("os")
    vars(steady_os).update(vars(os))
    # A process that a cell forks must not repeat the ids of its siblings.
    steady_os.urandom = lambda size: ids.randbytes(size) if os.getpid() == process else os.urandom(size)  # type: ignore[attr-defined]
    uuid.os = steady_os  # type: ignore[attr-defined]


def steady_hashes() -> contextlib.AbstractContextManager[None]:
    """Have a Python that starts meanwhile print sets in the same order every time."""
    return variables(PYTHONHASHSEED="0")


@contextlib.contextmanager
def variables(**wanted: str) -> Iterator[None]:
    """Have these variables in the environment for a while."""
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
