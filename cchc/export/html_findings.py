"""Set out the findings of the checks for a reader. In: the findings block. Out: severities, rules in them, places.

Findings come gravest first and by rule, so that a rule's sentence is said once, above its findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from cchc.catalogue.rules import severity_names
from cchc.export.html_sources import ONLY_COLUMNS
from cchc.export.reader import Block

_MOST_ROWS = 12
_MOST_LINKS = 5
_LONGEST_LINK = 40


@dataclass(frozen=True)
class RuleGroup:
    """The findings of one rule; `first` is the number of the first one."""

    rule: str
    name: str
    sentence: str
    findings: Sequence[Block]

    @property
    def first(self) -> int:
        """The number that the list begins with."""
        return int(self.findings[0]["name"][3:])


@dataclass(frozen=True)
class Grade:
    """One severity: its findings by rule, and how many of them are open."""

    severity: str
    name: str
    groups: Sequence[RuleGroup]
    count: int
    open: int


def graded(checks: Block | None) -> list[Grade]:
    """The findings by severity, gravest first; severities without any are left out."""
    found = checks["findings"] if checks else []
    grades = [
        _grade(severity, name.capitalize(), [f for f in found if f["severity"] == severity], checks)
        for severity, name in severity_names().items()
    ]
    return [grade for grade in grades if grade.count]


def _grade(severity: str, name: str, found: Sequence[Block], checks: Any) -> Grade:
    groups = []
    for rule, members in groupby(found, key=lambda finding: finding["rule"]):
        family = checks["rules"][rule]
        groups.append(RuleGroup(rule, family["name"], family["sentence"], [_readable(f) for f in members]))
    return Grade(severity, name, groups, len(found), sum(f["status"] == "open" for f in found))


def _readable(finding: Block) -> Block:
    links = [(anchor, text if len(text) <= _LONGEST_LINK else text[: _LONGEST_LINK - 1] + "…")
             for anchor, text in finding["places"][:_MOST_LINKS]]  # fmt: skip
    return {**finding, "links": links, "cells": "; ".join(_cells(finding["where"]))}


def _cells(where: Sequence[Block]) -> Iterator[str]:
    """The cells as in cat_giam.csv, ten_tthc: dòng 3, 24; those of one file and column together."""
    columns: dict[tuple[str, str], list[str]] = {}
    for place in where[:_MOST_ROWS]:
        columns.setdefault((place["file"], place["column"]), []).append(str(place["row"]))
    for (file, column), rows in columns.items():
        named = file if column in ONLY_COLUMNS else f"{file}, {column}"
        yield f"{named}: dòng {', '.join(dict.fromkeys(rows))}"
    if len(where) > _MOST_ROWS:
        yield "..."
