"""What was typed into a cell. In: a row, the kind of value. Out: its text as it would be printed; or a fault, never a guess.

Input cells are text. One that is none any more was pasted over or set to another format, and the spreadsheet may have
changed what was typed: what shows a change, or may be read in two ways, is a fault. A whole number is taken, for most are
what was typed, but in a count it may be 2 of a 2.000 typed: each sheet has one note that names these cells.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from decimal import Decimal

from cchc.errors import shown
from cchc.indicators.statements import read_cell
from cchc.intake.workbook.page import DECIMALS, NUMBERS
from cchc.intake.workbook.reading.table import Row
from cchc.raw.faults import Faults
from cchc.values.reading import clean
from cchc.values.value import Kind

_AS_TEXT = "hãy đặt ô là Văn bản rồi gõ lại"
_HOW = "ghi ví dụ {}, không có thì ghi 0, chưa có số liệu thì để trống"
_MOST_NAMED = 10  # cells in a note
_EXAMPLES = {"count": "1234 hoặc 1.234", "measure": "12,5", "percent": "98,9", "rate_stated": "98,9"}


class Reader:
    """Reads the cells of one workbook; what cannot be taken becomes a fault that names sheet and cell."""

    def __init__(self, name: str, faults: Faults) -> None:
        self._name, self._faults = name, faults
        self._numbers: dict[str, dict[str, str]] = {}  # by sheet and cell: the counts that are no longer text

    def fault(self, row: Row, column: str, said: str, label: str = "") -> None:
        """One fault of a cell; `label` is what the row is called."""
        named = f" ({shown(label, 40)})" if label else ""
        self._faults.add(f"{self._name}, {row.place(column)}{named}: {said}.")

    def attempt(self, read: Callable[[], object]) -> None:
        """Keep the faults of something that the workbook only carries."""
        self._faults.attempt(read)

    def text(self, row: Row, column: str, kind: str = "text", label: str = "") -> str:
        """The text of a cell of that kind, in NFC; "" where it is blank or cannot be taken."""
        cell = row.cell(column)
        said = self._merged(row, column) or _changed(cell.text, cell.number, cell.made, kind)
        if said:
            self.fault(row, column, said, label)
            return ""
        if kind == "count" and cell.number is not None:
            self._numbers.setdefault(row.sheet.name, {})[row.name(column)] = cell.text
        return _plain_number(row.text(column)) if kind in NUMBERS or kind == "choice" else row.text(column)

    def figure(self, row: Row, column: str, kind: str, label: str = "") -> str:
        """The same; a fault as well where a number is wanted and the text is none."""
        text = self.text(row, column, kind, label)
        if text and kind in NUMBERS and read_cell(text, _kind(kind)) is None:
            self.fault(row, column, f'cần một số, gặp "{shown(text)}"; {_HOW.format(_EXAMPLES[kind])}', label)
        return text

    def notes(self) -> list[str]:
        """A line for each sheet in which counts were taken from cells that are no longer text."""
        return [_note(sheet, numbers) for sheet, numbers in self._numbers.items()]

    def _merged(self, row: Row, column: str) -> str:
        """What is said of a merge that covers the cell and shows something: what the cells under it held is lost."""
        at = row.columns.get(column, -1)
        merged = row.sheet.merged(row.number, at) if at >= 0 else ""
        shows = any(row.sheet.cell(*place).text for place in _first_cells(row, at)) if merged else False
        return f"ô bị gộp trong {merged}; hãy bỏ gộp ô rồi gõ lại các ô đó" if shows else ""


def _note(sheet: str, numbers: Mapping[str, str]) -> str:
    """Which cells, and what was taken of each; of many the first."""
    more = len(numbers) - _MOST_NAMED
    cells, values = ", ".join([*numbers][:_MOST_NAMED]), ", ".join([*numbers.values()][:_MOST_NAMED])
    rest = f" (và {more} ô khác)" if more > 0 else ""
    return f'trang "{sheet}", ô {cells}{rest}: không còn là Văn bản, lấy {values}; hãy đối chiếu với số đã gõ.'


def _first_cells(row: Row, column: int) -> list[tuple[int, int]]:
    """The cell that a merge around a cell shows."""
    merges = row.sheet.marks.merges
    return [(top, left) for top, left, low, right in merges if top <= row.number <= low and left <= column <= right]


def _kind(kind: str) -> Kind:
    return "count" if kind == "count" else "measure" if kind == "measure" else "percent"


def _changed(text: str, number: Decimal | None, made: str, kind: str) -> str:
    """What is said of a cell that a spreadsheet may have changed; "" where its text can be taken."""
    if made == "error":
        return f"ô báo lỗi {text}; hãy gõ lại số liệu"
    if made == "date":
        return f"ô chứa ngày {text}; phần mềm có thể đã đổi điều được gõ, {_AS_TEXT}"
    if made == "bool":
        return f"ô chứa giá trị logic {text}; {_AS_TEXT}"
    if number is None:
        return ""
    return _changed_number(text, number, made, kind)


def _changed_number(text: str, number: Decimal, made: str, kind: str) -> str:
    """A whole number is taken (`Reader.notes` tells of counts); a percentage beyond 1 too, which no format can have divided."""
    if made == "percent":
        return f"ô có định dạng phần trăm và chứa {text}, không rõ được gõ thế nào; {_AS_TEXT} đúng như in"
    if kind in DECIMALS and kind != "measure":
        doubtful = 0 < number <= 1
        return (
            f"ô chứa {text}, không rõ là {text}% hay {_hundredfold(number)}%; hãy gõ lại đúng như in"
            if doubtful
            else ""
        )
    if number != number.to_integral_value():
        return f"ô chứa số lẻ {text}; phần mềm đã hiểu dấu chấm là dấu thập phân; {_AS_TEXT}"
    return ""


def _hundredfold(number: Decimal) -> str:
    return f"{(number * 100).normalize():f}".replace(".", ",")


def _plain_number(text: str) -> str:
    """A figure in the digits that everybody types: full-width ones and odd blanks become plain."""
    return clean(unicodedata.normalize("NFKC", text))
