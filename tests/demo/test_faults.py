"""InjectedFault errors: each is found by the rule that the list names, and what has none planted has none."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.demo.faults import FAULTS
from cchc.demo.make import make_demo
from cchc.raw.submission import SOURCE, TEXTS, read_submission
from tests.demo.projects import Listed, examined, is_of, listed, submissions

PERIODS = ("nam", "6-thang", "quy-3", "quy-4")


@pytest.fixture(scope="module")
def spoiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an error in every submission."""
    return make_demo(tmp_path_factory.mktemp("demo") / "x", 2 * len(FAULTS), 2024, errors=1).root


def test_each_planted_error_is_found_by_its_rule(spoiled: Path) -> None:
    errors = listed(spoiled)
    for path, submission in submissions(spoiled).items():
        (error,) = [error for error in errors if is_of(error, path)]
        assert error["quy_tac"] in {finding.rule for finding in examined(submission).findings}, error


def test_every_kind_of_error_is_planted(spoiled: Path) -> None:
    assert {error["quy_tac"] for error in listed(spoiled)} == {kind.rule for kind in FAULTS}


def test_what_the_list_names_stands_where_it_says(spoiled: Path) -> None:
    for error in listed(spoiled):
        (folder,) = spoiled.glob(f"data/raw/{error['nam']}/{error['ky']}/{error['ma_xa']}-*")
        assert error["truoc"] != error["sau"]
        assert _text_at(folder, error) == error["sau"], error


def _text_at(folder: Path, error: Listed) -> str:
    submission = read_submission(folder)
    if error["tep"] == TEXTS:
        return "\n\n".join(submission.texts[error["cot"]])
    if error["tep"] == SOURCE:
        return submission.source.nguoi_ky.ho_ten if error["cot"] == "nguoi_ky" else submission.source.ten_in
    (record,) = (record for record in submission.table(error["tep"]) if record.row == int(error["dong"]))
    return record[error["cot"]]


@pytest.mark.parametrize("year", [2023, 2025, 2026])
def test_a_submission_without_a_planted_error_has_no_error_and_no_doubt(tmp_path: Path, year: int) -> None:
    make_demo(tmp_path / "x", 12, year, wanted=PERIODS, errors=0, sparse=0, previous=True)
    found = {
        path: [(finding.rule, finding.message) for finding in examined(submission).findings if finding.severity != "S"]
        for path, submission in submissions(tmp_path / "x").items()
    }
    assert len(found) > 12 * len(PERIODS)
    assert {path: rules for path, rules in found.items() if rules} == {}
    assert listed(tmp_path / "x") == []


def test_the_stated_share_of_neighbours_has_an_error(tmp_path: Path) -> None:
    make_demo(tmp_path / "x", 40, 2025, errors=0.1)
    assert len(listed(tmp_path / "x")) == 4
