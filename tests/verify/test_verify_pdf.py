"""Prove a PDF alone, and say what was done to it. In: the sample's report, built once; its PDF, forged or damaged."""

from __future__ import annotations

import base64
import io
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pikepdf
import pytest
from PIL import Image

from cchc.build.publish import sha256
from cchc.errors import UsageError
from cchc.export.outputs import Part
from cchc.export.pdf import render_pdf
from cchc.export.reader import read_parts
from cchc.verify import verify_pdf
from cchc.verify.pdf_file import read_pdf
from cchc.verify.pdf_parts import walk
from cchc.verify.reports import Verdict, verify
from tests.export import pdf_sample as sample
from tests.products.project import Built
from tests.verify.forged import FORGED, Forge


def only(verdicts: Any) -> Verdict:
    (verdict,) = verdicts
    assert isinstance(verdict, Verdict)
    return verdict


def changed_number(sample: Built, old: str, new: str) -> bytes:
    """The report's PDF with another number printed, and the raw files attached as they were."""
    notebook = nbformat.read(sample.folder / "bao-cao.ipynb", as_version=4)
    text = json.dumps(notebook)
    assert f'"text": "{old}"' in text
    return render_pdf(read_parts(nbformat.from_dict(json.loads(text.replace(f'"text": "{old}"', f'"text": "{new}"')))))


@pytest.fixture(scope="module")
def small() -> bytes:
    """Two pages of a report that carries the least that a commune can send."""
    source = "ma_xa: '15976'\nnam: 2024\nky: nam\ntu_ngay: 2023-12-15\nden_ngay: 2024-12-14\n"
    carried = [{"name": "nguon.yaml", "sha256": sha256(source.encode()), "text": source}]
    text = [sample.heading(1, "I", "CÔNG TÁC CHỈ ĐẠO"), sample.paragraphs(*[sample.PARAGRAPH] * 10)]
    return render_pdf(sample.parts_of([sample.submission(files=carried), sample.title(), *text, sample.statistics(4)]))


@pytest.fixture
def genuine(small: bytes, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Making the report again gives the small one, without the time that it takes."""
    monkeypatch.setattr(verify_pdf, "rebuild", lambda *_: {"bao-cao.pdf": small})
    return small


Forged = Callable[..., Verdict]


@pytest.fixture
def forge(genuine: bytes, tmp_path: Path) -> Forged:
    """The verdict on the small report after something was done to it."""
    return lambda change, **saving: verdict_on(genuine, tmp_path, tmp_path, change, **saving)


@pytest.fixture
def forge_sample(sample: Built, tmp_path: Path) -> Forged:
    """The verdict on the sample's PDF after something was done to it; the report is made again."""
    return lambda change, **saving: verdict_on(sample.pdf, tmp_path, sample.root, change, **saving)


def verdict_on(pdf: bytes, folder: Path, root: Path, change: Forge, **saving: Any) -> Verdict:
    alone = folder / "bao-cao.pdf"
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        change(opened)
        opened.save(alone, **saving)
    return only(verify(alone, root))


def leave(pdf: pikepdf.Pdf) -> None:
    """Change nothing."""


def test_a_pdf_alone_is_proved_from_what_it_carries(sample: Built, tmp_path: Path) -> None:
    alone = tmp_path / "báo cáo.pdf"
    alone.write_bytes(sample.pdf)
    verdict = only(verify(alone, sample.root))
    assert verdict.differences == ()
    assert verdict.remarks == ("giống từng byte với bản lập lại từ số liệu kèm trong tệp",)


def test_a_number_changed_in_a_pdf_is_named_with_its_page_and_the_right_one(
    sample: Built, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(verify_pdf, "rebuild", lambda *_: {"bao-cao.pdf": sample.pdf})
    alone = tmp_path / "bao-cao.pdf"
    alone.write_bytes(changed_number(sample, "830", "831"))
    (difference,) = only(verify(alone, sample.root)).differences
    # Printed in II.2.d, in II.6.c and in the annex.
    assert re.match(r"trang \d+, \d+, \d+: in «831», lập lại từ số liệu thì được «830», ở chỗ «", difference)
    assert "đã tiếp nhận 831 hồ sơ" in difference


@pytest.mark.parametrize("what", FORGED)
def test_a_pdf_with_what_our_writer_never_makes_is_wrong_and_names_it(forge: Forged, what: str) -> None:
    change, told = FORGED[what]
    verdict = forge(change)
    assert not verdict.proved
    assert any(told in difference for difference in verdict.differences), verdict.differences
    assert verdict.remarks[0].startswith("không giống từng byte")


def test_a_pdf_with_something_drawn_over_a_page_is_not_proved(forge: Forged) -> None:
    verdict = forge(lambda pdf: pdf.pages[1].contents_add(b"q 0 g 150 400 80 12 re f Q"))
    assert [line.partition(";")[0] for line in verdict.differences] == ["trang 2: chữ như nhau nhưng hình in ra khác"]


@pytest.mark.parametrize("saving", [{}, {"linearize": True}, {"compress_streams": False}])
def test_a_pdf_saved_again_is_right_by_comparison_and_says_so(forge: Forged, saving: dict[str, Any]) -> None:
    verdict = forge(leave, **saving)
    assert verdict.proved
    (remark,) = verdict.remarks
    assert remark.startswith("không giống từng byte")
    assert "chỉ phần không in ra của tệp là khác" in remark


def test_a_pdf_of_another_version_of_the_writer_is_compared_by_what_it_shows(forge: Forged) -> None:
    def other_version(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/Creator"] = pikepdf.String("Typst 0.99.0")
        metadata = pdf.Root.Metadata
        metadata.write(re.sub(rb"(InstanceID>)[^<]*", rb"\1b3RoZXI=", metadata.read_bytes()))
        pdf.pages[0].contents_add(b"q Q")
        del pdf.Root.ViewerPreferences

    verdict = forge(other_version)
    assert verdict.proved, verdict.differences
    assert verdict.remarks[1].startswith("tệp ghi là do Typst 0.99.0 làm ra, ở đây là Typst ")


def test_a_pdf_whose_objects_were_changed_under_the_same_mark_is_wrong(forge: Forged) -> None:
    def narrower(pdf: pikepdf.Pdf) -> None:
        pdf.Root.StructTreeRoot.ParentTreeNextKey = 1

    (difference,) = forge(narrower).differences
    assert difference.startswith("đối tượng của tệp khác với bản lập lại")


def test_a_pdf_that_other_content_left_its_mark_in_is_wrong(forge: Forged) -> None:
    def other_mark(pdf: pikepdf.Pdf) -> None:
        metadata = pdf.Root.Metadata
        metadata.write(re.sub(rb"(InstanceID>)[^<]*", rb"\1b3RoZXI=", metadata.read_bytes()))

    (difference,) = forge(other_mark).differences
    assert difference.startswith("mã của tệp (InstanceID) khác với bản lập lại")


def test_a_pdf_with_a_page_less_is_not_proved(forge: Forged, small: bytes) -> None:
    with pikepdf.open(io.BytesIO(small)) as pdf:
        pages = len(pdf.pages)
    differences = forge(lambda pdf: pdf.pages.__delitem__(-1)).differences
    assert differences[0] == f"số trang: in {pages - 1}, cần {pages}"


@pytest.mark.parametrize("box", ["/CropBox", "/Rotate"])
def test_a_page_that_is_cropped_or_turned_is_named(forge: Forged, box: str) -> None:
    value: Any = {"/CropBox": pikepdf.Array([0, 0, 595, 700]), "/Rotate": 180}[box]
    differences = forge(lambda pdf: pdf.pages[1].obj.__setitem__(box, value)).differences
    assert any(line.startswith(f"trang 2: có phần lạ {box} trong /Page") for line in differences)


def swap(pdf: pikepdf.Pdf) -> None:
    pdf.pages.insert(0, pdf.pages[1])
    del pdf.pages[2]


def read_other_letters(pdf: pikepdf.Pdf) -> None:
    """What is copied or searched is another text than what is seen."""
    for font in pdf.pages[0].Resources.Font.values():
        letters = font.ToUnicode.read_bytes()
        font.ToUnicode.write(letters.replace(b"<0063>", b"<0064>"))


def attach_much(pdf: pikepdf.Pdf) -> None:
    pdf.attachments["chap_nhan.yaml"] = pikepdf.AttachedFileSpec(pdf, b"#" * 50_000_000)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda pdf: pdf.add_blank_page(), "số trang: in "),
        (swap, "trang 1: in «"),
        (read_other_letters, "lập lại từ số liệu thì được «thực»"),
        (attach_much, "tệp PDF hỏng: có phần lớn hơn 32 MiB"),
    ],
)
def test_pages_letters_and_attachments_that_are_others_are_told(forge: Forged, change: Forge, told: str) -> None:
    verdict = forge(change)
    assert any(told in line for line in verdict.differences), verdict.differences


def test_a_page_of_another_size_is_told_and_not_drawn(forge: Forged) -> None:
    size = pikepdf.Array([0, 0, 14_400, 14_400])  # drawn, it would take three gigabytes
    differences = forge(lambda pdf: pdf.pages[1].obj.__setitem__("/MediaBox", size)).differences
    assert differences[0].startswith("trang 2: chữ như nhau nhưng hình in ra khác")


def test_a_file_that_somebody_filled_with_words_is_told_at_once_and_in_short_lines(forge: Forged) -> None:
    def fill(pdf: pikepdf.Pdf) -> None:
        font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Courier)
        pdf.pages[0].Resources.Font["/filled"] = font
        places = ((x, y) for x in range(10, 590, 4) for y in range(10, 840, 4))
        words = b" ".join(b"1 0 0 1 %d %d Tm (930 ) Tj" % place for place in places)
        pdf.pages[0].contents_add(b"BT /filled 1 Tf " + words + b" ET")

    verdict = forge(fill)
    assert verdict.differences[0].startswith("số chữ: in 3")  # 145 columns of 208 words
    assert all(len(line) < 500 for line in verdict.lines())


def appended(pdf: bytes, number: int, entries: bytes) -> bytes:
    """The file with an object written again behind its end, as programs do that sign or annotate."""
    start = int(pdf.split()[-2])
    trailer = pdf[pdf.rindex(b"trailer") :].partition(b"startxref")[0].strip()
    added = b"\n%d 0 obj\n%s\nendobj\n" % (number, entries)
    table = len(pdf) + len(added)
    entry = b"xref\n%d 1\n%010d 00000 n \n" % (number, len(pdf) + 1)
    trailer = trailer.removesuffix(b">>") + b"/Prev %d>>" % start
    return b"%s%s%s%s\nstartxref\n%d\n%%%%EOF\n" % (pdf, added, entry, trailer, table)


def test_a_pdf_that_was_written_on_is_wrong_and_what_came_before_is_told(genuine: bytes, tmp_path: Path) -> None:
    alone = tmp_path / "bao-cao.pdf"
    root = re.search(rb"/Root (\d+) 0 R", genuine)
    assert root
    catalog = re.search(rb"\n%s 0 obj\n(.*?)\nendobj" % root[1], genuine, re.DOTALL)
    assert catalog
    written = catalog[1].rstrip().removesuffix(b">>") + b"/AcroForm<</Fields[]>>>>"
    alone.write_bytes(appended(genuine, int(root[1]), written))
    verdict = only(verify(alone, tmp_path))
    assert [line.partition(",")[0] for line in verdict.differences] == [
        "tệp được ghi thêm sau khi lập",
        "tệp: có trường nhập hoặc chữ ký số (/AcroForm trong /Catalog)",
    ]
    assert verdict.remarks[-1].startswith("phần đầu của tệp giống từng byte với bản lập lại")


def test_a_pdf_that_carries_no_raw_files_cannot_be_verified(tmp_path: Path) -> None:
    alone, other = tmp_path / "trống.pdf", tmp_path / "khác.pdf"
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(alone)
    other.write_bytes(b"no PDF")
    with pytest.raises(UsageError, match="không kèm số liệu gốc"):
        list(verify(alone, tmp_path))
    with pytest.raises(UsageError, match="cần một tệp PDF đọc được"):
        list(verify(other, tmp_path))


def test_a_pdf_whose_attachment_was_emptied_is_not_proved(forge_sample: Forged) -> None:
    (difference,) = forge_sample(lambda pdf: pdf.attachments.__delitem__("nguon.yaml")).differences
    assert "cần tệp nguon.yaml trong số liệu gốc kèm theo, không thấy" in difference


def change_attached(name: str, old: bytes, new: bytes, description: bool = False) -> Forge:
    """A change of the bytes of an attached file, and of the hash in its description if that is asked for."""

    def change(pdf: pikepdf.Pdf) -> None:
        attached = pdf.attachments[name].obj
        before = attached.EF.F.read_bytes()
        after = before.replace(old, new)
        assert after != before
        attached.EF.F.write(after)
        if description:
            attached.Desc = pikepdf.String(str(attached.Desc).replace(sha256(before), sha256(after)))

    return change


def test_a_pdf_whose_attachment_was_changed_prints_other_numbers_than_it_carries(
    forge_sample: Forged,
) -> None:
    differences = forge_sample(change_attached("phu_luc_01b.csv", b"830", b"831")).differences
    assert any("in «830», lập lại từ số liệu thì được «831»" in line for line in differences)


def test_attached_words_that_nothing_prints_are_wrong_where_they_were_changed(forge_sample: Forged) -> None:
    change = change_attached("phu_luc_01b.csv", b"stt,chi_tieu", b"stt, chi_tieu")
    described, length = forge_sample(change).differences
    assert described.startswith("mô tả tệp kèm theo (/Desc): gặp «Số liệu gốc phu_luc_01b.csv, sha256 ")
    assert length.startswith("độ dài tệp kèm theo (/Size): gặp ")


def test_attached_words_that_nothing_prints_are_wrong_where_their_hash_was_changed_too(forge_sample: Forged) -> None:
    change = change_attached("phu_luc_01b.csv", b"stt,chi_tieu", b"stt, chi_tieu", description=True)
    assert not forge_sample(change).proved


def test_a_pdf_with_gathered_objects_is_told_to_be_rewritten(forge: Forged) -> None:
    (difference,) = forge(leave, object_stream_mode=pikepdf.ObjectStreamMode.generate).differences
    assert "đã được chương trình khác ghi lại ở dạng gộp đối tượng" in difference


def test_a_pdf_with_a_password_is_damaged_for_us(forge: Forged) -> None:
    (difference,) = forge(leave, encryption=pikepdf.Encryption(owner="a", user="b", R=4)).differences
    assert difference.startswith("tệp PDF hỏng: ")


def test_what_an_explorer_draws_can_be_read_and_is_the_same_again() -> None:
    """Pictures, gradients, patterns and masks come into a PDF in many forms; each is one that the reader knows."""
    drawn = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="100" height="100"><defs><linearGradient id="g">'
        '<stop offset="0" stop-color="red"/><stop offset="1" stop-opacity="0.2"/></linearGradient>'
        '<pattern id="p" width="9" height="9" patternUnits="userSpaceOnUse"><circle r="3"/></pattern>'
        '<mask id="m"><rect width="50" height="50" fill="white"/></mask></defs><rect width="100" height="100" '
        'fill="url(#g)"/><rect width="60" height="60" fill="url(#p)" mask="url(#m)" opacity=".4"/></svg>'
    )
    photo, shot = io.BytesIO(), io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(photo, "JPEG")
    Image.new("RGBA", (9, 9), (0, 0, 0, 99)).save(shot, "PNG")
    pictures = [
        Part("image", base64.b64encode(photo.getvalue()).decode(), "image/jpeg"),
        Part("image", base64.b64encode(shot.getvalue()).decode(), "image/png"),
        Part("image", drawn, "image/svg+xml"),
    ]
    pdf = render_pdf([*sample.parts_of(sample.sample_blocks()), *pictures])
    kinds = {part.kind for part in walk(read_pdf(pdf))}
    assert {("XObject", "Subtype", "Image"), ("Pattern", "PatternType", "1"), ("ExtGState", "SMask")} <= kinds
    assert verify_pdf.compare_papers(pdf, pdf) == []


def damaged(pdf: bytes, chance: random.Random) -> bytes:
    """The file with one byte other than it was, cut at its end, or with some bytes cut out or doubled."""
    start = chance.randrange(len(pdf))
    end = start + chance.randrange(1, 200)
    return {
        "flip": pdf[:start] + bytes([pdf[start] ^ 1 << chance.randrange(8)]) + pdf[start + 1 :],
        "cut": pdf[:start],
        "out": pdf[:start] + pdf[end:],
        "twice": pdf[:end] + pdf[start:],
    }[chance.choice(["flip", "flip", "flip", "cut", "out", "twice"])]


def test_no_damage_is_right_or_ends_in_an_error(genuine: bytes, tmp_path: Path) -> None:
    alone, chance = tmp_path / "bao-cao.pdf", random.Random(20260101)
    told = []
    for _ in range(300):
        alone.write_bytes(damaged(genuine, chance))
        told.append(only(verify(alone, tmp_path)))
    assert sum(any("tệp PDF hỏng: " in line for line in verdict.differences) for verdict in told) > 200
    # A blank in place of another, or a word in the description of the metadata, is no difference; it is not proved.
    right = [verdict for verdict in told if verdict.proved]
    assert len(right) < 10
    assert all(verdict.remarks[0].startswith("không giống từng byte") for verdict in right)
