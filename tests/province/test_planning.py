"""When a roll-up is made again. In: a project of three reports, built. Out: a task a province, its reasons, what verify says."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from cchc.build.manifest import NamedFile, RollUpManifest, RollUpSummary, list_files, write_manifest
from cchc.build.planning import roll_ups
from cchc.build.planning.fingerprint import all_versions, roll_up_hashes
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import RollUpTask
from cchc.build.planning.requests import find_requests
from cchc.build.planning.roll_ups import plan_roll_ups
from cchc.build.publish import sha256
from cchc.export.names import ROLL_UP
from cchc.site.write import write_site
from cchc.verify.roll_ups import check_roll_up, is_roll_up
from tests.products.project import ROOT
from tests.run.several import copy
from tests.run.several import plan as plan_reports

HERE = "2024/nam/tinh-38-thanh-hoa"
REPORT = "2024/nam/15976-hoang-luu"
FILES = {ROLL_UP.executed: b"{}", **dict.fromkeys(ROLL_UP.by_format.values(), b"made")}


@pytest.fixture
def root(several: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a report of Thanh Hóa for 2024, one for 2023, and of two other provinces; its roll-up of 2024 made.

    One report is enough for a roll-up here, as two are elsewhere.
    """
    monkeypatch.setattr(roll_ups, "_LEAST", 1)
    project = copy(several, tmp_path / "project")
    _made(project, _plan(project)["2024/nam/tinh-38"])
    return project


def _plan(root: Path, formats: tuple[str, ...] = ("html", "pdf", "xlsx"), **options: Any) -> Mapping[str, RollUpTask]:
    tasks = list(plan_reports(root).values())
    assert len(tasks) == len(find_requests((), root))
    return {task.request.name: task for task in plan_roll_ups(root, tasks, formats, FileHashes(), **options)}


def _made(root: Path, task: RollUpTask) -> None:
    """Leave a roll-up as the task would, without running the notebook."""
    folder = root / "output" / HERE
    folder.mkdir(parents=True)
    for name, content in FILES.items():
        (folder / name).write_bytes(content)
    summary = RollUpSummary("38", "Tỉnh Thanh Hóa", 2024, "nam", False, 547, 1, 1)
    outputs = [NamedFile(name, sha256(content)) for name, content in FILES.items()]
    manifest = RollUpManifest(
        summary, task.request.parameters.as_dict(), list_files(task.inputs), roll_up_hashes(), all_versions(), outputs
    )
    (folder / "ho-so.json").write_bytes(write_manifest(manifest))


def _reasons(root: Path, **options: Any) -> tuple[str, ...]:
    return _plan(root, **options)["2024/nam/tinh-38"].reasons


def test_one_report_is_not_put_together(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(roll_ups, "_LEAST", 2)
    assert _plan(root) == {}


def test_each_province_that_has_a_report_of_a_period_has_a_roll_up(root: Path) -> None:
    planned = _plan(root)
    assert [*planned] == ["2023/nam/tinh-38", "2024/6-thang/tinh-01", "2024/nam/tinh-38", "2025/quy-4/tinh-22"]
    assert {name: task.action for name, task in planned.items() if task.action == "none"} == {
        "2024/nam/tinh-38": "none"
    }


def test_a_project_without_the_notebook_has_none(root: Path) -> None:
    (root / ROLL_UP.notebook).unlink()
    assert _plan(root) == {}


def test_what_it_is_made_from_is_named_by_its_place_in_the_project(root: Path) -> None:
    inputs = _plan(root)["2024/nam/tinh-38"].inputs
    assert [*inputs] == [ROLL_UP.notebook, f"{REPORT}/ho-so.json", "2023/nam/15976-hoang-luu/ho-so.json"]


def test_a_report_made_anew_brings_it_about_again(root: Path) -> None:
    manifest = root / "output" / REPORT / "ho-so.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert _reasons(root) == (f"đã đổi: {REPORT}/ho-so.json",)


def test_so_does_the_same_unit_in_the_period_before(root: Path) -> None:
    manifest = root / "output/2023/nam/15976-hoang-luu/ho-so.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert _reasons(root) == ("đã đổi: 2023/nam/15976-hoang-luu/ho-so.json",)


def test_so_does_a_submission_that_its_report_is_not_of(root: Path) -> None:
    source = root / "data/raw" / REPORT / "nguon.yaml"
    source.write_bytes(source.read_bytes() + b"# noted\n")
    (reason,) = _reasons(root)
    assert reason.startswith("đã đổi: 2024/nam/15976/") and "tệp khác" in reason


def test_so_does_a_submission_that_no_report_was_made_of(root: Path) -> None:
    folder = root / "data/raw/2024/nam/15979-hoang-chau"
    folder.mkdir()
    (folder / "nguon.yaml").write_text("ma_xa: '15979'\n", encoding="utf-8")
    assert _reasons(root) == ("đã đổi: 2024/nam/15979/nguon.yaml",)


def test_so_does_a_submission_that_is_taken_away(root: Path) -> None:
    (root / "data/raw" / REPORT).rename(root / "data/raw/2024/away")
    assert _reasons(root)[0].startswith("đã đổi: 2024/nam/15976/nguon.yaml")


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("data/raw/tiep-nhan.csv", "tiep-nhan.csv"),
        (f"data/raw/{HERE}/nguon.yaml", "nguon.yaml"),
        (f"da_ban_hanh/{REPORT}/ban-1/ho-so.json", f"da_ban_hanh/{REPORT}/ban-1/ho-so.json"),
    ],
)
def test_so_does_what_is_logged_issued_or_given_by_the_province(root: Path, place: str, name: str) -> None:
    (root / place).parent.mkdir(parents=True, exist_ok=True)
    (root / place).write_text("x", encoding="utf-8")
    assert _reasons(root) == (f"đã đổi: {name}",)


def test_a_report_of_another_province_leaves_it_alone(root: Path) -> None:
    manifest = root / "output/2025/quy-4/07192-co-to/ho-so.json"
    manifest.write_bytes(manifest.read_bytes() + b"\n")
    assert _reasons(root) == ()


def test_a_format_that_is_not_there_brings_it_about(root: Path) -> None:
    (root / "output" / HERE / "tong-hop.pdf").unlink()
    assert _reasons(root) == ("tong-hop.pdf bị sửa hoặc thiếu",)


def test_it_can_be_asked_for_again(root: Path) -> None:
    assert _reasons(root, force=True) == ("có yêu cầu làm lại (--force)",)


def test_verify_holds_it_against_what_it_was_put_together_from(root: Path) -> None:
    folder = root / "output" / HERE
    assert is_roll_up(folder) and not is_roll_up(root / "output" / REPORT)
    assert check_roll_up(folder, root)[0] == ()
    (folder / "tong-hop.html").write_bytes(b"another")
    (root / "data/raw/tiep-nhan.csv").write_text("x", encoding="utf-8")
    changed, logged = check_roll_up(folder, root)[0]
    assert changed.startswith("tong-hop.html: tệp đã bị sửa sau khi lập")
    assert logged == "tiep-nhan.csv: đã đổi sau khi tổng hợp; hãy chạy cchc build."
    (folder / "ho-so.json").write_bytes(b"{}")
    assert "không đúng dạng" in check_roll_up(folder, root)[0][0]


def test_the_province_s_page_leads_to_its_roll_up(root: Path) -> None:
    write_site(root)
    page = (root / "output/tinh/thanh-hoa.html").read_text(encoding="utf-8")
    assert f'<p>Bản tổng hợp của tỉnh, năm 2024: <a href="../{HERE}/tong-hop.html"' in page
    assert f'href="../{HERE}/tong-hop.xlsx" aria-label="Excel, tổng hợp năm 2024">Excel</a>' in page
    assert "Bản tổng hợp" not in (root / "output/tinh/quang-ninh.html").read_text(encoding="utf-8")


def test_only_a_roll_up_depends_on_what_the_catalogue_has_for_it() -> None:
    """Else a limit that is changed in roll_up.yaml would leave reports of communes as they were, which must be made again."""
    readers = [
        path for path in (ROOT / "cchc").rglob("*.py") if "cchc.catalogue.roll_up" in path.read_text(encoding="utf-8")
    ]
    assert readers and {path.parent.name for path in readers} == {"province"}
