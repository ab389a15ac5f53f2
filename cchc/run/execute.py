"""Run a notebook with parameters. In: notebook, parameters, folder to run in. Out: the executed notebook, normalised.

There are two ways with one result: papermill's stock engine, which starts a kernel, and this very process, for one
that was forked for the purpose. Nothing is written where a user looks. Normalising drops what differs between two runs
of the same inputs: timings, random cell ids, paths, the machine's Python version.
"""

from __future__ import annotations

import contextlib
import functools
import json
import logging
import os
import pickle
import re
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import nbformat
import orjson
from nbformat import NotebookNode

from cchc.errors import CchcError, NotebookError, say_why

_INJECTED = "injected-parameters"
_VOLATILE = ("papermill", "execution")
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
_CELL_FILE = re.compile(r"<ipython-input-\d+-\w+>|\S*ipykernel_\d+\S*?\.py")


def read_notebook(path: Path) -> bytes:
    """The notebook file as it stands, found to be a valid notebook. Raises NotebookError."""
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise NotebookError(f"{path}: không có sổ tay này; hãy chạy trong thư mục dự án hoặc dùng --root.") from error
    except OSError as error:
        raise NotebookError(f"{path}: không đọc được sổ tay ({say_why(error)}).") from error
    try:
        nbformat.validate(nbformat.reads(content.decode(), as_version=4))
    except (ValueError, AttributeError, nbformat.ValidationError, nbformat.reader.NotJSONError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise NotebookError(f"{path}: không phải sổ tay Jupyter hợp lệ ({reason}); hãy lấy lại bản cũ.") from error
    return content


def as_papermill(content: bytes) -> NotebookNode:
    """The notebook of a file's bytes, with the metadata that papermill works with."""
    notebook: NotebookNode = pickle.loads(_prepared(content))
    return notebook


@functools.lru_cache(1)
def _prepared(content: bytes) -> bytes:
    from papermill.iorw import load_notebook_node

    with _quietly():
        return pickle.dumps(load_notebook_node(nbformat.from_dict(orjson.loads(content))))


def run_stock(
    notebook: NotebookNode, parameters: Mapping[str, Any], folder: Path, seconds: float | None = None
) -> NotebookNode:
    """The notebook executed in `folder` by a kernel of its own. Raises NotebookError: what the failing cell says."""
    import papermill

    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch, _quietly():
        try:
            executed = papermill.execute_notebook(
                notebook,
                Path(scratch) / "out.ipynb",
                dict(parameters),
                cwd=folder,
                progress_bar=False,
                request_save_on_cell_execute=False,
                execution_timeout=seconds,
                extra_arguments=["--log-level=ERROR"],  # a kernel's remarks on its ports mean nothing to a user
            )
        except papermill.exceptions.PapermillExecutionError as error:
            raise _failed(error.ename, error.evalue, error.exec_count) from error
    return normalise(executed)


def run_here(notebook: NotebookNode, parameters: Mapping[str, Any], folder: Path) -> NotebookNode:
    """The notebook executed in `folder` by this process, which should end soon after. Raises NotebookError."""
    from papermill.parameterize import parameterize_notebook

    from cchc.run.shell import run_cells

    with _quietly():
        executed = parameterize_notebook(notebook, dict(parameters))
    os.chdir(folder)
    if not run_cells(executed.cells):
        error = next(o for cell in executed.cells for o in cell.get("outputs", ()) if o["output_type"] == "error")
        count = next(cell["execution_count"] for cell in executed.cells if error in cell.get("outputs", ()))
        if error["ename"] == "MemoryError":  # the pool knows the limit
            raise MemoryError
        raise _failed(error["ename"], error["evalue"], count)
    return normalise(executed)


def normalise(notebook: NotebookNode) -> NotebookNode:
    """The executed notebook without what changes from run to run."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for place, cell in enumerate(notebook.cells):
        for name in _VOLATILE:
            cell.metadata.pop(name, None)
        if _INJECTED in cell.metadata.get("tags", []):
            cell["id"] = _INJECTED
        elif "id" not in cell:
            cell["id"] = f"cell-{place}"
        for output in cell.get("outputs", ()):
            if output["output_type"] == "stream":
                output["text"] = _CELL_FILE.sub("<cell>", output["text"])
    return notebook


def as_text(notebook: Mapping[str, Any]) -> bytes:
    """The notebook as it is written to disk, always the same for the same content: each cell's outputs are one line."""
    cells = [{**cell, "outputs": _outputs(cell)} if "outputs" in cell else cell for cell in notebook["cells"]]
    written = {**notebook, "cells": cells}
    return orjson.dumps(written, option=_OPTIONS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def _outputs(cell: Mapping[str, Any]) -> orjson.Fragment:
    try:
        return orjson.Fragment(orjson.dumps(cell["outputs"], option=_OPTIONS))
    except orjson.JSONEncodeError:  # half a surrogate pair, a NaN: what only Python's own writer takes
        return orjson.Fragment(json.dumps(cell["outputs"], sort_keys=True).encode())


def as_node(text: bytes) -> NotebookNode:
    """The notebook of a text of `as_text`. Its outputs' data stay plain: exporters read them and change nothing."""
    notebook = NotebookNode(orjson.loads(text))
    notebook.metadata = NotebookNode(notebook["metadata"])
    notebook.cells = [NotebookNode(cell) for cell in notebook["cells"]]
    for cell in notebook.cells:
        cell.metadata = NotebookNode(cell["metadata"])
        if "outputs" in cell:
            cell.outputs = [NotebookNode(output) for output in cell["outputs"]]
    return notebook


def _failed(name: str, value: str, count: int | None) -> NotebookError:
    own: list[type[CchcError]] = [CchcError, *CchcError.__subclasses__()]
    if name in {cls.__name__ for cls in own}:
        return NotebookError(value)
    return NotebookError(f"Ô {count} của sổ tay dừng vì {name}: {value}. Hãy sửa ô đó rồi chạy lại.")


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
