"""What a process imports, and what stays out of it. In: processes as a command, a notebook or a build starts them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from cchc.engine.fork import call, can_fork
from cchc.engine.imports import without_grammar
from cchc.engine.limits import Limits

SAMPLE = Path(__file__).parents[2] / "data/raw/2024/nam/15976-hoang-luu"
BUILDER = "lark"  # the library that builds the grammar


def name_imports() -> set[str]:
    """In a child: what stands imported."""
    return {*sys.modules}


@pytest.mark.skipif(not can_fork(), reason="no fork server here")
def test_a_forked_process_has_the_library_of_notebooks_and_no_grammar() -> None:
    imported = call(name_imports, limits=Limits())
    assert {"nbformat", "jsonschema"} <= imported
    assert BUILDER not in imported


def test_a_command_that_reads_notebooks_imports_no_grammar(tmp_path: Path) -> None:
    command = [sys.executable, "-X", "importtime", "-m", "cchc", "diff", tmp_path / "a", tmp_path / "b"]
    stderr = subprocess.run(command, capture_output=True, encoding="utf-8").stderr
    imported = {line.rpartition("|")[2].strip() for line in stderr.splitlines() if line.startswith("import time:")}
    assert {"nbformat", "jsonschema"} <= imported
    assert BUILDER not in imported


def test_a_check_waits_for_no_drawing_and_no_data_frame() -> None:
    command = [sys.executable, "-X", "importtime", "-m", "cchc", "check", SAMPLE]
    stderr = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stderr
    imported = {line.rpartition("|")[2].strip() for line in stderr.splitlines() if line.startswith("import time:")}
    assert "cchc.checks.run" in imported
    assert not {"matplotlib", "pandas", "pyarrow", "numpy"} & imported


def test_the_tests_have_the_library_of_notebooks_and_no_grammar() -> None:
    assert {"nbformat", "jsonschema"} <= {*sys.modules}
    assert BUILDER not in sys.modules, (
        "a line of a conftest.py imports nbformat before tests/conftest.py does so without it"
    )


def test_the_package_alone_is_imported_at_once_and_offers_the_names_of_a_notebook() -> None:
    code = "import sys, cchc; print(*sys.modules); print(*dir(cchc))"
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout
    imported, offered = (line.split() for line in printed.splitlines())
    assert not {"pandas", "numpy", "matplotlib", "pyarrow", "pydantic", "rich"} & set(imported)
    assert {"open_report", "load_counts", "show_table"} <= set(offered)


def test_after_the_block_the_grammar_is_there_for_whoever_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "rfc3987_syntax", raising=False)
    with without_grammar(), pytest.raises(ImportError):
        import rfc3987_syntax
    monkeypatch.setitem(sys.modules, "rfc3987_syntax", sys)  # stands for the library, which takes its time
    import rfc3987_syntax

    assert rfc3987_syntax is sys


def test_a_grammar_that_is_imported_already_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rfc3987_syntax", sys)
    with without_grammar():
        assert sys.modules["rfc3987_syntax"] is sys
    assert sys.modules["rfc3987_syntax"] is sys
