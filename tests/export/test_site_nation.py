"""The nation's page: every province, what it has sent of what is expected, medians over units; a table for spreadsheets."""

from __future__ import annotations

import csv
import io

from bs4 import BeautifulSoup, Tag

from cchc.site.entry import Entry, window_of
from cchc.site.matrix import Submitted
from cchc.site.pages import gather, site_pages
from cchc.site.tables import site_tables
from tests.export.site_sample import entry

PAGE = "tinh/toan-quoc.html"


def report(code: str, province: str, received: str | None, **changes: object) -> Entry:
    figures = {"ho_so.tiep_nhan": received}
    given = {"district": "", "province": province, "year": 2025, "figures": figures, **changes}
    return entry(code, f"Phường {code}", **given)


HANOI, DANANG = "Thành phố Hà Nội", "Thành phố Đà Nẵng"
ENTRIES = (
    report("00004", HANOI, "100"),
    report("00008", HANOI, "200", open_findings=(2, 1, 0), causes=(1, 1, 0)),
    report("00025", HANOI, "600", open_findings=(3, 0, 0), in_error=["ho_so.tiep_nhan"]),
    report("00070", HANOI, "9000", outdated="số liệu đã đổi"),
    report("20194", DANANG, "300"),
)
WAITING = (Submitted(window_of(2025, "nam"), "20197", "20197-x"),)


def page(*entries: Entry, waiting: tuple[Submitted, ...] = WAITING) -> BeautifulSoup:
    return BeautifulSoup(site_pages(gather(entries, waiting))[PAGE], "html.parser")


def cells(row: Tag) -> list[str]:
    return [" ".join(cell.get_text(" ").split()) for cell in row.select("th, td")]


def test_a_province_tells_what_it_has_sent_how_its_reports_are_and_the_median_of_its_units() -> None:
    # Hà Nội has 126 units, Đà Nẵng 94. 600 is in error and 9000 outdated: the median of 100 and 200.
    found = page(*ENTRIES)
    (row,) = (row for row in found.select(".toan-quoc tbody tr") if "Hà Nội" in row.text)
    assert cells(row)[1:11] == ["4 trên 126 (3,2%)", "1", "2", "0", "1", "0", "4 (5)", "1 (1)", "0", "150 n = 2"]
    (other,) = (row for row in found.select(".toan-quoc tbody tr") if "Đà Nẵng" in row.text)
    assert cells(other)[1:6] == ["2 trên 94 (2,1%)", "0", "0", "0", "1"]


def test_the_nation_is_the_sum_of_its_units_and_the_median_over_all_of_them() -> None:
    # 100, 200 and 300: 200, where the medians of the provinces, 150 and 300, have 225 between them.
    (row,) = page(*ENTRIES).select(".toan-quoc .trung-vi")
    assert cells(row)[:2] == ["Toàn quốc", "6 trên 3.321 (0,2%)"]
    assert cells(row)[10] == "200 n = 3"


def test_every_province_has_a_line_and_leads_to_its_page_where_it_has_one() -> None:
    rows = page(*ENTRIES).select(".toan-quoc tbody tr")
    assert len(rows) == 34
    assert {str(link["href"]) for row in rows for link in row.select("a")} == {"ha-noi.html", "da-nang.html"}
    assert next(cells(row) for row in rows if "Thanh Hóa" in row.text)[1:3] == ["0 trên 166 (0%)", "0"]


def test_periods_stand_apart_the_newest_first_and_so_do_made_up_data() -> None:
    older = report("00004", HANOI, "50", year=2024)
    made_up = report("00004", HANOI, "70", synthetic=True, folder="2025/nam/00004-mo-phong")
    found = page(*ENTRIES, older, made_up)
    assert [head.text for head in found.select("summary h2")] == ["Năm 2025", "Năm 2025 (mô phỏng)", "Năm 2024"]
    assert [cells(row)[10] for row in found.select(".trung-vi")] == ["200 n = 3", "70 n = 1", "50 n = 1"]
    assert [cells(row)[1].split()[0] for row in found.select(".trung-vi")] == ["6", "1", "1"]


def test_a_submission_without_a_report_is_counted_where_only_made_up_reports_are() -> None:
    found = page(*(report(code, HANOI, "1", synthetic=True) for code in ("00004", "00008")))
    assert cells(found.select(".trung-vi")[0])[1].startswith("3 trên 3.321")


def test_pages_of_one_province_have_no_nation() -> None:
    made = site_pages(gather(ENTRIES[:4], ()))
    assert PAGE not in made and b"toan-quoc.html" not in made["index.html"] + made["tinh/ha-noi.html"]
    assert "tinh/toan-quoc" not in site_tables(gather(ENTRIES[:4], ()))


def test_index_and_provinces_lead_to_the_nation() -> None:
    made = site_pages(gather(ENTRIES, ()))
    assert b'href="tinh/toan-quoc.html"' in made["index.html"]
    assert b'href="../tinh/toan-quoc.html"' in made["tinh/ha-noi.html"]


def test_a_province_of_before_the_mergers_has_a_line_of_its_own() -> None:
    found = page(report("00004", HANOI, "5", year=2024), report("20194", DANANG, "6", year=2024), waiting=())
    assert len(found.select(".toan-quoc tbody tr")) == 63


def test_the_table_for_spreadsheets_tells_the_same() -> None:
    plain, make = site_tables(gather(ENTRIES, WAITING))["tinh/toan-quoc"]
    lines = list(csv.DictReader(io.StringIO(plain.decode("utf-8-sig")), delimiter=";"))
    hanoi = next(line for line in lines if line["Tỉnh, thành phố"] == HANOI)
    assert [hanoi[name] for name in ("Kỳ", "Số đơn vị", "Đã nộp", "Báo cáo dự thảo", "Hồ sơ tiếp nhận, trung vị")] == [
        "Năm 2025", "126", "4", "2", "150",
    ]  # fmt: skip
    assert (len(lines), lines[-1]["Tỉnh, thành phố"], lines[-1]["Đã nộp"]) == (34 + 1, "Toàn quốc", "6")
    assert make().startswith(b"PK")


def test_the_same_reports_in_any_order_give_the_same_page() -> None:
    forth, back = (site_pages(gather(ones, WAITING))[PAGE] for ones in (ENTRIES, ENTRIES[::-1]))
    assert forth == back
