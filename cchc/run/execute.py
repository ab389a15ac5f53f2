"""Run a notebook with papermill. In: notebook, parameters, folder to run in. Out: the executed notebook, normalised.

Nothing is written where a user looks: papermill works on a temporary file. Normalising drops what differs between two
runs of the same inputs: timings, random cell ids, paths, the machine's Python version.
"""

from __future__ import annotations

import contextlib
import logging
import tempfile
import warnings
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from cchc.errors import CchcError, NotebookError
from cchc.run.parameters import Parameters

_INJECTED = "injected-parameters"


def run_notebook(notebook: Path, parameters: Parameters, folder: Path) -> NotebookNode:
    """The notebook executed in `folder`. Raises NotebookError with the message of the cell that failed."""
    import papermill

    if not notebook.is_file():
        raise NotebookError(f"{notebook}: không có sổ tay này; hãy chạy trong thư mục dự án hoặc dùng --root.")
    with tempfile.TemporaryDirectory(prefix="cchc-") as scratch, _quietly():
        try:
            executed = papermill.execute_notebook(
                notebook,
                Path(scratch) / "out.ipynb",
                parameters.as_dict(),
                cwd=folder,
                progress_bar=False,
                request_save_on_cell_execute=False,
                extra_arguments=["--log-level=ERROR"],  # a kernel's remarks on its ports mean nothing to a user
            )
        except papermill.exceptions.PapermillExecutionError as error:
            raise NotebookError(_explain(error)) from error
    return normalise(executed)


def normalise(notebook: NotebookNode) -> NotebookNode:
    """The executed notebook without what changes from run to run."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for place, cell in enumerate(notebook.cells):
        for volatile in ("papermill", "execution"):
            cell.metadata.pop(volatile, None)
        if _INJECTED in cell.metadata.get("tags", []):
            cell["id"] = _INJECTED
        elif "id" not in cell:
            cell["id"] = f"cell-{place}"
    return notebook


def as_text(notebook: NotebookNode) -> str:
    """The notebook as it is written to disk, always the same for the same content."""
    return str(nbformat.writes(notebook)) + "\n"


def _explain(error: Any) -> str:
    own: list[type[CchcError]] = [CchcError, *CchcError.__subclasses__()]
    if error.ename in {cls.__name__ for cls in own}:
        return str(error.evalue)
    return f"Ô {error.exec_count} của sổ tay dừng vì {error.ename}: {error.evalue}. Hãy sửa ô đó rồi chạy lại."


@contextlib.contextmanager
def _quietly() -> Any:
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
