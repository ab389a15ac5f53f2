"""A project folder of its own for the tests, the sample's report built in it, and the command that builds.

In: this repository. Out: a root with notebooks/, params/, data/raw; the files of the sample's report.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from cchc.cli import main

ROOT = Path(__file__).parents[2]
SAMPLE_PATH = "2024/nam/15976-hoang-luu"


@dataclass(frozen=True)
class Built:
    """A project root, and the folder of the sample's report in it."""

    root: Path

    @property
    def stderr(self) -> str:
        """What the command said on its standard error."""
        return (self.root.parent / "stderr").read_text(encoding="utf-8")

    @property
    def folder(self) -> Path:
        return self.root / "output" / SAMPLE_PATH

    @property
    def raw(self) -> Path:
        return self.root / "data/raw" / SAMPLE_PATH

    @property
    def html(self) -> str:
        return (self.folder / "bao-cao.html").read_text(encoding="utf-8")

    @property
    def pdf(self) -> bytes:
        return (self.folder / "bao-cao.pdf").read_bytes()


def copy_project(target: Path) -> Path:
    """A project with this repository's notebooks and the sample's parameters and submission, and no output."""
    shutil.copytree(ROOT / "notebooks", target / "notebooks", ignore=shutil.ignore_patterns(".*"))
    shutil.copytree(ROOT / "data/raw" / SAMPLE_PATH, target / "data/raw" / SAMPLE_PATH)
    parameters = target / "params" / f"{SAMPLE_PATH}.yaml"
    parameters.parent.mkdir(parents=True)
    shutil.copy(ROOT / "params" / f"{SAMPLE_PATH}.yaml", parameters)
    return target


def build_sample(folder: Path) -> None:
    """Build the sample's report in the project of this folder, which also keeps what the command said."""
    root = copy_project(folder / "project")
    result = start_cchc("build", "--no-rollup", "--root", str(root))
    assert result.returncode == 0, result.stderr
    (folder / "stderr").write_text(result.stderr, encoding="utf-8")


def cchc(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command `cchc` in this process, which has everything imported: for what it does, makes and says."""
    out, err = io.StringIO(), io.StringIO()
    with (
        contextlib.chdir(folder or ROOT),
        patch.object(sys, "argv", ["cchc", *arguments]),
        patch.dict(os.environ, COLUMNS="200"),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(err),
        pytest.raises(SystemExit) as ended,
    ):
        main()
    return subprocess.CompletedProcess(arguments, int(ended.value.code or 0), out.getvalue(), err.getvalue())


def start_cchc(*arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command `cchc` in a process of its own, as a user starts it: for tests of the process itself."""
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
