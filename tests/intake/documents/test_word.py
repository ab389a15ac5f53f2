"""A Word document is read as its printed page says it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cchc.errors import SubmissionError
from cchc.intake.documents.readers.blocks import Blocks, Paragraph, Table
from cchc.intake.documents.readers.numbering import written
from cchc.intake.documents.readers.word import read_word
from tests.intake.documents.word_file import level, listed, p, parts, span, table


def read(body: str, lists: str = "", styles: str = "") -> Blocks:
    return read_word(parts(body, lists, styles), Path("x.docx"))


def said(body: str, lists: str = "", styles: str = "") -> list[str]:
    found = read(body, lists, styles).blocks
    return [f"{one.marker} {one.text}".strip() for one in found if isinstance(one, Paragraph)]


def rows(body: str) -> list[tuple[str, ...]]:
    return [row.cells for one in read(body).blocks if isinstance(one, Table) for row in one.rows]


OUTLINE = (
    f'<w:abstractNum w:abstractNumId="7">{level(0, "upperRoman", "%1.")}{level(1, "decimal", "%2.")}'
    f"{level(2, 'lowerLetter', '%3)')}{level(3, 'decimal', '%2.%4.')}</w:abstractNum>"
    '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
    '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
    '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="4"/></w:lvlOverride></w:num>'
)


def test_numbers_of_lists_are_those_that_word_prints() -> None:
    body = (
        listed("A", 1) + listed("a", 1, 1) + listed("b", 1, 1) + listed("B", 1) + listed("a", 1, 1) + listed("x", 1, 2)
    )
    assert said(body, OUTLINE) == ["I. A", "1. a", "2. b", "II. B", "1. a", "a) x"]


def test_two_lists_of_one_kind_count_on_and_a_start_of_its_own_counts_once() -> None:
    body = listed("A", 1) + listed("B", 2) + listed("C", 3) + listed("D", 3)
    assert said(body, OUTLINE) == ["I. A", "II. B", "IV. C", "V. D"]


def test_a_number_that_comes_with_a_style_or_with_the_style_it_is_based_on_is_read() -> None:
    styles = (
        '<w:style w:styleId="Muc"><w:name w:val="Muc"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Con"><w:name w:val="heading 2"/><w:basedOn w:val="Muc"/>'
        '<w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    body = p("A", '<w:pStyle w:val="Muc"/>') + p("b", '<w:pStyle w:val="Con"/>')
    assert said(body, OUTLINE, styles) == ["I. A", "1. b"]
    found = read(body, OUTLINE, styles).blocks
    assert [one.style for one in found if isinstance(one, Paragraph)] == ["muc", "heading 2"]


def test_list_zero_takes_the_number_of_a_style_away() -> None:
    assert said(listed("A", 0), OUTLINE) == ["A"]


@pytest.mark.parametrize(
    ("number", "form", "shown"),
    [
        (4, "lowerRoman", "iv"),
        (9, "upperRoman", "IX"),
        (27, "lowerLetter", "aa"),
        (3, "decimalZero", "03"),
        (2, "none", ""),
    ],
)
def test_a_number_is_written_in_its_form(number: int, form: str, shown: str) -> None:
    assert written(number, form) == shown


def test_bullets_are_dashes_but_for_a_plus() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "bullet", chr(0xF0B7))}{level(1, "bullet", "+")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    assert said(listed("A", 1) + listed("b", 1, 1), lists) == ["- A", "+ b"]


CHANGED = (
    "<w:p><w:r><w:t xml:space='preserve'>tiếp nhận </w:t></w:r><w:del><w:r><w:delText>830</w:delText></w:r></w:del>"
    "<w:ins><w:r><w:t>627</w:t></w:r></w:ins><w:r><w:t xml:space='preserve'> hồ sơ</w:t></w:r></w:p>"
)


def test_changes_are_read_as_accepted_and_said() -> None:
    found = read(CHANGED)
    assert [one.text for one in found.blocks if isinstance(one, Paragraph)] == ["tiếp nhận 627 hồ sơ"]
    assert found.remarks == ("Văn bản có sửa đổi đang theo dõi (2 chỗ): đã đọc như khi chấp nhận hết các sửa đổi.",)


def test_a_deleted_paragraph_is_not_there_and_is_not_counted() -> None:
    gone = (
        '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:rPr><w:del/></w:rPr></w:pPr>'
        "<w:del><w:r><w:delText>B</w:delText></w:r></w:del></w:p>"
    )
    assert said(listed("A", 1) + gone + listed("C", 1), OUTLINE) == ["I. A", "II. C"]


def test_moved_text_stands_where_it_went() -> None:
    body = (
        "<w:p><w:moveFrom><w:r><w:t>đi</w:t></w:r></w:moveFrom></w:p>"
        + p("giữa")
        + "<w:p><w:moveTo><w:r><w:t>đến</w:t></w:r></w:moveTo></w:p>"
    )
    assert said(body) == ["giữa", "đến"]


def test_a_text_box_stands_once_behind_the_paragraph_in_which_it_hangs() -> None:
    box = f"<w:txbxContent>{p('trong khung 12 hồ sơ')}</w:txbxContent>"
    hung = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    )
    body = f"<w:p><w:r><w:t>trước</w:t></w:r><w:r>{hung}</w:r></w:p>" + p("sau")
    assert said(body) == ["trước", "trong khung 12 hồ sơ", "sau"]
    assert read(body).left == ()


def test_fields_links_and_controls_are_read() -> None:
    body = (
        "<w:sdt><w:sdtPr/><w:sdtContent>" + p("trong ô điều khiển") + "</w:sdtContent></w:sdt>"
        "<w:p><w:fldSimple w:instr='DOCPROPERTY x'><w:r><w:t>830</w:t></w:r></w:fldSimple>"
        "<w:hyperlink><w:r><w:t xml:space='preserve'> hồ sơ</w:t></w:r></w:hyperlink></w:p>"
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE 99</w:instrText></w:r>"
        "<w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>7</w:t></w:r></w:p>"
    )
    assert said(body) == ["trong ô điều khiển", "830 hồ sơ", "7"]


def test_a_hyphen_that_keeps_words_together_is_a_hyphen() -> None:
    assert said("<w:p><w:r><w:t>33</w:t><w:noBreakHyphen/><w:t>QĐ</w:t></w:r></w:p>") == ["33-QĐ"]


def test_a_merged_cell_is_read_once_and_keeps_its_columns() -> None:
    down, on = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>', "<w:tcPr><w:vMerge/></w:tcPr>"
    body = table(
        [down + p("STT"), span(2) + p("Kết quả")],
        [on + p("STT"), p("Đơn vị"), p("Số liệu")],
    )
    assert rows(body) == [("STT", "Kết quả", ""), ("", "Đơn vị", "Số liệu")]


def test_numbers_in_the_first_column_may_be_those_of_a_list() -> None:
    lists = (
        f'<w:abstractNum w:abstractNumId="1">{level(0, "decimal", "%1")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    found = read(table([listed("", 1), p("A")], [listed("", 1), p("B")]), lists).blocks
    assert [row.cells for one in found if isinstance(one, Table) for row in one.rows] == [("1", "A"), ("2", "B")]


def test_what_is_not_read_is_listed_with_its_paragraph() -> None:
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>ẩn 5</w:t></w:r><w:r><w:t>thấy</w:t></w:r></w:p>"
    picture = "<w:p><w:r><w:drawing><wp:inline><wp:docPr id='1' name='Ảnh 1'/></wp:inline></w:drawing></w:r></w:p>"
    nested = table([table([p("12")]) + p("ngoài")])
    found = read(hidden + picture + nested)
    assert [(one.place, one.text) for one in found.left] == [("đoạn 1", "ẩn 5"), ("đoạn 2", "Ảnh 1"), ("đoạn 3", "12")]
    assert [row.cells for one in found.blocks if isinstance(one, Table) for row in one.rows] == [("ngoài",)]


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


UP, DOWN = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
STRIKE, DOUBLE, NO_STRIKE = "<w:strike/>", "<w:dstrike/>", '<w:strike w:val="0"/>'


@pytest.mark.parametrize(
    ("runs", "text", "left"),
    [
        (run("892") + run("1", UP) + run(" hồ sơ"), "892 hồ sơ", ["1"]),
        (run("892") + run("(1), 2", UP), "892", ["(1), 2"]),
        (run("89") + run("1", UP) + run("2"), "89 2", ["1"]),
        (run("75", STRIKE) + run("0", STRIKE) + run("800 hồ sơ"), "800 hồ sơ", ["750"]),
        (run("750", DOUBLE) + run("800") + run(" 12", STRIKE), "800", ["750", "12"]),
        (run("750", NO_STRIKE) + run("800"), "750800", []),
        (run("500 m") + run("2", UP) + run(", ngày") + run("a", UP), "500 m², ngàya", []),
        (run("CO") + run("2", DOWN) + run(" 12") + run("3", DOWN), "CO2 12", ["3"]),
        (run("12") + run("3a4", UP) + run("5"), "12 3a4 5", []),
    ],
)
def test_struck_text_and_marks_of_notes_are_no_digits_of_a_number(runs: str, text: str, left: list[str]) -> None:
    assert said(f"<w:p>{runs}</w:p>") == [text]
    assert [(one.place, one.text) for one in read(f"<w:p>{runs}</w:p>").left] == [("đoạn 1", one) for one in left]
    assert rows(table([f"<w:p>{runs}</w:p>"])) == [(text,)]


def test_why_struck_text_and_marks_are_not_read_is_said() -> None:
    found = read(f"<w:p>{run('750', STRIKE)}{run('800')}{run('1', UP)}</w:p>").left
    assert ["gạch ngang" in one.why for one in found] == [True, False]
    assert "dấu chú thích" in found[1].why


def test_a_line_broken_by_hand_is_a_paragraph_of_the_same_place() -> None:
    found = read("<w:p><w:r><w:t>TM. UBND</w:t><w:br/><w:t>CHỦ TỊCH</w:t></w:r></w:p>").blocks
    assert [(one.text, one.place) for one in found if isinstance(one, Paragraph)] == [
        ("TM. UBND", "đoạn 1"),
        ("CHỦ TỊCH", "đoạn 1"),
    ]


def test_broken_xml_is_refused() -> None:
    with pytest.raises(SubmissionError, match="cắt cụt hoặc hỏng"):
        read_word({"word/document.xml": b"<w:document"}, Path("x.docx"))
