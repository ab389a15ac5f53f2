"""Tables of the Word document. In: a table node of the layout. Out: a table element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from docx.text.paragraph import Paragraph

from cchc.export.docx.xml import Element, element, twips
from cchc.export.layout.columns import CELL_PADDING, ROW_PADDING

Fill = Callable[[Sequence[Any], str, bool, bool], Element]  # inlines, side, bold, sticky: a paragraph

_LINE = {"w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto"}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def table_element(node: Mapping[str, Any], fill: Fill, room: float, description: str) -> Element:
    """A table with lines, as wide as its room in millimetres, its head on every page; a row that heads others stays with them."""
    widths = [twips(width * room / sum(node["widths"])) for width in node["widths"]]
    rows = _Rows(widths, node["align"], fill)
    head = [
        rows.row(cells, ("center",), bold=True, sticky=True, least=height)
        for cells, height in zip(node["head"], node["head_heights"], strict=True)
    ]
    body = [
        rows.row(row["cells"], node["align"], bold=row["bold"], sticky=row["group"], keep=row["keep"]) for row in node["rows"]
    ]  # fmt: skip
    return element("w:tbl", children=[_properties(widths, description), _grid(widths), *head, *body])


def plain_table(widths_mm: Sequence[float], columns: Sequence[Sequence[Paragraph]], *, whole: bool = True) -> Element:
    """A table of one row without lines, that sets paragraphs side by side; one that is `whole` is not split between pages."""
    widths = [twips(width) for width in widths_mm]
    parts = [_width(sum(widths)), element("w:tblLayout", {"w:type": "fixed"}), _margins(0, 0)]
    row = plain_table_row(widths_mm, columns, whole=whole)
    return element("w:tbl", children=[element("w:tblPr", children=parts), _grid(widths), row])


def plain_table_row(
    widths_mm: Sequence[float], columns: Sequence[Sequence[Paragraph]], *, whole: bool = True
) -> Element:
    """A row of such a table."""
    cells = [
        _cell(twips(width), [paragraph._p for paragraph in column])
        for width, column in zip(widths_mm, columns, strict=True)
    ]
    return element("w:tr", children=[element("w:trPr", children=[element("w:cantSplit")] if whole else []), *cells])


def _grid(widths: Sequence[int]) -> Element:
    """The columns of a table, in twips."""
    return element("w:tblGrid", children=[element("w:gridCol", {"w:w": width}) for width in widths])


class _Rows:
    """Rows made one after the other; what reaches down from one goes on in the next."""

    def __init__(self, widths: Sequence[int], align: Sequence[str], fill: Fill) -> None:
        self._widths, self._fill = widths, fill
        self._open: dict[int, tuple[int, int]] = {}  # by column: rows still to come, columns that it reaches over

    def row(
        self,
        cells: Sequence[Any],
        align: Sequence[str],
        *,
        bold: bool,
        sticky: bool,
        keep: bool = True,
        least: float = 0,
    ) -> Element:
        """One row; one of the head has a least height, which LibreOffice does not find when it prints the head again."""
        properties = [element("w:cantSplit")] if keep else []
        if least:
            height = {"w:val": twips(least), "w:hRule": "atLeast"}
            properties += [element("w:trHeight", height), element("w:tblHeader")]
        placed = [
            _cell(sum(self._widths[at : at + wide]), [] if content is None else [content], wide, down, middle=keep)
            for at, wide, down, content in self._place(iter(cells), align, bold, sticky)
        ]
        return element("w:tr", children=[element("w:trPr", children=properties), *placed])

    def _place(
        self, cells: Iterator[Any], align: Sequence[str], bold: bool, sticky: bool
    ) -> Iterator[tuple[int, int, str, Element | None]]:
        """Column, reach, what it has to do with the rows around it, and the paragraph of each cell."""
        at = 0
        while at < len(self._widths):
            left, wide = self._open.get(at, (0, 1))
            if left:
                self._open[at] = (left - 1, wide)
                yield at, wide, "continue", None
            else:
                given: Any = next(cells, [])
                inlines, wide, high = (
                    (given["c"], given["colspan"], given["rowspan"]) if isinstance(given, dict) else (given, 1, 1)
                )
                self._open[at] = (high - 1, wide)
                side = align[min(at, len(align) - 1)]
                yield at, wide, "restart" if high > 1 else "", self._fill(inlines, side, bold, sticky)
            at += wide


def _cell(width: int, content: Sequence[Element], wide: int = 1, down: str = "", middle: bool = False) -> Element:
    properties = [element("w:tcW", {"w:w": width, "w:type": "dxa"})]
    if wide > 1:
        properties.append(element("w:gridSpan", {"w:val": wide}))
    if down:
        properties.append(element("w:vMerge", {"w:val": down}))
    if middle:
        properties.append(element("w:vAlign", {"w:val": "center"}))
    return element("w:tc", children=[element("w:tcPr", children=properties), *(content or [element("w:p")])])


def _properties(widths: Sequence[int], description: str) -> Element:
    borders = element("w:tblBorders", children=[element(f"w:{side}", _LINE) for side in _SIDES])
    parts = [
        _width(sum(widths)),
        element("w:jc", {"w:val": "center"}),
        borders,
        element("w:tblLayout", {"w:type": "fixed"}),
    ]
    look = element("w:tblLook", {"w:val": "0020", "w:firstRow": 1, "w:lastRow": 0, "w:firstColumn": 0, "w:lastColumn": 0,
                                 "w:noHBand": 1, "w:noVBand": 1})  # fmt: skip
    parts += [_margins(CELL_PADDING, ROW_PADDING), look]
    if description:
        parts.append(element("w:tblCaption", {"w:val": description}))
    return element("w:tblPr", children=parts)


def _width(width: int) -> Element:
    return element("w:tblW", {"w:w": width, "w:type": "dxa"})


def _margins(beside: float, above: float) -> Element:
    sizes = {"top": above, "left": beside, "bottom": above, "right": beside}
    return element(
        "w:tblCellMar",
        children=[element(f"w:{side}", {"w:w": twips(mm), "w:type": "dxa"}) for side, mm in sizes.items()],
    )
