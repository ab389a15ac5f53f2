"""The figures that stand for a report, against the period before. In: two periods' figures. Out: a block for the page's head.

The period before is the last one whose window is as long, of the same unit. Its cells are named with the path of their
submission, so that nobody takes them for this period's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Any

from cchc.catalogue.forms import KeyFigure, forms
from cchc.document.blocks import Block, Inline, number_inline, register_cells
from cchc.document.figures import Figures
from cchc.values.printing import HUNDRED, print_number, print_rounded, print_value, round_percent
from cchc.values.value import Formula, Value

Raw = dict[str, str]
_KEY = re.compile(r"[^\s()]*\.[^\s()]*")  # a key in a formula: ho_so.tiep_nhan, 3.3.1.a


def overview_block(figures: Figures, previous: Figures | None, *, unread: bool = False) -> Block:
    """The key figures, each with its change where both periods state it; `unread` where then's files cannot be read."""
    entries = [_entry(key, figures, previous) for key in forms().key_figures]
    earlier = [entry.before for entry in entries if entry.before]
    return {
        "block": "overview",
        "section": None,
        "figures": [entry.as_json() for entry in entries],
        "previous": previous and {"year": previous.year, "period": previous.period.key, "name": previous.words["ky"]},
        "unread": unread,
        "coverage": dict(zip(("full", "of"), figures.coverage, strict=True)),
        "cells": register_cells(cell for value in earlier for cell in value.sources()),
    }


def compared_files(previous: Figures | None) -> list[Raw]:
    """Name and sha256 of each raw file of the period that the report compares itself with."""
    if previous is None:
        return []
    return [{"name": f"{_folder(previous)}/{file.name}", "sha256": file.sha256} for file in previous.raw.files]


class _Entry:
    """One key figure: now, before, and the change where both are known."""

    def __init__(self, form: KeyFigure, now: Value, before: Value | None, earlier: str) -> None:
        self.form, self.now, self.before, self.earlier = form, now, before, earlier

    def as_json(self) -> dict[str, Any]:
        return {
            "key": self.form.key,
            "label": self.form.label,
            "now": number_inline(self.now, _plain(self.now)),
            "before": self.before and number_inline(self.before, _plain(self.before)),
            "change": self._change(),
        }

    def _change(self) -> Inline | None:
        if self.before is None or self.now.number is None or self.before.number is None:
            return None
        difference = self.now.number - self.before.number
        formula = Formula(f"{self.now.key} - {self.before.key}", (self.now, self.before))
        label = f"{self.form.label}: thay đổi so với {self.earlier}"
        value = replace(self.now, key=f"{self.now.key}.thay_doi", label=label, number=difference, status="derived",
                        cells=(), formula=formula, of="")  # fmt: skip
        return number_inline(value, _changed(self.now, self.before))


def _entry(form: KeyFigure, figures: Figures, previous: Figures | None) -> _Entry:
    now = figures.value(form.section, form.key)
    if previous is None:
        return _Entry(form, now, None, "")
    before = _marked(previous.value(form.section, form.key), previous)
    return _Entry(form, now, before, previous.words["ky"])


def _folder(figures: Figures) -> str:
    """Where the submission stands below the raw root."""
    return f"{figures.year}/{figures.period.key}/{figures.unit.code}-{figures.unit.slug}"


def _marked(value: Value, period: Figures) -> Value:
    """The value of another period: its key and label say which, its cells say where."""
    mark = f"@{period.year}/{period.period.key}"
    cells = tuple(replace(cell, file=f"{_folder(period)}/{cell.file}", words="") for cell in value.cells)
    formula = value.formula and Formula(
        _KEY.sub(lambda key: key[0] + mark, value.formula.text),
        tuple(_marked(operand, period) for operand in value.formula.operands),
    )
    label = f"{value.label} ({period.words['ky']})"
    return replace(value, key=_KEY.sub(lambda key: key[0] + mark, value.key), label=label, cells=cells, formula=formula)


def _plain(value: Value) -> str:
    """The figure as it stands alone, not in a sentence: 5, not 05."""
    whole = value.kind in ("count", "measure") and value.number is not None
    return print_number(value.number) if whole and value.number is not None else print_value(value)


def _changed(now: Value, before: Value) -> str:
    """The change of what is printed: "tăng 40", "giảm 1,2 điểm phần trăm", "không đổi"."""
    share = now.kind in ("share", "percent")
    difference = _as_printed(now) - _as_printed(before)
    if not difference:
        return "không đổi"
    text = print_rounded(abs(difference))
    return f"{'tăng' if difference > 0 else 'giảm'} {text}{' điểm phần trăm' if share else ''}"


def _as_printed(value: Value) -> Decimal:
    """The number as the page shows it, so that the change is that of the two figures which stand there."""
    number = value.number or Decimal(0)
    if value.kind not in ("share", "percent"):
        return number
    return round_percent(number * HUNDRED if value.kind == "share" else number, value.decimals)
