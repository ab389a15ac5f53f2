"""The PDF as its readers see it. In: the made-up report. Out: nothing; a page that an official would not sign fails."""

from __future__ import annotations

import hashlib
import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import typst

from cchc.errors import ExportError
from cchc.export import pdf as pdf_module
from cchc.export.glyphs import _faces, printable
from cchc.export.outputs import Part
from cchc.export.pdf import CchcPdfExporter, compiler, render_pdf
from tests.export import pdf_sample as sample

ROOT = Path(__file__).parents[2]
MM = 72 / 25.4
HOSTILE = r'#panic() $x$ <a> @ref \ \u{1} *b* _c_ `d` // /* ~ "q" = h [x] {y} #let #sys.inputs'

Blocks = list[dict[str, Any]]


def page_texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.get_textpage().get_text_bounded() for page in document]


def words(text: str) -> str:
    """The text on one line, whatever the page did to its lines."""
    return " ".join(text.split())


def render(*blocks: dict[str, Any], extra: tuple[Part, ...] = ()) -> bytes:
    return render_pdf([*sample.parts_of([sample.submission(), *blocks]), *extra])


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return render_pdf(sample.parts_of(sample.sample_blocks()))


@pytest.fixture(scope="module")
def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


@pytest.fixture(scope="module")
def pages(pdf: bytes) -> list[str]:
    return page_texts(pdf)


def test_a_deputy_signs_below_the_lines_of_his_authority() -> None:
    lines = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    signed = page_texts(render({**sample.signature(), "authority": lines}))[-1].splitlines()
    start = signed.index(lines[0])
    assert signed[start : start + 4] == [*lines, "Lê Ngọc Hạnh"]


def test_the_first_page_has_the_letterhead_the_title_and_the_addressees(pages: list[str]) -> None:
    first = words(pages[0])
    for text in [
        "ỦY BAN NHÂN DÂN",
        "XÃ HOẰNG LƯU",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "BÁO CÁO Kết quả thực hiện cải cách hành chính năm 2024; phương hướng, nhiệm vụ năm 2025",
        "- UBND huyện Hoằng Hóa; - Phòng Nội vụ huyện Hoằng Hóa.",
        "I. KẾT QUẢ THỰC HIỆN CÔNG TÁC CẢI CÁCH HÀNH CHÍNH",
    ]:
        assert text in first


def test_one_addressee_stands_on_the_line_of_kinh_gui() -> None:
    [text] = page_texts(render({"block": "addressees", "to": ["UBND huyện Hoằng Hóa"]}))
    assert text.splitlines() == ["Kính gửi: UBND huyện Hoằng Hóa"]


def test_no_addressee_prints_nothing() -> None:
    [text] = page_texts(render({"block": "addressees", "to": []}, sample.paragraphs("x")))
    assert text.splitlines() == ["x"]


def test_the_letters_stay_within_the_margins_of_the_decree(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            width, height = page.get_size()
            text = page.get_textpage()
            boxes = [text.get_rect(i) for i in range(text.count_rects())]
            body = [box for box in boxes if box[1] < height - 20 * MM]
            assert min(box[0] for box in body) >= 30 * MM - 1
            # The blank at the end of a justified line hangs over the margin: a quarter of 14 points.
            assert max(box[2] for box in body) <= width - 15 * MM + 3.5 + 0.5
            assert min(box[1] for box in body) >= 20 * MM - 1


def test_the_body_is_set_in_times_of_14_points() -> None:
    with pypdfium2.PdfDocument(render(sample.paragraphs("Lời văn"))) as document:
        page = document[0]
        sizes = {round(item.get_font_size(), 1) for item in page.get_objects() if hasattr(item, "get_font_size")}
    assert sizes == {14.0}


def printed_number(text: str) -> str | None:
    """The page number in the header, which is the last line that is read, if there is one."""
    lines = text.split("\r\n")
    return next((line for line in (lines[0], lines[-1]) if line.isdecimal()), None)


def test_page_labels_restart_in_each_annex_and_match_what_is_printed(opened: pikepdf.Pdf, pages: list[str]) -> None:
    labels = [str(page.label) for page in opened.pages]
    starts = [i for i, text in enumerate(pages) if i == 0 or text.startswith("Phụ lục")]
    assert len(starts) == 4
    runs = [end - start for start, end in zip(starts, [*starts[1:], len(pages)], strict=True)]
    assert min(runs) >= 2
    assert labels == [str(number) for run in runs for number in range(1, run + 1)]
    printed = [printed_number(text) for text in pages]
    assert printed == [None if i in starts else label for i, label in enumerate(labels)]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_an_annex_begins_with_1_after_a_run_of_any_length(length: int) -> None:
    # About 30 one-line paragraphs fill a page; 20 a page make runs of 1, 2 and 3 pages, or close to it.
    body = sample.paragraphs(*["x"] * (20 + 30 * (length - 1)))
    pdf = render(body, sample.annex("I", "a"), body, sample.annex("II", "b"), body)
    starts = [i == 0 or text.startswith("Phụ lục") for i, text in enumerate(page_texts(pdf))]
    expected, number = [], 0
    for start in starts:
        number = 1 if start else number + 1
        expected.append(str(number))
    assert expected.count(str(length)) >= 1
    assert [str(page.label) for page in pikepdf.open(io.BytesIO(pdf)).pages] == expected


def test_the_page_number_stands_in_the_middle_of_the_top_margin(pdf: bytes) -> None:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[1]
        text = page.get_textpage()
        boxes = [text.get_rect(i) for i in range(text.count_rects())]
        left, bottom, right, top = max(boxes, key=lambda box: box[3])
        _width, height = page.get_size()
    assert (left + right) / 2 == pytest.approx((30 + (210 - 15)) / 2 * MM, abs=1)
    assert height - 20 * MM < bottom < top < height - 9 * MM


def test_only_the_annex_that_asks_for_it_lies_on_its_side(opened: pikepdf.Pdf, pages: list[str]) -> None:
    sides = [page.mediabox[2] > page.mediabox[3] for page in opened.pages]
    annex_2 = next(i for i, text in enumerate(pages) if text.startswith("Phụ lục II\r\n"))
    annex_3 = next(i for i, text in enumerate(pages) if text.startswith("Phụ lục III\r\n"))
    assert sides == [annex_2 <= i < annex_3 for i in range(len(pages))]


def test_an_annex_has_its_name_its_title_in_capitals_and_the_line_that_ties_it(pages: list[str]) -> None:
    page = words(next(text for text in pages if text.startswith("Phụ lục II\r\n")))
    assert page.startswith(
        "Phụ lục II THỦ TỤC HÀNH CHÍNH ĐÃ CẮT GIẢM THỜI GIAN GIẢI QUYẾT "
        "(Kèm theo Báo cáo số /BC-UBND ngày tháng năm 2024 của Ủy ban nhân dân xã Hoằng Lưu)"
    )


def test_the_head_of_a_table_repeats_on_each_of_its_pages_and_no_row_is_lost(pages: list[str]) -> None:
    start = next(i for i, text in enumerate(pages) if text.startswith("Phụ lục I\r\n"))
    end = next(i for i, text in enumerate(pages) if text.startswith("Phụ lục II\r\n"))
    assert all("Kết quả thống kê" in words(text) for text in pages[start:end])
    table = words(" ".join(pages[start:end]))
    assert [i for i in range(1, 82) if f"Chỉ tiêu thứ {i}:" not in table] == []


def test_figures_stand_in_the_last_annex_two_a_page_and_the_body_says_where(pages: list[str]) -> None:
    start = next(i for i, text in enumerate(pages) if text.startswith("Phụ lục III\r\n"))
    assert [text.count("Biểu đồ ") for text in pages[start:]] == [2, 2]
    assert "Biểu đồ 4. Hồ sơ theo tháng" in words(pages[-1])
    assert "Nguồn: Phụ lục 01b, mục 3.3.1" in words(pages[-1])
    body = words(" ".join(pages[:start]))
    assert "(Biểu đồ 1 tại Phụ lục III)" in body
    assert "(Biểu đồ 3, 4 tại Phụ lục III)" in body
    assert "Trực tuyến mức độ 3" in words(pages[-1]), "the text of a chart is text"


@pytest.mark.parametrize("lines", range(1, 56, 2))
def test_the_signature_is_whole_and_follows_a_line_of_text(lines: int) -> None:
    pdf = render(sample.paragraphs(*["Một dòng."] * lines, "Câu cuối./."), sample.signature())
    [page] = [text for text in page_texts(pdf) if "Nơi nhận" in text]
    text = words(page)
    assert "Câu cuối./." in text
    assert "TM. ỦY BAN NHÂN DÂN CHỦ TỊCH" in text
    assert "- Như trên; - CT, PCT.UBND xã (b/c); - Các CC CM UBND xã (t/h); - Lưu: VT." in text
    assert "Lê Ngọc Hạnh" in text


def test_a_document_number_never_breaks_across_lines() -> None:
    texts = [f"{'x ' * n}theo Quyết định số 5272/QĐ-UBND và 01/2018/TT-VPCP." for n in range(60)]
    lines = [line for text in page_texts(render(sample.paragraphs(*texts))) for line in text.splitlines()]
    assert sum("số 5272/QĐ-UBND" in line for line in lines) == 60
    assert sum("01/2018/TT-VPCP" in line for line in lines) == 60


def test_the_raw_files_are_attached_as_received(opened: pikepdf.Pdf) -> None:
    submitted = sample.submission()["files"]
    assert sorted(opened.attachments) == sorted(file["name"] for file in submitted)
    for file in submitted:
        spec = opened.attachments[file["name"]]
        assert hashlib.sha256(spec.get_file().read_bytes()).hexdigest() == file["sha256"]
        assert file["sha256"] in spec.description
    assert opened.attachments["phu_luc_01b.csv"].get_file().mime_type == "text/csv"
    assert opened.attachments["phu_luc_01b.csv"].obj.AFRelationship == "/Data"
    assert opened.attachments["nguon.yaml"].obj.AFRelationship == "/Source"


def test_the_file_says_that_it_is_pdf_a_3a_and_pdf_ua_1(opened: pikepdf.Pdf) -> None:
    with opened.open_metadata() as meta:
        assert (meta["pdfaid:part"], meta["pdfaid:conformance"]) == ("3", "A")
        assert meta["pdfuaid:part"] == "1"
        assert meta["dc:title"].startswith("Báo cáo Kết quả thực hiện cải cách hành chính năm 2024")
        assert list(meta["dc:creator"]) == ["ỦY BAN NHÂN DÂN XÃ HOẰNG LƯU"]
        assert meta["xmp:CreateDate"].startswith("2024-12-14T00:00:00")
    assert opened.Root.MarkInfo.Marked
    assert str(opened.Root.Lang).lower().startswith("vi")


def test_every_font_is_the_packaged_one_and_embedded(opened: pikepdf.Pdf) -> None:
    fonts = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"]
    assert len(fonts) >= 3
    assert all("LiberationSerif" in str(font.FontName) for font in fonts)
    assert all("/FontFile2" in font or "/FontFile3" in font for font in fonts)


def test_the_outline_lists_sections_and_annexes(opened: pikepdf.Pdf) -> None:
    with opened.open_outline() as outline:
        titles = [item.title for item in outline.root]
        inner = [item.title for item in outline.root[0].children]
    assert len(titles) == 3 + 3
    assert titles[0] == "I. Kết quả thực hiện công tác cải cách hành chính"
    assert titles[-1].replace("\n", " ").split() == ["Phụ", "lục", "III", "Biểu", "đồ"]
    assert inner[0] == "1. Cải cách thủ tục hành chính và cơ chế một cửa"


def test_heads_of_tables_are_tagged_and_images_have_alternative_texts(opened: pikepdf.Pdf) -> None:
    elements = [o for o in opened.objects if isinstance(o, pikepdf.Dictionary) and "/S" in o and "/P" in o]
    kinds = [str(element.S) for element in elements]
    assert kinds.count("/TH") == 6 + 7 + 7 * 5  # both heads, and the seven rows that head groups
    assert kinds.count("/Table") == 2
    alts = [str(e.Alt) for e in elements if str(e.S) == "/Figure"]
    assert set(alts) == {"Cột ngang theo kênh", "Hồ sơ theo tháng"}


def test_what_people_type_is_printed_and_never_obeyed() -> None:
    blocks: Blocks = [
        sample.heading(1, "I", HOSTILE),
        sample.paragraphs(HOSTILE, [{"t": "annexref", "annex": "a", "text": HOSTILE}, sample.number(HOSTILE)]),
        {"block": "notice", "inlines": [HOSTILE], "tone": "info"},
        sample.figure(HOSTILE, HOSTILE),
    ]
    extra = (Part("text", HOSTILE), Part("error", HOSTILE))
    text = words(" ".join(page_texts(render(*blocks, extra=extra))))
    # Plain, a reference, a number; the remark; the figure's caption; the output and the error. The heading is in capitals.
    assert text.replace(" ", "").count(HOSTILE.replace(" ", "")) == 3 + 1 + 1 + 2
    assert HOSTILE.upper().replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize("sign", ["✓", "😀", "\x00", "\x07", "\ue000", "\ufffe", "\U0001f1fb\U0001f1f3"])
def test_a_character_without_a_glyph_prints_as_a_box_wherever_it_stands(sign: str) -> None:
    box = "□" * len(sign)
    svg_sign = sign if sign.isprintable() else ""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text>{svg_sign}</text></svg>'
    blocks = [sample.letterhead(), sample.title(), sample.heading(2, sign, sign), sample.paragraphs(f"a{sign}b")]
    blocks += [sample.figure(sign, sign, svg), sample.annex("I", sign), sample.statistics(1)]
    blocks[1]["subject"] = f"a{sign}"
    first = page_texts(render(*blocks))[0]
    assert f"a{box}b" in first


def test_the_bullet_of_word_is_printed_as_a_bullet() -> None:
    assert page_texts(render(sample.paragraphs("\uf0b7 Một")))[0].strip() == "• Một"


def test_every_character_that_is_said_to_print_does_so_in_all_four_faces() -> None:
    shared = set.intersection(*(set(face.getBestCmap()) for face in _faces()))
    text = " ".join(chr(code) for code in sorted(shared) if printable(chr(code)) == (chr(code), []))
    blocks = [sample.paragraphs(text), sample.paragraphs(text, style="basis"), sample.heading(2, "1", text)]
    assert len(text) > 4000
    assert render(*blocks, extra=(Part("markdown", f"***{text.split('a', 1)[1][:40]}***"),)).startswith(b"%PDF")


def test_what_an_explorer_adds_is_printed() -> None:
    import pandas as pd

    frame = pd.DataFrame({"Thôn": ["Đông", "Tây"], "Hồ sơ": [12, 7]})
    extra = (
        Part("markdown", "## Câu hỏi thêm\n\nLời **dẫn**.", "text/markdown"),
        Part("html", frame.to_html(), "text/html"),
        Part("text", "in ra  màn hình", "text/plain"),
        Part("error", "KeyError: 'x'", "text/plain", cell=3),
    )
    text = words(page_texts(render(extra=extra))[0])
    for expected in ["Câu hỏi thêm", "Lời dẫn.", "0 Đông 12", "1 Tây 7", "in ra màn hình"]:
        assert expected in text
    assert "Ô số 4 của sổ tay dừng vì lỗi: KeyError: 'x'" in text


def test_an_image_that_cannot_be_drawn_costs_no_report() -> None:
    linked = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="x.png" width="1" height="1"/></svg>'
    )
    extra = (Part("image", linked, "image/svg+xml"), Part("image", "AAAA", "image/png"))
    text = page_texts(render(sample.paragraphs("Lời văn."), extra=extra))[0]
    assert "Không in được hình ở ô số 1 của sổ tay; hãy xem lại hình, bảng hoặc ký tự ở đó." in words(text)
    assert "Không in được hình: dữ liệu hình không đọc được." in text
    assert "Lời văn." in text


@pytest.mark.parametrize(
    ("submission", "drafts", "synthetic"),
    [({"synthetic": True}, 0, 1), ({"draft": 3}, 1, 0), ({"draft": 3, "synthetic": True}, 1, 1), ({"draft": 0}, 0, 0)],
)
def test_drafts_and_synthetic_data_say_so_on_every_page(
    submission: dict[str, Any], drafts: int, synthetic: int
) -> None:
    blocks = [sample.paragraphs(*["x"] * 60), sample.annex("I", "y"), sample.statistics(2)]
    pages = page_texts(render_pdf(sample.parts_of([sample.submission(**submission), *blocks])))
    assert len(pages) >= 3
    texts = [" ".join(page.split()) for page in pages]  # the margin may take two lines
    said = {(text.count("DỰ THẢO – CÒN 3 LỖI"), text.count("DỮ LIỆU MÔ PHỎNG")) for text in texts}
    assert said == {(drafts, synthetic)}


def test_the_exporter_prints_a_notebook() -> None:
    pdf, resources = CchcPdfExporter().from_notebook_node(sample.notebook_of(sample.sample_blocks()))
    assert (resources["output_extension"], CchcPdfExporter().file_extension) == (".pdf", ".pdf")
    assert CchcPdfExporter.output_mimetype == "application/pdf"
    assert "Lời dẫn của người phân tích." in page_texts(pdf)[0]


def test_a_notebook_that_has_not_run_is_refused_in_words() -> None:
    import nbformat

    with pytest.raises(ExportError, match="chạy bằng papermill"):
        CchcPdfExporter().from_notebook_node(nbformat.v4.new_notebook())


def test_a_document_that_typst_refuses_is_an_export_error(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> bytes:
        raise typst.TypstError("no such thing")

    monkeypatch.setattr(pdf_module, "_compile", refuse)
    with pytest.raises(ExportError, match="Typst báo: no such thing"):
        render(sample.paragraphs("x"))


def test_one_compiler_serves_the_process() -> None:
    assert compiler() is compiler()


def test_another_process_in_another_place_gives_the_same_bytes(pdf: bytes, tmp_path: Path) -> None:
    blocks = tmp_path / "blocks.json"
    blocks.write_text(json.dumps(sample.sample_blocks()), encoding="utf-8")
    script = (
        "import json, sys, hashlib\n"
        "from tests.export import pdf_sample as sample\n"
        "from cchc.export.pdf import render_pdf\n"
        "blocks = json.load(open(sys.argv[1], encoding='utf-8'))\n"
        "print(hashlib.sha256(render_pdf(sample.parts_of(blocks))).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script, str(blocks)]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(pdf).hexdigest()
