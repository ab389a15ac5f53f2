"""Pages of HTML and MHTML as grids of cells. In: `Arrived`. Out: a `Book`: a sheet for each table, what stands around them.

One-stop software writes such pages in any encoding and calls them `.xls` or `.doc`. Strict UTF-8 is tried before what a
page says of itself; windows-1258, which parts letters and tones, is put together again by NFC.
"""

from __future__ import annotations

import codecs
import email
import email.policy
import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Any

from lxml import etree, html

from cchc.intake.files.grid import BLANK, Book, Cell, Sheet
from cchc.intake.files.guard import Arrived
from cchc.intake.files.limits import MOST_HTML_CELLS, MOST_TABLES, broken, refuse, too_many
from cchc.intake.files.marks import Marks

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARED = 4_000  # bytes in which a page names its encoding
_KNOWN = {"windows-1258", "cp1258", "windows-1252", "cp1252", "iso-8859-1", "us-ascii", "ascii"}
_LEGACY = "windows-1258"
_WIDEST = 200  # columns of a table
_MOST_AREA = 500_000  # rows times columns, summed over the tables of a file
_PARTING = {"br", "p", "div", "table"}
_SILENT = {"script", "style", "table", "head", "title"}
_TABLE, _END = re.compile(r"<table\b", re.IGNORECASE), re.compile(r"</table\b", re.IGNORECASE)
_CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)

GENERATOR = "generator"  # the property of a book that names the program that made it

Grid = dict[tuple[int, int], Cell]


def read_pages(arrived: Arrived) -> Book:
    """The tables of a page, or of all pages of an MHTML file. Raises SubmissionError."""
    bodies = [(arrived.data, "")] if arrived.kind == "html" else list(_bodies(arrived))
    sheets: list[Sheet] = []
    around: list[str] = []
    made_by, area = "", 0
    for body, declared in bodies:
        for root in _parse(arrived, _decode(arrived, body, declared)):
            for table in root.iter("table"):
                sheets.append(_sheet(arrived, table, f"bảng {len(sheets) + 1}", _MOST_AREA - area))
                area += _area(sheets[-1])
            around += _around(root)
            made_by = made_by or _generator(root)
    if not sheets:
        raise refuse(arrived.path, "trang HTML không có bảng nào")
    return Book(tuple(sheets), {GENERATOR: made_by} if made_by else {}, tuple(around))


def _bodies(arrived: Arrived) -> Iterator[tuple[bytes, str]]:
    """The pages in an MHTML file, each with the encoding that its head names."""
    message = email.message_from_bytes(arrived.data, policy=email.policy.compat32)
    for number, part in enumerate(message.walk()):
        if number > MOST_TABLES:
            raise too_many(arrived.path, "tệp MHTML có quá nhiều phần")
        body = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(body, bytes) and body:
            yield body, str(part.get_param("charset") or "")


def _decode(arrived: Arrived, body: bytes, declared: str) -> str:
    """The text in NFC. Raises SubmissionError where no encoding that is met in the field fits."""
    for name in _encodings(body, declared):
        try:
            return unicodedata.normalize("NFC", body.decode(name))
        except UnicodeDecodeError:
            continue
    raise refuse(arrived.path, "không đọc được chữ trong tệp (không phải UTF-8, UTF-16 hay windows-1258)",
                 "hãy xuất lại từ phần mềm một cửa, chọn mã UTF-8")  # fmt: skip


def _encodings(body: bytes, declared: str) -> Iterator[str]:
    if body.startswith(codecs.BOM_UTF8):
        yield "utf-8-sig"
    elif body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield "utf-16"
    elif b"\0" in body[:_DECLARED]:
        yield "utf-16-be" if body.startswith(b"\0") else "utf-16-le"
    else:
        yield "utf-8"
        found = _CHARSET.search(body[:_DECLARED])
        named = (found[1].decode("ascii") if found else declared).lower()
        if named in _KNOWN:
            yield named
        yield _LEGACY


def _parse(arrived: Arrived, text: str) -> list[Any]:
    """The page as a tree, or as several where a file holds one behind the other.

    Raises SubmissionError where it is cut off, too large or nested too deeply.
    """
    tables = len(_TABLE.findall(text))
    if tables > MOST_TABLES or len(_CELL.findall(text)) > MOST_HTML_CELLS:
        raise too_many(arrived.path, "trang HTML có quá nhiều bảng hoặc ô")
    if len(_END.findall(text)) < tables and "</html" not in text.lower():
        raise broken(arrived.path)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace").replace(b"\0", b""), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise refuse(arrived.path, "trang HTML không có bảng nào") from error
    if any("depth" in entry.message.lower() for entry in parser.error_log):
        raise too_many(arrived.path, "trang HTML lồng quá sâu")
    return [root, *(one for one in root.itersiblings() if isinstance(one.tag, str))]


def _area(sheet: Sheet) -> int:
    return len(sheet.rows) * len(sheet.rows[0]) if sheet.rows else 0


def _sheet(arrived: Arrived, table: Any, name: str, most: int) -> Sheet:
    """The grid of a table, of so many cells at most."""
    grid, merges = _lay_out(arrived, list(_rows(table)))
    height = max((row for row, _ in grid), default=-1) + 1
    width = max((column for _, column in grid), default=-1) + 1
    if height * width > most:
        raise too_many(arrived.path, "các bảng HTML quá rộng")
    return Sheet(name, _square(grid, height, width), Marks(merges=tuple(merges)))


def _lay_out(arrived: Arrived, rows: Sequence[Sequence[Any]]) -> tuple[Grid, list[tuple[int, int, int, int]]]:
    """The cells by row and column, and the merged ranges; spans are clamped to what the table can hold."""
    grid: Grid = {}
    merges: list[tuple[int, int, int, int]] = []
    busy: dict[int, int] = {}  # by column, the last row that a cell from above reaches
    for row, cells in enumerate(rows):
        column = 0
        for cell in cells:
            while busy.get(column, -1) >= row:
                column += 1
            if column >= _WIDEST:
                raise too_many(arrived.path, "bảng HTML quá rộng")
            bottom = min(row + _span(cell, "rowspan", len(rows)), len(rows)) - 1
            right = min(column + _span(cell, "colspan", _WIDEST), _WIDEST) - 1
            grid[row, column] = _cell(cell)
            busy.update(dict.fromkeys(range(column, right + 1), bottom))
            if (bottom, right) != (row, column):
                merges.append((row, column, bottom, right))
            column = right + 1
    return grid, merges


def _square(grid: Grid, height: int, width: int) -> tuple[tuple[Cell, ...], ...]:
    rows = [[BLANK] * width for _ in range(height)]
    for (row, column), cell in grid.items():
        rows[row][column] = cell
    return tuple(map(tuple, rows))


def _rows(table: Any) -> Iterator[list[Any]]:
    """The cells of each of the table's own rows."""
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is table:
            yield [cell for cell in row if cell.tag in ("td", "th")]


def _span(cell: Any, name: str, most: int) -> int:
    """A span as browsers read it: the digits that it begins with, at least 1."""
    found = re.match(r"\s*(\d{1,9})", cell.get(name, ""), re.ASCII)
    return min(max(int(found[1]), 1), most) if found else 1


def _cell(cell: Any) -> Cell:
    text = " ".join("".join(_words(cell)).split())
    return Cell(text, "text") if text else BLANK


def _words(element: Any) -> Iterator[str]:
    """The text of an element without that of tables in it, scripts and styles."""
    yield element.text or ""
    for child in element:
        yield " " if child.tag in _PARTING else ""
        if child.tag not in _SILENT:
            yield from _words(child)
        yield child.tail or ""


def _generator(root: Any) -> str:
    """The program that a page says has made it: "LibreOffice 7.4"; "" where it names none."""
    named = (one.get("content", "") for one in root.iter("meta") if one.get("name", "").lower() == GENERATOR)
    return " ".join(next(named, "").split())


def _around(root: Any) -> Iterator[str]:
    """The lines of a page outside its tables."""
    for element in root.iter("body", "p", "div", "h1", "h2", "h3", "h4", "center", "span", "b", "strong"):
        if next(element.iterancestors("table"), None) is None:
            text = " ".join((element.text or "").split())
            if text:
                yield text
