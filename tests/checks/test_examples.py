"""Every rule family is what its two examples in rules.yaml say."""

from __future__ import annotations

import pytest

from cchc.catalogue.rules import Family, families
from cchc.catalogue.writing.prose import prose
from tests.checks.examples import check_example

EVERY = [pytest.param(family, id=family.key) for family in families().values()]


@pytest.mark.parametrize("family", EVERY)
def test_the_failing_example_is_found_and_the_message_says_what(family: Family) -> None:
    messages = [found.message for found in check_example(family.failing).findings if found.rule == family.key]
    assert any(family.says in message for message in messages), messages


@pytest.mark.parametrize("family", EVERY)
def test_the_passing_example_is_not_found(family: Family) -> None:
    assert [found.message for found in check_example(family.passing).findings if found.rule == family.key] == []


@pytest.mark.parametrize("family", EVERY)
def test_the_failing_example_is_as_grave_as_the_family_says(family: Family) -> None:
    grave = {found.severity for found in check_example(family.failing).findings if found.rule == family.key}
    assert _of_example(family) in grave


def _of_example(family: Family) -> str:
    """The family's severity; that of its conventions of writing where these have their own."""
    own = {rule.severity for rule in prose().rules if rule.family == family.key}
    return str(next(iter(own), None) or family.severity)


@pytest.mark.parametrize("family", EVERY)
def test_a_family_that_compares_numbers_says_how_far_apart_they_may_lie(family: Family) -> None:
    found = [one for one in check_example(family.failing).findings if one.rule == family.key]
    compared = any(one.left is not None for one in found)
    assert not compared or family.tolerance, f"{family.key} compares numbers; its tolerance in rules.yaml is blank"
