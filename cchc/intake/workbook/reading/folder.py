"""The folder that a workbook becomes. In: records, texts, letterhead as they were read. Out: the files of a submission, as bytes.

What was not filled in makes no file: missing is not blank.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, ValidationError

from cchc.errors import shown, visible
from cchc.intake.files.guard import Arrived
from cchc.intake.source_file import describe
from cchc.intake.workbook.content import CORRECTED
from cchc.intake.workbook.reading.info import Info
from cchc.intake.workbook.reading.places import Places
from cchc.intake.workbook.reading.table import Row
from cchc.raw.decisions import ACCEPTANCES, CORRECTIONS, Correction
from cchc.raw.entries import quote
from cchc.raw.keys import ReportKey
from cchc.raw.source import SourceFile
from cchc.raw.submission import PLACE, SOURCE, TEXTS, columns_to_fill
from cchc.raw.texts import IN_PLACE
from cchc.values.reading import as_seen

ORIGIN = "Sổ số liệu do đơn vị điền"  # what the workbook is called in `tep`
_FIRST = 2  # the number of the first record of a CSV file; its header is 1


@dataclass
class Folder:
    """What the readers of the sheets put in."""

    key: ReportKey
    arrived: Arrived
    info: Info
    tables: dict[str, list[Mapping[str, str]]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)
    in_place: set[str] = field(default_factory=set)
    corrections: list[Mapping[str, Any]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    told_at: dict[str, list[str]] = field(default_factory=dict)

    def add(self, name: str, cells: Mapping[str, str], row: Row) -> None:
        """One record of a CSV file, and the corrections that its row carried."""
        records = self.tables.setdefault(name, [])
        records.append(cells)
        number = _FIRST + len(records) - 1
        self.places.records[name, number] = row
        for made in _read_corrections(row.text(CORRECTED)):
            self._correct(name, number, cells, made, row)

    def tell(self, section: str, paragraphs: Sequence[str], place: str) -> None:
        """Paragraphs of a section, which stand in one cell."""
        self.texts.setdefault(section, []).extend(paragraphs)
        self.told_at.setdefault(section, []).extend(place for _ in paragraphs)

    def _correct(self, name: str, number: int, cells: Mapping[str, str], made: Mapping[str, str], row: Row) -> None:
        """A correction stays where its cell still holds what it was made for; else that is told."""
        column, was = made.get("cot", ""), made.get("thay", "")
        entry = {"tep": name, "dong": str(number), **made}
        if as_seen(cells.get(column, "")) == as_seen(was):
            self.corrections += [entry] if self._holds(Correction, entry) else []
        else:
            self.notes.append(f'{row.place(column)}: ô không còn là "{shown(was)}" nên điều chỉnh đã có được bỏ.')

    def files(self) -> dict[str, bytes]:
        """The files by name; nguon.yaml always."""
        made = {SOURCE: _emit(self._source())}
        made |= {name: _table(name, records) for name, records in self.tables.items() if records}
        if self.texts or self.in_place:
            made[TEXTS] = "".join(self._text(key) for key in self.texts)
        if self.corrections:
            made[CORRECTIONS] = "".join(f"- {_value(dict(entry))}\n" for entry in self.corrections)
        if self.info.acceptances:
            made[ACCEPTANCES] = self.info.acceptances
        return {name: text.encode() for name, text in made.items()}

    def _source(self) -> dict[str, Any]:
        key = self.key
        start, end = key.window
        named = {"ma_xa": key.code, "nam": str(key.year), "ky": key.period}
        days = {"tu_ngay": start.isoformat(), "den_ngay": end.isoformat()}
        kept = [one for one in self.info.documents if one.get("nguon") != ORIGIN and self._holds(SourceFile, one)]
        return {**named, **days, **self.info.entries, "tep": [*kept, describe(self.arrived, ORIGIN)]}

    def _holds(self, form: type[BaseModel], entry: Mapping[str, str]) -> bool:
        """Whether the entry is what the folder takes; where somebody has written over it, it is left out and that is told."""
        try:
            form.model_validate(entry)
        except ValidationError:
            self.notes.append(f"Bỏ qua một mục đã bị sửa trong cột ẩn: {shown(str(dict(entry)))}.")
            return False
        return True

    def _text(self, key: str) -> str:
        paragraphs = self.texts[key]
        if key not in self.in_place:
            return f"{key}:{_block(paragraphs, '  ')}\n"
        return f"{key}:\n  {IN_PLACE}:{_block(paragraphs, '    ')}\n"


def _read_corrections(text: str) -> Sequence[Mapping[str, str]]:
    """What the hidden column says; nothing where somebody has written over it."""
    try:
        found = json.loads(text) if text else []
    except (ValueError, RecursionError):
        return []
    entries = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [{str(name): str(value) for name, value in one.items()} for one in entries]


def _table(name: str, records: Sequence[Mapping[str, str]]) -> str:
    """A CSV file; the column of places only where something stands in it."""
    columns = [*columns_to_fill(name), *([PLACE] if any(record.get(PLACE) for record in records) else [])]
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([record.get(column, "") for column in columns] for record in records)
    return lines.getvalue()


def _block(paragraphs: Sequence[str], indent: str) -> str:
    """Paragraphs as a block of YAML, or quoted where something in them cannot stand in a block."""
    if not paragraphs:
        return ' ""'
    if any(text != visible(text) for text in paragraphs):
        return " " + quote("\n\n".join(paragraphs))
    return " |-\n" + "\n\n".join(f"{indent}{text}" for text in paragraphs)


def _emit(entries: Mapping[str, Any]) -> str:
    """Entries as YAML, one a line; those that say nothing are left out."""
    return "".join(f"{name}: {_value(value)}\n" for name, value in entries.items() if value)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return f"{{{', '.join(f'{name}: {_value(one)}' for name, one in value.items() if one)}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_value, value))}]"
    return quote(str(value))
