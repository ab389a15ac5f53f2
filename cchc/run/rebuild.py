"""Make a report again, without putting it anywhere. In: parameters, project. Out: its files by name.

The notebook runs as in a build: in a forked process where the system has them, else in a kernel.
"""

from __future__ import annotations

import os
import pickle
from collections.abc import Iterable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.errors import CchcError
from cchc.run.parameters import Parameters

if TYPE_CHECKING:
    from cchc.run.build import Content

_FORMATS = {"bao-cao.html": "html", "bao-cao.pdf": "pdf"}
_SECONDS, _MEMORY = 120.0, 2 << 30  # what a notebook may take


def rebuild(
    parameters: Parameters, root: Path, wanted: Iterable[str], notebooks: Path | None = None
) -> dict[str, bytes]:
    """The files of the report, its manifest among them, in the formats that the names `wanted` stand for.

    `notebooks` is the project that the notebook is taken from, where it is not `root`. Raises CchcError.
    """
    from cchc.run.build import make_files
    from cchc.run.execute import read_notebook
    from cchc.run.program import NOTEBOOK

    home = root.resolve()
    notebook = read_notebook((notebooks or root) / NOTEBOOK)
    formats = tuple(_FORMATS[name] for name in wanted if name in _FORMATS)
    try:
        return make_files(_run(parameters, home, notebook), formats)
    except CchcError as error:
        # Paths as the user gave them.
        shown = "" if root == Path() else f"{root}{os.sep}"
        raise type(error)(str(error).replace(f"{home}{os.sep}", shown)) from error


def _run(parameters: Parameters, root: Path, notebook: bytes) -> Content:
    from cchc.run.fork import Limits, can_fork, start

    if not can_fork():
        from cchc.run.build import make_content
        from cchc.run.execute import run_stock

        return make_content(parameters, root, notebook, run_stock)
    child = start(_answer, parameters, root, notebook, limits=Limits(_SECONDS, _MEMORY))
    try:
        return _receive(child.connection)
    finally:
        child.kill()


def _answer(connection: Connection, parameters: Parameters, root: Path, notebook: bytes) -> None:
    from cchc.run.build import make_content
    from cchc.run.execute import run_here
    from cchc.run.fork import answer

    answer(connection, lambda: pickle.dumps(make_content(parameters, root, notebook, run_here)))


def _receive(connection: Connection) -> Content:
    """What the child made. Raises CchcError with what it says, or with how it ended."""
    if not connection.poll(_SECONDS):
        raise CchcError(f"Sổ tay chạy quá {_SECONDS:.0f} giây nên bị dừng; hãy xem ô nào không kết thúc.")
    try:
        outcome, detail = pickle.loads(connection.recv_bytes())
        if outcome == "done":
            content: Content = pickle.loads(connection.recv_bytes())
            return content
    except EOFError:
        outcome, detail = "crash", "tiến trình dừng giữa chừng"
    if outcome == "error" and isinstance(detail, CchcError):
        raise detail
    reason = f"cần hơn {_MEMORY >> 20} MiB bộ nhớ" if outcome == "memory" else detail
    raise CchcError(f"Sổ tay không chạy được: {reason}.")
