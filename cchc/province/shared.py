"""What the checks found over a province. In: the findings of its units. Out: counts by rule, causes that several units share.

A mistake of the form or of the software shows as one cause in many units; a slip of one clerk in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc.catalogue.units.register import Unit
from cchc.checks.finding import SEVERITIES, Severity
from cchc.province.units import Found, UnitFigures


@dataclass(frozen=True)
class ByRule:
    """A rule with an open finding: how many findings, in which units."""

    rule: str
    severity: Severity
    findings: int
    units: Sequence[Unit]


@dataclass(frozen=True)
class SharedCause:
    """One cause in several units, the gravest of its findings in the first unit as the example."""

    cause: str
    severity: Severity
    example: str
    units: Sequence[Unit]


def by_rule(units: Iterable[UnitFigures]) -> list[ByRule]:
    """The rules with open findings, the gravest first, then those of most units."""
    groups: dict[tuple[str, Severity], list[Unit]] = {}
    for one in units:
        for found in _open(one):
            groups.setdefault((found.rule, found.severity), []).append(one.unit)
    listed = [ByRule(rule, grade, len(named), list(dict.fromkeys(named))) for (rule, grade), named in groups.items()]
    return sorted(listed, key=lambda one: (SEVERITIES.index(one.severity), -len(one.units), -one.findings, one.rule))


def shared_causes(units: Iterable[UnitFigures], least: int) -> list[SharedCause]:
    """The causes that so many units share or more, those of most units first."""
    groups: dict[str, dict[Unit, Found]] = {}
    for one in units:
        for found in _open(one):
            groups.setdefault(found.cause, {}).setdefault(one.unit, found)
    shared = [(cause, found) for cause, found in groups.items() if len(found) >= least]
    listed = [SharedCause(cause, _worst(found.values()), next(iter(found.values())).message, list(found))
              for cause, found in shared]  # fmt: skip
    return sorted(listed, key=lambda one: (SEVERITIES.index(one.severity), -len(one.units), one.cause))


def _open(one: UnitFigures) -> list[Found]:
    return sorted((found for found in one.found if found.open), key=lambda found: SEVERITIES.index(found.severity))


def _worst(found: Iterable[Found]) -> Severity:
    return min((one.severity for one in found), key=SEVERITIES.index)
