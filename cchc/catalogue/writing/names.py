"""Reduce Vietnamese names and labels to forms that can be compared. In: text. Out: text.

Folding loses information: without accents "Hoằng Quỳ" and "Hoằng Quý", two communes of one district, are one.
A slug is there to be read in a path; only the code says which unit is meant.
"""

from __future__ import annotations

import functools
import re
import unicodedata

from cchc.catalogue.writing.letters import meant

# What stands between the letters of K'Nớ: whatever keyboard, it is the same mark.
APOSTROPHES = "'`\u00b4\u02b9\u02bb\u02bc\u02c8\u2018\u2019\u201b\u2032\ua78c\uff07"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2212"

_D_WITH_STROKE = str.maketrans("đĐ", "dD")
_DROPPED = str.maketrans("", "", APOSTROPHES)
# Marks without a width, which no reader sees: zero-width space and joiners, soft hyphen, byte-order mark.
_WITHOUT_WIDTH = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def fold_accents(text: str) -> str:
    """Text without accents, đ as d, case kept: "Đắk R'Măng" gives "Dak R'Mang"."""
    decomposed = unicodedata.normalize("NFD", text)
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return unicodedata.normalize("NFC", bare).translate(_D_WITH_STROKE)


def slug(name: str) -> str:
    """The part of a folder's name that people read: "Hoằng Lưu" gives "hoang-luu", "Ea H'leo" "ea-hleo".

    `name` is the registered name without its type. Accents are folded, apostrophes dropped, and every other
    run of characters that are not letters or digits becomes one hyphen.
    """
    folded = fold_accents(name).translate(_DROPPED).lower()
    return _NOT_SLUG.sub("-", folded).strip("-")


def drop_unseen(text: str) -> str:
    """Text without the marks that have no width; those that turn the direction of text stay, for they change what is read."""
    return text.translate(_WITHOUT_WIDTH)


@functools.lru_cache(maxsize=1 << 14)
def normalise_label(text: str) -> str:
    """A label as it is matched: NFC, case folded, every run of white space one space, none at the ends, odd letters mended.

    Accents and punctuation stay, and so does the place of a tone mark: "Thủy" and "Thuỷ" stay two labels.
    """
    folded = meant(drop_unseen(text)).casefold()
    return " ".join(unicodedata.normalize("NFC", folded).split())
