"""The HTML of a report: its structure, what it says to assistive technology, and what it refuses to let through."""

from __future__ import annotations

import base64
import hashlib
import itertools
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from cchc.document.charts.canvas import Box, Canvas
from cchc.document.charts.drawing import MAIN
from cchc.errors import ExportError
from cchc.export.html import CchcHtmlExporter
from cchc.export.page.foreign import clean_html, image_uri
from cchc.export.page.render import printed_text, render_html
from cchc.export.page.svg import inline_svg
from tests.export import html_sample as sample


@pytest.fixture(scope="module")
def report() -> str:
    return render_html(sample.notebook(sample.report_blocks(figures=2)))


@pytest.fixture(scope="module")
def page(report: str) -> BeautifulSoup:
    return BeautifulSoup(report, "html.parser")


@pytest.fixture(scope="module")
def hostile() -> BeautifulSoup:
    return _page(sample.paragraphs(sample.HOSTILE, sample.number(sample.HOSTILE)), cells=sample.explorer_cells())


def _page(*blocks: dict[str, Any], cells: list[Any] | None = None, **changes: Any) -> BeautifulSoup:
    node = sample.notebook([sample.submission(**changes), sample.letterhead(), sample.title(), *blocks], *(cells or []))
    return BeautifulSoup(render_html(node), "html.parser")


def _one(page: Tag, selector: str) -> Tag:
    found = page.select(selector)
    assert len(found) == 1, (selector, found)
    return found[0]


def test_the_page_is_in_vietnamese_and_fits_a_phone(page: BeautifulSoup) -> None:
    assert _one(page, "html")["lang"] == "vi"
    assert _one(page, "meta[charset]")["charset"] == "utf-8"
    assert "width=device-width" in str(_one(page, "meta[name=viewport]")["content"])


def test_the_browser_tab_names_the_commune_first(page: BeautifulSoup) -> None:
    assert _one(page, "head title").text.startswith("xã Hoằng Lưu, năm 2024 – BÁO CÁO Kết quả")


def test_there_is_one_h1_and_it_is_the_title_of_the_report(page: BeautifulSoup) -> None:
    assert _one(page, "h1").text.startswith("BÁO CÁO Kết quả thực hiện cải cách hành chính năm 2024;")


def test_a_notebook_without_a_title_still_has_an_h1() -> None:
    page = BeautifulSoup(render_html(sample.notebook([sample.submission()])), "html.parser")
    assert _one(page, "h1").text == "BÁO CÁO xã Hoằng Lưu, năm 2024"


def test_no_heading_level_is_skipped(hostile: BeautifulSoup, page: BeautifulSoup) -> None:
    for document in (hostile, page):
        levels = [int(h.name[1]) for h in document.select("h1, h2, h3, h4, h5, h6")]
        assert levels[0] == 1 and len(levels) > 4
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def test_a_heading_two_levels_down_is_brought_up_to_the_next() -> None:
    page = _page(sample.heading(1, "I", "Một"), sample.heading(3, "a", "Ba"), sample.paragraphs("x"))
    assert [(h.name, h.text) for h in page.select("main h2, main h3, main h4")] == [("h2", "I. Một"), ("h3", "a) Ba")]


def test_an_annex_is_a_section_under_an_h2_and_its_own_headings_are_below_it() -> None:
    page = _page(sample.annex("pl", "I", "Thống kê"), sample.heading(1, "A", "Nhóm"), sample.paragraphs("x"))
    section = _one(page, "main section.phu-luc")
    assert _one(section, "h2").text == "Phụ lục I Thống kê"
    assert section["aria-labelledby"] == _one(section, "h2")["id"]
    assert _one(section, "h3").text == "A. Nhóm"


def test_an_annex_says_which_report_it_belongs_to() -> None:
    page = _page(sample.annex("pl", "I", "Thống kê"))
    said = "(Kèm theo Báo cáo số /BC-UBND ngày  tháng  năm 2024 của Ủy ban nhân dân xã Hoằng Lưu)"
    assert _one(page, ".kem-theo br").replace_with(" ") is not None
    assert _one(page, ".kem-theo").text == said


def test_landmarks_are_there_once_each(page: BeautifulSoup) -> None:
    for name in ("header", "nav", "main", "footer"):
        _one(page, name)


def test_the_table_of_contents_leads_to_every_section_and_annex(page: BeautifulSoup) -> None:
    links = page.select("nav a")
    assert [a.text for a in links][:2] == [
        "I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH",
        "1. Công tác chỉ đạo, điều hành cải cách hành chính",
    ]
    # 5 sections, 2 + 3 + 2 + 2 parts, 2 annexes, provenance and code
    assert len(links) == 5 + 9 + 2 + 2
    for link in links:
        _one(page, f'[id="{str(link["href"])[1:]}"]')


def test_ids_are_unique_in_the_page(hostile: BeautifulSoup, page: BeautifulSoup) -> None:
    for document in (hostile, page):
        ids = [element["id"] for element in document.select("[id]")]
        assert len(ids) == len(set(ids))


def test_a_reference_to_an_annex_is_a_link_to_it(page: BeautifulSoup) -> None:
    link = page.select("main p a.den-phu-luc")[0]
    assert link.text == "Phụ lục I"
    assert _one(page, f'[id="{str(link["href"])[1:]}"]').text.startswith("Phụ lục I")


def test_a_reference_to_an_annex_that_is_not_there_is_plain_text() -> None:
    page = _page(sample.paragraphs("Xem ", {"t": "annexref", "annex": "khac", "text": "Phụ lục V"}, "."))
    assert _one(page, "main > p").text == "Xem Phụ lục V." and not page.select("main a")


def test_a_number_stays_text_of_its_sentence_and_its_button_holds_none() -> None:
    page = _page(sample.paragraphs("Đã tiếp nhận ", sample.number("830"), " hồ sơ."))
    sentence, button = _one(page, "main > p"), _one(page, "main > p .so > button")
    assert sentence.text == "Đã tiếp nhận 830 hồ sơ."
    assert button.text == "" and button["aria-label"] == "Nguồn của 830"


def test_the_source_of_a_number_is_a_popover_that_stands_after_its_block() -> None:
    page = _page(sample.paragraphs("Đã tiếp nhận ", sample.number("830"), " hồ sơ."))
    popover = _one(page, f"#{_one(page, 'main .so > button')['popovertarget']}")
    assert popover.has_attr("popover") and popover.find_parent("p") is None


def test_a_missing_number_is_marked() -> None:
    page = _page(sample.paragraphs(sample.number("chưa có số liệu", missing=True)))
    assert _one(page, "span.so.thieu").text == "chưa có số liệu"


def test_a_citation_is_long_first_and_short_after() -> None:
    cite = {"t": "cite", "doc": "a", "long": "Quyết định số 1/QĐ-UBND về việc A", "short": "Quyết định số 1/QĐ-UBND"}
    page = _page(sample.paragraphs(cite), sample.paragraphs(cite))
    assert [p.text for p in page.select("main > p")] == [cite["long"], cite["short"]]


@pytest.mark.parametrize("number", ["5272/QĐ-UBND", "61/2018/NĐ-CP", "1686/NQ-UBTVQH15", "19/2025/QĐ-TTg"])
def test_a_document_number_holds_together_on_its_line(number: str) -> None:
    assert printed_text(f"số {number} ngày") == f'số <span class="vb">{number}</span> ngày'


def test_dates_and_fractions_are_not_taken_for_document_numbers() -> None:
    assert printed_text("ngày 30/12/2023, 585/589 hồ sơ, 50 km/h") == "ngày 30/12/2023, 585/589 hồ sơ, 50 km/h"


def test_a_line_break_in_a_text_is_kept() -> None:
    assert printed_text("một\n<hai>") == "một<br>&lt;hai&gt;"


def test_column_heads_and_row_labels_say_what_they_head(page: BeautifulSoup) -> None:
    table = _one(page, "#table-1")
    heads = [(th.text, th["scope"], th.get("colspan"), th.get("rowspan")) for th in table.select("thead th")]
    assert heads == [
        ("STT", "col", None, "2"),
        ("Chỉ tiêu thống kê", "col", None, "2"),
        ("Kết quả thống kê", "colgroup", "2", None),
        ("Ghi chú", "col", None, "2"),
        ("Đơn vị tính", "col", None, None),
        ("Số liệu", "col", None, None),
    ]
    rows = table.select("tbody tr")
    assert len(rows) == 81
    for row in rows:
        assert row.select("th[scope=row]") == [row.find_all(["th", "td"])[1]]


def test_every_table_has_a_name_and_scrolls_in_a_region_of_its_own(page: BeautifulSoup) -> None:
    for table in page.select("main table"):
        assert table.find("caption") is not None or table.get("aria-label")
        region = table.parent
        assert region is not None and region["role"] == "region"
        assert region["tabindex"] == "0" and region["aria-label"]


def test_a_row_not_submitted_says_so_in_words(page: BeautifulSoup) -> None:
    absent = page.select("#table-1 tr.vang")
    # of rows 0 to 80: 17, 37, 57 and 77
    assert [row.find("td").text for row in absent if row.find("td")] == ["3.17", "3.37", "3.57", "3.77"]
    assert all("(không gửi số liệu)" in row.text for row in absent)


def test_columns_get_their_share_of_the_width(report: str) -> None:
    # the label column: 6 of 1 + 6 + 2 + 1.5 + 1.5 = 12
    assert "#table-1 col:nth-child(2){width:50.0%}" in report


def test_every_figure_has_a_text_alternative_a_caption_a_source_and_its_data(page: BeautifulSoup) -> None:
    figures = page.select("figure")
    assert len(figures) == 2
    for number, figure in enumerate(figures, 1):
        drawing = _one(figure, ".hinh")
        assert drawing["role"] == "img" and "585 hồ sơ" in str(drawing["aria-label"])
        assert _one(figure, "figcaption").text.startswith(f"Biểu đồ {number}. Hồ sơ tiếp nhận")
        assert _one(figure, ".nguon").text == "Nguồn: phụ lục 01b, dòng 3.3.1"
        assert [td.text for td in figure.select("details td")] == ["585", "40"]


def test_a_figure_without_an_alternative_gets_its_caption() -> None:
    page = _page({**sample.figure(svg="<svg xmlns='http://www.w3.org/2000/svg'/>"), "alt": ""})
    assert _one(page, ".hinh")["aria-label"] == "Hồ sơ tiếp nhận theo kênh, năm 2024"


def test_a_chart_keeps_its_text_and_colours_and_nothing_that_refers_to_anything() -> None:
    canvas = Canvas(60)
    canvas.boxes([Box(1, 1, 5, 5)], MAIN)
    canvas.text(20, 3, "Trực tuyến", align="center")
    drawing = inline_svg(canvas.svg(), "Biểu đồ")
    assert ">Trực tuyến</text>" in drawing and 'fill="#1f4e79"' in drawing and 'text-anchor="middle"' in drawing
    foreign = inline_svg(sample.chart_svg(), "Biểu đồ")
    assert ">Trực tuyến</text>" in foreign
    assert not any(mark in foreign for mark in ("style", "<defs", "url(", "href", " id=", "clip-path"))


def test_a_line_of_text_keeps_its_length() -> None:
    line = '<text textLength="20.5" lengthAdjust="spacingAndGlyphs">1234</text>'
    assert line in inline_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{line}</svg>', "nhãn")


def test_a_drawing_is_written_in_few_letters() -> None:
    path = '<path d="M 0 0.125 L 1e-05 2 z" fill="#ffffff" stroke="#6b6b6b" stroke-dashoffset="0" opacity="0"/>'
    assert inline_svg(f'<svg xmlns="http://www.w3.org/2000/svg">{path}</svg>', "nét") == (
        '<svg stroke-linejoin="round"><path d="M0 0.12L1e-05 2z" fill="#fff" stroke="#6b6b6b" opacity="0" /></svg>'
    )


def test_nothing_active_or_foreign_gets_through_a_drawing() -> None:
    source = (
        '<svg xmlns="http://www.w3.org/2000/svg" onload="a()"><script>a()</script><style>*{fill:red}</style>'
        '<foreignObject><p>x</p></foreignObject><image href="https://example.org/a.png"/>'
        '<rect fill="url(https://example.org/b)" style="stroke: url(https://example.org/c); fill: #123456"/>'
        '<a href="javascript:a()"><text>t</text></a><text>&lt;b&gt; \x01</text></svg>'
    )
    assert inline_svg(source, "nhãn") == (
        '<svg stroke-linejoin="round"><rect fill="#123456" /><text>&lt;b&gt; \ufffd</text></svg>'
    )


def test_a_drawing_that_is_not_svg_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="Biểu đồ “kênh”.*cú pháp XML"):
        inline_svg("<svg><g></svg>", "kênh")


def test_opening_the_page_asks_nothing_of_any_other_machine(hostile: BeautifulSoup, page: BeautifulSoup) -> None:
    for document in (hostile, page):
        assert not document.select("script, link, iframe, object, embed, base, form")
        for element in document.select("[src], [srcset], [poster], [data]"):
            assert str(element["src"]).startswith("data:image/")
        for element in document.select("[href]"):
            assert element.name == "a" or str(element["href"]).startswith("#")
        style = _one(document, "style").text
        assert "url(" not in style and "@import" not in style


def test_the_security_policy_lets_only_this_style_sheet_and_data_images_through(page: BeautifulSoup) -> None:
    policy = str(_one(page, "meta[http-equiv=Content-Security-Policy]")["content"])
    digest = base64.b64encode(hashlib.sha256(_one(page, "style").text.encode()).digest()).decode()
    assert policy.startswith(f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:;")
    assert not page.select("[style]")


def test_hostile_text_is_printed_as_it_stands(hostile: BeautifulSoup) -> None:
    assert _one(hostile, "main > p:not([class])").text == sample.HOSTILE * 2
    assert _one(hostile, "main pre").text.strip() == sample.HOSTILE
    lost, failed = (note.text for note in hostile.select("main [role=note]"))
    assert "Không in được hình (x) ở ô số 7 của sổ tay" in lost
    assert "ValueError: <b>sai</b>" in failed


def test_hostile_text_is_printed_as_it_stands_in_every_block() -> None:
    evil = sample.HOSTILE
    cell = {"text": evil, "colspan": 1, "rowspan": 1}
    table = {**sample.annex_table(1), "caption": evil, "note": [evil], "head": [[cell]]}
    table["rows"] = [{"kind": "row", "absent": False, "cells": [[evil]] * 5}]
    svg = "<svg xmlns='http://www.w3.org/2000/svg'/>"
    figure = {**sample.figure(svg=svg), "caption": evil, "alt": evil, "source": evil}
    figure["data"] = {"columns": [evil], "rows": [[evil]]}
    page = _page(
        {"block": "addressees", "to": [evil, evil]},
        {**sample.heading(1, evil, evil)},
        table,
        figure,
        {**sample.signature(), "recipients": [evil], "authority": [evil], "name": evil},
        {
            "block": "notice",
            "inlines": [evil, {"t": "annexref", "annex": "x", "text": evil}, sample.number(evil)],
            "tone": "warning",
        },
        sample.annex("a", evil, evil),
        parameters={evil: evil},
        files=[{"name": evil, "sha256": evil, "text": ""}],
    )
    assert not page.select("script, img, [onerror]")
    # No string was cut or swallowed: each that begins also ends, and all twenty places and more are there.
    assert page.text.count("<script>") == page.text.count("onerror=alert(2)>") >= 20


def test_a_deputy_signs_below_the_lines_of_his_authority() -> None:
    lines = ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]
    signed = _page({**sample.signature(), "authority": lines})
    assert list(_one(signed, ".nguoi-ky > p:not(.ho-ten)").stripped_strings) == lines


def test_statements_that_nothing_could_be_made_of_are_listed_with_the_sources() -> None:
    unused = [{"place": "so_lieu_khac.csv, dòng 7", "text": "II.2.d, ho_so.so_hoa, 12, <b>hồ sơ</b>"}]
    listed = _page(unused=unused).select(".nguon-goc li")
    assert [row.text for row in listed] == ["so_lieu_khac.csv, dòng 7: II.2.d, ho_so.so_hoa, 12, <b>hồ sơ</b>."]


def test_markdown_keeps_good_links_and_loses_bad_ones(hostile: BeautifulSoup) -> None:
    links = hostile.select(".van a")
    assert [(a.text, a.get("href")) for a in links] == [("tốt", "https://example.org"), ("xấu", None)]


def test_markdown_headings_start_at_h2(hostile: BeautifulSoup) -> None:
    assert [(h.name, h.text) for h in hostile.select(".van h2, .van h3, .van h4")] == [
        ("h2", "Ghi chú thêm"),
        ("h3", "Sâu"),
    ]


def test_a_markdown_cell_for_the_person_at_the_notebook_is_not_printed(hostile: BeautifulSoup) -> None:
    assert "Chỉ dành cho người chạy" not in hostile.text


def test_a_data_frame_is_a_table_with_scopes_and_without_script(hostile: BeautifulSoup) -> None:
    table = _one(hostile, ".ket-qua table")
    assert [th["scope"] for th in table.find_all("th")] == ["col", "col", "row"]
    assert _one(table, "td").text == "Hoằng Lưu" and "color:red" not in hostile.text


def test_words_stand_for_images_from_elsewhere() -> None:
    def place(level: int, text: str) -> tuple[int, str]:
        raise AssertionError((level, text))

    cleaned = clean_html('<img src="https://example.org/a.png" alt="A"><img src="data:image/svg+xml;base64,AA">', place)
    assert cleaned == "[Hình: A][Hình]"


def test_an_image_output_becomes_part_of_the_file() -> None:
    assert image_uri("QUJD\nREVG\n", "image/png") == "data:image/png;base64,QUJDREVG"
    # base64 of "<svg/>"
    assert image_uri("<svg/>", "image/svg+xml") == "data:image/svg+xml;base64,PHN2Zy8+"


def test_characters_that_no_html_file_may_hold_become_the_replacement_character() -> None:
    assert _one(_page(sample.paragraphs("a\x00b\x1bc\ud800d")), "main > p").text == "a\ufffdb\ufffdc\ufffdd"


def test_the_submission_is_printed_after_the_report_only(page: BeautifulSoup) -> None:
    assert "phu_luc_01b.csv" in _one(page, "footer").text and "a" * 64 in _one(page, "footer").text
    assert "a" * 64 not in _one(page, "main").text
    assert "từ ngày 15/12/2023 đến ngày 14/12/2024" in _one(page, "footer").text


def test_the_commands_that_make_the_report_again_are_given(page: BeautifulSoup) -> None:
    assert _one(page, ".nguon-goc pre").text.splitlines() == [
        "papermill notebooks/bao_cao_xa.ipynb bao-cao.ipynb -r ma_xa 15976 -p nam 2024 -r ky nam",
        "jupyter nbconvert --to cchc_html bao-cao.ipynb",
    ]


def test_the_code_that_has_run_is_given_parameters_first(page: BeautifulSoup) -> None:
    sources = [cell.strip() for cell in _one(page, ".so-tay details code").text.split("# %%\n")]
    assert sources[1:4] == ['ma_xa = "15976"', "report = cchc.open_report(ma_xa, nam, ky)", "report.submission()"]


def test_made_up_data_are_marked_on_screen_and_on_every_printed_page() -> None:
    page = _page(synthetic=True)
    assert _one(page, "p.dau").text == "DỮ LIỆU MÔ PHỎNG"
    assert '@page{@bottom-center{content:"DỮ LIỆU MÔ PHỎNG"' in _one(page, "style").text


def test_real_data_are_not_marked_as_made_up(report: str) -> None:
    assert "MÔ PHỎNG" not in report


def test_several_addressees_stand_one_a_line_and_none_prints_nothing() -> None:
    page = _page({"block": "addressees", "to": ["Sở Nội vụ", "UBND huyện"]})
    assert [li.text for li in page.select(".kinh-gui li")] == ["Sở Nội vụ;", "UBND huyện."]
    assert not _page({"block": "addressees", "to": []}).select(".kinh-gui")


def test_a_notebook_that_has_not_run_is_refused() -> None:
    with pytest.raises(ExportError, match="chạy bằng papermill"):
        render_html(sample.notebook([]))


def test_an_unknown_block_is_refused_by_name() -> None:
    with pytest.raises(ExportError, match="khối “map”"):
        _page({"block": "map"})


def test_a_second_title_is_refused() -> None:
    with pytest.raises(ExportError, match="hai khối “title”"):
        _page(sample.title())


def test_the_same_notebook_gives_the_same_bytes(report: str) -> None:
    assert render_html(sample.notebook(sample.report_blocks(figures=2))) == report


def test_a_report_without_figures_is_smaller_than_150_kilobytes() -> None:
    assert len(render_html(sample.notebook(sample.report_blocks(figures=0))).encode()) < 150 * 1024


def test_nbconvert_finds_the_template_and_writes_the_same_page(report: str) -> None:
    exporter = CchcHtmlExporter()
    output, resources = exporter.from_notebook_node(sample.notebook(sample.report_blocks(figures=2)))
    assert output == report and resources["output_extension"] == ".html"


def test_another_template_can_extend_the_page(tmp_path: Path) -> None:
    folder = tmp_path / "rieng"
    folder.mkdir()
    (folder / "conf.json").write_text('{"base_template": "cchc_html"}')
    (folder / "index.html.j2").write_text(
        "{% extends 'cchc_html/index.html.j2' %}{% block report %}<p id='rieng'>{{ page.title.kind }}</p>{% endblock %}"
    )
    bases = [str(tmp_path), *CchcHtmlExporter().extra_template_basedirs]
    exporter = CchcHtmlExporter(template_name="rieng", extra_template_basedirs=bases)
    output, _ = exporter.from_notebook_node(sample.notebook([sample.submission(), sample.title()]))
    assert "<p id='rieng'>BÁO CÁO</p>" in output
