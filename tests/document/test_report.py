"""What the report prints of texts, documents and headings. Small submissions in, blocks out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from cchc.catalogue.form import form_for
from cchc.catalogue.form_words import REPORT_WORDS
from cchc.document.display import DisplayedBlock, bundle
from cchc.document.model import BLOCK_MIME, as_json, plain_text
from cchc.document.opening import open_report
from cchc.document.report import Report
from cchc.errors import CatalogueError, NotebookError
from tests.conftest import make_submission

PLAN = ("I.1", "Kế hoạch", "02/KH-UBND", "05/01/2024", "UBND xã", "tuyên truyền")
ORDER = ("I.1", "Quyết định", "139/QĐ-UBND")


def opened(root: Path, code: str = "15976", year: int = 2024, period: str = "nam", **submitted: Any) -> Report:
    make_submission(root, code=code, year=year, period=period, **submitted)
    return open_report(code, year, period, root)


def lines(shown: DisplayedBlock) -> list[str]:
    return [plain_text(item.inlines) for item in shown.block.items]


def test_a_text_is_printed_paragraph_by_paragraph(tmp_path: Path) -> None:
    report = opened(tmp_path, texts={"I.1": "Một\nhai.\n\nBa."})
    assert report.has_text("I.1")
    assert lines(report.free_text("I.1")) == ["Một hai.", "Ba."]


def test_braces_in_a_text_of_the_commune_are_no_names(tmp_path: Path) -> None:
    assert lines(opened(tmp_path, texts={"I.1": "Theo {nam} và {x"}).free_text("I.1")) == ["Theo {nam} và {x"]


def test_documents_are_listed_below_their_lead_before_the_text(tmp_path: Path) -> None:
    report = opened(tmp_path, texts={"I.1": "Văn bản khác."}, documents=[PLAN, ORDER])
    assert lines(report.free_text("I.1", documents="{Ky} đã ban hành:")) == [
        "Năm 2024 đã ban hành:",
        "- Kế hoạch số 02/KH-UBND ngày 05/01/2024 của UBND xã về tuyên truyền;",
        "- Quyết định số 139/QĐ-UBND.",
        "Văn bản khác.",
    ]


def test_without_a_lead_documents_are_left_to_a_sentence(tmp_path: Path) -> None:
    report = opened(tmp_path, documents=[PLAN])
    assert report.has_documents("I.1")
    assert lines(report.free_text("I.1")) == []


def test_where_the_commune_gave_nothing_the_sentence_for_nothing_stands(tmp_path: Path) -> None:
    report = opened(tmp_path)
    assert lines(report.free_text("V", nothing="{don_vi} không có kiến nghị.")) == [
        "UBND xã Hoằng Lưu không có kiến nghị."
    ]
    assert lines(report.free_text("V")) == []


@pytest.mark.parametrize(("given", "printed"), [("II.2.k", "II.2"), ("III", "III.1"), ("V", "V")])
def test_a_text_for_an_unlisted_item_or_a_whole_part_has_its_place(tmp_path: Path, given: str, printed: str) -> None:
    assert lines(opened(tmp_path, texts={given: "Nội dung."}).free_text(printed)) == ["Nội dung."]


def test_a_heading_has_its_level_number_and_title(tmp_path: Path) -> None:
    block = opened(tmp_path).heading("II.2.d").block
    assert (block.level, block.number, block.text) == (3, "d", "Tiếp nhận, giải quyết và số hóa hồ sơ")


def test_the_heading_names_the_district_only_while_there_is_one(tmp_path: Path) -> None:
    before = opened(tmp_path, year=2025, period="6-thang").heading("I.5").block.text
    after = opened(tmp_path, year=2025, period="9-thang").heading("I.5").block.text
    assert before.endswith("của Trung ương, UBND tỉnh, huyện")
    assert after.endswith("của Trung ương, UBND tỉnh")


def test_the_level_above_is_the_province_from_july_2025(tmp_path: Path) -> None:
    assert opened(tmp_path, year=2025, period="6-thang").words["cap_tren"] == "UBND huyện"
    assert opened(tmp_path, year=2025, period="9-thang").words["cap_tren"] == "UBND tỉnh"


NEW = {"tu_ngay": "2025-07-01", "den_ngay": "2025-12-14"}
WHOLE = {"tu_ngay": "2024-12-15", "den_ngay": "2025-12-14"}
FORMER = "các xã Hoằng Thắng, Hoằng Phong, Hoằng Lưu, Hoằng Châu trước khi sắp xếp"  # 15976, as the register has it
BEFORE = f"số liệu trước ngày 01/7/2025 {{}} của {FORMER}"


@pytest.mark.parametrize(
    ("period", "source", "said"),
    [
        ("nam", NEW, f" (số liệu từ ngày 01/7/2025 đến ngày 14/12/2025; {BEFORE.format('thuộc báo cáo')})"),
        ("nam", WHOLE, f" ({BEFORE.format('là')})"),
        ("quy-4", {"tu_ngay": "2025-09-15", "den_ngay": "2025-12-14"}, ""),
    ],
)
def test_a_commune_that_began_in_the_period_says_whose_the_time_before_is(
    tmp_path: Path, period: str, source: dict[str, str], said: str
) -> None:
    assert opened(tmp_path, year=2025, period=period, source=source).words["so_lieu"] == said


@pytest.mark.parametrize(
    ("code", "slug", "said"),
    [
        ("07192", "co-to", "; số liệu trước ngày 01/7/2025 thuộc báo cáo của thị trấn Cô Tô và các xã Đồng Tiến, Thanh Lân "
         "trước khi sắp xếp)"),
        ("00859", "ngoc-long", "ngày 14/12/2025)"),  # Xã Ngọc Long before and after: only its district went
    ],
)  # fmt: skip
def test_former_units_are_named_by_type_and_a_commune_that_went_on_has_none(
    tmp_path: Path, code: str, slug: str, said: str
) -> None:
    assert opened(tmp_path, code=code, slug=slug, year=2025, source=NEW).words["so_lieu"].endswith(said)


@pytest.mark.parametrize(
    ("period", "name", "following"),
    [
        ("thang-7", "Tháng 7 năm 2024", "tháng 8 năm 2024"),
        ("8-thang", "8 tháng đầu năm 2024", "4 tháng cuối năm 2024"),
        ("quy-1", "Quý I/2024", "quý II/2024"),
        ("quy-4", "Quý IV/2024", "quý I/2025"),
        ("6-thang", "6 tháng đầu năm 2024", "6 tháng cuối năm 2024"),
        ("nam", "Năm 2024", "năm 2025"),
    ],
)
def test_a_period_and_the_next_are_named(tmp_path: Path, period: str, name: str, following: str) -> None:
    words = opened(tmp_path, period=period).words
    assert (words["Ky"], words["ky_sau"]) == (name, following)


def test_the_names_that_a_form_may_use_are_those_that_a_report_has(tmp_path: Path) -> None:
    words = opened(tmp_path).words
    form = form_for(date(2024, 12, 14))
    assert words.keys() - form.names_on(date(2024, 12, 14), {"xa": "", "huyen": "", "tinh": ""}).keys() == REPORT_WORDS


def test_an_unknown_section_annex_table_or_chart_is_an_error_that_lists_those_there_are(tmp_path: Path) -> None:
    report = opened(tmp_path)
    with pytest.raises(CatalogueError, match=r'không có mục "II\.9"; chỉ có các mục mo_dau, I, '):
        report.heading("II.9")
    with pytest.raises(NotebookError, match="các phụ lục: phu_luc_01b, cat_giam"):
        report.annex("x", "Phụ lục")
    with pytest.raises(NotebookError, match="các bảng: phu_luc_01b, cat_giam"):
        report.table("x")
    with pytest.raises(NotebookError, match="các biểu đồ: ho_so_theo_kenh, "):
        report.chart("x", "Hình")


def test_the_submission_block_carries_the_raw_files_as_received(tmp_path: Path) -> None:
    report = opened(tmp_path, annex={"2.1": "8 30"})
    block = report.submission().block
    assert [file.name for file in block.files] == ["nguon.yaml", "phu_luc_01b.csv"]
    assert "8 30" in block.files[1].text
    assert block.parameters == {"ma_xa": "15976", "nam": 2024, "ky": "nam"}
    assert str(tmp_path) not in str(block)


def test_findings_are_numbered_cause_by_cause_the_worst_cause_first(tmp_path: Path) -> None:
    # Two cells that are no numbers (E), and two documents cited without a date (W).
    undated = [("I.1", "Quyết định", number, "", "UBND xã", "kế hoạch") for number in ("1/QĐ-UBND", "2/QĐ-UBND")]
    report = opened(tmp_path, annex={"2.1": "8 30", "2.2": "năm"}, documents=undated)
    block = report.checks().block
    numbered = [name for cause in block.causes for name in cause.findings]
    assert numbered == [finding.name for finding in block.findings]
    assert numbered == [f"ph-{n}" for n in range(1, len(report.check_report.findings) + 1)]
    severities = [cause.severity for cause in block.causes]
    assert severities == sorted(severities, key="EWS".index) and {"E", "W"} <= set(severities)
    by_name = {finding.name: finding for finding in block.findings}
    for cause in block.causes:
        assert len({by_name[name].cause for name in cause.findings}) == 1


def test_the_summary_counts_statements_wrong_cells_and_absent_rows(tmp_path: Path) -> None:
    # Of the 81 rows of the form three are submitted: one number, one that is none, one blank.
    report = opened(tmp_path, annex={"2.1": "5", "2.2": "8 30", "2.3": ""})
    assert report.summary().startswith(
        "Đọc được 1 số liệu; 1 ô không phải là số; 78 dòng của biểu mẫu không được gửi."  # 81 - 3
    )


def test_a_block_shows_itself_as_json_markdown_and_html_with_markup_escaped(tmp_path: Path) -> None:
    shown = opened(tmp_path, texts={"I.1": "<b>*1*</b>"}).free_text("I.1")
    forms = bundle(shown.block)
    assert forms[BLOCK_MIME] == as_json(shown.block)
    assert forms["text/html"] == "<p>&lt;b&gt;*1*&lt;/b&gt;</p>"
    assert forms["text/markdown"] == "\\<b\\>\\*1\\*\\</b\\>"


CENTRE, OWN = "toàn Trung tâm", "thuộc thẩm quyền cấp xã"


def stated(key: str, number: str, of: str = "", scope: str = "", section: str = "II.2.d") -> tuple[str, ...]:
    return (section, key, number, "", "", of, *([scope] if scope else []))


def test_what_no_sentence_has_printed_is_told_with_the_others(tmp_path: Path) -> None:
    received, resolved = stated("ho_so.tiep_nhan", "3.511"), stated("ho_so.da_giai_quyet", "3.340")
    rate = stated("ty_le.giai_quyet", "95,13", "ho_so.tiep_nhan")  # 3.340 / 3.511 = 95,13%
    report = opened(tmp_path, statements=[received, resolved, rate, stated("ho_so.qua_han", "0")])
    report.paragraph("II.2.d", "Tiếp nhận {ho_so.tiep_nhan} hồ sơ, giải quyết {ho_so.da_giai_quyet} hồ sơ.")
    told = ["Số liệu khác: tỷ lệ hồ sơ đã giải quyết: 95,1% so với tổng số hồ sơ tiếp nhận."]
    assert lines(report.others("II.2.d", "Số liệu khác:")) == told
    assert lines(report.others("II.2.d", "Số liệu khác:")) == told  # its cell may be run again


def test_a_rate_among_the_others_is_over_the_denominator_that_it_fits(tmp_path: Path) -> None:
    counts = [("tiep_nhan", "664"), ("ky_truoc", "15"), ("da_giai_quyet", "671")]
    rate = stated("ty_le.giai_quyet", "98,82")  # 671 / 679 = 98,82%; 671 / 664 = 101,05%
    report = opened(tmp_path, statements=[*(stated(f"ho_so.{key}", text) for key, text in counts), rate])
    report.paragraph("II.2.d", "{ho_so.tiep_nhan}, {ho_so.ky_truoc}, {ho_so.da_giai_quyet}.")
    (told,) = lines(report.others("II.2.d", "Số liệu khác:"))
    assert told.endswith("98,8% so với tổng số hồ sơ tiếp nhận và kỳ trước chuyển qua.")


def test_others_of_another_scope_say_what_they_cover(tmp_path: Path) -> None:
    centre = [stated("ho_so.tiep_nhan", "13.188", scope=CENTRE)]
    own = [
        stated(f"ho_so.{key}", text, "", OWN, "II.6.c") for key, text in [("tiep_nhan", "2.760"), ("qua_han", "103")]
    ]
    report = opened(tmp_path, statements=[*centre, *own])
    report.paragraph("II.2.d", "Tiếp nhận {ho_so.tiep_nhan} hồ sơ.")
    assert lines(report.others("II.2.d", "Số liệu khác:")) == []
    (told,) = lines(report.others("II.6.c", "Số liệu khác:"))
    assert told.startswith("Số liệu khác: hồ sơ đã tiếp nhận: 2.760 hồ sơ; hồ sơ giải quyết quá hạn: 103 hồ sơ")
    assert told.endswith(f"(phạm vi: {OWN}).")


def test_a_rate_without_a_name_is_told_in_the_words_that_state_it(tmp_path: Path) -> None:
    rate = ("II.6.c", "ty_le.tai_khoan", "87,5", "%", "87,5% dân số có tài khoản định danh.", "")
    nameless = ("II.6.c", "ty_le.khac", "12", "%", "", "")
    report = opened(tmp_path, statements=[rate, nameless])
    assert lines(report.others("II.6.c", "Số liệu khác:")) == ["Số liệu khác: 87,5% dân số có tài khoản định danh."]


@pytest.mark.parametrize("key", ["ho_so.truc_tuyen.muc_do_3", "ho_so.truc_tuyen.mot_phan"])
def test_a_quantity_with_two_names_is_told_once_by_the_one_of_the_day(key: str, tmp_path: Path) -> None:
    """Data of 2024 and of before 15/8/2022."""
    report = opened(tmp_path / "2024", statements=[stated(key, "350")])
    today = "Số liệu khác: hồ sơ tiếp nhận trực tuyến một phần: 350 hồ sơ."
    assert lines(report.others("II.2.d", "Số liệu khác:")) == [today]
    report.paragraph("II.2.d", "Một phần {ho_so.truc_tuyen.mot_phan} hồ sơ.")
    assert lines(report.others("II.2.d", "Số liệu khác:")) == []
    days = {"year": 2022, "period": "6-thang", "source": {"tu_ngay": "2021-12-15", "den_ngay": "2022-06-14"}}
    before = opened(tmp_path / "2022", **days, statements=[stated(key, "350")])
    assert lines(before.others("II.2.d", "Số liệu khác:")) == [today.replace("một phần", "mức độ 3")]


def test_others_leave_to_a_section_what_it_has_a_sentence_of(tmp_path: Path) -> None:
    report = opened(tmp_path, statements=[stated("ho_so.tiep_nhan", "830", section="II.6.c")])
    assert lines(report.others("II.6.c", "Số liệu khác:")) == []


WHOLE, PART = "Được {diem} trên {toi_da}.", "Mới được {diem} trên {toi_da} của {bang_diem}, thiếu {thieu}."
POINTS = [("II.2.d", "diem_766.cong_khai", "16,5"), ("II.2.d", "diem_766.tien_do", "19,2")]
OTHERS = [("II.2.d", f"diem_766.{group}", points) for group, points in (("so_hoa", "20"), ("hai_long", "17"))]
ONLINE = [("II.2.d", "diem_766.truc_tuyen", "11"), ("II.2.d", "diem_766.thanh_toan", "9,3")]


def test_points_of_some_groups_are_told_with_what_they_can_be_and_what_lacks(tmp_path: Path) -> None:
    # 16,5 + 19,2 + 20 + 17 of 18 + 20 + 22 + 18
    said = lines(opened(tmp_path, statements=[*POINTS, *OTHERS]).score("II.2.d", "diem_766", WHOLE, PART))
    index = "Quyết định số 766/QĐ-TTg ngày 23/6/2022"
    assert said == [f"Mới được 72,7 trên 78 của {index}, thiếu Cung cấp dịch vụ trực tuyến, Thanh toán trực tuyến."]


def test_points_of_all_groups_are_told_as_whole(tmp_path: Path) -> None:
    report = opened(tmp_path, statements=[*POINTS, *OTHERS, *ONLINE])
    assert lines(report.score("II.2.d", "diem_766", WHOLE, PART)) == ["Được 93 trên 100."]  # 72,7 + 11 + 9,3


def test_a_total_that_is_stated_is_told_as_it_stands(tmp_path: Path) -> None:
    report = opened(tmp_path, statements=[*POINTS, ("II.2.d", "diem_766.tong", "93,1")])
    assert lines(report.score("II.2.d", "diem_766", WHOLE, PART)) == ["Được 93,1 trên 100."]


def test_nothing_is_told_of_points_that_nobody_has(tmp_path: Path) -> None:
    report = opened(tmp_path)
    assert report.scored("diem_766") is None and report.scored("cham_diem") is None
    assert lines(report.score("II.2.d", "diem_766", WHOLE, PART)) == lines(report.table("cham_diem", "III")) == []


def test_a_scoring_table_that_there_is_not_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotebookError, match='Không có bảng chấm điểm "diem_76".*diem_766, cham_diem'):
        opened(tmp_path).scored("diem_76")
