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
from cchc.catalogue.periods import Due
from cchc.cli import app
from cchc.document.model import Heading
from cchc.document.opening import open_submission
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
DAYS = """source: Công văn mẫu về chế độ báo cáo
verified: true
periods:
  - {ky: nam, from: 01/12, to: 30/11, due: 05/12}
  - {ky: quy-4, from: 01/10, to: 31/12, due: 05/01, source: Công văn khác, verified: false}
  - {ky: 6-thang, due: 10/6}
  - {ky: 9-thang, from: 01/12, to: 31/8}
"""
ASKED = """source: Công văn mẫu
sections: {II.7: [tthc.ra_soat], II.2.d: [ho_so.tu_choi]}
"""


def add_form(root: Path, name: str = "cao-bang", provinces: str = '["04"]', **files: str) -> Path:
    """A form of a project; `files` are texts instead of those above, by the first word of their name."""
    folder = root / "bieu_mau" / name
    folder.mkdir(parents=True)
    head = f"id: {name}\ntitle: Mẫu\nprovinces: {provinces}\nvalid_from: 2025-07-01\nverified: false\nsource: Công văn mẫu\n"
    for file, text in (("bieu_mau", head), ("phu_luc", ANNEX), ("de_cuong", OUTLINE), ("ky", ""), ("so_lieu", "")):
        if files.get(file, text):
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


def test_a_form_gives_windows_and_due_dates_of_its_own_and_leaves_the_others_as_they_are(tmp_path: Path) -> None:
    form, files = read_form(add_form(tmp_path, ky=DAYS))
    assert "bieu_mau/cao-bang/ky.yaml" in [file.name for file in files]
    assert form.period("nam").window(2026) == (date(2025, 12, 1), date(2026, 11, 30))
    assert form.due("nam", 2026) == Due(date(2026, 12, 5), "Công văn mẫu về chế độ báo cáo", True)
    assert form.period("quy-4").window(2026) == (date(2026, 10, 1), date(2026, 12, 31))
    assert form.due("quy-4", 2026) == Due(
        date(2027, 1, 5), "Công văn khác", False
    )  # the fifth of January next to its end
    assert form.period("6-thang").window(2026) == (date(2025, 12, 15), date(2026, 6, 14))
    assert form.due("6-thang", 2026) == Due(date(2026, 6, 10), "Công văn mẫu về chế độ báo cáo", True)
    assert form.due("9-thang", 2026) is None  # a window of its own, and no due day
    assert form.period("quy-3").window(2026) == (date(2026, 6, 15), date(2026, 9, 14))
    usual = form.due("quy-3", 2026)
    assert usual and usual.day == date(2026, 9, 20) and "hạn của bộ và tỉnh" in usual.source
    assert form.due("thang-7", 2026) is None


def test_the_window_is_held_against_that_of_the_form(tmp_path: Path) -> None:
    add_form(tmp_path, ky=DAYS)

    def said(start: str, end: str) -> list[str]:
        days = {"tu_ngay": start, "den_ngay": end}
        folder = make_submission(tmp_path / start, code=CODE, slug=SLUG, year=2026, source=days)
        found = open_submission(folder).check_report.findings
        return [one.message for one in found if one.rule == "PERIOD_WORD" and "tu_ngay" in one.keys]

    assert said("2025-12-01", "2026-11-30") == []
    assert said("2025-12-15", "2026-12-14") == [
        "Kỳ số liệu ghi từ 15/12/2025 đến 14/12/2026; năm 2026 theo biểu mẫu cao-bang là từ 01/12/2025 đến 30/11/2026."
    ]


def test_the_template_has_the_days_of_the_form(tmp_path: Path) -> None:
    add_form(tmp_path, ky=DAYS)
    write_template(tmp_path / "moi", ReportKey(CODE, 2026, "nam"))
    source = (tmp_path / "moi/nguon.yaml").read_text(encoding="utf-8")
    assert 'tu_ngay: "01/12/2025"\nden_ngay: "30/11/2026"\n' in source


def test_the_template_asks_for_the_numbers_of_the_form_else_for_those_of_the_packages_in_its_sections(
    tmp_path: Path,
) -> None:
    add_form(tmp_path / "own", so_lieu=ASKED)
    add_form(tmp_path / "other")
    asked = {}
    for name in ("own", "other"):
        write_template(tmp_path / name / "moi", ReportKey(CODE, 2026, "nam"))
        rows = (tmp_path / name / "moi/so_lieu_khac.csv").read_text(encoding="utf-8").splitlines()[1:]
        asked[name] = [tuple(row.split(",")[:3]) for row in rows]
    assert asked["own"] == [
        ("II.7", "tthc.ra_soat", "Thủ tục đã rà soát"),
        ("II.2.d", "ho_so.tu_choi", "Hồ sơ không được tiếp nhận (từ chối)"),
    ]
    assert {section for section, _, _ in asked["other"]} == {"II.2.d"}
    assert ("II.2.d", "ho_so.ky_truoc", "Hồ sơ từ kỳ trước chuyển qua") in asked["other"]


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
        ("de_cuong", 'title: "Sáng kiến"', 'title: "Sáng kiến của {tinhh}"', 'mục "II.7": không có từ nào tên {tinhh} (có phải "tinh"?)'),
        ("de_cuong", "khoa: I.1", "khoa: II.2", "mục II.2 có hai lần"),
        ("de_cuong", "verified: false", "verified: false, counts: [ho_so.nhan]", "không có khóa ho_so.nhan"),
        ("bieu_mau", "2025-07-01", "1/7/2025", "cần ngày dạng năm-tháng-ngày"),
        ("bieu_mau", '["04"]', '["4"]', 'bieu_mau.yaml, dòng 1: provinces: cần all hoặc mã tỉnh hai chữ số như ["38"], gặp 4.'),
        ("ky", "to: 30/11", "to: 30/13", 'khóa "periods.1.to": gặp "30/13"; cần ngày/tháng như 15/12'),
        ("ky", "to: 30/11, ", "", "from và to đi cùng nhau"),
        ("ky", "ky: nam", "ky: ca-nam", 'ky: cần một trong quy-1, quy-2'),
        ("ky", "ky: quy-4", "ky: nam", "kỳ nam có hai lần"),
        ("ky", ", due: 10/6", "", "cần from và to (kỳ số liệu), due (hạn gửi), hoặc cả ba"),
        ("ky", "due: 10/6", "han: 10/6", 'khóa "periods.3.han" lạ'),
        ("bieu_mau", "valid_from: 2025-07-01", "valid_from: 2026-01-01\nvalid_to: 2026-09-30",
         "kỳ nam: kỳ này không có ngày cuối nào trong thời gian áp dụng của biểu mẫu"),
        ("so_lieu", "II.7: [", "II.9: [", 'khóa tthc.ra_soat: mục "II.9" không có trong de_cuong.yaml'),
        ("so_lieu", "tthc.ra_soat", "tthc.rasoat", 'mục II.7: không có khóa tthc.rasoat (có phải "tthc.ra_soat"?)'),
        ("so_lieu", "ho_so.tu_choi", "tthc.ra_soat", "khóa tthc.ra_soat có hai lần"),
        ("bieu_mau", "id: cao-bang", "id: lang-son", 'cần "cao-bang" như tên thư mục'),
    ],
)  # fmt: skip
def test_form_check_names_file_key_and_what_was_expected(
    tmp_path: Path, file: str, old: str, new: str, said: str
) -> None:
    folder = add_form(tmp_path, ky=DAYS, so_lieu=ASKED)
    path = folder / f"{file}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SubmissionError) as caught:
        check_form_folder(folder)
    assert said in str(caught.value)


def test_form_check_says_what_a_sound_form_holds(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["form", "check", str(add_form(tmp_path))])
    assert (result.exit_code, "biểu mẫu cao-bang có 3 dòng phụ lục, 7 mục đề cương" in result.output) == (0, True)


def test_form_check_counts_the_periods_with_days_of_their_own(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["form", "check", str(add_form(tmp_path, ky=DAYS))])
    assert (result.exit_code, "4 kỳ có ngày riêng" in result.output) == (0, True)


def test_a_copy_of_the_packages_form_is_a_project_form(tmp_path: Path) -> None:
    folder = tmp_path / "bieu_mau/hai-cap"
    shutil.copytree(PACKAGE, folder)
    form, files = read_form(folder)
    assert [row.code for row in form.rows] == [row.code for row in form_for(date(2025, 7, 1)).rows]
    assert len(files) == len(list(folder.iterdir())) == 5
