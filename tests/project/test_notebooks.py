"""The notebooks of this project keep their rules. In: notebooks/. Out: nothing; a breach fails."""

from __future__ import annotations

from pathlib import Path

from tools.check_notebooks import ONE_CALL, check_notebook, find_notebooks

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"


def test_the_notebooks_under_the_one_call_rule_exist() -> None:
    assert set(ONE_CALL) <= {path.name for path in find_notebooks([NOTEBOOKS])}


def test_every_notebook_keeps_the_rules() -> None:
    breaches = [str(breach) for path in find_notebooks([NOTEBOOKS]) for breach in check_notebook(path)]
    assert breaches == []
