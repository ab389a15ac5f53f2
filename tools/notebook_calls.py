"""The rule of one call a cell. In: the cells of a notebook. Out: each broken rule with the number of its cell.

A code cell is one call of the report, or one if/elif/else of such calls; the cell tagged "parameters" holds constants,
and the set-up cell before all others imports cchc and opens the report.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

COMPUTING: dict[type[ast.AST], str] = {
    ast.BinOp: "arithmetic",
    ast.JoinedStr: "an f-string",
    ast.Lambda: "a lambda",
    ast.ListComp: "a comprehension",
    ast.SetComp: "a comprehension",
    ast.DictComp: "a comprehension",
    ast.GeneratorExp: "a comprehension",
    ast.NamedExpr: "an assignment",
    ast.Await: "an await",
}
OPENING = ("cchc.open_report", "cchc.open_province")
SIGNS = (ast.USub, ast.UAdd, ast.Invert)


def one_call_breaches(cells: list[Any]) -> list[tuple[int, str]]:
    """Whatever is more or less than one call, by cell."""
    breaches: list[tuple[int, str]] = []
    set_up_seen = False
    for number, cell in enumerate(cells, start=1):
        if cell.cell_type != "code":
            continue
        try:
            body = ast.parse(cell.source).body
        except SyntaxError as error:
            breaches.append((number, f"line {error.lineno}: expected plain Python, found: {error.msg}"))
            continue
        if "parameters" in cell.metadata.get("tags", []):
            messages = parameter_breaches(body)
        elif not set_up_seen and _opens_report(body):
            set_up_seen = True
            messages = [*set_up_breaches(body), *computing_breaches(body)]
        else:
            set_up_seen = True  # whatever this cell is, the set-up cell may no longer follow
            messages = [*call_breaches(body), *computing_breaches(body)]
        breaches += [(number, message) for message in messages]
    return breaches


def parameter_breaches(body: list[ast.stmt]) -> list[str]:
    """What in a parameters cell is not `name = constant`, with or without a type."""
    return [
        f"line {statement.lineno}: expected `name = constant` among parameters, found `{_shown(statement)}`."
        for statement in body
        if not _assigns_constant(statement)
    ]


def set_up_breaches(body: list[ast.stmt]) -> list[str]:
    """What in the set-up cell is neither an import of cchc nor the one assignment of the report."""
    return [
        f"line {statement.lineno}: expected `import cchc` or the report, found `{_shown(statement)}`."
        for statement in body
        if not _imports_cchc(statement) and not _assigns_report(statement)
    ]


def call_breaches(body: list[ast.stmt]) -> list[str]:
    """Whether a cell is more or less than one call of the report, or one if/elif/else of such calls."""
    if len(body) != 1:
        return [f"expected one call, found {len(body)} statements. Give each its own cell."]
    return list(_branch_breaches(body))


def computing_breaches(body: list[ast.stmt]) -> list[str]:
    """Typed numbers, calls of anything but the report, and expressions that compute, wherever in the cell."""
    breaches = []
    for node in ast.walk(ast.Module(body=body, type_ignores=[])):
        found = _computing(node)
        if found:
            line = getattr(node, "lineno", 1)
            breaches.append(f"line {line}: {found}. The package computes; the notebook only says.")
    return breaches


def _branch_breaches(body: list[ast.stmt]) -> Iterator[str]:
    """Breaches of one branch: one call, or at the top and after `else` one more `if`."""
    statement = body[0]
    if len(body) > 1:
        yield f"line {body[1].lineno}: expected one call in a branch, found {len(body)} statements."
    elif isinstance(statement, ast.If):
        yield from _if_breaches(statement)
    elif not (isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call)):
        yield f"line {statement.lineno}: expected one call, found `{_shown(statement)}`."


def _if_breaches(statement: ast.If) -> Iterator[str]:
    if isinstance(statement.body[0], ast.If):
        yield f"line {statement.body[0].lineno}: expected one call in a branch, found an `if`. Use elif."
    else:
        yield from _branch_breaches(statement.body)
    if statement.orelse:
        yield from _branch_breaches(statement.orelse)


def _computing(node: ast.AST) -> str | None:
    """What this node computes or types, in words; None if it only says."""
    if type(node) in COMPUTING:
        return f"found {COMPUTING[type(node)]}"
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, SIGNS):
        return "found arithmetic"
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float | complex):
        return None if isinstance(node.value, bool) else f"found the typed number {node.value}"
    if isinstance(node, ast.Call) and _root_name(node.func) not in ("report", "cchc"):
        return f"expected a call of the report, found `{_shown(node.func)}(...)`"
    return None


def _root_name(node: ast.expr) -> str | None:
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None


def _assigns_constant(statement: ast.stmt) -> bool:
    if isinstance(statement, ast.Assign):
        target, count = statement.targets[0], len(statement.targets)
    elif isinstance(statement, ast.AnnAssign):
        target, count = statement.target, 1
    else:
        return False
    return count == 1 and isinstance(target, ast.Name) and isinstance(statement.value, ast.Constant)


def _imports_cchc(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Import) and [alias.name for alias in statement.names] == ["cchc"]


def _assigns_report(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Assign)
        and ast.unparse(statement.targets[0]) == "report"
        and len(statement.targets) == 1
        and isinstance(statement.value, ast.Call)
        and ast.unparse(statement.value.func) in OPENING
    )


def _opens_report(body: list[ast.stmt]) -> bool:
    return sum(map(_assigns_report, body)) == 1


def _shown(node: ast.AST) -> str:
    """The first line of the code of a node, cut to a length that fits in a message."""
    line = ast.unparse(node).splitlines()[0]
    return line if len(line) <= 60 else line[:57] + "..."
