"""What `make` does before it installs anything. In: copies of the Makefile and the lock. Out: nothing."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
needs_make = pytest.mark.skipif(shutil.which("make") is None, reason="make is not installed here")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of only what make reads, in a folder with a space in its name."""
    folder = tmp_path / "a commune"
    folder.mkdir()
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder)
    return folder


def make(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run make by itself, not as a part of the make that runs these tests."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    command = ["make", "--no-print-directory", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


def stamp(folder: Path) -> Path:
    """The file whose presence tells make that .venv is up to date."""
    (folder / "show.mk").write_text("show: ; @echo '$(INSTALLED)'\n", encoding="utf-8")
    return folder / make(folder, "-f", "Makefile", "-f", "show.mk", "show").stdout.strip()


def test_every_word_of_make_is_explained() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    explained = re.findall(r"^([a-z-]+):.*## \w", makefile, flags=re.MULTILINE)
    assert sorted(phony.split()) == sorted(explained)


@needs_make
def test_make_alone_lists_its_words(project: Path) -> None:
    words = [line.split()[1] for line in make(project).stdout.splitlines()]
    assert {"help", "report", "lab", "test", "check"} <= set(words)
    assert not (project / ".venv").exists()


@needs_make
def test_make_says_what_to_do_when_no_python_fits(project: Path) -> None:
    run = make(project, "test", "PYTHON=python2.0")
    assert run.returncode == 2
    assert 'expected Python 3.11 or later with its venv module, found none as "python2.0"' in run.stderr
    assert "make PYTHON=/path/to/python3.12" in run.stderr
    assert not (project / ".venv").exists()


@needs_make
def test_an_environment_that_is_up_to_date_is_left_alone(project: Path) -> None:
    mark = stamp(project)
    mark.parent.mkdir()
    mark.touch()
    Path(str(mark).rsplit("-", 2)[0]).touch()
    assert make(project, "-n", "test", "ARGS=-q", "CHROMIUM=make").stdout == ".venv/bin/python -m pytest -q\n"


@needs_make
@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_project_file_is_noticed(project: Path, name: str) -> None:
    before = stamp(project)
    with (project / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert stamp(project) != before


@needs_make
def test_a_moved_project_is_noticed(project: Path) -> None:
    before = stamp(project)
    moved = project.rename(project.parent / "moved")
    assert stamp(moved).name != before.name
