"""Which documents a submission cites. In: van_ban.csv, the annex, free text. Out: citations, each with its issuer.

A document is its kind, its number and its issuer (bodies.py).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from cchc.catalogue.units.kinds import kinds_pattern
from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.names import HYPHENS
from cchc.catalogue.writing.wording import wording
from cchc.checks.context import CheckContext
from cchc.checks.documents.bodies import (
    NOT_NAMED,
    UNKNOWN,
    is_identified,
    is_of_own,
    issuer,
    issuer_of_level,
    level_of,
    plain_symbol,
    rank_of,
)
from cchc.checks.finding import CellRef
from cchc.raw.submission import ANNEX, DOCUMENTS, TEXTS
from cchc.values.reading import clean, read_date

_DATED_LEVELS = ("commune", "province")  # whose body may have begun with the unit
_SYMBOL = rf"\d+(?:/\d{{4}})?/[A-ZĐ][\w]*(?:[{HYPHENS}][\w]+)*"
_DAY = r"\d{1,2}/\d{1,2}/\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}"
_BODIES = "Chủ tịch|UBND|HĐND|Ủy ban|Uỷ ban|Hội đồng|Chính phủ|Thủ tướng|Quốc hội|Bộ|Sở"
_ISSUER = rf"(?: +của +(?P<issuer>(?:{_BODIES})(?!\w)[^,;.()]{{0,60}}))?"
_NUMBERED = re.compile(r"\d/(?:\d{4}/)?[^\W\d_]")
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
    section: str
    place: CellRef | None = None

    def at(self, column: str) -> CellRef:
        """The place of one column of the citation; of the whole text where it stands in a text."""
        texts = {"ngay": self.date_text, "trich_yeu": self.title, "so_ky_hieu": self.symbol, "co_quan": self.body}
        return self.place or CellRef(DOCUMENTS, self.row, column, texts[column])

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


def citations(context: CheckContext) -> tuple[Citation, ...]:
    """All citations: those of van_ban.csv, the references of the annex, those with a date in free text."""
    return context.once("citations", _citations)


def _citations(context: CheckContext) -> tuple[Citation, ...]:
    found = [*_of_table(context), *_of_annex(context), *_of_texts(context)]
    return tuple(_complete(context, found))


def kind_key(kind: str, symbol: str) -> str:
    """A kind of document in comparable form, from the mark in the symbol where it is not named."""
    named = clean(meant(kind)).casefold()
    by_key, by_short = _kinds_by_key(), _kinds_by_short()
    if named in by_key:
        return named
    return by_short.get(named) or named or by_short.get(number_key(symbol).rpartition("/")[2].partition("-")[0], "")


def number_key(symbol: str) -> str:
    """A number in comparable form: no zeros before it, letters and hyphens whatever their code points."""
    plain = re.sub(r"\s+", "", clean(plain_symbol(symbol))).casefold()
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


def _of_table(context: CheckContext) -> Iterator[Citation]:
    for record in context.submission.table(DOCUMENTS):
        symbol, day, body = clean(record["so_ky_hieu"]), clean(record["ngay"]), clean(meant(record["co_quan"]))
        yield Citation(
            kind_key(record["loai"], symbol), number_key(symbol), symbol, record["ngay"], read_date(day), body,
            clean(record["trich_yeu"]), issuer(context, body, symbol, read_date(day)), record.row,
            clean(record["muc"]),
        )  # fmt: skip


def _of_annex(context: CheckContext) -> Iterator[Citation]:
    for pair in context.counts.rows:
        if pair.record and pair.row and pair.row.kind == "reference":
            text = pair.record["so_lieu"]
            place = CellRef(ANNEX, pair.record.row, "so_lieu", text, pair.row.code)
            yield from _cited(context, text, place, "")


def _of_texts(context: CheckContext) -> Iterator[Citation]:
    for text in context.texts:
        if text.place.file in (TEXTS,) or text.place.column == "nguyen_van":
            yield from _cited(context, text.text, text.place, text.section)


def _cited(context: CheckContext, text: str, place: CellRef, section: str) -> Iterator[Citation]:
    if not _NUMBERED.search(text):
        return
    for match in _in_text().finditer(clean(meant(text))):
        symbol, day, body = match["symbol"], match["day"], (match["issuer"] or "").partition(" về ")[0]
        yield Citation(
            kind_key(match["kind"], symbol), number_key(symbol), symbol, day, read_date(day), body, "",
            issuer(context, body, symbol, read_date(day)), place.row, section, place,
        )  # fmt: skip


def _complete(context: CheckContext, found: list[Citation]) -> list[Citation]:
    """The citations with the issuer of those that do not name one, or no day, as far as the others tell."""
    peers: dict[tuple[str, str], list[Citation]] = {}
    for citation in found:
        if citation.issuer:
            peers.setdefault((citation.kind, citation.number), []).append(citation)
    return [replace(one, issuer=_completed(context, one, peers.get((one.kind, one.number), []))) for one in found]


def _completed(context: CheckContext, one: Citation, peers: list[Citation]) -> str:
    if not one.issuer:
        return _probable_issuer(context, one, {peer.issuer for peer in peers})
    if one.day or one.issuer not in _DATED_LEVELS:
        return one.issuer
    own = {peer.issuer for peer in peers if peer.day and is_of_own(peer.issuer, one.issuer)} or {one.issuer}
    return next(iter(own)) if len(own) == 1 else UNKNOWN


def _probable_issuer(context: CheckContext, one: Citation, others: set[str]) -> str:
    area = re.search(rf"trên địa bàn ({kinds_pattern('district', 'province')})(?!\w)", one.title, re.IGNORECASE)
    if area:
        return issuer_of_level(context, level_of(context, area.group(1).casefold()), "", one.day)
    if len(others) == 1:
        return next(iter(others))
    if others:
        return UNKNOWN
    if re.search(r"/(?:QĐ|KH)-UBND$", plain_symbol(one.symbol)):
        return issuer_of_level(context, "commune", "", one.day)
    return NOT_NAMED


def rank(citation: Citation) -> int | None:
    """0 for a central body to 3 for a commune; None if the issuer is not known."""
    return rank_of(citation.issuer)


def by_document(cited: Iterable[Citation]) -> dict[tuple[str, str, str], list[Citation]]:
    """The citations of each document whose issuer is known; one without a number is no document."""
    groups: dict[tuple[str, str, str], list[Citation]] = {}
    for citation in cited:
        if is_identified(citation.issuer) and citation.number:
            groups.setdefault(citation.document, []).append(citation)
    return groups
