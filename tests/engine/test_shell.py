"""The process that runs a notebook: what it has from the start, and how its cells' outputs are kept. In: cells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import pytest

from cchc.engine.fork import call
from cchc.engine.limits import Limits
from cchc.engine.shell import Outputs, run_cells

WARM = ["cchc.document.opening", "cchc.export.page.render", "cchc.export.pdf", "matplotlib", "pandas", "typst"]
STATE = f"""
import json, sys, threading
import cchc.build.running.preload, cchc.build.planning.fingerprint, cchc.export.pdf, cchc.catalogue.units.register
print(json.dumps({{
    "missing": [name for name in {WARM!r} if name not in modules_at_the_start],
    "ready": cchc.build.running.preload.READY,
    "threads": [thread.name for thread in threading.enumerate()],
    "hashed": cchc.build.planning.fingerprint.program_hashes.cache_info().currsize,
    "compiler": cchc.export.pdf.compiler.cache_info().currsize,
}}))
"""
SECOND = "import os; print('second' in globals(), os.environ.get('CCHC_TEST'))"


def _run_sources(sources: Sequence[str]) -> tuple[bool, list[dict[str, Any]]]:
    """In a fresh process: run the cells and send them back."""
    import sys

    import __main__
    from cchc.engine.shell import CellShell

    CellShell.instance().user_ns["modules_at_the_start"] = set(sys.modules)
    assert __main__ is sys.modules["__main__"]
    cells = [code(source) for source in sources]
    return run_cells(cells) is None, cells


def code(source: str, *tags: str) -> dict[str, Any]:
    return {"cell_type": "code", "source": source, "metadata": {"tags": list(tags)}, "outputs": []}


def run_in_child(*sources: str) -> tuple[bool, list[dict[str, Any]]]:
    """Whether the cells of a notebook ran to the end in a process of their own, and what became of them."""
    ran: tuple[bool, list[dict[str, Any]]] = call(_run_sources, sources, limits=Limits())
    return ran


def text(cell: dict[str, Any]) -> str:
    return "".join(output.get("text", "") for output in cell["outputs"])


@pytest.fixture(scope="module")
def state() -> dict[str, Any]:
    """What a fresh process finds."""
    _, cells = run_in_child(STATE)
    found = json.loads(text(cells[0]))
    assert isinstance(found, dict)
    return found


def test_a_fresh_process_has_imported_everything_before_its_first_cell(state: dict[str, Any]) -> None:
    assert state["ready"] is True and state["missing"] == []


def test_a_fresh_process_has_hashed_the_program_and_parsed_the_fonts(state: dict[str, Any]) -> None:
    assert (state["hashed"], state["compiler"]) == (1, 1)


def test_a_fresh_process_has_no_thread_but_its_own(state: dict[str, Any]) -> None:
    assert state["threads"] == ["MainThread"]


def test_nothing_of_one_notebook_is_left_for_the_next() -> None:
    run_in_child("import os; second = 1; os.environ['CCHC_TEST'] = 'left'; os.chdir('/')")
    _, (cell,) = run_in_child(SECOND)
    assert text(cell) == "False None\n"


def test_figures_are_shown_whatever_the_environment_says_of_them() -> None:
    again = (
        "import os\nos.environ['MPLBACKEND'] = 'agg'\nget_ipython().init_environment()\nprint(os.environ['MPLBACKEND'])"
    )
    _, (cell,) = run_in_child(again)
    assert text(cell) == "module://matplotlib_inline.backend_inline\n"


def test_a_notebook_stops_at_the_cell_that_fails() -> None:
    succeeded, cells = run_in_child("print(1)", "1 / 0", "print(3)")
    assert not succeeded
    assert [cell.get("execution_count") for cell in cells] == [1, 2, None]
    assert cells[1]["outputs"][0]["ename"] == "ZeroDivisionError"
    assert cells[2]["outputs"] == []


def test_cells_without_code_are_left_alone_and_counted_by_nobody() -> None:
    succeeded, cells = run_in_child("  \n", "print(2)")
    assert succeeded
    assert [cell.get("execution_count") for cell in cells] == [None, 1]


def shown(value: str) -> dict[str, Any]:
    return {"output_type": "display_data", "data": {"text/plain": value}, "metadata": {}}


def test_text_of_one_stream_is_one_output_until_something_else_comes() -> None:
    outputs = Outputs()
    cell = outputs.begin()
    for name, words in (("stdout", "a"), ("stdout", "b"), ("stderr", "c"), ("stdout", "d"), ("stdout", "")):
        outputs.stream(name, words)
    outputs.settle()
    assert [(output["name"], output["text"]) for output in cell] == [("stdout", "ab"), ("stderr", "c"), ("stdout", "d")]


def test_an_empty_text_is_no_output() -> None:
    outputs = Outputs()
    cell = outputs.begin()
    outputs.stream("stdout", "")
    assert cell == []


def test_outputs_are_cleared_at_once_or_when_the_next_one_comes() -> None:
    outputs = Outputs()
    cell = outputs.begin()
    outputs.add(shown("first"))
    outputs.clear(wait=True)
    assert cell == [shown("first")]
    outputs.add(shown("second"))
    assert cell == [shown("second")]
    outputs.clear()
    assert cell == []


def test_waiting_to_clear_ends_with_the_cell() -> None:
    outputs = Outputs()
    first = outputs.begin()
    outputs.add(shown("kept"))
    outputs.clear(wait=True)
    second = outputs.begin()
    outputs.add(shown("next"))
    assert (first, second) == ([shown("kept")], [shown("next")])


def test_what_is_shown_under_an_id_changes_in_every_cell_that_showed_it() -> None:
    outputs = Outputs()
    first = outputs.begin()
    outputs.add(shown("old"), "id")
    second = outputs.begin()
    outputs.add(shown("newer"), "id")
    outputs.update("id", {"text/plain": "newest"}, {})
    assert first == second == [shown("newest")]
