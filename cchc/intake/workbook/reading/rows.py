"""Annex, shortened procedures, statements and documents. In: their sheets. Out: records of the CSV files, put into a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.counts import count_info
from cchc.catalogue.form import Form
from cchc.catalogue.writing.names import normalise_label
from cchc.errors import CatalogueError, hint, shown
from cchc.intake.workbook.content import ORDER
from cchc.intake.workbook.names import Names
from cchc.intake.workbook.reading.cells import Reader
from cchc.intake.workbook.reading.folder import Folder
from cchc.intake.workbook.reading.table import Row, Table
from cchc.raw.files import Record
from cchc.raw.matching import match_rows
from cchc.raw.submission import ANNEX, COLUMNS, DOCUMENTS, PLACE, REDUCTIONS, STATEMENTS

Cells = dict[str, str]

_WRONG_LABEL = (
    'nhãn không phải của khóa {key} ở ô {at}, gặp "{label}"; hãy ghi lại nhãn như trong biểu mẫu, hoặc xóa khóa đó'
)


_UNNAMED = {"so_lieu": "số liệu", "ghi_chu": "ghi chú", "don_vi_tinh": "đơn vị tính"}
_LONGEST_PLACE = 9  # digits
_SORTED = (
    "các dòng đứng khác thứ tự của biểu mẫu, đã được xếp lại theo biểu mẫu; dòng tự thêm đứng sau dòng liền trên nó trong "
    "sổ, hãy xem lại chỗ của các dòng này."
)


# Annex


@dataclass(frozen=True)
class _Found:
    """A row of the annex sheet and the row of the form that it is; None for a foreign one."""

    row: Row
    asked: AnnexRow | None
    label: str


def read_annex(table: Table | None, reader: Reader, form: Form, folder: Folder) -> None:
    """Put the annex into the folder, in the order of the form or of the submission; nothing where nothing is filled in."""
    found = [*_annex_rows(table, reader, form)] if table else []
    placed = _put_in_order(found, form)
    if table and placed != found:
        folder.notes.append(f'trang "{table.sheet.name}": {_SORTED}')
    found = _meant(placed, form)
    records = [(one, _annex_record(one, reader)) for one in found]
    if any(cells["so_lieu"] or cells["ghi_chu"] or one.asked is None for one, cells in records):
        for one, cells in records:
            folder.add(ANNEX, cells, one.row)


def _annex_record(found: _Found, reader: Reader) -> Cells:
    row, asked = found.row, found.asked
    kind, label = (asked.kind, asked.code) if asked else ("text", found.label)
    texts = {name: row.text(name) for name in ("stt", "don_vi_tinh", PLACE)}
    if asked and "stt" not in row.columns:
        texts["stt"] = asked.stt
    if asked and "don_vi_tinh" not in row.columns:
        texts["don_vi_tinh"] = asked.unit
    value, note = reader.figure(row, "so_lieu", kind, label), reader.text(row, "ghi_chu", label=label)
    return {**texts, "chi_tieu": found.label, "so_lieu": value, "ghi_chu": note}


def _annex_rows(table: Table, reader: Reader, form: Form) -> Iterator[_Found]:
    """The rows that say something; one whose key, label or place in the form is not clear becomes a fault."""
    codes, taken = {row.code: row for row in form.rows}, dict[str, Row]()
    for row in table.rows:
        key, label = row.text("khoa"), row.text("chi_tieu")
        if not key and not label:
            for name, said in _UNNAMED.items():
                if row.text(name):
                    reader.fault(row, name, f"có {said} nhưng dòng không có chỉ tiêu; hãy ghi tên chỉ tiêu")
            continue
        if not key:
            yield _Found(row, None, label)
        elif key not in codes:
            reader.fault(row, "khoa", f'biểu mẫu không có khóa "{shown(key)}"; hãy xóa khóa này nếu là chỉ tiêu thêm')
        elif key in taken:
            _twice(row, taken[key], key, reader)
        elif not any(match.row.code == key for match in form.find(label)):
            _wrong_label(row, key, reader)
        else:
            taken[key] = row
            yield _Found(row, codes[key], label)


def _wrong_label(row: Row, key: str, reader: Reader) -> None:
    said = _WRONG_LABEL.format(key=shown(key), at=row.name("khoa"), label=shown(row.text("chi_tieu")))
    reader.fault(row, "chi_tieu", said)


def _twice(row: Row, first: Row, key: str, reader: Reader) -> None:
    reader.fault(row, "khoa", f"khóa {key} đã có ở ô {first.name('khoa')}; mỗi chỉ tiêu chỉ một dòng")


def _put_in_order(found: list[_Found], form: Form) -> list[_Found]:
    """The rows in the order of the form, or in that in which they were sent; a row of neither behind the one that it stands behind."""
    places = {row.key: place for place, row in enumerate(form.rows)}
    sent = any(_sent_place(one) is not None for one in found)
    last, ranked = -1, []
    for one in found:
        of_form = places[one.asked.key] if one.asked else None
        place = _sent_place(one) if sent else of_form
        last = last if place is None else place
        ranked.append((last, one))
    return [one for _, one in sorted(ranked, key=lambda pair: pair[0])]


def _sent_place(found: _Found) -> int | None:
    """Its place among the rows that were sent, where these had an order of their own."""
    text = found.row.text(ORDER)
    return int(text) if text.isascii() and text.isdecimal() and len(text) < _LONGEST_PLACE else None


def _meant(found: list[_Found], form: Form) -> list[_Found]:
    """The rows as they stand; in the order of the form where the labels alone would say something else than the keys.

    A row without key is then the one that its label says, if that is free.
    """
    places = {row.key: place for place, row in enumerate(form.rows)}
    by_form = sorted(found, key=lambda one: places[one.asked.key] if one.asked else len(places))
    for rows in (found, by_form):
        pairs = match_rows([_record(number, one.label) for number, one in enumerate(rows)], form)
        meant = {pair.record.row: pair.row for pair in pairs if pair.record}
        if all(one.asked is None or one.asked is meant[number] for number, one in enumerate(rows)):
            return [_Found(one.row, meant[number], one.label) for number, one in enumerate(rows)]
    return found


def _record(number: int, label: str) -> Record:
    return Record(number, dict.fromkeys(COLUMNS[ANNEX], "") | {"chi_tieu": label})


# Shortened procedures


def read_reductions(table: Table | None, reader: Reader, folder: Folder) -> None:
    """Put the shortened procedures into the folder; a row with nothing but its number says nothing."""
    for row in table.rows if table else []:
        cells = _record_of(row, REDUCTIONS, reader, table)
        if any(text for name, text in cells.items() if name != "stt"):
            folder.add(REDUCTIONS, cells, row)


def _record_of(row: Row, name: str, reader: Reader, table: Table | None) -> Cells:
    """The cells of a row by column, each as its kind says."""
    kinds = {column.name: column.kind for column in table.form.columns} if table else {}
    texts = {column: reader.text(row, column, kinds.get(column, "text")) for column in COLUMNS[name]}
    return {**texts, PLACE: row.text(PLACE)}


# Documents


def read_documents(table: Table | None, reader: Reader, names: Names, folder: Folder) -> None:
    """Put the documents into the folder."""
    for row in table.rows if table else []:
        cells = _record_of(row, DOCUMENTS, reader, table)
        if any(cells.values()):
            cells["muc"] = _section(row, cells["muc"], reader, names)
            folder.add(DOCUMENTS, cells, row)


def _section(row: Row, label: str, reader: Reader, names: Names) -> str:
    key = names.section_of(label)
    if key is None:
        said = (
            f'đề cương không có mục "{shown(label)}"{hint(label, names.sections)}' if label else "thiếu mục của báo cáo"
        )
        reader.fault(row, "muc", f"{said}; hãy chọn trong danh sách")
    return key or ""


# What the narrative states

_TYPED = ("gia_tri", "nguyen_van", "mau_so", "pham_vi")


def read_statements(table: Table | None, reader: Reader, form: Form, names: Names, folder: Folder) -> None:
    """Put what the narrative states into the folder; a row in which nothing is filled in says nothing."""
    for row in table.rows if table else []:
        if any(row.text(name) for name in _TYPED) or any(row.cell(name).made == "error" for name in _TYPED):
            cells = _statement(row, reader, form, names)
            folder.add(STATEMENTS, cells, row)


def _statement(row: Row, reader: Reader, form: Form, names: Names) -> Cells:
    muc, key = _key(row, reader, names)
    label = shown(row.text("chi_tieu"), 40)
    value = reader.figure(row, "gia_tri", _kind(key, form), label)
    words, scope = (reader.text(row, name, label=label) for name in ("nguyen_van", "pham_vi"))
    texts = {"muc": muc, "khoa": key, "gia_tri": value, "don_vi": row.text("don_vi"), "nguyen_van": words}
    return {**texts, "mau_so": _whole(row, reader, names), "pham_vi": scope, PLACE: row.text(PLACE)}


def _key(row: Row, reader: Reader, names: Names) -> tuple[str, str]:
    """Section and key of a statement: from the hidden key, with which the label must agree, else from the names."""
    muc, _, key = row.text("khoa").partition(" ")
    label = row.text("chi_tieu")
    if key and normalise_label(label) in (normalise_label(names.name(key)), normalise_label(key)):
        return _section(row, row.text("muc") or muc, reader, names), key
    if key:
        _wrong_label(row, key, reader)
        return muc, key
    named = names.key_of(label) if label else None
    if named is None:
        said = (
            f'không có số liệu tên "{shown(label)}"{hint(label, names.counts.values())}'
            if label
            else "thiếu tên số liệu"
        )
        reader.fault(row, "chi_tieu", f"{said}; hãy chọn trong danh sách")
    return _section(row, row.text("muc"), reader, names), named or ""


def _kind(key: str, form: Form) -> str:
    try:
        return count_info(key, form).kind if key else "text"
    except CatalogueError:
        return "text"


def _whole(row: Row, reader: Reader, names: Names) -> str:
    """The key of the denominator that is named."""
    label = row.text("mau_so")
    whole = names.whole_of(label) if label else ""
    if whole is None:
        reader.fault(row, "mau_so", f'không có số liệu tên "{shown(label)}"; hãy chọn trong danh sách')
    return whole or ""
