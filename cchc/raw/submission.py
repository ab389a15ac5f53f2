"""Read a submission folder. In: the folder. Out: a `Submission` as received.

Judges no value: a cell keeps its text. What cannot be read as its format says is a SubmissionError. A file that is
not there was not submitted.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeVar

from cchc.catalogue.counts import is_known_key
from cchc.catalogue.form import Form
from cchc.errors import SubmissionError, say_why
from cchc.raw.decisions import (
    ACCEPTANCES,
    CORRECTIONS,
    AcceptanceEntry,
    Correction,
    correct,
    read_acceptances,
    read_corrections,
)
from cchc.raw.entries import Entries, read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, Record, read_file, read_records
from cchc.raw.form_files import FORMS, form_of, own_form
from cchc.raw.schema import check_form
from cchc.raw.source import Source
from cchc.raw.texts import IN_PLACE, check_sections, read_texts, sections_in_place
from cchc.values.reading import clean

SOURCE = "nguon.yaml"
ANNEX = "phu_luc_01b.csv"
REDUCTIONS = "cat_giam.csv"
STATEMENTS = "so_lieu_khac.csv"
DOCUMENTS = "van_ban.csv"
TEXTS = "noi_dung.yaml"

COLUMNS: Mapping[str, tuple[str, ...]] = {
    ANNEX: ("stt", "chi_tieu", "don_vi_tinh", "so_lieu", "ghi_chu"),
    REDUCTIONS: (
        "stt",
        "ten_tthc",
        "thoi_gian_quy_dinh",
        "thoi_gian_sau_cat_giam",
        "ty_le_cat_giam",
        "van_ban",
        "ghi_chu",
    ),
    STATEMENTS: ("muc", "khoa", "gia_tri", "don_vi", "nguyen_van"),
    DOCUMENTS: ("muc", "loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu"),
}
# Where a program that reads documents found the row; nothing is computed from it, and nobody fills it in by hand.
PLACE = "vi_tri"
# The name of a statement's key, which a template puts there for whoever fills it in; nothing reads it.
NAME = "ten"
OPTIONAL_COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: ("mau_so", "pham_vi", NAME, PLACE) if name == STATEMENTS else (PLACE,) for name in COLUMNS
}
FILES = (SOURCE, *COLUMNS, TEXTS, CORRECTIONS, ACCEPTANCES)
# What a reader of documents did not understand; for people, so nothing here reads it.
NOT_UNDERSTOOD = "nhap.json"
_PASSING = (".", "~$")  # hidden files, and those that Office keeps beside an open one
_NAMES = {*FILES, NOT_UNDERSTOOD, FORMS, "README.md"}


Read = TypeVar("Read")


@dataclass(frozen=True, eq=False)
class Submission:
    """One commune's files for one period, as received.

    `tables` holds the records of each CSV file submitted, `entries` what nguon.yaml and noi_dung.yaml say, `others` the
    names of files that are no part of a submission.
    """

    source: Source
    files: tuple[RawFile, ...]
    tables: Mapping[str, tuple[Record, ...]] = field(default_factory=dict)
    texts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()
    acceptances: tuple[AcceptanceEntry, ...] = ()
    others: tuple[str, ...] = ()
    entries: Mapping[str, Entries] = field(default_factory=dict)
    own_form: Form | None = None  # the project's, where it has one for this unit and day

    @functools.cached_property
    def form(self) -> Form:
        """The form that holds for the unit on the last day of the window."""
        return form_of(self.source.ma_xa, self.source.den_ngay, self.own_form)

    def table(self, name: str) -> tuple[Record, ...]:
        """The records of a CSV file that can be used; none where it was not submitted."""
        return self._known if name == STATEMENTS else self.tables.get(name, ())

    @functools.cached_property
    def _known(self) -> tuple[Record, ...]:
        return tuple(record for record in self.tables.get(STATEMENTS, ()) if not unknown_key(record, self.form))

    @functools.cached_property
    def refused(self) -> tuple[Record, ...]:
        """The statements whose key nobody knows: kept, shown and found, never computed with."""
        return tuple(record for record in self.tables.get(STATEMENTS, ()) if unknown_key(record, self.form))

    @functools.cached_property
    def in_place(self) -> frozenset[str]:
        """The keys whose text stands in place of the sentences of the notebook."""
        return sections_in_place(self.entries[TEXTS]) if TEXTS in self.entries else frozenset()

    def line_of_text(self, key: str, paragraph: int) -> int:
        """The line of noi_dung.yaml on which a paragraph of a section begins, or that of what it belongs to."""
        return self.line_of(TEXTS, key, *([IN_PLACE] if key in self.in_place else []), paragraph)

    def line_of(self, name: str, *path: str | int) -> int:
        """The line of a key or list entry of nguon.yaml or noi_dung.yaml; of what it would belong to where it is not there."""
        return self.entries[name].line(*path) if name in self.entries else 1

    def submitted(self, name: str) -> bool:
        """Whether that file was in the folder."""
        return any(file.name == name for file in self.files)


def columns_to_fill(name: str) -> tuple[str, ...]:
    """The columns of a CSV file that a person fills in: its own, then the optional ones but for name and place."""
    return (*COLUMNS[name], *(column for column in OPTIONAL_COLUMNS[name] if column not in (NAME, PLACE)))


def unknown_key(record: Record, form: Form) -> str:
    """The column of a statement, `khoa` or `mau_so`, whose key is blank or unknown; "" where both are known."""
    if not is_known_key(clean(record["khoa"]), form):
        return "khoa"
    # A denominator may be a sum: "ho_so.tiep_nhan + ho_so.ky_truoc".
    named = clean(record.fields.get("mau_so", ""))
    return "" if not named or all(is_known_key(part.strip(), form) for part in named.split("+")) else "mau_so"


def read_submission(folder: Path) -> Submission:
    """The submission in that folder. Raises SubmissionError with a line for each fault; changes and fills in nothing."""
    try:
        names = os.listdir(folder)  # noqa: PTH208
    except OSError as error:
        raise SubmissionError(
            f"{folder}: không đọc được thư mục số liệu ({say_why(error)}); hãy kiểm tra đường dẫn và quyền đọc."
        ) from error
    if SOURCE not in names:
        raise SubmissionError(f"{folder}: thiếu tệp {SOURCE}; hãy thêm tệp với ma_xa, nam, ky, tu_ngay, den_ngay.")
    faults = Faults()
    present = [name for name in FILES if name in names]
    read = [faults.attempt(functools.partial(read_file, folder / name)) for name in present]
    files = {file.name: file for file in read if file}
    return _parse(folder, files, tuple(_others(names)), faults)


def _is_filled(record: Record) -> bool:
    """Whether anybody filled the row of a template in: it says more than which number was asked for."""
    return any(text.strip() for name, text in record.fields.items() if name not in ("muc", "khoa", NAME, "don_vi"))


_MOST_FAULTS = 50  # more than anybody mends before the next run


def _parse(folder: Path, files: Mapping[str, RawFile], others: tuple[str, ...], faults: Faults) -> Submission:
    """The submission of these files. Raises SubmissionError with the faults met before and all that are met here."""

    def read(name: str, reader: Callable[[RawFile, Path], Read]) -> Read | None:
        return faults.attempt(lambda: reader(files[name], folder / name)) if name in files else None

    source_entries, text_entries = read(SOURCE, read_yaml), read(TEXTS, read_yaml)
    source = faults.attempt(lambda: check_form(source_entries, Source, folder / SOURCE)) if source_entries else None
    found = faults.attempt(lambda: own_form(folder, source.ma_xa, source.den_ngay)) if source else None
    own, form_files = found or (None, ())
    outline = form_of(source.ma_xa if source else "", source.den_ngay if source else date.max, own).outline
    texts = faults.attempt(lambda: read_texts(text_entries, folder / TEXTS, outline)) if text_entries else None
    known = {name: read(name, _reader(name)) for name in COLUMNS}
    tables = {name: tuple(records) for name, records in known.items() if records is not None}
    corrections, acceptances = read(CORRECTIONS, read_corrections), read(ACCEPTANCES, read_acceptances)
    if corrections and not any(name not in tables and os.path.lexists(folder / name) for name in COLUMNS):
        tables = faults.attempt(lambda: correct(tables, corrections, folder / CORRECTIONS)) or tables
    if STATEMENTS in tables:
        tables = {**tables, STATEMENTS: tuple(one for one in tables[STATEMENTS] if _is_filled(one))}
    for name in (STATEMENTS, DOCUMENTS):
        faults.attempt(functools.partial(check_sections, tables.get(name, ()), folder / name, outline))
    faults.end(_MOST_FAULTS)
    assert source is not None
    entries = {SOURCE: source_entries, TEXTS: text_entries}
    return Submission(
        source,
        (*files.values(), *form_files),
        tables,
        texts or {},
        corrections or (),
        acceptances or (),
        others,
        {name: given for name, given in entries.items() if given},
        own,
    )


def _reader(name: str) -> Callable[[RawFile, Path], list[Record]]:
    return functools.partial(read_records, columns=COLUMNS[name], optional=OPTIONAL_COLUMNS[name])


def list_others(folder: Path) -> list[str]:
    """The files in a submission folder that are no part of a submission, as text: U+FFFD for what is not UTF-8."""
    return _others(os.listdir(folder))  # noqa: PTH208


def _others(names: Iterable[str]) -> list[str]:
    readable = (os.fsencode(name).decode(errors="replace") for name in names)
    return sorted(name for name in readable if name not in _NAMES and not name.startswith(_PASSING))
