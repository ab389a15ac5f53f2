"""The counts and rates of the narrative, and which keys exist. In: counts.yaml, the annex. Out: Count, keys.

A key is one of: the key of an annex row (of any date), the key of a count, or any stated rate (ty_le.*).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Literal, Self

from pydantic import model_validator

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.form import Form, every_row, package_chapters
from cchc.catalogue.indicators import indicators
from cchc.catalogue.load import Entry, read_catalogue
from cchc.errors import CatalogueError, hint, shown

CountKind = Literal["count", "measure", "percent", "rate_stated"]

_STATED_RATE = re.compile(r"ty_le(\.[a-z0-9_]+)+", re.ASCII)


class Count(Entry):
    """A quantity that a narrative states: its name in a sentence, its unit, the section where it is usual.

    `was`: the key of the same quantity in forms of before, read as this one. `holds`, `holds_not`: what is counted in it
    and what is not, for docs/chi-tieu.md. `verified`: whether the source's own text was read.
    """

    key: str
    label: str
    unit: str
    kind: CountKind
    section: str = ""
    mandatory: bool = False
    was: str | None = None
    holds: str = ""
    holds_not: str = ""
    source: str | None = None
    verified: bool = True
    note: str | None = None


class Remainder(Entry):
    """What a key is where it is not stated: a stated total without its other stated part."""

    total: str
    without: str


class CountsFile(Entry):
    """The whole catalogue file: the counts in order, of which parts a key is the sum, and what is left of which total.

    `further`: parts that a sum has only where they are stated.
    """

    source: str
    parts: dict[str, tuple[str, ...]]
    further: dict[str, tuple[str, ...]] = {}
    remainders: dict[str, Remainder] = {}
    counts: tuple[Count, ...]

    @model_validator(mode="after")
    def _check(self) -> Self:
        keys = [count.key for count in self.counts]
        if repeated := {key for key in keys if keys.count(key) > 1}:
            raise ValueError(f"keys come twice: {', '.join(sorted(repeated))}")
        sums = (*self.parts.items(), *self.further.items())
        named = {key for total, parts in sums for key in (total, *parts)}
        named |= {count.was for count in self.counts if count.was}
        named |= {key for left, rule in self.remainders.items() for key in (left, rule.total, rule.without)}
        if unknown := named - set(keys):
            raise ValueError(f"parts name unknown keys: {', '.join(sorted(unknown))}")
        return self


def counts() -> tuple[Count, ...]:
    """All counts and rates of the catalogue, in its order."""
    return _file().counts


def count_info(key: str, form: Form | None = None) -> Count:
    """What is known of a key that a narrative may state, that of an annex row of any form included; a row of
    `form` is named in its words.

    A rate of the indicators has their label; one that is not listed anywhere is named by its key.
    Raises CatalogueError naming the key probably meant.
    """
    found = (_of_form(form, key) if form else None) or _by_key().get(key)
    if found is not None:
        return found
    if _STATED_RATE.fullmatch(key):
        known = indicators().get(key)
        label = known.label[:1].lower() + known.label[1:] if known else key
        return Count(key=key, label=label, unit="%", kind="rate_stated")
    raise CatalogueError(f'Danh mục số liệu không có khóa "{shown(key)}"{hint_of_key(key)}. Xem docs/chi-tieu.md.')


@functools.cache
def parts_of(key: str) -> tuple[str, ...]:
    """The keys that add up to `key`; none for a key that is no sum."""
    return _file().parts.get(key, ())


@functools.cache
def further_parts_of(key: str) -> tuple[str, ...]:
    """The keys that are added to the parts of `key` where they are stated."""
    return _file().further.get(key, ())


@functools.cache
def names_of(key: str) -> tuple[str, ...]:
    """The key, and behind it the key under which another form asks for the same quantity."""
    pairs = [(count.key, count.was) for count in counts() if count.was]
    return (key, *(new if key == old else old for new, old in pairs if key in (new, old)))


@functools.cache
def remainder_of(key: str) -> Remainder | None:
    """What the key is where it is not stated; None for a key that is never what is left of a total."""
    return _file().remainders.get(key)


@functools.cache
def derived_from(key: str) -> tuple[str, ...]:
    """The key and all those that it may be derived from."""
    rule = remainder_of(key)
    below = (other for part in (*parts_of(key), *further_parts_of(key)) for other in derived_from(part))
    return tuple(dict.fromkeys((key, *below, *((rule.total, rule.without) if rule else ()))))


def is_known_key(key: str, form: Form | None = None) -> bool:
    """Whether a submission may use this key: an annex row's of any form or of `form`, a count's, or any ty_le.*."""
    return key in _by_key() or (form is not None and key in form.by_key) or _STATED_RATE.fullmatch(key) is not None


def is_listed(key: str) -> bool:
    """Whether the catalogue lists the key: that of an annex row, of a count, or of a stated rate that it describes."""
    return key in _by_key()


def hint_of_key(key: str) -> str:
    """' (có phải "ho_so.tiep_nhan"?)' with the key that is probably meant, for an annex row's code that row's key."""
    of_code = [row.key for row in every_row() if row.code == key.strip().rstrip(".")]
    return f' (có phải "{of_code[0]}"?)' if of_code else hint(key, _by_key())


def _of_form(form: Form, key: str) -> Count | None:
    """The count of a row of the form; None where the catalogue describes the quantity itself, or the form lacks the row."""
    row = form.by_key.get(key)
    return None if row is None or key in _described() else _count_of_row(row, form.chapters)


@functools.cache
def _described() -> dict[str, Count]:
    return {count.key: count for count in counts()}


@functools.cache
def _by_key() -> dict[str, Count]:
    chapters = package_chapters()
    return {row.key: _count_of_row(row, chapters) for row in every_row()} | _described()


def _count_of_row(row: AnnexRow, chapters: Mapping[str, str]) -> Count:
    kind: CountKind = row.kind if row.kind in ("percent", "measure") else "count"
    section = chapters.get(row.code.partition(".")[0], "")
    return Count(key=row.key, label=row.label, unit=row.unit, kind=kind, section=section)


def _file() -> CountsFile:
    catalogue: CountsFile = read_catalogue("counts.yaml", CountsFile)
    return catalogue
