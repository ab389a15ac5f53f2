"""A province's own scoring table: read with its form, in the report, in the notebook; and what goes wrong with one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from cchc.catalogue.scoring.scales import Scale
from cchc.cli import app
from cchc.document.model import Block, Notice, Paragraphs, Table, plain_text
from cchc.errors import SubmissionError
from cchc.export.reader import blocks_of, read_parts, submission_of
from cchc.export.reopen import files_of, reopen
from cchc.raw.form_files import check_form_folder
from tests.conftest import make_submission
from tests.products.synthetic import Commune
from tests.products.test_form_of_a_project import ANNEX, OUTLINE, add_form
from tests.products.walk import walk_notebook

GUIDE = Path(__file__).parents[2] / "docs/bieu-mau.md"
CODE, SLUG = "01786", "dong-khe"
COMMUNE = Commune(CODE, SLUG, 2025, "nam", "", "")
ROWS = (
    ANNEX
    + '  - {code: "1.3", khoa: diem.sang_kien, label: "Điểm sáng kiến", kind: measure, parent: "1", need: false}\n'
)
SECTIONS = OUTLINE.replace("need:", '  - {khoa: III, title: "Đánh giá chung"}\nneed:')
SCORES = """title: Bảng chấm điểm mẫu
source: Công văn mẫu
verified: true
total: {most: 20}
groups:
  - so: I
    label: Hồ sơ
    most: 16
    criteria:
      - {so: "1", label: Trực tuyến, most: 12, value: ty_le.truc_tuyen, full_at: 80}
      - {so: "2", label: Trong hạn, most: 4, value: ty_le.trong_han/ho_so.da_giai_quyet, full_at: 90}
  - {so: II, label: Sáng kiến, most: 4, khoa: diem.sang_kien}
"""
HEAD = "stt,chi_tieu,don_vi_tinh,so_lieu,ghi_chu\n"


def project(root: Path, scores: str = SCORES, points: str = "3,5") -> Path:
    """A project with a form that has a scoring table, and a commune's submission: 479 of 830 dossiers online."""
    (add_form(root, phu_luc=ROWS, de_cuong=SECTIONS) / "cham_diem.yaml").write_text(scores, encoding="utf-8")
    make_submission(
        root=root / "data/raw", code=CODE, slug=SLUG, year=2025,
        files={
            "phu_luc_01b.csv": f'{HEAD}1.2,Hồ sơ đến,,830,\n1.3,Điểm sáng kiến,,"{points}",\n',
            "so_lieu_khac.csv": "muc,khoa,gia_tri,don_vi,nguyen_van\nII.2.d,ho_so.truc_tuyen,479,hồ sơ,479 hồ sơ\n",
        },
    )  # fmt: skip
    return root


def blocks(root: Path) -> list[Block]:
    return blocks_of(read_parts(walk_notebook(root, COMMUNE).notebook))


def said(found: list[Block]) -> list[str]:
    return [plain_text(item.inlines) for block in found if isinstance(block, Paragraphs) for item in block.items]


def score_rows(found: list[Block]) -> list[list[str]]:
    (table,) = [block for block in found if isinstance(block, Table) and block.id == "cham_diem"]
    return [[plain_text(cell) for cell in row.cells] for row in table.rows]


def test_the_report_tells_the_points_of_what_is_known_and_what_lacks(tmp_path: Path) -> None:
    # 479 / 830 = 57,7108...% x 12 / 80 = 8,66; 8,66 + 3,5 = 12,16 of 12 + 4; nothing was resolved as far as is known.
    found = blocks(project(tmp_path))
    assert score_rows(found) == [
        ["I", "Hồ sơ", "16", "8,66", "tính trên 12 điểm tối đa của các tiêu chí có số liệu"],
        ["1", "Trực tuyến", "12", "8,66", "Tỷ lệ hồ sơ tiếp nhận trực tuyến: 57,7% so với tổng số hồ sơ tiếp nhận"],
        ["2", "Trong hạn", "4", "", "không đủ số liệu"],
        ["II", "Sáng kiến", "4", "3,5", "điểm đơn vị nêu"],
        ["", "Điểm của các nhóm có số liệu", "16", "12,16", ""],
    ]
    assert (
        "Theo Bảng chấm điểm mẫu, điểm của các nhóm có số liệu: 12,16 trên 16 điểm tối đa; không đủ số liệu: Trong hạn."
        in said(found)
    )


def test_the_table_travels_in_the_notebook(tmp_path: Path) -> None:
    parts = read_parts(walk_notebook(project(tmp_path), COMMUNE).notebook)
    assert "bieu_mau/cao-bang/cham_diem.yaml" in {file.name for file in submission_of(parts).files}
    scoring = reopen(files_of(parts), "x").raw.form.scoring
    assert scoring and scoring.title == "Bảng chấm điểm mẫu"


def test_a_report_without_points_says_nothing_of_them(tmp_path: Path) -> None:
    late = SCORES.replace("verified: true", "verified: true\nvalid_from: 2026-01-01")
    found = blocks(project(tmp_path, late))
    assert not [block for block in found if isinstance(block, Table) and block.id == "cham_diem"]
    assert "Bảng chấm điểm mẫu" not in "".join(said(found))


@pytest.mark.parametrize(("verified", "told"), [("true", 0), ("false", 1)])
def test_a_table_that_was_not_compared_with_its_source_says_so_on_the_screen(
    tmp_path: Path, verified: str, told: int
) -> None:
    found = blocks(project(tmp_path, SCORES.replace("verified: true", f"verified: {verified}")))
    notices = [block for block in found if isinstance(block, Notice) and "chưa đối chiếu" in plain_text(block.inlines)]
    assert [block.screen for block in notices] == [True] * told


@pytest.mark.parametrize(("verified", "severity"), [("true", "E"), ("false", "W")])
def test_points_over_the_most_of_the_table_are_found(tmp_path: Path, verified: str, severity: str) -> None:
    scores = SCORES.replace("verified: true", f"verified: {verified}")
    result = CliRunner().invoke(
        app, ["check", str(project(tmp_path, scores, points="4,5") / f"data/raw/2025/nam/{CODE}-{SLUG}"), "--json"]
    )
    found = [one for one in yaml.safe_load(result.stdout) if one["rule"] == "CEILING"]
    assert [(one["keys"], one["severity"]) for one in found] == [(["diem.sang_kien"], severity)]


ONLINE = """title: Bảng chấm điểm mẫu
source: Công văn mẫu
verified: true
total: {most: 12}
groups:
  - {so: I, label: Trực tuyến, most: 12, khoa: diem.sang_kien, value: ty_le.truc_tuyen, full_at: 80}
"""


def recalculated(root: Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["check", str(root / f"data/raw/2025/nam/{CODE}-{SLUG}"), "--json"])
    return [one for one in yaml.safe_load(result.stdout) if one["rule"] == "RATE_RECALC"]


def test_points_that_are_not_those_of_the_rule_are_a_question(tmp_path: Path) -> None:
    # 479 / 830 = 57,7108...% x 12 / 80 = 8,66.
    (found,) = recalculated(project(tmp_path, ONLINE, points="9,5"))
    assert found["severity"] == "W"
    assert found["keys"] == ["diem.sang_kien", "ho_so.truc_tuyen", "ho_so.tiep_nhan"]
    assert found["message"] == (
        "«Điểm sáng kiến» 9,5 điểm; theo bảng chấm điểm «Bảng chấm điểm mẫu» thì được 8,66 điểm: "
        "«Tỷ lệ hồ sơ tiếp nhận trực tuyến» 57,7% so với tổng số hồ sơ tiếp nhận."
    )


def test_points_that_are_those_of_the_rule_are_none(tmp_path: Path) -> None:
    assert recalculated(project(tmp_path, ONLINE, points="8,7")) == []


@pytest.mark.parametrize(
    "parts",
    [
        {"ho_so.truc_tiep": 300, "ho_so.bcci": 0},  # with 479 online: 779 of 830 that the annex has
        {"ho_so.truc_tuyen.mot_phan": 100, "ho_so.truc_tuyen.toan_trinh": 300},  # 400 of 479
    ],
)
def test_nobody_is_asked_about_points_of_a_figure_that_is_itself_in_error(
    tmp_path: Path, parts: dict[str, int]
) -> None:
    root = project(tmp_path, ONLINE, points="9,5")
    with (root / f"data/raw/2025/nam/{CODE}-{SLUG}/so_lieu_khac.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"II.2.d,{key},{number},hồ sơ,{number} hồ sơ\n" for key, number in parts.items())
    assert recalculated(root) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("most: 16", "most: mười", 'cham_diem.yaml, dòng 8: khóa "groups.1.most": gặp "mười"; cần số không âm như 12 hoặc 12,5.'),
        ("label: Hồ sơ", "ten: Hồ sơ", 'khóa "groups.1.ten" lạ'),
        ("total: {most: 20}", "total: {most: 21}", "total.most là 21, các nhóm cộng lại có 20 điểm tối đa; cần bằng nhau"),
        ("verified: true", "verified: co", 'cham_diem.yaml, dòng 3: khóa "verified": gặp "co"; cần true hoặc false.'),
        (", full_at: 80", "", "«Trực tuyến»: có value thì cần full_at hoặc steps"),
        ("ty_le.truc_tuyen", "ty_le.tructuyen",
         'cham_diem.yaml, «Trực tuyến»: value «ty_le.tructuyen» không phải là một tỷ lệ hay khóa (có phải "ty_le.truc_tuyen"?)'),
        ("/ho_so.da_giai_quyet", "/ho_so.giai_quyet", "ty_le.trong_han không có mẫu số ho_so.giai_quyet"),
        ("diem.sang_kien", "diem.sangkien", "cham_diem.yaml: không có khóa diem.sangkien"),
    ],
)  # fmt: skip
def test_form_check_says_what_is_wrong_with_the_table(tmp_path: Path, old: str, new: str, message: str) -> None:
    project(tmp_path, SCORES.replace(old, new, 1))
    with pytest.raises(SubmissionError) as caught:
        check_form_folder(tmp_path / "bieu_mau/cao-bang")
    assert message in str(caught.value)


def test_form_check_wants_the_section_that_tells_points(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "bieu_mau/cao-bang/de_cuong.yaml").write_text(OUTLINE, encoding="utf-8")
    with pytest.raises(SubmissionError, match="mục III"):
        check_form_folder(tmp_path / "bieu_mau/cao-bang")


def test_form_check_counts_the_groups_of_a_sound_table(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["form", "check", str(project(tmp_path) / "bieu_mau/cao-bang")])
    assert (result.exit_code, "bảng chấm điểm 2 nhóm" in result.output) == (0, True)


def test_the_guides_example_is_a_sound_table() -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (example,) = [text for text in blocks if "groups:" in text]
    assert sum(one.example is not None for one in Scale.model_validate(yaml.safe_load(example)).items()) == 2
