"""Conventions of writing. In: a CheckContext, the rules of prose.yaml. Out: their findings; every rule is data, this is how it is read.

A rule finds hits in texts; hits that belong together are one finding.
"""

from __future__ import annotations

import functools
import operator
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate, compress, count
from typing import Any

from cchc.catalogue.writing.letters import odd_letters
from cchc.catalogue.writing.prose import ProseRule, prose
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding
from cchc.checks.locations import finding_at
from cchc.raw.submission import DOCUMENTS, SOURCE, TEXTS
from cchc.values.printing import print_date, print_date_in_words
from cchc.values.reading import clean, read_date

Located = tuple[str, CellRef]
_PUNCTUATION = ".,;:!?)\"'»”…"
_SENTENCE = re.compile(r"(?<=[.!?]) +")


@dataclass(frozen=True)
class Hit:
    """What a rule found, as written; its token; what to write instead, if the rule knows; where it stands."""

    found: str
    token: str
    right: str = ""
    place: CellRef = CellRef("", 0, "", "")

    @property
    def code(self) -> str:
        """The code points of what was found: U+01CE."""
        return _codes(self.found)

    @property
    def right_code(self) -> str:
        """The code points of what is right."""
        return _codes(self.right)

    @property
    def name(self) -> str:
        """What a character is called."""
        kinds = {"Cc": "ký tự điều khiển", "Co": "ký tự riêng của phông chữ, thường là dấu đầu dòng của Word"}
        category: str = unicodedata.category(self.found)
        return kinds.get(category) or str(unicodedata.name(self.found, "không có tên"))


def _codes(letters: str) -> str:
    return " ".join(f"U+{ord(letter):04X}" for letter in letters)


def check_prose(context: CheckContext) -> Iterator[Finding]:
    """Every rule that is in force on the last day of the window."""
    for rule in prose().rules:
        if rule.valid_from <= context.as_of <= rule.valid_to:
            for hits, facts in findings_of(rule, _texts(context, rule)):
                yield _finding(context, rule, hits, facts)


def findings_of(rule: ProseRule, texts: Sequence[Located]) -> Iterator[tuple[list[Hit], dict[str, Any]]]:
    """The hits of each finding of a rule, and what else its message speaks of."""
    likely = _with_hits(rule, texts)
    if not likely:
        return
    hits = [Hit(one.found, one.token, one.right, place) for text, place in likely for one in _hits(rule, text)]
    if rule.kind == "consistency":
        yield from _inconsistent(rule, hits)
        return
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault("" if rule.each == "rule" else str(getattr(hit, rule.each)), []).append(hit)
    for group in groups.values():
        if not (rule.kind == "occurrence" and len(group) <= rule.max) and not _has_second(rule, group[0], texts):
            yield group, {"n": len(group)}


def _with_hits(rule: ProseRule, texts: Sequence[Located]) -> Sequence[Located]:
    """The texts in which the rule may find something: all are searched at once, a line each, before any is by itself."""
    every = "\n".join(text for text, _ in texts)
    if rule.script in _FINDERS or rule.kind == "repetition":
        return texts if any(_hits(rule, every)) else ()
    folded = every.casefold()
    found: set[int] = set()
    for token in rule.entries:
        literal = _literal(token)
        if literal and literal in folded:
            found.update(n for n, (text, _) in enumerate(texts) if literal in text.casefold())
        elif not literal:
            starts = [match.start() for match in _regex(rule, rule.pattern, token).finditer(every)]
            found.update(_numbers_of_texts(texts, starts))
    return [texts[n] for n in sorted(found)]


def _numbers_of_texts(texts: Sequence[Located], starts: Sequence[int]) -> Iterator[int]:
    """In which of the texts, a line each, these places lie."""
    ends = [*accumulate(len(text) + 1 for text, _ in texts)] if starts else ()
    return (bisect_right(ends, start) for start in starts)


def say(rule: ProseRule, template: str, hits: Sequence[Hit], facts: dict[str, Any]) -> str:
    """A message or suggestion of a rule."""
    listed = "; ".join(dict.fromkeys(rule.listed.format(hit=hit) for hit in hits))
    return template.format(hit=hits[0], listed=listed, **facts)


def _finding(context: CheckContext, rule: ProseRule, hits: Sequence[Hit], facts: dict[str, Any]) -> Finding:
    places = [hit.place for hit in hits]
    keys = [rule.finding_key.format(hit=hit) for hit in hits]
    return finding_at(
        rule.family,
        say(rule, rule.message, hits, facts),
        say(rule, rule.suggestion, hits, facts),
        keys=[*keys, *(context.keys_at(places) if rule.statement_keys else ())],
        where=places,
        severity=rule.severity,
    )


def _inconsistent(rule: ProseRule, hits: Sequence[Hit]) -> Iterator[tuple[list[Hit], dict[str, Any]]]:
    one, other = ([hit for hit in hits if hit.token == token] for token in rule.tokens[:2])
    if one and other:
        rarer = one if len(one) <= len(other) else other
        marked = rarer if rule.marked is None else (one, other)[rule.marked]
        yield marked, {"n": (len(one), len(other)), "firsts": (one[0], other[0])}


def _has_second(rule: ProseRule, hit: Hit, texts: Sequence[Located]) -> bool:
    return bool(rule.second) and any(_regex(rule, rule.second, hit.token).search(text) for text, _ in texts)


def _hits(rule: ProseRule, text: str) -> Iterator[Hit]:
    """What a rule finds in a text, in the order of its tokens."""
    if rule.script in _FINDERS:
        yield from _FINDERS[rule.script](text)
    elif rule.kind == "repetition":
        yield from _repeated(rule, text)
    else:
        for hit in _of_tokens(rule, text):
            right = _CORRECTORS[rule.script](hit.found) if rule.script else hit.right
            if not rule.script or (right and (right != hit.found or rule.kind == "consistency")):
                yield Hit(hit.found, hit.token, right)


def _of_tokens(rule: ProseRule, text: str) -> Iterator[Hit]:
    folded = text.casefold()
    for token, right in rule.entries.items():
        if _literal(token) in folded:
            for match in _regex(rule, rule.pattern, token).finditer(text):
                if not (rule.context or rule.outside) or _belongs(rule, _sentence(text, match).casefold()):
                    yield Hit(match.group(), token, right)


@functools.cache
def _literal(token: str) -> str:
    """What stands in every text that has the token, in small letters; nothing for a token that is a pattern."""
    return token.casefold() if token.replace(" ", "").isalnum() else ""


def _belongs(rule: ProseRule, sentence: str) -> bool:
    """Whether the rule speaks of such a sentence: one with a word of its context, and none of those outside it."""
    inside = not rule.context or any(word in sentence for word in rule.context)
    return inside and not any(word in sentence for word in rule.outside)


def _sentence(text: str, match: re.Match[str]) -> str:
    """The sentence in which a match stands."""
    before, behind = text[: match.start()], text[match.end() :]
    return _SENTENCE.split(before)[-1] + match.group() + _SENTENCE.split(behind)[0]


def _regex(rule: ProseRule, pattern: str, token: str) -> re.Pattern[str]:
    return _compiled(pattern, token, rule.swap.get(token, ""), rule.exceptions if rule.tokens or rule.swap else ())


@functools.lru_cache(maxsize=1024)
def _compiled(pattern: str, token: str, right: str, exceptions: tuple[str, ...]) -> re.Pattern[str]:
    unless = rf"(?!(?:{'|'.join(map(_either_case, exceptions))})(?!\w))" if exceptions else ""
    return re.compile(pattern.replace("{token}", unless + _either_case(token)).replace("{right}", re.escape(right)))


def _either_case(token: str) -> str:
    """A token whose small first letter may be a capital."""
    return f"[{token[0]}{token[0].upper()}]{token[1:]}" if token[0].islower() else token


def _repeated(rule: ProseRule, text: str) -> Iterator[Hit]:
    """Groups of words that come again at once with nothing between: "nhiệm vụ nhiệm vụ"."""
    words, folded = text.split(), text.casefold().split()
    for size in range(1, rule.max + 1):
        for start in compress(count(), map(operator.eq, folded, folded[size:])):
            group, again = folded[start : start + size], folded[start + size : start + 2 * size]
            if _is_repeated(rule, group, again):
                found = " ".join(words[start : start + 2 * size]).rstrip(_PUNCTUATION)
                yield Hit(found, found.casefold(), found[: len(found) // 2])


def _is_repeated(rule: ProseRule, group: list[str], again: list[str]) -> bool:
    if len(again) < len(group) or group[:-1] != again[:-1] or group[-1] != again[-1].rstrip(_PUNCTUATION):
        return False
    if len(group) == 1:
        return group[0] in rule.tokens
    return " ".join(group) not in rule.exceptions and all(map(str.isalpha, group)) and len(set(group)) > 1


def _odd_letters(text: str) -> Iterator[Hit]:
    return (Hit(odd, word, right) for odd, right, word in odd_letters(text))


def _as_decreed(text: str) -> str:
    """The date as it should be written, in its own style; blank where there is no such day."""
    day = read_date(text)
    return "" if day is None else print_date_in_words(day) if "tháng" in text else print_date(day)


def _in_figures(text: str) -> str:
    day = read_date(text)
    return print_date(day) if day else ""


_FINDERS: dict[str, Callable[[str], Iterator[Hit]]] = {"odd_letters": _odd_letters}
_CORRECTORS: dict[str, Callable[[str], str]] = {"date_as_decreed": _as_decreed, "date_in_figures": _in_figures}


def _texts(context: CheckContext, rule: ProseRule) -> Sequence[Located]:
    """The texts in the scope of a rule, but for the titles of documents older than it."""
    texts = [*_scope(context, prose().scopes[rule.scope])]
    if rule.valid_from == date.min:
        return texts
    days = {record.row: read_date(record["ngay"]) or date.min for record in context.submission.table(DOCUMENTS)}
    return [one for one in texts if one[1].file != DOCUMENTS or days[one[1].row] >= rule.valid_from]


def _scope(context: CheckContext, fields: Sequence[tuple[str, ...]]) -> Iterator[Located]:
    for field in fields:
        yield from context.once(f"texts {field}", functools.partial(_texts_of, field=field))


def _texts_of(context: CheckContext, field: tuple[str, ...]) -> list[Located]:
    """The texts of a file: of these columns, as they are read, or of all its fields, letter for letter."""
    submission, (file, *columns) = context.submission, field
    if file == TEXTS:
        places = [text.place for text in context.texts if text.place.file == TEXTS]
    elif file == SOURCE:
        values = submission.source.model_dump(mode="json").items()
        places = [context.in_source(key, text) for key, value in values for text in _strings(value)]
    else:
        records = submission.table(file) if columns else submission.tables.get(file, ())
        places = [CellRef(file, r.row, name, r[name]) for r in records for name in columns or r.fields if r[name]]
    return [(clean(one.text) if columns else unicodedata.normalize("NFC", one.text), one) for one in places]


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _strings(part)


CHECKS = (check_prose,)
