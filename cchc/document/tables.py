"""The two annex tables. In: matched annex rows, shortened procedures. Out: table blocks.

Texts are printed as submitted; percentages of saved time are recomputed, and a stated one that differs is shown beside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from cchc.catalogue.presentation import Table, presentation
from cchc.document.lineage import number_inline
from cchc.document.model import Column, HeadCell, Inline, Row, Run
from cchc.document.model import Table as TableBlock
from cchc.indicators.counts import Counts
from cchc.indicators.reductions import ShortenedProcedure
from cchc.raw.files import Record
from cchc.raw.matching import MatchedRow
from cchc.values.printing import HUNDRED, print_as_stated, print_share, round_half_up
from cchc.values.reading import clean, is_blank, stated_decimals
from cchc.values.value import Value

_UNMATCHED = "không có trong biểu mẫu"
_ABSENT = "chưa có số liệu"

RowKind = Literal["group", "row", "sub", "total"]


def annex_table(counts: Counts, *, draft: bool = True) -> TableBlock:
    """Annex I: every row of the form and every row submitted, in print order; a draft says which were not submitted."""
    rows = [_annex_row(pair, counts, draft=draft) for pair in counts.rows]
    return table_block("phu_luc_01b", presentation().tables["phu_luc_01b"], rows)


def reduction_table(records: Sequence[Record], procedures: Sequence[ShortenedProcedure], pooled: Value) -> TableBlock:
    """Annex II: the shortened procedures, and the saving pooled over all of them in the last row."""
    rows = [_reduction_row(record, procedure) for record, procedure in zip(records, procedures, strict=True)]
    if not pooled.missing and pooled.formula:
        saved, before = pooled.formula.operands
        assert saved.formula is not None
        after = saved.formula.operands[1]
        total: list[Run] = [[], ["Tính chung"], [number_inline(before)], [number_inline(after)]]
        rows.append(Row(kind="total", absent=False, cells=[*total, [_share(pooled)], [], []]))
    return table_block("cat_giam", presentation().tables["cat_giam"], rows)


def _annex_row(pair: MatchedRow, counts: Counts, *, draft: bool) -> Row:
    row, record = pair.row, pair.record
    level: RowKind = (
        "group" if row and row.kind == "heading" else "sub" if row and row.printed_stt is not None else "row"
    )
    if record is None:
        assert row is not None
        absent = Value(row.key, row.label, row.unit or "", "measure", None, "missing")
        note: list[Inline] = [] if row.kind == "heading" or not draft else [number_inline(absent, _ABSENT)]
        return table_row(level, True, [[row.stt], [row.label], [_choices_apart(row.unit)], [], note])
    value = counts.in_annex(record)
    figure = _number(value) if record["so_lieu"].strip() else ""
    notes = [clean(record["ghi_chu"]), *_corrections(record)] + ([_UNMATCHED] if row is None else [])
    written: list[Inline] = ["; ".join(filter(None, notes))]
    if draft and row and row.mandatory and is_blank(record["so_lieu"]):
        written = [*(w + "; " for w in written if isinstance(w, str) and w), number_inline(value, _ABSENT)]
    named = [[clean(record["stt"])], [clean(record["chi_tieu"])], [_choices_apart(clean(record["don_vi_tinh"]))]]
    return table_row(level, False, [*named, [figure], written])


def _corrections(record: Record) -> list[str]:
    """For each corrected cell of the row: what stood there, what stands now, and why."""
    return [f"điều chỉnh từ «{c.thay}» thành «{c.bang}»: {c.ly_do}" for c in record.corrected.values()]


def _choices_apart(unit: str) -> str:
    """The choices of a unit, as in "Không = 0 Có = 1", each on its line."""
    return re.sub(r"(= ?\d+)[;,]? (?=\S)", r"\1\n", unit).replace(" = ", "\u00a0=\u00a0")


def table_row(kind: RowKind, absent: bool, cells: Sequence[Run]) -> Row:
    """A row without what is blank in its cells."""
    return Row(kind=kind, absent=absent, cells=[[i for i in cell if i != ""] for cell in cells])


def _number(value: Value) -> Inline:
    return number_inline(value, print_as_stated(value.cells[0].text) if value.cells else "")


def _reduction_row(record: Record, procedure: ShortenedProcedure) -> Row:
    share: list[Inline] = [_share(procedure.saved)] if not procedure.saved.missing else []
    if not is_blank(record["ty_le_cat_giam"]) and not _agrees(procedure):
        text = f"(đơn vị ghi {print_as_stated(record['ty_le_cat_giam'])})"
        share += [" " if share else "", number_inline(procedure.stated, text)]
    days = [[_number(value) if value.cells[0].text.strip() else ""] for value in (procedure.before, procedure.after)]
    notes = "; ".join(filter(None, [clean(record["ghi_chu"]), *_corrections(record)]))
    named = [[clean(record["stt"])], [procedure.name]]
    return table_row("row", False, [*named, *days, share, [clean(record["van_ban"])], [notes]])


def _share(saved: Value) -> Inline:
    number = saved.number if saved.number is not None else Decimal(0)
    return number_inline(saved, print_share(number, saved.decimals).removesuffix("%"))


def _agrees(procedure: ShortenedProcedure) -> bool:
    """Whether the stated percentage is the recomputed one, at the precision that it is stated with."""
    saved, stated = procedure.saved.number, procedure.stated
    if saved is None or stated.number is None:
        return False
    return round_half_up(saved * HUNDRED, stated_decimals(stated.cells[0].text)) == stated.number


def table_block(
    key: str, form: Table, rows: Sequence[Row], caption: str | None = None, note: Run | None = None
) -> TableBlock:
    """The rows under the head of a form's table."""
    return TableBlock(
        id=key,
        caption=caption,
        columns=[Column(label=c.label, width=c.width, align=c.align) for c in form.columns],
        head=_head(form),
        rows=rows,
        note=note,
    )


def _head(form: Table) -> list[list[HeadCell]]:
    labels = [column.label for column in form.columns]
    if form.group is None:
        return [[HeadCell(text=label) for label in labels]]
    inside = range(form.group.first, form.group.last + 1)
    upper = [HeadCell(text=label, rowspan=2) for i, label in enumerate(labels) if i not in inside]
    upper.insert(form.group.first, HeadCell(text=form.group.label, colspan=len(inside)))
    return [upper, [HeadCell(text=labels[i]) for i in inside]]
