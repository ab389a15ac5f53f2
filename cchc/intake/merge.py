"""Counts of an export added to a submission that exists. In: its files, `Taken`. Out: the files as they will be.

What stands there stays: a count that is stated in its section with another value is named and refused, unless it is asked
to be replaced; records keep their numbers, so that corrections go on meaning what they meant.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cchc.errors import shown
from cchc.intake.exports.read import write_table
from cchc.intake.source_file import add_entry
from cchc.intake.taken import Taken
from cchc.raw.entries import read_yaml
from cchc.raw.faults import Faults
from cchc.raw.files import RawFile, read_file, read_records, split_lines
from cchc.raw.submission import COLUMNS, OPTIONAL_COLUMNS, SOURCE, STATEMENTS
from cchc.values.reading import clean, read_number

Row = dict[str, str]


@dataclass(frozen=True)
class Merged:
    """The two files that change, and lines that say what was added, replaced or there already."""

    files: Mapping[str, bytes]
    notes: tuple[str, ...]


def add_counts(folder: Path, taken: Taken, *, replace: bool) -> Merged:
    """The files of the folder with the counts of an export. Raises SubmissionError naming each value that is another."""
    there = folder / STATEMENTS
    text = read_file(there).text if there.is_file() else ",".join(COLUMNS[STATEMENTS]) + "\n"
    read_records(RawFile(STATEMENTS, "", text), there, COLUMNS[STATEMENTS], OPTIONAL_COLUMNS[STATEMENTS])
    columns, *rows = split_lines(text)
    columns = [name.strip() for name in columns if name.strip()]
    new = list(csv.DictReader(io.StringIO(taken.files[STATEMENTS].decode())))
    wide = [*columns, *(name for name in new[0] if name not in columns)] if new else columns
    full = [dict(zip(wide, [*row, *[""] * len(wide)], strict=False)) for row in rows]
    notes = _join(there, wide, full, new, replace=replace)
    source = read_file(folder / SOURCE).text
    files = {
        STATEMENTS: write_table(wide, [[row[name] for name in wide] for row in full]),
        SOURCE: add_entry(source, _entry(taken), folder / SOURCE).encode(),
    }
    return Merged(files, tuple(notes))


def _entry(taken: Taken) -> dict[str, str]:
    """The entry of `tep` that the export brings."""
    entries = read_yaml(RawFile(SOURCE, "", taken.files[SOURCE].decode()), Path(SOURCE))
    entry: dict[str, str] = entries.at("tep", 0)
    return entry


def _join(where: Path, columns: Sequence[str], rows: list[Row], new: Sequence[Row], *, replace: bool) -> list[str]:
    """Put the new rows behind the others; those that are there are left or replaced, and those without a value filled in."""
    faults, added, same, changed = Faults(), 0, 0, []
    for row in new:
        place = _place(rows, row)
        if place is None:
            rows.append({name: row.get(name, "") for name in columns})
            added += 1
        elif not clean(rows[place]["gia_tri"]):
            _take_value(rows[place], row)
            added += 1
        elif _value(rows[place]) == _value(row):
            same += 1
        else:
            said = f"{row['khoa']} ở mục {row['muc']} đang là {shown(rows[place]['gia_tri'])}, biểu ghi {shown(row['gia_tri'])}"
            changed.append(f"Thay {said}.")
            faults.add(
                f"{where}, dòng {place + 2}: {said}; hãy sửa một trong hai, hoặc thêm --replace để lấy số của biểu."
            )
            _take_value(rows[place], row)
    if not replace:
        faults.end()
    return [f"Thêm {added} số liệu vào {STATEMENTS}, {same} số liệu đã có.", *changed]


def _place(rows: Sequence[Row], row: Row) -> int | None:
    """Where the same count stands: with a value, else where it waits for one."""
    places = [n for n, one in enumerate(rows) if _names(one) == _names(row)]
    return next((n for n in places if clean(rows[n]["gia_tri"])), places[0] if places else None)


def _take_value(there: Row, row: Row) -> None:
    """Give a row the value of another; the sentence and the base of its former value are not of this one."""
    there.update({name: row[name] for name in ("gia_tri", "vi_tri")})
    there.update({name: row.get(name, "") for name in ("nguyen_van", "mau_so") if name in there})


def _names(row: Row) -> tuple[str, str, str]:
    return clean(row["muc"]), clean(row["khoa"]), clean(row.get("pham_vi", ""))


def _value(row: Row) -> object:
    number = read_number(row["gia_tri"])
    return clean(row["gia_tri"]) if number is None else number
