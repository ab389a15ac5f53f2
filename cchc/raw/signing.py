"""Who signs, and for whom. In: nguon.yaml. Out: the lines above the signature, from the top, as they are printed."""

from __future__ import annotations

from dataclasses import dataclass

from cchc.catalogue.nd30 import nd30
from cchc.catalogue.presentation import presentation
from cchc.raw.source import Source
from cchc.values.reading import clean


@dataclass(frozen=True)
class SigningLine:
    """One line, and the path in nguon.yaml of what it was made from."""

    text: str
    path: tuple[str | int, ...]


def signing_lines(source: Source) -> list[SigningLine]:
    """The signer's authority, then the office. The chairman signs for the committee where nothing else is given."""
    signer, words = source.nguoi_ky, presentation().closing
    lines = [SigningLine(text, ("nguoi_ky", "quyen_han", n)) for n, text in enumerate(signer.quyen_han)]
    lines = lines or [SigningLine(words.authority, ("nguoi_ky",))]
    office = clean(signer.chuc_vu)
    if not office and split_form(lines[-1].text)[0] == "TM.":
        office = words.office
    return [*lines, SigningLine(office, ("nguoi_ky", "chuc_vu"))] if office else lines


def split_form(line: str) -> tuple[str, str]:
    """The abbreviation that a line begins with, as the decree writes it, and the rest: "T/M UBND" is "TM." and "UBND"."""
    first, _, rest = clean(line).upper().replace(".", ". ", 1).partition(" ")
    written = first.replace("/", "").rstrip(".") + "."
    known = any(form.key == written for form in nd30().signing.forms)
    return (written, rest.strip()) if known and rest.strip() else ("", clean(line).upper())
