"""Examine a submission. In: a submission, its counts and unit. Out: all findings at once, gravest first.

Never stops at the first: a check that finds nothing says nothing, and each looks at the whole submission.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from cchc.catalogue.form import Form
from cchc.catalogue.rules import families, severity_names
from cchc.catalogue.units.register import Unit
from cchc.checks import completeness, documents, numbers, words
from cchc.checks.acceptances import apply_acceptances
from cchc.checks.causes import Cause, group_causes, name_causes
from cchc.checks.context import CheckContext
from cchc.checks.finding import SEVERITIES, Finding
from cchc.checks.numbers.advice import advise_after_errors
from cchc.checks.remarks import remarks
from cchc.indicators.counts import Counts
from cchc.raw.submission import Submission

Check = Callable[[CheckContext], Iterator[Finding]]
CHECKS: tuple[Check, ...] = (*completeness.CHECKS, *numbers.CHECKS, *documents.CHECKS, *words.CHECKS)


@dataclass(frozen=True)
class CheckReport:
    """All findings, gravest first; a line for each acceptance that is void, and for each thing left out; the form in force."""

    findings: tuple[Finding, ...]
    void: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    form: Form | None = None

    def tally(self) -> str:
        """How many are open, in words: "35 lỗi (E), 16 cần xác nhận (W), 18 lỗi trình bày (S)"."""
        return ", ".join(f"{self.count(severity)} {name} ({severity})" for severity, name in severity_names().items())

    def count(self, severity: str) -> int:
        """How many findings of that severity are open."""
        return sum(finding.severity == severity and finding.open for finding in self.findings)

    @functools.cached_property
    def causes(self) -> tuple[Cause, ...]:
        """What is behind the findings, worst first."""
        return group_causes(self.findings, self.form)

    @property
    def draft(self) -> bool:
        """Whether the report is a draft: a certain error is open."""
        return self.count("E") > 0


def run_checks(submission: Submission, counts: Counts, unit: Unit) -> CheckReport:
    """Every finding on the submission, with the acceptances of chap_nhan.yaml applied."""
    context = CheckContext(submission, counts, unit)
    found = [finding for check in CHECKS for finding in check(context) if _in_force(finding, context)]
    findings, void = apply_acceptances(name_causes(sorted(found, key=_order)), submission.acceptances)
    return CheckReport(tuple(advise_after_errors(findings, context)), tuple(void), remarks(submission), submission.form)


def _in_force(finding: Finding, context: CheckContext) -> bool:
    family = families()[finding.rule]
    return (family.valid_from or context.as_of) <= context.as_of <= (family.valid_to or context.as_of)


def _order(finding: Finding) -> tuple[int, int, tuple[tuple[str, int, str], ...], str]:
    rules = list(families())
    places = tuple((place.file, place.row, place.column) for place in finding.where)
    return SEVERITIES.index(finding.severity), rules.index(finding.rule), places, finding.message
