"""The Word document: as decree 30 asks, sound by its schema, the same bytes each time, nothing typed obeyed."""

from __future__ import annotations

import hashlib
import io
import itertools
import json
import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from lxml import etree
from openxml_audit import OpenXmlValidator

from cchc.export.docx.package import NAMESPACE
from cchc.export.outputs import Part
from cchc.export.word import CchcDocxExporter, render_docx
from tests.export import pdf_sample as sample

ROOT = Path(__file__).parents[2]
HOSTILE = '#let x = 1 </w:t><w:br/> &amp; <script>alert("1")</script> =HYPERLINK("x") {{ DATE }} ]]>'


def render(*blocks: Any, extra: tuple[Part, ...] = (), **submission: Any) -> bytes:
    return render_docx([*sample.parts_of([sample.submission(**submission), *blocks]), *extra])


def opened(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def text_of(element: Any) -> str:
    return "".join(node.text or "" for node in element.iter(qn("w:t")))


def texts(document: WordDocument) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


@pytest.fixture(scope="module")
def data() -> bytes:
    return render_docx(sample.parts_of(sample.sample_blocks()))


@pytest.fixture(scope="module")
def document(data: bytes) -> WordDocument:
    return opened(data)


def errors_of(data: bytes, folder: Path) -> list[str]:
    path = folder / "a.docx"
    path.write_bytes(data)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]


def test_the_file_holds_to_the_schema(data: bytes, tmp_path: Path) -> None:
    assert errors_of(data, tmp_path) == []


def test_the_validator_sees_an_element_out_of_its_order(data: bytes, tmp_path: Path) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as given, zipfile.ZipFile(made, "w") as spoilt:
        for name in given.namelist():
            content = given.read(name)
            if name == "word/document.xml":
                content = re.sub(rb"(<w:pStyle [^>]*/>)(<w:keepNext/>)", rb"\2\1", content, count=1)
                assert content != given.read(name)
            spoilt.writestr(name, content)
    assert errors_of(made.getvalue(), tmp_path)


def test_every_page_is_a4_with_the_margins_of_the_decree(document: WordDocument) -> None:
    for section in document.sections:
        sides = sorted(round(side.mm) for side in (section.page_width, section.page_height))
        margins = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
        assert sides == [210, 297]
        assert [round(margin.mm) for margin in margins] == [20, 15, 20, 30]
        assert round(section.header_distance.mm) == 10


def test_the_report_and_each_annex_are_numbered_from_1_without_a_number_on_their_first_page(
    document: WordDocument,
) -> None:
    restarts = [
        [n.get(qn("w:start")) for n in section._sectPr.iter(qn("w:pgNumType"))] for section in document.sections
    ]
    assert restarts == [["1"], ["1"], ["1"], ["1"]]  # the body, two annexes, the figures
    assert all(section.different_first_page_header_footer for section in document.sections)
    codes = [
        [code.text for code in header._element.iter(qn("w:instrText"))]
        for header in (document.sections[0].header, document.sections[0].first_page_header)
    ]
    assert codes == [[" PAGE "], []]


def test_only_the_annex_that_asks_for_it_lies_on_its_side(document: WordDocument) -> None:
    turned = [section.orientation == WD_ORIENT.LANDSCAPE for section in document.sections]
    assert turned == [False, False, True, False]


def test_a_table_that_no_upright_page_has_room_for_turns_its_page_alone() -> None:
    import pandas as pd

    columns = [f"Chỉ tiêu {n} đã giải quyết" for n in range(14)]
    wide = pd.DataFrame([["123.456.789"] * 14], columns=columns)
    document = opened(
        render(sample.paragraphs("Trước."), extra=(Part("html", wide.to_html(), "text/html"), Part("text", "Sau.")))
    )
    sections = document.sections
    assert [section.orientation == WD_ORIENT.LANDSCAPE for section in sections] == [False, True, False]
    assert [section.different_first_page_header_footer for section in sections] == [True, False, False]
    assert not [*sections[1]._sectPr.iter(qn("w:pgNumType"))]


def test_headings_are_those_of_word_and_leap_no_level(document: WordDocument) -> None:
    outline = re.compile(r"heading (\d)", re.IGNORECASE)
    levels = [int(found[1]) for p in document.paragraphs if p.style and (found := outline.match(p.style.name or ""))]
    assert levels[:4] == [1, 2, 3, 2]
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_all_text_is_times_new_roman_in_vietnamese(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        styles = etree.fromstring(package.read("word/styles.xml"))
        body = package.read("word/document.xml")
    defaults = styles.find(qn("w:docDefaults"))
    fonts = defaults.find(f".//{qn('w:rFonts')}")
    assert {*fonts.attrib.values()} == {"Times New Roman"}
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:val")) == "vi-VN"
    assert len([*styles.iter(qn("w:rFonts"))]) == 1  # no style names another one
    assert b"w:rFonts" not in body


def test_the_body_is_set_as_the_decree_asks(document: WordDocument) -> None:
    style = next(s for s in document.styles if s.name == "CCHC Lời văn")
    lines = style.paragraph_format
    assert style.font.size.pt == 14
    assert (lines.line_spacing, lines.space_after.pt, round(lines.first_line_indent.mm, 1)) == (1.2, 6, 12.7)


def test_the_head_of_a_table_repeats_and_no_row_is_split_or_lost(document: WordDocument) -> None:
    statistics = next(t for t in document.tables if "Chỉ tiêu thống kê" in text_of(t._tbl))
    rows = statistics._tbl.findall(qn("w:tr"))
    heads = [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None]
    assert heads == rows[:2]
    assert len(rows) == 2 + 81
    assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)


def test_cells_that_reach_over_rows_and_columns_fill_the_grid(document: WordDocument) -> None:
    for table in document.tables:
        columns = len(table._tbl.tblGrid.findall(qn("w:gridCol")))
        for row in table._tbl.findall(qn("w:tr")):
            spans = [cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}") for cell in row.findall(qn("w:tc"))]
            assert sum(1 if span is None else int(span.get(qn("w:val"))) for span in spans) == columns


def test_charts_are_pictures_with_words_that_stand_for_them(document: WordDocument) -> None:
    pictures = [*document.element.body.iter(qn("wp:docPr"))]
    assert [picture.get("id") for picture in pictures] == ["1", "2", "3", "4"]
    assert {picture.get("descr") for picture in pictures} == {"Cột ngang theo kênh", "Hồ sơ theo tháng"}


def test_the_signature_stands_beside_the_recipients_and_is_not_split(document: WordDocument) -> None:
    table = next(t for t in document.tables if "Nơi nhận:" in text_of(t._tbl))
    [row] = table._tbl.findall(qn("w:tr"))
    assert row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    assert len(row.findall(qn("w:tc"))) == 2


def test_it_carries_the_raw_files_as_received() -> None:
    awkward = 'a,b\r\n"=1",\u00a0\t€\r\n'
    nul = "x\x00y"
    files = [
        {"name": name, "sha256": hashlib.sha256(text.encode()).hexdigest(), "text": text}
        for name, text in (("phu_luc_01b.csv", awkward), ("noi_dung.yaml", nul))
    ]
    with zipfile.ZipFile(io.BytesIO(render(files=files))) as package:
        root = etree.fromstring(package.read("customXml/item1.xml"))
        assert "customXml/itemProps1.xml" in package.namelist()  # LibreOffice drops the part without it
    carried = {tep.get("ten"): (tep.get("ma"), tep.text) for tep in root.iter(f"{{{NAMESPACE}}}tep")}
    assert carried == {"phu_luc_01b.csv": (None, awkward), "noi_dung.yaml": ("base64", "eAB5")}


def test_what_people_type_is_printed_and_never_obeyed(tmp_path: Path) -> None:
    data = render(
        sample.heading(1, "I", HOSTILE),
        sample.paragraphs(HOSTILE, [sample.number(HOSTILE)]),
        {"block": "notice", "inlines": [HOSTILE], "tone": "info"},
        sample.figure(HOSTILE, HOSTILE),
        extra=(Part("text", HOSTILE), Part("error", HOSTILE)),
    )
    assert errors_of(data, tmp_path) == []
    printed = [text for text in texts(opened(data)) if HOSTILE in text]
    assert len(printed) == 1 + 2 + 1 + 1 + 2  # heading, two paragraphs, the remark, a caption, an output, an error
    codes = [node.text for node in opened(data).element.body.iter(qn("w:instrText"))]
    assert codes == []


@pytest.mark.parametrize("sign", ["✓", "\x00", "\x07", "\ufffe", "\ud800", "\U0001f1fb\U0001f1f3"])
def test_a_character_that_no_xml_holds_costs_no_report(sign: str) -> None:
    assert any("a" in text and "b" in text for text in texts(opened(render(sample.paragraphs(f"a{sign}b")))))


def test_what_an_explorer_adds_is_printed() -> None:
    import pandas as pd

    frame = pd.DataFrame({"Thôn": ["Đông", "Tây"], "Hồ sơ": [12, 7]})
    linked = (
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><image href="x.png" width="1" height="1"/></svg>'
    )
    extra = (
        Part("markdown", "## Câu hỏi thêm\n\nLời **dẫn**.", "text/markdown"),
        Part("html", frame.to_html(), "text/html"),
        Part("text", "in ra  màn hình", "text/plain"),
        Part("error", "KeyError: 'x'", "text/plain", cell=3),
        Part("image", linked, "image/svg+xml"),
    )
    document = opened(render(extra=extra))
    assert [row.cells[1].text for row in document.tables[0].rows] == ["Thôn", "Đông", "Tây"]
    whole = "\n".join(texts(document))
    for expected in ("Câu hỏi thêm", "Lời dẫn.", "in ra  màn hình", "KeyError: 'x'", "Không in được hình"):
        assert expected in whole


@pytest.mark.parametrize(
    ("submission", "mark"), [({"draft": 3}, "DỰ THẢO – CÒN 3 LỖI"), ({"synthetic": True}, "DỮ LIỆU MÔ PHỎNG")]
)
def test_drafts_and_synthetic_data_say_so_on_every_page(submission: dict[str, Any], mark: str) -> None:
    document = opened(
        render(sample.paragraphs("x"), sample.annex("I", "y", landscape=True), sample.reductions(2), **submission)
    )
    headers = [h for section in document.sections for h in (section.header, section.first_page_header)]
    assert len(headers) == 4
    assert all(mark in header.paragraphs[0].text for header in headers)


def test_what_word_shows_of_the_file_is_that_of_the_report(document: WordDocument) -> None:
    core = document.core_properties
    assert core.title.startswith("Báo cáo Kết quả thực hiện cải cách hành chính năm 2024")
    assert (core.author, core.language) == ("ỦY BAN NHÂN DÂN XÃ HOẰNG LƯU", "vi-VN")
    assert core.created.date().isoformat() == core.modified.date().isoformat() == "2024-12-14"


def test_another_process_in_another_place_gives_the_same_bytes(data: bytes, tmp_path: Path) -> None:
    blocks = tmp_path / "blocks.json"
    blocks.write_text(json.dumps(sample.sample_blocks()), encoding="utf-8")
    script = (
        "import json, sys, hashlib\n"
        "from tests.export import pdf_sample as sample\n"
        "from cchc.export.word import render_docx\n"
        "blocks = json.load(open(sys.argv[1], encoding='utf-8'))\n"
        "print(hashlib.sha256(render_docx(sample.parts_of(blocks))).hexdigest())\n"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TZ": "Asia/Ho_Chi_Minh", "PYTHONHASHSEED": "7"}
    command = [sys.executable, "-c", script, str(blocks)]
    ran = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == hashlib.sha256(data).hexdigest()


def test_the_exporter_writes_a_notebook(tmp_path: Path) -> None:
    notebook = sample.notebook_of(sample.sample_blocks())
    data, resources = CchcDocxExporter().from_notebook_node(notebook)
    assert resources["output_extension"] == ".docx"
    assert texts(opened(data))[:3] == [
        "Lời dẫn của người phân tích.",
        "BÁO CÁO",
        "Kết quả thực hiện cải cách hành chính năm 2024; phương hướng, nhiệm vụ năm 2025",
    ]
