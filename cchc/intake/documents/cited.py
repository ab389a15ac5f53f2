"""The documents that a narrative cites. In: paragraphs in their sections. Out: rows of van_ban.csv with their places.

"LOẠI số N/KÝ-HIỆU (ngày ...) (của CƠ QUAN) (về ...)". One that is named in another's subject is no citation of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from cchc.catalogue.writing.names import HYPHENS
from cchc.intake.documents.sections import Told

_KINDS = (
    "Nghị quyết|Nghị định|Quyết định|Kế hoạch|Thông tư liên tịch|Thông tư|Chỉ thị|Công văn|Công điện|Thông báo|Hướng dẫn"
    "|Chương trình|Đề án|Báo cáo|Tờ trình|Kết luận|Quy chế|Quy định|Pháp lệnh|Luật|Văn bản|Giấy mời"
)
_BODIES = (
    "(?:Chủ tịch |Thường trực )?(?:UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Ban Chỉ đạo"
    "|Ban Thường vụ|Đảng ủy|Huyện ủy|Tỉnh ủy)"
)
_HYPHEN = f" ?[{HYPHENS}&] ?"
_VERBS = "về|V/v|v/v|sửa đổi|hướng dẫn|quy định|ban hành|phê duyệt|triển khai|thực hiện|tăng cường"
_CITED = re.compile(
    rf"(?P<kind>(?i:{_KINDS})) +số:? *(?P<symbol>\d{{1,6}}(?: ?/ ?\d{{4}})? ?/ ?"
    rf"[A-ZĐ][\wĐ]{{0,15}}(?:{_HYPHEN}[A-ZĐ][\w&]{{0,15}}){{0,4}})"
    r"(?:,? *(?:ban hành )?ngày +(?P<day>\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{1,2} tháng \d{1,2} năm \d{4}))?"
)
_ISSUER = re.compile(
    r",? +của +(?P<body>(?:Thủ tướng Chính phủ|Chính phủ|Quốc hội|Ủy ban Thường vụ Quốc hội"
    r"|(?:(?:Bộ trưởng )?Bộ|Sở|Phòng|Văn phòng) [A-ZĐ]\w+(?:,? \w+){0,6}?"
    rf"(?= (?:{_VERBS})(?!\w)|[;.)]|$)"
    rf"|{_BODIES}(?: (?:xã|phường|thị trấn|huyện|quận|thị xã|thành phố|tỉnh|đặc khu))?(?: [A-ZĐ][\w’']*){{0,4}}))"
    r"(?= |,|;|\.|\)|$)"
)
_SUBJECT = re.compile(rf",? *(?P<title>(?:{_VERBS})(?!\w))")
_SUBJECT_ENDS = re.compile(
    rf"[;.()](?!\d)|, (?={_BODIES}|cụ thể|trong đó|đồng thời|đã )| (?:gồm|với) \d"
    r"| và (?:đã|tổ chức|chỉ đạo)(?!\w)| cụ thể| như sau|$"
)
_BEFORE = re.compile(
    rf"(?P<body>{_BODIES}(?: (?:xã|phường|thị trấn|huyện|tỉnh))?(?: [A-ZĐ][\w’']*){{0,4}}) +"
    r"(?:đã |cũng )*(?:(?:xây dựng|tham mưu),? *(?:và )?)?ban hành +(?:các )?(?:văn bản)?:? *$"
)
_OPENS = re.compile(r"(?:^|[;,.(:]|(?<!\w)và|ban hành(?: các)?|(?<!\w)(?:theo|Thực hiện|Căn cứ|Căn|tại)) *$")
_SHORT = re.compile(r"\(([A-ZĐ]{2,10})\)")  # "cải cách hành chính (CCHC)": no end of a subject
_REACH, _LONGEST = 160, 1_200  # letters before a citation, and of a subject


@dataclass(frozen=True)
class Cited:
    """A row of van_ban.csv, and where it stands."""

    section: str
    kind: str
    symbol: str
    day: str
    body: str
    title: str
    place: str


@dataclass
class Citations:
    """The citations of a narrative; `spans`: from where to where each stands, by the number of its paragraph."""

    rows: list[Cited] = field(default_factory=list)
    spans: dict[int, list[tuple[int, int]]] = field(default_factory=dict)


def cite(told: Sequence[Told]) -> Citations:
    """The documents cited, in print order."""
    found = Citations()
    for number, one in enumerate(told):
        for start, end, row in _cited(one):
            if one.section:
                found.rows.append(row)
                found.spans.setdefault(number, []).append((start, end))
    return found


def _cited(told: Told) -> Iterator[tuple[int, int, Cited]]:
    text, until, last_body = told.paragraph.text, 0, ""
    for found in _CITED.finditer(text):
        nested = found.start() < until and not _OPENS.search(text[max(0, found.start() - 12) : found.start()])
        if nested:
            continue
        body, at = _issuer(text, found.end())
        before = _BEFORE.search(text[max(0, found.start() - _REACH) : found.start()])
        goes_on = text[until : found.start()].strip() in (";", ",", "và", "; và") and bool(last_body)
        carried = before["body"] if before else last_body if goes_on else ""
        title, until = _title(text, at)
        last_body = carried if not body else ""
        symbol = re.sub(r"\s+", "", found["symbol"])
        kind = found["kind"][:1].upper() + found["kind"][1:].lower()
        yield (
            found.start(),
            until,
            Cited(told.section, kind, symbol, found["day"] or "", body or carried, title, told.paragraph.place),
        )


def _issuer(text: str, at: int) -> tuple[str, int]:
    found = _ISSUER.match(text, at)
    return (found["body"], found.end()) if found else ("", at)


def _title(text: str, at: int) -> tuple[str, int]:
    """The subject behind a symbol, a day and a body, and where it ends."""
    found = _SUBJECT.match(text, at)
    if not found:
        return "", at
    near = _SHORT.sub(r"<\1>", text[found.end() : found.end() + _LONGEST])
    end = _SUBJECT_ENDS.search(near)
    until = found.end() + (end.start() if end else len(near))
    following = _CITED.search(text, found.end(), until)
    while following:
        opens = re.search(r"(?:,|(?<!\w)và) *$", text[found.start() : following.start()])
        if opens:
            until = found.start() + opens.start()
            break
        following = _CITED.search(text, following.end(), until)
    return text[found.start("title") : until].strip(" ,"), until
