"""A synthetic project: whose submissions it holds, that it is always the same, what it refuses."""

from __future__ import annotations

import hashlib
from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.units.register import unit
from cchc.demo.make import make_demo
from cchc.document.opening import open_report
from cchc.errors import ParameterError, UsageError
from cchc.indicators.counts import Counts
from cchc.raw.layout import find_notebooks
from cchc.raw.submission import ANNEX
from tests.demo.projects import examined, listed, snapshot, submissions


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "two"):
        make_demo(tmp_path / name, 12, 2024)
    one = snapshot(tmp_path / "one")
    assert one == snapshot(tmp_path / "two")
    # 12 communes with at least nguon.yaml, annex, statements and parameters each.
    assert len(one) > 12 * 4


def test_another_seed_gives_other_numbers(tmp_path: Path) -> None:
    for seed in (1, 2):
        make_demo(tmp_path / str(seed), 1, 2024, seed=seed)
    one, two = (next((tmp_path / name).glob("data/raw/*/*/*")) / ANNEX for name in ("1", "2"))
    assert one.read_bytes() != two.read_bytes()


def test_the_first_communes_are_the_same_among_few_and_among_many(tmp_path: Path) -> None:
    make_demo(tmp_path / "few", 10, 2025)
    make_demo(tmp_path / "many", 40, 2025)
    few, many = snapshot(tmp_path / "few"), snapshot(tmp_path / "many")
    raw = {name: content for name, content in few.items() if name != "loi-da-cai.csv"}
    assert raw == {name: content for name, content in many.items() if name in raw}
    assert listed(tmp_path / "few") == listed(tmp_path / "many")[: len(listed(tmp_path / "few"))]


def test_the_communes_are_the_first_of_the_register_on_the_last_day(tmp_path: Path) -> None:
    make_demo(tmp_path / "old", 3, 2024)
    make_demo(tmp_path / "new", 3, 2025)
    assert list(submissions(tmp_path / "old")) == [
        "2024/nam/00001-phuc-xa", "2024/nam/00004-truc-bach", "2024/nam/00006-vinh-phuc",
    ]  # fmt: skip
    assert list(submissions(tmp_path / "new")) == [
        "2025/nam/00004-ba-dinh", "2025/nam/00008-ngoc-ha", "2025/nam/00025-giang-vo",
    ]  # fmt: skip


def test_every_submission_has_its_parameters_and_the_project_its_notebook(tmp_path: Path) -> None:
    make_demo(tmp_path / "x", 2, 2025, wanted=("6-thang", "quy-4"))
    parameters = sorted(path.relative_to(tmp_path / "x/params") for path in (tmp_path / "x/params").rglob("*.yaml"))
    assert [path.with_suffix("").as_posix() for path in parameters] == list(submissions(tmp_path / "x"))
    text = (tmp_path / "x/params/2025/quy-4/00004-ba-dinh.yaml").read_text(encoding="utf-8")
    assert text == 'ma_xa: "00004"\nnam: 2025\nky: quy-4\n'
    own = find_notebooks() / "bao_cao_xa.ipynb"
    assert (tmp_path / "x/notebooks/bao_cao_xa.ipynb").read_bytes() == own.read_bytes()


def test_a_submission_is_in_the_form_of_its_date(tmp_path: Path) -> None:
    make_demo(tmp_path / "x", 1, 2025, wanted=("6-thang", "nam"))
    labels = {
        path.split("/")[1]: {record["chi_tieu"]: record["so_lieu"] for record in submission.table(ANNEX)}
        for path, submission in submissions(tmp_path / "x").items()
    }
    old, new = "Tiếp nhận trực tuyến mức độ 3", "Tiếp nhận trực tuyến một phần"
    assert old in labels["6-thang"] and new not in labels["6-thang"]
    assert new in labels["nam"] and old not in labels["nam"]
    assert not [label for label in labels["nam"] if "huyện" in label]
    assert "Thực hiện nhiệm vụ UBND thành phố, Chủ tịch UBND thành phố giao" in labels["nam"]
    assert labels["nam"]["Có số hóa"].isdigit()


def test_a_submission_names_the_generator_and_the_annex_that_it_made(tmp_path: Path) -> None:
    make_demo(tmp_path / "x", 2, 2024, seed=7)
    for submission in submissions(tmp_path / "x").values():
        (origin,) = submission.source.tep
        annex = next(file for file in submission.files if file.name == ANNEX)
        assert submission.source.synthetic
        assert origin.nguon == "cchc demo, số liệu mô phỏng, seed 7"
        assert origin.sha256 == hashlib.sha256(annex.text.encode()).hexdigest() == annex.sha256


def test_the_period_compared_with_is_made_of_the_unit_or_of_those_that_it_was_made_of(tmp_path: Path) -> None:
    make_demo(tmp_path / "x", 2, 2025, wanted=("nam", "quy-4"), previous=True, province="38")
    # The two phường began on 1/7/2025: their fourth quarter has a third one before it, their year the units of 2024. Phường
    # Đông Thọ (14758) was split between them, and is made once.
    before = ("14755-ham-rong", "14758-dong-tho", "14761-nam-ngan", "14764-truong-thi", "14767-dien-bien", "14770-phu-son",
              "14773-lam-son", "14776-ba-dinh", "14779-ngoc-trao", "14782-dong-ve", "14785-dong-son", "14791-dong-cuong",
              "14794-dong-huong", "14797-dong-hai", "15859-thieu-duong", "16435-an-hung")  # fmt: skip
    now = ("14758-ham-rong", "14797-hac-thanh")
    assert list(submissions(tmp_path / "x")) == [
        *(f"2024/nam/{name}" for name in before),
        *(f"2025/{period}/{name}" for period in ("nam", "quy-3", "quy-4") for name in now),
    ]


def test_made_up_figures_are_compared_across_the_merger(tmp_path: Path) -> None:
    # Phường Bỉm Sơn is the third of Thanh Hóa, made of two phường and two xã, none of which was split.
    make_demo(tmp_path / "x", 3, 2026, wanted=("6-thang",), errors=0, sparse=0, previous=True, province="38")
    report = open_report("14812", 2026, "6-thang", tmp_path / "x/data/raw")
    (before,) = report.past
    assert [part.unit.code for part in before.parts] == ["14812", "14815", "14821", "15277"]
    assert before.why_not(report) == ""
    received = [Counts(part.raw, part.as_of).value("ho_so.tiep_nhan").known for part in before.parts]
    assert before.value("II.2.d", "ho_so.tiep_nhan").number == sum(received) > 0


def test_a_folder_that_holds_something_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x/mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="không trống"):
        make_demo(tmp_path / "x", 1, 2024)
    assert snapshot(tmp_path / "x") == {"mine.txt": b"mine"}


@pytest.mark.parametrize("number", [0, 3322])
def test_a_number_of_communes_that_there_is_not_is_refused(tmp_path: Path, number: int) -> None:
    with pytest.raises(UsageError, match=f"từ 1 đến 3321, gặp {number}"):
        make_demo(tmp_path / "x", number, 2025)
    assert not (tmp_path / "x").exists()


def test_a_share_of_errors_beyond_one_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"từ 0 đến 1, ví dụ 0\.1, gặp 1\.5"):
        make_demo(tmp_path / "x", 1, 2025, errors=1.5)


def test_a_misspelt_period_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match='có phải "6-thang"'):
        make_demo(tmp_path / "x", 1, 2025, wanted=("6thang",))


def test_no_period_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ít nhất một kỳ"):
        make_demo(tmp_path / "x", 1, 2025, wanted=())


def test_a_sparse_submission_leaves_out_what_is_expected_and_nothing_mandatory(tmp_path: Path) -> None:
    for name, sparse in (("full", 0), ("sparse", 1)):
        make_demo(tmp_path / name, 12, 2025, errors=0, sparse=sparse)
    asked = {
        name: [
            finding.severity
            for submission in submissions(tmp_path / name).values()
            for finding in examined(submission).findings
            if finding.rule == "REQUIRED_VALUE"
        ]
        for name in ("full", "sparse")
    }
    assert asked["full"] == []
    assert set(asked["sparse"]) == {"W"}


def test_several_years_and_one_province_make_one_project(tmp_path: Path) -> None:
    made = make_demo(tmp_path / "x", 2, 2025, 2026, province="Thanh Hóa")
    folders = sorted(path.relative_to(tmp_path / "x/data/raw") for path in (tmp_path / "x/data/raw").glob("*/*/*"))
    assert made.submissions == 4
    assert [path.parts[0] for path in folders] == ["2025", "2025", "2026", "2026"]
    assert {unit(path.name[:5], date(2026, 12, 14)).province for path in folders} == {"Tỉnh Thanh Hóa"}


def test_more_communes_than_a_province_has_are_refused_with_their_number(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="năm 2025, Thanh Hóa, có 166 xã; cần số từ 1 đến 166, gặp 167"):
        make_demo(tmp_path / "x", 167, 2025, province="Thanh Hóa")
