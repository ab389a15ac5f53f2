"""Letterhead, addressees and signature of a roll-up. In: the province, its nguon.yaml. Out: blocks; what is not given is a blank.

Which body sends the roll-up, and who signs it, no source says for all provinces: neither is ever filled in.
"""

from __future__ import annotations

from cchc.catalogue.units.provinces import Province
from cchc.document.letter import letterhead_of, recipient_lines
from cchc.document.model import Letterhead, Signature
from cchc.raw.source import ProvinceSource
from cchc.values.reading import clean

BLANK = "…" * 12


def province_letterhead(province: Province, source: ProvinceSource) -> Letterhead:
    """State and motto, the issuing body in one or several lines, the last of them its own name, number, place and date."""
    issuer = [clean(line) for line in source.co_quan] or [BLANK, province.full_name]
    named = issuer[-1] if source.co_quan else BLANK
    return letterhead_of(issuer, source.van_ban, f"BC-{'…' * 3}", province.name, named)


def to_whom(source: ProvinceSource) -> list[str]:
    """The bodies of "Kính gửi"; a blank where none is given."""
    return [clean(name).rstrip(".;, ") for name in source.kinh_gui] or [BLANK]


def province_signature(source: ProvinceSource) -> Signature:
    """Recipients on the left; on whose behalf, office and name on the right."""
    signer = source.nguoi_ky
    lines = [*signer.quyen_han, *filter(None, [clean(signer.chuc_vu)])]
    return Signature(
        recipients=recipient_lines([name for name in to_whom(source) if name != BLANK], source.noi_nhan),
        authority=lines or [BLANK],
        name=clean(signer.ho_ten) or None,
    )
