"""The figures that stand for a report, against the period before. In: two periods' figures. Out: a block for the page's head.

The period before is the last one whose window is as long, of the same unit. Its cells are named with the path of their
submission, so that nobody takes them for this period's.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from cchc.catalogue.presentation import KeyFigure, presentation
from cchc.document.lineage import number_inline, register_cells
from cchc.document.model import Coverage, Earlier, FileNamed, Number, Overview
from cchc.document.model import KeyFigure as KeyFigureBlock
from cchc.document.submission_data import SubmissionData
from cchc.values.printing import HUNDRED, print_number, print_rounded, print_value, round_percent
from cchc.values.value import Formula, Value

_KEY = re.compile(r"[^\s()]*\.[^\s()]*")  # a key in a formula: ho_so.tiep_nhan, 3.3.1.a


def overview_block(data: SubmissionData, previous: SubmissionData | None, *, unread: bool = False) -> Overview:
    """The key figures, each with its change where both periods state it; `unread` where then's files cannot be read."""
    before = (
        {key: _marked(previous.value(key.section, key.key), previous) for key in presentation().key_figures}
        if previous
        else {}
    )
    full, every = data.coverage
    return Overview(
        figures=[
            _shown(key, data.value(key.section, key.key), before.get(key), previous)
            for key in presentation().key_figures
        ],
        previous=_earlier(previous) if previous else None,
        unread=unread,
        coverage=Coverage(full=full, of=every),
        cells=register_cells(cell for value in before.values() for cell in value.sources()),
    )


def _earlier(data: SubmissionData) -> Earlier:
    return Earlier(year=data.year, period=data.period.key, name=data.words["ky"])


def compared_files(previous: SubmissionData | None) -> list[FileNamed]:
    """Name and sha256 of each raw file of the period that the report compares itself with."""
    if previous is None:
        return []
    return [FileNamed(name=f"{previous.path}/{file.name}", sha256=file.sha256) for file in previous.raw.files]


def _shown(form: KeyFigure, now: Value, before: Value | None, previous: SubmissionData | None) -> KeyFigureBlock:
    return KeyFigureBlock(
        key=form.key,
        label=form.label,
        now=number_inline(now, _plain(now)),
        before=number_inline(before, _plain(before)) if before else None,
        change=_change(form, now, before, previous.words["ky"]) if before and previous else None,
    )


def _change(form: KeyFigure, now: Value, before: Value, earlier: str) -> Number | None:
    """The change where both are known."""
    if now.number is None or before.number is None:
        return None
    formula = Formula(f"{now.key} - {before.key}", (now, before))
    label = f"{form.label}: thay đổi so với {earlier}"
    value = replace(now, key=f"{now.key}.thay_doi", label=label, number=now.number - before.number, status="derived",
                    cells=(), formula=formula, denominator="")  # fmt: skip
    return number_inline(value, _changed(now, before))


def _marked(value: Value, period: SubmissionData) -> Value:
    """The value of another period: its key and label say which, its cells say where."""
    mark = f"@{period.year}/{period.period.key}"
    cells = tuple(replace(cell, file=f"{period.path}/{cell.file}", words="") for cell in value.cells)
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
    number = value.known
    if value.kind not in ("share", "percent"):
        return number
    return round_percent(number * HUNDRED if value.kind == "share" else number, value.decimals)
