"""What a public function gives is told with its unit. In: the sources of cchc/. Out: nothing; a number without one fails."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
GIVES_NUMBERS = re.compile(r"\b(?:Decimal|float)\b")
UNIT = re.compile(
    r"\bmm\b|millimet|\bpt\b|letter sizes|percent|0 to 1|seconds?|\bdays?\b|points?|units?|share|numbers?|lines|year"
    r"|what a figure can mean",
    re.IGNORECASE,
)


def public_functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted((ROOT / "cchc").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"{path.relative_to(ROOT).as_posix()}:{node.lineno} {node.name}", node


def test_every_function_that_gives_a_measure_or_a_number_says_in_which_unit() -> None:
    given = [
        (at, node)
        for at, node in public_functions()
        if node.returns and GIVES_NUMBERS.search(ast.unparse(node.returns))
    ]
    assert len(given) > 40
    assert [at for at, node in given if not UNIT.search(ast.get_docstring(node) or "")] == []
