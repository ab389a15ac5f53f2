"""What a province adds up. In: its units, changes against the period before. Out: the tables of totals and of changes."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence

from cchc.catalogue.annex import AnnexRow
from cchc.catalogue.roll_up import roll_up
from cchc.document.lineage import number_inline
from cchc.document.model import Inline, Row, Run, Table
from cchc.province.compare import Change
from cchc.province.tables.parts import NONE, figure, left_out, roll_up_row, roll_up_table, without_report
from cchc.province.totals import Taken, Total, Units
from cchc.values.printing import capital, print_figure
from cchc.values.value import Formula, Value

_ADDED: Run = [
    "Mỗi dòng chỉ cộng những đơn vị có số cộng được ở dòng đó, nên các dòng khác số đơn vị không đối chiếu được với nhau. "
    "Thủ tục (TTHC) đếm theo từng đơn vị: thủ tục có ở nhiều đơn vị được tính nhiều lần. "
]
_COMPARED: Run = [
    "Mỗi dòng so ở những đơn vị có số ở cả hai kỳ, nên các dòng khác số đơn vị không đối chiếu được với nhau."
]


def totals_table(units: Units, keys: Sequence[str], caption: str | None) -> Table:
    """Every row of the annex with its total and what the total leaves out; then `keys`, which the narratives state."""
    rows = [_annex_total(row, units) for row in units.form.rows]
    if keys:
        rows.append(roll_up_row("group", [[], ["Số liệu nêu trong lời văn"], [], [], [], []]))
        rows += [_total_row("", units.total(key)) for key in keys]
    return roll_up_table("tong_hop", rows, caption, [*_ADDED, *(without_report(units) or ())])


def _annex_total(row: AnnexRow, units: Units) -> Row:
    kind = "sub" if row.printed_stt is not None else "row"
    if row.kind in ("heading", "reference"):
        return roll_up_row("group" if row.kind == "heading" else kind, [[row.stt], [row.label], [], [], [], []])
    total = units.total(row.key)
    if said := _why_not_added(row):
        return _not_added(row, kind, total.taken, said)
    if row.kind == "choice" and {*row.choices} != {"0", "1"}:
        return _chosen(row, kind, total.taken)
    return _total_row(row.stt, total, kind, "đơn vị có" if row.kind == "choice" else row.unit, row.label)


def _total_row(stt: str, total: Total, kind: str = "row", unit: str | None = None, label: str | None = None) -> Row:
    value, taken = total.value, total.taken
    number: Run = [figure(value)] if not value.missing else [NONE]
    said = capital(label or value.label)
    return roll_up_row(
        kind, [[stt], [said], [value.unit if unit is None else unit], number, [_of(taken)], [left_out(taken)]]
    )


def _why_not_added(row: AnnexRow) -> str:
    """What is said of a figure that is no quantity: a percentage, points, a place."""
    if row.kind == "percent":
        return "Tỷ lệ không cộng"
    return next((said for start, said in roll_up().not_added.items() if row.key.startswith(start)), "")


def _not_added(row: AnnexRow, kind: str, taken: Taken, said: str) -> Row:
    """What is not added up: its median stands in the remark."""
    sign = "%" if row.kind == "percent" else ""
    numbers = [value.known for value in taken.numbers.values()]
    told = f"{said}; trung vị {print_figure(statistics.median(numbers), 1)}{sign}" if numbers else said
    remark = "; ".join(filter(None, [told, left_out(taken)]))
    return roll_up_row(kind, [[row.stt], [row.label], [sign or row.unit], [NONE], [_of(taken)], [remark]])


def _chosen(row: AnnexRow, kind: str, taken: Taken) -> Row:
    """How many units chose what."""
    counted = Counter(format(value.known.normalize(), "f") for value in taken.numbers.values())
    told = "; ".join(f"{row.choices.get(choice, choice)}: {times} đơn vị" for choice, times in sorted(counted.items()))
    remark = "; ".join(filter(None, [told, left_out(taken)]))
    return roll_up_row(kind, [[row.stt], [row.label], ["lựa chọn"], [NONE], [_of(taken)], [remark]])


def _of(taken: Taken) -> str:
    return f"{len(taken.numbers)}/{taken.units}"


def changes_table(changes: Sequence[Change], caption: str | None) -> Table:
    """Each figure then and now over the same units, and the change of what is printed."""
    rows = [
        roll_up_row(
            "row", [[capital(one.now.label)], [figure(one.before)], [figure(one.now)], [_change(one)], [str(one.units)]]
        )
        for one in changes
    ]
    return roll_up_table("so_sanh", rows, caption, _COMPARED)


def _change(one: Change) -> Inline:
    formula = Formula(f"{one.now.key} - {one.before.key}", (one.now, one.before))
    value = Value(f"{one.now.key}.thay_doi", f"{one.now.label}: thay đổi", one.now.unit, one.now.kind, one.difference,
                  "derived", formula=formula)  # fmt: skip
    return number_inline(value, one.said)
