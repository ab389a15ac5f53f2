"""The names in braces by date: bodies, portals, kinds of service. In: tu_ngu.yaml of a form. Out: text by name on a day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from cchc.catalogue.load import Entry
from cchc.errors import CatalogueError

# The names that every report has besides those of the form: its year, period, unit and parents.
REPORT_WORDS = frozenset(
    {"nam", "nam_sau", "ky", "Ky", "ky_sau", "trong_ky", "Trong_ky"}
    | {"xa", "ten_xa", "ubnd", "don_vi", "huyen", "tinh", "so_lieu"}
)


class FormWord(Entry):
    """What a name in braces stands for while it is valid; `text` may hold the names of the unit in braces."""

    name: str
    text: str
    valid_from: date | None = None
    valid_to: date | None = None
    source: str
    verified: bool = True

    def is_valid(self, as_of: date) -> bool:
        """Whether the name stands for this on that day."""
        return (self.valid_from or as_of) <= as_of <= (self.valid_to or as_of)


class FormWords(Entry):
    """Schema of tu_ngu.yaml."""

    words: tuple[FormWord, ...]

    def words_on(self, day: date, unit_words: Mapping[str, str]) -> dict[str, str]:
        """The text of each name on that day, with the words of the unit ({tinh} ...) filled in.

        Raises CatalogueError for a name that stands for two things on one day, or holds a name that the unit has not.
        """
        found: dict[str, str] = {}
        for word in self.words:
            if word.is_valid(day):
                if word.name in found:
                    raise CatalogueError(
                        f"tu_ngu.yaml: {word.name} có hai cách gọi vào ngày {day}; mỗi ngày cần một cách."
                    )
                found[word.name] = _filled(word.text, unit_words)
        return found


def _filled(text: str, unit_words: Mapping[str, str]) -> str:
    for name, word in unit_words.items():
        text = text.replace(f"{{{name}}}", word)
    if "{" in text:
        raise CatalogueError(
            f'tu_ngu.yaml: "{text}" có tên trong ngoặc nhọn mà đơn vị không có; chỉ dùng {", ".join(unit_words)}.'
        )
    return text
