"""Every branch of the notebook is taken by some commune, and no sentence of any of them is broken.

In: made-up submissions that state all, nothing, one, or all but one of the quantities that the branches ask about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from unittest.mock import patch

import pytest

from cchc.catalogue.counts import counts, parts_of
from cchc.catalogue.form import every_row
from cchc.catalogue.indicators import indicators
from cchc.catalogue.rules import rules
from cchc.checks.run import CheckReport
from tests.products.synthetic import PHUONG_2025, XA_2024, Commune, write_submission
from tests.products.walk import Walk, all_branches, inlines_of, text_of, walk_notebook

BROKEN = re.compile(
    r"None|nan\b|NaN|[{}]| [,.;:)]|\.\.|,,|\( |  |;\.|chưa có số liệu (hồ sơ|TTHC|nhiệm vụ|người|lần|phiếu|bài)"
)

XA_2023 = replace(XA_2024, year=2023, first="2022-12-15", last="2023-12-14")
ANNEX_KEYS = [row.key for row in every_row() if row.kind in ("count", "percent", "choice")]
NARRATIVE_KEYS = [count.key for count in counts() if count.kind != "rate_stated"]
SECTIONS = {count.key: count.section for count in counts()}


@dataclass(frozen=True)
class Case:
    """What every quantity is stated as, which are not stated at all, and which are stated otherwise."""

    figure: str
    without: frozenset[str] = frozenset()
    other: tuple[tuple[str, str], ...] = ()

    def figure_of(self, key: str) -> str:
        return "" if key in self.without else dict(self.other).get(key, self.figure)


def with_parts(key: str) -> frozenset[str]:
    """The key and all that it could be computed from."""
    rate = indicators().get(key)
    stated = [rate.stated] if rate and rate.stated and not rate.asked_as_rate else []
    below = (*rate.numerator, *stated) if rate else parts_of(key)
    return frozenset({key}).union(*(with_parts(part) for part in below))


def cases() -> Iterator[Case]:
    """All alike; then, each key in turn, one not stated, one zero, only one stated."""
    asked = re.findall(r"'([^']+)'", " ".join(all_branches().values()))
    keys = [key for key in dict.fromkeys(asked) if key in NARRATIVE_KEYS or key in ANNEX_KEYS or key in indicators()]
    yield from (Case(figure) for figure in ("0", "7", "1234", "8 30"))
    for key in keys:
        yield Case("7", with_parts(key))
        yield Case("7", other=((key, "0"),))
        yield from (Case("", other=((key, figure),)) for figure in ("0", "7"))
    yield Case("7", other=(("1.1.2", "5"),))
    yield Case("7", other=(("1.2.2", "0"), ("1.2.3", "0")))
    # Form 06a: 7 = 7 + 0, 7 carried over, and nothing counted apart.
    apart = frozenset(rules().balance.also)
    yield Case("7", apart, other=(("ho_so.dang_giai_quyet", "0"), ("ho_so.tra_lai", "0")))
    yield Case("", other=(("5.4.5", "0"), ("5.4.6", "0")))


def write_case(root: Path, case: Case, commune: Commune = XA_2024) -> None:
    """The submission of a case; a narrative that says the same in every section where it is usual."""
    annex = {key: case.figure_of(key) for key in ANNEX_KEYS}
    statements = [(SECTIONS[key] or "II.2.d", key, case.figure_of(key)) for key in NARRATIVE_KEYS]
    write_submission(root, commune, annex, [row for row in statements if row[2]])


@pytest.fixture(scope="module")
def walks(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Case | str, Walk]]:
    """The branches of the notebook, walked for every case, and for communes that sent next to nothing."""
    root = tmp_path_factory.mktemp("cases")
    found: list[tuple[Case | str, Walk]] = []
    write_submission(root, XA_2024)
    found.append(("nothing", walk_notebook(root, XA_2024, only_branches=True)))
    with patch.object(CheckReport, "draft", False):
        found.append(("nothing, to be signed", walk_notebook(root, XA_2024, only_branches=True)))
    for case in cases():
        write_case(root, case)
        found.append((case, walk_notebook(root, XA_2024, only_branches=True)))
    cited = [("mo_dau", "Quyết định", "1/QĐ-UBND", "01/01/2024", "UBND xã", "về một việc")]
    write_submission(root, PHUONG_2025)
    found.append(("nothing, after the districts", walk_notebook(root, PHUONG_2025, only_branches=True)))
    write_submission(root, XA_2024, documents=cited, procedures=[("1", "Một thủ tục", "5", "2", "60")])
    found.append(("documents and procedures", walk_notebook(root, XA_2024, only_branches=True)))
    reviewed = [("II.2.a", "tthc.ra_soat", "25"), ("II.2.a", "tthc.linh_vuc", "3")]
    write_submission(root, XA_2024, statements=reviewed)
    found.append(("fields of what was reviewed", walk_notebook(root, XA_2024, only_branches=True)))
    for now, then in product(("0", "7", "1234"), repeat=2):
        write_case(root, Case(then), XA_2023)
        write_case(root, Case(now))
        found.append((f"{then}, then {now}", walk_notebook(root, XA_2024, only_branches=True)))
    write_case(root, Case("7"), replace(XA_2023, first="2023-07-01"))
    found.append(("half a year before", walk_notebook(root, XA_2024, only_branches=True)))
    return found


def test_every_branch_of_the_notebook_is_taken_by_some_commune(walks: list[tuple[Case | str, Walk]]) -> None:
    reached = set().union(*(walk.reached for _, walk in walks))
    assert len(all_branches()) > 100
    left = [name for branch, name in all_branches().items() if branch not in reached]
    # Both of the package's forms ask for the tasks from above; a project's form may not.
    assert [name.partition(": ")[2] for name in left] == [
        "not report.has_text('I.5.a') and (not report.has_documents('I.5.a'))"
    ]


def test_no_sentence_of_any_branch_is_broken(walks: list[tuple[Case | str, Walk]]) -> None:
    sentences = {sentence for _, walk in walks for sentence in walk.sentences() if BROKEN.search(sentence)}
    assert sorted(sentences) == []


def test_every_sentence_ends_in_a_full_stop_or_leads_in(walks: list[tuple[Case | str, Walk]]) -> None:
    items = {
        "".join(text_of(inline) for inline in item["inlines"])
        for _, walk in walks
        for block in walk.blocks
        for item in block.get("items", ())
    }
    assert len(items) > 150
    assert sorted(item for item in items if not item.endswith((".", ":", ";"))) == []


def test_no_sentence_prints_a_number_that_it_does_not_have(walks: list[tuple[Case | str, Walk]]) -> None:
    assert sorted(set(missing_numbers(walks))) == []


def missing_numbers(walks: list[tuple[Case | str, Walk]]) -> Iterator[str]:
    for _, walk in walks:
        for block in walk.blocks:
            for inlines in inlines_of(block) if block["block"] == "paragraphs" else ():
                if any(isinstance(inline, dict) and inline.get("missing") for inline in inlines):
                    yield "".join(text_of(inline) for inline in inlines)
