"""Run a papermill notebook in a forked process instead of a kernel. In: papermill's run. Out: outputs.

papermill imports every registered engine when it starts, so this module imports nothing heavy.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
from pathlib import Path
from typing import Any

from papermill.engines import Engine, NBClientEngine

logger = logging.getLogger("papermill")


class ForkEngine(Engine):
    """Runs a Python notebook in a fresh process forked from a warm one; any other notebook with papermill's own engine."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **kwargs: Any) -> None:
        """Run the cells, telling papermill of each as it starts and ends."""
        from cchc.engine.fork import can_fork

        reason = "" if can_fork() else "this system cannot fork processes"
        if language_of(nb_man.nb) != "python":
            reason = f"the notebook is in {language_of(nb_man.nb)}"
        if reason:
            logger.warning("The engine cchc leaves this notebook to papermill's own engine: %s.", reason)
            NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **kwargs)
        else:
            _Run(nb_man, **kwargs).carry_out()


def language_of(nb: Any) -> str:
    """The language of a notebook's kernel."""
    return str(nb.metadata.get("kernelspec", {}).get("language", "python"))


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
        from cchc.engine.aloud import run_cells_aloud
        from cchc.engine.fork import ChildFailed, start

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
