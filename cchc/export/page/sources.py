"""Say where numbers come from. In: lineages of printed numbers, register of raw cells. Out: one source a distinct lineage.

A number that is printed several times opens the same popover, which also leads to its other places. Popovers are
native (`popover`), so that they work without script, with mouse, Enter and Esc. Their markup is in sources.html.j2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from cchc.document.model import Lineage, Number, RawCell, split_cell_name
from cchc.values.printing import capital, print_number, print_share

Values = Mapping[str, Lineage]
_MOST_ADDENDS = 6
_MOST_ROWS = 12
_LONGEST_LABEL = 56
_LONGEST_PHRASE = 90
ONLY_COLUMNS = ("so_lieu", "gia_tri")  # of the files that hold one number a row
_TOKEN = re.compile(r"[^ ()]+")
_UNKNOWN = RawCell(text="")


@dataclass
class _Asked:
    """A lineage that was asked for, the places that print it, the findings that touch it."""

    name: str
    lineage: Lineage
    values: Values
    places: dict[str, str] = field(default_factory=dict)  # in words: the anchor
    findings: dict[str, None] = field(default_factory=dict)


@dataclass(frozen=True)
class CellGroup:
    """Cells of one file and column: each with its row; of many rows in sequence only the range, their texts being in the formula."""

    named: str
    rows: Sequence[tuple[int, RawCell]]

    @property
    def range(self) -> str:
        """The rows as a range; nothing where each is told."""
        first, last = self.rows[0][0], self.rows[-1][0]
        sequence = [row for row, _ in self.rows] == list(range(first, first + len(self.rows)))
        return f"dòng {first} đến {last}" if len(self.rows) > _MOST_ROWS and sequence else ""


@dataclass(frozen=True)
class Source:
    """What one popover says: of a derived number its formula, what of it is derived itself, and what was `read`."""

    name: str
    title: str
    of: str
    formula: str | None
    derived: Sequence[str]
    read: Sequence[tuple[str, Sequence[CellGroup]]]
    words: str
    cells: Sequence[CellGroup]
    places: Mapping[str, str]
    findings: Sequence[str]


class Sources:
    """The sources of a page. `cells` says what stands in each raw cell, and in which words of the commune."""

    def __init__(self, cells: Mapping[str, RawCell]) -> None:
        self._cells = cells
        self._asked: dict[Any, _Asked] = {}

    def popover(self, number: Number, name: str, values: Values, place: str) -> str | None:
        """The id of the popover for a number that is printed at `place`; None where its lineage is not known.

        `name` is that of its own lineage, or of one that is derived from it and so tells its source as well.
        """
        lineage = values.get(name)
        if lineage is None:
            return None
        identity = _identity(name, lineage)
        shared = self._asked.get(identity)
        if shared is None:
            shared = self._asked[identity] = _Asked(f"n{len(self._asked) + 1}", lineage, values)
        shared.places.setdefault(place, number.anchor)
        shared.findings.update(dict.fromkeys(number.findings))
        return shared.name

    def popovers(self) -> Iterator[Source]:
        """What has been asked for."""
        return map(self._source, self._asked.values())

    def _source(self, asked: _Asked) -> Source:
        lineage, values = asked.lineage, asked.values
        first = self._cells.get(lineage.cells[0], _UNKNOWN) if lineage.cells else _UNKNOWN
        return Source(
            asked.name,
            _title(lineage.label),
            lineage.of,
            _formula(lineage, values) if lineage.formula else None,
            [_told(values[name], values) for name in dict.fromkeys(_derived(lineage, values))],
            [(label, self._groups(cells)) for label, cells in _read(lineage, values).items()],
            _around(first.text.strip(), first.words),
            self._groups(lineage.cells),
            asked.places,
            list(asked.findings),
        )

    def _groups(self, names: Iterable[str]) -> list[CellGroup]:
        """The cells by file; the column is named in a file that has several of numbers."""
        columns: dict[str, list[tuple[int, RawCell]]] = {}
        for name in dict.fromkeys(names):
            file, row, column = split_cell_name(name)
            named = file if column in ONLY_COLUMNS else f"{file}, {column}"
            columns.setdefault(named, []).append((row, self._cells.get(name, _UNKNOWN)))
        return [CellGroup(named, rows) for named, rows in columns.items()]


def operand_names(name: str, values: Values) -> Iterator[str]:
    """The names of all operands that a lineage is derived from, those of its operands included."""
    for operand in _operands(values.get(name)):
        yield operand
        yield from operand_names(operand, values)


def _operands(lineage: Lineage | None) -> Sequence[str]:
    return lineage.formula.operands if lineage and lineage.formula else ()


def _identity(name: str, lineage: Lineage) -> tuple[Any, ...]:
    """What makes two numbers the same to a reader who asks for their source."""
    text = lineage.formula.text if lineage.formula else ""
    return _key(name), lineage.value, lineage.of, frozenset(lineage.cells), text, *_operands(lineage)


def _key(name: str) -> str:
    """The key of the value whose lineage is named so."""
    return name.partition("#")[0]


def _read(lineage: Lineage, values: Values) -> dict[str, list[str]]:
    """The cells of the operands that were read, not derived, by label."""
    read: dict[str, list[str]] = {}
    for name in _leaves(lineage, values):
        read.setdefault(values[name].label, []).extend(values[name].cells[:1])
    return read


def _leaves(lineage: Lineage, values: Values) -> Iterator[str]:
    """The operands that were read, not derived."""
    for name in _operands(lineage):
        if values[name].formula:
            yield from _leaves(values[name], values)
        else:
            yield name


def _derived(lineage: Lineage, values: Values) -> Iterator[str]:
    """The operands that the formula names and that are derived themselves."""
    named = set(_TOKEN.findall(lineage.formula.text)) if lineage.formula else set()
    for name in _operands(lineage):
        if values[name].formula:
            if _key(name) in named:
                yield name
            yield from _derived(values[name], values)


def _told(operand: Lineage, values: Values) -> str:
    """A derived operand: label, number, and its formula unless that is long."""
    few = len(_operands(operand)) <= _MOST_ADDENDS
    return f"{operand.label}: {_number(operand)}{f' = {_formula(operand, values)}' if few else ''}"


def _formula(lineage: Lineage, values: Values) -> str:
    """The formula with numbers in place of keys: "(479 + 106) / 589"."""
    numbers = dict(_numbers(lineage, values))
    text = lineage.formula.text if lineage.formula else ""
    return _TOKEN.sub(lambda match: numbers.get(match[0], match[0]), text)


def _numbers(lineage: Lineage, values: Values) -> Iterator[tuple[str, str]]:
    for name in _operands(lineage):
        yield _key(name), _number(values[name])
        yield from _numbers(values[name], values)


def _number(lineage: Lineage) -> str:
    """A number of a lineage as an official writes it; shares as percentages."""
    if lineage.value is None:
        return "chưa có"
    number = Decimal(lineage.value)
    return print_share(number, 2) if lineage.of else print_number(number)


def _title(label: str) -> str:
    """The label as a title: its first letter capital, a very long name cut."""
    return capital(label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…")


def _around(number: str, words: str) -> str:
    """The words, or as many around the number as anybody needs to find it, from word to word."""
    if len(words) <= _LONGEST_PHRASE:
        return words
    start = max(0, min(words.find(number) - _LONGEST_PHRASE // 2, len(words) - _LONGEST_PHRASE))
    piece = words[start : start + _LONGEST_PHRASE]
    piece = piece if start == 0 else "…" + piece.partition(" ")[2]
    return piece if start + _LONGEST_PHRASE >= len(words) else piece.rpartition(" ")[0] + "…"
