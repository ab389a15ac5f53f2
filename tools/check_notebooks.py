"""Hold the notebooks to their rules. In: notebook files, or folders of them. Out: one line a breach.

Every notebook: no stored outputs, execution counts or traces of a run, no path of the machine it was written on.
The notebooks of ONE_CALL as well: a code cell is one call of the report, or one if/elif/else of such calls; it
types no number and computes nothing. Two cells are free of that: the one tagged "parameters" (constants only) and
the set-up cell before all others, which imports cchc and assigns `report = cchc.open_report(...)` or `open_province(...)`.
The notebooks of QUESTIONS: below each heading of the second level one code cell of one to five lines.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from tools.notebook_calls import one_call_breaches

ONE_CALL = ("bao_cao_xa.ipynb", "tong_hop_tinh.ipynb")
QUESTIONS = ("tra_cuu.ipynb",)
LONGEST_ANSWER = 5
HEADING = "## "
MACHINE_PATH = re.compile(
    r"""(?<![\w.:/})])(?:/(?:home|Users|root|tmp|work|mnt|media|var|data)/|[A-Za-z]:[\\/]+)[\w.]"""
)
RUN_TRACES = ("execution", "papermill")


@dataclass(frozen=True)
class Breach:
    """One broken rule: the notebook, the cell (counted from 1; 0 is the notebook itself) and what to do."""

    notebook: str
    cell: int
    message: str

    def __str__(self) -> str:
        where = f", cell {self.cell}" if self.cell else ""
        return f"{self.notebook}{where}: {self.message}"


def check_notebook(path: Path) -> list[Breach]:
    """All breaches of one notebook, in the order of its cells."""
    try:
        notebook = read_notebook(path)
    except (ValueError, nbformat.ValidationError) as error:
        first_line = str(error).splitlines()[0]
        return [Breach(path.as_posix(), 0, f"expected a notebook in format 4, found: {first_line}")]
    messages = [*_traces(notebook), *_machine_paths(notebook.cells)]
    if path.name in ONE_CALL:
        messages += one_call_breaches(notebook.cells)
    if path.name in QUESTIONS:
        messages += _question_breaches(notebook.cells)
    if nbformat.writes(notebook).rstrip("\n") != path.read_text(encoding="utf-8").rstrip("\n"):
        messages.append(
            (0, "expected the form that JupyterLab saves, so that a save changes no other line; save it there")
        )
    messages.sort(key=lambda found: found[0])
    return [Breach(path.as_posix(), cell, message) for cell, message in messages]


def read_notebook(path: Path) -> Any:
    """The notebook as nbformat holds it. ValueError or ValidationError if the file is not one in format 4."""
    text = path.read_text(encoding="utf-8")
    document = json.loads(text)
    if not isinstance(document, dict) or document.get("nbformat") != 4:
        raise ValueError("a file without nbformat 4")
    nbformat.validate(document)
    return nbformat.reads(text, as_version=4)


def find_notebooks(paths: list[Path]) -> list[Path]:
    """The notebooks named or below the folders named, sorted; checkpoints of JupyterLab left out."""
    found: set[Path] = set()
    for path in paths:
        found.update(path.rglob("*.ipynb") if path.is_dir() else [path])
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def _traces(notebook: Any) -> Iterator[tuple[int, str]]:
    if "papermill" in notebook.metadata:
        yield 0, "papermill's record of a run is stored. This is an output: keep the source notebook only."
    for number, cell in enumerate(notebook.cells, start=1):
        if cell.get("outputs"):
            yield number, "outputs are stored. Clear all outputs."
        if cell.get("execution_count") is not None:
            yield number, f"execution count {cell.execution_count} is stored. Clear all outputs."
        for trace in RUN_TRACES:
            if trace in cell.metadata:
                yield number, f"timings of a run are stored (metadata {trace!r}). Remove them."


def _machine_paths(cells: list[Any]) -> Iterator[tuple[int, str]]:
    for number, cell in enumerate(cells, start=1):
        if found := MACHINE_PATH.search(cell.source):
            yield number, f"a path of one machine is written, {found.group()!r}. Write it from the project's folder."


def _question_breaches(cells: list[Any]) -> Iterator[tuple[int, str]]:
    """Headings of the second level that are not followed by their text and then one answer of a few lines."""
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "markdown" or not cell.source.startswith(HEADING):
            continue
        answer = cells[number] if number < len(cells) else None
        if answer is None or answer.cell_type != "code":
            yield number, "expected a code cell with the answer below the question."
        elif not 1 <= (lines := sum(bool(line.strip()) for line in answer.source.splitlines())) <= LONGEST_ANSWER:
            yield number + 1, f"expected an answer of 1 to {LONGEST_ANSWER} lines, found {lines}."
        elif number + 1 < len(cells) and cells[number + 1].cell_type == "code":
            yield number + 2, "expected one code cell a question, found a second one. Give it a question of its own."


def main(arguments: list[str]) -> int:
    """Print the breaches of the notebooks named. Returns 0 if none, 1 if any, 2 if there is no notebook."""
    notebooks = find_notebooks([Path(argument) for argument in arguments or ["notebooks"]])
    missing = [path for path in notebooks if not path.is_file()]
    if missing or not notebooks:
        print(f"expected notebooks, found none: {[*map(str, missing)] or arguments}", file=sys.stderr)
        return 2
    breaches = [breach for path in notebooks for breach in check_notebook(path)]
    for breach in breaches:
        print(breach)
    print(f"{len(notebooks)} notebooks, {len(breaches)} breaches")
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
