"""What the checks of numbers find in the sample, counted by hand from the report."""

from __future__ import annotations

from collections import Counter

import pytest

from cchc.checks.finding import Finding
from tests.checks.test_findings import SAMPLE

# Family and severity: how many, and why. Numbers stand in annex 01b unless a section is named.
EXPECTED = {
    # 3.3.1: 830, but 40 + 2 + 479 + 106 = 627. II.2.d (in the same words II.6.c): 830, but 589 + 40 = 629.
    ("CHANNEL_SUM", "E"): 2,
    # 3.3.2: 589, but 40 + 2 + 479 + 106 = 627; and early 479 + on time 106 (II.2.d) = 585.
    ("OUTCOME_SUM", "E"): 2,
    # 830 in; 589 out, 0 open; carried over and returned not stated.
    ("BALANCE", "W"): 1,
    # I.5.b: 98,9% of what was received, but 589 / 830 = 70,96...%, 71,0%. 589 / (589 + 0) = 100% holds, so do 1 / 10,
    # 9 / 10, 10 / 10, 8 / 8 and 139 / 139.
    ("RATE_RECALC", "E"): 1,
    # On time: 98,9% in I.5.b, 100% in II.2.d and II.6.c.
    ("RATE_ONE_VALUE", "E"): 1,
    # 214 procedures with payment online (3.4.3) of 201 (3.1.3).
    ("CEILING", "E"): 1,
    # 18 people (4.1.2) in 0 posts (4.1.1).
    ("CEILING", "W"): 1,
    # 7.2.3: 100% + 32% = 132%.
    ("SHARES_LE_100", "E"): 1,
    # II.2.d: 589 online, but 479 + 106 = 585; 40 direct and postal, but 40 + 2 = 42. All other numbers agree: 2.1 is 01
    # and 1, 60 slips and 60, 0 disciplined and 0 + 0, 23 procedures and 23 rows.
    ("NARRATIVE_EQ_ANNEX", "E"): 2,
    # The parts of 830 and of 589 are the same; 589 are online and 589 are on time.
    ("COPY_PASTE", "W"): 2,
    # 479 and 106 are early and on time, levels 3 and 4 received, and levels 3 and 4 returned.
    ("LABEL_COLLISION", "E"): 2,
    # 1.1.2 and 1.1.3 stand under 1.1, and again under 1.2.
    ("CODE_UNIQUE", "S"): 2,
    ("CODE_PARENT", "S"): 2,
    # "7.6."
    ("CODE_FORMAT", "S"): 1,
    # 201 beside the heading 3.1, which is the figure of its row 3.1.3.
    ("HEADER_VALUE", "S"): 1,
    # 3.3.3 and 3.3.5 are blank.
    ("REQUIRED_VALUE", "W"): 2,
    # Row 4: 5 to 2 is 60%, not 40. Rows 9 to 12: 5 to 3 is 40%, not 33.
    ("REDUCTION_RECALC", "E"): 1 + 4,
    # Row 7: 3 to 1 is 66,7%, cut off to 66.
    ("REDUCTION_RECALC", "W"): 1,
    # Row 7 is above 30-60%, stated in I.5.b and in II.2.a.
    ("RANGE_RECALC", "E"): 2,
    # 1 / 3 is 33,3 in rows 1 and 3, and 33 in rows 5 and 6.
    ("PRECISION_UNIFORM", "W"): 1,
}
# Families of numbers that find nothing: 122 + 0 + 79 = 201 and 10 + 8 = 18; every choice, unit and number is well
# formed; the report names to whom it goes and who signs it; 3.3.4, 5.1 to 5.3, 5.4.3, 5.4.4, 7.2.2 and 7.3 are gaps of
# the form itself.
SILENT = ("LEVEL_SUM", "ENUM", "UNIT_VOCAB", "ND30_PART", "CODE_SEQUENCE")


def of_family(rule: str, severity: str = "") -> list[Finding]:
    return [found for found in SAMPLE.findings if found.rule == rule and severity in ("", found.severity)]


@pytest.mark.parametrize(("rule", "severity"), EXPECTED)
def test_the_sample_has_as_many_findings_as_counted_by_hand(rule: str, severity: str) -> None:
    messages = [found.message for found in of_family(rule, severity)]
    assert len(messages) == EXPECTED[rule, severity], "\n".join(messages)


def test_the_families_of_numbers_find_nothing_else_in_the_sample() -> None:
    numeric = {rule for rule, _ in EXPECTED} | set(SILENT)
    counted = Counter((found.rule, found.severity) for found in SAMPLE.findings if found.rule in numeric)
    assert counted == EXPECTED


def test_no_cell_of_the_sample_that_should_be_a_number_is_none() -> None:
    files = {place.file for found in of_family("TYPE") for place in found.where}
    assert not files & {"phu_luc_01b.csv", "so_lieu_khac.csv", "cat_giam.csv"}


@pytest.mark.parametrize(
    ("rule", "left", "right"),
    [
        ("CHANNEL_SUM", 830, 40 + 2 + 479 + 106),
        ("CHANNEL_SUM", 830, 589 + 40),
        ("OUTCOME_SUM", 589, 40 + 2 + 479 + 106),
        ("OUTCOME_SUM", 589, 479 + 106),
        ("BALANCE", 830, 589 + 0),
        ("CEILING", 214, 201),
        ("CEILING", 18, 0),
        ("SHARES_LE_100", 100 + 32, 100),
        ("NARRATIVE_EQ_ANNEX", 589, 479 + 106),
        ("NARRATIVE_EQ_ANNEX", 40, 40 + 2),
        ("COPY_PASTE", 589, 589),
        ("REDUCTION_RECALC", 40, 60),
        ("REDUCTION_RECALC", 33, 40),
    ],
)
def test_a_finding_on_the_sample_compares_these_two_numbers(rule: str, left: int, right: int) -> None:
    assert (left, right) in [(found.left, found.right) for found in of_family(rule)]


def test_the_words_of_two_sections_are_one_finding_with_both_places() -> None:
    (narrative,) = [found for found in of_family("CHANNEL_SUM") if found.right == 589 + 40]
    # 830, 589 and 40 in rows 38 to 40 (II.2.d) and 73 to 75 (II.6.c).
    assert [place.row for place in narrative.where] == [38, 39, 40, 73, 74, 75]


def test_the_sample_has_27_certain_errors() -> None:
    # 35, but 2 + 2 codes and 1 figure beside a heading are numbering (S), 1 procedure that seems to be listed twice and
    # 2 terms whose last day is not verified are questions (W): 35 - 5 - 3.
    assert SAMPLE.count("E") == 35 - 5 - 3


def test_the_sample_is_a_draft() -> None:
    assert SAMPLE.draft
    assert SAMPLE.void == ()
