"""Say things of the catalogue in Markdown. In: keys, texts, days. Out: cells, lists and tables in Vietnamese."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import yaml

from cchc.catalogue.counts import count_info
from cchc.values.printing import print_date

TEXTS = Path(__file__).parent / "docs_text"


def escape(text: str) -> str:
    r"""Text that Markdown prints as it is, also inside a table: "a|b_c" gives "a\|b\_c"."""
    marked = "".join("\\" + char if char in "\\`*_<>[]|~" else char for char in text)
    return " ".join(marked.split())


def code(key: str) -> str:
    """A key as Markdown code."""
    return f"`{key}`"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell or " " for cell in line) + " |" for line in lines)


def note(text: str | None) -> str:
    """A note of the catalogue in Vietnamese. Raises SystemExit naming the note that has no translation."""
    if text and text not in notes():
        raise SystemExit(f"tools/docs_text/notes.yaml: expected the catalogue's note {text!r}, found none; add it.")
    return notes()[text] if text else ""


@functools.cache
def notes() -> dict[str, str]:
    """The Vietnamese of the catalogue's notes."""
    entries = yaml.safe_load((TEXTS / "notes.yaml").read_text(encoding="utf-8"))
    return {entry["in"]: entry["vi"] for entry in entries}


def named(key: str) -> str:
    """A key with the name of its quantity."""
    return f"{escape(count_info(key).label)} ({code(key)})"


def plus(keys: Iterable[str]) -> str:
    """Several quantities added up."""
    return " + ".join(map(named, keys))


def validity(start: date | None, end: date | None) -> str:
    """From which to which last day of a data window something is in force; nothing where it always is."""
    days = [f"từ {print_date(start)}" if start else "", f"đến {print_date(end)}" if end else ""]
    return " ".join(filter(None, days))


def bullets(lines: Iterable[str]) -> str:
    """A Markdown list."""
    return "\n".join(f"- {line}" for line in lines)
