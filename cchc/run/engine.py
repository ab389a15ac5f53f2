"""The papermill engine `cchc`: the cells run in a forked process instead of a kernel. In: papermill's run. Out: outputs.

    papermill --engine cchc notebooks/bao_cao_xa.ipynb out.ipynb -f params/...

papermill imports every registered engine when it starts, so this module imports nothing heavy.
"""

from __future__ import annotations

import ast
import json
import logging
import os
import pickle
from pathlib import Path
from typing import Any

import click
from papermill.engines import Engine, NBClientEngine

_PARAMETERS = ("ma_xa", "nam", "ky", "du_lieu")
_INJECTED = ("PAPERMILL_INPUT_PATH", "PAPERMILL_OUTPUT_PATH")  # what --inject-paths adds
logger = logging.getLogger("papermill")


class Refused(click.ClickException):
    """Parameters that no report can be made with: papermill's command prints the message and leaves no file."""

    def show(self, file: Any = None) -> None:
        """Print the message as it stands."""
        click.echo(f"LỖI  {self.message}", err=True)


class CchcEngine(Engine):
    """Runs a Python notebook in a fresh process forked from a warm one; any other notebook with papermill's own engine."""

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Check the parameters before anything is written. Raises Refused."""
        if _language(nb) == "python":
            _check(nb)
        return super().execute_notebook(nb, kernel_name, **kwargs)

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run the cells, telling papermill of each as it starts and ends."""
        from cchc.run.cells.fork import can_fork

        reason = "" if can_fork() else "this system cannot fork processes"
        if _language(nb_man.nb) != "python":
            reason = f"the notebook is in {_language(nb_man.nb)}"
        if reason:
            logger.warning("The engine cchc leaves this notebook to papermill's own engine: %s.", reason)
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
        else:
            _Run(nb_man, **kwargs).carry_out()


def _language(nb: Any) -> str:
    return str(nb.metadata.get("kernelspec", {}).get("language", "python"))


def _check(nb: Any) -> None:
    """Refuse names that the notebook does not declare, and values that no report can be made of."""
    from cchc.errors import CchcError, hint, shown
    from cchc.run.parameters import check_parameters

    stated = nb.metadata.get("papermill", {}).get("parameters") or {}
    given = {name: value for name, value in stated.items() if name not in _INJECTED}
    declared = _declared(nb)
    for name in given:
        if declared and name not in declared:
            raise Refused(
                f'Tham số "{shown(name)}" lạ{hint(name, declared)}; sổ tay có các tham số: {", ".join(declared)}.'
            )
    if set(_PARAMETERS) <= set(declared):
        try:
            check_parameters(given)
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


class _Run:
    """One notebook under way: what the child tells, handed on to papermill."""

    def __init__(
        self,
        nb_man: Any,
        log_output: bool = False,
        stdout_file: Any = None,
        stderr_file: Any = None,
        execution_timeout: float | None = None,
        **_unused: Any,
    ) -> None:
        self.nb_man = nb_man
        self.log_output = log_output
        self.files = {"stdout": stdout_file, "stderr": stderr_file}
        self.timeout = execution_timeout
        self.failed = False

    def carry_out(self) -> None:
        from cchc.run.cells.aloud import run_cells_aloud
        from cchc.run.cells.fork import ChildFailed, start

        cells = json.dumps(self.nb_man.nb.cells).encode()
        # The fork server was started once, in the folder and the environment of that moment.
        child = start(run_cells_aloud, cells, str(Path.cwd()), dict(os.environ))
        place = 0
        try:
            while (said := child.hear(self.timeout)) is not None:
                kind, content = said
                if kind == "done":
                    self._finish(*pickle.loads(content))
                    return
                if kind != "told":
                    raise self._died(child, place)
                place, result = content
                self._handle(place, result)
            raise self._too_slow(place)
        except ChildFailed:
            raise self._died(child, place) from None
        finally:
            child.kill()

    def _handle(self, place: int, result: Any) -> None:
        """Tell papermill of a cell that has started, or of what it has put out."""
        cell = self.nb_man.nb.cells[place]
        if result is None:
            self.nb_man.cell_start(cell, place)
            return
        outputs, count, succeeded = result
        if cell.cell_type == "code":
            from nbformat import from_dict

            cell.outputs = [from_dict(output) for output in json.loads(outputs)]
            cell.execution_count = count
            self._hand_on(cell.outputs)
        if not succeeded:
            self.nb_man.cell_exception(cell, cell_index=place)
        self.nb_man.cell_complete(cell, cell_index=place)

    def _finish(self, language_info: Any, outputs: Any) -> None:
        """Take what a later cell has changed in the outputs of an earlier one."""
        from nbformat import from_dict

        self.nb_man.nb.metadata["language_info"] = language_info
        for cell, last in zip(self.nb_man.nb.cells, json.loads(outputs), strict=True):
            if last and last != cell.outputs:
                cell.outputs = [from_dict(output) for output in last]

    def _hand_on(self, outputs: list[Any]) -> None:
        """What papermill was asked to log, or to copy into files."""
        for output in outputs:
            if output.output_type == "stream":
                level = logging.INFO if output.name == "stdout" else logging.WARNING
                if self.log_output:
                    logger.log(level, output.text)
                file = self.files[output.name]
                if file:
                    file.write(output.text)
                    file.flush()
            elif self.log_output and "text/plain" in output.get("data", {}):
                logger.info(output.data["text/plain"])

    def _died(self, child: Any, place: int) -> Exception:
        from nbclient.exceptions import DeadKernelError

        self.nb_man.cell_complete(self.nb_man.nb.cells[place], cell_index=place)
        return DeadKernelError(f"The process died with exit code {child.process.exitcode}")

    def _too_slow(self, place: int) -> Exception:
        from nbclient.exceptions import CellTimeoutError

        cell = self.nb_man.nb.cells[place]
        self.nb_man.cell_exception(cell, cell_index=place)
        self.nb_man.cell_complete(cell, cell_index=place)
        return CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", int(self.timeout or 0), cell)
