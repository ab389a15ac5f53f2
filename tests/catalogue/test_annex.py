"""The catalogue of annex 01b: its rows, their keys, and what its schema refuses."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from cchc.catalogue.annex import (
    AnnexFile,
    AnnexRow,
    annex_rows,
    annex_title,
    every_row,
    normalise_code,
)

IN_2024 = date(2024, 12, 14)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
FIRST_DAY_WITHOUT = date(2025, 7, 1)


def codes_on(day: date) -> list[str]:
    return [row.code for row in annex_rows(day)]


def row_by_key(key: str) -> AnnexRow:
    [row] = [row for row in annex_rows(IN_2024) if row.key == key]
    return row


def codes_under(parent: str) -> list[tuple[str, str]]:
    return [(row.code, row.stt) for row in annex_rows(IN_2024) if row.parent == parent]


def make_file(*rows: dict[str, Any]) -> AnnexFile:
    return AnnexFile.model_validate({"title": "T", "source": "S", "rows": rows})


def make_row(code: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "label": "L", "kind": "count", **fields}


def test_the_2024_annex_has_81_rows() -> None:
    # Counted by hand on the printed form: every row counts, headings and "Trong đó" rows too.
    groups = Counter(code[0] for code in codes_on(IN_2024))
    assert groups == {"1": 17, "2": 6, "3": 30, "4": 6, "5": 6, "6": 3, "7": 13}
    assert sum(groups.values()) == 17 + 6 + 30 + 6 + 6 + 3 + 13 == 81


def test_rows_that_name_the_district_end_with_it() -> None:
    gone = ["1.3", "1.3.1", "1.3.2", "1.3.3", "7.2.1", "7.4.1"]
    assert [code for code in codes_on(LAST_DAY_OF_DISTRICTS) if code not in codes_on(FIRST_DAY_WITHOUT)] == gone
    assert len(codes_on(FIRST_DAY_WITHOUT)) == 81 - 6
    assert all(row.note for row in every_row() if row.valid_to)


def test_gaps_in_the_codes_stay_gaps() -> None:
    missing = {"3.3.4", "5.1", "5.2", "5.3", "5.4.3", "5.4.4", "7.2.2", "7.3"}
    assert not missing & {row.code for row in every_row()}


def test_rows_stand_in_the_order_of_their_codes() -> None:
    def parts(code: str) -> list[str]:
        return [part.zfill(2) for part in code.split(".")]

    assert codes_on(IN_2024) == sorted(codes_on(IN_2024), key=parts)


def test_a_rows_parent_is_its_code_without_the_last_part() -> None:
    assert all(row.parent == (row.code.rpartition(".")[0] or None) for row in every_row())


def test_unnumbered_rows_have_letters_in_print_order() -> None:
    assert codes_under("3.3.1") == [
        ("3.3.1.a", "Trong đó"),
        ("3.3.1.b", ""),
        ("3.3.1.c", ""),
        ("3.3.1.d", ""),
    ]
    assert [code for code, _ in codes_under("7.2.3")] == ["7.2.3.a", "7.2.3.b"]
    assert codes_under("3.3.1.a") == []


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("ho_so.tiep_nhan", "3.3.1"),
        ("ho_so.truc_tiep", "3.3.1.a"),
        ("ho_so.bcci", "3.3.1.b"),
        ("ho_so.truc_tuyen.muc_do_3", "3.3.1.c"),
        ("ho_so.truc_tuyen.muc_do_4", "3.3.1.d"),
        ("ho_so.trong_han", "3.3.2"),
        ("3.3.2.a", "3.3.2.a"),
        ("4.1.2", "4.1.2"),
    ],
)
def test_a_quantity_has_one_key(key: str, code: str) -> None:
    assert row_by_key(key).code == code


def test_only_dossier_rows_have_a_key_of_their_own() -> None:
    own = [row.key for row in every_row() if row.key != row.code]
    assert len(own) == 6
    assert all(key.startswith("ho_so.") for key in own)


def test_every_row_but_a_heading_is_mandatory() -> None:
    assert all(row.mandatory == (row.kind != "heading") for row in every_row())


def test_headings_are_the_rows_without_a_number_of_their_own() -> None:
    headings = [row.code for row in every_row() if row.kind == "heading"]
    groups = ["1", "2", "3", "4", "5", "6", "7"]
    inner = ["1.2", "1.3", "1.4", "3.1", "3.2", "3.3", "3.4", "4.1", "5.4", "7.2", "7.4", "7.5"]
    assert sorted(headings) == sorted(groups + inner)
    assert row_by_key("1.1").kind == "reference"


def test_choice_rows_list_the_values_that_their_unit_prints() -> None:
    choices = {row.code: row for row in every_row() if row.kind == "choice"}
    assert list(choices) == ["1.4.2", "1.5", "5.4.1", "6.1", "6.2", "7.1", "7.2.1", "7.4.1", "7.6"]
    assert choices["1.4.2"].choices == {"0": "Trực tuyến", "1": "Phát phiếu", "2": "Kết hợp"}
    assert choices["7.1"].choices == {"0": "Chưa có", "1": "2 cấp", "2": "3 cấp"}
    for row in choices.values():
        printed = " ".join(f"{meaning} = {value}" for value, meaning in row.choices.items())
        assert Counter(printed.split()) == Counter(row.unit.split())


def test_percent_rows_are_those_in_percent() -> None:
    percent = ["3.2.4", "3.2.5", "4.1.4", "5.4.2", "7.2.3.a", "7.2.3.b"]
    assert [row.code for row in every_row() if row.kind == "percent"] == percent
    assert [row.code for row in every_row() if row.unit == "%"] == percent


def test_the_title_names_no_commune() -> None:
    assert annex_title().endswith("CẢI CÁCH HÀNH CHÍNH")


@pytest.mark.parametrize(
    ("printed", "code"),
    [("7.6.", "7.6"), (" 1.1.2 ", "1.1.2"), ("1. ", "1"), ("Trong đó", "Trong đó"), ("", "")],
)
def test_a_printed_code_loses_its_final_full_stop(printed: str, code: str) -> None:
    assert normalise_code(printed) == code


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([make_row("1", lable="x")], "lable"),
        ([make_row("1", kind="number")], "kind"),
        ([make_row("1.1", parent="1")], "its parent 1 does not stand above it"),
        ([make_row("1"), make_row("1")], "a code and a key name one row"),
        ([make_row("1", key="k"), make_row("2", key="k")], "a code and a key name one row"),
        ([make_row("1", kind="choice")], "lists its choices"),
        ([make_row("1", choices={"0": "Không"})], "lists its choices"),
        ([make_row("1", valid_from="2025-01-02", valid_to="2025-01-01")], "valid_to is before valid_from"),
    ],
)
def test_a_catalogue_with_a_mistake_is_refused(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        make_file(*rows)


def test_a_code_may_come_again_after_its_row_has_ended() -> None:
    old = make_row("1", valid_to="2025-06-30")
    new = make_row("1", valid_from="2025-07-01", label="N")
    rows = make_file(old, new).rows
    assert [row.label for row in rows if row.is_valid(LAST_DAY_OF_DISTRICTS)] == ["L"]
    assert [row.label for row in rows if row.is_valid(FIRST_DAY_WITHOUT)] == ["N"]
