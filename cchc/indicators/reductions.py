"""Time saved by shortened procedures. In: records of cat_giam.csv. Out: each procedure's days and share, and the pool.

The stated percentage is kept as a value of its own beside the recomputed one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from cchc.catalogue.indicators import reduction
from cchc.indicators.rates import divide
from cchc.indicators.statements import read_statement
from cchc.raw.files import Record
from cchc.raw.submission import REDUCTIONS
from cchc.values.reading import clean
from cchc.values.value import Formula, Kind, Status, Value


@dataclass(frozen=True)
class ShortenedProcedure:
    """One procedure: its printed number, days by rule, days after shortening, the share saved (recomputed), and the percentage stated."""

    name: str
    stt: str
    row: int
    before: Value
    after: Value
    saved: Value
    stated: Value


def read_procedures(records: Iterable[Record]) -> list[ShortenedProcedure]:
    """One entry a record, in submitted order."""
    return [_read_procedure(record) for record in records]


def pooled_saving(procedures: Iterable[ShortenedProcedure]) -> Value:
    """Share of all procedures' days that is saved: (sum before - sum after) / sum before, over procedures with both.

    Missing when no procedure has both. Procedures with one of them missing are left out, and not in the operands.
    """
    both = [p for p in procedures if p.before.number is not None and p.after.number is not None]
    rule = reduction()
    before = _pool("cat_giam.ngay_quy_dinh", "tổng thời gian theo quy định", [p.before for p in both])
    after = _pool("cat_giam.ngay_sau_cat_giam", "tổng thời gian sau cắt giảm", [p.after for p in both])
    return _saved(before, after, f"{rule.key}.chung", rule.pooled)


def _read_procedure(record: Record) -> ShortenedProcedure:
    name = clean(record["ten_tthc"])
    rule = reduction()
    before = _read(record, "thoi_gian_quy_dinh", "thời gian theo quy định", "days")
    after = _read(record, "thoi_gian_sau_cat_giam", "thời gian sau cắt giảm", "days")
    saved = _saved(before, after, f"{rule.key}.{record.row}", f"{rule.label}: {name}")
    stated = _read(record, "ty_le_cat_giam", rule.label, "percent")
    return ShortenedProcedure(name, clean(record["stt"]), record.row, before, after, saved, stated)


def _read(record: Record, column: str, label: str, kind: Kind) -> Value:
    unit = "%" if kind == "percent" else reduction().unit
    model = Value(f"cat_giam.{column}.{record.row}", label, unit, kind, None, "missing")
    return read_statement(model, record.cell(REDUCTIONS, column, words=clean(record["ten_tthc"])))


def _pool(key: str, label: str, values: list[Value]) -> Value:
    numbers = [value.number for value in values if value.number is not None]
    total = sum(numbers, Decimal(0)) if numbers else None
    status: Status = "derived" if numbers else "missing"
    formula = Formula(" + ".join(value.key for value in values), tuple(values))
    return Value(key, label, reduction().unit, "days", total, status, formula=formula)


def _saved(before: Value, after: Value, key: str, label: str) -> Value:
    rule = reduction()
    days = _difference(before, after)
    text = f"({before.key} - {after.key}) / {before.key}"
    return divide(days, before, key, label, rule.name, text, rule.decimals)


def _difference(before: Value, after: Value) -> Value:
    number = before.number - after.number if before.number is not None and after.number is not None else None
    formula = Formula(f"{before.key} - {after.key}", (before, after))
    status: Status = "missing" if number is None else "derived"
    return Value(f"{before.key}.giam", "thời gian cắt giảm", before.unit, "days", number, status, formula=formula)
