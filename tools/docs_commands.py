"""The help pages of `cchc`, for the page that shows them. In: the command line. Out: Markdown."""

from __future__ import annotations

import os
import subprocess
import sys

from cchc.cli import app

_WIDTH = "100"


def help_pages() -> str:
    """The help page of every command, under a heading of its own, in the order of the program's list."""
    names = [command.name or command.callback.__name__ for command in app.registered_commands if command.callback]
    for group in app.registered_groups:
        below = group.typer_instance.registered_commands if group.typer_instance else []
        names += [f"{group.name} {command.name}" for command in below]
    return "\n".join(f"## cchc {name}\n\n```text\n{_help(name)}\n```\n" for name in names)


def _help(name: str) -> str:
    environment = {**os.environ, "COLUMNS": _WIDTH, "TERM": "dumb", "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1"}
    command = [sys.executable, "-m", "cchc", *name.split(), "--help"]
    result = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8", check=True)
    return "\n".join(line.rstrip() for line in result.stdout.strip("\n").splitlines()).strip()
