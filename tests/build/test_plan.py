"""What a build does again, and why. In: a built project and a change in it. Out: the tasks of the next build."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc.build.planning.fingerprint import all_versions, program_hashes
from tests.build.several import EARLIER, NAMES, actions, build, by_name, copy, plan
from tests.products.project import SAMPLE_PATH, cchc, snapshot
from tests.products.synthetic import THI_TRAN_2024

SAMPLE, THI_TRAN = "2024/nam/15976", "2024/6-thang/00376"
ALL = dict.fromkeys(NAMES, "all")
EXPORTED = dict.fromkeys(NAMES, "export")
OUTPUT = f"output/{SAMPLE_PATH}"


@pytest.fixture
def root(several: Path, tmp_path: Path) -> Path:
    """A built project of a few reports, to change."""
    return copy(several, tmp_path / "project")


@pytest.fixture
def no_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any process that is started fails the test."""

    def refuse(*_: Any, **__: Any) -> None:
        raise AssertionError("a process is started")

    monkeypatch.setattr("cchc.build.running.pool.start", refuse)


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the functions that processes are started with."""
    from cchc.engine.fork import start

    names: list[str] = []

    def note(function: Callable[..., None], *arguments: Any, **options: Any) -> Any:
        names.append(function.__name__)
        return start(function, *arguments, **options)

    monkeypatch.setattr("cchc.build.running.pool.start", note)
    return names


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) >= 1
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def raw(root: Path, path: str, name: str = "phu_luc_01b.csv") -> Path:
    return root / "data/raw" / path / name


# Nothing to do.


def test_what_has_not_changed_is_up_to_date_and_no_process_is_started(root: Path, no_process: None) -> None:
    before = snapshot(root)
    results = build(root)
    assert [(result.name, result.status) for result in results] == [(name, "current") for name in NAMES]
    assert snapshot(root).keys() == before.keys()


def test_a_file_that_was_only_touched_is_no_change(root: Path) -> None:
    for path in root.rglob("*"):
        os.utime(path, (1, 1))
    assert actions(root) == {}


def test_a_project_that_was_moved_is_up_to_date(root: Path) -> None:
    assert actions(root.rename(root.with_name("moved elsewhere"))) == {}


def test_without_its_memory_of_files_a_project_is_up_to_date(root: Path) -> None:
    (root / "output/.cchc/hashes.json").unlink(missing_ok=True)
    assert actions(root) == {}


# Content: the cells run again.


def test_a_changed_raw_cell_makes_its_own_report_again_and_says_which_file(root: Path) -> None:
    replace(raw(root, THI_TRAN_2024.path), "4101", "4109")
    assert actions(root) == {THI_TRAN: "all"}
    assert plan(root)[THI_TRAN].reasons == ("đã đổi: phu_luc_01b.csv",)


def test_a_changed_raw_cell_also_makes_the_report_again_that_compares_itself_with_it(root: Path) -> None:
    replace(raw(root, EARLIER.path), "4100", "4109")
    assert actions(root) == {"2023/nam/15976": "all", SAMPLE: "all"}
    assert plan(root)[SAMPLE].reasons == (f"đã đổi: {EARLIER.path}/phu_luc_01b.csv",)


def test_a_report_does_not_depend_on_the_period_after_it(root: Path) -> None:
    replace(raw(root, SAMPLE_PATH), "830", "831")
    assert actions(root) == {SAMPLE: "all"}


def test_a_submission_for_the_period_before_that_comes_late_makes_the_report_again(root: Path) -> None:
    before = root / "data/raw" / EARLIER.path
    aside = before.rename(root / "aside")
    (root / f"params/{EARLIER.path}.yaml").unlink()
    assert actions(root) == {SAMPLE: "all"}
    build(root)
    assert actions(root) == {}
    aside.rename(before)
    assert actions(root) == {SAMPLE: "all"}


def test_a_file_that_is_added_or_taken_away_makes_the_report_again(root: Path) -> None:
    raw(root, THI_TRAN_2024.path, "noi_dung.yaml").unlink()
    raw(root, SAMPLE_PATH, "chap_nhan.yaml").write_text("[]\n")
    assert actions(root) == {THI_TRAN: "all", SAMPLE: "all"}


def test_a_file_that_is_no_part_of_a_submission_is_a_remark_and_makes_the_report_again(root: Path) -> None:
    raw(root, SAMPLE_PATH, "ghi chú.docx").write_bytes(b"")
    assert plan(root)[SAMPLE].reasons == ("các tệp khác trong thư mục số liệu đã đổi",)
    result = by_name(build(root))[SAMPLE]
    assert any("ghi chú.docx" in line for line in result.messages)
    assert actions(root) == {}


def test_a_changed_sentence_of_the_notebook_makes_all_reports_again(root: Path) -> None:
    replace(root / "notebooks/bao_cao_xa.ipynb", "hồ sơ", "bộ hồ sơ")
    assert actions(root) == ALL
    assert {task.reasons for task in plan(root).values()} == {("đã đổi: notebooks/bao_cao_xa.ipynb",)}


def test_another_notebook_changes_no_report(root: Path) -> None:
    (root / "notebooks/tra_cuu.ipynb").write_text("{}")
    assert actions(root) == {}


def test_a_changed_program_and_changed_libraries_make_all_reports_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as changed:
        changed.setattr("cchc.build.planning.plan.program_hashes", lambda: {**program_hashes(), "content": "other"})
        assert actions(root) == ALL
        assert plan(root)[SAMPLE].reasons == ("chương trình đã đổi",)
    monkeypatch.setattr("cchc.build.planning.plan.all_versions", lambda: {**all_versions(), "pandas": "0"})
    assert actions(root) == ALL
    assert plan(root)[SAMPLE].reasons == ("phiên bản thư viện đã đổi",)


def test_data_named_by_another_path_make_the_report_again(root: Path) -> None:
    (root / "data/other").symlink_to(root / "data/raw")
    (root / f"params/{THI_TRAN_2024.path}.yaml").write_text(
        'ma_xa: "00376"\nnam: 2024\nky: 6-thang\ndu_lieu: data/other\n'
    )
    assert actions(root) == {THI_TRAN: "all"}
    assert "tham số đã đổi" in plan(root)[THI_TRAN].reasons


def test_a_spelling_of_parameters_that_means_the_same_is_no_change(root: Path) -> None:
    path = root / f"params/{THI_TRAN_2024.path}.yaml"
    path.write_text("# note\nky: '6-thang'\nnam: 2024\nma_xa: '00376'\ndu_lieu: data/raw\n")
    assert actions(root) == {}


# Looks: exported again, no cell runs.


def test_a_changed_stylesheet_exports_all_reports_again_and_runs_no_cell(
    root: Path, monkeypatch: pytest.MonkeyPatch, started: list[str]
) -> None:
    before = snapshot(root / "output")
    with monkeypatch.context() as changed:
        changed.setattr("cchc.build.planning.plan.program_hashes", lambda: {**program_hashes(), "export": "other"})
        assert actions(root) == EXPORTED
        assert plan(root)[SAMPLE].reasons == ("cách trình bày đã đổi",)
        results = build(root)
    assert {result.status for result in results} == {"exported"}
    assert set(started) == {"finish"}
    after = snapshot(root / "output")
    assert [name for name in before if name[:4].isdigit() and after[name] != before[name]] == []


@pytest.mark.parametrize("name", ["bao-cao.html", "bao-cao.pdf"])
def test_a_page_that_is_missing_or_edited_is_exported_again_as_it_was(name: str, root: Path) -> None:
    before = (root / OUTPUT / name).read_bytes()
    (root / OUTPUT / name).write_bytes(before + b" ")
    assert plan(root)[SAMPLE].reasons == (f"{name} bị sửa hoặc thiếu",)
    (root / OUTPUT / name).unlink()
    assert actions(root) == {SAMPLE: "export"}
    build(root)
    assert (root / OUTPUT / name).read_bytes() == before
    assert actions(root) == {}


@pytest.mark.parametrize("name", ["bao-cao.ipynb", "kiem-tra.json"])
def test_what_cannot_be_exported_again_is_made_again_as_it_was(name: str, root: Path) -> None:
    before = snapshot(root / OUTPUT)
    (root / OUTPUT / name).write_bytes(b"{}")
    assert actions(root).keys() == {SAMPLE}
    assert [result.error for result in build(root)] == [""] * len(NAMES)
    assert snapshot(root / OUTPUT) == before


@pytest.mark.parametrize("kind", ["so-lieu", "chi-so", "kiem-tra", "diem"])
def test_a_tidy_table_that_is_missing_is_made_again_as_it_was(kind: str, root: Path) -> None:
    table = root / f"data/processed/{SAMPLE_PATH}.{kind}.parquet"
    before = table.read_bytes()
    table.unlink()
    build(root)
    assert table.read_bytes() == before


def test_a_format_that_was_not_asked_for_before_is_exported_from_what_was_run(root: Path, started: list[str]) -> None:
    before = snapshot(root / OUTPUT)
    build(root, root / f"params/{SAMPLE_PATH}.yaml", formats=("html",), force=True)
    assert "bao-cao.pdf" not in snapshot(root / OUTPUT)
    started.clear()
    assert plan(root)[SAMPLE].reasons == ("chưa có bao-cao.pdf",)
    build(root)
    assert started == ["finish"]
    assert snapshot(root / OUTPUT) == before


def test_a_format_that_is_not_asked_for_is_no_reason_to_do_anything(root: Path) -> None:
    assert actions(root, formats=("html",)) == {}


# What an earlier run left is damaged.


DAMAGED: dict[str, bytes] = {
    "empty": b"",
    "half": b'{"report": {',
    "a list": b"[]",
    "a number": b"7",
    "no UTF-8": b"\xff\xfe",
    "of another version": b'{"report": {}, "inputs": []}',
    "of other types": b'{"report": {"findings": 3}, "parameters": 1, "inputs": 2, "outputs": 3, "others": 4, '
    b'"program": 5, "versions": 6}',
    "without a part": b'{"report": {"findings": {}}, "parameters": {}, "inputs": [{}], "outputs": [{}], "others": [], '
    b'"program": {}, "versions": {}}',
}  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGED)
def test_a_damaged_manifest_makes_its_report_again(damage: str, root: Path) -> None:
    (root / OUTPUT / "ho-so.json").write_bytes(DAMAGED[damage])
    assert actions(root) == {SAMPLE: "all"}


def test_a_missing_manifest_is_written_again_as_it_was(root: Path) -> None:
    before = snapshot(root / OUTPUT)
    (root / OUTPUT / "ho-so.json").unlink()
    build(root)
    assert snapshot(root / OUTPUT) == before


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"7", b'{"a": 1}', b'{"a": [1, 2, 3]}', b"\xff"])
def test_a_damaged_memory_of_files_is_done_without(damage: bytes, root: Path) -> None:
    store = root / "output/.cchc/hashes.json"
    store.write_bytes(damage)
    assert actions(root) == {}


def test_a_file_where_the_folder_of_a_report_should_be_fails_that_report_alone(root: Path) -> None:
    folder = root / OUTPUT
    folder.rename(root / "aside")
    folder.write_text("a file")
    found = by_name(build(root))
    assert [name for name in NAMES if found[name].status == "failed"] in ([], [SAMPLE])
    assert "Traceback" not in found[SAMPLE].error


# What is asked for.


def test_force_makes_what_is_named_again_and_nothing_else(root: Path) -> None:
    params = root / f"params/{THI_TRAN_2024.path}.yaml"
    assert actions(root, params, force=True) == {THI_TRAN: "all"}
    assert plan(root, params, force=True)[THI_TRAN].reasons == ("có yêu cầu làm lại (--force)",)


def test_dry_run_says_what_would_be_made_and_why_and_makes_nothing(root: Path) -> None:
    replace(raw(root, THI_TRAN_2024.path), "4101", "4109")
    (root / OUTPUT / "bao-cao.html").unlink()
    before = {name: data for name, data in snapshot(root).items() if not name.endswith("hashes.json")}
    result = cchc("build", "--root", str(root), "--dry-run")
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.splitlines() == [
        f"LẬP  {THI_TRAN}: đã đổi: phu_luc_01b.csv",
        f"XUẤT {SAMPLE}: bao-cao.html bị sửa hoặc thiếu",
        f"Sẽ lập 1 báo cáo, xuất lại 1, giữ nguyên {len(NAMES) - 2}.",
        "Sẽ lập 0 bản tổng hợp của tỉnh, giữ nguyên 0, không lập 4 (tỉnh chưa có đủ 2 báo cáo để tổng hợp).",
    ]
    assert {name: data for name, data in snapshot(root).items() if not name.endswith("hashes.json")} == before


def test_a_report_under_a_name_that_the_register_no_longer_has_is_replaced(root: Path) -> None:
    folder = root / OUTPUT
    old = folder.with_name("15976-ten-cu")
    folder.rename(old)
    assert by_name(build(root))[SAMPLE].status == "made"
    assert (folder.is_dir(), old.exists()) == (True, False)


def test_a_report_made_again_from_within_its_project_is_there(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    parameters = Path(f"params/{SAMPLE_PATH}.yaml")
    assert [result.status for result in build(Path(), parameters, force=True)] == ["made"]
    assert (root / OUTPUT / "bao-cao.html").is_file()


def test_what_somebody_keeps_beside_a_report_stays(root: Path) -> None:
    scan = root / OUTPUT / "ban-da-ky.pdf"
    scan.write_bytes(b"%PDF-1.4 signed")
    assert [result.status for result in build(root, root / f"params/{SAMPLE_PATH}.yaml", force=True)] == ["made"]
    assert scan.read_bytes() == b"%PDF-1.4 signed"


def test_the_page_of_changes_is_exported_again_without_running_a_cell(root: Path, started: list[str]) -> None:
    [page] = root.glob("output/*/*/*/thay-doi.html")
    before = page.read_bytes()
    page.write_bytes(b"edited")
    assert set(actions(root).values()) == {"export"}
    build(root)
    assert page.read_bytes() == before
    assert started == ["finish"]
