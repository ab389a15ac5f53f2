"""Run a notebook with parameters. In: notebook, parameters, folder to run in. Out: the executed notebook, normalised.

There are two ways with one result: papermill's stock engine, which starts a kernel, and this very process, for one
that was forked for the purpose. Nothing is written where a user looks.
"""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import os
import pickle
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import orjson
from nbformat import NotebookNode

from cchc.engine.executed import normalise
from cchc.engine.failure import find_failure, name_cell, note_cell
from cchc.engine.steady import make_steady, steady_hashes
from cchc.errors import NotebookError, say_why

# The kernel that runs with this Python: the name that a notebook carries is that of another machine, or none.
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}
_PARAMETERS = "parameters"


def read_notebook(path: Path) -> bytes:
    """The notebook file as it stands, found to be a valid notebook that takes parameters. Raises NotebookError."""
    try:
        content = path.read_bytes()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # cells of one id: each is given its own
            notebook = nbformat.reads(content.decode(), as_version=4)
            nbformat.validate(notebook)
        orjson.loads(content)
    except FileNotFoundError as error:
        raise NotebookError(f"{path}: không có sổ tay này; hãy chạy trong thư mục dự án hoặc dùng --root.") from error
    except OSError as error:
        raise NotebookError(f"{path}: không đọc được sổ tay ({say_why(error)}); hãy kiểm tra quyền đọc.") from error
    except (ValueError, AttributeError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NotebookError(f"{path}: không phải sổ tay Jupyter hợp lệ ({reason}); hãy lấy lại bản cũ.") from error
    if not any(_PARAMETERS in cell["metadata"].get("tags", []) for cell in notebook["cells"]):
        raise NotebookError(
            f"{path}: không có ô mang thẻ {_PARAMETERS}, nên tham số không vào được sổ tay; "
            f"hãy gắn thẻ {_PARAMETERS} cho ô khai báo ma_xa, nam, ky, du_lieu."
        )
    return content


def as_papermill(content: bytes) -> NotebookNode:
    """The notebook of a file's bytes, with the metadata that papermill works with."""
    notebook: NotebookNode = pickle.loads(_prepared(content))
    return notebook


@functools.lru_cache(1)
def _prepared(content: bytes) -> bytes:
    from papermill.iorw import load_notebook_node

    notebook = nbformat.from_dict(orjson.loads(content))
    notebook.metadata["kernelspec"] = {**KERNEL, **notebook.metadata.get("kernelspec", {})}
    given = [cell.get("id") for cell in notebook.cells]
    with _quietly():
        loaded = load_notebook_node(notebook)
    taken: set[str] = set()
    # Where an older notebook has no ids, or two cells have the same, Jupyter gives random ones.
    for place, (cell, own) in enumerate(zip(loaded.cells, given, strict=True)):
        cell["id"] = own if own and own not in taken else f"cell-{place}"
        taken.add(cell["id"])
    return pickle.dumps(loaded)


def run_stock(
    notebook: NotebookNode, parameters: Mapping[str, Any], folder: Path, seconds: float | None = None
) -> NotebookNode:
    """The notebook executed in `folder` by a kernel of its own. Raises NotebookError: what the failing cell says.

    `seconds` is the time that one cell may take.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.engines import NBClientEngine
    from papermill.utils import chdir

    prepared = _with_parameters(notebook, parameters)
    steady = (
        f"__import__('cchc.engine.steady', fromlist=['*']).steady_from_first_cell(get_ipython(), {_seed(parameters)!r})"
    )
    # A kernel's remarks on its ports and its end mean nothing to a user.
    arguments = ["--log-level=CRITICAL", f"--IPKernelApp.exec_lines={steady}"]
    with _quietly(), chdir(str(folder)), steady_hashes():
        try:
            NBClientEngine.execute_notebook(
                prepared, KERNEL["name"], progress_bar=False, execution_timeout=seconds, extra_arguments=arguments
            )
        except CellTimeoutError:
            raise NotebookError(
                f"quá thời hạn {seconds:g} giây nên bị dừng, ở {_last_started(prepared)}; "
                "hãy sửa ô đó, hoặc tăng --time-limit."
            ) from None
        except DeadKernelError:
            raise NotebookError(
                f"tiến trình bị dừng bất ngờ, ở {_last_started(prepared)}; hãy sửa ô đó rồi chạy lại."
            ) from None
    stopped = (n for n, cell in enumerate(prepared.cells) if cell.metadata.papermill.get("exception"))
    failure = find_failure(prepared.cells, next(stopped, None))
    if failure is not None:
        raise failure.as_error()
    return normalise(prepared)


def _last_started(notebook: NotebookNode) -> str:
    """The cell that a kernel was at when it was heard of no more."""
    place, cell = [pair for pair in enumerate(notebook.cells) if pair[1].metadata.papermill.get("start_time")][-1]
    return name_cell(place, cell)


def run_here(notebook: NotebookNode, parameters: Mapping[str, Any], folder: Path) -> NotebookNode:
    """The notebook executed in `folder` by this process, which should end soon after. Raises NotebookError, MemoryError.

    It notes each cell that starts (see `note_cell`), and "" at the end.
    """
    from cchc.engine.child import note
    from cchc.engine.shell import run_cells

    prepared = _with_parameters(notebook, parameters)
    make_steady(_seed(parameters))
    os.chdir(folder)
    stopped = run_cells(prepared.cells, lambda place: note(note_cell(place, prepared.cells[place])))
    failure = find_failure(prepared.cells, stopped)
    if failure is not None and failure.out_of_memory:
        raise MemoryError  # whoever has set the limit knows it, and has been told of the cell
    if failure is not None:
        raise failure.as_error()
    note("")
    return normalise(prepared)


def _with_parameters(notebook: NotebookNode, parameters: Mapping[str, Any]) -> NotebookNode:
    from papermill.parameterize import parameterize_notebook

    with _quietly():
        prepared: NotebookNode = parameterize_notebook(notebook, dict(parameters))
    return prepared


def _seed(parameters: Mapping[str, Any]) -> str:
    return json.dumps(dict(parameters), sort_keys=True, default=str)


@contextlib.contextmanager
def _quietly() -> Iterator[None]:
    """Without papermill's log lines and warnings: what a user must know is in our errors."""
    logger = logging.getLogger("papermill")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
