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
from cchc.catalogue.received.found_by import NOT_TAKEN, OTHER_THAN, Compiled, Slot, cues_for, fold_letters, found_by
from cchc.errors import CatalogueError
from cchc.intake.documents.periods import Speaker
from cchc.intake.documents.readers.blocks import Left, Paragraph
from cchc.intake.documents.sections import Told
from cchc.intake.documents.sentences import MASK, Sentence, sentences
from cchc.raw.keys import ReportKey
from cchc.values.numerals import numerals
from cchc.values.reading import read_amount, read_count, read_number

_WORD = re.compile(r"[^\W\d_]+")
_CLAUSE_END = re.compile(r"[,;:()]|\.(?!\d)| và (?=\d)")
_PARTS = ("I", "II", "")  # of the outline: what is reported, not what is planned
_REACH, _MOST_LEADS, _LONGEST = (
    1_500,
    4,
    20_000,
)  # letters, levels and letters that words around a figure are looked for in
_MOST_HITS = 40  # of one sentence
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


@dataclass(frozen=True)
class _Hit:
    """A cue that fits a sentence."""

    cue: Compiled
    start: int
    end: int
    slots: tuple[tuple[Slot, int, int], ...]
    gaps: str = ""  # the words that its gaps run over

    @property
    def weight(self) -> tuple[int, int]:
        """By what hits are compared: how many numbers, how many letters."""
        return len(self.slots), self.end - self.start

    @property
    def spans(self) -> set[tuple[int, int]]:
        """Where its figures stand."""
        return {(start, end) for _, start, end in self.slots}


@dataclass
class Counted:
    """What was counted in a narrative. `taken`: the sentences of each paragraph from which something was taken."""

    statements: list[Statement] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    taken: set[tuple[int, int]] = field(default_factory=set)


def count(told: Sequence[Told], key: ReportKey, form: Form) -> Counted:
    """The statements of the narrative, in print order."""
    counted, speaker = Counted(), Speaker(key)
    for number, one in enumerate(told):
        if one.section.partition(".")[0] in _PARTS:
            _Paragraph(one, number, speaker, form, counted).count()
    return counted


def best_hits(text: str, section: str, key: ReportKey, form: Form) -> list[list[Compiled]]:
    """The cues that have the figures of each sentence: what tests of cues ask."""
    paragraph = _Paragraph(Told(Paragraph(text), section), 0, Speaker(key), form, Counted())
    return [[hit.cue for hit, _ in paragraph.best(one, _hits(one)) if hit is not None] for one in sentences(text)]


@dataclass
class _Paragraph:
    told: Told
    number: int
    speaker: Speaker
    form: Form
    counted: Counted

    def count(self) -> None:
        text = self.told.paragraph.text
        every = sentences(text)
        for sentence in every:
            hits = _hits(sentence)
            self._take(sentence, self.best(sentence, hits), {span for hit in hits for span in hit.spans})

    def best(self, sentence: Sentence, hits: Sequence[_Hit]) -> list[tuple[_Hit | None, tuple[int, int]]]:
        """Which hit has each figure of the sentence; none where there are more than any sentence has."""
        if len(hits) > _MOST_HITS:
            return []
        fitting = self._fitting(hits, sentence)
        return _best([hit for hit in fitting if self._is_clear(hit, sentence, fitting)])

    def _fitting(self, hits: Iterable[_Hit], sentence: Sentence) -> list[_Hit]:
        """The hits whose subject was named, in whose sections this is, and which have the words beside them that they need."""
        whole = self._whole
        found = []
        for hit in hits:
            cue = hit.cue.cue
            inside = not cue.within or any(f"{self.told.section}.".startswith(f"{one}.") for one in cue.within)
            beside = not cue.beside or re.search(cue.beside, whole)
            without = bool(cue.without) and re.search(cue.without, whole)
            if inside and beside and not without and self._about(hit, sentence):
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
        return " ".join((*self._leading, fold_letters(self.told.paragraph.text[:_LONGEST])))

    def _before(self, sentence: Sentence, at: int) -> str:
        """Everything in the paragraph and what leads in to it, up to a place of the sentence."""
        end = sentence.start + at
        return f"{self._led_by} . {self.told.paragraph.text[max(0, end - _REACH) : end]}"

    def _about(self, hit: _Hit, sentence: Sentence) -> bool:
        if not hit.cue.cue.about:
            return True
        named = subjects(self._before(sentence, hit.slots[-1][1]))
        return all((one.lstrip(OTHER_THAN) in named) != one.startswith(OTHER_THAN) for one in hit.cue.cue.about)

    def _take(
        self, sentence: Sentence, hits: Sequence[tuple[_Hit | None, tuple[int, int]]], seen: set[tuple[int, int]]
    ) -> None:
        """Take what the hits say, list what they do not and the figures that none has reached."""
        reached, said = (
            {span for _, span in hits} | {(hit.start, hit.end) for hit, _ in hits if hit},
            dict[str, list[tuple[Slot, str, _Hit]]](),
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

    def _doubt(self, hit: _Hit, sentence: Sentence) -> str:
        """Why a hit is not taken; "" where nothing speaks against it."""
        if not all(_is_figure(slot, sentence.text[start:end], self.form) for slot, start, end in hit.slots):
            return "form"
        if any(_is_near(sentence.plain, hit, start, end) for slot, start, end in hit.slots):
            return "near"
        zero = all(not sentence.text[start:end][:1].isdigit() for _, start, end in hit.slots)
        before = self._before(sentence, hit.start)
        if not self.speaker.own(re.sub(r"(?i)trong quý(?! [ivx\d])", "", before) if zero else before):
            return "period"
        end = _clause_end(sentence.plain, hit.end)
        if _of_others(fold_letters(before), sentence.plain[hit.start : end], sentence.plain[hit.end : end]):
            return "place"
        return ""

    def _is_clear(self, hit: _Hit, sentence: Sentence, others: Iterable[_Hit]) -> bool:
        """Whether nothing around a hit makes its number a part only; what keeps a number from being taken is always clear."""
        if not hit.cue.cue.plain or all(slot.key == NOT_TAKEN for slot, _, _ in hit.slots):
            return True
        apart = [(one.start, one.end) for one in others if not hit.spans & one.spans]
        return self._is_plain(hit, sentence, apart)

    def _is_plain(self, hit: _Hit, sentence: Sentence, spans: Iterable[tuple[int, int]]) -> bool:
        """Whether every word before the hit in its sentence, and behind it in its clause, is neutral or another hit's."""
        covered = sorted(spans)
        end = _CLAUSE_END.search(sentence.plain, hit.end)
        until = end.start() if end else len(sentence.plain)
        around = (
            _without(sentence.plain, covered, 0, hit.start) + " " + _without(sentence.plain, covered, hit.end, until)
        )
        leads = " ".join(_last_sentence(lead) for lead in self._leading if lead.endswith(":"))
        return _neutral(f"{around} {hit.gaps}") and _neutral(_without_title(leads, self.told.section, self.form))

    def _state(self, sentence: Sentence, slot: Slot, value: str, hit: _Hit) -> None:
        words = sentence.text[_clause_start(sentence.plain, hit.start) : _clause_end(sentence.plain, hit.end)]
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


def _hits(sentence: Sentence) -> list[_Hit]:
    words = set(_WORD.findall(sentence.plain))
    figures = any(True for _ in sentence.figures())
    found = [
        _hit(cue, match)
        for cue in cues_for(words)
        if figures or any(slot.zero for slot in cue.slots)
        for match in cue.pattern.finditer(sentence.plain)
    ]
    return [hit for hit in found if hit.slots and sentence.plain[hit.end : hit.end + 1] != "/"]


def _hit(cue: Compiled, match: re.Match[str]) -> _Hit:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    slots = tuple((slot, *match.span(slot.group)) for slot in cue.slots if match[slot.group] is not None)
    return _Hit(cue, start, match.end(), slots, " ".join(match[f"g{n}"] or "" for n in range(cue.gaps)))


def _best(hits: Sequence[_Hit]) -> list[tuple[_Hit | None, tuple[int, int]]]:
    """Which hit has each figure: the one with most numbers, then the longest; None where two are equal."""
    taken: dict[tuple[int, int], _Hit | None] = {}
    for hit in sorted(hits, key=lambda one: one.weight, reverse=True):
        spans = [(start, end) for _, start, end in hit.slots]
        rivals = [taken[span] for span in spans if span in taken]
        if not rivals:
            taken |= dict.fromkeys(spans, hit)
        elif any(rival is not None and rival.weight == hit.weight and _says(rival) != _says(hit) for rival in rivals):
            taken |= dict.fromkeys(spans)
    return [(hit, span) for span, hit in sorted(taken.items())]


def _says(hit: _Hit) -> set[tuple[str, str, int]]:
    return {(slot.key, slot.of, start) for slot, start, _ in hit.slots}


def subjects(before: str) -> set[str]:
    """The subject named last of each group."""
    text, named = _OFFICE.sub(" ", fold_letters(before)), set[str]()
    for pattern, names in _phrases():
        found = pattern.findall(text)
        if found:
            named.add(names[found[-1]])
    return named


@functools.cache
def _phrases() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    """Of each group of subjects a pattern of all its phrases, and which phrase names which subject."""
    made = []
    for group in found_by().subjects.values():
        names = {phrase: name for name, phrases in group.items() for phrase in phrases}
        longest = sorted(names, key=len, reverse=True)
        made.append((re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)"), names))
    return made


_OFFICE = re.compile(r"tiếp nhận(?: hồ sơ)?(?:,| và| &)? trả kết quả")


def _is_figure(slot: Slot, text: str, form: Form) -> bool:
    """Whether the words are a number that the submission's own reader reads."""
    if not text[:1].isdigit():
        return slot.zero and read_number(text) is not None
    if slot.key == NOT_TAKEN:
        return True
    kind = count_info(slot.key, form).kind
    return (read_count(text) if kind == "count" else read_amount(text)) is not None


def _is_near(text: str, hit: _Hit, start: int, end: int) -> bool:
    """Whether a figure is one end of a range, about so much, or a change; or is told again in words that say another number."""
    before, behind = text[:start].rstrip(" ("), text[end:].lstrip()
    if re.search(r"\d ?[-/]$", before) and start == hit.slots[0][1]:
        return True
    if re.match(r"[-/] ?\d", behind) and end == hit.slots[-1][2]:
        return True
    words, led = found_by(), text[: hit.start].rstrip(" (")
    if any(re.search(rf"(?<!\w){re.escape(one)}$", led) for one in words.before):
        return True
    if any(re.match(rf"{re.escape(one)}(?!\w)", text[hit.end :].lstrip()) for one in words.behind):
        return True
    told = re.match(r"\(([^()\d§]{1,25})\)", behind)
    again = list(numerals(told[1])) if told else []
    return bool(again) and str(again[0].number) != text[start:end].replace(".", "").lstrip("0")


def _of_others(before: str, clause: str, behind: str) -> bool:
    """Whether the words around a figure name another place, a field of work, or what is only aimed at."""
    said = f"{re.split(r'[.;](?= )', before)[-1]} {clause}"
    return any(re.search(one, said) for one in found_by().targets) or bool(
        _FIELD.search(before) or _FIELD.search(behind)
    )


_FIELD = re.compile(r"(?<![\d%§] )(?<!các )(?<!mọi )(?<!nhiều )(?<!số )(?<!ở các )lĩnh vực(?! thuộc| như)(?= [^\W\d])")


def _without(text: str, covered: Iterable[tuple[int, int]], start: int, end: int) -> str:
    letters = list(text[start:end])
    for first, last in covered:
        for at in range(max(first, start), min(last, end)):
            letters[at - start] = " "
    return "".join(letters)


def _neutral(text: str) -> bool:
    text = re.sub(r"\d", MASK, text)
    for phrase in _neutral_phrases():
        text = text.replace(phrase, " ")
    return all(word in _neutral_words() for word in _WORD.findall(text))


def _neutral_words() -> frozenset[str]:
    return frozenset(one for one in found_by().neutral if " " not in one)


def _neutral_phrases() -> list[str]:
    return sorted((one for one in found_by().neutral if " " in one), key=len, reverse=True)


def _last_sentence(lead: str) -> str:
    return re.split(r"[.;] ", lead)[-1]


def _without_title(text: str, section: str, form: Form) -> str:
    """The words that lead in to a paragraph, without those of the title of its section and of those above."""
    keys = [section[: len(section) - n] for n in range(len(section))]
    known = {
        word for one in form.outline.sections if one.key in keys for word in _WORD.findall(fold_letters(one.title))
    }
    for pattern, _ in _phrases():
        text = pattern.sub(" ", text)
    return " ".join(word for word in _WORD.findall(text) if word not in known)


def _clause_start(text: str, at: int) -> int:
    found = [one.end() for one in re.finditer(r"[,;()]|[.:](?!\d)", text[:at])]
    return found[-1] if found else 0


def _clause_end(text: str, at: int) -> int:
    found = re.search(r"[,;()](?!\d)|\.(?!\d)", text[at:])
    return at + found.start() if found else len(text)


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
