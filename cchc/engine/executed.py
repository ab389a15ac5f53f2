"""The notebook as a run leaves it. In: an executed notebook. Out: the same without what changes from run to run; its text.

Normalising drops timings, the random id of the parameters' cell, paths, addresses in memory and the machine's Python version.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson
from nbformat import NotebookNode

_OURS = "application/vnd.cchc."
_INJECTED = "injected-parameters"
_VOLATILE = ("papermill", "execution")
_OPTIONS = orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS
# From the start of a word: tried at each of its letters, a long one would take for ever.
_CELL_FILE = re.compile(r"<ipython-input-\d+-\w+>|(?<!\S)\S*ipykernel_\d+\S*?\.py")
# What Python prints of an object that has no words of its own, and IPython of a display that can be changed.
_ADDRESS = re.compile(r"(?<= at )0x[0-9A-Fa-f]{6,16}\b|(?<=object at )[0-9a-f]{9,16}\b")
_DISPLAY_ID = re.compile(r"(?<=display_id=)[0-9a-f]{32}\b")


def normalise(notebook: NotebookNode) -> NotebookNode:
    """The executed notebook without what changes from run to run."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for name in _VOLATILE:
            cell.metadata.pop(name, None)
        if _INJECTED in cell.metadata.get("tags", []):
            cell["id"] = _INJECTED
        for output in cell.get("outputs", ()):
            _steady(output)
    return notebook


def is_ours(data: Mapping[str, Any]) -> bool:
    """Whether an output is one of this package's own, which chance has no part in, rather than what a cell printed."""
    return any(mime.startswith(_OURS) for mime in data)


def _steady(output: Any) -> None:
    """Take out of an output what another run would not give again; our own blocks hold nothing of the kind."""
    kind = output["output_type"]
    if kind == "stream":
        output["text"] = _CELL_FILE.sub("<cell>", _without_addresses(output["text"]))
    elif kind == "error":  # an allowed one: its traceback shows the paths of this machine
        output["evalue"] = _without_addresses(output["evalue"])
        output["traceback"] = [f"{output['ename']}: {output['evalue']}"]
    elif not is_ours(output["data"]):
        for mime, content in output["data"].items():
            if isinstance(content, str) and mime.startswith(("text/", "image/svg")):
                output["data"][mime] = _without_addresses(content)


def _without_addresses(text: str) -> str:
    return _DISPLAY_ID.sub("…", _ADDRESS.sub("0x…", text))


def as_text(notebook: Mapping[str, Any]) -> bytes:
    """The notebook as it is written to disk, always the same for the same content: each cell's outputs are one line."""
    cells = [
        {**cell, "outputs": orjson.Fragment(outputs_as_json(cell["outputs"]))} if "outputs" in cell else cell
        for cell in notebook["cells"]
    ]
    written = {**notebook, "cells": cells}
    return orjson.dumps(written, option=_OPTIONS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def outputs_as_json(outputs: Any) -> bytes:
    """The outputs of a cell as JSON, whatever a cell has put out."""
    try:
        return orjson.dumps(outputs, option=_OPTIONS)
    except orjson.JSONEncodeError:
        return orjson.dumps(_writable(outputs), option=_OPTIONS)


def _writable(value: Any) -> Any:
    """The value as UTF-8 and JSON can hold it: half a surrogate pair as U+FFFD, what JSON does not know as its text."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, Mapping):
        return {_writable(str(key)): _writable(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_writable(part) for part in value]
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 2**63):
        return value
    return _writable(str(value))


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
