"""What folding keeps and loses of a Vietnamese name."""

from __future__ import annotations

import unicodedata

import pytest

from cchc.catalogue.writing.names import fold_accents, normalise_label, slug


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Hoằng Lưu", "Hoang Luu"), ("Đắk Đoa", "Dak Doa"), ("Thừa Thiên Huế", "Thua Thien Hue")],
)
def test_accents_are_folded_and_the_case_is_kept(text: str, folded: str) -> None:
    assert fold_accents(text) == folded


def test_decomposed_text_folds_as_composed_text_does() -> None:
    assert fold_accents(unicodedata.normalize("NFD", "Hoằng Đạo")) == "Hoang Dao"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Hoằng Lưu", "hoang-luu"),
        ("Ea H'leo", "ea-hleo"),
        ("Ea H\u2019Leo", "ea-hleo"),
        ("M'Drắk", "mdrak"),
        ("Đắk R'Măng", "dak-rmang"),
        ("Văn Miếu - Quốc Tử Giám", "van-mieu-quoc-tu-giam"),
        ("1", "1"),
        ("  Đồng  ", "dong"),
    ],
)
def test_a_slug_drops_apostrophes_and_makes_other_runs_one_hyphen(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Hoằng Quỳ", "Hoằng Quý"),
        ("Hoằng Thành", "Hoằng Thanh"),
        ("Hoằng Phú", "Hoằng Phụ"),
        ("Hoằng Đồng", "Hoằng Đông"),
    ],
)
def test_two_communes_of_one_district_can_share_a_slug_but_not_a_label(one: str, other: str) -> None:
    assert slug(one) == slug(other)
    assert normalise_label(one) != normalise_label(other)


def test_a_label_is_matched_whatever_its_case_spaces_and_composition() -> None:
    printed = unicodedata.normalize("NFD", " TỔNG SỐ\u00a0\n hồ  sơ ")
    assert normalise_label(printed) == "tổng số hồ sơ"


def test_a_label_keeps_its_accents_and_its_punctuation() -> None:
    assert normalise_label("Trong đó: Quá hạn") == "trong đó: quá hạn"


def test_the_two_places_of_a_tone_mark_are_two_labels() -> None:
    assert normalise_label("Thủy") != normalise_label("Thuỷ")
