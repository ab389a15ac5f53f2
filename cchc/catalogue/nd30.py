"""How decree 30/2020 lays a report out. In: nd30.yaml. Out: measures and text styles by key, with limits and source."""

from __future__ import annotations

import functools

from pydantic import model_validator

from cchc.catalogue.load import Entry, read_catalogue
from cchc.errors import CatalogueError


class Measure(Entry):
    """A length or ratio: the value used, the decree's limits or alternatives, and the point that sets them."""

    key: str
    label: str
    value: float
    unit: str
    low: float | None = None
    high: float | None = None
    allowed: tuple[float, ...] | None = None
    source: str

    @model_validator(mode="after")
    def _stays_within_the_decree(self) -> Measure:
        _check_limits(self.key, self.value, self.low, self.high)
        if self.allowed is not None and self.value not in self.allowed:
            raise ValueError(f"{self.key}: expected one of {self.allowed}, found {self.value}")
        return self


class TextStyle(Entry):
    """How one element is set: size in points with the decree's limits, case, weight; `box` is its place on the page."""

    key: str
    label: str
    box: str | None = None
    size: float
    low: float | None = None
    high: float | None = None
    upper: bool = False
    bold: bool = False
    italic: bool = False
    source: str

    @model_validator(mode="after")
    def _stays_within_the_decree(self) -> TextStyle:
        _check_limits(self.key, self.size, self.low, self.high)
        return self


class Nd30(Entry):
    """Schema of nd30.yaml."""

    source: str
    measures: tuple[Measure, ...]
    styles: tuple[TextStyle, ...]


def nd30() -> Nd30:
    """The decree's measures. Raises CatalogueError when a value lies outside what the decree allows."""
    decree: Nd30 = read_catalogue("nd30.yaml", Nd30)
    return decree


@functools.cache
def measure(key: str) -> Measure:
    """The measure of that key: the `value` of "le_tren" is 20 (mm). Raises CatalogueError for an unknown key."""
    for entry in nd30().measures:
        if entry.key == key:
            return entry
    raise CatalogueError(f"cchc/catalogue/nd30.yaml: không có số đo {key!r} trong mục measures")


@functools.cache
def style(key: str) -> TextStyle:
    """The text style of that key: the `size` of "loi_van" is 14 (pt). Raises CatalogueError for an unknown key."""
    for entry in nd30().styles:
        if entry.key == key:
            return entry
    raise CatalogueError(f"cchc/catalogue/nd30.yaml: không có kiểu chữ {key!r} trong mục styles")


def _check_limits(key: str, value: float, low: float | None, high: float | None) -> None:
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{key}: expected {low} to {high}, found {value}")
