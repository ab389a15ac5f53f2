"""Numbers in a list. In: a group of values. Out: the inlines of each, with its name and unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cchc.catalogue.counts import count_info, is_listed, names_of
from cchc.catalogue.indicators import indicators
from cchc.document.lineage import number_inline
from cchc.document.model import Inline
from cchc.document.sentences import merge_text
from cchc.indicators.counts import Group
from cchc.values.printing import print_as_stated
from cchc.values.reading import clean
from cchc.values.value import Value


def list_entries(group: Group, named: Iterable[tuple[str, str]]) -> list[Inline]:
    """The numbers above 0 of a group, parted by semicolons: pairs of a name, "" for the label, and a key, or "count|rate"."""
    known = [entry for name, key in named if (entry := _entry(group, name, key))]
    return [inline for entry in known for inline in ["; ", *entry]][1:]


def named_on_the_day(value: Value, words: Mapping[str, str]) -> Value:
    """A quantity with two names by the one that it has on the day of the report: mức độ 3, or một phần since."""
    names = names_of(value.key)
    of_day = [word for name in names if (word := words.get(name.rpartition(".")[2]))]
    labels = [count_info(name).label for name in names]
    said = next((label for label in labels if any(word in label for word in of_day)), value.label)
    return replace(value, label=said) if len(names) > 1 else value


def _entry(group: Group, name: str, key: str) -> list[Inline]:
    """Name, number and unit of a count, with its rate in brackets; nothing where the count has no number, or is 0."""
    count, _, rate = key.partition("|")
    value, share = group[count], group[rate] if rate else None
    if value.missing or value.number == 0:
        return []
    if value.cells and not (is_listed(value.key) or value.key in indicators()):
        return _as_worded(value)
    behind: list[Inline] = [" (", number_inline(share), ")"] if share and not share.missing else []
    unit = "" if value.kind in ("percent", "share") else f" {_within_sentence(value.unit)}"
    over = f" so với {value.denominator}" if value.denominator else ""
    named = f"{name} " if name else f"{_within_sentence(value.label)}: "
    return [named, number_inline(value), f"{unit}{over}", *behind]


def _as_worded(value: Value) -> list[Inline]:
    """A rate that the catalogue has no name for, in the words that state it; nothing where these do not hold its number."""
    words, text = clean(value.cells[0].words).rstrip(".;,"), print_as_stated(value.cells[0].text).removesuffix("%")
    before, found, behind = words.partition(f"{text}%")
    return merge_text([before, number_inline(value, f"{text}%"), behind]) if found else []


def _within_sentence(text: str) -> str:
    """A label or unit as it stands inside a sentence: "Thủ tục" as "thủ tục", "TTHC" as it is, no full stop."""
    return (text if text[1:2].isupper() else text[:1].lower() + text[1:]).rstrip(".")
