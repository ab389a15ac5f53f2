"""Tidy tables. In: counts, rates. Out: DataFrames, one row a statement or a rate, each with its source.

Columns are the submission's own words: khoa, gia_tri, don_vi, tep, dong ... A missing number is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from cchc.indicators.counts import Counts, read_cell
from cchc.indicators.rates import compute_all_rates
from cchc.indicators.reductions import ShortenedProcedure, pooled_saving
from cchc.values.value import Value

COUNT_COLUMNS = ("khoa", "nhan", "don_vi", "gia_tri", "trang_thai", "muc", "tep", "dong", "cot", "nguyen_van")
RATE_COLUMNS = ("khoa", "nhan", "gia_tri", "tu_so", "mau_so", "ten_mau_so", "cong_thuc", "trang_thai")


def counts_table(counts: Counts, identity: Mapping[str, Any]) -> pd.DataFrame:
    """One row a statement: key, label, unit, number (missing where none), status, section, raw cell and its text."""
    rows = [row for key in counts.all_keys() for row in _statements(counts, key)]
    return _frame(rows, COUNT_COLUMNS, identity, {"gia_tri": "Float64", "dong": "Int64"})


def indicators_table(
    counts: Counts, procedures: Iterable[ShortenedProcedure], identity: Mapping[str, Any]
) -> pd.DataFrame:
    """One row a rate and denominator: share (0 to 1), numerator, denominator and its name, formula."""
    listed = list(procedures)
    rates = [*compute_all_rates(counts), pooled_saving(listed), *(p.saved for p in listed)]
    kinds = {"gia_tri": "Float64", "tu_so": "Float64", "mau_so": "Float64"}
    return _frame([_rate(value) for value in rates], RATE_COLUMNS, identity, kinds)


def _statements(counts: Counts, key: str) -> Iterable[list[Any]]:
    value = counts.value(key)
    for cell in counts.cells(key):
        number = read_cell(cell.text, value.kind)
        status = (
            "text"
            if value.kind == "text" and cell.text.strip()
            else "stated"
            if number is not None
            else "missing"
            if not cell.text.strip()
            else "not_a_number"
        )
        figure = None if number is None else float(number)
        yield [key, value.label, value.unit, figure, status, cell.section, cell.file, cell.row, cell.column, cell.text]


def _rate(value: Value) -> list[Any]:
    operands = value.formula.operands if value.formula else ()
    above, below = operands if len(operands) == 2 else (None, None)
    return [
        value.key,
        value.label,
        _float(value.number),
        _float(above.number) if above is not None else None,
        _float(below.number) if below is not None else None,
        value.of,
        value.formula.text if value.formula else "",
        value.status,
    ]


def _float(number: Any) -> float | None:
    return None if number is None else float(number)


def _frame(
    rows: list[list[Any]], columns: tuple[str, ...], identity: Mapping[str, Any], kinds: Mapping[str, str]
) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=list(columns))
    for name, kind in kinds.items():
        table[name] = table[name].astype(pd.api.types.pandas_dtype(kind))
    for name in table.columns.difference(list(kinds)):
        table[name] = table[name].astype("string")
    for place, (name, value) in enumerate(identity.items()):
        table.insert(place, name, value)
    return table
