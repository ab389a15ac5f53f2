"""Letters that only look like Vietnamese ones."""

from __future__ import annotations

import unicodedata

import pytest

from cchc.catalogue.writing.letters import meant, odd_letters

# What stands before the arrow is written by its code points; what is meant is plain text.
MENDED = [
    ("n\u01ce\u006d", "năm"),  # caron for breve
    ("l\u01ce\u0301m", "lắm"),  # the same with a tone
    ("d\u1ea1\u030cm", "dặm"),  # the tone below composed first
    ("\u0111\u01a3\u1ee3c", "được"),  # gha for u with horn
    ("tr\u01a3\u0323c", "trực"),
    ("\u00d0\u1eafk", "Đắk"),  # Icelandic eth
    ("\u0422\u0422\u041d\u0421", "TTHC"),  # Cyrillic from end to end
    ("Ho\u0430", "Hoa"),  # one Cyrillic letter
    ("\u0391n", "An"),  # Greek capital alpha
    ("c\u00e1\u0302p", "cấp"),  # the tone before the circumflex
    ("c\u0203n", "cân"),  # inverted breve for circumflex
    ("Ho\u1eb1ng\u00ad L\u01b0u\u200b", "Hoằng Lưu"),  # what nobody sees
]


@pytest.mark.parametrize(("typed", "right"), MENDED)
def test_a_letter_that_looks_like_a_vietnamese_one_is_read_as_that(typed: str, right: str) -> None:
    assert meant(typed) == right


@pytest.mark.parametrize("text", ["Москва", "Müller, Ångström", "Y Ƀih Niê, Buôn Krŏng, Čư", "Đưng K'Nớ", "50 m²", "Ơ̆"])
def test_other_peoples_letters_stay(text: str) -> None:
    assert meant(text) == unicodedata.normalize("NFC", text)
    assert list(odd_letters(text)) == []


def test_no_letter_of_vietnamese_is_odd_composed_or_decomposed() -> None:
    vowels = "aăâeêioôơuưy"
    words = [f"{vowel}{tone}" for vowel in vowels + vowels.upper() for tone in ("", *"\u0300\u0301\u0303\u0309\u0323")]
    for word in [*words, "đ", "Đ"]:
        composed = unicodedata.normalize("NFC", word)
        assert meant(word) == meant(unicodedata.normalize("NFD", word)) == composed
        assert list(odd_letters(unicodedata.normalize("NFD", word))) == []


def test_an_odd_letter_is_told_with_the_right_one_and_its_word() -> None:
    assert list(odd_letters("Trong n\u01cem x\u00e3")) == [("\u01ce", "ă", "năm")]
