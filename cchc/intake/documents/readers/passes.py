"""Mend what pages, extraction and typing have broken. In: blocks as read. Out: blocks as their author meant them.

Nothing here knows a form or a commune: letters in NFC, marks of extraction off, markers apart, paragraphs and tables that
a page has parted together again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import reduce

from cchc.intake.documents.readers.blocks import Block, Paragraph, Row, Table
from cchc.values.reading import as_seen

_ADDRESS = re.compile(r"<((?:https?|mailto|www)[^<>\s]*)>")
_TAG = re.compile(r"</?(?:i|b|u|em|strong|sup|sub|span)>", re.IGNORECASE)
_BREAK = re.compile(r"</?(?:br|p)\s*/?>", re.IGNORECASE)
_STARS = re.compile(r"\*{2,3}")
_MARKER = re.compile(
    r"(?:(?P<bullet>[-–—+•*▪●○◦✓➢\uf0b7\uf0a7\uf02d])(?!\d)\s*"
    r"|(?P<number>(?:[IVX]{1,6}|\d{1,2}(?:\.\d{1,2}){0,3}|[a-zđ])[.)]|\d{1,2}(?:\.\d{1,2}){1,3})(?=\s)"
    r"|(?P<tight>[IVX]{1,6}\.|\d{1,2}[.)])(?=[^\W\d])"
    r"|(?P<part>(?:Phần|PHẦN|Mục|MỤC)\s+(?:thứ\s+)?(?:[IVX]{1,6}|\d{1,2}))[.:])\s*"
)
_LONG = 60  # letters of a line that fills a page
_ENDS = re.compile(r"[.;:!?…]['\"”’)]*$")


def mend(blocks: Iterable[Block]) -> list[Block]:
    """The blocks after every pass."""
    passes: tuple[Callable[[Iterable[Block]], Iterator[Block]], ...] = (_clean, _mark, _join, _continue)
    return list(reduce(lambda found, one: one(found), passes, blocks))


def clean_text(text: str) -> str:
    """The text in NFC with single blanks, without marks of extraction and marks of no width."""
    plain = _BREAK.sub(" ", _TAG.sub("", _ADDRESS.sub(r"\1", text))) if "<" in text else text
    return as_seen(_STARS.sub("", plain))


def _clean(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Table):
            rows = (Row(tuple(clean_text(cell) for cell in row.cells), row.place) for row in block.rows)
            if whole := _whole_rows(row for row in rows if any(row.cells)):
                yield replace(block, rows=whole)
        elif (text := clean_text(block.text)) or block.marker:
            yield replace(block, text=text, marker=as_seen(block.marker))


def _mark(blocks: Iterable[Block]) -> Iterator[Block]:
    """Markers that were typed, apart from the text."""
    for block in blocks:
        if isinstance(block, Paragraph) and not block.marker and (found := _MARKER.match(block.text)):
            sign = "-" if found["bullet"] else (found["number"] or found["tight"] or found["part"])
            sign = found["bullet"] if found["bullet"] in ("+", "*") else sign
            yield replace(block, marker=sign, text=block.text[found.end() :])
        else:
            yield block


def _join(blocks: Iterable[Block]) -> Iterator[Block]:
    """A paragraph that a page or a line's end has broken, together again."""
    pieces: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph) and pieces and _goes_on(pieces, block):
            pieces.append(block)
            continue
        if pieces:
            yield _as_one(pieces)
        pieces = [block] if isinstance(block, Paragraph) else []
        if not pieces:
            yield block
    if pieces:
        yield _as_one(pieces)


def _as_one(pieces: list[Paragraph]) -> Paragraph:
    first, *more = pieces
    return replace(first, text=" ".join(one.text for one in pieces).strip()) if more else first


def _goes_on(pieces: list[Paragraph], after: Paragraph) -> bool:
    """Whether a paragraph is the rest of the one whose pieces came before it; only the first piece may be too short for that."""
    first, before = pieces[0], pieces[-1].text
    if after.marker or after.style.startswith("heading") or first.style.startswith("heading"):
        return False
    if len(first.text) <= _LONG or _ENDS.search(before) or not after.text:
        return False
    letter = after.text[0]
    return letter.islower() or (after.close and not after.text.isupper() and not before.isupper())


def _continue(blocks: Iterable[Block]) -> Iterator[Block]:
    """A table that goes on behind the end of a page, one table again."""
    last: Table | None = None
    for block in blocks:
        rows = _more_rows(last, block) if last is not None and isinstance(block, Table) else None
        if last is not None and rows is not None:
            last = replace(last, rows=_with(last.rows, rows))
            continue
        if last is not None:
            yield last
        last = block if isinstance(block, Table) else None
        if last is None:
            yield block
    if last is not None:
        yield last


def _more_rows(last: Table, table: Table) -> tuple[Row, ...] | None:
    """The rows of a table that goes on with the last one, without the head that it repeats; None for another table."""
    head = _same_head(last, table)
    if head:
        return table.rows[head:]
    width = max(len(row.cells) for row in last.rows) if last.rows else 0
    same_width = all(len(row.cells) == width for row in table.rows)
    return table.rows if same_width and not looks_like_head(table.rows[0]) else None


def _same_head(last: Table, table: Table) -> int:
    """How many rows at the top of both tables are the same head."""
    same = 0
    for one, other in zip(last.rows, table.rows, strict=False):
        if _folded(one) != _folded(other):
            break
        same += 1
    return same if same and looks_like_head(table.rows[0]) else 0


def looks_like_head(row: Row) -> bool:
    """Whether a row is the head of a table: its cells are names of columns."""
    cells = [cell.casefold().replace(" ", "") for cell in row.cells if cell]
    named = cells and cells[0] in ("stt", "tt", "sốtt", "sốthứtự")
    return bool(named) or (len(cells) > 1 and not any(any(sign.isdigit() for sign in cell) for cell in cells))


def _folded(row: Row) -> tuple[str, ...]:
    cells = [cell.casefold() for cell in row.cells]
    while cells and not cells[-1]:
        cells.pop()
    return tuple(cells)


def _whole_rows(rows: Iterable[Row]) -> tuple[Row, ...]:
    """The rows; one that is only the rest of a sentence, in small letters, goes on in the row before."""
    found: list[list[Row]] = []
    for row in rows:
        rest = next((cell for cell in row.cells if cell), "")
        goes_on = found and _is_rest(row) and rest[0].islower() and not looks_like_head(found[-1][0])
        if goes_on:
            found[-1].append(row)
        else:
            found.append([row])
    return tuple(_one_row(pieces) for pieces in found)


def _one_row(pieces: list[Row]) -> Row:
    """The first row with the cells of those behind it, column by column."""
    if len(pieces) == 1:
        return pieces[0]
    cells: list[list[str]] = [[] for _ in range(max(len(one.cells) for one in pieces))]
    for one in pieces:
        for at, cell in enumerate(one.cells):
            cells[at] += [cell] if cell else []
    texts = [" ".join(cell) for cell in cells]
    width = max(len(pieces[0].cells), *(at + 1 for at, text in enumerate(texts) if text))
    return replace(pieces[0], cells=tuple(texts[:width]))


def _with(rows: tuple[Row, ...], more: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows and those behind the page's end; a first one with a single cell and no number goes on in the row before."""
    if rows and more and _is_rest(more[0]):
        cells = [*rows[-1].cells]
        at = next(number for number, cell in enumerate(more[0].cells) if cell)
        cells += [""] * (at + 1 - len(cells))
        cells[at] = f"{cells[at]} {more[0].cells[at]}".strip()
        return (*rows[:-1], replace(rows[-1], cells=tuple(cells)), *more[1:])
    return (*rows, *more)


def _is_rest(row: Row) -> bool:
    filled = [number for number, cell in enumerate(row.cells) if cell]
    return len(filled) == 1 and filled[0] > 0
