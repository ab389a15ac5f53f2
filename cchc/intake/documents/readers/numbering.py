"""The numbers that Word puts before paragraphs, which stand nowhere in the text. In: numbering.xml, styles.xml. Out: markers.

Counters belong to an abstract list, so that two lists made from one go on counting; a list with a start of its own takes
it at its first use; a level begins anew behind a higher one.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_DEEPEST = 9
_MOST = 5_000  # a Roman number beyond it is written in digits


@dataclass(frozen=True)
class Level:
    """One level of a list: how its number is written, the words around it, where it starts."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    plain: bool = False  # "isLgl": every number in it in digits


@dataclass
class Numbering:
    """The lists of a document; asking for the marker of a paragraph counts it."""

    numbering: etree._Element | None
    styles: etree._Element | None
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[tuple[str, int]] = field(default_factory=set)

    def marker(self, properties: etree._Element | None) -> str:
        """What Word prints before a paragraph of these properties: "II.", "a)", "-"; "" where it numbers none."""
        number, depth = self._asked(properties)
        home = self._abstract(number)
        if number in ("", "0") or home is None or not 0 <= depth < _DEEPEST:
            return ""
        levels = self._levels(home)
        level = levels.get(depth, Level())
        self._count(number, home, depth, levels)
        return self._written(home, level, depth, levels)

    def style_name(self, properties: etree._Element | None) -> str:
        """The name of the style of a paragraph, as Word calls it in English: "heading 1"."""
        found = _value(properties, "pStyle")
        style = self._styles.get(found) if found else None
        return _value(style, "name").lower() if style is not None else ""

    def _asked(self, properties: etree._Element | None) -> tuple[str, int]:
        """The list and the level of a paragraph: its own, else those of its style or of one that this is based on."""
        number, depth = _numbered(properties)
        name, seen = _value(properties, "pStyle"), set[str]()
        while name in self._styles and name not in seen and (number is None or depth is None):
            seen.add(name)
            style = self._styles[name]
            of_style, deep = _numbered(style.find(f"{W}pPr"))
            number = of_style if number is None else number
            depth = deep if depth is None else depth
            name = _value(style, "basedOn")
        return number or "", depth or 0

    @cached_property
    def _styles(self) -> dict[str, etree._Element]:
        found = [] if self.styles is None else self.styles.findall(f"{W}style")
        return {style.get(f"{W}styleId", ""): style for style in found}

    @cached_property
    def _numbers(self) -> dict[str, etree._Element]:
        found = [] if self.numbering is None else self.numbering.findall(f"{W}num")
        return {one.get(f"{W}numId", ""): one for one in found}

    @cached_property
    def _abstracts(self) -> dict[str, etree._Element]:
        found = [] if self.numbering is None else self.numbering.findall(f"{W}abstractNum")
        return {one.get(f"{W}abstractNumId", ""): one for one in found}

    def _abstract(self, number: str, linked: bool = True) -> etree._Element | None:
        """The abstract list of a list; where it only names a style of lists, that of the style."""
        home = self._abstracts.get(_value(self._numbers.get(number), "abstractNumId"))
        style = self._styles.get(_value(home, "numStyleLink")) if linked and home is not None else None
        if style is None:
            return home
        other, _ = _numbered(style.find(f"{W}pPr"))
        return self._abstract(other, linked=False) if other else home

    def _levels(self, home: etree._Element) -> dict[int, Level]:
        name = home.get(f"{W}abstractNumId", "")
        if name not in self._known:
            self._known[name] = {_whole(one.get(f"{W}ilvl")): _level(one) for one in home.findall(f"{W}lvl")}
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, dict[int, Level]]:
        return {}

    def _count(self, number: str, home: etree._Element, depth: int, levels: dict[int, Level]) -> None:
        counts = self.counts.setdefault(home.get(f"{W}abstractNumId", ""), {})
        start = self._own_start(number, depth)
        if start is not None and (number, depth) not in self.started:
            counts[depth] = start
        else:
            counts[depth] = counts.get(depth, levels.get(depth, Level()).start - 1) + 1
        self.started.add((number, depth))
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        for higher in range(depth):
            counts.setdefault(higher, levels.get(higher, Level()).start)

    def _own_start(self, number: str, depth: int) -> int | None:
        for own in self._numbers[number].findall(f"{W}lvlOverride"):
            if _whole(own.get(f"{W}ilvl")) == depth and (start := _value(own, "startOverride")):
                return _whole(start)
        return None

    def _written(self, home: etree._Element, level: Level, depth: int, levels: dict[int, Level]) -> str:
        if level.form == "bullet":
            return level.text if level.text in ("+", "*") else "-"
        counts, text = self.counts[home.get(f"{W}abstractNumId", "")], level.text
        for other in range(depth + 1):
            form = "decimal" if level.plain else levels.get(other, Level()).form
            text = text.replace(f"%{other + 1}", written(counts.get(other, 1), form))
        return text.strip()


def written(number: int, form: str) -> str:
    """A number as a list writes it: 4 is "iv" in lowerRoman, "d" in lowerLetter."""
    if form in ("none", "bullet"):
        return ""
    if form.endswith("Letter") and number > 0:
        letter = chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1) if number < _MOST else str(number)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 0 < number < _MOST:
        letters, rest = "", number
        for worth, sign in _ROMAN:
            letters += sign * (rest // worth)
            rest %= worth
        return letters if form.startswith("upper") else letters.lower()
    return f"{number:02d}" if form == "decimalZero" else str(number)


def _level(found: etree._Element) -> Level:
    return Level(
        _value(found, "numFmt") or "decimal",
        _value(found, "lvlText"),
        _whole(_value(found, "start") or "1"),
        found.find(f"{W}isLgl") is not None,
    )


def _numbered(properties: etree._Element | None) -> tuple[str | None, int | None]:
    """The list and the level that these properties name; None for what they leave to others."""
    named = None if properties is None else properties.find(f"{W}numPr")
    if named is None:
        return None, None
    depth = _value(named, "ilvl")
    return _value(named, "numId") or None, _whole(depth) if depth else None


def _value(parent: etree._Element | None, name: str) -> str:
    found = None if parent is None else parent.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _whole(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < _DEEPEST else 0
