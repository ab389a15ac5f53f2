"""A submission as Excel saves it. In: the sample's tables in every dialect. Out: the same report, the bytes as received."""

from __future__ import annotations

import csv
import io
import shutil
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from cchc.build.check import check_folder
from cchc.errors import SubmissionError
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from cchc.export.reopen import files_of
from cchc.raw.submission import COLUMNS
from cchc.verify.verify_pdf import read_attachments
from tests.products.project import ROOT, SAMPLE_PATH
from tests.products.synthetic import XA_2024
from tests.products.walk import walk_notebook

SAMPLE = ROOT / "data/raw" / SAMPLE_PATH
DIALECTS: dict[str, Callable[[str], bytes]] = {
    "CSV UTF-8": lambda text: _written(text, ",", "\r\n").encode("utf-8-sig"),
    "CSV UTF-8 in a Vietnamese Windows": lambda text: _written(text, ";", "\r\n").encode("utf-8-sig"),
    "Unicode text": lambda text: _written(text, "\t", "\r\n").encode("utf-16"),
    "the other UTF-16": lambda text: ("\ufeff" + _written(text, ";", "\n")).encode("utf-16-be"),
    "with the separator said": lambda text: ("sep=;\r\n" + _written(text, ";", "\r\n")).encode(),
    "with columns that were once used": lambda text: _written(text, ";", "\r\n", 3).encode("utf-8-sig"),
    "of a Macintosh": lambda text: _written(text, ";", "\r").encode(),
}


def _written(text: str, separator: str, end: str, blank: int = 0) -> str:
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=separator, lineterminator=end)
    writer.writerows([*row, *[""] * blank] for row in csv.reader(io.StringIO(text, newline="")))
    return lines.getvalue()


def _as_in_1258(letter: str) -> str:
    """The letter as windows-1258 has it: the tone behind it."""
    marks = unicodedata.normalize("NFD", letter)
    tones = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tones)) + tones


def saved_again(root: Path, dialect: str) -> Path:
    """The sample's folder below `root`, its tables saved so."""
    folder = Path(shutil.copytree(SAMPLE, root / "data/raw" / SAMPLE_PATH))
    for path in (folder / name for name in COLUMNS):
        path.write_bytes(DIALECTS[dialect](path.read_text(encoding="utf-8")))
    return folder


@pytest.mark.parametrize("dialect", DIALECTS)
def test_the_checks_find_the_same_in_the_same_rows(tmp_path: Path, dialect: str) -> None:
    found = check_folder(saved_again(tmp_path, dialect)).check_report.findings
    expected = check_folder(SAMPLE).check_report.findings
    assert len(expected) == 68
    assert [finding.as_json() for finding in found] == [finding.as_json() for finding in expected]


@pytest.mark.parametrize("dialect", ["Unicode text", "the other UTF-16", "with the separator said", "of a Macintosh"])
def test_the_report_carries_the_bytes_as_they_were_received(tmp_path: Path, dialect: str) -> None:
    folder = saved_again(tmp_path, dialect)
    received = {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".yaml")}
    parts = read_parts(walk_notebook(tmp_path, XA_2024).notebook)
    assert files_of(parts) == received
    assert read_attachments(render_pdf(parts), tmp_path) == received


def test_days_in_other_styles_are_the_same_days(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(SAMPLE, tmp_path / "data/raw" / SAMPLE_PATH))
    path = folder / "nguon.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("2023-12-15", "15/12/2023").replace("2024-12-14", "ngày 14 tháng 12 năm 2024"), encoding="utf-8"
    )
    found, expected = check_folder(folder).check_report.findings, check_folder(SAMPLE).check_report.findings
    assert [finding.as_json() for finding in found] == [finding.as_json() for finding in expected]


def test_a_table_saved_as_plain_csv_is_refused_with_the_way_out(tmp_path: Path) -> None:
    folder = saved_again(tmp_path, "CSV UTF-8")
    path = folder / "phu_luc_01b.csv"
    path.write_bytes("".join(map(_as_in_1258, path.read_text(encoding="utf-8-sig"))).encode("cp1258"))
    with pytest.raises(
        SubmissionError, match=r"phu_luc_01b\.csv, dòng 2: .*Windows-1258 .*CSV UTF-8 \(phân cách bằng dấu phẩy\)"
    ):
        check_folder(folder)
