"""The kinds of administrative unit: xã, phường, huyện, tỉnh ... In: unit_kinds.yaml. Out: levels, patterns, names parted."""

from __future__ import annotations

import functools
import re
from typing import Literal

from cchc.catalogue.load import Entry, read_catalogue

Level = Literal["commune", "district", "province"]


class UnitKind(Entry):
    """One kind, in small letters; `short` is its abbreviation before a name (X. Hoằng Lưu)."""

    name: str
    levels: tuple[Level, ...]
    short: str = ""


class UnitKinds(Entry):
    """Schema of unit_kinds.yaml."""

    kinds: tuple[UnitKind, ...]


@functools.cache
def unit_kinds() -> dict[str, UnitKind]:
    """The kinds by name."""
    return {kind.name: kind for kind in read_catalogue("units/unit_kinds.yaml", UnitKinds).kinds}


@functools.cache
def kinds_pattern(*levels: Level) -> str:
    """A pattern of the kinds at these levels; of all kinds where none is given."""
    return "|".join(kind.name for kind in unit_kinds().values() if not levels or {*levels} & {*kind.levels})


@functools.lru_cache(maxsize=8192)
def split_kind(full_name: str) -> tuple[str, str]:
    """Kind, in small letters, and name: "Huyện Hoằng Hóa" gives "huyện" and "Hoằng Hóa"; no kind where it begins with none."""
    match = re.match(rf"({kinds_pattern()}) ", full_name, re.IGNORECASE)
    return (match[1].lower(), full_name[match.end() :]) if match else ("", full_name)
