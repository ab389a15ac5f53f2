"""A project folder of its own for the tests, and the seed's report built in it, once a session.

In: this repository. Out: a root with notebooks/, params/, data/raw; the files of the seed's report.
"""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
SEED_PATH = "2024/nam/15976-hoang-luu"


@dataclass(frozen=True)
class Built:
    """A project root, and the folder of the seed's report in it."""

    root: Path
    stderr: str = ""

    @property
    def folder(self) -> Path:
        return self.root / "output" / SEED_PATH

    @property
    def raw(self) -> Path:
        return self.root / "data/raw" / SEED_PATH

    @property
    def html(self) -> str:
        return (self.folder / "bao-cao.html").read_text(encoding="utf-8")

    @property
    def pdf(self) -> bytes:
        return (self.folder / "bao-cao.pdf").read_bytes()


def copy_project(target: Path) -> Path:
    """A project with this repository's notebooks and the seed's parameters and submission, and no output."""
    shutil.copytree(ROOT / "notebooks", target / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "data/raw" / SEED_PATH, target / "data/raw" / SEED_PATH)
    parameters = target / "params" / f"{SEED_PATH}.yaml"
    parameters.parent.mkdir(parents=True)
    shutil.copy(ROOT / "params" / f"{SEED_PATH}.yaml", parameters)
    return target


@functools.cache
def build_seed(below: Path) -> Built:
    """The seed's report, built by the command line in a folder below this one, once a session."""
    root = copy_project(below / "seed")
    result = cchc("build", "--root", str(root))
    assert result.returncode == 0, result.stderr
    return Built(root, result.stderr)


def cchc(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command `cchc`, as a user starts it."""
    return run(sys.executable, "-m", "cchc", *arguments, folder=folder)


def run(*command: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A command, with what stands beside this Python on its path."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "COLUMNS": "200", "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder or ROOT, env=environment, capture_output=True, encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    """All files below a folder by relative name; none where there is no folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
