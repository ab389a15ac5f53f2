"""Corrections and acceptances. In: dieu_chinh.yaml, chap_nhan.yaml. Out: what a named person decided, and why.

A correction replaces the text of one cell and says what stood there; both values are shown wherever the number is.
When the source text is no longer what the correction says, the correction is an error: somebody must look again.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, PrivateAttr

from cchc.errors import SubmissionError, hint, shown
from cchc.raw.entries import read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, Record
from cchc.raw.schema import DayText, Form, check_form
from cchc.values.reading import as_seen

CORRECTIONS = "dieu_chinh.yaml"
ACCEPTANCES = "chap_nhan.yaml"


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


def _whole(text: Any) -> int:
    if not (isinstance(text, str) and text.isascii() and text.isdigit()):
        raise ValueError("cần số thứ tự dòng trong tệp, dòng tiêu đề là 1")
    return int(text)


class Entry(Form):
    """An entry of one of the two lists; it knows on which line of its file it stands."""

    _line: int = PrivateAttr(default=1)

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self._line


EntryType = TypeVar("EntryType", bound=Entry)


class Correction(Entry):
    """One cell: `thay` is the text found, `bang` what stands for it."""

    tep: str
    dong: Annotated[int, BeforeValidator(_whole)]
    cot: str
    thay: str
    bang: str
    ly_do: str
    nguoi: str
    ngay: DayText


class AcceptanceEntry(Entry):
    """One finding accepted: its rule, its key or keys, and the values that it was accepted with."""

    quy_tac: str
    khoa: Texts
    gia_tri: Texts
    ly_do: str
    nguoi: str
    ngay: DayText


def read_corrections(file: RawFile, where: Path) -> tuple[Correction, ...]:
    """The corrections of the file. Raises SubmissionError naming line and field of each fault."""
    return _read(file, where, Correction)


def read_acceptances(file: RawFile, where: Path) -> tuple[AcceptanceEntry, ...]:
    """The acceptances of the file. Raises SubmissionError naming line and field of each fault."""
    return _read(file, where, AcceptanceEntry)


def _read(file: RawFile, where: Path, form: type[EntryType]) -> tuple[EntryType, ...]:
    entries = read_yaml(file, where)
    if entries.data in (None, ""):
        return ()
    if not isinstance(entries.data, list):
        raise SubmissionError(f"{where}: cần một danh sách, mỗi mục bắt đầu bằng dấu gạch ngang (-).")
    faults, read = Faults(), []
    for place in range(len(entries.data)):
        entry = faults.attempt(functools.partial(check_form, entries, form, where, place))
        if entry is not None:
            entry._line = entries.line(place)
            read.append(entry)
    faults.end()
    return tuple(read)


def correct(
    tables: Mapping[str, tuple[Record, ...]], corrections: tuple[Correction, ...], where: Path
) -> dict[str, tuple[Record, ...]]:
    """The tables with every correction made. Raises SubmissionError where some do not fit their source any more."""
    corrected = {name: list(records) for name, records in tables.items()}
    faults = Faults()
    for entry in corrections:
        refusal = _refusal(entry, corrected)
        if refusal:
            faults.add(f"{where}, dòng {entry.line}: {refusal}")
            continue
        records = corrected[entry.tep]
        index = _index(records, entry)
        record = records[index]
        fields = {**record.fields, entry.cot: entry.bang}
        records[index] = replace(record, fields=fields, corrected={**record.corrected, entry.cot: entry})
    faults.end()
    return {name: tuple(records) for name, records in corrected.items()}


def _refusal(entry: Correction, tables: Mapping[str, list[Record]]) -> str:
    """Why a correction cannot be made; nothing where it can. What looks the same on a screen is the same text."""
    if entry.tep not in tables:
        meant = hint(entry.tep, tables)
        return f'không có tệp số liệu "{shown(entry.tep)}"{meant}; điều chỉnh này không áp dụng được.'
    records = tables[entry.tep]
    index = _index(records, entry)
    if index < 0 or entry.cot not in records[index].fields:
        return f"{entry.tep} không có dòng {entry.dong}, cột {shown(entry.cot)}; hãy sửa hoặc bỏ mục này."
    if entry.cot in records[index].corrected:
        return "ô này đã có một điều chỉnh khác; hãy gộp hai mục làm một."
    found = records[index][entry.cot]
    if as_seen(found) != as_seen(entry.thay):
        return (
            f'{entry.tep}, dòng {entry.dong}, cột {entry.cot}: cần "{shown(entry.thay)}", gặp "{shown(found)}"; '
            "nguồn đã thay đổi, hãy xem lại rồi sửa hoặc bỏ điều chỉnh này."
        )
    return ""


def _index(records: list[Record], entry: Correction) -> int:
    return next((i for i, record in enumerate(records) if record.row == entry.dong), -1)
