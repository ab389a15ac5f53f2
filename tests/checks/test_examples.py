"""Every rule family is what its two examples in rules.yaml say."""

from __future__ import annotations

import inspect
import re
import sys

import pytest

from cchc.catalogue.rules import Family, families
from cchc.checks.examine import CHECKS
from tests.checks.examples import examine_example

# What the modules say whose checks `examine` runs; a family that none of them names is not checked yet.
WIRED = " ".join(inspect.getsource(sys.modules[name]) for name in sorted({check.__module__ for check in CHECKS}))
EVERY = [pytest.param(family, id=family.key) for family in families().values()]


def skip_unless_wired(family: Family) -> None:
    if not re.search(rf"\b{family.key}\b", WIRED):
        pytest.skip(f"no check that examine runs speaks of {family.key} yet")


@pytest.mark.parametrize("family", EVERY)
def test_the_failing_example_is_found_and_the_message_says_what(family: Family) -> None:
    skip_unless_wired(family)
    messages = [found.message for found in examine_example(family.failing).findings if found.rule == family.key]
    assert any(family.says in message for message in messages), messages


@pytest.mark.parametrize("family", EVERY)
def test_the_passing_example_is_not_found(family: Family) -> None:
    skip_unless_wired(family)
    assert [found.message for found in examine_example(family.passing).findings if found.rule == family.key] == []


@pytest.mark.parametrize("family", EVERY)
def test_the_failing_example_is_as_grave_as_the_family_says(family: Family) -> None:
    skip_unless_wired(family)
    found = [found for found in examine_example(family.failing).findings if found.rule == family.key]
    assert family.severity in {finding.severity for finding in found}


def test_families_of_numbers_are_never_skipped() -> None:
    numeric = """CHANNEL_SUM OUTCOME_SUM BALANCE LEVEL_SUM RATE_RECALC RATE_ONE_VALUE CEILING SHARES_LE_100
        NARRATIVE_EQ_ANNEX COPY_PASTE LABEL_COLLISION CODE_UNIQUE CODE_PARENT CODE_FORMAT CODE_SEQUENCE HEADER_VALUE
        REQUIRED_VALUE ENUM UNIT_VOCAB TYPE REDUCTION_RECALC RANGE_RECALC PRECISION_UNIFORM ND30_PART""".split()
    assert [key for key in numeric if not re.search(rf"\b{key}\b", WIRED)] == []
