"""How decree 30/2020 lays a report out and who signs. In: nd30.yaml. Out: measures, text styles, signing forms, with source."""

from __future__ import annotations

import functools
from datetime import date
from typing import Literal

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


class SigningForm(Entry):
    """One abbreviation of the signer's authority: what it stands before, and what the next line may be."""

    key: str
    label: str
    before: Literal["body", "head"]
    seen: Literal["body", "head"] | None = None
    then: tuple[str, ...]
    source: str


class Post(Entry):
    """The head of a body or office, and the deputies who may sign for him; in communes from `valid_from` on."""

    head: str
    deputies: tuple[str, ...]
    valid_from: date | None = None
    source: str


class Signing(Entry):
    """How the lines above a signature follow each other; all in capitals, as they are printed."""

    body: str
    forms: tuple[SigningForm, ...]
    posts: tuple[Post, ...]

    @model_validator(mode="after")
    def _names_its_own_forms(self) -> Signing:
        known = {*(form.key for form in self.forms), "head", "deputy", "post"}
        if unknown := {line for form in self.forms for line in form.then} - known:
            raise ValueError(f"signing: expected lines of {sorted(known)}, found {sorted(unknown)}")
        return self


class Nd30(Entry):
    """Schema of nd30.yaml."""

    source: str
    signing: Signing
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
    raise CatalogueError(f"cchc/catalogue/nd30.yaml: cần số đo {key!r} trong mục measures, gặp các số đo khác")


@functools.cache
def style(key: str) -> TextStyle:
    """The text style of that key: the `size` of "loi_van" is 14 (pt). Raises CatalogueError for an unknown key."""
    for entry in nd30().styles:
        if entry.key == key:
            return entry
    raise CatalogueError(f"cchc/catalogue/nd30.yaml: cần kiểu chữ {key!r} trong mục styles, gặp các kiểu khác")


def _check_limits(key: str, value: float, low: float | None, high: float | None) -> None:
    if (low is not None and value < low) or (high is not None and value > high):
        raise ValueError(f"{key}: expected {low} to {high}, found {value}")
