"""The description of the tidy tables for other tools. In: tables of small made-up reports. Out: datapackage.json."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from cchc.catalogue.tables import fields_of, tidy_tables
from cchc.library.datapackage import write_datapackage
from tests.library.tables_left import leave_tables

ARROW = {"string": "string", "integer": "int64", "number": "double", "date": "date32[day]", "boolean": "bool"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    leave_tables(tmp_path, statements=[("II.2.d", "ho_so.tiep_nhan", "50")])
    leave_tables(tmp_path, period="quy-4")
    return tmp_path


def described(root: Path) -> dict[str, Any]:
    path = write_datapackage(root)
    assert path == root / "data/processed/datapackage.json"
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


def test_every_kind_and_period_is_a_resource_with_a_file(root: Path) -> None:
    resources = described(root)["resources"]
    assert [resource["name"] for resource in resources] == [
        "so-lieu-2024-nam",
        "chi-so-2024-nam",
        "kiem-tra-2024-nam",
        "diem-2024-nam",
        "so-lieu-2024-quy-4",
        "chi-so-2024-quy-4",
        "kiem-tra-2024-quy-4",
        "diem-2024-quy-4",
    ]
    assert all((root / "data/processed" / resource["path"]).is_file() for resource in resources)


def test_the_fields_are_the_columns_of_the_file_with_its_types_and_vietnamese_titles(root: Path) -> None:
    for resource in described(root)["resources"]:
        schema = pq.read_schema(root / "data/processed" / resource["path"])
        fields = resource["schema"]["fields"]
        assert [(field["name"], ARROW[field["type"]]) for field in fields] == [(f.name, str(f.type)) for f in schema]
        assert all(field["title"] and field["description"] for field in fields)


def test_the_same_tables_give_the_same_bytes_and_the_file_is_left_alone(root: Path) -> None:
    path = write_datapackage(root)
    assert path is not None
    content, written = path.read_bytes(), path.stat().st_mtime_ns
    write_datapackage(root)
    assert path.stat().st_mtime_ns == written
    path.unlink()
    write_datapackage(root)
    assert path.read_bytes() == content


def test_nothing_of_the_machine_is_in_it(root: Path) -> None:
    assert str(root) not in json.dumps(described(root))


def test_without_tables_there_is_nothing_to_describe(tmp_path: Path) -> None:
    assert write_datapackage(tmp_path) is None
    assert list(tmp_path.iterdir()) == []


def test_a_column_has_one_title_in_every_table() -> None:
    named = {(field.name, field.title) for table in tidy_tables().tables for field in fields_of(table.key)}
    assert len(named) == len({name for name, _ in named})
