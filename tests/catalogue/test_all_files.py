"""Every YAML file of the package has a schema, and names only what exists. In: all of them; most are the catalogue's."""

from __future__ import annotations

import copy
import functools
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from cchc.catalogue.annex import AnnexFile
from cchc.catalogue.asked import AskedCounts
from cchc.catalogue.counts import count_info, counts, is_known_key
from cchc.catalogue.form import FormHead, every_row, section_keys
from cchc.catalogue.form_words import FormWords
from cchc.catalogue.indicators import indicators
from cchc.catalogue.load import Entry
from cchc.catalogue.outline import Outline
from cchc.catalogue.presentation import Chart, annexes, presentation
from cchc.document.submission_data import OWN_SCALE

PACKAGE = Path(__file__).parents[2] / "cchc"
FORMS = "catalogue/forms/"
EVERY = sorted(path.relative_to(PACKAGE).as_posix() for path in PACKAGE.rglob("*.yaml"))
_READ = re.compile(r'read_catalogue\(\s*"([^"]+)",\s*(\w+)(?:,\s*"cchc\.([\w.]+)")?')
OF_FORMS = {
    "bieu_mau": FormHead,
    "phu_luc": AnnexFile,
    "de_cuong": Outline,
    "tu_ngu": FormWords,
    "so_lieu": AskedCounts,
}


def schemas() -> dict[str, type[Entry]]:
    """The schema that the package reads each file with, found in its source."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        for name, schema, home in _READ.findall(path.read_text(encoding="utf-8")):
            found[f"{(home or 'catalogue').replace('.', '/')}/{name}"] = getattr(
                importlib.import_module(module), schema
            )
    return found


def schema_of(name: str) -> type[Entry]:
    """The schema of a file; those of forms are read under their folder's name."""
    return OF_FORMS[Path(name).stem] if name.startswith(FORMS) else schemas()[name]


def load(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((PACKAGE / name).read_text(encoding="utf-8"))
    return data


def with_an_unknown_key(schema: type[Entry], data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Copies of the file with a key too many: at its top, and at every depth in the first entry of each kind."""
    for place in places_of_entries(schema, data):
        changed = copy.deepcopy(data)
        entry = functools.reduce(lambda part, step: part[step], place, changed)
        entry["khong_co"] = "x"
        yield changed


def places_of_entries(schema: type[Entry], data: dict[str, Any]) -> list[tuple[str | int, ...]]:
    """Where entries with a schema of their own stand in a file, one of each; what is keyed freely is none."""
    found: dict[object, tuple[str | int, ...]] = {}

    def walk(read: object, raw: Any, place: tuple[str | int, ...]) -> None:
        if isinstance(read, Entry) and isinstance(raw, dict):
            found.setdefault(type(read), place)
            names = {field.alias or name: name for name, field in type(read).model_fields.items()}
            pairs = [(key, getattr(read, names.get(key, key), None)) for key in raw]
        elif isinstance(read, dict) and isinstance(raw, dict):
            pairs = [(key, read.get(key)) for key in raw]
        elif isinstance(read, list | tuple) and isinstance(raw, list) and len(read) == len(raw):
            pairs = [*enumerate(read)]
        else:
            return
        for step, part in pairs:
            walk(part, raw[step], (*place, step))

    walk(schema.model_validate(copy.deepcopy(data)), data, ())
    return list(found.values())


def chart_keys(chart: Chart) -> set[str]:
    series = [*chart.parts, *(part for group in chart.groups for part in group.parts)]
    ends = [end.key for end in (chart.total, chart.merged) if end is not None]
    replaced = chart.merged.replaces if chart.merged else ()
    return {*(one.key for one in series), *ends, *replaced, *(group.total for group in chart.groups)}


def test_the_walk_finds_the_files_that_matter() -> None:
    assert {"catalogue/counts.yaml", "catalogue/forms/hai-cap/phu_luc.yaml", "demo/demo.yaml"} <= set(EVERY)


@pytest.mark.parametrize("name", EVERY)
def test_every_file_has_a_schema_that_reads_it(name: str) -> None:
    assert isinstance(schema_of(name).model_validate(load(name)), Entry)


@pytest.mark.parametrize("name", EVERY)
def test_an_unknown_key_at_any_depth_of_a_file_is_refused(name: str) -> None:
    changed = list(with_an_unknown_key(schema_of(name), load(name)))
    assert changed
    for data in changed:
        with pytest.raises(ValidationError) as caught:
            schema_of(name).model_validate(data)
        assert "extra_forbidden" in {error["type"] for error in caught.value.errors()}


def test_the_walk_reaches_entries_within_entries() -> None:
    name = "catalogue/presentation.yaml"
    depths = {len(place) for place in places_of_entries(schema_of(name), load(name))}
    assert max(depths) >= 4  # a chart, its groups, a part of one


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
    needed = {
        "parts": bool(chart.total and chart.parts),
        "progress": bool(chart.groups),
        "before_after": True,
        "trend": bool(chart.total),
    }
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
