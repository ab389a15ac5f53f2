"""Print the rows of a table. In: a table block. Out: markup of its body; rules for widths and sides of its columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from markupsafe import Markup

from cchc.export.page.inlines import Inlines
from cchc.export.page.sources import operand_names
from cchc.export.reader import Block

_ABSENT = " <small>(không gửi số liệu)</small>"


def body_rows(block: Block, inlines: Inlines) -> Markup:
    """The rows of the table's body; the cell that names a row is its head."""
    label = label_column(block["columns"])
    return Markup("\n".join(_row(row, block, label, inlines) for row in block["rows"]))


def _row(row: Block, block: Block, label: int, inlines: Inlines) -> str:
    names = " ".join(filter(None, [row["kind"] if row["kind"] != "row" else "", "vang" if row["absent"] else ""]))
    cells = []
    block = {**block, "told_by": _told_by(row, block.get("values", {}))}
    for place, cell in enumerate(row["cells"]):
        text = inlines.text(cell, block)
        if place == label:
            cells.append(f"<th scope=row>{text}{_ABSENT if row['absent'] else ''}</th>")
        else:
            cells.append(f"<td>{text}</td>")
    return f"<tr{f' class={chr(34)}{names}{chr(34)}' if names else ''}>{''.join(cells)}</tr>"


def _told_by(row: Block, values: Block) -> dict[str, str]:
    """For numbers of the row that another number of it is derived from, that one: its source tells theirs as well."""
    told: dict[str, str] = {}
    for inline in (i for cell in row["cells"] for i in cell if not isinstance(i, str) and i["t"] == "number"):
        told.update(dict.fromkeys(operand_names(inline["lineage"], values), inline["lineage"]))
    return told


def label_column(columns: Sequence[Block]) -> int:
    """The column that names a row: the first one of text, flush left; else the first."""
    return next((i for i, column in enumerate(columns) if column.get("align", "left") == "left"), 0)


def column_rules(table: Block) -> Iterator[str]:
    """Style rules for the columns of one table: their share of the width, and the side that they are set to."""
    widths = [float(column.get("width") or 1) for column in table["columns"]]
    for number, (width, column) in enumerate(zip(widths, table["columns"], strict=True), 1):
        yield f"#{table['anchor']} col:nth-child({number}){{width:{100 * width / sum(widths):.1f}%}}\n"
        side = column.get("align", "left")
        if side in ("right", "center"):
            yield f"#{table['anchor']} tbody>tr>:nth-child({number}){{text-align:{side}}}\n"
