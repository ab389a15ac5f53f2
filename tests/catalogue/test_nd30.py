"""The measures of decree 30/2020. In: nd30.yaml. Out: nothing; a value outside the decree fails."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pydantic import ValidationError

from cchc.catalogue.nd30 import Measure, TextStyle, measure, nd30, style
from cchc.errors import CatalogueError

TEMPLATES = Path(__file__).parents[2] / "cchc" / "export" / "templates"


@pytest.mark.parametrize(
    ("key", "low", "high"),
    [("le_tren", 20, 25), ("le_duoi", 20, 25), ("le_trai", 30, 35), ("le_phai", 15, 20), ("cach_dong", 1, 1.5)],
)
def test_the_limits_are_those_of_the_decree(key: str, low: float, high: float) -> None:
    entry = measure(key)
    assert (entry.low, entry.high) == (low, high)
    assert low <= entry.value <= high


def test_the_body_is_set_in_14_points_of_the_13_to_14_allowed() -> None:
    assert (style("loi_van").size, style("loi_van").low, style("loi_van").high) == (14, 13, 14)


def test_a_first_line_is_indented_by_one_of_the_two_lengths_allowed() -> None:
    assert measure("lui_dau_dong").allowed == (10, 12.7)


def test_the_abbreviations_of_who_signs_are_the_five_of_the_decree() -> None:
    signing = nd30().signing
    assert [form.key for form in signing.forms] == ["TM.", "KT.", "Q.", "TL.", "TUQ."]
    assert all(entry.source for entry in (*signing.forms, *signing.posts))
    # Whoever signs by authorisation may not pass it on (Điều 13, khoản 3); by order he may (khoản 4).
    assert {form.key: "KT." in form.then for form in signing.forms if form.key in ("TL.", "TUQ.")} == {
        "TL.": True,
        "TUQ.": False,
    }


def test_every_entry_names_its_source_and_no_key_stands_twice() -> None:
    entries = [*nd30().measures, *nd30().styles]
    assert all(entry.source.startswith(("Mục ", "Nghị định không nêu")) for entry in entries)
    assert len({entry.key for entry in entries}) == len(entries)


def test_what_the_decree_sets_has_limits_and_our_own_choices_have_none() -> None:
    for entry in [*nd30().measures, *nd30().styles]:
        limited = entry.low is not None or getattr(entry, "allowed", None) is not None
        assert limited == entry.source.startswith("Mục "), entry.key


def test_a_margin_outside_the_decree_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"le_tren: expected 20.0 to 25.0, found 10.0"):
        Measure(key="le_tren", label="Lề trên", value=10, unit="mm", low=20, high=25, source="x")


def test_an_indent_that_is_not_one_of_the_alternatives_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"lui: expected one of"):
        Measure(key="lui", label="Lùi", value=11, unit="mm", allowed=(10, 12.7), source="x")


def test_a_letter_size_outside_the_decree_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"loi_van: expected 13.0 to 14.0, found 12.0"):
        TextStyle(key="loi_van", label="Lời văn", size=12, low=13, high=14, source="x")


@pytest.mark.parametrize("read", [measure, style])
def test_an_unknown_key_is_an_error_that_names_it(read) -> None:
    with pytest.raises(CatalogueError, match="'le_giua'"):
        read("le_giua")


def test_every_measure_and_style_is_used_by_the_templates_and_none_is_missing() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(TEMPLATES.glob("*.typ")))
    code = "".join(path.read_text(encoding="utf-8") for path in sorted((TEMPLATES.parent / "layout").glob("*.py")))
    for entry in [*nd30().measures, *nd30().styles]:
        assert re.search(rf"\b{entry.key}\b", text + code) or entry.key.startswith("muc_"), entry.key
    used = set(re.findall(r"\b(?:m|doc\.measure)\.(\w+)", text)) - {"at"}
    assert used <= {entry.key for entry in nd30().measures}
