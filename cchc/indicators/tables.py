"""Tidy tables. In: counts, rates, points. Out: Arrow tables, one row a statement, rate or criterion, each with its source.

Columns are the submission's own words: khoa, gia_tri, don_vi, tep, dong ... A missing number is missing, never 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from cchc.indicators.counts import Counts
from cchc.indicators.rates import compute_all_rates
from cchc.indicators.reductions import ShortenedProcedure, pooled_saving
from cchc.indicators.scores import Scored
from cchc.raw.submission import ANNEX
from cchc.values.value import Value

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

TEXT, NUMBER, INTEGER = "string", "double", "int64"  # Arrow's names of types
COUNT_COLUMNS = {
    "khoa": TEXT, "nhan": TEXT, "don_vi": TEXT, "gia_tri": NUMBER, "trang_thai": TEXT, "muc": TEXT,
    "pham_vi": TEXT, "tep": TEXT, "dong": INTEGER, "cot": TEXT, "nguyen_van": TEXT, "dai_luong": TEXT,
}  # fmt: skip
RATE_COLUMNS = {
    "khoa": TEXT, "nhan": TEXT, "gia_tri": NUMBER, "tu_so": NUMBER, "mau_so": NUMBER, "ten_mau_so": TEXT,
    "cong_thuc": TEXT, "trang_thai": TEXT,
}  # fmt: skip
SCORE_COLUMNS = {
    "bang": TEXT, "cap": TEXT, "so": TEXT, "khoa": TEXT, "nhan": TEXT, "gia_tri": NUMBER, "diem_toi_da": NUMBER,
    "tinh_tren": NUMBER, "trang_thai": TEXT, "thieu": TEXT, "cong_thuc": TEXT, "tep": TEXT, "dong": INTEGER, "cot": TEXT,
    "nguyen_van": TEXT,
}  # fmt: skip
_FRAME_TYPES = {TEXT: "string", NUMBER: "Float64", INTEGER: "Int64"}  # pandas' that know a missing value


def as_frame(table: pa.Table) -> pd.DataFrame:
    """The table as a DataFrame whose columns know a missing value from 0 and from an empty text."""
    from pandas.api.types import pandas_dtype

    types = {name: pandas_dtype(kind) for name, kind in _FRAME_TYPES.items()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=lambda kind: types.get(str(kind)))
    return frame


def counts_table(counts: Counts, identity: Mapping[str, Any]) -> pa.Table:
    """One row a statement: key, label, unit, number (missing where none), status, section, raw cell and its text."""
    rows = [row for key in counts.all_keys() for row in _statements(counts, key)]
    return tidy_table(rows, COUNT_COLUMNS, identity)


def indicators_table(counts: Counts, procedures: Iterable[ShortenedProcedure], identity: Mapping[str, Any]) -> pa.Table:
    """One row a rate and denominator: share (0 to 1), numerator, denominator and its name, formula."""
    listed = list(procedures)
    rates = [*compute_all_rates(counts), pooled_saving(listed), *(p.saved for p in listed)]
    return tidy_table([_rate(value) for value in rates], RATE_COLUMNS, identity)


def scores_table(scored: Iterable[Scored], identity: Mapping[str, Any]) -> pa.Table:
    """One row a group and criterion of each scoring table, and one for its total: points, of how many, what lacks, the source."""
    rows = [row for one in scored for row in (*_score_rows(one), _total_row(one))]
    return tidy_table(rows, SCORE_COLUMNS, identity)


def rank_of_statement(status: Any, file: Any) -> Any:
    """Which of several statements of a count stands for it: the lowest, the annex's before the narrative's first number.

    Takes two texts and gives a number, or two columns of a table and gives a column.
    """
    return (status != "stated") * 2 + (file != ANNEX) * 1


def _statements(counts: Counts, key: str) -> Iterable[list[Any]]:
    for value in counts.statements_of(key):
        cell = value.cells[0]
        place = [cell.section, cell.scope or None, cell.file, cell.row, cell.column, cell.text]
        yield [key, value.label, value.unit, _float(value.number), value.status, *place, counts.form.quantity(key)]


def _rate(value: Value) -> list[Any]:
    operands = value.formula.operands if value.formula else ()
    above, below = (_float(value.number) for value in operands) if len(operands) == 2 else (None, None)
    text = value.formula.text if value.formula else ""
    return [value.key, value.label, _float(value.number), above, below, value.denominator, text, value.status]


def _score_rows(scored: Scored) -> Iterable[list[Any]]:
    for group in scored.groups:
        for level, one in (("nhom", group), *(("tieu_chi", part) for part in group.parts)):
            named = [scored.scale.title, level, one.item.so, one.points.key, one.item.label]
            yield [*named, *_points(one.points, one.item.most, one.of, one.missing)]


def _total_row(scored: Scored) -> list[Any]:
    """The total that the unit states, else what the groups with points add up to."""
    total, most = scored.total, scored.scale.total.most
    told = (total, most, ()) if total is not None else (scored.reached, scored.of, scored.missing)
    return [scored.scale.title, "tong", "", told[0].key, "Tổng điểm", *_points(told[0], most, *told[1:])]


def _points(value: Value, most: Decimal, of: Decimal, missing: Sequence[str]) -> list[Any]:
    """Points with their most, of how many they are, status, what lacks, formula, and the cell where they are stated."""
    cell = value.cells[0] if value.status == "stated" else None
    place = [cell.file, cell.row, cell.column, cell.text] if cell else [None] * 4
    formula = value.formula.text if value.formula else None
    return [_float(value.number), _float(most), _float(of), value.status, "; ".join(missing), formula, *place]


def _float(number: Any) -> float | None:
    return None if number is None else float(number)


def tidy_table(rows: Sequence[Sequence[Any]], columns: Mapping[str, str], identity: Mapping[str, Any]) -> pa.Table:
    """Rows as a table of these columns, the identity of the report before them in every row."""
    import pyarrow as pa

    given = zip(*rows, strict=True) if rows else ([] for _ in columns)
    own = {name: pa.array(values, kind) for (name, kind), values in zip(columns.items(), given, strict=True)}
    return pa.table({name: pa.repeat(value, len(rows)) for name, value in identity.items()} | own)
