"""What a spreadsheet has changed is told by sheet and cell, never guessed. In: a blank workbook with one thing done. Out: lines."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from cchc.catalogue.form import form_for
from cchc.errors import ParameterError, SubmissionError
from cchc.intake.files.grid import Book
from cchc.intake.files.guard import Arrived
from cchc.intake.taken import Asked
from cchc.intake.workbook.reading.read import read_workbook
from cchc.raw.decisions import CORRECTIONS
from cchc.raw.submission import ANNEX, REDUCTIONS, STATEMENTS
from tests.intake.workbooks import NEW, Percent, Sheets, Shown, faults, folder_of, new_workbook, opened, taken

ANNEX_SHEET, STATED = "Phụ lục 01b", "Số liệu khác"
TASKS, AGREED, RATE = "Số nhiệm vụ đề ra trong kế hoạch", "Số nhiệm vụ đã hoàn thành", "3.2.5"
E6 = 'trang "Phụ lục 01b", ô E6 (1.1.1): '
AS_TEXT = "hãy đặt ô là Văn bản rồi gõ lại"


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blank workbook. Leave it as it is."""
    return new_workbook(tmp_path_factory.mktemp("so") / "so.xlsx")


@pytest.fixture
def sheets(blank: Path) -> Sheets:
    """Its cells, to work on."""
    return opened(blank)


NOT_TAKEN = [
    (1.234, f"ô chứa số lẻ 1,234; phần mềm đã hiểu dấu chấm là dấu thập phân; {AS_TEXT}."),
    (dt.date(2026, 6, 5), f"ô chứa ngày 05/6/2026; phần mềm có thể đã đổi điều được gõ, {AS_TEXT}."),
    (Shown("#REF!"), "ô báo lỗi #REF!; hãy gõ lại số liệu."),
    (True, f"ô chứa giá trị logic TRUE; {AS_TEXT}."),
    (Percent(0.125), f"ô có định dạng phần trăm và chứa 0,125, không rõ được gõ thế nào; {AS_TEXT} đúng như in."),
    ("12a", 'cần một số, gặp "12a"; ghi ví dụ 1234 hoặc 1.234, không có thì ghi 0, chưa có số liệu thì để trống.'),
    ("1,234", 'cần một số, gặp "1,234"; ghi ví dụ 1234 hoặc 1.234, không có thì ghi 0, chưa có số liệu thì để trống.'),
    (-3, 'cần một số, gặp "-3"; ghi ví dụ 1234 hoặc 1.234, không có thì ghi 0, chưa có số liệu thì để trống.'),
]


@pytest.mark.parametrize(("value", "told"), NOT_TAKEN, ids=lambda one: str(one)[:12])
def test_a_count_that_may_have_been_changed_is_not_taken(value: Any, told: str, sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 4, value)
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [E6 + told]


TAKEN = [
    (1234, "1234"), ("1.234", "1.234"), ("'26", "26"), ("\u00a026\u00a0", "26"),
    ("２６", "26"), ("05", "05"), (unicodedata.normalize("NFD", "không có"), "không có"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), TAKEN, ids=repr)
def test_what_cannot_have_been_changed_is_taken_as_typed(value: Any, text: str, sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 4, value)
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert {record["chi_tieu"]: record["so_lieu"] for record in back.tables[ANNEX]}[TASKS] == text


@pytest.mark.parametrize(("number", "told"), [(0.5, "0,5% hay 50%"), (1, "1% hay 100%"), (0.125, "0,125% hay 12,5%")])
def test_a_share_of_one_or_less_may_have_been_a_percentage(
    number: float, told: str, sheets: Sheets, tmp_path: Path
) -> None:
    sheets.put(ANNEX_SHEET, RATE, 4, number, by=0)
    shown = told.partition("%")[0]
    [line] = faults(sheets.save(tmp_path / "sua.xlsx"))
    assert line.endswith(f"({RATE}): ô chứa {shown}, không rõ là {told}; hãy gõ lại đúng như in.")


@pytest.mark.parametrize(("number", "text"), [(98.9, "98,9"), (50, "50"), (0, "0")])
def test_a_percentage_beyond_one_is_what_it_is(number: float, text: str, sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, RATE, 4, number, by=0)
    sheets.put(ANNEX_SHEET, TASKS, 4, "1")
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert text in [record["so_lieu"] for record in back.tables[ANNEX]]


def test_whole_numbers_in_cells_that_are_no_longer_text_are_taken_and_told(sheets: Sheets, tmp_path: Path) -> None:
    """2.000 typed in an English Excel is the number 2."""
    sheets.put(ANNEX_SHEET, TASKS, 4, 2.000)
    sheets.put(ANNEX_SHEET, AGREED, 4, 14)
    result = taken(sheets.save(tmp_path / "sua.xlsx"))
    told = 'trang "Phụ lục 01b", ô E6, E7: không còn là Văn bản, lấy 2, 14; hãy đối chiếu với số đã gõ.'
    assert result.notes == (told,) and b",2," in result.files[ANNEX] and b",14," in result.files[ANNEX]


def test_a_count_that_is_still_text_is_not_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 4, "2.000")
    sheets.put(ANNEX_SHEET, RATE, 4, 50, by=0)
    assert taken(sheets.save(tmp_path / "sua.xlsx")).notes == ()


def test_of_many_cells_that_are_no_longer_text_ten_are_named(sheets: Sheets, tmp_path: Path) -> None:
    counts = [row.code for row in form_for(NEW.window[1]).rows if row.kind == "count"][:12]
    for code in counts:
        sheets.put(ANNEX_SHEET, code, 4, 7, by=0)
    [note] = taken(sheets.save(tmp_path / "sua.xlsx")).notes
    named = note.partition(", ô ")[2].partition(" (")[0].split(", ")
    assert len(named) == 10
    assert note.endswith(
        f" (và 2 ô khác): không còn là Văn bản, lấy {', '.join('7' * 10)}; hãy đối chiếu với số đã gõ."
    )


def test_an_input_under_a_merge_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 4, "26")
    sheets.merges[ANNEX_SHEET] = [(5, 4, 6, 4)]
    said = "ô bị gộp trong E6:E7; hãy bỏ gộp ô rồi gõ lại các ô đó."
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [E6 + said, E6.replace("E6 (1.1.1)", "E7 (1.1.2)") + said]


def test_a_merged_title_hides_nothing(sheets: Sheets, tmp_path: Path) -> None:
    sheets.merges[ANNEX_SHEET] = [(0, 1, 0, 7)]
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == []


def test_a_key_twice_is_told_with_both_cells(sheets: Sheets, tmp_path: Path) -> None:
    grid = sheets.cells[ANNEX_SHEET]
    grid.append([*grid[sheets.find(ANNEX_SHEET, TASKS)]])
    last = len(grid)
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        f'trang "Phụ lục 01b", ô A{last}: khóa 1.1.1 đã có ở ô A6; mỗi chỉ tiêu chỉ một dòng.'
    ]


def test_a_label_of_another_row_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 2, AGREED)
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        f'trang "Phụ lục 01b", ô C6: nhãn không phải của khóa 1.1.1 ở ô A6, gặp "{AGREED}"; hãy ghi lại nhãn như trong biểu mẫu, '
        "hoặc xóa khóa đó."
    ]


def test_a_key_of_no_form_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 0, "9.9.9")
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        'trang "Phụ lục 01b", ô A6: biểu mẫu không có khóa "9.9.9"; hãy xóa khóa này nếu là chỉ tiêu thêm.'
    ]


def test_a_value_without_a_label_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells[ANNEX_SHEET].append(["", "", "", "", "7"])
    last = len(sheets.cells[ANNEX_SHEET])
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        f'trang "Phụ lục 01b", ô E{last}: có số liệu nhưng dòng không có chỉ tiêu; hãy ghi tên chỉ tiêu.'
    ]


def test_all_faults_are_told_at_once(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 4, 1.5)
    sheets.put(ANNEX_SHEET, AGREED, 4, "x")
    sheets.put("Thông tin", "Ngày ký báo cáo", 2, "mai", by=1)
    sheets.cells["Văn bản"].append(["Mục lạ", "Kế hoạch", "01/KH-UBND"])
    found = faults(sheets.save(tmp_path / "sua.xlsx"))
    assert [line.partition(":")[0] for line in found] == [
        'trang "Thông tin", ô C9 (Ngày ký báo cáo)', 'trang "Phụ lục 01b", ô E6 (1.1.1)', 'trang "Phụ lục 01b", ô E7 (1.1.2)',
        'trang "Văn bản", ô A4',
    ]  # fmt: skip


def test_a_free_row_is_filled_in_by_names(sheets: Sheets, tmp_path: Path) -> None:
    grid = sheets.cells[STATED]
    grid.append(
        [
            "",
            "II.2.d",
            "Tỷ lệ hồ sơ giải quyết trước hạn và đúng hạn",
            "%",
            "98,9",
            "",
            "",
            "",
            "3.3.1 Số hồ sơ đã tiếp nhận",
            "đất đai",
        ]
    )
    denominators = [row[2] for row in sheets.cells["Danh mục"] if row[2].startswith("3.3.1 ")]
    grid[-1][8] = denominators[0]
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert [*back.tables[STATEMENTS][0].fields.values()] == [
        "II.2.d", "ty_le.trong_han", "98,9", "%", "", "ho_so.tiep_nhan", "đất đai",
    ]  # fmt: skip


def test_a_name_that_is_not_listed_is_told_with_the_one_meant(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells[STATED].append(["", "II.2.d", "Hồ sơ công dân rut", "hồ sơ", "3", "", "", "", "", ""])
    last = len(sheets.cells[STATED])
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        f'trang "Số liệu khác", ô C{last}: không có số liệu tên "Hồ sơ công dân rut" (có phải "hồ sơ công dân rút"?); '
        "hãy chọn trong danh sách."
    ]


def test_days_of_a_procedure_are_kept_as_typed(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells["Cắt giảm"].append(["1", "Đăng ký khai tử", "5 ngày", "2", "60"])
    back = folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai")
    assert [*back.tables[REDUCTIONS][0].fields.values()][:5] == ["1", "Đăng ký khai tử", "5 ngày", "2", "60"]


def test_without_the_annex_nothing_is_read(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells[ANNEX_SHEET][2][2] = "Nội dung khác"
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        'không thấy dòng tiêu đề có "Chỉ tiêu thống kê" và "Số liệu"; hãy giữ dòng tiêu đề của trang Phụ lục 01b như trong tệp mẫu.'
    ]


def test_two_annexes_are_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells["Bản sao"] = [[*row] for row in sheets.cells[ANNEX_SHEET]]
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        'trang "Phụ lục 01b", ô C3 và trang "Bản sao", ô C3: bảng Phụ lục 01b có hai lần; hãy gộp làm một, xóa bảng thừa.'
    ]


# Whose workbook it is


def test_the_cover_alone_or_the_properties_alone_say_whose_it_is(sheets: Sheets, tmp_path: Path) -> None:
    properties, sheets.properties = sheets.properties, {}
    assert str(taken(sheets.save(tmp_path / "bia.xlsx")).key) == "2026/9-thang/15976"
    sheets.properties = properties
    del sheets.cells["Hướng dẫn"]
    assert str(taken(sheets.save(tmp_path / "tep.xlsx")).key) == "2026/9-thang/15976"


def test_a_cover_of_another_unit_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put("Hướng dẫn", "Mã đơn vị", 2, "15979", by=1)
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        'Mã đơn vị không thống nhất: trang bìa ghi "15979", thuộc tính của tệp ghi "15976"; hãy dùng đúng sổ của đơn vị và kỳ '
        "đó, hoặc tạo sổ mới."
    ]


def test_without_cover_and_properties_the_command_must_say(sheets: Sheets, tmp_path: Path) -> None:
    del sheets.cells["Hướng dẫn"]
    sheets.properties = {}
    path = sheets.save(tmp_path / "sua.xlsx")
    with pytest.raises(ParameterError, match="hãy thêm --code, --year, --period"):
        taken(path)
    assert str(taken(path, Asked("15976", 2026, "9-thang")).key) == "2026/9-thang/15976"


def test_a_workbook_after_another_form_is_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.properties["cchc_bieu_mau"] = "01b-2024"
    sheets.put("Hướng dẫn", "Biểu mẫu", 2, "01b-2024", by=1)
    found = faults(sheets.save(tmp_path / "sua.xlsx"))
    assert found[0].startswith(
        'sổ được tạo theo biểu mẫu "01b-2024", biểu mẫu của đơn vị vào ngày cuối kỳ là "hai-cap"'
    )


def test_an_old_workbook_is_to_be_saved_anew(tmp_path: Path) -> None:
    arrived = Arrived("so.xls", "xls", b"", "", tmp_path / "so.xls")
    with pytest.raises(SubmissionError, match="sổ số liệu ở dạng .xls; hãy lưu lại thành .xlsx"):
        read_workbook(arrived, Book(()), Asked())


def test_what_was_written_over_in_hidden_cells_is_left_out_and_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells["Thông tin"].append(["tep.1.x: {a", "Tài liệu gốc 1", "y", ""])
    sheets.cells["Thông tin"].append(["tep.1.ten", "Tài liệu gốc 1: ten", "a.txt", ""])
    sheets.cells["Thông tin"].append(["tep.1.tu_ngay", "Tài liệu gốc 1: tu_ngay", "mai", ""])
    result = taken(sheets.save(tmp_path / "sua.xlsx"))
    assert result.notes == ("Bỏ qua một mục đã bị sửa trong cột ẩn: {'ten': 'a.txt', 'tu_ngay': 'mai'}.",)
    assert "a.txt" not in result.files["nguon.yaml"].decode()


def test_a_hidden_column_nested_too_deeply_says_nothing(sheets: Sheets, tmp_path: Path) -> None:
    """16,000 brackets: Python gives up on a tenth of that."""
    sheets.put(ANNEX_SHEET, TASKS, 4, "26")
    at = sheets.find(ANNEX_SHEET, TASKS)
    for number, row in enumerate(sheets.cells[ANNEX_SHEET]):
        row.append({2: "Điều chỉnh đã có", at: "[" * 16_000}.get(number, ""))
    result = taken(sheets.save(tmp_path / "sua.xlsx"))
    assert CORRECTIONS not in result.files and b",26," in result.files[ANNEX]


@pytest.mark.parametrize("said", ["không", "x", "giữ"])
def test_only_the_word_that_is_offered_puts_a_text_in_place(said: str, sheets: Sheets, tmp_path: Path) -> None:
    sheets.put("Nội dung", "III.1", 3, "Lời văn", by=0)
    sheets.put("Nội dung", "III.1", 4, said, by=0)
    at = sheets.find("Nội dung", "III.1", 0) + 1
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        f'trang "Nội dung", ô E{at}: cột Thay câu có sẵn chỉ nhận "thay" (lời văn này thay các câu có sẵn) hoặc để trống '
        f'(thêm vào các câu ấy), gặp "{said}".'
    ]
    sheets.put("Nội dung", "III.1", 4, " Thay ", by=0)
    assert folder_of(sheets.save(tmp_path / "sua.xlsx"), tmp_path / "lai").in_place == {"III.1"}


def test_what_is_typed_where_nothing_reads_it_is_told(sheets: Sheets, tmp_path: Path) -> None:
    """Behind the table, in a column of the clerk's own, in one that only shows, in a row without a name; in one run."""
    sheets.put(ANNEX_SHEET, TASKS, 4, "26")
    at = sheets.find(ANNEX_SHEET, TASKS)
    for row in sheets.cells[ANNEX_SHEET]:
        row.extend([""] * (17 - len(row)))
    sheets.cells[ANNEX_SHEET][at][15] = "77"
    sheets.cells[ANNEX_SHEET][at + 1][15] = 78
    sheets.cells[ANNEX_SHEET][at][5] = "25"
    sheets.cells[ANNEX_SHEET].append(["", "", "", "", "", "", "", "xem lại"])
    sheets.put("Nội dung", "III.1", 3, "Lời văn", by=0)
    under = sheets.find("Nội dung", "III.1", 0) + 1
    sheets.cells["Nội dung"].insert(under, ["", "", "ghi nhầm cột", "", ""])
    last = len(sheets.cells[ANNEX_SHEET])
    assert faults(sheets.save(tmp_path / "sua.xlsx")) == [
        f'trang "{ANNEX_SHEET}", ô H{last}: có ghi chú nhưng dòng không có chỉ tiêu; hãy ghi tên chỉ tiêu.',
        f'trang "{ANNEX_SHEET}", ô F{at + 1}: cột "Kỳ trước" chỉ để xem nên không được đọc (F{at + 1} "25"); hãy ghi vào '
        "cột Số liệu, Ghi chú, hoặc xóa.",
        f'trang "{ANNEX_SHEET}", ô P{at + 1}: cột này không thuộc bảng nên không được đọc (P{at + 1} "77", P{at + 2} "78"); '
        "hãy chuyển vào cột của bảng, hoặc xóa.",
        f'trang "Nội dung", ô C{under + 1}: cột "Tên mục" chỉ để xem nên không được đọc (C{under + 1} "ghi nhầm cột"); hãy '
        "ghi vào cột Lời văn, Thay câu có sẵn, hoặc xóa.",
    ]


def test_results_of_our_formulas_and_a_sheet_of_the_clerks_own_stop_nothing(sheets: Sheets, tmp_path: Path) -> None:
    sheets.put(ANNEX_SHEET, TASKS, 4, "26")
    at = sheets.find(ANNEX_SHEET, TASKS)
    for row in sheets.cells[ANNEX_SHEET]:
        row.extend([""] * (17 - len(row)))
    sheets.cells[ANNEX_SHEET][at][6] = "Khớp"
    sheets.cells[ANNEX_SHEET][at][8:10] = ["26", 26]
    sheets.cells["Nháp"] = [["của tôi", "1"]]
    path = sheets.save(tmp_path / "sua.xlsx")
    assert faults(path) == []
    assert taken(path).notes == ('trang "Nháp" không phải của sổ nên không được đọc.',)


def test_acceptances_that_cannot_be_read_are_told(sheets: Sheets, tmp_path: Path) -> None:
    sheets.cells["Thông tin"].append(["chap_nhan.yaml", "Kết quả kiểm tra đã chấp nhận", "- {quy_tac: BALANCE", ""])
    [line] = faults(sheets.save(tmp_path / "sua.xlsx"))
    assert line.startswith("chap_nhan.yaml, dòng ")
