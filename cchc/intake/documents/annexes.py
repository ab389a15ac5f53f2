"""The annexes of a report. In: its tables. Out: rows of phu_luc_01b.csv and cat_giam.csv with their places; other tables.

A table is known by the names of its columns, wherever they stand; rows keep every text as printed, misprints too. Of two
columns of numbers the one that names the report's year or period is read; where none alone does, the table is listed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from cchc.catalogue.form import Form
from cchc.catalogue.received.found_by import fold_letters
from cchc.intake.documents.readers.blocks import Left, Row, Table
from cchc.raw.keys import ReportKey
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
_TWO = "có hai cột số liệu, không cột nào nêu riêng năm hoặc kỳ của báo cáo; bảng chưa được đọc"
_UNDECIDED = -1  # instead of the number of a column: several fit
_VALUES = ("so_lieu", "thoi_gian_sau_cat_giam", "thoi_gian_quy_dinh")
_YEAR = re.compile(r"(?<!\d)20\d{2}(?!\d)")
_PERIOD = re.compile(r"quý (?P<q>iii|ii|iv|i|[1-4])(?!\w)|(?P<m>\d{1,2}|sáu|chín) tháng|tháng (?P<t>\d{1,2})(?!\d)")
_IN_FIGURES = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "sáu": "6", "chín": "9"}
_FOREIGN, _OWN = ("cùng kỳ", "trước", "so với"), ("kỳ này", "kỳ báo cáo", "năm nay", "năm báo cáo")
_TIME = re.compile(r"(?:năm|quý|tháng|kỳ|cùng kỳ|\d{1,2} tháng)(?: [^.;]{1,24})?")


@dataclass
class Annexes:
    """Rows by file, each with the place where it stands, and the tables that are none of these."""

    rows: dict[str, list[tuple[dict[str, str], str]]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def read_annexes(tables: Sequence[Table], form: Form, key: ReportKey) -> Annexes:
    """The rows of both annexes of that report."""
    found, annexes = dict[str, list[tuple[int, Table, list[tuple[dict[str, str], str]]]]](), Annexes()
    for table in tables:
        name, rows, why = _read(table, form, key)
        if not why:
            found.setdefault(name, []).append((_known(name, rows, form), table, rows))
        else:
            annexes.left.append(_left(table, why))
    for name, every in found.items():
        every.sort(key=lambda one: one[0], reverse=True)
        annexes.rows[name] = every[0][2]
        annexes.left += [_left(table, _TWICE) for _, table, _ in every[1:]]
    return annexes


def _read(table: Table, form: Form, key: ReportKey) -> tuple[str, list[tuple[dict[str, str], str]], str]:
    """Which annex a table is and its rows; why it is not read, "" where it is."""
    for name in (ANNEX, REDUCTIONS):
        for height in range(1, min(_MOST_HEAD, len(table.rows)) + 1):
            columns = _columns(name, table.rows[:height], key)
            if _NEEDED[name] <= set(columns) and not _head_goes_on(table.rows, height):
                rows = [_fields(name, row, columns) for row in table.rows[height:]]
                if name == REDUCTIONS or _known(name, rows, form) >= _FEW * len(rows):
                    return name, rows, _TWO if _UNDECIDED in columns.values() else ""
    return "", [], _OTHER


def _head_goes_on(rows: Sequence[Row], height: int) -> bool:
    """Whether the next row still names columns: its first cell is blank, and it has the name or the year of one."""
    if height >= len(rows) or rows[height].cells[:1] != ("",):
        return False
    named = [fold_letters(cell) for cell in rows[height].cells if cell]
    if any(cell in ("đơn vị tính", "đơn vị", "đvt", "số liệu") for cell in named):
        return True
    return rows[height].cells[:2] == ("", "") and any(_TIME.fullmatch(cell) for cell in named)


def _columns(name: str, head: Sequence[Row], key: ReportKey) -> dict[str, int]:
    """The number of each column by its names in all rows of the head."""
    width = max(len(row.cells) for row in head)
    texts = [fold_letters(" ".join(_over(row, n, head[-1]) for row in head)) for n in range(width)]
    found: dict[str, int] = {}
    for column, names in _NAMES[name]:
        if fitting := [n for n, text in enumerate(texts) if n not in found.values() and _has(text, names)]:
            found[column] = (
                fitting[0] if column not in _VALUES else _own_column(_values(name, fitting, texts), texts, key)
            )
    return found


def _values(name: str, fitting: Sequence[int], texts: Sequence[str]) -> Sequence[int]:
    """Of several columns those that are no column of documents or remarks, which speak of the values too."""
    other = [names for column, names in _NAMES[name] if column in ("van_ban", "ghi_chu")]
    return [n for n in fitting if not any(_has(texts[n], names) for names in other)] or fitting


def _over(row: Row, n: int, lowest: Row) -> str:
    """The cell of a head over a column: one that is merged over several stands over each that has a name of its own."""
    cells, names = row.cells, lowest.cells
    if n >= len(cells) or cells[n] or row is lowest:
        return cells[n] if n < len(cells) else ""
    first = next((at for at in range(n, -1, -1) if cells[at]), n)
    return cells[first] if all(names[first : n + 1]) and n < len(names) else ""


def _own_column(fitting: Sequence[int], texts: Sequence[str], key: ReportKey) -> int:
    """The one column that fits, or that alone names the report's year or period best."""
    if len(fitting) == 1:
        return fitting[0]
    ranks = {n: _rank(texts[n], key) for n in fitting}
    best = [n for n in fitting if ranks[n] and ranks[n] == max(ranks.values())]
    return best[0] if len(best) == 1 else _UNDECIDED


def _rank(text: str, key: ReportKey) -> int:
    """2 for a head that names the report's own period, 1 for one that names its year, 0 for any other."""
    years, named = set(_YEAR.findall(text)), [_period(one) for one in _PERIOD.finditer(text)]
    if any(word in text for word in _FOREIGN) or years - {str(key.year)} or any(one != key.period for one in named):
        return 0
    if named or any(word in text for word in _OWN):
        return 2
    return 1 if years else 0


def _period(one: re.Match[str]) -> str:
    """The key of the period that the words name."""
    figure = next(text for text in one.groups() if text)
    figure = _IN_FIGURES.get(figure, figure.lstrip("0"))
    return f"quy-{figure}" if one["q"] else f"{figure}-thang" if one["m"] else f"thang-{figure}"


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
