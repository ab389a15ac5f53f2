"""Cite documents. In: the records of van_ban.csv. Out: citation inlines, long and short.

Decree 30/2020/NĐ-CP: the first citation gives kind, number, date, issuer and subject, later ones kind and number only.
Which one is first is known when the report is put together, so a citation carries both forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from cchc.document.model import Citation, CitedRow, Inline
from cchc.raw.files import Record
from cchc.raw.submission import DOCUMENTS
from cchc.values.printing import print_date
from cchc.values.reading import clean, read_date


def cite(record: Record) -> Citation:
    """One citation, as the submission states it."""
    short = f"{clean(record['loai'])} số {clean(record['so_ky_hieu'])}".strip()
    return Citation(
        doc=short.casefold(),
        long=" ".join(filter(None, [short, _dated(record), _issued(record), _subject(record)])),
        short=short,
        cell=CitedRow(file=DOCUMENTS, row=record.row),
    )


_OWN = re.compile(r"(?P<number>\w+ \w+ số \S+) ngày \d[^(]*?(?P<amended> \(.*\))?$")


def cite_word(text: str) -> Inline:
    """A name of the form as a sentence says it; one that names a document in full is a citation like those of a commune.

    In short it still says by what the document was amended.
    """
    found = _OWN.match(text)
    if found is None:
        return text
    return Citation(doc=found["number"].casefold(), long=text, short=found["number"] + (found["amended"] or ""))


def join(citations: Iterable[Inline]) -> list[Inline]:
    """The citations in one sentence, parted by semicolons."""
    joined: list[Inline] = []
    for citation in citations:
        joined.extend([citation] if not joined else ["; ", citation])
    return joined


def _dated(record: Record) -> str:
    text = clean(record["ngay"])
    day = read_date(text)
    stated = print_date(day) if day and _is_by_program(text) else text.removeprefix("ngày ")
    return f"ngày {stated}" if stated else ""


def _is_by_program(text: str) -> bool:
    """Whether nobody writes a date like that by hand: 2024-12-14, 2024/12/14, 14/12/2024 00:00."""
    return "-" in text or ":" in text or text[:4].isdigit()


def _issued(record: Record) -> str:
    issuer = clean(record["co_quan"])
    return f"của {issuer}" if issuer else ""


def _subject(record: Record) -> str:
    subject = clean(record["trich_yeu"])
    if not subject or subject.split()[0].lower() in ("về", "quy", "sửa", "ban", "hướng", "phê"):
        return subject
    return f"về {subject}"
