"""The guide for analysts tells the truth. In: docs/huong-dan.md. Out: nothing; a line that does not work fails."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml

import cchc
from cchc.catalogue.tables import tidy_tables
from cchc.checks.run import CheckReport
from cchc.document.opening import open_submission
from cchc.province.given import read_province
from cchc.raw.keys import ProvinceKey
from tests.intake.documents.seed_word import seed_docx
from tests.products.project import ROOT, SAMPLE_PATH, Built, copy_project
from tests.products.project import cchc as run_cchc

GUIDE = (ROOT / "docs/huong-dan.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LARGEST_PICTURE = 150_000


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)


def command_lines() -> list[list[str]]:
    return [shlex.split(line, comments=True) for block in blocks("sh") for line in block.splitlines()]


CORRECTION, ACCEPTANCE, PARAMETERS, BATCH, PROVINCE = blocks("yaml")


def examined(folder: Path, **decisions: str) -> CheckReport:
    """The findings of the sample with these files beside its own."""
    shutil.copytree(ROOT / "data/raw" / SAMPLE_PATH, folder)
    for name, content in decisions.items():
        (folder / f"{name}.yaml").write_text(content, encoding="utf-8")
    return open_submission(folder).check_report


def test_every_command_that_is_not_ours_is_make_or_the_environment() -> None:
    others = [words for words in command_lines() if words[0] != "cchc"]
    assert others == [["make", "report"], ["source", ".venv/bin/activate"], ["make", "lab"]]
    for _, word in (words for words in others if words[0] == "make"):
        assert re.search(rf"^{word}:", MAKEFILE, flags=re.MULTILINE)


# Files that a reader has and this project has not; tests/intake reads such ones.
OF_ONES_OWN = {"bieu-06a.xls", "bao-cao.docx", "thu-muc-bao-cao/"}


def test_the_commands_work_in_the_order_in_which_they_stand(tmp_path: Path) -> None:
    root = copy_project(tmp_path / "project")
    (root / "params/2024/nam/16000-hoang-thanh.yaml").write_text(PARAMETERS, encoding="utf-8")
    (root / "thanh-hoa.yaml").write_text(BATCH, encoding="utf-8")
    lines = [words[1:] for words in command_lines() if words[0] == "cchc"]
    assert {words[0] for words in lines} == {
        "build",
        "check",
        "find",
        "template",
        "import",
        "demo",
        "diff",
        "verify",
        "status",
    }
    for words in (words for words in lines if OF_ONES_OWN.isdisjoint(words)):
        result = run_cchc(*words, folder=root)
        assert result.returncode == 0, f"{words}\n{result.stderr}"
    made = {path.parent.name for path in root.glob("output/2024/nam/*/bao-cao.html")}
    assert made == {"15976-hoang-luu", "16000-hoang-thanh"}
    assert len([*root.glob("thu-nghiem/output/2025/nam/*/bao-cao.html")]) == 10


def test_the_commands_of_the_readme_work_in_the_order_in_which_they_stand(tmp_path: Path) -> None:
    """Two made-up communes instead of 200; the report that exists only as a document is the sample's."""
    root = copy_project(tmp_path / "project")
    (root / "bao-cao-cu.docx").write_bytes(seed_docx())
    blocks_of_readme = re.findall(r"^```sh\n(.*?)^```", README, flags=re.MULTILINE | re.DOTALL)
    lines = [shlex.split(line, comments=True) for block in blocks_of_readme for line in block.splitlines()]
    ours = [words[1:] for words in lines if words and words[0].endswith("/cchc")]
    assert [words[0] for words in ours] == ["demo", "build", "template", "import", "check"]
    for words in ours:
        result = run_cchc(*("2" if word == "200" else word for word in words), folder=root)
        assert result.returncode == 0, f"{words}\n{result.stderr}"
    assert len([*root.glob("demo/output/2025/nam/*/bao-cao.pdf")]) == 2


def test_the_correction_shown_closes_a_finding_of_the_sample(tmp_path: Path) -> None:
    before, after = examined(tmp_path / "a"), examined(tmp_path / "b", dieu_chinh=CORRECTION)
    [entry] = yaml.safe_load(CORRECTION)
    cell = (entry["tep"], entry["dong"], entry["cot"])

    def speaking(check_report: CheckReport) -> list[str]:
        return [f.rule for f in check_report.findings if cell in [(p.file, p.row, p.column) for p in f.where]]

    assert "REDUCTION_RECALC" in speaking(before)
    assert "REDUCTION_RECALC" not in speaking(after)


def test_the_acceptance_shown_closes_a_finding_of_the_sample(tmp_path: Path) -> None:
    before, after = examined(tmp_path / "a"), examined(tmp_path / "b", chap_nhan=ACCEPTANCE)
    assert (len(before.void), len(after.void)) == (0, 0)
    assert [f.rule for f in after.findings if not f.open] == ["CEILING"]
    assert len([f for f in before.findings if f.open]) == len([f for f in after.findings if f.open]) + 1


def test_the_file_of_a_province_shown_is_read(tmp_path: Path) -> None:
    (tmp_path / "nguon.yaml").write_text(PROVINCE, encoding="utf-8")
    source, files = read_province(tmp_path, ProvinceKey.checked("38", 2026, "nam"))
    assert (source.co_quan[-1], source.van_ban.so, len(files)) == ("Sở Nội vụ", "7", 1)


def test_the_lines_of_python_work_on_the_sample(sample: Built, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(sample.root)
    names: dict[str, object] = {}
    shown = []
    for block in blocks("python"):
        *before, last = ast.parse(block).body
        assert isinstance(last, ast.Expr)
        exec(compile(ast.Module(before, []), "guide", "exec"), names)
        shown.append(eval(compile(ast.Expression(last.value), "guide", "eval"), names))
    received, rates, counted = (table.texts for table in shown)
    assert received.to_numpy().tolist() == [["Xã Hoằng Lưu", "830", "hồ sơ", "phu_luc_01b.csv", "38"]]
    assert "71,0%" in rates["Giá trị"].tolist()  # 589 of 830
    assert set(counted.columns) == {"Tệp", "Số phát hiện"}


def test_every_column_is_explained_in_the_words_of_the_catalogue() -> None:
    described = tidy_tables()
    groups = (described.identity, *(table.fields for table in described.tables))
    groups = (*groups, described.compared, described.summed, described.units)
    rows = [f"| `{field.name}` | {field.title}: {field.description} |" for fields in groups for field in fields]
    assert re.findall(r"^\| `[a-z_]+` \|.*$", GUIDE, flags=re.MULTILINE) == rows


def test_every_name_of_the_package_that_the_guide_uses_is_offered() -> None:
    named = set(re.findall(r"\bcchc\.([a-z_]+)", GUIDE))
    assert {"load_counts", "load_indicators", "load_findings", "show_table", "open_report"} <= named
    assert named <= set(cchc.__all__)


def test_every_heading_is_in_the_table_of_contents() -> None:
    headings = re.findall(r"^## (\d+\. .+)$", GUIDE, flags=re.MULTILINE)
    links = re.findall(r"^(\d+\.) \[(.+)\]\(#(.+)\)$", GUIDE, flags=re.MULTILINE)
    assert [f"{number} {text}" for number, text, _ in links] == headings
    assert [target for *_, target in links] == [
        h.lower().replace(".", "").replace(",", "").replace(" ", "-") for h in headings
    ]


def test_the_pictures_are_small_and_described() -> None:
    pictures = re.findall(r'<img src="([^"]+)"[^>]* alt="([^"]+)"', GUIDE)
    assert len(pictures) == GUIDE.count("<img ") == 6
    for name, description in pictures:
        content = (ROOT / "docs" / name).read_bytes()
        assert content.startswith(b"\x89PNG")
        assert len(content) < LARGEST_PICTURE
        assert len(description) > 20
