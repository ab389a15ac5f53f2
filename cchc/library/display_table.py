"""A table for people. In: a DataFrame with columns of the library. Out: its first rows as texts under Vietnamese heads."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from html import escape
from typing import Any

import numpy as np
import pandas as pd

from cchc.catalogue.tables import tidy_tables, titles
from cchc.values.printing import (
    HUNDRED,
    NO_VALUE,
    exact,
    print_date,
    print_figure,
    print_number,
    print_share,
    round_half_up,
)

_NOTHING = "–"
_EMPTY = "Không có dòng nào."
_DECIMALS = 1
_POINTS = "điểm phần trăm"
_POINT_DECIMALS = (_DECIMALS, 2, 3)
_YEARS = range(1900, 2101)

Names = str | Iterable[Hashable]


@dataclass(frozen=True)
class _Column:
    """A column to print: its head, its cells, how a number of it is printed."""

    head: str
    cells: pd.Series[Any]
    print_as: Callable[[Decimal], str]


class TableShown:
    """A table of texts that shows itself in a notebook: words to the left, numbers to the right, markup as it stands."""

    def __init__(self, texts: pd.DataFrame, sides: list[str], remark: str) -> None:
        self.texts, self.sides, self.remark = texts, sides, remark

    def _repr_html_(self) -> str:
        heads = self._cells("th", self.texts.columns)
        body = "".join(f"<tr>{self._cells('td', row)}</tr>" for row in self.texts.itertuples(index=False, name=None))
        remark = f"<p>{escape(self.remark)}</p>" if self.remark else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{remark}"

    def __repr__(self) -> str:
        return "\n".join(filter(None, (self.texts.to_string(index=False), self.remark)))

    def _cells(self, tag: str, texts: Iterable[str]) -> str:
        sided = zip(self.sides, texts, strict=True)
        return "".join(f'<{tag} style="text-align:{side}">{escape(text)}</{tag}>' for side, text in sided)


def show_table(
    table: pd.DataFrame | pd.Series[Any], percent: Names = (), rows: int = 20, *, points: Names = ()
) -> TableShown:
    """The first rows as an official would print them: 1.234 and 71,0%, Vietnamese heads, a dash for what is missing.

    `percent` names the columns that hold shares (0 to 1), `points` those that hold differences of shares, which are
    percentage points (0.05 is 5); a column of the library that holds differences is known as such among `percent`.
    An index comes first, unless it only numbers the rows.
    """
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    shares, apart = _names(percent), _names(points) | (_names(percent) & {*tidy_tables().differences})
    # A series says what each of its values is of; of a table, numbers without a name are those of its rows.
    columns = [*_index(frame.index, always=isinstance(table, pd.Series)), *_columns(frame, shares, apart)]
    texts = [[_text(value, column.print_as) for value in column.cells.head(rows)] for column in columns]
    shown = pd.DataFrame(dict(enumerate(texts)), dtype="str").set_axis([column.head for column in columns], axis=1)
    return TableShown(shown, ["right" if _is_numeric(c.cells) else "left" for c in columns], _remark(len(frame), rows))


def _names(given: Names) -> set[Hashable]:
    return {given} if isinstance(given, str) else {*given}


def _index(index: pd.Index[Any], always: bool) -> Iterator[_Column]:
    """The levels of an index that says something: it has a name, or words, or years."""
    plain = isinstance(index, pd.RangeIndex) or (not always and pd.api.types.is_integer_dtype(index.dtype))
    if index.nlevels == 1 and index.name is None and plain and not _is_years(index):
        return
    for level in range(index.nlevels):
        name, values = index.names[level], pd.Series(index.get_level_values(level))
        yield _Column("" if name is None else _head(name), values, _printer(name, values, set(), set()))


def _is_years(values: Any) -> bool:
    return len(values) > 0 and all(value in _YEARS for value in values)


def _columns(frame: pd.DataFrame, shares: set[Hashable], apart: set[Hashable]) -> Iterator[_Column]:
    for place, name in enumerate(frame.columns):
        values, unit = frame.iloc[:, place], f" ({_POINTS})" if name in apart else ""
        yield _Column(f"{_head(name)}{unit}", values, _printer(name, values, shares, apart))


def _head(name: Any) -> str:
    """The Vietnamese head of a column; of one that has a head above its own, both."""
    parts = name if isinstance(name, tuple) else (name,)
    return " – ".join(titles().get(str(part), str(part)) for part in parts if str(part))


def _printer(
    name: Any, values: pd.Series[Any], shares: set[Hashable], apart: set[Hashable]
) -> Callable[[Decimal], str]:
    """How a number of the column is printed."""
    if name in apart:
        return _print_points
    if name in shares:
        return lambda number: print_share(number, _DECIMALS)
    if str(name) in _year_names() or (name is None and _is_years(values)):
        return lambda number: f"{number:f}"
    return lambda number: print_figure(number, _DECIMALS)


def _print_points(difference: Decimal) -> str:
    """A difference of shares in percentage points; one that is not 0 does not read as 0 before the third decimal."""
    points = difference * HUNDRED
    return print_figure(points, next((d for d in _POINT_DECIMALS if round_half_up(points, d)), _DECIMALS))


def _year_names() -> set[str]:
    years = tidy_tables().years
    return {*years, *(titles()[name] for name in years)}


def _is_numeric(values: pd.Series[Any]) -> bool:
    return pd.api.types.is_numeric_dtype(values.dtype) and not pd.api.types.is_bool_dtype(values.dtype)


def _remark(found: int, rows: int) -> str:
    """What the reader must know of the rows that are not shown."""
    if not found:
        return _EMPTY
    return f"{rows} dòng đầu trong {print_number(Decimal(found))} dòng." if found > rows else ""


def _text(value: Any, print_as: Callable[[Decimal], str]) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    if not pd.api.types.is_scalar(value):
        return str(value)
    if pd.isna(value):
        return _NOTHING
    if isinstance(value, date):
        return print_date(value)
    if isinstance(value, bool | np.bool_):
        return "có" if value else "không"
    if not pd.api.types.is_number(value) or isinstance(value, complex | np.complexfloating):
        return str(value)
    number = exact(value)
    return NO_VALUE if number is None else print_as(number)
