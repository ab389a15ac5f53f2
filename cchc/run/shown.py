"""A table for people. In: a DataFrame with columns of the library. Out: its first rows as texts under Vietnamese heads."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from html import escape
from typing import Any

import pandas as pd

from cchc.catalogue.tables import titles
from cchc.values.printing import HUNDRED, print_date, print_number, print_percent

_NOTHING = "–"
_EMPTY = "Không có dòng nào."
_DECIMALS = 1


class TableShown:
    """A table of texts that shows itself in a notebook: words to the left, numbers to the right, markup as it stands."""

    def __init__(self, texts: pd.DataFrame, numbers: set[str], remark: str) -> None:
        self.texts, self.numbers, self.remark = texts, numbers, remark

    def _repr_html_(self) -> str:
        heads = "".join(self._cell("th", name, name) for name in self.texts.columns)
        rows = (zip(self.texts.columns, row, strict=True) for row in self.texts.itertuples(index=False))
        body = "".join(f"<tr>{''.join(self._cell('td', name, text) for name, text in row)}</tr>" for row in rows)
        remark = f"<p>{escape(self.remark)}</p>" if self.remark else ""
        return f"<table><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>{remark}"

    def __repr__(self) -> str:
        return "\n".join(filter(None, (self.texts.to_string(index=False), self.remark)))

    def _cell(self, tag: str, column: str, text: str) -> str:
        side = "right" if column in self.numbers else "left"
        return f'<{tag} style="text-align:{side}">{escape(text)}</{tag}>'


def show_table(table: pd.DataFrame | pd.Series[Any], percent: str | Iterable[str] = (), rows: int = 20) -> TableShown:
    """The first rows as an official would print them: 1.234 and 71,0%, Vietnamese heads, a dash for what is missing.

    `percent` names the columns that hold shares (0 to 1). An index that has a name becomes the first column.
    """
    frame = table.to_frame() if isinstance(table, pd.Series) else table
    frame = frame.reset_index() if any(frame.index.names) else frame
    shares = {percent} if isinstance(percent, str) else {*percent}
    heads = {name: titles().get(str(name), str(name)) for name in frame.columns}
    first = frame.head(rows)
    texts = {head: [_text(value, name in shares) for value in first[name]] for name, head in heads.items()}
    numbers = {head for name, head in heads.items() if pd.api.types.is_numeric_dtype(frame[name].dtype)}
    return TableShown(pd.DataFrame(texts, dtype="str"), numbers, _remark(len(frame), rows))


def _remark(found: int, rows: int) -> str:
    """What the reader must know of the rows that are not shown."""
    if not found:
        return _EMPTY
    return f"{rows} dòng đầu trong {print_number(Decimal(found))} dòng." if found > rows else ""


def _text(value: Any, share: bool) -> str:
    if pd.isna(value):
        return _NOTHING
    if isinstance(value, pd.Timestamp):
        return print_date(value.date())
    if isinstance(value, bool) or not pd.api.types.is_number(value):
        return str(value)
    number = Decimal(f"{value:.12g}")  # 0.3 - 0.35 is -0.05, not -0.04999999999999999
    if share:
        return print_percent(number * HUNDRED, _DECIMALS)
    whole = number == number.to_integral_value()
    return print_number(number, 0 if whole else _DECIMALS)
