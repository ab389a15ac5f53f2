"""Put what was taken in where it belongs. In: `Taken`, RAW. Out: RAW/<year>/<period>/<code>-<slug>/, all at once or not at all.

A folder that exists is never overwritten unasked: what would change is told, as `cchc diff` tells it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cchc.build.check import check_folder
from cchc.build.publish import locked, publish_folder, put_back
from cchc.build.template import write_parameters
from cchc.catalogue.units.register import Unit, unit
from cchc.compare.comparison import Comparison, compare
from cchc.compare.sides import Side
from cchc.document.report import Report
from cchc.errors import CchcError, SubmissionError
from cchc.export.reopen import reopen
from cchc.intake.log import add_arrival, check_log, has_arrival
from cchc.intake.merge import add_counts
from cchc.intake.taken import Taken
from cchc.raw.encodings import as_received
from cchc.raw.form_files import own_form
from cchc.raw.keys import ReportKey
from cchc.raw.layout import Tree
from cchc.raw.submission import (
    ANNEX,
    COLUMNS,
    DOCUMENTS,
    FILES,
    NOT_UNDERSTOOD,
    REDUCTIONS,
    SOURCE,
    STATEMENTS,
    TEXTS,
    Submission,
)
from cchc.values.reading import is_blank

_LOCK = Path(".cchc") / "lock"
_OURS = (SOURCE, *COLUMNS, TEXTS, NOT_UNDERSTOOD)  # what a reader writes; decisions and other files of a folder stay


@dataclass(frozen=True)
class Ways:
    """How to go about a folder that exists, and whether anything is written at all."""

    replace: bool = False
    add: bool = False
    dry_run: bool = False


@dataclass(frozen=True)
class Placed:
    """What became of one file: its folder, whether it was allowed and written, lines to tell, what changed there.

    `same`: the folder holds all of it already.
    """

    folder: Path
    unit: Unit
    allowed: bool
    written: bool
    notes: tuple[str, ...] = ()
    changes: Comparison | None = None
    parameters: Path | None = None
    same: bool = False


def place(taken: Taken, raw: Path, ways: Ways, on: date) -> Placed:
    """Put the files in their folder, a line in the log, and the parameters file where a project lacks it.

    Raises CchcError where that cannot be done; nothing is changed then.
    """
    known = unit(taken.key.code, taken.key.window[1])
    with contextlib.nullcontext() if ways.dry_run else locked(raw / _LOCK):
        return _place(taken, known, raw, ways, on)


def _place(taken: Taken, known: Unit, raw: Path, ways: Ways, on: date) -> Placed:
    key, tree = taken.key, Tree(raw)
    if not ways.dry_run:
        put_back((tree.base / key.path(known.slug)).parent)
    there = tree.find(key) if tree.folders(key) else None
    folder = there or tree.base / key.path(known.slug)
    check_log(raw)
    files, notes = _files(taken, there, ways)
    same = there is not None and dict(files) == _kept(there)
    after = None if same else _opened(key, folder, files)
    before = _before(there) if there and after else None
    if there and after:
        _check_understood(taken, folder, before, after)
    changes = compare(Side(before), Side(after)) if before and after else None
    allowed = same or there is None or ways.replace or (ways.add and taken.only_counts)
    written = allowed and not same and not ways.dry_run
    if written:
        publish_folder(folder, files)
    if written or (same and not ways.dry_run and not has_arrival(raw, taken)):
        add_arrival(raw, taken, on)
    parameters = write_parameters(folder, key) if written or (same and not ways.dry_run) else None
    return Placed(folder, known, allowed, written, notes, changes, parameters, same)


def _files(taken: Taken, there: Path | None, ways: Ways) -> tuple[Mapping[str, bytes], tuple[str, ...]]:
    """All files that the folder will hold, and what is to be told of them. Raises SubmissionError."""
    if there is None:
        return taken.files, ()
    kept = _kept(there)
    if not taken.only_counts:
        return {name: data for name, data in kept.items() if name not in _OURS} | dict(taken.files), ()
    merged = add_counts(there, taken, replace=ways.replace)
    return kept | dict(merged.files), merged.notes


def _kept(folder: Path) -> dict[str, bytes]:
    """The files of a folder that exists. Raises SubmissionError where it has folders in it, which would be lost."""
    inner = sorted(one.name for one in folder.iterdir() if not one.is_file())
    if inner:
        raise SubmissionError(
            f"{folder}: có thư mục con {', '.join(inner)}; import chỉ ghi thư mục gồm các tệp, hãy chuyển chúng ra ngoài."
        )
    return {one.name: one.read_bytes() for one in sorted(folder.iterdir())}


def _opened(key: ReportKey, folder: Path, files: Mapping[str, bytes]) -> Report:
    """The report of the files that are to stand in the folder. Raises CchcError where they cannot be opened there."""
    form = {file.name: as_received(file.text, file.sha256) for file in own_form(folder, key.code, key.window[1])[1]}
    return reopen({name: data for name, data in files.items() if name in FILES} | form, str(folder))


def _before(there: Path) -> Report | None:
    """The report of the folder that is there; None where it cannot be read as one."""
    with contextlib.suppress(CchcError):
        return check_folder(there)
    return None


def _check_understood(taken: Taken, folder: Path, before: Report | None, after: Report) -> None:
    """Nothing takes the place of a submission in which no number was understood, where there were some. Raises SubmissionError."""
    if _numbers(after.raw):
        return
    said = after.raw.texts or after.raw.tables.get(DOCUMENTS)
    if not said or (before and _numbers(before.raw)):
        raise SubmissionError(
            f"{taken.arrived.path}: không đọc được số liệu nào nên không thay {folder}; "
            "thư mục còn nguyên. Hãy kiểm tra có đúng tệp không, đã lưu sau khi điền chưa."
        )


def _numbers(submission: Submission) -> int:
    """How many rows of a submission say a number."""
    return sum(
        not is_blank(record[column])
        for name, column in ((ANNEX, "so_lieu"), (REDUCTIONS, "ten_tthc"), (STATEMENTS, "gia_tri"))
        for record in submission.tables.get(name, ())
    )
