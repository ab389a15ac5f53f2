"""To whom a report goes. In: nguon.yaml. Out: the addressees of "Kính gửi"; the other recipients stay in "Nơi nhận"."""

from __future__ import annotations

import re

from cchc.catalogue.presentation import presentation
from cchc.raw.source import Recipient, Source
from cchc.values.reading import clean

_MARK = re.compile(r"\(([^()]{1,5})\)$")


def addressees(source: Source) -> list[str]:
    """To whom the report goes: `kinh_gui`, else the recipients marked (b/c) that are outside the issuing unit."""
    if source.kinh_gui:
        return [_without_end(name) for name in source.kinh_gui]
    return [name_of(recipient) for recipient in source.noi_nhan if _is_superior(recipient, source)]


def name_of(recipient: Recipient) -> str:
    """The recipient's name without mark and final punctuation: "UBND tỉnh (b/c);" is "UBND tỉnh"."""
    return _without_end(_MARK.sub("", _without_end(recipient.ten)))


def mark_of(recipient: Recipient) -> str:
    """The mark without brackets ("b/c"), from its own field or from the end of the name; "" if there is none."""
    behind = _MARK.search(_without_end(recipient.ten))
    return clean(recipient.ghi_chu).strip("()") or (behind[1] if behind else "")


def is_archive(recipient: Recipient) -> bool:
    """Whether this is the line of the archive (Lưu: VT)."""
    return clean(recipient.ten).lower().startswith("lưu")


def _without_end(name: str) -> str:
    return clean(name).rstrip(".;, ")


def _is_superior(recipient: Recipient, source: Source) -> bool:
    words = presentation().closing
    if mark_of(recipient).lower() != words.reports_to or is_archive(recipient):
        return False
    inside = [*words.inside, *(word for word, day in words.inside_from.items() if source.den_ngay >= day)]
    # "thị xã" is a district, "xã" a commune, and Hải Phòng has no office in its name: such words are told apart first.
    spaced = re.sub(r"[^\w]+", " ", name_of(recipient).lower())
    spaced = spaced.replace("thị xã", "thị_xã").replace("hải phòng", "hải_phòng")
    name = f" {spaced} "
    outside = any(f" {word.replace('thị xã', 'thị_xã')} " in name for word in words.outside)
    return outside and not any(f" {word} " in name for word in inside)
