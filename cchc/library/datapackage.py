"""Describe the tidy tables to other tools. In: data/processed. Out: data/processed/datapackage.json (Frictionless).

One resource a kind and period: the combined file, which is brought up to date first. The same tables give the same
bytes, and a description that has not changed is left alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from cchc.build.publish import as_json, publish_changed
from cchc.catalogue.periods import periods
from cchc.catalogue.tables import Field, TidyTable, fields_of, tidy_tables
from cchc.library.combine import combine
from cchc.library.load import YearPeriod, periods_in
from cchc.raw.layout import Layout

NAME = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {"text": "string", "integer": "integer", "number": "number", "date": "date", "truth": "boolean"}


def write_datapackage(root: Path) -> Path | None:
    """Bring the combined tables and their description up to date; nothing where no report was built."""
    tree = Layout(root).processed
    built = periods_in(tree.base)
    if not built:
        return None
    for year, period in built:
        for table in tidy_tables().tables:
            combine(tree.period(year, period), table.key)
    publish_changed(tree.base / NAME, as_json(describe(built)))
    return tree.base / NAME


def describe(built: list[YearPeriod]) -> dict[str, Any]:
    """The descriptor: every table of these years and periods, with its columns."""
    described = tidy_tables()
    return {
        "$schema": _PROFILE,
        "name": "cchc",
        "title": described.title,
        "resources": [_resource(table, *one) for one in built for table in described.tables],
    }


def _resource(table: TidyTable, year: int, period: str) -> dict[str, Any]:
    return {
        "name": f"{table.key}-{year}-{period}",
        "type": "table",
        "path": f"{year}/{period}/{table.key}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": f"{table.title}, {periods()[period].name_in(year)}",
        "description": table.description,
        "schema": {"fields": [_field(field) for field in fields_of(table.key)]},
    }


def _field(field: Field) -> dict[str, str]:
    return {
        "name": field.name,
        "type": _TYPES[field.type],
        "title": field.title,
        "description": field.description,
    }
