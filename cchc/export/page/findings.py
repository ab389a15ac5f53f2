"""Set out the findings of the checks for a reader. In: the findings block. Out: severities, causes in them, places.

Causes come worst first, each with one advice; under it stand the findings that it is probably behind, wherever they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue.rules import SeverityCode, severity_names
from cchc.checks.finding import CellRef, PlacedRef
from cchc.document.model import Findings, Found
from cchc.raw.submission import DOCUMENTS, SOURCE, STATEMENTS, TEXTS

_MOST_PLACES = 12
_MOST_LINKS = 5
_LONGEST_LINK = 40
_LONGEST_WORDS = 60
_BY_SECTION = (STATEMENTS, DOCUMENTS, TEXTS)  # the files whose rows belong to sections
_QUOTED = re.compile("«([^»]+)»")


@dataclass(frozen=True)
class Listed:
    """A finding as it is listed: its severity in words, places to look at, its cells, and the sections and files it is within."""

    found: Found
    grade: str
    links: Sequence[tuple[str, str]]
    cells: str
    within: str


@dataclass(frozen=True)
class CauseGroup:
    """One cause: its number in the list, what to do, and its findings; `open` of them are not accepted."""

    number: int
    advice: str
    findings: Sequence[Listed]
    open: int


@dataclass(frozen=True)
class SeverityGroup:
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


def tally(checks: Findings | None) -> str:
    """What is open in all: "15 nguyên nhân, 35 chỗ: 30 lỗi, 5 cần xác nhận"; of a severity without any, nothing."""
    grades = by_severity(checks)
    found = [finding.found for grade in grades for cause in grade.causes for finding in cause.findings]
    opened = [one for one in found if one.status == "open"]
    counts = {name: sum(one.severity == code for one in opened) for code, name in severity_names().items()}
    parts = ", ".join(f"{count} {name}" for name, count in counts.items() if count)
    causes = sum(cause.open > 0 for grade in grades for cause in grade.causes)
    return count_causes(causes, len(opened)) + (f": {parts}" if parts else "")


def by_severity(checks: Findings | None) -> list[SeverityGroup]:
    """The causes by severity, gravest first; severities without any are left out."""
    named = {found.name: found for found in (checks.findings if checks else ())}
    groups: dict[SeverityCode, list[CauseGroup]] = {severity: [] for severity in severity_names()}
    for number, cause in enumerate(checks.causes if checks else (), 1):
        members = [_listed(named[name]) for name in cause.findings]
        opened = sum(member.found.status == "open" for member in members)
        groups[cause.severity].append(CauseGroup(number, cause.advice, members, opened))
    return [
        SeverityGroup(severity, severity_names()[severity].capitalize(), found)
        for severity, found in groups.items()
        if found
    ]


def _listed(found: Found) -> Listed:
    links = [(anchor, text if len(text) <= _LONGEST_LINK else text[: _LONGEST_LINK - 1] + "…")
             for anchor, text in found.places[:_MOST_LINKS]]  # fmt: skip
    files = (place.file for place in found.where if place.file not in _BY_SECTION)
    within = " ".join(dict.fromkeys([*found.sections, *files]))
    return Listed(found, severity_names()[found.severity], links, "; ".join(_cells(found.where, found.message)), within)


def _cells(where: Sequence[CellRef], message: str) -> Iterator[str]:
    """The cells as in cat_giam.csv, cột ten_tthc: dòng 3 «...», dòng 24 «...»; those of one file and column together."""
    groups: dict[str, list[str]] = {}
    for place in where[:_MOST_PLACES]:
        words = _words(place.text, message)
        head, name = _named(place)
        groups.setdefault(head, []).append(f"{name}{f' «{words}»' if words else ''}")
    for head, names in groups.items():
        yield f"{head} {', '.join(dict.fromkeys(names))}".strip()
    if len(where) > _MOST_PLACES:
        yield f"và {len(where) - _MOST_PLACES} ô khác"


def _named(place: CellRef) -> tuple[str, str]:
    """What cells are listed under, and the name of this one."""
    if isinstance(place, PlacedRef):
        return place.within
    kind = {TEXTS: "mục", SOURCE: "khóa"}.get(place.file, "cột")
    return f"{place.file}, {kind} {place.column}:", f"dòng {place.row}"


def _words(text: str, message: str) -> str:
    """What stands in a cell; of a long text the part around the words that the message quotes."""
    text = " ".join(text.split())
    if len(text) <= _LONGEST_WORDS:
        return text
    at = next((found for found in map(text.find, _QUOTED.findall(message)) if found >= 0), 0)
    start = max(0, min(at - _LONGEST_WORDS // 3, len(text) - _LONGEST_WORDS))
    part = text[start : start + _LONGEST_WORDS]
    return f"{'…' if start else ''}{part.strip()}{'…' if start + _LONGEST_WORDS < len(text) else ''}"
