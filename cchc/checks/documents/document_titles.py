"""Do the subjects of cited documents hold. In: a CheckContext. Out: DOC_ONE_SUBJECT, SUBJECT_ONE_DOC and DOC_ORDER.

Subjects are compared as sets of words: without "về việc", "ban hành", where they apply ("trên địa bàn xã", "xã" at the end), brackets
round abbreviations, case and punctuation; abbreviations are written out and known slips mended. A citation that leaves
some words out agrees with the full one, unless it names another year.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date

from cchc.catalogue.units.kinds import kinds_pattern
from cchc.catalogue.writing.letters import meant
from cchc.catalogue.writing.prose import abbreviations, mend_typos
from cchc.catalogue.writing.wording import wording
from cchc.checks.context import CheckContext
from cchc.checks.documents.bodies import is_former
from cchc.checks.documents.citations import Citation, by_document, citations, number_key, rank
from cchc.checks.finding import Finding
from cchc.checks.locations import finding_at
from cchc.checks.words.gazetteer import joined, name_key
from cchc.values.printing import print_date

_BRACKETS = re.compile(r"\s*\([A-ZĐ]{2,8}\)")
_LEAD = re.compile(r"^\s*(?:v/v|về việc|về|việc)?\s*(?:ban hành\s+)?", re.IGNORECASE)
_REPEATED = re.compile(
    r"(?:kiện toàn|điều chỉnh|sửa đổi|bổ sung|thay thế|phân công|điều động|bổ nhiệm|khen thưởng|tặng|giao|công bố|công khai)(?!\w)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_NUMBER = re.compile(r"\d+/(?:\d{4}/)?[A-ZĐ][\w]*(?:-[\w]+)+|\d+/\d{4}/QH\d+")


@functools.lru_cache(maxsize=4096)
def subject_words(title: str) -> tuple[str, ...]:
    """The words of a subject in comparable form; none for a blank one."""
    text = mend_typos(_BRACKETS.sub("", joined(meant(title))))
    text = _abbreviations().sub(lambda match: abbreviations()[match.group()], text)
    text = _LEAD.sub("", _area().sub("", text))
    return tuple(name_key(word) for word in _WORD.findall(text))


@functools.cache
def _area() -> re.Pattern[str]:
    of = r",?\s*(?:trên địa bàn|của UBND|của (?:Ủy|Uỷ) ban nhân dân)"
    named = rf"(?:{kinds_pattern()})(?:\s+[^\W\d_a-zà-ỹđ]\w*)*"
    return re.compile(
        rf"{of}\s+{named}|\s+(?:(?:của|tại)\s+)?(?:{kinds_pattern('commune')})(?:\s+[^\W\d_a-zà-ỹđ]\w*)*\s*$"
    )


@functools.cache
def _abbreviations() -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(abbreviations())})(?!\w)")


def same_subject(one: str, other: str) -> bool:
    """Whether two citations may speak of one subject; a blank one agrees with any."""
    left, right = set(subject_words(one)), set(subject_words(other))
    if not left or not right:
        return True
    if set(_YEAR.findall(one)) != set(_YEAR.findall(other)) and _YEAR.search(one) and _YEAR.search(other):
        return False
    return left <= right or right <= left


def documents_cited(context: CheckContext) -> list[list[Citation]]:
    """The citations of each document. Numbers begin again every year: the same one of two years, with two subjects, is
    two documents.
    """
    found: list[list[Citation]] = []
    for cited in by_document(citations(context)).values():
        parts: list[list[Citation]] = []
        for citation in sorted(cited, key=lambda one: one.day is None):
            fitting = (part for part in parts if not any(_of_other_year(citation, one) for one in part))
            part = next(fitting, None)
            if part is None:
                parts.append([citation])
            else:
                part.append(citation)
        found.extend(sorted(part, key=cited.index) for part in parts)
    return found


def _of_other_year(one: Citation, other: Citation) -> bool:
    years = {citation.day.year for citation in (one, other) if citation.day}
    return len(years) > 1 and one.year_in_number is None and not same_subject(one.title, other.title)


def check_one_subject(context: CheckContext) -> Iterator[Finding]:
    """A document has one subject wherever it is cited."""
    for cited in documents_cited(context):
        titles: list[Citation] = []
        for citation in cited:
            if subject_words(citation.title) and not any(same_subject(citation.title, t.title) for t in titles):
                titles.append(citation)
        if len(titles) > 1:
            listed = "; ".join(f"«{citation.title}»" for citation in titles)
            yield finding_at(
                "DOC_ONE_SUBJECT",
                f"{cited[0].named} được viện dẫn với {len(titles)} trích yếu khác nhau: {listed}. "
                "Một số, ký hiệu của một cơ quan chỉ là một văn bản.",
                f"Đối chiếu với bản gốc: sửa trích yếu hoặc số, ký hiệu ở chỗ viện dẫn {cited[0].symbol} sai.",
                keys=[cited[0].symbol],
                where=[citation.at("trich_yeu") for citation in cited if subject_words(citation.title)],
            )


def check_one_document(context: CheckContext) -> Iterator[Finding]:
    """In one year, one body settles one subject by one document."""
    groups: dict[tuple[str, str, tuple[str, ...], str], list[Citation]] = {}
    adopting = {kind.name.casefold() for kind in wording().kinds if kind.adopts}
    for citation in citations(context):
        words = subject_words(citation.title)
        if words and citation.kind in adopting and citation.number and rank(citation) is not None:
            groups.setdefault((citation.issuer, _organ(citation), words, _year(citation)), []).append(citation)
    for cited in groups.values():
        documents = {citation.document: citation for citation in cited}
        if len(documents) > 1:
            again = _may_be_done_again(cited[0].title) and len({citation.day for citation in cited}) == len(documents)
            named = " và ".join(citation.named for citation in documents.values())
            yield finding_at(
                "SUBJECT_ONE_DOC",
                f"Cùng một nội dung «{cited[0].title}» của cùng một cơ quan được ghi là do {len(documents)} văn bản "
                f"ban hành: {named}.",
                "Đối chiếu với bản gốc và viện dẫn một văn bản; nếu văn bản sau thay văn bản trước thì ghi rõ.",
                keys=[citation.symbol for citation in documents.values()],
                where=[citation.at("so_ky_hieu") for citation in cited],
                severity="W" if again else None,
            )


def _may_be_done_again(title: str) -> bool:
    """Whether it is an act that a body repeats within a year, on another day: kiện toàn, bổ sung, khen thưởng."""
    return bool(_REPEATED.match(_LEAD.sub("", joined(meant(title)))))


def _organ(citation: Citation) -> str:
    """Who of a level it is, by the end of the symbol: the council of a commune is another body than its committee."""
    return re.split("[-/]", citation.number)[-1]


def _year(citation: Citation) -> str:
    named = _YEAR.findall(citation.title)
    return " ".join(named) if named else str(citation.day.year) if citation.day else ""


def check_order(context: CheckContext) -> Iterator[Finding]:
    """No document is older than its basis: one of a higher body with its subject, or one that its subject names."""
    groups = by_document(citations(context))
    first = {key: min(days) for key, cited in groups.items() if (days := [c.day for c in cited if c.day])}
    for key, cited in groups.items():
        for other, day in first.items():
            early = [citation for citation in cited if key != other and citation.day and citation.day < day]
            if early and _rests_on(context, cited, groups[other], day):
                yield _too_early(early, groups[other][0], day)


def _rests_on(context: CheckContext, cited: list[Citation], basis: list[Citation], day: date) -> bool:
    if any(basis[0].number == number_key(found) for c in cited for found in _NUMBER.findall(c.title)):
        return True
    if is_former(cited[0].issuer) and day >= context.unit.begun:
        return False
    own, above = rank(cited[0]), rank(basis[0])
    if own is None or above is None or above >= own:
        return False
    words = {subject_words(citation.title) for citation in cited} - {()}
    return bool(words & {subject_words(citation.title) for citation in basis})


def _too_early(early: list[Citation], basis: Citation, day: date) -> Finding:
    own = print_date(min(citation.day for citation in early if citation.day))
    return finding_at(
        "DOC_ORDER",
        f"{early[0].named} ghi ngày {own}, trước văn bản làm căn cứ cho nó: {basis.named} ngày {print_date(day)}.",
        "Kiểm tra lại ngày của hai văn bản theo bản gốc.",
        keys=[early[0].symbol, basis.symbol],
        where=[*(citation.at("ngay") for citation in early), basis.at("ngay")],
    )


CHECKS = (check_one_subject, check_one_document, check_order)
