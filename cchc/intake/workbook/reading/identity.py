"""Whose workbook it is. In: its cover, its properties, the command line. Out: a ReportKey and the id of its form.

The three must agree where they say something; a program that drops properties, or a clerk who deletes the cover, leaves one.
"""

from __future__ import annotations

from collections.abc import Mapping

from cchc.errors import ParameterError, shown
from cchc.intake.files.grid import Book
from cchc.intake.taken import Asked
from cchc.intake.workbook.layout import layout
from cchc.intake.workbook.reading.table import Table
from cchc.intake.workbook.write import PROPERTY
from cchc.raw.faults import Faults
from cchc.raw.keys import ReportKey

_FORM = "bieu_mau"
_OPTIONS = {"ma_xa": "--code", "nam": "--year", "ky": "--period"}


def find_identity(book: Book, cover: Table | None, asked: Asked, name: str, faults: Faults) -> tuple[ReportKey, str]:
    """The report and the id of the form, "" where the workbook does not say. Raises ParameterError, SubmissionError."""
    stated = _stated(cover)
    known = {field: book.properties.get(PROPERTY.format(field), "") for field in layout().identity}
    given = {"ma_xa": asked.code or "", "nam": str(asked.year or ""), "ky": asked.period or ""}
    found: dict[str, str] = {}
    for field, title in layout().identity.items():
        said = {"trang bìa": stated.get(field, ""), "thuộc tính của tệp": known[field], "lệnh": given.get(field, "")}
        found[field] = _agreed(title, said, name, faults)
    faults.end()
    if missing := [option for field, option in _OPTIONS.items() if not found[field]]:
        raise ParameterError(f"{name}: sổ không còn cho biết của đơn vị, năm, kỳ nào; hãy thêm {', '.join(missing)}.")
    year = int(found["nam"]) if found["nam"].isascii() and found["nam"].isdigit() else found["nam"]
    return ReportKey.checked(found["ma_xa"], year, found["ky"], ("--code", "--year", "--period")), found[_FORM]


def _stated(cover: Table | None) -> Mapping[str, str]:
    """What the cover says, by the hidden key or, without it, by the title."""
    titles = {title: field for field, title in layout().identity.items()}
    rows = cover.rows if cover else []
    return {row.text("khoa") or titles.get(row.text("ten"), ""): row.text("gia_tri") for row in rows}


def _agreed(title: str, said: Mapping[str, str], name: str, faults: Faults) -> str:
    values = {text for text in said.values() if text}
    if len(values) > 1:
        told = ", ".join(f'{where} ghi "{shown(text)}"' for where, text in said.items() if text)
        faults.add(f"{name}: {title} không thống nhất: {told}; hãy dùng đúng sổ của đơn vị và kỳ đó, hoặc tạo sổ mới.")
    return next(iter(values), "")
