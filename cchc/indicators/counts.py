"""Find the numbers of a sentence, a rate or a sum. In: a submission. Out: values with all their statements.

A count may be stated by the narrative, several times and differently, and by the annex. A sentence prints the value
stated for its own section, else the annex's, else the first one stated anywhere, else the sum of the key's parts. All
other statements stay with the value, so that whoever asks sees them. A text that is not a number counts as missing.

Numbers that are printed or divided together come from one scope; and where the submission contradicts itself about one
of them, all of them come from one section, or from the annex, or there are none.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.counts import (
    count_info,
    derived_from,
    is_known_key,
    is_listed,
    names_of,
)
from cchc.indicators.statements import Statements, add_parts, read_statement, remainder
from cchc.raw.files import Record
from cchc.raw.matching import MatchedRow, match_rows
from cchc.raw.submission import ANNEX, STATEMENTS, Submission
from cchc.values.reading import clean, is_blank
from cchc.values.value import Cell, Kind, Status, Value

OWN = ""  # the report's own scope
_ANNEX_KINDS: dict[str, Kind] = {"count": "count", "measure": "measure", "percent": "percent", "choice": "choice"}

Find = Callable[[str], Value | None]


class Group(dict[str, Value]):
    """Values that belong together, by key, and the scope that all of them are stated in."""

    def __init__(self, values: Mapping[str, Value], scope: str) -> None:
        super().__init__(values)
        self.scope = scope


class Counts:
    """The stated values of one submission, by key. `as_of` is the last day of its data window."""

    def __init__(self, submission: Submission, as_of: date) -> None:
        self.as_of = as_of
        self.rows: list[MatchedRow] = match_rows(submission.table(ANNEX), submission.form)
        self.form = submission.form
        self._models: dict[str, Value] = {}
        self._read: dict[str, list[Value]] = {}
        self._rows: dict[tuple[str, int], Value] = {}
        for cell, key in (*_narrated(submission), *self._in_annex()):
            value = self._rows[cell.file, cell.row] = read_statement(self.model(key), cell)
            self._read.setdefault(key, []).append(value)
        self._groups: dict[tuple[tuple[str, ...], str | None, str | None], Group] = {}
        self._stating: dict[str, tuple[Cell, ...]] = {}
        self._contested: dict[tuple[str, str], bool] = {}
        self._orders: dict[tuple[str | None, str], list[Statements]] = {}

    def _in_annex(self) -> Iterator[tuple[Cell, str]]:
        for pair in self.rows:
            if pair.record and pair.row:
                yield pair.record.cell(ANNEX, "so_lieu", words=pair.row.label), pair.row.key

    def all_keys(self) -> list[str]:
        """Every key that the submission states, the narrative's first, in submitted order."""
        return list(self._read)

    def asks_for(self, key: str) -> bool:
        """Whether the annex of that day has a row for the key."""
        return key in self.form.by_key

    def knows(self, key: str) -> bool:
        """Whether the key can have a number: it is in the catalogue, or is a rate that the submission states."""
        return is_listed(key) or key in self.form.by_key or key in self._read

    def statements_of(self, key: str) -> list[Value]:
        """All statements of the key, each with its own cell, the narrative's first, in submitted order."""
        return self._read.get(key, [])

    def in_row(self, file: str, row: int) -> Value | None:
        """What a record of the statements or of the annex states; None where its key or row is not known."""
        return self._rows.get((file, row))

    def in_annex(self, record: Record) -> Value:
        """What a record of the annex states, with every other statement of its key; of a row that no form has, its text."""
        value = self.in_row(ANNEX, record.row)
        if value is not None:
            return self._with_others(value)
        model = Value(f"{ANNEX}:{record.row}", clean(record["chi_tieu"]), "", "text", None, "missing")
        return read_statement(model, record.cell(ANNEX, "so_lieu"))

    def _with_others(self, value: Value) -> Value:
        """The statement with the cells of all others of its key behind its own."""
        own, cells = value.cells[0], self._cells(value.key)
        if len(cells) == 1:
            return value
        return replace(value, cells=(own, *(cell for cell in cells if cell != own)))

    def _cells(self, key: str) -> tuple[Cell, ...]:
        if key not in self._stating:
            read = (value for name in names_of(key) for value in self.statements_of(name))
            self._stating[key] = tuple(value.cells[0] for value in read)
        return self._stating[key]

    @functools.cached_property
    def statements(self) -> tuple[Statements, ...]:
        """What the annex states, then what each section does in each scope, in reading order."""
        places: dict[tuple[str | None, str], dict[str, list[Value]]] = {(None, OWN): {}}
        for value in (value for values in self._read.values() for value in values):
            cell = value.cells[0]
            place = (None if cell.file == ANNEX else cell.section or "", cell.scope)
            places.setdefault(place, {}).setdefault(value.key, []).append(value)
        return tuple(Statements(*place, read, self.model) for place, read in places.items())

    @functools.cached_property
    def _by_scope(self) -> dict[str, list[Statements]]:
        return {scope: [one for one in self.statements if one.scope == scope] for scope in self.scopes}

    @functools.cached_property
    def scopes(self) -> tuple[str, ...]:
        """The scopes that numbers are stated in, the report's own first."""
        return tuple(dict.fromkeys(one.scope for one in self.statements))

    def value(self, key: str, section: str | None = None) -> Value:
        """The value that a sentence of `section` prints, with every other statement of the key."""
        return self.group((key,), section)[key]

    def group(self, keys: Iterable[str], section: str | None = None, scope: str | None = None) -> Group:
        """The values of keys that are printed or compared together, all of one scope: the first that has them all.

        Those of `scope` where one is given. What does not go with the others has no number.
        """
        wanted = (tuple(dict.fromkeys(keys)), section, scope)
        if wanted not in self._groups:
            self._groups[wanted] = self._find_group(*wanted)
        return self._groups[wanted]

    def _find_group(self, keys: tuple[str, ...], section: str | None, scope: str | None) -> Group:
        scopes = self._scopes_of(section) if scope is None else (scope,)
        tried: list[tuple[dict[str, Value | None], str]] = []
        for one in scopes:
            for find in self._finds(keys, section, one):
                found = {key: find(key) for key in keys}
                if all(found.values()):
                    return self._group(found, one)
                tried.append((found, one))
        some = (one for one in tried if any(one[0].values()))
        return self._group(*next(some, tried[0]))

    def _group(self, found: Mapping[str, Value | None], scope: str) -> Group:
        return Group({key: self._value(key, value) for key, value in found.items()}, scope)

    def _scopes_of(self, section: str | None) -> tuple[str, ...]:
        """The scopes in the order in which a sentence of the section looks for its numbers: those of the section first."""
        if len(self.scopes) == 1:
            return self.scopes
        near = [one.scope for one in self.statements if is_near(one.section, section)]
        return tuple(dict.fromkeys([*sorted(near, key=lambda scope: scope != OWN), *self.scopes]))

    def _finds(self, keys: tuple[str, ...], section: str | None, scope: str) -> Iterator[Find]:
        """Where the numbers may be looked for, one place after the other.

        Anywhere, where nothing contradicts itself. Else in one place for all: the section's own where it states one of
        the contradicted keys; else first those that state every number over those that only add it up.
        """
        closure = dict.fromkeys(other for key in keys for other in derived_from(key))
        contested = [key for key in closure if self.contested(key, scope)]
        alone = len(keys) == 1 and any(one.stated(keys[0]) for one in self._places(scope))
        if alone or not contested:
            yield functools.partial(self._anywhere, section=section, scope=scope)
            return
        places = self._in_order(section, scope)
        own = [one for one in places if is_near(one.section, section)]
        others = [one for one in places if one not in own]
        if not any(one.own(key) for one in own for key in contested):
            own += sorted(others, key=lambda one: not one.states(keys))
        for one in own:
            yield one.known

    def _places(self, scope: str) -> list[Statements]:
        return self._by_scope.get(scope, [])

    def _in_order(self, section: str | None, scope: str) -> list[Statements]:
        """The parts that speak of the scope, in the order in which a sentence of the section looks through them."""
        if (section, scope) not in self._orders:
            self._orders[section, scope] = sorted(self._places(scope), key=lambda one: _rank(one, section))
        return self._orders[section, scope]

    def contested(self, key: str, scope: str = OWN) -> bool:
        """Whether parts of the submission that speak of the same scope give the key different numbers."""
        if (key, scope) not in self._contested:
            values = [one.own(key) for one in self._speaking(key, scope)]
            self._contested[key, scope] = len({value.number for value in values if value is not None}) > 1
        return self._contested[key, scope]

    def _speaking(self, key: str, scope: str) -> Iterable[Statements]:
        """The parts of the submission that may have a number of the key in that scope: those that state it or what adds up to it."""
        names = (name for other in derived_from(key) for name in names_of(other))
        return dict.fromkeys(one for name in names for one in self._by_key.get((name, scope), ()))

    @functools.cached_property
    def _by_key(self) -> dict[tuple[str, str], list[Statements]]:
        found: dict[tuple[str, str], list[Statements]] = {}
        for one in self.statements:
            for key in one.all_keys():
                found.setdefault((key, one.scope), []).append(one)
        return found

    def _anywhere(self, key: str, section: str | None, scope: str) -> Value | None:
        """The number as a sentence of the section prints it, taken from wherever it is stated."""
        find = functools.partial(self._stated, section=section, scope=scope)
        return find(key) or self._sum(key, section, scope) or remainder(key, self.model, find)

    def _stated(self, key: str, section: str | None, scope: str) -> Value | None:
        return next((value for one in self._in_order(section, scope) if (value := one.stated(key))), None)

    def _sum(self, key: str, section: str | None, scope: str) -> Value | None:
        return add_parts(key, self.model, functools.partial(self._anywhere, section=section, scope=scope))

    def _value(self, key: str, found: Value | None) -> Value:
        """What was found, with every other statement of the key; a value without number where nothing was."""
        cells = self._cells(key)
        if found is None:
            wrong = any(not is_blank(cell.text) for cell in cells)
            status: Status = "not_a_number" if wrong else "missing"
            asked = next((name for name in names_of(key) if self.asks_for(name)), key)
            return replace(self.model(asked), status=status, cells=cells, code="")
        return self._with_others(found) if found.cells else replace(found, cells=cells)

    def model(self, key: str) -> Value:
        """The key's label, unit, kind and annex code, without a number. Raises CatalogueError for an unknown key."""
        if key not in self._models:
            row, info = self.form.by_key.get(key), count_info(key, self.form)
            code = row.code if row else ""
            self._models[key] = Value(key, info.label, info.unit, _kind(key, row), None, "missing", code=code)
        return self._models[key]


def _narrated(submission: Submission) -> Iterator[tuple[Cell, str]]:
    """The statements of the narrative whose key is known, each with its key."""
    for record in submission.table(STATEMENTS):
        key = clean(record["khoa"])
        if is_known_key(key, submission.form):
            section = clean(record["muc"]) or None
            yield record.cell(STATEMENTS, "gia_tri", section, record["nguyen_van"]), key


def _kind(key: str, row: AnnexRow | None) -> Kind:
    if row is not None:
        return _ANNEX_KINDS.get(row.kind, "text")
    kind = count_info(key).kind
    return "percent" if kind == "rate_stated" else kind


def _rank(one: Statements, section: str | None) -> int:
    """Where a sentence of the section looks first: in the section itself, one above or below it, the annex, elsewhere."""
    if is_near(one.section, section):
        return 0 if one.section == section else 1
    return 2 if one.section is None else 3


def is_near(stated: str | None, section: str | None) -> bool:
    """Whether a statement for `stated` speaks for `section`: the same section, one above it, or one below it."""
    if stated is None or section is None:
        return False
    return (stated + ".").startswith(section + ".") or (section + ".").startswith(stated + ".")
