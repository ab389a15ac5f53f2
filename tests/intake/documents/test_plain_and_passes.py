"""A plain text becomes blocks, and what pages have parted is together again."""

from __future__ import annotations

import time

from cchc.intake.documents.readers.blocks import Block, Paragraph, Table
from cchc.intake.documents.readers.passes import mend
from cchc.intake.documents.readers.plain import read_plain


def blocks(text: str) -> list[Block]:
    return mend(read_plain(text).blocks)


def said(text: str) -> list[str]:
    return [f"{one.marker} {one.text}".strip() for one in blocks(text) if isinstance(one, Paragraph)]


def rows(text: str) -> list[list[tuple[str, ...]]]:
    return [[row.cells for row in one.rows] for one in blocks(text) if isinstance(one, Table)]


def test_lines_with_tabs_and_lines_between_pipes_are_tables() -> None:
    assert rows("STT\tTên\n1\tA\n\nchữ\n\n| STT | Tên |\n|---|:-:|\n| 1 | a \\| b |") == [
        [("STT", "Tên"), ("1", "A")],
        [("STT", "Tên"), ("1", "a | b")],
    ]


def test_every_block_and_row_has_its_line() -> None:
    found = blocks("\n\nmột\n\nSTT\tTên\n1\tA\n")
    assert found[0].place == "dòng 3"
    assert isinstance(found[1], Table) and [row.place for row in found[1].rows] == ["dòng 5", "dòng 6"]


def test_markers_stand_apart() -> None:
    found = blocks("II. A\n\n1. b\n\n- c\n\n+ d\n\nđ) e\n\n1.2. f\n\n2024 là năm\n\n## Mục\n\n-5 độ")
    assert [one.marker for one in found if isinstance(one, Paragraph)] == [
        "II.",
        "1.",
        "-",
        "+",
        "đ)",
        "1.2.",
        "",
        "",
        "",
    ]


def test_marks_of_extraction_are_taken_off() -> None:
    assert said("**Cán bộ: 10** <i>người</i> tại <http://x.vn/a>") == ["Cán bộ: 10 người tại http://x.vn/a"]


def test_letters_are_composed() -> None:
    assert said("hồ sơ") == ["hồ sơ"]


LONG = "Bộ phận một cửa luôn thực hiện tốt cơ chế một cửa, một cửa liên thông theo Nghị"


def test_a_paragraph_that_a_page_has_broken_is_one_again() -> None:
    assert said(f"{LONG}\n\nđịnh số 107.") == [f"{LONG} định số 107."]


def test_a_paragraph_that_is_whole_or_short_stays_apart() -> None:
    assert said(f"{LONG}.\n\nđịnh số 107.") == [f"{LONG}.", "định số 107."]
    assert said("Kết quả\n\nđịnh số 107.") == ["Kết quả", "định số 107."]
    assert said(f"{LONG}\n\n- định số 107.") == [LONG, "- định số 107."]
    assert said(f"{LONG}\n\nNghị định số 107.") == [LONG, "Nghị định số 107."]


def test_lines_that_an_editor_has_wrapped_are_one_paragraph() -> None:
    assert said(f"{LONG}\nĐịnh số 107\n\nSau") == [f"{LONG} Định số 107", "Sau"]


HEAD = "STT\tChỉ tiêu\tSố liệu"


def test_a_table_goes_on_behind_a_page_with_its_head_or_without() -> None:
    assert rows(f"{HEAD}\n1\tA\t5\n\n{HEAD}\n2\tB\t6\n\n3\tC\t7") == [
        [("STT", "Chỉ tiêu", "Số liệu"), ("1", "A", "5"), ("2", "B", "6"), ("3", "C", "7")]
    ]


def test_a_row_that_a_page_has_split_is_one_row_again() -> None:
    assert rows(f"{HEAD}\n1\tHệ thống một cửa\t5\n\n{HEAD}\n\tđiện tử\t\n2\tB\t6") == [
        [("STT", "Chỉ tiêu", "Số liệu"), ("1", "Hệ thống một cửa điện tử", "5"), ("2", "B", "6")]
    ]


def test_a_row_that_somebody_has_split_by_hand_is_one_row_again() -> None:
    assert rows(f"{HEAD}\n1\tHệ thống một cửa\t5\n\tđiện tử\t\n2\tB\t6")[0][1] == ("1", "Hệ thống một cửa điện tử", "5")


def test_a_row_of_its_own_within_a_page_is_never_joined() -> None:
    assert rows(f"{HEAD}\n1\tA\t5\n\tTrong đó\t") == [
        [("STT", "Chỉ tiêu", "Số liệu"), ("1", "A", "5"), ("", "Trong đó", "")]
    ]


def test_tables_with_other_heads_stay_two() -> None:
    assert len(rows(f"{HEAD}\n1\tA\t5\n\nSTT\tTên thủ tục\tGhi chú\n1\tA\t")) == 2


def test_a_table_without_text_is_no_table() -> None:
    assert rows("|  |  |\n\nchữ\n\n|---|---|") == []
    assert rows(f"{HEAD}\n1\tA\t5\n\n|  |  |\n\n2\tB\t6") == [
        [("STT", "Chỉ tiêu", "Số liệu"), ("1", "A", "5"), ("2", "B", "6")]
    ]


def test_what_is_broken_in_many_pieces_is_one_again_in_little_time() -> None:
    started = time.process_time()
    assert said("\n".join([LONG, *["định số"] * 20_000])) == [" ".join([LONG, *["định số"] * 20_000])]
    split = "\n".join(["1\tHệ thống\t5", *["\tđiện tử\t"] * 20_000])
    assert rows(f"{HEAD}\n{split}")[0][1] == ("1", " ".join(["Hệ thống", *["điện tử"] * 20_000]), "5")
    assert time.process_time() - started < 10
