"""A province's own form, added to a project as files: rows, order and titles of sections, and what goes wrong with one."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cchc.build.parameters import Parameters
from cchc.build.planning.hashes import FileHashes
from cchc.build.planning.plan import Planner
from cchc.build.template import write_template
from cchc.catalogue.form import form_for, package_forms
from cchc.cli import app
from cchc.document.model import Heading
from cchc.errors import CatalogueError, CchcError, SubmissionError
from cchc.export.pdf import render_pdf
from cchc.export.reader import blocks_of, read_parts, submission_of
from cchc.export.reopen import files_of, reopen
from cchc.raw.form_files import check_form_folder, form_faults, read_form
from cchc.raw.keys import ReportKey
from cchc.raw.submission import read_submission
from cchc.verify.verify_pdf import read_attachments
from tests.conftest import make_submission
from tests.products.synthetic import Commune
from tests.products.walk import walk_notebook

PACKAGE = Path(__file__).parents[2] / "cchc/catalogue/forms/hai-cap"
CODE, SLUG = "01786", "dong-khe"
COMMUNE = Commune(CODE, SLUG, 2025, "nam", "", "")
ANNEX = """title: THỐNG KÊ
source: Công văn mẫu
rows:
  - {code: "1", label: "Chỉ đạo", kind: heading, section: II.7}
  - {code: "1.1", label: "Số sáng kiến", kind: count, unit: Sáng kiến, parent: "1"}
  - {code: "1.2", khoa: ho_so.tiep_nhan, label: "Hồ sơ nhận của {tinh}", con_goi: [Hồ sơ đến], kind: count, parent: "1"}
"""
OUTLINE = """source: Công văn mẫu
sections:
  - {khoa: mo_dau, title: ""}
  - {khoa: II, so: I, title: "Kết quả"}
  - {khoa: II.7, so: "1", title: "Sáng kiến"}
  - {khoa: II.2, so: "2", title: "Thủ tục hành chính ở cơ sở"}
  - {khoa: II.2.d, so: "a", title: "Hồ sơ"}
  - {khoa: I, so: II, title: "Chỉ đạo"}
  - {khoa: I.1, title: "Văn bản chỉ đạo"}
need: {source: Công văn mẫu, verified: false}
"""


def add_form(root: Path, name: str = "cao-bang", provinces: str = '["04"]', **files: str) -> Path:
    """A form of a project; `files` are texts instead of those above, by the first word of their name."""
    folder = root / "bieu_mau" / name
    folder.mkdir(parents=True)
    head = f"id: {name}\ntitle: Mẫu\nprovinces: {provinces}\nvalid_from: 2025-07-01\nverified: false\nsource: Công văn mẫu\n"
    for file, text in (("bieu_mau", head), ("phu_luc", ANNEX), ("de_cuong", OUTLINE)):
        (folder / f"{file}.yaml").write_text(files.get(file, text), encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    add_form(tmp_path)
    make_submission(
        root=tmp_path / "data/raw", code=CODE, slug=SLUG, year=2025,
        texts={"II.7": "Có sáng kiến của công chức trẻ.", "I.1": "Đã chỉ đạo kịp thời.", "II.2.d": "Hồ sơ được số hóa."},
        files={"phu_luc_01b.csv": "stt,chi_tieu,don_vi_tinh,so_lieu,ghi_chu\n1.1,Số sáng kiến,Sáng kiến,5,\n1.2,Hồ sơ đến,,8,\n"},
    )  # fmt: skip
    return tmp_path


def test_the_packages_forms_have_no_fault() -> None:
    assert [line for form in package_forms() for line in form_faults(form)] == []


def test_the_sections_come_in_the_forms_order_under_its_numbers_and_titles(project: Path) -> None:
    parts = read_parts(walk_notebook(project, COMMUNE).notebook)
    printed = [block.printed for block in blocks_of(parts) if isinstance(block, Heading)]
    assert printed == [
        "I. Kết quả", "1. Sáng kiến", "2. Thủ tục hành chính ở cơ sở", "a) Hồ sơ", "II. Chỉ đạo", "1. Văn bản chỉ đạo",
    ]  # fmt: skip


def test_a_name_that_the_form_gives_is_used_from_its_day_on_and_others_are_those_of_the_package(tmp_path: Path) -> None:
    words = """words:
  - {name: mot_cua, text: "Trung tâm của {xa}", valid_from: "2025-10-01", source: Quyết định mẫu}
"""
    (add_form(tmp_path) / "tu_ngu.yaml").write_text(words, encoding="utf-8")
    form, files = read_form(tmp_path / "bieu_mau/cao-bang")
    kinds = {"xa": "xã", "huyen": "", "tinh": "tỉnh"}
    assert "bieu_mau/cao-bang/tu_ngu.yaml" in [file.name for file in files]
    assert form.names_on(date(2025, 9, 30), kinds)["mot_cua"] == "Trung tâm Phục vụ hành chính công"
    assert form.names_on(date(2025, 10, 1), kinds)["mot_cua"] == "Trung tâm của xã"
    assert form.names_on(date(2025, 10, 1), kinds)["cong_dvc"] == "Cổng Dịch vụ công quốc gia"


def test_text_of_a_section_that_the_notebook_lacks_is_printed_and_what_the_form_lacks_is_not(project: Path) -> None:
    parts = read_parts(walk_notebook(project, COMMUNE).notebook)
    sections = {block.section for block in blocks_of(parts) if block.section}
    assert {"II.7", "II.2.d", "I.1"} <= sections
    said = str(blocks_of(parts))
    assert "Có sáng kiến của công chức trẻ." in said
    assert "Số sáng kiến" in said and "băng rôn" not in said


def test_a_row_of_the_form_is_a_number_like_any_other(project: Path) -> None:
    submission = read_submission(project / f"data/raw/2025/nam/{CODE}-{SLUG}")
    assert submission.form.head.id == "cao-bang"
    assert [row.label for row in submission.form.rows][2] == "Hồ sơ nhận của tỉnh"
    assert [match.row.key for match in submission.form.find("hồ sơ đến")] == ["ho_so.tiep_nhan"]


def test_the_forms_files_travel_in_the_notebook_and_in_the_pdf(project: Path, tmp_path: Path) -> None:
    parts = read_parts(walk_notebook(project, COMMUNE).notebook)
    names = [f"bieu_mau/cao-bang/{name}.yaml" for name in ("bieu_mau", "phu_luc", "de_cuong")]
    assert set(names) < {file.name for file in submission_of(parts).files}
    assert reopen(files_of(parts), "x").raw.form.head.id == "cao-bang"
    attached = read_attachments(render_pdf(parts), tmp_path)
    assert attached[names[1]].decode() == ANNEX
    assert reopen(attached, "x").raw.form.head.id == "cao-bang"


def test_a_changed_form_is_a_changed_input(project: Path) -> None:
    planner = Planner(project, FileHashes(), ())
    parameters = Parameters(ReportKey(CODE, 2025, "nam"), "data/raw")
    stated = [f"bieu_mau/cao-bang/{name}.yaml" for name in ("bieu_mau", "phu_luc", "de_cuong")]
    before = planner.inputs(parameters, stated)
    assert set(stated) <= before.keys()
    (project / stated[1]).write_text(ANNEX.replace("Số sáng kiến", "Sáng kiến"), encoding="utf-8")
    after = Planner(project, FileHashes(), ()).inputs(parameters, stated)
    assert [name for name in before if before[name] != after[name]] == [stated[1]]


def test_a_form_of_another_province_or_time_leaves_the_packages(project: Path) -> None:
    make_submission(project / "data/raw", code="10114", slug="thanh-oai", year=2025)
    assert read_submission(project / "data/raw/2025/nam/10114-thanh-oai").form.head.id == "hai-cap"
    assert form_for(date(2024, 12, 14)).head.id == "01b-2024"


def test_two_forms_that_hold_at_once_are_an_error(project: Path) -> None:
    folder = add_form(project, "toan-quoc", "all")
    with pytest.raises(CchcError, match='"cao-bang", "toan-quoc" cùng áp dụng'):
        read_submission(project / f"data/raw/2025/nam/{CODE}-{SLUG}")
    with pytest.raises(SubmissionError, match='"cao-bang" cũng áp dụng'):
        check_form_folder(folder)
    assert issubclass(CatalogueError, CchcError)


def test_the_template_is_that_of_the_projects_form(project: Path) -> None:
    folder = project / "moi"
    write_template(folder, ReportKey(CODE, 2025, "nam"))
    rows = (folder / "phu_luc_01b.csv").read_text(encoding="utf-8").splitlines()
    assert rows[1:] == ["1,Chỉ đạo,,,", "1.1,Số sáng kiến,Sáng kiến,,", "1.2,Hồ sơ nhận của tỉnh,,,"]
    assert "## Sáng kiến\n#II.7: |" in (folder / "noi_dung.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("phu_luc", "kind: count, unit", "kind: dem, unit", "phu_luc.yaml, dòng 5: khóa \"rows.2.kind\": gặp \"dem\"; cần một trong"),
        ("phu_luc", "label: \"Số", "nhan: \"Số", 'khóa "rows.2.nhan" lạ'),
        ("phu_luc", 'code: "1.2"', 'code: "1.1"', "dòng 1.1: mã hoặc khóa"),
        ("phu_luc", "Hồ sơ đến", "Số sáng kiến", "tên «Số sáng kiến» cũng là tên của dòng"),
        ("phu_luc", "section: II.7", "section: II.9", 'section "II.9" không có trong de_cuong.yaml'),
        ("phu_luc", 'parent: "1"}\n', 'parent: "7"}\n', "cần dòng 7 (parent) đứng phía trên"),
        ("de_cuong", "{khoa: II, so: I,", "{khoa: II, bac: 2, so: I,", 'mục "II" ở bậc 2: cần một mục bậc 1 phía trên'),
        ("de_cuong", "khoa: I.1", "khoa: II.2", "mục II.2 có hai lần"),
        ("de_cuong", "verified: false", "verified: false, counts: [ho_so.nhan]", "không có khóa ho_so.nhan"),
        ("bieu_mau", "2025-07-01", "1/7/2025", "cần ngày dạng năm-tháng-ngày"),
        ("bieu_mau", '["04"]', '["4"]', "cần all hoặc mã tỉnh hai chữ số"),
        ("bieu_mau", "id: cao-bang", "id: lang-son", 'cần "cao-bang" như tên thư mục'),
    ],
)  # fmt: skip
def test_form_check_names_file_key_and_what_was_expected(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = add_form(tmp_path)
    path = folder / f"{file}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SubmissionError) as caught:
        check_form_folder(folder)
    assert said in str(caught.value)


def test_form_check_says_what_a_sound_form_holds(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["form", "check", str(add_form(tmp_path))])
    assert (result.exit_code, "biểu mẫu cao-bang có 3 dòng phụ lục, 7 mục đề cương" in result.output) == (0, True)


def test_a_copy_of_the_packages_form_is_a_project_form(tmp_path: Path) -> None:
    folder = tmp_path / "bieu_mau/hai-cap"
    shutil.copytree(PACKAGE, folder)
    form, files = read_form(folder)
    assert [row.code for row in form.rows] == [row.code for row in form_for(date(2025, 7, 1)).rows]
    assert len(files) == len(list(folder.iterdir())) == 4
