"""Prove a report, and say what was tampered with. In: the sample, built once; a copy of it for each tampering."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cchc.build.publish import as_json, sha256
from cchc.errors import UsageError
from cchc.verify import reports as proof
from cchc.verify.differences import first_difference
from cchc.verify.reports import Verdict, verify
from tests.products.project import Built


@pytest.fixture
def made(sample: Built, tmp_path: Path) -> Built:
    """A copy of the sample's project and its report, to be tampered with."""
    shutil.copytree(sample.root, tmp_path / "project")
    return Built(tmp_path / "project")


def only(verdicts: Any) -> Verdict:
    (verdict,) = verdicts
    assert isinstance(verdict, Verdict)
    return verdict


def told(made: Built) -> list[str]:
    return list(only(verify(made.folder, made.root)).differences)


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def edit_manifest(made: Built, change: Callable[[dict[str, Any]], None]) -> None:
    path = made.folder / "ho-so.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    change(manifest)
    path.write_bytes(as_json(manifest))


def test_a_report_as_it_was_built_is_proved(sample: Built) -> None:
    verdict = only(verify(sample.folder, sample.root))
    assert verdict.differences == ()
    assert verdict.lines()[0].startswith("ĐÚNG ")


def test_a_folder_of_many_reports_has_a_verdict_each(made: Built) -> None:
    shutil.copytree(made.folder, made.folder.with_name("15976-ban-sao"))
    replace(made.folder / "bao-cao.html", "830", "831")
    verdicts = list(verify(made.root / "output", made.root))
    assert [(verdict.path.name, verdict.proved) for verdict in verdicts] == [
        ("15976-ban-sao", True),
        ("15976-hoang-luu", False),
    ]


@pytest.mark.parametrize("name", ["bao-cao.html", "kiem-tra.json", "bao-cao.ipynb"])
def test_an_edited_output_is_named_with_both_hashes(made: Built, name: str) -> None:
    before = sha256((made.folder / name).read_bytes())
    replace(made.folder / name, "830", "831")
    after = sha256((made.folder / name).read_bytes())
    (difference,) = [line for line in told(made) if line.startswith(f"{name}: tệp đã bị sửa")]
    assert f"cần {before}, gặp {after}" in difference


def test_a_missing_output_is_named(made: Built) -> None:
    (made.folder / "bao-cao.pdf").unlink()
    (difference,) = told(made)
    assert difference.startswith("bao-cao.pdf: hồ sơ có tệp này nhưng không thấy")


def test_a_file_that_is_no_part_of_the_report_is_named(made: Built) -> None:
    (made.folder / "bao-cao-moi.pdf").write_bytes(b"")
    (difference,) = told(made)
    assert difference.startswith("bao-cao-moi.pdf: không có trong hồ sơ")


def test_an_edited_raw_file_is_named_with_its_path(made: Built) -> None:
    replace(made.raw / "phu_luc_01b.csv", "830", "831")
    (difference,) = told(made)
    assert difference.startswith(f"{made.raw / 'phu_luc_01b.csv'}: đầu vào đã đổi sau khi lập báo cáo (sha256 cần ")


def test_a_raw_file_that_came_since_is_named(made: Built) -> None:
    (made.raw / "chap_nhan.yaml").write_text("[]", encoding="utf-8")
    (difference,) = told(made)
    assert "chap_nhan.yaml: tệp mới, chưa có khi lập báo cáo" in difference


def test_a_period_to_compare_with_that_came_since_is_named(made: Built) -> None:
    earlier = made.root / "data/raw/2023/nam/15976-hoang-luu"
    earlier.mkdir(parents=True)
    source = '{"ma_xa": "15976", "nam": "2023", "ky": "nam", "tu_ngay": "2022-12-15", "den_ngay": "2023-12-14"}'
    (earlier / "nguon.yaml").write_text(source, encoding="utf-8")
    [difference] = told(made)
    assert "2023/nam/15976-hoang-luu/nguon.yaml: tệp mới, chưa có khi lập báo cáo" in difference


def test_an_edited_notebook_is_named(made: Built) -> None:
    replace(made.root / "notebooks/bao_cao_xa.ipynb", "UBND", "UBNN")
    (difference,) = told(made)
    assert "notebooks/bao_cao_xa.ipynb: đầu vào đã đổi" in difference


def test_inputs_that_are_elsewhere_are_missed_and_root_is_named(made: Built, tmp_path: Path) -> None:
    differences = only(verify(made.folder, tmp_path)).differences
    assert any("--root" in line for line in differences)


def test_a_manifest_with_another_hash_of_an_input_contradicts_the_notebook(made: Built) -> None:
    replace(made.raw / "phu_luc_01b.csv", "830", "831")
    digest = sha256((made.raw / "phu_luc_01b.csv").read_bytes())

    def change(manifest: dict[str, Any]) -> None:
        next(entry for entry in manifest["inputs"] if entry["name"] == "phu_luc_01b.csv")["sha256"] = digest

    edit_manifest(made, change)
    (difference,) = told(made)
    assert difference.startswith(f"ho-so.json: phu_luc_01b.csv có sha256 {digest}, bao-cao.ipynb mang ")


def test_a_manifest_with_fewer_errors_contradicts_the_findings(made: Built) -> None:
    edit_manifest(made, lambda manifest: manifest["report"]["findings"].update(E=0))
    (difference,) = told(made)
    assert difference.startswith("ho-so.json: report.findings.E là 0, kiem-tra.json có 27")


def test_a_manifest_of_another_commune_contradicts_itself(made: Built) -> None:
    edit_manifest(made, lambda manifest: manifest["report"].update(ma_xa="15979"))
    (difference,) = told(made)
    assert "report.ma_xa là '15979', tham số ma_xa là '15976'" in difference


def test_a_manifest_that_leads_out_of_the_folder_is_not_followed(made: Built) -> None:
    edit_manifest(made, lambda manifest: manifest["outputs"].append({"name": "../../x", "sha256": "0"}))
    (difference,) = told(made)
    assert 'tên tệp "../../x" không thể là một tệp của báo cáo' in difference


@pytest.mark.parametrize("name", ["/dev/zero", "../../x/nguon.yaml", "2023/nam/../nguon.yaml", "khac.csv"])
def test_a_manifest_that_names_what_is_no_input_is_not_followed(made: Built, name: str) -> None:
    edit_manifest(made, lambda manifest: manifest["inputs"].append({"name": name, "sha256": "0"}))
    assert any(f'tên tệp "{name}" không thể là một đầu vào của báo cáo' in line for line in told(made))


def test_a_notebook_whose_raw_files_are_out_of_form_is_a_difference_and_no_traceback(made: Built) -> None:
    replace(made.folder / "bao-cao.ipynb", '"files":[', '"files":[{}, ')
    assert any("khối “submission” không đúng dạng" in line for line in told(made))


@pytest.mark.parametrize(
    "content", ["", "[]", '{"inputs": []}', '{"inputs": 1, "outputs": 2, "parameters": 3}', "[" * 100_000]
)
def test_a_manifest_out_of_form_is_a_difference_and_no_traceback(made: Built, content: str) -> None:
    (made.folder / "ho-so.json").write_text(content, encoding="utf-8")
    (difference,) = told(made)
    assert difference.startswith("ho-so.json: không đúng dạng của một hồ sơ báo cáo")


@pytest.mark.parametrize("name", ["kiem-tra.json", "bao-cao.ipynb"])
def test_a_file_that_nests_without_end_is_a_difference_and_no_traceback(made: Built, name: str) -> None:
    (made.folder / name).write_text("[" * 100_000, encoding="utf-8")
    assert all(line.startswith(name) for line in told(made))
    assert len(told(made)) == 2  # its hash, and that it cannot be read


@pytest.mark.parametrize("same_program", [False, True])
def test_a_notebook_of_another_version_is_told_by_its_hash_alone(made: Built, same_program: bool) -> None:
    path = made.folder / "bao-cao.ipynb"
    replace(path, '"cause":', '"of_then":')  # as a version wrote it that named no causes yet

    def as_then(manifest: dict[str, Any]) -> None:
        del manifest["report"]["findings"]["causes"], manifest["report"]["figures_in_error"]
        manifest["program"]["content"] = manifest["program"]["content"] if same_program else "0" * 64
        (entry,) = (one for one in manifest["outputs"] if one["name"] == "bao-cao.ipynb")
        entry["sha256"] = sha256(path.read_bytes())

    edit_manifest(made, as_then)
    verdict = only(verify(made.folder, made.root))
    assert [text.partition(":")[0] for text in verdict.differences] == (["bao-cao.ipynb"] if same_program else [])
    assert any("do một bản khác của chương trình lập" in remark for remark in verdict.remarks) is not same_program


def test_a_report_without_a_manifest_is_not_proved(made: Built) -> None:
    (made.folder / "ho-so.json").unlink()
    (difference,) = told(made)
    assert difference.startswith("ho-so.json: không có hoặc không đọc được")


def test_where_there_is_no_report_the_command_is_wrong(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "không có", Path(__file__)):
        with pytest.raises(UsageError, match="cần thư mục báo cáo"):
            list(verify(path, tmp_path))


def test_a_report_made_again_is_the_same_to_the_byte(sample: Built) -> None:
    verdict = only(verify(sample.folder, sample.root, again=True))
    assert verdict.differences == ()
    assert "đã lập lại và so từng byte" in verdict.remarks


def test_a_report_whose_inputs_changed_is_not_made_again(made: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "rebuild", lambda *_: pytest.fail("made again"))
    replace(made.raw / "phu_luc_01b.csv", "830", "831")
    verdict = only(verify(made.folder, made.root, again=True))
    assert len(verdict.differences) == 1
    assert verdict.remarks[-1].startswith("không lập lại để so")


def forge(made: Built, name: str, content: bytes) -> None:
    """Put a file in place of one of the report's, its hash in the manifest too."""
    (made.folder / name).write_bytes(content)

    def change(manifest: dict[str, Any]) -> None:
        next(entry for entry in manifest["outputs"] if entry["name"] == name)["sha256"] = sha256(content)

    edit_manifest(made, change)


def test_a_page_forged_with_its_hash_is_found_by_making_the_report_again(
    made: Built, sample: Built, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = sample.html.replace("đã tiếp nhận", "đã nhận được", 1)
    forge(made, "bao-cao.html", html.encode())
    genuine = {path.name: path.read_bytes() for path in sample.folder.iterdir()}
    monkeypatch.setattr(proof, "rebuild", lambda *_: genuine)
    assert told(made) == []
    differences = only(verify(made.folder, made.root, again=True)).differences
    assert [line.partition(":")[0] for line in differences] == ["bao-cao.html", "ho-so.json"]
    assert "đã nhận được" in differences[0] and "đã tiếp nhận" in differences[0]
    assert "outputs.0.sha256" in differences[1]


def test_the_first_difference_of_json_is_named_by_its_path() -> None:
    found, expected = {"a": {"b": [1, 2]}, "c": 1}, {"a": {"b": [1, 3]}, "c": 2}
    assert first_difference("x.json", as_json(found), as_json(expected)) == "a.b.1: gặp 2, cần 3"


def test_a_key_that_is_missing_is_a_difference() -> None:
    assert first_difference("x.json", b"{}", b'{"a": 1}') == "a: gặp không có gì, cần 1"


def test_the_first_difference_of_a_notebook_is_named_by_cell_and_block() -> None:
    def notebook(text: str) -> bytes:
        block = {"block": "paragraphs", "section": "I.1", "items": [text]}
        outputs = [{"data": {"application/vnd.cchc.block+json": block}}]
        return json.dumps({"cells": [{"outputs": []}, {"outputs": outputs}]}).encode()

    line = first_difference("bao-cao.ipynb", notebook("một"), notebook("hai"))
    assert line == 'ô thứ 2, khối paragraphs mục I.1, outputs.0.data.items.0: gặp "một", cần "hai"'


def test_the_first_difference_of_a_page_is_named_by_line_and_id() -> None:
    found, expected = b'<p id="so-1">1</p>\n<p>hai</p>', b'<p id="so-1">1</p>\n<p>ba</p>'
    assert first_difference("x.html", found, expected).startswith("dòng 2, sau id so-1: gặp «")


def test_a_page_is_compared_by_what_it_says_before_its_head() -> None:
    found, expected = (f"<style>{n}</style>\n<body>\n<p>{n}</p>".encode() for n in ("một", "hai"))
    assert first_difference("x.html", found, expected).startswith("dòng 3: ")
    head_only = expected.replace(b"<style>hai", b"<style>ba")
    assert first_difference("x.html", head_only, expected).startswith("dòng 1: ")


def test_the_same_content_in_another_spelling_of_json_is_a_difference() -> None:
    assert first_difference("x.json", b'{"a":1}', b'{"a": 1}').startswith("dòng 1: ")
