"""Letterhead, recipients and signature. In: unit and nguon.yaml. Out: blocks.

What is not known (number, date) is the blank that decree 30/2020/NĐ-CP leaves for it, never invented.
"""

from __future__ import annotations

from datetime import date

from cchc.catalogue.forms import forms
from cchc.catalogue.register import Unit
from cchc.document.model import Gap, Inline, Letterhead, Signature
from cchc.raw.recipients import addressees, is_archive, mark_of, name_of
from cchc.raw.signing import signing_lines
from cchc.raw.source import Letter, Source
from cchc.values.printing import print_date_in_words
from cchc.values.reading import clean


def letterhead(unit: Unit, source: Source) -> Letterhead:
    """State and motto, the issuing body by its registered name, number, place and date."""
    words = forms().letterhead
    return Letterhead(
        issuer=[words.issuer.upper(), unit.full_name.upper()],
        state=words.state,
        motto=words.motto,
        number=_number(source.van_ban, words.symbol),
        place_date=[f"{clean(source.van_ban.dia_danh) or unit.name}, ", *date_inlines(source.van_ban.ngay)],
        date=date_inlines(source.van_ban.ngay),
    )


def _number(letter: Letter, symbol: str) -> list[Inline]:
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
    words = forms().closing
    to = addressees(source)
    lines = [words.as_above] if to else []
    skipped = {*to, words.as_above}  # «Như trên» stands first, given or not
    others = [recipient for recipient in source.noi_nhan if name_of(recipient) not in skipped]
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
