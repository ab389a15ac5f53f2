"""Set out the findings of the checks for a reader. In: the findings block. Out: severities, causes in them, places.

Causes come worst first, each with one advice; under it stand the findings that it is probably behind, wherever they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue.rules import SeverityCode, severity_names
from cchc.export.reader import Block
from cchc.raw.submission import DOCUMENTS, SOURCE, STATEMENTS, TEXTS

_MOST_PLACES = 12
_MOST_LINKS = 5
_LONGEST_LINK = 40
_LONGEST_WORDS = 60
_BY_SECTION = (STATEMENTS, DOCUMENTS, TEXTS)  # the files whose rows belong to sections
_QUOTED = re.compile("«([^»]+)»")


@dataclass(frozen=True)
class CauseGroup:
    """One cause: its number in the list, what to do, and its findings; `open` of them are not accepted."""

    number: int
    advice: str
    findings: Sequence[Block]
    open: int

    @property
    def first(self) -> int:
        """The number that the list of its findings begins with."""
        return int(self.findings[0]["name"][3:])


@dataclass(frozen=True)
class Grade:
    """The causes whose gravest open finding has one severity; `open` and `accepted` findings of them."""

    severity: SeverityCode
    name: str
    causes: Sequence[CauseGroup]

    @property
    def open(self) -> int:
        """How many of its findings are open."""
        return sum(cause.open for cause in self.causes)

    @property
    def accepted(self) -> int:
        """How many of its findings are accepted."""
        return sum(len(cause.findings) for cause in self.causes) - self.open

    @property
    def counted(self) -> str:
        """Its open causes and findings, in words."""
        return count_causes(sum(cause.open > 0 for cause in self.causes), self.open)


def count_causes(causes: int, findings: int) -> str:
    """So many open causes and findings, in words: "15 nguyên nhân, 35 chỗ"."""
    return f"{causes} nguyên nhân, {findings} chỗ"


def tally(checks: Block | None) -> str:
    """What is open in all: "15 nguyên nhân, 35 chỗ: 30 lỗi, 5 cần xác nhận"; of a severity without any, nothing."""
    grades = graded(checks)
    open_findings = [f for grade in grades for cause in grade.causes for f in cause.findings if f["status"] == "open"]
    counts = {name: sum(f["severity"] == code for f in open_findings) for code, name in severity_names().items()}
    parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    causes = sum(cause.open > 0 for grade in grades for cause in grade.causes)
    return count_causes(causes, len(open_findings)) + (f": {parts}" if parts else "")


def graded(checks: Block | None) -> list[Grade]:
    """The causes by severity, gravest first; severities without any are left out."""
    named = {finding["name"]: finding for finding in (checks["findings"] if checks else ())}
    groups: dict[SeverityCode, list[CauseGroup]] = {severity: [] for severity in severity_names()}
    for number, cause in enumerate(checks["causes"] if checks else (), 1):
        members = [_readable(named[name]) for name in cause["findings"]]
        opened = sum(finding["status"] == "open" for finding in members)
        groups[cause["severity"]].append(CauseGroup(number, cause["advice"], members, opened))
    return [
        Grade(severity, severity_names()[severity].capitalize(), found) for severity, found in groups.items() if found
    ]


def _readable(finding: Block) -> Block:
    links = [(anchor, text if len(text) <= _LONGEST_LINK else text[: _LONGEST_LINK - 1] + "…")
             for anchor, text in finding.get("places", ())[:_MOST_LINKS]]  # fmt: skip
    cells = "; ".join(_cells(finding["where"], finding["message"]))
    files = (place["file"] for place in finding["where"] if place["file"] not in _BY_SECTION)
    return {
        **finding,
        "links": links,
        "cells": cells,
        "grade": severity_names()[finding["severity"]],
        "within": " ".join(dict.fromkeys([*finding["sections"], *files])),
    }


def _cells(where: Sequence[Block], message: str) -> Iterator[str]:
    """The cells as in cat_giam.csv, cột ten_tthc: dòng 3 «...», dòng 24 «...»; those of one file and column together."""
    columns: dict[str, list[str]] = {}
    for place in where[:_MOST_PLACES]:
        words = _words(place["text"], message)
        columns.setdefault(_column(place), []).append(f"dòng {place['row']}{f' «{words}»' if words else ''}")
    for column, rows in columns.items():
        yield f"{column}: {', '.join(dict.fromkeys(rows))}"
    if len(where) > _MOST_PLACES:
        yield f"và {len(where) - _MOST_PLACES} ô khác"


def _column(place: Block) -> str:
    kind = {TEXTS: "mục", SOURCE: "khóa"}.get(place["file"], "cột")
    return f"{place['file']}, {kind} {place['column']}"


def _words(text: str, message: str) -> str:
    """What stands in a cell; of a long text the part around the words that the message quotes."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_WORDS:
        return text
    at = next((found for found in map(text.find, _QUOTED.findall(message)) if found >= 0), 0)
    start = max(0, min(at - _LONGEST_WORDS // 3, len(text) - _LONGEST_WORDS))
    part = text[start : start + _LONGEST_WORDS]
    return f"{'…' if start else ''}{part.strip()}{'…' if start + _LONGEST_WORDS < len(text) else ''}"
