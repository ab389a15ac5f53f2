"""Free text by outline key. In: noi_dung.yaml, the column `muc` of a table. Out: paragraphs; a refusal of unknown sections.

A section is a text, which is added to the sentences of the notebook, or {thay: text}, which stands in their place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from cchc.catalogue.outline import Outline
from cchc.errors import SubmissionError, hint, shown
from cchc.raw.entries import Entries, show_entry
from cchc.raw.faults import Faults
from cchc.raw.files import Record
from cchc.values.reading import clean

IN_PLACE = "thay"
_LIVE = re.compile(r"\{([0-9a-zđ_]+(?:[._][0-9a-zđ_]+)+)\}")  # what looks like a key: "ho_so.tiep_nhan", "3.3.1"


def read_texts(entries: Entries, where: Path, outline: Outline) -> Mapping[str, tuple[str, ...]]:
    """The paragraphs of each section. Raises SubmissionError with a line for each entry that is no text of a section."""
    data = entries.data
    if data in (None, ""):
        return {}
    if not isinstance(data, dict):
        raise SubmissionError(f"{where}: cần các dòng dạng 'mục: nội dung', ví dụ 'I.1: |'.")
    faults = Faults()
    texts: dict[str, tuple[str, ...]] = {}
    for key, given in data.items():
        place = f"{where}, dòng {entries.line(key)}"
        section, text = clean(key), given[IN_PLACE] if _in_place(given) else given
        if not isinstance(text, str):
            name = shown(key)
            faults.add(
                f'{place}, khóa "{name}": cần văn bản, gặp {show_entry(text)}; hãy dùng "{name}: |", hoặc "{IN_PLACE}: |" '
                "bên trong mục nếu văn bản thay các câu của sổ tay."
            )
        elif outline.printing_section(section) is None:
            faults.add(_unknown_section(key, place, outline))
        elif section in texts:
            faults.add(f'{place}: khóa "{section}" có hai lần; hãy gộp hai chỗ làm một.')
        else:
            texts[section] = split_paragraphs(text)
    faults.end()
    return texts


def sections_in_place(entries: Entries) -> frozenset[str]:
    """The keys whose text stands in place of the sentences of the notebook."""
    data = entries.data if isinstance(entries.data, dict) else {}
    return frozenset(clean(key) for key, given in data.items() if _in_place(given))


def _in_place(given: object) -> bool:
    return isinstance(given, dict) and [*given] == [IN_PLACE]


def live_keys(text: str) -> Iterator[tuple[str, int, int]]:
    """What looks like a key in braces: its name, and where the braces begin and end."""
    return ((found[1], *found.span()) for found in _LIVE.finditer(text))


def split_paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a plain text: a blank line parts them, other line breaks are folded."""
    blocks = "\n".join(line.strip() for line in text.splitlines()).split("\n\n")
    return tuple(folded for folded in (clean(block) for block in blocks) if folded)


def check_sections(records: Iterable[Record], where: Path, outline: Outline) -> None:
    """Refuse rows of sections that the outline does not have. Raises SubmissionError with a line for each."""
    faults = Faults()
    for record in records:
        if outline.printing_section(clean(record["muc"])) is None:
            faults.add(_unknown_section(record["muc"], f"{where}, dòng {record.row}, cột muc", outline))
    faults.end()


def _unknown_section(key: str, where: str, outline: Outline) -> str:
    meant = hint(clean(key), outline.keys)
    return f'{where}: cần khóa của mục trong đề cương (ví dụ "II.2.a"), gặp "{shown(clean(key))}"{meant}.'
