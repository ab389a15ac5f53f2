"""The conventions that words are held to. In: prose.yaml. Out: rules of six kinds, and the fields that each looks at.

What a rule does is told by its kind; how a text is searched is the business of cchc/checks/words/prose.py.
"""

from __future__ import annotations

import functools
from datetime import date
from typing import Literal

from cchc.catalogue.load import Entry, read_catalogue
from cchc.catalogue.rules import SeverityCode


class ProseRule(Entry):
    """One convention: what it looks for and where, what a finding says, and texts that pass and fail.

    `tokens` are what is looked for, `swap` the same with what to write instead; both are regular expressions put into
    `pattern`, and a small letter that begins one may be a capital. `script` names a function that finds or corrects.
    A finding is made of the hits alike in `each`: what was found, its token, or all of the rule.
    """

    key: str
    kind: Literal["existence", "substitution", "repetition", "occurrence", "conditional", "consistency"]
    family: str
    severity: SeverityCode | None = None
    scope: str
    tokens: tuple[str, ...] = ()
    swap: dict[str, str] = {}
    exceptions: tuple[str, ...] = ()
    pattern: str = r"(?<!\w){token}(?!\w)"
    script: str = ""
    second: str = ""
    max: int = 1
    marked: int | None = None
    context: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    valid_from: date = date.min
    valid_to: date = date.max
    each: Literal["found", "token", "rule"] = "token"
    finding_key: str = "{hit.token}"
    statement_keys: bool = False
    listed: str = "{hit.found} → {hit.right}"
    message: str
    suggestion: str
    source: str
    passing: tuple[str, ...]
    failing: tuple[str, ...]
    says: str

    @property
    def entries(self) -> dict[str, str]:
        """What is looked for, with what to write instead."""
        return self.swap or dict.fromkeys(self.tokens, "")


class Prose(Entry):
    """Schema of prose.yaml: the fields of a scope in order (a file with its columns, or all of it), and the rules."""

    scopes: dict[str, tuple[tuple[str, ...], ...]]
    rules: tuple[ProseRule, ...]


def prose() -> Prose:
    """All conventions of the catalogue."""
    catalogue: Prose = read_catalogue("writing/prose.yaml", Prose)
    return catalogue


def prose_rule(key: str) -> ProseRule:
    """The convention of that key."""
    return next(rule for rule in prose().rules if rule.key == key)


def abbreviations() -> dict[str, str]:
    """The full words of every abbreviation."""
    return prose_rule("viet_tat_hai_lan").swap


@functools.lru_cache(maxsize=4096)
def mend_typos(text: str) -> str:
    """The text with known slips of the pen mended, but for those that may be the beginning of other words."""
    rule = prose_rule("loi_go")
    for slip, right in rule.swap.items():
        if slip in text and not any(word.startswith(slip) for word in rule.exceptions):
            text = text.replace(slip, right)
    return text
