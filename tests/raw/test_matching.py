"""Submitted rows find the rows of annex 01b by label. Records made by hand, matched to the form of 2024."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cchc.catalogue.form import form_for
from cchc.catalogue.units.register import unit
from cchc.raw.files import Record
from cchc.raw.matching import MatchedRow, match_rows

ON = date(2024, 12, 14)
FORM = form_for(ON).rows
THEN, NOW = form_for(ON), form_for(date(2025, 12, 14))
CODES = [row.code for row in FORM]
LABELS = {row.code: row.label for row in FORM}


def records(*rows: tuple[str, str]) -> list[Record]:
    return [Record(n, {"stt": stt, "chi_tieu": label}) for n, (stt, label) in enumerate(rows, start=2)]


def matched(pairs: Iterable[MatchedRow]) -> dict[int, str | None]:
    """The code found for each submitted record."""
    return {pair.record.row: pair.row.code if pair.row else None for pair in pairs if pair.record}


def test_a_row_is_found_by_its_label() -> None:
    assert matched(match_rows(records(("1.1.1", "Số nhiệm vụ đề ra trong kế hoạch")), THEN)) == {2: "1.1.1"}


def test_case_spaces_and_the_form_of_unicode_do_not_matter() -> None:
    labels = [
        "SỐ NHIỆM VỤ ĐỀ RA TRONG KẾ HOẠCH",
        "  Số nhiệm  vụ\nđề ra trong kế hoạch ",
        unicodedata.normalize("NFD", "Số nhiệm vụ đề ra trong kế hoạch"),
    ]
    assert [matched(match_rows(records(("", label)), THEN)) for label in labels] == [{2: "1.1.1"}] * 3


def test_a_wrong_code_does_not_matter() -> None:
    # The annex of 2024 prints rows 1.2.2 and 1.2.3 as 1.1.2 and 1.1.3.
    submitted = records(("1.1.2", LABELS["1.2.2"]), ("1.1.3", LABELS["1.2.3"]))
    assert matched(match_rows(submitted, THEN)) == {2: "1.2.2", 3: "1.2.3"}


def test_a_right_code_does_not_save_an_unknown_label() -> None:
    assert matched(match_rows(records(("1.1.1", "Số nhiệm vụ khác")), THEN)) == {2: None}


@pytest.mark.parametrize("unseen", ["\u200b", "\ufeff", "\u00ad"])
def test_marks_that_nobody_sees_are_no_part_of_a_label(unseen: str) -> None:
    label = LABELS["1.1.1"]
    assert matched(match_rows(records(("", f"{label[:5]}{unseen}{label[5:]}")), THEN)) == {2: "1.1.1"}


def test_accents_are_part_of_a_label() -> None:
    assert matched(match_rows(records(("", "So nhiem vu de ra trong ke hoach")), THEN)) == {2: None}


def test_a_row_that_matches_nothing_keeps_its_place() -> None:
    submitted = records(("", LABELS["1.1.1"]), ("", "Số cuộc họp"), ("", LABELS["1.1.2"]))
    assert matched(match_rows(submitted, THEN)) == {2: "1.1.1", 3: None, 4: "1.1.2"}
    assert [pair.record.row for pair in match_rows(submitted, THEN) if pair.record] == [2, 3, 4]


def test_a_row_that_comes_twice_is_matched_once_and_kept_twice() -> None:
    submitted = records(("", LABELS["1.1.1"]), ("", LABELS["1.1.1"]))
    assert matched(match_rows(submitted, THEN)) == {2: "1.1.1", 3: None}


def test_absent_rows_stand_where_the_form_has_them() -> None:
    submitted = records(*(("", LABELS[code]) for code in CODES if code not in ("1.1.2", "7.6")))
    pairs = match_rows(submitted, THEN)
    assert [pair.row.code for pair in pairs if pair.row] == CODES
    assert [pair.row.code for pair in pairs if pair.row and not pair.record] == ["1.1.2", "7.6"]


def test_without_any_record_the_form_stands_alone() -> None:
    assert [pair.row.code for pair in match_rows([], THEN) if pair.row] == CODES


def test_rows_of_another_day_are_not_matched() -> None:
    # Row 1.3 names the district, which there is none of from 1 July 2025.
    submitted = records(("1.3", LABELS["1.3"]))
    assert matched(match_rows(submitted, THEN)) == {2: "1.3"}
    assert matched(match_rows(submitted, NOW)) == {2: None}


@given(st.permutations(CODES), st.integers(min_value=0, max_value=len(CODES)))
def test_the_order_of_rows_does_not_matter_and_none_is_lost(codes: list[str], kept: int) -> None:
    submitted = records(*(("?", LABELS[code]) for code in codes[:kept]))
    pairs = match_rows(submitted, THEN)
    assert matched(pairs) == dict(enumerate(codes[:kept], start=2))
    assert sorted(pair.row.code for pair in pairs if pair.row) == sorted(CODES)
    assert len(pairs) == len(CODES)


@given(st.lists(st.sampled_from([*LABELS.values(), "Số cuộc họp", ""]), max_size=30))
def test_every_record_is_printed_in_submitted_order(labels: list[str]) -> None:
    submitted = records(*(("", label) for label in labels))
    pairs = match_rows(submitted, THEN)
    assert [pair.record for pair in pairs if pair.record] == submitted
    assert {pair.row.code for pair in pairs if pair.row} == set(CODES)


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("Tiếp nhận trực tuyến toàn trình", "3.3.1.d"),
        ("Tiếp nhận trực tuyến mức độ 4", "3.3.1.d"),
        ("- Tiếp nhận trực tuyến Mức độ 3;", "3.3.1.c"),
        ("Giải quyết trực tuyến một phần", "3.3.2.c"),
        ("Tổng số thủ tục hành chính cung cấp trực tuyến toàn trình", "7.5.2"),
        ("Tiếp nhận qua dịch vụ bưu chính công ích", "3.3.1.b"),
    ],
)
def test_a_row_is_found_by_the_words_of_another_time_in_both_forms(label: str, code: str) -> None:
    for form in (THEN, NOW):
        assert matched(match_rows(records(("", label)), form)) == {2: code}


def test_words_that_the_law_changed_are_told_and_the_forms_own_are_not() -> None:
    label = "Tổng số TTHC cung cấp trực tuyến mức độ 3"
    by_code = {pair.row.code: pair for pair in match_rows(records(("", label)), NOW) if pair.record and pair.row}
    assert [words.tu for words in by_code["7.5.1"].dated] == ["một phần"]
    assert all(not pair.dated for pair in match_rows(records(("", label)), THEN))


@pytest.mark.parametrize("kind", ["tỉnh", "thành phố"])
@pytest.mark.parametrize("unit_code", ["01786", "10114"])
def test_a_province_and_a_city_are_matched_both_ways(kind: str, unit_code: str) -> None:
    form = form_for(date(2025, 12, 14), unit(unit_code, date(2025, 12, 14)))
    label = f"Thực hiện nhiệm vụ UBND {kind}, Chủ tịch UBND {kind} giao"
    assert matched(match_rows(records(("", label)), form)) == {2: "1.3"}


def test_the_form_names_what_the_units_province_is() -> None:
    labels = [
        form_for(date(2025, 12, 14), unit(code, date(2025, 12, 14))).by_key["1.3"].label for code in ("01786", "10114")
    ]
    assert labels == [
        "Thực hiện nhiệm vụ UBND tỉnh, Chủ tịch UBND tỉnh giao",
        "Thực hiện nhiệm vụ UBND thành phố, Chủ tịch UBND thành phố giao",
    ]


def test_tasks_of_the_district_are_no_row_of_a_form_without_districts() -> None:
    label = "Thực hiện nhiệm vụ UBND huyện, Chủ tịch UBND huyện giao"
    assert matched(match_rows(records(("1.3", label)), NOW)) == {2: None}
