"""Write a table as CSV. In: a sheet. Out: bytes that Excel in a Vietnamese Windows opens right by a double click.

UTF-8 with byte-order mark, columns parted by semicolons, a comma before decimals, no grouping, as such an Excel saves
and as this package reads. A text that a spreadsheet would take for a formula has an apostrophe before it.
"""

from __future__ import annotations

import codecs
import csv
import io

from cchc.export.sheets.table import Cell, Sheet, distinct
from cchc.export.web import replace_unprintable

_STARTS_FORMULA = tuple("=+-@\t\r\n＝＋－＠")


def write_csv(sheet: Sheet) -> bytes:
    """The header and the rows of the sheet's table; blank where nothing is known."""
    lines = io.StringIO()
    writer = csv.writer(lines, delimiter=";", lineterminator="\r\n")
    writer.writerow(distinct([column.label for column in sheet.columns]))
    writer.writerows([_printed(cell) for cell in line.cells] for line in sheet.lines)
    return codecs.BOM_UTF8 + lines.getvalue().encode()


def _printed(cell: Cell) -> str:
    if cell.number is not None:
        return format(cell.number, "f").replace(".", ",")
    return no_formula(replace_unprintable(cell.text))


def no_formula(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
