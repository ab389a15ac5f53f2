"""The sheet that goes back to the commune: it stands by itself, and says what is open and nothing else."""

from __future__ import annotations

from typing import Any

from bs4 import BeautifulSoup

from cchc.document.model import Findings, Submission, read_block
from cchc.export.page.render import render_sheet
from tests.export import html_sample as sample
from tests.export.test_html_page import finding, findings, said

BY = {"person": "Lê A", "day": "2024-12-20", "reason": "đúng"}


def sheet_of(*found: dict[str, Any], causes: Any = (), **changes: Any) -> BeautifulSoup:
    checks, submission = read_block(findings(*found, causes=causes)), read_block(sample.submission(**changes))
    assert isinstance(checks, Findings) and isinstance(submission, Submission)
    return BeautifulSoup(render_sheet(checks, submission), "html.parser")


def test_it_names_unit_period_and_window() -> None:
    told = said(sheet_of(finding(1)).body or BeautifulSoup())
    assert "PHIẾU RÀ SOÁT BÁO CÁO CẢI CÁCH HÀNH CHÍNH" in told
    assert "Đơn vị: xã Hoằng Lưu, huyện Hoằng Hóa, tỉnh Thanh Hóa (mã 15976)" in told
    assert "Kỳ báo cáo: năm 2024, số liệu từ ngày 15/12/2023 đến ngày 14/12/2024" in told


def test_each_cause_has_what_is_wrong_where_what_to_do_and_room_for_an_answer() -> None:
    page = sheet_of(finding(1), finding(2), finding(3), causes=[[1, 2], [3]])
    causes = page.select(".nn")
    assert [len(cause.select("li")) for cause in causes] == [2, 1]
    for cause in causes:
        assert "Việc cần làm" in said(cause.select("h4")[0])
        assert "phu_luc_01b.csv, cột so_lieu: dòng 3 «1», dòng 4 «1»" in said(cause.select(".cho")[0])
        assert [answer.text for answer in cause.select(".tra-loi")] == ["Ý kiến của đơn vị:"]
    assert page.select(".tong")[0].text == "2 nguyên nhân, 3 chỗ: 3 lỗi."


def test_what_was_accepted_is_not_sent_back_and_numbers_stay_those_of_the_page() -> None:
    found = [finding(1, status="accepted", accepted=BY), finding(2), finding(3, status="accepted", accepted=BY)]
    page = sheet_of(*found, causes=[[1, 2], [3]])
    assert [(one["id"], one["value"]) for one in page.select("li")] == [("ph-2", "2")]
    assert "đã chấp nhận" not in page.text


def test_a_submission_without_findings_gets_a_sheet_that_says_so() -> None:
    page = sheet_of()
    assert "Chưa phát hiện nội dung nào cần rà soát." in page.text
    assert not page.select(".ky-phieu")


def test_it_needs_nothing_leads_nowhere_and_runs_nothing() -> None:
    page = sheet_of(finding(1))
    assert not page.select("script, [href], [src], [style], input, button, fieldset")
    policy = str(page.select("meta[http-equiv]")[0]["content"])
    assert policy.startswith("default-src 'none'; style-src 'sha256-") and "script" not in policy


def test_made_up_data_are_named_on_it_and_on_each_printed_sheet() -> None:
    page = sheet_of(finding(1), synthetic=True)
    assert "DỮ LIỆU MÔ PHỎNG" in page.select(".kiem-tra")[0].text
    assert '@page rieng{@bottom-center{content:"DỮ LIỆU MÔ PHỎNG"' in str(page.select("style")[0])
    assert "MÔ PHỎNG" not in str(sheet_of(finding(1)))


def test_names_arrive_as_the_characters_that_they_are() -> None:
    evil = sample.HOSTILE
    where = [{"file": evil, "row": 2, "column": evil, "stt": None, "text": evil}]
    page = sheet_of(finding(1, message=evil, where=where))
    assert not page.select("script, img, [onerror]")
    assert page.select("li")[0].text.startswith(evil)
