"""The outline of a form. In: de_cuong.yaml of a form. Out: sections by key, and where a submitted key is printed."""

from __future__ import annotations

import functools
from typing import Any, Self

from pydantic import Field, model_validator

from cchc.catalogue.load import Entry
from cchc.errors import CatalogueError

OPENING = "mo_dau"


class Section(Entry):
    """One heading of the outline: "II", "II.2" or "II.2.d"; `counts` are figures of the annex that are told there.

    `khoa` is what submissions and the notebook call it; it is printed as `so` on level `bac` (1 to 3), by default those
    of the key. One that is `run_in` is printed as the first words of its text; `lead` leads in the documents cited there.
    """

    khoa: str
    title: str
    so: str
    bac: int
    run_in: bool = False
    lead: str = ""
    counts: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _fill_defaults(cls, fields: Any) -> Any:
        if not isinstance(fields, dict):
            return fields
        key = str(fields.get("khoa", ""))
        return {"so": key.rpartition(".")[2], "bac": key.count(".") + 1, **fields}

    @property
    def key(self) -> str:
        """What submissions and the notebook call the section."""
        return self.khoa

    @property
    def level(self) -> int:
        """1 for "II", 2 for "II.2", 3 for "II.2.d"."""
        return self.bac

    @property
    def number(self) -> str:
        """What is printed before the title: "II", "2", "d"."""
        return self.so


class Need(Entry):
    """What every report must have: files, with what it lacks without each; counts, stated or derived; text in `parts`."""

    source: str
    verified: bool
    files: dict[str, str] = {}
    counts: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()


class Outline(Entry):
    """Schema of de_cuong.yaml: sections in print order."""

    source: str
    lead_of_all: str = Field("Các văn bản liên quan:", alias="lead")
    sections: tuple[Section, ...]
    need: Need

    @model_validator(mode="after")
    def _check(self) -> Self:
        keys = [section.khoa for section in self.sections]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"mục {', '.join(repeated)} có hai lần")
        if unknown := [part for part in self.need.parts if part not in keys]:
            raise ValueError(f"need.parts nêu mục không có trong đề cương: {', '.join(unknown)}")
        return self

    @functools.cached_property
    def _by_key(self) -> dict[str, Section]:
        return {section.khoa: section for section in self.sections}

    @functools.cached_property
    def _printed(self) -> dict[str, str | None]:
        return {}

    @functools.cached_property
    def keys(self) -> tuple[str, ...]:
        """All keys, in print order."""
        return tuple(self._by_key)

    def lead(self, key: str) -> str:
        """What leads in the documents cited in the section; of one that the outline lacks, what leads in those of others."""
        known = self._by_key.get(key)
        return (known and known.lead) or self.lead_of_all

    @functools.cached_property
    def end_keys(self) -> tuple[str, ...]:
        """The items at the ends of the outline, which hold what a report says: "I.1", "I.3.a" ... "V"; not its opening."""
        keys = self.keys
        return tuple(key for key in keys if key != OPENING and not any(other.startswith(key + ".") for other in keys))

    def section(self, key: str) -> Section:
        """The section of that key. Raises CatalogueError for a key that the outline lacks."""
        if key not in self._by_key:
            raise CatalogueError(f'Đề cương không có mục "{key}"; chỉ có các mục {", ".join(self.keys)}.')
        return self._by_key[key]

    def printing_section(self, key: str) -> str | None:
        """The section under which something submitted for `key` is printed; None where the outline has no place for it.

        What the outline does not list is printed with what it lists: an item ("II.2.k") with its section, a section
        ("III.3") with the last one of its part. What is given for a whole part ("II") goes with the first section of it.
        """
        if key not in self._printed:
            self._printed[key] = self._find_place(key)
        return self._printed[key]

    def _find_place(self, key: str) -> str | None:
        keys = self.keys
        if key not in keys:
            parent = key.rpartition(".")[0]
            if parent not in keys:
                return None
            sections = [other for other in keys if other.count(".") == 1 and other.startswith(parent + ".")]
            return parent if "." in parent or not sections else sections[-1]
        children = [other for other in keys if other.startswith(key + ".")]
        return children[0] if "." not in key and children else key
