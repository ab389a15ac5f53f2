"""What the workbook calls sections and counts. In: a form, its words. Out: the name of each key, and the key of a name.

A clerk chooses names from lists and never sees a key; keys typed by hand are understood as well.
"""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Mapping

from cchc.catalogue.counts import count_info, counts, is_known_key
from cchc.catalogue.form import Form
from cchc.catalogue.indicators import indicators
from cchc.catalogue.outline import OPENING
from cchc.catalogue.writing.names import normalise_label
from cchc.values.printing import capital

OPENING_NAME = "Mở đầu"
_PLUS = " + "  # between the parts of a denominator that is a sum


class Names:
    """The names of one form: `sections` and `counts` by key, in the order in which the workbook lists them."""

    def __init__(self, form: Form, words: Mapping[str, str]) -> None:
        self._form = form
        titles = {one.key: one.title.format_map(words) for one in form.outline.sections}
        self.titles = {key: "Phần mở đầu" if key == OPENING else title for key, title in titles.items()}
        self.sections = {
            key: OPENING_NAME if key == OPENING else f"{key} {title}".strip() for key, title in titles.items()
        }

    @functools.cached_property
    def counts(self) -> dict[str, str]:
        """Every count, rate and row of the annex; two of one name have their key behind it."""
        rows = {row.key: f"{row.code} {row.label}" for row in self._form.rows if row.kind != "heading"}
        stated = {one.key: one.label for one in counts()}
        rates = {key: count_info(key).label for key in indicators()}
        named = rates | stated | rows
        ordered = {key: named[key] for key in (*stated, *rates, *rows)}
        often = Counter(map(normalise_label, ordered.values()))
        return {key: name if often[normalise_label(name)] == 1 else f"{name} ({key})" for key, name in ordered.items()}

    @functools.cached_property
    def _keys(self) -> dict[str, str]:
        return {normalise_label(name): key for key, name in self.counts.items()}

    @functools.cached_property
    def _sections(self) -> dict[str, str]:
        return {normalise_label(name): key for key, name in self.sections.items()}

    def section(self, key: str) -> str:
        """The name of a section; of one that the outline lacks, its key."""
        return self.sections.get(key, key)

    def name(self, key: str) -> str:
        """The name of a key; of one that nobody knows, the key."""
        return capital(self.counts[key]) if key in self.counts else key

    def whole(self, key: str) -> str:
        """The name of a denominator, of each part of it where it is a sum."""
        return _PLUS.join(self.name(part.strip()) for part in key.split("+")) if key.strip() else ""

    def section_of(self, text: str) -> str | None:
        """The key of a section that is called so, or begins so ("II.2.d Tiếp nhận"); None where there is none."""
        found = self._sections.get(normalise_label(text))
        if found:
            return found
        key = (text.split() or [""])[0].rstrip(":;,.")
        return key if self._form.outline.printing_section(key) is not None else None

    def key_of(self, text: str) -> str | None:
        """The key of a count that is called so; None where there is none."""
        found = self._keys.get(normalise_label(text))
        typed = text.strip()
        return found or (typed if is_known_key(typed, self._form) else None)

    def whole_of(self, text: str) -> str | None:
        """The key of a denominator, several parted by "+"; None where a part of it is unknown."""
        if whole := self.key_of(text):
            return whole
        parts = [self.key_of(part) for part in text.split(_PLUS.strip())]
        return _PLUS.join(part for part in parts if part) if all(parts) else None
