"""What every reader of documents gives. In: nothing. Out: paragraphs and tables in print order, and what was left out.

A place says where something stands as a person finds it again: "dòng 95" of a text, "đoạn 41" of a Word document.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paragraph:
    """One paragraph: its text without the marker ("-", "II.", "a)") that it begins with, the name of its style, its place.

    `close`: it stands on the line right behind the paragraph before it, with no blank line between.
    """

    text: str
    marker: str = ""
    style: str = ""
    place: str = ""
    close: bool = False


@dataclass(frozen=True)
class Row:
    """One row of a table: a text for each column, "" where a merged cell covers it."""

    cells: tuple[str, ...]
    place: str = ""


@dataclass(frozen=True)
class Table:
    """A table: its rows, heads included."""

    rows: tuple[Row, ...]
    place: str = ""


Block = Paragraph | Table


@dataclass(frozen=True)
class Left:
    """Something that was not taken: where it stands, its text, and why."""

    place: str
    text: str
    why: str


@dataclass(frozen=True)
class Blocks:
    """A document as read: its blocks in print order, what its reader could not hand on, and remarks on how it was read."""

    blocks: tuple[Block, ...]
    left: tuple[Left, ...] = ()
    remarks: tuple[str, ...] = ()
