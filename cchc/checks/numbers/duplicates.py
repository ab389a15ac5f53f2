"""Is a procedure listed twice. In: a CheckContext. Out: findings of DUPLICATE_ROW, one for each procedure listed twice.

Two names are one when they share enough words (wording.yaml: duplicates) and one only adds words to the other, or spells
them differently, none of which makes another procedure of it ("đăng ký", "đăng ký lại"). Words in brackets count only
where they do that.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.names import fold_accents
from cchc.catalogue.writing.prose import mend_typos
from cchc.catalogue.writing.wording import wording
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding
from cchc.checks.locations import finding_at
from cchc.checks.words.gazetteer import name_key
from cchc.raw.files import Record
from cchc.raw.submission import REDUCTIONS
from cchc.values.reading import clean

_BRACKETS = re.compile(r"\([^)]*\)")
_WORD = re.compile(r"\w+")


def check_duplicates(context: CheckContext) -> Iterator[Finding]:
    """Every procedure of cat_giam.csv stands in one row."""
    rows = [(record, procedure_words(record["ten_tthc"])) for record in context.submission.table(REDUCTIONS)]
    taken: set[int] = set()
    for place, (record, words) in enumerate(rows):
        if place in taken or not words:
            continue
        same = [later for later in range(place + 1, len(rows)) if _is_same(words, rows[later][1])]
        taken.update(same)
        if same:
            yield _finding([record, *(rows[later][0] for later in same)])


def _finding(records: list[Record]) -> Finding:
    listed = "; ".join(f"«{clean(record['ten_tthc'])}» (STT {record['stt'].strip() or '?'})" for record in records)
    return finding_at(
        "DUPLICATE_ROW",
        f"{len(records)} dòng có vẻ là cùng một thủ tục với tên gần giống nhau: {listed}.",
        "Giữ một dòng với tên đúng theo quyết định công bố, hoặc ghi rõ chỗ khác nhau; rà lại tổng số thủ tục.",
        keys=[clean(record["ten_tthc"]) for record in records],
        where=[CellRef(REDUCTIONS, record.row, "ten_tthc", record["ten_tthc"]) for record in records],
    )


@functools.lru_cache(maxsize=8192)
def procedure_words(name: str) -> frozenset[str]:
    """The words of a procedure's name by which it is compared, known slips mended."""
    text = mend_typos(clean(meant(name)))
    words = {name_key(word) for word in _WORD.findall(_BRACKETS.sub(" ", text))} - _ignored()
    bracketed = {name_key(word) for part in _BRACKETS.findall(text) for word in _WORD.findall(part)}
    return frozenset(words | (bracketed & _telling()))


def _is_same(one: frozenset[str], other: frozenset[str]) -> bool:
    if not other or len(one & other) < wording().duplicates.common * len(one | other):
        return False
    left, right = one - other, other - one
    if (left | right) & _telling():
        return False
    return not left or not right or {fold_accents(word) for word in left} == {fold_accents(word) for word in right}


@functools.cache
def _telling() -> frozenset[str]:
    return frozenset(map(name_key, wording().duplicates.telling))


@functools.cache
def _ignored() -> frozenset[str]:
    return frozenset(map(name_key, wording().duplicates.ignored))


CHECKS = (check_duplicates,)
