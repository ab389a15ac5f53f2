"""Fit a table to the page. In: what its cells take, the shares its columns ask for. Out: letters, page, widths of columns.

Nothing in a cell may touch what stands beside it. What is too wide is set in smaller letters, then on a page on its
side, and at last in parts one below the other, each with the first column.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cchc.catalogue.nd30 import measure, style
from cchc.export.glyphs import MM_PER_POINT
from cchc.export.layout.inlines import Extent, LineBox

CELL_PADDING = 1.4  # mm, left and right
ROW_PADDING = 1.1  # mm, above and below
LINE_SPACING = 1.05
WIDE_FROM = 8  # columns: a wide table is set smaller
_SLACK = 0.1  # mm, for what rounding takes
_AMPLE = 20.0  # em; two such columns stand side by side on any page


@dataclass(frozen=True)
class Part:
    """Columns of a table that stand side by side, and the width of each in millimetres."""

    columns: Sequence[int]
    widths: Sequence[float]


@dataclass(frozen=True)
class Fit:
    """How a table is set: letters in points, whether its page is turned on its side, its parts in print order."""

    size: float
    turned: bool
    parts: Sequence[Part]


def text_block_width(landscape: bool) -> float:
    """Millimetres between the left and the right margin."""
    paper = measure("kho_dai" if landscape else "kho_rong").value
    return paper - measure("le_trai").value - measure("le_phai").value


def text_block_height(landscape: bool) -> float:
    """Millimetres between the upper and the lower margin."""
    paper = measure("kho_rong" if landscape else "kho_dai").value
    return paper - measure("le_tren").value - measure("le_duoi").value


def needed_ems(extent: Extent, lines: int) -> float:
    """How wide the column of a text has to be for so many lines, in letter sizes, its padding apart; _AMPLE is enough."""
    return max(least_ems(extent), min(_AMPLE, extent.whole / lines))


def least_ems(extent: Extent) -> float:
    """How wide it has to be at the very least, in letter sizes."""
    return min(_AMPLE, extent.piece)


def cell_room(width: float, size: float) -> LineBox:
    """The line that a text has in a cell of that width."""
    return LineBox(max(width - 2 * CELL_PADDING, 2), size)


def cell_height(lines: float, size: float) -> float:
    """Millimetres of a cell with so many lines."""
    return lines * size * MM_PER_POINT * measure("dong_don").value * LINE_SPACING + 2 * ROW_PADDING


def fit_whole(ems: Sequence[float], shares: Sequence[float], landscape: bool) -> Fit | None:
    """The way to set columns side by side that need so many letter sizes and ask for these shares of the width."""
    for size, turned in _ways(len(ems), landscape):
        least, room = _least(ems, size), text_block_width(landscape or turned)
        if sum(least) <= room:
            return Fit(size, turned, [Part(range(len(ems)), _widths(shares, least, room))])
    return None


def fit_parts(ems: Sequence[float], shares: Sequence[float], landscape: bool) -> Fit:
    """The way to set them in parts, each with the first column."""
    size, room = style("bang_rong").size, text_block_width(landscape)
    least = _least(ems, size)
    groups = [[0, *group] for group in _even_groups(least, room - least[0])]
    return Fit(size, False, [_part(group, shares, least, room) for group in groups])


def _ways(columns: int, landscape: bool) -> Iterator[tuple[float, bool]]:
    """Letter sizes, and whether the page is turned for them, the best to read first."""
    usual, wide = style("bang").size, style("bang_rong").size
    smallest, upright = measure("bang_nho_nhat").value, measure("bang_nho_nhat_dung").value
    yield from (
        (size, False) for size in _down(wide if columns >= WIDE_FROM else usual, smallest if landscape else upright)
    )
    if not landscape:
        yield from ((size, True) for size in _down(wide, smallest))


def _down(size: float, smallest: float) -> Iterator[float]:
    while size >= smallest:
        yield size
        size -= 1


def _least(ems: Sequence[float], size: float) -> list[float]:
    return [width * size * MM_PER_POINT + 2 * CELL_PADDING + _SLACK for width in ems]


def _part(columns: Sequence[int], shares: Sequence[float], least: Sequence[float], room: float) -> Part:
    return Part(columns, _widths([shares[i] for i in columns], [least[i] for i in columns], room))


def _widths(shares: Sequence[float], least: Sequence[float], room: float) -> list[float]:
    """The room as the columns share it out, but each no narrower than it has to be: the others make room for it."""
    fixed: set[int] = set()
    while True:
        left = room - sum(least[i] for i in fixed)
        asked = sum(share for i, share in enumerate(shares) if i not in fixed)
        widths = [least[i] if i in fixed else share * left / asked for i, share in enumerate(shares)]
        narrow = {i for i, width in enumerate(widths) if i not in fixed and width < least[i]}
        if not narrow:
            return widths
        fixed |= narrow


def _even_groups(least: Sequence[float], room: float) -> list[list[int]]:
    """All columns but the first in as few groups as fit the room, each about as wide as the others."""
    fewest = len(_groups(least, room))
    tries = (_groups(least, room * percent / 100) for percent in range(5, 101, 5))
    return next(groups for groups in tries if len(groups) == fewest)


def _groups(least: Sequence[float], room: float) -> list[list[int]]:
    groups: list[list[int]] = [[]]
    used = 0.0
    for column in range(1, len(least)):
        if groups[-1] and used + least[column] > room:
            groups.append([])
            used = 0.0
        groups[-1].append(column)
        used += least[column]
    return groups
