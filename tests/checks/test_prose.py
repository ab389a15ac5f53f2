"""Every convention of prose.yaml is what its own texts say. In: its texts that pass and that fail."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from cchc.catalogue.rules import families
from cchc.catalogue.writing.prose import ProseRule, prose
from cchc.checks.finding import CellRef
from cchc.checks.words.prose import findings_of, say

EVERY = [pytest.param(rule, id=rule.key) for rule in prose().rules]


def messages(rule: ProseRule, texts: Iterable[str]) -> list[str]:
    located = [(text, CellRef("noi_dung.yaml", row, "I.4", text)) for row, text in enumerate(texts, 1)]
    return [say(rule, rule.message, hits, facts) for hits, facts in findings_of(rule, located)]


@pytest.mark.parametrize("rule", EVERY)
def test_texts_that_pass_have_no_finding(rule: ProseRule) -> None:
    assert messages(rule, rule.passing) == []


@pytest.mark.parametrize("rule", EVERY)
def test_texts_that_fail_are_found_and_the_message_says_what(rule: ProseRule) -> None:
    # Two styles are only wrong together; every other text fails by itself.
    for texts in [rule.failing] if rule.kind == "consistency" else [[text] for text in rule.failing]:
        assert any(rule.says in message for message in messages(rule, texts)), texts


@pytest.mark.parametrize("rule", EVERY)
def test_a_convention_belongs_to_a_family_and_looks_at_a_scope(rule: ProseRule) -> None:
    assert rule.family in families() and rule.scope in prose().scopes
    assert [one.key for one in prose().rules].count(rule.key) == 1


def test_a_new_convention_needs_no_code() -> None:
    rule = ProseRule(
        key="ki_quy", kind="substitution", family="TEXT", scope="sentences", swap={"quí": "quý"}, source="",
        message="«{hit.found}» nên viết «{hit.right}».", suggestion="", passing=(), failing=(), says="",
    )  # fmt: skip
    assert messages(rule, ["Trong Quí IV.", "Quý khách."]) == ["«Quí» nên viết «quý»."]
