"""The rules of the notebooks, tried on small made-up ones. In: cells as text. Out: breaches by cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest

from tools.check_notebooks import check_notebook, find_notebooks, main

SET_UP = "import cchc\nreport = cchc.open_report(ma_xa, nam, ky, du_lieu)"


def write_notebook(folder: Path, *cells: Any, name: str = "bao_cao_xa.ipynb") -> Path:
    """A notebook of these cells; a text becomes a code cell, numbered from 1 in the messages."""
    made = [nbformat.v4.new_code_cell(cell) if isinstance(cell, str) else cell for cell in cells]
    path = folder / name
    nbformat.write(nbformat.v4.new_notebook(cells=made), path)
    return path


def parameters(source: str) -> Any:
    return nbformat.v4.new_code_cell(source, metadata={"tags": ["parameters"]})


def messages(path: Path) -> list[str]:
    return [breach.message for breach in check_notebook(path)]


def test_a_notebook_of_parameters_set_up_and_calls_is_in_order(tmp_path: Path) -> None:
    path = write_notebook(
        tmp_path,
        nbformat.v4.new_markdown_cell("# 2024"),
        parameters('ma_xa = "15976"\nnam = 2024\nky: str = "nam"\ndu_lieu = None'),
        SET_UP,
        "report.title()",
        'report.paragraph("Năm {nam} không tiếp nhận "\n    "hồ sơ nào", "II.2", landscape=True)',
        'if report.is_zero("ho_so.tiep_nhan"):\n    report.paragraph("a")\n'
        'elif not report.has("x") and nam == report.year:\n    report.paragraph("b")\n'
        'else:\n    report.table("phu_luc_01b")',
    )
    assert check_notebook(path) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ('report.title()\nreport.paragraph("a")', "found 2 statements"),
        ("", "found 0 statements"),
        ("x = report.title()", "expected one call, found `x = report.title()`"),
        ("report.unit", "expected one call, found `report.unit`"),
        ("def f(): report.title()", "expected one call, found `def f():`"),
        ("try:\n    report.title()\nexcept KeyError:\n    report.title()", "expected one call, found `try:`"),
        ("for x in report.units: report.title()", "expected one call"),
        ("import pandas as pd", "expected one call, found `import pandas as pd`"),
        ("%matplotlib inline", "expected plain Python"),
        ("report.chart(width=12)", "typed number 12"),
        ("report.chart(width=0.8)", "typed number 0.8"),
        ('if report.value("a") > 0:\n    report.title()', "typed number 0"),
        ("report.paragraph(report.a / report.b)", "found arithmetic"),
        ('report.paragraph("a" + "b")', "found arithmetic"),
        ("report.paragraph(-report.a)", "found arithmetic"),
        ('report.paragraph(f"{report.a} hồ sơ")', "found an f-string"),
        ("report.paragraph([x for x in report.a])", "found a comprehension"),
        ("report.paragraph(lambda: report.a)", "found a lambda"),
        ('print("a")', "expected a call of the report, found `print(...)`"),
        ('report.paragraph(pd.concat("a"))', "expected a call of the report, found `pd.concat(...)`"),
        ("if report.a:\n    report.title()\n    report.title()", "in a branch, found 2 statements"),
        ("if report.a:\n    pass", "expected one call, found `pass`"),
        (
            "if report.a:\n    report.title()\nelse:\n    x = report.a",
            "expected one call, found `x = report.a`",
        ),
        ("if report.a:\n    if report.b:\n        report.title()", "found an `if`. Use elif"),
    ],
)
def test_a_cell_that_is_not_one_call_is_named(tmp_path: Path, source: str, words: str) -> None:
    breaches = check_notebook(write_notebook(tmp_path, SET_UP, source))
    assert [breach.cell for breach in breaches] == [2]
    assert words in breaches[0].message


@pytest.mark.parametrize("source", ["nam = 2000 + 24", "nam = int('2024')", "import os", "a = b = None", "a.b = None"])
def test_parameters_are_constants_only(tmp_path: Path, source: str) -> None:
    [message] = messages(write_notebook(tmp_path, parameters(source)))
    assert "expected `name = constant` among parameters" in message


def test_parameters_may_be_numbers(tmp_path: Path) -> None:
    assert messages(write_notebook(tmp_path, parameters("nam = 2024"))) == []


def test_the_set_up_cell_imports_nothing_but_cchc(tmp_path: Path) -> None:
    [message] = messages(write_notebook(tmp_path, "import pandas\n" + SET_UP))
    assert message == "line 1: expected `import cchc` or the report, found `import pandas`."


def test_the_set_up_cell_types_no_number(tmp_path: Path) -> None:
    [message] = messages(write_notebook(tmp_path, "import cchc\nreport = cchc.open_report(nam=2024)"))
    assert "line 2: found the typed number 2024" in message


def test_the_report_is_opened_in_the_first_cell_only(tmp_path: Path) -> None:
    path = write_notebook(tmp_path, "report.title()", SET_UP)
    assert [breach.cell for breach in check_notebook(path)] == [2]


def test_the_report_is_opened_once(tmp_path: Path) -> None:
    path = write_notebook(tmp_path, SET_UP, SET_UP)
    assert [breach.cell for breach in check_notebook(path)] == [2]


def test_other_notebooks_may_compute(tmp_path: Path) -> None:
    path = write_notebook(tmp_path, "import pandas as pd\nx = 1 + 1", name="tra_cuu.ipynb")
    assert check_notebook(path) == []


@pytest.mark.parametrize("name", ["bao_cao_xa.ipynb", "tra_cuu.ipynb"])
def test_no_notebook_stores_what_a_run_left(tmp_path: Path, name: str) -> None:
    cell = nbformat.v4.new_code_cell("report.title()", execution_count=7, metadata={"execution": {}})
    cell.outputs = [nbformat.v4.new_output("stream", text="830")]
    found = messages(write_notebook(tmp_path, SET_UP, cell, name=name))
    assert found == [
        "outputs are stored. Clear all outputs.",
        "execution count 7 is stored. Clear all outputs.",
        "timings of a run are stored (metadata 'execution'). Remove them.",
    ]


def test_an_executed_copy_of_papermill_is_not_a_source(tmp_path: Path) -> None:
    path = write_notebook(tmp_path, name="tra_cuu.ipynb")
    notebook = nbformat.read(path, as_version=4)
    notebook.metadata["papermill"] = {"duration": 5.3}
    nbformat.write(notebook, path)
    [breach] = check_notebook(path)
    assert (breach.cell, breach.message.split(" ")[0]) == (0, "papermill's")


@pytest.mark.parametrize("content", ["a text", "[]", '{"nbformat": 3}', '{"cells": 3, "nbformat": 4}', ""])
def test_a_file_that_is_no_notebook_is_a_breach(tmp_path: Path, content: str) -> None:
    path = tmp_path / "x.ipynb"
    path.write_text(content, encoding="utf-8")
    [message] = messages(path)
    assert message.startswith("expected a notebook in format 4, found: ")


def test_checkpoints_are_not_looked_at(tmp_path: Path) -> None:
    (tmp_path / ".ipynb_checkpoints").mkdir()
    write_notebook(tmp_path, name=".ipynb_checkpoints/a-checkpoint.ipynb")
    kept = write_notebook(tmp_path, name="a.ipynb")
    assert find_notebooks([tmp_path]) == [kept]


def test_the_command_names_file_and_cell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = write_notebook(tmp_path, SET_UP, "x = report.a")
    assert main([str(tmp_path)]) == 1
    breach, count = capsys.readouterr().out.splitlines()
    assert breach == f"{path.as_posix()}, cell 2: line 1: expected one call, found `x = report.a`."
    assert count == "1 notebooks, 1 breaches"


def test_the_command_is_silent_about_good_notebooks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_notebook(tmp_path, SET_UP)
    assert main([str(tmp_path)]) == 0
    assert capsys.readouterr().out == "1 notebooks, 0 breaches\n"


def test_the_command_fails_when_there_is_nothing_to_check(tmp_path: Path) -> None:
    assert main([str(tmp_path)]) == 2
    assert main([str(tmp_path / "absent.ipynb")]) == 2


QUESTION = "## 1. Bao nhiêu hồ sơ?\n\nMọi xã."


def question(*answers: str, asked: str = QUESTION) -> list[Any]:
    return [nbformat.v4.new_markdown_cell(asked), *map(nbformat.v4.new_code_cell, answers)]


def test_a_question_with_an_answer_of_five_lines_is_in_order(tmp_path: Path) -> None:
    cells = [*question("a = 1\nb = a\n\nc = b\nd = c\nd"), *question("a / 2")]
    assert messages(write_notebook(tmp_path, *cells, name="tra_cuu.ipynb")) == []


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (question("a\nb\nc\nd\ne\nf"), "expected an answer of 1 to 5 lines, found 6"),
        (question("\n"), "expected an answer of 1 to 5 lines, found 0"),
        (question(), "expected a code cell with the answer"),
        ([*question(), *question("a")], "expected a code cell with the answer"),
        (question("a", "b"), "found a second one"),
    ],
)
def test_a_question_that_is_not_answered_briefly_is_named(tmp_path: Path, cells: list[Any], words: str) -> None:
    [message] = messages(write_notebook(tmp_path, *cells, name="tra_cuu.ipynb"))
    assert words in message


@pytest.mark.parametrize("path", ["/" + "home/lan/x.csv", "/" + "tmp/x", "C:" + "\\\\Users\\\\lan", "D:/so_lieu"])
def test_a_path_of_one_machine_is_named_in_any_notebook(tmp_path: Path, path: str) -> None:
    [message] = messages(write_notebook(tmp_path, f'x = "{path}"', name="other.ipynb"))
    assert "a path of one machine is written" in message


@pytest.mark.parametrize(
    "text", ["../docs/huong-dan.md", "data/raw", "https://example.vn/data/x", "và/hoặc", "I/data/x"]
)
def test_other_paths_are_not_taken_for_those_of_a_machine(tmp_path: Path, text: str) -> None:
    assert messages(write_notebook(tmp_path, f'x = "{text}"', name="other.ipynb")) == []
