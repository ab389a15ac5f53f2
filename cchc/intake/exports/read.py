"""Exports of one-stop software. In: a `Book`, what was asked for. Out: `Taken`: counts of one commune, where they stand.

Counts are taken as the file has them. A file that a spreadsheet has changed is refused as a whole, since 2.000 becomes 2
there without a trace; an identity that fails in an original is for the checks to find, and its total is taken with it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cchc.catalogue.counts import count_info
from cchc.catalogue.form import form_for
from cchc.catalogue.outline import Outline
from cchc.catalogue.periods import periods
from cchc.catalogue.received.export_forms import Identity
from cchc.catalogue.units.register import unit
from cchc.errors import UsageError, shown
from cchc.indicators.carried import readings
from cchc.intake.exports.rows import choose_row, unit_of_file
from cchc.intake.exports.table import Found, Row, Table, read_table
from cchc.intake.files.grid import Book, Cell
from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import refuse
from cchc.intake.files.pages import GENERATOR
from cchc.intake.source_file import describe, new_source
from cchc.intake.taken import Asked, Taken
from cchc.raw.keys import ReportKey
from cchc.raw.submission import SOURCE, STATEMENTS
from cchc.values.printing import print_date
from cchc.values.reading import read_count, read_date

COLUMNS = ("muc", "khoa", "gia_tri", "don_vi", "nguyen_van", "vi_tri")

_DAY = r"(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{1,2} tháng \d{1,2} năm \d{4})"
_WINDOW = re.compile(rf"từ(?:\s+ngày)?:?\s+{_DAY}\s*(?:đến|-|–)(?:\s+(?:hết\s+)?ngày)?:?\s+{_DAY}", re.IGNORECASE)
_EXPORTED = re.compile(
    r"(?<!\w)(?:xuất|kết xuất|in|trích xuất)(?: báo cáo| dữ liệu| biểu)?(?: lúc| vào lúc| ngày| lúc ngày)?\s*:?\s*"
    r"((?:\d{1,2}[:hg]\d{2}(?::\d{2})?\s*,?\s*(?:ngày )?)?\d{1,2}/\d{1,2}/\d{4}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)",
    re.IGNORECASE,
)
_CHANGED = "tệp đã được mở và lưu lại bằng phần mềm bảng tính"
_ORIGINAL = "hãy dùng tệp gốc xuất từ phần mềm một cửa"
_SPREADSHEET = re.compile(r"excel|office|calc|wps|spreadsheet|sheets", re.IGNORECASE)
_FRACTION = re.compile(r"\d+[.,]\d+", re.ASCII)
_MOST_SHOWN = 5
_FOUNDED = date(2025, 7, 1)  # most communes of today began on this day


@dataclass(frozen=True)
class Export:
    """One export for one commune: its table, window, time, the row of the commune."""

    table: Table
    key: ReportKey
    row: Row
    window: tuple[date, date] | None
    exported: str


def read_export(arrived: Arrived, book: Book, asked: Asked) -> Taken:
    """The counts of one commune. Raises SubmissionError, UnitError and UsageError, each with what to do."""
    export = find_export(arrived, book, asked)
    rows = [_statement(export, *one) for one in _taken(export)]
    key = export.key
    files = {SOURCE: new_source(key, _described(arrived, export)), STATEMENTS: write_table(COLUMNS, rows)}
    return Taken(key, files, arrived, tuple(_notes(export, len(rows))), only_counts=True)


def find_export(arrived: Arrived, book: Book, asked: Asked) -> Export:
    """The table of the file, whose it is, and the row of the commune. Raises what `read_export` does."""
    table = read_table(book, arrived.path)
    if arrived.kind in ("xlsx", "xls") or _SPREADSHEET.search(book.properties.get(GENERATOR, "")):
        _check_unchanged(arrived, table)
    window = find_window(table.words)
    key = _key(arrived, table, window, asked)
    row = choose_row(table, unit(key.code, key.window[1]), asked.row, arrived.path)
    exported = next((found[1] for text in table.words if (found := _EXPORTED.search(text))), "")
    return Export(table, key, row, window, " ".join(exported.split()))


def find_window(words: Sequence[str]) -> tuple[date, date] | None:
    """The window that the title names: "Từ ngày 15/12/2024 đến ngày 14/6/2025"; None where it names none or no days."""
    for text in (*words, " ".join(words)):
        for found in _WINDOW.finditer(text):
            first, last = (read_date(re.sub(r"\s*([/.-])\s*", r"\1", day)) for day in found.groups())
            if first and last and first <= last:
                return first, last
    return None


def fails(row: Row, identity: Identity) -> bool:
    """Whether the total is stated and is not what its parts, all stated, add up to."""
    numbers = {name: _number(row.cells[name]) for name in row.cells}
    total, parts = numbers.get(identity.total), [numbers[name] for name in identity.parts if name in numbers]
    known = [number for number in parts if number is not None]
    if total is None or not known or len(known) < len(parts):
        return False
    also = [number for name in identity.also if (number := numbers.get(name)) is not None]
    return total not in readings(sum(known, Decimal(0)), also)


def write_table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """A CSV file of a submission."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    return lines.getvalue().encode()


def _number(cell: Cell) -> Decimal | None:
    return cell.number if cell.made == "number" else read_count(cell.text)


def _check_unchanged(arrived: Arrived, table: Table) -> None:
    """Refuse what a spreadsheet has saved and changed: one fraction among the counts, one sum that cannot fail.

    Figures that are texts in a workbook were never numbers there, so their sums are not judged.
    """
    odd = [cell.text for row in table.rows for cell in row.cells.values() if _is_changed(cell, arrived)]
    if odd:
        listed = "; ".join(map(shown, odd[:_MOST_SHOWN])) + ("; ..." if len(odd) > _MOST_SHOWN else "")
        raise refuse(arrived.path, f"bảng có số lẻ ({listed}), {_CHANGED}", _ORIGINAL)
    for row in table.rows:
        for identity in table.form.identities:
            parts = [row.cells[name] for name in identity.parts if name in row.cells]
            judged = arrived.kind in ("html", "mhtml") or any(cell.made == "number" for cell in parts)
            if judged and identity.verified and fails(row, identity):
                said = _say_identity(table, row, identity)
                raise refuse(arrived.path, f"{said}, có lẽ vì {_CHANGED}", _ORIGINAL)


def _is_changed(cell: Cell, arrived: Arrived) -> bool:
    """Whether a spreadsheet has made something else of a count: a fraction, a date, an error."""
    if cell.made == "number":
        return cell.number is not None and cell.number != cell.number.to_integral_value()
    if cell.made == "text" and arrived.kind in ("html", "mhtml"):
        return bool(_FRACTION.fullmatch(cell.text.strip())) and read_count(cell.text) is None
    return cell.made in ("percent", "date", "error", "bool")


def _say_identity(table: Table, row: Row, identity: Identity) -> str:
    """Which total is not what its parts add up to: Biểu 06a, dòng «Tổng cộng»: cột 3 (892) không bằng cột 4 + 5 + 6."""
    numbers = [str(table.by_id[name].number) for name in identity.parts if name in table.by_id]
    total = table.by_id[identity.total].number
    said = row.cells[identity.total].text
    return f"{table.form.name}, dòng «{shown(row.label)}»: cột {total} ({shown(said)}) không bằng cột {' + '.join(numbers)}"


def _key(arrived: Arrived, table: Table, window: tuple[date, date] | None, asked: Asked) -> ReportKey:
    """Which report: what was asked for; the rest from the title's window and unit, where they leave no choice."""
    year, period = asked.year, asked.period
    if year is None or period is None:
        fit = [(y, p) for y, p in _periods_of(window) if year in (None, y) and period in (None, p)]
        if len(fit) != 1:
            said = f"kỳ {print_date(window[0])} - {print_date(window[1])}" if window else "tệp không ghi kỳ số liệu"
            raise UsageError(f"{arrived.path}: {said} không cho biết là kỳ báo cáo nào; hãy nêu --year và --period.")
        year, period = fit[0]
    code = asked.code
    if code is None:
        named = unit_of_file(table, periods()[period].window(year)[1])
        if len(named) != 1:
            raise UsageError(f"{arrived.path}: không rõ số liệu của đơn vị nào; hãy nêu --code (xem cchc find TÊN).")
        code = named[0].code
    return ReportKey.checked(code, year, period, ("--code", "--year", "--period"))


def _periods_of(window: tuple[date, date] | None) -> Iterator[tuple[int, str]]:
    """The reporting periods of just that window; one that began with the communes of July 2025 too."""
    for period in periods().values() if window else ():
        assert window is not None
        start, end = period.window(window[1].year)
        if end == window[1] and window[0] in (start, max(start, _FOUNDED)):
            yield window[1].year, period.key


def _taken(export: Export) -> Iterator[tuple[str, str, str]]:
    """Key, value as the file has it, and place of each count of the row."""
    failing = {one.total for one in export.table.form.identities if fails(export.row, one)}
    by_key: dict[str, list[Found]] = {}
    for found in export.table.found:
        if found.column.key and (not found.column.checks or found.column.id in failing):
            by_key.setdefault(found.column.key, []).append(found)
    for key, columns in by_key.items():
        text = _text([export.row.cells[one.column.id] for one in columns])
        if text:
            yield key, text, _place(export, columns)


def _text(cells: Sequence[Cell]) -> str:
    """The figure as it stands; of several columns of one count their sum, "" where one of them is blank."""
    texts = [cell.text.strip() for cell in cells]
    if len(texts) == 1 or not all(texts):
        return texts[0] if len(texts) == 1 else ""
    numbers = [number for cell in cells if (number := _number(cell)) is not None]
    return str(sum(numbers, Decimal(0))) if len(numbers) == len(cells) else " + ".join(texts)


def _place(export: Export, columns: Sequence[Found]) -> str:
    numbers = " + ".join(str(one.number) for one in columns)
    notes = "; ".join(one.column.note for one in columns if one.column.note)
    behind = f" ({notes})" if notes else ""
    return f"{export.table.form.name}, dòng «{shown(export.row.label)}», cột {numbers}{behind}"


def _statement(export: Export, key: str, text: str, place: str) -> tuple[str, ...]:
    count = count_info(key)
    return (_section(_outline(export.key), count.section), key, text, count.unit, "", place)


def _outline(key: ReportKey) -> Outline:
    end = key.window[1]
    return form_for(end, unit(key.code, end)).outline


def _section(outline: Outline, usual: str) -> str:
    """The section where the count is usually stated; of an outline without it, where it would be printed."""
    return usual if usual in outline.keys else outline.printing_section(usual) or usual


def _described(arrived: Arrived, export: Export) -> dict[str, str]:
    """The entry of `tep`: which file, of what, for which window, exported when."""
    said = f"{export.table.form.full_name}, dòng «{shown(export.row.label)}»"
    return describe(arrived, said, export.window, export.exported)


def _notes(export: Export, many: int) -> Iterator[str]:
    form, row = export.table.form, export.row
    days = (
        f", từ {print_date(export.window[0])} đến {print_date(export.window[1])}"
        if export.window
        else ", không ghi kỳ số liệu"
    )
    yield f"{form.full_name}, dòng «{shown(row.label)}»{days}: lấy {many} số liệu."
    if not form.verified:
        yield f"{form.name}: văn bản ban hành biểu chưa được đọc; hãy đối chiếu các số liệu với phần mềm."
    for identity in form.identities:
        if fails(row, identity):
            yield f"{_say_identity(export.table, row, identity)}: số liệu vẫn được lấy, hãy xem cchc check."
    for one in export.table.found:
        text = row.cells[one.column.id].text
        if not one.column.key and text.strip("0 "):
            yield f"Không lấy cột {one.number} ({shown(text)}): không có khóa số liệu nào cho «{one.column.head[0]}»."
