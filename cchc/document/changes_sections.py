"""Where in the outline a compared number belongs. In: values and figures of a report. Out: keys and headings of sections."""

from __future__ import annotations

import contextlib

from cchc.catalogue import outline
from cchc.catalogue.counts import count_info, is_known_key
from cchc.document.figures import Figures
from cchc.errors import CatalogueError
from cchc.values.value import Value

# The chapters of the annex are those of the report; where a procedure's time is reported.
_CHAPTERS = {"1": "I", "2": "II.1", "3": "II.2", "4": "II.3", "5": "II.4", "6": "II.5", "7": "II.6"}
_REDUCED = "II.2.a"


def section_of(value: Value) -> str:
    """The section that the number belongs to, of a rate that of its numerator; nothing where none is known."""
    if value.kind == "share":
        return section_of(value.formula.operands[0]) if value.formula else ""
    if value.kind == "days":
        return _REDUCED
    usual = count_info(value.key).section if is_known_key(value.key) else ""
    if value.formula and not usual:
        return section_of(value.formula.operands[0])
    stated = next((cell.section for cell in value.cells if cell.section), "")
    return usual or _CHAPTERS.get(value.key.partition(".")[0], stated)


def headings_of(figures: Figures) -> dict[str, str]:
    """The headings of the outline on the report's date."""
    titles = {}
    for key in outline.section_keys():
        with contextlib.suppress(CatalogueError):  # a section of another date
            titles[key] = outline.section(key, figures.on).title.format_map(figures.words)
    return {key: f"{key}. {title}" for key, title in titles.items() if title}
