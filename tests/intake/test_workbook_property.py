"""Whatever a clerk types and wherever rows are put, the folder says it or the fault names the cell. In: random workbooks."""

from __future__ import annotations

import csv
import functools
import io
import tempfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from cchc.catalogue.form import Form, form_for
from cchc.intake.workbook.page import NUMBERS
from cchc.raw.submission import ANNEX, TEXTS
from cchc.values.reading import clean, read_number
from tests.intake.workbooks import NEW, Sheets, faults, new_workbook, opened, taken

ANNEX_SHEET, TEXT_SHEET = "Phụ lục 01b", "Nội dung"
FIGURES = st.integers(0, 999_999).map(lambda number: f"{number:,}".replace(",", "."))
WORDS = st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]), max_size=40).map(clean)
TYPED = st.one_of(
    FIGURES, st.integers(0, 10**9), st.floats(0.001, 1e6), st.sampled_from(["không có", "12a", "-", "", "1,5"]), WORDS
)
TAKEN = st.one_of(FIGURES, st.integers(2, 10**9))
PLACES = st.integers(0, 10**6)


@functools.cache
def _blank() -> tuple[dict[str, list[list[Any]]], dict[str, str]]:
    with tempfile.TemporaryDirectory() as folder:
        sheets = opened(new_workbook(Path(folder) / "so.xlsx"))
    return sheets.cells, sheets.properties


def _form() -> Form:
    return form_for(NEW.window[1])


@st.composite
def workbooks(draw: st.DrawFn) -> tuple[Sheets, dict[str, Any], list[str]]:
    """A workbook, what was typed into the annex by code, and the paragraphs of section III.1."""
    cells, properties = _blank()
    sheets = Sheets({name: [[*row] for row in grid] for name, grid in cells.items()}, dict(properties))
    codes = [row.code for row in _form().rows]
    typed = draw(
        st.dictionaries(st.sampled_from(codes), draw(st.sampled_from([TYPED, TAKEN])), min_size=1, max_size=12)
    )
    for code, value in typed.items():
        sheets.put(ANNEX_SHEET, code, 4, value, by=0)
    paragraphs = draw(st.lists(WORDS.filter(bool), max_size=4))
    at = sheets.find(TEXT_SHEET, "III.1", 0)
    sheets.cells[TEXT_SHEET][at + 1 : at + 1] = [["", "", "", text] for text in paragraphs]
    for _ in range(draw(st.integers(0, 4))):
        _move(sheets.cells[ANNEX_SHEET], draw(PLACES), draw(PLACES))
    if draw(st.booleans()):
        sheets.cells[ANNEX_SHEET].insert(3 + draw(PLACES) % 90, [""] * 8)
    if draw(st.booleans()):
        for row in sheets.cells[ANNEX_SHEET]:
            del row[0]
    sheets.cells = dict(draw(st.permutations([*sheets.cells.items()])))
    return sheets, typed, paragraphs


def _move(grid: list[list[Any]], one: int, other: int) -> None:
    """A row of the table to another place in it."""
    rows = len(grid) - 3
    grid.insert(3 + other % rows, grid.pop(3 + one % rows))


def _wrong(code: str, value: Any) -> bool:
    """Whether the value must be told: no number where one is wanted, or one that a spreadsheet may have changed."""
    kind = next(row.kind for row in _form().rows if row.code == code)
    if isinstance(value, float) and value != int(value):
        return kind != "percent" or value <= 1
    if isinstance(value, int | float):
        return kind == "percent" and value == 1
    text = value.removeprefix("'").strip()
    figure = kind in NUMBERS and text != ""
    return figure and (read_number(text) is None or (kind == "count" and ("," in text or "%" in text)))


@settings(max_examples=40)
@given(workbooks())
def test_what_was_typed_is_in_the_folder_or_its_cell_is_named(given_: tuple[Sheets, dict[str, Any], list[str]]) -> None:
    sheets, typed, paragraphs = given_
    with tempfile.TemporaryDirectory() as folder:
        path = sheets.save(Path(folder) / "so.xlsx")
        wrong = {code for code, value in typed.items() if _wrong(code, value)}
        told = faults(path)
        assert len(told) == len(wrong)
        assert all(any(f"({code})" in line for line in told) for code in wrong)
        if wrong:
            return
        files = taken(path).files
    text = files.get(TEXTS, b"").decode()
    assert all(paragraph in text for paragraph in paragraphs)
    kept = {
        record["chi_tieu"]: record["so_lieu"] for record in csv.DictReader(io.StringIO(files.get(ANNEX, b"").decode()))
    }
    labels = {row.code: row.label for row in _form().rows}
    for code, value in typed.items():
        assert kept.get(labels[code], "") == _as_kept(value)


def _as_kept(value: Any) -> str:
    """A whole number stays one; a text loses the ' before it and the blanks around it."""
    if isinstance(value, float):
        return f"{Decimal(repr(value)).normalize():f}".replace(".", ",")
    return str(value) if isinstance(value, int) else value.removeprefix("'").strip()
