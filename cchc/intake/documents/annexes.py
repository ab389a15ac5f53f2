"""The annexes of a report. In: its tables. Out: rows of phu_luc_01b.csv and cat_giam.csv with their places; other tables.

A table is known by the names of its columns, wherever they stand; rows keep every text as printed, misprints too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.catalogue.form import Form
from cchc.catalogue.received.found_by import fold_letters
from cchc.intake.documents.readers.blocks import Left, Row, Table
from cchc.raw.submission import ANNEX, COLUMNS, REDUCTIONS

# Words in the head of a column, those that decide first: the column has all of one line.
_NAMES: dict[str, tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]] = {
    ANNEX: (
        ("don_vi_tinh", (("đơn vị",), ("đvt",))),
        ("chi_tieu", (("chỉ tiêu",), ("nội dung", "thống kê"))),
        ("so_lieu", (("số liệu",), ("kết quả", "thống kê"), ("kết quả", "thực hiện"))),
        ("ghi_chu", (("ghi chú",),)),
        ("stt", (("stt",), ("tt",), ("số tt",))),
    ),
    REDUCTIONS: (
        ("ty_le_cat_giam", (("tỷ lệ",),)),
        ("thoi_gian_sau_cat_giam", (("thời gian", "cắt giảm"), ("thời hạn", "cắt giảm"))),
        ("thoi_gian_quy_dinh", (("thời gian", "quy định"), ("thời hạn", "quy định"))),
        ("van_ban", (("văn bản",),)),
        ("ten_tthc", (("tên",), ("thủ tục",), ("tthc",))),
        ("ghi_chu", (("ghi chú",),)),
        ("stt", (("stt",), ("tt",), ("số tt",))),
    ),
}
_NEEDED = {ANNEX: {"chi_tieu", "so_lieu"}, REDUCTIONS: {"ten_tthc", "thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam"}}
_MOST_HEAD = 3
_FEW = 0.2  # of the rows of an annex: fewer that the form knows make it another table
_OTHER = "bảng này không phải phụ lục của biểu mẫu; số liệu trong bảng chưa được đọc"
_TWICE = "có hai bảng cùng loại; chỉ đọc bảng có nhiều dòng của biểu mẫu hơn"


@dataclass
class Annexes:
    """Rows by file, each with the place where it stands, and the tables that are none of these."""

    rows: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def read_annexes(tables: Sequence[Table], form: Form) -> Annexes:
    """The rows of both annexes."""
    found, annexes = dict[str, list[tuple[int, Table, list[tuple[dict[str, str], str]]]]](), Annexes()
    for table in tables:
        name, rows = _read(table, form)
        if name:
            found.setdefault(name, []).append((_known(name, rows, form), table, rows))
        else:
            annexes.left.append(_left(table, _OTHER))
    for name, every in found.items():
        every.sort(key=lambda one: one[0], reverse=True)
        annexes.rows[name] = every[0][2]
        annexes.left += [_left(table, _TWICE) for _, table, _ in every[1:]]
    return annexes


def _read(table: Table, form: Form) -> tuple[str, list[tuple[dict[str, str], str]]]:
    """Which annex a table is, "" for none, and its rows."""
    for name in (ANNEX, REDUCTIONS):
        for height in range(1, min(_MOST_HEAD, len(table.rows)) + 1):
            columns = _columns(name, table.rows[:height])
            if _NEEDED[name] <= set(columns) and not _head_goes_on(table.rows, height):
                rows = [_fields(name, row, columns) for row in table.rows[height:]]
                if name == REDUCTIONS or _known(name, rows, form) >= _FEW * len(rows):
                    return name, rows
    return "", []


def _head_goes_on(rows: Sequence[Row], height: int) -> bool:
    """Whether the next row still names columns: its first cell is blank, and it has the name of one."""
    if height >= len(rows) or rows[height].cells[:1] != ("",):
        return False
    named = [fold_letters(cell) for cell in rows[height].cells if cell]
    return any(cell in ("đơn vị tính", "đơn vị", "đvt", "số liệu") for cell in named)


def _columns(name: str, head: Sequence[Row]) -> dict[str, int]:
    """The number of each column by its names in all rows of the head."""
    width = max(len(row.cells) for row in head)
    texts = [fold_letters(" ".join(row.cells[n] for row in head if n < len(row.cells))) for n in range(width)]
    found: dict[str, int] = {}
    for column, names in _NAMES[name]:
        for n, text in enumerate(texts):
            if n not in found.values() and column not in found and _has(text, names):
                found[column] = n
    return found


def _has(text: str, names: tuple[tuple[str, ...], ...]) -> bool:
    squeezed = text.replace(" ", "")
    return any(all(word in text or (len(word) < 4 and squeezed == word) for word in words) for words in names)


def _fields(name: str, row: Row, columns: dict[str, int]) -> tuple[dict[str, str], str]:
    cells = row.cells
    fields = {
        column: cells[columns[column]] if columns.get(column, len(cells)) < len(cells) else ""
        for column in COLUMNS[name]
    }
    return fields, row.place


def _known(name: str, rows: Sequence[tuple[dict[str, str], str]], form: Form) -> int:
    """How many rows the form knows; of the shortened procedures, which no form lists, all."""
    return sum(1 for fields, _ in rows if name != ANNEX or form.find(fields["chi_tieu"]))


def _left(table: Table, why: str) -> Left:
    head = " | ".join(cell for cell in table.rows[0].cells if cell) if table.rows else ""
    return Left(table.place, head, f"{why} ({len(table.rows)} dòng)")
