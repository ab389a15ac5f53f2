"""A report of a ward in 2025, made up in the words of such reports, gives what it says and nothing else."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from cchc.intake.documents.opening import read_document
from cchc.intake.files.guard import open_guarded
from cchc.intake.taken import Asked, Taken

REPORT = Path(__file__).parent / "bao-cao-quy-3-phuong.txt"

# Worked out by hand; the window of the report and of the ward begins on 1 July 2025, so what it counts from that day is its own.
SAID = {
    "tuyen_truyen.trang_ttdt": "45", "tuyen_truyen.phat_thanh": "60", "tuyen_truyen.hoi_nghi": "03", "2.1": "không", "3.1.3": "446",
    "ho_so.tiep_nhan": "3.718", "ho_so.truc_tuyen": "2.255", "ty_le.truc_tuyen": "61", "ho_so.da_giai_quyet": "3.600",
    "ho_so.truoc_han": "3.200", "ho_so.dung_han": "398", "ho_so.qua_han": "02", "ho_so.dang_giai_quyet": "118",
    "ho_so.dang_trong_han": "117", "ho_so.dang_qua_han": "01", "ty_le.so_hoa_ho_so": "100", "ty_le.thanh_toan_truc_tuyen": "97,7",
    "phan_anh.tiep_nhan": "6", "phan_anh.da_xu_ly": "6", "phieu.phat_ra": "200", "phieu.thu_ve": "195", "phieu.hai_long": "190",
    "4.1.2": "48", "4.1.1": "52", "ky_luat.cbcc": "không có",
}  # fmt: skip


def read(tmp_path: Path, change: tuple[str, str] = ("", "")) -> Taken:
    path = tmp_path / "bao-cao.txt"
    path.write_text(REPORT.read_text(encoding="utf-8").replace(*change), encoding="utf-8")
    return read_document(open_guarded(path), Asked())


def counts(taken: Taken) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(taken.files["so_lieu_khac.csv"].decode()))
    return {row["khoa"]: row["gia_tri"].lower() for row in rows}


def test_every_count_is_what_the_report_says(tmp_path: Path) -> None:
    assert counts(read(tmp_path)) == SAID


@pytest.mark.parametrize("change", [("\n+ ", "\n- "), ("\n- ", "\n* "), ("a) ", "- "), ("hồ sơ", "hồ sơ")])
def test_its_marks_and_accents_make_no_difference(tmp_path: Path, change: tuple[str, str]) -> None:
    assert counts(read(tmp_path, change)) == SAID


def test_who_and_when_is_read_from_its_words(tmp_path: Path) -> None:
    taken = read(tmp_path)
    assert str(taken.key) == "2025/quy-3/11446"
    source = taken.files["nguon.yaml"].decode()
    assert 'so: "215"' in source and 'ngay: "2025-09-15"' in source and '"KT. CHỦ TỊCH"' in source


def test_a_report_of_another_window_gives_no_number_of_this_one(tmp_path: Path) -> None:
    found = counts(read(tmp_path, ("Từ ngày 01/7/2025 đến ngày 14/9/2025", "Từ ngày 01/9/2025 đến ngày 14/9/2025")))
    assert not {"ho_so.tiep_nhan", "ho_so.truc_tuyen", "ho_so.da_giai_quyet"} & set(found)
