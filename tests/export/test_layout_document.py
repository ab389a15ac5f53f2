"""The document that the Typst template prints. In: blocks, Markdown, HTML. Out: nothing; a wrong node fails."""

from __future__ import annotations

import base64
import hashlib
import io
from typing import Any

import pytest

from cchc.document.charts.widths import keep_widths
from cchc.document.letter import issuer_in_text, page_marks
from cchc.errors import ExportError
from cchc.export.layout.attachments import attached_files
from cchc.export.layout.document import report_document
from cchc.export.layout.from_html import html_nodes
from cchc.export.layout.from_markdown import markdown_nodes
from cchc.export.layout.images import foreign_image_node
from cchc.export.layout.tables import table_nodes
from cchc.export.pictures import Picture, svg_size
from tests.export import pdf_sample as sample
from tests.export.pdf_sample import typed


def document(*blocks: dict[str, Any]) -> dict[str, Any]:
    return report_document(sample.parts_of([sample.submission(), *blocks]))


def test_a_notebook_that_made_no_submission_is_refused() -> None:
    with pytest.raises(ExportError, match="report.submission"):
        report_document(sample.parts_of([sample.title()]))


def test_heading_levels_never_leap() -> None:
    body = document(sample.heading(3, "a", "x"), sample.heading(1, "I", "y"), sample.heading(3, "a", "z"))["body"]
    assert [node["level"] for node in body] == [1, 1, 2]
    assert [node["style"] for node in body] == [3, 1, 3]


def test_figures_move_to_an_annex_numbered_after_the_others() -> None:
    doc = document(sample.figure("A"), sample.figure("B"), sample.annex("I", "x"), sample.annex("II", "y"))
    assert doc["body"] == [{"type": "reference", "numbers": [1, 2], "annex": "III"}]
    assert [annex["name"] for annex in doc["annexes"]] == [["Phụ lục I"], ["Phụ lục II"], ["Phụ lục III"]]
    assert [node["caption"] for node in doc["annexes"][2]["nodes"]] == [["Biểu đồ 1. A"], ["Biểu đồ 2. B"]]


def test_a_report_without_figures_has_no_annex_of_figures() -> None:
    assert [annex["name"] for annex in document(sample.annex("I", "x"))["annexes"]] == [["Phụ lục I"]]


def test_a_lone_annex_of_figures_has_no_number() -> None:
    assert [annex["name"] for annex in document(sample.figure("A"))["annexes"]] == [["Phụ lục"]]


def test_a_figure_without_alternative_text_gets_its_caption() -> None:
    [annex] = document(sample.figure("Hồ sơ theo kênh", alt=" "))["annexes"]
    assert annex["nodes"][0]["image"]["alt"] == "Hồ sơ theo kênh"


def test_the_paper_has_the_face_and_needs_no_lengths_of_lines() -> None:
    plain = (
        '<svg xmlns="http://www.w3.org/2000/svg" font-family="Liberation Serif" font-size="9"><text>830</text></svg>'
    )
    assert keep_widths(plain) != plain
    [annex] = document(sample.figure("A", svg=keep_widths(plain)))["annexes"]
    assert annex["nodes"][0]["image"]["svg"] == plain


def test_the_last_paragraph_is_tied_to_the_signature() -> None:
    body = document(sample.paragraphs("một", "hai"), sample.signature())["body"]
    assert [node.get("sticky", False) for node in body] == [False, True, False]


def test_the_enclosure_line_names_kind_number_day_and_issuer() -> None:
    line = document(sample.letterhead(), sample.title())["enclosure"]
    assert line == [
        "(Kèm theo Báo cáo ", "số ", {"gap": "number"}, "/BC-UBND", " ", "ngày ", {"gap": "day"}, " tháng ",
        {"gap": "month"}, " ", {"keep": "năm 2024"}, {"br": True}, "của Ủy ban nhân dân xã Hoằng Lưu)",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("issuer", "unit", "expected"),
    [
        (["ỦY BAN NHÂN DÂN", "XÃ HOẰNG LƯU"], "Xã Hoằng Lưu", "Ủy ban nhân dân xã Hoằng Lưu"),
        (["ỦY BAN NHÂN DÂN", "XÃ HOÀNG LƯU"], "Xã Hoằng Lưu", "Ủy ban nhân dân xã Hoàng Lưu"),
        (["ỦY BAN NHÂN DÂN", "PHƯỜNG 1"], "Phường 1", "Ủy ban nhân dân Phường 1"),
        (["ỦY BAN NHÂN DÂN", "THỊ TRẤN BÚT SƠN"], "Thị trấn Bút Sơn", "Ủy ban nhân dân thị trấn Bút Sơn"),
        (["UBND", "XÃ HOẰNG LƯU"], "Xã Hoằng Lưu", "UBND xã Hoằng Lưu"),
    ],
)
def test_the_issuer_is_written_in_small_letters_within_a_sentence(issuer: list[str], unit: str, expected: str) -> None:
    assert issuer_in_text(issuer, unit) == expected


def test_synthetic_data_and_drafts_mark_every_page() -> None:
    assert page_marks(typed(sample.submission())) == []
    assert page_marks(typed(sample.submission(synthetic=True))) == ["DỮ LIỆU MÔ PHỎNG"]
    assert page_marks(typed(sample.submission(draft=2, synthetic=True))) == ["DỰ THẢO – CÒN 2 LỖI", "DỮ LIỆU MÔ PHỎNG"]


def test_files_keep_their_bytes_and_get_names_of_their_own() -> None:
    marked = hashlib.sha256(b"\xef\xbb\xbfa").hexdigest()
    files = [{"name": "x/a.csv", "sha256": marked, "text": "a"}, {"name": "a.csv", "sha256": "0", "text": "a"}]
    attached = attached_files(typed(sample.submission(files=[*files, {"name": "..", "sha256": "0", "text": ""}])))
    assert [file["name"] for file in attached] == ["a.csv", "a-2.csv", "tep"]
    assert [file["text"] for file in attached] == ["\ufeffa", "a", ""]
    assert [file["relationship"] for file in attached] == ["data", "data", "source"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_file_in_utf_16_is_attached_byte_for_byte(encoding: str) -> None:
    data = "\ufeffstt;ten".encode(encoding)
    files = [{"name": "a.csv", "sha256": hashlib.sha256(data).hexdigest(), "text": "stt;ten"}]
    assert attached_files(typed(sample.submission(files=files)))[0]["text"] == list(data)


def test_a_table_head_that_does_not_fill_its_columns_gives_way_to_the_labels() -> None:
    block = {**sample.statistics(1), "head": [[{"text": "STT", "colspan": 9, "rowspan": 1}]]}
    [node] = table_nodes(typed(block), landscape=False)
    head = [cell for row in node["head"] for cell in row]
    assert [cell["c"] for cell in head] == [["STT"], ["Chỉ tiêu thống kê"], ["Đơn vị tính"], ["Số liệu"], ["Ghi chú"]]


def test_a_column_is_as_wide_as_its_document_number() -> None:
    columns = [{"label": "a", "unit": None, "width": width, "align": "left"} for width in (90, 10)]
    rows = [{"kind": "row", "absent": False, "cells": [["x"], ["139/QĐ-UBND"]]}]
    [node] = table_nodes(typed({**sample.statistics(0), "columns": columns, "head": [], "rows": rows}), landscape=False)
    assert node["widths"][1] > 165 * 10 / 100
    assert sum(node["widths"]) == pytest.approx(210 - 30 - 15)
    assert node["rows"][0]["cells"][1] == [{"keep": "139/QĐ-UBND"}]


def test_a_row_with_too_few_or_too_many_cells_still_has_one_a_column() -> None:
    block = sample.statistics(2)
    block["rows"][0]["cells"] = [["1"]]
    block["rows"][1]["cells"] = [["1"]] * 9
    [node] = table_nodes(typed(block), landscape=False)
    assert [len(row["cells"]) for row in node["rows"]] == [5, 5]


def test_markdown_gives_headings_emphasis_marked_items_and_tables() -> None:
    nodes = markdown_nodes(
        "# A\n\nx **b** *i* [l](http://x)\n\n- m\n  - n\n\n3. o\n\n| c | d |\n|---|---|\n| 1 | 2 |\n"
    )
    assert [node["type"] for node in nodes] == ["heading", "paragraph", "paragraph", "paragraph", "paragraph", "table"]
    assert nodes[1]["c"] == ["x ", {"strong": ["b"]}, " ", {"em": ["i"]}, " ", "l"]
    assert [node["c"] for node in nodes[2:5]] == [["- ", "m"], ["+ ", "n"], ["3. ", "o"]]
    assert nodes[5]["rows"][0]["cells"] == [["1"], ["2"]]


def test_html_in_markdown_leaves_its_words_only() -> None:
    assert markdown_nodes("a <b>c</b><br>d")[0]["c"] == ["a ", "c", {"br": True}, "d"]
    assert markdown_nodes("<div>x<script>alert(1)</script></div>") == [{"type": "verbatim", "lines": [["x"]]}]


def test_a_table_of_html_is_read_with_its_head_and_spans() -> None:
    html = "<table><thead><tr><th></th><th colspan='2'>k</th></tr></thead><tbody><tr><th>0</th><td>1<td>2</table>3 × 2"
    table, text = html_nodes(html)
    assert [(cell["c"], cell["colspan"]) for row in table["head"] for cell in row] == [([], 1), (["k"], 2)]
    assert table["rows"][0]["cells"] == [["0"], ["1"], ["2"]]
    assert text["lines"] == [["3 × 2"]]


def test_a_png_becomes_an_image_and_a_broken_one_nothing() -> None:
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (96, 48)).save(target, "PNG")
    whole = base64.b64encode(target.getvalue()).decode()
    node = foreign_image_node(Picture(whole, "image/png"))
    assert node is not None
    assert (node["width"], node["height"]) == (25.4, 12.7)
    assert foreign_image_node(Picture(base64.b64encode(target.getvalue()[:-30]).decode(), "image/png")) is None
    assert foreign_image_node(Picture("not base64", "image/png")) is None


@pytest.mark.parametrize(
    ("svg", "size"),
    [
        ('<svg width="72pt" height="1in"/>', (25.4, 25.4)),
        ('<svg viewBox="0 0 96 192"/>', (25.4, 50.8)),
        ('<svg width="100%" height="3"/>', None),
        ("<svg", None),
        ("<svg/>", None),
    ],
)
def test_an_svg_tells_its_size(svg: str, size: tuple[float, float] | None) -> None:
    assert svg_size(svg) == (pytest.approx(size) if size else None)
