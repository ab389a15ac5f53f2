"""`cchc import` and `cchc check` of documents: ours, others', broken ones, hostile ones, whole archives."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import nbformat
import pytest
from typer.testing import CliRunner

from cchc.cli import app
from cchc.export.names import EXECUTED
from cchc.export.reader import read_parts
from cchc.export.word import render_docx
from cchc.verify.verify_pdf import made_again
from tests.intake.documents.seed_word import seed_docx
from tests.intake.documents.word_file import p, packed, table
from tests.sample.sample_text import SAMPLE
from tests.sample.test_sample_submission import FOLDER, ROOT

FILES = {one.name: one.read_bytes() for one in sorted(FOLDER.iterdir()) if one.suffix in (".csv", ".yaml")}


def run(*words: str | Path, code: int = 0) -> str:
    result = CliRunner().invoke(app, [str(word) for word in words])
    assert result.exit_code == code, result.output
    return result.output


@pytest.fixture(scope="module")
def ours() -> bytes:
    notebook = made_again(dict(FILES), Path("x"), ROOT, EXECUTED)
    return render_docx(read_parts(nbformat.reads(notebook.decode(), as_version=4)))


def with_words(docx: bytes, old: str, new: str) -> bytes:
    """The document after somebody changed words in it."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as given, zipfile.ZipFile(made, "w") as package:
        for name in given.namelist():
            part = given.read(name)
            if name == "word/document.xml":
                assert old in part.decode()
                part = part.decode().replace(old, new, 1).encode()
            package.writestr(name, part)
    return made.getvalue()


def placed(tmp_path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in (tmp_path / "raw/2024/nam/15976-hoang-luu").iterdir()}


def test_our_own_document_gives_the_files_that_it_was_made_of(tmp_path: Path, ours: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(ours)
    output = run("import", tmp_path / "a.docx", "--to", tmp_path / "raw")
    assert placed(tmp_path) == FILES
    assert "đã sửa" not in output


def test_a_number_that_somebody_changed_in_word_is_named_with_both_values(tmp_path: Path, ours: bytes) -> None:
    (tmp_path / "a.docx").write_bytes(with_words(ours, ">830<", ">831<"))
    output = " ".join(run("import", tmp_path / "a.docx", "--to", tmp_path / "raw").split())
    files = placed(tmp_path)
    (listed,) = json.loads(files.pop("nhap.json"))
    assert files == FILES
    assert "831" in listed["text"] and "830" in listed["why"] and listed["place"].startswith("đoạn ")
    assert "831" in output and "830" in output


def test_carried_files_that_were_tampered_with_are_refused(tmp_path: Path, ours: bytes) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ours)) as given, zipfile.ZipFile(made, "w") as package:
        for name in given.namelist():
            part = given.read(name)
            package.writestr(name, part.replace(b",830,", b",831,") if name.startswith("customXml/item1") else part)
    (tmp_path / "a.docx").write_bytes(made.getvalue())
    assert "không còn nguyên vẹn" in run("import", tmp_path / "a.docx", "--to", tmp_path / "raw", code=1)
    assert not (tmp_path / "raw").exists()


@pytest.mark.parametrize("kind", ["txt", "docx"])
def test_a_document_is_imported_and_checks_as_a_folder(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"bao-cao.{kind}"
    path.write_bytes(SAMPLE.read_bytes() if kind == "txt" else seed_docx())
    run("import", path, "--to", tmp_path / "raw", "--code", "15976")
    assert "27 lỗi (E)" in run("check", tmp_path / "raw/2024/nam/15976-hoang-luu")


def test_a_commune_that_the_document_does_not_name_exactly_needs_its_code(tmp_path: Path) -> None:
    output = " ".join(run("import", SAMPLE, "--to", tmp_path / "raw", code=1).split())
    assert "không xác định được đơn vị" in output and "--code" in output
    assert not (tmp_path / "raw").exists()


def test_a_document_is_checked_with_the_lines_of_its_findings() -> None:
    found = json.loads(CliRunner().invoke(app, ["check", str(SAMPLE), "--json"]).stdout)
    assert sum(one["severity"] == "E" for one in found) == 27
    places = {where.get("place", "") for one in found for where in one["where"]}
    assert "dòng 95" in places
    lines = SAMPLE.read_text(encoding="utf-8").splitlines()
    channels = next(one for one in found if one["rule"] == "CHANNEL_SUM" and one["keys"][0] == "ho_so.tiep_nhan")
    for where in channels["where"]:
        assert where["text"] in lines[int(where["place"].split()[1]) - 1]


def test_a_word_document_is_checked_with_its_paragraphs_and_gives_a_sheet(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(seed_docx())
    output = run("check", tmp_path / "a.docx", "--phieu", tmp_path / "phieu.html")
    assert "27 lỗi (E)" in output and ": đoạn " in output
    assert "Hoằng Lưu" in (tmp_path / "phieu.html").read_text(encoding="utf-8")


def test_an_archive_has_a_line_a_document_and_a_summary(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(SAMPLE.read_bytes())
    (tmp_path / "b").mkdir()
    (tmp_path / "b/c.docx").write_bytes(seed_docx())
    (tmp_path / "d.pdf").write_bytes(b"%PDF-1.7 x")
    output = run("check", tmp_path, code=1)
    assert f"{tmp_path / 'a.txt'}: 15976 Xã Hoằng Lưu, 2024/nam: 27 E, 19 W" in output
    assert f"{tmp_path / 'b/c.docx'}: 15976 Xã Hoằng Lưu, 2024/nam: 27 E, 19 W" in output
    assert "Đã kiểm tra 2 trong 3 văn bản; 1 không đọc được." in output
    assert "(CHANNEL_SUM): 2 văn bản" in output


SCAN = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF"  # noqa: E501
# The annex of a workbook as a spreadsheet saves its one sheet: the title is in the first of as many columns.
SHEET = """PHỤ LỤC 01b: BÁO CÁO CẢI CÁCH HÀNH CHÍNH,,,,
Điền cột Số liệu.,,,,
STT,Chỉ tiêu thống kê,Đơn vị tính,Số liệu,Ghi chú
1.1,"Kế hoạch, chương trình",Văn bản,1,
1.2,Số nhiệm vụ đề ra,Nhiệm vụ,26,
"""
REFUSED = {
    "a scan": ("a.pdf", SCAN, "không có chữ (bản quét)"),
    "a broken PDF": ("a.pdf", b"%PDF-1.7", "bị cắt cụt, hỏng hoặc có mật khẩu"),
    "letters of before Unicode": (
        "a.txt",
        ("BÁO CÁO cải cách B¸o c¸o kÕt qu¶ thùc hiÖn c«ng t¸c " * 9).encode(),
        "phông cũ",
    ),
    "letters of before Unicode in Word": ("a.docx", packed(p("B¸o c¸o kÕt qu¶ thùc hiÖn c«ng t¸c " * 9)), "phông cũ"),
    "a sheet saved as text": ("so.csv", SHEET.encode(), "dạng CSV (các cột cách nhau bằng dấu phẩy)"),
    "a sheet saved with semicolons": ("so.csv", SHEET.replace(",", ";").encode(), "cách nhau bằng dấu chấm phẩy"),
    "a sheet saved as Unicode text": ("so.txt", SHEET.replace(",", "\t").encode("utf-16"), "cách nhau bằng dấu tab"),
    "a sheet saved in an old encoding": (
        "so.csv",
        SHEET.encode("cp1258", "replace"),
        "lưu ở dạng Excel (.xlsx) đủ các trang",
    ),
    "a CSV file": ("a.txt", b"muc;khoa\nII.2.d;ho_so", "không thấy tiêu đề BÁO CÁO"),
    "a text in UTF-16": ("a.txt", "muc\tkhoa".encode("utf-16"), "không thấy tiêu đề BÁO CÁO"),
    "a table without text": ("a.txt", b"|  |  |\n\n| - | - |\n", "không thấy tiêu đề BÁO CÁO"),
    "a Word table without text": ("a.docx", packed(table([p(""), p("")])), "không thấy tiêu đề BÁO CÁO"),
    "another text": ("a.txt", b"xin chao", "không thấy tiêu đề BÁO CÁO"),
    "a text of another encoding": ("a.txt", "BÁO CÁO cải cách".encode("cp1258", "ignore"), "không phải mã UTF-8"),
    "a text without end": ("a.txt", ("BÁO CÁO cải cách 5 hồ sơ. " * 50_000).encode(), "dài hơn mọi báo cáo"),
    "a Word document cut off": ("a.docx", packed(p("BÁO CÁO"))[:300], "hỏng"),
}


@pytest.mark.parametrize("case", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_a_sentence_that_says_what_to_do(
    tmp_path: Path, case: tuple[str, bytes, str]
) -> None:
    name, data, said = case
    (tmp_path / name).write_bytes(data)
    output = " ".join(run("import", tmp_path / name, "--to", tmp_path / "raw", "--code", "15976", code=1).split())
    assert said in output and "hãy" in output and "Traceback" not in output
    assert not (tmp_path / "raw").exists()


PAYLOAD = "&lt;script&gt;alert(1)&lt;/script&gt; =HYPERLINK(1) : - #x"


def test_what_a_document_says_arrives_as_the_characters_that_it_is(tmp_path: Path) -> None:
    body = "".join(
        map(
            p,
            (
                "BÁO CÁO",
                "Kết quả cải cách hành chính năm 2024",
                "I. ĐÁNH GIÁ CHUNG",
                "1. Mặt tích cực",
                f"Tốt {PAYLOAD}.",
            ),
        )
    )
    (tmp_path / "a.docx").write_bytes(packed(body))
    run("import", tmp_path / "a.docx", "--to", tmp_path / "raw", "--code", "15976")
    text = placed(tmp_path)["noi_dung.yaml"].decode()
    assert "Tốt <script>alert(1)</script> =HYPERLINK(1) : - #x." in text
    run("check", tmp_path / "raw/2024/nam/15976-hoang-luu")


def test_a_key_in_braces_is_never_made_a_live_number(tmp_path: Path) -> None:
    said = "Hồ sơ {ho_so.tiep_nhan} tốt."
    body = "".join(
        map(p, ("BÁO CÁO", "Kết quả cải cách hành chính năm 2024", "I. ĐÁNH GIÁ CHUNG", "1. Mặt tích cực", said))
    )
    (tmp_path / "a.docx").write_bytes(packed(body))
    run("import", tmp_path / "a.docx", "--to", tmp_path / "raw", "--code", "15976")
    files = placed(tmp_path)
    assert said not in files["noi_dung.yaml"].decode()
    assert [one["text"] for one in json.loads(files["nhap.json"])] == [said]
