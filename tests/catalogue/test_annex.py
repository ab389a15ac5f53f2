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
    normalise_code,
)
from cchc.catalogue.form import Form, FormHead, form_for, package_forms

IN_2024 = date(2024, 12, 14)
LAST_DAY_OF_DISTRICTS = date(2025, 6, 30)
FIRST_DAY_WITHOUT = date(2025, 7, 1)
FORMS = pytest.mark.parametrize("form", package_forms(), ids=lambda form: form.head.id)


def codes_on(day: date) -> list[str]:
    return [row.code for row in form_for(day).rows]


def row_by_key(key: str) -> AnnexRow:
    [row] = [row for row in form_for(IN_2024).rows if row.key == key]
    return row


def codes_under(parent: str) -> list[tuple[str, str]]:
    return [(row.code, row.stt) for row in form_for(IN_2024).rows if row.parent == parent]


def make_file(*rows: dict[str, Any]) -> AnnexFile:
    return AnnexFile.model_validate({"title": "T", "source": "S", "rows": rows})


def make_row(code: str, **fields: Any) -> dict[str, Any]:
    return {"code": code, "label": "L", "kind": "count", **fields}


def test_the_2024_annex_has_81_rows() -> None:
    # Counted by hand on the printed form: every row counts, headings and "Trong đó" rows too.
    groups = Counter(code[0] for code in codes_on(IN_2024))
    assert groups == {"1": 17, "2": 6, "3": 30, "4": 6, "5": 6, "6": 3, "7": 13}
    assert sum(groups.values()) == 17 + 6 + 30 + 6 + 6 + 3 + 13 == 81


def test_the_form_from_july_2025_keeps_every_code_and_adds_rows_that_nobody_must_fill_in() -> None:
    before, after = form_for(LAST_DAY_OF_DISTRICTS), form_for(FIRST_DAY_WITHOUT)
    assert (before.head.id, after.head.id) == ("01b-2024", "hai-cap")
    codes = {row.code for row in before.rows}
    added = [row for row in after.rows if row.code not in codes]
    assert codes <= {row.code for row in after.rows}
    # 1 way to file, 1 phi địa giới, 1 + 3 of digitising, 1 + 2 of paying, 1 + 7 of the scores of decision 766
    assert len(added) == 1 + 1 + 4 + 3 + 8 == len(after.rows) - 81
    assert all(row.source and not row.mandatory for row in added)


def test_the_form_from_july_2025_is_not_verified() -> None:
    assert [form.head.verified for form in map(form_for, (LAST_DAY_OF_DISTRICTS, FIRST_DAY_WITHOUT))] == [True, False]


def test_no_label_from_july_2025_has_a_word_that_the_law_has_ended() -> None:
    form = form_for(FIRST_DAY_WITHOUT)
    titles = [section.title for section in form.outline.sections]
    told = "\n".join([*(f"{row.label} {row.unit}" for row in form.rows), *titles]).casefold()
    for word in ("huyện", "mức độ 3", "mức độ 4", "dịch vụ công của tỉnh", "bộ phận một cửa"):
        assert word not in told


def test_the_quantity_of_a_row_is_the_same_in_both_forms_but_where_the_matter_changed() -> None:
    old, new = ({row.code: row.dai_luong for row in form_for(day).rows} for day in (IN_2024, FIRST_DAY_WITHOUT))
    # Tasks from the district are not those from the province, its portal is not the nation's, and what was connected with
    # two levels is connected with one.
    changed = ["1.3.1", "1.3.2", "1.3.3", "3.4.1", "7.2.1", "7.4.1"]
    assert [code for code in old if old[code] != new[code]] == changed
    assert new["3.3.1.d"] == old["3.3.1.d"] == "ho_so.truc_tuyen.toan_trinh"


@FORMS
def test_gaps_in_the_codes_stay_gaps(form: Form) -> None:
    missing = {"3.3.4", "5.1", "5.2", "5.3", "5.4.3", "5.4.4", "7.2.2", "7.3"}
    assert not missing & {row.code for row in form.rows}


@FORMS
def test_rows_stand_in_the_order_of_their_codes(form: Form) -> None:
    def parts(code: str) -> list[str]:
        return [part.zfill(2) for part in code.split(".")]

    codes = [row.code for row in form.rows]
    assert codes == sorted(codes, key=parts)


@FORMS
def test_a_rows_parent_is_its_code_without_the_last_part(form: Form) -> None:
    assert all(row.parent == (row.code.rpartition(".")[0] or None) for row in form.rows)


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
    own = [row.key for row in form_for(IN_2024).rows if row.key != row.code]
    assert len(own) == 6
    assert all(key.startswith("ho_so.") for key in own)


def test_every_row_but_a_heading_is_mandatory() -> None:
    assert all(row.mandatory == (row.kind != "heading") for row in form_for(IN_2024).rows)


def test_headings_are_the_rows_without_a_number_of_their_own() -> None:
    headings = [row.code for row in form_for(IN_2024).rows if row.kind == "heading"]
    groups = ["1", "2", "3", "4", "5", "6", "7"]
    inner = ["1.2", "1.3", "1.4", "3.1", "3.2", "3.3", "3.4", "4.1", "5.4", "7.2", "7.4", "7.5"]
    assert sorted(headings) == sorted(groups + inner)
    assert row_by_key("1.1").kind == "reference"


def test_choice_rows_list_the_values_that_their_unit_prints() -> None:
    choices = {row.code: row for row in form_for(IN_2024).rows if row.kind == "choice"}
    assert list(choices) == ["1.4.2", "1.5", "5.4.1", "6.1", "6.2", "7.1", "7.2.1", "7.4.1", "7.6"]
    assert choices["1.4.2"].choices == {"0": "Trực tuyến", "1": "Phát phiếu", "2": "Kết hợp"}
    assert choices["7.1"].choices == {"0": "Chưa có", "1": "2 cấp", "2": "3 cấp"}
    for row in choices.values():
        printed = " ".join(f"{meaning} = {value}" for value, meaning in row.choices.items())
        assert Counter(printed.split()) == Counter(row.unit.split())


def test_percent_rows_are_those_in_percent() -> None:
    percent = ["3.2.4", "3.2.5", "4.1.4", "5.4.2", "7.2.3.a", "7.2.3.b"]
    assert [row.code for row in form_for(IN_2024).rows if row.kind == "percent"] == percent
    assert [row.code for row in form_for(IN_2024).rows if row.unit == "%"] == percent


@FORMS
def test_the_title_names_no_commune(form: Form) -> None:
    assert form.annex.title.endswith("CẢI CÁCH HÀNH CHÍNH")


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
        ([make_row("1.1", parent="1")], "cần dòng 1 .parent. đứng phía trên"),
        ([make_row("1"), make_row("1")], "đã có ở dòng 1"),
        ([make_row("1", khoa="k"), make_row("2", khoa="k")], "đã có ở dòng 1"),
        ([make_row("1", kind="choice")], "cần choices"),
        ([make_row("1", choices={"0": "Không"})], "cần choices"),
    ],
)
def test_a_catalogue_with_a_mistake_is_refused(rows: list[dict[str, Any]], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        make_file(*rows)


def test_a_form_cannot_end_before_it_begins() -> None:
    head = {"id": "x", "title": "T", "provinces": "all", "verified": False, "source": "S"}
    with pytest.raises(ValidationError, match="valid_to đứng trước valid_from"):
        FormHead.model_validate({**head, "valid_from": "2025-01-02", "valid_to": "2025-01-01"})
