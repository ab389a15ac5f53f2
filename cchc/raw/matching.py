"""Match submitted annex rows with the rows of the form. In: records of phu_luc_01b.csv. Out: pairs, in print order.

By label (NFC, case and white space folded) within the parent, in print order; the submitted code plays no part. A row
that matches nothing is kept, a row of the form that was not submitted is kept too.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.annex import AnnexRow, annex_rows
from cchc.catalogue.names import normalise_label
from cchc.raw.files import Record


@dataclass(frozen=True)
class MatchedRow:
    """A submitted record, a row of the form, or both. Never neither."""

    record: Record | None
    row: AnnexRow | None


def match_rows(records: Iterable[Record], on: date) -> list[MatchedRow]:
    """Every submitted record with its row, in submitted order; rows not submitted stand where the form has them."""
    form = annex_rows(on)
    taken: dict[str, Record] = {}
    pairs: list[MatchedRow] = []
    place: AnnexRow | None = None
    for record in records:
        row = _find(normalise_label(record["chi_tieu"]), _by_label(on), taken, place)
        if row is not None:
            taken[row.code] = record
            place = row
        pairs.append(MatchedRow(record, row))
    return _insert_absent(pairs, form, taken)


@functools.cache
def _by_label(on: date) -> dict[str, list[AnnexRow]]:
    rows: dict[str, list[AnnexRow]] = {}
    for row in annex_rows(on):
        rows.setdefault(normalise_label(row.label), []).append(row)
    return rows


def _find(
    label: str, labels: Mapping[str, Sequence[AnnexRow]], taken: dict[str, Record], place: AnnexRow | None
) -> AnnexRow | None:
    free = [row for row in labels.get(label, ()) if row.code not in taken]
    if len(free) < 2 or place is None:
        return free[0] if free else None
    parents = (place.code, place.parent)
    return next((row for row in free if row.parent in parents), free[0])


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
