"""Points in a report. In: a Scored. Out: the names that its sentence may use, the table of points, what a reviewer must know."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from cchc.catalogue.presentation import presentation
from cchc.document.lineage import number_inline
from cchc.document.model import Inline, Notice, Row, Run
from cchc.document.model import Table as TableBlock
from cchc.document.tables import RowKind, table_block, table_row
from cchc.indicators.rates import AS_STATED
from cchc.indicators.scores import Score, Scored
from cchc.values.printing import capital, print_number
from cchc.values.value import Value

_NO_POINTS, _HELD, _TOTAL_STATED = "không đủ số liệu", "nằm trong nhóm khác", "điểm đơn vị nêu"
_NOT_COMPARED = "Bảng chấm điểm này chưa đối chiếu với văn bản; nguồn: {source}."


def score_words(scored: Scored) -> tuple[dict[str, str], Value]:
    """What a sentence may say besides the points: the table, the most that they can be, what has none; and the points."""
    points, most = (scored.total, scored.scale.total.most) if scored.total else (scored.reached, scored.of)
    words = {"bang_diem": scored.scale.title, "thieu": ", ".join(scored.missing), "toi_da": print_number(most)}
    return words, points


def not_compared(scored: Scored, section: str | None) -> Notice | None:
    """For the screen: that the table was not compared with its source; None where it was."""
    if scored.scale.verified:
        return None
    return Notice(section=section, tone="info", screen=True, inlines=[_NOT_COMPARED.format(source=scored.scale.source)])


def score_table(scored: Scored, section: str | None = None) -> TableBlock:
    """The points of every group and criterion by a scoring table, and their sum with the most that it can be."""
    rows = [row for group in scored.groups for row in (_score_row(group, "group"), *_criteria(group))]
    total = scored.total or scored.reached
    most = scored.scale.total.most if scored.total else scored.of
    label = "Tổng điểm" if scored.total or not scored.missing else "Điểm của các nhóm có số liệu"
    cells: list[Run] = [[], [label], [print_number(most)], [_points(total)], [_TOTAL_STATED] if scored.total else []]
    rows.append(Row(kind="total", absent=False, cells=cells))
    return replace(
        table_block("cham_diem", presentation().tables["cham_diem"], rows), section=section, caption=scored.scale.title
    )


def _criteria(group: Score) -> Sequence[Row]:
    return [_score_row(one, "row") for one in group.parts]


def _score_row(one: Score, kind: RowKind) -> Row:
    points: Run = [] if one.points.missing else [_points(one.points)]
    named: list[Run] = [[one.item.so], [one.item.label], [print_number(one.item.most)]]
    return table_row(kind, False, [*named, points, _grounds(one)])


def _grounds(one: Score) -> list[Inline]:
    """Where the points come from: the unit, an indicator, or how much of a group's criteria; else that they are not known."""
    if one.points.missing:
        return [_NO_POINTS] if one.missing else [_HELD]
    if one.partial:
        return [f"tính trên {print_number(one.of)} điểm tối đa của các tiêu chí có số liệu"]
    if one.basis is not None:
        over = one.basis.denominator
        said = over if over in ("", AS_STATED) else f"so với {over}"
        return [capital(one.basis.label), ": ", number_inline(one.basis), f" {said}".rstrip()]
    return [] if one.parts else [_TOTAL_STATED]


def _points(value: Value) -> Inline:
    return number_inline(value, print_number(value.known))
