"""How a report was made. In: submission block, executed notebook. Out: parameters, command lines, code in reading order."""

from __future__ import annotations

import shlex
from typing import Any

from cchc.document.model import Submission
from cchc.export.names import NOTEBOOK

_PARAMETER_TAGS = ("parameters", "injected-parameters")
_PARAMETERS = ("ma_xa", "nam", "ky", "du_lieu")


def ordered_parameters(submission: Submission) -> list[tuple[str, Any]]:
    """The parameters, always in one order: a notebook that was written and read again has sorted its keys."""
    given = submission.parameters.items()
    return sorted(given, key=lambda item: (_PARAMETERS.index(item[0]) if item[0] in _PARAMETERS else 9, item[0]))


def command_lines(submission: Submission) -> list[str]:
    """The command lines that make a report again from its parameters."""
    options = [_option(name, value) for name, value in ordered_parameters(submission)]
    return [
        " ".join(["papermill", NOTEBOOK, "bao-cao.ipynb", *options]),
        "jupyter nbconvert --to cchc_html bao-cao.ipynb",
    ]


def code_cells(notebook: Any) -> list[str]:
    """The code that has run, parameters first."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code" and cell.source.strip()]
    return [cell.source for cell in sorted(cells, key=lambda cell: not _is_parameters(cell))]


def _is_parameters(cell: Any) -> bool:
    return any(tag in _PARAMETER_TAGS for tag in cell.metadata.get("tags", []))


def _option(name: str, value: Any) -> str:
    flag = "-r" if isinstance(value, str) else "-p"
    return f"{flag} {shlex.quote(name)} {shlex.quote(str(value))}"
