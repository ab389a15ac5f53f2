"""What is taken in stands in its folder whole or not at all; nothing that is there is overwritten unasked."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml

from cchc.build.template import write_template
from cchc.errors import SubmissionError
from cchc.intake.command import Outcome, import_files, take
from cchc.intake.place import Ways, place
from cchc.intake.taken import Asked
from cchc.raw.files import read_file
from cchc.raw.keys import ReportKey
from cchc.raw.submission import read_submission
from tests.conftest import make_submission
from tests.intake.makers import rows_of, save_06a
from tests.intake.workbooks import new_workbook, opened

ASKED = Asked("15976", 2024, "nam")
TODAY = date(2024, 12, 20)
HOME = "2024/nam/15976-hoang-luu"


def taken_in(raw: Path, *paths: Path, asked: Asked = ASKED, **ways: bool) -> list[Outcome]:
    return list(import_files(paths, raw, asked, Ways(**ways), TODAY))


def one(raw: Path, path: Path, **ways: bool) -> Outcome:
    (outcome,) = taken_in(raw, path, **ways)
    return outcome


def everything(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".cchc" not in p.parts
    }


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return save_06a(tmp_path / "bieu-06a.xls", rows_of("Hộ tịch"))


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    return tmp_path / "data/raw"


def test_a_new_submission_has_its_folder_parameters_and_a_line_in_the_log(export: Path, raw: Path) -> None:
    outcome = one(raw, export)
    assert outcome.well and outcome.taken is not None and outcome.placed is not None
    assert outcome.placed.folder == raw / HOME
    assert sorted(path.name for path in (raw / HOME).iterdir()) == ["nguon.yaml", "so_lieu_khac.csv"]
    assert read_submission(raw / HOME).source.tep[0].ten == "bieu-06a.xls"
    parameters = raw.parents[1] / "params" / f"{HOME}.yaml"
    assert yaml.safe_load(parameters.read_text(encoding="utf-8")) == {"ma_xa": "15976", "nam": 2024, "ky": "nam"}
    assert (raw / "tiep-nhan.csv").read_text(encoding="utf-8").splitlines() == [
        "ngay,ma_xa,nam,ky,tep,sha256",
        f"2024-12-20,15976,2024,nam,bieu-06a.xls,{outcome.taken.arrived.sha256}",
    ]


def test_a_dry_run_writes_nothing(export: Path, raw: Path) -> None:
    outcome = one(raw, export, dry_run=True)
    assert outcome.well and outcome.placed is not None and not outcome.placed.written
    assert not raw.exists()


def test_the_same_file_again_changes_nothing(export: Path, raw: Path) -> None:
    one(raw, export)
    before = everything(raw)
    outcome = one(raw, export)
    assert outcome.well and outcome.placed is not None and outcome.placed.same
    assert everything(raw) == before


def test_a_folder_that_exists_is_not_touched_unasked(export: Path, raw: Path) -> None:
    make_submission(raw, slug="hoang-luu", statements=[("II.2.d", "ho_so.tiep_nhan", "830", "hồ sơ", "", "")])
    before = everything(raw)
    outcome = one(raw, export)
    assert not outcome.well and outcome.error is None
    assert outcome.placed is not None and outcome.placed.changes is not None
    new = [change.key for change in outcome.placed.changes.rows["counts"] if change.status == "new"]
    assert "ho_so.qua_han" in new
    assert everything(raw) == before


def test_counts_are_added_behind_those_that_are_there(export: Path, raw: Path) -> None:
    folder = make_submission(
        raw,
        slug="ten-khac",
        statements=[("II.2.d", "ho_so.tiep_nhan", "830", "hồ sơ"), ("II.2.d", "ho_so.qua_han", "09", "hồ sơ")],
        texts={"I.1": "Lời văn."},
    )  # fmt: skip
    before = everything(folder)
    outcome = one(raw, export, add=True)
    assert outcome.placed is not None and outcome.placed.written and outcome.placed.folder == folder
    assert outcome.placed.notes == ("Thêm 7 số liệu vào so_lieu_khac.csv, 1 số liệu đã có.",)
    records = read_submission(folder).tables["so_lieu_khac.csv"]
    assert [(record["khoa"], record["gia_tri"]) for record in records[:2]] == [
        ("ho_so.tiep_nhan", "830"),
        ("ho_so.qua_han", "09"),
    ]
    assert records[2]["vi_tri"] == "Biểu 06a, dòng «Hộ tịch», cột 4"
    assert (folder / "noi_dung.yaml").read_bytes() == before["noi_dung.yaml"]


def test_a_count_that_is_there_with_another_value_is_named_and_nothing_is_added(export: Path, raw: Path) -> None:
    statements = [
        ("II.2.d", "ho_so.qua_han", "10", "hồ sơ", "", ""),
        ("II.2.d", "ho_so.ky_truoc", "31", "hồ sơ", "", ""),
    ]
    folder = make_submission(raw, slug="hoang-luu", statements=statements)
    before = everything(folder)
    outcome = one(raw, export, add=True)
    assert str(outcome.error).splitlines() == [
        f"{folder / 'so_lieu_khac.csv'}, dòng 3: ho_so.ky_truoc ở mục II.2.d đang là 31, biểu ghi 30; "
        "hãy sửa một trong hai, hoặc thêm --replace để lấy số của biểu.",
        f"{folder / 'so_lieu_khac.csv'}, dòng 2: ho_so.qua_han ở mục II.2.d đang là 10, biểu ghi 9; "
        "hãy sửa một trong hai, hoặc thêm --replace để lấy số của biểu.",
    ]
    assert everything(folder) == before


def test_other_values_are_replaced_where_that_is_asked_for_and_told(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu", statements=[("II.2.d", "ho_so.qua_han", "10", "hồ sơ", "", "")])
    outcome = one(raw, export, add=True, replace=True)
    assert outcome.placed is not None
    assert "Thay ho_so.qua_han ở mục II.2.d đang là 10, biểu ghi 9." in outcome.placed.notes
    assert read_submission(folder).tables["so_lieu_khac.csv"][0]["gia_tri"] == "9"


def test_a_value_that_is_replaced_leaves_no_sentence_and_base_of_the_old_one(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu")
    (folder / "so_lieu_khac.csv").write_text(
        "muc,khoa,gia_tri,don_vi,nguyen_van,mau_so\nII.2.d,ho_so.qua_han,10,hồ sơ,Có 10 hồ sơ quá hạn.,830\n",
        encoding="utf-8",
    )
    assert one(raw, export, add=True, replace=True).well
    row = read_submission(folder).tables["so_lieu_khac.csv"][0]
    assert [row[name] for name in ("gia_tri", "don_vi", "nguyen_van", "mau_so")] == ["9", "hồ sơ", "", ""]


def test_rows_that_a_template_left_blank_are_filled_in(export: Path, raw: Path) -> None:
    write_template(raw / HOME, ReportKey("15976", 2024, "nam"))
    before = read_file(raw / HOME / "so_lieu_khac.csv").text.splitlines()
    outcome = one(raw, export, add=True)
    assert outcome.well and outcome.placed is not None
    assert outcome.placed.notes == ("Thêm 8 số liệu vào so_lieu_khac.csv, 0 số liệu đã có.",)
    rows = read_submission(raw / HOME).tables["so_lieu_khac.csv"]
    values = {row["khoa"]: row["gia_tri"] for row in rows if row["gia_tri"]}
    assert (values["ho_so.qua_han"], values["ho_so.truc_tuyen"], len(values)) == ("9", "700", 8)
    assert len(read_file(raw / HOME / "so_lieu_khac.csv").text.splitlines()) == len(before) == 67


def test_a_file_of_nothing_but_its_header_takes_the_counts(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu")
    header = "muc,khoa,gia_tri,don_vi,nguyen_van,mau_so,pham_vi\n"
    (folder / "so_lieu_khac.csv").write_text(header, encoding="utf-8")
    assert one(raw, export, add=True).well
    rows = read_submission(folder).tables["so_lieu_khac.csv"]
    assert len(rows) == 8 and {row["mau_so"] for row in rows} == {""}


def test_a_count_of_another_section_or_scope_stays_beside_it(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu")
    (folder / "so_lieu_khac.csv").write_text(
        "muc,khoa,gia_tri,don_vi,nguyen_van,pham_vi\nII.6.c,ho_so.qua_han,1,hồ sơ,,\n\nII.2.d,ho_so.qua_han,2,hồ sơ,,tại quầy\n",
        encoding="utf-8",
    )
    one(raw, export, add=True)
    stated = [r["gia_tri"] for r in read_submission(folder).tables["so_lieu_khac.csv"] if r["khoa"] == "ho_so.qua_han"]
    assert stated == ["1", "2", "9"]
    assert [r.row for r in read_submission(folder).tables["so_lieu_khac.csv"]][:3] == [2, 4, 5]


SOURCES = {
    "none": "",
    "nothing behind it": "tep:\n",
    "an empty list": "tep: []\n",
    "a list in lines": "tep:\n  - ten: cu.docx  # của huyện\n    nguon: UBND\n# hết\n",
    "a list in lines, not indented": "tep:\n- ten: cu.docx\n- {ten: kem.xls}\nten_in: xã X\n",
    "a list in one line": "tep: [{ten: cu.docx, nguon: UBND}]\nten_in: xã X\n",
}


@pytest.mark.parametrize("name", SOURCES)
def test_the_file_is_listed_in_a_source_that_keeps_its_words(export: Path, raw: Path, name: str) -> None:
    folder = make_submission(raw, slug="hoang-luu")
    kept = (folder / "nguon.yaml").read_text(encoding="utf-8") + "# ghi chú của xã\n" + SOURCES[name]
    (folder / "nguon.yaml").write_text(kept, encoding="utf-8")
    listed = [file.ten for file in read_submission(folder).source.tep]
    assert one(raw, export, add=True).well
    assert [file.ten for file in read_submission(folder).source.tep] == [*listed, "bieu-06a.xls"]
    now = (folder / "nguon.yaml").read_text(encoding="utf-8")
    lines = [line for line in kept.splitlines() if line.startswith("#") or "ten_in" in line]
    assert [line for line in lines if line not in now] == [] and "ghi chú của xã" in now


def test_an_export_listed_already_is_not_listed_twice(export: Path, raw: Path, tmp_path: Path) -> None:
    one(raw, export)
    text = read_file(raw / HOME / "so_lieu_khac.csv").text.replace("II.2.d,ho_so.qua_han,9", "II.2.d,ho_so.qua_han,8")
    (raw / HOME / "so_lieu_khac.csv").write_text(text, encoding="utf-8")
    one(raw, export, add=True, replace=True)
    assert len(read_submission(raw / HOME).source.tep) == 1


def test_decisions_and_corrections_of_the_folder_stay(export: Path, raw: Path) -> None:
    correction = '- {tep: so_lieu_khac.csv, dong: 2, cot: gia_tri, thay: "830", bang: "831", ly_do: x, nguoi: y, ngay: 2024-12-19}\n'
    folder = make_submission(
        raw,
        slug="hoang-luu",
        statements=[("II.2.d", "ho_so.tiep_nhan", "830", "hồ sơ", "", "")],
        files={"dieu_chinh.yaml": correction, "README.md": "của xã"},
    )
    assert one(raw, export, add=True).well
    assert (folder / "dieu_chinh.yaml").read_text(encoding="utf-8") == correction
    assert (folder / "README.md").read_text(encoding="utf-8") == "của xã"


def test_a_folder_with_folders_in_it_is_left_alone(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu")
    (folder / "anh").mkdir()
    assert "có thư mục con anh" in str(one(raw, export, add=True).error)
    assert (folder / "anh").is_dir()


def test_two_folders_of_one_code_are_for_people_to_settle(export: Path, raw: Path) -> None:
    make_submission(raw, slug="hoang-luu")
    make_submission(raw, slug="ten-cu")
    assert "mỗi mã xã chỉ có một thư mục" in str(one(raw, export, add=True).error)


def test_one_bad_file_among_many_fails_alone(export: Path, raw: Path, tmp_path: Path) -> None:
    bad = tmp_path / "xau.xlsx"
    bad.write_bytes(b"%PDF")
    first, second = taken_in(raw, bad, export)
    assert "là tệp PDF" in str(first.error) and second.well


LOGS = {
    "as we write it": "ngay,ma_xa,nam,ky,tep,sha256\n2024-12-01,15979,2024,nam,a.xlsx,1\n",
    "kept in a spreadsheet": "\ufeffngay;tep;ma_xa;nam;ky;sha256;ghi_chu\r\n2024-12-01;a.xlsx;15979;2024;nam;1;tay\r\n",
    "without an end of line": "ngay,ma_xa,nam,ky,tep,sha256\n2024-12-01,15979,2024,nam,a.xlsx,1",
    "with nothing in it": "",
}


@pytest.mark.parametrize("name", LOGS)
def test_the_log_keeps_what_people_wrote_in_it(export: Path, raw: Path, name: str) -> None:
    raw.mkdir(parents=True)
    (raw / "tiep-nhan.csv").write_bytes(LOGS[name].encode())
    one(raw, export)
    text = (raw / "tiep-nhan.csv").read_bytes().decode("utf-8")
    assert text.startswith(LOGS[name].rstrip("\n"))
    plain = text.removeprefix("\ufeff")
    (*_, last) = csv.DictReader(plain.splitlines(), delimiter=";" if ";" in plain else ",")
    assert (last["ma_xa"], last["ky"], last["tep"]) == ("15976", "nam", "bieu-06a.xls")


def test_a_log_that_lacks_a_column_stops_the_import_before_anything_is_written(export: Path, raw: Path) -> None:
    raw.mkdir(parents=True)
    (raw / "tiep-nhan.csv").write_text("ngay,ma_xa\n", encoding="utf-8")
    assert "tiep-nhan.csv, dòng 1: thiếu cột nam, ky, tep, sha256" in str(one(raw, export).error)
    assert not (raw / "2024").exists()


def test_a_header_of_the_log_that_is_badly_quoted_is_one_line_and_nothing_is_written(export: Path, raw: Path) -> None:
    raw.mkdir(parents=True)
    (raw / "tiep-nhan.csv").write_text('"ngay"x,ma_xa,nam,ky,tep,sha256\n', encoding="utf-8")
    (line,) = str(one(raw, export).error).splitlines()
    assert "tiep-nhan.csv, dòng 1: không đọc được như tệp CSV" in line
    assert not (raw / "2024").exists()


def test_what_an_import_that_was_cut_short_left_out_is_made_good(export: Path, raw: Path) -> None:
    one(raw, export)
    parameters = raw.parents[1] / "params" / f"{HOME}.yaml"
    log = (raw / "tiep-nhan.csv").read_bytes()
    parameters.unlink()
    (raw / "tiep-nhan.csv").unlink()
    outcome = one(raw, export, dry_run=True)
    assert outcome.well and not parameters.exists() and not (raw / "tiep-nhan.csv").exists()
    outcome = one(raw, export)
    assert outcome.placed is not None and outcome.placed.same
    assert parameters.is_file() and (raw / "tiep-nhan.csv").read_bytes() == log


@pytest.mark.skipif(sys.platform != "linux", reason="needs a system that has names of any bytes")
def test_a_name_that_is_not_utf_8_is_taken_with_marks_for_its_bytes(export: Path, raw: Path) -> None:
    named = export.with_name(os.fsdecode(b"bi\xeau.xls"))
    export.rename(named)
    assert one(raw, named).well
    assert read_submission(raw / HOME).source.tep[0].ten == "bi\ufffdu.xls"
    assert ",bi\ufffdu.xls," in (raw / "tiep-nhan.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t"])
def test_a_name_that_begins_as_a_formula_does_is_text_in_the_log(export: Path, raw: Path, sign: str) -> None:
    one(raw, export.rename(export.with_name(f"{sign}1.xls")))
    with (raw / "tiep-nhan.csv").open(encoding="utf-8") as file:
        assert [line["tep"] for line in csv.DictReader(file)] == [f"'{sign}1.xls"]


def test_a_new_folder_that_no_command_could_open_is_not_written(export: Path, raw: Path) -> None:
    taken = take(export, ASKED)
    table = taken.files["so_lieu_khac.csv"].replace(b"muc,khoa", b"muc,khoaa")
    for dry_run in (True, False):
        with pytest.raises(SubmissionError) as refused:
            place(replace(taken, files={**taken.files, "so_lieu_khac.csv": table}), raw, Ways(dry_run=dry_run), TODAY)
        said = str(refused.value).splitlines()
        assert said[0].startswith(f"{raw / HOME}/so_lieu_khac.csv, dòng 1: thiếu cột khoa; ")
    assert not (raw / "2024").exists() and not (raw / "tiep-nhan.csv").exists()


def test_a_folder_that_a_killed_import_had_moved_aside_is_put_back(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="ten-khac", files={"README.md": "của xã"})
    aside = folder.with_name(".15976-ten-khac.a1b2c3.cchc-tam.old")
    folder.rename(aside)
    assert one(raw, export, dry_run=True).well and aside.is_dir()
    outcome = one(raw, export, add=True)
    assert outcome.placed is not None and outcome.placed.folder == folder
    assert (folder / "README.md").read_text(encoding="utf-8") == "của xã"
    assert [path.name for path in folder.parent.iterdir()] == ["15976-ten-khac"]


def test_what_was_not_understood_of_the_old_file_goes_with_it(export: Path, raw: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu", files={"nhap.json": "[]", "README.md": "của xã"})
    whole = replace(take(export, ASKED), only_counts=False)
    assert place(whole, raw, Ways(replace=True), TODAY).written
    assert not (folder / "nhap.json").exists() and (folder / "README.md").is_file()


def test_nothing_understood_takes_the_place_of_nothing(raw: Path, tmp_path: Path) -> None:
    folder = make_submission(raw, slug="hoang-luu", statements="II.2.d,ho_so.tiep_nhan,831,hồ sơ,\n")
    before = everything(raw)
    blank = new_workbook(tmp_path / "trong.xlsx", ReportKey("15976", 2024, "nam"))
    for ways in ({"replace": True}, {"replace": True, "dry_run": True}, {}):
        outcome = one(raw, blank, **ways)
        assert not outcome.well
        assert f"{blank}: không đọc được số liệu nào nên không thay {folder}; thư mục còn nguyên" in str(outcome.error)
    assert everything(raw) == before


def test_text_alone_takes_the_place_of_text_and_of_no_number(raw: Path, tmp_path: Path) -> None:
    """A workbook with one paragraph in section III.1."""
    sheets = opened(new_workbook(tmp_path / "so.xlsx", ReportKey("15976", 2024, "nam")))
    sheets.put("Nội dung", "III.1", 3, "Công tác chỉ đạo", by=0)
    path = sheets.save(tmp_path / "loi.xlsx")
    folder = make_submission(raw, slug="hoang-luu", files={"noi_dung.yaml": "III.1: cũ\n"})
    assert one(raw, path, replace=True).well
    assert "Công tác chỉ đạo" in (folder / "noi_dung.yaml").read_text(encoding="utf-8")
    (folder / "so_lieu_khac.csv").write_text("muc,khoa,gia_tri,don_vi,nguyen_van\nII.2.d,ho_so.tiep_nhan,8,,\n")
    sheets.put("Nội dung", "III.1", 3, "Khác", by=0)
    assert not one(raw, sheets.save(path), replace=True).well


def test_imports_at_the_same_time_lose_no_line(raw: Path, tmp_path: Path) -> None:
    codes = ["15976", "15979", "15982", "15985"]
    export = save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"))
    command = [
        sys.executable,
        "-m",
        "cchc",
        "import",
        str(export),
        "--to",
        str(raw),
        "--year",
        "2024",
        "--period",
        "nam",
    ]
    running = [subprocess.Popen([*command, "--code", code], stdout=subprocess.PIPE) for code in codes]
    assert [process.communicate()[0] and process.returncode for process in running] == [0, 0, 0, 0]
    with (raw / "tiep-nhan.csv").open(encoding="utf-8") as file:
        assert sorted(line["ma_xa"] for line in csv.DictReader(file)) == codes
