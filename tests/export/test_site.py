"""The site's pages: every report is there, names are text, nothing is asked from outside, same in, same out."""

from __future__ import annotations

import base64
import hashlib
import random
import re
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from cchc.errors import ExportError
from cchc.site.entry import Entry, province_key, read_entry, search_key, window_of
from cchc.site.matrix import Submitted
from cchc.site.pages import Site, gather, site_pages
from tests.export.site_sample import entry, manifest

HOSTILE = "Xã </script><script>alert(1)</script><img src=x onerror=alert(1)>\"'&"
CLEAN = "Chưa phát hiện lỗi"
MIXED = [
    entry(),
    entry("14791", "Phường Đông Thọ", district="Thành phố Thanh Hóa", open_findings=(2, 3, 4), accepted=5),
    entry("20194", "Phường Hải Châu", district="", province="Thành phố Đà Nẵng", year=2025, synthetic=True),
]


def pages(*entries: Entry, waiting: tuple[Submitted, ...] = (), unread: tuple[str, ...] = ()) -> dict[str, bytes]:
    return site_pages(gather(entries, waiting, unread))


def index(*entries: Entry, **changes: Any) -> BeautifulSoup:
    return BeautifulSoup(pages(*entries, **changes)["index.html"], "html.parser")


def rows(page: Tag) -> list[Tag]:
    return page.select("table.dai tbody tr")


def cells(row: Tag) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


def test_a_row_tells_unit_period_status_findings_figures_and_files() -> None:
    wrong = ["ho_so.tiep_nhan", "ty_le.ke_hoach_hoan_thanh"]
    (row,) = rows(index(entry(open_findings=(7, 3, 0), causes=(2, 3, 0), accepted=5, in_error=wrong)))
    assert cells(row) == [
        "Xã Hoằng Lưu 15976 · Huyện Hoằng Hóa", "Thanh Hóa", "Năm 2024", "Dự thảo", "2 (7)", "3 (3)", "0", "5",
        "830 còn lỗi", "60,4%", "100%", "không có", "HTML PDF",
    ]  # fmt: skip


def test_a_report_whose_submission_changed_is_told_as_one_to_be_made_again_with_the_reason() -> None:
    stale = entry("14791", "Phường Đông Thọ", open_findings=(1, 0, 0), outdated="số liệu đã đổi: phu_luc_01b.csv")
    page = index(entry(), stale)
    told = {cells(row)[0][:12]: cells(row)[3] for row in rows(page)}
    assert told == {"Xã Hoằng Lưu": CLEAN, "Phường Đông ": "Cần lập lại"}
    assert {cells(row)[8] for row in rows(page) if "Đông Thọ" in row.text} == {"830 số cũ"}
    assert [item.text for item in page.select(".luu-y li")] == [
        "Phường Đông Thọ, năm 2024: số liệu đã đổi: phu_luc_01b.csv"
    ]
    assert "1 cần lập lại, 0 dự thảo còn lỗi, 1 chưa phát hiện lỗi" in page.select("header")[0].text


def test_every_column_has_a_head() -> None:
    page = index(entry())
    tops = page.select("table.dai thead tr:first-child th")
    assert sum(int(str(head.get("colspan", 1))) for head in tops) == len(cells(rows(page)[0]))


def test_a_report_without_errors_says_so_and_made_up_ones_say_that() -> None:
    found = {cells(row)[0][:12]: cells(row)[3] for row in rows(index(*MIXED))}
    assert found == {"Xã Hoằng Lưu": CLEAN, "Phường Đông ": "Dự thảo", "Phường Hải C": f"{CLEAN} Mô phỏng"}


def test_only_files_that_were_made_are_linked() -> None:
    page = index(entry(files=["bao-cao.pdf"]))
    assert [link["href"] for link in rows(page)[0].select("a")] == ["2024/nam/15976-xa/bao-cao.pdf"]


def test_changes_since_the_previous_period_are_linked_where_there_are_any() -> None:
    page = index(entry(files=["bao-cao.html", "thay-doi.html"]))
    assert [link.text for link in rows(page)[0].select("td a")] == ["HTML", "Thay đổi"]


def test_no_report_is_lost_and_none_is_told_twice() -> None:
    entries = [entry(f"{n:05}", f"Xã {n}", province=f"Tỉnh {n % 7}", year=2020 + n % 5) for n in range(500)]
    made = pages(*entries)
    links = [row.select_one("th a") for row in rows(BeautifulSoup(made["index.html"], "html.parser"))]
    assert sorted(str(link["href"]) for link in links if link) == sorted(e.link("bao-cao.html") or "" for e in entries)
    compared = [BeautifulSoup(made[f"tinh/{n}.html"], "html.parser").select(".so-sanh tbody tr") for n in range(7)]
    assert sum(map(len, compared)) == 500


def test_reports_are_in_the_order_of_the_alphabet_and_of_one_commune_the_newest_is_first() -> None:
    names = ["Xã Đông", "Xã Dân", "Xã Em"]
    entries = [entry(f"1000{n}", name, year=year) for n, name in enumerate(names) for year in (2024, 2025)]
    found = [cells(row) for row in rows(index(*entries))]
    assert [(name.split(" 1")[0], period) for name, _, period, *_ in found] == [
        (name, f"Năm {year}") for name in ("Xã Dân", "Xã Đông", "Xã Em") for year in (2025, 2024)
    ]


@pytest.mark.parametrize("typed", ["hoang luu", "Hoằng Lưu", "HOẰNG LƯU", "hoang   luu", "Hoa\u0306\u0300ng Lu\u031bu"])
def test_a_search_finds_a_name_with_accents_and_without(typed: str) -> None:
    (row,) = rows(index(entry()))
    assert search_key(typed) in str(row["data-k"])


@pytest.mark.parametrize("typed", ["Đắk R'Lấp", "đak r’lap", "DAK RLAP"])
def test_a_search_takes_d_with_a_stroke_for_d(typed: str) -> None:
    (row,) = rows(index(entry(name="Xã Đắk R'Lấp")))
    assert search_key(typed) in str(row["data-k"])


def test_a_search_goes_through_code_district_and_province_too() -> None:
    (row,) = rows(index(entry()))
    assert row["data-k"] == "xa hoang luu|huyen hoang hoa|tinh thanh hoa|15976|nam 2024"


def test_a_search_goes_through_the_period_as_it_is_called_and_as_it_is_typed() -> None:
    (row,) = rows(index(entry(period="quy-3", year=2025)))
    assert str(row["data-k"]).split("|")[-2:] == ["quy iii 2025", "quy 3 2025"]


def test_each_filter_offers_what_the_rows_are_marked_with() -> None:
    page = index(*MIXED)
    offered = {str(s["name"]): {str(o["value"]) for o in s.select("option")} - {""} for s in page.select("form select")}
    assert {str(row["data-p"]) for row in rows(page)} == offered["tinh"] == {"thanh-hoa", "da-nang"}
    assert {str(row["data-y"]) for row in rows(page)} == offered["ky"] == {"2024/nam", "2025/nam"}
    assert {word for row in rows(page) for word in str(row["data-s"]).split()} == offered["tt"]


def test_names_arrive_as_the_characters_that_they_are() -> None:
    hostile = entry("14791", HOSTILE, district=HOSTILE, province=f"Tỉnh {HOSTILE}", folder='2024/nam/1" onclick="x')
    for name, content in pages(hostile, unread=(HOSTILE,)).items():
        page = BeautifulSoup(content, "html.parser")
        assert len(page.select("script")) == 1, name
        assert not page.select("img, [onclick], [onerror]"), name
        assert HOSTILE in page.get_text(), name


def test_a_character_that_turns_text_round_is_replaced() -> None:
    assert "\u202e" not in pages(entry(name="Xã \u202eABC"))["index.html"].decode()


def test_only_the_pages_own_style_and_script_are_let_through() -> None:
    for content in pages(*MIXED).values():
        page = BeautifulSoup(content, "html.parser")
        policy = str(page.select("meta[http-equiv]")[0]["content"])
        own = {f"'sha256-{_digest(page.select(tag)[0].string or '')}'" for tag in ("style", "script")}
        assert set(re.findall(r"'sha256-[^']+'", policy)) == own
        assert policy.startswith("default-src 'none'; ")
        assert not page.select("[style]")


def test_nothing_outside_is_asked_for_or_led_to() -> None:
    for content in pages(*MIXED).values():
        page = BeautifulSoup(content, "html.parser")
        assert not page.select("link, iframe, object, [src]")
        assert all(not re.match(r"[a-z]+:|//", str(link["href"])) for link in page.select("[href]"))


def test_the_same_manifests_in_any_order_give_the_same_bytes() -> None:
    entries = [entry(f"{n:05}", f"Xã {n % 9}", province=f"Tỉnh {n % 3}") for n in range(50)]
    waiting = [Submitted(window_of(2024, "nam"), f"{n:05}", f"{n:05}-xa") for n in range(40, 60)]
    mixed, mixed_waiting = list(entries), list(waiting)
    random.Random(1).shuffle(mixed)
    random.Random(2).shuffle(mixed_waiting)
    assert pages(*mixed, waiting=tuple(mixed_waiting)) == pages(*entries, waiting=tuple(waiting))


@pytest.mark.parametrize(
    ("entries", "mark"),
    [
        (MIXED[:2], None),
        (MIXED[2:], "DỮ LIỆU MÔ PHỎNG"),
        (MIXED, "CÓ DỮ LIỆU MÔ PHỎNG: 1 TRÊN 3 BÁO CÁO"),
    ],
)
def test_made_up_data_are_named_on_the_page_and_on_each_printed_one(entries: list[Entry], mark: str | None) -> None:
    page = index(*entries)
    assert [one.text for one in page.select(".dau")] == ([mark] if mark else [])
    assert ("@bottom-center" in str(page.select("style")[0])) == (mark is not None)


def test_a_provinces_page_names_made_up_data_too_and_only_its_own() -> None:
    made = pages(*MIXED)
    assert "DỮ LIỆU MÔ PHỎNG" in made["tinh/da-nang.html"].decode()
    assert "MÔ PHỎNG" not in made["tinh/thanh-hoa.html"].decode()


def test_a_provinces_page_states_the_median_with_the_number_of_reports_it_is_of() -> None:
    received = {"ho_so.tiep_nhan": "1000", "ty_le.truc_tuyen": None}
    page = BeautifulSoup(
        pages(entry(), entry("14791", "Phường Đông Thọ", figures=received))["tinh/thanh-hoa.html"], "html.parser"
    )
    medians = [" ".join(cell.get_text(" ").split()) for cell in page.select(".so-sanh .trung-vi td")]
    assert medians[0].startswith(f"{(830 + 1000) // 2} n = 2 ")
    assert medians[1].startswith("60,4% n = 1 trên 2")
    assert medians[3] == "không có n = 0 trên 2"


def province_page(*entries: Entry, key: str = "thanh-hoa") -> BeautifulSoup:
    return BeautifulSoup(pages(*entries)[f"tinh/{key}.html"], "html.parser")


def medians_and_totals(page: Tag) -> dict[str, str]:
    """What stands in the rows above the communes, for the dossiers received."""
    found = {}
    for row in page.select(".so-sanh .trung-vi"):
        head, cell = row.select_one("th"), row.select_one("td")
        assert head is not None and cell is not None
        found[head.text] = " ".join(cell.get_text(" ").split())
    return found


def test_a_figure_in_error_takes_no_part_in_the_median_and_both_sums_say_what_they_leave_out() -> None:
    a = entry("14792", "Xã A", figures={"ho_so.tiep_nhan": "1000"})
    b = entry(
        "14791", "Xã B", open_findings=(1, 0, 0), figures={"ho_so.tiep_nhan": "9000"}, in_error=["ho_so.tiep_nhan"]
    )
    page = province_page(entry(), a, b)
    told = medians_and_totals(page)
    assert told["Trung vị của tỉnh"].startswith("915 n = 2 ")  # (830 + 1000) / 2
    left_out = "không tính 1 đơn vị có lỗi ở số này"
    assert told["Trung vị của tỉnh"].endswith(left_out)
    assert told["Toàn tỉnh, trừ số đang có lỗi"] == f"1.830 tổng, n = 2 {left_out} (cộng 9.000)"  # 830 + 1000
    assert told["Toàn tỉnh, kể cả số đang có lỗi"] == "10.830 tổng, n = 3"  # and 9000
    assert [cells(row)[2] for row in page.select(".so-sanh tbody tr") if row.select(".con-loi")] == ["9.000 còn lỗi"]


def test_an_error_elsewhere_in_a_report_leaves_its_figures_in_median_and_sum() -> None:
    other = entry(
        "14791", "Xã B", open_findings=(3, 0, 0), figures={"ho_so.tiep_nhan": "1000"}, in_error=["ty_le.trong_han"]
    )
    told = medians_and_totals(province_page(entry(), other))
    assert told["Trung vị của tỉnh"].startswith("915 n = 2 ")
    assert told["Toàn tỉnh, trừ số đang có lỗi"] == "1.830 tổng, n = 2"
    assert "Toàn tỉnh, kể cả số đang có lỗi" not in told  # it would be the same


def test_a_report_to_be_made_again_is_in_no_median_and_no_sum_and_says_why() -> None:
    why = "không đọc được số liệu: nguon.yaml, dòng 3: thiếu dấu hai chấm"
    stale = entry("14791", "Xã B", figures={"ho_so.tiep_nhan": "9000"}, outdated=why)
    page = province_page(entry(), stale)
    told = medians_and_totals(page)
    assert told["Trung vị của tỉnh"] == "830 n = 1 không tính 1 đơn vị cần lập lại báo cáo"
    assert told["Toàn tỉnh, trừ số đang có lỗi"] == "830 tổng, n = 1 không tính 1 đơn vị cần lập lại báo cáo"
    (row,) = (row for row in page.select(".so-sanh tbody tr") if "Xã B" in row.text)
    assert cells(row)[1] == f"Cần lập lại {why}"
    assert cells(row)[2] == "9.000 số cũ"
    assert [cell.text for cell in page.select(".ma-tran .tt-outdated")] == ["cần lập lại báo cáo"]


def test_a_provinces_page_begins_with_how_many_have_sent_and_a_city_is_called_one() -> None:
    said = province_page(entry(), entry("14791", "Phường Đông Thọ", open_findings=(1, 0, 0))).select("header")[0].text
    assert ": 2 đã nộp (1 còn lỗi), " in said and said.split("Năm 2024: ")[1].split(" đơn vị")[0].isdigit()
    city = province_page(MIXED[2], key="da-nang")
    assert [row.th.text for row in city.select(".so-sanh .trung-vi") if row.th] == [
        "Trung vị của thành phố",
        "Toàn thành phố, trừ số đang có lỗi",
    ]


def test_a_provinces_page_marks_a_commune_far_off_in_words() -> None:
    numbers = ["10", "11", "12", "13", "14", "500"]
    entries = [entry(f"1000{n}", f"Xã {n}", figures={"ho_so.tiep_nhan": number}) for n, number in enumerate(numbers)]
    page = BeautifulSoup(pages(*entries)["tinh/thanh-hoa.html"], "html.parser")
    marked = [cells(row)[2] for row in page.select(".so-sanh tbody tr") if row.select(".muc-xa")]
    assert marked == ["500 ▲ cao"]


def test_a_submission_without_a_report_is_told_and_one_with_a_report_is_not() -> None:
    window = window_of(2024, "nam")
    waiting = (Submitted(window, "15976", "15976-hoang-luu"), Submitted(window, "99999", "99999-la"))
    page = index(entry(), waiting=waiting)
    assert [item.text.strip() for item in page.select("section li")] == ["Năm 2024: 99999-la"]


def test_a_province_that_has_only_submitted_has_a_page() -> None:
    made = pages(waiting=(Submitted(window_of(2024, "nam"), "15976", "15976-hoang-luu"),))
    page = BeautifulSoup(made["tinh/thanh-hoa.html"], "html.parser")
    assert page.select_one("h1") is not None and page.select("h1")[0].text == "Tỉnh Thanh Hóa"
    assert len(page.select(".ma-tran .tt-waiting")) == 1


def test_no_report_at_all_is_said() -> None:
    assert "Chưa có báo cáo nào" in index().text


def test_a_province_is_told_by_its_name_because_codes_went_to_others() -> None:
    assert province_key("Tỉnh Lào Cai") == "lao-cai"
    assert province_key("Thành phố Hồ Chí Minh") == "ho-chi-minh"
    assert province_key("???") == "khac"


@pytest.mark.parametrize(
    "content", [b"", b"{}", b'{"report": 1}', manifest(findings={"E": "nhiều"}), manifest(nam="xưa")]
)  # fmt: skip
def test_a_manifest_that_tells_nothing_is_refused_by_name(content: bytes) -> None:
    with pytest.raises(ExportError, match=r"output/2024/nam/15976-xa/ho-so\.json: .*hãy lập lại"):
        read_entry("2024/nam/15976-xa", content)


def test_a_period_that_the_catalogue_does_not_know_stands_last_in_its_year() -> None:
    site: Site = gather([entry(period="tuan-1"), entry(), entry(year=2025)], ())
    assert [window.path for window in site.windows] == ["2025/nam", "2024/tuan-1", "2024/nam"]


def _digest(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")


def test_a_row_leads_to_the_workbook_of_its_report_where_there_is_one() -> None:
    with_book, without = entry(files=("bao-cao.html", "phu-luc.xlsx")), entry("14791", "Phường Đông Thọ")
    links = {
        cells(row)[0][:12]: [link["href"] for link in row.select("td:last-child a")]
        for row in rows(index(with_book, without))
    }
    assert links["Xã Hoằng Lưu"] == ["2024/nam/15976-xa/bao-cao.html", "2024/nam/15976-xa/phu-luc.xlsx"]
    assert not [link for link in links["Phường Đông "] if str(link).endswith(".xlsx")]
