"""Run cells in a fresh process, and tell of each. In: cells as JSON. Out: what was told, over a connection.

Apart from the engine, which cannot be imported before papermill: papermill imports it.
"""

from __future__ import annotations

import json
import os
import pickle
from typing import Any


def run_cells_aloud(connection: Any, cells: bytes, folder: str, environment: dict[str, str]) -> None:
    """In a fresh process: run the cells, in that folder and environment, and tell of each as it starts and ends."""
    from ipykernel.ipkernel import IPythonKernel

    from cchc.run.cells.executed import outputs_as_json
    from cchc.run.cells.shell import ENVIRONMENT, run_cells

    def send(kind: str, place: int, content: Any = None) -> None:
        connection.send_bytes(pickle.dumps((kind, place, content)))

    os.chdir(folder)
    os.environ.update({name: value for name, value in environment.items() if name not in ENVIRONMENT})
    parsed = json.loads(cells)

    def ended(place: int, succeeded: bool) -> None:
        cell = parsed[place]
        send("ended", place, (outputs_as_json(cell.get("outputs", [])), cell.get("execution_count"), succeeded))

    run_cells(parsed, lambda place: send("started", place), ended)
    outputs = outputs_as_json([cell.get("outputs", []) for cell in parsed])
    send("done", 0, (IPythonKernel.language_info, outputs))
