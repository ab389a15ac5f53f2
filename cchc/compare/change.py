"""A row of a comparison. In: what two reports state by key. Out: `Change`: old beside new, and whether it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Kind = Literal["key_figures", "counts", "indicators", "stated_rates", "procedures", "days", "findings", "sentences"]
Status = Literal["changed", "new", "gone", "same"]


@dataclass(frozen=True)
class Change:
    """One thing that two reports state, `old` beside `new`; None where that report does not state it.

    Both are Values, ShortenedProcedures, findings in the form of kiem-tra.json, or the words of a paragraph. `section` is
    the part of the outline that it belongs to, `place` says where a number stands that is stated differently in several.
    """

    kind: Kind
    key: str
    label: str
    section: str
    place: str
    old: Any
    new: Any
    status: Status

    @property
    def shown(self) -> Any:
        """The newer of both."""
        return self.old if self.new is None else self.new


def altered(changes: Iterable[Change]) -> list[Change]:
    """Those that are not the same on both sides."""
    return [change for change in changes if change.status != "same"]


def joined(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[Any, Any]]:
    """The outer join by key, in the order of the newer."""
    return ((old.get(key), new.get(key)) for key in dict.fromkeys((*new, *old)))


def status_of(old: Any, new: Any, same: bool) -> Status:
    """`same` says whether two that are there, or two that are not, are alike."""
    if (old is None) != (new is None):
        return "new" if old is None else "gone"
    return "same" if same else "changed"
