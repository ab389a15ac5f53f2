"""Say where numbers come from. In: lineages of printed numbers, register of raw cells. Out: one popover a distinct source.

A number that is printed several times opens the same popover, which also leads to its other places. Popovers are
native (`popover`), so that they work without script, with mouse, Enter and Esc.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from html import escape
from typing import Any

from markupsafe import Markup

from cchc.document.blocks import split_cell_name
from cchc.values.printing import capital, print_number, print_share

Lineage = Mapping[str, Any]
Values = Mapping[str, Lineage]
_MOST_FINDINGS = 5
_MOST_ADDENDS = 6
_MOST_ROWS = 12
_LONGEST_LABEL = 56
_LONGEST_PHRASE = 90
ONLY_COLUMNS = ("so_lieu", "gia_tri")  # of the files that hold one number a row
_TOKEN = re.compile(r"[^ ()]+")


@dataclass
class _Popover:
    """What one popover says: a lineage, the places that print it, the findings that touch it."""

    name: str
    lineage: Lineage
    values: Values
    places: dict[str, str] = field(default_factory=dict)  # in words: the anchor
    findings: dict[str, None] = field(default_factory=dict)


class Sources:
    """The popovers of a page. `cells` says what stands in each raw cell, and in which words of the commune."""

    def __init__(self, cells: Mapping[str, Any]) -> None:
        self._cells = cells
        self._popovers: dict[Any, _Popover] = {}

    def popover(self, number: Mapping[str, Any], name: str, values: Values, place: str) -> str | None:
        """The id of the popover for a number that is printed at `place`; None where its lineage is not known.

        `name` is that of its own lineage, or of one that is derived from it and so tells its source as well.
        """
        lineage = values.get(name) if isinstance(name, str) else None
        if lineage is None:
            return None
        identity = _identity(name, lineage)
        shared = self._popovers.get(identity)
        if shared is None:
            shared = self._popovers[identity] = _Popover(f"n{len(self._popovers) + 1}", lineage, values)
        shared.places.setdefault(place, number["anchor"])
        shared.findings.update(dict.fromkeys(number.get("findings", ())))
        return shared.name

    def markup(self) -> Markup:
        """All popovers that have been asked for. HTML ends a paragraph or an entry where the next one begins: no end tags."""
        return Markup("".join(map(self._markup, self._popovers.values())))

    def _markup(self, popover: _Popover) -> str:
        lineage = popover.lineage
        label = lineage["label"]
        of = f" <i>(so với {_text(lineage['of'])})</i>" if lineage.get("of") else ""
        parts = [f"<div popover id={popover.name}><b>{_text(_capital(label))}</b>{of}"]
        if "formula" in lineage:
            parts.append(f"<p>= {_text(_formula(lineage, popover.values))}")
            parts.append(f"<ul>{''.join(self._operands(lineage, popover.values))}</ul>")
        if lineage["cells"]:
            first = self._cells.get(lineage["cells"][0])
            if isinstance(first, dict) and "words" in first:
                parts.append(f"<p>“{_text(_around(first['text'].strip(), first['words']))}”")
            parts.append(f"<p>{self._cells_text(lineage['cells'])}")
        if len(popover.places) > 1:
            links = ", ".join(f"<a href=#{anchor}>{_text(place)}</a>" for place, anchor in popover.places.items())
            parts.append(f"<p>Được in ở: {links}")
        if popover.findings:
            parts.append(f"<p>Rà soát số {_finding_links(list(popover.findings))}")
        return "".join([*parts, "</div>"])

    def _operands(self, lineage: Lineage, values: Values) -> Iterator[str]:
        """A line for each operand: where it was read, or how it was derived; those of one label on one line."""
        read: dict[str, list[str]] = {}
        for name in _leaves(lineage, values):
            leaf = values[name]
            read.setdefault(leaf["label"], []).extend(leaf["cells"][:1])
        for name in dict.fromkeys(_derived(lineage, values)):
            operand = values[name]
            many = len(operand["formula"]["operands"]) > _MOST_ADDENDS
            terms = "" if many else f" = {_text(_formula(operand, values))}"
            yield f"<li>{_text(operand['label'])}: {_number(operand)}{terms}"
        for label, cells in read.items():
            yield f"<li>{_text(label)}: {self._cells_text(dict.fromkeys(cells)) or 'chưa có số liệu'}"

    def _cells_text(self, names: Iterable[str]) -> str:
        """The cells as in phu_luc_01b.csv: dòng 38 «830»; the column is named in a file that has several of numbers."""
        columns: dict[tuple[str, str], list[tuple[int, str]]] = {}
        for name in names:
            file, row, column = split_cell_name(name)
            columns.setdefault((file, column), []).append((row, self._cell_text(name)))
        return "; ".join(
            f"{_text(file)}{'' if column in ONLY_COLUMNS else f', {column}'}: {_rows_text(rows)}"
            for (file, column), rows in columns.items()
        )

    def _cell_text(self, name: str) -> str:
        cell = self._cells.get(name, "")
        if isinstance(cell, str):
            return f" «{_text(cell)}»"
        section = f" (mục {_text(cell['section'])})" if cell.get("section") else ""
        made = ""
        if "original" in cell:
            made = f" <ins>đã điều chỉnh từ «{_text(cell['original'])}»: {_text(cell['reason'])}</ins>"
        return f" «{_text(cell['text'])}»{section}{made}"


def operand_names(name: Any, values: Values) -> Iterator[str]:
    """The names of all operands that a lineage is derived from, those of its operands included."""
    lineage = values.get(name, {}) if isinstance(name, str) else {}
    for operand in lineage.get("formula", {}).get("operands", ()):
        yield operand
        yield from operand_names(operand, values)


def _identity(name: str, lineage: Lineage) -> tuple[Any, ...]:
    """What makes two numbers the same to a reader who asks for their source."""
    formula = lineage.get("formula", {"text": "", "operands": ()})
    derived = (formula["text"], *formula["operands"])
    return name.partition("#")[0], lineage["value"], lineage.get("of"), frozenset(lineage["cells"]), derived


def _leaves(lineage: Lineage, values: Values) -> Iterator[str]:
    """The operands that were read, not derived."""
    for name in lineage["formula"]["operands"]:
        if "formula" in values[name]:
            yield from _leaves(values[name], values)
        else:
            yield name


def _derived(lineage: Lineage, values: Values) -> Iterator[str]:
    """The operands that the formula names and that are derived themselves."""
    named = set(_TOKEN.findall(lineage["formula"]["text"]))
    for name in lineage["formula"]["operands"]:
        if "formula" in values[name]:
            if name.partition("#")[0] in named:
                yield name
            yield from _derived(values[name], values)


def _formula(lineage: Lineage, values: Values) -> str:
    """The formula with numbers in place of keys: "(479 + 106) / 589"."""
    numbers = dict(_numbers(lineage, values))
    return _TOKEN.sub(lambda match: numbers.get(match[0], match[0]), lineage["formula"]["text"])


def _numbers(lineage: Lineage, values: Values) -> Iterator[tuple[str, str]]:
    for name in lineage["formula"]["operands"]:
        yield name.partition("#")[0], _number(values[name])
        if "formula" in values[name]:
            yield from _numbers(values[name], values)


def _number(lineage: Lineage) -> str:
    """A number of a lineage as an official writes it; shares as percentages."""
    if lineage["value"] is None:
        return "chưa có"
    number = Decimal(lineage["value"])
    return print_share(number, 2) if lineage.get("of") else print_number(number)


def _rows_text(rows: Sequence[tuple[int, str]]) -> str:
    """Each row with what stands in it; many rows that follow each other as a range, their texts being in the formula."""
    first = rows[0][0]
    if len(rows) > _MOST_ROWS and [row for row, _ in rows] == list(range(first, first + len(rows))):
        return f"dòng {first} đến {rows[-1][0]}"
    return ", ".join(f"dòng {row}{text}" for row, text in rows)


def _finding_links(names: Sequence[str]) -> str:
    links = [f"<a href=#{name}>{name[3:]}</a>" for name in names[:_MOST_FINDINGS]]
    more = len(names) - _MOST_FINDINGS
    return ", ".join(links) + (f" và {more} nội dung khác" if more > 0 else "")


def _capital(label: str) -> str:
    """The label as a title: its first letter capital, a very long name cut."""
    short = label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1].rstrip() + "…"
    return capital(short)


def _around(number: str, words: str) -> str:
    """The words, or as many around the number as anybody needs to find it, from word to word."""
    if len(words) <= _LONGEST_PHRASE:
        return words
    start = max(0, min(words.find(number) - _LONGEST_PHRASE // 2, len(words) - _LONGEST_PHRASE))
    piece = words[start : start + _LONGEST_PHRASE]
    piece = piece if start == 0 else "…" + piece.partition(" ")[2]
    return piece if start + _LONGEST_PHRASE >= len(words) else piece.rpartition(" ")[0] + "…"


def _text(text: str) -> str:
    return escape(text, quote=False)
