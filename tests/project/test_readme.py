"""The README tells the truth. In: README.md, CHANGELOG.md, docs/. Out: nothing; a word about nothing fails."""

from __future__ import annotations

import itertools
import re
import shlex
from importlib.metadata import entry_points
from pathlib import Path

import click
import nbformat
import papermill.cli
import pytest
import typer.main
import yaml

from cchc.catalogue.indicators import indicators
from cchc.cli import app
from tests.products.stock import Stock, stock_lines

ROOT = Path(__file__).parents[2]
FIRST = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs/kien-truc.md").read_text(encoding="utf-8")
RUNNING = (ROOT / "docs/running.md").read_text(encoding="utf-8")
README = "\n".join([FIRST, RUNNING, (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")])
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "data/raw/README.md")]
DOCUMENTS = [*PAGES, *sorted(ROOT.glob("docs/**/*.md"))]
MADE_BY_RUNNING = ("da_ban_hanh/", "output", "data/processed")
MADE_BY_INSTALLING = ".venv"
LARGEST_PICTURE = 120_000
NUMBERS = {11: "eleven", 12: "twelve", 13: "thirteen", 14: "fourteen"}
FIRST_SCREEN = 65


def code_blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)


def command_lines() -> list[list[str]]:
    """The words of every command line in the README's code blocks, comments left out."""
    shell = [shlex.split(line, comments=True) for block in code_blocks("sh") for line in block.splitlines()]
    windows = [line.replace("\\", "/").split() for block in code_blocks("powershell") for line in block.splitlines()]
    return [words for words in [*shell, *windows] if words]


def command_lines_of(program: str) -> list[list[str]]:
    """The words that follow the program in each command line, however the program is reached."""
    found = []
    for words in command_lines():
        names = [word.rpartition("/")[2] for word in words]
        if program in names and "--engine" not in names[: names.index(program)]:
            found.append(words[names.index(program) + 1 :])
    return found


def named_paths() -> set[str]:
    """Every path of this project that the README names in backticks or on a command line."""
    prose = re.sub(r"^```.*?^```", "", README, flags=re.MULTILINE | re.DOTALL)
    quoted = [word for span in re.findall(r"`([^`\n]+)`", prose) for word in span.split()]
    typed = [word.partition("=")[2] or word for words in command_lines() for word in words]
    entries = {path.name for path in ROOT.iterdir()}
    return {word.rstrip("/") for word in [*quoted, *typed] if word.split("/")[0] in entries and "<" not in word}


def tree_entries() -> list[str]:
    """The paths of README's tree "What is where" and of that of the rooms: two more spaces mean inside the folder above."""
    _way, rooms = re.findall(r"^```text\n(.*?)^```", ARCHITECTURE, flags=re.MULTILINE | re.DOTALL)
    tree = "".join([*code_blocks("text"), rooms])
    entries, folder = [], ""
    for line in tree.splitlines():
        name = line.split()[0]
        if line.startswith("  "):
            entries.append(folder + name)
        else:
            entries.append(name)
            folder = name
    return entries


def is_made(path: str) -> bool:
    return path.startswith((*MADE_BY_RUNNING, MADE_BY_INSTALLING))


def unknown_options(command: click.Command, words: list[str]) -> list[str]:
    known = {option for parameter in command.params for option in [*parameter.opts, *parameter.secondary_opts]}
    return [word for word in words if word.startswith("-") and word not in known]


def test_the_first_screen_says_what_it_is_and_how_to_run_it() -> None:
    first_screen = "\n".join(FIRST.splitlines()[:FIRST_SCREEN])
    assert "make report" in first_screen
    assert "make test" in first_screen
    assert "docs/anh/bao-cao-trang-1.png" in first_screen
    assert "**Tiếng Việt.**" in first_screen
    assert first_screen.index("notebooks/ ") < first_screen.index("## To change something")
    assert first_screen.index("## To change something") < first_screen.index("`cchc/export/templates/`")


def test_every_entry_of_the_newest_changes_says_whose_reports_it_affects() -> None:
    newest = CHANGELOG.split("\n## ")[1]
    entries = re.findall(r"^\*\*[^*\n]+\.\*\* .*?(?=\n\n|\Z)", newest, flags=re.MULTILINE | re.DOTALL)
    told = re.compile(r"no (published |raw )?figure|no report|years and communes", re.IGNORECASE)
    assert len(entries) >= 10
    assert [entry for entry in entries if not told.search(" ".join(entry.split()).replace("**", ""))] == []


def test_the_number_of_questions_that_are_answered_is_told() -> None:
    titles = [cell.source for cell in nbformat.read(ROOT / "notebooks/tra_cuu.ipynb", as_version=4).cells]
    asked = sum(re.match(r"## \d+\.", title) is not None for title in titles)
    assert f"has {NUMBERS[asked]} answered ones" in README


def test_the_search_for_paths_finds_those_that_matter() -> None:
    assert {
        "params/2024/nam/15976-hoang-luu.yaml",
        "cchc/catalogue/forms",
        "cchc/export/templates/report.typ",
        "requirements.lock",
    } <= named_paths()


@pytest.mark.parametrize("path", sorted(path for path in named_paths() if not is_made(path)))
def test_every_path_in_the_readme_exists(path: str) -> None:
    assert (ROOT / path).exists()


@pytest.mark.parametrize("entry", [entry for entry in tree_entries() if not is_made(entry)])
def test_every_entry_of_the_tree_exists(entry: str) -> None:
    assert (ROOT / entry).exists()
    assert (ROOT / entry).is_dir() == entry.endswith("/")


def test_the_tree_shows_every_room_of_the_package() -> None:
    rooms = {f"cchc/{path.parent.name}/" for path in (ROOT / "cchc").glob("*/__init__.py")}
    assert len(rooms) == 18
    assert rooms <= set(tree_entries())


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_every_link_to_a_file_leads_to_one(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)#\s]+)", text) + re.findall(r'<img src="([^"]+)"', text)
    local = [target for target in targets if "://" not in target]
    assert [target for target in local if not (document.parent / target).exists()] == []


def test_the_pictures_are_there_described_and_small() -> None:
    pictures = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)"', README)
    assert len(pictures) == README.count("<img ") == 2
    for name, description in pictures:
        content = (ROOT / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < LARGEST_PICTURE
        assert len(description) > 20


def test_every_word_given_to_make_is_one_of_its_words() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, flags=re.MULTILINE)
    lines = command_lines_of("make") + [shlex.split(span)[1:] for span in re.findall(r"`(make [^`]+)`", README)]
    assert ["report"] in lines
    for words in lines:
        assert {word for word in words if "=" not in word} <= set(phony.split())
        assert all(f"{word.partition('=')[0]} ?=" in makefile for word in words if "=" in word)


def test_every_command_and_option_of_cchc_exists() -> None:
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    lines = command_lines_of("cchc") + [shlex.split(span)[1:] for span in re.findall(r"`(cchc [a-z][^`]*)`", README)]
    assert len(lines) >= 4
    for name, *words in lines:
        assert name in commands, name
        assert unknown_options(commands[name], words) == []


def test_every_option_and_parameter_given_to_papermill_exists() -> None:
    notebook = nbformat.read(ROOT / "notebooks/bao_cao_xa.ipynb", as_version=4)
    [cell] = [cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", [])]
    lines = command_lines_of("papermill")
    assert len(lines) == 3
    for words in lines:
        assert unknown_options(papermill.cli.papermill, words) == []
        for option, name in itertools.pairwise(words):
            assert option not in ("-p", "-r") or re.search(rf"^{name} = ", cell.source, flags=re.MULTILINE), name


def test_every_exporter_that_nbconvert_is_asked_for_is_registered() -> None:
    registered = {entry.name for entry in entry_points(group="nbconvert.exporters")}
    asked = {words[words.index("--to") + 1] for words in command_lines_of("jupyter")}
    assert asked == {"cchc_html", "cchc_pdf"}
    assert asked <= registered


def test_the_parameter_file_shown_is_the_one_of_the_sample() -> None:
    shown, _batch = code_blocks("yaml")
    sample = (ROOT / "params/2024/nam/15976-hoang-luu.yaml").read_text(encoding="utf-8")
    assert yaml.safe_load(shown) == yaml.safe_load(sample)


def test_the_changelog_names_every_indicator_and_no_other() -> None:
    named = set(re.findall(r"`(ty_le\.[a-z_.]+)`", CHANGELOG)) - {"ty_le.cat_giam.chung"}
    assert named == set(indicators())


def test_the_lines_for_stock_papermill_make_a_report(stock: Stock) -> None:
    assert [(line, error) for line, code, error in stock.ended if code] == []
    assert [line for line, _, _ in stock.ended] == stock_lines()
    assert len(stock_lines()) == 5
    assert (stock.output / "out.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert (stock.output / "out.pdf").read_bytes().startswith(b"%PDF-")
