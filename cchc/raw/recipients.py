"""To whom a report goes. In: nguon.yaml. Out: the addressees of "Kính gửi"; the other recipients stay in "Nơi nhận"."""

from __future__ import annotations

from cchc.catalogue.forms import forms
from cchc.raw.source import Recipient, Source
from cchc.values.reading import clean


def addressees(source: Source) -> list[str]:
    """To whom the report goes: `kinh_gui`, else the recipients marked (b/c) that are outside the issuing unit."""
    if source.kinh_gui:
        return [clean(name) for name in source.kinh_gui]
    return [clean(recipient.ten) for recipient in source.noi_nhan if _is_superior(recipient)]


def is_archive(recipient: Recipient) -> bool:
    """Whether this is the line of the archive (Lưu: VT)."""
    return clean(recipient.ten).lower().startswith("lưu")


def _is_superior(recipient: Recipient) -> bool:
    words = forms().closing
    if clean(recipient.ghi_chu).lower() != words.reports_to or is_archive(recipient):
        return False
    name = f" {clean(recipient.ten).lower()} ".replace("thị xã", "thị-xã").replace(".", " ").replace(",", " ")
    outside = any(f" {word.replace('thị xã', 'thị-xã')} " in name for word in words.outside)
    return outside and not any(f" {word} " in name for word in words.inside)
