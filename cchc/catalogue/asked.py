"""What a form asks the narrative to state besides the annex. In: so_lieu.yaml of a form. Out: keys by section."""

from __future__ import annotations

from typing import Self

from pydantic import model_validator

from cchc.catalogue.load import Entry


class AskedCounts(Entry):
    """Schema of so_lieu.yaml: keys of counts and rates, by the section of the outline that tells them."""

    source: str
    sections: dict[str, tuple[str, ...]]

    @model_validator(mode="after")
    def _check(self) -> Self:
        keys = [key for _, key in self.pairs()]
        if repeated := sorted({key for key in keys if keys.count(key) > 1}):
            raise ValueError(f"khóa {', '.join(repeated)} có hai lần")
        return self

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Section and key of each, in order."""
        return tuple((section, key) for section, keys in self.sections.items() for key in keys)
