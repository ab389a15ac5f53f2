"""What was typed where nothing reads it. In: the tables of a workbook. Out: a fault for each column, with its cells.

Formulas are ours or compute what is read elsewhere; the cells behind the table are hidden helpers of ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from cchc.catalogue.writing.names import normalise_label
from cchc.intake.files.grid import Book
from cchc.intake.files.limits import reference
from cchc.intake.workbook.names import Names
from cchc.intake.workbook.reading.cells import Reader
from cchc.intake.workbook.reading.table import Row, Table
from cchc.intake.workbook.write import HELPERS, LISTS

_MOST_NAMED = 10  # cells in a fault
_BEFORE, _CHECK, _SECTION = "ky_truoc", "kiem_tra", "ten_muc"
_OUTSIDE = "cột này không thuộc bảng nên không được đọc ({}); hãy chuyển vào cột của bảng, hoặc xóa"
_SHOWN_ONLY = 'cột "{}" chỉ để xem nên không được đọc ({}); hãy ghi vào cột {}, hoặc xóa'


def find_strays(tables: Mapping[str, Table], reader: Reader) -> None:
    """A fault for each column in which something was typed that would be lost."""
    for key, table in tables.items():
        if key != "bia":
            for column, rows in _strays(table).items():
                _tell(table, column, rows, reader)


def other_sheets(book: Book, tables: Mapping[str, Table], names: Names) -> list[str]:
    """A line for each sheet that somebody added and nothing reads."""
    known = {table.sheet.name for table in tables.values()} | {LISTS}
    added = (one for one in book.sheets if one.name not in known and any(cell.text for row in one.rows for cell in row))
    lists = {*names.sections.values()}
    return [
        f'trang "{one.name}" không phải của sổ nên không được đọc.' for one in added if one.cell(0, 0).text not in lists
    ]


def _strays(table: Table) -> dict[int, list[int]]:
    """The rows with something that nothing reads, by column."""
    found: dict[int, list[int]] = {}
    rows = [table.sheet.rows[row.number] for row in table.rows]
    names = [_name(table, column) for column in range(max(map(len, rows), default=0))]
    for row, cells in zip(table.rows, rows, strict=True):
        for column, cell in enumerate(cells):
            if cell.text.strip() and _is_stray(table, row, column, names[column]):
                found.setdefault(column, []).append(row.number)
    return found


def _is_stray(table: Table, row: Row, column: int, name: str) -> bool:
    formulas = table.sheet.marks.formulas
    if (row.number, column) in formulas:
        return False
    if name == _BEFORE:
        return _typed_as_before(table, row, column)
    if name == _CHECK:  # a program that keeps no formula leaves their results
        return any(place[1] == column for place in formulas)
    if name == _SECTION:
        return not row.text("khoa") and not row.text("muc")
    last = max(table.columns.values())
    return not name and not last < column <= last + HELPERS


def _name(table: Table, column: int) -> str:
    """What a column is; "" for one that the layout does not know. The title of the period before may have its name behind."""
    known = next((name for name, place in table.columns.items() if place == column), "")
    titles = [one.title for one in table.form.columns if one.name == _BEFORE]
    head = normalise_label(table.sheet.cell(table.head, column).text)
    before = bool(titles) and head.startswith(normalise_label(titles[0]))
    return known or (_BEFORE if before else "")


def _typed_as_before(table: Table, row: Row, column: int) -> bool:
    """Whether a value of the period before was typed: there are none of ours, or none in that row, or it is not our text."""
    ours = "(" in table.sheet.cell(table.head, column).text
    made = table.sheet.cell(row.number, column).made
    return not ours or made != "text" or ("khoa" in table.columns and not row.text("khoa"))


def _tell(table: Table, column: int, rows: list[int], reader: Reader) -> None:
    more = f" và {len(rows) - _MOST_NAMED} ô khác" if len(rows) > _MOST_NAMED else ""
    values = ", ".join(_values(table, column, rows)) + more
    name = _name(table, column)
    said = _SHOWN_ONLY.format(table.form.title_of(name), values, _instead(table)) if name else _OUTSIDE.format(values)
    reader.fault(Row(table.sheet, rows[0], {"": column}), "", said)


def _values(table: Table, column: int, rows: list[int]) -> Iterator[str]:
    for row in rows[:_MOST_NAMED]:
        yield f'{reference(row, column)} "{table.sheet.cell(row, column).text.strip()[:30]}"'


def _instead(table: Table) -> str:
    """The columns that are filled in, by their titles."""
    return ", ".join(one.title for one in table.form.columns if one.open)
