"""Every file of the catalogue has a schema, and names only what exists. In: all YAML files of cchc/catalogue."""

from __future__ import annotations

import copy
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from cchc.catalogue.counts import count_info, counts, is_known_key
from cchc.catalogue.form import every_row, section_keys
from cchc.catalogue.indicators import indicators
from cchc.catalogue.load import Entry, read_catalogue
from cchc.catalogue.presentation import Chart, annexes, presentation
from cchc.document.submission_data import OWN_SCALE

PACKAGE = Path(__file__).parents[2] / "cchc"
HOME = PACKAGE / "catalogue"
EVERY = sorted(path.relative_to(HOME).as_posix() for path in HOME.rglob("*.yaml"))
NAMES = [name for name in EVERY if not name.startswith("forms/")]  # those of forms are read under their folder's name
_READ = re.compile(r'read_catalogue\(\s*"([^"]+)",\s*(\w+)')


def schemas() -> dict[str, type[Entry]]:
    """The schema that the package reads each file with, found in its source."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for name, schema in _READ.findall(path.read_text(encoding="utf-8")):
            found[name] = getattr(importlib.import_module(module), schema)
    return found


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((PACKAGE / "catalogue" / name).read_text(encoding="utf-8"))
    return data


def with_an_unknown_key(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Copies of the file with a key too many: at its top, and in the first entry of each of its lists."""
    yield {**data, "khong_co": "x"}
    for name, entries in data.items():
        if isinstance(entries, list) and isinstance(entries[0], dict):
            changed = copy.deepcopy(data)
            changed[name][0]["khong_co"] = "x"
            yield changed


def chart_keys(chart: Chart) -> set[str]:
    series = [*chart.parts, *(part for group in chart.groups for part in group.parts)]
    ends = [end.key for end in (chart.total, chart.merged) if end is not None]
    replaced = chart.merged.replaces if chart.merged else ()
    return {*(one.key for one in series), *ends, *replaced, *(group.total for group in chart.groups)}


def test_the_walk_finds_the_files_that_matter() -> None:
    assert {"counts.yaml", "indicators.yaml", "rules.yaml", "presentation.yaml"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_file_has_a_schema_that_reads_it(name: str) -> None:
    assert isinstance(read_catalogue(name, schemas()[name]), Entry)


@pytest.mark.parametrize("name", NAMES)
def test_an_unknown_key_anywhere_in_a_file_is_refused(name: str) -> None:
    for changed in with_an_unknown_key(load(name)):
        with pytest.raises(ValidationError) as caught:
            schemas()[name].model_validate(changed)
        assert "extra_forbidden" in {error["type"] for error in caught.value.errors()}


def test_every_rate_is_made_of_known_keys() -> None:
    for rate in indicators().values():
        named = {*rate.numerator, *(key for denominator in rate.denominators for key in denominator.keys)}
        unknown = {key for key in named | {rate.stated or rate.numerator[0]} if not is_known_key(key)}
        assert unknown == set(), rate.key


def test_a_rate_is_never_made_of_a_stated_rate() -> None:
    named = {key for rate in indicators().values() for key in rate.numerator}
    named |= {key for rate in indicators().values() for over in rate.denominators for key in over.keys}
    assert {count_info(key).kind for key in named} == {"count"}


def test_the_percentage_that_stands_in_for_a_rate_is_a_percentage_of_the_annex() -> None:
    percentages = {row.key for row in every_row() if row.kind == "percent"}
    others = (rate for rate in indicators().values() if not rate.asked_as_rate)
    assert {rate.stated for rate in others if rate.stated} <= percentages


def test_a_rate_that_is_asked_for_as_a_rate_is_one_that_a_report_may_state() -> None:
    asked = [rate.key for rate in indicators().values() if rate.asked_as_rate]
    assert asked and {count_info(key).kind for key in asked} == {"rate_stated"}


def test_every_rate_names_its_denominators_apart_and_its_source() -> None:
    for rate in indicators().values():
        names = [denominator.name for denominator in rate.denominators]
        assert len(set(names)) == len(names), rate.key
        assert rate.source.strip(), rate.key


@pytest.mark.parametrize("chart", presentation().charts, ids=lambda chart: chart.id)
def test_every_chart_shows_known_keys_in_a_known_section(chart: Chart) -> None:
    assert {key for key in chart_keys(chart) if not is_known_key(key)} == set()
    assert chart.section in section_keys()


@pytest.mark.parametrize("chart", presentation().charts, ids=lambda chart: chart.id)
def test_every_chart_has_what_its_form_needs(chart: Chart) -> None:
    needed = {"parts": bool(chart.total and chart.parts), "progress": bool(chart.groups), "before_after": True}
    assert needed[chart.form]
    assert chart.merged is None or set(chart.merged.replaces) <= {part.key for part in chart.parts}


def test_every_count_is_stated_in_a_section_of_the_outline() -> None:
    assert {count.section for count in counts() if count.section} <= set(section_keys())


def test_every_annex_has_a_table_with_columns() -> None:
    assert {*annexes(), OWN_SCALE} == set(presentation().tables)  # points are told in a section, not in an annex
    for key, table in presentation().tables.items():
        assert table.columns, key
        assert table.group is None or 0 <= table.group.first <= table.group.last < len(table.columns)


def test_every_section_stands_below_a_section_that_stands_above_it() -> None:
    seen: set[str] = set()
    for key in section_keys():
        parent = key.rpartition(".")[0]
        assert not parent or parent in seen, key
        seen.add(key)
