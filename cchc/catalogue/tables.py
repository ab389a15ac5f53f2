"""The tidy tables that builds leave behind. In: tables.yaml. Out: every table and column, with type, title and meaning.

A report's own file has the columns "report"; the file of a whole period has all of them.
"""

from __future__ import annotations

from typing import Literal

from cchc.catalogue.load import Entry, read_catalogue

FieldType = Literal["text", "integer", "number", "date", "truth"]


class Field(Entry):
    """One column. `origin` says whether a report's own file has it, or only the combined one of a period."""

    name: str
    type: FieldType
    title: str
    description: str
    origin: Literal["report", "combined"] = "report"


class TidyTable(Entry):
    """One kind of table; `key` is the middle of the file names, as in 15976-hoang-luu.so-lieu.parquet."""

    key: str
    title: str
    description: str
    fields: tuple[Field, ...]


class TidyTables(Entry):
    """Schema of tables.yaml.

    `identity` stands before the fields of every table, `compared` and `summed` behind them when asked;
    `units` are those of the register's table; `years` and `differences` are
    columns that are printed in their own way; `heads` are titles of columns that a question computes.
    """

    title: str
    identity: tuple[Field, ...]
    tables: tuple[TidyTable, ...]
    share_unit: str
    compared: tuple[Field, ...]
    summed: tuple[Field, ...]
    units: tuple[Field, ...]
    years: tuple[str, ...]
    differences: tuple[str, ...]
    heads: dict[str, str]


def tidy_tables() -> TidyTables:
    """The tables, as the catalogue describes them."""
    described: TidyTables = read_catalogue("tables.yaml", TidyTables)
    return described


def fields_of(key: str) -> tuple[Field, ...]:
    """All columns of a table, in order."""
    described = tidy_tables()
    table = next(table for table in described.tables if table.key == key)
    return (*described.identity, *table.fields)


def titles() -> dict[str, str]:
    """The Vietnamese title of every column by its name, wherever the column stands, and of those often computed."""
    described = tidy_tables()
    more = (described.compared, described.summed, described.units)
    groups = (*more, described.identity, *(table.fields for table in described.tables))
    return {**described.heads, **{field.name: field.title for group in groups for field in group}}
