"""The free text of a report. In: paragraphs, what was taken from them. Out: noi_dung.yaml, whole and unchanged sentences.

A sentence from which a figure or a document was taken is not told again: the report would say it twice. What leads in with
the words of its section's title is left to the title.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from cchc.catalogue.outline import OPENING, Outline
from cchc.intake.documents.cited import Citations
from cchc.intake.documents.counting import Counted
from cchc.intake.documents.readers.blocks import Left, Paragraph
from cchc.intake.documents.sections import Told, bag
from cchc.intake.documents.sentences import sentences, whole_sentences
from cchc.raw.entries import quote
from cchc.raw.texts import live_keys

TAKEN = "đã lấy số liệu hoặc văn bản trích dẫn trong câu; lời văn của câu không chép vào noi_dung.yaml"
_HEADING, _LONGEST_HEADING = "tiêu đề của một mục trong văn bản, không phải nội dung", 20
_LIVE = "câu có tên chỉ tiêu trong ngoặc nhọn, phần mềm sẽ thay bằng số; hãy viết lại rồi tự chép vào noi_dung.yaml"
_NOWHERE = "mục này không có trong đề cương của biểu mẫu"
_REPEATS = 0.5  # of a title's words: a lead-in that has them says only the title
_OWN, _LONGEST_LEAD = 0.7, 30  # a lead-in with many words of its own, or a long one, says more than the title
_FRAME = re.compile(r"báo cáo .{0,200}(?:như sau|cụ thể)|như sau:?$", re.IGNORECASE)
_WORDS_OF_ITS_OWN, _LONGEST_SHOWN = 12, 5_000


def tell(
    told: Sequence[Told], counted: Counted, cited: Citations, outline: Outline
) -> tuple[dict[str, list[Paragraph]], list[Left]]:
    """The paragraphs of each section with their places, and the sentences that were not taken."""
    texts, left = dict[str, list[Paragraph]](), list[Left]()
    for number, one in enumerate(told):
        kept = _kept(one, number, counted, cited, outline, left)
        if kept and one.section:
            texts.setdefault(one.section, []).append(Paragraph(" ".join(kept), place=one.paragraph.place))
        elif kept:
            left.append(Left(one.paragraph.place, " ".join(kept), _NOWHERE))
    order = outline.keys
    return dict(sorted(texts.items(), key=lambda item: order.index(item[0]) if item[0] in order else -1)), left


def _kept(one: Told, number: int, counted: Counted, cited: Citations, outline: Outline, left: list[Left]) -> list[str]:
    """The sentences of a paragraph from which nothing was taken."""
    if _is_heading(one):
        left.append(Left(one.paragraph.place, one.paragraph.text, _HEADING))
        return []
    text = _without_lead(one, outline)
    base = len(one.paragraph.text) - len(text)
    starts = [start for paragraph, start in counted.taken if paragraph == number]
    spans = [*cited.spans.get(number, ()), *((start, _end_of(one, start)) for start in starts)]
    kept, at = list[str](), base
    for sentence in whole_sentences(text):
        begin = one.paragraph.text.find(sentence, at)
        at = begin + len(sentence)
        if any(start < at and begin < end for start, end in spans):
            if len(_rest(sentence, number, one, counted, cited).split()) > _WORDS_OF_ITS_OWN:
                left.append(Left(one.paragraph.place, sentence, TAKEN))
        elif any(True for _ in live_keys(sentence)):
            left.append(Left(one.paragraph.place, sentence, _LIVE))
        elif not _is_frame(one, sentence):
            kept.append(sentence)
    return kept


def _rest(sentence: str, number: int, one: Told, counted: Counted, cited: Citations) -> str:
    """What a sentence says besides the words of its figures and its citations."""
    rest, text = sentence[:_LONGEST_SHOWN], one.paragraph.text
    quoted = [made.words for made in counted.statements if made.place == one.paragraph.place]
    for words in (*(text[start:end] for start, end in cited.spans.get(number, ())), *quoted):
        rest = rest.replace(words, " ")
    return rest


def _end_of(one: Told, start: int) -> int:
    """Where the sentence ends from which a figure was taken."""
    return next((s.start + len(s.text) for s in sentences(one.paragraph.text) if s.start == start), start)


def _is_heading(one: Told) -> bool:
    """Whether a paragraph is the heading of an item: lettered or numbered, short, no sentence."""
    paragraph = one.paragraph
    numbered = paragraph.marker[:1].isalnum() and paragraph.marker[-1:] in ".)"
    marked = numbered or paragraph.style.startswith("heading")
    return marked and len(paragraph.text.split()) <= _LONGEST_HEADING and paragraph.text[-1:] not in ".;:!?"


def _is_frame(one: Told, sentence: str) -> bool:
    """Whether a sentence only leads in to what follows."""
    if one.section == OPENING:
        return bool(_FRAME.search(sentence))
    return sentence.endswith(":") and len(sentence.split()) <= 40


def _without_lead(one: Told, outline: Outline) -> str:
    """The text without what leads in to it in the words of its section's title."""
    text = one.paragraph.text
    lead, colon, rest = text.partition(": ")
    if not colon or one.section not in outline.keys or len(lead.split()) > _LONGEST_LEAD or not rest.strip():
        return text
    title, said = bag(outline.section(one.section).title), bag(lead)
    repeats = title and len(title & said) >= _REPEATS * max(len(title), _OWN * len(said))
    return rest.strip() if repeats else text


def as_yaml(texts: Mapping[str, Sequence[Paragraph]]) -> str:
    """noi_dung.yaml: each section as a block of paragraphs, what a block cannot hold in quotes."""
    return "".join(f"{key}: {_block([one.text for one in paragraphs])}\n" for key, paragraphs in texts.items())


def _block(paragraphs: Sequence[str]) -> str:
    if all(paragraph.isprintable() and not paragraph.startswith(" ") for paragraph in paragraphs):
        return "|-\n" + "\n\n".join(f"  {paragraph}" for paragraph in paragraphs)
    return quote("\n\n".join(paragraphs))
