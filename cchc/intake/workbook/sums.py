"""Formulas that tell a clerk at once whether totals hold. In: the sums of the catalogue, where each key stands. Out: formulas.

Input cells are text, so a formula first makes a number of one: points and blanks go, a comma begins decimals, "không" is
0, anything else is "?". All of it works in any language of Excel from 2007 on, and in LibreOffice.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell

from cchc.catalogue.counts import count_info, names_of, parts_of
from cchc.catalogue.rules import Sum, rules
from cchc.intake.workbook.layout import layout
from cchc.values.reading import ZERO_WORDS

Cell = str  # a reference, "$L$12"

_DIGITS = '{"0","1","2","3","4","5","6","7","8","9"}'
_NOT_A_NUMBER = '"?"'


@dataclass(frozen=True)
class LiveSum:
    """One sum as formulas: `gap` is the total less its parts, `message` what the clerk reads, made from the cell of `gap`.

    `parts` are the keys of the parts.
    """

    parts: tuple[str, ...]
    gap: str
    message: Callable[[Cell], str]


def reference(row: int, column: int) -> Cell:
    """An input cell, named so that the formula stays with its row."""
    return str(xl_rowcol_to_cell(row, column))


def folded(cell: Cell) -> str:
    """The text of an input cell without points, percent sign and blanks around it, in small letters."""
    text = f'LOWER(TRIM(SUBSTITUTE({cell},"\u00a0"," ")))'
    for sign in (".", "%"):
        text = f'SUBSTITUTE({text},"{sign}","")'
    return f"={text}"


def number(text: Cell, *, decimals: bool) -> str:
    """The number of a folded text: "" for a blank, "?" for what is none."""
    zero = ",".join(f'{text}="{word}"' for word in sorted(ZERO_WORDS))
    digits = _only_digits(text)
    whole = f'IF({digits},("0"&{text})+0,{_decimal(text) if decimals else _NOT_A_NUMBER})'
    return f'=IF({text}="","",IF(OR({zero}),0,{whole}))'


def _only_digits(text: str) -> str:
    return f'SUMPRODUCT(LEN({text})-LEN(SUBSTITUTE({text},{_DIGITS},"")))=LEN({text})'


def _decimal(text: Cell) -> str:
    """A number with one comma, digits on both sides; put together so that no language of Excel matters."""
    place = f'FIND(",",{text})'
    bare = f'SUBSTITUTE({text},",","")'
    fits = f"AND(LEN({bare})=LEN({text})-1,{_only_digits(bare)})"
    after = f"LEN({text})-{place}"
    value = f'("0"&LEFT({text},{place}-1))+("0"&MID({text},{place}+1,10))/10^({after})'
    return f"IFERROR(IF({fits},{value},{_NOT_A_NUMBER}),{_NOT_A_NUMBER})"


def own_message(value: Cell, messages: Sequence[Cell]) -> str:
    """What stands beside a cell: that it is no number, else what its sums say, each message once."""
    said = '""'
    for one in messages:
        both = f'IF(OR({said}="",{one}=""),"","; ")'
        said = one if said == '""' else f"IF({said}={one},{one},{said}&{both}&{one})"
    return f'=IF({value}={_NOT_A_NUMBER},"{layout().sums.own}",{said})'


def share_saved(before: Cell, after: Cell) -> str:
    """The time saved in percent, with one decimal after a comma; "" where a number is missing."""
    share = f"ROUND(({before}-{after})/{before}*100,1)"
    return f'=IFERROR(IF(AND(ISNUMBER({before}),ISNUMBER({after})),SUBSTITUTE({share}&"",".",","),""),"")'


def live_sums(key: str, own: Mapping[str, Cell], others: Mapping[str, Cell]) -> list[LiveSum]:
    """The sums whose total is `key`, as far as their parts have cells: `own` are those of the total's sheet."""
    known = (rule for rule in rules().sums if rule.total in names_of(key) and count_info(rule.total).kind == "count")
    found = (_live(rule, key, own, others) for rule in known)
    return [one for one in found if one]


def _live(rule: Sum, key: str, own: Mapping[str, Cell], others: Mapping[str, Cell]) -> LiveSum | None:
    parts = [_keys(part, own, others) for part in rule.parts]
    if key not in own or not all(parts):
        return None
    total, cells = own[key], {**others, **own}
    keys = tuple(itertools.chain.from_iterable(parts))
    added = [cells[name] for name in keys]
    options = (*rule.also, *(one.key for one in rule.further))
    further = [cells[name] for option in options for name in _keys(option, own, others)]
    within = added[0] if rule.within else None
    gap = f"=IF(ISNUMBER({total}),{total},0)-{_sum(added)}"
    return LiveSum(keys, gap, lambda at: _message(total, added, further, within, at))


def _keys(key: str, own: Mapping[str, Cell], others: Mapping[str, Cell]) -> list[str]:
    """The keys whose cells add up to the key: it itself in the sheet, its parts there, else it itself elsewhere."""
    if here := _name_in(key, own):
        return [here]
    parts = [_name_in(part, own) for part in parts_of(key)]
    if parts and all(parts):
        return [part for part in parts if part]
    elsewhere = _name_in(key, others)
    return [elsewhere] if elsewhere else []


def _name_in(key: str, cells: Mapping[str, Cell]) -> str | None:
    """The name under which the quantity has a cell there."""
    return next((name for name in names_of(key) if name in cells), None)


def _sum(cells: Sequence[Cell]) -> str:
    return f"SUM({','.join(cells)})"


def _message(total: Cell, parts: Sequence[Cell], options: Sequence[Cell], within: Cell | None, gap: Cell) -> str:
    """Nothing where nothing is filled in; with the total blank what the parts add up to."""
    words = layout().sums
    filled, blank = f"COUNT({','.join(parts)})", "+".join(f'({cell}="")' for cell in parts)
    bad = "+".join(f"({cell}={_NOT_A_NUMBER})" for cell in parts)
    right = [f"ROUND({gap}{''.join(chosen)},6)=0" for chosen in _choices(options)]
    right += [f"{within}={total}"] if within else []
    lacks = f'"{words.lacks}"&{gap}&"{words.lacks_end}"'
    differs = f'"{words.differs}"&IF({gap}<0,"+","")&(-({gap}))'
    verdict = f'IF(OR({",".join(right)}),"{words.right}",IF(AND({blank}>0,{gap}>0),{lacks},{differs}))'
    known = f'IF({total}="","{words.parts}"&{_sum(parts)},{verdict})'
    return f'=IF({bad}>0,"{words.no_number}",IF(OR({filled}=0,{total}={_NOT_A_NUMBER}),"",{known}))'


def _choices(options: Sequence[Cell]) -> list[tuple[str, ...]]:
    """Every choice of what may be counted besides, each as the terms that it takes from the gap."""
    terms = [f"-N({cell})" for cell in options]
    return [chosen for count in range(len(terms) + 1) for chosen in itertools.combinations(terms, count)]
