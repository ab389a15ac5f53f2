"""A province by name or code and date. In: what somebody typed, a day. Out: the Province as it was called on that day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.units.register import Unit, units_on
from cchc.catalogue.writing.names import slug


@dataclass(frozen=True, order=True)
class Province:
    """A province: its two digits, and its name with the type ("Tỉnh Thanh Hóa", "Thành phố Hà Nội")."""

    code: str
    full_name: str

    @property
    def type(self) -> str:
        """What it is, in a sentence: "tỉnh" or "thành phố"."""
        return split_kind(self.full_name)[0]

    @property
    def name(self) -> str:
        """The name without the type."""
        return split_kind(self.full_name)[1]

    @property
    def slug(self) -> str:
        """The name for a path: "thanh-hoa"."""
        return slug(self.name)

    @property
    def folder(self) -> str:
        """What its folders are called, beside those of its units: "tinh-38-thanh-hoa"."""
        return f"tinh-{self.code}-{self.slug}"


def province_of(unit: Unit) -> Province:
    """The province that the unit lies in."""
    return Province(unit.province_code, unit.province)


def find_province(named: str, as_of: date) -> Province:
    """The province of that code ("38") or name, with its type or without, on that day. Raises UnitError."""
    return province_of(units_on(as_of, named)[0])
