"""The counts that a narrative states. In: paragraphs in their sections. Out: statements, and the figures not understood.

Figures come first; a cue that reaches one gives it a key. The longest cue with most numbers has the figure, two that are
equal have nothing, and what is said of another period, another place or a target is no count of this report.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from cchc.catalogue.counts import count_info
from cchc.catalogue.form import Form
from cchc.catalogue.received.found_by import NOT_TAKEN, OTHER_THAN, Compiled, Slot, fold_letters
from cchc.catalogue.units.register import unit
from cchc.checks.words.gazetteer import bare_letters
from cchc.errors import CatalogueError, UnitError
from cchc.intake.documents.around import (
    CLAUSE_END,
    clause_end,
    clause_start,
    is_near,
    is_neutral,
    is_of_another_body,
    is_of_others,
    last_sentence,
    says_whose,
    subjects,
    without,
    without_title,
)
from cchc.intake.documents.hits import Hit, best_of, hits_of
from cchc.intake.documents.periods import Speaker
from cchc.intake.documents.readers.blocks import Left, Paragraph
from cchc.intake.documents.sections import Told
from cchc.intake.documents.sentences import Sentence, sentences
from cchc.raw.keys import ReportKey
from cchc.values.reading import read_amount, read_count, read_number

_PARTS = ("I", "II", "")  # of the outline: what is reported, not what is planned
_REACH, _MOST_LEADS, _LONGEST = (
    1_500,
    4,
    20_000,
)  # letters, levels and letters that words around a figure are looked for in
_MOST_HITS = 40  # of one sentence
_LINES, _LONGEST_LINE = 4, 160  # lines of a list before and behind, letters of one
_TIMES = re.compile(
    r"(?<!\w)(?:năm|quý|tháng|cùng kỳ|tuần|ngày|giờ|buổi|lũy kế|giai đoạn|nhiệm kỳ)(?!\w)"
)  # lead to periods
_DOSSIERS = re.compile(r"(?<!\w)(?:hồ sơ|hs)(?!\w)")
_OTHER_THINGS = re.compile(
    r"\d (?:ý kiến|phản ánh|kiến nghị|pakn|nhiệm vụ|đơn(?! vị)|văn bản|phiếu|lượt|tin|bài|vụ|việc|yêu cầu|trường hợp|cuộc)(?!\w)"
)
_OF_DOSSIERS = ("II.2.d", "II.2.đ", "II.6.c")  # sections in which figures without a noun are dossiers
_WHY = {
    "none": "chưa hiểu số này là của chỉ tiêu nào",
    "two": "có hai cách hiểu",
    "twice": "trong một câu, một chỉ tiêu có hai giá trị khác nhau",
    "period": "có vẻ là số của kỳ khác hoặc so với kỳ khác",
    "place": "có vẻ là số của một lĩnh vực hoặc đơn vị khác, hoặc là chỉ tiêu đề ra",
    "around": "xung quanh có chữ chưa hiểu, số có thể chỉ là một phần",
    "near": "số ước chừng, hoặc là mức tăng, giảm",
    "form": "số viết không theo cách đọc được (ví dụ 1.234; 98,9)",
}


@dataclass(frozen=True)
class Statement:
    """A count as the narrative states it, with the words that state it and the place where they stand."""

    section: str
    key: str
    value: str
    unit: str
    words: str
    of: str
    place: str


@dataclass
class Counted:
    """What was counted in a narrative. `taken`: the sentences of each paragraph from which something was taken."""

    statements: list[Statement] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)


def count(told: Sequence[Told], key: ReportKey, form: Form) -> Counted:
    """The statements of the narrative, in print order."""
    counted, speaker, own = Counted(), Speaker(key), _own_name(key)
    section, part = "", False
    for number, one in enumerate(told):
        if one.section.partition(".")[0] in _PARTS:
            beside, part = _lines_beside(told, number), part and one.section == section
            paragraph = _Paragraph(one, number, speaker, form, counted, own, beside, part=part)
            paragraph.count()
            section, part = one.section, paragraph.part
    return counted


def _own_name(key: ReportKey) -> str:
    """The name of the report's unit without marks, since these are often wrong; "" where the register has none."""
    try:
        return bare_letters(unit(key.code, key.window[1]).name).lower()
    except UnitError:
        return ""


def _lines_beside(told: Sequence[Told], number: int) -> str:
    """The short lines of the list that a line is one of: what is said in parts there ("trước hạn", "đúng hạn")."""
    one = told[number]
    near = told[max(0, number - _LINES) : number + _LINES + 1] if one.paragraph.marker else ()
    return " ".join(
        other.paragraph.text
        for other in near
        if other is not one
        and (other.section, other.leads, other.paragraph.marker) == (one.section, one.leads, one.paragraph.marker)
        and len(other.paragraph.text) <= _LONGEST_LINE
    )


def best_hits(text: str, section: str, key: ReportKey, form: Form) -> list[list[Compiled]]:
    """The cues that have the figures of each sentence: what tests of cues ask."""
    paragraph = _Paragraph(Told(Paragraph(text), section), 0, Speaker(key), form, Counted())
    return [[hit.cue for hit, _ in paragraph.best(one, hits_of(one)) if hit is not None] for one in sentences(text)]


@dataclass
class _Paragraph:
    told: Told
    number: int
    speaker: Speaker
    form: Form
    counted: Counted
    own: str = ""
    beside: str = ""
    first: str = ""  # what a sentence has before its first figure, but for what cues have of it
    part: bool = False  # the last sentence with dossiers, of this paragraph or before it, counted a part of them only

    def count(self) -> None:
        for sentence in sentences(self.told.paragraph.text, self.own):
            hits = hits_of(sentence)
            self.first = self.first if sentence.goes_on else self._opening(sentence, hits)
            self._take(sentence, self.best(sentence, hits), {span for hit in hits for span in hit.spans})

    def best(self, sentence: Sentence, hits: Sequence[Hit]) -> list[tuple[Hit | None, tuple[int, int]]]:
        """Which hit has each figure of the sentence; none where there are more than any sentence has."""
        if len(hits) > _MOST_HITS:
            return []
        fitting = self._fitting(hits, sentence)
        clear = [hit for hit in fitting if self._is_clear(hit, sentence, fitting)]
        if dossiers := [hit for hit in fitting if hit.cue.cue.plain and not _is_of_none(hit)]:
            self.part = not any(hit in clear for hit in dossiers)
        return best_of(clear)

    def _opening(self, sentence: Sentence, hits: Sequence[Hit]) -> str:
        figure = next((start for start, _ in sentence.figures()), 0)
        label = sentence.plain.find(":") if not figure else -1
        return without(sentence.plain, [(one.start, one.end) for one in hits], 0, max(figure, label))

    def _fitting(self, hits: Iterable[Hit], sentence: Sentence) -> list[Hit]:
        """The hits whose subject was named, in whose sections this is, and which have the words beside them that they need."""
        whole = self._whole
        found = []
        for hit in hits:
            cue = hit.cue.cue
            inside = not cue.within or any(f"{self.told.section}.".startswith(f"{one}.") for one in cue.within)
            beside = not cue.beside or re.search(cue.beside, whole)
            barred = bool(cue.without) and re.search(cue.without, whole)
            if inside and beside and not barred and self._about(hit, sentence):
                found.append(hit)
        return found

    @functools.cached_property
    def _leading(self) -> list[str]:
        return [fold_letters(lead[-_REACH:]) for lead in self.told.leads[-_MOST_LEADS:]]

    @functools.cached_property
    def _led_by(self) -> str:
        return " . ".join(lead[-_REACH:] for lead in self.told.leads[-_MOST_LEADS:])

    @functools.cached_property
    def _whole(self) -> str:
        return " ".join((*self._leading, fold_letters(self.told.paragraph.text[:_LONGEST]), fold_letters(self.beside)))

    def _before(self, sentence: Sentence, at: int) -> str:
        """Everything in the paragraph and what leads in to it, up to a place of the sentence."""
        end = sentence.start + at
        return f"{self._led_by} . {self.told.paragraph.text[max(0, end - _REACH) : end]}"

    def _about(self, hit: Hit, sentence: Sentence) -> bool:
        if not hit.cue.cue.about:
            return True
        named = subjects(self._before(sentence, hit.slots[-1][1]))
        return all((one.lstrip(OTHER_THAN) in named) != one.startswith(OTHER_THAN) for one in hit.cue.cue.about)

    def _take(
        self, sentence: Sentence, hits: Sequence[tuple[Hit | None, tuple[int, int]]], seen: set[tuple[int, int]]
    ) -> None:
        """Take what the hits say, list what they do not and the figures that none has reached."""
        reached, said = (
            {span for _, span in hits} | {(hit.start, hit.end) for hit, _ in hits if hit},
            dict[str, list[tuple[Slot, str, Hit]]](),
        )
        whys = {span: "two" for hit, span in hits if hit is None}
        for hit in dict.fromkeys(hit for hit, _ in hits if hit is not None):
            why = self._doubt(hit, sentence)
            for slot, start, end in hit.slots:
                if why or slot.key == NOT_TAKEN:
                    whys[start, end] = why or "none"
                else:
                    said.setdefault(slot.key, []).append((slot, sentence.text[start:end], hit))
        for key, found in said.items():
            values = {fold_letters(text) for _, text, _ in found}
            if len({_number(text) for text in values}) > 1:
                whys |= {
                    (start, end): "twice" for _, _, hit in found for slot, start, end in hit.slots if slot.key == key
                }
            else:
                self._state(sentence, *found[0])
        around = dict.fromkeys(seen, "around")
        self._list(
            sentence,
            {span: around.get(span, "none") for span in sentence.figures() if not _is_in(span, reached)} | whys,
        )

    def _doubt(self, hit: Hit, sentence: Sentence) -> str:
        """Why a hit is not taken; "" where nothing speaks against it."""
        if not all(_is_figure(slot, sentence.text[start:end], self.form) for slot, start, end in hit.slots):
            return "form"
        if any(is_near(sentence.plain, hit, start, end) for slot, start, end in hit.slots):
            return "near"
        before = self._before(sentence, hit.start)
        if not self._is_of_the_period(hit, sentence, before):
            return "period"
        end = clause_end(sentence.plain, hit.end)
        if is_of_others(fold_letters(before), sentence.plain[hit.start : end], sentence.plain[hit.end : end]):
            return "place"
        if is_of_another_body(before, sentence.text[hit.start : end], self.own):
            return "place"
        return ""

    def _is_of_the_period(self, hit: Hit, sentence: Sentence, before: str) -> bool:
        """Whether neither the words before a hit nor those in it, before its last number, lead to another period."""
        zero = all(not sentence.text[start:end][:1].isdigit() for _, start, end in hit.slots)
        if not self.speaker.own(re.sub(r"(?i)trong quý(?! [ivx\d])", "", before) if zero else before):
            return False
        if not self.speaker.goes_on(sentence.text[hit.end : clause_end(sentence.plain, hit.end)]):
            return False
        last = hit.slots[-1][1]
        inside = _TIMES.search(sentence.plain, hit.start, last)
        return inside is None or self.speaker.own(self._before(sentence, last))

    def _is_clear(self, hit: Hit, sentence: Sentence, others: Iterable[Hit]) -> bool:
        """Whether nothing around a hit makes its number a part only; what keeps a number from being taken is always clear."""
        if not hit.cue.cue.plain or _is_of_none(hit):
            return True
        if self.part and not says_whose(sentence.plain[: hit.end]):
            return False
        if not self._is_of_dossiers(hit, sentence):
            return False
        apart = [(one.start, one.end) for one in others if one.cue.cue.plain and not hit.spans & one.spans]
        return self._is_plain(hit, sentence, apart)

    def _is_of_dossiers(self, hit: Hit, sentence: Sentence) -> bool:
        """Whether a figure that names no dossiers itself ("quá hạn: 2") stands where dossiers, and nothing else, are counted."""
        if _DOSSIERS.search(sentence.plain, hit.start, hit.end):
            return True
        before = fold_letters(self._before(sentence, hit.start))
        dossiers = max((one.end() for one in _DOSSIERS.finditer(before)), default=-1)
        others = max((one.end() for one in _OTHER_THINGS.finditer(before)), default=-1)
        return others <= dossiers and (dossiers >= 0 or self.told.section.startswith(_OF_DOSSIERS))

    def _is_plain(self, hit: Hit, sentence: Sentence, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether every word before the hit in its sentence, and behind it in its clause, is neutral or another hit's."""
        covered = sorted(spans)
        end = CLAUSE_END.search(sentence.plain, hit.end)
        until = end.start() if end else len(sentence.plain)
        around = without(sentence.plain, covered, 0, hit.start) + " " + without(sentence.plain, covered, hit.end, until)
        leads = " ".join(last_sentence(lead) for lead in self._leading if lead.endswith(":"))
        opening = self.first if sentence.goes_on else ""
        return is_neutral(f"{opening} {around} {hit.gaps}") and is_neutral(
            without_title(leads, self.told.section, self.form)
        )

    def _state(self, sentence: Sentence, slot: Slot, value: str, hit: Hit) -> None:
        words = sentence.text[clause_start(sentence.plain, hit.start) : clause_end(sentence.plain, hit.end)]
        self.counted.statements.append(
            Statement(
                self.told.section, slot.key, value, _unit(slot.key, self.form), words.strip(" ,;:()"), slot.of,
                self.told.paragraph.place,
            )
        )  # fmt: skip
        self.counted.taken.add((self.number, sentence.start))

    def _list(self, sentence: Sentence, whys: dict[tuple[int, int], str]) -> None:
        figures = {span: why for span, why in whys.items() if sentence.text[span[0] : span[1]][:1].isdigit()}
        if not figures:
            return
        listed = "; ".join(
            f"{', '.join(sentence.text[start:end] for (start, end), one in sorted(figures.items()) if one == why)}: {_WHY[why]}"
            for why in dict.fromkeys(figures.values())
        )
        self.counted.left.append(Left(self.told.paragraph.place, sentence.text.strip(), listed))


def _is_figure(slot: Slot, text: str, form: Form) -> bool:
    """Whether the words are a number that the submission's own reader reads."""
    if not text[:1].isdigit():
        return slot.zero and read_number(text) is not None
    if slot.key == NOT_TAKEN:
        return True
    kind = count_info(slot.key, form).kind
    return (read_count(text) if kind == "count" else read_amount(text)) is not None


def _is_of_none(hit: Hit) -> bool:
    """Whether a hit only keeps its figures from being taken."""
    return all(slot.key == NOT_TAKEN for slot, _, _ in hit.slots)


def _is_in(span: tuple[int, int], reached: Iterable[tuple[int, int]]) -> bool:
    return any(start <= span[0] and span[1] <= end for start, end in reached)


def _number(text: str) -> object:
    found = read_number(text)
    return text if found is None else found


def _unit(key: str, form: Form) -> str:
    try:
        return count_info(key, form).unit
    except CatalogueError:
        return ""
