"""Cases of our own, in the ways of those from the field: figures of communes' reports, other traps, answers worked by hand."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.cases.test_cases import HERE, found, is_of, printed

OWN: dict[str, dict[str, Any]] = json.loads((HERE / "own/cases.json").read_text(encoding="utf-8"))


def test_every_case_is_there() -> None:
    assert {path.parent.name for path in (HERE / "own").glob("*/README.md")} == OWN.keys()
    assert len(OWN) == 10


@pytest.mark.parametrize("name", OWN)
def test_findings_are_those_of_the_answer(name: str) -> None:
    findings, case = found(f"own/{name}"), OWN[name]
    told = [json.dumps(finding, ensure_ascii=False) for finding in findings]
    assert [strings for strings in case.get("must", []) if not any(all(s in t for s in strings) for t in told)] == []
    false = [(one["message"], other) for other in case.get("must_not", []) for one in findings if is_of(one, other)]
    assert false == []


@pytest.mark.parametrize("name", OWN)
def test_the_paper_says_what_is_so(name: str) -> None:
    text, case = printed(f"own/{name}"), OWN[name]
    assert [string for string in case.get("pdf", []) if string not in text] == []
    assert [string for string in case.get("pdf_not", []) if string in text] == []
