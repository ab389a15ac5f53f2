"""What findings have in common. In: findings. Out: the same, each with its cause, and the causes, worst first.

One wrong figure is found at every place that it contradicts; who mends it needs one advice, not one a place.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from cchc.checks.finding import SEVERITIES, Finding, Severity


@dataclass(frozen=True)
class Cause:
    """What is probably behind some findings: a stable id, the gravest severity among the open ones (of all where none
    is open), one advice, and the findings.
    """

    id: str
    severity: Severity
    advice: str
    findings: tuple[Finding, ...]

    @property
    def open(self) -> bool:
        """Whether one of its findings is open."""
        return any(finding.open for finding in self.findings)


def name_causes(findings: Iterable[Finding]) -> list[Finding]:
    """The findings in the same order, each with its cause."""
    return [replace(finding, cause=":".join((finding.rule, *finding.keys[:1]))) for finding in findings]


def group_causes(findings: Sequence[Finding]) -> tuple[Cause, ...]:
    """The causes of these findings, worst first; open ones before those that were accepted as a whole."""
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause, []).append(finding)
    causes = [_cause(name, group) for name, group in groups.items()]
    return tuple(sorted(causes, key=lambda cause: (not cause.open, SEVERITIES.index(cause.severity))))


def _cause(name: str, group: list[Finding]) -> Cause:
    weighed = [finding for finding in group if finding.open] or group
    worst = min(weighed, key=lambda finding: SEVERITIES.index(finding.severity))
    return Cause(name, worst.severity, worst.suggestion, tuple(group))
