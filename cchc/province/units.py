"""The figures of one unit, as its build left them. In: its tidy tables, its findings. Out: Values with their raw cells.

Reads the tables of data/processed and output/.../kiem-tra.json, never a submission: a number is what the unit's own report says.
Cells are named with the path of their submission ("2026/nam/14728-xuan-hoa/phu_luc_01b.csv").
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
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
from cchc.values.value import Cell, Formula, Kind, Status, Value

COUNTS, RATES, _ = TABLES
_COUNT_COLUMNS = (
    "khoa", "nhan", "don_vi", "gia_tri", "trang_thai", "muc", "pham_vi", "tep", "dong", "cot", "nguyen_van",
    "den_ngay", "tong_hop",
)  # fmt: skip
_RATE_COLUMNS = ("khoa", "nhan", "gia_tri", "tu_so", "mau_so", "ten_mau_so", "cong_thuc", "trang_thai")
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


@dataclass(frozen=True)
class UnitFigures:
    """What a unit's report says: counts by key, rates over their usual denominators, findings; `form` is what it filled in."""

    unit: Unit
    path: str
    form: Form
    synthetic: bool
    counts: Mapping[str, Value]
    rates: Mapping[str, Value]
    found: Sequence[Found]
    other_denominators: frozenset[str] = frozenset()
    _wrong: frozenset[tuple[str, int, str]] = field(default=frozenset(), repr=False)

    def value(self, key: str) -> Value:
        """The count or rate of that key; one without a number where the unit states none."""
        found = self.rates.get(key) or self._count(key)
        return found or Value(key, _label(key, self.form), "", "count", None, "missing")

    def _count(self, key: str) -> Value | None:
        """What stands for the count: as stated, else the sum of its parts, as in the unit's own report."""
        stated = self.counts.get(key)
        if stated is not None and stated.status == "stated":
            return stated
        model = functools.partial(_blank, form=self.form)
        return add_parts(key, model, self._part) or stated

    def _part(self, key: str) -> Value | None:
        found = self._count(key)
        return found if found is not None and not found.missing else None

    def in_error(self, value: Value) -> bool:
        """Whether an open error speaks of a cell that the number was read or computed from."""
        return any((cell.file, cell.row, cell.column) in self._wrong for cell in value.sources())


@dataclass(frozen=True)
class FormsByDay:
    """The form that the units of a province have, by the last day of their data, which most share."""

    folder: Path
    _known: dict[object, Form] = field(default_factory=dict)

    def of(self, code: str, day: Any) -> Form:
        """The form of the unit on the day."""
        if day not in self._known:
            self._known[day] = form_of(code, day, own_form(self.folder, code, day)[0])
        return self._known[day]


def read_unit(unit: Unit, tables: Path, output: Path, path: str, forms: FormsByDay) -> UnitFigures:
    """The figures of a unit whose report was built. Raises CchcError where a file that the build left cannot be read."""
    counts, rates = (_read(tables / f"{path}.{kind}.parquet", names) for kind, names in _WANTED.items())
    found = _read_findings(output / path / FINDINGS)
    wrong = frozenset(
        (f"{path}/{place.file}", place.row, place.column)
        for one in found
        if one.open and one.severity == "E"
        for place in one.where
    )
    day = counts["den_ngay"][0] if counts["den_ngay"] else unit.valid_to
    form = forms.of(unit.code, day)
    statements = _by_key(_counts(counts, path, form))
    stated = {key: values[0] for key, values in statements.items() if not values[0].cells[0].scope}
    usual, others = _usual(_rows(rates))
    derived = {row["khoa"]: _rate(row, statements) for row in usual}
    synthetic = bool(counts["tong_hop"] and counts["tong_hop"][0])
    return UnitFigures(unit, path, form, synthetic, stated, derived, found, others - derived.keys(), wrong)


_WANTED = {COUNTS: _COUNT_COLUMNS, RATES: _RATE_COLUMNS}


def _read(path: Path, names: Sequence[str]) -> dict[str, list[Any]]:
    try:
        with pq.ParquetFile(path) as file:
            columns: dict[str, list[Any]] = file.read(columns=list(names), use_threads=False).to_pydict()
            return columns
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


def _rows(columns: Mapping[str, Sequence[Any]]) -> Iterator[dict[str, Any]]:
    names = list(columns)
    return (dict(zip(names, row, strict=True)) for row in zip(*columns.values(), strict=True))


def _counts(columns: Mapping[str, Sequence[Any]], path: str, form: Form) -> Iterator[Value]:
    for row in _rows(columns):
        file = f"{path}/{row['tep']}"
        cell = Cell(file, row["dong"], row["cot"], row["nguyen_van"] or "", row["muc"], scope=row["pham_vi"] or "")
        number = _number(row["gia_tri"])
        yield Value(row["khoa"], row["nhan"], row["don_vi"] or "", _kind(row["khoa"], form), number,
                    _status(row["trang_thai"]), (cell,))  # fmt: skip


def _by_key(values: Iterable[Value]) -> dict[str, list[Value]]:
    """The statements of each key, the one that stands for it first, as the explorer's tables choose it; scopes apart last."""
    statements: dict[str, list[Value]] = {}
    for value in values:
        statements.setdefault(value.key, []).append(value)
    return {key: sorted(stated, key=_rank) for key, stated in statements.items()}


def _rank(value: Value) -> tuple[bool, int]:
    cell = value.cells[0]
    return bool(cell.scope), rank_of_statement(value.status, cell.file.rpartition("/")[2])


def _usual(rows: Iterable[dict[str, Any]]) -> tuple[list[dict[str, Any]], frozenset[str]]:
    """The rates over the denominator that is usual, and the keys of those that have a number over another one."""
    known, usual, others = indicators(), [], set()
    for row in rows:
        if row["khoa"] not in known or row["ten_mau_so"] == known[row["khoa"]].denominators[0].name:
            usual.append(row)
        elif row["gia_tri"] is not None:
            others.add(row["khoa"])
    return [row for row in usual if row["khoa"] in known], frozenset(others)


def _rate(row: Mapping[str, Any], statements: Mapping[str, Sequence[Value]]) -> Value:
    """The rate with its numerator and its denominator."""
    number = _number(row["gia_tri"])
    formula = row["cong_thuc"] or ""
    above, _, below = formula.partition(" / ")
    sides = ((above, row["tu_so"]), (below, row["mau_so"]))
    operands = tuple(_operand(side, size, statements) for side, size in sides if side and size is not None)
    return Value(row["khoa"], row["nhan"], "%", "share", number, _status(row["trang_thai"]),
                 formula=Formula(formula, operands), denominator=row["ten_mau_so"] or "",
                 decimals=indicators()[row["khoa"]].decimals)  # fmt: skip


def _operand(side: str, size: float, statements: Mapping[str, Sequence[Value]]) -> Value:
    """A side of a rate: the statement that has its number; else a sum, with the statements of the keys that it names."""
    number, keys = _number(size), [key for key in _KEY.findall(side) if key != "+"]
    for value in statements.get(side, ()):
        if value.number == number:
            return value
    parts = tuple(value for key in keys for value in statements.get(key, ())[:1])
    return Value(side, side, "", "count", number, "derived", formula=Formula(side, parts))


def _number(stored: float | None) -> Decimal | None:
    """The number that a table holds; a whole one without decimals."""
    number = None if stored is None else exact(stored)
    return number.to_integral_value() if number is not None and number == number.to_integral_value() else number


def _status(text: str) -> Status:
    return text  # type: ignore[return-value]  # the tables have the words of Value.status


def _kind(key: str, form: Form) -> Kind:
    row = form.by_key.get(key)
    if row is None:
        return "percent" if key.startswith("ty_le.") else "count"
    return row.kind if row.kind in ("count", "measure", "percent", "choice") else "text"


def _label(key: str, form: Form) -> str:
    known = indicators().get(key)
    return known.label if known else count_info(key, form).label


def _blank(key: str, form: Form) -> Value:
    info = count_info(key, form)
    return Value(key, info.label, info.unit, "count", None, "missing")
