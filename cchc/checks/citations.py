"""Which documents a submission cites. In: van_ban.csv, the annex, free text. Out: citations, each with its issuer.

A document is its kind, its number and its issuer. The issuer is a level (central, province, district, commune) and, for
a body other than the unit itself and those above it, a name: the chairman and the People's Committee are one issuer.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from cchc.catalogue.letters import meant
from cchc.catalogue.names import HYPHENS
from cchc.catalogue.wording import wording
from cchc.checks.finding import Place
from cchc.checks.gazetteer import bare_key, capitals_after, own_names
from cchc.checks.subject import Subject
from cchc.raw.submission import ANNEX, DOCUMENTS, TEXTS
from cchc.values.reading import clean, read_date

UNKNOWN = ""  # not told, and others of that number have several issuers
NOT_NAMED = "not_named"  # named by no citation of that number
RANKS = ("central", "province", "district", "commune")

_SYMBOL = rf"\d+(?:/\d{{4}})?/[A-ZĐ][\w]*(?:[{HYPHENS}][\w]+)*"
_DAY = r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
_BODIES = "Chủ tịch|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Chính phủ|Thủ tướng|Quốc hội|Bộ|Sở"
_ISSUER = rf"(?: +của +(?P<issuer>(?:{_BODIES})(?!\w)[^,;.()]{{0,60}}))?"
_WORD_LEVELS = re.compile(r"(?<!\w)(thị xã|thị trấn|xã|phường|đặc khu|huyện|quận|thành phố|tỉnh|sở)(?!\w)")
_CENTRAL_SYMBOL = re.compile(r"(?:-CP|-TTg|/QH\d+|-CTN|/TT-B\w+|-TW)$")
_NUMBERED = re.compile(r"\d/(?:\d{4}/)?[^\W\d_]")
_AREA = re.compile(r"trên địa bàn (huyện|tỉnh|thị xã|thành phố|quận)(?!\w)", re.IGNORECASE)
_HYPHENS = str.maketrans(dict.fromkeys(HYPHENS, "-"))
_YEAR_IN_NUMBER = re.compile(r"^\d+/(\d{4})/")


@dataclass(frozen=True)
class Citation:
    """One citation; `kind` and `number` in comparable form, the others as printed. `issuer` is UNKNOWN if not told."""

    kind: str
    number: str
    symbol: str
    date_text: str
    day: date | None
    body: str
    title: str
    issuer: str
    row: int
    column: str = ""
    place: Place | None = None

    def at(self, column: str) -> Place:
        """The place of one column of the citation; of the whole text where it stands in a text."""
        texts = {"ngay": self.date_text, "trich_yeu": self.title, "so_ky_hieu": self.symbol, "co_quan": self.body}
        return self.place or Place(DOCUMENTS, self.row, column, texts[column])

    @property
    def document(self) -> tuple[str, str, str]:
        """Kind, number and issuer: which document it is."""
        return self.kind, self.number, self.issuer

    @property
    def named(self) -> str:
        """The document in a message: Quyết định số 139/QĐ-UBND."""
        kind = _kinds_by_key().get(self.kind, "Văn bản")
        return f"{kind} số {self.symbol}"

    @property
    def year_in_number(self) -> int | None:
        """The year of a number such as 61/2018/NĐ-CP."""
        match = _YEAR_IN_NUMBER.match(self.symbol)
        return int(match.group(1)) if match else None


def citations(subject: Subject) -> tuple[Citation, ...]:
    """All citations: those of van_ban.csv, the references of the annex, those with a date in free text."""
    return subject.once("citations", _citations)


def _citations(subject: Subject) -> tuple[Citation, ...]:
    found = [*_of_table(subject), *_of_annex(subject), *_of_texts(subject)]
    return tuple(_complete(subject, found))


def kind_key(kind: str, symbol: str) -> str:
    """A kind of document in comparable form, from the mark in the symbol where it is not named."""
    named = clean(meant(kind)).casefold()
    by_key, by_short = _kinds_by_key(), _kinds_by_short()
    if named in by_key:
        return named
    return by_short.get(named) or named or by_short.get(number_key(symbol).rpartition("/")[2].partition("-")[0], "")


def number_key(symbol: str) -> str:
    """A number in comparable form: no zeros before it, letters and hyphens whatever their code points."""
    plain = re.sub(r"\s+", "", clean(meant(symbol))).casefold().translate(_HYPHENS)
    return re.sub(r"^(?:số:?)?0*", "", plain)


@functools.cache
def _kinds_by_key() -> dict[str, str]:
    return {kind.name.casefold(): kind.name for kind in wording().kinds}


@functools.cache
def _kinds_by_short() -> dict[str, str]:
    return {kind.short.casefold(): kind.name.casefold() for kind in wording().kinds if kind.short}


@functools.cache
def _in_text() -> re.Pattern[str]:
    kinds = "|".join(re.escape(name) for kind in wording().kinds for name in (kind.name, kind.short) if name)
    return re.compile(
        rf"(?<!\w)(?P<kind>{kinds}) +(?:số:? *)?(?P<symbol>{_SYMBOL}),? +(?:ngày +)?(?P<day>{_DAY})(?!\d)" + _ISSUER,
        re.IGNORECASE,
    )


def _of_table(subject: Subject) -> Iterator[Citation]:
    for record in subject.submission.table(DOCUMENTS):
        symbol, day, body = clean(record["so_ky_hieu"]), clean(record["ngay"]), clean(meant(record["co_quan"]))
        yield Citation(
            kind_key(record["loai"], symbol), number_key(symbol), symbol, record["ngay"], read_date(day), body,
            clean(record["trich_yeu"]), _issuer(subject, body, symbol), record.row,
        )  # fmt: skip


def _of_annex(subject: Subject) -> Iterator[Citation]:
    for pair in subject.counts.rows:
        if pair.record and pair.row and pair.row.kind == "reference":
            text = pair.record["so_lieu"]
            place = Place(ANNEX, pair.record.row, "so_lieu", text, pair.row.code)
            yield from _cited(subject, text, place)


def _of_texts(subject: Subject) -> Iterator[Citation]:
    for text in subject.texts:
        if text.place.file in (TEXTS,) or text.place.column == "nguyen_van":
            yield from _cited(subject, text.text, text.place)


def _cited(subject: Subject, text: str, place: Place) -> Iterator[Citation]:
    if not _NUMBERED.search(text):
        return
    for match in _in_text().finditer(clean(meant(text))):
        symbol, day, body = match["symbol"], match["day"], (match["issuer"] or "").partition(" về ")[0]
        yield Citation(
            kind_key(match["kind"], symbol), number_key(symbol), symbol, day, read_date(day), body, "",
            _issuer(subject, body, symbol), place.row, place=place,
        )  # fmt: skip


def _issuer(subject: Subject, body: str, symbol: str) -> str:
    """Level of the body, and its name unless it is the unit itself or stands above it."""
    lower = body.casefold()
    match = _WORD_LEVELS.search(lower)
    if match:
        level = _level_of(subject, match.group(1))
        name = bare_key(" ".join(capitals_after(body, match.end())[0]))
        return level if not name or name in _own_of(subject, level) else f"{level}:{name}"
    symbol = meant(symbol).translate(_HYPHENS)
    central = any(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", lower) for word in wording().issuers["central"])
    return "central" if central or _CENTRAL_SYMBOL.search(symbol) else UNKNOWN


def _level_of(subject: Subject, word: str) -> str:
    if word == "thành phố":
        return "district" if subject.unit.district.startswith("Thành phố") else "province"
    return next(level for level, words in wording().issuers.items() if word in words)


def _own_of(subject: Subject, level: str) -> set[str]:
    own = own_names(subject.unit)
    names = {"commune": own.communes[:1], "district": own.districts, "province": own.provinces}.get(level, ())
    return {bare_key(name) for name in names}


def _complete(subject: Subject, found: list[Citation]) -> list[Citation]:
    """The citations with the issuer of those that do not name one, as far as the others tell."""
    known: dict[tuple[str, str], set[str]] = {}
    for citation in found:
        if citation.issuer:
            known.setdefault((citation.kind, citation.number), set()).add(citation.issuer)
    return [replace(one, issuer=one.issuer or _probable_issuer(subject, one, known)) for one in found]


def _probable_issuer(subject: Subject, one: Citation, known: dict[tuple[str, str], set[str]]) -> str:
    area = _AREA.search(one.title)
    if area:
        return _level_of(subject, area.group(1).casefold())
    others = known.get((one.kind, one.number), set())
    if len(others) == 1:
        return next(iter(others))
    if others:
        return UNKNOWN
    return "commune" if re.search(r"/(?:QĐ|KH)-UBND$", meant(one.symbol).translate(_HYPHENS)) else NOT_NAMED


def rank(citation: Citation) -> int | None:
    """0 for a central body to 3 for a commune; None if the issuer is not known."""
    level = citation.issuer.partition(":")[0]
    return RANKS.index(level) if level in RANKS else None


def by_document(cited: Iterable[Citation]) -> dict[tuple[str, str, str], list[Citation]]:
    """The citations of each document whose issuer is known; one without a number is no document."""
    groups: dict[tuple[str, str, str], list[Citation]] = {}
    for citation in cited:
        if citation.issuer and citation.number:
            groups.setdefault(citation.document, []).append(citation)
    return groups
