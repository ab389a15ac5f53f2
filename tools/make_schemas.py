"""Write docs/schema/. In: the types of cchc's document model. Out: JSON Schemas of what a report leaves to programs.

`make docs` runs this; tests/project/test_schemas.py fails when one is out of date, or when a report does not keep to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from cchc.build.issued import IssueRecord
from cchc.build.manifest import Manifest
from cchc.checks.finding import CellRef, Severity
from cchc.document.model import BLOCK_MIME, AnyBlock

SCHEMAS = Path(__file__).parents[1] / "docs/schema"
Figure = int | float | None


class Compared(msgspec.Struct, forbid_unknown_fields=True):
    """The numbers that a finding compares."""

    operands: Mapping[str, Figure]
    left: Figure
    right: Figure
    difference: Figure


class ListedFinding(msgspec.Struct, forbid_unknown_fields=True):
    """A finding of kiem-tra.json."""

    rule: str
    severity: Severity
    keys: Sequence[str]
    where: Sequence[CellRef]
    values: Compared
    message: str
    suggestion: str
    status: Literal["open", "accepted"]
    cause: str


TYPES: Mapping[str, tuple[str, Any]] = {
    "khoi.schema.json": (BLOCK_MIME, AnyBlock),
    "kiem-tra.schema.json": ("kiem-tra.json", Sequence[ListedFinding]),
    "ho-so.schema.json": ("ho-so.json", Manifest),
    "ban-hanh.schema.json": ("ban-hanh.json", IssueRecord),
}


def make_schemas() -> dict[str, str]:
    """The schemas by file name."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    made = {name: {**head, "title": title, **msgspec.json.schema(kind)} for name, (title, kind) in TYPES.items()}
    return {name: json.dumps(schema, ensure_ascii=False, indent=1) + "\n" for name, schema in made.items()}


if __name__ == "__main__":
    for name, text in make_schemas().items():
        (SCHEMAS / name).write_text(text, encoding="utf-8", newline="\n")
