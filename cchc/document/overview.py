"""The figures that stand for a report, against the period before. In: two periods' figures. Out: a block for the page's head.

The period before is the last one whose window is as long, of the same unit or of those that it was made of.
"""

from __future__ import annotations

from collections.abc import Iterable

from cchc.catalogue.presentation import KeyFigure, presentation
from cchc.document.lineage import number_inline
from cchc.document.model import Coverage, Earlier, FileNamed, Number, Overview
from cchc.document.model import KeyFigure as KeyFigureBlock
from cchc.document.past.period import Past, as_printed, change_of
from cchc.document.submission_data import SubmissionData
from cchc.values.printing import print_number, print_rounded, print_value
from cchc.values.value import Value


def overview_block(data: SubmissionData, past: Past | None) -> Overview:
    """The key figures, each with its change where both periods state it; `past` is the period before, if anything is of it."""
    known = past if past and past.parts and not past.gaps else None
    full, every = data.coverage
    unread = past is not None and past.found.territory.same and not past.parts
    return Overview(
        figures=[_shown(key, data, known) for key in presentation().key_figures],
        previous=_earlier(known) if known else None,
        unread=unread,
        apart=past.why_not(data) if past and not unread else "",
        coverage=Coverage(full=full, of=every),
    )


def _earlier(past: Past) -> Earlier:
    return Earlier(year=past.found.year, period=past.found.period, name=past.name, made_of=past.made_of)


def compared_files(past: Iterable[Past]) -> list[FileNamed]:
    """Name and sha256 of each raw file of the periods that the report looks back at."""
    parts = (part for one in past for part in one.parts)
    return [FileNamed(name=f"{part.path}/{file.name}", sha256=file.sha256) for part in parts for file in part.raw.files]


def _shown(form: KeyFigure, data: SubmissionData, past: Past | None) -> KeyFigureBlock:
    now = data.value(form.section, form.key)
    before = past.value(form.section, form.key) if past else None
    compared = past is not None and past.comparable(data, form.section, form.key)
    return KeyFigureBlock(
        key=form.key,
        label=form.label,
        now=number_inline(now, _plain(now)),
        before=number_inline(before, _plain(before)) if before else None,
        change=_change(form, now, before, past.name) if before and past and compared else None,
    )


def _change(form: KeyFigure, now: Value, before: Value, earlier: str) -> Number:
    return number_inline(change_of(now, before, form.label, earlier), _changed(now, before))


def _plain(value: Value) -> str:
    """The figure as it stands alone, not in a sentence: 5, not 05."""
    whole = value.kind in ("count", "measure") and value.number is not None
    return print_number(value.number) if whole and value.number is not None else print_value(value)


def _changed(now: Value, before: Value) -> str:
    """The change of what is printed: "tăng 40", "giảm 1,2 điểm phần trăm", "không đổi"."""
    share = now.kind in ("share", "percent")
    difference = as_printed(now) - as_printed(before)
    if not difference:
        return "không đổi"
    text = print_rounded(abs(difference))
    return f"{'tăng' if difference > 0 else 'giảm'} {text}{' điểm phần trăm' if share else ''}"
