"""Notebooks of awkward cells, and a way to compare two runs of one. In: sources. Out: notebook files, scrubbed cells."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from tests.products.project import ROOT

FAILS, SKIPPED = {"tags": ["raises-exception"]}, {"tags": ["skip-execution"]}
_PYTHON = {"name": "python3", "display_name": "Python 3", "language": "python"}

# What a notebook can do besides calling the package; each cell with its metadata, if it has any.
AWKWARD: tuple[tuple[str, dict[str, Any]] | str, ...] = (
    "print('a', end=''); print('b')\nimport sys\nsys.stderr.write('err\\n')",
    "1 + 1",
    "2;",
    "None",
    "",
    "from IPython.display import *\n"
    "display(HTML('<b>x</b>'), Markdown('**y**'), SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"><g/></svg>'))\n"
    "display(JSON({'a': [1, {'b': 2}]}), metadata={'text/plain': {'kept': True}})\nLatex('$x$')",
    "handle = display('first', display_id='d1')\nother = display('first too', display_id='d1')",
    "handle.update('second')\nprint('after')",
    "print('gone'); clear_output(); print('stays')",
    "print('gone'); clear_output(wait=True); print('stays'); display('and this')",
    "print('stays'); clear_output(wait=True)",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', 'y']})",
    "import matplotlib.pyplot as plt\npd.Series([1, 2]).plot.bar(figsize=(1, 1))",
    "plt.get_fignums(), plt.isinteractive(), plt.get_backend()",
    "%matplotlib inline\nfig, ax = plt.subplots(figsize=(1, 1))\nax.plot([1, 2, 3])",
    "plt.figure(figsize=(1, 1)); plt.plot([3, 2, 1]); plt.show(); print('shown')",
    "%config InlineBackend.figure_formats = ['svg']\nimport matplotlib\nmatplotlib.rcParams['svg.hashsalt'] = 'x'\n"
    "plt.figure(figsize=(1, 1)); plt.bar([1], [2])\nNone",
    "!echo hello; echo err >&2",
    "%%bash\necho from bash\n",
    "files = !printf 'a\\nb\\n'\nfiles",
    "%%capture kept\nprint('captured')",
    "kept.stdout",
    "import asyncio\nawait asyncio.sleep(0)\nprint('awaited')\n'async result'",
    "async def later():\n    return 'later'\nawait later()",
    "task = asyncio.create_task(later())",
    "await task, task.done()",
    ("waiting = later()\nasyncio.run(waiting)", FAILS),
    "waiting.close()",
    "import warnings\nwarnings.warn('careful')",
    "import os\nos.system('echo low level')\nNone",
    "import subprocess\nsubprocess.run(['echo', 'from a program'])\nNone",
    "import threading\nthread = threading.Thread(target=print, args=('from a thread',))\nthread.start(); thread.join()",
    "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool: print(pool.map(abs, [-1, -2]))",
    "class P:\n    def _repr_html_(self): return '<i>p</i>'\n    def __repr__(self): return 'P()'\nP()",
    "import pickle\npickle.loads(pickle.dumps(P()))",
    "import inspect\nprint(inspect.getsource(later))",
    "_, In[3], sorted(Out)[:3], __name__",
    ("1 / 0", FAILS),
    ("x =", FAILS),
    ("%nosuchmagic", FAILS),
    ("print('before'); undefined", FAILS),
    ("raise SystemExit(3)", FAILS),
    ("raise KeyboardInterrupt", FAILS),
    ("input('?')", FAILS),
    ("class R:\n    def _repr_html_(self): raise ValueError('in repr')\n    def __repr__(self): return 'R()'\nR()", FAILS),
    ("skipped", SKIPPED),
    "print('x' * 10, flush=True)\ndisplay(1)\nprint('y')\n3",
    "print('Hoằng Lưu \U0001f600 \\x1b[31mđỏ\\x1b[0m \\r\\b')",
    "%%html\n<b>m</b>",
    "%who_ls",
    "%autosave 0",
    "?print",
    "%less awkward.txt",
    "%pdoc print",
    "%%capture\n1 / 0",
    "get_ipython().run_cell('1 / 0');",
    "%env CCHC_AWKWARD=1",
    "%%writefile awkward.txt\ntext",
    "import logging\nlogging.warning('logged')",
    "sys.stdout.fileno() > 0, sys.stdout.isatty(), sys.stdout.encoding",
    "{'nan': float('nan'), 'set': {1}, 'bytes': b'x'}",
    "display({'application/json': {'a': 1}, 'text/plain': 'raw'}, raw=True)",
    "get_ipython().ast_node_interactivity = 'all'\n1",
    "1\n2\n'three'",
    "def f():\n    raise KeyError('k')\nf()",
    "print('never')",
)  # fmt: skip


def write_notebook(path: Path, *cells: Any, parameters: str = "x = 1", language: str = "python") -> Path:
    """A notebook whose first code cell holds the parameters; a cell is its source, or source and metadata."""
    named = [cell if isinstance(cell, tuple) else (cell, {}) for cell in cells]
    first = new_code_cell(parameters, metadata={"tags": ["parameters"]})
    made = [new_markdown_cell("# Title"), first, *(new_code_cell(text, metadata=dict(data)) for text, data in named)]
    for place, cell in enumerate(made):
        cell["id"] = f"c{place}"
    kernel = {**_PYTHON, "language": language}
    nbformat.write(new_notebook(cells=made, metadata={"kernelspec": kernel}), path)
    return path


def papermill(*arguments: str | Path, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command of papermill, as a user has it: a kernel behaves differently where it knows of a running test."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment["PYTHONPATH"] = str(ROOT)
    command = [sys.executable, "-m", "papermill", "--no-progress-bar", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120)


def gone(process: int, patience: float = 5) -> bool:
    """Whether that process has ended, or ends within a few seconds."""
    until = time.monotonic() + patience
    while time.monotonic() < until:
        try:
            os.kill(process, 0)
            if Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except (ProcessLookupError, FileNotFoundError):
            return True
        time.sleep(0.05)
    return False


def run_with(engine: str, notebook: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], dict[str, Any]]:
    """How papermill's command ended with that engine ("" is its own), and the notebook that it left."""
    out = notebook.with_name(f"{notebook.stem}.{engine or 'stock'}.out.ipynb")
    chosen = ["--engine", engine] if engine else []
    result = papermill(*chosen, *options, notebook.name, out.name, folder=notebook.parent)
    return result, json.loads(out.read_text(encoding="utf-8")) if out.is_file() else {}


# What differs by nature between two processes, and what each engine's own last frame of a question says.
_BY_NATURE = (
    (re.compile(r"0x[0-9a-f]{6,}"), "0x0"),
    (re.compile(r"ipykernel_\d+"), "ipykernel_0"),
    (re.compile(r"<dc:date>.*?</dc:date>"), ""),
    (re.compile(r"\x1b\[36mFile \x1b[^,]*?/(ipykernel/kernelbase|cchc/engine/shell)\.py:.*", re.DOTALL), "asked"),
)
_TIMES = ("start_time", "end_time", "duration")


def scrub(cell: Mapping[str, Any]) -> dict[str, Any]:
    """The cell without what differs by nature: its random id, the times, addresses and process numbers."""
    metadata = {name: value for name, value in cell["metadata"].items() if name != "execution"}
    told = {name: value for name, value in metadata.get("papermill", {}).items() if name not in _TIMES}
    kept = {name: value for name, value in cell.items() if name != "id"}
    if "outputs" in kept:
        kept["outputs"] = _joined(kept["outputs"])
    cleaned = _clean({**kept, "metadata": {**metadata, "papermill": told}})
    assert isinstance(cleaned, dict)
    return cleaned


def _joined(outputs: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The outputs, each stream in one piece: a kernel on a busy machine sends a text in several."""
    found: list[dict[str, Any]] = []
    for output in outputs:
        if output["output_type"] != "stream":
            found.append(output)
        elif found and (found[-1]["output_type"], found[-1].get("name")) == ("stream", output["name"]):
            found[-1]["text"] += "".join(output["text"])
        else:
            found.append({**output, "text": "".join(output["text"])})
    return found


def _clean(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _clean(part) for name, part in value.items()}
    if isinstance(value, list):
        return [_clean(part) for part in value]
    if isinstance(value, str):
        for pattern, instead in _BY_NATURE:
            value = pattern.sub(instead, value)
    return value


def differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """For each cell that differs its source, and what it is in one notebook and in the other."""
    assert len(one["cells"]) == len(other["cells"])
    pairs = [(scrub(a), scrub(b)) for a, b in zip(one["cells"], other["cells"], strict=True)]
    return [
        f"{''.join(a['source'])!r}: {name}: {a.get(name)!r} != {b.get(name)!r}"
        for a, b in pairs
        for name in sorted({*a, *b})
        if a.get(name) != b.get(name)
    ]
