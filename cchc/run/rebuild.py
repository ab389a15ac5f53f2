"""Make a report again, without putting it anywhere. In: parameters, project. Out: its files by name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from cchc.run.parameters import Parameters

_FORMATS = {"bao-cao.html": "html", "bao-cao.pdf": "pdf"}


def rebuild(
    parameters: Parameters, root: Path, wanted: Iterable[str], notebooks: Path | None = None
) -> dict[str, bytes]:
    """The files of the report, its manifest among them, in the formats that the names `wanted` stand for.

    `notebooks` is the project that the notebook is taken from, where it is not `root`. Raises CchcError.
    """
    from cchc.run.build import make_content, make_files
    from cchc.run.execute import read_notebook, run_stock
    from cchc.run.program import NOTEBOOK

    notebook = read_notebook((notebooks or root) / NOTEBOOK)
    formats = tuple(_FORMATS[name] for name in wanted if name in _FORMATS)
    return make_files(make_content(parameters, root.resolve(), notebook, run_stock), formats)
