"""Run the cells of a notebook in this very process. In: code cells. Out: their outputs, as a kernel gives them.

This is a kernel without its sockets: the same IPython shell with the same display hooks, whose messages end up in a
list. It is meant for a process that runs one notebook and ends; nothing that a cell does is undone.
"""

from __future__ import annotations

import asyncio
import builtins
import contextlib
import functools
import getpass
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import IO, Any

from ipykernel.jsonutil import encode_images, json_clean
from ipykernel.zmqshell import KernelMagics
from IPython.core.async_helpers import _asyncio_runner
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.page import as_hook
from IPython.utils.process import system  # type: ignore[attr-defined]
from traitlets import Type
from traitlets.config import Config

from cchc.engine.failure import RAISES
from cchc.engine.shell_memory import RememberingCompiler, RememberingTransformer
from cchc.engine.shell_outputs import Outputs, Stream
from cchc.engine.steady import INLINE

Output = dict[str, Any]
SKIP = "skip-execution"
# What ipykernel tells programs that a cell starts: colours are fine, a pager is not.
ENVIRONMENT = {
    "TERM": "xterm-color",
    "CLICOLOR": "1",
    "FORCE_COLOR": "1",
    "CLICOLOR_FORCE": "1",
    "PAGER": "cat",
    "GIT_PAGER": "cat",
    "MPLBACKEND": INLINE,
}


def _nothing(*_: object, **__: object) -> None:
    pass


class _Publisher(DisplayPublisher):
    """Where display() ends up."""

    def publish(
        self,
        data: Any,
        metadata: Any = None,
        source: Any = None,
        *,
        transient: Any = None,
        update: Any = False,
        **kw: Any,
    ) -> None:
        outputs, shown = self.shell.outputs, json_clean(encode_images(data))
        display_id = (transient or {}).get("display_id")
        if update:
            outputs.update(display_id, shown, metadata or {})
        else:
            outputs.add({"output_type": "display_data", "data": shown, "metadata": metadata or {}}, display_id)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.outputs.clear(wait)


class _Results(DisplayHook):
    """Where the value of a cell's last line ends up."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: Any, md_dict: Any = None) -> None:
        data = json_clean(encode_images(format_dict))
        if data and self.shell:
            result = {"execution_count": self.prompt_count, "data": data, "metadata": md_dict or {}}
            self.shell.outputs.add({"output_type": "execute_result", **result})

    def finish_displayhook(self) -> None:
        self._is_active = False


_transformer = RememberingTransformer()  # outlives the shell, which a rehearsal replaces


class CellShell(InteractiveShell):
    """IPython as a kernel has it; keeps no history, reads no profile of the user's, and asks nothing."""

    displayhook_class = Type(_Results)
    display_pub_class = Type(_Publisher)
    compiler_class = Type(RememberingCompiler)

    def __init__(self, **kwargs: Any) -> None:
        self.outputs = Outputs()
        self.failed_to_show = False
        config = Config(HistoryManager={"enabled": False, "hist_file": ":memory:"})
        super().__init__(config=config, input_transformer_manager=_transformer, **kwargs)

    def init_profile_dir(self, profile_dir: Any) -> None:
        """Have no profile: the user's would make runs differ."""
        self.profile_dir = None

    def init_environment(self) -> None:
        """Tell the programs that a cell starts what ipykernel tells them."""
        os.environ.update(ENVIRONMENT)  # another MPLBACKEND, as servers have it, would make figures vanish
        if "matplotlib" in sys.modules:  # imported before: it has already settled on another
            sys.modules["matplotlib"].rcParams["backend"] = os.environ["MPLBACKEND"]

    def init_hooks(self) -> None:
        """Have no pager: what `?name` or `%less` shows is for the person at a notebook, and no output of the cell."""
        super().init_hooks()
        self.set_hook("show_in_pager", as_hook(_nothing), 99)

    def init_magics(self) -> None:
        """Know the magics of a kernel too, such as `%autosave`."""
        super().init_magics()
        self.register_magics(KernelMagics)

    def init_virtualenv(self) -> None:
        """The environment is the one that this process was started in."""

    def system_piped(self, cmd: str) -> None:
        """Run a shell command (`!ls`); what it prints is the cell's output."""
        if cmd.rstrip().endswith("&"):
            raise OSError("Background processes not supported.")
        self.user_ns["_exit_code"] = system(self.var_expand(cmd, depth=1))

    system = system_piped

    def _showtraceback(self, etype: Any, evalue: Any, stb: list[str]) -> None:
        error = {"ename": etype.__name__, "evalue": str(evalue), "traceback": list(stb)}
        self.outputs.add({"output_type": "error", **error})
        self.failed_to_show = self.failed_to_show or self.displayhook.is_active

    def enable_gui(self, gui: Any = None) -> None:
        """Have no windows: figures are shown inline."""

    def ask_exit(self) -> None:
        """`exit` ends nothing here; the notebook goes on, as it does under nbclient."""


def run_cells(
    cells: Sequence[Any], started: Callable[[int], None] = _nothing, ended: Callable[[int, bool], None] = _nothing
) -> int | None:
    """Run the code cells in order, filling their outputs and execution counts; the place of the one that stopped it.

    `started` and `ended` are told the place of each cell, Markdown included, and `ended` whether the notebook can go on.
    A cell that fails ends the run unless it is tagged "raises-exception"; one tagged "skip-execution" is left alone.
    """
    shell: CellShell = CellShell.instance()
    sys.modules["__main__"] = shell.user_module  # what a cell defines can be pickled, as in a kernel
    if "" not in sys.path:
        sys.path.insert(0, "")
    with _captured(shell.outputs) as flush:
        return asyncio.run(_run_in_order(shell, cells, flush, started, ended))


async def _run_in_order(
    shell: CellShell,
    cells: Sequence[Any],
    flush: Callable[[], None],
    started: Callable[[int], None],
    ended: Callable[[int, bool], None],
) -> int | None:
    for place, cell in enumerate(cells):
        started(place)
        goes_on = await _run_cell(shell, cell, flush) or RAISES in cell["metadata"].get("tags", [])
        ended(place, goes_on)
        if not goes_on:
            return place
    return None


async def _run_cell(shell: CellShell, cell: Any, flush: Callable[[], None]) -> bool:
    if cell["cell_type"] != "code" or not cell["source"].strip() or SKIP in cell["metadata"].get("tags", []):
        return True
    cell["outputs"] = shell.outputs.begin()
    cell["execution_count"] = shell.execution_count
    shell.failed_to_show = False
    result = await _result(shell, cell["source"], cell.get("id"))
    await asyncio.sleep(0)  # tasks that the cell has left under way have their turn
    flush()
    return bool(result.success) and not shell.failed_to_show


async def _result(shell: CellShell, source: str, name: str | None) -> Any:
    """Run one cell within the running event loop, as a kernel does: it may await, or leave tasks under way."""
    problem: Any = None
    try:
        transformed = shell.transform_cell(source)
    except Exception:
        transformed, problem = source, sys.exc_info()
    known = {"transformed_cell": transformed, "preprocessing_exc_tuple": problem}
    if shell.loop_runner is not _asyncio_runner and shell.should_run_async(source, **known):
        return shell.run_cell(source, store_history=True, cell_id=name)  # `%autoawait trio`
    result = None
    try:
        result = await shell.run_cell_async(source, store_history=True, cell_id=name, **known)
    finally:
        shell.events.trigger("post_execute")
        shell.events.trigger("post_run_cell", result)
    return result


@contextlib.contextmanager
def _captured(outputs: Outputs) -> Iterator[Callable[[], None]]:
    """Python's streams, and what other code writes to the process's own, become outputs; nobody is asked anything."""
    replaced = sys.stdout, sys.stderr, builtins.input, getpass.getpass
    sys.stdout, sys.stderr = Stream("stdout", outputs), Stream("stderr", outputs)
    builtins.input = getpass.getpass = _refuse_to_ask
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        below = {"stdout": out, "stderr": err}
        kept = [os.dup(1), os.dup(2)]
        os.dup2(out.fileno(), 1), os.dup2(err.fileno(), 2)
        try:
            yield functools.partial(_flush_below, outputs, below)
        finally:
            for descriptor, former in zip((1, 2), kept, strict=True):
                os.dup2(former, descriptor)
                os.close(former)
            sys.stdout, sys.stderr, builtins.input, getpass.getpass = replaced


def _flush_below(outputs: Outputs, below: Mapping[str, IO[bytes]]) -> None:
    for name, file in below.items():
        if os.fstat(file.fileno()).st_size:
            file.seek(0)
            outputs.stream(name, file.read().decode("utf-8", "replace"))
            file.seek(0)
            file.truncate()
    outputs.settle()


def _refuse_to_ask(*_: Any, **__: Any) -> str:
    raise StdinNotImplementedError("raw_input was called, but this frontend does not support input requests.")
