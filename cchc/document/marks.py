"""What stands around a report on each of its pages and annexes. In: submission, letterhead, title. Out: marks, enclosure line."""

from __future__ import annotations

from collections.abc import Sequence

from cchc.catalogue.unit_kinds import split_kind
from cchc.document.model import Inline, Letterhead, Submission, Title

MADE_UP = "DỮ LIỆU MÔ PHỎNG"


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
    issuer = issuer_in_text(letterhead.issuer, submission.unit.full_name)
    return [f"(Kèm theo {kind} ", *number, " ", *letterhead.date, f"\ncủa {issuer})"]


def issuer_in_text(issuer: Sequence[str], unit_name: str) -> str:
    """The issuer as a sentence names it: "Ủy ban nhân dân xã Hoằng Lưu", of two lines in capitals."""
    first, rest = issuer[0], " ".join(issuer[1:])
    body = first.capitalize() if " " in first else first  # "UBND" stays as it is
    if not rest:
        return body
    # The register knows which letters of a name are capital; a name that it does not have is capitalised word by word.
    name = unit_name if unit_name.casefold() == rest.casefold() else rest.title()
    kind, proper = split_kind(name)
    return f"{body} {name}" if not kind or proper[:1].isdigit() else f"{body} {kind} {proper}"
