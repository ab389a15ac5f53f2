"""What the fonts can print. In: texts as people paste them. Out: nothing; a lost letter fails."""

from __future__ import annotations

import pytest

from cchc.document.model import AnnexReference, Gap, Number
from cchc.export.glyphs import printable, printable_xml, text_width
from cchc.export.layout.inlines import LineBox, inline_nodes, plain_lines, text_nodes

LINE = LineBox(width=165, size=14)


def test_vietnamese_is_printed_as_it_stands() -> None:
    text = "Ủy ban nhân dân xã Hoằng Lưu: 98,9% – “đúng hạn” ≥ 30 m²…\n₫"
    assert printable(text) == (text, [])


def test_letters_in_parts_are_put_together() -> None:
    assert printable("Hoa\u0300ng tie\u0323\u0302n") == ("Hoàng tiện", [])


@pytest.mark.parametrize("bullet", ["\uf0b7", "\uf0a7", "\uf0d8", "\uf076"])
def test_a_bullet_of_word_becomes_a_bullet(bullet: str) -> None:
    assert printable(f"{bullet} Một") == ("• Một", [])


@pytest.mark.parametrize(
    "sign", ["✓", "😀", "\x00", "\x07", "\x1b", "\x85", "\ue000", "\ud800", "\u0378", "\U000e0fff"]
)
def test_what_the_font_lacks_becomes_a_box_and_is_told(sign: str) -> None:
    assert printable(f"a{sign}b") == ("a□b", [ord(sign)])


@pytest.mark.parametrize("sign", ["\ufeff", "\u200b", "\u00ad", "\u202e", "\u2060", "\ufe0f"])
def test_what_is_invisible_goes_without_a_trace(sign: str) -> None:
    assert printable(f"a{sign}b") == ("ab", [])


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\v", "\u2028", "\u2029"])
def test_every_line_end_is_one_newline(end: str) -> None:
    assert printable(f"a{end}b") == ("a\nb", [])


def test_a_character_reference_in_an_image_is_checked_too() -> None:
    assert printable_xml("<text>&#xF0B7; &#10003; &#60;b&#x3E; &amp;</text>") == "<text>• □ &lt;b&gt; &amp;</text>"


def test_ten_digits_of_12_points_are_60_points_wide() -> None:
    # A digit of Times New Roman, and so of Liberation Serif, is half its letter size wide.
    assert text_width("0123456789", 12) == pytest.approx(10 * 12 / 2 * 25.4 / 72)


def test_a_document_number_is_kept_together_with_its_so() -> None:
    nodes = text_nodes("Quyết định số 5272/QĐ-UBND ngày 30/12/2023; NĐ 61/2018/NĐ-CP.", LINE)
    assert nodes == [
        "Quyết định ",
        {"keep": "số 5272/QĐ-UBND"},
        " ngày ",
        {"keep": "30/12/2023"},
        "; NĐ ",
        {"keep": "61/2018/NĐ-CP"},
        ".",
    ]


def test_a_number_too_wide_with_its_so_is_kept_without_it() -> None:
    assert text_nodes("QĐ số 139/QĐ-UBND", LineBox(width=30, size=12)) == ["QĐ số ", {"keep": "139/QĐ-UBND"}]


def test_a_plain_number_or_an_address_is_not_taken_for_a_document_number() -> None:
    assert text_nodes("Đã nhận 830 hồ sơ, xem http://xa.gov.vn/2024/tin-tuc", LINE) == [
        "Đã nhận 830 hồ sơ, xem http://xa.gov.vn/2024/tin-tuc"
    ]


def test_a_word_wider_than_its_line_may_break_and_loses_no_letter() -> None:
    nodes = text_nodes("a " + "x" * 200 + " b", LineBox(width=50, size=14))
    pieces = [node for node in nodes if isinstance(node, str)]
    assert {"cut": True} in nodes
    assert "".join(pieces) == "a " + "x" * 200 + " b"
    assert max(text_width(piece, 14) for piece in pieces) <= 50


def test_a_newline_breaks_the_line_and_blanks_run_together() -> None:
    assert text_nodes("a \t b\nc", LINE) == ["a b", {"br": True}, "c"]


def test_inlines_print_their_text_and_gaps_stay_gaps() -> None:
    inlines = ["Số: ", Gap(width="number"), Number(text="-", missing=True, lineage="k")]
    inlines += [AnnexReference(annex="a", text="Phụ lục I")]
    assert inline_nodes(inlines, LINE) == ["Số: ", {"gap": "number"}, "-", "Phụ lục I"]


def test_preformatted_text_keeps_its_blanks_and_loses_colour_codes() -> None:
    assert plain_lines("a  b\tc\n\x1b[31mđỏ\x1b[0m\n", LINE) == [["a  b    c"], ["đỏ"]]
