"""What a stranger meets first is in order. In: the files of the project. Out: nothing; a mess fails."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
GENERATED = {"output", "dist", "__pycache__"}
TEXTS = {".py", ".md", ".yaml", ".yml", ".toml", ".ipynb", ".typ", ".j2", ".csv", ".txt", ".css", ".js"}
# The names are put together here so that this file does not break its own rule.
REGISTRY_HOSTS = [
    ".".join(parts)
    for parts in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("npmjs", "com"),
        ("conda", "anaconda", "org"),
        ("repo", "anaconda", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("proxy", "golang", "org"),
    ]
]
HOME_PATH = re.compile(r"(?<![\w.})])(?:/(?:home|Users|root)/|[A-Za-z]:\\+Users\\)\w")


def kept_files() -> Iterator[Path]:
    """Every file of the project that is neither hidden nor generated, .ci/run included."""
    for path in sorted(ROOT.rglob("*")):
        parts = path.relative_to(ROOT).parts
        hidden = parts[0].startswith(".") and parts[0] != ".ci"
        generated = bool(GENERATED & set(parts)) or parts[:2] == ("data", "processed") or parts[0] == "build"
        if path.is_file() and not hidden and not generated:
            yield path


def text_files() -> list[Path]:
    by_hand = {"Makefile", "LICENSE", "requirements.lock", "run"}
    return [path for path in kept_files() if path.suffix in TEXTS or path.name in by_hand]


def machine_paths() -> list[str]:
    """This checkout and the home folder, where they are long enough to be told from other words."""
    return [f"{path}/" for path in (ROOT, Path.home()) if len(path.parts) > 2]


def test_the_search_for_texts_finds_the_files_that_matter() -> None:
    names = {path.relative_to(ROOT).as_posix() for path in text_files()}
    assert {"pyproject.toml", "Makefile", "requirements.lock", "cchc/errors.py", ".ci/run"} <= names


@pytest.mark.parametrize("path", [*(f"see /{top}/lan/x" for top in ("home", "Users", "root")), "C:\\Users\\lan"])
def test_a_home_path_is_recognised(path: str) -> None:
    assert HOME_PATH.search(path)


@pytest.mark.parametrize("path", ["data/home/x", "~/x", "/".join(["$(ROOT)", "root", "x"]), "/usr/share/x"])
def test_other_paths_are_not_taken_for_home_paths(path: str) -> None:
    assert HOME_PATH.search(path) is None


def test_no_file_names_a_package_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in text_files()
        for host in REGISTRY_HOSTS
        if host in path.read_text(encoding="utf-8", errors="replace")
    ]
    assert found == []


def test_no_file_holds_a_path_of_the_machine_it_was_written_on() -> None:
    found = []
    for path in text_files():
        text = path.read_text(encoding="utf-8", errors="replace")
        made_up = path == Path(__file__)
        if any(here in text for here in machine_paths()) or (HOME_PATH.search(text) and not made_up):
            found.append(str(path.relative_to(ROOT)))
    assert found == []


def test_the_root_fits_on_one_screen() -> None:
    entries = {path.name for path in ROOT.iterdir() if not path.name.startswith(".")} - GENERATED
    assert len(entries) <= 16, sorted(entries)


def test_the_licence_is_the_one_that_the_package_states() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert project["license"] == "MIT"
    assert licence.startswith("MIT License\n\nCopyright (c) 2026 The cchc authors\n")
    assert project["authors"] == [{"name": "The cchc authors"}]


def test_every_room_says_what_goes_in_and_what_comes_out() -> None:
    rooms = sorted(path.parent for path in (ROOT / "cchc").glob("*/__init__.py"))
    assert len(rooms) == 18
    for room in rooms:
        docstring = (room / "__init__.py").read_text(encoding="utf-8")
        assert "In: " in docstring, room.name
        assert "Out: " in docstring, room.name


def test_no_folder_of_the_package_has_more_files_than_a_reader_takes_in() -> None:
    folders = Counter(path.parent for path in (ROOT / "cchc").rglob("*.py"))
    assert {folder.name: number for folder, number in folders.items() if number > 16} == {}


def test_the_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        held = {name for name in wheel.namelist() if name.startswith("cchc/")}
    package = ROOT / "cchc"
    sources = {path.relative_to(ROOT).as_posix() for path in kept_files() if package in path.parents}
    notebooks = {f"cchc/{path.relative_to(ROOT).as_posix()}" for path in ROOT.glob("notebooks/*.ipynb")}
    assert held == sources | notebooks


@pytest.mark.parametrize("path", sorted((ROOT / "docs/adr").glob("*.md")), ids=lambda path: path.stem[:4])
def test_a_decision_has_a_number_of_its_own_what_was_at_stake_what_was_chosen_and_what_follows(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.startswith(f"# {path.name[:4]}. ")
    assert len(list(path.parent.glob(f"{path.name[:4]}-*"))) == 1
    assert re.findall(r"^\*\*(\w+)\.\*\*", text, flags=re.MULTILINE) == ["Context", "Decision", "Consequence"]
