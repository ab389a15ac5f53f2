"""Run cells in a fresh process, and tell of each. In: cells as JSON. Out: the language, the outputs at the end.

Apart from the engine, which cannot be imported before papermill: papermill imports it.
"""

from __future__ import annotations

import json
import os
from typing import Any


def run_cells_aloud(cells: bytes, folder: str, environment: dict[str, str]) -> tuple[Any, bytes]:
    """In a fresh process: run the cells, in that folder and environment, and tell of each as it starts and ends."""
    from ipykernel.ipkernel import IPythonKernel

    from cchc.engine.child import tell
    from cchc.engine.executed import outputs_as_json
    from cchc.engine.shell import ENVIRONMENT, run_cells

    os.chdir(folder)
    os.environ.update({name: value for name, value in environment.items() if name not in ENVIRONMENT})
    parsed = json.loads(cells)

    def ended(place: int, succeeded: bool) -> None:
        cell = parsed[place]
        tell(place, (outputs_as_json(cell.get("outputs", [])), cell.get("execution_count"), succeeded))

    run_cells(parsed, lambda place: tell(place, None), ended)
    return IPythonKernel.language_info, outputs_as_json([cell.get("outputs", []) for cell in parsed])
