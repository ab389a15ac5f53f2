"""Find the value of a key. In: a submission. Out: values with all their statements.

A count may be stated by the narrative, several times and differently, and by the annex. A sentence prints the value
stated for its own section, else the annex's, else the first one stated anywhere, else the sum of the key's parts. All
other statements stay with the value, so that whoever asks sees them. A text that is not a number counts as missing.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from cchc.catalogue.annex import AnnexRow, annex_rows
from cchc.catalogue.counts import count_info, parts_of
from cchc.raw.matching import MatchedRow, match_rows
from cchc.raw.submission import ANNEX, STATEMENTS, Submission
from cchc.values.reading import clean, is_blank, read_amount, read_count, read_number
from cchc.values.value import Cell, Formula, Kind, Status, Value

_READERS = {"count": read_count, "choice": read_count, "measure": read_amount, "days": read_amount}
_ANNEX_KINDS: dict[str, Kind] = {"count": "count", "percent": "percent", "choice": "choice"}


class Counts:
    """The stated values of one submission, by key. `on` is the last day of its data window."""

    def __init__(self, submission: Submission, on: date) -> None:
        self.on = on
        self.rows: list[MatchedRow] = match_rows(submission.table(ANNEX), on)
        self._values: dict[tuple[str, str | None], Value] = {}
        self._form = {row.key: row for row in annex_rows(on)}
        self._annex: dict[str, Cell] = {}
        self._stated: dict[str, list[Cell]] = {}
        for pair in self.rows:
            if pair.record and pair.row:
                self._annex[pair.row.key] = pair.record.cell(ANNEX, "so_lieu", words=pair.row.label)
        for record in submission.table(STATEMENTS):
            section = clean(record["muc"]) or None
            cell = record.cell(STATEMENTS, "gia_tri", section, record["nguyen_van"])
            self._stated.setdefault(clean(record["khoa"]), []).append(cell)

    def all_keys(self) -> list[str]:
        """Every key that the submission states, the narrative's first, in submitted order."""
        return list(dict.fromkeys([*self._stated, *self._annex]))

    def asks_for(self, key: str) -> bool:
        """Whether the annex of that day has a row for the key."""
        return key in self._form

    def code_of(self, key: str) -> str:
        """The code of the annex row that states the key; nothing where the annex has none."""
        row = self._form.get(key)
        return row.code if row else ""

    def cells(self, key: str) -> tuple[Cell, ...]:
        """All statements of the key, the narrative's first, in submitted order."""
        annex = self._annex.get(key)
        return (*self._stated.get(key, ()), *((annex,) if annex else ()))

    def value(self, key: str, section: str | None = None) -> Value:
        """The value that a sentence of `section` prints, with every other statement of the key."""
        if (key, section) not in self._values:
            self._values[key, section] = self._find(key, section)
        return self._values[key, section]

    def _find(self, key: str, section: str | None) -> Value:
        row = self._form.get(key)
        for cell in self._in_order(key, section):
            number = read_cell(cell.text, _kind(key, row))
            if number is not None:
                others = tuple(other for other in self.cells(key) if other != cell)
                return self._build(key, row, number, "stated", (cell, *others))
        return self._sum(key, row, section)

    def _in_order(self, key: str, section: str | None) -> list[Cell]:
        stated = self._stated.get(key, [])
        own = sorted((c for c in stated if _near(c.section, section)), key=lambda c: c.section != section)
        annex = self._annex.get(key)
        rest = [cell for cell in stated if cell not in own]
        return [*own, *((annex,) if annex else ()), *rest]

    def _sum(self, key: str, row: AnnexRow | None, section: str | None) -> Value:
        cells = self.cells(key)
        parts = [self.value(part, section) for part in parts_of(key)]
        numbers = [part.number for part in parts if part.number is not None]
        if parts and len(numbers) == len(parts):
            formula = Formula(" + ".join(part.key for part in parts), tuple(parts))
            return self._build(key, row, sum(numbers, Decimal(0)), "derived", cells, formula)
        wrong = any(not is_blank(cell.text) for cell in cells)
        return self._build(key, row, None, "not_a_number" if wrong else "missing", cells)

    def _build(
        self,
        key: str,
        row: AnnexRow | None,
        number: Decimal | None,
        status: Status,
        cells: tuple[Cell, ...],
        formula: Formula | None = None,
    ) -> Value:
        info = count_info(key)
        code = row.code if row and cells and cells[0].file == ANNEX else ""
        return Value(key, info.label, info.unit, _kind(key, row), number, status, cells, formula, code=code)


def read_cell(text: str, kind: Kind) -> Decimal | None:
    """The number of a cell of that kind; None where the text is blank or is not such a number."""
    return _READERS.get(kind, read_number)(text)


def _kind(key: str, row: AnnexRow | None) -> Kind:
    if row is not None:
        return _ANNEX_KINDS.get(row.kind, "text")
    kind = count_info(key).kind
    return "percent" if kind == "rate_stated" else kind


def _near(stated: str | None, section: str | None) -> bool:
    """Whether a statement for `stated` speaks for `section`: the same section, one above it, or one below it."""
    if stated is None or section is None:
        return False
    return (stated + ".").startswith(section + ".") or (section + ".").startswith(stated + ".")
