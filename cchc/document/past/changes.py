"""What is said of a figure's change. In: the figure now and then, the notebook's words for each kind of change. Out: inlines.

A change is that of the two figures as they are printed, so that a reader who subtracts them finds it. That of a share is told
in percentage points, never as a percentage of itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from cchc.document.lineage import PrintedValue, number_inline
from cchc.document.model import Inline
from cchc.document.past.period import Past, as_printed, change_of
from cchc.document.sentences import fill_sentence
from cchc.document.submission_data import SubmissionData
from cchc.errors import NotebookError, hint
from cchc.values.printing import print_count, print_rounded
from cchc.values.value import Formula, Value

KINDS = ("tang", "giam", "bang", "tu_khong", "ve_khong", "deu_khong")


def compared_words(before: Past, now: SubmissionData) -> dict[str, str]:
    """The words of a sentence of comparison: the period before, of which units, why not."""
    made_of, count = before.made_of, len(before.found.territory.units)
    of_several = f" (cộng số liệu của {count} đơn vị trước khi sắp xếp: {made_of})"
    return {
        "ky_truoc": now.period.compared_in(now.year),
        "cong_tu": (of_several if count > 1 else f" (số liệu của {made_of} trước khi sắp xếp)") if made_of else "",
        "vi_sao": before.why_not(now),
    }


def say_change(now: Value, before: Value, said: Mapping[str, str], words: Mapping[str, str]) -> list[Inline]:
    """The words for the kind of this change, filled; nothing where the notebook has none. Raises NotebookError."""
    for name in said:
        if name not in KINDS:
            raise NotebookError(
                f'Không có cách nói "{name}"{hint(name, KINDS)}; hãy dùng một trong: {", ".join(KINDS)}.'
            )
    text = said.get(kind_of(now, before), "")
    values = _named(now, before)
    filled = fill_sentence(text, words, values.__getitem__, list) if text else []
    change = values["chenh"]
    return [_sized(now, before, change) if _is_of(inline, change) else inline for inline in filled]


def _is_of(inline: Inline, value: Value) -> bool:
    return isinstance(inline, PrintedValue) and inline.value is value


def kind_of(now: Value, before: Value) -> str:
    """Which of the kinds of change it is, as the two figures are printed."""
    one, other = as_printed(now), as_printed(before)
    if not one or not other:
        return "deu_khong" if one == other else "ve_khong" if other else "tu_khong"
    return "bang" if one == other else "tang" if one > other else "giam"


def _named(now: Value, before: Value) -> dict[str, Value]:
    """The values by the names that a clause has for them; no part in a hundred of a share, nor over 0."""
    change = change_of(now, before) if as_printed(now) >= as_printed(before) else change_of(before, now)
    named = {"nay": now, "truoc": before, "chenh": change}
    if before.number and not _is_share(now):
        formula = Formula(f"{change.key} / {before.key}", (change, before))
        part = abs(change.known) / abs(before.known)
        named["phan_tram"] = replace(
            change, key=f"{now.key}.phan_tram", unit="%", kind="share", number=part, formula=formula
        )
    return named


def _sized(now: Value, before: Value, change: Value) -> Inline:
    """How large the change is, as it is printed: a count, or points of a percentage."""
    size = abs(as_printed(now) - as_printed(before))
    return number_inline(change, print_rounded(size) if _is_share(now) else print_count(size))


def _is_share(value: Value) -> bool:
    return value.kind in ("share", "percent")
