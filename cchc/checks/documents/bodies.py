"""Which body issued a document. In: the words for it, its symbol, its day. Out: a level, with a name where it needs one.

The chairman and the People's Committee are one issuer. A body begins with its unit: what is dated before that day is of
a former unit's body, whose numbers and plans are its own. A unit made of several had several such bodies.
"""

from __future__ import annotations

import functools
import re
from datetime import date, timedelta

from cchc.catalogue.units.kinds import kinds_pattern, split_kind, unit_kinds
from cchc.catalogue.units.register import Unit, read_register
from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.names import HYPHENS
from cchc.catalogue.writing.wording import wording
from cchc.checks.context import CheckContext
from cchc.checks.words.gazetteer import bare_key, capitals_after, own_names, predecessors

UNKNOWN = ""  # not told, and others of that number have several issuers
NOT_NAMED = "not_named"  # named by no citation of that number
RANKS = ("central", "province", "district", "commune")
FORMER = "truoc"
_ONE_OF_SEVERAL = f"commune:{FORMER}:?"

_CENTRAL_SYMBOL = re.compile(r"(?:-CP|-TTg|/QH\d+|-CTN|/TT-B\w+|-TW)$")
_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))


def plain_symbol(symbol: str) -> str:
    """A symbol with letters and hyphens as they were meant."""
    return meant(symbol).translate(_HYPHENS)


def issuer(context: CheckContext, body: str, symbol: str, day: date | None) -> str:
    """Level of the body, and its name unless it is the unit itself or stands above it."""
    lower = body.casefold()
    match = _level_words().search(lower)
    if match:
        name = bare_key(" ".join(capitals_after(body, match.end())[0]))
        return issuer_of_level(context, level_of(context, match.group(1)), name, day)
    central = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower) for word in wording().issuers["central"])
    return "central" if central or _CENTRAL_SYMBOL.search(plain_symbol(symbol)) else UNKNOWN


def level_of(context: CheckContext, word: str) -> str:
    """The level of "huyện", "sở", "thành phố" ..."""
    if word not in unit_kinds():
        return next(level for level, words in wording().issuers.items() if word in words)
    levels = unit_kinds()[word].levels
    return levels[0] if split_kind(context.unit.district)[0] == word else levels[-1]


@functools.cache
def _level_words() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)({'|'.join((kinds_pattern(), *wording().issuers['province']))})(?!\w)")


def issuer_of_level(context: CheckContext, level: str, name: str, day: date | None) -> str:
    """The body of that level and name (bare, blank if not told) that existed on that day."""
    begun = context.unit.begun
    if day and day < begun and _began_with(context.unit, level):
        return _former(context.unit, level, name)
    return level if not name or name in _own(context.unit, level) else f"{level}:{name}"


def is_identified(issuer: str) -> bool:
    """Whether it is known which body that is."""
    return issuer not in (UNKNOWN, _ONE_OF_SEVERAL)


def is_former(issuer: str) -> bool:
    """Whether the body ended when the unit began."""
    return FORMER in issuer.split(":")


def is_of_own(issuer: str, level: str) -> bool:
    """Whether it is the unit's own body of that level, of today or former."""
    return issuer == level or issuer.startswith(f"{level}:{FORMER}")


def rank_of(issuer: str) -> int | None:
    """0 for a central body to 3 for a commune; None if the issuer is not known."""
    level = issuer.partition(":")[0]
    return RANKS.index(level) if level in RANKS and is_identified(issuer) else None


def _began_with(unit: Unit, level: str) -> bool:
    """Whether the body of that level began with the unit: its own, and that of a province merged on that day."""
    if level == "province":
        return len(_provinces_before(unit.province_code, unit.begun)) > 1
    return level == "commune"


def _former(unit: Unit, level: str, name: str) -> str:
    before = predecessors(unit)
    if level == "province":
        own = {bare_key(split_kind(old.province)[1]) for old in before}
        return f"{level}:{FORMER}" if not name or name in own else f"{level}:{name}"
    own = {bare_key(old.name) for old in before}
    if name in own:
        return f"{level}:{FORMER}:{name}"
    if name and name != bare_key(unit.name):
        return f"{level}:{name}"
    return f"{level}:{FORMER}:{next(iter(own))}" if len(before) == 1 else _ONE_OF_SEVERAL


@functools.lru_cache(maxsize=64)
def _provinces_before(province_code: str, begun: date) -> frozenset[str]:
    """The provinces to which the communes of a province belonged on the day before."""
    every, before = read_register().units, begun - timedelta(days=1)
    communes = {unit.code for unit in every if unit.province_code == province_code and unit.begun == begun}
    return frozenset(
        old.province for old in every if old.valid_to == before and not communes.isdisjoint(old.successors)
    )


def _own(unit: Unit, level: str) -> set[str]:
    own = {**own_names(unit), "commune": (unit.name,)}
    return {bare_key(name) for key, names in own.items() if key == level for name in names}
