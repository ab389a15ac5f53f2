"""Every error of the package says what was expected or what to do. In: the sources of cchc/. Out: nothing; one that does not fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cchc import errors

SOURCES = Path(__file__).parents[2] / "cchc"
KINDS = {name for name, one in vars(errors).items() if isinstance(one, type) and issubclass(one, errors.CchcError)}
REMEDY = re.compile(r"\b(?:hãy|cần|phải|chỉ|gõ|xem|rồi chạy|expected)\b", re.IGNORECASE)


def _raised(tree: ast.AST) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        call = node.exc if isinstance(node, ast.Raise) else None
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in KINDS:
            yield call


def _text(call: ast.Call) -> str:
    """What stands in the message whatever is put into it."""
    found = (node for argument in call.args for node in ast.walk(argument))
    return " ".join(one.value for one in found if isinstance(one, ast.Constant) and isinstance(one.value, str))


MESSAGES = [
    pytest.param(text, id=f"{path.relative_to(SOURCES).as_posix()}:{call.lineno}")
    for path in sorted(SOURCES.rglob("*.py"))
    for call in _raised(ast.parse(path.read_text(encoding="utf-8")))
    if len(text := _text(call)) > 20  # what only passes a reason on has no words of its own
]


def test_the_messages_are_found() -> None:
    assert len(MESSAGES) > 100


@pytest.mark.parametrize("message", MESSAGES)
def test_an_error_says_what_was_expected_or_what_to_do(message: str) -> None:
    assert REMEDY.search(message), message
