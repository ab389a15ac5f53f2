"""What findings have in common. In: findings. Out: the same, each with its cause, and the causes, worst first.

One wrong figure is found at every place that it contradicts; who mends it needs one advice, not one a place. Figures: the
one that most findings compare is looked at first. Everything else: findings of one kind that speak of the same row, the
same document or the same slip have one cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from cchc.catalogue.counts import count_info, is_known_key
from cchc.catalogue.form import Form
from cchc.catalogue.rules import Grouping, rules
from cchc.checks.finding import SEVERITIES, Finding, Severity
from cchc.values.printing import print_number

Pair = tuple[str, Decimal]


@dataclass(frozen=True)
class Cause:
    """What is probably behind some findings: its id, the gravest severity of those that are open, one advice, the findings.

    Where none is open the severity is the gravest of all.
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
    """The findings in the same order, each with the id of its cause, which other submissions of the same slip share."""
    listed = list(findings)
    named: dict[int, str] = {}
    for family, group in _by_group(listed):
        named.update(_by_number(listed, group) if family.link == "numbers" else _by_token(family, listed, group))
    return [replace(finding, cause=named[place]) for place, finding in enumerate(listed)]


def group_causes(findings: Sequence[Finding], form: Form | None = None) -> tuple[Cause, ...]:
    """The causes of these findings, worst first; open ones before those that were accepted as a whole.

    Rows are named as `form` names them.
    """
    groups: dict[str, list[Finding]] = {}
    for finding in findings:
        groups.setdefault(finding.cause, []).append(finding)
    causes = [_cause(name, group, form) for name, group in groups.items()]
    return tuple(sorted(causes, key=lambda cause: (not cause.open, SEVERITIES.index(cause.severity))))


def _by_group(findings: Sequence[Finding]) -> Iterator[tuple[Grouping, list[int]]]:
    """The findings of each group of families, by their places in the list."""
    groups: dict[str, list[int]] = {}
    for place, finding in enumerate(findings):
        groups.setdefault(_grouping(finding).name, []).append(place)
    for places in groups.values():
        yield _grouping(findings[places[0]]), places


def _grouping(finding: Finding) -> Grouping:
    known = (one for one in rules().causes if finding.rule in one.families)
    return next(known, Grouping(name=finding.rule, families=(finding.rule,), link="keys"))


def _by_number(findings: Sequence[Finding], places: list[int]) -> dict[int, str]:
    """Each finding by the number that most of those not yet explained compare; one that shares none by its first key."""
    left = dict.fromkeys(places)
    named: dict[int, str] = {}
    while best := _most_shared(findings, left):
        for place in [place for place in left if best in _pairs(findings[place])]:
            named[place] = f"so-lieu:{best[0]}"
            del left[place]
    return named | {place: ":".join((findings[place].rule, *findings[place].keys[:1])) for place in left}


def _most_shared(findings: Sequence[Finding], places: Iterable[int]) -> Pair | None:
    """The number that most of these findings compare, the first of several; None where no two compare the same."""
    shared = Counter(pair for place in places for pair in _pairs(findings[place]))
    return next((pair for pair, times in shared.most_common(1) if times > 1), None)


def _pairs(finding: Finding) -> list[Pair]:
    """The counts that the finding compares; no rates, which follow from them, and no zeros, which many keys have."""
    return [(key, n) for key, n in finding.operands.items() if n and not key.startswith("ty_le.")]


def _by_token(grouping: Grouping, findings: Sequence[Finding], places: list[int]) -> dict[int, str]:
    """Findings that share a key or a row, directly or through others, have one cause."""
    tokens = {place: _tokens(grouping, findings[place]) for place in places}
    named: dict[int, str] = {}
    for place in places:
        if place in named:
            continue
        reached, mine = set(tokens[place]), {place}
        while more := {p for p in places if p not in mine and reached & set(tokens[p])}:
            mine |= more
            reached |= {token for p in more for token in tokens[p]}
        named.update(dict.fromkeys(mine, f"{grouping.name}:{min(reached)}" if reached else grouping.name))
    return named


def _tokens(grouping: Grouping, finding: Finding) -> tuple[str, ...]:
    if grouping.link == "all":
        return () if finding.severity != "E" else finding.keys
    if grouping.link == "rows":
        return tuple(f"{place.file}:{place.row}" for place in finding.where)
    if grouping.link == "values":
        return (">".join(print_number(number) for number in finding.operands.values()),)
    return finding.keys


def _cause(name: str, group: list[Finding], form: Form | None) -> Cause:
    weighed = [finding for finding in group if finding.open] or group
    worst = min(weighed, key=lambda finding: SEVERITIES.index(finding.severity))
    return Cause(name, worst.severity, _advise(name, worst, group, form), tuple(group))


def _advise(name: str, worst: Finding, group: list[Finding], form: Form | None) -> str:
    """What to do once: the advice of the only finding, or one for all of them."""
    if len(group) == 1:
        return worst.suggestion
    family, _, key = name.partition(":")
    if family == "so-lieu" and is_known_key(key, form):
        return _look_up(count_info(key, form).label, key, group)
    told = advice_by_group().get(family, "")
    return told.format(n=len(group), first=worst.suggestion) if told else worst.suggestion


def _look_up(label: str, key: str, group: list[Finding]) -> str:
    numbers = dict.fromkeys(print_number(found.operands[key]) for found in group if key in found.operands)
    return (
        f"Đối chiếu «{label}» ({', '.join(numbers)}) với sổ theo dõi hoặc phần mềm một cửa trước: "
        f"{len(group)} chỗ không khớp đều có số này. Nếu số này đúng thì sửa các số so với nó."
    )


def advice_by_group() -> Mapping[str, str]:
    """The advice for several findings of one group, by the group's name."""
    return {one.name: one.advice for one in rules().causes}
