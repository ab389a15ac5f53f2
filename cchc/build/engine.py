"""The papermill engine `cchc`: parameters are checked, then the cells run in a forked process. In: papermill's run.

    papermill --engine cchc notebooks/bao_cao_xa.ipynb out.ipynb -f params/...

papermill imports every registered engine when it starts, so this module imports nothing heavy.
"""

from __future__ import annotations

import ast
from typing import Any

import click

from cchc.engine.papermill import ForkEngine, language_of

_INJECTED = ("PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH")  # what --inject-paths adds


class Refused(click.ClickException):
    """Parameters that no report can be made with: papermill's command prints the message and leaves no file."""

    def show(self, file: Any = None) -> None:
        """Print the message as it stands."""
        click.echo(f"LỖI  {self.message}", err=True)


class CchcEngine(ForkEngine):
    """Runs a Python notebook in a fresh process forked from a warm one; any other notebook with papermill's own engine."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Check the parameters before anything is written. Raises Refused."""
        if language_of(nb) == "python":
            _check(nb)
        return super().execute_notebook(nb, kernel_name, **kwargs)


def _check(nb: Any) -> None:
    """Refuse names that the notebook does not declare, and values that no report can be made of."""
    from cchc.build.parameters import NAMES, PROVINCE_NAMES, check_parameters, check_province_parameters
    from cchc.errors import CchcError, hint, shown

    stated = nb.metadata.get("papermill", {}).get("parameters") or {}
    given = {name: value for name, value in stated.items() if name not in _INJECTED}
    declared = _declared(nb)
    for name in given:
        if declared and name not in declared:
            raise Refused(
                f'Tham số "{shown(name)}" lạ{hint(name, declared)}; sổ tay có các tham số: {", ".join(declared)}.'
            )
    for names, check in ((NAMES, check_parameters), (PROVINCE_NAMES, check_province_parameters)):
        if set(names) <= set(declared):
            try:
                check(given)
            except CchcError as error:
                raise Refused(str(error)) from error


def _declared(nb: Any) -> list[str]:
    """The names that the parameters' cell gives a value, with a type or without; none where it is no plain Python."""
    source = next((cell.source for cell in nb.cells if "parameters" in cell.metadata.get("tags", [])), "")
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError):
        return []
    return [node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)]
