"""Sections, annexes, citations and identity of reports that are not the sample."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from cchc.catalogue.form import form_for
from cchc.errors import UsageError
from cchc.intake.documents.annexes import read_annexes
from cchc.intake.documents.cited import cite
from cchc.intake.documents.identity import identify, letter_left, letter_lines
from cchc.intake.documents.readers.blocks import Paragraph, Row, Table
from cchc.intake.documents.readers.passes import mend
from cchc.intake.documents.readers.plain import read_plain
from cchc.intake.documents.sections import Told, best_path, in_parts
from cchc.intake.taken import Asked
from cchc.raw.keys import ReportKey

KEY = ReportKey("15976", 2024, "nam")
FORM = form_for(date(2024, 12, 14), None)


def sections(text: str) -> dict[str, str]:
    parts = in_parts(mend(read_plain(text.replace("\n", "\n\n")).blocks), FORM.outline)
    return {one.paragraph.text: one.section for one in parts.told}


def test_the_best_path_takes_columns_in_order() -> None:
    # Taking the greater 0.9 in the first row would leave nothing for the second: 0.5 + 0.6 is more.
    assert best_path([[0.5, 0.9], [0.0, 0.6]]) == [0, 1]
    assert best_path([[0.0, 0.9], [0.8, 0.0]]) == [1, None]
    assert best_path([[0.5], [0.4]], again=True) == [0, 0]
    assert best_path([]) == []


def test_headings_are_known_by_their_words_whatever_their_numbers() -> None:
    found = sections(
        "I. CHỈ ĐẠO, ĐIỀU HÀNH\n1. Công tác tuyên truyền CCHC\nMột.\nII. KẾT QUẢ THỰC HIỆN CÔNG TÁC CCHC\n"
        "1. Cải cách TTHC, thực hiện cơ chế một cửa\nHai.\n2. Cải cách tài chính công\nBa.\nIII. KIẾN NGHỊ, ĐỀ XUẤT\nBốn."
    )
    assert found == {"Một.": "I.3", "Hai.": "II.2", "Ba.": "II.5", "Bốn.": "V"}


def test_a_part_that_no_outline_has_is_no_section() -> None:
    assert sections("I. ĐÁNH GIÁ CHUNG\nMột.\nII. CÔNG TÁC PHÒNG CHỐNG THIÊN TAI\nHai.")["Hai."] == ""


def test_an_item_that_fits_no_letter_clearly_stays_with_its_section() -> None:
    found = sections("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH\n5. Kết quả thực hiện các văn bản chỉ đạo\n- Nội dung khác.")
    assert found["Nội dung khác."] == "I.5"


def test_what_a_heading_says_behind_its_colon_is_its_text() -> None:
    assert sections("I. ĐÁNH GIÁ CHUNG\nMột.\nII. KIẾN NGHỊ, ĐỀ XUẤT: Không có")["Không có"] == "V"


def table(*lines: str) -> Table:
    return Table(tuple(Row(tuple(line.split("|")), f"dòng {n}") for n, line in enumerate(lines, 1)), "dòng 1")


def test_columns_are_known_by_their_names_in_any_order() -> None:
    annex = table(
        "TT|Đơn vị tính|Chỉ tiêu thống kê|Kết quả thống kê", "1.1.1|Nhiệm vụ|Số nhiệm vụ đề ra trong kế hoạch|26"
    )
    (fields, place) = read_annexes([annex], FORM, KEY).rows["phu_luc_01b.csv"][0]
    assert fields == {
        "stt": "1.1.1", "chi_tieu": "Số nhiệm vụ đề ra trong kế hoạch", "don_vi_tinh": "Nhiệm vụ", "so_lieu": "26", "ghi_chu": "",
    }  # fmt: skip
    assert place == "dòng 2"


def test_another_table_is_listed_and_not_read() -> None:
    found = read_annexes([table("STT|Lĩnh vực|Số hồ sơ", "1|Hộ tịch|300")], FORM, KEY)
    assert found.rows == {}
    assert [(one.place, one.text) for one in found.left] == [("dòng 1", "STT | Lĩnh vực | Số hồ sơ")]


TASKS = "Số nhiệm vụ đề ra trong kế hoạch"


@pytest.mark.parametrize(
    ("lines", "period", "value"),
    [
        (["STT|Chỉ tiêu|Số liệu năm 2023|Số liệu năm 2024", f"1|{TASKS}|20|26"], "nam", "26"),
        (["STT|Chỉ tiêu|Kết quả thống kê|", "||Năm 2023|Năm 2024", f"1|{TASKS}|20|26"], "nam", "26"),
        (["STT|Chỉ tiêu|Số liệu quý II|Số liệu quý III|Số liệu năm 2024", f"1|{TASKS}|5|7|26"], "quy-3", "7"),
        (["STT|Chỉ tiêu|Số liệu cùng kỳ|Số liệu kỳ báo cáo", f"1|{TASKS}|20|26"], "nam", "26"),
        (["STT|Chỉ tiêu|Số liệu|Kết quả thực hiện", f"1|{TASKS}|20|26"], "nam", ""),
        (["STT|Chỉ tiêu|Số liệu năm 2022|Số liệu năm 2023", f"1|{TASKS}|20|26"], "nam", ""),
        (["STT|Chỉ tiêu|Số liệu năm 2024|Số liệu năm 2024 đã rà soát", f"1|{TASKS}|20|26"], "nam", ""),
    ],
)
def test_of_two_columns_of_numbers_the_reports_own_is_read_or_none(lines: list[str], period: str, value: str) -> None:
    found = read_annexes([table(*lines)], FORM, ReportKey("15976", 2024, period))
    assert [fields["so_lieu"] for fields, _ in found.rows.get("phu_luc_01b.csv", [])] == ([value] if value else [])
    assert ["có hai cột số liệu" in one.why for one in found.left] == ([] if value else [True])


def test_of_two_columns_of_days_none_is_guessed() -> None:
    head = "STT|Tên thủ tục|Thời gian quy định|Thời gian cắt giảm|Thời gian sau cắt giảm"
    found = read_annexes([table(head, "1|Khai sinh|5|2|3")], FORM, KEY)
    assert found.rows == {} and "có hai cột số liệu" in found.left[0].why


def cited(text: str) -> list[tuple[str, ...]]:
    found = cite([Told(Paragraph(text, place="đoạn 1"), "I.1")])
    return [(one.kind, one.symbol, one.day, one.body, one.title) for one in found.rows]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        (
            "Thực hiện Quyết định số 12/QĐ-UBND ngày 05/01/2024 của UBND tỉnh Nghệ An về ban hành Kế hoạch CCHC năm 2024.",
            [("Quyết định", "12/QĐ-UBND", "05/01/2024", "UBND tỉnh Nghệ An", "về ban hành Kế hoạch CCHC năm 2024")],
        ),
        (
            "UBND xã đã ban hành Kế hoạch số 5/KH-UBND ngày 10/01/2024 về tuyên truyền; Kế hoạch số 6/KH-UBND ngày 11/01/2024 "
            "về kiểm tra.",
            [
                ("Kế hoạch", "5/KH-UBND", "10/01/2024", "UBND xã", "về tuyên truyền"),
                ("Kế hoạch", "6/KH-UBND", "11/01/2024", "UBND xã", "về kiểm tra"),
            ],
        ),
        (
            "Nghị định số 107/2021/NĐ-CP ngày 06/12/2021 của Chính phủ về sửa đổi Nghị định số 61/2018/NĐ-CP.",
            [("Nghị định", "107/2021/NĐ-CP", "06/12/2021", "Chính phủ", "về sửa đổi Nghị định số 61/2018/NĐ-CP")],
        ),
        (
            "Thông tư số 03/2025/TT-VPCP ngày 15 tháng 9 năm 2025 của Văn phòng Chính phủ hướng dẫn thi hành Nghị định.",
            [
                (
                    "Thông tư",
                    "03/2025/TT-VPCP",
                    "15 tháng 9 năm 2025",
                    "Văn phòng Chính phủ",
                    "hướng dẫn thi hành Nghị định",
                )
            ],
        ),
        ("Công văn số 15/UBND- VP.", [("Công văn", "15/UBND-VP", "", "", "")]),
        ("Điểm số 12/20 và quyết định đúng đắn.", []),
    ],
)
def test_documents_are_cited_with_what_is_said_of_them(text: str, rows: list[tuple[str, ...]]) -> None:
    assert cited(text) == rows


def blocks(text: str) -> list[Paragraph | Table]:
    return mend(read_plain(text).blocks)


PATH = Path("x.txt")


@pytest.mark.parametrize(
    ("title", "year", "period"),
    [
        ("Kết quả công tác CCHC năm 2024; phương hướng năm 2025", 2024, "nam"),
        ("Công tác cải cách hành chính quý III năm 2025", 2025, "quy-3"),
        ("Công tác cải cách hành chính Quý I/2026", 2026, "quy-1"),
        ("Kết quả 6 tháng đầu năm 2025", 2025, "6-thang"),
        ("Kết quả cải cách hành chính tháng 7 năm 2026", 2026, "thang-7"),
    ],
)
def test_year_and_period_are_those_of_the_title(title: str, year: int, period: str) -> None:
    found = identify(blocks(f"BÁO CÁO\n\n{title}\n\nI. Một"), Asked(code="15976"), PATH)
    assert (found.key.year, found.key.period) == (year, period)
    assert any("đọc từ tiêu đề" in note for note in found.notes)


def test_options_that_say_otherwise_than_the_title_are_refused() -> None:
    with pytest.raises(UsageError, match='tiêu đề báo cáo ghi "2024", --year là "2025"'):
        identify(blocks("BÁO CÁO\n\nKết quả năm 2024"), Asked("15976", 2025, "nam"), PATH)


def test_the_name_of_the_file_says_nothing() -> None:
    with pytest.raises(UsageError, match="hãy nêu --year và --period"):
        identify(blocks("BÁO CÁO\n\nKết quả"), Asked(code="15976"), Path("15976-2024-nam.txt"))


HEAD = "UBND XÃ {name}\n\nBÁO CÁO\n\nKết quả năm 2024\n\nUBND xã {name} báo cáo về huyện Hoằng Hóa, tỉnh Thanh Hóa như sau:"


def test_the_code_is_found_by_the_exact_name_and_what_is_above_it() -> None:
    assert identify(blocks(HEAD.format(name="Hoằng Lưu")), Asked(), PATH).key.code == "15976"


def test_a_name_in_other_letters_needs_the_code_unless_nothing_is_written_by_it() -> None:
    text = blocks(HEAD.format(name="Hoàng Lưu"))
    with pytest.raises(UsageError, match=r"không xác định được đơn vị .*hãy nêu --code"):
        identify(text, Asked(), PATH)
    assert identify(text, Asked(), PATH, near=True).key.code == "15976"


def test_a_code_of_another_unit_than_the_one_named_is_refused() -> None:
    text = blocks(HEAD.format(name="Hoằng Quỳ"))
    with pytest.raises(UsageError, match=r'ghi đơn vị "Xã Hoằng Quỳ" \(mã 15886\), --code là "15976"; hãy sửa'):
        identify(text, Asked("15976"), PATH)
    assert identify(text, Asked("15886"), PATH).key.code == "15886"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (HEAD.format(name="Hoàng Lưu"), "15976"),  # no registered unit
        (
            HEAD.format(name="Hoàng Lưu") + "\n\nTheo báo cáo của UBND xã Hoằng Quỳ.",
            "15976",
        ),  # another one is only cited
        (HEAD.format(name="Hoằng Quỳ").replace("Hoằng Hóa, tỉnh Thanh Hóa", "nhà"), "15976"),  # not told where it is
        ("UBND XÃ HOẰNG PHONG\n\nBÁO CÁO\n\nKết quả năm 2025, tỉnh Thanh Hóa", "15976"),  # one that was merged into it
        ("UBND PHƯỜNG NGỌC HÀ\n\nBÁO CÁO\n\nKết quả năm 2025, Thành phố Hà Nội", "00004"),  # and whose name another has
    ],
)
def test_a_code_is_taken_where_the_document_does_not_plainly_name_another(text: str, code: str) -> None:
    assert identify(blocks(text), Asked(code), PATH).key.code == code


def test_only_the_first_name_decides_and_the_others_are_hints() -> None:
    text = blocks(HEAD.format(name="Hoàng Lưu") + "\n\nTheo báo cáo của UBND xã Hoằng Quỳ.")
    with pytest.raises(
        UsageError, match=r"không xác định được đơn vị \(thấy xã Hoàng Lưu, xã Hoằng Quỳ\); hãy nêu --code"
    ):
        identify(text, Asked(), PATH)


def test_a_letterhead_of_two_lines_is_one_name() -> None:
    text = "ỦY BAN NHÂN DÂN\n\nXÃ HOẰNG LƯU\n\nBÁO CÁO\n\nNăm 2024\n\nTheo UBND xã Hoằng Quỳ, huyện Hoằng Hóa, như sau:"
    found = identify(blocks(text), Asked(), PATH)
    assert (found.key.code, found.printed) == ("15976", "xã Hoằng Lưu")


def test_letterhead_recipients_and_signature_are_read() -> None:
    text = (
        "Số: 31/BC-UBND\n\nĐưng K’Nớ, ngày 07 tháng 3 năm 2025\n\nBÁO CÁO\n\nKết quả quý I năm 2025\n\nI. ĐÁNH GIÁ CHUNG\n\nTốt.\n\n"
        "Nơi nhận:\n\n- UBND huyện (b/c);\n\n- Lưu: VT.\n\nTM. ỦY BAN NHÂN DÂN\n\nKT. CHỦ TỊCH\n\nPHÓ CHỦ TỊCH\n\nNguyễn Văn A"
    )
    lines = letter_lines(in_parts(blocks(text), FORM.outline))
    assert lines == [
        "van_ban:", '  so: "31"', '  ky_hieu: "BC-UBND"', '  ngay: "2025-03-07"', '  dia_danh: "Đưng K’Nớ"',
        "noi_nhan:", '  - ten: "UBND huyện"', '    ghi_chu: "b/c"', '  - ten: "Lưu: VT"',
        "nguoi_ky:", "  quyen_han:", '    - "TM. ỦY BAN NHÂN DÂN"', '    - "KT. CHỦ TỊCH"', '  chuc_vu: "PHÓ CHỦ TỊCH"',
        '  ho_ten: "Nguyễn Văn A"',
    ]  # fmt: skip


def test_a_day_that_there_is_not_is_listed_and_not_written() -> None:
    text = "Hoằng Lưu, ngày 31 tháng 6 năm 2025\n\nBÁO CÁO\n\nKết quả năm 2025\n\nI. ĐÁNH GIÁ CHUNG\n\nTốt."
    parts = in_parts(blocks(text), FORM.outline)
    assert letter_lines(parts) == ["van_ban:", '  dia_danh: "Hoằng Lưu"']
    assert [(one.place, one.text) for one in letter_left(parts)] == [("dòng 1", "Hoằng Lưu, ngày 31 tháng 6 năm 2025")]
    assert letter_left(in_parts(blocks(text.replace("31", "30")), FORM.outline)) == []
