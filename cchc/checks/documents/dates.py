"""Do the dates of cited documents, and of the report itself, hold. In: a CheckContext. Out: findings of the DOC families,
REPORT_DATE, EXPORT_WINDOW, and TYPE for impossible days.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from cchc.catalogue.workdays import closed_because, exchanges_known
from cchc.checks.context import CheckContext
from cchc.checks.documents.citations import Citation, citations
from cchc.checks.documents.document_titles import documents_cited, same_subject
from cchc.checks.finding import CellRef, Finding
from cchc.checks.locations import finding_at
from cchc.raw.submission import DOCUMENTS, TEXTS
from cchc.values.printing import print_date
from cchc.values.reading import is_blank, read_date, why_no_date

_DATE = re.compile(r"(?<![\d/])\d{1,2}/\d{1,2}/\d{4}(?![\d/])", re.ASCII)
_UNNUMBERED = re.compile(
    r"(?<!\w)(?P<kind>Quyết định|Nghị quyết|Chỉ thị|Kế hoạch|Công văn|Thông báo) của "
    r"(?P<body>(?:Chủ tịch )?(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân) \w+|Thủ tướng Chính phủ|Chính phủ|Bộ [A-ZĐ]\w+)(?P<about> về)?"
)
_PLURAL = {"các", "những", "mọi", "nhiều", "bằng", "loại"}


def check_dates_readable(context: CheckContext) -> Iterator[Finding]:
    """A date is a day of the calendar."""
    for record in context.submission.table(DOCUMENTS):
        text = record["ngay"]
        if not is_blank(text) and read_date(text) is None:
            place = CellRef(DOCUMENTS, record.row, "ngay", text)
            yield _not_a_day(text, record["so_ky_hieu"].strip() or text, place)
    for found in context.texts:
        for day in _DATE.findall(found.text) if "/" in found.text else ():
            if read_date(day) is None:
                yield _not_a_day(day, day, found.place)


def _not_a_day(text: str, key: str, place: CellRef) -> Finding:
    why = why_no_date(text)
    return finding_at(
        "TYPE",
        f"«{text}» không phải một ngày có trong lịch, viết dạng ngày/tháng/năm với năm bốn chữ số{f': {why}' if why else ''}.",
        "Ghi lại ngày dạng ngày/tháng/năm, ví dụ 05/01/2024 hoặc 15/7/2021.",
        keys=[key],
        where=[place],
    )


def check_one_date(context: CheckContext) -> Iterator[Finding]:
    """A document has one date wherever it is cited, in the year that its number names."""
    for cited in documents_cited(context):
        days: dict[date, list[Citation]] = {}
        for citation in cited:
            if citation.day:
                days.setdefault(citation.day, []).append(citation)
        if len(days) > 1:
            yield _two_dates(cited[0], days)
        for day, citing in days.items():
            year = citing[0].year_in_number
            if year is not None and year != day.year:
                yield finding_at(
                    "DOC_ONE_DATE",
                    f"{citing[0].named} có số của năm {year} nhưng được ghi ngày {print_date(day)}.",
                    f"Đối chiếu với bản gốc: ngày phải thuộc năm {year}, hoặc sửa số, ký hiệu.",
                    keys=[citing[0].symbol],
                    where=_places(citing, "ngay"),
                )


def _two_dates(document: Citation, days: dict[date, list[Citation]]) -> Finding:
    counted = "; ".join(f"{print_date(day)} ({len(citing)} chỗ)" for day, citing in sorted(days.items()))
    return finding_at(
        "DOC_ONE_DATE",
        f"{document.named} được viện dẫn với {len(days)} ngày khác nhau: {counted}.",
        f"Đối chiếu với bản gốc và ghi một ngày ở mọi chỗ viện dẫn {document.symbol}.",
        keys=[document.symbol],
        where=_places((citation for citing in days.values() for citation in citing), "ngay"),
        severity=None if document.year_in_number or _is_certain(days) else "W",
    )


def _is_certain(days: dict[date, list[Citation]]) -> bool:
    """Whether it is one document: numbers begin again every year, so that two years need a subject that is the same."""
    years = {day.year for day in days}
    named = {day.year for day, citing in days.items() if any(citation.title for citation in citing)}
    return len(years) < len(days) or len(named) > 1


def check_has_date(context: CheckContext) -> Iterator[Finding]:
    """A citation has a number and a date; a short citation may follow a full one of the same document."""
    full: list[Citation] = []
    for citation in citations(context):
        if citation.place is not None:
            continue
        if not citation.symbol:
            yield _lacks("số, ký hiệu", citation.title or citation.body or "(không tên)", [citation.at("so_ky_hieu")])
        elif is_blank(citation.date_text) and not any(_shortens(citation, known) for known in full):
            yield _lacks("ngày", citation.named, [citation.at("ngay")], citation.symbol)
        elif citation.day:
            full.append(citation)
    yield from _unnumbered(context)


def _shortens(short: Citation, full: Citation) -> bool:
    same = (short.kind, short.number) == (full.kind, full.number) and short.issuer in ("", full.issuer)
    return same and same_subject(short.title, full.title)


def _unnumbered(context: CheckContext) -> Iterator[Finding]:
    for text in context.texts:
        if text.place.file != TEXTS and text.place.column != "nguyen_van":
            continue
        for match in _UNNUMBERED.finditer(text.text) if " của " in text.text else ():
            before = text.text[: match.start()].split()[-1:]
            if match["about"] or (before and before[0].casefold() not in _PLURAL):
                named = f"{match['kind']} của {match['body']}"
                yield _lacks("số, ký hiệu và ngày", named, [text.place])


def _lacks(what: str, named: str, places: list[CellRef], key: str = "") -> Finding:
    return finding_at(
        "DOC_HAS_DATE",
        f"{named}: viện dẫn thiếu {what}.",
        f"Bổ sung {what} của văn bản được viện dẫn.",
        keys=[key or named],
        where=places,
    )


def check_in_period(context: CheckContext) -> Iterator[Finding]:
    """No document is dated after the last day of the data window; the plan of the next period may be."""
    for (citation, day), cited in _by_day(context):
        if day > context.as_of:
            yield finding_at(
                "DOC_IN_PERIOD",
                f"{citation.named} ghi ngày {print_date(day)}, sau ngày cuối của kỳ số liệu ({print_date(context.as_of)}).",
                "Kiểm tra lại năm và ngày theo bản gốc; văn bản ban hành sau kỳ thuộc báo cáo kỳ sau.",
                keys=[citation.symbol],
                where=_places(cited, "ngay"),
                severity="W" if _may_follow(context, day, cited) else None,
            )


def _may_follow(context: CheckContext, day: date, cited: Iterable[Citation]) -> bool:
    """Whether a document after the window can be right: older than the report, or cited for what is to come only."""
    signed = context.submission.source.van_ban.ngay
    known = signed is not None and day <= signed
    return known or all(citation.section.partition(".")[0] in ("IV", "V") for citation in cited)


def check_report_date(context: CheckContext) -> Iterator[Finding]:
    """The report itself is not dated before the last day of its data window."""
    day = context.submission.source.van_ban.ngay
    if day is not None and day < context.as_of:
        yield finding_at(
            "REPORT_DATE",
            f"Báo cáo đề ngày {print_date(day)}, trước ngày cuối của kỳ số liệu ({print_date(context.as_of)}): số liệu của "
            "những ngày còn lại chưa thể có.",
            "Sửa ngày của báo cáo, hoặc ghi den_ngay đúng ngày đã chốt số liệu.",
            keys=["van_ban.ngay", "den_ngay"],
            where=[
                context.in_source("van_ban", day.isoformat(), "van_ban", "ngay"),
                context.in_source("den_ngay", context.as_of.isoformat()),
            ],
        )


def check_export_window(context: CheckContext) -> Iterator[Finding]:
    """An export that the counts were taken from covers the data window of the report, and no other."""
    begun = context.unit.begun
    for number, file in enumerate(context.submission.source.tep):
        first = max(file.tu_ngay or context.start, begun)
        if (first, file.den_ngay or context.as_of) != (max(context.start, begun), context.as_of):
            days = [day for day in (file.tu_ngay, file.den_ngay) if day]
            yield finding_at(
                "EXPORT_WINDOW",
                f"«{file.ten}» có số liệu của {' - '.join(map(print_date, days))}, kỳ số liệu của báo cáo là "
                f"{print_date(context.start)} - {print_date(context.as_of)}.",
                "Xuất lại từ phần mềm đúng kỳ số liệu, hoặc sửa tu_ngay, den_ngay của báo cáo cho đúng kỳ đã chốt.",
                keys=["tep.tu_ngay", "tep.den_ngay"],
                where=[
                    context.in_source("tep", " - ".join(day.isoformat() for day in days), "tep", number),
                    context.in_source("den_ngay", f"{context.start.isoformat()} - {context.as_of.isoformat()}"),
                ],
            )


def check_workday(context: CheckContext) -> Iterator[Finding]:
    """A document is signed on a working day."""
    for (citation, day), cited in _by_day(context):
        reasons = closed_because(day)
        if reasons:
            unknown = (
                "" if exchanges_known(day.year) else f" hoặc ngày làm bù (năm {day.year} chưa biết làm bù ngày nào)"
            )
            yield finding_at(
                "DOC_WORKDAY",
                f"{citation.named} ghi ngày {print_date(day)}, là {' và '.join(reasons)}.",
                f"Đối chiếu với bản gốc; nếu văn bản đúng là ký ngày nghỉ{unknown} thì xác nhận.",
                keys=[citation.symbol],
                where=_places(cited, "ngay"),
            )


def _by_day(context: CheckContext) -> Iterator[tuple[tuple[Citation, date], list[Citation]]]:
    """Citations by document and date; those of an unknown issuer by number."""
    groups: dict[tuple[str, str, str, date], list[Citation]] = {}
    for citation in citations(context):
        if citation.day:
            groups.setdefault((*citation.document, citation.day), []).append(citation)
    for key, cited in groups.items():
        yield (cited[0], key[3]), cited


def _places(cited: Iterable[Citation], column: str) -> list[CellRef]:
    return [citation.at(column) for citation in cited]


CHECKS = (
    check_dates_readable,
    check_one_date,
    check_has_date,
    check_in_period,
    check_report_date,
    check_export_window,
    check_workday,
)
