"""The catalogue of counts and rates of the narrative: keys, sums, and what its schema refuses."""

from __future__ import annotations

import csv
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from cchc.catalogue.counts import (
    CountsFile,
    count_info,
    counts,
    further_parts_of,
    hint_of_key,
    is_known_key,
    names_of,
    parts_of,
)
from cchc.catalogue.form import every_row, form_for
from cchc.errors import CatalogueError

IN_2024 = date(2024, 12, 14)
SUBMISSION = Path(__file__).parents[2] / "data/raw/2024/nam/15976-hoang-luu"
DOSSIERS = (
    "ky_truoc tiep_nhan truc_tuyen truc_tuyen.muc_do_3 truc_tuyen.muc_do_4 truc_tiep bcci truc_tiep_bcci "
    "da_giai_quyet truoc_han dung_han trong_han qua_han dang_giai_quyet dang_trong_han dang_qua_han tra_lai "
    "ki_ot ban_sao_dien_tu truc_tuyen.toan_trinh truc_tuyen.mot_phan truc_tuyen.khac phi_dia_gioi tu_choi rut "
    "cho_bo_sung tam_dung gia_han qua_han.da_xin_loi qua_han.chua_xin_loi"
)


def leaves(key: str) -> list[str]:
    return [leaf for part in parts_of(key) for leaf in leaves(part)] or [key]


def make_file(parts: dict[str, list[str]], *keys: str, **fields: Any) -> CountsFile:
    entries = [{"key": key, "label": "l", "unit": "u", "kind": "count", **fields} for key in keys]
    return CountsFile.model_validate({"source": "S", "parts": parts, "counts": entries})


SINCE_2025 = """
    truc_tuyen.toan_trinh truc_tuyen.mot_phan truc_tuyen.khac phi_dia_gioi tu_choi
    qua_han.da_xin_loi qua_han.chua_xin_loi rut cho_bo_sung tam_dung gia_han
"""


def test_every_dossier_key_is_a_count_of_dossiers() -> None:
    keys = {f"ho_so.{name}" for name in (DOSSIERS + SINCE_2025).split()}
    assert {count.key for count in counts() if count.key.startswith("ho_so.")} == keys
    assert {count_info(key).unit for key in keys} == {"hồ sơ"}


def test_received_is_made_of_its_channels() -> None:
    assert parts_of("ho_so.tiep_nhan") == ("ho_so.truc_tuyen", "ho_so.truc_tiep_bcci")
    assert leaves("ho_so.tiep_nhan") == [
        "ho_so.truc_tuyen.mot_phan",
        "ho_so.truc_tuyen.toan_trinh",
        "ho_so.truc_tiep",
        "ho_so.bcci",
    ]
    assert further_parts_of("ho_so.tiep_nhan") == ("ho_so.ki_ot",)
    assert further_parts_of("ho_so.truc_tuyen") == ("ho_so.truc_tuyen.khac",)


def test_levels_3_and_4_are_part_and_whole_service() -> None:
    assert names_of("ho_so.truc_tuyen.muc_do_4") == ("ho_so.truc_tuyen.muc_do_4", "ho_so.truc_tuyen.toan_trinh")
    assert names_of("ho_so.truc_tuyen.mot_phan") == ("ho_so.truc_tuyen.mot_phan", "ho_so.truc_tuyen.muc_do_3")
    assert names_of("ho_so.tiep_nhan") == ("ho_so.tiep_nhan",)


TODAY = (
    "ho_so.phi_dia_gioi ho_so.tu_choi ho_so.rut thanh_toan.truc_tuyen thanh_toan.truc_tiep so_hoa.ho_so so_hoa.ket_qua "
    "so_hoa.tai_su_dung ty_le.so_hoa_ho_so ty_le.so_hoa_ket_qua ty_le.giai_quyet diem_766.cong_khai diem_766.tien_do "
    "diem_766.truc_tuyen diem_766.thanh_toan diem_766.so_hoa diem_766.hai_long diem_766.tong diem_766.xep_hang"
)


@pytest.mark.parametrize("key", TODAY.split())
def test_the_counts_of_today_have_a_label_a_section_and_a_source(key: str) -> None:
    (entry,) = (count for count in counts() if count.key == key)
    assert entry.label and entry.section
    assert entry.source or key == "ty_le.giai_quyet"  # whose source is that of the indicator
    assert not (entry.verified and entry.source)  # none of the sources was read in its own text


def test_resolved_is_early_and_on_time_and_late() -> None:
    assert leaves("ho_so.da_giai_quyet") == [
        "ho_so.truoc_han",
        "ho_so.dung_han",
        "ho_so.qua_han.da_xin_loi",
        "ho_so.qua_han.chua_xin_loi",
    ]
    assert leaves("ho_so.dang_giai_quyet") == ["ho_so.dang_trong_han", "ho_so.dang_qua_han"]


def test_the_annex_rows_below_received_are_its_parts_in_the_annex() -> None:
    below = {row.key for row in form_for(IN_2024).rows if row.parent == "3.3.1"}
    assert below == {names_of(key)[-1] for key in leaves("ho_so.tiep_nhan")}


def test_staff_levels_are_no_parts_of_the_total() -> None:
    assert parts_of("can_bo.tong") == ()
    assert parts_of("no.such.key") == ()


def test_only_dossier_keys_are_in_both_catalogues() -> None:
    both = {count.key for count in counts()} & {row.key for row in form_for(IN_2024).rows}
    assert both == {row.key for row in form_for(IN_2024).rows if row.key.startswith("ho_so.")}


def test_keys_are_folded_words_and_labels_begin_in_lower_case() -> None:
    for count in counts():
        assert re.fullmatch(r"[a-z]+(_[a-z0-9]+)*(\.[a-z0-9]+(_[a-z0-9]+)*)+", count.key), count.key
        assert count.label[0].islower(), count.key


def test_sections_are_keys_of_the_outline() -> None:
    outline = re.compile(r"(I|II|III|IV|V)(\.\d(\.[a-hđ])?)?")
    assert [count.key for count in counts() if not outline.fullmatch(count.section)] == []


def test_rates_are_the_keys_named_so_and_in_percent() -> None:
    rates = [count for count in counts() if count.kind == "rate_stated"]
    assert [count.key for count in counts() if count.key.startswith("ty_le.")] == [rate.key for rate in rates]
    assert {rate.unit for rate in rates} == {"%"}


def test_the_first_submission_uses_known_keys_with_their_units() -> None:
    with (SUBMISSION / "so_lieu_khac.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["khoa"] for row in rows if not is_known_key(row["khoa"])] == []
    assert [row["mau_so"] for row in rows if row["mau_so"] and not is_known_key(row["mau_so"])] == []
    annex = {"2.1", "3.1.3", "3.5", "4.1.2"}
    assert {row["khoa"] for row in rows} & {row.key for row in every_row() if row.key == row.code} == annex
    assert [row for row in rows if row["khoa"] not in annex and count_info(row["khoa"]).unit != row["don_vi"]] == []


@pytest.mark.parametrize(
    "key", ["ho_so.tiep_nhan", "phieu.phat_ra", "2.1", "1.3.1", "3.3.2.a", "ty_le.bat_ky", "ty_le.a.b"]
)
def test_a_key_is_known_from_the_annex_the_counts_or_as_a_rate(key: str) -> None:
    assert is_known_key(key)


@pytest.mark.parametrize(
    "key",
    ["", "ho_so", "ho_so.tiepnhan", "3.3.1", "3.3.4", "ty_le", "ty_le.", "ty_le.Trong", "ty_le.á", "2.1 "],
)
def test_anything_else_is_no_key(key: str) -> None:
    assert not is_known_key(key)


def test_a_rate_that_the_catalogue_does_not_list_is_named_by_its_key() -> None:
    rate = count_info("ty_le.bat_ky")
    assert (rate.label, rate.unit, rate.kind) == ("ty_le.bat_ky", "%", "rate_stated")


def test_an_annex_row_stated_in_the_narrative_keeps_its_label_also_after_its_last_day() -> None:
    count = count_info("1.3.1")
    assert (count.label, count.unit, count.kind) == ("Tổng số nhiệm vụ được giao", "Nhiệm vụ", "count")
    assert count_info("3.2.4").kind == "percent"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("ho_so.tiepnhan", "ho_so.tiep_nhan"), ("Phieu.Phat_Ra", "phieu.phat_ra"), ("3.3.2", "ho_so.trong_han")],
)
def test_a_misspelt_key_or_the_code_of_a_row_has_a_hint(typed: str, meant: str) -> None:
    assert hint_of_key(typed) == f' (có phải "{meant}"?)'


@pytest.mark.parametrize("typed", ["ho_so.so_hoa", "@@@@", "9.9.9", "thang-7"])
def test_a_key_that_is_no_misspelling_has_none(typed: str) -> None:
    assert hint_of_key(typed) == ""


def test_an_unknown_key_is_an_error_that_names_the_one_probably_meant() -> None:
    with pytest.raises(CatalogueError, match=r'không có khóa "phieu\.phatra" .có phải "phieu\.phat_ra"'):
        count_info("phieu.phatra")


@pytest.mark.parametrize(
    ("parts", "keys", "message"),
    [
        ({}, ["a.b", "a.b"], "keys come twice: a.b"),
        ({"a.b": ["a.c"]}, ["a.b"], "parts name unknown keys: a.c"),
        ({"a.x": ["a.b"]}, ["a.b"], "parts name unknown keys: a.x"),
    ],
)
def test_a_catalogue_with_a_mistake_is_refused(parts: dict[str, list[str]], keys: list[str], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        make_file(parts, *keys)


def test_a_misspelt_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="lable"):
        make_file({}, "a.b", lable="x")
