"""Letterhead, recipients and signature; marks of the pages, enclosure line. In: unit and nguon.yaml, blocks. Out: blocks, texts.

What is not known (number, date) is the blank that decree 30/2020/NĐ-CP leaves for it, never invented.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from cchc.catalogue.presentation import presentation
from cchc.catalogue.units.kinds import split_kind
from cchc.catalogue.units.register import Unit, unit_as_of
from cchc.document.model import Gap, Inline, Letterhead, Signature, Submission, Title
from cchc.raw.recipients import addressees, is_archive, mark_of, name_of
from cchc.raw.signing import signing_lines
from cchc.raw.source import Letter, Recipient, Source
from cchc.values.printing import print_date_in_words
from cchc.values.reading import clean

MADE_UP = "DỮ LIỆU MÔ PHỎNG"


def letterhead(unit: Unit, source: Source) -> Letterhead:
    """State and motto, the issuing body by its registered name on the day of the paper, number, place and date."""
    unit = unit_as_of(unit, source.van_ban.ngay)
    words = presentation().letterhead
    return letterhead_of([words.issuer, unit.full_name], source.van_ban, words.symbol, unit.name)


def letterhead_of(issuer: Sequence[str], letter: Letter, symbol: str, place: str, named: str = "") -> Letterhead:
    """The letterhead of any body: its names a line each; symbol and place are those that stand where the letter has none.

    `named` is what a sentence calls it, where that does not follow from the lines as those of a commune.
    """
    words, day = presentation().letterhead, date_inlines(letter.ngay)
    return Letterhead(
        issuer=[line.upper() for line in issuer],
        state=words.state,
        motto=words.motto,
        number=_number_inlines(letter, symbol),
        place_date=[f"{clean(letter.dia_danh) or place}, ", *day],
        date=day,
        named=named,
    )


def _number_inlines(letter: Letter, symbol: str) -> list[Inline]:
    """The words "Số: 05/BC-UBND", a blank where the number is not known."""
    number = clean(letter.so)
    padded = number.zfill(2) if number.isdigit() else number
    return ["Số: ", padded or Gap(width="number"), f"/{clean(letter.ky_hieu) or symbol}"]


def date_inlines(day: date | None) -> list[Inline]:
    """The words "ngày 05 tháng 01 năm 2024", blanks where the date is not known. Months 1 and 2 have a leading zero."""
    if day is None:
        return ["ngày ", Gap(width="day"), " tháng ", Gap(width="month"), " năm ", Gap(width="year")]
    return [f"ngày {print_date_in_words(day)}"]


def recipients(source: Source) -> list[str]:
    """The lines of "Nơi nhận": "Như trên" for the addressees, then the others, the archive last."""
    return recipient_lines(addressees(source), source.noi_nhan)


def recipient_lines(to: Sequence[str], given: Sequence[Recipient]) -> list[str]:
    """The same of those that were given, and the addressees."""
    words = presentation().closing
    lines = [words.as_above] if to else []
    skipped = {*to, words.as_above}  # «Như trên» stands first, given or not
    others = [recipient for recipient in given if name_of(recipient) not in skipped]
    kept = [r for r in others if not is_archive(r)]
    lines += [f"{name_of(r)} ({mark_of(r)})" if mark_of(r) else name_of(r) for r in kept]
    archive = next((clean(r.ten) for r in others if is_archive(r)), words.archive)
    return [f"{line};" for line in lines] + [archive.rstrip(".;") + "."]


def signature(source: Source) -> Signature:
    """Recipients on the left; on whose behalf, office and name on the right."""
    return Signature(
        recipients=recipients(source),
        authority=[line.text for line in signing_lines(source)],
        name=clean(source.nguoi_ky.ho_ten) or None,
    )


def page_marks(submission: Submission) -> list[str]:
    """The words that stand on every page: that it is a draft with so many open errors, that its data are made up."""
    errors = submission.draft or 0
    marks = ((f"DỰ THẢO – CÒN {errors} LỖI", errors > 0), (MADE_UP, submission.synthetic))
    return [mark for mark, holds in marks if holds]


def enclosure(letterhead: Letterhead | None, title: Title | None, submission: Submission) -> list[Inline]:
    """The line under an annex's title, as inlines: "(Kèm theo Báo cáo số ... ngày ... của ...)"; none without letterhead."""
    if letterhead is None:
        return []
    kind = title.kind.capitalize() if title else "Báo cáo"
    number = [part.replace("Số:", "số", 1) if isinstance(part, str) else part for part in letterhead.number]
    issuer = letterhead.named or issuer_in_text(letterhead.issuer, submission.unit.full_name)
    return [f"(Kèm theo {kind} ", *number, " ", *letterhead.date, f"\ncủa {issuer})"]


def issuer_in_text(issuer: Sequence[str], unit_name: str) -> str:
    """The issuer as a sentence names it: "Ủy ban nhân dân xã Hoằng Lưu", of two lines in capitals."""
    first, rest = issuer[0], " ".join(issuer[1:])
    body = first.capitalize() if " " in first else first  # "UBND" stays as it is
    if not rest:
        return body
    # The register knows which letters of a name are capital; a name that it does not have is capitalised word by word.
    (kind, printed), (_, own) = split_kind(rest), split_kind(unit_name)
    proper = own if own.casefold() == printed.casefold() else printed.title()
    return f"{body} {kind.capitalize() if proper[:1].isdigit() else kind} {proper}" if kind else f"{body} {proper}"
