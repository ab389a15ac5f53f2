"""Take a workbook in. In: a `Book` behind the guard. Out: `Taken`: the files of a submission; or every fault of the workbook.

A row is known by its hidden key, with which its label must agree; without the key by its label.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cchc.catalogue.form import Form
from cchc.catalogue.periods import periods
from cchc.catalogue.units.register import unit
from cchc.document.context import words_of
from cchc.intake.files.grid import Book
from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import refuse
from cchc.intake.taken import Asked, Taken
from cchc.intake.workbook.names import Names
from cchc.intake.workbook.reading.cells import Reader
from cchc.intake.workbook.reading.folder import Folder
from cchc.intake.workbook.reading.identity import find_identity
from cchc.intake.workbook.reading.info import read_info
from cchc.intake.workbook.reading.places import Places
from cchc.intake.workbook.reading.rows import read_annex, read_documents, read_reductions, read_statements
from cchc.intake.workbook.reading.strays import find_strays, other_sheets
from cchc.intake.workbook.reading.table import Table, find_tables, is_workbook
from cchc.intake.workbook.reading.texts import read_texts
from cchc.raw.faults import Faults
from cchc.raw.form_files import form_of, own_form
from cchc.raw.keys import ReportKey

_MOST_FAULTS = 50
_OTHER_FORM = (
    'sổ được tạo theo biểu mẫu "{}", biểu mẫu của đơn vị vào ngày cuối kỳ là "{}"; hãy tạo sổ mới bằng cchc template, '
    "rồi chép số liệu sang."
)

__all__ = ["is_workbook", "read_workbook"]


def read_workbook(arrived: Arrived, book: Book, asked: Asked) -> Taken:
    """The submission in a workbook. Raises SubmissionError with a line for each fault."""
    if arrived.kind != "xlsx":
        raise refuse(arrived.path, f"sổ số liệu ở dạng .{arrived.kind}", "hãy lưu lại thành .xlsx")
    name, faults = str(arrived.path), Faults()
    tables = find_tables(book, faults, name)
    key, form_id = find_identity(book, tables.get("bia"), asked, name, faults)
    reader = Reader(name, faults)
    folder = Folder(key, arrived, read_info(tables.get("thong_tin"), reader), places=Places.of(tables))
    folder.places.entries = folder.info.rows
    end = folder.info.day("den_ngay") or key.window[1]
    form = form_of(key.code, end, own_form(asked.raw, key.code, end)[0])
    if form_id not in ("", form.head.id):
        faults.add(f"{name}: {_OTHER_FORM.format(form_id, form.head.id)}")
    names = Names(form, _words(key, end, form))
    _read_tables(tables, reader, form, names, folder)
    find_strays(tables, reader)
    faults.end(_MOST_FAULTS)
    told_at = {section: tuple(places) for section, places in folder.told_at.items()}
    files = folder.files()
    notes = (*folder.notes, *reader.notes(), *other_sheets(book, tables, names))
    return Taken(key, files, arrived, notes, told_at=told_at, places=folder.places)


def _words(key: ReportKey, end: date, form: Form) -> Mapping[str, str]:
    return words_of(unit(key.code, end), periods()[key.period], key.year, form)


def _read_tables(tables: Mapping[str, Table], reader: Reader, form: Form, names: Names, folder: Folder) -> None:
    """Put into the folder what each sheet says."""
    read_annex(tables.get("phu_luc_01b"), reader, form, folder)
    read_reductions(tables.get("cat_giam"), reader, folder)
    read_statements(tables.get("so_lieu_khac"), reader, form, names, folder)
    read_documents(tables.get("van_ban"), reader, names, folder)
    read_texts(tables.get("noi_dung"), reader, names, folder)
