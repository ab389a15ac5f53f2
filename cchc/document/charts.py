"""The charts of a report. In: a chart's definition and the Values. Out: a figure block; None with nothing to draw.

Each chart answers one question, carries its data as a table, a text alternative that says the same in words, and the
files it rests on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from matplotlib.figure import Figure

from cchc.catalogue.forms import Chart, Merged, Progress, Series
from cchc.catalogue.outline import annexes
from cchc.document.blocks import Block
from cchc.document.drawing import (
    BLUE,
    GRID,
    HEAD_MM,
    INK,
    LIGHT,
    ORANGE,
    PALE,
    as_svg,
    label_bars,
    new_figure,
    write_head,
)
from cchc.indicators.reductions import ShortenedProcedure
from cchc.raw.submission import ANNEX, REDUCTIONS
from cchc.values.printing import print_number
from cchc.values.value import Value

ValueOf = Callable[[str], Value]
WIDTH_MM = 160.0
_MOST_PROCEDURES = 40
_LONGEST_NAME = 104
_LONGEST_LINE = 54


@dataclass(frozen=True)
class Drawn:
    """A figure with the data it shows, in rows of texts under `columns`, and the stated values it rests on."""

    figure: Figure
    height_mm: float
    unit: str
    columns: list[str]
    rows: list[list[str]]
    sources: list[Value]


def draw_chart(chart: Chart, caption: str, value_of: ValueOf, procedures: Sequence[ShortenedProcedure]) -> Block | None:
    """The figure block of the chart; None where no number was submitted for it."""
    if chart.form == "parts":
        drawn = _draw_parts(chart, value_of)
    elif chart.form == "progress":
        drawn = _draw_progress(chart, value_of)
    else:
        drawn = _draw_before_after(chart, procedures)
    if drawn is None:
        return None
    return {
        "block": "figure",
        "section": chart.section,
        "id": chart.id,
        "number": None,
        "caption": caption,
        "alt": _alternative(caption, drawn),
        "source": _source(drawn.sources),
        "svg": as_svg(drawn.figure, chart.id),
        "width_mm": WIDTH_MM,
        "height_mm": drawn.height_mm,
        "data": {"columns": drawn.columns, "rows": drawn.rows},
    }


def _alternative(caption: str, drawn: Drawn) -> str:
    """The caption and all figures in words: "trực tuyến 5 hồ sơ", "thủ tục A từ 5 xuống 2 ngày"."""
    lines = [f"{label}: {' xuống '.join(figures)} {drawn.unit}" for label, *figures in drawn.rows]
    return f"{caption}. {'; '.join(lines)}."


def _source(values: list[Value]) -> str:
    """Where the numbers stand, as a reader of the report finds them: annex and codes, sections, the annex of procedures."""
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
    return f"Nguồn: {'; '.join(named)}."


def _draw_parts(chart: Chart, value_of: ValueOf) -> Drawn | None:
    assert chart.total is not None
    total = value_of(chart.total.key)
    parts = [(series.label, value_of(series.key)) for series in _series(chart.parts, chart.merged, value_of)]
    known = [(label, value) for label, value in parts if value.number is not None]
    if not known:
        return None
    bars = [(label, value.number or Decimal(0), BLUE) for label, value in known]
    if total.number is not None and len(known) == len(parts):
        gap = total.number - sum((number for _, number, _ in bars), Decimal(0))
        bars += [(chart.gap, gap, PALE)] if gap > 0 else []
    figure, height = _bars(bars, total, chart.total.label)
    rows = [[label, print_number(number)] for label, number, _ in bars]
    rows += [[chart.total.label, print_number(total.number)]] if total.number is not None else []
    sources = _stated([*(value for _, value in known), total])
    return Drawn(figure, height, chart.unit, ["Nội dung", f"Số {chart.unit}"], rows, sources)


def _series(parts: Sequence[Series], merged: Merged | None, value_of: ValueOf) -> list[Series]:
    """The parts, those of which only the sum is known replaced by it."""
    if merged is None or value_of(merged.key).missing:
        return list(parts)
    apart = [value_of(key) for key in merged.replaces]
    if all(value.number is not None for value in apart) and not _narrated(value_of(merged.key), apart):
        return list(parts)
    kept = [series for series in parts if series.key not in merged.replaces]
    place = min(i for i, series in enumerate(parts) if series.key in merged.replaces)
    return [*kept[:place], merged, *kept[place:]]


def _narrated(merged: Value, apart: Sequence[Value]) -> bool:
    """Whether the narrative states the sum, and the parts are known from elsewhere only: the chart goes with the text."""

    def section(value: Value) -> str | None:
        return value.cells[0].section if value.status == "stated" else None

    return section(merged) is not None and all(section(value) is None for value in apart)


def _bars(bars: list[tuple[str, Decimal, str]], total: Value, total_label: str) -> tuple[Figure, float]:
    height = HEAD_MM + 4 + 10.0 * len(bars)
    figure, axes = new_figure(WIDTH_MM, height, 44)
    longest = max([float(number) for _, number, _ in bars] + [float(total.number or 0), 1.0])
    for place, (_, number, color) in enumerate(bars):
        hatch = "////" if color == PALE else None
        axes.barh(
            place, float(number), 0.62, color=color, hatch=hatch, edgecolor=INK if hatch else color, linewidth=0.6
        )
        axes.text(
            float(number) + longest * 0.01, place, print_number(number), va="center", ha="left", fontweight="bold"
        )
    label_bars(axes, [label for label, _, _ in bars])
    if total.number is not None:
        axes.axvline(float(total.number), color=ORANGE, linewidth=1.2, linestyle=(0, (4, 2)))
        text = f"{total_label}: {print_number(total.number)}"
        side = "right" if float(total.number) > longest * 0.45 else "left"
        write_head(axes, float(total.number), text, ORANGE, side)
    axes.set_xlim(0, longest * 1.12)
    return figure, height


def _stated(values: Sequence[Value]) -> list[Value]:
    """The values that were stated, in place of those derived from them."""
    found: list[Value] = []
    for value in values:
        if value.status == "stated" and value.cells:
            found.append(value)
        elif value.formula:
            found.extend(_stated(value.formula.operands))
    return found


def _draw_progress(chart: Chart, value_of: ValueOf) -> Drawn | None:
    groups = [(group, value_of(group.total)) for group in chart.groups]
    shown = [(group, total.number) for group, total in groups if total.number]
    if not shown:
        return None
    height = HEAD_MM + 4 + 14.0 * len(shown)
    figure, axes = new_figure(WIDTH_MM, height, 52)
    rows, values = [], []
    for place, (group, total) in enumerate(shown):
        parts = [(series, value_of(series.key)) for series in group.parts]
        values += [value_of(group.total), *(value for _, value in parts)]
        rows += _stack(axes, place, chart, group, total, parts)
    label_bars(axes, [f"{_two_lines(group.label)}\n({print_number(total)} {chart.unit})" for group, total in shown])
    axes.set_xlim(0, 1)
    return Drawn(figure, height, chart.unit, ["Nội dung", f"Số {chart.unit}"], rows, _stated(values))


def _stack(
    axes: Any, place: int, chart: Chart, group: Progress, total: Decimal, parts: list[tuple[Series, Value]]
) -> list[list[str]]:
    pieces = [(series.label, value.number, ORANGE if series.late else BLUE, "white") for series, value in parts]
    known = [(label, number, face, ink) for label, number, face, ink in pieces if number is not None]
    rest = total - sum((number for _, number, _, _ in known), Decimal(0))
    if len(known) == len(parts) and rest > 0:
        known.append((chart.rest, rest, PALE, INK))
    left = 0.0
    for label, number, face, ink in known:
        width = float(number / max(total, sum((n for _, n, _, _ in known), Decimal(0))))
        axes.barh(place, width, 0.56, left=left, color=face, edgecolor="white", linewidth=1)
        if number > 0:
            _label_piece(axes, place, left, width, f"{label} {print_number(number)}", ink)
        left += width
    named = [[f"{group.label}, {label[:1].lower()}{label[1:]}", print_number(number)] for label, number, _, _ in known]
    return [[f"{group.label}, tổng số", print_number(total)], *named]


def _label_piece(axes: Any, place: int, left: float, width: float, text: str, ink: str) -> None:
    """Name a piece inside it where there is room, else above it."""
    if width * 100 > len(text) * 1.75:
        axes.text(left + width / 2, place, text, ha="center", va="center", color=ink, fontsize=10)
    else:
        axes.text(left + width, place - 0.31, text, ha="right", va="bottom", color=INK, fontsize=10)


def _two_lines(label: str, longest: int = 22) -> str:
    words = label.split()
    if len(label) <= longest:
        return label
    half = next(i for i in range(1, len(words) + 1) if len(" ".join(words[:i])) >= len(label) / 2)
    return " ".join(words[:half]) + "\n" + " ".join(words[half:])


def _draw_before_after(chart: Chart, procedures: Sequence[ShortenedProcedure]) -> Drawn | None:
    both = [p for p in procedures if p.before.number is not None and p.after.number is not None]
    if not both:
        return None
    saved = sorted(both, key=lambda p: (p.before.number or Decimal(0)) - (p.after.number or Decimal(0)), reverse=True)
    chosen = {id(p) for p in saved[:_MOST_PROCEDURES]}
    shown = [p for p in both if id(p) in chosen]
    height = HEAD_MM + 4 + 7.6 * len(shown)
    figure, axes = new_figure(WIDTH_MM, height, 84)
    longest = max([*(float(p.before.number or 0) for p in shown), 1.0])
    for place, procedure in enumerate(shown):
        _dumbbell(axes, place, procedure, longest)
    label_bars(axes, [_two_lines(_short(procedure.name), _LONGEST_LINE) for procedure in shown])
    axes.tick_params(axis="y", labelsize=8.5)
    axes.set_xlim(-longest * 0.03, longest * 1.3)
    left_out = f"; {len(shown)}/{len(both)} thủ tục cắt giảm nhiều ngày nhất" if len(shown) < len(both) else ""
    write_head(axes, 0, f"○ theo quy định   ● sau cắt giảm   ({chart.unit}{left_out})")
    rows = [
        [p.name, print_number(p.before.number or Decimal(0)), print_number(p.after.number or Decimal(0))] for p in shown
    ]
    sources = _stated([value for p in shown for value in (p.before, p.after)])
    columns = ["Thủ tục", f"Theo quy định ({chart.unit})", f"Sau cắt giảm ({chart.unit})"]
    return Drawn(figure, height, chart.unit, columns, rows, sources)


def _dumbbell(axes: Any, place: int, procedure: ShortenedProcedure, longest: float) -> None:
    """Days before and after, joined by a line, with both numbers to the right of it."""
    before, after = procedure.before.number or Decimal(0), procedure.after.number or Decimal(0)
    axes.axhline(place, color=GRID, linewidth=0.4, zorder=0)
    axes.plot([float(after), float(before)], [place, place], color=LIGHT, linewidth=3, solid_capstyle="butt", zorder=1)
    axes.plot([float(before)], [place], "o", markersize=5, markerfacecolor="white", markeredgecolor=INK, zorder=2)
    axes.plot([float(after)], [place], "o", markersize=5, color=BLUE, zorder=2)
    right = max(float(before), float(after)) + longest * 0.03
    text = f"{print_number(before)} → {print_number(after)}"
    axes.text(right, place, text, ha="left", va="center", fontsize=9.5)


def _short(name: str) -> str:
    return name if len(name) <= _LONGEST_NAME else name[: _LONGEST_NAME - 1].rstrip(" ,;:(-") + "…"
