"""Do the place names exist. In: a Subject. Out: findings of NAME_IN_REGISTRY, one for each wrong name, with all places.

A name is judged where a word for the kind of unit stands before it ("xã Hoàng Lưu"), and where one of the unit's own
names stands with other accents ("VNPT Hoàng Hóa"). Capitals after "xã" that are near no name are taken for something
else ("UBND xã Kế hoạch số 2"), unless the place can hold nothing but a name (the issuing body of a document). A name
that some unit has, or had before 1 July 2025, is right unless it is one of the unit's own with other accents.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cchc.catalogue.letters import meant
from cchc.catalogue.register import Unit
from cchc.catalogue.unit_kinds import Level, kinds_pattern, unit_kinds
from cchc.checks.finding import Finding, Place
from cchc.checks.places import note_at
from cchc.checks.subject import Subject
from cchc.checks.words.gazetteer import (
    OwnNames,
    bare_key,
    bare_letters,
    bare_pattern,
    capitals_after,
    every_own_name,
    known_names,
    name_key,
    names_without_accents,
    own_names,
    typed_name,
)
from cchc.errors import edits
from cchc.raw.submission import DOCUMENTS
from cchc.values.printing import print_date
from cchc.values.reading import clean

_LINK = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\S+\.(?:vn|com)\b\S*")
_BODY = re.compile(r"(?:UBND|HĐND|(?:Ủy|Uỷ) ban nhân dân|Hội đồng nhân dân)\s+$", re.IGNORECASE)
_AREA = re.compile(r"địa bàn +$", re.IGNORECASE)
_PERSON = re.compile(r"(?:ông|bà|anh|chị|đồng chí|đ/c|đc)\W+$", re.IGNORECASE)
_ISSUER = re.compile(r"^(?:UBND|(?:Ủy|Uỷ) ban nhân dân)\s+", re.IGNORECASE)
_FORMER = re.compile(r"\s*\(?(?:cũ|trước đây)\b")


@dataclass(frozen=True)
class Wrong:
    """A name that does not exist, as printed, and the registered name that is probably meant."""

    printed: str
    meant: str
    level: Level


def check_names(subject: Subject) -> Iterator[Finding]:
    """Every place name of the texts, the documents and nguon.yaml."""
    found: dict[str, tuple[Wrong, list[Place]]] = {}
    for place, wrong in _wrong_names(subject):
        found.setdefault(name_key(wrong.printed), (wrong, []))[1].append(place)
    for wrong, places in found.values():
        yield _finding(subject, wrong, list(dict.fromkeys(places)))


def _finding(subject: Subject, wrong: Wrong, places: list[Place]) -> Finding:
    kind = {"commune": "cấp xã", "district": "cấp huyện", "province": "cấp tỉnh"}[wrong.level]
    exists = name_key(wrong.printed) in known_names(wrong.level, subject.start, subject.on)
    said = "là tên của một đơn vị khác" if exists else f"không có trong danh mục đơn vị hành chính {kind}"
    own = wrong.meant in every_own_name(subject.unit)
    meant = f"«{wrong.meant}»" + (", là tên của chính đơn vị hoặc đơn vị cấp trên" if own else "")
    return note_at(
        "NAME_IN_REGISTRY",
        f"Tên «{wrong.printed}» {said} vào ngày {print_date(subject.on)}; tên gần nhất trong danh mục: {meant}.",
        f"Viết «{wrong.meant}», đúng từng dấu.",
        keys=[wrong.printed],
        where=places,
    )


def _wrong_names(subject: Subject) -> Iterator[tuple[Place, Wrong]]:
    own = own_names(subject.unit)
    yield from _printed_name(subject)
    for written, place in _all_texts(subject):
        text = clean(meant(written))
        if ".vn" in text or ".com" in text or "://" in text or "@" in text:
            text = _LINK.sub(lambda match: "." * len(match.group()), text)
        strict = place.file == DOCUMENTS and place.column == "co_quan"
        for wrong in (*_typed(subject, own, text, strict), *_own_with_other_accents(subject, own, text)):
            yield place, wrong


def _all_texts(subject: Subject) -> Iterator[tuple[str, Place]]:
    source = subject.submission.source
    for n, addressee in enumerate(source.kinh_gui):
        yield addressee, subject.in_source("kinh_gui", addressee, "kinh_gui", n)
    for n, recipient in enumerate(source.noi_nhan):
        yield recipient.ten, subject.in_source("noi_nhan", recipient.ten, "noi_nhan", n)
    if place := source.van_ban.dia_danh:
        yield place, subject.in_source("dia_danh", place, "van_ban", "dia_danh")
    for text in subject.texts:
        yield text.text, text.place


def _printed_name(subject: Subject) -> Iterator[tuple[Place, Wrong]]:
    """The name in nguon.yaml can only be the unit's own."""
    _, name = as_printed(subject)
    if name and name_key(name) != name_key(subject.unit.name):
        yield subject.in_source("ten_in", subject.submission.source.ten_in), Wrong(name, subject.unit.name, "commune")


def _typed(subject: Subject, own: OwnNames, text: str, strict: bool) -> Iterator[Wrong]:
    for match in typed_name().finditer(text):
        words, end = capitals_after(text, match.end())
        levels = unit_kinds()[match.group(1).casefold()].levels
        if not words or _is_own(own, levels, words):
            continue
        wrong = _judge(subject, own, levels, words, _must_be_name(text, match.start(), words, end, strict))
        if wrong and not (_parent_follows().match(text, end) and wrong.meant not in every_own_name(subject.unit)):
            yield wrong


@functools.cache
def _parent_follows() -> re.Pattern[str]:
    return re.compile(rf",? +(?:{kinds_pattern('district', 'province')}) ")


def _must_be_name(text: str, start: int, words: list[str], end: int, strict: bool) -> bool:
    """Whether the capitals can be nothing but a name: "UBND xã X" as an issuing body, "địa bàn xã X Y," in a text."""
    if _FORMER.match(text, end):
        return False
    if strict and _BODY.search(text[:start]) and end == len(text.rstrip()):
        return True
    closed = end == len(text) or text[end] in ".,;:)"
    return closed and len(words) > 1 and bool(_AREA.search(text[:start])) and not any(map(str.isupper, words))


def _is_own(own: OwnNames, levels: tuple[Level, ...], words: list[str]) -> bool:
    keys = {name_key(name) for level in levels for name in own[level]}
    return any(name_key(" ".join(words[:count])) in keys for count in range(len(words), 0, -1))


def _judge(subject: Subject, own: OwnNames, levels: tuple[Level, ...], words: list[str], sure: bool) -> Wrong | None:
    forms = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    own_bare = {bare_key(name): (name, level) for level in reversed(levels) for name in reversed(own[level])}
    for form in forms:
        if bare_key(form) in own_bare and not _is_neighbour(subject, levels, form):
            return Wrong(form, *own_bare[bare_key(form)])
    known = [known_names(level, date.min, date.max) for level in levels]
    if any(name_key(form) in keys for form in forms for keys in known):
        return None
    for form in forms:
        if near := _near(subject, own, levels, form):
            return near
    if not sure or (words[0].isdigit() and len(words) > 1):
        return None
    every = [name for level in levels for name in own[level]]
    nearest = min(every, key=lambda name: edits(forms[0], name), default=subject.unit.name)
    return Wrong(forms[0], nearest, levels[0])


def _is_neighbour(subject: Subject, levels: tuple[Level, ...], form: str) -> bool:
    """Whether another unit of the same province has exactly that name."""
    province = subject.unit.province_code
    return any(name_key(form) in known_names(level, subject.start, subject.on, province) for level in levels)


def _near(subject: Subject, own: OwnNames, levels: tuple[Level, ...], form: str) -> Wrong | None:
    bare = bare_key(form)
    for level in levels:
        for name in own[level]:
            if len(bare) > 5 and len(name.split()) == len(form.split()) and edits(bare, bare_key(name)) == 1:
                return Wrong(form, name, level)
        names = names_without_accents(level, subject.start, subject.on, subject.unit.province_code).get(bare, ())
        if names and " " in form:
            return Wrong(form, names[0], level)
    return None


def _own_with_other_accents(subject: Subject, own: OwnNames, text: str) -> Iterator[Wrong]:
    pattern = _own_pattern(subject.unit)
    for match in pattern.finditer(bare_letters(text)) if pattern else ():
        printed = text[match.start() : match.end()]
        if name_key(printed) in map(name_key, every_own_name(subject.unit)) or _in_longer_name(text, match):
            continue
        if _is_neighbour(subject, ("commune", "district", "province"), printed):
            continue
        yield _meant(own, printed)


def _meant(own: OwnNames, printed: str) -> Wrong:
    pairs = ((name, level) for level, names in own.items() for name in names)
    return Wrong(printed, *next((name, level) for name, level in pairs if bare_key(name) == bare_key(printed)))


@functools.lru_cache(maxsize=1024)
def _own_pattern(unit: Unit) -> re.Pattern[str] | None:
    names = [name for name in every_own_name(unit) if " " in name and "-" not in name]
    return re.compile(rf"(?<!\w)(?:{bare_pattern(names)})(?!\w)") if names else None


def _in_longer_name(text: str, match: re.Match[str]) -> bool:
    """Whether the capitals go on on either side, as in a person's name; an acronym before does not count."""
    before = re.search(r"(\w+) +$", text[: match.start()])
    after = re.match(r" +(\w+)", text[match.end() :])
    if _PERSON.search(text[: match.start()]):
        return True
    return bool((before and before.group(1).istitle()) or (after and after.group(1).istitle()))


def as_printed(subject: Subject) -> tuple[str, str]:
    """Type and name of the unit in nguon.yaml, without what stands before and behind them; the type blank if not told."""
    text = _ISSUER.sub("", clean(meant(subject.submission.source.ten_in)))
    short, dot, rest = text.partition(".")
    written_out = {kind.short: kind.name for kind in unit_kinds().values() if dot and kind.short}
    if match := typed_name().match(text):
        kind, name = match.group(1).casefold(), text[match.end() :]
    elif kind := written_out.get(short.upper(), ""):
        name = rest
    else:
        name = text
    name = re.split("[,;(]", name)[0].strip()
    above = next((match.start() for match in typed_name().finditer(name) if match.start()), len(name))
    return kind, name[:above].strip()


def check_type(subject: Subject) -> Iterator[Finding]:
    """The type of the unit in nguon.yaml is the one of the register."""
    kind, name = as_printed(subject)
    if not kind or kind == subject.unit.type:
        return
    printed = subject.submission.source.ten_in
    yield note_at(
        "NAME_IN_REGISTRY",
        f"Loại đơn vị: ten_in ghi «{kind} {name}», còn danh mục ghi «{subject.unit.type} {subject.unit.name}» vào ngày "
        f"{print_date(subject.on)}; báo cáo in theo danh mục.",
        f"Sửa ten_in thành «{subject.unit.type} {subject.unit.name}»; nếu đơn vị đã đổi loại từ trước ngày đó thì danh mục "
        "đã cũ, chưa ký báo cáo.",
        keys=[clean(printed)],
        where=[subject.in_source("ten_in", printed)],
    )


CHECKS = (check_names, check_type)
