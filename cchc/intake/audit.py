"""Audit documents as `cchc check` audits folders. In: a file from outside, a folder of such files. Out: findings with places.

A document is imported in memory and checked; nothing is written. The name of a commune may be written with other accents
here, since nothing is put under its code.
"""

from __future__ import annotations

import functools
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.text import Text

from cchc.build.publish import as_json as to_json
from cchc.catalogue.rules import families
from cchc.checks.finding import SEVERITIES, CellRef, Finding, PlacedRef
from cchc.checks.locations import say_where
from cchc.checks.run import CheckReport
from cchc.document.report import Report
from cchc.errors import CchcError, told, visible
from cchc.export.reopen import reopen
from cchc.intake.command import take
from cchc.intake.documents.opening import DOCUMENTS, read_document
from cchc.intake.files.guard import open_guarded
from cchc.intake.taken import Asked, Taken
from cchc.intake.workers import in_order
from cchc.raw.submission import NOT_UNDERSTOOD, PLACE, SOURCE, TEXTS

_LOOKED_AT = (".docx", ".doc", ".txt", ".md", ".pdf", ".xlsx", ".xls", ".odt", ".rtf")
_MOST_TOLD = 8  # rules and causes of a summary


@dataclass(frozen=True, eq=False)
class Audit:
    """A file from outside as a report that can be checked, and where its values stand."""

    path: Path
    taken: Taken
    report: Report

    def stands_at(self, place: CellRef) -> str:
        """Where a place of the files stands in the document: "dòng 95"; "" where that is not known."""
        if place.file == TEXTS and place.text and place.row in self._told:
            return self._told[place.row]
        if self.taken.places is not None:
            return self.taken.places.stands_at(place)
        if place.file == TEXTS:
            return self._told.get(place.row, "")
        rows = self.report.raw.tables.get(place.file, ())
        record = next((one for one in rows if one.row == place.row), None)
        return record.fields.get(PLACE, "") if record else ""

    @functools.cached_property
    def _told(self) -> dict[int, str]:
        submission = self.report.raw
        return {
            submission.line_of_text(key, n): place
            for key, places in self.taken.told_at.items()
            for n, place in enumerate(places)
        }

    @functools.cached_property
    def check_report(self) -> CheckReport:
        """What the checks say, each place with where it stands in the document; of a workbook in its own words."""
        made = self.report.check_report
        return replace(made, findings=tuple(map(self._placed, made.findings)))

    def _placed(self, finding: Finding) -> Finding:
        where = tuple(self._place(one) for one in finding.where)
        made = replace(finding, where=where)
        if self.taken.places is None:
            return made
        said = finding.message.replace(say_where(finding.where), say_where(where)) if where else finding.message
        for old, new in zip(finding.where, where, strict=True):
            if isinstance(new, PlacedRef):
                said = said.replace(f"{old.file}, dòng {old.row}, cột {old.column}", new.place)
                said = said.replace(f"{old.file}, dòng {old.row}", new.place)
        words = self.taken.places.in_words
        return replace(made, message=words(said), suggestion=words(finding.suggestion))

    def _place(self, place: CellRef) -> CellRef:
        found = self.stands_at(place)
        return PlacedRef(place.file, place.row, place.column, place.text, place.stt, found) if found else place


def audit(path: Path, asked: Asked) -> Audit:
    """The audit of one file. Raises CchcError where it cannot be read."""
    arrived = open_guarded(path)
    taken = read_document(arrived, asked, near=True) if arrived.kind in DOCUMENTS else take(path, asked)
    files = {name: data for name, data in taken.files.items() if name != NOT_UNDERSTOOD}
    return Audit(path, taken, reopen(files, str(path)))


def is_archive(path: Path) -> bool:
    """Whether a folder holds documents, and is no submission."""
    return path.is_dir() and not (path / SOURCE).exists() and next(documents(path), None) is not None


def documents(folder: Path) -> Iterator[Path]:
    """The files below a folder that may be documents, in order."""
    for home, folders, names in os.walk(folder):
        folders[:] = sorted(one for one in folders if not one.startswith("."))
        for name in sorted(names):
            if name.lower().endswith(_LOOKED_AT) and not name.startswith((".", "~")):
                yield Path(home) / name


@dataclass
class Line:
    """What an archive says of one document: whose it is, its findings by severity, by rule and by cause; or why it is not read."""

    path: Path
    named: str = ""
    severities: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    causes: tuple[str, ...] = ()
    findings: list[dict[str, Any]] = field(default_factory=list)
    error: str = ""
    exit_code: int = 0


def audit_all(paths: Sequence[Path], asked: Asked, with_findings: bool = False) -> Iterator[Line]:
    """The line of each document, in order; many are shared among as many processes as there are cores."""
    return in_order(_line, [(path, asked, with_findings) for path in paths])


def _line(job: tuple[Path, Asked, bool]) -> Line:
    path, asked, with_findings = job
    try:
        found = audit(path, asked)
    except CchcError as error:
        return Line(path, error=str(error), exit_code=error.exit_code)
    check_report, report = found.check_report, found.report
    still = [one for one in check_report.findings if one.open]
    return Line(
        path,
        f"{report.unit.code} {report.unit.full_name}, {report.key.year}/{report.key.period}",
        Counter(one.severity for one in still),
        Counter(one.rule for one in still),
        tuple(cause.advice for cause in check_report.causes if cause.open),
        [one.as_json() for one in check_report.findings] if with_findings else [],
    )


def show_archive(folder: Path, asked: Asked, as_json: bool, write: Callable[..., None]) -> list[Line]:
    """One line a document, then a summary; as JSON the findings of all, each with its document. What is not read goes to stderr."""
    lines, console, errors = [], Console(), Console(stderr=True)
    for line in audit_all([*documents(folder)], asked, as_json):
        lines.append(line)
        if not as_json or line.error:
            show_line(line, console, errors)
    if as_json:
        found = [{"document": str(one.path), **finding} for one in lines for finding in one.findings]
        write(to_json(found).decode(), nl=False)
    else:
        show_summary(lines, console)
    return lines


def show_line(line: Line, console: Console, errors: Console) -> None:
    """Print what is said of one document, on one line."""
    if line.error:
        for text in told(line.error):
            errors.print(Text(text, style="red"), soft_wrap=True)
        return
    counts = ", ".join(f"{line.severities[one]} {one}" for one in SEVERITIES)
    console.print(
        Text(f"{visible(str(line.path))}: {line.named}: {counts}, {len(line.causes)} nguyên nhân"), soft_wrap=True
    )


def show_summary(lines: Sequence[Line], console: Console) -> None:
    """Print in how many documents each rule and each cause was found, the most frequent first."""
    read = [line for line in lines if not line.error]
    console.print(Text(f"Đã kiểm tra {len(read)} trong {len(lines)} văn bản; {len(lines) - len(read)} không đọc được."))
    rules: Counter[str] = Counter(rule for line in read for rule in line.rules)
    places: Counter[str] = sum((line.rules for line in read), Counter())
    for rule, number in rules.most_common(_MOST_TOLD):
        console.print(Text(f"  {families()[rule].name} ({rule}): {number} văn bản, {places[rule]} chỗ"), soft_wrap=True)
    causes: Counter[str] = Counter(cause for line in read for cause in dict.fromkeys(line.causes))
    for cause, number in causes.most_common(_MOST_TOLD):
        console.print(Text(f"  {number} văn bản: {visible(cause)}"), soft_wrap=True)
