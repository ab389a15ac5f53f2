"""What stands around a report in its page: the head, the findings, and the data of a chart."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
from collections.abc import Sequence
from typing import Any
from urllib.parse import unquote

from bs4 import BeautifulSoup, Tag

from cchc.document.model import ChartData
from cchc.export.page.charts import csv_uri
from cchc.export.page.render import render_html
from cchc.export.reader import read_parts
from tests.export import html_sample as sample


def page_of(*blocks: dict[str, Any], **changes: Any) -> BeautifulSoup:
    return BeautifulSoup(render_html(sample.notebook([sample.submission(**changes), *blocks])), "html.parser")


def head(*blocks: dict[str, Any], **changes: Any) -> Tag:
    (found,) = page_of(*blocks, **changes).select("header")
    return found


def overview(previous: bool = True) -> dict[str, Any]:
    before = sample.number("790", "ho_so.tiep_nhan@2023/nam") if previous else None
    change = sample.number("tăng 40", "ho_so.tiep_nhan.thay_doi") if previous else None
    entry = {"key": "ho_so.tiep_nhan", "label": "Hồ sơ tiếp nhận", "now": sample.number("830")}
    named = {"year": 2023, "period": "nam", "name": "năm 2023"}
    return {
        "block": "overview",
        "section": None,
        "figures": [{**entry, "before": before, "change": change}],
        "previous": named if previous else None,
        "unread": False,
        "cells": {},
    }


def finding(number: int, rule: str = "SUM", severity: str = "E", **changes: Any) -> dict[str, Any]:
    where = [{"file": "phu_luc_01b.csv", "row": row, "column": "so_lieu", "stt": None, "text": "1"} for row in (3, 4)]
    said = {"message": f"Phát hiện thứ {number}", "suggestion": "Sửa số.", "where": where, "sections": []}
    empty = {"keys": [], "cause": ""}
    return {"name": f"ph-{number}", "rule": rule, "severity": severity, "status": "open", **empty, **said, **changes}


def findings(*found: dict[str, Any], causes: Sequence[Sequence[int]] = ()) -> dict[str, Any]:
    """The block; `causes` are the numbers of the findings of each, one finding a cause where it is not given."""
    by_name = {f["name"]: f for f in found}
    members = [[f"ph-{number}" for number in numbers] for numbers in causes] or [[name] for name in by_name]
    behind = [
        {"severity": by_name[names[0]]["severity"], "advice": f"Việc cần làm {n}.", "findings": names}
        for n, names in enumerate(members, 1)
    ]
    rules = {name: {"name": f"Quy tắc {name}", "sentence": f"Câu của {name}."} for name in ("SUM", "STYLE")}
    empty: dict[str, Any] = {"void": [], "remarks": [], "corrections": []}
    return {"block": "findings", "section": None, "findings": list(found), "causes": behind, "rules": rules,
            **empty}  # fmt: skip


def test_the_head_names_unit_period_and_window() -> None:
    said = head()
    assert said.select(".ten-don-vi")[0].text == "xã Hoằng Lưu, huyện Hoằng Hóa, tỉnh Thanh Hóa"
    assert "Báo cáo năm 2024, số liệu từ 15/12/2023 đến 14/12/2024" in said.text


def test_the_head_says_whether_the_report_is_a_draft_clean_or_made_up() -> None:
    assert [mark.text for mark in head(draft=3).select(".nhan")] == ["Dự thảo: còn 3 lỗi"]
    assert [mark.text for mark in head(draft=0).select(".nhan")] == ["Chưa phát hiện lỗi"]
    assert [mark.text for mark in head(draft=0, synthetic=True).select(".nhan")] == [
        "Chưa phát hiện lỗi",
        "Dữ liệu mô phỏng",
    ]


def test_a_key_figure_stands_with_its_change_and_the_figure_before() -> None:
    said = head(overview())
    assert said.select("dt")[0].text == "Hồ sơ tiếp nhận"
    assert said.select("dd")[0].text == "830tăng 40 so với năm 2023 (790)"
    assert [button["aria-label"] for button in said.select("dd button")] == [
        "Nguồn của 830",
        "Nguồn của tăng 40",
        "Nguồn của 790",
    ]


def test_only_a_report_with_a_period_before_leads_to_the_changes() -> None:
    assert [a.text for a in head(overview()).select('a[href="thay-doi.html"]')] == ["Thay đổi so với năm 2023"]
    assert not head(overview(previous=False)).select('a[href="thay-doi.html"]')
    assert head(overview(previous=False)).select("dd")[0].text == "830"


def test_the_head_says_when_the_period_before_could_not_be_read() -> None:
    assert "Không so sánh được với kỳ trước" in head({**overview(previous=False), "unread": True}).text


def test_files_of_the_period_before_are_listed_with_their_hashes() -> None:
    page = page_of(overview(), compared=[{"name": "2023/nam/15976-hoang-luu/nguon.yaml", "sha256": "c" * 64}])
    assert "2023/nam/15976-hoang-luu/nguon.yaml" in page.select(".nguon-goc")[0].text
    assert "c" * 64 in page.select(".nguon-goc")[0].text


def said(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_causes_stand_by_severity_each_with_one_advice_and_its_findings() -> None:
    found = [finding(1), finding(2), finding(3, severity="W"), finding(4, "STYLE", "S")]
    page = page_of(findings(*found, causes=[[1, 3], [2], [4]]))
    sections = page.select(".kiem-tra section")
    assert [said(section.select("h3")[0]) for section in sections] == [
        "Lỗi: 2 nguyên nhân, 3 chỗ E",
        "Lỗi trình bày: 1 nguyên nhân, 1 chỗ S",
    ]
    assert [said(head) for head in page.select(".nn h4")] == [f"Nguyên nhân {n}. Việc cần làm {n}." for n in (1, 2, 3)]
    assert [[(one["id"], one["value"]) for one in cause.select("li")] for cause in page.select(".nn")] == [
        [("ph-1", "1"), ("ph-3", "3")],
        [("ph-2", "2")],
        [("ph-4", "4")],
    ]


def test_a_finding_less_grave_than_its_cause_says_so() -> None:
    page = page_of(findings(finding(1), finding(2, severity="W"), causes=[[1, 2]]))
    assert [said(one).startswith("(Cần xác nhận) ") for one in page.select(".nn li")] == [False, True]


def test_a_finding_names_its_rule_and_the_file_column_row_and_words_of_its_places() -> None:
    long = "x" * 50 + " tại xã Hoàng Lưu có 18 cán bộ công chức " + "y" * 50
    where = [
        {"file": "phu_luc_01b.csv", "row": 3, "column": "so_lieu", "stt": "1.1", "text": "830"},
        {"file": "phu_luc_01b.csv", "row": 4, "column": "so_lieu", "stt": "1.2", "text": ""},
        {"file": "noi_dung.yaml", "row": 22, "column": "II.6.a", "stt": None, "text": long},
    ]
    page = page_of(findings(finding(1, message="Tên «Hoàng Lưu» không có.", where=where)))
    line = said(page.select("#ph-1 .cho")[0])
    assert line.startswith(
        "Quy tắc SUM. phu_luc_01b.csv, cột so_lieu: dòng 3 «830», dòng 4; noi_dung.yaml, mục II.6.a: "
    )
    assert "Hoàng Lưu" in line.partition("mục II.6.a: dòng 22 «…")[2]
    assert len(line.partition("dòng 22 ")[2]) <= len("«…") + 60 + len("…»")


def test_of_many_places_the_first_twelve_are_named_and_the_others_counted() -> None:
    where = [{"file": "a.csv", "row": row, "column": "b", "stt": None, "text": ""} for row in range(2, 20)]
    page = page_of(findings(finding(1, where=where)))
    assert said(page.select("#ph-1 .cho")[0]).endswith("dòng 12, dòng 13; và 6 ô khác")  # 18 - 12


def test_the_head_counts_causes_first_and_open_ones_only() -> None:
    by = {"person": "Lê A", "day": "2024-12-20", "reason": "đúng"}
    found = [finding(1), finding(2), finding(3, severity="W"), finding(4, status="accepted", accepted=by)]
    counted = "2 nguyên nhân, 3 chỗ: 2 lỗi, 1 cần xác nhận"
    blocks = findings(*found, causes=[[1, 2], [3], [4]])
    assert f"Nội dung cần rà soát: {counted}" in head(blocks).select(".trang-thai")[0].text
    assert page_of(blocks).select(".kiem-tra .tong")[0].text == f"{counted}."


def test_each_severity_has_a_box_that_shows_or_hides_it() -> None:
    page = page_of(findings(finding(1), finding(2, "STYLE", "S")))
    assert [label.text.strip() for label in page.select(".loc label")] == ["Lỗi", "Lỗi trình bày"]
    assert all(box.has_attr("checked") for box in page.select(".loc input[type=checkbox]"))


def test_an_accepted_finding_says_who_accepted_it_and_can_be_hidden() -> None:
    by = {"person": "Lê A", "day": "2024-12-20", "reason": "đúng"}
    page = page_of(findings(finding(1), finding(2, status="accepted", accepted=by)))
    assert page.select(".kiem-tra h3")[0].text == "Lỗi: 1 nguyên nhân, 1 chỗ, 1 chỗ đã chấp nhận E"
    assert "Đã chấp nhận: đúng (Lê A, 20/12/2024)." in page.select("#ph-2.xong")[0].text
    assert [label.text.strip() for label in page.select(".loc label")][-1] == "Đã chấp nhận"


def test_a_finding_is_filtered_by_its_sections_and_else_by_the_file_that_it_is_in() -> None:
    told = [
        {"file": file, "row": 2, "column": "c", "stt": None, "text": ""}
        for file in ("so_lieu_khac.csv", "phu_luc_01b.csv", "noi_dung.yaml", "nguon.yaml", "phu_luc_01b.csv")
    ]
    page = page_of(findings(finding(1, where=told, sections=["I.5.b", "II.2"])))
    assert page.select("#ph-1")[0]["data-m"] == "I.5.b II.2 phu_luc_01b.csv nguon.yaml"


def test_the_rules_of_the_findings_are_told_once_below_them() -> None:
    page = page_of(findings(finding(1), finding(2), finding(3, "STYLE", "S")))
    told = page.select(".quy-tac dt, .quy-tac dd")
    assert [said(one) for one in told] == ["Quy tắc STYLE STYLE", "Câu của STYLE.", "Quy tắc SUM SUM", "Câu của SUM."]


def test_only_a_page_with_findings_has_a_script_and_its_policy_lets_no_other_through() -> None:
    page = page_of(findings(finding(1)))
    (script,) = page.select("script")
    policy = str(page.select("meta[http-equiv]")[0]["content"])
    digest = base64.b64encode(hashlib.sha256((script.string or "").encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}';" in policy
    bare = page_of(findings())
    assert not bare.select("script") and "script-src" not in str(bare.select("meta[http-equiv]")[0]["content"])


def test_an_error_in_a_citation_is_drawn_like_any_other_error() -> None:
    cite = {"t": "cite", "doc": "a", "long": "Quyết định số 5/QĐ-UBND", "short": "Quyết định số 5/QĐ-UBND"}
    flagged = {**cite, "findings": ["ph-1"], "flag": "E"}
    page = page_of(sample.paragraphs(flagged), findings(finding(1)))
    (marked,) = page.select("main .co-E")
    assert marked["id"] == "vb-1"
    rules = [rule for rule in str(page.select("style")[0].string).split("}") if "text-decoration-style" in rule]
    assert [rule.partition("{")[0].strip() for rule in rules] == [".co-W"]


def test_a_finding_leads_to_its_numbers_and_they_lead_back() -> None:
    flagged = {**sample.number("830"), "findings": ["ph-1"], "flag": "E"}
    page = page_of(sample.paragraphs(flagged), findings(finding(1)))
    (there,) = page.select("#ph-1 .cho a")
    assert page.select(str(there["href"]))[0].text == "830"
    (back,) = page.select("main a.ph")
    assert page.select(str(back["href"]))[0] == page.select("#ph-1")[0]


def test_a_remark_on_style_marks_no_number_and_a_number_leads_to_the_finding_that_marks_it() -> None:
    styled = {**sample.number("5"), "findings": ["ph-3"], "flag": "S"}
    flagged = {**sample.number("830"), "findings": ["ph-3", "ph-1"], "flag": "E"}
    page = page_of(sample.paragraphs(styled, " và ", flagged), findings(finding(1), finding(3, "STYLE", "S")))
    assert [mark["href"] for mark in page.select("main a.ph")] == ["#ph-1"]
    assert [number.text for number in page.select("main .co-E, main .co-S")] == ["830"]


def test_a_chart_names_the_open_findings_that_touch_its_numbers() -> None:
    touched = finding(1, keys=["ho_so.truc_tuyen"])
    by = {"person": "Lê A", "day": "2024-12-20", "reason": "đúng"}
    others = [
        finding(2, keys=["ho_so.da_giai_quyet"]),
        finding(3, keys=["ho_so.truc_tuyen"], status="accepted", accepted=by),
        finding(4, "STYLE", "S", keys=["ho_so.truc_tuyen"]),
    ]
    page = page_of(sample.figure(), findings(touched, *others))
    (line,) = page.select("figure .ph-hinh")
    assert line.text == "Số liệu đang có nội dung cần rà soát: số 1."
    assert [link["href"] for link in line.select("a")] == ["#ph-1"]


def test_a_chart_without_open_findings_says_nothing_of_them() -> None:
    assert not page_of(sample.figure(), findings(finding(1, keys=["1.1.1"]))).select(".ph-hinh")


def test_a_finding_leads_to_the_sentence_and_not_to_the_head_of_the_page() -> None:
    flagged = {**sample.number("830"), "findings": ["ph-1"], "flag": "E"}
    entry = {"key": "k", "label": "Hồ sơ", "now": flagged, "before": None, "change": None}
    page = page_of({**overview(False), "figures": [entry]}, sample.paragraphs(dict(flagged)), findings(finding(1)))
    (there,) = page.select("#ph-1 .cho a")
    assert page.select(str(there["href"]))[0].find_parent("main") is not None


def test_the_data_of_a_chart_can_be_taken_away_as_csv() -> None:
    (link,) = page_of(sample.figure()).select("figure a[download]")
    assert link["download"] == "ho_so_theo_kenh.csv"
    media, _, content = str(link["href"]).partition(",")
    assert media == "data:text/csv;charset=utf-8"
    rows = list(csv.reader(io.StringIO(unquote(content).removeprefix("\ufeff"))))
    assert rows == [["Kênh", "Số hồ sơ"], ["Trực tuyến", "585"], ["Trực tiếp", "40"]]


def test_a_text_in_a_csv_file_is_no_formula_and_ends_no_link() -> None:
    data = ChartData(columns=["Thủ tục, loại"], rows=[['=HYPERLINK("#x")'], ["<b>50%</b>\n"]])
    uri = csv_uri(data)
    assert uri is not None and not set('"<># \n') & set(uri)
    rows = list(csv.reader(io.StringIO(unquote(uri.partition(",")[2]).removeprefix("\ufeff"), newline="")))
    assert rows == [["Thủ tục, loại"], ['\'=HYPERLINK("#x")'], ["<b>50%</b>\n"]]


def test_a_chart_without_data_has_no_file() -> None:
    assert csv_uri(None) is None and csv_uri(ChartData(columns=["A"], rows=[])) is None


def test_a_text_alternative_that_nobody_would_listen_to_points_to_the_table() -> None:
    page = page_of({**sample.figure(svg="<svg xmlns='http://www.w3.org/2000/svg'/>"), "alt": "một số liệu; " * 60})
    said = "Hồ sơ tiếp nhận theo kênh, năm 2024. Các số liệu ở trong bảng dưới biểu đồ."
    assert page.select(".hinh")[0]["aria-label"] == said


def test_a_chart_drawn_for_a_telephone_too_is_one_image() -> None:
    wide, narrow = (f"<svg xmlns='http://www.w3.org/2000/svg' width='{width}'/>" for width in ("160mm", "88mm"))
    page = page_of({**sample.figure(svg=wide), "narrow": narrow, "alt": "một số liệu"})
    (image,) = page.select("figure [role=img]")
    assert image["aria-label"] == "một số liệu"
    assert [drawing["width"] for drawing in image.select("svg")] == ["160mm", "88mm"]


def test_a_page_of_parts_that_were_read_before_is_the_same() -> None:
    notebook = sample.notebook(sample.report_blocks(figures=1))
    assert render_html(notebook, read_parts(notebook)) == render_html(notebook)


def test_the_order_of_keys_in_a_block_changes_nothing() -> None:
    block = overview()
    turned = {**block, "figures": [dict(reversed(entry.items())) for entry in block["figures"]]}
    pages = [render_html(sample.notebook([sample.submission(), b])) for b in (block, turned)]
    assert pages[0] == pages[1]
