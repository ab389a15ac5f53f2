"""The figures of one unit, as its build left them. In: its tidy tables, its findings. Out: Values with their raw cells.

Reads the tables of data/processed and output/.../kiem-tra.json, never a submission: a number is what the unit's own report says.
Cells are named with the path of their submission ("2026/nam/14728-xuan-hoa/phu_luc_01b.csv").
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Literal

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from cchc.catalogue.counts import count_info
from cchc.catalogue.form import Form
from cchc.catalogue.indicators import indicators
from cchc.catalogue.units.register import Unit
from cchc.errors import CchcError
from cchc.export.names import FINDINGS, TABLES
from cchc.indicators.statements import add_parts
from cchc.indicators.tables import rank_of_statement
from cchc.raw.form_files import form_of, own_form
from cchc.values.printing import exact
from cchc.values.value import Cell, Formula, Kind, Value

COUNTS, RATES, *_ = TABLES
_COUNT_COLUMNS = (
    "khoa", "nhan", "don_vi", "gia_tri", "trang_thai", "muc", "pham_vi", "tep", "dong", "cot", "nguyen_van",
)  # fmt: skip
_RATE_COLUMNS = (
    "khoa", "nhan", "gia_tri", "tu_so", "mau_so", "ten_mau_so", "cong_thuc", "trang_thai", "tu_ngay", "den_ngay", "tong_hop",
)  # fmt: skip
_KEY = re.compile(r"[^ ()]+")


class Place(msgspec.Struct, frozen=True):
    """A cell that a finding speaks of."""

    file: str
    row: int
    column: str


class Found(msgspec.Struct, frozen=True):
    """A finding of kiem-tra.json, as far as a province reads it."""

    rule: str
    severity: Literal["E", "W", "S"]
    status: str
    cause: str
    message: str
    where: tuple[Place, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nobody has accepted it."""
        return self.status == "open"


Row = tuple[Any, ...]  # the values of _COUNT_COLUMNS, or of _RATE_COLUMNS


@dataclass(frozen=True, eq=False)
class UnitFigures:
    """What a unit's report says: counts by key, rates over their usual denominators, findings; `form` is what it filled in.

    `window` holds the first and the last day of its data, None where it states nothing.
    `other_denominators` are the rates that it has over another denominator only. A row of a table becomes a Value when
    somebody asks for its key: most are not asked for.
    """

    unit: Unit
    path: str
    form: Form
    window: tuple[date, date] | None
    synthetic: bool
    found: Sequence[Found]
    other_denominators: frozenset[str]
    _counts: Mapping[str, Sequence[Row]] = field(repr=False)
    _rates: Mapping[str, Row] = field(repr=False)
    _wrong: frozenset[tuple[str, int, str]] = field(repr=False)
    _known: dict[str, Value] = field(default_factory=dict, repr=False)

    @property
    def stated(self) -> Iterable[str]:
        """The keys of the counts that the unit states."""
        return self._counts.keys()

    def value(self, key: str) -> Value:
        """The count or rate of that key; one without a number where the unit states none."""
        if key not in self._known:
            self._known[key] = self._rate(key) or self._count(key) or _blank(key, self.form)
        return self._known[key]

    def in_error(self, value: Value) -> bool:
        """Whether an open error speaks of a cell that the number was read or computed from."""
        return bool(self._wrong) and any((cell.file, cell.row, cell.column) in self._wrong for cell in value.sources())

    def _statements(self, key: str) -> list[Value]:
        """The statements of a count, the one that stands for it first, as the explorer's tables choose it; scopes apart last."""
        return [_count(row, self.path, self.form) for row in self._ranked(key)]

    def _first(self, key: str) -> Value | None:
        """The statement that stands for the count."""
        rows = self._ranked(key)
        return _count(rows[0], self.path, self.form) if rows else None

    def _ranked(self, key: str) -> Sequence[Row]:
        rows = self._counts.get(key, ())
        return sorted(rows, key=_rank) if len(rows) > 1 else rows

    def _count(self, key: str) -> Value | None:
        """What stands for the count: as stated, else the sum of its parts, as in the unit's own report."""
        first = self._first(key)
        own = first if first is not None and not first.cells[0].scope else None
        if own is not None and own.status == "stated":
            return own
        return add_parts(key, lambda part: _blank(part, self.form), self._part) or own

    def _part(self, key: str) -> Value | None:
        found = self._count(key)
        return found if found is not None and not found.missing else None

    def _rate(self, key: str) -> Value | None:
        """The rate with its numerator and its denominator."""
        if key not in self._rates:
            return None
        _, label, share, above, below, name, formula, status, *_ = self._rates[key]
        sides = zip((formula or "").split(" / "), (above, below), strict=False)
        operands = tuple(self._operand(side, size) for side, size in sides if side and size is not None)
        return Value(key, label, "%", "share", _number(share), status, formula=Formula(formula or "", operands),
                     denominator=name or "", decimals=indicators()[key].decimals)  # fmt: skip

    def _operand(self, side: str, size: float) -> Value:
        """A side of a rate: the statement that has its number; else a sum, with the statements of the keys that it names."""
        number = _number(size)
        for value in self._statements(side):
            if value.number == number:
                return value
        keys = [key for key in _KEY.findall(side) if key != "+"]
        parts = tuple(one for key in keys if (one := self._first(key)))
        return Value(side, side, "", "count", number, "derived", formula=Formula(side, parts))


@dataclass(frozen=True)
class FormsByDay:
    """The form that the units of a province have, by the last day of their data, which for most is that of the period."""

    folder: Path
    last_day: date
    _known: dict[date, Form] = field(default_factory=dict)

    def of(self, code: str, day: date) -> Form:
        """The form of the unit on the day."""
        if day not in self._known:
            self._known[day] = form_of(code, day, own_form(self.folder, code, day)[0])
        return self._known[day]


def read_units(
    units: Sequence[tuple[Unit, str]], tables: Path, output: Path, forms: FormsByDay
) -> dict[str, UnitFigures]:
    """The figures of units whose reports were built, each with its path in the trees, by code.

    Raises CchcError where a file that a build left cannot be read.
    """
    counts, rates = (
        _read_all([tables / f"{path}.{kind}.parquet" for _, path in units], names) for kind, names in _WANTED.items()
    )
    return {
        unit.code: _figures(unit, path, stated, computed, _read_findings(output / path / FINDINGS), forms)
        for (unit, path), stated, computed in zip(units, counts, rates, strict=True)
    }


def _figures(
    unit: Unit, path: str, counts: Sequence[Row], rates: Sequence[Row], found: Sequence[Found], forms: FormsByDay
) -> UnitFigures:
    wrong = frozenset(
        (f"{path}/{place.file}", place.row, place.column)
        for one in found
        if one.open and one.severity == "E"
        for place in one.where
    )
    # Every rate has a row, also of a unit that states no count.
    *_, first, day, made_up = rates[0] if rates else (None, forms.last_day, False)
    by_key: dict[str, list[Row]] = {}
    for row in counts:
        by_key.setdefault(row[0], []).append(row)
    usual, others = _usual(rates)
    return UnitFigures(
        unit, path, forms.of(unit.code, day), (first, day) if first else None, made_up, found, others - usual.keys(), by_key, usual,
        wrong,
    )  # fmt: skip


_WANTED = {COUNTS: _COUNT_COLUMNS, RATES: _RATE_COLUMNS}


def _read_all(paths: Sequence[Path], names: Sequence[str]) -> list[list[Row]]:
    """The rows of each file; all are made Python's at once, which takes a third of the time."""
    read = [_read(path, names) for path in paths]
    if not read:
        return []
    whole = pa.concat_tables(read, promote_options="default")
    rows = zip(*(whole.column(name).to_pylist() for name in names), strict=True)
    return [list(islice(rows, table.num_rows)) for table in read]


def _read(path: Path, names: Sequence[str]) -> pa.Table:
    try:
        with pq.ParquetFile(path) as file:
            return file.read(columns=list(names), use_threads=False).select(list(names))
    except (OSError, KeyError, ValueError, pa.ArrowException) as error:
        raise _damaged(path, error) from error


def _read_findings(path: Path) -> tuple[Found, ...]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=tuple[Found, ...])
    except (OSError, ValueError) as error:
        raise _damaged(path, error) from error


def _damaged(path: Path, error: Exception) -> CchcError:
    return CchcError(
        f"{path}: cần tệp do cchc build để lại, gặp tệp thiếu, hỏng hoặc của phiên bản khác ({type(error).__name__}); "
        "hãy chạy cchc build --force cho đơn vị này."
    )


def _count(row: Row, path: str, form: Form) -> Value:
    key, label, unit, number, status, section, scope, file, place, column, text, *_ = row
    cell = Cell(f"{path}/{file}", place, column, text or "", section, scope=scope or "")
    return Value(key, label, unit or "", _kind(key, form), _number(number), status, (cell,))


def _rank(row: Row) -> tuple[bool, int]:
    _, _, _, _, status, _, scope, file, *_ = row
    return bool(scope), rank_of_statement(status, file)


def _usual(rows: Iterable[Row]) -> tuple[dict[str, Row], frozenset[str]]:
    """The rates over the denominator that is usual, and the keys of those that have a number over another one."""
    known, usual, others = indicators(), {}, set()
    for row in rows:
        key, _, share, _, _, name, *_ = row
        if key in known and name == known[key].denominators[0].name:
            usual[key] = row
        elif share is not None:
            others.add(key)
    return usual, frozenset(others)


def _number(stored: float | None) -> Decimal | None:
    """The number that a table holds; a whole one without decimals."""
    if stored is None:
        return None
    return Decimal(int(stored)) if stored.is_integer() else exact(stored)


def _kind(key: str, form: Form) -> Kind:
    row = form.by_key.get(key)
    if row is None:
        return "percent" if key.startswith("ty_le.") else "count"
    return row.kind if row.kind in ("count", "measure", "percent", "choice") else "text"


def _blank(key: str, form: Form) -> Value:
    """The value of a key that nothing is stated of."""
    rate = indicators().get(key)
    if rate:
        return Value(key, rate.label, "%", "share", None, "missing")
    info = count_info(key, form)
    return Value(key, info.label, info.unit, "count", None, "missing")
