"""What is made once for all tests, however many processes run them. In: a name, a way to make a folder. Out: the folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.build.publish import locked


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder of that name, made by the first process of this run that asks for it. Leave its files as they are.

    `make` is given a folder that is not there yet. Where it fails, it fails for everybody who asks.
    """
    base = factory.getbasetemp()
    if base.name.startswith("popen-"):  # that of one of several processes, side by side in the run's own
        base = base.parent
    folder, finished = base / name, base / f"{name}.made"
    with locked(base / f"{name}.lock"):
        if not finished.exists():
            shutil.rmtree(folder, ignore_errors=True)
            make(folder)
            finished.touch()
    return folder
