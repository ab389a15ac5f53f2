"""The sample read as a document, text and Word, is the sample that people transcribed; what a reader must not do is not done."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Mapping
from pathlib import Path

import pytest

from cchc.build.check import check_folder
from cchc.checks.finding import Finding
from cchc.document.report import Report
from cchc.export.reopen import reopen
from cchc.intake.documents.opening import read_document
from cchc.intake.files.guard import open_guarded
from cchc.intake.taken import Asked, Taken
from cchc.raw.submission import NOT_UNDERSTOOD, PLACE
from tests.intake.documents.seed_word import seed_docx
from tests.sample.sample_text import SAMPLE, fold, sample_text
from tests.sample.test_sample_submission import FOLDER

ASKED = Asked("15976", 2024, "nam")


@pytest.fixture(scope="module", params=["txt", "docx"])
def taken(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Taken:
    path = tmp_path_factory.mktemp("sample") / f"bao-cao.{request.param}"
    path.write_bytes(SAMPLE.read_bytes() if request.param == "txt" else seed_docx())
    return read_document(open_guarded(path), ASKED)


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def both(taken: Taken, name: str) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The rows that people transcribed, and those that were read, without their places."""
    read = [{column: text for column, text in row.items() if column != PLACE} for row in rows(taken.files[name])]
    return rows((FOLDER / name).read_bytes()), read


@pytest.mark.parametrize(("name", "number"), [("phu_luc_01b.csv", 81), ("cat_giam.csv", 23)])
def test_every_row_of_the_annexes_is_read_as_printed(taken: Taken, name: str, number: int) -> None:
    transcribed, read = both(taken, name)
    assert read == transcribed
    assert len(read) == number


def statements(data: list[dict[str, str]]) -> Counter[tuple[str, ...]]:
    return Counter((row["muc"], row["khoa"], row["gia_tri"].lower(), row["mau_so"]) for row in data)


def test_every_count_is_found_in_its_section_and_none_is_wrong(taken: Taken) -> None:
    transcribed, read = both(taken, "so_lieu_khac.csv")
    assert statements(read) == statements(transcribed)
    assert len(read) == 76


def test_every_document_is_found_with_all_that_is_said_of_it(taken: Taken) -> None:
    transcribed, read = both(taken, "van_ban.csv")
    assert read == transcribed
    assert len(read) == 27


def test_every_value_says_where_it_stands(taken: Taken) -> None:
    kind = "dòng" if taken.arrived.kind == "text" else "đoạn"
    for name in ("phu_luc_01b.csv", "cat_giam.csv", "so_lieu_khac.csv", "van_ban.csv"):
        assert all(row[PLACE].startswith(f"{kind} ") for row in rows(taken.files[name]))


def test_the_place_of_a_count_is_the_line_of_its_paragraph_in_the_text(taken: Taken) -> None:
    if taken.arrived.kind == "text":
        lines = SAMPLE.read_text(encoding="utf-8").splitlines()
        for row in rows(taken.files["so_lieu_khac.csv"]):
            first = int(row[PLACE].split()[1]) - 1
            # A paragraph that a page has broken begins on the line that is named.
            assert row["gia_tri"].lower() in " ".join(lines[first : first + 4]).lower()


def test_letterhead_and_closing_are_read(taken: Taken) -> None:
    source = taken.files["nguon.yaml"].decode()
    for words in (
        'ten_in: "xã Hoàng Lưu"',
        'ten: "Phòng Nội vụ"',
        'ghi_chu: "b/c"',
        'ho_ten: "Lê Ngọc Hạnh"',
        '"CHỦ TỊCH"',
    ):
        assert words in source


def report_of(files: Mapping[str, bytes]) -> Report:
    return reopen({name: data for name, data in files.items() if name != NOT_UNDERSTOOD}, "x")


def said(findings: tuple[Finding, ...], severity: str) -> Counter[tuple[str, tuple[str, ...]]]:
    return Counter((one.rule, tuple(sorted(one.keys))) for one in findings if one.severity == severity)


@pytest.mark.parametrize("severity", ["E", "W"])
def test_the_findings_are_those_of_the_transcription(taken: Taken, severity: str) -> None:
    transcribed = check_folder(FOLDER).check_report.findings
    assert said(report_of(taken.files).check_report.findings, severity) == said(transcribed, severity)


def test_free_text_is_whole_sentences_of_the_report(taken: Taken) -> None:
    text = fold(sample_text()).replace(" định số 107", " định số 107")
    for paragraphs in report_of(taken.files).raw.texts.values():
        for paragraph in paragraphs:
            for sentence in paragraph.split(". "):
                assert sentence.rstrip(".") in text


def test_what_was_not_taken_is_listed_with_place_text_and_why(taken: Taken) -> None:
    listed = json.loads(taken.files[NOT_UNDERSTOOD])
    assert listed and all(set(one) == {"place", "text", "why"} and all(one.values()) for one in listed)
    assert not [one for one in listed if "chưa hiểu số" in one["why"]]
    assert any("nhập" not in one["why"] for one in listed)


def test_no_name_of_the_sample_stands_in_the_readers() -> None:
    home = Path(__file__).parents[3] / "cchc"
    readers = [
        *(home / "intake").rglob("*.py"),
        home / "catalogue/received/found_by.yaml",
        home / "catalogue/received/found_by.py",
    ]
    for path in readers:
        text = path.read_text(encoding="utf-8").casefold()
        assert not [word for word in ("hoàng lưu", "hoằng", "hoàng hóa", "15976", "thanh hóa") if word in text], path
