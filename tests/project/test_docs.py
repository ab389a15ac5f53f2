"""The documents made from the catalogue are up to date and true. In: docs/, the catalogue, cchc/checks. Out: nothing."""

from __future__ import annotations

import ast
import csv
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cchc.catalogue.counts import counts, is_known_key
from cchc.catalogue.form import every_row
from cchc.catalogue.indicators import indicators
from cchc.catalogue.presentation import Chart, presentation
from cchc.catalogue.rules import families, rules
from cchc.catalogue.units.register import unit
from cchc.catalogue.writing.prose import prose
from cchc.checks.run import CheckReport, run_checks
from cchc.indicators.counts import Counts
from cchc.raw.decisions import ACCEPTANCES, CORRECTIONS
from cchc.raw.submission import STATEMENTS, read_submission
from tests.conftest import make_submission
from tools.docs_markdown import TEXTS, escape, notes
from tools.make_docs import DOCS, make_documents

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT / "data/raw/2024/nam/15976-hoang-luu"
KEY = r"`([a-z0-9_.đ]+)`"


def document(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", document(name), flags=re.MULTILINE | re.DOTALL)


def decisions() -> dict[str, str]:
    """The examples of quy-tac.md by the file that they belong into."""
    correction, acceptance = blocks("quy-tac.md", "yaml")
    return {CORRECTIONS: correction, ACCEPTANCES: acceptance}


def check(folder: Path) -> CheckReport:
    submission = read_submission(folder)
    on = submission.source.den_ngay
    return run_checks(submission, Counts(submission, on), unit(submission.source.ma_xa, on))


def families_in_code() -> set[str]:
    """The families that a check names when it builds a finding: the texts in the first argument of new_finding()."""
    found = set()
    for path in sorted((ROOT / "cchc/checks").rglob("*.py")):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func) in ("new_finding", "finding_at") and call.args:
                found |= {node.value for node in ast.walk(call.args[0]) if isinstance(node, ast.Constant)}
    return found


def keys_of_rules() -> Iterator[str]:
    declared = rules()
    for total in declared.sums:
        yield from (total.total, *total.parts, *total.also)
    for ceiling in declared.ceilings:
        yield from (ceiling.whole, *ceiling.parts)
    for same in declared.same:
        yield from (*same.left, *same.right)
    for unrelated in declared.unrelated:
        yield from unrelated.one
        yield from (key for other in unrelated.others for key in other)
    yield from (key for group in (*declared.shares, *declared.copied_totals) for key in group)
    yield from (key for pair in declared.copied_parts for parts in pair for key in parts)
    for family in declared.families:
        for example in (family.passing, *([] if family.key == "KEY_VOCAB" else [family.failing])):
            yield from example.annex
            yield from (stated[name] for stated in example.statements for name in ("khoa", "mau_so") if name in stated)


def keys_of_chart(chart: Chart) -> Iterator[str]:
    yield from (part.key for part in (*chart.parts, *(part for group in chart.groups for part in group.parts)))
    yield from (group.total for group in chart.groups)
    yield from (chart.total.key,) if chart.total else ()
    yield from (chart.merged.key, *chart.merged.replaces) if chart.merged else ()


def keys_of_indicators() -> Iterator[str]:
    for rate in indicators().values():
        yield from (*rate.numerator, *(key for below in rate.denominators for key in below.keys))
        yield from (rate.stated,) if rate.stated else ()


@pytest.mark.parametrize("name", ["chi-tieu.md", "quy-tac.md"])
def test_the_document_is_the_one_that_the_catalogue_gives(name: str) -> None:
    assert make_documents()[name] == document(name), f"docs/{name} is out of date: run `make docs`"


def test_a_text_with_marks_of_markdown_is_printed_as_it_is() -> None:
    assert escape("a|b_c *d*\n  [e] <f> `g`") == r"a\|b\_c \*d\* \[e\] \<f\> \`g\`"


@pytest.mark.parametrize("name", ["chi-tieu.md", "quy-tac.md"])
def test_every_row_of_a_table_has_as_many_cells_as_its_head(name: str) -> None:
    cells = 0
    for line in document(name).splitlines():
        width = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert not (cells and width) or width == cells, line
        cells = width


def test_no_brace_of_a_template_is_left() -> None:
    assert [name for name in make_documents() if re.search(r"\{\w*\}|\{\{", document(name))] == []


def test_every_key_that_a_submission_may_use_is_listed() -> None:
    listed = set(re.findall(KEY, document("chi-tieu.md")))
    known = {*(row.key for row in every_row()), *(count.key for count in counts()), *indicators()}
    assert known - listed == set()


def test_every_note_that_is_translated_is_one_of_the_catalogue() -> None:
    entries = [*every_row(), *counts(), *indicators().values()]
    assert set(notes()) == {entry.note for entry in entries if entry.note}


def test_every_family_that_a_check_speaks_for_is_documented() -> None:
    headed = set(re.findall(r"^### ([A-Z0-9_]+): ", document("quy-tac.md"), flags=re.MULTILINE))
    assert {"CEILING", "CODE_PARENT", "DOC_ORDER", "PERIOD_WORD"} <= families_in_code()
    assert families_in_code() - headed == set()
    assert headed == set(families())


def test_every_family_of_the_catalogue_is_spoken_for_by_a_check() -> None:
    declared = {one.family for one in (*rules().sums, *prose().rules)}
    assert set(families()) - families_in_code() - declared == set()


def test_every_key_of_rules_forms_and_indicators_exists() -> None:
    named = {
        *keys_of_rules(),
        *keys_of_indicators(),
        *(key for one in presentation().charts for key in keys_of_chart(one)),
    }
    assert {"3.3.2.a", "ho_so.ky_truoc", "cat_giam.tu", "thi_hanh_pl.hoan_thanh"} <= named
    assert {key for key in named if not is_known_key(key)} == set()


def test_every_rate_that_shares_add_up_is_a_rate_of_the_catalogue() -> None:
    known = {*indicators(), *(count.key for count in counts()), *(row.key for row in every_row())}
    assert {key for group in rules().shares for key in group} - known == set()


def test_the_codes_that_the_form_leaves_out_are_not_in_it() -> None:
    assert set(rules().form_gaps) & {row.code for row in every_row()} == set()


def test_the_statements_shown_are_read_and_found_right(tmp_path: Path) -> None:
    [shown] = blocks("chi-tieu.md", "csv")
    folder = make_submission(tmp_path, files={STATEMENTS: shown})
    assert len(list(csv.reader(io.StringIO(shown)))) == 5
    assert len(read_submission(folder).table(STATEMENTS)) == 4
    # 589 / 830 = 70.96...%, printed 71,0
    spoken = {finding.rule for finding in check(folder).findings if finding.where[0].file == STATEMENTS}
    assert spoken & {"RATE_RECALC", "NARRATIVE_EQ_ANNEX", "TYPE", "CEILING"} == set()


def test_the_decisions_shown_change_the_sample_as_they_say(tmp_path: Path) -> None:
    folder = tmp_path / SAMPLE.name
    shutil.copytree(SAMPLE, folder)
    before = check(folder)
    for name, text in decisions().items():
        assert not (folder / name).exists()
        (folder / name).write_text(text, encoding="utf-8")
    after = check(folder)
    [correction] = yaml.safe_load(decisions()[CORRECTIONS])
    row = correction["dong"]
    assert [f.where[0].row for f in before.findings if f.rule == "REDUCTION_RECALC"].count(row) == 1
    assert [f.where[0].row for f in after.findings if f.rule == "REDUCTION_RECALC"].count(row) == 0
    assert after.void == ()
    accepted = [finding.rule for finding in after.findings if not finding.open]
    assert sorted(accepted) == ["CEILING", "CODE_FORMAT"]


def test_the_texts_that_the_documents_are_made_of_are_all_used() -> None:
    assert {path.name for path in TEXTS.iterdir()} == {*make_documents(), "notes.yaml"}
