"""Where in the workbook each thing of its folder stands. In: the rows that were read. Out: sheet and cell of a place of the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from cchc.checks.finding import CellRef
from cchc.intake.workbook.layout import layout
from cchc.intake.workbook.reading.table import Row, Table
from cchc.raw.submission import ANNEX, DOCUMENTS, REDUCTIONS, SOURCE, STATEMENTS, TEXTS

_SHEETS = {
    ANNEX: "phu_luc_01b", REDUCTIONS: "cat_giam", STATEMENTS: "so_lieu_khac",
    DOCUMENTS: "van_ban", TEXTS: "noi_dung", SOURCE: "thong_tin",
}  # fmt: skip
_SHOWN_AS = {"khoa": "chi_tieu"}  # columns of the files that the sheet shows under another name


@dataclass
class Places:
    """The rows of the sheets by what they became: records of CSV files, sections of the text, entries of nguon.yaml."""

    sheets: Mapping[str, str] = field(default_factory=dict)
    records: dict[tuple[str, int], Row] = field(default_factory=dict)
    sections: dict[str, Row] = field(default_factory=dict)
    entries: list[tuple[str, str, Row]] = field(default_factory=list)

    @classmethod
    def of(cls, tables: Mapping[str, Table]) -> Places:
        """The places of a workbook whose sheets are these; nothing is read yet."""
        names = {key: table.sheet.name for key, table in tables.items()}
        titles = {name: names.get(key, layout().sheet(key).name) for name, key in _SHEETS.items()}
        return cls({name: f'trang "{title}"' for name, title in titles.items()})

    def stands_at(self, place: CellRef) -> str:
        """Sheet and cell, 'trang "Phụ lục 01b", ô E12'; of what is not there, the sheet."""
        row = self.records.get((place.file, place.row))
        if row is not None:
            shown_as = _SHOWN_AS.get(place.column, place.column)
            return row.place(shown_as if shown_as in row.columns else next(iter(row.columns)))
        if place.file == TEXTS and place.column in self.sections:
            return self.sections[place.column].place("loi_van")
        if place.file == SOURCE and (row := self._entry(place)):
            return row.place("noi_dung")
        return self.sheets.get(place.file, "")

    def _entry(self, place: CellRef) -> Row | None:
        """The row of an entry: the one with its text where there are several."""
        named = [(text, row) for path, text, row in self.entries if place.column in path.split(".")]
        alike = (row for text, row in named if text and text == place.text)
        return next(alike, named[0][1] if named else None)

    def in_words(self, text: str) -> str:
        """The text with the names of sheets in place of those of files."""
        for name, title in self.sheets.items():
            text = text.replace(name, title)
        return text
