"""When a roll-up is made again. In: a project of three reports, built. Out: a task a province, its reasons, what verify says."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc.build.issuing.issue import issue
from cchc.build.manifest import NamedFile, RollUpManifest, RollUpSummary, list_files, write_manifest
from cchc.build.planning import roll_ups
from cchc.build.planning.fingerprint import all_versions, roll_up_hashes
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import RollUpTask
from cchc.build.planning.requests import find_requests
from cchc.build.planning.roll_ups import plan_roll_ups
from cchc.build.publish import sha256
from cchc.errors import UsageError
from cchc.export.names import ROLL_UP
from cchc.site.write import write_site
from cchc.verify import roll_ups as proof
from cchc.verify.roll_ups import check_roll_up, is_roll_up
from tests.build.several import copy
from tests.build.several import plan as plan_reports
from tests.products.project import ROOT, snapshot

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
    task = _plan(root)["2024/nam/tinh-38"]
    assert (task.action, task.reasons) == ("none", ("tỉnh chưa có đủ 2 báo cáo để tổng hợp",))


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


def test_ahead_of_its_reports_it_waits_for_those_that_will_be_made(root: Path) -> None:
    source = root / "data/raw" / REPORT / "nguon.yaml"
    source.write_bytes(source.read_bytes() + b"# noted\n")
    assert _reasons(root, ahead=True) == ("sau khi lập hoặc lấy lại 1 báo cáo của tỉnh",)


def test_ahead_of_them_so_does_what_looks_back_at_them(root: Path) -> None:
    source = root / "data/raw/2023/nam/15976-hoang-luu/nguon.yaml"
    source.write_bytes(source.read_bytes() + b"# noted\n")
    # The report of 2024 looks back at that of 2023, and so the roll-up waits for both.
    assert _reasons(root, ahead=True) == ("sau khi lập hoặc lấy lại 2 báo cáo của tỉnh",)


def test_ahead_of_them_reports_that_are_not_there_count(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(root / "output/2024/nam")
    assert (_reasons(root), _reasons(root, ahead=True)) == (
        ("tỉnh chưa có đủ 1 báo cáo để tổng hợp",),
        ("chưa có bản tổng hợp",),
    )
    monkeypatch.setattr(roll_ups, "_LEAST", 2)
    assert _reasons(root, ahead=True) == ("tỉnh chưa có đủ 2 báo cáo để tổng hợp",)


def test_nothing_to_come_keeps_it_ahead_too(root: Path) -> None:
    assert (_plan(root, ahead=True)["2024/nam/tinh-38"].action, _reasons(root, ahead=True)) == ("none", ())


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


@pytest.mark.parametrize(
    ("name", "told", "said"),
    [
        ("ma_tinh", "01", "report có tinh là '01', tham số tinh là '38'"),
        ("nam", 2023, "report có nam là 2023, tham số nam là 2024"),
        ("ky", "quy-1", "report có ky là 'quy-1', tham số ky là 'nam'"),
    ],
)
def test_verify_holds_what_the_manifest_says_against_its_parameters(
    root: Path, name: str, told: str | int, said: str
) -> None:
    path = root / "output" / HERE / "ho-so.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    manifest["report"][name] = told
    path.write_text(json.dumps(manifest), encoding="utf-8")
    assert said in check_roll_up(path.parent, root)[0][0]


def test_verify_names_a_roll_up_in_the_folder_of_another_province(root: Path) -> None:
    folder = (root / "output" / HERE).rename(root / "output/2024/nam/tinh-01-ha-noi")
    assert "report.ma_tinh là 38, thư mục tên tinh-01-ha-noi" in check_roll_up(folder, root)[0][0]


def test_verify_makes_it_again_from_the_inputs_that_its_manifest_names(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = root / "output" / HERE
    kept = {path.name: path.read_bytes() for path in folder.iterdir()}
    monkeypatch.setattr(proof, "rebuild_roll_up", lambda *_: kept)
    told = f"{len(FILES)} tệp và 3 đầu vào so với ho-so.json"
    assert check_roll_up(folder, root, again=True) == ((), (told, "đã lập lại và so từng byte"))
    monkeypatch.setattr(proof, "rebuild_roll_up", lambda *_: {**kept, "tong-hop.html": b"mode"})
    (apart,), remarks = check_roll_up(folder, root, again=True)
    assert apart.startswith("tong-hop.html: khác bản lập lại, dòng 1: gặp «made», cần «mode»")
    assert proof.OTHER_PROGRAM not in remarks
    monkeypatch.setattr(proof, "roll_up_hashes", lambda: {"content": "another"})
    assert check_roll_up(folder, root, again=True)[1][-1] == proof.OTHER_PROGRAM


def test_verify_does_not_make_it_again_from_other_inputs(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "rebuild_roll_up", lambda *_: pytest.fail("made again"))
    (root / "data/raw/tiep-nhan.csv").write_text("x", encoding="utf-8")
    assert (
        check_roll_up(root / "output" / HERE, root, again=True)[1][-1]
        == "không lập lại để so: đầu vào không còn như khi tổng hợp"
    )


def test_the_forms_of_the_project_and_the_pictures_of_its_notebook_are_among_what_it_is_made_from(root: Path) -> None:
    form = root / "bieu_mau/thanh-hoa"
    form.mkdir(parents=True)
    for name in ("ky.yaml", "ghi-chu.yaml"):
        (form / name).write_text("x", encoding="utf-8")
    assert _reasons(root) == ("đã đổi: bieu_mau/thanh-hoa/ky.yaml",)
    shutil.rmtree(root / "bieu_mau")
    (root / "notebooks/ban-do.png").write_bytes(b"a picture")
    notebook = json.loads((root / ROLL_UP.notebook).read_text(encoding="utf-8"))
    notebook["cells"][0] = {"cell_type": "markdown", "metadata": {}, "source": "![Bản đồ](ban-do.png)"}
    (root / ROLL_UP.notebook).write_text(json.dumps(notebook), encoding="utf-8")
    assert _reasons(root) == ("đã đổi: notebooks/ban-do.png, notebooks/tong_hop_tinh.ipynb",)


def test_a_roll_up_is_not_issued_and_the_refusal_says_what_to_do_instead(root: Path) -> None:
    before = snapshot(root)
    with pytest.raises(UsageError) as caught:
        issue(root / "output" / HERE, "7", date(2024, 12, 28), root)
    said = str(caught.value)
    assert "đây là bản tổng hợp của tỉnh, cchc issue chỉ ban hành báo cáo của xã" in said
    assert f"ghi số và ngày vào van_ban trong data/raw/{HERE}/nguon.yaml, chạy cchc build" in said
    assert "chép cả thư mục này ra ngoài output/" in said
    assert snapshot(root) == before


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
    assert readers and {path.relative_to(ROOT / "cchc").parts[0] for path in readers} == {"province"}
