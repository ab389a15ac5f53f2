"""Letterhead, recipients and signer. In: the sheet Thông tin. Out: entries of nguon.yaml, the documents, the acceptances."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from cchc.catalogue.writing.names import normalise_label
from cchc.errors import shown
from cchc.intake.workbook.content import ACCEPTED, DOCUMENT
from cchc.intake.workbook.layout import Info as InfoForm
from cchc.intake.workbook.layout import layout
from cchc.intake.workbook.reading.cells import Reader
from cchc.intake.workbook.reading.table import Row, Table
from cchc.raw.decisions import ACCEPTANCES, read_acceptances
from cchc.raw.files import RawFile
from cchc.raw.source import SourceFile
from cchc.values.reading import clean, read_date

_LISTS = ("kinh_gui", "noi_nhan", "nguoi_ky.quyen_han")
_DOCUMENT = "tep."
_NAMED = re.compile(rf"{DOCUMENT} (\d{{1,3}}): ([a-z0-9_]+)", re.ASCII)


@dataclass
class Info:
    """What the sheet says: entries of nguon.yaml by their names, the documents of `tep`, the text of chap_nhan.yaml."""

    entries: dict[str, Any] = field(default_factory=dict)
    documents: list[dict[str, str]] = field(default_factory=list)
    acceptances: str = ""
    rows: list[tuple[str, str, Row]] = field(default_factory=list)  # the path, the text and the row of each entry

    def day(self, name: str) -> date | None:
        """A day of the window; None where it is not stated."""
        text = self.entries.get(name, "")
        return read_date(text) if text else None

    def put(self, path: str, value: Any) -> None:
        """One value at its path, "van_ban.so"; of a list one more."""
        head, _, tail = path.rpartition(".")
        place = self.entries.setdefault(head, {}) if head else self.entries
        if path in _LISTS:
            place.setdefault(tail, []).append(value)
        else:
            place[tail] = value


def read_info(table: Table | None, reader: Reader) -> Info:
    """Everything that the sheet says; nothing where it is not there."""
    info = Info()
    forms = {form.khoa: form for form in layout().info}
    titles = {normalise_label(form.ten): form.khoa for form in layout().info}
    taken: dict[str, Row] = {}
    for row in table.rows if table else []:
        path = row.text("khoa") or _path(row.text("ten"), titles)
        if path.startswith(_DOCUMENT):
            _keep_document(info, path, row.text("noi_dung"))
        elif path == ACCEPTANCES:
            info.acceptances += row.cell("noi_dung").text
        elif path in forms:
            _take(info, forms[path], row, reader, taken)
        elif row.text("noi_dung"):
            reader.fault(
                row, "noi_dung", f'không rõ là thông tin gì ("{shown(row.text("ten"))}"); hãy ghi vào dòng có sẵn'
            )
    reader.attempt(lambda: read_acceptances(RawFile(ACCEPTANCES, "", info.acceptances), Path(ACCEPTANCES)))
    info.entries = {name: value for name, value in info.entries.items() if value}
    return info


def _path(label: str, titles: Mapping[str, str]) -> str:
    """What a row without key is, by its label; "" where that is not known."""
    named = _NAMED.fullmatch(label)
    if named:
        return f"{_DOCUMENT}{named[1]}.{named[2]}"
    return ACCEPTANCES if label == ACCEPTED else titles.get(normalise_label(label), "")


def _take(info: Info, form: InfoForm, row: Row, reader: Reader, taken: dict[str, Row]) -> None:
    text = clean(reader.text(row, "noi_dung", label=form.ten))
    info.rows.append((form.khoa, text, row))
    if form.kind == "date" and text:
        text = _day(text, form, row, reader)
    if not text:
        return
    if form.khoa in taken and form.khoa not in _LISTS:
        other = taken[form.khoa].place("noi_dung")
        reader.fault(row, "noi_dung", f"đã ghi ở {other}; mỗi thông tin chỉ một dòng", form.ten)
        return
    taken[form.khoa] = row
    mark = clean(reader.text(row, "ghi_chu")) if form.mark else ""
    info.put(form.khoa, ({"ten": text, "ghi_chu": mark} if mark else {"ten": text}) if form.mark else text)


def _day(text: str, form: InfoForm, row: Row, reader: Reader) -> str:
    day = read_date(text)
    if day is None:
        reader.fault(row, "noi_dung", f'cần ngày/tháng/năm như 05/01/2026, gặp "{shown(text)}"', form.ten)
    return day.isoformat() if day else ""


def _keep_document(info: Info, path: str, text: str) -> None:
    """One field of an entry of `tep`: "tep.1.sha256"."""
    number, _, name = path.removeprefix(_DOCUMENT).partition(".")
    if name not in SourceFile.model_fields:
        return
    if number.isascii() and number.isdigit() and 0 < int(number) <= len(info.documents) + 1:
        info.documents += [{}] if int(number) > len(info.documents) else []
        info.documents[int(number) - 1][name] = text
