"""Issued reports. In: a built project, one report of it issued. Out: what is kept, what a build then leaves alone, new versions."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from cchc.build.issued import RECORD, read_issued
from cchc.build.issuing.issue import check_number, issue
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.roll_ups import RollUpPlanner, plan_roll_ups
from cchc.errors import CchcError, UsageError
from cchc.site.write import write_site
from cchc.verify.reports import verify
from tests.build.issue_project import (
    BIM_SON,
    DAY,
    HAC_THANH,
    HAM_RONG,
    NUMBER,
    edit,
    make_issued,
    source_of,
)
from tests.build.several import build, by_name, copy, plan
from tests.products.project import ROOT, cchc, snapshot
from tests.shared import made_once

ISSUED = "2025/nam/14758"
FIRST = f"da_ban_hanh/{HAM_RONG}/ban-1"


@pytest.fixture(scope="session")
def issued_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "issued", make_issued)


@pytest.fixture
def root(issued_once: Path, tmp_path: Path) -> Path:
    """The project, to change."""
    return copy(issued_once, tmp_path / "project")


def change_submission(root: Path) -> None:
    """Another word in a sentence, and one seat to wait on more, which is in no sum."""
    edit(root / "data/raw" / HAM_RONG / "noi_dung.yaml", "Đề nghị ", "Kính đề nghị ")
    statements = root / "data/raw" / HAM_RONG / "so_lieu_khac.csv"
    (row,) = (line for line in statements.read_text(encoding="utf-8").splitlines() if "mot_cua.ghe_cho" in line)
    stated = row.split(",")[2]
    edit(statements, row, row.replace(stated, str(int(stated) + 1)))


def planned(root: Path, **options: Any) -> tuple[str, tuple[str, ...]]:
    task = plan(root, formats=("html",), **options)[ISSUED]
    return task.action, task.reasons


def build_it(root: Path, **options: Any) -> Any:
    return by_name(build(root, root / f"params/{HAM_RONG}.yaml", formats=("html",), **options))[ISSUED]


def test_a_version_keeps_the_report_what_it_was_made_of_and_its_tables(issued_once: Path) -> None:
    kept, report = snapshot(issued_once / FIRST), snapshot(issued_once / "output" / HAM_RONG)
    assert {name: kept[name] for name in report} == report
    raw = snapshot(issued_once / "data/raw" / HAM_RONG)
    assert {name: kept[f"dau-vao/data/raw/{HAM_RONG}/{name}"] for name in raw} == raw
    assert kept["dau-vao/notebooks/bao_cao_xa.ipynb"] == (issued_once / "notebooks/bao_cao_xa.ipynb").read_bytes()
    tables = {f"bang/{kind}.parquet" for kind in ("so-lieu", "chi-so", "kiem-tra", "diem")}
    inputs = {f"dau-vao/data/raw/{HAM_RONG}/{name}" for name in raw} | {"dau-vao/notebooks/bao_cao_xa.ipynb"}
    assert kept.keys() == {*report, *inputs, *tables, RECORD}
    record = json.loads(kept[RECORD])
    assert (record["so"], record["ngay"]) == ("199", "2025-12-18")
    assert {file["name"] for file in record["files"]} == kept.keys() - {RECORD}


@pytest.mark.parametrize(
    ("report", "number", "day", "said"),
    [
        (BIM_SON, "12", DAY, "dự thảo, còn"),
        (HAM_RONG, NUMBER, DAY, r"đã ban hành \(bản 1, số 199, ngày 18/12/2025\)"),
    ],
    ids=["a draft", "issued already"],
)
def test_a_report_that_cannot_be_issued_is_refused(
    issued_once: Path, report: str, number: str, day: date, said: str
) -> None:
    before = snapshot(issued_once / "da_ban_hanh")
    with pytest.raises(CchcError, match=said):
        issue(issued_once / "output" / report, number, day, issued_once)
    assert snapshot(issued_once / "da_ban_hanh") == before


@pytest.mark.parametrize(
    ("number", "day", "said"),
    [
        ("7", DAY, 'van_ban.so là "08", --number là "7"'),
        ("8", date(2025, 12, 19), "van_ban.ngay là 18/12/2025, --date là 19/12/2025"),
    ],
    ids=["number", "date"],
)
def test_a_number_or_a_date_other_than_those_of_the_submission_are_refused(
    root: Path, number: str, day: date, said: str
) -> None:
    source = source_of(root, HAC_THANH)
    edit(source, "  dia_danh", '  so: "08"\n  ngay: 18/12/2025\n  dia_danh')
    assert build(root, root / f"params/{HAC_THANH}.yaml", formats=("html",))[0].status == "made"
    before = source.read_bytes()
    with pytest.raises(CchcError, match=said):
        issue(root / "output" / HAC_THANH, number, day, root)
    assert source.read_bytes() == before and not (root / "da_ban_hanh" / HAC_THANH).exists()


def test_a_blank_number_is_written_and_stands_on_the_paper(root: Path) -> None:
    before = source_of(root, HAC_THANH).read_text(encoding="utf-8")
    assert issue(root / "output" / HAC_THANH, "118", date(2025, 12, 17), root).number == 1
    # Two lines more, all others as they were.
    assert source_of(root, HAC_THANH).read_text(encoding="utf-8") == before.replace(
        "văn thư cấp số\n", 'văn thư cấp số\n  so: "118"\n  ngay: "2025-12-17"\n'
    )
    page = BeautifulSoup((root / "output" / HAC_THANH / "bao-cao.html").read_bytes(), "html.parser").get_text(" ")
    assert "Số: 118/BC-UBND" in page and "ngày 17 tháng 12 năm 2025" in page
    assert plan(root, formats=("html",))["2025/nam/14797"].action == "none"


@pytest.mark.parametrize("stop", [KeyboardInterrupt, CchcError("đĩa đầy")])
def test_a_stop_in_between_leaves_everything_as_it_was(
    root: Path, stop: BaseException, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any) -> None:
        raise stop

    monkeypatch.setattr("cchc.build.issuing.issue.publish_folder", refuse)
    before = snapshot(root)
    with pytest.raises(type(stop) if isinstance(stop, CchcError) else KeyboardInterrupt):
        issue(root / "output" / HAC_THANH, "118", date(2025, 12, 17), root)
    assert snapshot(root) == before


# Killed when all is written and nothing is in its place.
KILLED = """
import os, sys
from cchc.build import publish
from cchc.cli import main
swap = publish._swap
publish._swap = lambda staging, folder, keep: os._exit(9) if folder.name == "ban-1" else swap(staging, folder, keep)
sys.argv = ["cchc", "issue", sys.argv[1], "--number", "118", "--date", "17/12/2025"]
main()
"""


def test_a_kill_in_between_issues_nothing_and_the_next_try_does(root: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", KILLED, str(root / "output" / HAC_THANH)], check=False, cwd=ROOT)
    assert ended.returncode == 9
    kept = root / "da_ban_hanh" / HAC_THANH
    assert [path.name for path in kept.iterdir() if not path.name.startswith(".")] == []
    assert build(root, root / f"params/{HAC_THANH}.yaml", formats=("html",))[0].status == "made"
    assert [path.name for path in kept.iterdir()] == []
    assert issue(root / "output" / HAC_THANH, "118", date(2025, 12, 17), root).folder == kept / "ban-1"


def test_a_report_that_is_not_up_to_date_is_refused(root: Path) -> None:
    edit(root / "data/raw" / HAC_THANH / "noi_dung.yaml", "Đề nghị ", "Kính đề nghị ")
    with pytest.raises(CchcError, match=r"cần lập lại trước khi ban hành \(đã đổi: noi_dung.yaml"):
        issue(root / "output" / HAC_THANH, "118", date(2025, 12, 17), root)


def test_a_report_that_was_edited_is_refused(root: Path) -> None:
    page = root / "output" / HAC_THANH / "bao-cao.html"
    edit(page, "<title>", "<title>Xin chào ")
    with pytest.raises(CchcError, match=r"bao-cao.html bị sửa hoặc thiếu"):
        issue(root / "output" / HAC_THANH, "118", date(2025, 12, 17), root)


@pytest.mark.parametrize("folder", ["output", "data/raw/2025/nam/14797-hac-thanh", "output/2025/nam/14800-khong-co"])
def test_a_folder_that_holds_no_report_is_refused(issued_once: Path, folder: str) -> None:
    with pytest.raises(UsageError):
        issue(issued_once / folder, "118", DAY, issued_once)


@pytest.mark.parametrize("text", ["118/BC-UBND", "", "một trăm", "1 18"])
def test_a_number_has_no_symbol(text: str) -> None:
    with pytest.raises(UsageError, match="--number: cần số"):
        check_number(text)


def test_a_build_leaves_an_issued_report_alone_whatever_changes_but_its_submission(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(root / "output" / HAM_RONG)
    (root / "notebooks/bao_cao_xa.ipynb").write_bytes((root / "notebooks/bao_cao_xa.ipynb").read_bytes() + b"\n")
    monkeypatch.setattr("cchc.build.planning.plan.program_hashes", lambda: {"content": "0", "export": "0"})
    told = "none", ("đã ban hành (bản 1, số 199, ngày 18/12/2025)",)
    assert planned(root) == told
    assert planned(root, force=True) == told
    assert plan(root)["2025/nam/14797"].action == "all"
    said = cchc("build", "--root", str(root), "--dry-run").stdout.splitlines()
    assert "GIỮ  2025/nam/14758: đã ban hành (bản 1, số 199, ngày 18/12/2025)" in said
    assert build_it(root, force=True).status == "current"
    assert snapshot(root / "output" / HAM_RONG) == before


def test_what_was_issued_comes_back_where_output_was_deleted(root: Path) -> None:
    before, tables = snapshot(root / "output" / HAM_RONG), snapshot(root / "data/processed/2025")
    for name in before.keys() - {"ho-so.json"}:
        (root / "output" / HAM_RONG / name).unlink()
    (root / "output" / HAM_RONG / "ban-ky.pdf").write_bytes(b"a signed scan")
    for path in (root / "data/processed/2025/nam").glob("14758*"):
        path.unlink()
    assert planned(root)[0] == "restore"
    assert build_it(root).status == "restored"
    assert snapshot(root / "output" / HAM_RONG) == {**before, "ban-ky.pdf": b"a signed scan"}
    assert snapshot(root / "data/processed/2025") == tables
    assert planned(root)[0] == "none"


def test_a_submission_that_is_gone_makes_no_new_version(root: Path) -> None:
    for path in (root / "data/raw" / HAM_RONG).iterdir():
        path.unlink()
    (root / "data/raw" / HAM_RONG).rmdir()
    assert planned(root)[0] == "none"


def test_a_changed_submission_makes_a_draft_of_the_next_version(root: Path) -> None:
    first, report = snapshot(root / FIRST), snapshot(root / "output" / HAM_RONG)
    tables = snapshot(root / "data/processed/2025")
    change_submission(root)
    assert planned(root) == (
        "all",
        ("lập dự thảo bản 2; số liệu đã đổi sau khi ban hành: noi_dung.yaml, so_lieu_khac.csv",),
    )
    made = build_it(root)
    assert (made.status, made.folder) == ("made", root / "output" / HAM_RONG / "ban-2")
    # What was issued stands where it stood.
    now = snapshot(root / "output" / HAM_RONG)
    assert {name: data for name, data in now.items() if "/" not in name} == report
    assert snapshot(root / "data/processed/2025") == tables
    changes = BeautifulSoup(now["ban-2/thay-doi.html"], "html.parser").get_text(" ")
    assert "Thay đổi giữa hai bản báo cáo năm 2025 của Phường Hàm Rồng" in changes and "Số liệu: 1" in changes
    assert "Bản 2, thay bản 1, số 199, ngày 18/12/2025" in now["ban-2/bao-cao.html"].decode()
    assert planned(root)[0] == "none"

    write_site(root)
    for name, up in (("index.html", ""), ("tinh/thanh-hoa.html", "../")):
        page = BeautifulSoup((root / "output" / name).read_bytes(), "html.parser")
        told = page.select_one("details.luu-y li")
        assert told is not None and told.a is not None
        assert "đã ban hành bản 1, số 199, ngày 18/12/2025; số liệu đã đổi sau khi ban hành bản 1" in told.get_text()
        assert told.a["href"] == f"{up}{HAM_RONG}/ban-2/bao-cao.html"
        linked = page.find("a", string="Phường Hàm Rồng")
        assert linked is not None and linked["href"] == f"{up}{HAM_RONG}/bao-cao.html"

    second = issue(root / "output" / HAM_RONG, NUMBER, DAY, root)
    assert (second.number, second.folder) == (2, root / f"da_ban_hanh/{HAM_RONG}/ban-2")
    assert snapshot(root / FIRST) == first
    draft = {name.removeprefix("ban-2/"): data for name, data in now.items() if name.startswith("ban-2/")}
    assert snapshot(root / "output" / HAM_RONG) == draft
    assert snapshot(root / "data/processed/2025") != tables
    assert planned(root)[0] == "none"
    assert [verdict.proved for verdict in verify(root / "da_ban_hanh", root, again=True)] == [True, True]


def test_a_new_version_is_made_on_demand_and_goes_on_until_it_is_issued(root: Path) -> None:
    assert planned(root, new_version=True) == ("all", ("lập dự thảo bản 2; có yêu cầu (--new-version)",))
    assert build_it(root, new_version=True).folder == root / "output" / HAM_RONG / "ban-2"
    assert planned(root)[0] == "none"
    (root / "notebooks/bao_cao_xa.ipynb").write_bytes((root / "notebooks/bao_cao_xa.ipynb").read_bytes() + b"\n")
    assert planned(root) == ("all", ("đã đổi: notebooks/bao_cao_xa.ipynb",))


def test_a_draft_of_a_new_version_is_exported_again_without_a_run(root: Path) -> None:
    build_it(root, new_version=True)
    draft = root / "output" / HAM_RONG / "ban-2"
    before = snapshot(draft)
    made = by_name(build(root, root / f"params/{HAM_RONG}.yaml", formats=("html", "xlsx")))[ISSUED]
    assert (made.status, made.folder) == ("exported", draft)
    after = snapshot(draft)
    assert after.keys() - before.keys() == {"phu-luc.xlsx"}
    assert {name for name in before if before[name] != after[name]} == {"ho-so.json"}
    assert [verdict.proved for verdict in verify(draft, root, again=True)] == [True]


def test_verify_proves_an_issued_report_from_what_is_kept_with_it(root: Path) -> None:
    change_submission(root)
    (root / "notebooks/bao_cao_xa.ipynb").write_bytes((root / "notebooks/bao_cao_xa.ipynb").read_bytes() + b"\n")
    for where in (FIRST, f"output/{HAM_RONG}"):
        (verdict,) = verify(root / where, root, again=True)
        assert (verdict.differences, verdict.unmade) == ((), False)
        assert "đã lập lại và so từng byte" in verdict.remarks


def test_verify_says_that_another_version_of_the_program_cannot_prove_it(
    issued_once: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("cchc.verify.reports.program_hashes", lambda: {"content": "0" * 64, "export": "0"})
    (verdict,) = verify(issued_once / FIRST, issued_once, again=True)
    assert verdict.proved and verdict.unmade
    head, _, told = verdict.lines()
    assert head.startswith("GIỮ  ") and "không lập lại để so được: bản này do cchc " in told


@pytest.mark.parametrize("name", ["bao-cao.html", "bang/so-lieu.parquet", f"dau-vao/data/raw/{HAM_RONG}/noi_dung.yaml"])
def test_verify_tells_of_every_file_of_an_issued_report_that_was_edited(root: Path, name: str) -> None:
    (root / FIRST / name).write_bytes((root / FIRST / name).read_bytes() + b" ")
    (root / FIRST / "them.txt").write_text("x", encoding="utf-8")
    (verdict,) = verify(root / FIRST, root)
    told = "\n".join(verdict.differences)
    assert f"{name}: không còn như khi ban hành" in told and "them.txt: không có khi ban hành" in told


def test_a_record_that_cannot_be_read_stops_its_report_only(root: Path) -> None:
    (root / FIRST / RECORD).write_text("{", encoding="utf-8")
    tasks = plan(root, formats=("html",))
    assert "ban-hanh.json: không đúng dạng" in str(tasks[ISSUED].request.error)
    assert tasks["2025/nam/14797"].action == "none"
    with pytest.raises(CchcError, match="hãy lấy lại thư mục này từ bản lưu"):
        read_issued(root / FIRST)


def test_a_roll_up_is_of_the_changed_submission_whoever_plans_it(root: Path) -> None:
    change_submission(root)
    assert build_it(root).status == "made"  # the draft of a second version
    tasks = list(plan(root, formats=("html",)).values())
    (task,) = plan_roll_ups(root, tasks, ("html",), FileHashes())
    assert "2025/nam/14758/so_lieu_khac.csv" in task.inputs
    # Verify, which plans no reports, is told the same.
    assert RollUpPlanner(root, FileHashes()).inputs(task.request.parameters) == task.inputs
