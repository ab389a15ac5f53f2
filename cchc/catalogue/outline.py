"""The outline of the report. In: outline.yaml. Out: sections by key on a date, and where a submitted key is printed."""

from __future__ import annotations

import functools
from datetime import date

from cchc.catalogue.load import Entry, read_catalogue
from cchc.errors import CatalogueError

OPENING = "mo_dau"


class Section(Entry):
    """One heading of the outline: "II", "II.2" or "II.2.d"; `counts` are figures of the annex that are told there.

    One that is `run_in` is printed as the first words of its text; `lead` leads in the documents cited there.
    """

    key: str
    title: str
    run_in: bool = False
    lead: str = ""
    counts: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def level(self) -> int:
        """1 for "II", 2 for "II.2", 3 for "II.2.d"."""
        return self.key.count(".") + 1

    @property
    def number(self) -> str:
        """What is printed before the title: "II", "2", "d"."""
        return self.key.rpartition(".")[2]


class Annex(Entry):
    """One annex of the report and its Roman number."""

    key: str
    number: str
    landscape: bool


class Need(Entry):
    """What every report must have: files, with what it lacks without each; counts, stated or derived; text in `parts`."""

    source: str
    verified: bool
    files: dict[str, str]
    counts: tuple[str, ...]
    parts: tuple[str, ...]


class Outline(Entry):
    """Schema of outline.yaml."""

    source: str
    lead: str
    sections: tuple[Section, ...]
    need: Need
    annexes: tuple[Annex, ...]


def _outline() -> Outline:
    catalogue: Outline = read_catalogue("outline.yaml", Outline)
    return catalogue


def annexes() -> dict[str, Annex]:
    """The annexes by key, in print order."""
    return {annex.key: annex for annex in _outline().annexes}


def need() -> Need:
    """What every report must have."""
    return _outline().need


@functools.cache
def end_keys() -> tuple[str, ...]:
    """The items at the ends of the outline, which hold what a report says: "I.1", "I.3.a" ... "V"; not its opening."""
    keys = section_keys()
    return tuple(key for key in keys if key != OPENING and not any(other.startswith(key + ".") for other in keys))


def section_keys() -> tuple[str, ...]:
    """All keys of the outline, of any validity, in print order."""
    return tuple(dict.fromkeys(section.key for section in _outline().sections))


def section(key: str, on: date) -> Section:
    """The section of that key on that day. Raises CatalogueError for a key that the outline lacks."""
    for entry in _outline().sections:
        if entry.key == key and (entry.valid_from or on) <= on <= (entry.valid_to or on):
            return entry
    raise CatalogueError(f'Đề cương không có mục "{key}"; các mục: {", ".join(section_keys())}.')


def lead(key: str, on: date) -> str:
    """What leads in the documents cited in the section."""
    return section(key, on).lead or _outline().lead


@functools.lru_cache(maxsize=1024)
def printing_section(key: str) -> str | None:
    """The section under which something submitted for `key` is printed; None where the outline has no place for it.

    What the outline does not list is printed with what it lists: an item ("II.2.k") with its section, a section
    ("III.3") with the last one of its part. What is given for a whole part ("II") goes with the first section of it.
    """
    keys = section_keys()
    if key not in keys:
        parent = key.rpartition(".")[0]
        if parent not in keys:
            return None
        sections = [other for other in keys if other.count(".") == 1 and other.startswith(parent + ".")]
        return parent if "." in parent or not sections else sections[-1]
    children = [other for other in keys if other.startswith(key + ".")]
    return children[0] if "." not in key and children else key
