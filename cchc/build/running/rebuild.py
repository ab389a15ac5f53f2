"""Make a report again, without putting it anywhere. In: parameters, project. Out: its files by name.

The notebook runs as in a build: in a forked process where the system has them, else in a kernel.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cchc.build.parameters import Parameters
from cchc.errors import CchcError
from cchc.export.names import BY_FORMAT

if TYPE_CHECKING:
    from cchc.build.planning.product import Product
    from cchc.build.report import ReportContent


def rebuild(
    parameters: Parameters, root: Path, wanted: Iterable[str], notebooks: Path | None = None
) -> dict[str, bytes]:
    """The files of the report, its manifest among them, in the formats that the names `wanted` stand for.

    `notebooks` is the project that the notebook is taken from, where it is not `root`. Raises CchcError.
    """
    return remake(parameters, root, wanted, notebooks)[1]


def remake(
    parameters: Parameters, root: Path, wanted: Iterable[str], notebooks: Path | None = None
) -> tuple[ReportContent, dict[str, bytes]]:
    """The same, with what the report says. Raises CchcError."""
    from cchc.build.planning.product import read_product
    from cchc.build.report import make_files

    home = root.resolve()
    notebook = read_product(notebooks or root)
    asked = set(wanted)
    formats = tuple(key for key, name in BY_FORMAT.items() if name in asked)
    try:
        content = _run(parameters, home, notebook)
        return content, make_files(content, formats)
    except CchcError as error:
        # Paths as the user gave them.
        shown = "" if root == Path() else f"{root}{os.sep}"
        raise type(error)(str(error).replace(f"{home}{os.sep}", shown)) from error


def _run(parameters: Parameters, root: Path, notebook: Product) -> ReportContent:
    from cchc.build.report import make_content
    from cchc.engine.execute import run_stock
    from cchc.engine.fork import ChildFailed, call, can_fork
    from cchc.engine.limits import Limits

    if not can_fork():
        return make_content(parameters, root, notebook, run_stock)
    try:
        content: ReportContent = call(make_content, parameters, root, notebook, limits=Limits())
        return content
    except ChildFailed as error:
        raise CchcError(
            f"Sổ tay không chạy được: {error}. Hãy chạy sổ tay bằng papermill để xem lỗi ở ô nào."
        ) from error
