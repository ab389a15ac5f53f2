"""Forms 06a and 07a as one-stop software exports them: which columns, which row, which report; what a spreadsheet broke."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cchc.errors import CchcError, SubmissionError, UsageError
from cchc.intake.command import take
from cchc.intake.exports.read import find_window
from cchc.intake.taken import Asked, Taken
from tests.intake.makers import GOOD, HEADS_06A, WINDOW, old_workbook, page_06a, rows_of, save_06a, workbook_06a

ASKED = Asked("15976", 2024, "nam")  # Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa
NUMBERS = [830, 700, 100, 30, 589, 400, 180, 9, 241, 200, 41]
TAKEN = {
    "ho_so.truc_tuyen": "700",
    "ho_so.truc_tiep_bcci": "100",
    "ho_so.ky_truoc": "30",
    "ho_so.truoc_han": "400",
    "ho_so.dung_han": "180",
    "ho_so.qua_han": "9",
    "ho_so.dang_trong_han": "200",
    "ho_so.dang_qua_han": "41",
}


def rows_taken(taken: Taken) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(taken.files["so_lieu_khac.csv"].decode())))


def counts(taken: Taken) -> dict[str, str]:
    return {row["khoa"]: row["gia_tri"] for row in rows_taken(taken)}


def source(taken: Taken) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(taken.files["nguon.yaml"])
    return found


def refusal(path: Path, asked: Asked = ASKED) -> str:
    with pytest.raises(CchcError) as refused:
        take(path, asked)
    return str(refused.value)


def test_the_columns_that_only_check_are_not_taken(tmp_path: Path) -> None:
    taken = take(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch")), ASKED)
    assert counts(taken) == TAKEN
    assert {row["muc"] for row in rows_taken(taken)} == {"II.2.d"}
    assert rows_taken(taken)[0]["vi_tri"] == "Biểu 06a, dòng «Hộ tịch», cột 4"
    assert rows_taken(taken)[4]["vi_tri"] == "Biểu 06a, dòng «Hộ tịch», cột 9 (gồm cả hồ sơ trả lại, rút)"
    assert rows_taken(taken)[0]["nguyen_van"] == ""


def test_window_hash_and_time_of_the_export_go_into_the_source(tmp_path: Path) -> None:
    window = "(Từ ngày 01/01/2024 đến ngày 31/12/2024) Xuất lúc: 08:30 02/01/2025"
    taken = take(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"), window=window), ASKED)
    (file,) = source(taken)["tep"]
    assert (file["ten"], file["sha256"]) == ("bieu.xls", taken.arrived.sha256)
    assert (file["tu_ngay"], file["den_ngay"], file["xuat_luc"]) == ("2024-01-01", "2024-12-31", "08:30 02/01/2025")
    assert (source(taken)["tu_ngay"], source(taken)["den_ngay"]) == ("2023-12-15", "2024-12-14")


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("(Từ ngày 15/12/2024 đến ngày 14/6/2025)", (date(2024, 12, 15), date(2025, 6, 14))),
        ("Từ ngày: 15-12-2024 - 14-06-2025", (date(2024, 12, 15), date(2025, 6, 14))),
        ("từ ngày 15 tháng 12 năm 2024 đến hết ngày 14 tháng 6 năm 2025", (date(2024, 12, 15), date(2025, 6, 14))),
        ("Từ 01/7/2025 đến 30/11/2025", (date(2025, 7, 1), date(2025, 11, 30))),
        ("Từ ngày 31/02/2025 đến ngày 14/6/2025", None),
        ("Từ ngày 14/6/2025 đến ngày 15/12/2024", None),
        ("Năm 2025", None),
    ],
)
def test_the_window_is_read_from_the_title(text: str, window: tuple[date, date] | None) -> None:
    assert find_window(["BÁO CÁO", text]) == window


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Xuất lúc 08:30 ngày 02/01/2025", "08:30 ngày 02/01/2025"),
        ("Ngày xuất: 02/01/2025 08:30:11", "02/01/2025 08:30:11"),
        ("Thời gian kết xuất dữ liệu: 02/01/2025", "02/01/2025"),
        ("Tin ngày 02/01/2025", None),
    ],
)
def test_the_time_of_the_export_is_kept_as_it_is_printed(tmp_path: Path, text: str, time: str | None) -> None:
    page = page_06a(rows_of("Hộ tịch")).replace("</table>", f"</table><p>{text}</p>")
    (tmp_path / "bieu.xls").write_text(page, encoding="utf-8")
    assert source(take(tmp_path / "bieu.xls", ASKED))["tep"][0].get("xuat_luc") == time


def test_columns_are_found_by_number_and_words_wherever_they_stand(tmp_path: Path) -> None:
    page = page_06a(rows_of("Hộ tịch"))
    moved = page.replace("<tr>", "<tr><td></td>").replace("<td>(4)</td>", '<td>(4)</td><td class="them"></td>')
    moved = moved.replace("<td>700</td>", "<td>700</td><td></td>").replace(
        '<td colspan="2">Trong kỳ', '<td colspan="3">Trong kỳ'
    )
    moved = moved.replace("<td>Trực tuyến</td>", '<td colspan="2">Trực tuyến</td>')
    moved = moved.replace('colspan="4">Số hồ sơ tiếp nhận', 'colspan="5">Số hồ sơ tiếp nhận')
    (tmp_path / "bieu.xls").write_text(moved, encoding="utf-8")
    assert counts(take(tmp_path / "bieu.xls", ASKED)) == TAKEN


def test_numbers_of_columns_may_say_of_what_they_are_the_sum(tmp_path: Path) -> None:
    page = page_06a(rows_of("Hộ tịch")).replace("(3)</td>", "(3)=(4)+(5)+(6)</td>").replace("(1)</td>", "1</td>")
    (tmp_path / "bieu.xls").write_text(page, encoding="utf-8")
    assert counts(take(tmp_path / "bieu.xls", ASKED)) == TAKEN


def test_a_column_that_is_called_something_else_is_named_and_nothing_taken(tmp_path: Path) -> None:
    heads = HEADS_06A.replace("Trước hạn", "Đang chờ").replace("Từ kỳ trước", "Rút")
    said = refusal(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"), heads=heads)).splitlines()
    assert [line.partition(": ")[2].partition(";")[0] for line in said] == [
        "Biểu 06a: cột (6) cần «kỳ trước», gặp «số hồ sơ tiếp nhận / rút»",
        "Biểu 06a: cột (8) cần «trước hạn», gặp «số hồ sơ đã giải quyết / đang chờ»",
    ]


def test_a_form_that_is_not_known_is_not_guessed_at(tmp_path: Path) -> None:
    heads = HEADS_06A.replace("hạn", "chỉ tiêu")
    said = refusal(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"), heads=heads, title="Biểu 08"))
    assert "chỉ đọc được Biểu 06a/VPCP/KSTT hoặc Biểu 07a/BTP" in said
    (tmp_path / "khac.xls").write_text("<table><tr><td>1</td></tr></table>", encoding="utf-8")
    assert 'không thấy dòng số thứ tự cột "(1) (2) (3) ..."' in refusal(tmp_path / "khac.xls")


def test_a_form_without_its_title_is_known_by_its_columns(tmp_path: Path) -> None:
    assert counts(take(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"), title="BÁO CÁO"), ASKED)) == TAKEN


def row_taken(tmp_path: Path, *labels: str, asked: Asked = ASKED, **said: str) -> str:
    """Which row was taken, by its label."""
    taken = take(save_06a(tmp_path / "bieu.xls", rows_of(*labels), **said), asked)
    return rows_taken(taken)[0]["vi_tri"].split("«")[1].split("»")[0]


def test_the_row_of_the_commune_is_taken(tmp_path: Path) -> None:
    for name in (
        "UBND xã Hoằng Lưu",
        "- UBND xã Hoằng Lưu, huyện Hoằng Hóa",
        "Ủy ban nhân dân xã Hoằng Lưu, huyện Hoằng Hóa, tỉnh Thanh Hóa",
        "UBND Xã Hoằng Lưu - Hoằng Hóa",
        "Hoằng Lưu",
    ):
        assert row_taken(tmp_path, "Cấp xã", "UBND xã Hoằng Đông", name, "Tổng cộng") == name.removeprefix("- ")


def test_fields_of_work_are_summed_by_the_total_row(tmp_path: Path) -> None:
    assert row_taken(tmp_path, "Hộ tịch", "Chứng thực", "Tổng cộng") == "Tổng cộng"
    assert row_taken(tmp_path, "Hộ tịch", "Tổng cộng") == "Hộ tịch"
    assert row_taken(tmp_path, "Tổng số:") == "Tổng số:"


def test_a_group_is_never_taken_for_the_commune(tmp_path: Path) -> None:
    rows = [["I", "Xã, phường", *GOOD], ["1", "Đất đai", *GOOD], ["2", "Hộ tịch", *GOOD]]
    said = refusal(save_06a(tmp_path / "bieu.xls", rows))
    assert "không rõ dòng nào là của Xã Hoằng Lưu; các dòng: 1: Xã, phường; 2: Đất đai; 3: Hộ tịch." in said
    assert said.endswith("Hãy chọn bằng --dong N, hoặc xem lại --code.")


def test_a_file_of_other_communes_is_refused_with_its_rows(tmp_path: Path) -> None:
    said = refusal(save_06a(tmp_path / "bieu.xls", rows_of("UBND xã Hoằng Đông", "Tổng cộng")))
    assert "không có dòng nào của Xã Hoằng Lưu, Huyện Hoằng Hóa, Tỉnh Thanh Hóa" in said
    said = refusal(save_06a(tmp_path / "bieu.xls", rows_of("UBND xã Hoằng Lưu, tỉnh Nghệ An", "Tổng cộng")))
    assert "không có dòng nào của Xã Hoằng Lưu" in said
    said = refusal(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch", "Tổng cộng"), title="UBND xã Hoằng Đông"))
    assert "biểu của xã hoằng đông, không phải của Xã Hoằng Lưu" in said.casefold().replace(
        "xã hoằng lưu", "Xã Hoằng Lưu"
    )


@pytest.mark.parametrize(
    ("title", "named"),
    [
        ("UBND TỈNH THANH HÓA", "UBND TỈNH THANH HÓA"),
        ("Đơn vị báo cáo: UBND huyện Hoằng Hóa", "UBND huyện Hoằng Hóa"),
        ("TÌNH HÌNH GIẢI QUYẾT HỒ SƠ TRÊN ĐỊA BÀN TỈNH THANH HÓA", "TỈNH THANH HÓA"),
        ("Đơn vị báo cáo: Xã Hoằng Đông", "Xã Hoằng Đông"),
        ("Sở Nội vụ", "Sở Nội vụ"),
    ],
)
def test_the_total_of_another_body_is_not_the_commune_s(tmp_path: Path, title: str, named: str) -> None:
    for labels in (("Hộ tịch", "Chứng thực", "Tổng cộng"), ("Tổng cộng",), ("Hộ tịch",)):
        said = refusal(save_06a(tmp_path / "bieu.xls", rows_of(*labels), title=title))
        assert f"biểu của {named}, không phải của Xã Hoằng Lưu, Huyện Hoằng Hóa" in said
        assert said.endswith("Hãy chọn bằng --dong N, hoặc xem lại --code.") and f"1: {labels[0]}" in said
    assert row_taken(tmp_path, "Hộ tịch", title=title, asked=Asked("15976", 2024, "nam", 1)) == "Hộ tịch"


@pytest.mark.parametrize(
    "title",
    [
        "UBND HUYỆN HOẰNG HÓA<br>UBND XÃ HOẰNG LƯU",
        "Đơn vị báo cáo: UBND xã Hoằng Lưu, huyện Hoằng Hóa, tỉnh Thanh Hóa",
        "Đơn vị: Xã Hoằng Lưu; Đơn vị nhận báo cáo: UBND huyện Hoằng Hóa",
        "Đơn vị nhận báo cáo: UBND huyện Hoằng Hóa",
        "Đơn vị báo cáo: UBND cấp xã",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "BÁO CÁO CỦA UBND CÁC XÃ, PHƯỜNG, CẤP TỈNH NĂM 2024",
    ],
)
def test_the_total_is_the_commune_s_where_the_title_names_it_or_nobody(tmp_path: Path, title: str) -> None:
    assert row_taken(tmp_path, "Hộ tịch", "Chứng thực", "Tổng cộng", title=title) == "Tổng cộng"


def test_two_rows_of_the_commune_are_for_the_clerk_to_choose_from(tmp_path: Path) -> None:
    names = ("UBND xã Hoằng Lưu", "Xã Hoằng Lưu", "Tổng cộng")
    said = refusal(save_06a(tmp_path / "bieu.xls", rows_of(*names)))
    assert "có 2 dòng của Xã Hoằng Lưu; các dòng: 1: UBND xã Hoằng Lưu; 2: Xã Hoằng Lưu." in said
    assert row_taken(tmp_path, *names, asked=Asked("15976", 2024, "nam", 2)) == "Xã Hoằng Lưu"
    assert "không có dòng 7" in refusal(tmp_path / "bieu.xls", Asked("15976", 2024, "nam", 7))


def test_code_and_period_follow_from_the_file_where_they_leave_no_choice(tmp_path: Path) -> None:
    rows = rows_of("UBND xã Hoằng Lưu, huyện Hoằng Hóa, tỉnh Thanh Hóa")
    assert str(take(save_06a(tmp_path / "bieu.xls", rows), Asked()).key) == "2024/nam/15976"
    assert str(take(tmp_path / "bieu.xls", Asked(period="nam")).key) == "2024/nam/15976"


def test_what_the_file_does_not_tell_is_asked_for(tmp_path: Path) -> None:
    path = save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch"), window="(Từ ngày 01/01/2024 đến ngày 31/12/2024)")
    said = refusal(path, Asked("15976"))
    assert "kỳ 01/01/2024 - 31/12/2024 không cho biết là kỳ báo cáo nào; hãy nêu --year và --period" in said
    save_06a(path, rows_of("Hộ tịch"), window="")
    assert "tệp không ghi kỳ số liệu" in refusal(path, Asked("15976"))
    save_06a(path, rows_of("Hộ tịch"))
    assert "không rõ số liệu của đơn vị nào; hãy nêu --code" in refusal(path, Asked(year=2024, period="nam"))
    with pytest.raises(UsageError):
        take(path, Asked())


def test_a_sum_that_fails_in_an_original_is_taken_with_its_total_and_told(tmp_path: Path) -> None:
    broken = ("830", "701", *GOOD[2:])  # 701 + 100 + 30 = 831
    taken = take(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch", counts=broken)), ASKED)
    assert counts(taken) == {"ho_so.tiep_nhan": "830", **TAKEN, "ho_so.truc_tuyen": "701"}
    assert any("cột 3 (830) không bằng cột 4 + 5 + 6" in note for note in taken.notes)


def test_figures_of_a_page_are_kept_as_they_are_printed(tmp_path: Path) -> None:
    odd = ("1.204", "1,204", "", "-", *GOOD[4:])
    taken = take(save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch", counts=odd)), ASKED)
    assert counts(taken)["ho_so.truc_tuyen"] == "1,204" and counts(taken)["ho_so.ky_truoc"] == "-"
    assert "ho_so.truc_tiep_bcci" not in counts(taken)


def test_a_workbook_of_the_software_is_read_as_its_page_is(tmp_path: Path) -> None:
    texts = workbook_06a(tmp_path / "bieu.xlsx", [["1", "Hộ tịch", *GOOD]], minus=False)
    numbers = workbook_06a(tmp_path / "bieu.xls", [[1, "Hộ tịch", *NUMBERS]])
    assert counts(take(texts, ASKED)) == counts(take(numbers, ASKED)) == TAKEN


def test_an_old_workbook_is_read_as_well(tmp_path: Path) -> None:
    heads = ["TT", "Lĩnh vực", "Tiếp nhận: tổng số", "Trực tuyến", "Trực tiếp, bưu chính", "Từ kỳ trước", "Đã giải quyết: tổng số",
             "Trước hạn", "Đúng hạn", "Quá hạn", "Đang giải quyết: tổng số", "Trong hạn", "Quá hạn"]  # fmt: skip
    rows: list[list[Any]] = [heads, [f"({n})" for n in range(1, 14)], [1.0, "Hộ tịch", *map(float, NUMBERS)]]
    cells = {(r, c): value for r, row in enumerate(rows) for c, value in enumerate(row)}
    (tmp_path / "bieu.xls").write_bytes(old_workbook(cells))
    assert counts(take(tmp_path / "bieu.xls", ASKED)) == TAKEN


def test_one_fraction_anywhere_refuses_the_whole_workbook(tmp_path: Path) -> None:
    others = [[2, "Đất đai", 1.204, 2.31, *NUMBERS[2:]]]
    said = refusal(workbook_06a(tmp_path / "x.xlsx", [[1, "Hộ tịch", *NUMBERS], *others, [3, "Tổng cộng", *NUMBERS]]))
    assert said == (
        f"{tmp_path / 'x.xlsx'}: bảng có số lẻ (1,204; 2,31), tệp đã được mở và lưu lại bằng phần mềm bảng tính; "
        "hãy dùng tệp gốc xuất từ phần mềm một cửa."
    )


def test_a_thousand_that_became_one_is_seen_by_the_sums(tmp_path: Path) -> None:
    lost = [2130, 2, 100, 30, *NUMBERS[4:]]  # 2.000 + 100 + 30 = 2.130, and 2.000 has become 2
    said = refusal(workbook_06a(tmp_path / "x.xlsx", [[1, "Hộ tịch", *lost]]))
    assert "Biểu 06a, dòng «Hộ tịch»: cột 3 (2130) không bằng cột 4 + 5 + 6" in said and "hãy dùng tệp gốc" in said


def test_a_sum_that_fails_between_texts_is_not_the_work_of_a_spreadsheet(tmp_path: Path) -> None:
    path = workbook_06a(tmp_path / "x.xlsx", [["1", "Hộ tịch", "830", "701", *GOOD[2:]]], minus=False)
    assert counts(take(path, ASKED))["ho_so.tiep_nhan"] == "830"


@pytest.mark.parametrize(
    ("figure", "says"), [("2.31", "bảng có số lẻ (2.31)"), ("2", "cột 3 (830) không bằng cột 4 + 5 + 6")]
)
def test_a_page_that_a_spreadsheet_has_saved_is_held_to_what_a_workbook_is(
    tmp_path: Path, figure: str, says: str
) -> None:
    page = page_06a(rows_of("Hộ tịch", counts=("830", figure, *GOOD[2:])))
    (tmp_path / "bieu.xls").write_text(page, encoding="utf-8")
    assert counts(take(tmp_path / "bieu.xls", ASKED))["ho_so.truc_tuyen"] == figure
    saved = page.replace("<head>", '<head><meta name=Generator content="Microsoft Excel 15">')
    (tmp_path / "bieu.xls").write_text(saved, encoding="utf-8")
    assert says in refusal(tmp_path / "bieu.xls") and "hãy dùng tệp gốc" in refusal(tmp_path / "bieu.xls")


def test_of_several_tables_the_one_of_a_known_form_is_read(tmp_path: Path) -> None:
    page = page_06a(rows_of("Hộ tịch"))
    other = page.replace("hạn", "chỉ tiêu").replace("06a", "06b")
    (tmp_path / "bieu.xls").write_text(other + page, encoding="utf-8")
    assert counts(take(tmp_path / "bieu.xls", ASKED)) == TAKEN
    (tmp_path / "bieu.xls").write_text(page + page, encoding="utf-8")
    assert "có 2 biểu trong một tệp; hãy xuất từng biểu ra một tệp" in refusal(tmp_path / "bieu.xls")


def test_a_field_of_work_that_begins_like_a_unit_is_none(tmp_path: Path) -> None:
    assert row_taken(tmp_path, "Xã hội", "Phòng chống tệ nạn", "Tổng cộng") == "Tổng cộng"
    for unit in ("Phường 1", "Sở Nội vụ", "UBND huyện Hoằng Hóa"):
        assert "không có dòng nào của" in refusal(
            save_06a(tmp_path / "bieu.xls", rows_of("Hộ tịch", unit, "Tổng cộng"))
        )


CASE = Path(__file__).parents[1] / "cases/17-bieu-07a-btp/bieu-07a-btp.xls"


def test_columns_of_07a_that_no_count_holds_are_told_where_they_are_not_zero(tmp_path: Path) -> None:
    page = CASE.read_text(encoding="utf-8")
    at = page.index("UBND xã Tuần Giáo")
    row, rest = page[at:].split("</tr>", 1)
    cells = row.split("<td>")
    assert len(cells) == 23
    cells[19], cells[20] = "4</td>", "2</td>"  # (21) and (22)
    (tmp_path / "b.xls").write_text(page[:at] + "<td>".join(cells) + "</tr>" + rest, encoding="utf-8")
    taken = take(tmp_path / "b.xls", Asked("03253", 2025, "nam"))
    assert "Không lấy cột 21 (4): không có khóa số liệu nào cho «dừng xử lý»." in taken.notes
    assert "Không lấy cột 22 (2): không có khóa số liệu nào cho «đúng hạn»." in taken.notes


def test_late_ones_with_and_without_an_apology_are_added_where_one_count_holds_both(tmp_path: Path) -> None:
    page = CASE.read_text(encoding="utf-8").replace(
        "<td>8</td><td>8</td><td>0</td><td>0</td>", "<td>8</td><td>3</td><td>1</td><td>4</td>"
    )
    (tmp_path / "b.xls").write_text(page, encoding="utf-8")
    found = {row["khoa"]: row for row in rows_taken(take(tmp_path / "b.xls", Asked("03253", 2025, "nam")))}
    assert found["ho_so.dang_qua_han"]["gia_tri"] == "5"
    assert found["ho_so.dang_qua_han"]["vi_tri"].endswith("cột 16 + 17")


FIGURE = st.one_of(
    st.integers(0, 10**7).map(lambda n: f"{n:,}".replace(",", ".")), st.sampled_from(["", "-", "1,5", "không", "x"])
)
LABEL = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(LABEL, st.lists(FIGURE, min_size=11, max_size=11)), max_size=6),
    st.sampled_from(["", "<td></td>"]),
)
def test_whatever_a_table_holds_the_figures_taken_are_those_of_one_row_or_there_is_an_error(
    tmp_path: Path, rows: list[tuple[str, list[str]]], first: str
) -> None:
    page = page_06a([[str(n), label, *figures] for n, (label, figures) in enumerate(rows, 1)]).replace(
        "<tr>", f"<tr>{first}"
    )
    (tmp_path / "bieu.xls").write_text(page, encoding="utf-8")
    try:
        found = counts(take(tmp_path / "bieu.xls", ASKED))
    except SubmissionError:
        return
    columns = {"ho_so.truc_tuyen": 1, "ho_so.truoc_han": 5, "ho_so.dang_qua_han": 10}
    assert any(all(found.get(key, "") == figures[at] for key, at in columns.items()) for _, figures in rows)


def test_the_window_of_the_sample_page_is_that_of_the_year_2024() -> None:
    assert find_window([WINDOW]) == (date(2023, 12, 15), date(2024, 12, 14))
