"""What Excel shows beside a cell that is being filled in, and what it warns of. In: a column, a line. Out: a validation.

Nothing is forbidden: a clerk may go on past every warning, and whoever takes the workbook in looks again.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cchc.intake.workbook.content import Line
from cchc.intake.workbook.layout import Column, layout
from cchc.intake.workbook.page import DECIMALS, NUMBERS, Page
from cchc.raw.texts import IN_PLACE

Validation = dict[str, Any]

_LONGEST = 255  # of a message
# Columns that are filled from a list, and what is said beside them.
_LISTED = {"muc": "section", "chi_tieu": "name", "loai": "", "mau_so": "whole"}


def validation(page: Page, column: Column, line: Line, cell: str, lists: Mapping[str, str]) -> Validation:
    """The validation of one open cell, empty for none; `lists` are the references of the lists by column."""
    kind = line.kind if column.name == page.value else column.kind
    if column.name in _LISTED and page.form.key != "phu_luc_01b":
        return _list(lists[column.name], _LISTED[column.name])
    if column.name == IN_PLACE:
        return _list([IN_PLACE], "in_place")
    if column.name == "pham_vi":
        return {"validate": "any", **_said("scope")}
    if column.name == "ngay" or (column.name == "noi_dung" and line.kind == "date"):
        return {"validate": "any", **_said("date")}
    return _of_value(kind, cell, line) if kind != "text" else {}


def _list(source: Any, said: str) -> Validation:
    return {"validate": "list", "source": source, "error_type": "warning", **(_said(said) if said else {})}


def _of_value(kind: str, cell: str, line: Line) -> Validation:
    if kind == "choice":
        return {**_list([*line.choices], "choice"), **_said("choice", line.note)}
    if kind not in NUMBERS:
        return {"validate": "any", **_said(kind)}
    said = _said(("measure" if kind == "measure" else "percent") if kind in DECIMALS else "count", line.note)
    wrong = {"error_type": "warning", "error_title": "Cần một số", "error_message": layout().wrong_number}
    return {"validate": "custom", "value": _may_be_a_number(cell), **said, **wrong}


def _said(name: str, more: str = "") -> Validation:
    message = layout().messages[name]
    text = message.text.format(choices=more) if name == "choice" else f"{message.text}\n{more}".strip()
    text = text if len(text) <= _LONGEST else more
    short = text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
    return {"input_title": message.title, "input_message": short}


def _may_be_a_number(cell: str) -> str:
    """Whether a text typed into the cell can be a number: a rough rule, since Excel allows 255 characters here."""
    bare = f'SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(SUBSTITUTE(TRIM({cell}),".","")," ",""),"%",""),",","")'
    return f'=OR(LEFT(LOWER(TRIM({cell})),5)="không",ISNUMBER(("0"&{bare})+0))'
