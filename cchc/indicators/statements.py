"""What one part of a submission states. In: its cells, read. Out: `Statements`: the numbers of the annex, or of one section.

Numbers that belong together are stated together. Where two parts contradict each other, or where they cover different
things (`scope`: "tại quầy"), a total of the one is never put beside a part of the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from cchc.catalogue.counts import further_parts_of, names_of, parts_of, remainder_of
from cchc.raw.submission import ANNEX
from cchc.values.reading import is_blank, read_amount, read_count, read_days, read_number
from cchc.values.value import Cell, Formula, Kind, Status, Value, known_sum

_READERS = {"count": read_count, "choice": read_count, "measure": read_amount, "days": read_days}

Model = Callable[[str], Value]


class Statements:
    """The statements of the annex (`section` None) or of one section of the narrative, in one scope.

    `model` gives a key's label, unit, kind and code, in a Value without number.
    """

    def __init__(self, section: str | None, scope: str, read: Mapping[str, Sequence[Value]], model: Model) -> None:
        self.section, self.scope, self._model = section, scope, model
        self._stated = {key: [value for value in values if not value.missing] for key, values in read.items()}
        self._own: dict[str, Value | None] = {}

    def all_keys(self) -> Iterator[str]:
        """The keys that have a statement here."""
        return iter(self._stated)

    def all_stated(self, key: str) -> list[Value]:
        """Every number that is stated here for the key, in reading order."""
        return self._stated.get(key, [])

    def stated(self, key: str) -> Value | None:
        """The number that is stated here, under this key or another name of its quantity; None where there is none."""
        for name in names_of(key):
            if stated := self._stated.get(name):
                return stated[0]
        return None

    def states(self, keys: Iterable[str]) -> bool:
        """Whether each of the keys has a number here that was not added up from parts."""
        return all(self.stated(key) is not None for key in keys)

    def own(self, key: str) -> Value | None:
        """The number that is stated here, or the sum of parts that are."""
        if key not in self._own:
            self._own[key] = self.stated(key) or self._sum(key)
        return self._own[key]

    def _sum(self, key: str) -> Value | None:
        return add_parts(key, self._model, self.own)

    def known(self, key: str) -> Value | None:
        """The own number, or what is left of a total that is stated here."""
        return self.own(key) or remainder(key, self._model, self.stated)


def read_cell(text: str, kind: Kind) -> Decimal | None:
    """The number of a cell of that kind; None where the text is blank or is not such a number."""
    return _READERS.get(kind, read_number)(text)


def read_statement(model: Value, cell: Cell) -> Value:
    """What a cell states of the model's key: here, and nowhere else, a raw cell becomes a number."""
    number = read_cell(cell.text, model.kind)
    status: Status = "stated" if number is not None else "not_a_number"
    if model.kind == "text" or is_blank(cell.text):
        status = "missing" if is_blank(cell.text) else "text"
    return replace(model, number=number, status=status, cells=(cell,), code=model.code if cell.file == ANNEX else "")


def total(model: Value, parts: list[Value], cells: tuple[Cell, ...] = ()) -> Value:
    """The sum of the parts, all of which have a number."""
    formula = Formula(" + ".join(part.key for part in parts), tuple(parts))
    return Value(model.key, model.label, model.unit, model.kind, known_sum(parts), "derived", cells, formula)


def add_parts(key: str, model: Model, find: Callable[[str], Value | None]) -> Value | None:
    """The sum of the key's parts, and of its further ones that are found; None where a part is not found or is what is left."""
    known: list[Value] = []
    for part in map(find, parts_of(key)):
        if part is None or part.status == "remainder":
            return None
        known.append(part)
    further = map(find, further_parts_of(key))
    return total(model(key), known + [part for part in further if part is not None]) if known else None


def remainder(key: str, model: Model, find: Callable[[str], Value | None]) -> Value | None:
    """What is left of a stated total without its other, stated part; None where one is not stated, or nothing is left.

    Only of keys that the catalogue lists: dossiers resolved are in time unless they are late.
    """
    rule = remainder_of(key)
    if rule is None:
        return None
    whole = find(rule.total) or remainder(rule.total, model, find)
    part = find(rule.without)
    if whole is None or part is None or whole.number is None or part.number is None or part.number > whole.number:
        return None
    named = model(key)
    formula = Formula(f"{whole.key} - {part.key}", (whole, part))
    return Value(key, named.label, named.unit, named.kind, whole.number - part.number, "remainder", formula=formula)
