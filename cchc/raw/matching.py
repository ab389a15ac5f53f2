"""Match submitted annex rows with the rows of the form. In: records of phu_luc_01b.csv. Out: pairs, in print order.

By label (NFC, case and white space folded), or another name that the form knows, within the parent, in print order; the
submitted code plays no part. A row
that matches nothing is kept, a row of the form that was not submitted is kept too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cchc.catalogue.annex import AnnexRow, OtherWords
from cchc.catalogue.form import Form, Match
from cchc.raw.files import Record


@dataclass(frozen=True)
class MatchedRow:
    """A submitted record, a row of the form, or both. Never neither. `dated` are words of its label that the law changed."""

    record: Record | None
    row: AnnexRow | None
    dated: tuple[OtherWords, ...] = ()


def match_rows(records: Iterable[Record], form: Form) -> list[MatchedRow]:
    """Every submitted record with its row, in submitted order; rows not submitted stand where the form has them."""
    taken: dict[str, Record] = {}
    pairs: list[MatchedRow] = []
    place: AnnexRow | None = None
    for record in records:
        match = _choose(form.find(record["chi_tieu"]), taken, place)
        if match is not None:
            taken[match.row.code] = record
            place = match.row
        pairs.append(MatchedRow(record, match.row, match.dated) if match else MatchedRow(record, None))
    return _insert_absent(pairs, form.rows, taken)


def _choose(matches: Sequence[Match], taken: dict[str, Record], place: AnnexRow | None) -> Match | None:
    free = [match for match in matches if match.row.code not in taken]
    if len(free) < 2 or place is None:
        return free[0] if free else None
    parents = (place.code, place.parent)
    return next((match for match in free if match.row.parent in parents), free[0])


def _insert_absent(pairs: list[MatchedRow], form: Sequence[AnnexRow], taken: dict[str, Record]) -> list[MatchedRow]:
    order = [row.code for row in form]
    after: dict[str | None, list[MatchedRow]] = {}
    anchor: str | None = None
    for row in form:
        if row.code in taken:
            anchor = row.code
        else:
            after.setdefault(anchor, []).append(MatchedRow(None, row))
    placed = list(after.get(None, []))
    for pair in pairs:
        placed.append(pair)
        placed.extend(after.get(pair.row.code, []) if pair.row else [])
    assert len(placed) == len(pairs) + len(order) - len(taken)
    return placed
