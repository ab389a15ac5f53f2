"""A paragraph as sentences in which figures can be looked for. In: a text. Out: sentences, with what is no count masked.

Numbers of documents, days, articles, levels of service, telephones and addresses are masked: a "§" for each letter, so
that every place stays what it was.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cchc.catalogue.received.found_by import NUMBER, fold_letters
from cchc.checks.words.gazetteer import bare_letters

MASK = "§"
_NAMED = (
    "điều|khoản|điểm|chương|phần|phụ lục|mẫu số|biểu số|biểu|bước|lần thứ|khóa|cấp độ|mức|loại|hạng|đề án|nghị quyết"
    "|quyết định|kế hoạch|công văn|thông tư|nghị định|luật|chỉ thị|tiêu chí số|chỉ tiêu số"
)
_MASKED = re.compile(
    "|".join(
        (
            r"https?://\S{1,300}|www\.\S{1,300}|\S{1,64}@\S{1,64}",
            r"(?<![\w/])\d{1,6}(?:/\d{4})?/[a-zđ][\w-]{1,30}",  # 139/qđ-ubnd, 61/2018/nđ-cp
            r"(?<!\w)ngày \d{1,2} tháng \d{1,2}(?: năm \d{4})?",
            r"(?<![\d/.,])\d{1,2}/\d{1,2}/\d{4}(?![\d/])",
            r"(?:(?<=ngày )|(?<=từ )|(?<=đến ))\d{1,2}/\d{1,2}(?![\d/])",
            r"(?<![\d/.,])\d{1,2}[.-]\d{1,2}[.-]\d{4}(?!\d)",
            r"(?:(?<=ngày )|(?<=từ ngày ))\d{1,2}(?= ?- ?§| ?- ?\d{1,2}/| đến (?:ngày )?\d{1,2}/)",
            r"(?<=ngày )\d{1,2}-\d{1,2}(?![\d%-])|(?<![\d,.])\d{1,2}-\d{1,2} đến (?:hết )?(?:ngày )?\d{1,2}-\d{1,2}(?![\d%-])",
            r"(?<!\w)(?:năm|giai đoạn|nhiệm kỳ|các năm) (?:[12]\d{3})(?: ?[-,/] ?[12]\d{3})*",
            r"(?<!\w)quý (?:[ivx]{1,3}|\d)(?!\w)(?:[/ ](?:năm )?[12]\d{3})?",
            r"(?<!\w)tháng \d{1,2}(?!\w)(?:[/ -](?:năm )?[12]\d{3})?",
            r"(?<!\w)\d{1,2} tháng(?: đầu| cuối)?(?: năm)?(?: [12]\d{3})?(?!\w)",
            rf"(?<!\w)(?:{_NAMED}) (?:số )?\d{{1,4}}[a-zđ]?(?!\w|[%/]|[.,]\d| (?:văn bản|quyết định|kế hoạch|tthc))",
            r"(?<!\w)(?:iso|tcvn)(?: [a-z]{2,5})? ?\d{3,6}(?::\d{4})?",
            r"(?<!\w)\d{1,2} (?=cửa(?!\w)|cấp(?!\w))",
            r"(?<!\w)\d{1,2}(?:h\d{0,2}| giờ(?: \d{1,2} phút)?)(?!\w)",
            r"(?<!\w)0\d{2,3}[. ]?\d{3}[. ]?\d{3,4}(?!\d)",
        )
    )
)
_COUNTS = re.compile(
    r"\d|(?:(?<=quý )|(?<=quý i)|(?<=quý ii))[ivx](?=[ivx]{0,2}(?!\w))"
)  # what masked words count with
_CAPITALS = "".join(filter(str.isupper, map(chr, (*range(0x41, 0x5B), *range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA)))))
_END = re.compile(rf"(?<![\d.])[.!?](?=\s+[\"'(“]?[{_CAPITALS}])|(?<=\d)\.(?=\s+[{_CAPITALS}])|;")
_LONGEST = 1_500  # letters of a sentence that is read as one
_FIGURE = re.compile(rf"(?<![\w{MASK}])(?<!mức độ ){NUMBER}(?![\w{MASK}])")


@dataclass(frozen=True)
class Sentence:
    """One sentence or part of one up to a semicolon: where it begins in its paragraph, its text, the text to match.

    `goes_on`: it is behind a semicolon, so that what the first part is about may be what it is about.
    """

    start: int
    text: str
    plain: str
    goes_on: bool = False

    def figures(self) -> Iterator[tuple[int, int]]:
        """Where figures stand that may be counts."""
        return ((found.start(), found.end()) for found in _FIGURE.finditer(self.plain))


def mask(text: str, own: str = "") -> str:
    """The text in small letters, as long as it was, with what is no count masked, and the own name of the unit (bare)."""
    if own and own in (bare := bare_letters(text).lower()):
        letters = list(text)
        for found in re.finditer(rf"(?<= ){re.escape(own)}(?!\w)", bare):
            letters[found.start() : found.end()] = re.sub(r"\w", MASK, found[0])
        text = "".join(letters)
    return _MASKED.sub(lambda found: _COUNTS.sub(MASK, found[0]), fold_letters(text))


def sentences(text: str, own: str = "") -> list[Sentence]:
    """The sentences of a paragraph, those parted by a semicolon apart; one without end in pieces that end with a word."""
    plain = mask(text, own)
    found: list[Sentence] = []
    start = 0
    for end in _ends(text):
        if text[start:end].strip():
            lead = len(text[start:end]) - len(text[start:end].lstrip())
            goes_on = bool(found) and found[-1].text.endswith(";")
            found.append(Sentence(start + lead, text[start + lead : end], plain[start + lead : end], goes_on))
        start = end
    return found


def _ends(text: str) -> Iterator[int]:
    """Where sentences and pieces of them end."""
    start = 0
    for end in (*(one.end() for one in _END.finditer(text)), len(text)):
        while end - start > _LONGEST:
            blank = text.rfind(" ", start + 1, start + _LONGEST)
            start = blank if blank > 0 else start + _LONGEST
            yield start
        start = end
        yield end


def whole_sentences(text: str) -> list[str]:
    """The sentences of a paragraph as free text has them: whole, a semicolon parts none."""
    found, start = [], 0
    for one in _END.finditer(text):
        if one[0] != ";":
            found.append(text[start : one.end()].strip())
            start = one.end()
    return [one for one in (*found, text[start:].strip()) if one]
