"""Which part of a workbook (.xlsx) is which sheet. In: its parts by name. Out: the parts by the names of their sheets.

The relationships of the workbook are followed as the reader of workbooks follows them; what leads to no part, or in two
ways, is refused, so that no sheet is read that was not looked at before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from lxml import etree

from cchc.intake.files.limits import broken

_BOOK, _LINKS, _HOME = "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/"
_UNDER = re.compile(r"worksheets/[^/]+\.xml", re.IGNORECASE)
_CELLS = b"sheetData"  # the element of a sheet that holds its cells


def sheet_parts(path: Path, parts: Mapping[str, bytes]) -> dict[str, str]:
    """The name of the part of each sheet, by the sheet's name. Raises SubmissionError where one is missing or unclear."""
    try:
        pairs = list(_pairs(parts))
    except (KeyError, ValueError, etree.XMLSyntaxError) as error:
        raise broken(path) from error
    return dict(pairs)


def parts_with_cells(sheets: Mapping[str, str], parts: Mapping[str, bytes]) -> list[str]:
    """The parts that must be looked at: those of sheets, those that lie where sheets do, those that hold cells."""
    named = set(sheets.values())
    return [name for name, part in parts.items() if name in named or _UNDER.search(name) or _CELLS in part]


def _pairs(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Sheet and part. Raises KeyError where one leads nowhere, ValueError where two have one name or one part."""
    names = {name.lower(): name for name in parts}
    targets = _targets(_tree(parts[names[_LINKS]]))
    seen: set[str] = set()
    for sheet in _tree(parts[names[_BOOK]]).iterfind("{*}sheets/{*}sheet"):
        (linked,) = (value for name, value in sheet.attrib.items() if name.endswith("}id"))
        title, part = sheet.get("name", ""), names[_place(targets[linked]).lower()]
        if part in seen or f"={title}" in seen:
            raise ValueError(title)
        seen |= {part, f"={title}"}
        yield title, part


def _targets(links: Any) -> dict[str, str]:
    """What each relationship leads to, by its id. Raises ValueError where an id is there twice."""
    found: dict[str, str] = {}
    for link in links.iterfind("{*}Relationship"):
        if link.get("Id") in found:
            raise ValueError(link.get("Id"))
        found[link.get("Id", "")] = link.get("Target", "")
    return found


def _place(target: str) -> str:
    """Where a target lies in the package; the reader takes it letter for letter, dots as well."""
    whole = target.removeprefix("/") if target.startswith("/" + _HOME) else target
    return whole if whole.startswith(_HOME) else _HOME + whole


def _tree(part: bytes) -> Any:
    return etree.fromstring(part, etree.XMLParser(resolve_entities=False, no_network=True))
