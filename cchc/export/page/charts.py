"""What a chart is in a page. In: a figure block, the findings of the checks. Out: its drawings, data, open findings.

A finding touches a chart when it is open, an error or to be confirmed, and speaks of a number that the chart draws.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from markupsafe import Markup

from cchc.catalogue.presentation import Chart, chart
from cchc.document.model import ChartData, Figure, Findings, Found
from cchc.export.page.svg import inline_svg
from cchc.raw.submission import REDUCTIONS

_LONGEST_ALTERNATIVE = 600  # letters; nobody listens to more, and the data stand below as a table
_NUMBERS = {"so_lieu", "gia_tri"}
_DAYS = {"thoi_gian_quy_dinh", "thoi_gian_sau_cat_giam"}
_CSV = "data:text/csv;charset=utf-8,%EF%BB%BF"  # with a byte-order mark, as spreadsheets expect of Vietnamese text
# A browser encodes letters by itself; these would end the link, or be dropped from it.
_RESERVED = re.compile('[\x00-\x20\x7f"%#<>]')
# A text that a spreadsheet would take for a formula.
_ACTIVE = ("=", "+", "-", "@", "\t", "\r")


def alternative(figure: Figure) -> str:
    """What is read out in place of the drawing."""
    label = figure.alt or figure.caption
    return label if len(label) <= _LONGEST_ALTERNATIVE else f"{figure.caption}. Các số liệu ở trong bảng dưới biểu đồ."


def drawings(figure: Figure) -> list[Markup]:
    """The drawing, and that for a telephone where there is one."""
    narrow = [figure.narrow] if figure.narrow else []
    return [inline_svg(svg, alternative(figure)) for svg in (figure.svg, *narrow)]


def csv_uri(data: ChartData | None) -> str | None:
    """The data as a CSV file in a data: link, None where there are none. What a spreadsheet would run as a formula is quoted."""
    if not data or not data.rows:
        return None
    content = io.StringIO(newline="")
    csv.writer(content).writerows([[_inert(text) for text in row] for row in [data.columns, *data.rows]])
    return _CSV + _RESERVED.sub(lambda match: f"%{ord(match[0]):02X}", content.getvalue())


def _inert(text: str) -> str:
    return f"'{text}" if text.startswith(_ACTIVE) and len(text) > 1 else text


def findings_on(figure: Figure, checks: Findings | None) -> list[str]:
    """The names of the findings that touch a number of the chart; none for a drawing that is not of the catalogue."""
    known = chart(figure.id)
    if known is None or checks is None:
        return []
    return [found.name for found in checks.findings if _questions(found) and _touches(found, known)]


def _questions(found: Found) -> bool:
    return found.severity in ("E", "W") and found.status == "open"


def _touches(found: Found, known: Chart) -> bool:
    if known.form == "before_after":
        return any(place.file == REDUCTIONS and place.column in _DAYS for place in found.where)
    speaks_of_numbers = any(place.column in _NUMBERS for place in found.where)
    return speaks_of_numbers and not set(_keys(known)).isdisjoint(found.keys)


def _keys(known: Chart) -> Iterator[str]:
    """The keys of all numbers that the chart can draw."""
    if known.total:
        yield known.total.key
    yield from (part.key for part in known.parts)
    if known.merged:
        yield known.merged.key
    for group in known.groups:
        yield group.total
        yield from (part.key for part in group.parts)
