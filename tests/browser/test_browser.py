"""Which browser is used, and what is said where there is none. In: environments. Out: nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

from tests.browser.chromium import NAMES, find_chromium
from tests.products.project import ROOT

ONE = "tests/browser/test_text.py::test_a_sentence_is_found_across_its_numbers"


def run_without_a_browser(**environment: str) -> subprocess.CompletedProcess[str]:
    """One of these tests, where the variable CHROMIUM names a browser that is not there."""
    told = {name: value for name, value in os.environ.items() if name != "CI"}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", ONE]
    return subprocess.run(
        command, cwd=ROOT, env={**told, "CHROMIUM": "khong-co", **environment}, capture_output=True, text=True
    )


def test_the_browser_that_is_named_is_taken_before_any_that_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert find_chromium() == sys.executable
    monkeypatch.setenv("CHROMIUM", "khong-co")
    assert find_chromium() is None


def test_make_and_the_tests_look_for_the_same_browsers() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    [listed] = re.findall(r'^BROWSERS := \$\(if \$\(CHROMIUM\),"\$\(CHROMIUM\)",(.*)\)$', makefile, re.MULTILINE)
    assert tuple(listed.split()) == NAMES


def test_without_a_browser_the_tests_are_skipped_and_say_what_to_do() -> None:
    ended = run_without_a_browser()
    assert ended.returncode == 0
    assert "1 skipped" in ended.stdout
    assert "no browser here" in ended.stdout
    assert "make browser" in ended.stdout


def test_without_a_browser_the_tests_fail_in_continuous_integration() -> None:
    ended = run_without_a_browser(CI="true")
    assert ended.returncode == 1
    assert "no browser here" in ended.stdout
