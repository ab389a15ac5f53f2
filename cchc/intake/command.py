"""`cchc import`. In: paths of files, what was asked. Out: of each file its submission in its place, or its faults.

Each file stands for itself: one that cannot be read fails alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from rich.console import Console
from rich.text import Text

from cchc.compare.terminal import show_changes
from cchc.errors import CchcError, ParameterError, UsageError, told, visible
from cchc.intake.documents.opening import DOCUMENTS, read_document
from cchc.intake.exports.read import read_export
from cchc.intake.files.grid import Book, read_book
from cchc.intake.files.guard import Arrived, open_guarded
from cchc.intake.files.pages import read_pages
from cchc.intake.place import Placed, Ways, place
from cchc.intake.taken import Asked, Taken
from cchc.intake.workbook.reading.read import is_workbook, read_workbook
from cchc.intake.workers import in_order
from cchc.raw.keys import check_code, check_period, check_year

# Who reads what: whether a reader knows the file, and the reader. The last one reads what no other knows.
Knows = Callable[[Book], bool]
Reads = Callable[[Arrived, Book, Asked], Taken]
READERS: tuple[tuple[Knows, Reads], ...] = ((is_workbook, read_workbook), (lambda book: True, read_export))


@dataclass(frozen=True)
class Outcome:
    """One file: what it was taken as and where it was put, or why not."""

    path: Path
    taken: Taken | None = None
    placed: Placed | None = None
    error: CchcError | None = None

    @property
    def well(self) -> bool:
        """Whether the file stands where it should, or would in a dry run."""
        return self.placed is not None and self.placed.allowed


def check_asked(code: str | None, year: int | None, period: str | None, row: int | None) -> Asked:
    """What the options say. Raises UsageError where one of them is no code, year or period."""
    try:
        return Asked(
            code if code is None else check_code(code, "--code"),
            year if year is None else check_year(year, "--year"),
            period if period is None else check_period(period, "--period"),
            row,
        )
    except ParameterError as error:
        raise UsageError(str(error)) from error


def take(path: Path, asked: Asked) -> Taken:
    """The submission in a file from outside. Raises CchcError with a line for each fault."""
    arrived = open_guarded(path)
    if arrived.kind in DOCUMENTS:
        return read_document(arrived, asked)
    book = read_book(arrived) if arrived.kind in ("xlsx", "xls") else read_pages(arrived)
    reads = next(reads for knows, reads in READERS if knows(book))
    return reads(arrived, book, asked)


def import_files(paths: Sequence[Path], raw: Path, asked: Asked, ways: Ways, on: date) -> Iterator[Outcome]:
    """What becomes of each file; many are read side by side, and put in their places one after the other."""
    jobs = [(path, replace(asked, raw=raw)) for path in paths]
    for path, taken in zip(paths, in_order(_try, jobs), strict=True):
        yield Outcome(path, error=taken) if isinstance(taken, CchcError) else _place(path, taken, raw, ways, on)


def _try(job: tuple[Path, Asked]) -> Taken | CchcError:
    try:
        return take(*job)
    except CchcError as error:
        return error


def _place(path: Path, taken: Taken, raw: Path, ways: Ways, on: date) -> Outcome:
    try:
        return Outcome(path, taken, place(taken, raw, ways, on))
    except CchcError as error:
        return Outcome(path, error=error)


def show_outcome(outcome: Outcome, console: Console, errors: Console) -> None:
    """Print what became of one file: where it was put and what to do next; or its faults, a line each."""
    if outcome.error is not None:
        for line in told(outcome.error):
            errors.print(Text(f"LỖI  {line}"), soft_wrap=True)
        return
    assert outcome.taken is not None and outcome.placed is not None
    placed = outcome.placed
    if placed.changes is not None and not (placed.written and placed.notes):
        show_changes(placed.changes, console)
    for line in (
        _headline(outcome.path, placed),
        *outcome.taken.notes,
        *placed.notes,
        *_next(outcome.path, outcome.taken, placed),
    ):
        console.print(Text(visible(line)), soft_wrap=True)


def _headline(path: Path, placed: Placed) -> str:
    whose = f"{placed.unit.full_name} ({placed.unit.code})"
    if placed.same:
        return f"ĐÃ CÓ {placed.folder}: mọi số liệu của {path} đã ở trong thư mục, không có gì thay đổi."
    if placed.written:
        return f"XONG {placed.folder}: {whose}, từ {path}."
    if placed.allowed:
        return f"SẼ GHI {placed.folder}: {whose}, từ {path}."
    return f"CHƯA GHI {placed.folder}: đã có số liệu của {whose}; {path} chưa được nhập."


def _next(path: Path, taken: Taken, placed: Placed) -> Iterator[str]:
    if placed.written:
        build = f", rồi cchc build {placed.parameters}" if placed.parameters else ""
        yield f"Tiếp theo: cchc check {path if taken.places else placed.folder}{build}."
    elif not placed.allowed:
        ways = "--add để thêm số liệu vào thư mục" if taken.only_counts else "--replace để thay"
        yield f"Nếu các thay đổi trên là đúng, chạy lại với {ways}."
