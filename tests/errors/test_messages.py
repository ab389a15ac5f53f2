"""How a message quotes what was typed and guesses what was meant. In: names. Out: their quoted form, or a hint."""

from __future__ import annotations

import signal
import unicodedata

import pytest

from cchc.errors import BY_CTRL_C, CchcError, edits, hint, nearest, shown, visible

PERIODS = ["nam", "6-thang", "9-thang", "quy-1", "quy-2", "thang-1"]
KEYS = ["ho_so.tiep_nhan", "ho_so.truoc_han", "ho_so.trong_han", "ho_so.da_giai_quyet"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ho_so.tiep_nhn", "ho_so.tiep_nhan"),  # a letter left out
        ("ho_so.tiep_nahn", "ho_so.tiep_nhan"),  # two letters swapped are one edit
        ("HO_SO.TIẾP_NHẬN", "ho_so.tiep_nhan"),  # case and accents are none
        ("ho_so.da_giai_quiett", "ho_so.da_giai_quyet"),  # two edits
    ],
)
def test_a_misspelt_name_is_guessed(typed: str, meant: str) -> None:
    assert nearest(typed, KEYS) == meant
    assert nearest(unicodedata.normalize("NFD", typed), KEYS) == meant


@pytest.mark.parametrize("typed", ["ho_so.so_hoa", "ho_so.tiep_nhan_moi", "ho_so.tro_han", "", "x"])
def test_what_is_more_than_two_edits_away_or_as_near_to_two_names_is_not(typed: str) -> None:
    # tro_han lacks two letters of truoc_han and two of trong_han.
    assert nearest(typed, KEYS) is None


@pytest.mark.parametrize("typed", ["thang-7", "quy-5", "7-thang", "quy-12", "quy"])
def test_a_number_is_never_guessed(typed: str) -> None:
    assert nearest(typed, PERIODS) is None


def test_a_roman_number_is_a_number_too() -> None:
    assert nearest("VI.1", ["IV.1", "V.1"]) is None
    assert nearest("II.2.A", ["II.2.a", "II.2.b"]) == "II.2.a"


def test_zeros_before_a_number_do_not_change_it() -> None:
    assert nearest("phu_luc_1b.csv", ["phu_luc_01b.csv", "so_lieu_khac.csv"]) == "phu_luc_01b.csv"


@pytest.mark.parametrize("typed", ["so", "van", "kyy"])
def test_of_a_short_name_one_letter_may_differ_at_most(typed: str) -> None:
    assert nearest(typed, ["ky", "muc", "nam"]) == {"kyy": "ky"}.get(typed)


def test_a_hint_is_put_behind_what_was_typed_or_is_empty() -> None:
    assert hint("ma_xaa", ["ma_xa", "nam"]) == ' (có phải "ma_xa"?)'
    assert hint("mau", ["ma_xa", "nam"]) == ""


@pytest.mark.parametrize(
    ("typed", "quoted"),
    [
        ("đỏ\x1b[31m", "đỏ<U+001B>[31m"),
        ("60\u200b", "60<U+200B>"),
        ("a\u202eb", "a<U+202E>b"),
        ("hai\ndòng\r", "hai<U+000A>dòng<U+000D>"),
        ("b\udce1o", "b<U+DCE1>o"),
        ("Hoằng Lưu\u00a0", "Hoằng Lưu\u00a0"),
    ],
)
def test_what_a_terminal_obeys_or_nobody_sees_is_quoted_as_code_points(typed: str, quoted: str) -> None:
    assert shown(typed) == quoted


def test_a_name_without_end_is_cut() -> None:
    assert shown("a" * 18_000) == "a" * 80 + "…"


def test_a_line_that_is_printed_keeps_its_length_and_line_breaks() -> None:
    assert visible("một\nhai\x07" + "a" * 200) == "một\nhai<U+0007>" + "a" * 200


def test_an_edit_is_a_letter_left_out_put_in_changed_or_swapped_with_the_next() -> None:
    assert [edits("luu", other) for other in ("luu", "lu", "luuu", "lau", "ulu", "lai")] == [0, 1, 1, 1, 1, 2]


def kinds_of(kind: type[CchcError]) -> list[type[CchcError]]:
    """The kind and every kind below it."""
    return [kind, *(lower for one in kind.__subclasses__() for lower in kinds_of(one))]


def test_a_bad_command_line_ends_with_2_and_every_other_error_with_1() -> None:
    codes = {kind.__name__: kind.exit_code for kind in kinds_of(CchcError)}
    assert codes.pop("UsageError") == 2
    assert len(codes) >= 8
    assert set(codes.values()) == {1}


def test_ctrl_c_ends_with_what_a_shell_reports_for_it() -> None:
    assert BY_CTRL_C == 128 + signal.SIGINT
