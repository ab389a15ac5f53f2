"""The charts of a report. In: a chart's definition and the Values. Out: a figure block; None with nothing to draw.

Each chart answers one question, carries its data as a table, a text alternative that says the same in words, and the
files it rests on. It is drawn twice: as wide as the text of a page, and narrow for a telephone.
"""

from __future__ import annotations

from collections.abc import Sequence

from cchc.catalogue.presentation import Chart, annexes
from cchc.document.charts.before_after import draw_before_after
from cchc.document.charts.canvas import NARROW_MM, WIDE_MM
from cchc.document.charts.drawn import Drawn, GroupOf
from cchc.document.charts.parts import draw_parts
from cchc.document.charts.progress import draw_progress
from cchc.document.charts.trend import Point, draw_trend
from cchc.document.charts.widths import keep_widths
from cchc.document.model import ChartData, Figure
from cchc.indicators.reductions import ShortenedProcedure
from cchc.raw.submission import ANNEX, REDUCTIONS
from cchc.values.value import Value


def draw_chart(
    chart: Chart,
    caption: str,
    group_of: GroupOf,
    procedures: Sequence[ShortenedProcedure],
    points: Sequence[Point] = (),
) -> Figure | None:
    """The figure block of the chart; None where no number was submitted for it. `points` are those of a trend."""
    if chart.form == "parts":
        drawn = draw_parts(chart, group_of)
    elif chart.form == "progress":
        drawn = draw_progress(chart, group_of)
    elif chart.form == "trend":
        drawn = draw_trend(chart, points)
    else:
        drawn = draw_before_after(chart, procedures)
    if drawn is None:
        return None
    caption += f" (phạm vi: {drawn.scope})" if drawn.scope else ""
    return as_figure(drawn, chart.id, chart.section, caption, _source(drawn.sources, past=bool(points)))


def as_figure(drawn: Drawn, key: str, section: str | None, caption: str, source: str) -> Figure:
    """The figure block of a drawing."""
    wide = drawn.sheet(WIDE_MM)
    return Figure(
        section=section,
        id=key,
        caption=caption,
        alt=f"{caption}. {'; '.join(drawn.words)}.",
        source=source,
        svg=keep_widths(wide.svg()),
        width_mm=WIDE_MM,
        height_mm=round(wide.height, 2),
        narrow=keep_widths(drawn.sheet(NARROW_MM).svg()),
        data=ChartData(columns=drawn.columns, rows=drawn.rows),
    )


def _source(values: Sequence[Value], *, past: bool) -> str:
    """Where the numbers stand, as a reader of the report finds them: annex and codes, sections, the annex of procedures.

    `past` where others are of periods before.
    """
    codes: dict[str, None] = {}
    sections: dict[str, None] = {}
    listed = False
    for value in values:
        cell = value.cells[0]
        if cell.file == ANNEX:
            codes[value.code] = None
        elif cell.file == REDUCTIONS:
            listed = True
        else:
            sections[cell.section or ""] = None
    numbers = annexes()
    named = [f"Phụ lục {numbers['phu_luc_01b'].number}, mã {', '.join(codes)}"] if codes else []
    named += [f"mục {', '.join(sections)}"] if sections else []
    named += [f"Phụ lục {numbers['cat_giam'].number}"] if listed else []
    named += ["số liệu đã gửi của các kỳ trước"] if past else []
    return f"Nguồn: {'; '.join(named)}."
