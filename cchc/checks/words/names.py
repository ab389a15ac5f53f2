"""Do the place names exist. In: a CheckContext. Out: findings of NAME_IN_REGISTRY, one for each wrong name, with all places.

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

from cchc.catalogue.units.kinds import Level, kinds_pattern, unit_kinds
from cchc.catalogue.units.register import Unit, same_unit
from cchc.catalogue.writing.letters import meant
from cchc.checks.context import CheckContext
from cchc.checks.finding import CellRef, Finding
from cchc.checks.locations import finding_at
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
    predecessors,
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


def check_names(context: CheckContext) -> Iterator[Finding]:
    """Every place name of the texts, the documents and nguon.yaml."""
    found: dict[str, tuple[Wrong, list[CellRef]]] = {}
    for place, wrong in _wrong_names(context):
        found.setdefault(name_key(wrong.printed), (wrong, []))[1].append(place)
    for wrong, places in found.values():
        yield _finding(context, wrong, list(dict.fromkeys(places)))


def _finding(context: CheckContext, wrong: Wrong, places: list[CellRef]) -> Finding:
    kind = {"commune": "cấp xã", "district": "cấp huyện", "province": "cấp tỉnh"}[wrong.level]
    exists = name_key(wrong.printed) in known_names(wrong.level, *_days(context))
    said = "là tên của một đơn vị khác" if exists else f"không có trong danh mục đơn vị hành chính {kind}"
    own = wrong.meant in every_own_name(context.unit)
    meant = f"«{wrong.meant}»" + (", là tên của chính đơn vị hoặc đơn vị cấp trên" if own else "")
    return finding_at(
        "NAME_IN_REGISTRY",
        f"Tên «{wrong.printed}» {said} vào ngày {print_date(context.as_of)}; tên gần nhất trong danh mục: {meant}.",
        f"Viết «{wrong.meant}», đúng từng dấu.",
        keys=[wrong.printed],
        where=places,
    )


def _wrong_names(context: CheckContext) -> Iterator[tuple[CellRef, Wrong]]:
    own = own_names(context.unit)
    yield from _printed_name(context)
    for written, place in _all_texts(context):
        text = clean(meant(written))
        if ".vn" in text or ".com" in text or "://" in text or "@" in text:
            text = _LINK.sub(lambda match: "." * len(match.group()), text)
        strict = place.file == DOCUMENTS and place.column == "co_quan"
        for wrong in (*_typed(context, own, text, strict), *_own_with_other_accents(context, own, text)):
            yield place, wrong


def _all_texts(context: CheckContext) -> Iterator[tuple[str, CellRef]]:
    source = context.submission.source
    for n, addressee in enumerate(source.kinh_gui):
        yield addressee, context.in_source("kinh_gui", addressee, "kinh_gui", n)
    for n, recipient in enumerate(source.noi_nhan):
        yield recipient.ten, context.in_source("noi_nhan", recipient.ten, "noi_nhan", n)
    if place := source.van_ban.dia_danh:
        yield place, context.in_source("dia_danh", place, "van_ban", "dia_danh")
    for text in context.texts:
        yield text.text, text.place


def _printed_name(context: CheckContext) -> Iterator[tuple[CellRef, Wrong]]:
    """The name in nguon.yaml can only be the unit's own."""
    _, name = as_printed(context)
    if name and name_key(name) != name_key(context.as_signed.name):
        yield (
            context.in_source("ten_in", context.submission.source.ten_in),
            Wrong(name, context.as_signed.name, "commune"),
        )


def _typed(context: CheckContext, own: OwnNames, text: str, strict: bool) -> Iterator[Wrong]:
    for match in typed_name().finditer(text):
        words, end = capitals_after(text, match.end())
        levels = unit_kinds()[match.group(1).casefold()].levels
        if not words or _is_own(own, levels, words):
            continue
        wrong = _judge(context, own, levels, words, _must_be_name(text, match.start(), words, end, strict))
        if wrong and not (_parent_follows().match(text, end) and wrong.meant not in every_own_name(context.unit)):
            yield wrong


def _days(context: CheckContext) -> tuple[date, date]:
    """The days on any of which a name may have been right: from a year before the data window to the day of the paper."""
    start = context.start
    day = 28 if (start.month, start.day) == (2, 29) else start.day
    return date(start.year - 1, start.month, day), max(context.as_of, context.signed_on)


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


def _judge(
    context: CheckContext, own: OwnNames, levels: tuple[Level, ...], words: list[str], sure: bool
) -> Wrong | None:
    forms = [" ".join(words[:count]) for count in range(len(words), 0, -1)]
    own_bare = {bare_key(name): (name, level) for level in reversed(levels) for name in reversed(own[level])}
    for form in forms:
        if bare_key(form) in own_bare and not _is_neighbour(context, levels, form):
            return Wrong(form, *own_bare[bare_key(form)])
    known = [known_names(level, date.min, date.max) for level in levels]
    if any(name_key(form) in keys for form in forms for keys in known):
        return None
    for form in forms:
        if near := _near(context, own, levels, form):
            return near
    if not sure or (words[0].isdigit() and len(words) > 1):
        return None
    every = [name for level in levels for name in own[level]]
    nearest = min(every, key=lambda name: edits(forms[0], name), default=context.unit.name)
    return Wrong(forms[0], nearest, levels[0])


def _is_neighbour(context: CheckContext, levels: tuple[Level, ...], form: str) -> bool:
    """Whether another unit of the same province has exactly that name."""
    province = context.unit.province_code
    return any(name_key(form) in known_names(level, *_days(context), province) for level in levels)


def _near(context: CheckContext, own: OwnNames, levels: tuple[Level, ...], form: str) -> Wrong | None:
    bare = bare_key(form)
    for level in levels:
        for name in own[level]:
            if len(bare) > 5 and len(name.split()) == len(form.split()) and edits(bare, bare_key(name)) == 1:
                return Wrong(form, name, level)
        names = names_without_accents(level, context.start, context.as_of, context.unit.province_code).get(bare, ())
        if names and " " in form:
            return Wrong(form, names[0], level)
    return None


def _own_with_other_accents(context: CheckContext, own: OwnNames, text: str) -> Iterator[Wrong]:
    pattern = _own_pattern(context.unit)
    for match in pattern.finditer(bare_letters(text)) if pattern else ():
        printed = text[match.start() : match.end()]
        if name_key(printed) in map(name_key, every_own_name(context.unit)) or _in_longer_name(text, match):
            continue
        if _is_neighbour(context, ("commune", "district", "province"), printed):
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


def as_printed(context: CheckContext) -> tuple[str, str]:
    """Type and name of the unit in nguon.yaml, without what stands before and behind them; the type blank if not told."""
    text = _ISSUER.sub("", clean(meant(context.submission.source.ten_in)))
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


def check_type(context: CheckContext) -> Iterator[Finding]:
    """The type of the unit in nguon.yaml is the one of the register on the day of the paper."""
    kind, name = as_printed(context)
    unit = context.as_signed
    if not kind or kind == unit.type:
        return
    printed = context.submission.source.ten_in
    other = next((version for version in same_unit(unit) if version.type == kind), None)
    yield finding_at(
        "NAME_IN_REGISTRY",
        f"Loại đơn vị: ten_in ghi «{kind} {name}», còn danh mục ghi «{unit.type} {unit.name}» vào ngày "
        f"{print_date(context.signed_on)}; báo cáo in theo danh mục.",
        f"Sửa ten_in thành «{unit.type} {unit.name}»; {_when(other)}.",
        keys=[clean(printed)],
        where=[context.in_source("ten_in", printed)],
        severity="W" if other and _may_be_signed_as(context, other) else None,
    )


def _when(other: Unit | None) -> str:
    """What to look at where a type is not that of the day: the days on which it was, if there are any."""
    if other is None:
        return "nếu đơn vị đã đổi loại từ trước ngày đó thì danh mục đã cũ, chưa ký báo cáo"
    since = f" từ ngày {print_date(other.valid_from)}" if other.valid_from and other.first_day else ""
    until = f" đến hết ngày {print_date(other.valid_to)}" if other.valid_to else ""
    return f"nếu báo cáo ký{since}{until}, khi đơn vị là {other.full_name}, thì ghi ngày đó ở van_ban: ngay"


def _may_be_signed_as(context: CheckContext, version: Unit) -> bool:
    """Whether a paper without a day may be of a day on which the unit was called so: one after the data window."""
    undated = context.submission.source.van_ban.ngay is None
    return undated and (version.valid_to or date.max) >= context.as_of


def check_addressed(context: CheckContext) -> Iterator[Finding]:
    """Who the report goes to is called as on the day of the paper: the unit and its province by the right name and type.

    And is none of a district that has ended.
    """
    source = context.submission.source
    lines = [(text, "kinh_gui", n) for n, text in enumerate(source.kinh_gui)]
    lines += [(recipient.ten, "noi_nhan", n) for n, recipient in enumerate(source.noi_nhan)]
    ended = _ended(context)
    for wrong, right in {**ended, **_other_types(context)}.items():
        places = [context.in_source(key, text, key, n) for text, key, n in lines if _names(text, wrong)]
        if places:
            yield finding_at(
                "NAME_IN_REGISTRY",
                f"Nơi nhận ghi «{wrong}», còn danh mục ghi «{right}» vào ngày {print_date(context.signed_on)}.",
                f"{'Gửi cơ quan của' if wrong in ended else 'Viết'} «{right}»; nếu báo cáo ký vào ngày khác thì sửa ngày ở van_ban: ngay.",
                keys=[wrong],
                where=places,
                severity="W",
            )


def _other_types(context: CheckContext) -> dict[str, str]:
    """What the unit and its province were called on other days, as inside a sentence, with what they are called now."""
    signed, found = context.as_signed, {}
    others = (version for version in same_unit(signed) if not _may_be_signed_as(context, version))
    for version in others:
        for wrong, right in ((version.full_name, signed.full_name), (version.province, signed.province)):
            if wrong != right:
                found[_within(wrong)] = _within(right)
    return found


def _ended(context: CheckContext) -> dict[str, str]:
    """The districts and provinces of the units that the unit was made of, where they have ended, with its province now."""
    signed = context.as_signed
    above = (name for old in predecessors(signed) for name in (old.district, old.province))
    right = _within(signed.province)
    return {_within(name): right for name in above if name and name not in (signed.district, signed.province)}


def _within(name: str) -> str:
    return f"{name[:1].lower()}{name[1:]}"


def _names(text: str, name: str) -> bool:
    """Whether the text has that name with its type: no longer name, and not as a former one."""
    text = clean(meant(text))
    match = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE)
    return bool(match and not capitals_after(text, match.end())[0] and not _FORMER.match(text, match.end()))


CHECKS = (check_names, check_type, check_addressed)
